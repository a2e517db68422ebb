/* SPDX-License-Identifier: MIT */
/* test_analyze.c: forms and terms of the manual's examples, whose stemmer takes a word, and that no word is too
 * strange.  tests/property/test_snowball.c holds terms to Snowball's own vocabularies. */
#include "text/analyze.h"

#include <stdio.h>
#include <string.h>

#include "support/support.h"
#include "text/utf8.h"

static uint8_t language_of(const char *name) {
  uint8_t language = qn__language_find(name, strlen(name));
  assert_int_not_equal(language, 0);
  return language;
}

static qn__word_kind kind_of(const char *word) {
  for (; *word != '\0'; word++)
    if ((uint8_t)*word >= 0x80)
      return QN__WORD_UNICODE;
  return QN__WORD_ASCII;
}

static int new_analyzer(void **state) {
  qn_error error;
  qn__analyzer *analyzer;
  assert_ok(qn__analyzer_new(&analyzer, &error), error);
  *state = analyzer;
  return 0;
}

static int free_analyzer(void **state) {
  qn__analyzer_free(*state);
  return 0;
}

static qn__analyzed analyze(qn__analyzer *analyzer, const char *word, uint8_t language) {
  qn_error error;
  qn__analyzed result;
  assert_ok(qn__analyze(analyzer, word, strlen(word), kind_of(word), language, QN__LANGUAGE_ENGLISH, &result, &error),
            error);
  return result;
}

/* The term must be that of `space` and `text`. */
static void assert_term(void **state, const char *language, const char *word, const char *space, const char *text) {
  qn__analyzed found = analyze(*state, word, language_of(language));
  char term[1100];
  snprintf(term, sizeof term, "%.*s", (int)found.term_size - 1, found.term + 1);
  assert_string_equal(term, text);
  assert_int_equal(found.term[0], language_of(space));
}

static void assert_form(void **state, const char *language, const char *word, const char *expected) {
  qn__analyzed found = analyze(*state, word, language_of(language));
  char form[1100];
  snprintf(form, sizeof form, "%.*s", (int)found.form_size, found.form);
  assert_string_equal(form, expected);
}

/* Both words must have one term. */
static void assert_meet(void **state, const char *language, const char *a, const char *b) {
  char term[1100];
  qn__analyzed found = analyze(*state, a, language_of(language));
  size_t size = found.term_size;
  memcpy(term, found.term, size);
  found = analyze(*state, b, language_of(language));
  if (size != found.term_size || memcmp(term, found.term, size) != 0)
    fail_msg("%s: %s and %s have the terms %.*s and %.*s", language, a, b, (int)size - 1, term + 1,
             (int)found.term_size - 1, found.term + 1);
}

static void assert_kind(void **state, const char *word, qn__word_kind kind, const char *form, const char *term) {
  qn__analyzed found;
  qn_error error;
  char text[100];
  assert_ok(qn__analyze(*state, word, strlen(word), kind, QN__LANGUAGE_ENGLISH, QN__LANGUAGE_ENGLISH, &found, &error),
            error);
  snprintf(text, sizeof text, "%.*s %.*s", (int)found.form_size, found.form, (int)found.term_size - 1, found.term + 1);
  char expected[100];
  snprintf(expected, sizeof expected, "%s %s", form, term);
  assert_string_equal(text, expected);
}

static void a_compound_has_the_term_of_its_parts_closed_up(void **state) {
  assert_kind(state, "Wi-Fi", QN__WORD_COMPOUND, "wi-fi", "wifi");
  assert_kind(state, "follow-ups", QN__WORD_COMPOUND, "follow-ups", "followup");
  assert_kind(state, "http_Proxy", QN__WORD_COMPOUND, "http_proxy", "httpproxi");
  assert_kind(state, "Île-de", QN__WORD_COMPOUND, "île-de", "iled");
}

static void a_name_with_signs_has_no_stem(void **state) {
  assert_kind(state, "C++", QN__WORD_SIGNED, "c++", "c++");
  assert_kind(state, ".NETs", QN__WORD_SIGNED, ".nets", ".nets");
}

