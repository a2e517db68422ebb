/* SPDX-License-Identifier: MIT */
/* term_range.c: merges the runs' records of a range of terms.  A term's postings come from its runs one after another,
 * which is the order of articles. */
#include "build/merge.h"

#include "base/memory.h"

/* A form and what is known of it so far. */
typedef struct form {
  uint64_t prefix;      /* qn__sort_prefix */
  const uint8_t *bytes; /* without the space */
  uint32_t size, term, doc_freq;
  uint8_t space;
} form;

enum { FORMS_COMPARED = 32 }; /* of a term, before a form counts as new; the rest unite when they are sorted */

struct qn__range_merger {
  const qn__merge *merge;
  qn__postings_writer *postings;
  qn__heap heap;
  qn__run_cursor *cursors;
  qn__buffer gaps;  /* uint32_t each, of a posting */
  qn__buffer forms; /* form each, of the range */
  qn__buffer order; /* of the forms */
};

qn_status qn__range_merger_new(qn__range_merger **out, const qn__merge *merge, qn_error *error) {
  qn__range_merger *merger = qn__calloc(1, sizeof *merger);
  if (merger == NULL)
    return qn__fail_memory(error);
  merger->merge = merge;
  merger->cursors = qn__malloc(merge->n_runs * sizeof *merger->cursors);
  qn_status status = merger->cursors == NULL ? qn__fail_memory(error) : QN_OK;
  if (status == QN_OK)
    status = qn__heap_init(&merger->heap, merge->n_runs, error);
  if (status == QN_OK)
    status = qn__postings_writer_new(&merger->postings, merge->n_docs, merge->length_bytes, merge->saturation, error);
  if (status == QN_OK)
    *out = merger;
  else
    qn__range_merger_free(merger);
  return status;
}

void qn__range_merger_free(qn__range_merger *merger) {
  if (merger == NULL)
    return;
  qn__postings_writer_free(merger->postings);
  qn__heap_clear(&merger->heap);
  qn__free(merger->cursors);
  qn__buffer_clear(&merger->gaps);
  qn__buffer_clear(&merger->forms);
  qn__buffer_clear(&merger->order);
  qn__free(merger);
}

void qn__term_range_clear(qn__term_range *range) {
  qn__buffer_clear(&range->postings);
  qn__buffer_clear(&range->positions);
  qn__buffer_clear(&range->terms);
  qn__buffer_clear(&range->forms);
}

/* --- forms -------------------------------------------------------------------------------------------------------- */

/* Counts a form of the term whose forms begin with number `first`. */
static void count_form(qn__range_merger *merger, size_t first, const form *found) {
  form *forms = (form *)(void *)merger->forms.data;
  size_t n = merger->forms.size / sizeof *forms;
  size_t end = n - first > FORMS_COMPARED ? first + FORMS_COMPARED : n;
  for (size_t i = first; i < end; i++)
    if (forms[i].prefix == found->prefix && forms[i].size == found->size &&
        memcmp(forms[i].bytes, found->bytes, found->size) == 0) {
      forms[i].doc_freq += found->doc_freq;
      return;
    }
  qn__buffer_bytes(&merger->forms, found, sizeof *found);
}

/* Counts the forms of a record; `n_docs` articles have its term. Returns where the postings are. */
static void count_forms(qn__range_merger *merger, size_t first, const qn__run_record *record, uint32_t term,
                        uint32_t n_docs) {
  form found = {.term = term, .space = record->key[0]};
  if (record->n_forms == 0) {
    found.bytes = record->key + 1;
    found.size = (uint32_t)record->key_size - 1;
    found.doc_freq = n_docs;
    found.prefix = qn__sort_prefix(found.space, found.bytes, found.size);
    count_form(merger, first, &found);
  }
  const uint8_t *p = record->forms;
  for (uint32_t i = 0; i < record->n_forms; i++) {
    p = qn__get_varint(p, &found.size);
    found.bytes = p;
    found.prefix = qn__sort_prefix(found.space, found.bytes, found.size);
    p = qn__get_varint(p + found.size, &found.doc_freq);
    count_form(merger, first, &found);
  }
}

