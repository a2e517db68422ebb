/* SPDX-License-Identifier: MIT */
/* sample_texts.c: makes and reads texts in many languages. */
#include "support/sample_texts.h"

#include <cjson/cJSON.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

#include "base/buffer.h"
#include "support/vocabulary.h"
#include "text/language.h"

enum {
  TEXT_WORDS = 60,
  TEXT_MAX = 4000, /* bytes of a text that is read */
};

static void add_text(sample_texts *out, const char *language, const char *text, size_t size) {
  sample_text *texts = realloc(out->texts, (out->n + 1) * sizeof *texts);
  char *copy = malloc(size + 1);
  if (texts == NULL || copy == NULL)
    scaffold_failed("sample texts", "no memory");
  memcpy(copy, text, size);
  copy[size] = '\0';
  out->texts = texts;
  sample_text *added = &texts[out->n++];
  added->text = copy;
  added->size = size;
  snprintf(added->language, sizeof added->language, "%s", language);
}

/* --- of words ----------------------------------------------------------------------------------------------------- */

typedef struct word_list {
  char (*words)[64];
  size_t n;
} word_list;

/* Words of a vocabulary, taken evenly. */
static word_list read_words(const char *stemmer) {
  enum { WORDS = 4000 };
  word_list list = {calloc(WORDS, sizeof *list.words), 0};
  char word[VOCABULARY_WORD_ROOM];
  size_t step = vocabulary_size(stemmer) / WORDS + 1;
  gzFile file = vocabulary_open(stemmer, "voc");
  if (file == NULL || list.words == NULL)
    return list;
  for (size_t i = 0; list.n < WORDS && vocabulary_next(file, word); i++)
    if (i % step == 0 && word[0] != '\0' && strlen(word) < sizeof *list.words)
      snprintf(list.words[list.n++], sizeof *list.words, "%s", word);
  gzclose(file);
  return list;
}

static const char *any_word(const word_list *list, random_source *random) {
  return list->words[random_below(random, (uint32_t)list->n)];
}

/* A word with a capital. */
static void put_capital(qn__buffer *out, const char *word) {
  int32_t c;
  uint8_t bytes[4];
  utf8proc_ssize_t size = utf8proc_iterate((const uint8_t *)word, -1, &c);
  if (size > 0)
    qn__buffer_bytes(out, bytes, (size_t)utf8proc_encode_char(utf8proc_totitle(c), bytes));
  qn__buffer_bytes(out, word + size, strlen(word + size));
}

static void put_number(qn__buffer *out, random_source *random) {
  uint32_t groups = random_below(random, 5);
  qn__buffer_print(out, "%u", (unsigned)random_skewed(random, 12));
  for (uint32_t i = 0; i < groups; i++)
    qn__buffer_print(out, ".%u", (unsigned)random_skewed(random, 8));
}

static void put_text_word(qn__buffer *out, const word_list *list, const char *language, random_source *random) {
  const char *word = any_word(list, random), *second = any_word(list, random);
  switch (random_below(random, 14)) {
  case 0:
    qn__buffer_print(out, "%s-%s", word, second);
    return;
  case 1:
    qn__buffer_print(out, "%s_%s", word, second);
    return;
  case 2:
    qn__buffer_print(out, "%s", word);
    put_capital(out, second);
    put_capital(out, any_word(list, random));
    return;
  case 3:
    put_number(out, random);
    return;
  case 4:
    qn__buffer_print(out, "%s%u", word, random_below(random, 100));
    return;
  case 5:
    put_capital(out, word);
    qn__buffer_print(out, "%s", strcmp(language, "tr") == 0 ? "'da" : "");
    return;
  case 6:
    qn__buffer_print(out, "v%u.%u.%u", random_below(random, 9), random_below(random, 20), random_below(random, 9));
    return;
  case 7:
    put_capital(out, word);
    put_capital(out, second);
    qn__buffer_print(out, "%s", strcmp(language, "tr") == 0 ? "'da" : "'s");
    return;
  default:
    qn__buffer_print(out, "%s", word);
  }
}

static void put_space(qn__buffer *out, random_source *random) {
  static const char *const spaces[] = {" ", " ", " ", " ", " ", " ", "\n", ", ", ". ", " (", ") ", "; "};
  qn__buffer_print(out, "%s", spaces[random_below(random, sizeof spaces / sizeof *spaces)]);
}

static void make_texts_of_words(sample_texts *out, uint8_t language, size_t n, random_source *random) {
  word_list list = read_words(qn__language_stemmer(language));
  for (size_t i = 0; i < n && list.n > 0; i++) {
    qn__buffer text;
    qn__buffer_init(&text);
    for (size_t j = 0; j < TEXT_WORDS; j++) {
      put_text_word(&text, &list, qn__language_code(language), random);
      put_space(&text, random);
    }
    add_text(out, qn__language_code(language), (const char *)text.data, text.size);
    qn__buffer_clear(&text);
  }
  free(list.words);
}

