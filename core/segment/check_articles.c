/* SPDX-License-Identifier: MIT */
/* check_articles.c: whether ids, stored articles, their words and their columns agree. */
#include "base/memory.h"
#include "segment/check.h"
#include "text/utf8.h"

enum { WORDS_AT_ONCE = 1024 };

static void check_ids(qn__check *check) {
  const qn__keys *ids = &check->segment->ids;
  qn_error problem;
  qn__buffer last;
  qn__buffer_init(&last);
  qn__ids_cursor cursor;
  qn_status status = qn__ids_first(&cursor, ids, &problem);
  while (qn__check_passed(check, status, &problem) && cursor.keys.ordinal < ids->n_keys) {
    qn__check_key(check, &cursor.keys, &last, "id");
    status = qn__ids_next(&cursor, &problem);
  }
  qn__buffer_clear(&last);
}

/* --- The store --------------------------------------------------------------------------------------------------- */

/* Ids are distinct if the id of each article finds that article: there are as many ids as articles. */
static uint64_t check_head(qn__check *check, qn__store_reader *reader, uint32_t doc) {
  qn_error problem;
  qn_article head;
  uint32_t found_doc;
  bool found;
  qn_status status = qn__store_head(&check->segment->store, reader, doc, &head, &problem);
  if (!qn__check_passed(check, status, &problem))
    return 0;
  status = qn__ids_find(&check->segment->ids, head.id.data, head.id.size, &found_doc, &found, &problem);
  if (qn__check_passed(check, status, &problem) && (!found || found_doc != doc))
    qn__check_problem(check, "the id of article %u does not lead to it", doc);
  if (!qn__utf8_valid(head.title.data, head.title.size))
    qn__check_problem(check, "the title of article %u is not UTF-8", doc);
  uint32_t title_words;
  status = qn__title_words(&check->segment->lengths, doc, &title_words, &problem);
  if (qn__check_passed(check, status, &problem)) {
    size_t cursor = 0, n, total = 0;
    qn__word words[64];
    while ((n = qn__scan_words(head.title.data, head.title.size, &cursor, words, 64)) > 0)
      total += n;
    if (total != title_words)
      qn__check_problem(check, "the title of article %u has %zu words and counts %u", doc, total, title_words);
  }
  return head.title.size;
}

/* Checks that each part of a text begins at the word that it says. */
static void check_parts(qn__check *check, qn__store_reader *reader, uint32_t doc, const qn__buffer *offsets) {
  const uint32_t *starts = QN__ARRAY(uint32_t, offsets);
  size_t n = offsets->size / sizeof *starts;
  qn_error problem;
  uint32_t first = 0, end = 0;
  for (uint32_t word = 0; word < n; word = end) {
    qn_status status = qn__store_piece_words(&check->segment->store, doc, word, &first, &end, &problem);
    qn__passage passage = {.offset = 0};
    if (status == QN_OK && first > 0)
      status = qn__store_passage(&check->segment->store, reader, doc, word, word, UINT32_MAX, &passage, &problem);
    if (!qn__check_passed(check, status, &problem))
      return;
    if (end <= word || first != word || (first > 0 && passage.offset != starts[first])) {
      qn__check_problem(check, "a part of the text of article %u does not begin at its word %u", doc, first);
      return;
    }
  }
}

static void scan_offsets(qn_string text, qn__buffer *offsets) {
  qn__word words[WORDS_AT_ONCE];
  size_t cursor = 0, n;
  qn__buffer_reset(offsets);
  while ((n = qn__scan_words(text.data, text.size, &cursor, words, WORDS_AT_ONCE)) > 0) {
    uint32_t *to = QN__RESERVE(uint32_t, offsets, n);
    for (size_t i = 0; to != NULL && i < n; i++)
      to[i] = words[i].offset;
    offsets->size += to == NULL ? 0 : n * sizeof *to;
  }
}

static uint64_t check_text(qn__check *check, qn__store_reader *reader, uint32_t doc, qn__buffer *offsets) {
  qn_error problem;
  qn_string text;
  uint32_t title_words;
  qn_status status = qn__store_text(&check->segment->store, reader, doc, &text, &problem);
  if (status == QN_OK)
    status = qn__title_words(&check->segment->lengths, doc, &title_words, &problem);
  if (!qn__check_passed(check, status, &problem))
    return 0;
  uint64_t size = text.size;
  if (!qn__utf8_valid(text.data, text.size)) {
    qn__check_problem(check, "the text of article %u is not UTF-8", doc);
    return size;
  }
  scan_offsets(text, offsets);
  if (offsets->failed) {
    qn__check_passed(check, qn__fail_memory(&problem), &problem);
    return size;
  }
  size_t n = offsets->size / sizeof(uint32_t);
  uint64_t length = n + (uint64_t)title_words * check->segment->meta.settings.title_weight;
  if (length != check->lengths[doc])
    qn__check_problem(check, "article %u has %zu words in its text, which do not fit its length", doc, n);
  check_parts(check, reader, doc, offsets);
  return size;
}

