/* SPDX-License-Identifier: MIT */
/* read_html.c: a page is one article: what its head says about it, and the text that a person reads. */
#include "articles/document.h"
#include "articles/file_names.h"
#include "articles/html_text.h"
#include "text/utf8.h"

#include <libxml/HTMLparser.h>
#include <strings.h>

qn__read_function qn__read_html;
qn__sniff_function qn__sniff_html;

enum { MAX_HEADINGS = 8 };

/* What a page says about itself.  Strings are the document's. */
typedef struct page {
  const xmlNode *title, *article, *main, *body, *time;
  const xmlNode *headings[MAX_HEADINGS]; /* the first of ranks 1 and 2 */
  size_t n_headings, n_articles;
  const char *language, *url;
  const char *og_title;
  const char *date;
  size_t date_rank; /* of its source in date_names; the lowest wins */
} page;

/* Names of <meta> that hold the date of publication, the most reliable first. */
static const char *const date_names[] = {
    "article:published_time", "datePublished",   "dc.date", "dc.date.issued", "dcterms.date",
    "dcterms.issued",         "dcterms.created", "pubdate", "publish-date",   "date",
    "article:modified_time",  "last-modified"};
enum { N_DATE_NAMES = sizeof date_names / sizeof date_names[0] };

/* An attribute's value, borrowed; NULL if it has none or an empty one. */
static const char *attribute(const xmlNode *node, const char *name) {
  for (const xmlAttr *a = node->properties; a != NULL; a = a->next)
    if (strcasecmp((const char *)a->name, name) == 0 && a->children != NULL && a->children->content != NULL)
      return (const char *)a->children->content;
  return NULL;
}

static bool is(const xmlNode *node, const char *name) {
  return strcasecmp((const char *)node->name, name) == 0;
}

static void note_date(page *p, const char *name, const char *content) {
  char date[QN__DATE_MAX];
  for (size_t i = 0; i < N_DATE_NAMES; i++)
    if (strcasecmp(name, date_names[i]) == 0 && (p->date == NULL || i < p->date_rank) &&
        qn__recognise_date(content, strlen(content), date)) {
      p->date = content;
      p->date_rank = i;
    }
}

static void note_meta(page *p, const xmlNode *node) {
  static const char *const keys[] = {"property", "name", "itemprop", "http-equiv"};
  const char *content = attribute(node, "content");
  for (size_t i = 0; i < sizeof keys / sizeof keys[0] && content != NULL; i++) {
    const char *name = attribute(node, keys[i]);
    if (name == NULL)
      continue;
    note_date(p, name, content);
    if (strcasecmp(name, "og:title") == 0 && p->og_title == NULL)
      p->og_title = content;
    if (strcasecmp(name, "og:url") == 0 && p->url == NULL)
      p->url = content;
    if (strcasecmp(name, "content-language") == 0 && p->language == NULL)
      p->language = content;
  }
}

static void note_first(const xmlNode **slot, const xmlNode *node) {
  if (*slot == NULL)
    *slot = node;
}

static void note(page *p, const xmlNode *node) {
  if (is(node, "html")) {
    p->language = attribute(node, "lang") != NULL ? attribute(node, "lang") : attribute(node, "xml:lang");
  } else if (is(node, "title")) {
    note_first(&p->title, node);
  } else if (is(node, "meta")) {
    note_meta(p, node);
  } else if (is(node, "link")) {
    const char *rel = attribute(node, "rel");
    if (rel != NULL && strcasecmp(rel, "canonical") == 0 && attribute(node, "href") != NULL)
      p->url = attribute(node, "href");
  } else if ((is(node, "h1") || is(node, "h2")) && p->n_headings < MAX_HEADINGS) {
    p->headings[p->n_headings++] = node;
  } else if (is(node, "article")) {
    note_first(&p->article, node);
    p->n_articles++;
  } else if (is(node, "main")) {
    note_first(&p->main, node);
  } else if (is(node, "body")) {
    note_first(&p->body, node);
  } else if (is(node, "time") && attribute(node, "datetime") != NULL) {
    note_first(&p->time, node);
  }
}

static void survey(page *p, const xmlNode *root) {
  const xmlNode *node = root;
  while (node != NULL) {
    if (node->type == XML_ELEMENT_NODE) {
      note(p, node);
      if (node->children != NULL) {
        node = node->children;
        continue;
      }
    }
    while (node != root && node->next == NULL)
      node = node->parent;
    node = node == root ? NULL : node->next;
  }
}

