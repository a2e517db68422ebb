/* SPDX-License-Identifier: MIT */
/* run_write.c: from the terms of articles in order to postings in order of terms: a counting sort of the positions by
 * their terms.  Partner: run_read.c. */
#include "build/run.h"

#include "base/memory.h"

#include <stdlib.h>

enum { BLOCK_BITS = 8 }; /* positions are looked up in blocks of 256 to find their article */

void qn__run_writer_init(qn__run_writer *writer) {
  *writer = (qn__run_writer){.first_doc = 0};
}

void qn__run_writer_clear(qn__run_writer *writer) {
  qn__buffer *const buffers[] = {&writer->tokens, &writer->starts, &writer->ids,    &writer->sorted,
                                 &writer->counts, &writer->order,  &writer->blocks, &writer->bytes};
  for (size_t i = 0; i < sizeof buffers / sizeof buffers[0]; i++)
    qn__buffer_clear(buffers[i]);
}

static uint32_t *numbers(const qn__buffer *buffer) {
  return (uint32_t *)(void *)buffer->data;
}

static size_t n_numbers(const qn__buffer *buffer) {
  return buffer->size / sizeof(uint32_t);
}

/* Sets the buffer to n numbers of no particular value. */
static qn_status resize_numbers(qn__buffer *buffer, size_t n, qn_error *error) {
  size_t size = (n + 1) * sizeof(uint32_t), before = buffer->capacity;
  qn__buffer_reset(buffer);
  if (qn__buffer_reserve(buffer, size) == NULL)
    return qn__fail_memory(error);
  if (buffer->capacity != before)
    qn__prefer_large_pages(buffer->data, buffer->capacity);
  buffer->size = n * sizeof(uint32_t);
  return QN_OK;
}

/* --- inverting ---------------------------------------------------------------------------------------------------- */

/* Sorts positions by term: afterwards ends[t] is the end of term t's positions in `sorted`, where those of t + 1 begin.
 */
static qn_status sort_positions(qn__run_writer *writer, uint32_t n_terms, qn_error *error) {
  size_t n = n_numbers(&writer->tokens);
  qn_status status = resize_numbers(&writer->sorted, n, error);
  if (status == QN_OK)
    status = resize_numbers(&writer->counts, n_terms, error);
  if (status != QN_OK)
    return status;
  const uint32_t *tokens = numbers(&writer->tokens);
  uint32_t *ends = numbers(&writer->counts), *sorted = numbers(&writer->sorted);
  memset(ends, 0, n_terms * sizeof *ends);
  for (size_t i = 0; i < n; i++)
    ends[tokens[i]]++;
  uint32_t sum = 0;
  for (uint32_t t = 0; t < n_terms; t++) {
    uint32_t count = ends[t];
    ends[t] = sum;
    sum += count;
  }
  for (size_t i = 0; i < n; i++)
    sorted[ends[tokens[i]]++] = (uint32_t)i;
  return QN_OK;
}

/* Finds the article in which each block of positions begins. */
static qn_status index_blocks(qn__run_writer *writer, qn_error *error) {
  const uint32_t *starts = numbers(&writer->starts);
  size_t n_blocks = (n_numbers(&writer->tokens) >> BLOCK_BITS) + 1;
  qn_status status = resize_numbers(&writer->blocks, n_blocks, error);
  if (status != QN_OK)
    return status;
  uint32_t *blocks = numbers(&writer->blocks), doc = 0, n_docs = (uint32_t)n_numbers(&writer->starts) - 1;
  for (size_t b = 0; b < n_blocks; b++) {
    while (doc + 1 < n_docs && starts[doc + 1] <= b << BLOCK_BITS)
      doc++;
    blocks[b] = doc;
  }
  return QN_OK;
}

/* --- sorting terms ------------------------------------------------------------------------------------------------ */

