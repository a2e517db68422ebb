/* SPDX-License-Identifier: MIT */
/* test_format_document.c: the example at the end of index-data/FORMAT.md is what the code writes; words, extra terms
 * and plain spellings are found and fingerprints are computed as it says. */
#include "reference/reference_extras.h"
#include "reference/reference_reader.h"
#include "reference/reference_text.h"
#include "segment/manifest.h"
#include "support/support.h"
#include "text/analyze.h"
#include "text/endings.h"
#include "text/extras.h"
#include "text/language.h"
#include "text/spellings.h"
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

/* The document's list of a language's endings, its lines joined: " a e i ". */
static void read_endings(const char *document, unsigned language, char *out, size_t size) {
  char start[16];
  snprintf(start, sizeof start, "\n- %u: ", language);
  const char *list = strstr(document, "#### Endings");
  assert_non_null(list);
  list = strstr(list, start);
  if (list == NULL) {
    *out = '\0';
    return;
  }
  list += strlen(start);
  size_t n = 0;
  out[n++] = ' ';
  for (; !(list[0] == '\n' && list[1] != ' ') && n + 2 < size; list++)
    if (*list != '\n' && !(*list == ' ' && out[n - 1] == ' '))
      out[n++] = *list;
    else if (out[n - 1] != ' ')
      out[n++] = ' ';
  out[n++] = ' ';
  out[n] = '\0';
}

