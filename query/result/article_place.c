/* SPDX-License-Identifier: MIT */
/* article_place.c: here is a byte of an article's text: where in the source is it?  The source map says where a place
 * before it is, and what stands between is counted. */
#include "base/find_last.h"
#include "base/sized.h"
#include "result/searcher.h"
#include "result/source_places.h"
#include "text/markdown_lines.h"
#include "text/utf8.h"

enum { HEADING_SHOWN = 200, LINES_AHEAD = 256 }; /* bytes: of a heading; that are read to see whether it is one */

/* The text that is asked about. */
typedef struct asked_text {
  qn_string id; /* of its article */
  const qn__store *store;
  qn__store_reader *reader;
  qn__arena *arena;
  uint32_t doc;
} asked_text;

static qn_status read_bytes(const asked_text *text, uint64_t start, uint64_t end, qn_string *bytes, qn_error *error) {
  return qn__store_bytes(text->store, text->reader, text->doc, start, end, bytes, error);
}

static uint64_t least(uint64_t a, uint64_t b) {
  return a < b ? a : b;
}

/* UTF-16 code units. */
static uint64_t count_units(qn_string bytes) {
  const uint64_t beyond_ascii = UINT64_C(0x8080808080808080);
  uint64_t n = 0;
  size_t i = 0;
  while (i < bytes.size) {
    if (bytes.size - i >= 8 && (qn__load_u64((const uint8_t *)bytes.data + i) & beyond_ascii) == 0) {
      n += 8;
      i += 8;
    } else {
      n += (unsigned)!qn__utf8_goes_on(bytes.data[i]) + ((uint8_t)bytes.data[i] >= 0xf0);
      i++;
    }
  }
  return n;
}

/* What follows the first `n` bytes. */
static qn_string after(qn_string bytes, uint64_t n) {
  const size_t size = (size_t)least(n, bytes.size);
  return (qn_string){bytes.data + size, bytes.size - size};
}

static uint64_t count_newlines(qn_string bytes) {
  uint64_t n = 0;
  for (const char *newline; (newline = memchr(bytes.data, '\n', bytes.size)) != NULL; n++)
    bytes = after(bytes, (uint64_t)(newline + 1 - bytes.data));
  return n;
}

/* Line and column, by the bytes between the place that has them and the one that is asked about. */
static void count_lines(qn_place *place, const qn__source_place *from, qn_string bytes) {
  place->line = from->line;
  place->column = from->column;
  place->column16 = from->column16;
  for (const char *newline; (newline = memchr(bytes.data, '\n', bytes.size)) != NULL;) {
    bytes = after(bytes, (uint64_t)(newline + 1 - bytes.data));
    place->line++;
    place->column = place->column16 = 1;
  }
  place->column += bytes.size;
  place->column16 += count_units(bytes);
}

/* The number that an id ends with, after a #; 0: none. */
static uint64_t number_of_id(qn_string id) {
  enum { MOST_DIGITS = 19 };
  const char *hash = qn__find_last(id.data, id.size, '#'), *end = id.data + id.size;
  uint64_t number = 0;
  for (const char *p = hash != NULL && end - hash <= MOST_DIGITS ? hash + 1 : end; p < end; p++) {
    if (*p < '0' || *p > '9')
      return 0;
    number = number * 10 + (uint64_t)(*p - '0');
  }
  return number;
}

/* A copy of the heading that begins at this byte of the text. */
static qn_status read_heading(const asked_text *text, uint64_t at, bool is_markdown, qn_string *heading,
                              qn_error *error) {
  qn_string bytes;
  qn_status status = read_bytes(text, at, at + QN__MARKDOWN_HEADING_MAX, &bytes, error);
  if (status != QN_OK)
    return status;
  const char *newline = memchr(bytes.data, '\n', bytes.size);
  qn_string line = {bytes.data, newline != NULL ? (size_t)(newline - bytes.data) : bytes.size};
  unsigned level;
  const qn_string marked = is_markdown ? qn__markdown_heading(line, &level) : (qn_string){NULL, 0};
  line = marked.size > 0 ? marked : line; /* else it is underlined */
  while (line.size > 0 && strchr(" \t\r", line.data[line.size - 1]) != NULL)
    line.size--;
  line.size = qn__utf8_prefix(line.data, line.size, HEADING_SHOWN);
  if (!qn__utf8_valid(line.data, line.size)) /* the map is not of this text */
    line.size = 0;
  *heading = (qn_string){qn__arena_copy(text->arena, line.data, line.size), line.size};
  return heading->data != NULL ? QN_OK : qn__fail_memory(error);
}

