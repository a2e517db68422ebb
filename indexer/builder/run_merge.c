/* SPDX-License-Identifier: MIT */
/* run_merge.c: cuts the terms into ranges, has them merged, and writes the result.  Positions go straight to the
 * segment; the rest, whose sections come later, waits in spools.  Forms are in order only within a range: when all
 * ranges are done, one thread merges them while another writes postings and terms. */
#include "builder/run_merge.h"

#include "base/memory.h"
#include "builder/pipeline.h"
#include "builder/worker.h"
#include "dictionary/variants.h"

#include <stdlib.h>

enum {
  RANGE_SIZE = 2 << 20, /* bytes of runs to a range */
  MAX_SAMPLES = 1 << 16,
  GATHERED = 64 << 10, /* bytes of a section before they are put aside */
};

/* The forms of a range, in the spool. */
typedef struct chunk {
  uint64_t start, end;
  uint64_t first_term; /* ordinal of the range's first term */
} chunk;

/* A section that is made before it can be written to the file. */
typedef struct aside {
  qn__output bytes; /* gathers them */
  qn__spool spool;
} aside;

typedef struct job {
  qn__run_merge *merge;
  qn__output *output;
  unsigned threads;
  qn__range_merger **mergers; /* of each thread */
  qn__term_range *ranges;     /* of each job of the pipeline */
  qn__spool postings;
  aside terms, forms, variants;
  bool has_variants;
  qn__terms_writer terms_writer;
  qn__term_ends_writer term_ends;
  qn__spool range_forms;
  qn__buffer chunks;
} job;

/* --- sections put aside ------------------------------------------------------------------------------------------- */

static void begin_aside(aside *section, const qn__run_merge *merge, uint32_t id) {
  qn__output_gather(&section->bytes);
  qn__output_section_begin(&section->bytes, id, true);
  qn__spool_init(&section->spool, merge->dir, merge->keep);
}

static qn_status put_aside(aside *section, qn_error *error) {
  qn__output *bytes = &section->bytes;
  if (bytes->status != QN_OK) {
    *error = bytes->error;
    return bytes->status;
  }
  qn_status status = qn__spool_append(&section->spool, bytes->pending.data, bytes->pending.size, error);
  qn__buffer_reset(&bytes->pending);
  return status;
}

static qn_status write_spool(job *self, uint32_t section, qn__spool *spool, qn_error *error) {
  const uint8_t *data;
  qn_status status = qn__spool_map(spool, &data, error);
  if (status != QN_OK)
    return status;
  qn__output_section_begin(self->output, section, true);
  qn__output_bytes(self->output, data, (size_t)qn__spool_size(spool));
  return QN_OK;
}

static void clear_aside(aside *section) {
  qn__output_close(&section->bytes);
  qn__spool_clear(&section->spool);
}

/* --- ranges ------------------------------------------------------------------------------------------------------- */

typedef struct sample {
  qn__term_key key;
  uint64_t weight; /* bytes of the records up to it */
} sample;

static int compare_samples(const void *a, const void *b) {
  const sample *first = a, *second = b;
  return qn__compare_bytes(first->key.bytes, first->key.size, second->key.bytes, second->key.size);
}

/* Keys of all runs' tables, at most MAX_SAMPLES or one a run. */
static void take_samples(const qn__run_merge *merge, qn__buffer *samples) {
  uint64_t n_keys = 0;
  for (uint32_t r = 0; r < merge->n_runs; r++)
    n_keys += merge->runs[r].n_keys;
  uint32_t step = (uint32_t)(n_keys / MAX_SAMPLES) + 1;
  for (uint32_t r = 0; r < merge->n_runs; r++) {
    const qn__run *run = &merge->runs[r];
    uint32_t before = 0;
    for (uint32_t i = 0; i < run->n_keys; i += step) {
      sample taken = {.weight = 0};
      uint32_t at;
      qn__run_key(run, merge->spool, i, &taken.key.bytes, &taken.key.size, &at);
      taken.weight = at - before;
      before = at;
      qn__buffer_bytes(samples, &taken, sizeof taken);
    }
  }
}

