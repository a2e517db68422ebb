/* SPDX-License-Identifier: MIT */
/* test_extras.c: which extra terms a text has, and at which of its words. */
#include "text/extras.h"
#include "text/word_parts.h"

#include "support/support.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MAX_WORDS = 64 };

/* The extras of a text, each with the index of its word: "0:wifi 3:user ". */
static const char *extras_of(const char *text) {
  static char list[1000];
  qn__word words[MAX_WORDS];
  qn__extras extras = {.found.failed = false};
  size_t cursor = 0, n = qn__scan_words(text, strlen(text), &cursor, words, MAX_WORDS), size = 0;
  qn__extras_find(&extras, text, strlen(text), words, n);
  const qn__extra *found = QN__ARRAY(qn__extra, &extras.found);
  list[0] = '\0';
  for (size_t i = 0; i < extras.found.size / sizeof *found; i++)
    size += (size_t)snprintf(list + size, sizeof list - size, "%u:%.*s ", found[i].at, (int)found[i].word.size,
                             (const char *)extras.text.data + found[i].word.offset);
  qn__extras_clear(&extras);
  return list;
}

/* The kinds of the extras of a text, and where they are made of: "compound 4-9 ". */
static const char *kinds_of(const char *text) {
  static char list[1000];
  qn__word words[MAX_WORDS];
  qn__extras extras = {.found.failed = false};
  size_t cursor = 0, n = qn__scan_words(text, strlen(text), &cursor, words, MAX_WORDS), size = 0, start, end;
  qn__extras_find(&extras, text, strlen(text), words, n);
  const qn__extra *found = QN__ARRAY(qn__extra, &extras.found);
  list[0] = '\0';
  for (size_t i = 0; i < extras.found.size / sizeof *found; i++) {
    qn__extra_place(&found[i], words, &start, &end);
    size += (size_t)snprintf(list + size, sizeof list - size, "%s %zu-%zu ",
                             qn__extra_kind_name((qn__extra_kind)found[i].kind), start, end);
  }
  qn__extras_clear(&extras);
  return list;
}

static void each_has_a_kind_and_a_place(void **state) {
  (void)state;
  assert_string_equal(kinds_of("the wi-fi here"), "compound 4-9 ");
  assert_string_equal(kinds_of("Ph.D. a_b"), "compound 0-4 compound 6-9 ");
  assert_string_equal(kinds_of("infor-\nmation bro-\r\nken"), "line end 0-13 line end 14-23 ");
  assert_string_equal(kinds_of("my C++ on .NET"), "signs 3-6 signs 10-14 ");
  assert_string_equal(kinds_of("my getName 10.20.30"), "part 3-6 part 6-10 number part 11-13 number part 14-16 "
                                                       "number part 11-16 number part 17-19 ");
  assert_string_equal(kinds_of("l'\xc3\xa9t\xc3\xa9"), "elision 2-7 ");
}

static void plain_text_has_none(void **state) {
  (void)state;
  assert_string_equal(extras_of("It was the best of times. It was 1859, the 2nd (or 22nd) - or A. B."), "");
  assert_string_equal(extras_of("NASA's TVs, 3.14 and 5,864.6; a + b; rock'n'roll"), "");
}

static void compounds_stand_at_their_first_part(void **state) {
  (void)state;
  assert_string_equal(extras_of("the wi-fi here"), "1:wi-fi ");
  assert_string_equal(extras_of("http_proxy"), "0:http_proxy ");
  assert_string_equal(extras_of("co\xe2\x80\x90operate"), "0:co-operate ");
  assert_string_equal(extras_of("state-of-the-art"), "0:state-of-the-art ");
  assert_string_equal(extras_of("BX-4417-Z"), "0:BX-4417-Z ");
}

static void compounds_of_too_many_parts_or_of_digits_are_not(void **state) {
  (void)state;
  assert_string_equal(extras_of("a-b-c-d-e"), "");
  assert_string_equal(extras_of("2024-02-29"), "");
  assert_string_equal(extras_of("2.5-5, 1,000-2,000"), "");
  assert_string_equal(extras_of("either - or, this--that"), "");
}

static void words_cut_at_a_line_end_are_whole(void **state) {
  (void)state;
  assert_string_equal(extras_of("infor-\nmation"), "0:information ");
  assert_string_equal(extras_of("infor-\r\n  mation"), "0:information ");
  assert_string_equal(extras_of("end-\n\nBegin"), "");
  assert_string_equal(extras_of("list -\nitem"), "");
}

static void abbreviations_are_closed_up(void **state) {
  (void)state;
  assert_string_equal(extras_of("a Ph.D. and"), "1:PhD ");
  assert_string_equal(extras_of("the end.He said"), "");
}

static void identifiers_have_parts(void **state) {
  (void)state;
  assert_string_equal(extras_of("getUserName"), "0:get 0:User 0:Name ");
  assert_string_equal(extras_of("XMLHttpRequest"), "0:XML 0:Http 0:Request ");
  assert_string_equal(extras_of("python3 at 1080p, iPhone12"), "0:python 2:1080 3:Phone 3:12 ");
  assert_string_equal(extras_of("McDonald"), "0:Mc 0:Donald ");
}