static void check_store(qn__check *check) {
  qn_error problem;
  qn__store_reader *reader;
  qn__buffer offsets;
  uint64_t text_bytes = 0;
  if (!qn__check_passed(check, qn__store_reader_new(&reader, &problem), &problem))
    return;
  qn__buffer_init(&offsets);
  for (uint32_t doc = 0; doc < check->segment->meta.n_docs && !qn__check_over(check); doc++) {
    text_bytes += check_head(check, reader, doc);
    text_bytes += check_text(check, reader, doc, &offsets);
  }
  if (check->status == QN_OK && text_bytes != check->segment->meta.text_bytes)
    qn__check_problem(check, "the titles and texts are not as long as the segment says");
  qn__buffer_clear(&offsets);
  qn__store_reader_free(reader);
}

/* --- Columns ----------------------------------------------------------------------------------------------------- */

/* Reads a whole column: any values are allowed, but they must be there. */
static qn_status read_column_value(const qn__column *column, uint32_t value, qn_error *error) {
  int64_t seconds;
  double number;
  uint32_t ordinal;
  if (column->type == QN__COLUMN_DATE)
    return qn__column_date(column, value, &seconds, error);
  if (column->type == QN__COLUMN_NUMBER)
    return qn__column_number(column, value, &number, error);
  return qn__column_keyword(column, value, &ordinal, error);
}

/* Goes by values, not by articles: there may be as many columns as articles. */
static void check_column_values(qn__check *check, const qn__column *column) {
  qn_error problem;
  qn_status status = qn__column_check_owners(column, &problem);
  for (uint32_t value = 0; qn__check_passed(check, status, &problem) && value < column->n_values; value++)
    status = read_column_value(column, value, &problem);
}

static void check_keywords(qn__check *check, const qn__column *column) {
  qn_error problem;
  const char *last = "", *text;
  size_t last_size = 0, size;
  for (uint32_t i = 0; i < column->n_keywords; i++, last = text, last_size = size) {
    if (!qn__check_passed(check, qn__column_keyword_text(column, i, &text, &size, &problem), &problem))
      return;
    int order = memcmp(last, text, last_size < size ? last_size : size);
    if (i > 0 && (order > 0 || (order == 0 && last_size >= size))) {
      qn__check_problem(check, "the keywords of a column are not in order");
      return;
    }
  }
}

static void check_columns(qn__check *check) {
  const qn__columns *columns = &check->segment->columns;
  qn_error problem;
  qn__column column;
  for (uint32_t i = 0; i < columns->n_columns && !qn__check_over(check); i++) {
    if (!qn__check_passed(check, qn__columns_get(columns, i, &column, &problem), &problem))
      return;
    check_column_values(check, &column);
    check_keywords(check, &column);
  }
}

/* An article has a sketch if it has words. */
static void check_sketches(qn__check *check) {
  qn_error problem;
  uint64_t sketch;
  for (uint32_t doc = 0; doc < check->segment->meta.n_docs && !qn__check_over(check); doc++) {
    if (!qn__check_passed(check, qn__sketch(&check->segment->sketches, doc, &sketch, &problem), &problem))
      return;
    if ((sketch == 0) != (check->lengths[doc] == 0))
      qn__check_problem(check, "the sketch of article %u does not fit its length", doc);
  }
}

static void check_languages(qn__check *check) {
  uint64_t n = 0;
  for (unsigned language = 0; language < QN__LANGUAGE_LIMIT; language++)
    n += check->segment->meta.languages[language];
  if (n != check->segment->meta.n_docs)
    qn__check_problem(check, "the articles of all languages are not as many as the articles");
}

void qn__check_articles(qn__check *check) {
  check_languages(check);
  check_ids(check);
  if (!qn__check_over(check))
    check_store(check);
  if (!qn__check_over(check))
    check_sketches(check);
  if (!qn__check_over(check))
    check_columns(check);
}
