/* SPDX-License-Identifier: MIT */
/* builder.c: articles go into batches, and batches through the workers into runs and store units.  builder_finish.c
 * makes the segment of them.
 *
 * The worker that has the first batch trains the store's word dictionary on it; the others wait for that, while more
 * batches are filled. */
#include "builder/builder_state.h"

#include "base/file.h"
#include "base/memory.h"
#include "builder/article_size.h"

#include <stdio.h>
#include <unistd.h>

enum {
  PARTS = 4,                            /* that a full batch is cut into if it is the last */
  TRAINING_MAX = 4 * QN__TRAINING_SIZE, /* bytes of a first batch whose articles have little text */
};

qn_status qn__builder_new(qn__builder **out, const qn__builder_options *options, qn_error *error) {
  qn__builder *builder = qn__calloc(1, sizeof *builder);
  if (builder == NULL)
    return qn__fail_memory(error);
  builder->options = *options;
  qn__training_init(&builder->training);
  qn__budget_plan(&builder->budget, options->memory, options->threads);
  builder->meta.settings = options->settings;
  builder->meta.k1 = QN__DEFAULT_K1;
  builder->meta.b = QN__DEFAULT_B;
  qn__run_list_init(&builder->runs, options->dir, builder->budget.keep);
  qn__spool_init(&builder->lengths, options->dir, builder->budget.keep / 4);
  qn__spool_init(&builder->title_words, options->dir, builder->budget.keep / 4);
  qn__spool_init(&builder->sketches, options->dir, builder->budget.keep / 4);
  builder->batches = qn__calloc(builder->budget.n_jobs, sizeof *builder->batches);
  qn_status status = builder->batches == NULL ? qn__fail_memory(error) : QN_OK;
  for (unsigned i = 0; status == QN_OK && i < builder->budget.n_jobs; i++)
    qn__batch_init(&builder->batches[i]);
  if (status == QN_OK)
    status = qn__columns_writer_new(&builder->columns, error);
  if (status == QN_OK)
    *out = builder;
  else
    qn__builder_free(builder);
  return status;
}

void qn__builder_free_workers(qn__builder *builder) {
  qn__pipeline_free(builder->pipeline);
  builder->pipeline = NULL;
  for (unsigned i = 0; builder->workers != NULL && i < builder->budget.threads; i++)
    qn__worker_clear(&builder->workers[i]);
  qn__free(builder->workers);
  builder->workers = NULL;
  qn__training_free_codebook(&builder->training);
  for (unsigned i = 0; builder->batches != NULL && i < builder->budget.n_jobs; i++)
    qn__batch_clear(&builder->batches[i]);
  qn__free(builder->batches);
  builder->batches = NULL;
}

static void close_output(qn__builder *builder) {
  if (builder->has_store)
    qn__store_end(&builder->store);
  if (builder->has_output)
    qn__output_close(&builder->output);
  builder->has_store = builder->has_output = false;
}

void qn__builder_free(qn__builder *builder) {
  if (builder == NULL)
    return;
  qn__builder_free_workers(builder);
  close_output(builder);
  qn__checked_article_clear(&builder->checked);
  qn__columns_writer_free(builder->columns);
  qn__run_list_clear(&builder->runs);
  qn__spool_clear(&builder->lengths);
  qn__spool_clear(&builder->title_words);
  qn__spool_clear(&builder->sketches);
  qn__buffer_clear(&builder->dead);
  qn__training_clear(&builder->training);
  qn__free(builder);
}

void qn__builder_get_counts(const qn__builder *builder, qn__builder_counts *counts) {
  *counts = builder->counts;
}

/* --- what the workers do ------------------------------------------------------------------------------------------ */

static qn_status run_batch(void *context, unsigned number, unsigned job, qn_error *error) {
  qn__builder *builder = context;
  qn__worker *worker = &builder->workers[number];
  qn_status status = qn__training_await(&builder->training, &builder->batches[job], &builder->options.cancel, error);
  if (status == QN_OK && worker->encoder == NULL) {
    *worker = (qn__worker){.settings = builder->options.settings,
                           .limits = builder->budget.limits,
                           .cancel = builder->options.cancel,
                           .runs = &builder->runs};
    status = qn__worker_init(worker, builder->training.codebook, error);
  }
  return status == QN_OK ? qn__worker_process(worker, &builder->batches[job], error) : status;
}

