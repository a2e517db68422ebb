/* SPDX-License-Identifier: MIT */
/* term_range.c: merges the runs' records of a range of terms.  A term's postings come from its runs one after another,
 * which is the order of articles. */
#include "builder/run_merge.h"

#include "base/memory.h"
#include "postings/exact_forms.h"
#include "text/spellings.h"

#include <stdlib.h>

/* A form and what is known of it so far. */
typedef struct form {
  uint64_t prefix;      /* qn__sort_prefix */
  const uint8_t *bytes; /* without the language tag byte */
  uint32_t size, term, doc_freq;
  uint32_t rank; /* among its term's */
  uint8_t tag;
} form;

/* The term of a plain spelling of a form that has another one. */
typedef struct spelled {
  uint32_t start, size;    /* in merger->spelled_bytes, with the language tag byte */
  uint32_t term, doc_freq; /* the form's */
} spelled;

/* What a record says about the forms of a term's occurrences. */
typedef struct part {
  const uint8_t *exceptions, *end;
  uint32_t n_forms, first_form; /* in merger->links */
  uint64_t n_occurrences;
} part;

enum {
  FORMS_COMPARED = 32, /* forms of a term that a form is compared with; others are united when the term ends */
  MOVED = 1 << 20,     /* occurrences of a term whose positions are moved before it ends */
  GATHERED = 64 << 10, /* bytes of positions that are put into the range's at once */
};

struct qn__range_merger {
  const qn__run_merge *merge;
  qn__postings_writer *postings;
  qn__exact_writer exact;
  qn__heap heap;
  qn__run_cursor *cursors;
  qn__buffer gaps; /* uint32_t each, of a posting */
  qn__buffer positions;
  qn__buffer forms; /* form each, of the range */
  qn__buffer order; /* of the forms, then of what is in `spelled` */
  qn__buffer spelled, spelled_bytes;
  qn__analyzer *analyzer; /* of plain spellings */

  /* of the current term */
  size_t first_form;
  uint32_t n_docs;
  uint64_t n_occurrences;
  qn__buffer parts;
  qn__buffer links;  /* uint32_t each: the number among the term's forms of each form of each part */
  qn__buffer blocks; /* uint64_t each: occurrences up to the end of each full block of postings */
  qn__buffer ranked; /* of the forms */
};

qn_status qn__range_merger_new(qn__range_merger **out, const qn__run_merge *merge, qn_error *error) {
  qn__range_merger *merger = qn__calloc(1, sizeof *merger);
  if (merger == NULL)
    return qn__fail_memory(error);
  merger->merge = merge;
  qn__exact_writer_init(&merger->exact);
  merger->cursors = qn__malloc(merge->n_runs * sizeof *merger->cursors);
  qn_status status = merger->cursors == NULL ? qn__fail_memory(error) : QN_OK;
  if (status == QN_OK)
    status = qn__analyzer_new(&merger->analyzer, error);
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
  qn__analyzer_free(merger->analyzer);
  qn__heap_clear(&merger->heap);
  qn__free(merger->cursors);
  qn__exact_writer_clear(&merger->exact);
  qn__buffer *const buffers[] = {&merger->gaps,          &merger->forms,    &merger->order,  &merger->spelled,
                                 &merger->parts,         &merger->links,    &merger->blocks, &merger->ranked,
                                 &merger->spelled_bytes, &merger->positions};
  for (size_t i = 0; i < sizeof buffers / sizeof buffers[0]; i++)
    qn__buffer_clear(buffers[i]);
  qn__free(merger);
}

void qn__term_range_init(qn__term_range *range, const char *dir, size_t keep) {
  *range = (qn__term_range){.n_terms = 0};
  qn__spool_init(&range->positions, dir, keep);
}

void qn__term_range_clear(qn__term_range *range) {
  qn__buffer_clear(&range->postings);
  qn__spool_clear(&range->positions);
  qn__buffer_clear(&range->terms);
  qn__buffer_clear(&range->forms);
}

/* --- forms -------------------------------------------------------------------------------------------------------- */

static form *term_forms(const qn__range_merger *merger, size_t *n) {
  *n = merger->forms.size / sizeof(form) - merger->first_form;
  return *n > 0 ? QN__ARRAY(form, &merger->forms) + merger->first_form : NULL;
}

