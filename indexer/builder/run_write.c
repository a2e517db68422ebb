/* SPDX-License-Identifier: MIT */
/* run_write.c: turns the forms of articles, in order, into postings in order of terms: a counting sort of the positions
 * by their terms, each with the code of its form in the bits that positions do not need.  A code that needs more bits
 * is found by its position.  Partner: run_read.c. */
#include "builder/run.h"

#include "base/memory.h"

#include <stdlib.h>

enum {
  BLOCK_BITS = 8,   /* positions are looked up in blocks of 256 to find their article */
  EXCEPTIONS = 256, /* occurrences examined at a time */
  SORTED = 1 << 16, /* positions: then whether the caller has cancelled */
};

void qn__run_writer_init(qn__run_writer *writer) {
  *writer = (qn__run_writer){.first_doc = 0};
}

void qn__run_writer_clear(qn__run_writer *writer) {
  qn__buffer *const buffers[] = {&writer->tokens, &writer->starts, &writer->ids,    &writer->form_terms,
                                 &writer->extras, &writer->sorted, &writer->counts, &writer->order,
                                 &writer->blocks, &writer->keys,   &writer->bytes,  &writer->exceptions};
  for (size_t i = 0; i < sizeof buffers / sizeof buffers[0]; i++)
    qn__buffer_clear(buffers[i]);
}

static uint32_t *numbers(const qn__buffer *buffer) {
  return QN__ARRAY(uint32_t, buffer);
}

static const qn__run_extra *extras_of(const qn__run_writer *writer, size_t *n) {
  *n = writer->extras.size / sizeof(qn__run_extra);
  return QN__ARRAY(qn__run_extra, &writer->extras);
}

static size_t n_numbers(const qn__buffer *buffer) {
  return buffer->size / sizeof(uint32_t);
}

/* Makes the buffer hold n numbers, whose values are not set. */
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

/* Finds the forms of each term that occur, and which of them is in most articles. */
static void count_met_forms(qn__lexicon *lexicon) {
  for (uint32_t t = 1; t < lexicon->n_terms; t++)
    lexicon->terms[t].main_form = lexicon->terms[t].n_met = lexicon->terms[t].n_numbered = 0;
  for (uint32_t f = 1; f < lexicon->n_forms; f++) {
    const qn__lexicon_form *form = &lexicon->forms[f];
    qn__lexicon_term *term = &lexicon->terms[form->term];
    if (form->doc_freq == 0)
      continue;
    if (term->n_met++ == 0 || form->doc_freq >= lexicon->forms[term->main_form].doc_freq)
      term->main_form = f;
  }
}

/* The next form's code: those of a term come from the oldest to the newest, which is the first of its list. */
static uint32_t number_form(qn__lexicon *lexicon, uint32_t f) {
  qn__lexicon_form *form = &lexicon->forms[f];
  qn__lexicon_term *term = &lexicon->terms[form->term];
  form->run_code = form->doc_freq == 0 || f == term->main_form ? 0 : term->n_met - ++term->n_numbered;
  return form->run_code;
}

/* The bits of a form's entry that are its term, and of a sorted entry that are the position. */
static uint32_t below_codes(const qn__run_writer *writer) {
  return (uint32_t)((UINT64_C(1) << writer->code_shift) - 1);
}

