/* SPDX-License-Identifier: MIT */
/* test_matched_forms.c: a walk over random forms finds those, in order, which a naive matcher finds among all of them:
 * for wildcards, beginnings, regular expressions and fuzzy words, with letters of several scripts and marks. */
#include "base/bytes.h"
#include "plan/forms_walk.h"
#include "plan/word_pattern.h"
#include "reference/naive_patterns.h"
#include "support/section_file.h"
#include "support/support.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { N_FORMS = 1500, FORM_ROOM = 64, PATTERN_ROOM = 128, ROUNDS = 1500 };

static const char *const letters[] = {"a", "a", "b", "b", "c", "e", "é", "è",  "æ", "1",
                                      "-", "'", "o", "ø", "я", "е", "ё", "北", "s", "\u0301"}; /* a mark is the last */
enum { N_LETTERS = sizeof letters / sizeof letters[0] };

typedef struct dictionary {
  char forms[N_FORMS][FORM_ROOM]; /* with a language tag byte */
  size_t n;
  section_file file;
  qn__keys keys;
} dictionary;

enum { N_ASCII = 6 }; /* letters of ASCII, which come first */

static void draw_letters(random_source *random, unsigned most, bool ascii, char *out) {
  strcpy(out, letters[random_below(random, ascii ? N_ASCII : N_LETTERS - 1)]);
  for (unsigned n = random_below(random, most); n > 0; n--)
    strcat(out, letters[random_below(random, !ascii && random_below(random, 3) == 0 ? N_LETTERS : N_ASCII)]);
}

static int by_bytes(const void *a, const void *b) {
  return qn__compare_bytes(a, strlen(a), b, strlen(b));
}

/* Of ASCII alone, or nearly so, are those where blocks may be passed over by what words have in common. */
static void make_dictionary(random_source *random, dictionary *d) {
  const unsigned others = random_below(random, 3); /* all, few, or no forms have letters beyond ASCII */
  qn__keys_writer writer;
  size_t n = 0;
  for (size_t i = 0; i < N_FORMS; i++) {
    d->forms[i][0] = random_below(random, 4) == 0 ? 8 : 1;
    draw_letters(random, 8, others == 2 || (others == 1 && random_below(random, 100) > 0), d->forms[i] + 1);
  }
  qsort(d->forms, N_FORMS, sizeof d->forms[0], by_bytes);
  section_file_begin(&d->file);
  qn__forms_begin(&writer, &d->file.output);
  for (size_t i = 0; i < N_FORMS; i++) {
    if (n > 0 && strcmp(d->forms[n - 1], d->forms[i]) == 0)
      continue;
    memmove(d->forms[n], d->forms[i], sizeof d->forms[i]);
    qn__forms_add(&writer, d->forms[n], strlen(d->forms[n]), n, (uint32_t)n + 1, 0);
    n++;
  }
  qn__forms_end(&writer);
  section_file_end(&d->file);
  d->n = n;
  assert_int_equal(qn__keys_open(&d->keys, &d->file.section, NULL), QN_OK);
}

/* --- Patterns ----------------------------------------------------------------------------------------------------- */

static void draw_wildcard(random_source *random, char *out) {
  *out = '\0';
  if (random_below(random, 3) == 0) {
    strcpy(out, "*");
    draw_letters(random, 4, true, out + 1);
    strcat(out, random_below(random, 2) == 0 ? "*" : "");
    return;
  }
  for (unsigned n = 1 + random_below(random, 5); n > 0; n--) {
    const unsigned drawn = random_below(random, 5);
    strcat(out, drawn == 0 ? "*" : drawn == 1 ? "?" : letters[random_below(random, 8)]);
  }
}

static void draw_atom(random_source *random, unsigned depth, char *out) {
  static const char *const atoms[] = {".", "[ab]", "[^a]", "[a-c]", "\\d", "\\w", "[b-é]", "[é1-]", "[^\\d]", "[\\da]"};
  const unsigned drawn = random_below(random, 10);
  if (drawn < 5) {
    strcat(out, letters[random_below(random, N_LETTERS - 2)]);
  } else if (drawn < 8 || depth == 0) {
    strcat(out, atoms[random_below(random, sizeof atoms / sizeof atoms[0])]);
  } else {
    strcat(out, "(");
    draw_atom(random, depth - 1, out);
    if (random_below(random, 2) == 0)
      strcat(out, "|");
    draw_atom(random, depth - 1, out);
    strcat(out, ")");
  }
}