static void endings_are_those_of_the_document(void **state) {
  (void)state;
  char *document = read_document(), endings[4096];
  unsigned n = 0;
  for (unsigned language = 0; language < QN__LANGUAGE_LIMIT; language++) {
    const char *own = qn__language_endings((uint8_t)language);
    read_endings(document, language, endings, sizeof endings);
    assert_string_equal(endings, own == NULL ? "" : own);
    n += own != NULL;
  }
  assert_int_equal(n, 4);
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
    {"ک", "ت", "\u200c", "\u200c", "ها", "\u0651", "a", " ", "-", "ل"},
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

/* --- Extra terms --- */

/* What the rules for extra terms name, and some that they do not. */
/* clang-format off */
static const char *const extra_pieces[] = {
    "-", "-", "-", "_", "_", "\u2010", "\u2011", "\u2013", ".", ".", ".", "-\n", "-\r\n", "- \t\r\n ", "-\n\n",
    "-\n\t ", "\n", " ", " ", " ", "(", "\"", ",", "+", "++", "#", "'", "\u2019", "\u200d", "\u0301", "a", "b",
    "C", "\u200c", "D", "Ph", "PhD", "ab", "abc", "Abcd", "word", "user", "Name", "HTTP", "Server", "XMLs", "get", "1",
    "2", "22", "192", "168", "1000", "st", "nd", "rd", "Th", "NET", "net", "é", "Été", "ж", "ש", "ß", "ک", "م",
    "中", "国", "☃", "٣", "l", "L", "qu", "QU", "dell", "Quelqu", "presqu", "qualcun", "nessun", "grand", "b",
    "abcdefghi", "                                      ",
};
/* clang-format on */
enum { N_EXTRA_PIECES = sizeof extra_pieces / sizeof extra_pieces[0] };

/* Those among which a rule decides. */
static const char *const extra_themes[][12] = {
    {"a", "ک", "12", "-", "-", "_", "\u2010", "\u2011", "\u200c", "3x", " ", "Ab"},
    {"infor", "mation", "-\n", "-\n", "-\r\n\t", "A", "é", "-", " ", "9", "                  ", "\t\t\t\t\t\t\t\t\t"},
    {"A", "Ph", "D", "Abc", "Abcd", "x", ".", ".", ".", ".", "1", " "},
    {"a", "bc", "A", "A", "BC", "D", "1", "22", "st", "nd", "tH", " "},
    {"1", "22", "333", "4444", "5", ".", ".", ".", ".", ".", ",", "a"},
    {"é", "É", "Ж", "жа", "Σ", "\u0301", "1", "٣", "م", "bc", "ǅ", "ª"},
    {"a", "bc", "D", "é", "ế", "ж", "न", "\u094d", "µ", "1", "Ⓐ", "'"},
    {"v", "V", "lib", "É", "1", "22", ".", ".", ".", ",", "st", " "},
    {"C", "ab", "Abc", "abcd", "+", "++", "#", "#", "1", " ", "é", "-"},
    {".", ".", "NET", "x", "Ne", "1", "é", " ", "\n", "(", "\"", ","},
    {"l", "D", "qu", "Quelqu", "dell", "'", "'", "’", "’", "été", "a", " "},
};
enum {
  N_EXTRA_THEMES = sizeof extra_themes / sizeof extra_themes[0],
  N_OF_EXTRA_THEME = sizeof extra_themes[0] / sizeof extra_themes[0][0],
  MOST_EXTRAS = 4000,
  LONGEST_EXTRA_TEXT = 4000,
};

static size_t draw_pieces(random_source *random, char *text) {
  size_t size = 0, most = 1 + (size_t)random_skewed(random, 6);
  unsigned theme = random_below(random, 2 * N_EXTRA_THEMES);
  for (size_t i = 0; i < most && size + 48 < LONGEST_EXTRA_TEXT; i++) {
    const char *piece = extra_pieces[random_below(random, N_EXTRA_PIECES)];
    if (theme < N_EXTRA_THEMES)
      piece = extra_themes[theme][random_below(random, N_OF_EXTRA_THEME)];
    memcpy(text + size, piece, strlen(piece));
    size += strlen(piece);
  }
  return size;
}

/* A word that is cut at the end of a line, with about as much space as it may have. */
static size_t draw_line_end(random_source *random, char *text) {
  int before = (int)random_below(random, 20), after = 36 + (int)random_below(random, 5) - before;
  return (size_t)snprintf(text, LONGEST_EXTRA_TEXT, "infor-%*s\n%*smation", before, "", after, "");
}

/* A compound of about as many bytes as it may have. */
static size_t draw_long_compound(random_source *random, char *text) {
  unsigned n_words = 2 + random_below(random, 3);
  size_t size = 0;
  for (unsigned i = 0; i < n_words; i++) {
    size_t n_letters = 62 / n_words + random_below(random, 3);
    memset(text + size, 'a' + (int)i, n_letters);
    size += n_letters;
    text[size++] = i + 1 < n_words ? '-' : ' ';
  }
  return size;
}

static size_t draw_extra_text(random_source *random, char *text) {
  switch (random_below(random, 20)) {
  case 0:
    return draw_line_end(random, text);
  case 1:
    return draw_long_compound(random, text);
  default:
    return draw_pieces(random, text);
  }
}

/* Whether what the library found is what the document says. */
static bool is_same_extra(const qn__extras *extras, const qn__extra *found, const reference_extra *expected) {
  return found->at == expected->at && found->word.size == expected->size &&
         (found->word.kind == QN__WORD_SIGNED) == (expected->rule == REFERENCE_SIGNS) &&
         memcmp(extras->text.data + found->word.offset, expected->bytes, expected->size) == 0;
}

static bool is_found(const qn__extras *extras, const reference_extra *expected) {
  const qn__extra *found = QN__ARRAY(qn__extra, &extras->found);
  bool same = false;
  for (size_t i = 0; i < extras->found.size / sizeof *found && !same; i++)
    same = is_same_extra(extras, &found[i], expected);
  return same;
}

static bool is_expected(const qn__extras *extras, const qn__extra *found, const reference_extra *expected, size_t n) {
  bool same = false;
  for (size_t i = 0; i < n && !same; i++)
    same = is_same_extra(extras, found, &expected[i]);
  return same;
}

/* The strings that extra terms are made of are the same, but for their order and how often a word has each. */
static void compare_extras(const char *text, size_t size, size_t n_by_rule[REFERENCE_RULES]) {
  static qn__word words[MOST_WORDS];
  static reference_word expected_words[MOST_WORDS];
  static reference_extra expected[MOST_EXTRAS];
  qn__extras extras = {.found.failed = false};
  size_t cursor = 0, n_words = qn__scan_words(text, size, &cursor, words, MOST_WORDS);
  assert_int_equal(n_words, reference_words(text, size, expected_words, MOST_WORDS));
  size_t n = reference_extras(text, size, expected_words, n_words, expected, MOST_EXTRAS);
  qn__extras_find(&extras, text, size, words, n_words);
  const qn__extra *found = QN__ARRAY(qn__extra, &extras.found);
  for (size_t i = 0; i < n; i++) {
    n_by_rule[expected[i].rule]++;
    if (!is_found(&extras, &expected[i]))
      fail_msg("word %zu of \"%.*s\" has no \"%.*s\", which the document says", expected[i].at, (int)size, text,
               (int)expected[i].size, expected[i].bytes);
  }
  for (size_t i = 0; i < extras.found.size / sizeof *found; i++)
    if (!is_expected(&extras, &found[i], expected, n))
      fail_msg("word %u of \"%.*s\" has \"%.*s\", which the document does not say", (unsigned)found[i].at, (int)size,
               text, (int)found[i].word.size, (const char *)extras.text.data + found[i].word.offset);
  qn__extras_clear(&extras);
}

static void extra_terms_are_found_as_the_document_says(void **state) {
  (void)state;
  random_source random = random_start("extra terms of the document", 12);
  static char text[LONGEST_EXTRA_TEXT];
  size_t n_by_rule[REFERENCE_RULES] = {0};
  for (unsigned round = 0; round < 50000; round++)
    compare_extras(text, draw_extra_text(&random, text), n_by_rule);
  for (unsigned rule = 0; rule < REFERENCE_RULES; rule++) {
    assert_true(n_by_rule[rule] > 500);
  }
}

/* --- Plain spellings --- */

static const char *const form_pieces[] = {
    "a", "b",  "s",  "t",  "word", "v",       "1",   "22",     "333", "444", "4444",   ".", ".",
    "'", "'",  "\"", "'s", "'ll",  "'re",     "'ve", "'d",     "'m",  "é",   "ä",      "ö", "ü",
    "å", "ø",  "ß",  "ı",  "ñ",    "c\u0327", "ж",   "й",      "ё",   "א",   "\u05b8", "ع", "\u064b",
    "ά", "中", "後", "न",  "़",     "+",       "#",   "\u0301", "æ",   "đ",   "-",      "_",
};
static const char *const form_themes[][8] = {
    {"v", "1", "22", "333", ".333", ".333", ".333", "."},
    {"ab", "c", "é", "'", "'s", "'ll", "'", "\""},
    {"ä", "ö", "ü", "å", "ø", "ab", "'", "é"},
};
enum {
  N_FORM_PIECES = sizeof form_pieces / sizeof form_pieces[0],
  N_FORM_THEMES = sizeof form_themes / sizeof form_themes[0],
};

static size_t draw_form(random_source *random, char form[QN__FORM_MAX]) {
  size_t size = 0, most = 1 + (size_t)random_skewed(random, 4);
  unsigned theme = random_below(random, 2 * N_FORM_THEMES);
  for (size_t i = 0; i < most; i++) {
    const char *piece = form_pieces[random_below(random, N_FORM_PIECES)];
    if (theme < N_FORM_THEMES)
      piece = form_themes[theme][random_below(random, 8)];
    size_t n_times = random_below(random, 40) == 0 ? 1 + random_below(random, 500) : 1; /* past the limit, too */
    for (size_t k = 0; k < n_times && size + strlen(piece) <= QN__FORM_MAX; k++, size += strlen(piece))
      memcpy(form + size, piece, strlen(piece));
  }
  return size;
}

static bool has_spelling(const qn__spelling *spellings, size_t n, const reference_spelling *wanted) {
  bool found = false;
  for (size_t i = 0; i < n && !found; i++)
    found = spellings[i].size == wanted->size + 1 && (uint8_t)spellings[i].bytes[0] == wanted->tag &&
            memcmp(spellings[i].bytes + 1, wanted->bytes, wanted->size) == 0;
  return found;
}

static void plain_spellings_are_those_of_the_document(void **state) {
  (void)state;
  static const uint8_t tags[] = {1, 3, 6, 8, 9, 10, 11, 20, 23, 26, 28};
  random_source random = random_start("plain spellings of the document", 13);
  size_t n_with[REFERENCE_SPELLINGS_MAX + 1] = {0};
  for (unsigned round = 0; round < 40000; round++) {
    char form[QN__FORM_MAX];
    uint8_t tag = tags[random_below(&random, sizeof tags)];
    size_t size = draw_form(&random, form);
    qn__spelling found[QN__SPELLINGS_MAX];
    reference_spelling expected[REFERENCE_SPELLINGS_MAX];
    size_t n = reference_spellings(expected, tag, form, size);
    bool same = n == qn__plain_spellings(found, tag, form, size);
    for (size_t i = 0; same && i < n; i++)
      same = has_spelling(found, n, &expected[i]);
    if (!same)
      fail_msg("the plain spellings of \"%.*s\" with the tag %u are others in the document", (int)size, form, tag);
    n_with[n]++;
  }
  assert_true(n_with[0] > 500 && n_with[1] > 500 && n_with[2] > 500);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(the_example_is_what_the_code_writes),
      cmocka_unit_test(words_are_found_as_the_document_says),
      cmocka_unit_test(extra_terms_are_found_as_the_document_says),
      cmocka_unit_test(plain_spellings_are_those_of_the_document),
      cmocka_unit_test(fingerprints_are_computed_as_the_document_says),
      cmocka_unit_test(endings_are_those_of_the_document),
      cmocka_unit_test(an_index_has_the_fingerprints_of_its_languages),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
