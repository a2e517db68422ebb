/* SPDX-License-Identifier: MIT */
/* test_root_options.c: the options that a root remembers, as text and back. */
#include "tool/root_options.h"

#include "base/memory.h"

#include "unit/run_command.h"

static root_options given;

static cli_exit run_given(int argc, char **argv) {
  qn_error error;
  given = (root_options){.reading = {.map = NULL}};
  invocation call = {.syntax = {"add", "Usage\n",
                                .groups = {{read_option_rows, N_READ_OPTIONS, &given.reading},
                                           {walk_option_rows, N_WALK_OPTIONS, &given.walking}}}};
  if (!command_begin(&call, argc, argv))
    return call.exit;
  assert_ok(root_options_complete(&given, call.dir, &error), error);
  return EXIT_DONE;
}

#define GIVEN(...) assert_int_equal(RUN_COMMAND(run_given, NULL, "-i", "dir", __VA_ARGS__).exit, EXIT_DONE)

/* What was given as one set, with commas for zeros; clears it. */
static const char *set_text(bool of_folder) {
  static char text[500];
  qn__buffer out;
  qn__buffer_init(&out);
  root_options_put(&out, &given, of_folder);
  assert_true(out.size < sizeof text);
  for (size_t i = 0; i < out.size; i++)
    text[i] = out.data[i] == '\0' ? ',' : (char)out.data[i];
  text[out.size] = '\0';
  qn__buffer_clear(&out);
  root_options_clear(&given);
  return text;
}

static void options_are_named_with_their_values(void **state) {
  (void)state;
  GIVEN("-g", "*.md", "-g", "!x", "--exclude=private", "-t", "md", "-T", "html", "--hidden", "-L", "--no-ignore");
  assert_string_equal(set_text(true),
                      "glob=*.md,glob=!x,exclude=private,type=md,type-not=html,hidden,follow,no-ignore,,");
  GIVEN("--format", "jsonl", "--lang", "de", "--charset", "latin1", "--map", "text=b", "--records", "a.b", "--hidden");
  assert_string_equal(set_text(true), "format=jsonl,lang=de,charset=latin1,map=text=b,records=a.b,hidden,,");
  GIVEN("--lang", "de", "--hidden");
  assert_string_equal(set_text(false), "lang=de,,");
}

static void options_of_one_run_alone_are_not_remembered(void **state) {
  (void)state;
  GIVEN("--base", "x", "--id", "i", "--title", "t", "--format", "auto");
  assert_null(root_option_given(&given, true));
  assert_string_equal(set_text(true), ",");
  GIVEN("--exclude", "x");
  assert_string_equal(root_option_given(&given, true), "exclude");
  assert_null(root_option_given(&given, false));
  root_options_clear(&given);
  GIVEN("--defaults");
  assert_string_equal(root_option_given(&given, false), "defaults");
  root_options_clear(&given);
}

/* Of a literal, with its last zero. */
#define SET(literal) ((qn_string){literal, sizeof literal})

static void what_was_written_is_read(void **state) {
  (void)state;
  root_options options;
  qn_error error;
  const qn_string set = SET("format=html\0charset=latin1\0map=text=b\0glob=*.md\0exclude=p\0type-not=md\0follow\0");
  assert_ok(root_options_read(&options, set, "dir", &error), error);
  assert_string_equal(read_options_format(&options.reading)->name, "html");
  assert_string_equal(options.reading.reading.charset, "latin1");
  assert_string_equal(options.reading.reading.map->paths[QN__ROLE_TEXT], "b");
  assert_string_equal(options.walking.globs.items[0], "*.md");
  assert_string_equal(options.walking.walk.own, "dir");
  assert_non_null(options.walking.walk.globs);
  assert_int_equal(options.walking.walk.n_not_types, 1);
  assert_true(options.walking.walk.follow);
  assert_false(options.walking.walk.hidden);
  root_options_clear(&options);
}

/* As a later release may write it, or as it is damaged. */
static void what_is_not_known_is_refused(void **state) {
  (void)state;
  const qn_string sets[] = {SET("later=x\0"), SET("hidden=x\0"),     SET("glob\0"),    SET("format=pdf\0"),
                            SET("=\0"),       SET("type=nothing\0"), SET("glob=[a\0"), SET("type-list\0")};
  for (size_t i = 0; i < sizeof sets / sizeof *sets; i++) {
    root_options options;
    qn_error error;
    assert_int_equal(root_options_read(&options, sets[i], "dir", &error), QN_INVALID);
    if (i == 0)
      assert_string_equal(error.message, "the option --later=x is not known here");
    root_options_clear(&options);
  }
}