/* Counts a form of the current term; returns its number. */
static uint32_t count_form(qn__range_merger *merger, const form *found) {
  size_t n;
  form *forms = term_forms(merger, &n);
  for (uint32_t i = 0; i < n && i < FORMS_COMPARED; i++)
    if (forms[i].prefix == found->prefix && forms[i].size == found->size &&
        memcmp(forms[i].bytes, found->bytes, found->size) == 0) {
      forms[i].doc_freq += found->doc_freq;
      return i;
    }
  qn__buffer_bytes(&merger->forms, found, sizeof *found);
  return (uint32_t)n;
}

/* Counts the forms of a record, which is the part; returns what follows them. */
static const uint8_t *count_record_forms(qn__range_merger *merger, const qn__run_record *record, uint32_t term,
                                         part *of) {
  const uint8_t *p = record->forms;
  form found = {.term = term, .tag = record->key[0], .bytes = record->key + 1, .size = (uint32_t)record->key_size - 1};
  of->n_forms = record->n_forms == 0 ? 1 : record->n_forms;
  of->first_form = (uint32_t)(merger->links.size / sizeof(uint32_t));
  for (uint32_t i = 0; i < of->n_forms; i++) {
    if (record->n_forms > 0) {
      p = qn__get_varint(p, &found.size);
      found.bytes = p;
      p = qn__get_varint(p + found.size, &found.doc_freq);
    }
    found.prefix = qn__sort_prefix(found.tag, found.bytes, found.size);
    uint32_t link = count_form(merger, &found);
    qn__buffer_bytes(&merger->links, &link, sizeof link);
  }
  uint32_t size = 0;
  if (of->n_forms > 1)
    p = qn__get_varint(p, &size);
  of->exceptions = p;
  return of->end = p + size;
}

/* Room for `n` entries to sort, and as much scratch memory.  NULL without memory. */
static qn__sort_entry *reserve_order(qn__range_merger *merger, size_t n) {
  qn__buffer_reset(&merger->order);
  return QN__RESERVE(qn__sort_entry, &merger->order, 2 * n);
}