static void put_line(qn__buffer *out, const char *text) {
  size_t start = out->size;
  for (; *text != '\0'; text++) {
    bool space = strchr(" \t\r\n\f", *text) != NULL;
    if (!space)
      qn__buffer_u8(out, (uint8_t)*text);
    else if (out->size > start && out->data[out->size - 1] != ' ')
      qn__buffer_u8(out, ' ');
  }
  if (out->size > start && out->data[out->size - 1] == ' ')
    out->size--;
}

/* What follows the page's own title is the name of the site: " | Site", " - Site". */
static bool is_site(const char *text, size_t size) {
  static const char *const marks[] = {"|", "-", "–", "—", "·", ":", "«", "»", "/", "•"};
  while (size > 0 && *text == ' ') {
    text++;
    size--;
  }
  for (size_t i = 0; i < sizeof marks / sizeof marks[0]; i++)
    if (size > strlen(marks[i]) && memcmp(text, marks[i], strlen(marks[i])) == 0)
      return true;
  return size == 0;
}

/* The heading that equals the title without the name of the site; NULL if there is none.  The title is cut to it. */
static const xmlNode *match_heading(qn__buffer *title, const page *p) {
  const xmlNode *found = NULL;
  qn__buffer text;
  qn__buffer_init(&text);
  for (size_t i = 0; i < p->n_headings && found == NULL; i++) {
    qn__buffer_reset(&text);
    qn__html_line(&text, p->headings[i]);
    size_t size = text.size;
    if (size == 0 || size > title->size || text.failed)
      continue;
    const char *whole = (const char *)title->data;
    if (memcmp(whole, text.data, size) == 0 && is_site(whole + size, title->size - size)) {
      title->size = size;
      found = p->headings[i];
    }
  }
  title->failed = title->failed || text.failed;
  qn__buffer_clear(&text);
  return found;
}

/* The page's title, and the heading that is it, if there is one: og:title or <title>, else the first heading. */
static const xmlNode *find_title(qn__buffer *title, const page *p) {
  if (p->og_title != NULL)
    put_line(title, p->og_title);
  else if (p->title != NULL && p->title->children != NULL && p->title->children->content != NULL)
    put_line(title, (const char *)p->title->children->content);
  if (title->size > 0)
    return match_heading(title, p);
  if (p->n_headings == 0)
    return NULL;
  qn__html_line(title, p->headings[0]);
  return p->headings[0];
}

/* The part of the page that is the article: the only <article>, else <main>, else all of it. */
static const xmlNode *article_part(const page *p, const xmlNode *root) {
  if (p->n_articles == 1)
    return p->article;
  if (p->main != NULL)
    return p->main;
  return p->body != NULL ? p->body : root;
}

/* The date, from <meta> or the first <time datetime>. */
static void find_date(const page *p, char date[QN__DATE_MAX]) {
  const char *written = p->date != NULL ? p->date : p->time != NULL ? attribute(p->time, "datetime") : NULL;
  if (written == NULL || !qn__recognise_date(written, strlen(written), date))
    date[0] = '\0';
}

static qn_string string_of(const char *text) {
  return (qn_string){text, text != NULL ? strlen(text) : 0};
}

static qn_status read_page(const qn__document *document, const xmlNode *root, qn_error *error) {
  page p = {.title = NULL};
  char date[QN__DATE_MAX];
  qn__buffer title, text;
  qn__buffer_init(&title);
  qn__buffer_init(&text);
  survey(&p, root);
  find_date(&p, date);
  qn_article article = {.id = string_of(document->id), .url = string_of(p.url), .language = string_of(p.language)};
  article.date = string_of(date);
  const xmlNode *heading = find_title(&title, &p); /* taken out of the text */
  article.title = (qn_string){(const char *)title.data, title.size};
  const xmlNode *part = article_part(&p, root);
  qn__html_text(&text, part, heading);
  article.text = (qn_string){(const char *)text.data, text.size};
  if (article.title.size == 0)
    article.title = qn__file_title(document->path);
  qn_status status = title.failed || text.failed ? qn__fail_memory(error) : QN_OK;
  if (status == QN_OK && text.size == 0 && title.size == 0)
    qn__document_problem(document, 0, 0, QN__SKIPPED, "a page without text, nothing to index");
  else if (status == QN_OK)
    status = qn__document_article(document, 0, &article, error);
  qn__buffer_clear(&title);
  qn__buffer_clear(&text);
  return status;
}

