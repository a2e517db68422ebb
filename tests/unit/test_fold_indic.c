/* SPDX-License-Identifier: MIT */
/* test_fold_indic.c: spellings that readers take for one are one, and others stay apart. */
#include "text/fold_indic.h"

#include "support/support.h"
#include "text/fold.h"
#include "text/utf8.h"

#include <string.h>

static void assert_fold(const char *text, const char *expected) {
  char out[64];
  size_t size = qn__fold(out, sizeof out, text, strlen(text));
  if (size != strlen(expected) || memcmp(out, expected, size) != 0)
    fail_msg("%s becomes %.*s, not %s", text, (int)size, out, expected);
}

static void a_nasal_before_its_own_row_is_the_anusvara(void **state) {
  (void)state;
  assert_fold("गङ्गा", "गंगा");
  assert_fold("पञ्चम", "पंचम");
  assert_fold("ठण्डा", "ठंडा");
  assert_fold("हिन्दी", "हिंदी");
  assert_fold("सम्बन्ध", "संबंध");
  assert_fold("इन्कार", "इंकार");
  assert_fold("मुन्शी", "मुंशी");
  assert_fold("હિન્દી", "હિંદી");
  assert_fold("హిన్దీ", "హిందీ");
}

static void other_nasals_stay(void **state) {
  (void)state;
  assert_fold("अन्न", "अन्न");
  assert_fold("जन्म", "जन्म");
  assert_fold("अन्य", "अन्य");
  assert_fold("सम्त", "सम्त");
  assert_fold("कान", "कान");
  assert_fold("मन्", "मन्");
  assert_fold("अन्त", "अंत");
  assert_fold("অন্ত", "অন্ত"); /* Bengali */
}

static void chandrabindu_and_nukta_make_no_difference(void **state) {
  (void)state;
  assert_fold("हँस", "हंस");
  assert_fold("ज\u093cिला", "जिला");
  assert_fold("\u0929\u0931\u0934", "नरळ");
  assert_fold("চাঁদ", "চাঁদ");
}

/* The dental row is followed by a letter with a nukta, so that the labial row stands one further. */
static void every_nasal_has_four_consonants(void **state) {
  (void)state;
  unsigned n = 0;
  for (uint32_t nasal = 0x915; nasal <= 0x939; nasal++)
    for (uint32_t consonant = 0x915; consonant <= 0x939; consonant++) {
      char text[8];
      size_t used, size = qn__utf8_encode(text, 0x94d);
      size += qn__utf8_encode(text + size, consonant);
      n += qn__fold_indic(nasal, text, size, &used) == 0x902 && nasal != 0x928;
    }
  assert_int_equal(n, 4 * 4);
}

static void every_character_is_folded_once(void **state) {
  (void)state;
  for (uint32_t c = QN__INDIC_FIRST; c < QN__INDIC_END; c++) {
    char text[8], once[32], twice[32];
    size_t size = qn__utf8_encode(text, c);
    size = qn__fold(once, sizeof once, text, size);
    assert_int_equal(qn__fold(twice, sizeof twice, once, size), size);
    assert_memory_equal(once, twice, size);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_nasal_before_its_own_row_is_the_anusvara),
      cmocka_unit_test(other_nasals_stay),
      cmocka_unit_test(chandrabindu_and_nukta_make_no_difference),
      cmocka_unit_test(every_nasal_has_four_consonants),
      cmocka_unit_test(every_character_is_folded_once),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