static void makes_forms(void **state) {
  assert_form(state, "en", "Résumés", "résumés");
  assert_form(state, "en", "U.S.", "us");
  assert_form(state, "en", "5,864.6", "5864.6");
  assert_form(state, "en", "10'000", "10000");
  assert_form(state, "en", "10\u202f000", "10000");
  assert_form(state, "en", "China’s", "china's");
  assert_form(state, "en", "soft\u00adhyphen", "softhyphen");
  assert_form(state, "en", "ＦＵＬＬ", "full");
  assert_form(state, "en", "ﬁnd", "find");
  assert_form(state, "de", "Straße", "strasse");
  assert_form(state, "en", "e\u0301", "é");
  assert_form(state, "en", "ｶﾞ", "ガ");
  assert_form(state, "en", "\u115f", "\u115f"); /* a filler that NFKC would have vanish */
}

static void forgives_marks(void **state) {
  assert_meet(state, "en", "cafe", "café");
  assert_meet(state, "en", "Zurich", "Zürich");
  assert_meet(state, "en", "resume", "Résumé");
  assert_meet(state, "fr", "resume", "résumé");
  assert_meet(state, "de", "Strasse", "Straße");
  assert_meet(state, "en", "Lodz", "Łódź");
  assert_meet(state, "en", "Tromso", "Tromsø");
  assert_meet(state, "en", "oeuvre", "œuvre");
  assert_meet(state, "el", "λόγος", "ΛΟΓΟΣ");
  assert_meet(state, "ru", "ёлка", "елка");
  assert_meet(state, "en", "за\u0301мок", "замок");
  assert_meet(state, "en", "מִלָּה", "מלה");
  assert_meet(state, "en", "كِتَاب", "كتاب");
  assert_meet(state, "en", "كتـــاب", "كتاب");
  assert_meet(state, "en", "٢٠١٥", "2015");
  assert_meet(state, "en", "२०१५", "2015");
  assert_meet(state, "en", "👍🏽", "👍");
  assert_meet(state, "en", "don’t", "don't");
}

static void joins_spellings_of_east_asia(void **state) {
  assert_meet(state, "en", "\u1112\u1161\u11ab\u1100\u116e\u11a8", "한국");
  assert_meet(state, "en", "國語", "国语");
  assert_form(state, "en", "國語", "國語");
}

/* Stress marks and vowel signs are removed before stemming, so that inflected forms meet. */
static void stems_words_without_their_marks(void **state) {
  assert_term(state, "ru", "Росси\u0301и", "ru", "росс");
  assert_meet(state, "ru", "Москва\u0301", "Москву");
  assert_meet(state, "ru", "золоту\u0301ю", "золотая");
  assert_meet(state, "ru", "чита\u0300ющий", "читающему");
  assert_meet(state, "ru", "мой", "мои\u0306"); /* NFC and NFD */
  assert_meet(state, "sr", "гра\u0302дови", "градови");
  assert_meet(state, "sr", "gr\u0203dovi", "gradovi");
  assert_meet(state, "ar", "هٰذا", "هذا");
  assert_meet(state, "ar", "ٱلكِتاب", "الكتاب");
  assert_meet(state, "lt", "kal\u0303nas", "kalnas");
  assert_meet(state, "el", "ἀρχῆς", "αρχής");
  assert_meet(state, "el", "αθηναϊκή", "αθηναικη");
  assert_form(state, "ru", "Москва\u0301", "москва\u0301");
}

static void joins_spellings_of_india(void **state) {
  assert_meet(state, "hi", "हिन्दी", "हिंदी");
  assert_meet(state, "hi", "ज़िन्दगी", "जिंदगी");
  assert_meet(state, "hi", "भाषाएँ", "भाषाएं");
  assert_meet(state, "hi", "क़लम", "कलम");
  assert_meet(state, "en", "हिन्दी", "हिंदी");
  assert_meet(state, "en", "क्\u200dष", "क्ष");
  assert_meet(state, "en", "અન્ત", "અંત");
  assert_form(state, "hi", "हिन्दी", "हिन्दी");
}