/* Cuts the terms into ranges of about RANGE_SIZE: appends the first key of each but the first range. */
static qn_status cut_ranges(const qn__run_merge *merge, qn__buffer *cuts, qn_error *error) {
  qn__buffer samples;
  qn__buffer_init(&samples);
  take_samples(merge, &samples);
  if (samples.failed) {
    qn__buffer_clear(&samples);
    return qn__fail_memory(error);
  }
  sample *all = QN__ARRAY(sample, &samples);
  size_t n = samples.size / sizeof *all;
  if (n > 1)
    qsort(all, n, sizeof *all, compare_samples);
  uint64_t weight = 0, wanted = RANGE_SIZE + (uint64_t)merge->n_runs * 4096; /* opening many runs costs time */
  for (size_t i = 0; i < n; i++) {
    weight += all[i].weight;
    if (weight >= wanted && compare_samples(&all[i], &all[i - 1]) != 0) {
      qn__buffer_bytes(cuts, &all[i].key, sizeof all[i].key);
      weight = 0;
    }
  }
  qn__buffer_clear(&samples);
  return cuts->failed ? qn__fail_memory(error) : QN_OK;
}

/* --- the pipeline ------------------------------------------------------------------------------------------------- */

static qn_status run_range(void *context, unsigned worker, unsigned number, qn_error *error) {
  job *self = context;
  if (qn__is_cancelled(&self->merge->cancel))
    return qn__fail(error, QN_CANCELLED, "cancelled");
  return qn__merge_range(self->mergers[worker], &self->ranges[number], error);
}

static void add_terms(job *self, const qn__term_range *range) {
  const uint8_t *next = range->terms.data;
  for (uint32_t i = 0; i < range->n_terms; i++) {
    qn__term_key key;
    qn__term_info info;
    next = qn__read_merged_term(next, &key, &info);
    qn__terms_add(&self->terms_writer, key.bytes, key.size, &info);
    qn__term_ends_add(&self->term_ends, key.bytes, key.size, self->merge->n_terms + i);
  }
}

static qn_status take_range(void *context, unsigned number, qn_error *error) {
  job *self = context;
  qn__term_range *range = &self->ranges[number];
  const uint8_t *positions;
  qn_status status = qn__spool_map(&range->positions, &positions, error);
  if (status != QN_OK)
    return status;
  qn__output_bytes(self->output, positions, (size_t)qn__spool_size(&range->positions));
  qn__spool_empty(&range->positions);
  add_terms(self, range);
  chunk forms = {.start = qn__spool_size(&self->range_forms), .first_term = self->merge->n_terms};
  status = qn__spool_append(&self->postings, range->postings.data, range->postings.size, error);
  if (status == QN_OK)
    status = put_aside(&self->terms, error);
  if (status == QN_OK)
    status = qn__spool_append(&self->range_forms, range->forms.data, range->forms.size, error);
  forms.end = qn__spool_size(&self->range_forms);
  qn__buffer_bytes(&self->chunks, &forms, sizeof forms);
  self->merge->n_terms += range->n_terms;
  self->merge->n_postings += range->n_postings;
  self->merge->n_positions += range->n_positions;
  return status == QN_OK && self->chunks.failed ? qn__fail_memory(error) : status;
}

static qn_status push_ranges(job *self, qn__pipeline *pipeline, const qn__buffer *cuts, qn_error *error) {
  const qn__term_key *keys = QN__ARRAY(qn__term_key, cuts);
  size_t n_cuts = cuts->size / sizeof *keys;
  for (size_t i = 0; i <= n_cuts; i++) {
    unsigned number;
    qn_status status = qn__pipeline_slot(pipeline, &number, error);
    if (status != QN_OK)
      return status;
    self->ranges[number].first = i == 0 ? (qn__term_key){NULL, 0} : keys[i - 1];
    self->ranges[number].end = i == n_cuts ? (qn__term_key){NULL, 0} : keys[i];
    qn__pipeline_push(pipeline);
  }
  return qn__pipeline_drain(pipeline, error);
}

static qn_status new_mergers(job *self, unsigned n_ranges, qn_error *error) {
  self->mergers = qn__calloc(self->threads, sizeof *self->mergers);
  self->ranges = qn__calloc(n_ranges, sizeof *self->ranges);
  qn_status status = self->mergers == NULL || self->ranges == NULL ? qn__fail_memory(error) : QN_OK;
  for (unsigned i = 0; status == QN_OK && i < n_ranges; i++)
    qn__term_range_init(&self->ranges[i], self->merge->dir, self->merge->keep / 4);
  for (unsigned i = 0; status == QN_OK && i < self->threads; i++)
    status = qn__range_merger_new(&self->mergers[i], self->merge, error);
  return status;
}

