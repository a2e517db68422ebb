/* SPDX-License-Identifier: MIT */
/* test_sentences.c: sentences by Unicode's own test, and as people write them in several languages. */
#include "text/sentences.h"
#include "unicode_breaks.h"

static void agrees_with_unicode(void **state) {
  (void)state;
  int n = check_unicode_breaks("SentenceBreakTest.txt", qn__sentence_boundary);
  if (n == 0) {
    print_message("skipped: the package unicode-data is not installed\n");
    skip();
  }
  assert_in_range(n, 400, 100000);
}

/* The sentences of a text in one string, with a bar between two. */
static void assert_sentences(const char *text, const char *expected) {
  char found[1024] = "";
  size_t size = strlen(text), used = 0;
  for (size_t at = 0; at < size;) {
    size_t end = qn__next_sentence(text, size, at);
    assert_in_range(end, at + 1, size);
    used += (size_t)snprintf(found + used, sizeof found - used, "%s%.*s", at ? "|" : "", (int)(end - at), text + at);
    at = end;
  }
  assert_string_equal(found, expected);
}

static void finds_sentences(void **state) {
  (void)state;
  assert_sentences("", "");
  assert_sentences("One. Two! Three? four", "One. |Two! |Three? four");
  assert_sentences("He said (\"No.\") Then left.", "He said (\"No.\") |Then left.");
  assert_sentences("It rose 3.5 percent. It fell.", "It rose 3.5 percent. |It fell.");
  assert_sentences("It rose.\nIt fell\r\nagain.\n\nThen", "It rose.\n|It fell\r\nagain.\n\n|Then");
  assert_sentences("今日は。明日は！", "今日は。|明日は！");
}

static void keeps_abbreviations_inside(void **state) {
  (void)state;
  assert_sentences("The U.S. Treasury said. It did.", "The U.S. Treasury said. |It did.");
  assert_sentences("Mr. Smith met Dr. No. They ate.", "Mr. Smith met Dr. No. They ate."); /* No. 1 */
  assert_sentences("J. R. R. Tolkien wrote. He slept.", "J. R. R. Tolkien wrote. |He slept.");
  assert_sentences("etc. and so on. Then", "etc. and so on. |Then");
  assert_sentences("À Évry. Mais", "À Évry. |Mais");
}

static void small_letters_begin_no_sentence(void **state) {
  (void)state;
  assert_sentences("\"Why?\" he asked. \"No!\" she said.", "\"Why?\" he asked. |\"No!\" she said.");
  assert_sentences("Yahoo! was bought. Who knew?", "Yahoo! was bought. |Who knew?");
  assert_sentences("\u041a\u0442\u043e? \u044f. \u041e\u043d.", "\u041a\u0442\u043e? \u044f. |\u041e\u043d.");
}

static void knows_full_stops_of_other_languages(void **state) {
  (void)state;
  assert_sentences("Am 3. Oktober kam er. Im 19. Jahrhundert auch.", "Am 3. Oktober kam er. |Im 19. Jahrhundert auch.");
  assert_sentences("Er hatte 3. Dann kam er.", "Er hatte 3. |Dann kam er.");
  assert_sentences("\u0410. \u0421. \u041f\u0443\u0448\u043a\u0438\u043d. \u041e\u043d.",
                   "\u0410. \u0421. \u041f\u0443\u0448\u043a\u0438\u043d. |\u041e\u043d.");
  assert_sentences("\u092f\u0939 \u0939\u0948\u0964 \u0935\u0939 \u0939\u0948\u0964",
                   "\u092f\u0939 \u0939\u0948\u0964 |\u0935\u0939 \u0939\u0948\u0964");
  assert_sentences("\u0645\u0627\u0630\u0627\u061f \u0644\u0627.", "\u0645\u0627\u0630\u0627\u061f |\u0644\u0627.");
  assert_sentences("\u0393\u03b9\u03b1\u03c4\u03af; \u0388\u03c4\u03c3\u03b9. \u039d\u03b1\u03b9.",
                   "\u0393\u03b9\u03b1\u03c4\u03af; \u0388\u03c4\u03c3\u03b9. |\u039d\u03b1\u03b9.");
}

/* Of stops, and of blanks after one. */
static void long_runs_take_linear_time(void **state) {
  (void)state;
  enum { SIZE = 2000000 }; /* the square of it takes longer than tests may */
  char *text = malloc(SIZE);
  assert_non_null(text);
  for (size_t i = 0; i < SIZE; i += 2)
    memcpy(text + i, ". ", 2);
  size_t sentences = 0;
  for (size_t at = 0; at < SIZE; sentences++)
    at = qn__next_sentence(text, SIZE, at);
  assert_in_range(sentences, 1, SIZE);
  memset(text + 2, ' ', SIZE - 3);
  text[SIZE - 1] = 'X';
  assert_int_equal(qn__next_sentence(text, SIZE, 0), SIZE - 1);
  free(text);
}

/* Words of which no full stop can be one of an abbreviation, an initial or a date. */
static void joined_text_has_the_sentences_of_unicode(void **state) {
  (void)state;
  static const char *const parts[] = {"ABCDEFGH", "AB", " ",     ".",       "!",      "?",
                                      ")",        ",",  "12345", "\u00c9A", "\u3002", "\u0301"};
  random_source random = random_start("joined_text_has_the_sentences_of_unicode", 29);
  for (unsigned round = 0; round < 4000; round++) {
    char text[512];
    size_t size = 0;
    const uint32_t kinds = 3 + random_below(&random, 10); /* long runs without a stop now and then */
    for (size_t n = random_below(&random, 40); n > 0; n--) {
      const char *part = parts[random_below(&random, kinds)];
      memcpy(text + size, part, strlen(part));
      size += strlen(part);
    }
    for (size_t at = 0; at < size;) {
      const size_t end = qn__next_sentence(text, size, at);
      assert_int_equal(end, qn__sentence_boundary(text, size, at));
      at = end;
    }
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(agrees_with_unicode),
      cmocka_unit_test(finds_sentences),
      cmocka_unit_test(keeps_abbreviations_inside),
      cmocka_unit_test(small_letters_begin_no_sentence),
      cmocka_unit_test(knows_full_stops_of_other_languages),
      cmocka_unit_test(long_runs_take_linear_time),
      cmocka_unit_test(joined_text_has_the_sentences_of_unicode),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