static cli_exit run_without_memory(int argc, char **argv) {
  (void)argc;
  (void)argv;
  root_options options;
  qn_status status = QN_NO_MEMORY;
  size_t n = 0;
  for (; status == QN_NO_MEMORY; n++) {
    qn_error error;
    qn__memory_fail_after((long)n);
    status = root_options_read(&options, SET("glob=*.md\0exclude=p\0type=md\0map=text=b\0"), "dir", &error);
    qn__memory_fail_after(-1);
    root_options_clear(&options);
  }
  assert_int_equal(status, QN_OK);
  assert_true(n > 5);
  return EXIT_DONE;
}

static void memory_that_runs_out_is_no_unknown_option(void **state) {
  (void)state;
  assert_int_equal(RUN_COMMAND(run_without_memory, NULL, "unused").exit, EXIT_DONE);
}

/* Options of an index that someone has made up. */
static void any_bytes_are_read_or_refused(void **state) {
  (void)state;
  static const char *const parts[] = {"glob", "exclude", "type", "map", "charset", "format", "hidden", "lang",
                                      "=",    "{",       "[",    "md",  "\xff",    "latin1", "html",   "text"};
  random_source random = random_start("root options", 5);
  for (int round = 0; round < 2000; round++) {
    qn__buffer text;
    qn__buffer_init(&text);
    for (uint32_t n = random_below(&random, 12); n > 0; n--) {
      const char *part = parts[random_below(&random, 16)];
      qn__buffer_bytes(&text, part, random_below(&random, 4) == 0 ? 0 : strlen(part));
      if (random_below(&random, 2) == 0)
        qn__buffer_u8(&text, '\0');
    }
    qn__buffer_u8(&text, '\0'); /* the library puts one there */
    const qn_string all = {(char *)text.data, text.size - 1};
    size_t n_bytes = 0;
    for (size_t i = 0; root_options_set(all, i).size > 0; i++) {
      root_options options;
      qn__buffer shown;
      qn_error error;
      qn__buffer_init(&shown);
      n_bytes += root_options_set(all, i).size;
      qn_status status = root_options_read(&options, root_options_set(all, i), "dir", &error);
      assert_true(status == QN_OK || status == QN_INVALID);
      root_options_clear(&options);
      root_options_print(&shown, root_options_set(all, i));
      qn__buffer_clear(&shown);
    }
    assert_int_equal(n_bytes, all.size);
    qn__buffer_clear(&text);
  }
}

static void sets_follow_each_other(void **state) {
  (void)state;
  const qn_string text = {"hidden\0glob=x\0\0\0lang=de\0", 24};
  assert_int_equal(root_options_set(text, 0).size, 15);
  assert_int_equal(root_options_set(text, 1).size, 1);
  assert_int_equal(root_options_set(text, 2).size, 8); /* its end is missing */
  assert_memory_equal(root_options_set(text, 2).data, "lang=de", 8);
  assert_int_equal(root_options_set(text, 3).size, 0);
  assert_int_equal(root_options_set((qn_string){NULL, 0}, 0).size, 0);
}

static void a_set_is_shown_as_a_shell_takes_it(void **state) {
  (void)state;
  qn__buffer out;
  qn__buffer_init(&out);
  root_options_print(&out, SET("hidden\0glob=*.md\0exclude=it's\x1b\0lang=de\0map=\0"));
  qn__buffer_u8(&out, '\0');
  assert_string_equal((char *)out.data, "--hidden --glob '*.md' --exclude 'it'\\''s\\x1b' --lang de --map ''");
  qn__buffer_clear(&out);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(options_are_named_with_their_values),
      cmocka_unit_test(options_of_one_run_alone_are_not_remembered),
      cmocka_unit_test(what_was_written_is_read),
      cmocka_unit_test(what_is_not_known_is_refused),
      cmocka_unit_test(memory_that_runs_out_is_no_unknown_option),
      cmocka_unit_test(any_bytes_are_read_or_refused),
      cmocka_unit_test(sets_follow_each_other),
      cmocka_unit_test(a_set_is_shown_as_a_shell_takes_it),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
