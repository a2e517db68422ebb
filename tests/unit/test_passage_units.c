/* SPDX-License-Identifier: MIT */
/* test_passage_units.c: sentences of a passage, and headings and menu entries between them. */
#include "snippets/passage_units.h"
#include "support/support.h"

#include <stdio.h>
#include <string.h>

typedef struct unit_fixture {
  qn__arena arena;
  qn__passage passage;
  qn__unit_list units;
} unit_fixture;

static void read_units(unit_fixture *f, const char *text, bool starts_text, bool ends_text, size_t low, size_t high) {
  qn_error error;
  qn__arena_init(&f->arena);
  f->passage = (qn__passage){.text = {text, strlen(text)}, .starts_text = starts_text, .ends_text = ends_text};
  assert_ok(qn__passage_units(&f->arena, &f->passage, low, high, &f->units, &error), error);
}

/* The units, a bar between two; headings and the like in parentheses, and a dash where the passage cuts one off. */
static void check_units(const char *text, bool starts_text, bool ends_text, const char *expected) {
  unit_fixture f;
  char found[1024] = "";
  size_t used = 0;
  read_units(&f, text, starts_text, ends_text, 0, SIZE_MAX);
  for (size_t i = 0; i < f.units.n; i++) {
    const qn__unit *unit = &f.units.units[i];
    used += (size_t)snprintf(found + used, sizeof found - used, "%s%s%s%.*s%s%s", i > 0 ? "|" : "",
                             unit->is_start ? "" : "-", unit->prose ? "" : "(", (int)(unit->end - unit->start),
                             text + unit->start, unit->prose ? "" : ")", unit->is_end ? "" : "-");
  }
  assert_string_equal(found, expected);
  qn__arena_clear(&f.arena);
}

static void sentences_are_prose_and_headings_are_not(void **state) {
  (void)state;
  check_units("Railways\n\nThe first was built in 1850.  It ran to Ely.\n\nHome\nLog in\n", true, true,
              "(Railways)|The first was built in 1850.|It ran to Ely.|(Home)|(Log in)");
  check_units("Go home.\n\nHe said: \"It is late.\"\n", true, true, "(Go home.)|He said: \"It is late.\"");
  check_units(" \n ", true, true, "");
}

static void a_long_paragraph_is_prose_without_a_full_stop(void **state) {
  (void)state;
#define CLAUSE "and so they went on and on without an end, "
  check_units(CLAUSE CLAUSE CLAUSE "x", true, true, CLAUSE CLAUSE CLAUSE "x");
}

static void the_edges_of_a_passage_are_no_ends(void **state) {
  (void)state;
  check_units("of the sea. They are seen. Once", false, false, "-of the sea.|They are seen.|Once-");
  check_units("of the sea. They are seen. Once", true, true, "of the sea.|They are seen.|Once");
}

static void characters_are_counted_as_they_are_shown(void **state) {
  (void)state;
  unit_fixture f;
  read_units(&f, "A   \u0439\n  word here stands.  Then   on.", true, true, 0, SIZE_MAX);
  assert_int_equal(f.units.n, 3);
  assert_int_equal(f.units.units[0].chars, 3);
  assert_int_equal(f.units.units[1].chars_before, 4);
  assert_int_equal(f.units.units[2].chars_before, 4 + 17 + 1);
  assert_int_equal(f.units.units[2].chars, 8);
  qn__arena_clear(&f.arena);
}

static void only_what_is_asked_for_is_read(void **state) {
  (void)state;
  unit_fixture f;
  char text[4000] = "";
  for (int i = 0; i < 200; i++)
    strcat(text, "It is so here. ");
  read_units(&f, text, true, true, 1500, 1520);
  assert_int_equal(text[f.units.units[0].start], 'I');
  assert_in_range(f.units.units[0].start, 1485, 1500);
  qn__arena_clear(&f.arena);
  read_units(&f, text, true, true, 0, SIZE_MAX);
  assert_int_equal(f.units.n, 200);
  qn__arena_clear(&f.arena);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(sentences_are_prose_and_headings_are_not),
      cmocka_unit_test(a_long_paragraph_is_prose_without_a_full_stop),
      cmocka_unit_test(the_edges_of_a_passage_are_no_ends),
      cmocka_unit_test(characters_are_counted_as_they_are_shown),
      cmocka_unit_test(only_what_is_asked_for_is_read),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
