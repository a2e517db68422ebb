/* SPDX-License-Identifier: MIT */
/* match_places.c: finds out what a match is made of.  A word that has extra terms is analysed again: if its own term is
 * not looked for, it was found by one of them. */
#include "snippets/match_places.h"

#include <string.h>

#include "snippets/best_spans.h"
#include "text/word_parts.h"

#define LONG_VOWEL "\xe3\x83\xbc" /* U+30FC */

static const qn__plan_word *word_of(const qn__place_finder *finder, const qn__match *match, bool last) {
  return qn__word_of_match(finder->plan, match, last);
}

/* --- scripts without spaces --------------------------------------------------------------------------------------- */

static bool has_long_vowel_after(qn_string text, const qn__word *word) {
  size_t end = qn__word_end(word), size = sizeof LONG_VOWEL - 1;
  return text.size >= end + size && memcmp(text.data + end, LONG_VOWEL, size) == 0;
}

/* The end of what stands before `end`, without the line break that a pair may reach over. */
static size_t without_blanks(qn_string text, size_t end) {
  while (end > 0 && (uint8_t)text.data[end - 1] <= ' ')
    end--;
  return end;
}

/* The end of a match that ends in a pair. */
static size_t end_of_pair(const qn__place_finder *finder, qn_string text, const qn__word_run *run,
                          const qn__match *match, size_t last) {
  const qn__word *word = &run->words[last];
  size_t end = qn__word_end(word);
  bool alone = word_of(finder, match, true)->op == QN__PREFIX;
  if (alone && last + 1 < run->n_words && run->words[last + 1].offset < end)
    return without_blanks(text, run->words[last + 1].offset);
  return has_long_vowel_after(text, word) ? end + sizeof LONG_VOWEL - 1 : end;
}

/* --- extra terms -------------------------------------------------------------------------------------------------- */

/* Whether a word is the query's, the case of ASCII letters apart: then it was found by its own term. */
static bool has_bytes_of(const char *word, size_t size, const char *written) {
  size_t i = 0;
  while (i < size && (word[i] == written[i] ||
                      (((word[i] ^ written[i]) == 0x20) && (word[i] | 0x20) >= 'a' && (word[i] | 0x20) <= 'z')))
    i++;
  return i == size && written[i] == '\0';
}

/* Whether a word may have been found by an extra term. */
static bool may_be_extra(qn_string text, const qn__word *word, const qn__plan_word *wanted) {
  return qn__may_have_extras(text.data, text.size, word) &&
         !has_bytes_of(text.data + word->offset, word->size, wanted->written);
}

static bool is_looked_for(const qn__plan_word *word, const qn__analyzed *found) {
  bool is = false;
  for (size_t i = 0; i < word->n_terms && !is; i++) {
    const qn__term *term = &word->terms[i];
    if (word->op == QN__EXACT || (qn__expands(word->op) && term->form != NULL))
      is = term->form[0] == found->term[0] && term->form_size == found->form_size + 1 &&
           memcmp(term->form + 1, found->form, found->form_size) == 0;
    else
      is = (term->size == found->term_size || (word->op == QN__PREFIX && term->size < found->term_size)) &&
           memcmp(term->bytes, found->term, term->size) == 0;
  }
  return is;
}

/* Finds out the article's language, once. */
static qn_status read_language(qn__place_finder *finder, qn_error *error) {
  qn_article head = {.language = finder->tag};
  qn_status status = QN_OK;
  if (finder->language != 0)
    return QN_OK;
  if (finder->tag.data == NULL)
    status = qn__store_head(&finder->segment->store, finder->store_reader, finder->doc, &head, error);
  if (status != QN_OK)
    return status;
  finder->language = qn__language_find(head.language.data, head.language.size);
  if (finder->language == 0)
    finder->language = finder->segment->meta.settings.language;
  return QN_OK;
}

/* Whether a word of the text, or an extra of it, is looked for. */
static qn_status compare(qn__place_finder *finder, const char *bytes, const qn__word *word, const qn__plan_word *wanted,
                         bool *same, qn_error *error) {
  qn__analyzed found;
  qn_status status = qn__analyze(finder->analyzer, bytes, word->size, (qn__word_kind)word->kind, finder->language,
                                 finder->segment->meta.settings.language, &found, error);
  if (status == QN_OK)
    *same = is_looked_for(wanted, &found);
  return status;
}

typedef struct place_adder {
  qn__place_finder *finder;
  qn_string text;
  const qn__word_run *run;
  qn_range *ranges;
  size_t n; /* with those after the matches' own */
} place_adder;

/* The bytes of the extra of word `at` that is looked for, if there is one.  The same one again, as in 10.0.0.1, is a
 * place more if `all` are wanted. */