/* --- what is made of it ------------------------------------------------------------------------------------------- */

static qn_status open_output(qn__builder *builder, qn_error *error) {
  char name[32];
  snprintf(name, sizeof name, "segment%u.tmp", builder->level);
  char *path = qn__join_path(builder->options.dir, name);
  if (path == NULL)
    return qn__fail_memory(error);
  unlink(path); /* left by a crash */
  qn_status status = qn__output_create(&builder->output, path, QN__FILE_SEGMENT, error);
  qn__free(path);
  builder->has_output = true;
  if (status != QN_OK)
    return status;
  if (builder->training.codebook != NULL) {
    qn__output_section_begin(&builder->output, QN__SECTION_STORE_DICTIONARY, true);
    qn__store_codebook_write(builder->training.codebook, &builder->output);
  }
  qn__output_section_begin(&builder->output, QN__SECTION_STORE, true);
  qn__store_begin(&builder->store, &builder->output);
  builder->has_store = true;
  return QN_OK;
}

static qn_status keep_numbers(qn__builder *builder, const qn__batch_article *article, qn_error *error) {
  qn__segment_meta *meta = &builder->meta;
  uint8_t byte = qn__length_to_byte(article->length);
  bool is_first = qn__spool_size(&builder->lengths) == 0;
  if (is_first || byte < meta->min_length_byte)
    meta->min_length_byte = byte;
  if (is_first || byte > meta->max_length_byte)
    meta->max_length_byte = byte;
  meta->total_length += article->length;
  qn_status status = qn__spool_append(&builder->lengths, &article->length, sizeof article->length, error);
  if (status == QN_OK)
    status = qn__spool_append(&builder->title_words, &article->title_words, sizeof article->title_words, error);
  if (status == QN_OK)
    status = qn__spool_append(&builder->sketches, &article->sketch, sizeof article->sketch, error);
  return status;
}

static qn_status take_batch(void *context, unsigned job, qn_error *error) {
  qn__builder *builder = context;
  const qn__batch *batch = &builder->batches[job];
  qn_status status = builder->has_output ? QN_OK : open_output(builder, error);
  if (status != QN_OK)
    return status;
  for (uint32_t i = 0; status == QN_OK && i < batch->n_articles; i++)
    status = keep_numbers(builder, &qn__batch_articles(batch)[i], error);
  if (status != QN_OK)
    return status;
  for (size_t i = 0; i < batch->n_units; i++)
    qn__store_append(&builder->store, &batch->units[i]);
  if (builder->output.status != QN_OK)
    *error = builder->output.error;
  return builder->output.status;
}

/* Starts the threads. */
static qn_status start(qn__builder *builder, unsigned threads, qn_error *error) {
  const qn__pipeline_work work = {run_batch, take_batch, builder};
  builder->workers = qn__calloc(builder->budget.threads, sizeof *builder->workers);
  if (builder->workers == NULL)
    return qn__fail_memory(error);
  return qn__pipeline_new(&builder->pipeline, threads, builder->budget.n_jobs, &work, error);
}

/* --- adding ------------------------------------------------------------------------------------------------------- */

static qn_status refuse_size(size_t needed, qn_string id, qn_error *error) {
  return qn__fail(error, QN_TOO_LARGE, "article %.*s is too large: it needs a memory budget of %zu MiB", (int)id.size,
                  id.data, (needed >> 20) + 1);
}

/* Bytes that stay in memory with an article that is alone: repaired copies of strings, and the open batch, which
 * must wait for the end of its unit, with what will be encoded from it. */
static size_t bytes_beside(const qn__builder *builder) {
  size_t size = builder->has_open ? builder->batches[builder->open].bytes.capacity * 7 / 4 : 0;
  for (size_t i = 0; i < sizeof builder->checked.repaired / sizeof builder->checked.repaired[0]; i++)
    size += builder->checked.repaired[i].capacity;
  return size;
}

