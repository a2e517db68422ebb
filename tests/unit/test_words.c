/* SPDX-License-Identifier: MIT */
/* test_words.c: the words of many scripts; the fast path and the slow one agree; safe cuts are safe. */
#include <stdio.h>
#include <string.h>

#include "support/support.h"
#include "text/utf8.h"
#include "text/words.h"

enum { MAX_WORDS = 4096 };

/* The words of a text in one string, with a bar between two. */
static void assert_words(const char *text, const char *expected) {
  static qn__word words[MAX_WORDS];
  char found[1024] = "";
  size_t size = strlen(text), cursor = 0, used = 0;
  size_t n = qn__scan_words(text, size, &cursor, words, MAX_WORDS);
  assert_int_equal(cursor, size);
  for (size_t i = 0; i < n; i++)
    used += (size_t)snprintf(found + used, sizeof found - used, "%s%.*s", i ? "|" : "", (int)words[i].size,
                             text + words[i].offset);
  assert_string_equal(found, expected);
}

static void finds_english_words(void **state) {
  (void)state;
  assert_words("", "");
  assert_words(" \n-- ", "");
  assert_words("a", "a");
  assert_words("The quick (\"brown\") fox can't jump 32.3 feet, right?",
               "The|quick|brown|fox|can't|jump|32.3|feet|right");
  assert_words("cross-examination AT&T example.com", "cross|examination|AT|T|example|com");
  assert_words("China's China’s 'quoted' dogs'", "China's|China’s|quoted|dogs");
  assert_words("foo_bar _emphasis_ __init__ ___", "foo|bar|emphasis|init");
  assert_words("http_proxy2_é 1_000 a\u203fb", "http|proxy2|é|1|000|a|b");
  assert_words("std::string re:invent", "std|string|re|invent");
}

static void joins_acronyms(void **state) {
  (void)state;
  assert_words("The U.S. Treasury", "The|U.S.|Treasury");
  assert_words("in the U.S", "in|the|U.S");
  assert_words("e.g. this, i.e., p.m.", "e.g.|this|i.e.|p.m.");
  assert_words("J. R. R. Tolkien, J.R.R.Tolkien", "J|R|R|Tolkien|J.R.R.|Tolkien");
  assert_words("Ph.D. www.a.com", "Ph|D|www|a|com");
  assert_words("т.е. и", "т.е.|и");
}

static void joins_numbers(void **state) {
  (void)state;
  assert_words("5,864.6 1,234,567 3.14 v1.2 1.2.3", "5,864.6|1,234,567|3.14|v1.2|1.2.3");
  assert_words("1,2,3 2014,2015 1234,567 12,34", "1|2|3|2014|2015|1234|567|12|34");
  assert_words("10'000 10’000 10\u202f000", "10'000|10’000|10\u202f000");
  assert_words("1,23,456 5,33,088 12,34,56,789 1,23,45 123,45,678",
               "1,23,456|5,33,088|12,34,56,789|1|23|45|123|45,678");
  assert_words("1\u00a0234\u00a0567 1\u2009234.5 1\u2007234km", "1\u00a0234\u00a0567|1\u2009234.5|1\u2007234km");
  assert_words("5\u00a01000 1000\u00a0000 1\u00a023\u00a0456 a\u00a0123", "5|1000|1000|000|1|23\u00a0456|a|123");
  assert_words("1,234'567 1.234.567,89 1\u00a0234,567", "1,234|567|1.234.567|89|1\u00a0234|567");
  assert_words("1990s, 5km 1.", "1990s|5km|1");
  assert_words("٣٫١٤ ٢٠١٥", "٣٫١٤|٢٠١٥");
}

static void pairs_what_has_no_spaces(void **state) {
  (void)state;
  assert_words("無綫新聞", "無綫|綫新|新聞|聞");
  assert_words("字", "字");
  assert_words("東京タワーへ行く。", "東京|京タ|タワ|ワー|ーへ|へ行|行く|く");
  assert_words("人々abc", "人々|々|abc");
  assert_words("ไทย", "ไท|ทย|ย");
  assert_words("กำลัง", "กำ|ำลั|ลัง|ง");
  assert_words("か\u3099き", "か\u3099き|き");
}

