/* SPDX-License-Identifier: MIT */
/* compounds.c: finds terms that end or begin with a word, the most frequent first, and looks whether the rest of each
 * is a word. */
#include "plan/compounds.h"

#include "base/bytes.h"
#include "text/fold.h"

#include <stdlib.h>
#include <string.h>

/* A term that may be a compound of the word. */
typedef struct candidate {
  const char *bytes; /* with the language tag byte */
  size_t size, segment;
  uint64_t doc_freq;
} candidate;

/* What the terms of compounds end in whose last part the word is. */
typedef struct part_end {
  const char *bytes; /* with the language tag byte */
  size_t size;
  bool is_certain; /* false: only if there is a form that ends in the word itself */
} part_end;

/* A word that is looked for as a part, in one directory. */
typedef struct part_search {
  const qn_index *index;
  size_t directory;
  qn__analyzer *analyzer;
  qn__arena *arena;
  const qn__analyzed *word;
  const char *term, *form; /* with the language tag byte; the form without marks */
  size_t term_size, form_size;
  part_end ends[2];
  size_t n_ends;
  candidate *candidates;
  size_t n, capacity;
} part_search;

/* --- Candidates --------------------------------------------------------------------------------------------------- */

static qn_status add_candidate(part_search *search, size_t segment, const qn__terms_cursor *at, qn_error *error) {
  if (search->n == search->capacity) {
    size_t capacity = search->capacity == 0 ? 64 : search->capacity * 2;
    candidate *grown = qn__arena_alloc(search->arena, capacity * sizeof *grown);
    if (grown == NULL)
      return qn__fail_memory(error);
    if (search->n > 0)
      memcpy(grown, search->candidates, search->n * sizeof *grown);
    search->candidates = grown;
    search->capacity = capacity;
  }
  const char *bytes = qn__arena_copy(search->arena, (const char *)at->keys.key, at->keys.size);
  if (bytes == NULL)
    return qn__fail_memory(error);
  search->candidates[search->n++] = (candidate){bytes, at->keys.size, segment, at->info.doc_freq};
  return QN_OK;
}

static bool ends_with(const candidate *compound, const part_end *end) {
  const size_t letters = end->size - 1;
  return compound->size >= end->size + QN__COMPOUND_PART_LEAST &&
         memcmp(compound->bytes + compound->size - letters, end->bytes + 1, letters) == 0;
}

/* Terms that end so. */
static qn_status find_by_end(part_search *search, size_t number, const part_end *wanted, qn_error *error) {
  const qn__segment *segment = search->index->segments[number].segment;
  uint32_t first, end;
  qn_status status =
      qn__term_ends_find(&segment->term_ends, &segment->terms, wanted->bytes, wanted->size, &first, &end, error);
  for (uint32_t i = first; status == QN_OK && i < end && i - first < QN__COMPOUND_CANDIDATES; i++) {
    qn__terms_cursor at;
    status = qn__term_ends_at(&at, &segment->term_ends, &segment->terms, i, error);
    if (status == QN_OK)
      status = add_candidate(search, number, &at, error);
  }
  return status;
}

/* Terms that begin with some letters. */
static qn_status find_by_beginning(part_search *search, size_t number, const char *letters, size_t size,
                                   qn_error *error) {
  const qn__terms *terms = &search->index->segments[number].segment->terms;
  qn__terms_cursor at;
  qn_status status = qn__terms_seek(&at, terms, letters, size, error);
  for (size_t i = 0; status == QN_OK && i < QN__COMPOUND_CANDIDATES && qn__keys_begins_with(&at.keys, letters, size);
       i++) {
    if (at.keys.size >= size + QN__COMPOUND_LAST_LEAST && qn__term_end_key(at.keys.key, at.keys.size) != 0)
      status = add_candidate(search, number, &at, error);
    if (status == QN_OK)
      status = qn__terms_next(&at, error);
  }
  return status;
}

static bool form_begins_with_term(const part_search *search) {
  return search->form_size >= search->term_size && memcmp(search->form, search->term, search->term_size) == 0;
}

