/* SPDX-License-Identifier: MIT */
/* test_compounds.c: a word is a part of compounds whose other part is a word of the same directory, too. */
#include "plan/compounds.h"
#include "support/support.h"
#include "text/analyze.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct fixture {
  char *dirs[2];
  qn_index *index;
  qn__analyzer *analyzer;
  qn__arena arena;
} fixture;

/* Adds texts of a language, as one more segment of a directory. */
static void add_segment(const char *dir, const char *language, const char *const *texts, size_t n) {
  static unsigned number;
  char ids[16][16];
  qn_article articles[16];
  for (size_t i = 0; i < n; i++) {
    snprintf(ids[i], sizeof ids[i], "%u", number++);
    articles[i] = (qn_article){.id = string_of(ids[i]), .text = string_of(texts[i]), .language = string_of(language)};
  }
  add_articles(dir, articles, n, NULL);
}

static int set_up(void **state) {
  static fixture f;
  const char *const frequent[] = {"Verzeichnis", "Verzeichnis", "Verzeichnis", "Verzeichnis",
                                  "Verzeichnis", "Verzeichnis", "Verzeichnis", "Verzeichnis Verzeichnung"};
  const char *const german[] = {"Hochspannungsnetzgerät Netzgerätehersteller",
                                "Hochspannung, Hersteller, Anlage, Hochspannungsanlage",
                                "Kasten, Brot, der Ast, rot",
                                "Kaufhaus, Kaufhäuser, Hochhaus",
                                "Kaufhaus, hoch, Haus",
                                "Verzeichnis, Zeichnis, ver",
                                "Hausboot, Boot, Liebeslied, Lied"};
  const char *const more_german[] = {"Kaufhaus, Kauf, Kauf", "Krankenhaus, Lieblingsplatz", "Hausnummer, Haus-Nummer"};
  const char *const ends[] = {"Tageszeitung, tags, Jahreszeit, Jahr, Zeit",
                              "Hochspannung, Vorname, vor, Warnende, warnen"};
  const char *const others[] = {"houseboat house boat"};
  const char *const dutch[] = {"roggebrood, broodrooster, rogge, rooster, brood"};
  const char *const swedish[] = {"arbetsmarknad, marknad, arbete"};
  const char *const elsewhere[] = {"Krankenhaus, krank, Hochhaus", "kranken Parkhaus"};
  f = (fixture){.dirs = {make_temp_dir(), make_temp_dir()}};
  add_segment(f.dirs[0], "de", german, 7);
  add_segment(f.dirs[0], "de", frequent, 8);
  add_segment(f.dirs[0], "de", more_german, 3);
  add_segment(f.dirs[0], "de", ends, 2);
  add_segment(f.dirs[0], "en", others, 1);
  add_segment(f.dirs[0], "nl", dutch, 1);
  add_segment(f.dirs[0], "sv", swedish, 1);
  add_segment(f.dirs[1], "de", elsewhere, 2);
  qn_error error;
  assert_ok(qn_index_open(&f.index, (const char *const *)f.dirs, 2, &error), error);
  assert_ok(qn__analyzer_new(&f.analyzer, &error), error);
  qn__arena_init(&f.arena);
  *state = &f;
  return 0;
}

static int tear_down(void **state) {
  fixture *f = *state;
  qn__arena_clear(&f->arena);
  qn__analyzer_free(f->analyzer);
  qn_index_close(f->index);
  for (int i = 0; i < 2; i++)
    remove_tree(f->dirs[i]);
  return 0;
}

static qn_status list_compound(void *context, const void *term, size_t size, uint64_t doc_freq, qn_error *error) {
  char *list = context;
  size_t used = strlen(list);
  (void)error;
  snprintf(list + used, 300 - used, "%.*s %llu, ", (int)size - 1, (const char *)term + 1, (unsigned long long)doc_freq);
  return QN_OK;
}

static qn_status visit_compounds(fixture *f, const char *language, const char *form, const qn__variant_visitor *visitor,
                                 qn_error *error) {
  char term[QN__FORM_MAX + 1];
  qn__analyzed word = {.form = form, .form_size = strlen(form)};
  assert_ok(qn__analyze_form(f->analyzer, qn__language_find(language, 2), form, strlen(form), &word, error), *error);
  memcpy(term, word.term, word.term_size);
  word.term = term;
  qn__arena_reset(&f->arena);
  return qn__each_compound(f->index, f->analyzer, &f->arena, &word, visitor, error);
}

/* The compounds that have a form as a part, as they are visited. */
static const char *compounds_of(fixture *f, const char *language, const char *form) {
  static char list[300];
  const qn__variant_visitor visitor = {list_compound, list};
  qn_error error;
  list[0] = '\0';
  assert_ok(visit_compounds(f, language, form, &visitor, &error), error);
  return list;
}

static void the_last_part_finds_a_compound(void **state) {
  assert_string_equal(compounds_of(*state, "de", "boot"), "hausboot 1, ");
  assert_string_equal(compounds_of(*state, "nl", "brood"), "broodrooster 1, roggebrod 1, ");
}

static void the_first_part_finds_a_compound(void **state) {
  assert_string_equal(compounds_of(*state, "de", "hochspannung"), "hochspannungsanlag 1, ");
  assert_string_equal(compounds_of(*state, "nl", "rogge"), "roggebrod 1, ");
}