static void pairs_reach_over_a_line_break(void **state) {
  (void)state;
  assert_words("天気\nよい", "天気|気\nよ|よい|い");
  assert_words("天 \r\n\t よ", "天 \r\n\t よ|よ");
  assert_words("ไทย\nคือ", "ไท|ทย|ย\nคื|คือ|อ");
  assert_words("大\n\n阪 大\n\u3000阪 大\n a 大 阪", "大|阪|大|阪|大|a|大|阪");
  assert_words("한국\n어 人\n어 어\n人 a\nよ", "한국|국|어|人|어|어|人|a|よ");
  assert_words("大\n                                                  阪", "大|阪");
}

static void pairs_korean_syllables(void **state) {
  (void)state;
  assert_words("한국어 단어", "한국|국어|어|단어|어");
  assert_words("2024년 IT기업", "2024|년|IT|기업|업");
  assert_words("大韓민국", "大韓|韓민|민국|국");
  assert_words("ㅋㅋㅋ", "ㅋㅋ|ㅋㅋ|ㅋ");
  assert_words("\u1112\u1161\u11ab\u1100\u116e\u11a8", /* the letters of 한국 */
               "\u1112\u1161\u11ab\u1100\u116e\u11a8|\u1100\u116e\u11a8");
  assert_words("하\u11ab국", "하\u11ab국|국");
}

static void knows_other_scripts(void **state) {
  (void)state;
  assert_words("Привет, мир! γειά σου", "Привет|мир|γειά|σου");
  assert_words("हिन्दी में", "हिन्दी|में");
  assert_words("السلام عليكم", "السلام|عليكم");
  assert_words("צה\"ל 'שלום'", "צה\"ל|שלום");
  assert_words("paral·lel l'homme naïve", "paral·lel|l'homme|naïve");
  assert_words("“quoted—dashed”…", "quoted|dashed");
}

static void takes_emoji_for_words(void **state) {
  (void)state;
  assert_words("I ❤️ 👨‍👩‍👧🇩🇪👍🏽", "I|❤️|👨‍👩‍👧|🇩🇪|👍🏽");
}

static void takes_symbols_for_words(void **state) {
  (void)state;
  assert_words("€5 § 3 → © ™ ✓ ∑≤♥ ¶ † ‡ ₹", "€|5|§|3|→|©|™|✓|∑|≤|♥|¶|†|‡|₹");
  assert_words("5㎏ ㈱日立 № 1", "5|㎏|㈱|日立|立|№|1");
  assert_words("20 °C − 5 • ■ ▸ ─ █ ⠿ + < = > | ~ ^ $ ＋ ⁺ ½", "20|C|5|½");
}

static void joins_small_digits(void **state) {
  (void)state;
  assert_words("CO₂ H₂O C₆H₁₂O₆ x₁₀", "CO₂|H₂O|C₆H₁₂O₆|x₁₀");
  assert_words("km² 10⁶ x²y ²³⁵U sin²", "km²|10⁶|x²y|²³⁵U|sin²");
  assert_words("claim¹ the theory²³, SO₄²⁻", "claim|¹|the|theory|²³|SO₄²");
  assert_words("x⁻¹ 京²", "x|¹|京|²");
  assert_words("é₂é ₂", "é₂é|₂");
}

static void joins_hebrew_acronyms(void **state) {
  (void)state;
  assert_words("צה\"ל צה״ל צה“ל צה”ל צה''ל צה’’ל", "צה\"ל|צה״ל|צה“ל|צה”ל|צה''ל|צה’’ל");
  assert_words("\"צה\"ל\" מנכ\"לית", "צה\"ל|מנכ\"לית");
  assert_words("ב\"הארץ\" ב”הארץ”", "ב|הארץ|ב|הארץ"); /* a quotation after a prefix */
  assert_words("א\" ב''c", "א|ב|c");
}