/* Sorts the range's forms: entries whose numbers are indexes of forms.  NULL without memory. */
static const qn__sort_entry *sort_forms(qn__range_merger *merger, size_t n) {
  const form *forms = QN__ARRAY(form, &merger->forms);
  qn__sort_entry *order = reserve_order(merger, n);
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

/* Puts the terms that have variants in order, after all forms. */
static void put_range_variants(qn__range_merger *merger, qn__buffer *out) {
  const spelled *all = QN__ARRAY(spelled, &merger->spelled);
  const uint8_t *bytes = merger->spelled_bytes.data;
  size_t n = merger->spelled.size / sizeof *all;
  qn__sort_entry *order = reserve_order(merger, n);
  if (order == NULL || merger->spelled.failed || merger->spelled_bytes.failed) {
    out->failed = true;
    return;
  }
  for (size_t i = 0; i < n; i++) {
    const uint8_t *letters = bytes + all[i].start + 1;
    uint32_t size = all[i].size - 1;
    order[i] = (qn__sort_entry){qn__sort_prefix(letters[-1], letters, size), letters, size, (uint32_t)i};
  }
  qn__sort(order, order + n, n);
  for (size_t i = 0; i < n; i++) {
    const spelled *one = &all[order[i].number];
    qn__buffer_varint(out, one->size);
    qn__buffer_u8(out, bytes[one->start] | QN__RANGE_VARIANT);
    qn__buffer_bytes(out, order[i].bytes, order[i].size);
    qn__buffer_varint(out, one->term);
    qn__buffer_varint(out, one->doc_freq);
  }
}

/* Puts the range's forms in order, each once, and then the terms of which theirs are variants. */
static void put_range_forms(qn__range_merger *merger, qn__buffer *out) {
  const form *forms = QN__ARRAY(form, &merger->forms);
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
    qn__buffer_u8(out, first->tag);
    qn__buffer_bytes(out, first->bytes, first->size);
    qn__buffer_varint(out, first->term);
    qn__buffer_varint(out, doc_freq);
    qn__buffer_varint(out, first->rank);
  }
  put_range_variants(merger, out);
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

/* Adds the postings of a record, which begin at p; returns how many, 0 without memory. */
static uint32_t add_postings(qn__range_merger *merger, const qn__run *run, const qn__run_record *record,
                             const uint8_t *p) {
  uint32_t n_docs = merger->n_docs, doc = run->first_doc;
  uint64_t n_occurrences = merger->n_occurrences;
  for (; p < record->end; doc++) {
    uint32_t skipped, freq = 1;
    p = qn__get_varint(p, &skipped);
    if ((skipped & 1) == 0)
      p = qn__get_varint(p, &freq);
    qn__buffer_reset(&merger->gaps);
    uint32_t *gaps = QN__RESERVE(uint32_t, &merger->gaps, freq);
    if (gaps == NULL)
      return 0;
    p = get_gaps(p, freq, gaps);
    doc += skipped >> 1;
    qn__postings_add(merger->postings, doc, freq, gaps);
    n_occurrences += freq;
    if (++n_docs % QN__POSTINGS_BLOCK == 0)
      qn__buffer_bytes(&merger->blocks, &n_occurrences, sizeof n_occurrences);
  }
  merger->n_occurrences = n_occurrences;
  uint32_t n = n_docs - merger->n_docs;
  merger->n_docs = n_docs;
  return n;
}

/* Adds a record to the current term. */
static void add_record(qn__range_merger *merger, const qn__run *run, const qn__run_record *record, uint32_t term) {
  part added;
  uint64_t before = merger->n_occurrences;
  const uint8_t *postings = count_record_forms(merger, record, term, &added);
  uint32_t n = add_postings(merger, run, record, postings);
  added.n_occurrences = merger->n_occurrences - before;
  qn__buffer_bytes(&merger->parts, &added, sizeof added);
  if (record->n_forms == 0 && !merger->links.failed && !merger->forms.failed) {
    size_t n_forms;
    term_forms(merger, &n_forms)[QN__ARRAY(uint32_t, &merger->links)[added.first_form]].doc_freq += n;
  }
}

QN_ALWAYS_INLINE const uint8_t *get_varint64(const uint8_t *p, uint64_t *value) {
  uint64_t result = *p & 0x7f;
  for (unsigned shift = 7; *p++ >= 0x80; shift += 7)
    result |= (uint64_t)(*p & 0x7f) << shift;
  *value = result;
  return p;
}

/* --- exact forms -------------------------------------------------------------------------------------------------- */

static int compare_bytes(const void *a, const void *b) {
  const form *first = *(form *const *)a, *second = *(form *const *)b;
  return qn__compare_bytes(first->bytes, first->size, second->bytes, second->size);
}

/* The form in most articles first. */
static int compare_ranks(const void *a, const void *b) {
  const form *first = *(form *const *)a, *second = *(form *const *)b;
  if (first->doc_freq != second->doc_freq)
    return first->doc_freq > second->doc_freq ? -1 : 1;
  return compare_bytes(a, b);
}

/* Moves the counts of equal forms to the first of them, whose number is the rank of the others for the moment; keeps
 * those in `ranked`. */
static size_t unite_forms(const form *forms, form **ranked, size_t n) {
  size_t n_kept = 0;
  qsort(ranked, n, sizeof *ranked, compare_bytes);
  for (size_t i = 0; i < n; i++) {
    form *last = n_kept == 0 ? NULL : ranked[n_kept - 1];
    if (last == NULL || compare_bytes(&last, &ranked[i]) != 0) {
      ranked[n_kept++] = ranked[i];
      continue;
    }
    last->doc_freq += ranked[i]->doc_freq;
    ranked[i]->doc_freq = 0;
    ranked[i]->rank = (uint32_t)(last - forms);
  }
  return n_kept;
}

/* Ranks the term's forms; returns them by rank, each once, NULL without memory. */
static form **rank_forms(qn__range_merger *merger, form *forms, size_t n, uint32_t *n_ranked) {
  qn__buffer_reset(&merger->ranked);
  form **ranked = QN__RESERVE(form *, &merger->ranked, n);
  if (ranked == NULL)
    return NULL;
  for (size_t i = 0; i < n; i++)
    ranked[i] = &forms[i];
  size_t n_distinct = n > FORMS_COMPARED ? unite_forms(forms, ranked, n) : n;
  qsort(ranked, n_distinct, sizeof *ranked, compare_ranks);
  for (uint32_t rank = 0; rank < n_distinct; rank++)
    ranked[rank]->rank = rank;
  for (size_t i = 0; i < n; i++)
    if (forms[i].doc_freq == 0)
      forms[i].rank = forms[forms[i].rank].rank;
  *n_ranked = (uint32_t)n_distinct;
  return ranked;
}

/* Re-encodes the records' exceptions, which are relative to each record's first form, into blocks. */
typedef struct exact_merge {
  qn__exact_writer *writer;
  const uint64_t *blocks; /* ends */
  size_t n_blocks;
  uint64_t next; /* the occurrence after the last exception, or the first of the block */
} exact_merge;

static QN_NOINLINE void end_blocks(exact_merge *merge, uint64_t occurrence) {
  for (; merge->n_blocks > 0 && occurrence >= merge->blocks[0]; merge->n_blocks--) {
    qn__exact_end_block(merge->writer);
    merge->next = *merge->blocks++;
  }
}

QN_ALWAYS_INLINE void put_exception(exact_merge *merge, uint64_t occurrence, uint32_t rank) {
  if (QN_UNLIKELY(merge->n_blocks > 0 && occurrence >= merge->blocks[0]))
    end_blocks(merge, occurrence);
  qn__exact_add(merge->writer, (uint32_t)(occurrence - merge->next), rank);
  merge->next = occurrence + 1;
}

/* Puts the exceptions of a part whose first form is the main one; `start`: its first occurrence. */
static void put_part(exact_merge *merge, const part *from, const uint32_t *ranks, uint64_t start) {
  const unsigned code_bits = qn__bit_width(from->n_forms - 2);
  const uint64_t code_mask = (UINT64_C(1) << code_bits) - 1;
  const uint8_t *p = from->exceptions;
  if (!qn__exact_reserve(merge->writer, (size_t)(from->end - p)))
    return;
  for (; p < from->end; start++) {
    uint64_t value;
    p = get_varint64(p, &value);
    start += value >> code_bits;
    put_exception(merge, start, ranks[1 + (value & code_mask)]);
  }
}

/* The same of a part whose first form is an exception. */
static void put_turned_part(exact_merge *merge, const part *from, const uint32_t *ranks, uint64_t start) {
  const unsigned code_bits = from->n_forms < 2 ? 0 : qn__bit_width(from->n_forms - 2);
  const uint64_t code_mask = (UINT64_C(1) << code_bits) - 1, end = start + from->n_occurrences;
  if (!qn__exact_reserve(merge->writer, (size_t)from->n_occurrences))
    return;
  for (const uint8_t *p = from->exceptions; p < from->end; start++) {
    uint64_t value;
    p = get_varint64(p, &value);
    for (uint64_t skipped = value >> code_bits; skipped > 0; skipped--)
      put_exception(merge, start++, ranks[0]);
    if (ranks[1 + (value & code_mask)] > 0)
      put_exception(merge, start, ranks[1 + (value & code_mask)]);
  }
  while (start < end)
    put_exception(merge, start++, ranks[0]);
}

/* Puts the list of the term that ends; returns its size, 0 if it has one form. */
static uint64_t put_exact_forms(qn__range_merger *merger, qn__buffer *out) {
  size_t n;
  uint32_t n_forms = 0;
  form *forms = term_forms(merger, &n);
  if (n < 2 || merger->parts.failed || merger->links.failed || merger->blocks.failed || merger->forms.failed)
    return 0;
  form **ranked = rank_forms(merger, forms, n, &n_forms);
  uint32_t *weights = QN__RESERVE(uint32_t, &merger->gaps, n);
  if (ranked == NULL || weights == NULL)
    return 0;
  for (uint32_t i = 0; i < n_forms; i++)
    weights[i] = ranked[i]->doc_freq;
  const part *parts = QN__ARRAY(part, &merger->parts);
  uint32_t *ranks = QN__ARRAY(uint32_t, &merger->links);
  for (size_t i = 0; i < merger->links.size / sizeof *ranks; i++)
    ranks[i] = forms[ranks[i]].rank;
  exact_merge merge = {.writer = &merger->exact,
                       .blocks = QN__ARRAY(uint64_t, &merger->blocks),
                       .n_blocks = merger->blocks.size / sizeof(uint64_t)};
  merge.n_blocks -= merger->n_docs % QN__POSTINGS_BLOCK == 0; /* the last one is ended below */
  uint64_t start = 0;
  qn__exact_begin(merge.writer, n_forms, weights);
  for (size_t i = 0; i < merger->parts.size / sizeof *parts; i++) {
    const uint32_t *own = ranks + parts[i].first_form;
    if (own[0] > 0)
      put_turned_part(&merge, &parts[i], own, start);
    else if (parts[i].n_forms > 1)
      put_part(&merge, &parts[i], own, start);
    start += parts[i].n_occurrences;
  }
  for (size_t left = merge.n_blocks + 1; left > 0; left--)
    qn__exact_end_block(merge.writer);
  return qn__exact_end(merge.writer, out);
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
  qn__buffer_varint(out, info->exact_size);
}

const uint8_t *qn__read_merged_term(const uint8_t *next, qn__term_key *key, qn__term_info *info) {
  uint32_t size;
  next = qn__get_varint(next, &size);
  *key = (qn__term_key){next, size};
  *info = (qn__term_info){0};
  next = qn__get_varint(next + size, &info->doc_freq);
  next = get_varint64(next, &info->coll_freq);
  next = qn__get_varint(next, &info->doc);
  next = qn__get_varint(next, &info->position);
  next = get_varint64(next, &info->postings_size);
  next = get_varint64(next, &info->positions_size);
  return get_varint64(next, &info->exact_size);
}

static bool is_past(const qn__term_range *range, const qn__run_record *record) {
  return range->end.bytes != NULL &&
         qn__compare_bytes(record->key, record->key_size, range->end.bytes, range->end.size) >= 0;
}

/* Notes a term that a plain spelling of a form has, unless it is the form's own, or noted for it already. */
static void add_spelled(qn__range_merger *merger, const form *of, size_t n_before, const qn__analyzed *plain,
                        const qn__heap_entry *own) {
  const spelled *all = QN__ARRAY(spelled, &merger->spelled);
  bool is_new = plain->term_size != own->size || memcmp(plain->term, own->key, own->size) != 0;
  for (size_t i = n_before; is_new && i < merger->spelled.size / sizeof *all; i++)
    is_new = all[i].size != plain->term_size ||
             memcmp(merger->spelled_bytes.data + all[i].start, plain->term, plain->term_size) != 0;
  if (!is_new)
    return;
  const spelled added = {(uint32_t)merger->spelled_bytes.size, (uint32_t)plain->term_size, of->term, of->doc_freq};
  qn__buffer_bytes(&merger->spelled_bytes, plain->term, plain->term_size);
  qn__buffer_bytes(&merger->spelled, &added, sizeof added);
}

/* Notes the terms that plain spellings of a form have. */
static qn_status add_spellings(qn__range_merger *merger, const form *of, const qn__heap_entry *own, qn_error *error) {
  qn__spelling spellings[QN__SPELLINGS_MAX];
  const size_t n = qn__plain_spellings(spellings, of->tag, (const char *)of->bytes, of->size);
  const size_t n_before = merger->spelled.size / sizeof(spelled);
  qn_status status = QN_OK;
  for (size_t i = 0; i < n && status == QN_OK; i++) {
    const qn__spelling *spelling = &spellings[i];
    qn__analyzed plain;
    status = qn__analyze_form(merger->analyzer, (uint8_t)spelling->bytes[0], spelling->bytes + 1, spelling->size - 1,
                              &plain, error);
    if (status == QN_OK)
      add_spelled(merger, of, n_before, &plain, own);
  }
  return status;
}

static qn_status add_spellings_of_forms(qn__range_merger *merger, const qn__heap_entry *term, qn_error *error) {
  size_t n;
  const form *forms = term_forms(merger, &n);
  qn_status status = QN_OK;
  for (size_t i = 0; i < n && status == QN_OK; i++)
    if (forms[i].doc_freq > 0)
      status = add_spellings(merger, &forms[i], term, error);
  return status;
}

/* Puts the positions that were made into the range's, if they are so many bytes. */
static qn_status put_positions(qn__range_merger *merger, qn__term_range *range, size_t least, qn_error *error) {
  qn__buffer *made = &merger->positions;
  if (made->size < least)
    return QN_OK;
  qn_status status = qn__spool_append(&range->positions, made->data, made->size, error);
  qn__buffer_reset(made);
  return status;
}

/* Merges the term on top of the heap and moves its runs on. */
static qn_status merge_term(qn__range_merger *merger, qn__term_range *range, qn_error *error) {
  qn__heap *heap = &merger->heap;
  const qn__heap_entry term = heap->entries[0];
  uint64_t moved = 0; /* occurrences */
  qn_status status = QN_OK;
  merger->first_form = merger->forms.size / sizeof(form);
  merger->n_docs = 0;
  merger->n_occurrences = 0;
  qn__buffer_reset(&merger->parts);
  qn__buffer_reset(&merger->links);
  qn__buffer_reset(&merger->blocks);
  do {
    uint32_t source = heap->entries[0].source;
    qn__run_cursor *cursor = &merger->cursors[source];
    add_record(merger, cursor->run, &cursor->record, range->n_terms);
    if (QN_UNLIKELY(merger->n_occurrences - moved >= MOVED)) {
      moved = merger->n_occurrences;
      qn__postings_move_positions(merger->postings, &merger->positions);
      status = put_positions(merger, range, GATHERED, error);
      if (status != QN_OK)
        return status;
    }
    if (qn__run_next(cursor) && !is_past(range, &cursor->record))
      qn__heap_replace(heap, cursor->record.key, cursor->record.key_size);
    else
      qn__heap_pop(heap);
  } while (heap->n > 0 && heap->entries[0].prefix == term.prefix && heap->entries[0].size == term.size &&
           memcmp(heap->entries[0].key, term.key, term.size) == 0);
  qn__term_info info = {0};
  qn__postings_end(merger->postings, &range->postings, &merger->positions, &info);
  info.exact_size = put_exact_forms(merger, &merger->positions);
  status = put_positions(merger, range, GATHERED, error);
  if (status != QN_OK)
    return status;
  put_term(&range->terms, term.key, term.size, &info);
  range->n_postings += info.doc_freq;
  range->n_positions += info.coll_freq;
  range->n_terms++;
  return merger->forms.failed ? qn__fail_memory(error) : add_spellings_of_forms(merger, &term, error);
}

qn_status qn__merge_range(qn__range_merger *merger, qn__term_range *range, qn_error *error) {
  const qn__run_merge *merge = merger->merge;
  qn__buffer *const buffers[] = {&range->postings, &merger->positions, &range->terms,         &range->forms,
                                 &merger->forms,   &merger->spelled,   &merger->spelled_bytes};
  for (size_t i = 0; i < sizeof buffers / sizeof buffers[0]; i++)
    qn__buffer_reset(buffers[i]);
  qn__spool_empty(&range->positions);
  range->n_terms = 0;
  range->n_postings = range->n_positions = 0;
  for (uint32_t i = 0; i < merge->n_runs; i++) {
    qn__run_cursor *cursor = &merger->cursors[i];
    if (qn__run_seek(cursor, &merge->runs[i], merge->spool, range->first.bytes, range->first.size) &&
        !is_past(range, &cursor->record))
      qn__heap_push(&merger->heap, cursor->record.key, cursor->record.key_size, i);
  }
  qn_status status = QN_OK;
  while (merger->heap.n > 0 && status == QN_OK)
    status = merge_term(merger, range, error);
  if (status == QN_OK)
    status = put_positions(merger, range, 0, error);
  if (status != QN_OK)
    return status;
  put_range_forms(merger, &range->forms);
  bool failed = merger->gaps.failed || merger->parts.failed || merger->links.failed || merger->blocks.failed ||
                merger->ranked.failed;
  for (size_t i = 0; i < sizeof buffers / sizeof buffers[0]; i++)
    failed |= buffers[i]->failed;
  return failed ? qn__fail_memory(error) : QN_OK;
}