static void letters_between_the_parts_are_not_in_the_way(void **state) {
  assert_string_equal(compounds_of(*state, "de", "liebe"), "liebeslied 1, ");
  assert_string_equal(compounds_of(*state, "sv", "arbete"), "arbetsmarkn 1, ");
}

static void no_article_need_have_the_word_itself(void **state) {
  assert_string_equal(compounds_of(*state, "de", "netzgerät"), "hochspannungsnetzgerat 1, netzgerateherstell 1, ");
}

static void inflected_words_find_the_compounds_of_their_stem(void **state) {
  assert_string_equal(compounds_of(*state, "de", "boote"), "hausboot 1, ");
  assert_string_equal(compounds_of(*state, "de", "häuser"), compounds_of(*state, "de", "haus"));
}

/* "Kaufhaus" is in both segments of the first directory, "Krankenhaus" in two directories: one knows "krank". */
static void the_most_frequent_come_first_directory_by_directory(void **state) {
  assert_string_equal(compounds_of(*state, "de", "haus"),
                      "kaufhaus 3, hausboot 1, hausnumm 1, hochhaus 1, krankenhaus 1, ");
}

/* The term of "Tageszeitung" is "tageszeit". */
static void stems_that_are_shorter_in_longer_words_are_found(void **state) {
  assert_string_equal(compounds_of(*state, "de", "spannung"), "hochspann 2, ");
}

/* "Jahreszeit" ends in the stem that "Zeitung" has in longer words, but has no such form; "Zeit" is more frequent. */
static void another_word_of_the_same_end_needs_a_form(void **state) {
  assert_string_equal(compounds_of(*state, "de", "zeitung"), "tageszeit 1, ");
  assert_string_equal(compounds_of(*state, "de", "zeit"), "jahreszeit 1, tageszeit 1, ");
}

static void a_term_of_three_letters_needs_a_form(void **state) {
  assert_string_equal(compounds_of(*state, "de", "name"), "vornam 1, ");
  assert_string_equal(compounds_of(*state, "de", "nams"), "");
}

static void endings_of_participles_are_no_parts(void **state) {
  assert_string_equal(compounds_of(*state, "de", "ende"), "");
}

static void the_rest_must_be_a_word(void **state) {
  assert_string_equal(compounds_of(*state, "de", "aste"), "");
  assert_string_equal(compounds_of(*state, "de", "brot"), "");
  assert_string_equal(compounds_of(*state, "de", "platz"), "");
}

/* "Verzeichnis" is in nine articles, "ver" in one. */
static void the_rest_is_not_far_rarer_than_the_compound(void **state) {
  assert_string_equal(compounds_of(*state, "de", "zeichnis"), "");
  assert_string_equal(compounds_of(*state, "de", "zeichnung"), "verzeichn 1, ");
}

static void short_words_are_no_parts(void **state) {
  assert_string_equal(compounds_of(*state, "de", "ast"), "");
  assert_string_equal(compounds_of(*state, "de", "rot"), "");
}

static void languages_that_write_words_apart_have_no_compounds(void **state) {
  assert_string_equal(compounds_of(*state, "en", "house"), "");
  assert_string_equal(compounds_of(*state, "en", "boat"), "");
}

static void words_of_other_characters_have_no_compounds(void **state) {
  assert_string_equal(compounds_of(*state, "de", "haus-boot"), "");
  assert_string_equal(compounds_of(*state, "de", "2000"), "");
}

static qn_status fail_at_once(void *context, const void *term, size_t size, uint64_t doc_freq, qn_error *error) {
  (void)context, (void)term, (void)size, (void)doc_freq;
  return qn__fail(error, QN_CANCELLED, "enough");
}

static void failures_of_the_visitor_end_the_search(void **state) {
  const qn__variant_visitor visitor = {fail_at_once, NULL};
  qn_error error;
  assert_int_equal(visit_compounds(*state, "de", "haus", &visitor, &error), QN_CANCELLED);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(the_last_part_finds_a_compound),
      cmocka_unit_test(the_first_part_finds_a_compound),
      cmocka_unit_test(letters_between_the_parts_are_not_in_the_way),
      cmocka_unit_test(no_article_need_have_the_word_itself),
      cmocka_unit_test(inflected_words_find_the_compounds_of_their_stem),
      cmocka_unit_test(the_most_frequent_come_first_directory_by_directory),
      cmocka_unit_test(stems_that_are_shorter_in_longer_words_are_found),
      cmocka_unit_test(another_word_of_the_same_end_needs_a_form),
      cmocka_unit_test(a_term_of_three_letters_needs_a_form),
      cmocka_unit_test(endings_of_participles_are_no_parts),
      cmocka_unit_test(the_rest_must_be_a_word),
      cmocka_unit_test(the_rest_is_not_far_rarer_than_the_compound),
      cmocka_unit_test(short_words_are_no_parts),
      cmocka_unit_test(languages_that_write_words_apart_have_no_compounds),
      cmocka_unit_test(words_of_other_characters_have_no_compounds),
      cmocka_unit_test(failures_of_the_visitor_end_the_search),
  };
  return cmocka_run_group_tests(tests, set_up, tear_down);
}
