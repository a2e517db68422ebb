/* SPDX-License-Identifier: MIT */
/* generate_tables.c: a program of the build that turns Unicode's files into the table that characters.h declares.
 *
 *     generate_tables /usr/share/unicode > unicode_tables.c
 *
 * Rows of equal content are written once, so that the table fits the processor's nearer caches. */
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "text/characters.h"

enum { N_CHARACTERS = 0x110000, ROW = QN__CHARACTER_ROW, N_ROWS = N_CHARACTERS / ROW, MAX_ROWS = 256 };

typedef struct character {
  uint8_t word_break, sentence_break, script;
  char category;                         /* the first letter of the general category */
  bool other_symbol;                     /* general category So */
  bool symbol;                           /* So, Sm or Sc */
  bool pictographic, emoji, emoji_style; /* emoji_style: shown as an emoji by default */
  bool ideographic, unspaced;            /* unspaced: of a script whose words are not parted by spaces */
} character;

static character characters[N_CHARACTERS];

static const char *const word_breaks[] = {
#define NAME(name, text) text,
    QN__WORD_BREAK_TABLE(NAME)};
static const char *const sentence_breaks[] = {QN__SENTENCE_BREAK_TABLE(NAME)};
static const char *const scripts[] = {QN__SCRIPT_TABLE(NAME)
#undef NAME
};

static void die(const char *what, const char *which) {
  fprintf(stderr, "generate_tables: %s %s\n", what, which);
  exit(1);
}

/* The number of a property value; values that the table leaves out are 0. */
static uint8_t number_of(const char *value, const char *const *names, size_t n) {
  for (size_t i = 0; i < n; i++)
    if (strcmp(value, names[i]) == 0)
      return (uint8_t)i;
  return 0;
}
#define NUMBER_OF(value, names) number_of(value, names, sizeof names / sizeof names[0])

static void set_word_break(character *c, const char *value) {
  c->word_break = NUMBER_OF(value, word_breaks);
  if (c->word_break == 0)
    die("unknown Word_Break value", value);
}

static void set_sentence_break(character *c, const char *value) {
  c->sentence_break = NUMBER_OF(value, sentence_breaks);
  if (c->sentence_break == 0)
    die("unknown Sentence_Break value", value);
}

static void set_script(character *c, const char *value) {
  c->script = NUMBER_OF(value, scripts);
  static const char *const unspaced[] = {"", "Han", "Hiragana", "Katakana", "Hangul"};
  if (NUMBER_OF(value, unspaced) > 0)
    c->unspaced = true;
}

static void set_category(character *c, const char *value) {
  c->category = value[0];
  c->other_symbol = strcmp(value, "So") == 0;
  c->symbol = value[0] == 'S' && value[1] != 'k';
}

static void set_emoji(character *c, const char *value) {
  if (strcmp(value, "Extended_Pictographic") == 0)
    c->pictographic = true;
  else if (strcmp(value, "Emoji") == 0)
    c->emoji = true;
  else if (strcmp(value, "Emoji_Presentation") == 0)
    c->emoji_style = true;
}

/* Line_Break SA, "complex context", is Unicode's name for Thai, Lao, Khmer, Myanmar and their like. */
static void set_line_break(character *c, const char *value) {
  if (strcmp(value, "SA") == 0)
    c->unspaced = true;
}

static void set_property(character *c, const char *value) {
  if (strcmp(value, "Ideographic") == 0)
    c->ideographic = true;
}

static FILE *open_file(const char *folder, const char *name) {
  char path[4096];
  snprintf(path, sizeof path, "%s/%s", folder, name);
  FILE *file = fopen(path, "r");
  if (file == NULL)
    die("cannot open", path);
  return file;
}

/* Calls `set` for each character of lines like "0041..005A ; ALetter # comment". */
static void read_file(const char *folder, const char *name, void (*set)(character *c, const char *value)) {
  FILE *file = open_file(folder, name);
  char line[1024], value[64];
  while (fgets(line, sizeof line, file) != NULL) {
    unsigned first, last;
    if (sscanf(line, "%x..%x ; %63[A-Za-z_]", &first, &last, value) != 3) {
      if (sscanf(line, "%x ; %63[A-Za-z_]", &first, value) != 2)
        continue;
      last = first;
    }
    if (last >= N_CHARACTERS || first > last)
      die("a wrong range in", name);
    for (unsigned i = first; i <= last; i++)
      set(&characters[i], value);
  }
  fclose(file);
}

/* The version is in the first line: "# WordBreakProperty-15.0.0.txt". */
static void read_version(const char *folder, const char *name, char version[16]) {
  FILE *file = open_file(folder, name);
  if (fscanf(file, "# %*[A-Za-z]-%15[0-9.]", version) != 1)
    die("no version in", name);
  fclose(file);
  size_t size = strlen(version);
  if (version[size - 1] == '.')
    version[size - 1] = '\0';
}

/* Signs such as (c) and arrows are pictographic too, but readers take them for words only when drawn as emoji. */
static bool is_emoji_word(uint32_t code_point, const character *c) {
  return c->emoji_style || (c->emoji && c->pictographic && code_point >= 0x2600);
}

