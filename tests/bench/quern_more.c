/* SPDX-License-Identifier: MIT */
/* quern_more.c: adds articles to an index, each in a commit of its own, not synced, and prints how long that took:
 * {"median_ms", "max_ms"}.  The peers' drivers call this `more`.
 *
 *   quern_more INDEX IN.jsonl */
#include "quern.h"

#include <cjson/cJSON.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { MOST_ARTICLES = 1000 };

static void check(qn_status status, const qn_error *error) {
  if (status == QN_OK)
    return;
  fprintf(stderr, "%s\n", error->message);
  exit(1);
}

static double now_ms(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

static qn_string member(const cJSON *record, const char *name) {
  const char *text = cJSON_GetStringValue(cJSON_GetObjectItem(record, name));
  return (qn_string){text, text != NULL ? strlen(text) : 0};
}

/* Returns the milliseconds of adding and committing. */
static double add(qn_writer *writer, const char *line) {
  qn_error error;
  cJSON *record = cJSON_Parse(line);
  qn_article article = {member(record, "id"), .title = member(record, "title"), .text = member(record, "text")};
  double start = now_ms();
  check(qn_writer_add(writer, &article, &error), &error);
  check(qn_writer_commit(writer, NULL, &error), &error);
  double ms = now_ms() - start;
  cJSON_Delete(record);
  return ms;
}

static int compare(const void *a, const void *b) {
  double x = *(const double *)a, y = *(const double *)b;
  return (x > y) - (x < y);
}

int main(int argc, char **argv) {
  FILE *in = argc == 3 ? fopen(argv[2], "r") : NULL;
  if (in == NULL) {
    fprintf(stderr, "usage: quern_more INDEX IN.jsonl\n");
    return 2;
  }
  qn_writer_options options = QN_WRITER_OPTIONS_INIT;
  qn_writer *writer;
  qn_error error;
  options.no_sync = options.must_exist = true;
  check(qn_writer_open(&writer, argv[1], &options, &error), &error);
  static double ms[MOST_ARTICLES];
  size_t n = 0, capacity = 0;
  char *line = NULL;
  while (n < MOST_ARTICLES && getline(&line, &capacity, in) > 0)
    ms[n++] = add(writer, line);
  qsort(ms, n, sizeof ms[0], compare);
  if (n > 0)
    printf("{\"median_ms\":%.3f,\"max_ms\":%.3f}\n", ms[n / 2], ms[n - 1]);
  free(line);
  fclose(in);
  qn_writer_close(writer);
  return 0;
}