static qn_status measure(const qn__builder *builder, const qn_article *article, size_t *needed, qn_error *error) {
  const qn__builder_options *options = &builder->options;
  return qn__article_memory(needed, article, &options->settings, builder->budget.ordinary, &options->cancel, error);
}

/* Decides whether the article must be alone in memory; refuses it if it needs too much even then. */
static qn_status check_size(const qn__builder *builder, const qn_article *article, bool *alone, qn_error *error) {
  const size_t max_text = (size_t)1 << 30;
  size_t strings = article->title.size + article->text.size + article->url.size + article->fields.size +
                   article->source_map.size,
         needed;
  if (strings >= max_text)
    return qn__fail(error, QN_TOO_LARGE, "article %.*s is too large: 1 GiB is the most", (int)article->id.size,
                    article->id.data);
  qn_status status = measure(builder, article, &needed, error);
  if (status != QN_OK)
    return status;
  *alone = needed > builder->budget.ordinary;
  size_t memory = *alone ? qn__memory_for_article(needed, bytes_beside(builder)) : 0;
  return memory <= builder->options.memory ? QN_OK : refuse_size(memory + builder->options.beside, article->id, error);
}

/* Waits for all that has been pushed, and gives back the memory of all but the open batch. */
static qn_status empty_memory(qn__builder *builder, qn_error *error) {
  if (builder->pipeline == NULL)
    return QN_OK;
  qn_status status = qn__pipeline_drain(builder->pipeline, error);
  for (unsigned i = 0; status == QN_OK && i < builder->budget.threads; i++)
    qn__worker_clear(&builder->workers[i]);
  for (unsigned i = 0; status == QN_OK && i < builder->budget.n_jobs; i++)
    if (!builder->has_open || i != builder->open)
      qn__batch_clear(&builder->batches[i]);
  return status;
}

static qn_status open_batch(qn__builder *builder, qn_error *error) {
  if (builder->pipeline != NULL) {
    qn_status status = qn__pipeline_slot(builder->pipeline, &builder->open, error);
    if (status != QN_OK)
      return status;
  }
  qn__batch *batch = &builder->batches[builder->open];
  if (batch->bytes.capacity + batch->articles.capacity > 2 * builder->budget.batch)
    qn__batch_clear(batch); /* the first one may be larger than the others */
  qn__batch_reset(batch, builder->meta.n_docs);
  builder->has_open = true;
  return QN_OK;
}

/* Hands the open batch to the workers; the first one starts at most `threads` threads. */
static qn_status push_batch(qn__builder *builder, unsigned threads, qn_error *error) {
  if (builder->pipeline == NULL) {
    qn_status status = start(builder, threads, error);
    unsigned first; /* is the open one: the ring is empty */
    if (status == QN_OK)
      status = qn__pipeline_slot(builder->pipeline, &first, error);
    if (status != QN_OK)
      return status;
  }
  qn__pipeline_push(builder->pipeline);
  builder->has_open = false;
  return QN_OK;
}

/* How many of a batch's articles make a part: the fewest whole units that have `size` bytes. */
static uint32_t count_part(const qn__batch *batch, size_t size) {
  const qn__batch_article *articles = qn__batch_articles(batch);
  for (uint32_t i = 0; i + 1 < batch->n_articles; i++)
    if (articles[i].ends_unit && articles[i + 1].start >= articles[0].start + size)
      return i + 1;
  return batch->n_articles;
}

/* Opens a batch with the articles from `first` to `end` of another, which a worker has by now. */
static qn_status open_rest(qn__builder *builder, const qn__batch *from, uint32_t first, uint32_t end, qn_error *error) {
  qn_status status = qn__pipeline_slot(builder->pipeline, &builder->open, error);
  if (status != QN_OK)
    return status;
  qn__batch *batch = &builder->batches[builder->open];
  qn__batch_reset(batch, from->first_doc + first);
  builder->has_open = true;
  for (uint32_t i = first; status == QN_OK && i < end; i++) {
    qn_article article = qn__batch_get(from, i);
    bool ends_unit;
    status = qn__batch_add(batch, &article, qn__batch_articles(from)[i].language, &ends_unit, error);
    if (status == QN_OK)
      qn__batch_articles(batch)[i - first].alone = qn__batch_articles(from)[i].alone;
  }
  return status;
}

