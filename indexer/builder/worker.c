/* SPDX-License-Identifier: MIT */
/* worker.c: turns articles into positions, in the order that lengths.h gives: the title as often as it weighs, with
 * gaps, then the text. */
#include "builder/worker.h"

#include "base/memory.h"

enum {
  SCAN = 4096,          /* words found at a time */
  KEPT_WORDS = 1 << 20, /* bytes of `words` that are kept while a run is written */
};

qn_status qn__worker_init(qn__worker *worker, const qn__store_codebook *codebook, qn_error *error) {
  qn__run_writer_init(&worker->run);
  qn__buffer_init(&worker->words);
  qn__buffer_init(&worker->codes);
  worker->encoder = NULL;
  qn_status status = qn__lexicon_init(&worker->lexicon, worker->settings.language, codebook, error);
  return status != QN_OK ? status : qn__store_encoder_new(&worker->encoder, codebook, error);
}

void qn__worker_clear(qn__worker *worker) {
  qn__lexicon_clear(&worker->lexicon);
  qn__run_writer_clear(&worker->run);
  qn__store_encoder_free(worker->encoder);
  worker->encoder = NULL;
  qn__buffer_clear(&worker->words);
  qn__buffer_clear(&worker->codes);
}

qn_status qn__all_words(qn__buffer *words, qn_string text, size_t *n_words, qn_error *error) {
  size_t cursor = 0, found;
  qn__buffer_reset(words);
  do {
    qn__word *to = QN__RESERVE(qn__word, words, SCAN);
    if (to == NULL)
      return qn__fail_memory(error);
    found = qn__scan_words(text.data, text.size, &cursor, to, SCAN);
    words->size += found * sizeof(qn__word);
  } while (found > 0);
  *n_words = words->size / sizeof(qn__word);
  return QN_OK;
}

/* Adds `n` words as the next positions; `doc` is counted from the run's first. */
static qn_status put_words(qn__worker *worker, const char *text, size_t n, uint8_t language, uint32_t doc,
                           qn_error *error) {
  qn__buffer *tokens = &worker->run.tokens;
  uint32_t *forms = QN__RESERVE(uint32_t, tokens, n);
  qn__buffer_reset(&worker->codes);
  uint32_t *codes = QN__RESERVE(uint32_t, &worker->codes, n);
  if (forms == NULL || codes == NULL)
    return qn__fail_memory(error);
  tokens->size += n * sizeof(uint32_t);
  const qn__lexicon_query query = {text, QN__ARRAY(qn__word, &worker->words), n, language, doc};
  return qn__lexicon_look_up(&worker->lexicon, &query, forms, codes, error);
}

/* The title has just been added once: adds the gap after it, and the further copies with theirs. */
static void repeat_title(qn__worker *worker, size_t n) {
  static const uint32_t gap[QN__TITLE_GAP]; /* of QN__NO_FORM */
  qn__buffer *tokens = &worker->run.tokens;
  size_t start = tokens->size - n * sizeof(uint32_t);
  qn__buffer_bytes(tokens, gap, sizeof gap);
  for (unsigned copy = 1; copy < worker->settings.title_weight; copy++) {
    if (qn__buffer_reserve(tokens, n * sizeof(uint32_t)) == NULL)
      return;
    qn__buffer_bytes(tokens, tokens->data + start, n * sizeof(uint32_t));
    qn__buffer_bytes(tokens, gap, sizeof gap);
  }
}

static qn_status add_article(qn__worker *worker, const qn__batch *batch, uint32_t i, qn__store_unit *unit,
                             qn_error *error) {
  qn__batch_article *entry = &qn__batch_articles(batch)[i];
  qn_article article = qn__batch_get(batch, i);
  uint32_t doc = batch->first_doc + i - worker->run.first_doc;
  qn__run_id id = {article.id.data, (uint32_t)article.id.size, doc};
  uint32_t start = (uint32_t)(worker->run.tokens.size / sizeof(uint32_t));
  qn__buffer_bytes(&worker->run.starts, &start, sizeof start);
  qn__buffer_bytes(&worker->run.ids, &id, sizeof id);
  size_t n_title = 0, n_text = 0;
  qn_status status = qn__all_words(&worker->words, article.title, &n_title, error);
  if (status == QN_OK && n_title > 0) {
    status = put_words(worker, article.title.data, n_title, entry->language, doc, error);
    if (status == QN_OK)
      repeat_title(worker, n_title);
  }
  if (status == QN_OK)
    status = qn__all_words(&worker->words, article.text, &n_text, error);
  if (status == QN_OK)
    status = put_words(worker, article.text.data, n_text, entry->language, doc, error);
  if (status != QN_OK)
    return status;
  qn__store_encode(worker->encoder, unit, &article, QN__ARRAY(qn__word, &worker->words),
                   QN__ARRAY(uint32_t, &worker->codes), n_text);
  entry->title_words = (uint32_t)n_title;
  entry->length = (uint32_t)(n_title * worker->settings.title_weight + n_text);
  return QN_OK;
}

