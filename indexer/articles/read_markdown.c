/* SPDX-License-Identifier: MIT */
/* read_markdown.c: front matter, then the first heading, then what is found in any plain text.  The markup stays in the
 * text: it is what the author wrote. */
#include "articles/front_matter.h"
#include "articles/json_memory.h"
#include "articles/markdown_words.h"
#include "articles/plain_text.h"
#include "base/memory.h"
#include "base/string_order.h"
#include "text/markdown_lines.h"

#include <ctype.h>
#include <strings.h>

qn__read_function qn__read_markdown;

/* A heading `# ...` and the line it stands on. */
typedef struct heading_line {
  qn_string title;
  size_t start, end;
  bool is_html; /* and has tags */
} heading_line;

/* The byte after the bracket that closes the one at p; p if there is none. */
static const char *skip_bracket(const char *p, const char *end) {
  char open = *p, close = open == '[' ? ']' : ')';
  size_t depth = 0;
  for (const char *q = p; q < end; q++) {
    depth += *q == open;
    depth -= *q == close;
    if (depth == 0)
      return q + 1;
  }
  return p;
}

/* The link or image whose text is in the bracket at p, `[text](address)`: where its text and where all of it ends. */
static bool is_link(const char *p, const char *end, const char **text_end, const char **link_end) {
  const char *after = skip_bracket(p, end);
  if (after == p || after == end || (*after != '(' && *after != '['))
    return false;
  *text_end = after - 1;
  *link_end = skip_bracket(after, end);
  return *link_end != after;
}

/* Writes the heading as it is shown: links as their text, no images, no emphasis.  Returns its size. */
static size_t plain_heading(char *to, const char *p, const char *end, bool is_html) {
  char *start = to;
  const char *text_end, *link_end;
  while (p < end) {
    if (*p == '!' && p + 1 < end && p[1] == '[' && is_link(p + 1, end, &text_end, &link_end)) {
      p = link_end;
    } else if (*p == '[' && is_link(p, end, &text_end, &link_end)) {
      /* A link's text holds no link, but it may hold images: once more, and no deeper. */
      for (p++; p < text_end;) {
        const char *inner_text, *inner_end;
        if (*p == '!' && p[1] == '[' && is_link(p + 1, text_end, &inner_text, &inner_end))
          p = inner_end;
        else
          *to++ = *p++;
      }
      p = link_end;
    } else if (*p == '\\' && p + 1 < end && ispunct((unsigned char)p[1])) {
      *to++ = p[1];
      p += 2;
    } else if (*p == '*' || *p == '`') {
      p++;
    } else if (is_html && *p == '<' && p + 1 < end && (isalpha((unsigned char)p[1]) || p[1] == '/') &&
               memchr(p, '>', (size_t)(end - p)) != NULL) {
      p = (const char *)memchr(p, '>', (size_t)(end - p)) + 1;
    } else {
      *to++ = *p++;
    }
  }
  while (to > start && isspace((unsigned char)to[-1]))
    to--;
  return (size_t)(to - start);
}

/* The title of a line `<h1 align="center">Title</h1>`, or none. */
static qn_string html_heading(qn_string line) {
  const char *end = line.data + line.size;
  if (line.size < 9 || line.size > QN__MARKDOWN_HEADING_MAX || strncasecmp(line.data, "<h1", 3) != 0)
    return (qn_string){NULL, 0};
  const char *start = memchr(line.data, '>', line.size);
  const char *close = start != NULL ? memmem(start, (size_t)(end - start), "</h1>", 5) : NULL;
  if (close == NULL || !qn__is_blank(close + 5, (size_t)(end - close - 5)))
    return (qn_string){NULL, 0};
  return qn__skip_space((qn_string){start + 1, (size_t)(close - start - 1)});
}

/* A comment on one line. */
static bool is_comment(qn_string line) {
  return line.size > 7 && memcmp(line.data, "<!--", 4) == 0 && memmem(line.data, line.size, "-->", 3) != NULL;
}

/* The first heading of the first rank, outside code; or one of any rank that the text begins with. */
static bool find_heading(const char *text, size_t size, heading_line *found) {
  qn__code_block code = {.n_signs = 0};
  bool is_first = true;
  for (size_t at = 0; at < size;) {
    const char *newline = memchr(text + at, '\n', size - at);
    size_t end = newline != NULL ? (size_t)(newline - text) + 1 : size;
    unsigned rank;
    qn_string line = {text + at, end - at};
    qn__pass_code_fence(&code, line.data, line.size);
    qn_string title = qn__markdown_heading(line, &rank), html = html_heading(line);
    if (html.size > 0) {
      title = html;
      rank = 1;
    }
    if (code.n_signs == 0 && title.size > 0 && (rank == 1 || is_first)) {
      *found = (heading_line){title, at, end, html.size > 0};
      return true;
    }
    is_first = is_first && (qn__is_blank(line.data, line.size) || is_comment(line));
    at = end;
  }
  return false;
}

static qn_status read_body(const qn__document *document, qn_article *article, char *text, size_t size,
                           qn_error *error) {
  heading_line found;
  char *title = NULL;
  if (find_heading(text, size, &found)) {
    title = qn__malloc(found.title.size);
    if (title == NULL)
      return qn__fail_memory(error);
    qn_string plain = {title,
                       plain_heading(title, found.title.data, found.title.data + found.title.size, found.is_html)};
    if (plain.size > 0 && (article->title.size == 0 || qn__equal_strings(article->title, plain))) {
      article->title = plain;
      qn_string rest = qn__take_out(text, size, found.start, found.end, document->trace);
      text = (char *)rest.data;
      size = rest.size;
    }
  }
  size = qn__markdown_words(text, size, document->trace);
  qn_status status = qn__read_plain_text(document, article, text, size, QN__TEXT_MARKDOWN, error);
  qn__free(title);
  return status;
}

static qn_status read_front_matter(const qn__document *document, qn_article *article, size_t *end, qn_error *error) {
  const qn__input *input = document->input;
  cJSON *properties = NULL;
  qn__properties_clear(document->properties);
  qn__json_memory_begin(document->allowance, input->capacity);
  qn_status status = qn__front_matter_parse(&properties, input->data, input->size, end, error);
  if (properties != NULL)
    status =
        qn__properties_take(document->properties, properties, &(qn__property_rules){.has_text = true}, article, error);
  cJSON_Delete(properties);
  qn_status refused = qn__json_memory_end(NULL, 0, error);
  return refused != QN_OK ? refused : status;
}

qn_status qn__read_markdown(const qn__document *document, qn_error *error) {
  qn__input *input = document->input;
  qn_article article = {.id = {NULL, 0}};
  size_t start = 0;
  bool blank;
  qn_status status = qn__document_read_all(document, &blank, error);
  if (status != QN_OK || blank)
    return status;
  status = read_front_matter(document, &article, &start, error);
  if (status != QN_OK)
    return status;
  qn_string body = qn__take_out(input->data, input->size, 0, start, document->trace);
  return read_body(document, &article, input->data + (input->size - body.size), body.size, error);
}
