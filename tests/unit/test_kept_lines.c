/* SPDX-License-Identifier: MIT */
/* test_kept_lines.c: code, tables, verse and lists keep their lines; prose has none. */
#include "support/support.h"

#include "base/memory.h"
#include "snippets/kept_lines.h"

#include <string.h>

/* The text with a bar where a line is kept. */
static void check_lines(const char *text, qn_range extent, const char *expected) {
  const qn__passage passage = {.text = string_of(text), .starts_text = true, .ends_text = true};
  qn__arena arena;
  qn__kept_lines lines;
  qn_error error;
  char shown[600] = "";
  qn__arena_init(&arena);
  assert_ok(qn__find_kept_lines(&arena, &passage, extent, &lines, &error), error);
  for (size_t i = 0, line = 0; text[i] != '\0'; i++) {
    if (line < lines.n && lines.starts[line] == i) {
      strcat(shown, "|");
      line++;
    }
    strncat(shown, text + i, 1);
  }
  assert_string_equal(shown, expected);
  qn__arena_clear(&arena);
}

static void check_all(const char *text, const char *expected) {
  check_lines(text, (qn_range){0, strlen(text)}, expected);
}

static void lines_of_code_verse_and_lists_are_kept(void **state) {
  (void)state;
  check_all("int a;\nint b;\n", "int a;\n|int b;\n");
  check_all("Wheel of stone,\nGrind the bone.\nTurn again.", "Wheel of stone,\n|Grind the bone.\n|Turn again.");
  check_all("- one\n- two\n", "- one\n|- two\n");
  check_all("a   b   c\nd   e   f\n", "a   b   c\n|d   e   f\n");
}

static void brackets_are_lines_of_code(void **state) {
  (void)state;
  check_all("int f(int n)\n{\n  if (n > 2) {\n    g();\n  }\n}\nint h;\n",
            "int f(int n)\n|{\n|  if (n > 2) {\n|    g();\n|  }\n|}\n|int h;\n");
  check_lines("int a;\n  }\n}\nint b;\n", (qn_range){11, 18}, "int a;\n  }\n}\n|int b;\n");
}

static void a_fence_is_a_line_of_code(void **state) {
  (void)state;
  check_all("See:\n```python\nx = 1\nreturn x\n```\nMore.\n", "See:\n|```python\n|x = 1\n|return x\n|```\n|More.\n");
  check_all("``x`` is code, and so is\n``y`` in prose of wrapped lines, `z`, and\n``w`` too\n",
            "``x`` is code, and so is\n``y`` in prose of wrapped lines, `z`, and\n``w`` too\n");
}

static void lines_with_room_for_the_next_word_are_kept(void **state) {
  (void)state;
  check_all("import os\nimport re\n\ndef f(x):\n    y = x + 1\n    return y\n",
            "import os\n|import re\n\n|def f(x):\n|    y = x + 1\n|    return y\n");
  const char *prose = "a line of wrapped prose that is longer\nthan others\n";
  check_all(prose, prose);
}

static void prose_has_no_lines(void **state) {
  (void)state;
  static const char *const texts[] = {
      "", "one line",
      ("Prose that is wrapped at the right margin as people do it, so that a line break is\na space in it.\n\n"
       "Another paragraph of it.\n"),
      "Title\n\nText.\n", "Title\n=====\n\nText.\n"};
  for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
    check_all(texts[i], texts[i]);
}

static void beside_lines_paragraphs_are_lines_too(void **state) {
  (void)state;
  check_all("int a;\nint b;\n\nint c;\n", "int a;\n|int b;\n\n|int c;\n");
}

static void lines_are_those_within_the_extent(void **state) {
  (void)state;
  const char *text = "int a;\nint b;\nint c;\nint d;\n";
  check_lines(text, (qn_range){4, 20}, "int a;\n|int b;\n|int c;\nint d;\n");
  check_lines(text, (qn_range){11, 13}, text);
}

static void reports_out_of_memory(void **state) {
  (void)state;
  const qn__passage passage = {.text = string_of("a;\nb;\n"), .starts_text = true, .ends_text = true};
  qn__arena arena;
  qn__kept_lines lines;
  qn_error error;
  qn__arena_init(&arena);
  qn__memory_fail_after(0);
  assert_int_equal(qn__find_kept_lines(&arena, &passage, (qn_range){0, 6}, &lines, &error), QN_NO_MEMORY);
  qn__memory_fail_after(-1);
  qn__arena_clear(&arena);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(lines_of_code_verse_and_lists_are_kept),
      cmocka_unit_test(brackets_are_lines_of_code),
      cmocka_unit_test(a_fence_is_a_line_of_code),
      cmocka_unit_test(lines_with_room_for_the_next_word_are_kept),
      cmocka_unit_test(prose_has_no_lines),
      cmocka_unit_test(beside_lines_paragraphs_are_lines_too),
      cmocka_unit_test(lines_are_those_within_the_extent),
      cmocka_unit_test(reports_out_of_memory),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
