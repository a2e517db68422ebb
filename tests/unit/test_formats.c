/* SPDX-License-Identifier: MIT */
/* test_formats.c: whatever the table of formats says, the option, its help, its message and detection follow. */
#include "support/support.h"

#include "articles/formats.h"
#include "base/buffer.h"
#include "cli/console.h"
#include "tool/command.h"

#include <stdlib.h>
#include <string.h>

/* "auto, text, ... or jsonl", from the table. */
static char *choices_with(const char *mark) {
  static char text[400];
  size_t size = (size_t)snprintf(text, sizeof text, "auto%s", mark);
  for (size_t i = 0; qn__format_at(i) != NULL; i++)
    size += (size_t)snprintf(text + size, sizeof text - size, "%s%s", qn__format_at(i + 1) != NULL ? ", " : " or ",
                             qn__format_at(i)->name);
  return text;
}

/* What a command prints on the descriptor. */
static char *printed_by(int descriptor, const char *const *arguments, cli_exit expected) {
  char *argv[6] = {(char *)"add"};
  int argc = 1;
  for (; *arguments != NULL; arguments++)
    argv[argc++] = (char *)*arguments;
  capture captured = capture_begin(descriptor);
  cli_exit exit = command_add(argc, argv);
  char *printed = capture_end(&captured);
  assert_int_equal(exit, expected);
  return printed;
}

static void the_help_lists_the_formats(void **state) {
  (void)state;
  char expected[500];
  char *printed = printed_by(1, (const char *const[]){"--help", NULL}, EXIT_DONE);
  snprintf(expected, sizeof expected, "      --format FORMAT  %s\n", choices_with(" (default)"));
  assert_non_null(strstr(printed, expected));
  free(printed);
}

static void the_error_lists_the_formats(void **state) {
  (void)state;
  char expected[500];
  char *printed = printed_by(2, (const char *const[]){"--format", "no-such-format", "x", NULL}, EXIT_USAGE);
  snprintf(expected, sizeof expected, "add: --format takes %s, not \"no-such-format\"\n", choices_with(""));
  assert_non_null(strstr(printed, expected));
  free(printed);
}

static void every_format_can_be_asked_for(void **state) {
  (void)state;
  char *dir = make_temp_dir(), *index = path_in(dir, "index"), *file = path_in(dir, "file");
  write_file(file, " ", 1);
  for (size_t i = 0; qn__format_at(i) != NULL; i++) {
    const qn__format *format = qn__format_at(i);
    const char *const arguments[] = {"-i", index, "--format", format->name, file};
    char *argv[7] = {(char *)"add"};
    memcpy(argv + 1, arguments, sizeof arguments);
    capture captured = capture_begin(2);
    cli_exit exit = command_add(6, argv);
    free(capture_end(&captured));
    assert_int_equal(exit, EXIT_DONE);
    assert_ptr_equal(qn__format_find(format->name), format);
  }
  free(index);
  free(file);
  remove_tree(dir);
  assert_null(qn__format_find("no-such-format"));
}

static void every_extension_is_detected(void **state) {
  (void)state;
  static const char start[] = "Some text\n\nthat could be anything.\n";
  for (size_t i = 0; qn__format_at(i) != NULL; i++) {
    const qn__format *format = qn__format_at(i);
    assert_non_null(format->read);
    assert_non_null(format->extensions[0]);
    for (const char *const *extension = format->extensions; *extension != NULL; extension++) {
      char path[60];
      snprintf(path, sizeof path, "folder.txt/name.%s", *extension);
      assert_ptr_equal(qn__format_detect(path, start, strlen(start)), format);
      strcat(path, ".gz");
      assert_ptr_equal(qn__format_detect(path, start, strlen(start)), format);
    }
  }
}

static void no_two_formats_share_a_name_or_an_extension(void **state) {
  (void)state;
  for (size_t i = 0; qn__format_at(i) != NULL; i++)
    for (size_t j = 0; j < i; j++) {
      assert_string_not_equal(qn__format_at(i)->name, qn__format_at(j)->name);
      for (const char *const *a = qn__format_at(i)->extensions; *a != NULL; a++)
        for (const char *const *b = qn__format_at(j)->extensions; *b != NULL; b++)
          assert_string_not_equal(*a, *b);
    }
}

static void assert_detected(const char *path, const char *start, const char *expected) {
  assert_string_equal(qn__format_detect(path, start, strlen(start))->name, expected);
}

static void files_without_an_extension_are_detected_by_content(void **state) {
  (void)state;
  assert_detected("-", "Just words\n", "text");
  assert_detected("-", "# A heading\n", "text");
  assert_detected("-", "\n <!DOCTYPE html><p>x", "html");
  assert_detected("-", "<?xml version=\"1.0\"?>\n<html>", "html");
  assert_detected("-", "<?xml version=\"1.0\"?>\n<rss>", "text");
  assert_detected("-", "{\"id\": 1}", "json");
  assert_detected("-", "[ {\"id\": 1} ]", "json");
  assert_detected("-", "{\"id\": 1}\n{\"id\": 2}\n", "jsonl");
  assert_detected("-", "{\n\"id\": 1}\n", "json");
  assert_detected("-", "[1] is a footnote", "text");
  assert_detected("-", "{not JSON}", "text");
  assert_detected("notes.2024", "{\"id\": 1}", "json");
}

static void content_overrules_a_name_that_is_plainly_wrong(void **state) {
  (void)state;
  assert_detected("a.txt", "<html><p>x", "html");
  assert_detected("a.json", "{\"id\": 1}\n{\"id\": 2}\n", "jsonl");
  assert_detected("a.jsonl", "[{\"id\": 1},\n{\"id\": 2}]\n", "json");
}

static void other_names_are_believed(void **state) {
  (void)state;
  assert_detected("a.txt", "{\"id\": 1}\n{\"id\": 2}\n", "text");
  assert_detected("a.md", "<html><p>x", "markdown");
  assert_detected("a.json", "<html><p>x", "json");
  assert_detected("a.jsonl", "{\"id\": 1}", "jsonl");
  assert_detected("a.html", "[{\"id\": 1}]", "html");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(the_help_lists_the_formats),
      cmocka_unit_test(the_error_lists_the_formats),
      cmocka_unit_test(every_format_can_be_asked_for),
      cmocka_unit_test(every_extension_is_detected),
      cmocka_unit_test(no_two_formats_share_a_name_or_an_extension),
      cmocka_unit_test(files_without_an_extension_are_detected_by_content),
      cmocka_unit_test(content_overrules_a_name_that_is_plainly_wrong),
      cmocka_unit_test(other_names_are_believed),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
