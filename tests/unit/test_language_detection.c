/* SPDX-License-Identifier: MIT */
/* test_language_detection.c: an article's language is seen by its text, and what does not show one is not guessed. */
#include "articles/language_detection.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "support/support.h"

static void need_detection(void) {
  qn_error error;
  if (qn__detection_check(&error) != QN_OK)
    skip();
}

static const char *language_of(const char *title, const char *text) {
  const qn_article article = {.title = string_of(title), .text = string_of(text)};
  const char *code = NULL;
  qn_error error;
  assert_ok(qn__detect_language(&article, &code, &error), error);
  return code;
}

static void knows_a_language_by_a_sentence(void **state) {
  (void)state;
  need_detection();
  static const char *const texts[][2] = {
      {"en", "The mill stands by the river, and its wheel has not turned for a hundred years."},
      {"de", "Die Mühle steht am Fluss, und ihr Rad hat sich seit hundert Jahren nicht gedreht."},
      {"fr", "Le moulin se trouve au bord de la rivière, et sa roue ne tourne plus depuis cent ans."},
      {"es", "El molino está junto al río, y su rueda no ha girado desde hace cien años."},
      {"pl", "Młyn stoi nad rzeką, a jego koło nie obracało się od stu lat."},
      {"cs", "Mlýn stojí u řeky a jeho kolo se už sto let neotočilo."},
      {"uk", "Млин стоїть біля річки, і його колесо не оберталося вже сто років."},
      {"ru", "Мельница стоит у реки, и её колесо не вращалось уже сто лет."},
      {"bg", "Мелницата се намира край реката и колелото ѝ не се е въртяло от сто години."},
      {"tr", "Değirmen nehrin kıyısında duruyor ve çarkı yüz yıldır dönmedi."},
      {"el", "Ο μύλος βρίσκεται δίπλα στο ποτάμι και ο τροχός του δεν έχει γυρίσει εδώ και εκατό χρόνια."},
      {"he", "הטחנה עומדת ליד הנהר, והגלגל שלה לא הסתובב כבר מאה שנים."},
      {"fa", "آسیاب کنار رودخانه ایستاده است و چرخ آن صد سال است که نچرخیده است."},
      {"hi", "चक्की नदी के किनारे खड़ी है, और उसका पहिया सौ साल से नहीं घूमा है।"},
      {"ja", "水車小屋は川のそばに立っていて、その車輪は百年も回っていません。"},
      {"ko", "물레방아는 강가에 서 있고 그 바퀴는 백 년 동안 돌지 않았다."},
      {"zh", "磨坊坐落在河边，它的轮子已经一百年没有转动过了。"},
      {"zh-Hant", "磨坊坐落在河邊，它的輪子已經一百年沒有轉動過了，這裡的人們還記得。"},
  };
  for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++)
    assert_string_equal(language_of("", texts[i][1]), texts[i][0]);
}

static void the_title_counts_too(void **state) {
  (void)state;
  need_detection();
  assert_string_equal(language_of("Die Mühle steht am Fluss, und ihr Rad dreht sich nicht.", "42"), "de");
}

static void does_not_guess(void **state) {
  (void)state;
  need_detection();
  static const char *const texts[] = {"",     "1987", "!? 3.14 -", "x", "7f3a 99c0 d41d 8cd9 8f00 b204", "\xff\xfe\xff",
                                      "⠓⠑⠇⠇⠕"};
  for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++)
    assert_string_equal(language_of("", texts[i]), "");
}

static void reads_text_that_is_not_valid(void **state) {
  (void)state;
  need_detection();
  assert_string_equal(language_of("\xc3", "Le moulin se trouve au bord de la rivi\xe8re, et sa roue ne tourne plus."),
                      "fr");
}

/* Wherever the sample ends, also within a character. */
static void only_the_beginning_counts(void **state) {
  (void)state;
  need_detection();
  static const char russian[] = "Мельница стоит у реки, и её колесо не вращалось. ", english[] = "The mill stands. ";
  enum { ROOM = 40000 };
  char *text = malloc(ROOM);
  assert_non_null(text);
  for (size_t shift = 0; shift < 3; shift++) {
    memset(text, ' ', shift);
    text[shift] = '\0';
    while (strlen(text) < 4000)
      strcat(text, russian);
    while (strlen(text) + sizeof english < ROOM)
      strcat(text, english);
    assert_string_equal(language_of("", text), "ru");
  }
  free(text);
}

static void reports_out_of_memory(void **state) {
  (void)state;
  const qn_article article = {.text = string_of("The mill stands by the river.")};
  const char *code;
  qn_error error;
  qn__memory_fail_after(0);
  qn_status status = qn__detect_language(&article, &code, &error);
  qn__memory_fail_after(-1);
  assert_int_equal(status, QN_NO_MEMORY);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(knows_a_language_by_a_sentence),
      cmocka_unit_test(the_title_counts_too),
      cmocka_unit_test(does_not_guess),
      cmocka_unit_test(reads_text_that_is_not_valid),
      cmocka_unit_test(only_the_beginning_counts),
      cmocka_unit_test(reports_out_of_memory),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
