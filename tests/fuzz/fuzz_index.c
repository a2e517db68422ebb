/* SPDX-License-Identifier: MIT */
/* fuzz_index.c: a damaged index is reported or read, and never crashes the reader.  The input says what to change in
 * the files of a small valid index: its first byte chooses the file and whether the checksums are made right again
 * (then the damage reaches the structures that they cover), then come groups of a place (2 bytes) and what to do
 * there. */
#include "fuzz/fuzz.h"

#include "segment/segment.h"
#include "support/scaffold.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const char *const fuzz_seeds[] = {
    "0",
    "1",
    "2ab1",
    "3ab1cd2",
    "0ab1cd2ef3gh4ij5",
    "1AB\x01"
    "CD\x80"
    "EF\xff",
    "4\x01\x01\x7f\x02\x02\x7f\x20\x20\x7f\x40\x40\x7f\x60\x60\x7f\x70\x70\x7f",
    NULL,
};

enum { FILES_MAX = 8, N_ARTICLES = 300 };

static char *pristine, *damaged;
static struct {
  char name[256];
  char *bytes;
  size_t size;
} files[FILES_MAX];
static size_t n_files;

static void remove_all(void) {
  for (size_t i = 0; i < n_files; i++)
    free(files[i].bytes);
  remove_tree(pristine);
  remove_tree(damaged);
}

static void write_articles(void) {
  static const char *const words[] = {"rare", "earth", "tide",        "moon",
                                      "salt", "sea",   "caf\xc3\xa9", "\xe5\x8c\x97\xe4\xba\xac"};
  static char texts[N_ARTICLES][400], ids[N_ARTICLES][16];
  static qn_article articles[N_ARTICLES];
  random_source random = {7};
  for (size_t i = 0; i < N_ARTICLES; i++) {
    size_t size = 0;
    for (uint32_t n = 1 + random_below(&random, 30); n > 0; n--)
      size += (size_t)snprintf(texts[i] + size, sizeof texts[i] - size, "%s%s ", words[random_skewed(&random, 3)],
                               random_below(&random, 9) == 0 ? "." : "");
    snprintf(ids[i], sizeof ids[i], "id%zu", i);
    articles[i] = (qn_article){.id = string_of(ids[i]),
                               .title = string_of(words[i % 8]),
                               .text = string_of(texts[i]),
                               .date = string_of("2024-02-29"),
                               .language = string_of(i % 3 ? "en" : "de"),
                               .fields = string_of("{\"topics\":[\"trade\",\"sea\"],\"price\":1.5}")};
  }
  add_articles(pristine, articles, N_ARTICLES, NULL);
}

/* One article is deleted, so that there is a file of deletes too. */
static void delete_one(void) {
  qn_writer_options options = QN_WRITER_OPTIONS_INIT;
  qn_writer *writer = NULL;
  qn_error error;
  FUZZ_REQUIRE(qn_writer_open(&writer, pristine, &options, &error) == QN_OK);
  FUZZ_REQUIRE(qn_writer_delete(writer, string_of("id5"), &error) == QN_OK);
  FUZZ_REQUIRE(qn_writer_commit(writer, NULL, &error) == QN_OK);
  qn_writer_close(writer);
}

static int by_name(const struct dirent **a, const struct dirent **b) {
  return strcmp((*a)->d_name, (*b)->d_name);
}

static void load_files(void) {
  struct dirent **entries;
  int n = scandir(pristine, &entries, NULL, by_name);
  for (int i = 0; i < n; i++) {
    if (entries[i]->d_name[0] != '.' && n_files < FILES_MAX) {
      char *path = path_in(pristine, entries[i]->d_name);
      snprintf(files[n_files].name, sizeof files[n_files].name, "%s", entries[i]->d_name);
      files[n_files].bytes = read_file(path, &files[n_files].size);
      n_files++;
      free(path);
    }
    free(entries[i]);
  }
  free(entries);
}

static void prepare(void) {
  pristine = make_temp_dir();
  damaged = make_temp_dir();
  write_articles();
  delete_one();
  load_files();
  atexit(remove_all);
}

