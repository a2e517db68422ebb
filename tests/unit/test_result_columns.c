/* SPDX-License-Identifier: MIT */
/* test_result_columns.c: which columns a table has. */
#include "unit/printed_answer.h"

#include "tool/result_columns.h"

static void put_plain(qn__buffer *out, const char *text, size_t size) {
  qn__buffer_bytes(out, text, size);
}

static void assert_table(const tool_options *options, uint64_t first_rank, const char *expected) {
  qn__buffer out;
  qn__buffer_init(&out);
  const cli_terminal plain = {.width = 0};
  const output to = {&out, options, &plain, NULL};
  found_article found[] = {found_id("id"), found_id("id 2")};
  const search_answer answer = {
      .qid = "q", .has_scores = true, .hits = {.first_rank = first_rank}, .found = found, .n_found = 2};
  put_column_names(&to, ';', put_plain);
  put_columns(&to, &answer, 1, ';', put_plain);
  char *printed = text_of(&out);
  assert_string_equal(printed, expected);
  free(printed);
}

static void ranks_go_on_from_those_before(void **state) {
  (void)state;
  tool_options options = options_of("tsv");
  assert_table(&options, 21, "rank;score;id;title;url;date;lang\n22;0.5;id 2;;;;\n");
}

static void a_batch_names_its_queries_and_several_indexes_are_named(void **state) {
  (void)state;
  tool_options options = options_of("tsv");
  options.batch = "file";
  assert_table(&options, 1, "qid;rank;score;id;title;url;date;lang\nq;2;0.5;id 2;;;;\n");
  options.dirs.n = 2;
  assert_table(&options, 1,
               "qid;index;rank;score;id;title;url;date;lang\n"
               "q;some\xef\xbf\xbd\tindex;2;0.5;id 2;;;;\n");
}

static void fields_that_are_asked_for_are_the_last_columns(void **state) {
  static const char *const fields[] = {"lang,a\xff", "topics"};
  (void)state;
  tool_options options = options_of("tsv");
  options.fields = (cli_list){(const char **)fields, 2};
  options.collapse = "";
  qn__buffer out;
  qn__buffer_init(&out);
  const cli_terminal plain = {.width = 0};
  const output to = {&out, &options, &plain, NULL};
  found_article found = found_id("id");
  found.article.language = qn_string_of("en");
  found.article.fields = qn_string_of("{\"topics\":[\"x\",\"y\"]}");
  const search_answer answer = {.hits = {.first_rank = 1}, .found = &found, .n_found = 1};
  put_column_names(&to, ';', put_plain);
  put_columns(&to, &answer, 0, ';', put_plain);
  char *printed = text_of(&out);
  assert_string_equal(printed, "rank;score;id;title;url;date;lang;similar;lang;a\xef\xbf\xbd;topics\n"
                               "1;;id;;;;en;0;en;;x, y\n");
  free(printed);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(ranks_go_on_from_those_before),
      cmocka_unit_test(a_batch_names_its_queries_and_several_indexes_are_named),
      cmocka_unit_test(fields_that_are_asked_for_are_the_last_columns),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
