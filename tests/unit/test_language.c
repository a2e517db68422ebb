/* SPDX-License-Identifier: MIT */
/* test_language.c: languages are found under their usual names, and their numbers, part of the format, stay. */
#include <string.h>

#include "support/support.h"
#include "text/language.h"

static uint8_t find(const char *name) {
  return qn__language_find(name, strlen(name));
}

static void knows_the_usual_names(void **state) {
  (void)state;
  static const char *const english[] = {"en", "eng", "EN", "en-US", "en_US", "en_US.UTF-8", "english", "English"};
  for (size_t i = 0; i < sizeof english / sizeof english[0]; i++)
    assert_int_equal(find(english[i]), QN__LANGUAGE_ENGLISH);
  assert_int_equal(find("pt-BR"), find("portuguese"));
  assert_int_equal(find("nb"), find("norwegian"));
  assert_int_equal(find("nn-NO"), find("no"));
  assert_int_equal(find("deu"), find("de"));
  assert_int_equal(find("ger"), find("German"));
  assert_int_equal(find("none"), QN__LANGUAGE_PLAIN);
  assert_int_equal(find("und"), QN__LANGUAGE_PLAIN);
}

static void refuses_others(void **state) {
  (void)state;
  static const char *const others[] = {"", "-", "xx", "zha-Latn", "e", "engl", "en fr", "porter", "9", "én", "-en"};
  for (size_t i = 0; i < sizeof others / sizeof others[0]; i++)
    assert_int_equal(find(others[i]), 0);
  assert_int_equal(find("anextraordinarilylonglanguagename"), 0);
}

static void keeps_its_numbers(void **state) {
  (void)state;
  static const char *const codes[] = {
      NULL, "none", "ar", "hy", "eu", "ca", "da", "nl", "en", "fi", "fr", "de", "el", "hi", "hu",
      "id", "ga",   "it", "lt", "ne", "no", "pt", "ro", "ru", "sr", "es", "sv", "ta", "tr", "yi",
      "bg", "cs",   "pl", "uk", "fa", "he", "sk", "sl", "hr", "bs", "mk", "be", "et", "lv", "is",
      "gl", "sq",   "vi", "ms", "sw", "af", "eo", "az", "zh", "ja", "ko", "th", "ka", "ur", "bn",
  };
  size_t n = sizeof codes / sizeof codes[0];
  assert_null(qn__language_code(0));
  for (size_t i = 1; i < n; i++) {
    assert_string_equal(qn__language_code((uint8_t)i), codes[i]);
    assert_int_equal(find(codes[i]), i);
  }
  for (size_t i = n; i < 256; i++) {
    assert_null(qn__language_code((uint8_t)i));
    assert_null(qn__language_stemmer((uint8_t)i));
    assert_false(qn__language_reads((uint8_t)i, QN__SCRIPT_LATIN));
  }
}

static void has_a_stemmer_for_the_first_of_them(void **state) {
  (void)state;
  assert_null(qn__language_stemmer(QN__LANGUAGE_PLAIN));
  assert_false(qn__language_has_stemmer(QN__LANGUAGE_PLAIN));
  for (unsigned i = QN__LANGUAGE_FIRST; i < QN__LANGUAGE_LIMIT; i++) {
    assert_int_equal(qn__language_stemmer((uint8_t)i) != NULL, i <= find("yi"));
    assert_int_equal(qn__language_has_stemmer((uint8_t)i), i <= find("uk"));
  }
}

static void knows_which_languages_are_written_in_latin_letters(void **state) {
  (void)state;
  static const char *const latin[] = {"en", "sr", "none", "pl", "cs", "et", "vi"};
  static const char *const others[] = {"ru", "hi", "uk", "bg", "fa", "he", "zh", "ja", "ko", "th"};
  for (size_t i = 0; i < sizeof latin / sizeof latin[0]; i++)
    assert_true(qn__language_is_latin(find(latin[i])));
  for (size_t i = 0; i < sizeof others / sizeof others[0]; i++)
    assert_false(qn__language_is_latin(find(others[i])));
  assert_true(qn__language_is_latin(0)); /* it may be */
}

static void reads_its_own_scripts(void **state) {
  (void)state;
  assert_true(qn__language_reads(find("en"), QN__SCRIPT_LATIN));
  assert_false(qn__language_reads(find("en"), QN__SCRIPT_CYRILLIC));
  assert_true(qn__language_reads(find("sr"), QN__SCRIPT_LATIN));
  assert_true(qn__language_reads(find("sr"), QN__SCRIPT_CYRILLIC));
  assert_false(qn__language_reads(QN__LANGUAGE_PLAIN, QN__SCRIPT_LATIN));
  assert_false(qn__language_reads(find("et"), QN__SCRIPT_LATIN)); /* it has no stemmer */
  assert_true(qn__language_reads(find("pl"), QN__SCRIPT_LATIN));
  assert_true(qn__language_reads(find("uk"), QN__SCRIPT_CYRILLIC));
  for (unsigned i = 0; i < QN__LANGUAGE_LIMIT; i++)
    assert_false(qn__language_reads((uint8_t)i, QN__SCRIPT_OTHER));
}

static uint32_t fingerprint_of(uint64_t languages) {
  uint32_t fingerprint = 0;
  assert_int_equal(qn__text_fingerprint(&fingerprint, languages, NULL), QN_OK);
  return fingerprint;
}

static void has_a_fingerprint_for_every_set_of_languages(void **state) {
  (void)state;
  uint64_t english = UINT64_C(1) << QN__LANGUAGE_ENGLISH, turkish = UINT64_C(1) << QN__LANGUAGE_TURKISH;
  assert_int_equal(fingerprint_of(english), fingerprint_of(english));
  assert_int_not_equal(fingerprint_of(english), fingerprint_of(turkish));
  assert_int_not_equal(fingerprint_of(english), fingerprint_of(english | turkish));
  assert_int_not_equal(fingerprint_of(0), 0);
  assert_int_equal(fingerprint_of(0), fingerprint_of(1 << QN__LANGUAGE_PLAIN));
  assert_int_equal(fingerprint_of(0), fingerprint_of(UINT64_C(1) << find("pl"))); /* no stemmer can change */
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(knows_the_usual_names),
      cmocka_unit_test(refuses_others),
      cmocka_unit_test(keeps_its_numbers),
      cmocka_unit_test(has_a_stemmer_for_the_first_of_them),
      cmocka_unit_test(knows_which_languages_are_written_in_latin_letters),
      cmocka_unit_test(reads_its_own_scripts),
      cmocka_unit_test(has_a_fingerprint_for_every_set_of_languages),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