static void free_mergers(job *self, unsigned n_ranges) {
  for (unsigned i = 0; self->mergers != NULL && i < self->threads; i++)
    qn__range_merger_free(self->mergers[i]);
  for (unsigned i = 0; self->ranges != NULL && i < n_ranges; i++)
    qn__term_range_clear(&self->ranges[i]);
  qn__free(self->mergers);
  qn__free(self->ranges);
}

/* Merges all ranges: the positions section is written, the rest is in the spools.  A single range is merged by one
 * thread. */
static qn_status merge_ranges(job *self, qn_error *error) {
  qn__pipeline *pipeline = NULL;
  qn__pipeline_work work = {run_range, take_range, self};
  qn__buffer cuts;
  qn__buffer_init(&cuts);
  qn_status status = cut_ranges(self->merge, &cuts, error);
  self->threads = cuts.size == 0 ? 1 : self->merge->threads;
  unsigned n_ranges = self->threads == 1 ? 1 : self->threads * 2;
  if (status == QN_OK)
    status = new_mergers(self, n_ranges, error);
  if (status == QN_OK)
    status = qn__pipeline_new(&pipeline, self->threads, n_ranges, &work, error);
  if (status == QN_OK)
    status = push_ranges(self, pipeline, &cuts, error);
  qn__pipeline_free(pipeline);
  free_mergers(self, n_ranges);
  qn__buffer_clear(&cuts);
  qn__terms_end(&self->terms_writer);
  return status == QN_OK ? put_aside(&self->terms, error) : status;
}

/* --- what comes after --------------------------------------------------------------------------------------------- */

static void push_form(qn__heap *heap, const uint8_t **next, uint32_t source) {
  uint32_t size;
  const uint8_t *key = qn__get_varint(*next, &size);
  *next = key + size;
  qn__heap_push(heap, key, size, source);
}

/* The writers of forms, and of terms with variants. */
typedef struct form_writers {
  qn__keys_writer forms;
  qn__variants_writer variants;
  qn__buffer key; /* of the last term with variants, with its language tag byte */
} form_writers;

/* Adds the form or variant whose key is given and whose numbers are at p; returns what follows them. */
static const uint8_t *add_form(form_writers *writers, const qn__heap_entry *key, uint64_t first_term,
                               const uint8_t *p) {
  uint32_t term, doc_freq, rank;
  p = qn__get_varint(p, &term);
  p = qn__get_varint(p, &doc_freq);
  if ((key->key[0] & QN__RANGE_VARIANT) == 0) {
    p = qn__get_varint(p, &rank);
    qn__forms_add(&writers->forms, (const char *)key->key, key->size, first_term + term, doc_freq, rank);
    return p;
  }
  qn__buffer *bytes = &writers->key;
  qn__buffer_reset(bytes);
  qn__buffer_u8(bytes, key->key[0] ^ QN__RANGE_VARIANT);
  qn__buffer_bytes(bytes, key->key + 1, key->size - 1);
  if (!bytes->failed)
    qn__variants_add(&writers->variants, bytes->data, bytes->size, (qn__variant){first_term + term, doc_freq});
  return p;
}

/* Merges the ranges' forms: `next` of each chunk stands after the key that is in the heap. */
static qn_status merge_chunks(job *self, qn__heap *heap, const uint8_t **next, const uint8_t *data, qn_error *error) {
  const chunk *chunks = QN__ARRAY(chunk, &self->chunks);
  form_writers writers = {.key.failed = false};
  qn_status status = QN_OK;
  qn__forms_begin(&writers.forms, &self->forms.bytes);
  qn__variants_begin(&writers.variants, &self->variants.bytes);
  while (status == QN_OK && heap->n > 0) {
    qn__heap_entry form = heap->entries[0];
    const chunk *from = &chunks[form.source];
    const uint8_t *p = add_form(&writers, &form, from->first_term, next[form.source]);
    aside *section = form.key[0] & QN__RANGE_VARIANT ? &self->variants : &self->forms;
    if (section->bytes.pending.size >= GATHERED)
      status = put_aside(section, error);
    if (p == data + from->end) {
      qn__heap_pop(heap);
      continue;
    }
    uint32_t size;
    const uint8_t *key = qn__get_varint(p, &size);
    next[form.source] = key + size;
    qn__heap_replace(heap, key, size);
  }
  qn__forms_end(&writers.forms);
  qn__variants_end(&writers.variants);
  self->has_variants = writers.variants.keys.n_keys > 0;
  if (status == QN_OK && writers.key.failed)
    status = qn__fail_memory(error);
  qn__buffer_clear(&writers.key);
  if (status == QN_OK)
    status = put_aside(&self->forms, error);
  return status == QN_OK ? put_aside(&self->variants, error) : status;
}