static const uint8_t *skip_forms(const qn__run_record *record) {
  const uint8_t *p = record->forms;
  for (uint32_t i = 0, size, doc_freq; i < record->n_forms; i++) {
    p = qn__get_varint(p, &size);
    p = qn__get_varint(p + size, &doc_freq);
  }
  return p;
}

/* Sorts the range's forms: entries whose numbers are indexes of forms. NULL without memory. */
static const qn__sort_entry *sort_forms(qn__range_merger *merger, size_t n) {
  const form *forms = (const form *)(const void *)merger->forms.data;
  qn__buffer_reset(&merger->order);
  qn__sort_entry *order = (qn__sort_entry *)(void *)qn__buffer_reserve(&merger->order, 2 * n * sizeof *order);
  if (order == NULL)
    return NULL;
  for (size_t i = 0; i < n; i++)
    order[i] = (qn__sort_entry){forms[i].prefix, forms[i].bytes, forms[i].size, (uint32_t)i};
  qn__sort(order, order + n, n);
  return order;
}

static bool same_form(const qn__sort_entry *a, const qn__sort_entry *b) {
  return a->prefix == b->prefix && a->size == b->size && memcmp(a->bytes, b->bytes, a->size) == 0;
}

/* Puts the range's forms in order, each once. */
static void put_forms(qn__range_merger *merger, qn__buffer *out) {
  const form *forms = (const form *)(const void *)merger->forms.data;
  size_t n = merger->forms.size / sizeof *forms;
  const qn__sort_entry *order = sort_forms(merger, n);
  if (order == NULL) {
    out->failed = true;
    return;
  }
  for (size_t i = 0, end; i < n; i = end) {
    const form *first = &forms[order[i].number];
    uint32_t doc_freq = first->doc_freq;
    for (end = i + 1; end < n && same_form(&order[i], &order[end]); end++)
      doc_freq += forms[order[end].number].doc_freq;
    qn__buffer_varint(out, first->size + 1);
    qn__buffer_u8(out, first->space);
    qn__buffer_bytes(out, first->bytes, first->size);
    qn__buffer_varint(out, first->term);
    qn__buffer_varint(out, doc_freq);
  }
}

/* --- postings ----------------------------------------------------------------------------------------------------- */

QN_ALWAYS_INLINE const uint8_t *get_gaps(const uint8_t *p, uint32_t n, uint32_t *gaps) {
  for (uint32_t i = 0; i < n; i++, p += 2) {
    gaps[i] = qn__load_u16(p);
    if (QN_UNLIKELY(gaps[i] == QN__RUN_ESCAPE)) {
      gaps[i] = qn__load_u32(p + 2);
      p += 4;
    }
  }
  return p;
}

/* Adds the postings of a record; returns how many, 0 without memory. */
static uint32_t add_postings(qn__range_merger *merger, const qn__run *run, const qn__run_record *record) {
  uint32_t n_docs = 0, doc = run->first_doc;
  for (const uint8_t *p = skip_forms(record); p < record->end; doc++, n_docs++) {
    uint32_t skipped, freq = 1;
    p = qn__get_varint(p, &skipped);
    if ((skipped & 1) == 0)
      p = qn__get_varint(p, &freq);
    qn__buffer_reset(&merger->gaps);
    uint32_t *gaps = (uint32_t *)(void *)qn__buffer_reserve(&merger->gaps, freq * sizeof *gaps);
    if (gaps == NULL)
      return 0;
    p = get_gaps(p, freq, gaps);
    doc += skipped >> 1;
    qn__postings_add(merger->postings, doc, freq, gaps);
  }
  return n_docs;
}

/* --- terms -------------------------------------------------------------------------------------------------------- */