/* Ranges of symbols that are not words: those for ASCII's and for what words leave out, operators that stand for a
 * hyphen or a dot, frames, shapes that mark the items of lists, Braille, and what stands for something missing. */
static bool is_plain_symbol(uint32_t code_point) {
  static const uint32_t ranges[][2] = {
      {0x0000, 0x007f}, {0x00b0, 0x00b0}, {0x2044, 0x2044}, {0x207a, 0x207c}, {0x208a, 0x208c},
      {0x2212, 0x2212}, {0x2219, 0x2219}, {0x22c5, 0x22c5}, {0x2500, 0x25ff}, {0x2800, 0x28ff},
      {0xfb29, 0xfb29}, {0xfe62, 0xfe69}, {0xff04, 0xff5e}, {0xfffc, 0xfffd},
  };
  for (size_t i = 0; i < sizeof ranges / sizeof ranges[0]; i++)
    if (code_point >= ranges[i][0] && code_point <= ranges[i][1])
      return true;
  return false;
}

/* Signs that people look for: currencies, arrows, operators, section signs and daggers. */
static bool is_symbol_word(uint32_t code_point, const character *c) {
  bool sign = code_point == 0xa7 || code_point == 0xb6 || code_point == 0x2020 || code_point == 0x2021;
  return sign || (c->symbol && !is_plain_symbol(code_point));
}

static unsigned properties(uint32_t code_point) {
  const character *c = &characters[code_point];
  bool ignored = c->word_break == QN__WB_EXTEND || c->word_break == QN__WB_FORMAT || c->word_break == QN__WB_ZWJ;
  bool letter = c->category == 'L' || c->category == 'N' || (c->word_break == QN__WB_LETTER && c->other_symbol);
  unsigned all = c->word_break;
  if (!ignored && (letter || c->word_break == QN__WB_REGIONAL_INDICATOR || is_emoji_word(code_point, c) ||
                   is_symbol_word(code_point, c)))
    all |= QN__IS_WORD;
  if (!ignored && letter && (c->unspaced || c->ideographic || c->word_break == QN__WB_KATAKANA))
    all |= QN__IS_PAIR;
  if (c->pictographic)
    all |= QN__IS_PICTOGRAPHIC;
  return all | (unsigned)c->sentence_break << QN__SENTENCE_BREAK_SHIFT | (unsigned)c->script << QN__SCRIPT_SHIFT;
}

/* Fills the index and the distinct rows; returns how many there are. */
static size_t build(uint8_t index[N_ROWS], uint16_t rows[MAX_ROWS][ROW]) {
  size_t n = 0;
  for (uint32_t i = 0; i < N_ROWS; i++) {
    uint16_t row[ROW];
    for (uint32_t j = 0; j < ROW; j++)
      row[j] = (uint16_t)properties(i * ROW + j);
    size_t same = 0;
    while (same < n && memcmp(rows[same], row, sizeof row) != 0)
      same++;
    if (same == MAX_ROWS)
      die("too many distinct rows:", "make the index wider");
    if (same == n)
      memcpy(rows[n++], row, sizeof row);
    index[i] = (uint8_t)same;
  }
  return n;
}

static void print(const char *version, const uint8_t index[N_ROWS], uint16_t rows[MAX_ROWS][ROW], size_t n) {
  printf("/* Made by core/text/generate_tables.c from the Unicode Character Database %s. */\n", version);
  printf("#include \"text/characters.h\"\n\nconst char qn__unicode_version[] = \"%s\";\n\n", version);
  printf("const uint8_t qn__character_index[0x110000 / QN__CHARACTER_ROW] = {");
  for (size_t i = 0; i < N_ROWS; i++)
    printf("%s%u,", i % 24 ? "" : "\n", index[i]);
  printf("\n};\n\nconst uint16_t qn__character_rows[][QN__CHARACTER_ROW] = {\n");
  for (size_t i = 0; i < n; i++) {
    for (size_t j = 0; j < ROW; j++)
      printf("%s%u,", j ? "" : "{", rows[i][j]);
    printf("},\n");
  }
  printf("};\n");
}

int main(int argc, char **argv) {
  static uint8_t index[N_ROWS];
  static uint16_t rows[MAX_ROWS][ROW];
  char version[16];
  if (argc != 2)
    die("usage:", "generate_tables UNICODE_FOLDER");
  read_version(argv[1], "auxiliary/WordBreakProperty.txt", version);
  read_file(argv[1], "auxiliary/WordBreakProperty.txt", set_word_break);
  read_file(argv[1], "auxiliary/SentenceBreakProperty.txt", set_sentence_break);
  read_file(argv[1], "Scripts.txt", set_script);
  read_file(argv[1], "extracted/DerivedGeneralCategory.txt", set_category);
  read_file(argv[1], "emoji/emoji-data.txt", set_emoji);
  read_file(argv[1], "LineBreak.txt", set_line_break);
  read_file(argv[1], "PropList.txt", set_property);
  print(version, index, rows, build(index, rows));
  return fflush(stdout) == 0 ? 0 : 1;
}