/* Fills form_terms, and counts[t] with the occurrences of term t. */
static qn_status assign_terms(qn__run_writer *writer, qn__lexicon *lexicon, qn_error *error) {
  size_t n = n_numbers(&writer->tokens);
  qn_status status = resize_numbers(&writer->form_terms, lexicon->n_forms, error);
  if (status == QN_OK)
    status = resize_numbers(&writer->counts, lexicon->n_terms, error);
  if (status != QN_OK)
    return status;
  const uint32_t *tokens = numbers(&writer->tokens);
  uint32_t *form_terms = numbers(&writer->form_terms), *counts = numbers(&writer->counts);
  writer->code_shift = qn__bit_width(lexicon->n_terms | n);
  writer->most_code = (uint32_t)(UINT64_C(0xffffffff) >> writer->code_shift);
  memset(form_terms, 0, lexicon->n_forms * sizeof *form_terms);
  memset(counts, 0, lexicon->n_terms * sizeof *counts);
  for (size_t i = 0; i < n; i++)
    form_terms[tokens[i]]++;
  size_t n_extras;
  const qn__run_extra *extras = extras_of(writer, &n_extras);
  for (size_t i = 0; i < n_extras; i++)
    form_terms[extras[i].form]++;
  counts[0] = form_terms[QN__NO_FORM];
  form_terms[QN__NO_FORM] = 0;
  count_met_forms(lexicon);
  for (uint32_t f = 1; f < lexicon->n_forms; f++) {
    uint32_t term = lexicon->forms[f].term, code = number_form(lexicon, f);
    counts[term] += form_terms[f];
    form_terms[f] =
        (uint32_t)((uint64_t)(code < writer->most_code ? code : writer->most_code) << writer->code_shift) | term;
  }
  return QN_OK;
}

/* Sorts positions by term: afterwards ends[t] is the end of term t's positions in `sorted`, where those of t + 1 begin.
 */
