/* SPDX-License-Identifier: MIT */
/* test_source_offsets.c: files of random lines, with titles, front matter, escape sequences and emphasis inside words,
 * are read into an index; each byte of a text is then where it is in its file, as counting from the file's beginning
 * says.  QUERN_ROUNDS=1000 makes more of them. */
#include "articles/read_articles.h"
#include "support/support.h"

#include <stdlib.h>
#include <string.h>

static const char *const pieces[] = {"tide ",
                                     "moon",
                                     ". ",
                                     "\n",
                                     "\n",
                                     "\n\n",
                                     "\r\n",
                                     "un*believ*able ",
                                     "**b**d",
                                     "a\\_b ",
                                     "# ",
                                     "\n## Neap\n",
                                     "\n```\n",
                                     "caf\xc3\xa9 ",
                                     "\xf0\x9f\x98\x80",
                                     "\033[1m",
                                     "x\bx",
                                     "`a*b` ",
                                     "    code\n",
                                     "\n- - -\n",
                                     "===\n",
                                     "\033]0;t\007"};
static const char *const starts[] = {"",
                                     "",
                                     "A title of a text\n\n",
                                     "\xef\xbb\xbf",
                                     "\xef\xbb\xbfThe title\n=========\n\n",
                                     "---\ntitle: x\ndate: 2024-05-06\n---\n",
                                     "\n\n\r\n",
                                     "# Head\n\n",
                                     "Subject: a mail\nDate: 2024-05-06\n\n"};

/* --- a file, and the article that it becomes ------------------------------------------------------------------- */

static void draw_file(random_source *random, qn__buffer *file) {
  const char *start = starts[random_below(random, sizeof starts / sizeof *starts)];
  const size_t n = 1 + (size_t)random_skewed(random, 13);
  const bool is_plain = random_below(random, 2) == 0; /* mostly words: few bytes are taken out */
  qn__buffer_reset(file);
  qn__buffer_bytes(file, start, strlen(start));
  for (size_t i = 0; i < n; i++) {
    const size_t most = is_plain && random_below(random, 50) > 0 ? 5 : sizeof pieces / sizeof *pieces;
    const char *piece = pieces[random_below(random, (uint32_t)most)];
    qn__buffer_bytes(file, piece, strlen(piece));
    qn__buffer_print(file, "%zu", i % 977); /* no two places look the same for long */
  }
  qn__buffer_print(file, " end\n");
}

static bool add(void *context, const qn__source_location *location, const qn_article *article) {
  qn_error error;
  (void)location;
  assert_ok(qn_writer_add(context, article, &error), error);
  return true;
}

static void ignore(void *context, const qn__source_location *location, qn__severity severity, const char *message) {
  (void)context, (void)location, (void)severity, (void)message;
}

static void read_into(const char *dir, const char *path) {
  qn_writer *writer = open_writer_in(dir, NULL);
  const qn__article_sink sink = {add, ignore, NULL, writer};
  qn__article_reader *reader;
  qn_error error;
  assert_ok(qn__article_reader_new(&reader, &sink, &error), error);
  assert_ok(qn__read_articles(reader, path, NULL, &error), error);
  qn__article_reader_free(reader);
  commit_and_close(writer);
}

/* --- its places -------------------------------------------------------------------------------------------------- */

static bool goes_on(char byte) {
  return ((unsigned char)byte & 0xc0) == 0x80;
}

static uint64_t units_of(const char *bytes, size_t size) {
  uint64_t n = 0;
  for (size_t i = 0; i < size; i++)
    n += (uint64_t)!goes_on(bytes[i]) + ((unsigned char)bytes[i] >= 0xf0);
  return n;
}

/* By brute force. */
static void check_against(const qn_place *place, const char *file, size_t mark) {
  const size_t at = (size_t)place->offset;
  size_t line = 1, start = mark;
  for (size_t i = mark; i < at; i++)
    if (file[i] == '\n') {
      line++;
      start = i + 1;
    }
  assert_int_equal(place->line, line);
  assert_int_equal(place->column, at - start + 1);
  assert_int_equal(place->column16, units_of(file + start, at - start) + 1);
  assert_int_equal(place->offset16, units_of(file, at));
}

/* How many offsets were known. */
static size_t check_places(qn_searcher *searcher, const char *file, size_t size, random_source *random) {
  qn_article article;
  qn_error error;
  size_t n_known = 0;
  assert_ok(qn_searcher_article(searcher, 0, &article, &error), error);
  const size_t mark = size >= 3 && memcmp(file, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;
  const size_t step = 1 + article.text.size / 200;
  uint64_t before = 0;
  for (size_t i = random_below(random, (uint32_t)step); i < article.text.size;
       i += 1 + random_below(random, (uint32_t)(2 * step))) {
    qn_place place;
    if (goes_on(article.text.data[i]))
      continue;
    assert_ok(qn_searcher_place(searcher, 0, i, &place, &error), error);
    assert_true(place.line > 0 && place.column > 0 && place.column16 > 0);
    if (!place.has_offset)
      continue;
    assert_true(place.offset < size && place.offset >= before);
    assert_int_equal(file[place.offset], article.text.data[i]);
    check_against(&place, file, mark);
    before = place.offset + 1;
    n_known++;
  }
  return n_known;
}

static void each_byte_is_where_it_is_in_the_file(void **state) {
  (void)state;
  random_source random = random_start("source offsets", 1);
  const char *rounds = getenv("QUERN_ROUNDS");
  const size_t n = rounds != NULL ? strtoul(rounds, NULL, 10) : 60;
  char *dir = make_fast_temp_dir();
  qn__buffer file;
  size_t n_known = 0;
  qn__buffer_init(&file);
  for (size_t i = 0; i < n; i++) {
    char *index_dir = path_in(dir, "index"), *path = path_in(dir, random_below(&random, 2) ? "a.txt" : "a.md");
    qn_index *index;
    qn_searcher *searcher;
    qn_error error;
    draw_file(&random, &file);
    write_file(path, file.data, file.size);
    read_into(index_dir, path);
    assert_ok(qn_index_open(&index, (const char *const *)&index_dir, 1, &error), error);
    assert_ok(qn_searcher_new(&searcher, index, &error), error);
    n_known += check_places(searcher, (const char *)file.data, file.size, &random);
    qn_searcher_free(searcher);
    qn_index_close(index);
    free(index_dir);
    free(path);
    empty_directory(dir);
  }
  assert_true(n_known > 20 * n);
  qn__buffer_clear(&file);
  remove_tree(dir);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(each_byte_is_where_it_is_in_the_file)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