/* The capacity of a table that doubles, for n elements: more than n. */
static size_t doubled_to(size_t n) {
  return (size_t)1 << qn__bit_width(n);
}

size_t qn__lexicon_memory(size_t n_words, size_t string_bytes) {
  return doubled_to(n_words * 10 / 7) * sizeof(qn__lexicon_slot) +
         doubled_to(n_words * 2) * 2 * sizeof(qn__string_slot) +
         doubled_to(n_words) * (sizeof(qn__lexicon_form) + sizeof(qn__lexicon_term)) + string_bytes + string_bytes / 8;
}

size_t qn__records_memory(size_t n_words, size_t string_bytes) {
  const size_t record = 16, place = sizeof(uint32_t), count = sizeof(uint32_t);
  return n_words * (2 * sizeof(qn__sort_entry) + record + place + count) + string_bytes + string_bytes / 8;
}

/* Whether the lexicon, or a run of it, has no room for an article's new words. */
static bool lexicon_is_full(const qn__worker *worker) {
  size_t n = worker->lexicon.n_slots, string_bytes = worker->lexicon.strings.size;
  n += n / 16 + 4096;
  string_bytes += string_bytes / 16;
  return qn__lexicon_memory(n, string_bytes) + qn__records_memory(n, string_bytes) > worker->limits.vocabulary;
}

/* Writes the articles gathered so far as a run. */
static qn_status flush_run(qn__worker *worker, uint32_t next_doc, qn_error *error) {
  qn__run run;
  if (worker->run.starts.size == 0)
    return QN_OK;
  if (worker->words.capacity > KEPT_WORDS) {
    qn__buffer_clear(&worker->words);
    qn__buffer_clear(&worker->codes);
  }
  qn_status status = qn__run_write(&worker->run, &worker->lexicon, &run, error);
  if (status == QN_OK)
    status = qn__run_list_add(worker->runs, &run, &worker->run.bytes, error);
  worker->run.first_doc = next_doc;
  if (status == QN_OK && (worker->lexicon.n_slots >= worker->limits.words || lexicon_is_full(worker)))
    qn__lexicon_empty(&worker->lexicon);
  return status;
}

/* Before and after an article that is to be alone in memory: gives back the memory of all others. */
static qn_status start_over(qn__worker *worker, uint32_t next_doc, qn_error *error) {
  const qn__store_codebook *codebook = worker->lexicon.codebook;
  qn_status status = flush_run(worker, next_doc, error);
  if (status != QN_OK)
    return status;
  qn__lexicon_clear(&worker->lexicon);
  qn__run_writer_clear(&worker->run);
  worker->run.first_doc = next_doc;
  return qn__lexicon_init(&worker->lexicon, worker->settings.language, codebook, error);
}

static bool run_is_full(const qn__worker *worker) {
  return worker->run.tokens.size / sizeof(uint32_t) >= worker->limits.tokens ||
         worker->run.starts.size / sizeof(uint32_t) >= QN__LEXICON_DOCS || lexicon_is_full(worker);
}

qn_status qn__worker_process(qn__worker *worker, qn__batch *batch, qn_error *error) {
  qn_status status = QN_OK;
  qn__store_unit *unit = NULL;
  worker->run.first_doc = batch->first_doc;
  for (uint32_t i = 0; status == QN_OK && i < batch->n_articles; i++) {
    if (qn__is_cancelled(&worker->cancel))
      return qn__fail(error, QN_CANCELLED, "cancelled");
    if (unit == NULL)
      status = qn__batch_next_unit(batch, &unit, error);
    bool alone = qn__batch_articles(batch)[i].alone;
    if (status == QN_OK && alone)
      status = start_over(worker, batch->first_doc + i, error);
    if (status == QN_OK)
      status = add_article(worker, batch, i, unit, error);
    if (status == QN_OK && (qn__batch_articles(batch)[i].ends_unit || i + 1 == batch->n_articles)) {
      status = qn__store_encode_end(worker->encoder, unit, error);
      unit = NULL;
    }
    if (status == QN_OK && alone)
      status = start_over(worker, batch->first_doc + i + 1, error);
    else if (status == QN_OK && run_is_full(worker))
      status = flush_run(worker, batch->first_doc + i + 1, error);
  }
  return status != QN_OK ? status : flush_run(worker, batch->first_doc + batch->n_articles, error);
}
