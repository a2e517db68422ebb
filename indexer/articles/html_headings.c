/* SPDX-License-Identifier: MIT */
/* html_headings.c: a list with a row for each heading, sorted by its event until the text is made, and by its place
 * then. */
#include "articles/html_headings.h"

#include "articles/map_numbers.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

typedef struct heading {
  size_t event, at; /* at: SIZE_MAX while it is not in the text */
  size_t anchor, anchor_size;
  unsigned level;
} heading;

void qn__html_headings_clear(qn__html_headings *headings) {
  qn__buffer_clear(&headings->list);
  qn__buffer_clear(&headings->anchors);
}

void qn__html_headings_add(qn__html_headings *headings, size_t event, unsigned level, const char *anchor) {
  const size_t size = anchor != NULL ? strlen(anchor) : 0;
  const heading added = {event, SIZE_MAX, headings->anchors.size, size <= QN__HTML_ANCHOR_MAX ? size : 0, level};
  if (headings->list.size / sizeof added >= QN__HTML_HEADINGS_MAX)
    return;
  qn__buffer_bytes(&headings->anchors, anchor != NULL ? anchor : "", added.anchor_size);
  qn__buffer_bytes(&headings->list, &added, sizeof added);
}

static int compare_events(const void *a, const void *b) {
  const size_t x = ((const heading *)a)->event, y = ((const heading *)b)->event;
  return (x > y) - (x < y);
}

static int compare_places(const void *a, const void *b) {
  const heading *x = a, *y = b;
  return x->at != y->at ? (x->at > y->at) - (x->at < y->at) : compare_events(a, b);
}

void qn__html_headings_place(qn__html_headings *headings, size_t event, size_t at) {
  const size_t n = headings->list.size / sizeof(heading);
  const heading wanted = {.event = event};
  heading *found = n > 0 ? bsearch(&wanted, headings->list.data, n, sizeof wanted, compare_events) : NULL;
  if (found != NULL)
    found->at = at;
}

/* A string of JSON; control characters are written as spaces: no URL has them. */
static void put_string(qn__buffer *out, const char *text, size_t size) {
  qn__buffer_u8(out, '"');
  for (size_t i = 0; i < size; i++) {
    if (text[i] == '"' || text[i] == '\\')
      qn__buffer_u8(out, '\\');
    qn__buffer_u8(out, (uint8_t)text[i] < ' ' ? ' ' : (uint8_t)text[i]);
  }
  qn__buffer_u8(out, '"');
}

size_t qn__html_headings_map_size(const qn__html_headings *headings) {
  enum { PLACE = 80 }; /* without its anchor */
  return (headings->list.size / sizeof(heading) + 2) * PLACE + 2 * headings->anchors.size;
}

static void begin_place(qn__buffer *out, size_t at) {
  qn__buffer_print(out, "%s{\"at\":%zu", out->size == 0 ? "[" : ",", at);
}

/* Whether a heading of many is left out, because the next one follows soon: a map is at most a hundredth of
 * an index, about. */
static bool is_left_out(const heading *list, size_t n, size_t i) {
  enum { FEW = 8, SHORT = 150 }; /* headings; bytes with the heading itself */
  return n > FEW && i + 1 < n && list[i + 1].at - list[i].at < SHORT;
}

/* Headings in the order of the text. */
typedef struct heading_range {
  const heading *list;
  size_t n;
} heading_range;

/* Those of [start, end) that have no anchor, as distances from one to the next. */
static void put_plain(qn__buffer *out, const heading_range *all, size_t start, size_t end) {
  bool any = false;
  size_t before = start;
  for (size_t i = 0; i < all->n; i++) {
    const heading *h = &all->list[i];
    if (h->at < start || h->at >= end || h->anchor_size > 0 || is_left_out(all->list, all->n, i))
      continue;
    if (!any)
      qn__buffer_print(out, ",\"headings\":\"");
    qn__map_number_put(out, h->at - before);
    before = h->at;
    any = true;
  }
  if (any)
    qn__buffer_u8(out, '"');
}

/* The places of those that have one. */
static void put_anchored(qn__buffer *out, const qn__html_headings *headings, const heading_range *all, size_t start,
                         size_t end) {
  for (size_t i = 0; i < all->n; i++) {
    const heading *h = &all->list[i];
    if (h->at < start || h->at >= end || h->anchor_size == 0 || is_left_out(all->list, all->n, i))
      continue;
    begin_place(out, h->at);
    qn__buffer_print(out, ",\"heading\":%u,\"anchor\":", h->level);
    put_string(out, (const char *)headings->anchors.data + h->anchor, h->anchor_size);
    qn__buffer_u8(out, '}');
  }
}

void qn__html_headings_map(qn__html_headings *headings, const qn__html_layout *layout, qn__buffer *out) {
  const qn__html_part *parts = layout->parts;
  heading_range all = {QN__ARRAY(heading, &headings->list), headings->list.size / sizeof(heading)};
  bool is_own = true;
  qn__buffer_reset(out);
  if (all.n > 0)
    qsort(headings->list.data, all.n, sizeof *all.list, compare_places);
  while (all.n > 0 && all.list[all.n - 1].at == SIZE_MAX)
    all.n--;
  for (size_t i = 0, start = 0; i < QN__HTML_PARTS; start = parts[i++].end) {
    if (parts[i].end == start)
      continue;
    begin_place(out, start);
    if (i > 0 && is_own)
      qn__buffer_print(out, ",\"own\":false");
    is_own = is_own && i == 0;
    qn__line_steps_put(&parts[i].lines, out);
    put_plain(out, &all, start, parts[i].end);
    qn__buffer_u8(out, '}');
    put_anchored(out, headings, &all, start, parts[i].end);
  }
  if (out->size > 0)
    qn__buffer_u8(out, ']');
}