static qn_status sort_positions(qn__run_writer *writer, uint32_t n_terms, qn_error *error) {
  size_t n = n_numbers(&writer->tokens), n_extras;
  const qn__run_extra *extras = extras_of(writer, &n_extras);
  qn_status status = resize_numbers(&writer->sorted, n + n_extras, error);
  if (status != QN_OK)
    return status;
  const uint32_t *tokens = numbers(&writer->tokens), *form_terms = numbers(&writer->form_terms);
  const uint32_t mask = below_codes(writer);
  uint32_t *ends = numbers(&writer->counts), *sorted = numbers(&writer->sorted), sum = 0;
  for (uint32_t t = 0; t < n_terms; t++) {
    uint32_t count = ends[t];
    ends[t] = sum;
    sum += count;
  }
  for (size_t i = 0, e = 0; i < n || e < n_extras; e++) {
    size_t end = e < n_extras ? extras[e].position + 1 : n; /* the words up to the extra's own */
    for (; i < end; i++) {
      uint32_t term = form_terms[tokens[i]];
      sorted[ends[term & mask]++] = (uint32_t)i | (term & ~mask);
    }
    if (e < n_extras) {
      uint32_t term = form_terms[extras[e].form];
      sorted[ends[term & mask]++] = extras[e].position | (term & ~mask);
    }
  }
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

/* Sorts the terms that occur; *n_terms is their number. */
static qn_status sort_terms(qn__run_writer *writer, const qn__lexicon *lexicon, uint32_t *n_terms, qn_error *error) {
  const uint32_t *ends = numbers(&writer->counts);
  uint32_t n = 0;
  for (uint32_t t = 1; t < lexicon->n_terms; t++)
    n += ends[t] != ends[t - 1];
  qn__buffer_reset(&writer->order);
  qn__sort_entry *order = QN__RESERVE(qn__sort_entry, &writer->order, 2 * n);
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

static void put_form(qn__buffer *out, const qn__lexicon *lexicon, const qn__lexicon_form *form) {
  qn__buffer_string(out, (const char *)qn__lexicon_string(lexicon, form->string), form->size);
  qn__buffer_varint(out, form->doc_freq);
}

/* Puts the forms of a term that occur, in order of their codes; returns their number, 0 if the only one is the term. */
static uint32_t put_form_counts(qn__buffer *out, const qn__lexicon *lexicon, const qn__lexicon_term *term) {
  const qn__lexicon_form *forms = lexicon->forms, *main = &forms[term->main_form];
  bool is_term =
      term->n_met == 1 && main->size == term->size - 1 &&
      memcmp(qn__lexicon_string(lexicon, main->string), qn__lexicon_string(lexicon, term->string) + 1, main->size) == 0;
  qn__buffer_varint(out, is_term ? 0 : term->n_met);
  if (is_term)
    return 0;
  put_form(out, lexicon, main);
  for (uint32_t f = term->first_form, left = term->n_met - 1; left > 0; f = forms[f].next)
    if (forms[f].run_code > 0) {
      put_form(out, lexicon, &forms[f]);
      left--;
    }
  return term->n_met;
}

/* The form of a term at a position: the word's, or an extra's. */
static const qn__lexicon_form *form_at(const qn__run_writer *writer, const qn__lexicon *lexicon, uint32_t position,
                                       uint32_t term) {
  const qn__lexicon_form *form = &lexicon->forms[numbers(&writer->tokens)[position]];
  size_t high, low = 0;
  const qn__run_extra *extras = extras_of(writer, &high);
  while (form->term != term && low < high) {
    size_t middle = low + (high - low) / 2;
    if (extras[middle].position < position)
      low = middle + 1;
    else
      high = middle;
  }
  for (; form->term != term; low++)
    form = &lexicon->forms[extras[low].form];
  return form;
}

static uint32_t form_code_of(const qn__run_writer *writer, const qn__lexicon *lexicon, uint32_t sorted, uint32_t term) {
  uint32_t code = (uint32_t)((uint64_t)sorted >> writer->code_shift);
  if (QN_LIKELY(code < writer->most_code))
    return code;
  return form_at(writer, lexicon, sorted & below_codes(writer), term)->run_code;
}

/* Puts the occurrences of a term, given as they were sorted, whose forms have another code than 0.  Afterwards `sorted`
 * has their positions alone. */
static void put_exceptions(qn__run_writer *writer, const qn__lexicon *lexicon, uint32_t term, uint32_t n_forms,
                           uint32_t *sorted, size_t n) {
  const unsigned code_bits = qn__bit_width(n_forms - 2);
  const uint32_t mask = below_codes(writer), least = writer->most_code == 0 ? 0 : mask + 1; /* that may have a code */
  qn__buffer *out = &writer->exceptions;
  size_t next = 0;
  qn__buffer_reset(out);
  for (size_t start = 0; start < n; start += EXCEPTIONS) {
    uint32_t found[EXCEPTIONS];
    size_t n_found = 0, end = n - start < EXCEPTIONS ? n : start + EXCEPTIONS;
    for (size_t i = start; i < end; i++) {
      found[n_found] = (uint32_t)i;
      n_found += sorted[i] >= least;
    }
    uint8_t *p = qn__buffer_reserve(out, n_found * QN__VARINT_MAX);
    for (size_t i = 0; p != NULL && i < n_found; i++) {
      uint32_t code = form_code_of(writer, lexicon, sorted[found[i]], term);
      sorted[found[i]] &= mask;
      if (code == 0)
        continue;
      p = qn__put_varint(p, (uint64_t)(found[i] - next) << code_bits | (code - 1));
      next = (size_t)found[i] + 1;
    }
    if (p != NULL)
      out->size = (size_t)(p - out->data);
  }
  qn__buffer_string(&writer->bytes, (const char *)out->data, out->size);
  writer->bytes.failed |= out->failed;
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

/* Puts the postings of a term, whose positions are given. */
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
  const uint32_t *ends = numbers(&writer->counts);
  uint32_t *sorted = numbers(&writer->sorted);
  qn__buffer *out = &writer->bytes;
  size_t start = out->size;
  qn__buffer_u32(out, 0);
  qn__buffer_string(out, (const char *)term->bytes - 1, term->size + 1); /* the language tag byte is before it */
  uint32_t n_forms = put_form_counts(out, lexicon, &lexicon->terms[term->number]);
  uint32_t first = ends[term->number - 1];
  if (n_forms > 1)
    put_exceptions(writer, lexicon, term->number, n_forms, sorted + first, ends[term->number] - first);
  put_postings(writer, sorted + first, ends[term->number] - first);
  if (!out->failed)
    qn__store_u32(out->data + start, (uint32_t)(out->size - start));
}

/* Prefetches a term and its forms that will soon be needed: in this order they are scattered over the lexicon. */
QN_ALWAYS_INLINE void prefetch_ahead(const qn__lexicon *lexicon, const qn__sort_entry *order, uint32_t n, uint32_t i) {
  enum { TERM_AHEAD = 16, FORM_AHEAD = 8 };
  if (i + TERM_AHEAD < n) {
    QN_PREFETCH(&lexicon->terms[order[i + TERM_AHEAD].number]);
    QN_PREFETCH(order[i + TERM_AHEAD].bytes);
  }
  if (i + FORM_AHEAD < n)
    QN_PREFETCH(&lexicon->forms[lexicon->terms[order[i + FORM_AHEAD].number].main_form]);
}

static qn_status put_records(qn__run_writer *writer, const qn__lexicon *lexicon, qn__run *run, qn_error *error) {
  const qn__sort_entry *order = QN__ARRAY(qn__sort_entry, &writer->order);
  const uint32_t *ends = numbers(&writer->counts);
  uint32_t n_positions = 0;
  qn__buffer_reset(&writer->keys);
  for (uint32_t i = 0; i < run->n_records; i++) {
    prefetch_ahead(lexicon, order, run->n_records, i);
    if (i % QN__RUN_KEYS == 0) {
      qn__buffer_u32(&writer->keys, (uint32_t)writer->bytes.size);
      run->n_keys++;
    }
    put_record(writer, lexicon, &order[i]);
    n_positions += ends[order[i].number] - ends[order[i].number - 1];
    if (n_positions < SORTED)
      continue;
    if (qn__is_cancelled(&writer->cancel))
      return qn__fail(error, QN_CANCELLED, "cancelled");
    n_positions = 0;
  }
  run->keys_offset = (uint32_t)writer->bytes.size;
  qn__buffer_bytes(&writer->bytes, writer->keys.data, writer->keys.size);
  writer->bytes.failed |= writer->keys.failed;
  return QN_OK;
}

/* --- ids ---------------------------------------------------------------------------------------------------------- */

static int compare_ids(const void *a, const void *b) {
  const qn__run_id *first = a, *second = b;
  int order = qn__compare_bytes((const uint8_t *)first->data, first->size, (const uint8_t *)second->data, second->size);
  return order != 0 ? order : (first->doc > second->doc) - (first->doc < second->doc);
}

static void put_ids(qn__run_writer *writer, qn__run *run) {
  qn__run_id *ids = QN__ARRAY(qn__run_id, &writer->ids);
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
  if (writer->starts.failed || writer->tokens.failed || writer->extras.failed || writer->ids.failed)
    return qn__fail_memory(error);
  qn__lexicon_collect(lexicon);
  qn_status status = assign_terms(writer, lexicon, error);
  if (status == QN_OK)
    status = sort_positions(writer, lexicon->n_terms, error);
  if (status == QN_OK)
    status = index_blocks(writer, error);
  if (status == QN_OK)
    status = sort_terms(writer, lexicon, &run->n_records, error);
  if (status == QN_OK)
    status = put_records(writer, lexicon, run, error);
  if (status != QN_OK)
    return status;
  put_ids(writer, run);
  qn__buffer_zeros(&writer->bytes, QN__RUN_SLACK);
  qn__buffer_reset(&writer->tokens);
  qn__buffer_reset(&writer->extras);
  qn__buffer_reset(&writer->starts);
  qn__buffer_reset(&writer->ids);
  return writer->bytes.failed ? qn__fail_memory(error) : QN_OK;
}