static void cuts_long_words(void **state) {
  (void)state;
  static char text[1000];
  static qn__word words[MAX_WORDS];
  size_t cursor = 0;
  memset(text, 'a', sizeof text);
  size_t n = qn__scan_words(text, sizeof text, &cursor, words, MAX_WORDS);
  assert_int_equal(n, 4);
  assert_int_equal(words[0].size, QN__WORD_MAX);
  assert_int_equal(words[3].offset, 3 * QN__WORD_MAX);
  for (size_t i = 0; i < sizeof text; i += 2)
    memcpy(text + i, "é", 2);
  cursor = 0;
  assert_int_equal(qn__scan_words(text, sizeof text, &cursor, words, MAX_WORDS), 4);
  assert_int_equal(words[0].size, QN__WORD_MAX - 1);
}

static void distinguishes_kinds(void **state) {
  (void)state;
  qn__word words[8];
  size_t cursor = 0;
  const char *text = "can't café 日本";
  assert_int_equal(qn__scan_words(text, strlen(text), &cursor, words, 8), 4);
  assert_int_equal(words[0].kind, QN__WORD_ASCII);
  assert_int_equal(words[1].kind, QN__WORD_UNICODE);
  assert_int_equal(words[2].kind, QN__WORD_PAIR);
  assert_int_equal(words[3].kind, QN__WORD_PAIR);
}

/* --- Properties over random text ---------------------------------------------------------------------------------- */

/* Fills `text` with characters that matter to boundaries, ASCII more often than others; returns its size. */
static size_t draw_text(random_source *random, char *text, size_t max) {
  static const char ascii[] = "aabbcZ0199 . ,,''_-:;\"\n\n\r\t&";
  static const uint32_t others[] = {
      0xe9,   0x301,  0x308,  0xad,   0x200d,  0x200c,  0x2019,  0x2018,  0x203f,  0x202f,  0xb7,   0x5d0,  0x5f3,
      0x5f4,  0x430,  0x451,  0x3b1,  0x660,   0x661,   0x66b,   0x66c,   0x627,   0x64b,   0x905,  0x93f,  0x94d,
      0xe01,  0xe31,  0xe33,  0x1780, 0x17d2,  0x1000,  0x4e00,  0x3005,  0x3042,  0x30a2,  0x30fc, 0xff71, 0xff9e,
      0xac00, 0x1100, 0x1161, 0x11a8, 0x3131,  0xff0e,  0xff0c,  0xff11,  0x2024,  0x2028,  0x85,   0xa0,   0x3000,
      0xfe0f, 0x2764, 0xa9,   0x20e3, 0xb2,    0xbd,    0x2082,  0x2075,  0x207b,  0x201d,  0x201c, 0x2033, 0x2009,
      0x2007, 0x20ac, 0x2192, 0x338f, 0x1f468, 0x1f3fd, 0x1f1e9, 0x1f1ea, 0x20000, 0xe0101, 0x2139, 0x2c5,  0x24b6,
  };
  size_t size = 0, others_in = 1 + random_below(random, 12);
  while (size + 4 <= max) {
    if (random_below(random, 13) < others_in)
      text[size++] = ascii[random_below(random, sizeof ascii - 1)];
    else
      size += qn__utf8_encode(text + size, others[random_below(random, sizeof others / sizeof others[0])]);
    if (random_below(random, 64) == 0) /* a run of one character */
      for (uint32_t run = random_below(random, 300); run > 0 && size + 4 <= max; run--)
        text[size++] = 'x';
  }
  return size;
}

static void assert_same_words(const qn__word *a, const qn__word *b, size_t n) {
  for (size_t i = 0; i < n; i++) {
    assert_int_equal(a[i].offset, b[i].offset);
    assert_int_equal(a[i].size, b[i].size);
    assert_int_equal(a[i].kind, b[i].kind);
  }
}

