/* SPDX-License-Identifier: MIT */
/* html_parser.c: the parser asks for the page piece by piece, which is where it can be stopped, and calls back for each
 * element and text, so that it builds no tree.
 *
 * libxml2 2.9 may stop moving, or skip text without a word, after a request for memory has failed.  So none fails while
 * it parses: a reserve serves those that the heap refuses, until the parser asks for the next piece, and there it ends.
 * What it can need up to there is bounded, because html_filter.c bounds each piece of markup. */
#include "articles/html_parser.h"

#include "articles/html_filter.h"
#include "base/memory.h"

#include <libxml/HTMLparser.h>
#include <libxml/parserInternals.h>
#include <stdalign.h>
#include <string.h>

/* --- memory ------------------------------------------------------------------------------------------------------- */

enum { RESERVE = 512 << 10 };

/* What is allocated, with its size before it. */
typedef union block {
  size_t size;
  max_align_t align;
} block;

static struct {
  bool open; /* while a page is parsed */
  bool used;
  bool refused; /* a request has failed: what libxml2 keeps for the process may not be whole, and is made again */
  size_t taken;
  alignas(max_align_t) char bytes[RESERVE];
} reserve;

static bool is_in_reserve(const block *b) {
  return (const char *)b >= reserve.bytes && (const char *)b < reserve.bytes + RESERVE;
}

static block *take_reserve(size_t size) {
  const size_t whole = (size + 2 * sizeof(block) - 1) / sizeof(block) * sizeof(block);
  if (!reserve.open || whole < size || whole > RESERVE - reserve.taken)
    return NULL;
  block *b = (block *)(void *)(reserve.bytes + reserve.taken);
  reserve.taken += whole;
  reserve.used = true;
  return b;
}

static void *allocate(size_t size) {
  block *b = size < SIZE_MAX / 2 ? qn__malloc(sizeof(block) + size) : NULL;
  if (b == NULL)
    b = take_reserve(size);
  reserve.refused |= b == NULL;
  if (b == NULL)
    return NULL;
  b->size = size;
  return b + 1;
}

static void release(void *memory) {
  block *b = memory;
  if (b != NULL && !is_in_reserve(b - 1))
    qn__free(b - 1);
}

static void *reallocate(void *memory, size_t size) {
  block *b = memory;
  if (b != NULL && !is_in_reserve(b - 1) && size < SIZE_MAX / 2) {
    block *moved = qn__realloc(b - 1, sizeof(block) + size);
    if (moved != NULL) {
      moved->size = size;
      return moved + 1;
    }
  }
  void *copy = allocate(size);
  if (b == NULL || copy == NULL)
    return copy;
  memcpy(copy, b, b[-1].size < size ? b[-1].size : size);
  release(b);
  return copy;
}

static char *duplicate(const char *text) {
  char *copy = allocate(strlen(text) + 1);
  return copy != NULL ? strcpy(copy, text) : NULL;
}

static void say_nothing(void *context, const char *message, ...) {
  (void)context;
  (void)message;
}

/* What libxml2 keeps for the process is made here, outside of any page, so that none of it is in the reserve. */
static bool prepare(void) {
  static bool prepared;
  if (!prepared)
    prepared = xmlMemSetup(release, allocate, reallocate, duplicate) == 0;
  if (reserve.refused)
    xmlCleanupParser();
  reserve.refused = false;
  xmlSetGenericErrorFunc(NULL, say_nothing);
  xmlInitParser();
  reserve.open = prepared && !reserve.refused;
  reserve.used = false;
  reserve.taken = 0;
  return reserve.open;
}

/* --- a page ------------------------------------------------------------------------------------------------------- */

/* Events and text of a page need no more than so many times the size of its source: `<p>` becomes two events. */
enum { MOST_FOR_SOURCE = 3 };

typedef struct parsing {
  qn__html_page *page;
  size_t size; /* of the source */
  qn__html_filter filter;
  const qn__allowance *allowance;
  size_t beside;
  htmlParserCtxtPtr context;
  bool begun;
  qn_status status;
  qn_error *error;
} parsing;