static void joins_letters_of_persian_and_urdu(void **state) {
  assert_meet(state, "en", "کتابی", "كتابي");
  assert_meet(state, "en", "ہے", "هي");
  assert_meet(state, "en", "خانهٔ", "خانه");
  assert_meet(state, "en", "خانۀ", "خانه");
}

/* A superscript or a sign for several letters is what NFKC makes of it, stemmed as such a word is. */
static void takes_signs_for_the_letters_they_show(void **state) {
  assert_meet(state, "en", "CO₂", "CO2");
  assert_meet(state, "en", "㎢", "km2");
  assert_meet(state, "en", "㎏", "kg");
  assert_meet(state, "de", "㎏", "kg");
  assert_meet(state, "en", "№", "No");
  assert_meet(state, "en", "℃", "C");
  assert_meet(state, "en", "㈱", "株");
  assert_meet(state, "en", "𝐦𝐨𝐨𝐧", "moons");
  assert_form(state, "en", "½", "1⁄2");
}

static void writes_hebrew_acronyms_one_way(void **state) {
  static const char *const spellings[] = {"צה״ל", "צה“ל", "צה”ל", "צה''ל", "צה’’ל", "צה׳׳ל"};
  for (size_t i = 0; i < sizeof spellings / sizeof spellings[0]; i++)
    assert_form(state, "en", spellings[i], "צה\"ל");
  assert_form(state, "en", "רח׳", "רח");
  assert_form(state, "en", "צ׳ק", "צ'ק");
}

static void takes_okinas_for_apostrophes(void **state) {
  assert_form(state, "en", "Hawaiʻi", "hawai'i");
  assert_form(state, "en", "ʻOkina", "okina");
  assert_form(state, "en", "moʼolelo", "mo'olelo");
  assert_form(state, "en", "kꞌala", "k'ala");
  assert_form(state, "en", "ʼ", "ʼ");
}

static void keeps_letters_apart(void **state) {
  assert_term(state, "en", "мой", "none", "мой");
  assert_term(state, "en", "їжак", "none", "їжак");
  assert_term(state, "en", "অন্ত", "none", "অন্ত");
  assert_term(state, "en", "น้ำ", "none", "น้ํา"); /* NFKC takes sara am apart */
  assert_term(state, "en", "ガ", "none", "ガ");
  assert_term(state, "en", "한국어", "none", "한국어");
}

static void stems_by_script(void **state) {
  assert_term(state, "en", "running", "en", "run");
  assert_term(state, "en", "China's", "en", "china");
  assert_term(state, "en", "U.S.", "en", "us");
  assert_term(state, "en", "5,864.6", "none", "5864.6");
  assert_term(state, "en", "Häuser", "en", "hauser");
  assert_term(state, "de", "Häuser", "de", "haus");
  assert_term(state, "ru", "важнейшими", "ru", "важн");
  assert_term(state, "ru", "running", "en", "run"); /* the default's */
  assert_term(state, "ja", "running", "en", "run");
  assert_term(state, "uk", "running", "en", "run");
  assert_term(state, "en", "важнейшими", "none", "важнейшими");
  assert_term(state, "sr", "најбољијега", "sr", "najboleg");
  assert_term(state, "none", "running", "none", "running");
  assert_term(state, "en", "runningбег", "none", "runningбег");
  assert_term(state, "hi", "लड़कियाँ", "hi", "लडक");
  assert_term(state, "ar", "العربية", "ar", "عرب");
}

static void stems_by_endings_where_libstemmer_cannot(void **state) {
  assert_meet(state, "pl", "książka", "Książkami");
  assert_meet(state, "pl", "książka", "ksiazki");
  assert_meet(state, "pl", "czytałem", "czytająca");
  assert_meet(state, "cs", "knihami", "kniha");
  assert_meet(state, "cs-CZ", "městech", "mesta");
  assert_meet(state, "uk", "книгами", "Книга");
  assert_meet(state, "bg", "книгите", "книга");
  assert_term(state, "pl", "książkach", "pl", "ksiazk");
  assert_term(state, "uk", "книгою", "uk", "книг");
  assert_term(state, "pl", "kot", "pl", "kot");
  assert_term(state, "pl", "2024", "none", "2024");
  assert_term(state, "pl", "слова", "none", "слова");
  assert_term(state, "uk", "running", "en", "run"); /* the default's */
}