/* The terms that occur, in order; their number. */
static qn_status sort_terms(qn__run_writer *writer, const qn__lexicon *lexicon, uint32_t *n_terms, qn_error *error) {
  const uint32_t *ends = numbers(&writer->counts);
  uint32_t n = 0;
  for (uint32_t t = 1; t < lexicon->n_terms; t++)
    n += ends[t] != ends[t - 1];
  qn__buffer_reset(&writer->order);
  qn__sort_entry *order = (qn__sort_entry *)(void *)qn__buffer_reserve(&writer->order, 2 * n * sizeof *order);
  if (order == NULL)
    return qn__fail_memory(error);
  n = 0;
  for (uint32_t t = 1; t < lexicon->n_terms; t++) {
    if (ends[t] == ends[t - 1])
      continue;
    const qn__lexicon_term *term = &lexicon->terms[t];
    const uint8_t *key = qn__lexicon_string(lexicon, term->string);
    order[n++] = (qn__sort_entry){qn__sort_prefix(key[0], key + 1, term->size - 1), key + 1, term->size - 1, t};
  }
  qn__sort(order, order + n, n);
  *n_terms = n;
  return QN_OK;
}

/* --- records ------------------------------------------------------------------------------------------------------ */

/* The forms of a term that were met. */
static void put_forms(qn__buffer *out, const qn__lexicon *lexicon, const qn__lexicon_term *term) {
  uint32_t n_forms = 0, last = 0;
  for (uint32_t f = term->first_form; f != 0; f = lexicon->forms[f].next)
    if (lexicon->forms[f].doc_freq > 0) {
      n_forms++;
      last = f;
    }
  const qn__lexicon_form *only = &lexicon->forms[last];
  if (n_forms == 1 && only->size == term->size - 1 &&
      memcmp(qn__lexicon_string(lexicon, only->string), qn__lexicon_string(lexicon, term->string) + 1, only->size) == 0)
    n_forms = 0;
  qn__buffer_varint(out, n_forms);
  if (n_forms == 0)
    return;
  for (uint32_t f = term->first_form; f != 0; f = lexicon->forms[f].next) {
    const qn__lexicon_form *form = &lexicon->forms[f];
    if (form->doc_freq == 0)
      continue;
    qn__buffer_string(out, (const char *)qn__lexicon_string(lexicon, form->string), form->size);
    qn__buffer_varint(out, form->doc_freq);
  }
}

static uint8_t *put_gap(uint8_t *p, uint32_t gap) {
  if (QN_LIKELY(gap < QN__RUN_ESCAPE)) {
    qn__store_u16(p, (uint16_t)gap);
    return p + 2;
  }
  qn__store_u16(p, QN__RUN_ESCAPE);
  qn__store_u32(p + 2, gap);
  return p + 6;
}

/* The postings of a term, whose positions are given. */
static void put_postings(qn__run_writer *writer, const uint32_t *positions, size_t n) {
  const uint32_t *starts = numbers(&writer->starts), *blocks = numbers(&writer->blocks);
  uint32_t next_doc = 0;
  for (size_t i = 0, end; i < n; i = end) {
    uint32_t doc = blocks[positions[i] >> BLOCK_BITS];
    while (starts[doc + 1] <= positions[i])
      doc++;
    for (end = i + 1; end < n && positions[end] < starts[doc + 1];)
      end++;
    uint8_t *p = qn__buffer_reserve(&writer->bytes, 2 * QN__VARINT_MAX + 6 * (end - i));
    if (p == NULL)
      return;
    p = qn__put_varint(p, (uint64_t)(doc - next_doc) << 1 | (end - i == 1));
    if (end - i > 1)
      p = qn__put_varint(p, end - i);
    uint32_t before = starts[doc];
    for (size_t k = i; k < end; k++) {
      p = put_gap(p, positions[k] - before);
      before = positions[k];
    }
    writer->bytes.size = (size_t)(p - writer->bytes.data);
    next_doc = doc + 1;
  }
}

static void put_record(qn__run_writer *writer, const qn__lexicon *lexicon, const qn__sort_entry *term) {
  const uint32_t *ends = numbers(&writer->counts), *sorted = numbers(&writer->sorted);
  qn__buffer *out = &writer->bytes;
  size_t start = out->size;
  qn__buffer_u32(out, 0);
  qn__buffer_string(out, (const char *)term->bytes - 1, term->size + 1); /* the space stands before it */
  put_forms(out, lexicon, &lexicon->terms[term->number]);
  uint32_t first = ends[term->number - 1];
  put_postings(writer, sorted + first, ends[term->number] - first);
  if (!out->failed)
    qn__store_u32(out->data + start, (uint32_t)(out->size - start));
}