/* --- of characters ------------------------------------------------------------------------------------------------ */

typedef struct script_sample {
  const char *language;
  int32_t first, last, more_first, more_last;
  int32_t often; /* a character that comes more often, or 0 */
} script_sample;

static const script_sample scripts[] = {
    {"zh", 0x4e00, 0x5fff, 0x4e00, 0x4eff, 0},      {"ja", 0x30a1, 0x30fa, 0x3042, 0x3093, 0x30fc},
    {"ja", 0x30a1, 0x30fa, 0x30a1, 0x30fa, 0x30fc}, {"ko", 0xac00, 0xd7a3, 0xac00, 0xaeff, 0},
    {"th", 0x0e01, 0x0e30, 0x0e31, 0x0e4e, 0},      {"lo", 0x0e81, 0x0eb0, 0x0eb0, 0x0ecd, 0},
    {"my", 0x1000, 0x1021, 0x102b, 0x1038, 0},      {"km", 0x1780, 0x17b3, 0x17b6, 0x17d1, 0},
};

static void put_character(qn__buffer *out, const script_sample *script, random_source *random) {
  uint8_t bytes[4];
  int32_t c = 0;
  while (c == 0 || utf8proc_category(c) == UTF8PROC_CATEGORY_CN || utf8proc_category(c) == UTF8PROC_CATEGORY_SC) {
    bool more = random_below(random, 2) == 0;
    int32_t first = more ? script->more_first : script->first, last = more ? script->more_last : script->last;
    c = first + (int32_t)random_below(random, (uint32_t)(last - first + 1));
    if (script->often != 0 && random_below(random, 6) == 0)
      c = script->often;
  }
  qn__buffer_bytes(out, bytes, (size_t)utf8proc_encode_char(c, bytes));
}

static void make_texts_of_characters(sample_texts *out, const script_sample *script, size_t n, random_source *random) {
  for (size_t i = 0; i < n; i++) {
    qn__buffer text;
    qn__buffer_init(&text);
    for (size_t j = 0; j < TEXT_WORDS; j++) {
      for (uint32_t left = 1 + random_below(random, 14); left > 0; left--)
        put_character(&text, script, random);
      put_space(&text, random);
    }
    add_text(out, script->language, (const char *)text.data, text.size);
    qn__buffer_clear(&text);
  }
}

void sample_texts_make(sample_texts *out, size_t n_each, random_source *random) {
  for (uint8_t i = QN__LANGUAGE_FIRST; i < QN__LANGUAGE_LIMIT; i++)
    if (qn__language_stemmer(i) != NULL)
      make_texts_of_words(out, i, n_each, random);
  for (size_t i = 0; i < sizeof scripts / sizeof *scripts; i++)
    make_texts_of_characters(out, &scripts[i], n_each, random);
}

/* --- of a file ---------------------------------------------------------------------------------------------------- */

/* Cuts a text at a character and makes its blanks even; returns its size. */
static size_t tidy(char *text) {
  size_t size = 0;
  for (size_t i = 0; text[i] != '\0'; i++) {
    bool blank = (uint8_t)text[i] <= ' ';
    if (size >= TEXT_MAX && ((uint8_t)text[i] & 0xc0) != 0x80)
      break;
    if (!blank || (size > 0 && text[size - 1] != ' '))
      text[size++] = blank ? ' ' : text[i];
  }
  return size;
}

static void add_line(sample_texts *out, const char *line, size_t max_each) {
  cJSON *article = cJSON_Parse(line);
  const char *language = cJSON_GetStringValue(cJSON_GetObjectItem(article, "lang"));
  char *text = cJSON_GetStringValue(cJSON_GetObjectItem(article, "text"));
  size_t n = 0;
  for (size_t i = 0; i < out->n && language != NULL; i++)
    n += strcmp(out->texts[i].language, language) == 0;
  if (language != NULL && text != NULL && n < max_each && text[0] != '\0')
    add_text(out, language, text, tidy(text));
  cJSON_Delete(article);
}

bool sample_texts_read(sample_texts *out, const char *path, size_t max_each) {
  enum { LINE_MAX_SIZE = 8 << 20 };
  gzFile file = gzopen(path, "rb");
  char *line = malloc(LINE_MAX_SIZE);
  while (file != NULL && line != NULL && gzgets(file, line, LINE_MAX_SIZE) != NULL)
    add_line(out, line, max_each);
  free(line);
  if (file != NULL)
    gzclose(file);
  return file != NULL;
}

void sample_texts_free(sample_texts *texts) {
  for (size_t i = 0; i < texts->n; i++)
    free(texts->texts[i].text);
  free(texts->texts);
  *texts = (sample_texts){NULL, 0};
}