static void leaves_pairs_plain(void **state) {
  qn_error error;
  qn__analyzed found;
  assert_ok(qn__analyze(*state, "北京", 6, QN__WORD_PAIR, QN__LANGUAGE_ENGLISH, QN__LANGUAGE_ENGLISH, &found, &error),
            error);
  assert_int_equal(found.term_size, 7);
  assert_memory_equal(found.term, "\001北京", 7);
}

static void speaks_turkish(void **state) {
  assert_form(state, "tr", "ISPARTA", "ısparta");
  assert_form(state, "tr", "İstanbul", "istanbul");
  assert_form(state, "tr", "I\u0307stanbul", "istanbul"); /* decomposed */
  assert_form(state, "en", "ISPARTA", "isparta");
  assert_meet(state, "tr", "ISPARTA", "ısparta");
  assert_meet(state, "tr", "İSTANBUL", "istanbul");
  assert_meet(state, "en", "İstanbul", "Istanbul");
  assert_meet(state, "tr", "İzmir", "izmir");
  assert_meet(state, "tr", "DIYARBAKIR", "Diyarbakır");
}

static void parts_turkish_names_from_their_suffixes(void **state) {
  assert_meet(state, "tr", "Ankara'da", "Ankara");
  assert_meet(state, "tr", "Türkiye’nin", "Türkiye");
  assert_meet(state, "tr", "TBMM'nin", "TBMM");
  assert_meet(state, "tr", "İstanbul'da", "istanbul");
  assert_meet(state, "tr", "O'Brien'in", "O'Brien");
  assert_form(state, "tr", "Ankara'da", "ankara'da");
  assert_term(state, "tr", "d'Or", "tr", "d'or");
}

static void drops_elided_articles(void **state) {
  assert_form(state, "fr", "l'homme", "homme");
  assert_form(state, "fr", "L’Homme", "homme");
  assert_form(state, "fr", "aujourd'hui", "aujourd'hui");
  assert_form(state, "fr", "presqu'île", "île");
  assert_form(state, "fr", "quelqu’un", "un");
  assert_form(state, "fr", "qu'aujourd'hui", "aujourd'hui");
  assert_form(state, "it", "dell'arte", "arte");
  assert_form(state, "it", "Sant'Antonio", "antonio");
  assert_form(state, "it", "com’è", "è");
  assert_form(state, "pt", "d'água", "água");
  assert_form(state, "ca", "l'aigua", "aigua");
  assert_form(state, "en", "l'homme", "l'homme");
  assert_form(state, "fr", "l'", "l'");
  assert_meet(state, "fr", "l'homme", "hommes");
}

/* --- Strange words ------------------------------------------------------------------------------------------------ */

static void survives_every_character(void **state) {
  qn_error error;
  qn__analyzed found;
  for (uint32_t c = 1; c < 0x110000; c += 1 + (c >= 0x3400 ? c % 61 : 0)) {
    char word[4];
    if (c >= 0xd800 && c < 0xe000)
      continue;
    size_t size = qn__utf8_encode(word, c);
    qn__word_kind kind = c < 0x80 ? QN__WORD_ASCII : QN__WORD_UNICODE;
    assert_ok(qn__analyze(*state, word, size, kind, QN__LANGUAGE_ENGLISH, QN__LANGUAGE_ENGLISH, &found, &error), error);
    assert_in_range(found.form_size, 1, QN__FORM_MAX);
    assert_in_range(found.term_size, 2, QN__FORM_MAX + 1);
    assert_true(qn__utf8_valid(found.form, found.form_size));
    assert_true(qn__utf8_valid(found.term + 1, found.term_size - 1));
  }
}

