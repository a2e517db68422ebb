/* SPDX-License-Identifier: MIT */
/* threads_and_refresh.c: threads search a shared snapshot of an index while another adds to it.
 *
 *     threads_and_refresh DIRECTORY
 *
 * A qn_index never changes, so any number of threads may read it at once; each brings a qn_searcher of its own.  What a
 * writer commits is seen after qn_index_refresh, which opens the newest commit; the old snapshot stays as it was until
 * it is closed. */
#include <quern.h>

#include <pthread.h>
#include <stdio.h>
#include <string.h>

enum { THREADS = 4, COMMITS = 10, ARTICLES = 10, SEARCHES = 200 };

/* --- the writer's thread ------------------------------------------------------------------------------------------ */

typedef struct writing {
  const char *dir;
  qn_status status;
  qn_error error;
} writing;

static qn_status add_articles(qn_writer *writer, int commit, qn_error *error) {
  qn_status status = QN_OK;
  for (int i = 0; status == QN_OK && i < ARTICLES; i++) {
    char id[32];
    snprintf(id, sizeof id, "%d-%d", commit, i);
    qn_article article = {qn_string_of(id), .title = qn_string_of("High tide"),
                          .text = qn_string_of("The tide came in.")};
    status = qn_writer_add(writer, &article, error);
  }
  return status;
}

/* A writer belongs to one thread at a time. */
static void *write_commits(void *argument) {
  writing *w = argument;
  qn_writer *writer = NULL;
  w->status = qn_writer_open(&writer, w->dir, NULL, &w->error);
  for (int commit = 0; w->status == QN_OK && commit < COMMITS; commit++) {
    w->status = add_articles(writer, commit, &w->error);
    if (w->status == QN_OK)
      w->status = qn_writer_commit(writer, NULL, &w->error);
  }
  qn_writer_close(writer);
  return NULL;
}

/* --- the searchers' threads --------------------------------------------------------------------------------------- */

typedef struct searching {
  const qn_index *index;
  const qn_query *query; /* shared as well: a search only reads it */
  uint64_t least, most;  /* articles found */
  qn_status status;
  qn_error error;
} searching;

static void *search_often(void *argument) {
  searching *s = argument;
  qn_searcher *searcher = NULL;
  s->status = qn_searcher_new(&searcher, s->index, &s->error);
  for (int i = 0; s->status == QN_OK && i < SEARCHES; i++) {
    qn_hits hits;
    s->status = qn_search(searcher, s->query, NULL, &hits, &s->error);
    if (s->status != QN_OK)
      break;
    s->least = hits.total < s->least ? hits.total : s->least;
    s->most = hits.total > s->most ? hits.total : s->most;
  }
  qn_searcher_free(searcher);
  return NULL;
}

static qn_status search_in_threads(const qn_index *index, const qn_query *query, qn_error *error) {
  searching all[THREADS];
  pthread_t threads[THREADS];
  uint64_t least = UINT64_MAX, most = 0;
  qn_status status = QN_OK;
  for (int i = 0; i < THREADS; i++) {
    all[i] = (searching){index, query, UINT64_MAX, 0, QN_OK, {.status = QN_OK}};
    pthread_create(&threads[i], NULL, search_often, &all[i]);
  }
  for (int i = 0; i < THREADS; i++) {
    pthread_join(threads[i], NULL);
    least = all[i].least < least ? all[i].least : least;
    most = all[i].most > most ? all[i].most : most;
    if (all[i].status != QN_OK) {
      status = all[i].status;
      *error = all[i].error;
    }
  }
  if (status == QN_OK)
    printf("%d searches in %d threads found %d to %d articles\n", SEARCHES * THREADS, THREADS, (int)least, (int)most);
  return status;
}

/* --- both --------------------------------------------------------------------------------------------------------- */

/* Searches a snapshot while the writer is at work, and then a newer one. */
static qn_status search_and_refresh(const char *dir, const qn_query *query, qn_error *error) {
  qn_index *index = NULL, *newer = NULL;
  pthread_t thread;
  writing w = {dir, QN_OK, {.status = QN_OK}};
  qn_status status = qn_index_open(&index, &dir, 1, error);
  if (status != QN_OK)
    return status;
  pthread_create(&thread, NULL, write_commits, &w);
  status = search_in_threads(index, query, error);
  pthread_join(thread, NULL);
  if (status == QN_OK && w.status != QN_OK) {
    status = w.status;
    *error = w.error;
  }
  if (status == QN_OK)
    status = qn_index_refresh(&newer, index, error);
  qn_index_close(index);
  if (status == QN_OK)
    status = search_in_threads(newer, query, error);
  qn_index_close(newer);
  return status;
}

static qn_status write_first(const char *dir, qn_error *error) {
  qn_writer *writer = NULL;
  qn_article article = {qn_string_of("first"), .text = qn_string_of("Low tide at noon.")};
  qn_status status = qn_writer_open(&writer, dir, NULL, error);
  if (status == QN_OK)
    status = qn_writer_add(writer, &article, error);
  if (status == QN_OK)
    status = qn_writer_commit(writer, NULL, error);
  qn_writer_close(writer);
  return status;
}

int main(int argc, char **argv) {
  qn_query *query = NULL;
  qn_error error;
  if (argc != 2) {
    fprintf(stderr, "usage: threads_and_refresh DIRECTORY\n");
    return 2;
  }
  qn_status status = write_first(argv[1], &error);
  if (status == QN_OK)
    status = qn_query_parse(&query, "tide", strlen("tide"), NULL, &error);
  if (status == QN_OK)
    status = search_and_refresh(argv[1], query, &error);
  qn_query_free(query);
  if (status != QN_OK)
    fprintf(stderr, "threads_and_refresh: %s\n", error.message);
  return status != QN_OK;
}