static void draw_regex(random_source *random, char *out) {
  static const char *const signs[] = {"", "", "", "*", "+", "?", "{2}", "{1,}", "{0,2}", "{1,3}"};
  *out = '\0';
  for (unsigned n = 1 + random_below(random, 4); n > 0; n--) {
    draw_atom(random, 2, out);
    strcat(out, signs[random_below(random, sizeof signs / sizeof signs[0])]);
    if (n > 1 && random_below(random, 6) == 0)
      strcat(out, "|");
  }
}

static bool naive(const qn__query_word *word, const char *form, const char *pattern) {
  switch (word->op) {
  case QN__WILDCARD:
    return naive_wildcard(pattern, form);
  case QN__PARTIAL:
    return naive_prefix(pattern, form);
  case QN__FUZZY:
    return naive_fuzzy(pattern, word->edits, form);
  default:
    return naive_regex(word->text, form);
  }
}

/* --- Comparing ---------------------------------------------------------------------------------------------------- */

typedef struct walker {
  qn__analyzer *analyzer;
  qn__arena arena;
  qn__automaton automaton;
  qn__pattern_states states;
  qn__forms_walk walk;
} walker;

/* The pattern as forms are: what the automaton is made of. */
static const char *form_of(walker *w, const qn__query_word *word, char *out) {
  qn__analyzed analyzed;
  qn_error error;
  bool ascii = true;
  for (uint32_t i = 0; i < word->size; i++)
    ascii &= (uint8_t)word->text[i] < 0x80;
  assert_ok(qn__analyze(w->analyzer, word->text, word->size, ascii ? QN__WORD_ASCII : QN__WORD_UNICODE,
                        QN__LANGUAGE_PLAIN, QN__LANGUAGE_PLAIN, &analyzed, &error),
            error);
  memcpy(out, analyzed.form, analyzed.form_size);
  out[analyzed.form_size] = '\0';
  return out;
}

static void compare(walker *w, const dictionary *d, const qn__query_word *word) {
  char pattern[PATTERN_ROOM];
  bool possible;
  qn_error error;
  form_of(w, word, pattern);
  assert_ok(qn__word_pattern(&w->automaton, word, w->analyzer, &possible, &error), error);
  assert_true(possible);
  assert_ok(qn__pattern_states_begin(&w->states, &w->automaton, &w->arena, &error), error);
  assert_ok(qn__forms_walk_begin(&w->walk, &w->states, &d->keys, NULL, &error), error);
  for (size_t i = 0; i < d->n; i++) {
    if (!naive(word, d->forms[i] + 1, pattern))
      continue;
    if (qn__forms_walk_ended(&w->walk) || w->walk.cursor.ordinal != i)
      fail_msg("at %s: %.*s (op %d, %u edits) misses %s",
               qn__forms_walk_ended(&w->walk) ? "end" : d->forms[w->walk.cursor.ordinal] + 1, (int)word->size,
               word->text, (int)word->op, word->edits, d->forms[i] + 1);
    assert_int_equal(w->walk.info.doc_freq, i + 1);
    assert_ok(qn__forms_walk_next(&w->walk, &error), error);
  }
  if (!qn__forms_walk_ended(&w->walk))
    fail_msg("%.*s (op %d, %u edits) finds %s", (int)word->size, word->text, (int)word->op, word->edits,
             d->forms[w->walk.cursor.ordinal] + 1);
}

static qn__query_word draw_pattern(random_source *random, char *text) {
  static const qn__operator ops[] = {QN__WILDCARD, QN__PARTIAL, QN__REGEX, QN__FUZZY};
  qn__query_word word = {.text = text, .kind = QN__WORD_UNICODE, .op = ops[random_below(random, 4)]};
  if (word.op == QN__WILDCARD)
    draw_wildcard(random, text);
  else if (word.op == QN__REGEX)
    draw_regex(random, text);
  else
    draw_letters(random, word.op == QN__FUZZY ? 7 : 3, false, text);
  word.edits = word.op == QN__FUZZY ? (uint8_t)(1 + random_below(random, 2)) : 0;
  word.size = (uint32_t)strlen(text);
  return word;
}

static void walks_find_what_naive_matchers_find(void **state) {
  (void)state;
  static dictionary d;
  static walker w;
  random_source random = random_start("patterns", 91);
  qn_error error;
  assert_ok(qn__analyzer_new(&w.analyzer, &error), error);
  qn__arena_init(&w.arena);
  for (unsigned round = 0; round < ROUNDS; round++) {
    char text[PATTERN_ROOM];
    if (round % 100 == 0)
      make_dictionary(&random, &d);
    const qn__query_word word = draw_pattern(&random, text);
    compare(&w, &d, &word);
    if (round % 100 == 99)
      section_file_close(&d.file);
  }
  qn__arena_clear(&w.arena);
  qn__analyzer_free(w.analyzer);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(walks_find_what_naive_matchers_find),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