/* U+FDFA becomes eighteen characters. */
static void bounds_what_grows(void **state) {
  qn_error error;
  qn__analyzed found;
  char word[600];
  for (size_t i = 0; i < sizeof word; i += 3)
    memcpy(word + i, "\xef\xb7\xba", 3);
  assert_ok(qn__analyze(*state, word, sizeof word, QN__WORD_UNICODE, 2, 2, &found, &error), error);
  assert_in_range(found.form_size, QN__FORM_MAX - 4, QN__FORM_MAX);
  assert_in_range(found.term_size, 2, QN__FORM_MAX + 1);
  assert_true(qn__utf8_valid(found.form, found.form_size));
  assert_true(qn__utf8_valid(found.term + 1, found.term_size - 1));
}

static void analyses_random_words_in_all_languages(void **state) {
  static const uint32_t pool[] = {'a',   'e',    's',    'i',    'n',    'g',    '\'',   '.',    '1',    0xe9,
                                  0xdf,  0x131,  0x430,  0x451,  0x438,  0x3c3,  0x3b1,  0x301,  0x627,  0x644,
                                  0x64b, 0x5d0,  0x5b8,  0x905,  0x93f,  0xb95,  0xbbe,  0x561,  0x565,  0x1f468,
                                  0xad,  0x200d, 0xfdfa, 0x2019, 0x0130, 0x1e9e, 0xfb03, 0x0345, 0x1fb3, 0x2460};
  qn_error error;
  random_source random = random_start("analyses_random_words_in_all_languages", 41);
  for (int round = 0; round < 30000; round++) {
    char word[QN__WORD_MAX + 4];
    size_t size = 0, wanted = 1 + (size_t)random_skewed(&random, 8) % (QN__WORD_MAX - 4);
    while (size < wanted)
      size += qn__utf8_encode(word + size, pool[random_below(&random, sizeof pool / sizeof pool[0])]);
    qn__analyzed found;
    uint8_t language = (uint8_t)(1 + random_below(&random, 59)), other = (uint8_t)(1 + random_below(&random, 59));
    assert_ok(qn__analyze(*state, word, size, QN__WORD_UNICODE, language, other, &found, &error), error);
    assert_in_range(found.form_size, 1, QN__FORM_MAX);
    assert_in_range(found.term_size, 2, QN__FORM_MAX + 1);
    assert_true(qn__utf8_valid(found.form, found.form_size));
    assert_true(qn__utf8_valid(found.term + 1, found.term_size - 1));
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test_setup_teardown(a_compound_has_the_term_of_its_parts_closed_up, new_analyzer, free_analyzer),
      cmocka_unit_test_setup_teardown(a_name_with_signs_has_no_stem, new_analyzer, free_analyzer),
      cmocka_unit_test(makes_forms),
      cmocka_unit_test(forgives_marks),
      cmocka_unit_test(joins_spellings_of_east_asia),
      cmocka_unit_test(stems_words_without_their_marks),
      cmocka_unit_test(joins_spellings_of_india),
      cmocka_unit_test(joins_letters_of_persian_and_urdu),
      cmocka_unit_test(takes_signs_for_the_letters_they_show),
      cmocka_unit_test(writes_hebrew_acronyms_one_way),
      cmocka_unit_test(takes_okinas_for_apostrophes),
      cmocka_unit_test(keeps_letters_apart),
      cmocka_unit_test(stems_by_script),
      cmocka_unit_test(stems_by_endings_where_libstemmer_cannot),
      cmocka_unit_test(leaves_pairs_plain),
      cmocka_unit_test(speaks_turkish),
      cmocka_unit_test(parts_turkish_names_from_their_suffixes),
      cmocka_unit_test(drops_elided_articles),
      cmocka_unit_test(survives_every_character),
      cmocka_unit_test(bounds_what_grows),
      cmocka_unit_test(analyses_random_words_in_all_languages),
  };
  return cmocka_run_group_tests(tests, new_analyzer, free_analyzer);
}
