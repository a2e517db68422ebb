/* SPDX-License-Identifier: MIT */
/* test_open_hit.c: a hit is opened where its passage is. */
#include "unit/found_files.h"

#include "tool/open_hit.h"

static void check_opened(found_files *f, cli_exit exit, const char *printed, const char *messages) {
  const cli_terminal plain = {.width = 0};
  qn__buffer out;
  qn__buffer_init(&out);
  const output to = {&out, &f->options, &plain, NULL};
  capture shown = capture_begin(STDOUT_FILENO), reported = capture_begin(STDERR_FILENO);
  const cli_exit found = open_hit(f->searcher, &to);
  char *said = capture_end(&reported), *text = capture_end(&shown);
  assert_int_equal(found, exit);
  assert_non_null(strstr(text, printed));
  assert_non_null(strstr(said, messages));
  qn__buffer_clear(&out);
  free(said);
  free(text);
}

static void a_file_is_opened_at_its_line(void **state) {
  (void)state;
  found_files f;
  set_up_files(&f);
  setenv("EDITOR", "echo", 1);
  unsetenv("VISUAL");
  f.options.query = (char *)"tide title:b";
  f.options.limit = f.options.open = 1;
  check_opened(&f, EXIT_DONE, "+2 /", "");
  check_opened(&f, EXIT_DONE, "/notes/b.txt\n", "");
  write_note("notes/b.txt", "Other.\n");
  check_opened(&f, EXIT_DONE, "/notes/b.txt\n", "/notes/b.txt has changed since it was added");
  clear_files(&f);
}

static void what_there_is_to_say_of_the_query_is_said(void **state) {
  (void)state;
  found_files f;
  set_up_files(&f);
  setenv("EDITOR", "echo", 1);
  unsetenv("VISUAL");
  f.options.query = (char *)"(tide title:b";
  f.options.limit = f.options.open = 1;
  check_opened(&f, EXIT_DONE, "/notes/b.txt\n", "the parenthesis");
  f.options.query = (char *)"thrre";
  check_opened(&f, EXIT_NEGATIVE, "", "did you mean");
  clear_files(&f);
}

static void an_article_without_a_file_is_printed(void **state) {
  (void)state;
  found_files f;
  set_up_files(&f);
  f.options.query = (char *)"three";
  f.options.open = 1;
  check_opened(&f, EXIT_DONE, "id      web\n\nThree tides.\n", "");
  clear_files(&f);
}

static void an_id_alone_is_no_file_where_files_are_known(void **state) {
  (void)state;
  found_files f;
  qn_error error;
  set_up_files(&f);
  setenv("EDITOR", "echo", 1);
  write_note("web", "Not this one.\n");
  f.options.query = (char *)"three";
  f.options.limit = f.options.open = 1;
  check_opened(&f, EXIT_DONE, "id      web\n\nThree tides.\n", "");

  char *other = path_in(f.dir, "other");
  qn_writer *writer = open_writer_in(other, NULL);
  add_plain(writer, "web", "Three tides.");
  commit_and_close(writer);
  qn_searcher_free(f.searcher);
  qn_index_close(f.index);
  assert_ok(qn_index_open(&f.index, (const char *const *)&other, 1, &error), error);
  assert_ok(qn_searcher_new(&f.searcher, f.index, &error), error);
  f.options.index = f.index;
  setenv("EDITOR", "echo opened", 1);
  check_opened(&f, EXIT_DONE, "opened web\n", "");
  free(other);
  clear_files(&f);
}

static void without_such_a_hit_it_says_so(void **state) {
  (void)state;
  found_files f;
  set_up_files(&f);
  f.options.query = (char *)"three";
  f.options.open = 5;
  f.options.offset = 4;
  f.options.limit = 1;
  check_opened(&f, EXIT_NEGATIVE, "", "quern: --open 5: only 1 match\n");
  f.options.query = (char *)"nothing";
  check_opened(&f, EXIT_NEGATIVE, "", "quern: --open 5: no article matches\n");
  f.options.query = (char *)"(three";
  f.options.strict = true;
  check_opened(&f, EXIT_USAGE, "", "the parenthesis");
  clear_files(&f);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_file_is_opened_at_its_line),
      cmocka_unit_test(what_there_is_to_say_of_the_query_is_said),
      cmocka_unit_test(an_article_without_a_file_is_printed),
      cmocka_unit_test(an_id_alone_is_no_file_where_files_are_known),
      cmocka_unit_test(without_such_a_hit_it_says_so),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