static qn_status find_candidates(part_search *search, qn_error *error) {
  qn_status status = QN_OK;
  search->n = 0;
  for (size_t s = 0; status == QN_OK && s < search->index->n_segments; s++) {
    const qn__index_segment *segment = &search->index->segments[s];
    if (segment->directory != search->directory || segment->segment->term_ends.ordinals.n == 0)
      continue;
    for (size_t i = 0; status == QN_OK && i < search->n_ends; i++)
      status = find_by_end(search, s, &search->ends[i], error);
    if (status == QN_OK && search->term_size > QN__COMPOUND_PART_LEAST)
      status = find_by_beginning(search, s, search->term, search->term_size, error);
    if (status == QN_OK && !form_begins_with_term(search))
      status = find_by_beginning(search, s, search->form, search->form_size, error);
  }
  return status;
}

static int compare_candidates(const void *a, const void *b) {
  const candidate *first = a, *second = b;
  int order = qn__compare_bytes(first->bytes, first->size, second->bytes, second->size);
  return order != 0 ? order : (first->segment > second->segment) - (first->segment < second->segment);
}

static int by_frequency(const void *a, const void *b) {
  const candidate *first = a, *second = b;
  if (first->doc_freq != second->doc_freq)
    return first->doc_freq > second->doc_freq ? -1 : 1;
  return compare_candidates(a, b);
}

/* Makes one of what several segments have, or was found by its beginning and its end; sorts by frequency. */
static void unite_candidates(part_search *search) {
  candidate *all = search->candidates;
  size_t n = 0, segment = 0;
  if (search->n > 1)
    qsort(all, search->n, sizeof *all, compare_candidates);
  for (size_t i = 0; i < search->n; i++) {
    const bool same =
        n > 0 && all[n - 1].size == all[i].size && memcmp(all[n - 1].bytes, all[i].bytes, all[i].size) == 0;
    if (!same)
      all[n++] = all[i];
    else if (all[i].segment != segment)
      all[n - 1].doc_freq += all[i].doc_freq;
    segment = all[i].segment;
  }
  search->n = n;
  if (n > 1)
    qsort(all, n, sizeof *all, by_frequency);
}

/* --- The other part ----------------------------------------------------------------------------------------------- */

/* In how many articles of the directory a term is. */
static qn_status count_term(const part_search *search, const char *term, size_t size, uint64_t *doc_freq,
                            qn_error *error) {
  qn_status status = QN_OK;
  *doc_freq = 0;
  for (size_t s = 0; status == QN_OK && s < search->index->n_segments; s++) {
    qn__term_info info;
    bool found = false;
    if (search->index->segments[s].directory == search->directory)
      status = qn__terms_find(&search->index->segments[s].segment->terms, term, size, &info, &found, error);
    *doc_freq += found ? info.doc_freq : 0;
  }
  return status;
}

/* Whether what is left of a compound without the word is a word, given in how many articles it is. */
static bool is_word(uint64_t doc_freq, const candidate *compound) {
  return doc_freq > 0 && doc_freq * QN__COMPOUND_RARER >= compound->doc_freq;
}

/* Whether some article of the directory has a form that is the compound's first `size` bytes and then some letters. */
static qn_status has_form(const part_search *search, const candidate *compound, size_t size, const char *letters,
                          size_t n_letters, bool *found, qn_error *error) {
  char form[QN__KEY_MAX];
  qn_status status = QN_OK;
  if (*found || size + n_letters > sizeof form)
    return QN_OK;
  memcpy(form, compound->bytes, size);
  memcpy(form + size, letters, n_letters);
  for (size_t s = 0; status == QN_OK && !*found && s < search->index->n_segments; s++) {
    qn__form_info info;
    if (search->index->segments[s].directory == search->directory)
      status = qn__forms_find(&search->index->segments[s].segment->forms, form, size + n_letters, &info, found, error);
  }
  return status;
}

