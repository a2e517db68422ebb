/* SPDX-License-Identifier: MIT */
/* test_read_json_lines.c: one object on each line, and broken lines. */
#include "unit/collected_articles.h"

#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

static void a_broken_line_skips_only_that_line(void **state) {
  (void)state;
  assert_string_equal(
      read_text("a.jsonl",
                "{\"title\":\"a\"}\n{\"title\":\"b\"\n\n[1]\n{\"x\":1}\n{\"title\":\"c\"} x\n{\"title\":\"d\"}"),
      "a.jsonl#1|a|||||\n"
      "!refused:2:13: broken JSON at its end: something is missing\n"
      "!refused:4:0: this is JSON, but not an object like {\"title\": ..., \"text\": ...}\n"
      "!refused:5:0: the object has neither a title nor any string that could be its text\n"
      "!refused:6:15: broken JSON at 'x'\n"
      "a.jsonl#6|d|||||\n");
}

static void a_bracket_that_comes_too_early_is_at_fault(void **state) {
  (void)state;
  assert_string_equal(read_text("a.jsonl",
                                "{\"title\":\"a\",}\n{\"title\": }\n{\"title\":[\"a\", ]}\n{\"title\":\"a\",\n"
                                "{\"title\":\"a,}\"\n"),
                      "!refused:1:14: broken JSON at '}'\n"
                      "!refused:2:11: broken JSON at '}'\n"
                      "!refused:3:16: broken JSON at ']'\n"
                      "!refused:4:14: broken JSON at its end: something is missing\n"
                      "!refused:5:15: broken JSON at its end: something is missing\n");
}

static void long_lines_are_whole(void **state) {
  (void)state;
  enum { SIZE = 3 << 20 };
  char *dir = make_temp_dir(), *path = path_in(dir, "a.jsonl"), *line = malloc(SIZE + 100);
  collected c = {.n_articles = 0};
  qn__article_sink sink = {collect_article, collect_problem, NULL, &c};
  qn__article_reader *reader;
  qn_error error;
  qn__buffer_init(&c.lines);
  memset(line, 'a', SIZE);
  memcpy(line, "{\"text\":\"", 9);
  memcpy(line + SIZE - 3, "\"}\n{\"text\":\"b\"}\n", 16);
  write_file(path, line, SIZE + 13);
  assert_ok(qn__article_reader_new(&reader, &sink, &error), error);
  assert_ok(qn__read_articles(reader, path, qn__format_find("jsonl"), &error), error);
  assert_int_equal(c.n_articles, 2);
  assert_true(c.lines.size > SIZE - 12);
  assert_int_equal(qn__article_reader_bytes(reader), SIZE + 13);
  qn__article_reader_free(reader);
  qn__buffer_clear(&c.lines);
  free(line);
  free(path);
  remove_tree(dir);
}

static void blank_lines_and_line_ends_are_read_over(void **state) {
  (void)state;
  assert_string_equal(read_text("a.jsonl", "\n{\"title\":\"a\"}\r\n \t\n{\"title\":\"b\"}"),
                      "a.jsonl#1|a|||||\na.jsonl#2|b|||||\n");
}

/* A file that is written in pieces: each is there when the bytes before it were read. */
typedef struct written_file {
  const char *const *pieces; /* end in NULL */
  int fd;
  qn__stream stream;
  char places[200]; /* where the reader was when it asked for more */
} written_file;

static bool write_next(void *context, bool at_end) {
  written_file *file = context;
  const char *piece = *file->pieces;
  if (!at_end)
    return true;
  sprintf(file->places + strlen(file->places), "%d,%d,%d ", (int)file->stream.taken, (int)file->stream.n_lines,
          (int)file->stream.n_given);
  if (piece == NULL)
    return false;
  file->pieces++;
  assert_int_equal(pwrite(file->fd, piece, strlen(piece), lseek(file->fd, 0, SEEK_END)), strlen(piece));
  assert_int_equal(lseek(file->fd, -(off_t)strlen(piece), SEEK_END) >= 0, 1);
  return true;
}

static void lines_of_a_stream_are_read_when_they_have_ended(void **state) {
  (void)state;
  static const char *const pieces[] = {"{}",          "\n{\"title\":\"a\"}\n", "\n{\"title",
                                       "\":\"b\"}\n", "{\"title\":\"c\"}",     NULL};
  char *dir = make_temp_dir(), *path = path_in(dir, "log");
  written_file file = {.pieces = pieces, .fd = open(path, O_RDWR | O_CREAT, 0666)};
  file.stream = (qn__stream){.n_lines = 4, .n_given = 2, .goes_on = write_next, .context = &file};
  collected c = {.n_articles = 0};
  qn__article_sink sink = {collect_article, collect_problem, NULL, &c};
  qn__article_reader *reader;
  qn_error error;
  qn__buffer_init(&c.lines);
  assert_ok(qn__article_reader_new(&reader, &sink, &error), error);
  qn__article_reader_set(reader, &(qn__reading_options){.stream = &file.stream});
  assert_ok(qn__read_articles_as(reader, file.fd, path, "log", qn__format_find("jsonl"), &error), error);
  qn__buffer_u8(&c.lines, 0);
  assert_string_equal((char *)c.lines.data,
                      "!refused:5:0: the object has neither a title nor any string that could be its text\n"
                      "log#4|a|||||\nlog#5|b|||||\nlog#6|c|||||\n");
  assert_string_equal(file.places, "0,4,2 0,4,2 17,6,4 18,7,4 32,8,5 32,8,5 ");
  qn__article_reader_free(reader);
  qn__buffer_clear(&c.lines);
  close(file.fd);
  free(path);
  remove_tree(dir);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_broken_line_skips_only_that_line),
      cmocka_unit_test(a_bracket_that_comes_too_early_is_at_fault),
      cmocka_unit_test(long_lines_are_whole),
      cmocka_unit_test(blank_lines_and_line_ends_are_read_over),
      cmocka_unit_test(lines_of_a_stream_are_read_when_they_have_ended),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
