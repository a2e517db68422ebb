/* SPDX-License-Identifier: MIT */
/* html_text.c: a walk without recursion, because pages may nest to any depth. */
#include "articles/html_text.h"

#include <ctype.h>
#include <strings.h>

typedef struct text_layout {
  qn__buffer *out;
  size_t start;   /* of this text in `out` */
  unsigned lines; /* line breaks to write before the next word */
  bool space;     /* a space to write before it */
  unsigned preformatted;
} text_layout;

static bool name_in(const xmlNode *node, const char *const *names) {
  if (node->type != XML_ELEMENT_NODE)
    return false;
  for (; *names != NULL; names++)
    if (strcasecmp((const char *)node->name, *names) == 0)
      return true;
  return false;
}

static bool is_silent(const xmlNode *node) {
  static const char *const names[] = {"script", "style", "noscript", "template", "head",   "nav",    "iframe", "object",
                                      "svg",    "math",  "canvas",   "audio",    "video",  "select", "button", "form",
                                      "input",  "map",   "textarea", "dialog",   "applet", NULL};
  return name_in(node, names);
}

/* Line breaks around an element: 2 set it apart as a paragraph. */
static unsigned breaks_around(const xmlNode *node) {
  static const char *const paragraphs[] = {"p",      "h1",     "h2",    "h3",         "h4",         "h5",
                                           "h6",     "ul",     "ol",    "dl",         "table",      "pre",
                                           "figure", "hr",     "aside", "blockquote", "section",    "article",
                                           "header", "footer", "main",  "address",    "figcaption", NULL};
  static const char *const lines[] = {"div", "li",      "dt",      "dd",   "tr", "caption",
                                      "br",  "details", "summary", "body", NULL};
  return name_in(node, paragraphs) ? 2 : name_in(node, lines) ? 1 : 0;
}

static void want_lines(text_layout *layout, unsigned lines) {
  if (layout->lines < lines)
    layout->lines = lines;
}

static void put_byte(text_layout *layout, char c) {
  qn__buffer *out = layout->out;
  if (out->size > layout->start) {
    if (layout->lines > 0)
      qn__buffer_bytes(out, "\n\n", layout->lines);
    else if (layout->space)
      qn__buffer_u8(out, ' ');
  }
  layout->lines = 0;
  layout->space = false;
  qn__buffer_u8(out, (uint8_t)c);
}

static void put_text(text_layout *layout, const char *text) {
  for (; *text != '\0'; text++) {
    if (layout->preformatted > 0 && (!isspace((unsigned char)*text) || layout->out->size > layout->start))
      put_byte(layout, *text);
    else if (isspace((unsigned char)*text))
      layout->space = true;
    else
      put_byte(layout, *text);
  }
}

static void enter(text_layout *layout, const xmlNode *node) {
  static const char *const cells[] = {"td", "th", NULL}, *const verbatim[] = {"pre", NULL};
  if (node->type == XML_TEXT_NODE || node->type == XML_CDATA_SECTION_NODE) {
    if (node->content != NULL)
      put_text(layout, (const char *)node->content);
    return;
  }
  want_lines(layout, breaks_around(node));
  layout->space = layout->space || name_in(node, cells);
  layout->preformatted += name_in(node, verbatim);
}

static void leave(text_layout *layout, const xmlNode *node) {
  static const char *const verbatim[] = {"pre", NULL};
  want_lines(layout, breaks_around(node));
  layout->preformatted -= name_in(node, verbatim);
}

static void walk(text_layout *layout, const xmlNode *top, const xmlNode *omit) {
  const xmlNode *node = top;
  for (;;) {
    bool open = node != omit && !is_silent(node);
    if (open)
      enter(layout, node);
    if (open && node->type == XML_ELEMENT_NODE && node->children != NULL) {
      node = node->children;
      continue;
    }
    if (open)
      leave(layout, node);
    while (node != top && node->next == NULL) {
      node = node->parent;
      leave(layout, node);
    }
    if (node == top)
      return;
    node = node->next;
  }
}

void qn__html_text(qn__buffer *out, const xmlNode *top, const xmlNode *omit) {
  text_layout layout = {.out = out, .start = out->size};
  walk(&layout, top, omit);
}

void qn__html_line(qn__buffer *out, const xmlNode *top) {
  size_t start = out->size;
  qn__html_text(out, top, NULL);
  for (size_t i = start; i < out->size; i++)
    if (out->data[i] == '\n')
      out->data[i] = ' ';
}