static void fast_path_equals_slow_path(void **state) {
  (void)state;
  static qn__word fast[MAX_WORDS], slow[MAX_WORDS];
  random_source random = random_start("fast_path_equals_slow_path", 29);
  for (int round = 0; round < 20000; round++) {
    char text[700];
    size_t size = draw_text(&random, text, random_below(&random, sizeof text)), at = 0, n = 0;
    size_t n_slow = qn__scan_words_slow(text, size, &at, slow, MAX_WORDS);
    assert_int_equal(at, size);
    at = 0;
    for (size_t found = 1; found > 0; n += found)
      found = qn__scan_words(text, size, &at, fast + n, 1 + random_below(&random, 40));
    assert_int_equal(at, size);
    assert_int_equal(n, n_slow);
    assert_same_words(fast, slow, n);
  }
}

static void words_that_are_skipped_are_those_that_are_found(void **state) {
  (void)state;
  static qn__word all[MAX_WORDS], rest[MAX_WORDS];
  random_source random = random_start("words_that_are_skipped_are_those_that_are_found", 30);
  for (int round = 0; round < 20000; round++) {
    char text[700];
    size_t size = draw_text(&random, text, random_below(&random, sizeof text)), at = 0;
    const size_t n = qn__scan_words(text, size, &at, all, MAX_WORDS), wanted = random_below(&random, (uint32_t)n + 3);
    at = 0;
    const size_t skipped = qn__skip_words(text, size, &at, wanted);
    assert_int_equal(skipped, wanted < n ? wanted : n);
    assert_int_equal(qn__scan_words(text, size, &at, rest, MAX_WORDS), n - skipped);
    assert_same_words(rest, all + skipped, n - skipped);
  }
}

static void words_are_in_order_and_whole(void **state) {
  (void)state;
  static qn__word words[MAX_WORDS];
  random_source random = random_start("words_are_in_order_and_whole", 31);
  for (int round = 0; round < 5000; round++) {
    char text[700];
    size_t size = draw_text(&random, text, sizeof text), at = 0;
    size_t n = qn__scan_words(text, size, &at, words, MAX_WORDS);
    for (size_t i = 0; i < n; i++) {
      size_t end = words[i].offset + words[i].size;
      assert_in_range(words[i].size, 1, QN__WORD_MAX);
      assert_in_range(end, 1, size);
      assert_true(qn__utf8_valid(text + words[i].offset, words[i].size));
      if (i > 0)
        assert_true(words[i].offset > words[i - 1].offset);
      if (i > 0 && words[i - 1].kind != QN__WORD_PAIR)
        assert_true(words[i].offset >= words[i - 1].offset + words[i - 1].size);
    }
  }
}

static void cuts_are_safe(void **state) {
  (void)state;
  static qn__word words[MAX_WORDS], again[MAX_WORDS];
  random_source random = random_start("cuts_are_safe", 37);
  for (int round = 0; round < 2000; round++) {
    char text[400];
    size_t size = draw_text(&random, text, sizeof text), at = 0, end = 0;
    size_t n = qn__scan_words(text, size, &at, words, MAX_WORDS);
    for (size_t i = 0; i < n; i++) {
      if (words[i].offset > end) {
        at = words[i].offset;
        assert_int_equal(qn__scan_words(text, size, &at, again, MAX_WORDS), n - i);
        assert_same_words(words + i, again, n - i);
      }
      end = words[i].offset + words[i].size;
    }
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(finds_english_words),
      cmocka_unit_test(joins_acronyms),
      cmocka_unit_test(joins_numbers),
      cmocka_unit_test(pairs_what_has_no_spaces),
      cmocka_unit_test(pairs_reach_over_a_line_break),
      cmocka_unit_test(pairs_korean_syllables),
      cmocka_unit_test(knows_other_scripts),
      cmocka_unit_test(takes_emoji_for_words),
      cmocka_unit_test(takes_symbols_for_words),
      cmocka_unit_test(joins_small_digits),
      cmocka_unit_test(joins_hebrew_acronyms),
      cmocka_unit_test(cuts_long_words),
      cmocka_unit_test(distinguishes_kinds),
      cmocka_unit_test(fast_path_equals_slow_path),
      cmocka_unit_test(words_that_are_skipped_are_those_that_are_found),
      cmocka_unit_test(words_are_in_order_and_whole),
      cmocka_unit_test(cuts_are_safe),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
