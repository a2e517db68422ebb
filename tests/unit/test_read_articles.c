/* SPDX-License-Identifier: MIT */
/* test_read_articles.c: one file, whatever is in it. */
#include "unit/collected_articles.h"

#include "base/memory.h"

static void empty_and_binary_files_are_reported(void **state) {
  (void)state;
  assert_string_equal(read_text("a.txt", ""), "!skipped:0:0: empty, nothing to index\n");
  assert_string_equal(read_text("a.txt", " \n\n"), "!skipped:0:0: empty, nothing to index\n");
  assert_string_equal(read_text("a.jsonl", ""), "!skipped:0:0: empty, nothing to index\n");
  assert_string_equal(read_bytes("a", "\0\1\2\3\0\0\0", 7), "!not text: binary data, not text\n");
  assert_string_equal(read_bytes("a.pdf", "%PDF-1.7\n", 9),
                      "!not text: a PDF document, not text; `pdftotext` makes a text of it\n");
}

static bool ignore_article(void *context, const qn__source_location *location, const qn_article *article) {
  (void)context, (void)location, (void)article;
  return true;
}

static void ignore_problem(void *context, const qn__source_location *location, qn__severity severity,
                           const char *message) {
  (void)context, (void)location, (void)severity, (void)message;
}

static void a_sink_can_stop(void **state) {
  (void)state;
  char *dir = make_temp_dir(), *path = path_in(dir, "a.jsonl");
  collected c = {.stop_after = 2};
  qn__article_sink sink = {collect_article, collect_problem, NULL, &c};
  qn__article_reader *reader;
  qn_error error;
  static const char lines[] = "{\"title\":\"a\"}\n{\"title\":\"b\"}\n{\"title\":\"c\"}\n";
  qn__buffer_init(&c.lines);
  write_file(path, lines, sizeof lines - 1);
  assert_ok(qn__article_reader_new(&reader, &sink, &error), error);
  assert_int_equal(qn__read_articles(reader, path, NULL, &error), QN_CANCELLED);
  assert_int_equal(c.n_articles, 2);
  qn__article_reader_free(reader);
  qn__buffer_clear(&c.lines);
  free(path);
  remove_tree(dir);
}

static qn_status read_without_memory(const char *path, long n) {
  qn__article_sink sink = {ignore_article, ignore_problem, NULL, NULL};
  qn__article_reader *reader = NULL;
  qn_error error;
  qn__memory_fail_after(n);
  qn_status status = qn__article_reader_new(&reader, &sink, &error);
  if (status == QN_OK)
    status = qn__read_articles(reader, path, NULL, &error);
  qn__article_reader_free(reader);
  qn__memory_fail_after(-1);
  return status;
}

static void reports_out_of_memory(void **state) {
  (void)state;
  static const struct {
    const char *name, *text;
  } files[] = {{"a.txt", "The title\n\nText\n"},
               {"a.md", "---\ntags: [a, 'b']\n---\n# The title\n\nText\n"},
               {"a.html", "<title>T - S</title><h1>T</h1><p>text"},
               {"b.html", "<meta charset=latin1><title>\xe9</title>"},
               {"a.json", "[{\"title\":\"T\",\"x\":1}]"},
               {"b.txt", "\xff\xfeTx"}};
  for (size_t i = 0; i < sizeof files / sizeof files[0]; i++) {
    char *dir = make_temp_dir(), *path = path_in(dir, files[i].name);
    write_file(path, files[i].text, strlen(files[i].text));
    qn_status status = QN_NO_MEMORY;
    long n = 0;
    for (; n < 1000 && status != QN_OK; n++) {
      status = read_without_memory(path, n);
      assert_true(status == QN_OK || status == QN_NO_MEMORY);
    }
    assert_true(n > 3 && n < 1000);
    free(path);
    remove_tree(dir);
  }
}

static bool is_cancelled(void *context) {
  (void)context;
  return true;
}

static void reading_can_be_cancelled(void **state) {
  (void)state;
  char *dir = make_temp_dir(), *path = path_in(dir, "a.txt");
  qn__article_sink sink = {ignore_article, ignore_problem, is_cancelled, NULL};
  qn__article_reader *reader;
  qn_error error;
  write_file(path, "text", 4);
  assert_ok(qn__article_reader_new(&reader, &sink, &error), error);
  assert_int_equal(qn__read_articles(reader, path, NULL, &error), QN_CANCELLED);
  qn__article_reader_free(reader);
  free(path);
  remove_tree(dir);
}

static void a_missing_file_is_refused(void **state) {
  (void)state;
  collected c = {.n_articles = 0};
  qn__article_sink sink = {collect_article, collect_problem, NULL, &c};
  qn__article_reader *reader;
  qn_error error;
  qn__buffer_init(&c.lines);
  assert_ok(qn__article_reader_new(&reader, &sink, &error), error);
  assert_ok(qn__read_articles(reader, "no/such/file", NULL, &error), error);
  qn__article_reader_free(reader);
  qn__buffer_u8(&c.lines, 0);
  assert_string_equal((const char *)c.lines.data, "!refused:0:0: No such file or directory\n");
  qn__buffer_clear(&c.lines);
}

static void a_format_that_is_asked_for_is_not_detected(void **state) {
  (void)state;
  char *dir = make_temp_dir(), *path = path_in(dir, "a.html");
  collected c = {.n_articles = 0};
  qn__article_sink sink = {collect_article, collect_problem, NULL, &c};
  qn__article_reader *reader;
  qn_error error;
  qn__buffer_init(&c.lines);
  write_file(path, "{\"id\":\"7\",\"title\":\"t\"}\n", 23);
  assert_ok(qn__article_reader_new(&reader, &sink, &error), error);
  assert_ok(qn__read_articles(reader, path, qn__format_find("jsonl"), &error), error);
  qn__article_reader_free(reader);
  qn__buffer_u8(&c.lines, 0);
  assert_string_equal((const char *)c.lines.data, "7|t|||||\n");
  qn__buffer_clear(&c.lines);
  free(path);
  remove_tree(dir);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(empty_and_binary_files_are_reported),
      cmocka_unit_test(a_sink_can_stop),
      cmocka_unit_test(reports_out_of_memory),
      cmocka_unit_test(reading_can_be_cancelled),
      cmocka_unit_test(a_missing_file_is_refused),
      cmocka_unit_test(a_format_that_is_asked_for_is_not_detected),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