/* Appends the page as UTF-8.  A page that is valid UTF-8 is taken as that whatever it declares, unless it shifts
 * between alphabets with escapes. */
static qn_status to_utf8(const qn__document *document, qn__buffer *out, qn_error *error) {
  const qn__input *input = document->input;
  char charset[QN__CHARSET_MAX];
  bool shifts = memchr(input->data, '\x1b', input->size) != NULL;
  bool valid = qn__utf8_valid(input->data, input->size);
  bool declared = qn__charset_declared(input->data, input->size, charset);
  bool is_utf8 = declared && (strcasecmp(charset, "utf-8") == 0 || strcasecmp(charset, "utf8") == 0);
  if (!declared || is_utf8 || (valid && !shifts)) {
    size_t replaced = qn__utf8_repair(out, input->data, input->size);
    if (replaced > 0)
      qn__document_problem(document, 0, 0, QN__REMARK, "%zu characters are not UTF-8%s and were replaced", replaced,
                           declared ? "" : ", and no charset is declared,");
  } else if (!qn__charset_convert(out, input->data, input->size, charset)) {
    qn__document_problem(document, 0, 0, QN__REMARK, "the charset \"%s\" is unknown; read as UTF-8", charset);
    qn__utf8_repair(out, input->data, input->size);
  }
  return out->failed ? qn__fail_memory(error) : QN_OK;
}

/* The tree of a page in UTF-8 that begins with a byte order mark; NULL if there is none.  Without HUGE the
 * parser silently drops text past 10 MB and what is nested deeply; only a context takes that option. */
static htmlDocPtr parse(const qn__buffer *page_text) {
  enum {
    OPTIONS = HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING | HTML_PARSE_NONET | HTML_PARSE_COMPACT |
              HTML_PARSE_IGNORE_ENC
  };
  htmlParserCtxtPtr context = htmlCreateMemoryParserCtxt((const char *)page_text->data, (int)page_text->size);
  if (context == NULL)
    return NULL;
  htmlCtxtUseOptions(context, OPTIONS);
  context->options |= XML_PARSE_HUGE;
  htmlParseDocument(context);
  htmlDocPtr document = context->myDoc;
  htmlFreeParserCtxt(context);
  return document;
}

qn_status qn__read_html(const qn__document *document, qn_error *error) {
  qn__buffer page_text;
  qn__buffer_init(&page_text);
  qn_status status = qn__input_all(document->input, QN__ARTICLE_MAX, error);
  qn__buffer_bytes(&page_text, "\xef\xbb\xbf", 3);
  if (status == QN_OK)
    status = to_utf8(document, &page_text, error);
  htmlDocPtr tree = status == QN_OK ? parse(&page_text) : NULL;
  qn__buffer_clear(&page_text);
  if (status != QN_OK)
    return status;
  const xmlNode *root = tree != NULL ? xmlDocGetRootElement(tree) : NULL;
  if (root != NULL)
    status = read_page(document, root, error);
  else
    qn__document_problem(document, 0, 0, QN__SKIPPED, "a page without text, nothing to index");
  xmlFreeDoc(tree);
  return status;
}

/* The text begins with `<!doctype html`, `<html` or, with an XML declaration before, either. */
static bool looks_html(qn_string text) {
  static const char *const starts[] = {"<!doctype html", "<html", "<head", "<body", "<article", "<meta"};
  text = qn__skip_space(text);
  if (text.size > 5 && memcmp(text.data, "<?xml", 5) == 0) {
    const char *close = memchr(text.data, '>', text.size);
    if (close == NULL)
      return false;
    text = qn__skip_space((qn_string){close + 1, (size_t)(text.data + text.size - close - 1)});
  }
  for (size_t i = 0; i < sizeof starts / sizeof starts[0]; i++)
    if (text.size >= strlen(starts[i]) && strncasecmp(text.data, starts[i], strlen(starts[i])) == 0)
      return true;
  return false;
}

/* A text file may be a page; any other name is believed. */
bool qn__sniff_html(qn_string start, const char *named) {
  return (named == NULL || strcmp(named, "text") == 0) && looks_html(start);
}
