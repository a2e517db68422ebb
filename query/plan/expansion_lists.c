/* SPDX-License-Identifier: MIT */
/* expansion_lists.c: the lists of an expansion's forms.  A segment knows the term of each of its forms, whatever
 * stemmer made it; forms of one term share its list, of which the occurrences in these forms count. */
#include "plan/expansion.h"

#include <stdlib.h>
#include <string.h>

/* A form of the expansion in one segment. */
typedef struct placed_form {
  uint64_t term; /* its ordinal there */
  uint32_t rank; /* among the forms of the term */
} placed_form;

typedef struct list_maker {
  const qn__expanded_word *word;
  const qn__expansion *expansion;
  qn__arena *arena;
  placed_form *placed;
} list_maker;

/* The lists of a segment in the making. */
typedef struct made_lists {
  qn__postings *lists;
  qn__list_form *forms;
  uint32_t n;
} made_lists;

static int by_term(const void *a, const void *b) {
  const placed_form *first = a, *second = b;
  if (first->term != second->term)
    return first->term < second->term ? -1 : 1;
  return first->rank < second->rank ? -1 : first->rank > second->rank;
}

/* Finds the forms that a segment has, sorted by their terms; returns their number in *n. */
static qn_status place_forms(const list_maker *maker, const qn__segment *segment, size_t *n, qn_error *error) {
  qn_status status = QN_OK;
  *n = 0;
  for (size_t i = 0; status == QN_OK && i < maker->expansion->n; i++) {
    const qn__expansion_form *form = &maker->expansion->forms[i];
    qn__form_info info;
    bool found = false;
    status = qn__forms_find(&segment->forms, form->bytes, form->size, &info, &found, error);
    if (status == QN_OK && found)
      maker->placed[(*n)++] = (placed_form){info.term, info.rank};
  }
  if (*n > 1)
    qsort(maker->placed, *n, sizeof *maker->placed, by_term);
  return status;
}

/* Whether a term is one of the word itself in segment `number`: its list stands for all of its forms. */
static bool is_own_term(const list_maker *maker, size_t number, const qn_index *index, const qn__keys_cursor *found) {
  const qn__plan_word *own = maker->word->own;
  const bool is_foreign = index->segments[number].segment->is_foreign;
  bool is_own = false;
  for (size_t i = 0; own != NULL && i < own->n_terms && !is_own; i++) {
    const qn__term *term = &own->terms[i];
    const bool is_variant = own->op == QN__VARIANTS && term->form == NULL;
    const qn__segment_term there =
        term->in_segments != NULL ? term->in_segments[number] : (qn__segment_term){term->bytes, term->size};
    if (is_variant && !(is_foreign ? term->is_foreign : term->is_local))
      continue;
    is_own = found->size >= there.size && (found->size == there.size || own->op == QN__PREFIX) &&
             memcmp(found->key, there.bytes, there.size) == 0;
  }
  return is_own;
}

/* The ranks of n forms of one term. */
static qn_status set_ranks(const list_maker *maker, qn__list_form *form, const placed_form *placed, size_t n,
                           qn_error *error) {
  const uint32_t n_words = (form->exact.n_forms + 63) / 64;
  uint64_t *words = qn__arena_alloc(maker->arena, n_words * sizeof *words);
  if (words == NULL)
    return qn__fail_memory(error);
  memset(words, 0, n_words * sizeof *words);
  for (size_t i = 0; i < n && placed[i].rank < form->exact.n_forms; i++)
    words[placed[i].rank / 64] |= UINT64_C(1) << (placed[i].rank % 64);
  form->ranks = (qn__rank_set){words, n_words};
  return QN_OK;
}

/* Adds the list of n forms of one term, all of its occurrences if it has no other forms. */
static qn_status add_term_list(const list_maker *maker, size_t number, const qn_index *index, const placed_form *placed,
                               size_t n, made_lists *out, qn_error *error) {
  const qn__segment *segment = index->segments[number].segment;
  qn__terms_cursor cursor;
  qn__list_form *form = &out->forms[out->n];
  if (placed->term >= segment->terms.keys.n_keys)
    return qn__section_damaged(&segment->forms.section, segment->forms.section.data,
                               "the term of a form does not exist", error);
  qn_status status = qn__terms_at(&cursor, &segment->terms, placed->term, error);
  if (status != QN_OK || is_own_term(maker, number, index, &cursor.keys))
    return status;
  *form = (qn__list_form){.rank = QN__NO_RANK};
  status = qn__postings_open(&out->lists[out->n], &segment->lists, &cursor.info, error);
  if (status == QN_OK)
    status = qn__exact_open(&form->exact, &segment->lists.positions, &cursor.info, error);
  if (status != QN_OK)
    return status;
  out->n++;
  form->all = n >= form->exact.n_forms;
  return form->all ? QN_OK : set_ranks(maker, form, placed, n, error);
}

/* The word's own lists come first. */
static void add_own_lists(const list_maker *maker, size_t number, made_lists *out) {
  const qn__word_lists *own = &maker->word->own->segments[number];
  for (uint32_t i = 0; i < own->n_lists; i++, out->n++) {
    out->lists[out->n] = own->lists[i];
    out->forms[out->n] = (qn__list_form){.rank = QN__NO_RANK, .all = true};
  }
}

static qn_status make_lists(const list_maker *maker, size_t number, const qn_index *index, qn__word_lists *result,
                            qn_error *error) {
  const qn__segment *segment = index->segments[number].segment;
  const uint32_t n_own = maker->word->with_own ? maker->word->own->segments[number].n_lists : 0;
  made_lists made = {.n = 0};
  size_t n = 0;
  qn_status status = place_forms(maker, segment, &n, error);
  if (status != QN_OK)
    return status;
  made.lists = qn__arena_alloc(maker->arena, (n_own + n + 1) * sizeof *made.lists);
  made.forms = qn__arena_alloc(maker->arena, (n_own + n + 1) * sizeof *made.forms);
  if (made.lists == NULL || made.forms == NULL)
    return qn__fail_memory(error);
  if (n_own > 0)
    add_own_lists(maker, number, &made);
  for (size_t i = 0, end; status == QN_OK && i < n; i = end) {
    for (end = i; end < n && maker->placed[end].term == maker->placed[i].term;)
      end++;
    status = add_term_list(maker, number, index, maker->placed + i, end - i, &made, error);
  }
  *result = (qn__word_lists){made.lists, made.forms, made.n};
  return status;
}

qn_status qn__find_expansion_lists(qn__word_lists *segments, const qn__expanded_word *word,
                                   const qn__expansion *expansion, const qn_index *index, qn__arena *arena,
                                   qn_error *error) {
  list_maker maker = {.word = word, .expansion = expansion, .arena = arena};
  maker.placed = qn__arena_alloc(arena, (expansion->n + 1) * sizeof *maker.placed);
  if (maker.placed == NULL)
    return qn__fail_memory(error);
  qn_status status = QN_OK;
  for (size_t s = 0; status == QN_OK && s < index->n_segments; s++)
    status = make_lists(&maker, s, index, &segments[s], error);
  return status;
}
