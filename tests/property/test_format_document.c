/* SPDX-License-Identifier: MIT */
/* test_format_document.c: the example at the end of index-data/FORMAT.md is what the code writes; words are found and
 * fingerprints are computed as it says. */
#include "reference/reference_reader.h"
#include "reference/reference_text.h"
#include "segment/manifest.h"
#include "support/support.h"
#include "text/language.h"
#include "text/words.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

static const char document_path[] = "index-data/FORMAT.md";

/* The bytes of the only segment of an index with the example's article. */
static char *make_segment(size_t *size) {
  char *dir = make_temp_dir();
  qn_article article = {.id = string_of("a"), .title = string_of("Tea"), .text = string_of("Green tea, black teas.")};
  add_articles(dir, &article, 1, NULL);
  qn__manifest manifest;
  qn_error error;
  assert_ok(qn__manifest_read(&manifest, dir, &error), error);
  char *path = qn__segment_path(dir, manifest.entries[0].name), *bytes = read_file(path, size);
  free(path);
  qn__manifest_clear(&manifest);
  remove_tree(dir);
  return bytes;
}

/* Compares the bytes of a line "0018  62 6c .. 63  meaning" with those at its offset; returns how many there are. */
static size_t compare_line(const char *line, const char *bytes, size_t size) {
  char *at;
  size_t offset = strtoul(line, &at, 16), n = 0;
  for (at++; at[0] == ' ' && (isxdigit((unsigned char)at[1]) || at[1] == '.') && !isspace((unsigned char)at[2]);
       at += 3) {
    assert_true(offset + n < size);
    if (at[1] != '.' && strtoul((char[]){at[1], at[2], 0}, NULL, 16) != (unsigned char)bytes[offset + n])
      fail_msg("byte %zu is 0x%02x in the example's segment, in %s it is %.2s", offset + n,
               (unsigned)(unsigned char)bytes[offset + n], document_path, at + 1);
    n++;
  }
  return n;
}

/* The document; its test is skipped if it is not there. */
static char *read_document(void) {
  struct stat found;
  size_t size;
  if (stat(document_path, &found) != 0) {
    print_message("no %s here: run from the top folder\n", document_path);
    skip();
  }
  return read_file(document_path, &size);
}

static uint32_t fingerprint_of(uint64_t languages) {
  uint32_t fingerprint = 0;
  assert_int_equal(qn__text_fingerprint(&fingerprint, languages, NULL), QN_OK);
  return fingerprint;
}

static void the_example_is_what_the_code_writes(void **state) {
  (void)state;
  size_t size, n = 0;
  char *document = read_document(), *bytes = make_segment(&size);
  char *line = strstr(document, "## Example");
  assert_non_null(line);
  for (line = strstr(line, "\n0000  "); line != NULL && isxdigit((unsigned char)line[1]); line = strchr(line + 1, '\n'))
    n += compare_line(line + 1, bytes, size);
  assert_int_equal(n, size);
  free(document);
  free(bytes);
}

static void fingerprints_are_computed_as_the_document_says(void **state) {
  (void)state;
  char *document = read_document();
  unsigned n = 0;
  for (unsigned language = 0; language < QN__LANGUAGE_LIMIT; language++) {
    uint64_t languages = UINT64_C(1) << language;
    assert_int_equal(fingerprint_of(languages), reference_fingerprint(document, languages));
    n += reference_fingerprint(document, languages) != reference_fingerprint(document, 0);
  }
  assert_int_equal(n, 28); /* that have a stemmer */
  for (uint64_t languages = 1; languages < UINT64_C(1) << 29; languages = languages * 5 + 2)
    assert_int_equal(fingerprint_of(languages), reference_fingerprint(document, languages));
  free(document);
}

static void an_index_has_the_fingerprints_of_its_languages(void **state) {
  (void)state;
  const qn_article articles[] = {
      {.id = string_of("1"), .text = string_of("kitaplar"), .language = string_of("tr")},
      {.id = string_of("2"), .text = string_of("Bücher"), .language = string_of("de")},
      {.id = string_of("3"), .text = string_of("books"), .language = string_of("xx")}, /* has no number */
  };
  char *document = read_document(), *dir = make_temp_dir();
  add_articles(dir, articles, 3, NULL);
  reference_index *index = reference_read(dir);
  const uint64_t english = UINT64_C(1) << 8, others = UINT64_C(1) << 28 | UINT64_C(1) << 11;
  assert_int_equal(index->n_segments, 1);
  assert_int_equal(index->fingerprint, reference_fingerprint(document, english));
  assert_int_equal(index->segments[0].languages & ~UINT64_C(1), english | others);
  assert_int_equal(index->segments[0].fingerprint, reference_fingerprint(document, english | others));
  reference_free(index);
  remove_tree(dir);
  free(document);
}

