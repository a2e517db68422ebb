/* SPDX-License-Identifier: MIT */
/* test_query_batch.c: many queries, answered in their order. */
#include "support/support.h"

#include "base/buffer.h"
#include "tool/output_formats.h"
#include "tool/query_batch.h"

#include <stdlib.h>
#include <string.h>

static char *dir;
static qn_index *opened;

static int open_index(void **state) {
  static const char *const texts[] = {"some salt", "more salt and salt", "other words"};
  qn_error error;
  (void)state;
  dir = make_temp_dir();
  add_texts(dir, texts, 3);
  const char *dirs[] = {dir};
  return qn_index_open(&opened, dirs, 1, &error) != QN_OK;
}

static int close_index(void **state) {
  (void)state;
  qn_index_close(opened);
  remove_tree(dir);
  return 0;
}

typedef struct batch_result {
  cli_exit exit;
  char *out, *messages; /* on the heap */
} batch_result;

static batch_result run_file(const char *path, size_t n_threads, bool strict) {
  const tool_options options = {.limit = 10,
                                .threads = n_threads,
                                .k1 = -1,
                                .b = -1,
                                .strict = strict,
                                .count = QN_COUNT_ONLY,
                                .batch = path,
                                .format = output_format_for_count()};
  const cli_terminal terminal = {.width = 0};
  batch_result result;
  capture captured_out = capture_begin(1), captured_messages = capture_begin(2);
  result.exit = batch_run(opened, &options, &terminal, NULL);
  result.messages = capture_end(&captured_messages);
  result.out = capture_end(&captured_out);
  return result;
}

static batch_result run_queries(const char *queries, size_t n_threads, bool strict) {
  char *path = path_in(dir, "queries");
  write_file(path, queries, strlen(queries));
  batch_result result = run_file(path, n_threads, strict);
  free(path);
  return result;
}

static void assert_answers(const char *queries, bool strict, const char *out, cli_exit exit) {
  batch_result result = run_queries(queries, 1, strict);
  assert_string_equal(result.out, out);
  assert_int_equal(result.exit, exit);
  free(result.out);
  free(result.messages);
}

static void lines_have_a_name_or_a_number(void **state) {
  (void)state;
  assert_answers("q\tsalt\n\nwords\r\nr\tabsent", false, "q\t2\n3\t1\nr\t0\n", EXIT_DONE);
  assert_answers("", false, "", EXIT_NEGATIVE);
}

static void one_bad_query_does_not_end_the_batch(void **state) {
  (void)state;
  assert_answers("a\t\"salt\nb\tsalt\n", true, "b\t2\n", EXIT_DONE);
  assert_answers("a\t\"salt\nb\tabsent\n", true, "b\t0\n", EXIT_USAGE);
}

static void answers_keep_the_order_of_the_queries(void **state) {
  (void)state;
  enum { N = 2000 };
  qn__buffer queries, expected;
  qn__buffer_init(&queries);
  qn__buffer_init(&expected);
  for (int i = 0; i < N; i++) {
    qn__buffer_print(&queries, "%d\t%s\n", i, i % 3 == 0 ? "salt" : i % 3 == 1 ? "words" : "absent");
    qn__buffer_print(&expected, "%d\t%d\n", i, 2 - i % 3);
  }
  qn__buffer_u8(&queries, '\0');
  qn__buffer_u8(&expected, '\0');
  for (size_t n_threads = 1; n_threads <= 4; n_threads++) {
    batch_result result = run_queries((const char *)queries.data, n_threads, false);
    assert_string_equal(result.out, (const char *)expected.data);
    assert_string_equal(result.messages, "");
    free(result.out);
    free(result.messages);
  }
  qn__buffer_clear(&queries);
  qn__buffer_clear(&expected);
}

static void reports_a_file_that_cannot_be_opened(void **state) {
  (void)state;
  batch_result result = run_file("no/file", 1, false);
  assert_int_equal(result.exit, EXIT_SYSTEM);
  assert_string_equal(result.messages, "quern: cannot open no/file: No such file or directory\n");
  free(result.out);
  free(result.messages);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(lines_have_a_name_or_a_number),
      cmocka_unit_test(one_bad_query_does_not_end_the_batch),
      cmocka_unit_test(answers_keep_the_order_of_the_queries),
      cmocka_unit_test(reports_a_file_that_cannot_be_opened),
  };
  return cmocka_run_group_tests(tests, open_index, close_index);
}
