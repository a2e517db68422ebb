/* SPDX-License-Identifier: MIT */
/* worker.c: turns articles into positions, in the order that lengths.h gives: the title as often as it weighs, with
 * gaps, then the text. */
#include "builder/worker.h"

#include "base/memory.h"
#include "builder/sketch.h"

enum {
  SCAN = 4096,          /* words found at a time, and then whether the caller has cancelled */
  LOOKED_UP = 16384,    /* the same of words looked up, and of extra terms */
  KEPT_WORDS = 1 << 20, /* bytes of `words` that are kept while a run is written */
};

qn_status qn__worker_init(qn__worker *worker, const qn__store_codebook *codebook, qn_error *error) {
  qn__run_writer_init(&worker->run);
  worker->run.cancel = worker->cancel;
  qn__buffer_init(&worker->words);
  qn__buffer_init(&worker->codes);
  worker->extras = (qn__extras){.cancel = worker->cancel};
  qn__buffer_init(&worker->extra_words);
  qn__buffer_init(&worker->extra_forms);
  worker->encoder = NULL;
  qn_status status = qn__lexicon_init(&worker->lexicon, worker->settings.language, codebook, error);
  return status != QN_OK ? status : qn__store_encoder_new(&worker->encoder, codebook, &worker->cancel, error);
}

static void clear_extras(qn__worker *worker) {
  qn__extras_clear(&worker->extras);
  qn__buffer_clear(&worker->extra_words);
  qn__buffer_clear(&worker->extra_forms);
}

void qn__worker_clear(qn__worker *worker) {
  qn__lexicon_clear(&worker->lexicon);
  qn__run_writer_clear(&worker->run);
  qn__store_encoder_free(worker->encoder);
  worker->encoder = NULL;
  qn__buffer_clear(&worker->words);
  qn__buffer_clear(&worker->codes);
  clear_extras(worker);
}

qn_status qn__all_words(qn__buffer *words, qn_string text, size_t *n_words, const qn__cancel *cancel, qn_error *error) {
  size_t cursor = 0, found;
  qn__buffer_reset(words);
  do {
    qn__word *to = QN__RESERVE(qn__word, words, SCAN);
    if (to == NULL)
      return qn__fail_memory(error);
    found = qn__scan_words(text.data, text.size, &cursor, to, SCAN);
    words->size += found * sizeof(qn__word);
    if (found == SCAN && qn__is_cancelled(cancel))
      return qn__fail(error, QN_CANCELLED, "cancelled");
  } while (found > 0);
  *n_words = words->size / sizeof(qn__word);
  return QN_OK;
}

/* After `done` words of an article, or extra terms: whether the caller has cancelled, asked now and then. */
static qn_status poll_after(const qn__worker *worker, size_t done, qn_error *error) {
  const bool asked = done > 0 && done % LOOKED_UP == 0;
  return asked && qn__is_cancelled(&worker->cancel) ? qn__fail(error, QN_CANCELLED, "cancelled") : QN_OK;
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
  qn_status status = QN_OK;
  for (size_t at = 0, part; status == QN_OK && at < n; at += part) {
    part = n - at < LOOKED_UP ? n - at : LOOKED_UP;
    const qn__lexicon_query query = {text, QN__ARRAY(qn__word, &worker->words) + at, part, language, doc};
    status = poll_after(worker, at, error);
    if (status == QN_OK)
      status = qn__lexicon_look_up(&worker->lexicon, &query, forms + at, codes + at, error);
  }
  return status;
}

/* --- extra terms --- */

/* Finds the forms of the extras. */
static qn_status look_up_extras(qn__worker *worker, uint8_t language, uint32_t doc, qn_error *error) {
  const qn__extra *extras = QN__ARRAY(qn__extra, &worker->extras.found);
  size_t n = worker->extras.found.size / sizeof *extras;
  qn__buffer_reset(&worker->extra_words);
  qn__buffer_reset(&worker->extra_forms);
  qn__word *words = QN__RESERVE(qn__word, &worker->extra_words, n);
  uint32_t *forms = QN__RESERVE(uint32_t, &worker->extra_forms, n);
  if (words == NULL || forms == NULL)
    return qn__fail_memory(error);
  for (size_t i = 0; i < n; i++)
    words[i] = extras[i].word;
  qn_status status = QN_OK;
  for (size_t at = 0, part; status == QN_OK && at < n; at += part) {
    part = n - at < LOOKED_UP ? n - at : LOOKED_UP;
    const qn__lexicon_query query = {(const char *)worker->extras.text.data, words + at, part, language, doc};
    status = poll_after(worker, at, error);
    if (status == QN_OK)
      status = qn__lexicon_look_up_uncounted(&worker->lexicon, &query, forms + at, error);
  }
  return status;
}