/* Whether the compound ends so, and what stands before is a word. */
static qn_status has_end(const part_search *search, const candidate *compound, const part_end *end, bool *found,
                         qn_error *error) {
  const size_t size = compound->size - (end->size - 1); /* of the rest, with the tag */
  const qn__analyzed *word = search->word;
  qn__analyzed rest;
  uint64_t doc_freq = 0;
  if (*found || !ends_with(compound, end))
    return QN_OK;
  qn_status status =
      qn__analyze_form(search->analyzer, (uint8_t)compound->bytes[0], compound->bytes + 1, size - 1, &rest, error);
  if (status == QN_OK && rest.term_size > QN__COMPOUND_PART_LEAST)
    status = count_term(search, rest.term, rest.term_size, &doc_freq, error);
  if (status != QN_OK || !is_word(doc_freq, compound))
    return status;
  *found = end->is_certain;
  status = has_form(search, compound, size, word->form, word->form_size, found, error);
  return status == QN_OK ? has_form(search, compound, size, word->term + 1, word->term_size - 1, found, error) : status;
}

/* Whether the first `size` bytes are a form of the word, and what follows is a word. */
static qn_status is_split_at(const part_search *search, const candidate *compound, size_t size, bool *found,
                             qn_error *error) {
  char rest[QN__KEY_MAX];
  const size_t rest_size = compound->size - size + 1;
  qn__analyzed first;
  uint64_t doc_freq = 0;
  qn_status status =
      qn__analyze_form(search->analyzer, (uint8_t)compound->bytes[0], compound->bytes + 1, size - 1, &first, error);
  if (status != QN_OK || first.term_size != search->term_size || memcmp(first.term, search->term, first.term_size) != 0)
    return status;
  rest[0] = compound->bytes[0];
  memcpy(rest + 1, compound->bytes + size, rest_size - 1);
  status = count_term(search, rest, rest_size, &doc_freq, error);
  *found = is_word(doc_freq, compound);
  return status;
}

/* Whether the word, which is spelled so, is the first part. */
static qn_status is_first_part(const part_search *search, const candidate *compound, const char *letters, size_t size,
                               bool *found, qn_error *error) {
  qn_status status = QN_OK;
  if (size <= QN__COMPOUND_PART_LEAST || compound->size < size || memcmp(compound->bytes, letters, size) != 0)
    return QN_OK;
  for (size_t link = 0; status == QN_OK && !*found && link <= QN__COMPOUND_LINK_MOST &&
                        size + link + QN__COMPOUND_LAST_LEAST <= compound->size;
       link++)
    status = is_split_at(search, compound, size + link, found, error);
  return status;
}

static qn_status is_compound(const part_search *search, const candidate *compound, bool *found, qn_error *error) {
  *found = false;
  qn_status status = QN_OK;
  for (size_t i = 0; status == QN_OK && i < search->n_ends; i++)
    status = has_end(search, compound, &search->ends[i], found, error);
  if (status == QN_OK && !*found)
    status = is_first_part(search, compound, search->term, search->term_size, found, error);
  if (status == QN_OK && !*found)
    status = is_first_part(search, compound, search->form, search->form_size, found, error);
  return status;
}

/* --- All of it ---------------------------------------------------------------------------------------------------- */

/* Stemmers remove more of a long word: "Zeitung" is one, but "Tageszeit" is what is left of "Tageszeitung".  Finds what
 * the word's term is as the last part of a longer word. */