/* Pushes it in parts, so that all threads share the work.  If the first batch is also the last, one thread does it. */
qn_status qn__builder_push_last(qn__builder *builder, qn_error *error) {
  bool cut = builder->pipeline != NULL && builder->budget.threads > 1 && !builder->holds_alone;
  size_t size = cut ? builder->budget.batch / PARTS : SIZE_MAX;
  qn_status status = QN_OK;
  for (bool more = true; status == QN_OK && more;) {
    qn__batch *batch = &builder->batches[builder->open];
    uint32_t end = batch->n_articles;
    batch->n_articles = count_part(batch, size);
    more = batch->n_articles < end;
    uint32_t first = batch->n_articles;
    status = push_batch(builder, 1, error);
    if (status == QN_OK && more)
      status = open_rest(builder, batch, first, end, error);
  }
  return status;
}

/* The first batch is for training.  The next ones in the ring are half as large: one thread trains and then indexes the
 * first, and the others should not be in the middle of a large one when it is done and more must be read. */
static bool is_full(const qn__builder *builder, const qn__batch *batch) {
  if (builder->n_pushed > 0 && builder->holds_alone)
    return true;
  if (builder->n_pushed == 0)
    return batch->text_bytes >= QN__TRAINING_SIZE || qn__batch_size(batch) >= TRAINING_MAX;
  bool half = builder->n_pushed < builder->budget.n_jobs;
  return qn__batch_size(batch) >= (half ? builder->budget.batch / 2 : builder->budget.batch);
}

static qn_status add_checked(qn__builder *builder, bool alone, qn_error *error) {
  const qn__checked_article *checked = &builder->checked;
  const qn_article *article = &checked->article;
  if (builder->meta.n_docs == UINT32_MAX - 1)
    return qn__fail(error, QN_TOO_LARGE, "more articles than a segment can hold; commit more often");
  qn_status status = alone ? empty_memory(builder, error) : QN_OK;
  if (status == QN_OK && !builder->has_open)
    status = open_batch(builder, error);
  if (status != QN_OK)
    return status;
  qn__batch *batch = &builder->batches[builder->open];
  bool ends_unit;
  status = qn__batch_add(batch, article, checked->language, &ends_unit, error);
  if (status != QN_OK)
    return status;
  qn__batch_articles(batch)[batch->n_articles - 1].alone = alone;
  builder->holds_alone |= alone;
  size_t text_bytes = article->title.size + article->text.size;
  qn__put_columns(checked, builder->columns, builder->meta.n_docs);
  builder->meta.n_docs++;
  builder->meta.languages[checked->listed]++;
  builder->meta.text_bytes += text_bytes;
  builder->counts.added++;
  builder->counts.text_bytes += text_bytes;
  builder->counts.replaced_chars += checked->replaced;
  if (!ends_unit || !is_full(builder, batch))
    return QN_OK;
  status = push_batch(builder, builder->budget.threads, error);
  builder->n_pushed += builder->n_pushed < builder->budget.n_jobs;
  if (status == QN_OK && builder->holds_alone) {
    builder->holds_alone = false;
    status = empty_memory(builder, error);
  }
  return status;
}

/* An article that will be alone whatever its words gets the memory before it is checked: a repaired copy of its strings
 * may be three times as large. */
static qn_status make_way(qn__builder *builder, const qn_article *article, qn_error *error) {
  const size_t strings = article->id.size + article->title.size + article->text.size + article->url.size +
                         article->language.size + article->fields.size + article->source_map.size;
  return strings > builder->budget.ordinary / 2 ? empty_memory(builder, error) : QN_OK;
}