/* Whether the position has the term already, in another form maybe: of the extras, those from number `first` on. */
static bool has_term(const qn__worker *worker, uint32_t position, uint32_t term, size_t first) {
  const qn__lexicon_form *forms = worker->lexicon.forms;
  const qn__run_extra *extras = QN__ARRAY(qn__run_extra, &worker->run.extras);
  bool found = forms[QN__ARRAY(uint32_t, &worker->run.tokens)[position]].term == term;
  for (size_t i = worker->run.extras.size / sizeof *extras; i > first && !found && extras[i - 1].position == position;)
    found = forms[extras[--i].form].term == term;
  return found;
}

/* Adds the extras of a text whose words have just been put at `start`: each term once a position. */
static qn_status put_extras(qn__worker *worker, qn_string text, size_t n_words, uint32_t start, uint8_t language,
                            uint32_t doc, qn_error *error) {
  qn__extras *extras = &worker->extras;
  qn__extras_find(extras, text.data, text.size, QN__ARRAY(qn__word, &worker->words), n_words);
  if (extras->found.failed || extras->text.failed)
    return qn__fail_memory(error);
  if (extras->cancelled)
    return qn__fail(error, QN_CANCELLED, "cancelled");
  size_t n = extras->found.size / sizeof(qn__extra), first = worker->run.extras.size / sizeof(qn__run_extra);
  qn_status status = n == 0 ? QN_OK : look_up_extras(worker, language, doc, error);
  for (size_t i = 0; i < n && status == QN_OK; i++) {
    uint32_t form = QN__ARRAY(uint32_t, &worker->extra_forms)[i];
    const qn__run_extra added = {start + QN__ARRAY(qn__extra, &extras->found)[i].at, form};
    if (has_term(worker, added.position, worker->lexicon.forms[form].term, first))
      continue;
    qn__buffer_bytes(&worker->run.extras, &added, sizeof added);
    qn__lexicon_count(&worker->lexicon, form, doc);
    status = worker->run.extras.failed ? qn__fail_memory(error) : poll_after(worker, i, error);
  }
  return status;
}

/* The extras of the title, from number `first` on, stand in each copy, `distance` positions after the one before. */
static void repeat_extras(qn__worker *worker, size_t first, size_t distance) {
  qn__buffer *extras = &worker->run.extras;
  size_t n = extras->size / sizeof(qn__run_extra) - first;
  for (unsigned copy = 1; copy < worker->settings.title_weight && n > 0; copy++) {
    for (size_t i = 0; i < n && !extras->failed; i++) {
      qn__run_extra added = QN__ARRAY(qn__run_extra, extras)[first + i];
      added.position += (uint32_t)(copy * distance);
      qn__buffer_bytes(extras, &added, sizeof added);
    }
  }
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

static uint64_t sketch_article(const qn__worker *worker, size_t title, size_t n_title, size_t text, size_t n_text) {
  const uint32_t *forms = QN__ARRAY(uint32_t, &worker->run.tokens);
  return qn__sketch_of(worker->lexicon.forms, (qn__form_list){forms + title, n_title},
                       (qn__form_list){forms + text, n_text});
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
  qn_status status = qn__all_words(&worker->words, article.title, &n_title, &worker->cancel, error);
  size_t first_extra = worker->run.extras.size / sizeof(qn__run_extra);
  if (status == QN_OK && n_title > 0) {
    status = put_words(worker, article.title.data, n_title, entry->language, doc, error);
    if (status == QN_OK)
      status = put_extras(worker, article.title, n_title, start, entry->language, doc, error);
    if (status == QN_OK) {
      repeat_title(worker, n_title);
      repeat_extras(worker, first_extra, n_title + QN__TITLE_GAP);
    }
  }
  if (status == QN_OK)
    status = qn__all_words(&worker->words, article.text, &n_text, &worker->cancel, error);
  uint32_t text_start = (uint32_t)(worker->run.tokens.size / sizeof(uint32_t));
  if (status == QN_OK)
    status = put_words(worker, article.text.data, n_text, entry->language, doc, error);
  if (status == QN_OK)
    status = put_extras(worker, article.text, n_text, text_start, entry->language, doc, error);
  if (status != QN_OK)
    return status;
  qn__store_encode(worker->encoder, unit, &article, QN__ARRAY(qn__word, &worker->words),
                   QN__ARRAY(uint32_t, &worker->codes), n_text);
  entry->sketch = sketch_article(worker, start, n_title, text_start, n_text);
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
  if (worker->run.starts.size == 0 && !worker->run.starts.failed)
    return QN_OK;
  if (worker->words.capacity > KEPT_WORDS) {
    qn__buffer_clear(&worker->words);
    qn__buffer_clear(&worker->codes);
    clear_extras(worker);
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
  return (worker->run.tokens.size + worker->run.extras.size) / sizeof(uint32_t) >= worker->limits.tokens ||
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