static qn_status merge_forms(job *self, qn_error *error) {
  const chunk *chunks = QN__ARRAY(chunk, &self->chunks);
  uint32_t n_chunks = (uint32_t)(self->chunks.size / sizeof *chunks);
  const uint8_t *data;
  const uint8_t **next = qn__calloc(n_chunks, sizeof *next);
  qn__heap heap = {NULL, 0};
  qn_status status = next == NULL ? qn__fail_memory(error) : qn__heap_init(&heap, n_chunks, error);
  if (status == QN_OK)
    status = qn__spool_map(&self->range_forms, &data, error);
  for (uint32_t i = 0; status == QN_OK && i < n_chunks; i++)
    if (chunks[i].start < chunks[i].end) {
      next[i] = data + chunks[i].start;
      push_form(&heap, &next[i], i);
    }
  if (status == QN_OK)
    status = merge_chunks(self, &heap, next, data, error);
  qn__heap_clear(&heap);
  qn__free(next);
  return status;
}

enum { FORMS, SECTIONS, N_PARTS }; /* parts of the work after the ranges */

static qn_status run_part(void *context, unsigned worker, unsigned part, qn_error *error) {
  job *self = context;
  (void)worker;
  if (part == FORMS)
    return merge_forms(self, error);
  qn_status status = write_spool(self, QN__SECTION_POSTINGS, &self->postings, error);
  return status == QN_OK ? write_spool(self, QN__SECTION_TERMS, &self->terms.spool, error) : status;
}

static qn_status take_part(void *context, unsigned part, qn_error *error) {
  job *self = context;
  if (part == FORMS)
    return QN_OK;
  qn_status status = write_spool(self, QN__SECTION_FORMS, &self->forms.spool, error);
  if (status == QN_OK && self->has_variants)
    status = write_spool(self, QN__SECTION_VARIANTS, &self->variants.spool, error);
  if (status == QN_OK && !qn__term_ends_none(&self->term_ends)) {
    qn__output_section_begin(self->output, QN__SECTION_TERM_ENDS, true);
    qn__term_ends_end(&self->term_ends, self->output);
  }
  return status;
}

static qn_status write_sections(job *self, qn_error *error) {
  qn__pipeline *pipeline = NULL;
  qn__pipeline_work work = {run_part, take_part, self};
  qn_status status =
      qn__pipeline_new(&pipeline, self->threads < N_PARTS ? self->threads : N_PARTS, N_PARTS, &work, error);
  for (unsigned i = 0, part; status == QN_OK && i < N_PARTS; i++) {
    status = qn__pipeline_slot(pipeline, &part, error);
    if (status == QN_OK)
      qn__pipeline_push(pipeline);
  }
  if (status == QN_OK)
    status = qn__pipeline_drain(pipeline, error);
  qn__pipeline_free(pipeline);
  return status;
}

qn_status qn__merge_runs(qn__run_merge *merge, qn__output *output, qn_error *error) {
  job self = {.merge = merge, .output = output};
  qn__spool_init(&self.postings, merge->dir, merge->keep);
  qn__spool_init(&self.range_forms, merge->dir, merge->keep);
  begin_aside(&self.terms, merge, QN__SECTION_TERMS);
  begin_aside(&self.forms, merge, QN__SECTION_FORMS);
  begin_aside(&self.variants, merge, QN__SECTION_VARIANTS);
  qn__terms_begin(&self.terms_writer, &self.terms.bytes);
  qn__term_ends_init(&self.term_ends);
  merge->n_terms = merge->n_postings = merge->n_positions = 0;
  qn__output_section_begin(output, QN__SECTION_POSITIONS, true);
  qn_status status = merge_ranges(&self, error);
  if (status == QN_OK)
    status = write_sections(&self, error);
  merge->written += self.postings.written + self.terms.spool.written + self.forms.spool.written +
                    self.variants.spool.written + self.range_forms.written;
  qn__spool_clear(&self.postings);
  qn__spool_clear(&self.range_forms);
  clear_aside(&self.terms);
  clear_aside(&self.forms);
  clear_aside(&self.variants);
  qn__buffer_clear(&self.chunks);
  qn__buffer_clear(&self.term_ends.entries);
  return status;
}
