/* SPDX-License-Identifier: MIT */
/* html_parts.c: counts the text and the links of each element, in one pass over the events.  Lists of links are found
 * by link density, the share of their text that is links, as in Readability (https://github.com/mozilla/readability)
 * and Trafilatura (https://github.com/adbar/trafilatura). */
#include "articles/html_parts.h"

/* An element that is open. */
typedef struct block {
  size_t begin;     /* of its events */
  size_t text;      /* bytes but white space of what does not stand apart */
  size_t links;     /* of it those of links and buttons */
  unsigned n_links; /* how many they are */
  uint8_t number;
} block;

/* The largest element of its kind. */
typedef struct candidate {
  qn__html_span span;
  size_t text;
} candidate;

typedef struct search {
  uint8_t *events;
  qn__buffer open; /* blocks; the first is the page */
  candidate article, main;
  size_t n_articles; /* that are open, and <main> */
  size_t n_controls; /* that are open */
  size_t silent;     /* elements that are open in one that is not read, and that one */
} search;

static block *innermost(search *s) {
  return QN__ARRAY(block, &s->open) + s->open.size / sizeof(block) - 1;
}

static bool is_main(const search *s, const block *b) {
  return s->events[b->begin] == QN__HTML_BEGIN_MAIN || qn__html_element_at(b->number)->role == QN__HTML_MAIN;
}

static bool is_article(const search *s, const block *b) {
  return is_main(s, b) || qn__html_element_at(b->number)->role == QN__HTML_ARTICLE;
}

static void enter_block(search *s, size_t at) {
  const block entered = {.begin = at, .number = s->events[at + 1]};
  const qn__html_element *element = qn__html_element_at(entered.number);
  if (s->silent > 0 || element->silent) {
    s->silent += !element->empty;
    return;
  }
  if (element->empty)
    return;
  qn__buffer_bytes(&s->open, &entered, sizeof entered);
  s->n_articles += is_article(s, &entered);
  s->n_controls += element->control;
}

/* Links are most of it: more than three fifths of its text, and at least three. */
static bool is_list_of_links(const block *b) {
  return b->n_links >= 3 && b->links > b->text / 5 * 3;
}

static bool stands_apart(const search *s, const block *b) {
  const qn__html_element *element = qn__html_element_at(b->number);
  return s->events[b->begin] == QN__HTML_BEGIN_APART || element->apart || (element->margin && s->n_articles == 0) ||
         (element->list && is_list_of_links(b));
}

static void consider(candidate *largest, const block *b, size_t end) {
  if (b->text > largest->text)
    *largest = (candidate){{b->begin, end, 0}, b->text};
}

/* `end` is that of the innermost element. */
static void leave_block(search *s, size_t end) {
  if (s->silent > 0) {
    s->silent--;
    return;
  }
  if (s->open.size < 2 * sizeof(block))
    return;
  const block left = *innermost(s);
  const qn__html_element *element = qn__html_element_at(left.number);
  s->open.size -= sizeof(block);
  s->n_articles -= is_article(s, &left);
  s->n_controls -= element->control;
  if (stands_apart(s, &left)) {
    s->events[left.begin] = QN__HTML_BEGIN_APART;
    return;
  }
  if (is_main(s, &left))
    consider(&s->main, &left, end);
  else if (element->role == QN__HTML_ARTICLE)
    consider(&s->article, &left, end);
  block *parent = innermost(s);
  parent->text += left.text;
  parent->links += left.links;
  parent->n_links += left.n_links + element->control;
}

static const uint8_t *pass_text(search *s, const uint8_t *text, const uint8_t *end) {
  size_t size = 0;
  for (; text < end && !qn__html_is_event(*text); text++)
    size += *text > ' ';
  block *around = innermost(s);
  if (s->silent == 0) {
    around->text += size;
    around->links += s->n_controls > 0 ? size : 0;
  }
  return text;
}

/* The whole page, if it says so itself. */
static qn__html_span whole(const qn__html_page *page) {
  return page->body.end > 0 ? page->body : page->root;
}

qn_status qn__html_find_parts(qn__html_page *page, qn__html_span *article, qn_error *error) {
  search s = {.events = page->events.data};
  *article = whole(page);
  if (page->events.size == 0)
    return QN_OK;
  const uint8_t *end = s.events + page->events.size;
  qn__buffer_init(&s.open);
  qn__buffer_zeros(&s.open, sizeof(block));
  for (const uint8_t *p = s.events; p < end && !s.open.failed;) {
    if (!qn__html_is_event(*p)) {
      p = pass_text(&s, p, end);
      continue;
    }
    if (*p == QN__HTML_END)
      leave_block(&s, (size_t)(p + 2 - s.events));
    else
      enter_block(&s, (size_t)(p - s.events));
    p += 2;
  }
  const bool failed = s.open.failed;
  const size_t text = failed ? 0 : QN__ARRAY(block, &s.open)->text;
  qn__buffer_clear(&s.open);
  if (failed)
    return qn__fail_memory(error);
  if (s.article.text > 0 && s.article.text >= text - s.article.text)
    *article = s.article.span;
  else if (s.main.text > 0 && s.main.text >= text - s.main.text)
    *article = s.main.span;
  return QN_OK;
}
