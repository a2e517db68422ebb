/* SPDX-License-Identifier: MIT */
/* test_spellings.c: what people leave out when they type a word, language by language. */
#include "text/spellings.h"

#include "support/support.h"

#include <stdio.h>
#include <string.h>

/* The plain spellings of a form, each with its tag: "8:obrien 1:42 ". */
static const char *spellings_of(const char *language, const char *form) {
  static char list[4 * QN__FORM_MAX];
  qn__spelling spellings[QN__SPELLINGS_MAX];
  size_t n = qn__plain_spellings(spellings, qn__language_find(language, strlen(language)), form, strlen(form));
  size_t size = 0;
  list[0] = '\0';
  for (size_t i = 0; i < n; i++)
    size += (size_t)snprintf(list + size, sizeof list - size, "%d:%.*s ", spellings[i].bytes[0],
                             (int)spellings[i].size - 1, spellings[i].bytes + 1);
  return list;
}

static void ascii_letters_and_digits_have_no_other_spelling(void **state) {
  (void)state;
  assert_string_equal(spellings_of("en", "word"), "");
  assert_string_equal(spellings_of("de", "mueller2"), "");
  assert_string_equal(spellings_of("none", "42"), "");
  assert_string_equal(spellings_of("en", "wi-fi"), "");
}

static void marks_are_left_out(void **state) {
  (void)state;
  assert_string_equal(spellings_of("es", "información"), "25:informacion ");
  assert_string_equal(spellings_of("fr", "œuvrée"), "10:oeuvree ");
  assert_string_equal(spellings_of("tr", "ışık"), "28:isik ");
  assert_string_equal(spellings_of("ru", "ёлка"), "23:елка ");
}

static void apostrophes_are_left_out(void **state) {
  (void)state;
  assert_string_equal(spellings_of("en", "o'brien"), "8:obrien ");
  assert_string_equal(spellings_of("en", "qur'an"), "8:quran ");
  assert_string_equal(spellings_of("en", "don't"), "8:dont ");
  assert_string_equal(spellings_of("fr", "île-de-france"), "10:iledefrance ");
  assert_string_equal(spellings_of("none", "צה\"ל"), "1:צהל ");
}

static void english_words_that_would_be_others_keep_their_apostrophe(void **state) {
  (void)state;
  const char *const words[] = {"we're", "i'll", "it's", "she'd", "i'm", "we've", "dogs'"};
  for (size_t i = 0; i < sizeof words / sizeof *words; i++)
    assert_string_equal(spellings_of("en", words[i]), "");
  assert_string_equal(spellings_of("de", "gibt's"), "11:gibts ");
}

static void german_and_nordic_letters_are_written_out_too(void **state) {
  (void)state;
  assert_string_equal(spellings_of("de", "größe"), "11:grosse 11:groesse ");
  assert_string_equal(spellings_of("da", "århus"), "6:arhus 6:aarhus ");
  assert_string_equal(spellings_of("no", "tromsø"), "20:tromso 20:tromsoe ");
  assert_string_equal(spellings_of("fr", "größe"), "10:grosse ");
}

static void turkish_names_lose_their_suffixes(void **state) {
  (void)state;
  assert_string_equal(spellings_of("tr", "rusça'da"), "28:ruscada 28:rusca ");
  assert_string_equal(spellings_of("tr", "o'brien"), "28:obrien ");
}

static void versions_lose_their_v(void **state) {
  (void)state;
  assert_string_equal(spellings_of("en", "v2.0.1"), "1:2.0.1 ");
  assert_string_equal(spellings_of("en", "v2.0.x"), "");
  assert_string_equal(spellings_of("none", "2.0.1"), "");
}

static void thousands_lose_their_dots(void **state) {
  (void)state;
  assert_string_equal(spellings_of("none", "1.234.567"), "1:1234567 ");
  assert_string_equal(spellings_of("none", "1.234"), "");
  assert_string_equal(spellings_of("none", "192.168.10.1"), "");
  assert_string_equal(spellings_of("none", "1234.567.890"), "");
}

static void a_spelling_never_exceeds_a_form(void **state) {
  (void)state;
  char form[QN__FORM_MAX + 1] = "";
  qn__spelling spellings[QN__SPELLINGS_MAX];
  for (size_t i = 0; i + 2 < sizeof form; i += 2)
    memcpy(form + i, "ö", 2);
  size_t size = sizeof form - 2;
  assert_int_equal(qn__plain_spellings(spellings, QN__LANGUAGE_GERMAN, form, size), 2); /* ö as o, and as oe: as long */
  for (size_t i = 0; i < 2; i++)
    assert_true(spellings[i].size <= QN__FORM_MAX + 1);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(ascii_letters_and_digits_have_no_other_spelling),
      cmocka_unit_test(marks_are_left_out),
      cmocka_unit_test(apostrophes_are_left_out),
      cmocka_unit_test(english_words_that_would_be_others_keep_their_apostrophe),
      cmocka_unit_test(german_and_nordic_letters_are_written_out_too),
      cmocka_unit_test(turkish_names_lose_their_suffixes),
      cmocka_unit_test(versions_lose_their_v),
      cmocka_unit_test(thousands_lose_their_dots),
      cmocka_unit_test(a_spelling_never_exceeds_a_form),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