/* Characters that the rules for words name, and some that they do not. */
static const char *const pieces[] = {
    "a",  "B",      "c",      "word",   "1",      "22",     "333",    "4444",   ".",      ".",       ",",  ",",
    "'",  "\"",     ":",      "_",      " ",      " ",      "-",      "\n",     "é",      "e\u0301", "ß",  "İ",
    "ж",  "א",      "ב",      "׳",      "״",      "ع",      "٣",      "٫",      "٬",      "’",       "‘",  "．",
    "，", "：",     "︓",     "․",      "﹒",     "\u202f", "\u00ad", "\u200d", "\u0301", "中",      "国", "あ",
    "カ", "ー",     "ไ",      "ท",      "ย",      "ก้",      "한",     "국",     "👍",      "🏽",    "👩",  "👧",
    "🇩",  "🇪",      "©",      "☃",      "Ⓐ",      "½",      "①",      "々",     "〇",     "𠮷",      "न",  "ि",
    "₂",  "²",      "⁵",      "11",     "\u00a0", "\u2009", "\u2007", "”",      "“",      "\u2033",  "''", "’’",
    "ל",  "\u05b8", "\u1112", "\u1161", "\u11ab", "\r\n",   "\n ",    " \t",    "€",      "→",       "㎏", "⁻",
    "□",  "−",      "ﾊ",      "ﾞ",      "ㅋ",     "ကျ",     "555",    "55",
};
enum { N_PIECES = sizeof pieces / sizeof pieces[0], MOST_PIECES = 300, MOST_WORDS = 2000 };

/* Those among which a rule decides: numbers in groups, Hebrew quotes, wrapped text, small digits. */
static const char *const themes[][10] = {
    {"1", "22", "333", "22", "333", ",", ",", ",", ",", ","},
    {"1", "22", "333", ",", ",", "\u00a0", ".", "'", "a", "4444"},
    {"א", "ב", "\"", "״", "”", "''", " ", "\u05b8", "’", "גד"},
    {"中", "ไ", "한", "\n", " ", "\r\n", "\t", "a", "カ", "         "},
    {"a", "bcd", "₂", "²", "1", "é", "\u0301", "א", "中", "⁻"},
};
enum { N_THEMES = sizeof themes / sizeof themes[0], N_OF_THEME = sizeof themes[0] / sizeof themes[0][0] };

static size_t draw_text(random_source *random, char *text) {
  size_t size = 0, most = (size_t)random_skewed(random, 8) + 1;
  unsigned first = random_below(random, N_PIECES), variety = 1 + (unsigned)random_skewed(random, 6);
  unsigned theme = random_below(random, 2 * N_THEMES);
  for (size_t i = 0, n_times; i < most && i < MOST_PIECES; i += n_times) {
    const char *piece = pieces[(first + random_below(random, variety) * 7) % N_PIECES];
    if (theme < N_THEMES)
      piece = themes[theme][random_below(random, N_OF_THEME)];
    n_times = random_below(random, 30) == 0 ? 1 + random_below(random, 140) : 1; /* past the limits of a word, too */
    for (size_t k = 0; k < n_times; k++, size += strlen(piece))
      memcpy(text + size, piece, strlen(piece));
  }
  return size;
}

static void words_are_found_as_the_document_says(void **state) {
  (void)state;
  random_source random = random_start("words of the document", 11);
  static char text[(MOST_PIECES + 140) * 12];
  static qn__word words[MOST_WORDS];
  static reference_word expected[MOST_WORDS];
  for (unsigned round = 0; round < 40000; round++) {
    size_t size = draw_text(&random, text), cursor = 0;
    size_t n = qn__scan_words(text, size, &cursor, words, MOST_WORDS);
    bool same = n == reference_words(text, size, expected, MOST_WORDS);
    for (size_t i = 0; same && i < n; i++)
      same = words[i].offset == expected[i].start && words[i].offset + words[i].size == expected[i].end;
    if (!same)
      fail_msg("the words of \"%.*s\" are others in the document", (int)size, text);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(the_example_is_what_the_code_writes),
      cmocka_unit_test(words_are_found_as_the_document_says),
      cmocka_unit_test(fingerprints_are_computed_as_the_document_says),
      cmocka_unit_test(an_index_has_the_fingerprints_of_its_languages),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
