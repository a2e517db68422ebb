/* SPDX-License-Identifier: MIT */
/* lexicon.h: here is a word as it is written: which term is it?  One worker's memory of the words it has seen, so that
 * each surface form is folded and stemmed once.  Forms and terms have small numbers that live until the lexicon is
 * emptied, which happens between runs when it has grown.
 *
 *     word (lower-cased ASCII, language) --slot--> form, codes       half a cache line a token
 *     slot  counts the articles that its form is in
 *     codes are what the store writes the word as, without capitals and with a capital first
 *     form  has a term, and the term its forms in a list */
#ifndef QN_INDEXER_BUILDER_LEXICON_H
#define QN_INDEXER_BUILDER_LEXICON_H

#include "base/buffer.h"
#include "base/status.h"
#include "store/store.h"
#include "text/analyze.h"
#include "text/words.h"

enum {
  QN__NO_FORM = 0,               /* a position without a word */
  QN__LEXICON_DOCS = UINT16_MAX, /* articles that forms are counted in, at most */
};

/* A set of strings by hash: they have numbers from 1; 0: the slot is free. */
typedef struct qn__string_slot {
  uint32_t number, hash;
} qn__string_slot;

typedef struct qn__string_table {
  qn__string_slot *slots;
  size_t mask;
} qn__string_table;

typedef struct qn__lexicon_form {
  uint32_t string; /* in `strings` */
  uint32_t size;
  uint32_t term;
  uint32_t next;     /* form of the same term, or 0 */
  uint32_t slot;     /* that counts it */
  uint32_t doc_freq; /* see qn__lexicon_collect */
  uint32_t run_code; /* among the term's forms in a run, see run.h */
  uint32_t hash;     /* of its bytes */
} qn__lexicon_form;

typedef struct qn__lexicon_term {
  uint32_t string; /* with the language tag byte */
  uint32_t size;
  uint32_t first_form; /* the newest */
  uint32_t main_form;  /* in a run: the one in most articles; 0: the term does not occur */
  uint32_t n_met;      /* forms that occur in a run */
  uint32_t n_numbered; /* of these, with a code */
} qn__lexicon_term;

/* Half a cache line. */
typedef struct qn__lexicon_slot {
  uint64_t key[2];
  uint32_t form : 31;    /* QN__NO_FORM: the slot is empty */
  uint32_t is_alias : 1; /* another slot counts the form: it was there first */
  uint32_t codes[2];     /* of the store, see store.h: of the word as in the key, and with a capital first */
  uint16_t last_doc;     /* that had the form; QN__LEXICON_DOCS: none */
  uint16_t doc_freq;     /* since the last run */
} qn__lexicon_slot;

typedef struct qn__lexicon {
  qn__analyzer *analyzer;
  const qn__store_codebook *codebook;
  uint8_t default_language;
  qn__lexicon_slot *slots;
  size_t mask, n_slots;
  qn__lexicon_form *forms; /* the first is not used */
  qn__lexicon_term *terms; /* nor here */
  uint32_t n_forms, n_terms;
  uint32_t forms_capacity, terms_capacity;
  qn__string_table form_table, term_table;
  qn__buffer strings;
} qn__lexicon;

/* `codebook` (NULL: none) must outlive the lexicon. */
qn_status qn__lexicon_init(qn__lexicon *lexicon, uint8_t default_language, const qn__store_codebook *codebook,
                           qn_error *error);
void qn__lexicon_clear(qn__lexicon *lexicon);

/* Forgets all words and keeps the memory. */
void qn__lexicon_empty(qn__lexicon *lexicon);

/* Moves the counts of articles to the forms and starts to count from 0 again. */
void qn__lexicon_collect(qn__lexicon *lexicon);

/* Words of an article to look up. */
typedef struct qn__lexicon_query {
  const char *text; /* with 16 readable bytes after its end */
  const qn__word *words;
  size_t n_words;
  uint8_t language;
  uint32_t doc; /* that they count for: below QN__LEXICON_DOCS, and no other article since the last run has it */
} qn__lexicon_query;

/* The form and the store's code (see qn__store_encode) of each word. */
qn_status qn__lexicon_look_up(qn__lexicon *lexicon, const qn__lexicon_query *query, uint32_t *forms, uint32_t *codes,
                              qn_error *error);

/* The form of each word, which is not counted in the article. */
qn_status qn__lexicon_look_up_uncounted(qn__lexicon *lexicon, const qn__lexicon_query *query, uint32_t *forms,
                                        qn_error *error);

/* Counts a form in an article. */
void qn__lexicon_count(qn__lexicon *lexicon, uint32_t form, uint32_t doc);

static inline const uint8_t *qn__lexicon_string(const qn__lexicon *lexicon, uint32_t string) {
  return lexicon->strings.data + string;
}

#endif