static qn_status find_extra(place_adder *adder, size_t at, const qn__plan_word *wanted, bool all, qn_range *place,
                            qn_error *error) {
  const qn__word *words = adder->run->words + at;
  size_t left = adder->run->n_words - at;
  qn__extras *extras = adder->finder->extras;
  qn__extras_find(extras, adder->text.data, adder->text.size, words,
                  left < QN__COMPOUND_PARTS + 1 ? left : QN__COMPOUND_PARTS + 1);
  if (extras->found.failed || extras->text.failed) {
    qn__extras_clear(extras); /* the next search may have memory again */
    return qn__fail_memory(error);
  }
  const qn__extra *found = QN__ARRAY(qn__extra, &extras->found);
  size_t n = extras->found.size / sizeof *found, n_same = 0;
  qn_status status = QN_OK;
  for (size_t i = 0; i < n && found[i].at == 0 && status == QN_OK && (all || n_same == 0); i++) {
    bool same = false;
    const char *bytes = (const char *)extras->text.data + found[i].word.offset;
    status = compare(adder->finder, bytes, &found[i].word, wanted, &same, error);
    qn_range *to = n_same == 0 ? place : &adder->ranges[adder->n];
    if (!same)
      continue;
    qn__extra_place(&found[i], words, &to->start, &to->end);
    adder->n += n_same++ > 0;
  }
  return status;
}

/* The bytes of word `at`, or of the extra of it that is looked for. */
static qn_status find_place(place_adder *adder, size_t at, const qn__plan_word *wanted, bool all, qn_range *place,
                            qn_error *error) {
  const qn__word *word = adder->run->words + at;
  bool same = false;
  *place = (qn_range){word->offset, qn__word_end(word)};
  if (!may_be_extra(adder->text, word, wanted))
    return QN_OK;
  qn_status status = read_language(adder->finder, error);
  if (status == QN_OK)
    status = compare(adder->finder, adder->text.data + word->offset, word, wanted, &same, error);
  return status == QN_OK && !same ? find_extra(adder, at, wanted, all, place, error) : status;
}

/* --- matches ------------------------------------------------------------------------------------------------------ */

/* The words of a match in the run. */
static void words_of(const qn__word_run *run, const qn__match *match, uint32_t base, size_t *first, size_t *last) {
  *first = match->position - base - run->first;
  *last = *first + match->words - 1;
  if (*last >= run->n_words)
    *last = run->n_words - 1;
}

/* Whether a match may be anything but its words. */
static bool is_special(const qn__place_finder *finder, qn_string text, const qn__word_run *run, const qn__match *match,
                       size_t first, size_t last) {
  const qn__word *begin = &run->words[first], *end = &run->words[last];
  if (end->kind == QN__WORD_PAIR && (has_long_vowel_after(text, end) || word_of(finder, match, true)->op == QN__PREFIX))
    return true;
  return may_be_extra(text, begin, word_of(finder, match, false)) ||
         (last != first && may_be_extra(text, end, word_of(finder, match, true)));
}

/* From its first word's place to its last one's. */
static qn_status place_match(place_adder *adder, const qn__match *match, size_t first, size_t last, qn_range *place,
                             qn_error *error) {
  qn_range end;
  qn_status status = find_place(adder, first, word_of(adder->finder, match, false), first == last, place, error);
  if (status == QN_OK && first != last) {
    status = find_place(adder, last, word_of(adder->finder, match, true), false, &end, error);
    place->end = end.end;
  }
  if (adder->run->words[last].kind == QN__WORD_PAIR)
    place->end = end_of_pair(adder->finder, adder->text, adder->run, match, last);
  return status;
}

/* How many matches from `first_match` on begin among the words, and how many of these may be special. */
static size_t count_matches(const qn__place_finder *finder, qn_string text, const qn__word_run *run,
                            const qn__match *matches, size_t n_matches, uint32_t base, size_t *n_special) {
  size_t n = 0, first, last;
  *n_special = 0;
  for (; n < n_matches && matches[n].position - base - run->first < run->n_words; n++) {
    words_of(run, &matches[n], base, &first, &last);
    *n_special += finder != NULL && is_special(finder, text, run, &matches[n], first, last);
  }
  return n;
}

qn_status qn__find_places(qn__place_finder *finder, qn_string text, const qn__word_run *run, const qn__match *matches,
                          size_t n_matches, uint32_t base, qn__arena *arena, qn__place_list *places, qn_error *error) {
  *places = (qn__place_list){NULL, 0, 0, 0};
  if (n_matches == 0)
    return QN_OK;
  size_t begin = qn__first_match(matches, n_matches, base + run->first), n_special, first, last;
  size_t n = count_matches(finder, text, run, matches + begin, n_matches - begin, base, &n_special);
  *places = (qn__place_list){NULL, begin, n, n};
  if (n_special == 0)
    return QN_OK;
  place_adder adder = {finder, text, run, NULL, n};
  adder.ranges = qn__arena_alloc(arena, (n + n_special * QN__WORD_PARTS_MAX) * sizeof *adder.ranges);
  qn_status status = adder.ranges == NULL ? qn__fail_memory(error) : QN_OK;
  for (size_t i = 0; i < n && status == QN_OK; i++) {
    words_of(run, &matches[begin + i], base, &first, &last);
    status = place_match(&adder, &matches[begin + i], first, last, &adder.ranges[i], error);
  }
  if (status != QN_OK)
    return status;
  places->ranges = adder.ranges;
  places->n = adder.n;
  return QN_OK;
}