/* Has a term and its forms fetched that will soon be needed: in order, they lie all over the lexicon. */
QN_ALWAYS_INLINE void fetch_ahead(const qn__lexicon *lexicon, const qn__sort_entry *order, uint32_t n, uint32_t i) {
  enum { TERM_AHEAD = 16, FORM_AHEAD = 8 };
  if (i + TERM_AHEAD < n) {
    QN_PREFETCH(&lexicon->terms[order[i + TERM_AHEAD].number]);
    QN_PREFETCH(order[i + TERM_AHEAD].bytes);
  }
  if (i + FORM_AHEAD < n)
    QN_PREFETCH(&lexicon->forms[lexicon->terms[order[i + FORM_AHEAD].number].first_form]);
}

static void put_records(qn__run_writer *writer, const qn__lexicon *lexicon, qn__run *run) {
  const qn__sort_entry *order = (const qn__sort_entry *)(const void *)writer->order.data;
  uint32_t *keys = numbers(&writer->tokens); /* no longer needed; there are fewer keys than tokens */
  for (uint32_t i = 0; i < run->n_records; i++) {
    fetch_ahead(lexicon, order, run->n_records, i);
    if (i % QN__RUN_KEYS == 0)
      qn__store_u32((uint8_t *)&keys[run->n_keys++], (uint32_t)writer->bytes.size);
    put_record(writer, lexicon, &order[i]);
  }
  run->keys_offset = (uint32_t)writer->bytes.size;
  qn__buffer_bytes(&writer->bytes, keys, run->n_keys * sizeof *keys);
}

/* --- ids ---------------------------------------------------------------------------------------------------------- */

static int compare_ids(const void *a, const void *b) {
  const qn__run_id *first = a, *second = b;
  int order = qn__compare_keys((const uint8_t *)first->data, first->size, (const uint8_t *)second->data, second->size);
  return order != 0 ? order : (first->doc > second->doc) - (first->doc < second->doc);
}

static void put_ids(qn__run_writer *writer, qn__run *run) {
  qn__run_id *ids = (qn__run_id *)(void *)writer->ids.data;
  uint32_t *offsets = numbers(&writer->starts); /* no longer needed, and one longer */
  run->n_ids = run->n_docs;
  qsort(ids, run->n_ids, sizeof *ids, compare_ids);
  run->ids_offset = (uint32_t)writer->bytes.size;
  for (uint32_t i = 0; i < run->n_ids; i++) {
    qn__store_u32((uint8_t *)&offsets[i], (uint32_t)writer->bytes.size);
    qn__buffer_u32(&writer->bytes, ids[i].doc);
    qn__buffer_string(&writer->bytes, ids[i].data, ids[i].size);
  }
  run->id_table_offset = (uint32_t)writer->bytes.size;
  qn__buffer_bytes(&writer->bytes, offsets, run->n_ids * sizeof *offsets);
}

/* --- the run ------------------------------------------------------------------------------------------------------ */

qn_status qn__run_write(qn__run_writer *writer, qn__lexicon *lexicon, qn__run *run, qn_error *error) {
  *run = (qn__run){.first_doc = writer->first_doc, .n_docs = (uint32_t)n_numbers(&writer->starts)};
  uint32_t end = (uint32_t)n_numbers(&writer->tokens);
  qn__buffer_bytes(&writer->starts, &end, sizeof end);
  qn__buffer_reset(&writer->bytes);
  if (writer->starts.failed || writer->tokens.failed || writer->ids.failed)
    return qn__fail_memory(error);
  qn_status status = sort_positions(writer, lexicon->n_terms, error);
  if (status == QN_OK)
    status = index_blocks(writer, error);
  if (status == QN_OK)
    status = sort_terms(writer, lexicon, &run->n_records, error);
  if (status != QN_OK)
    return status;
  qn__lexicon_collect(lexicon);
  put_records(writer, lexicon, run);
  put_ids(writer, run);
  qn__buffer_zeros(&writer->bytes, QN__RUN_SLACK);
  qn__buffer_reset(&writer->tokens);
  qn__buffer_reset(&writer->starts);
  qn__buffer_reset(&writer->ids);
  return writer->bytes.failed ? qn__fail_memory(error) : QN_OK;
}
