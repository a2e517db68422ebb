/* SPDX-License-Identifier: MIT */
/* small_runs.c: one worker, and a batch for each run. */
#include "support/small_runs.h"

#include "columns/lengths.h"
#include "support/scaffold.h"

#include <stdlib.h>

static void require(qn_status status, const qn_error *error) {
  if (status != QN_OK)
    scaffold_failed("runs of a few articles", error->message);
}

void small_runs_begin(small_runs *runs, uint8_t language) {
  qn_error error;
  *runs = (small_runs){.dir = make_temp_dir()};
  qn__run_list_init(&runs->list, runs->dir, 1 << 24);
  qn__batch_init(&runs->batch);
  runs->worker = (qn__worker){
      .settings = {language, SMALL_RUNS_WEIGHT}, .limits = {SIZE_MAX, SIZE_MAX, SIZE_MAX}, .runs = &runs->list};
  require(qn__worker_init(&runs->worker, NULL, &error), &error);
}

void small_runs_add(small_runs *runs, const qn_article *articles, uint32_t n) {
  bool ends_unit;
  qn_error error;
  qn__batch_reset(&runs->batch, runs->n_docs);
  for (uint32_t i = 0; i < n; i++)
    require(qn__batch_add(&runs->batch, &articles[i], runs->worker.settings.language, &ends_unit, &error), &error);
  require(qn__worker_process(&runs->worker, &runs->batch, &error), &error);
  uint8_t *bytes = realloc(runs->length_bytes, runs->n_docs + n + 1);
  if (bytes == NULL)
    scaffold_failed("runs of a few articles", "no memory");
  runs->length_bytes = bytes;
  for (uint32_t i = 0; i < n; i++) {
    uint32_t length = qn__batch_articles(&runs->batch)[i].length;
    runs->length_bytes[runs->n_docs++] = qn__length_to_byte(length);
    runs->n_positions += length;
  }
}

void small_runs_add_text(small_runs *runs, const char *id, const char *text) {
  const qn_article article = {.id = string_of(id), .text = string_of(text)};
  small_runs_add(runs, &article, 1);
}

void small_runs_read(small_runs *runs) {
  qn_error error;
  require(qn__run_list_read(&runs->list, &runs->runs, &runs->n_runs, &runs->spool, &error), &error);
}

void small_runs_clear(small_runs *runs) {
  qn__worker_clear(&runs->worker);
  qn__batch_clear(&runs->batch);
  qn__run_list_clear(&runs->list);
  free(runs->length_bytes);
  remove_tree(runs->dir);
}