static void numbers_with_dots_have_groups_and_beginnings(void **state) {
  (void)state;
  assert_string_equal(extras_of("192.168.10.1"), "0:192 0:168 0:192.168 0:10 0:192.168.10 0:1 ");
  assert_string_equal(extras_of("v2.0.1"), "0:2 0:0 0:2.0 0:1 ");
}

static void signs_belong_to_names(void **state) {
  (void)state;
  assert_string_equal(extras_of("C++ or C#, F# and .NET"), "0:C++ 2:C# 3:F# 5:.NET ");
  assert_string_equal(extras_of("C++11, A+ (Notepad++)"), "0:C++ 2:A+ 3:Notepad++ ");
  assert_string_equal(extras_of("a+b, page#section, end...and x.y"), "");
  assert_string_equal(extras_of("1,000+ and Größe+"), "");
}

static void what_follows_an_elided_article_is_found(void **state) {
  (void)state;
  assert_string_equal(extras_of("l'hiver d\xe2\x80\x99\xc3\xa9t\xc3\xa9"), "0:hiver 1:\xc3\xa9t\xc3\xa9 ");
  assert_string_equal(extras_of("o'clock don't"), "");
}

static void persian_words_are_closed_up(void **state) {
  (void)state;
  assert_string_equal(extras_of("کتاب" QN__NON_JOINER "ها"), "0:کتابها ");
  assert_string_equal(extras_of("Auf" QN__NON_JOINER "lage"), "");
}

static void parts_are_no_more_than_the_limit(void **state) {
  (void)state;
  char text[120] = "";
  for (unsigned i = 0; i < 20; i++)
    strcat(text, "abCd");
  unsigned n = 0;
  for (const char *at = extras_of(text); (at = strchr(at, ' ')) != NULL; at++)
    n++;
  assert_int_equal(n, QN__WORD_PARTS_MAX);
}

static void a_quick_look_at_a_word_misses_nothing(void **state) {
  (void)state;
  static const char *const pieces[] = {"a", "ble", "word", "A", "B",  "1", "20", "-",        "_",
                                       "+", "#",   ".",    "'", "\n", " ", " ",  "\xc3\xa9", "\xe2\x80\x90"};
  enum { LOOKED_AT_CLOSELY = 16 }; /* bytes of a text of which every word is */
  random_source random = random_start("a_quick_look_at_a_word_misses_nothing", 7);
  for (int round = 0; round < 20000; round++) {
    char text[LOOKED_AT_CLOSELY + 1] = "", wrapped[60], expected[1000];
    for (size_t size = 0; size < LOOKED_AT_CLOSELY - 3; size = strlen(text))
      strcat(text, pieces[random_below(&random, sizeof pieces / sizeof *pieces)]);
    snprintf(wrapped, sizeof wrapped, " %s%20s", text, "");
    snprintf(expected, sizeof expected, "%s", extras_of(text));
    assert_string_equal(extras_of(wrapped), expected);
  }
}

static void a_long_text_can_be_cancelled(void **state) {
  (void)state;
  enum { MANY = 100000 };
  bool cancel = false;
  char *text = calloc(MANY * 3 + 16, 1);
  qn__word *words = calloc(MANY, sizeof *words);
  qn__extras extras = {.cancel = {flag_is_set, &cancel}};
  size_t cursor = 0;
  for (size_t i = 0; i < MANY; i++)
    memcpy(text + i * 3, "C# ", 3);
  assert_int_equal(qn__scan_words(text, MANY * 3, &cursor, words, MANY), MANY);
  qn__extras_find(&extras, text, MANY * 3, words, MANY);
  assert_false(extras.cancelled);
  assert_int_equal(extras.found.size / sizeof(qn__extra), MANY);
  cancel = true;
  qn__extras_find(&extras, text, MANY * 3, words, MANY);
  assert_true(extras.cancelled);
  assert_true(extras.found.size / sizeof(qn__extra) < MANY / 2);
  qn__extras_find(&extras, text, 3 * 3, words, 3); /* a short one is not worth asking */
  assert_false(extras.cancelled);
  qn__extras_clear(&extras);
  free(words);
  free(text);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(plain_text_has_none),
      cmocka_unit_test(each_has_a_kind_and_a_place),
      cmocka_unit_test(compounds_stand_at_their_first_part),
      cmocka_unit_test(compounds_of_too_many_parts_or_of_digits_are_not),
      cmocka_unit_test(words_cut_at_a_line_end_are_whole),
      cmocka_unit_test(abbreviations_are_closed_up),
      cmocka_unit_test(identifiers_have_parts),
      cmocka_unit_test(numbers_with_dots_have_groups_and_beginnings),
      cmocka_unit_test(signs_belong_to_names),
      cmocka_unit_test(what_follows_an_elided_article_is_found),
      cmocka_unit_test(persian_words_are_closed_up),
      cmocka_unit_test(parts_are_no_more_than_the_limit),
      cmocka_unit_test(a_quick_look_at_a_word_misses_nothing),
      cmocka_unit_test(a_long_text_can_be_cancelled),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