qn_status qn__builder_add(qn__builder *builder, const qn_article *article, qn_error *error) {
  if (qn__is_cancelled(&builder->options.cancel))
    return qn__fail(error, QN_CANCELLED, "cancelled");
  bool alone = false;
  qn_status status = make_way(builder, article, error);
  if (status == QN_OK)
    status = qn__check_article(&builder->checked, article, builder->options.settings.language,
                               builder->options.memory / QN__FIELDS_SHARE, error);
  if (status == QN_OK)
    status = check_size(builder, &builder->checked.article, &alone, error);
  if (status == QN_OK)
    status = add_checked(builder, alone, error);
  if (alone || status != QN_OK)
    qn__checked_article_clear(&builder->checked);
  return status;
}

qn_status qn__builder_add_stored(qn__builder *builder, const qn__store *store, const uint8_t *dead, qn_error *error) {
  qn__store_reader *reader;
  qn_status status = qn__store_reader_new(&reader, error);
  if (status != QN_OK)
    return status;
  for (uint32_t doc = 0; status == QN_OK && doc < store->n_articles; doc++) {
    qn_article article;
    if (qn__is_deleted(dead, doc))
      continue;
    if (qn__is_cancelled(&builder->options.cancel))
      status = qn__fail(error, QN_CANCELLED, "cancelled");
    if (status == QN_OK)
      status = qn__store_head(store, reader, doc, &article, error);
    if (status == QN_OK)
      status = qn__store_text(store, reader, doc, &article.text, error);
    if (status == QN_OK)
      status = qn__check_article(&builder->checked, &article, builder->options.settings.language, SIZE_MAX, error);
    size_t needed = 0;
    if (status == QN_OK)
      status = measure(builder, &builder->checked.article, &needed, error);
    if (status == QN_OK)
      status = add_checked(builder, needed > builder->budget.ordinary, error);
  }
  qn__store_reader_free(reader);
  return status;
}

/* --- taking back -------------------------------------------------------------------------------------------------- */

qn_status qn__builder_extend_dead(qn__builder *builder, qn_error *error) {
  size_t needed = ((size_t)builder->meta.n_docs + 7) / 8;
  if (builder->dead.size < needed)
    qn__buffer_zeros(&builder->dead, needed - builder->dead.size);
  return builder->dead.failed ? qn__fail_memory(error) : QN_OK;
}

qn_status qn__builder_mark_dead(qn__builder *builder, uint32_t doc, bool *was_live, qn_error *error) {
  qn_status status = qn__builder_extend_dead(builder, error);
  if (status != QN_OK)
    return status;
  *was_live = !qn__is_deleted(builder->dead.data, doc);
  builder->dead.data[doc >> 3] |= (uint8_t)(1u << (doc & 7));
  builder->n_dead += *was_live;
  return QN_OK;
}

/* The last article of the open batch with the id. */
static bool find_in_batch(const qn__batch *batch, qn_string id, uint32_t *doc) {
  for (uint32_t i = batch->n_articles; i-- > 0;) {
    qn_string other = qn__batch_get(batch, i).id;
    if (other.size == id.size && memcmp(other.data, id.data, id.size) == 0) {
      *doc = batch->first_doc + i;
      return true;
    }
  }
  return false;
}

qn_status qn__builder_delete(qn__builder *builder, qn_string id, bool *found, qn_error *error) {
  uint32_t doc, n_runs;
  const qn__run *runs;
  const uint8_t *spool;
  bool known = builder->has_open && find_in_batch(&builder->batches[builder->open], id, &doc);
  qn_status status = QN_OK;
  if (!known && builder->pipeline != NULL) {
    status = qn__pipeline_drain(builder->pipeline, error);
    if (status == QN_OK)
      status = qn__run_list_read(&builder->runs, &runs, &n_runs, &spool, error);
    known = status == QN_OK && qn__run_list_find(runs, n_runs, spool, id, &doc);
  }
  if (status == QN_OK && known)
    return qn__builder_mark_dead(builder, doc, found, error);
  *found = false;
  return status;
}