/* The end of the line that begins at a byte, after its line break. */
static size_t line_end(qn_string bytes, size_t at) {
  const char *newline = memchr(bytes.data + at, '\n', bytes.size - at);
  return newline != NULL ? (size_t)(newline + 1 - bytes.data) : bytes.size;
}

/* Goes through Markdown up to the line that the byte `asked` is in.  The next line may make a heading of it. */
static void scan_markdown(qn__heading_scan *scan, qn_string bytes, size_t asked, uint64_t at) {
  const size_t end = line_end(bytes, asked), next_end = line_end(bytes, end);
  qn__scan_headings(scan, (qn_string){bytes.data, end}, at);
  if (scan->n_lines == 1 && qn__is_underline(bytes.data + end, next_end - end)) {
    scan->found = true;
    scan->at = scan->alone_at;
  }
}

/* The last heading at or before the byte `asked` of the bytes: that of the map, or a line of Markdown. */
static qn_status find_heading(const asked_text *text, const qn__source_place *from, qn_string bytes, uint64_t first,
                              size_t asked, qn_string *heading, qn_error *error) {
  qn__heading_scan scan = {.found = from->has_heading || from->under_at > 0,
                           .at = from->has_heading ? from->heading_at : from->under};
  const size_t start = (size_t)least(from->under_at - first, asked);
  if (from->is_markdown)
    scan_markdown(&scan, after(bytes, start), asked - start, from->under_at);
  *heading = (qn_string){"", 0};
  return scan.found ? read_heading(text, scan.at, from->is_markdown, heading, error) : QN_OK;
}

static bool keep_string(qn__arena *arena, qn_string *string) {
  char *copy = qn__arena_alloc(arena, string->size + 1);
  if (copy == NULL)
    return false;
  const size_t size = qn__json_unescape(*string, copy);
  copy[size] = '\0';
  *string = (qn_string){copy, size};
  return true;
}

static qn_status find_place(const asked_text *text, const qn__source_place *from, uint64_t offset, qn_place *place,
                            qn_error *error) {
  const bool counts = from->has_offset || from->has_lines;
  uint64_t first = offset; /* of the bytes that are looked at */
  if (counts || from->further > 0)
    first = least(from->line_at, from->has_offset ? from->offset_at : offset);
  if (from->is_markdown)
    first = least(first, from->under_at);
  qn_string bytes;
  const uint64_t ahead = from->is_markdown ? LINES_AHEAD : 0;
  qn_status status = read_bytes(text, first, offset < UINT64_MAX - ahead ? offset + ahead : offset, &bytes, error);
  if (status != QN_OK)
    return status;
  const qn_string all = bytes;
  bytes.size = (size_t)least(bytes.size, offset - first);
  offset = first + bytes.size; /* at the text's end at the latest */
  *place = (qn_place){.line = from->line, .page = from->page, .is_record = from->id > 0};
  place->record = from->id == 1 ? number_of_id(text->id) : from->record;
  if (counts && from->line > 0)
    count_lines(place, from, after(bytes, from->line_at - first));
  else if (from->further > 0)
    place->line += least(from->further, count_newlines(after(bytes, from->line_at - first)));
  if (from->has_offset) {
    place->has_offset = true;
    place->offset = from->offset + (offset - from->offset_at);
    place->offset16 = from->offset16 + count_units(after(bytes, from->offset_at - first));
  }
  place->anchor = from->anchor;
  place->part = from->part;
  if (!keep_string(text->arena, &place->anchor) || !keep_string(text->arena, &place->part))
    return qn__fail_memory(error);
  return find_heading(text, from, all, first, bytes.size, &place->heading, error);
}

qn_status qn_searcher_place_sized(qn_searcher *searcher, uint64_t article, uint64_t offset, qn_place *out, size_t size,
                                  qn_error *error) {
  qn__located at = {0, NULL, 0};
  qn_article head;
  qn_place place;
  qn_status status = qn__locate_live(searcher, article, &at, error);
  if (status != QN_OK)
    return status;
  const qn__store *store = &at.segment->segment->store;
  status = qn__store_head(store, searcher->store_reader, at.doc, &head, error);
  if (status != QN_OK)
    return status;
  const asked_text text = {head.id, store, searcher->store_reader, &searcher->arena, at.doc};
  const qn__source_place from = qn__find_source_place(head.source_map, offset);
  status = find_place(&text, &from, offset, &place, error);
  if (status == QN_OK)
    qn__sized_write(out, size, &place, sizeof place);
  return status;
}