static void put_term(qn__buffer *out, const uint8_t *key, size_t size, const qn__term_info *info) {
  qn__buffer_string(out, (const char *)key, size);
  qn__buffer_varint(out, info->doc_freq);
  qn__buffer_varint(out, info->coll_freq);
  qn__buffer_varint(out, info->doc);
  qn__buffer_varint(out, info->position);
  qn__buffer_varint(out, info->postings_size);
  qn__buffer_varint(out, info->positions_size);
}

static const uint8_t *get_varint64(const uint8_t *p, uint64_t *value) {
  uint64_t result = 0;
  unsigned shift = 0;
  do {
    result |= (uint64_t)(*p & 0x7f) << shift;
    shift += 7;
  } while (*p++ >= 0x80);
  *value = result;
  return p;
}

const uint8_t *qn__read_merged_term(const uint8_t *next, qn__key *key, qn__term_info *info) {
  uint32_t size;
  next = qn__get_varint(next, &size);
  *key = (qn__key){next, size};
  *info = (qn__term_info){0};
  next = qn__get_varint(next + size, &info->doc_freq);
  next = get_varint64(next, &info->coll_freq);
  next = qn__get_varint(next, &info->doc);
  next = qn__get_varint(next, &info->position);
  next = get_varint64(next, &info->postings_size);
  return get_varint64(next, &info->positions_size);
}

static bool is_past(const qn__term_range *range, const qn__run_record *record) {
  return range->end.bytes != NULL &&
         qn__compare_keys(record->key, record->key_size, range->end.bytes, range->end.size) >= 0;
}

/* Merges the term on top of the heap and moves its runs on. */
static void merge_term(qn__range_merger *merger, qn__term_range *range) {
  qn__heap *heap = &merger->heap;
  const qn__heap_entry term = heap->entries[0];
  size_t first_form = merger->forms.size / sizeof(form);
  do {
    uint32_t source = heap->entries[0].source;
    qn__run_cursor *cursor = &merger->cursors[source];
    uint32_t n_docs = add_postings(merger, cursor->run, &cursor->record);
    count_forms(merger, first_form, &cursor->record, range->n_terms, n_docs);
    range->n_postings += n_docs;
    if (qn__run_next(cursor) && !is_past(range, &cursor->record))
      qn__heap_replace(heap, cursor->record.key, cursor->record.key_size);
    else
      qn__heap_pop(heap);
  } while (heap->n > 0 && heap->entries[0].prefix == term.prefix && heap->entries[0].size == term.size &&
           memcmp(heap->entries[0].key, term.key, term.size) == 0);
  qn__term_info info = {0};
  qn__postings_end(merger->postings, &range->postings, &range->positions, &info);
  put_term(&range->terms, term.key, term.size, &info);
  range->n_positions += info.coll_freq;
  range->n_terms++;
}

qn_status qn__merge_range(qn__range_merger *merger, qn__term_range *range, qn_error *error) {
  const qn__merge *merge = merger->merge;
  qn__buffer *const buffers[] = {&range->postings, &range->positions, &range->terms, &range->forms, &merger->forms};
  for (size_t i = 0; i < sizeof buffers / sizeof buffers[0]; i++)
    qn__buffer_reset(buffers[i]);
  range->n_terms = 0;
  range->n_postings = range->n_positions = 0;
  for (uint32_t i = 0; i < merge->n_runs; i++) {
    qn__run_cursor *cursor = &merger->cursors[i];
    if (qn__run_seek(cursor, &merge->runs[i], merge->spool, range->first.bytes, range->first.size) &&
        !is_past(range, &cursor->record))
      qn__heap_push(&merger->heap, cursor->record.key, cursor->record.key_size, i);
  }
  while (merger->heap.n > 0)
    merge_term(merger, range);
  put_forms(merger, &range->forms);
  bool failed = merger->gaps.failed;
  for (size_t i = 0; i < sizeof buffers / sizeof buffers[0]; i++)
    failed |= buffers[i]->failed;
  return failed ? qn__fail_memory(error) : QN_OK;
}
