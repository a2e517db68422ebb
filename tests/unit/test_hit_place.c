/* SPDX-License-Identifier: MIT */
/* test_hit_place.c: an article is found by its URL, or by its id. */
#include "support/support.h"

#include "tool/hit_place.h"

static void assert_hit(const char *title, const char *url, const char *name, const char *place) {
  const found_article found = {
      .article = {.id = string_of("folder/a.txt"), .title = string_of(title), .url = string_of(url)}};
  assert_int_equal(hit_name(&found).size, strlen(name));
  assert_memory_equal(hit_name(&found).data, name, strlen(name));
  assert_int_equal(hit_place(&found).size, strlen(place));
  assert_memory_equal(hit_place(&found).data, place, strlen(place));
}

static void a_url_leads_to_an_article_and_else_its_id(void **state) {
  (void)state;
  assert_hit("Title", "https://e.org", "Title", "https://e.org");
  assert_hit("Title", "", "Title", "folder/a.txt");
}

static void an_id_that_is_the_name_is_not_shown_again(void **state) {
  (void)state;
  assert_hit("", "", "folder/a.txt", "");
  assert_hit("", "https://e.org", "folder/a.txt", "https://e.org");
}

/* The place of an article whose first snippet is at `where`. */
static void assert_place_of(const char *id, const char *title, const char *url, const qn_place *where,
                            const char *expected) {
  const found_article found = {.article = {.id = string_of(id), .title = string_of(title), .url = string_of(url)},
                               .n_places = 1};
  search_answer answer = {.n_found = 1};
  qn__buffer out;
  qn__buffer_init(&out);
  qn__buffer_init(&answer.places);
  qn__buffer_bytes(&answer.places, where, sizeof *where);
  put_hit_place(&out, &answer, &found);
  qn__buffer_u8(&out, '\0');
  assert_string_equal((const char *)out.data, expected);
  qn__buffer_clear(&out);
  qn__buffer_clear(&answer.places);
}

static void assert_place(const char *title, const char *url, const qn_place *where, const char *expected) {
  assert_place_of("a.txt", title, url, where, expected);
}

static void a_line_stands_after_a_file_alone(void **state) {
  const qn_place numbered = {.line = 12, .record = 3, .is_record = true}, own = {.line = 12, .is_record = true},
                 cell = {.line = 12, .record = 3}, unknown = {.record = 3, .is_record = true};
  (void)state;
  assert_place_of("a.json#3", "Title", "", &numbered, "a.json:12");
  assert_place_of("a.json#3", "", "", &numbered, "a.json:12");
  assert_place_of("a.json#3", "Title", "", &unknown, "a.json#3");
  assert_place_of("q-17", "Title", "", &own, "q-17");
  assert_place_of("q#3", "Title", "", &own, "q#3");
  assert_place_of("a.ipynb", "Title", "", &cell, "a.ipynb:12");
}

static void a_place_has_a_line_for_editors_and_an_anchor_for_browsers(void **state) {
  const qn_place nowhere = {.page = 2}, line = {.line = 12}, both = {.line = 12, .anchor = string_of("neap")};
  (void)state;
  assert_place("Title", "", &nowhere, "a.txt");
  assert_place("Title", "", &both, "a.txt:12");
  assert_place("", "", &line, "a.txt:12"); /* its name has no line */
  assert_place("", "", &nowhere, "");
  assert_place("Title", "https://e.org", &line, "https://e.org");
  assert_place("Title", "https://e.org", &both, "https://e.org#neap");
  assert_place("Title", "https://e.org#own", &both, "https://e.org#own");
}

static void ids_and_scores_are_shown_on_demand(void **state) {
  const found_article linked = {.article = {.url = string_of("u"), .title = string_of("t")}},
                      untitled = {.article = {.url = string_of("u")}}, placed = {.article = {.title = string_of("t")}};
  const search_answer scored = {.has_scores = true}, sorted = {.has_scores = false};
  const tool_options verbose = {.verbose = true}, explained = {.explain = true}, plain = {.verbose = false};
  (void)state;
  assert_true(hit_shows_id(&linked, &verbose));
  assert_false(hit_shows_id(&linked, &plain));
  assert_false(hit_shows_id(&untitled, &verbose));
  assert_false(hit_shows_id(&placed, &verbose));
  assert_true(hit_shows_score(&scored, &verbose));
  assert_true(hit_shows_score(&scored, &explained));
  assert_false(hit_shows_score(&scored, &plain));
  assert_false(hit_shows_score(&sorted, &verbose));
}

/* How people read a date, and the day of it. */
static void assert_date(const char *date, const char *expected, const char *expected_day) {
  const found_article found = {.article = {.date = string_of(date)}};
  const qn_string day = hit_day(&found);
  qn__buffer out;
  qn__buffer_init(&out);
  put_hit_date(&out, &found);
  qn__buffer_u8(&out, '\0');
  assert_string_equal((const char *)out.data, expected);
  assert_int_equal(day.size, strlen(expected_day));
  assert_memory_equal(day.data, expected_day, day.size);
  qn__buffer_clear(&out);
}

static void a_date_has_a_space_before_its_time(void **state) {
  (void)state;
  assert_date("", "", "");
  assert_date("2024", "2024", "2024");
  assert_date("2024-10-20T20:04", "2024-10-20 20:04", "2024-10-20");
  assert_date("2024-10-20T20:04:05.123456789012345678901234567890+01:00",
              "2024-10-20 20:04:05.123456789012345678901234567890+01:00", "2024-10-20");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_url_leads_to_an_article_and_else_its_id),
      cmocka_unit_test(a_line_stands_after_a_file_alone),
      cmocka_unit_test(a_place_has_a_line_for_editors_and_an_anchor_for_browsers),
      cmocka_unit_test(ids_and_scores_are_shown_on_demand),
      cmocka_unit_test(a_date_has_a_space_before_its_time),
      cmocka_unit_test(an_id_that_is_the_name_is_not_shown_again),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
