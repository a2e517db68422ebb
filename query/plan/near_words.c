/* SPDX-License-Identifier: MIT */
/* near_words.c: the forms at most two edits away, by their likelihood. */
#include "plan/near_words.h"

#include "plan/expansion.h"
#include "plan/word_pattern.h"
#include "text/typing_cost.h"
#include "text/utf8.h"

#include <math.h>
#include <string.h>

enum {
  MOST_NEAR = 2048, /* forms that are looked at: the most frequent */
  SHORTEST = 4,     /* letters of a word that may be taken for another */
  SHORT = 5,        /* words of up to so many letters have one slip at most */
  SAME_LETTERS = 3, /* that words near a known one begin with */
};

/* So much of a cost each letter of the word can bear: a long word has few neighbours by chance. */
static const double borne_by_letter = 1.2;

/* A form of the same term with one letter wrong costs no more; another ending of the word does. */
static const double wrong_letter = 6.0;

typedef struct typed_word {
  const char *form; /* in lower case */
  size_t size, letters;
  char term[QN__FORM_MAX + 1]; /* of the tag, which is its first byte */
  size_t term_size;            /* 0: not known yet */
} typed_word;

static bool is_of_letters(const char *text, size_t size) {
  bool letters = size > 0;
  for (size_t i = 0; i < size && letters; i++)
    letters = (uint8_t)text[i] > '9' || strchr("'-.", text[i]) != NULL;
  return letters;
}

static qn_status find_term(qn__analyzer *analyzer, typed_word *typed, uint8_t tag, qn_error *error) {
  qn__analyzed found;
  if (typed->term_size > 0 && (uint8_t)typed->term[0] == tag)
    return QN_OK;
  qn_status status = qn__analyze_form(analyzer, tag, typed->form, typed->size, &found, error);
  if (status == QN_OK) {
    memcpy(typed->term, found.term, found.term_size);
    typed->term_size = found.term_size;
  }
  return status;
}

/* Whether a form, with its language tag byte, is of the same term as the word. */
static qn_status is_same_term(qn__analyzer *analyzer, typed_word *typed, const qn__expansion_form *form, bool *same,
                              qn_error *error) {
  qn__analyzed found;
  const uint8_t tag = (uint8_t)form->bytes[0];
  qn_status status = find_term(analyzer, typed, tag, error);
  if (status == QN_OK)
    status = qn__analyze_form(analyzer, tag, form->bytes + 1, form->size - 1, &found, error);
  if (status == QN_OK)
    *same = found.term_size == typed->term_size && memcmp(found.term, typed->term, found.term_size) == 0;
  return status;
}

static double likelihood_of(const qn__near_word *word) {
  return log((double)word->doc_freq) - word->cost;
}

/* A form that the list has, of another language. */
static qn__near_word *find_listed(qn__near_words *list, const qn__near_word *word) {
  for (size_t i = 0; i < list->n; i++)
    if (list->words[i].size == word->size && memcmp(list->words[i].text, word->text, word->size) == 0)
      return &list->words[i];
  return NULL;
}

/* Keeps a word if it is among the likeliest. */
static void keep_word(qn__near_words *list, qn__near_word word) {
  qn__near_word *listed = find_listed(list, &word);
  if (listed != NULL) {
    word.doc_freq += listed->doc_freq;
    memmove(listed, listed + 1, (size_t)(list->words + list->n - listed - 1) * sizeof *listed);
    list->n--;
  }
  size_t at = list->n;
  while (at > 0 && likelihood_of(&word) > likelihood_of(&list->words[at - 1]))
    at--;
  if (at == QN__NEAR_WORDS)
    return;
  list->n += list->n < QN__NEAR_WORDS;
  memmove(&list->words[at + 1], &list->words[at], (list->n - at - 1) * sizeof word);
  list->words[at] = word;
}

/* Whether so many edits cannot make a word of one length of one of the other. */
static bool differ_in_length(size_t a, size_t b) {
  return a > b + QN__EDITS_MAX || b > a + QN__EDITS_MAX;
}

/* Keeps a form, with its language tag byte, if it may be what was meant. */
static qn_status consider_form(qn__near_words *list, typed_word *typed, const qn__expansion_form *form,
                               qn__analyzer *analyzer, qn_error *error) {
  qn__near_word word = {.text = form->bytes + 1, .size = form->size - 1, .doc_freq = form->doc_freq};
  size_t letters;
  if (differ_in_length(qn__utf8_count(word.text, word.size), typed->letters))
    return QN_OK;
  word.cost = qn__typing_cost(word.text, word.size, typed->form, typed->size, &letters);
  list->is_known |= word.cost <= 0;
  const bool possible = word.cost > 0 && word.cost <= borne_by_letter * (double)letters && word.doc_freq > 0 &&
                        is_of_letters(word.text, word.size);
  qn_status status = possible ? is_same_term(analyzer, typed, form, &word.same_term, error) : QN_OK;
  const bool other_ending = word.same_term && (word.size != typed->size || word.cost > wrong_letter);
  if (status == QN_OK && possible && !other_ending)
    keep_word(list, word);
  return status;
}

/* The words among which those near a word are looked for: those that fuzzy words find or, far quicker, those that begin
 * with the same letters. */
static qn__query_word pattern_of(const qn__query_word *typed, size_t letters, bool is_known) {
  qn__query_word pattern = *typed;
  pattern.op = is_known ? QN__PARTIAL : QN__FUZZY;
  pattern.edits = is_known ? 0 : letters <= SHORT ? 1 : 2;
  if (is_known)
    while (qn__utf8_count(pattern.text, pattern.size) > SAME_LETTERS || qn__utf8_goes_on(pattern.text[pattern.size]))
      pattern.size--;
  return pattern;
}

qn_status qn__find_near_words(qn__near_words *out, const qn__query_word *typed, bool is_known, const qn_index *index,
                              qn__expander *expander, qn__analyzer *analyzer, qn_error *error) {
  const size_t letters = qn__utf8_count(typed->text, typed->size);
  const bool is_word = typed->kind == QN__WORD_ASCII || typed->kind == QN__WORD_UNICODE;
  qn__near_words list = {.n = 0};
  qn__expansion found = {.n = 0};
  qn__analyzed analyzed;
  char form[QN__FORM_MAX];
  *out = list;
  if (!is_word || letters < SHORTEST || !is_of_letters(typed->text, typed->size) || index->n_analyses == 0)
    return QN_OK;
  const qn__query_word pattern = pattern_of(typed, letters, is_known);
  qn_status status = qn__expand(expander, &pattern, MOST_NEAR, &found, error);
  if (status == QN_OK)
    status = qn__analyze(analyzer, typed->text, typed->size, typed->kind, index->analyses[0].language,
                         index->analyses[0].default_language, &analyzed, error);
  if (status != QN_OK)
    return status;
  memcpy(form, analyzed.form, analyzed.form_size);
  typed_word word = {.form = form, .size = analyzed.form_size, .letters = qn__utf8_count(form, analyzed.form_size)};
  for (size_t i = 0; i < found.n && status == QN_OK; i++)
    status = consider_form(&list, &word, &found.forms[i], analyzer, error);
  *out = list;
  return status;
}
