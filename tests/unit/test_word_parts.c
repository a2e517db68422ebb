/* SPDX-License-Identifier: MIT */
/* test_word_parts.c: which parts a word has. */
#include "text/word_parts.h"

#include <stdio.h>
#include <string.h>

#include "support/support.h"

/* The parts of a word: "get User Name ". */
static const char *parts_of(const char *word) {
  static char list[1000];
  qn__word_part parts[QN__WORD_PARTS_MAX];
  qn__word_kind kind = QN__WORD_ASCII;
  for (const char *c = word; *c != '\0'; c++)
    kind = (uint8_t)*c >= 0x80 ? QN__WORD_UNICODE : kind;
  bool may = qn__may_have_parts(word, strlen(word), kind);
  size_t n = may ? qn__find_word_parts(word, strlen(word), parts) : 0, size = 0;
  list[0] = '\0';
  for (size_t i = 0; i < n; i++)
    size += (size_t)snprintf(list + size, sizeof list - size, "%.*s ", parts[i].end - parts[i].start,
                             word + parts[i].start);
  return list;
}

static void plain_words_have_none(void **state) {
  (void)state;
  assert_string_equal(parts_of("Word"), "");
  assert_string_equal(parts_of("NASA"), "");
  assert_string_equal(parts_of("TVs"), "");
  assert_string_equal(parts_of("1859"), "");
  assert_string_equal(parts_of("Ёлка"), "");
  assert_string_equal(parts_of("ΑΘΗΝΑ"), "");
  assert_string_equal(parts_of("कंप्यूटर"), "");
}

static void a_part_begins_at_a_capital_and_beside_digits(void **state) {
  (void)state;
  assert_string_equal(parts_of("getUserName"), "get User Name ");
  assert_string_equal(parts_of("XMLHttpRequest"), "XML Http Request ");
  assert_string_equal(parts_of("python3"), "python ");
  assert_string_equal(parts_of("mp3Player"), "mp Player ");
}

static void letters_of_any_script_count(void **state) {
  (void)state;
  assert_string_equal(parts_of("größeÄndern"), "größe Ändern ");
  assert_string_equal(parts_of("получитьИмя2"), "получить Имя ");
  assert_string_equal(parts_of("2014م"), "2014 ");
  assert_string_equal(parts_of("5км"), "км ");
  assert_string_equal(parts_of("हिन्दी२०"), "हिन्दी २० ");
}

static void letters_of_ascii_divide_from_those_of_another_script(void **state) {
  (void)state;
  assert_string_equal(parts_of("DNAमें"), "DNA में ");
  assert_string_equal(parts_of("ctडीएनए"), "ct डीएनए ");
  assert_string_equal(parts_of("webсервер"), "web сервер ");
  assert_string_equal(parts_of("βcarotene"), "carotene ");
  assert_string_equal(parts_of("Vi\u1ec7t"), "");
  assert_string_equal(parts_of("se\u00f1or"), "");
}

static void marks_belong_to_what_they_follow(void **state) {
  (void)state;
  assert_string_equal(parts_of("cafe\u0301Noir"), "cafe\u0301 Noir ");
  assert_string_equal(parts_of("A\u0301bcD\u0301E\u0301f"), "A\u0301bc D\u0301E\u0301f ");
  assert_string_equal(parts_of("2a"), "");
  assert_string_equal(parts_of("2a\u0301"), "a\u0301 ");
}

static void numbers_keep_their_points(void **state) {
  (void)state;
  assert_string_equal(parts_of("python3.11"), "python 3.11 ");
  assert_string_equal(parts_of("3.5mm"), "3.5 mm ");
  assert_string_equal(parts_of("5,864.6kg"), "5,864.6 kg ");
  assert_string_equal(parts_of("3.14"), "");
  assert_string_equal(parts_of("U.S"), "");
}

static void a_number_with_two_dots_has_groups_and_beginnings(void **state) {
  (void)state;
  assert_string_equal(parts_of("192.168.10.1"), "192 168 192.168 10 192.168.10 1 ");
  assert_string_equal(parts_of("lib2.0.1"), "lib 2.0.1 2 0 2.0 1 ");
}

static void a_number_after_a_v_is_a_plain_spelling_and_not_a_part(void **state) {
  (void)state;
  assert_string_equal(parts_of("v2.0"), "");
  assert_string_equal(parts_of("V2.0.1"), "2 0 2.0 1 ");
  assert_string_equal(parts_of("v12"), "12 ");
}

static void ordinals_and_signs_have_none(void **state) {
  (void)state;
  assert_string_equal(parts_of("22nd"), "");
  assert_string_equal(parts_of("1ST"), "");
  assert_string_equal(parts_of("CO\u2082"), "");
  assert_string_equal(parts_of("12\u00a0345"), "");
  assert_string_equal(parts_of("\u05e6\u05d4\"\u05dc"), "");
}

static void what_follows_an_elided_word_is_a_part(void **state) {
  (void)state;
  assert_string_equal(parts_of("l'été"), "été ");
  assert_string_equal(parts_of("L\u2019homme"), "homme ");
  assert_string_equal(parts_of("rock'n'roll"), "");
  assert_string_equal(parts_of("O'Brien"), "");
  assert_string_equal(parts_of("d'OpenStreetMap"), "OpenStreetMap Open Street Map ");
}

static void what_goes_before_an_apostrophe_has_parts(void **state) {
  (void)state;
  assert_string_equal(parts_of("GitHub's"), "Git Hub ");
  assert_string_equal(parts_of("LibreOffice\u2019da"), "Libre Office ");
  assert_string_equal(parts_of("2.0.1's"), "2 0 2.0 1 ");
  assert_string_equal(parts_of("12'345km"), "");
  assert_string_equal(parts_of("McDonald's"), "Mc Donald ");
}

static void there_are_no_more_than_the_limit(void **state) {
  (void)state;
  char word[QN__WORD_MAX + 1];
  qn__word_part parts[QN__WORD_PARTS_MAX];
  for (size_t i = 0; i < QN__WORD_MAX; i++)
    word[i] = i % 3 == 0 ? 'A' : 'b';
  assert_int_equal(qn__find_word_parts(word, QN__WORD_MAX, parts), QN__WORD_PARTS_MAX);
  assert_int_equal(parts[QN__WORD_PARTS_MAX - 1].end, QN__WORD_PARTS_MAX * 3);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(plain_words_have_none),
      cmocka_unit_test(a_part_begins_at_a_capital_and_beside_digits),
      cmocka_unit_test(letters_of_any_script_count),
      cmocka_unit_test(letters_of_ascii_divide_from_those_of_another_script),
      cmocka_unit_test(marks_belong_to_what_they_follow),
      cmocka_unit_test(numbers_keep_their_points),
      cmocka_unit_test(a_number_with_two_dots_has_groups_and_beginnings),
      cmocka_unit_test(a_number_after_a_v_is_a_plain_spelling_and_not_a_part),
      cmocka_unit_test(ordinals_and_signs_have_none),
      cmocka_unit_test(what_follows_an_elided_word_is_a_part),
      cmocka_unit_test(what_goes_before_an_apostrophe_has_parts),
      cmocka_unit_test(there_are_no_more_than_the_limit),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
