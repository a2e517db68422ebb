/* SPDX-License-Identifier: MIT */
/* damage_samples.c: makes small indexes of random articles. */
#include "support/damage_samples.h"

#include "support/scaffold.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *const words[] = {
    "rare",        "earth", "tide",         "moon", "salt",     "sea", "caf\xc3\xa9", "\xe5\x8c\x97\xe4\xba\xac",
    "spring tide", "Tides", "rare earths.", "w1",   "earthmoon"}; /* a closed compound in German */
enum { WORDS = sizeof words / sizeof words[0] };

/* Words until the text is full; most of them common ones. */
static void make_text(char *text, size_t size, size_t most, random_source *random) {
  size_t used = 0, wanted = random_below(random, (uint32_t)most) + 1;
  text[0] = '\0';
  while (used < wanted && used + 40 < size)
    used += (size_t)snprintf(text + used, size - used, "%s%s ", words[random_skewed(random, 8) % WORDS],
                             random_below(random, 9) == 0 ? "." : "");
}

static void add_random(qn_writer *writer, size_t number, size_t most, random_source *random) {
  static const char *const languages[] = {"en", "de", "tr", "none", "xx"};
  char id[24], fields[120], *text = malloc(most + 64);
  qn_error error;
  if (text == NULL)
    scaffold_failed("an article", "no memory");
  make_text(text, most + 64, most, random);
  snprintf(id, sizeof id, "%zu", number);
  snprintf(fields, sizeof fields, "{\"topics\":[\"trade\",\"%s\"],\"price\":%u.5,\"n\":%zu%s}", words[number % WORDS],
           (unsigned)random_below(random, 100), number, number % 20 == 0 ? ",\"seldom\":[1,2,3]" : "");
  const qn_article article = {.id = string_of(id),
                              .title = string_of(number % 4 == 0 ? NULL : words[number % WORDS]),
                              .text = string_of(text),
                              .url = string_of("http://example.org/"),
                              .date = string_of(number % 3 == 0 ? "2024-02-29" : "1969-07-20T20:17Z"),
                              .language = string_of(languages[number % 40 < 30 ? 0 : number % 5]),
                              .fields = string_of(fields)};
  if (qn_writer_add(writer, &article, &error) != QN_OK)
    scaffold_failed("an article", error.message);
  free(text);
}

/* The articles come from a file of their own. */
static void add_range(const char *dir, size_t first, size_t n, size_t most) {
  random_source random = {first + 7};
  qn_error error;
  char path[40];
  snprintf(path, sizeof path, "/notes/%zu", first);
  const qn_source source = {.path = string_of(path), .bytes = first, .modified = 1, .read = 2};
  qn_writer *writer = open_writer_in(dir, NULL);
  bool begun = qn_writer_put_root(writer, string_of("/notes"), string_of(""), true, &error) == QN_OK &&
               qn_writer_begin_source(writer, source.path, &error) == QN_OK;
  for (size_t i = 0; i < n; i++)
    add_random(writer, first + i, most, &random);
  if (!begun || qn_writer_put_source(writer, &source, &error) != QN_OK)
    scaffold_failed("a source", error.message);
  commit_and_close(writer);
}

static void delete_article(const char *dir, const char *id) {
  qn_writer *writer = open_writer_in(dir, NULL);
  qn_error error;
  if (qn_writer_delete(writer, string_of(id), &error) != QN_OK)
    scaffold_failed(id, error.message);
  commit_and_close(writer);
}

void make_tiny_articles(const char *dir) {
  static const char *const texts[] = {"Salt and the sea.", "A rare earth tide, a tide.",
                                      "The spring tides of the moon."};
  add_texts(dir, texts, 3);
}

void make_tiny_index(const char *dir) {
  make_tiny_articles(dir);
  delete_article(dir, "1");
}

void make_segment_of(const char *dir, size_t n) {
  add_range(dir, 1, n, 160);
}

void make_articles_of_segments(const char *dir) {
  add_range(dir, 1, 140, 100);
  add_range(dir, 201, 9, 300);
  add_range(dir, 301, 1, 40);
}

void make_index_of_segments(const char *dir) {
  make_articles_of_segments(dir);
  delete_article(dir, "17");
  delete_article(dir, "203");
}

void make_index_of_chunks(const char *dir) {
  enum { ARTICLES = 300, RARE_WORDS = 25 };
  random_source random = {11};
  qn_writer *writer = open_writer_in(dir, NULL);
  for (size_t i = 0; i < ARTICLES; i++) {
    char id[24], text[RARE_WORDS * 8 + 200];
    make_text(text, 200, 100, &random);
    for (size_t n = 0, used = strlen(text); n < RARE_WORDS; n++)
      used += (size_t)snprintf(text + used, sizeof text - used, "w%x ", (unsigned)random_below(&random, 1 << 20));
    snprintf(id, sizeof id, "%zu", i + 1);
    add_plain(writer, id, text);
  }
  commit_and_close(writer);
}

void make_index_with_dictionary(const char *dir) {
  add_range(dir, 1, 24, 130000);
}