static size_t apply(uint8_t *bytes, size_t size, const uint8_t *script, size_t script_size) {
  for (; script_size >= 3 && size > 0; script += 3, script_size -= 3) {
    size_t place = (size_t)script[0] << 8 | script[1];
    place = size <= 65536 ? place % size : place * size / 65536;
    if (script[2] == 0x7f)
      bytes[place] = 0xff;
    else if (script[2] == 0)
      size = place; /* cut short */
    else
      bytes[place] ^= script[2];
  }
  return size;
}

static void ignore_problem(void *context, const char *problem) {
  (void)context;
  FUZZ_REQUIRE(problem[0] != '\0');
}

/* In a heap block of its own size, so that a sanitizer sees a read past the end. */
static void check_in_memory(const uint8_t *bytes, size_t size) {
  qn__view *view = NULL;
  qn__segment segment;
  qn_error error;
  if (qn__view_of_memory(&view, bytes, size, "memory", QN__FILE_SEGMENT, &error) != QN_OK)
    return;
  if (qn__segment_open(&segment, view, &error) != QN_OK)
    return;
  qn__segment_check(&segment, ignore_problem, NULL, &error);
  qn__segment_close(&segment);
}

static bool touch_article(void *context, const qn_article *article) {
  (void)context;
  FUZZ_REQUIRE(article->text.data[article->text.size] == '\0');
  return true;
}

static void search(const qn_index *index, const char *text) {
  qn_search_options options = QN_SEARCH_OPTIONS_INIT;
  qn_searcher *searcher = NULL;
  qn_query *query = NULL;
  qn_error error;
  qn_hits hits;
  options.count = QN_COUNT_EXACT;
  FUZZ_REQUIRE(qn_query_parse(&query, text, strlen(text), NULL, &error) == QN_OK);
  if (qn_searcher_new(&searcher, index, &error) == QN_OK &&
      qn_search(searcher, query, &options, &hits, &error) == QN_OK) {
    for (size_t i = 0; i < hits.n_hits; i++) {
      const qn_snippets *snippets;
      qn_hit hit;
      qn_article article;
      qn_searcher_hit(searcher, i, &hit);
      qn_searcher_article(searcher, hit.article, &article, &error);
      qn_searcher_snippets(searcher, i, NULL, &snippets, &error);
    }
  }
  qn_searcher_free(searcher);
  qn_query_free(query);
}

static void use_index(void) {
  qn_index *index = NULL;
  qn_error error;
  if (qn_index_open(&index, (const char *const *)&damaged, 1, &error) != QN_OK)
    return;
  search(index, "rare earth tide");
  search(index, "+salt +sea -moon");
  search(index, "=tide =\"rare earths\" -=moons");
  search(index, "\"rare earth\" title:tide \xe5\x8c\x97\xe4\xba\xac");
  qn_index_check(index, ignore_problem, NULL, &error);
  qn_index_each_article(index, touch_article, NULL, &error);
  qn_index_close(index);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  if (n_files == 0)
    prepare();
  if (size == 0)
    return 0;
  size_t chosen = (data[0] >> 1) % n_files;
  for (size_t i = 0; i < n_files; i++) {
    char *path = path_in(damaged, files[i].name);
    uint8_t *bytes = malloc(files[i].size + 1);
    FUZZ_REQUIRE(bytes != NULL);
    memcpy(bytes, files[i].bytes, files[i].size);
    size_t new_size = i == chosen ? apply(bytes, files[i].size, data + 1, size - 1) : files[i].size;
    if (i == chosen && (data[0] & 1) == 0)
      reseal(bytes, new_size);
    write_file(path, bytes, new_size);
    uint8_t *exact = realloc(bytes, new_size > 0 ? new_size : 1);
    FUZZ_REQUIRE(exact != NULL);
    if (i == chosen)
      check_in_memory(exact, new_size);
    free(exact);
    free(path);
  }
  use_index();
  return 0;
}