static qn_status find_long_end(part_search *search, qn_error *error) {
  static const char before[] = {'b', 'a', 'b', 'a', 'b'};
  char form[sizeof before + QN__FORM_MAX];
  qn__analyzed longer;
  if (search->word->form_size > QN__FORM_MAX - sizeof before)
    return QN_OK;
  memcpy(form, before, sizeof before);
  memcpy(form + sizeof before, search->word->form, search->word->form_size);
  qn_status status = qn__analyze_form(search->analyzer, (uint8_t)search->term[0], form,
                                      sizeof before + search->word->form_size, &longer, error);
  if (status != QN_OK || longer.term_size <= 1 + sizeof before + QN__COMPOUND_PART_LEAST ||
      memcmp(longer.term + 1, before, sizeof before) != 0)
    return status;
  const size_t size = longer.term_size - sizeof before;
  char *bytes = qn__arena_copy(search->arena, longer.term + sizeof before, size);
  if (bytes == NULL)
    return qn__fail_memory(error);
  bytes[0] = search->term[0];
  if (size != search->term_size || memcmp(bytes, search->term, size) != 0)
    search->ends[search->n_ends++] = (part_end){bytes, size, false};
  return QN_OK;
}

/* Whether words of these languages may end in the term without being compounds: present participles do (folgende,
 * följande). */
static bool is_suffix(const char *term, size_t size) {
  return size == 4 && (memcmp(term + 1, "end", 3) == 0 || memcmp(term + 1, "and", 3) == 0);
}

static qn_status find_ends(part_search *search, qn_error *error) {
  if (search->term_size > QN__COMPOUND_PART_LEAST && !is_suffix(search->term, search->term_size))
    search->ends[search->n_ends++] =
        (part_end){search->term, search->term_size, search->term_size > QN__COMPOUND_LAST_LEAST};
  return find_long_end(search, error);
}

/* What ends in another word's term is a compound of that one more likely if it is the more frequent word. */
static qn_status weigh_long_end(part_search *search, qn_error *error) {
  uint64_t own = 0, other = 0;
  part_end *end = search->n_ends == 0 ? NULL : &search->ends[search->n_ends - 1];
  if (end == NULL || end->bytes == search->term)
    return QN_OK;
  qn_status status = count_term(search, search->term, search->term_size, &own, error);
  if (status == QN_OK)
    status = count_term(search, end->bytes, end->size, &other, error);
  end->is_certain = own >= other;
  return status;
}

static qn_status search_directory(part_search *search, const qn__variant_visitor *visitor, qn_error *error) {
  qn_status status = find_candidates(search, error);
  if (status != QN_OK || search->n == 0)
    return status;
  unite_candidates(search);
  status = weigh_long_end(search, error);
  for (size_t i = 0, n = 0; status == QN_OK && i < search->n && n < QN__COMPOUNDS_MOST; i++) {
    const candidate *compound = &search->candidates[i];
    bool found = false;
    status = is_compound(search, compound, &found, error);
    if (status == QN_OK && found)
      status = visitor->visit(visitor->context, compound->bytes, compound->size, compound->doc_freq, error);
    n += found;
  }
  return status;
}

static bool is_of_letters(const char *text, size_t size) {
  bool letters = true;
  for (size_t i = 0; i < size && letters; i++)
    letters = text[i] >= 'a' && text[i] <= 'z';
  return letters;
}

qn_status qn__each_compound(const qn_index *index, qn__analyzer *analyzer, qn__arena *arena, const qn__analyzed *word,
                            const qn__variant_visitor *visitor, qn_error *error) {
  enum { ROOM = QN__FORM_MAX + 8 }; /* folding leaves a character's room free */
  if (!qn__language_writes_compounds((uint8_t)word->term[0]))
    return QN_OK;
  char *form = qn__arena_alloc(arena, 1 + ROOM);
  if (form == NULL)
    return qn__fail_memory(error);
  form[0] = word->term[0];
  const size_t letters = qn__fold(form + 1, ROOM, word->form, word->form_size);
  if (letters < QN__COMPOUND_WORD_LEAST || !is_of_letters(form + 1, letters))
    return QN_OK;
  part_search search = {.index = index,
                        .analyzer = analyzer,
                        .arena = arena,
                        .word = word,
                        .term = word->term,
                        .term_size = word->term_size,
                        .form = form,
                        .form_size = letters + 1};
  qn_status status = find_ends(&search, error);
  for (search.directory = 0; status == QN_OK && search.directory < index->n_directories; search.directory++)
    status = search_directory(&search, visitor, error);
  return status;
}