/* Ends the page where it must end. */
static bool may_go_on(parsing *p) {
  if (reserve.used || p->filter.ready.failed || p->filter.lines.list.failed || qn__html_page_failed(p->page))
    p->status = qn__fail_memory(p->error);
  else if (p->status == QN_OK)
    p->status = qn__allow(p->allowance, 0, p->error);
  if (p->status == QN_OK && p->beside + qn__html_page_size(p->page) > p->allowance->memory)
    p->status = qn__refuse_to_read(p->allowance, p->beside + MOST_FOR_SOURCE * p->size, p->error);
  return p->status == QN_OK;
}

/* A byte order mark before the page makes the parser read UTF-8 whatever the page declares. */
static const char mark[] = {'\xef', '\xbb', '\xbf', '\n'};

/* The next piece. */
static int read_piece(void *context, char *to, int room) {
  parsing *p = context;
  size_t size = 0;
  if (!p->begun && room >= (int)sizeof mark) {
    memcpy(to, mark, size = sizeof mark);
    p->begun = true;
  }
  p->filter.depth = p->page->depth;
  while (may_go_on(p)) {
    size_t got = qn__html_filter_read(&p->filter, to + size, (size_t)room - size);
    if (got > 0 || qn__html_filter_ended(&p->filter))
      return (int)(size + got);
  }
  return 0;
}

static void on_start(void *context, const xmlChar *name, const xmlChar **attributes) {
  qn__html_page_begin(((parsing *)context)->page, (const char *)name, (const char *const *)attributes);
}

static void on_end(void *context, const xmlChar *name) {
  qn__html_page_end(((parsing *)context)->page, (const char *)name);
}

/* The line of the source that a text begins on which the parser has just passed. */
static size_t find_line(parsing *p, size_t size) {
  const xmlParserInput *input = p->context->input;
  const size_t passed = (size_t)input->consumed + (size_t)(input->cur - input->base);
  const size_t line =
      qn__line_marks_find(&p->filter.lines, passed > size + sizeof mark ? passed - size - sizeof mark : 0).line;
  qn__line_marks_forget(&p->filter.lines);
  return line;
}

static void on_text(void *context, const xmlChar *text, int size) {
  parsing *p = context;
  qn__html_page_line(p->page, find_line(p, (size_t)size));
  qn__html_page_text(p->page, (const char *)text, (size_t)size);
}

static htmlParserCtxtPtr new_context(parsing *p) {
  enum {
    OPTIONS = HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING | HTML_PARSE_NONET | HTML_PARSE_IGNORE_ENC
  };
  htmlParserCtxtPtr context = htmlNewParserCtxt();
  xmlParserInputBufferPtr buffer = xmlParserInputBufferCreateIO(read_piece, NULL, p, XML_CHAR_ENCODING_NONE);
  xmlParserInputPtr input =
      context != NULL && buffer != NULL ? xmlNewIOInputStream(context, buffer, XML_CHAR_ENCODING_NONE) : NULL;
  if (input == NULL) {
    xmlFreeParserInputBuffer(buffer);
    htmlFreeParserCtxt(context);
    return NULL;
  }
  htmlCtxtUseOptions(context, OPTIONS);
  *context->sax = (htmlSAXHandler){
      .startElement = on_start, .endElement = on_end, .characters = on_text, .ignorableWhitespace = on_text};
  context->userData = p;
  p->context = context;
  inputPush(context, input);
  return context;
}

static size_t line_of(const char *source, const char *at) {
  size_t line = 1;
  for (; (source = memchr(source, '\n', (size_t)(at - source))) != NULL; source++)
    line++;
  return line;
}

qn_status qn__html_parse(qn__html_page *page, const char *source, size_t size, const qn__allowance *allowance,
                         size_t beside, qn_error *error) {
  parsing p = {.page = page, .size = size, .allowance = allowance, .beside = beside, .status = QN_OK, .error = error};
  if (!prepare())
    return qn__fail_memory(error);
  qn__html_filter_init(&p.filter, source, size);
  htmlParserCtxtPtr context = new_context(&p);
  if (context != NULL)
    htmlParseDocument(context);
  htmlFreeParserCtxt(context);
  if (context == NULL)
    p.status = qn__fail_memory(error);
  may_go_on(&p);
  page->unclosed = p.filter.unclosed;
  page->unclosed_line = p.filter.unclosed != NULL ? line_of(source, p.filter.unclosed_at) : 0;
  qn__html_filter_clear(&p.filter);
  reserve.open = false;
  return p.status;
}
