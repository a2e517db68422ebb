/* SPDX-License-Identifier: MIT */
/* exact_forms.h: here is an occurrence of a term: in which of its forms is it written?  Most are in the main form, that
 * of rank 0 (forms.h); a term's list holds the others, its exceptions.  It follows the term's positions.  A term of one
 * form has none.  Bytes: index-data/FORMAT.md, "Exact forms".
 *
 *     list:    ends of the blocks but the last | block block ...              the first begins with what all need
 *     block:   the exceptions among the occurrences of 128 postings
 *
 * An occurrence is a number within its block of postings: the sum of the frequencies before its posting's, plus its
 * rank in the posting.  Exceptions are stored as the occurrences skipped up to the next one; which of them is not in
 * the form of rank 1, as the exceptions skipped up to the next such; and so on: each time the exceptions among those
 * before, and each number in a Rice code of its own. */
#ifndef QN_CORE_POSTINGS_EXACT_FORMS_H
#define QN_CORE_POSTINGS_EXACT_FORMS_H

#include "base/buffer.h"
#include "codec/packed.h"
#include "container/container.h"
#include "postings/postings.h"

enum {
  QN__EXACT_RANKS = 8,    /* ranks from here on are stored as they are */
  QN__EXACT_LOW_SIZE = 4, /* bits that say how many low bits the Rice codes of a rank have */
};

/* --- exact_forms_write.c --- */

typedef struct qn__exact_writer {
  uint32_t n_forms;
  uint8_t low_bits[QN__EXACT_RANKS]; /* of the codes that skip exceptions of each rank from 1 on */
  uint64_t gap_sum;                  /* of the block */
  qn__buffer exceptions;             /* of the block */
  qn__buffer blocks, ends;           /* of the list */
} qn__exact_writer;

typedef struct qn__exception {
  uint32_t gap, rank;
} qn__exception;

void qn__exact_writer_init(qn__exact_writer *writer);
void qn__exact_writer_clear(qn__exact_writer *writer);

/* Begins the list of a term of `n_forms` forms, at least 2.  `weights`: how frequent each is, about, by rank; not 0. */
void qn__exact_begin(qn__exact_writer *writer, uint32_t n_forms, const uint32_t *weights);

/* Makes room for `n` exceptions, over any number of blocks; false without memory. */
static inline bool qn__exact_reserve(qn__exact_writer *writer, size_t n) {
  return qn__buffer_reserve(&writer->exceptions, n * sizeof(qn__exception)) != NULL;
}

/* An exception: the occurrences skipped since the one before in its block, and its rank, at least 1. */
QN_ALWAYS_INLINE void qn__exact_add(qn__exact_writer *writer, uint32_t gap, uint32_t rank) {
  const qn__exception added = {gap, rank};
  memcpy(writer->exceptions.data + writer->exceptions.size, &added, sizeof added);
  writer->exceptions.size += sizeof added;
  writer->gap_sum += gap;
}
void qn__exact_end_block(qn__exact_writer *writer);

/* Appends the list; returns its size.  Failure (no memory) is the buffer's. */
uint64_t qn__exact_end(qn__exact_writer *writer, qn__buffer *out);

/* --- exact_forms_read.c --- */

/* An opened list.  Owns no memory. */
typedef struct qn__exact_forms {
  const qn__section *section; /* the positions */
  uint64_t offset, end;       /* of the blocks in it */
  uint32_t n_forms;           /* 1: no exceptions */
  uint32_t n_blocks;
  qn__packed ends;
  uint64_t first_bit; /* of the exceptions in the first block */
  uint8_t low_bits[QN__EXACT_RANKS];
} qn__exact_forms;

/* `section`: the segment's positions. */
qn_status qn__exact_open(qn__exact_forms *forms, const qn__section *section, const qn__term_info *info,
                         qn_error *error);

/* Walks the exceptions of one block after another. */
typedef struct qn__exact_cursor {
  const qn__exact_forms *forms;
  uint32_t block;                 /* QN__NO_BLOCK: none */
  uint32_t rank;                  /* of the current exception */
  uint64_t occurrence;            /* the current exception's, in the block; UINT64_MAX: there is none left */
  uint64_t passed;                /* qn__exact_keep has been asked for the occurrences before */
  const uint8_t *bytes;           /* of the block */
  uint64_t bit, end_bit;          /* of the next code, and the end of the block */
  unsigned low_bits;              /* of the codes that skip occurrences */
  uint64_t left[QN__EXACT_RANKS]; /* exceptions of each rank to come before one of a higher rank */
} qn__exact_cursor;

void qn__exact_start(qn__exact_cursor *cursor, const qn__exact_forms *forms);

/* Goes to the first exception of a block, then on. */
qn_status qn__exact_block(qn__exact_cursor *cursor, uint32_t block, qn_error *error);
qn_status qn__exact_next(qn__exact_cursor *cursor, qn_error *error);

/* Of the `n` positions of a posting, whose first is occurrence `start` of the block, keeps those in the form of rank
 * `rank`, or `others`: those in any other, in order; *kept says how many.  Without positions (NULL) it only counts.
 * Postings of a block may come in any order; in ascending order they cost one walk. */
qn_status qn__exact_keep(qn__exact_cursor *cursor, uint32_t rank, bool others, uint32_t block, uint32_t start,
                         uint32_t *positions, uint32_t n, uint32_t *kept, qn_error *error);

/* Whether any of the `n` occurrences of a posting is in the form of rank `rank`. */
qn_status qn__exact_has(qn__exact_cursor *cursor, uint32_t rank, uint32_t block, uint32_t start, uint32_t n, bool *has,
                        qn_error *error);

/* Some of a term's forms: a bit for each rank.  Ranks beyond the words are not among them. */
typedef struct qn__rank_set {
  const uint64_t *words;
  uint32_t n_words;
} qn__rank_set;

static inline bool qn__has_rank(const qn__rank_set *ranks, uint32_t rank) {
  return rank / 64 < ranks->n_words && (ranks->words[rank / 64] >> (rank % 64) & 1) != 0;
}

/* The same of occurrences in any of some forms. */
qn_status qn__exact_keep_any(qn__exact_cursor *cursor, const qn__rank_set *ranks, uint32_t block, uint32_t start,
                             uint32_t *positions, uint32_t n, uint32_t *kept, qn_error *error);

/* How many occurrences in any of some forms each posting of a block has, given their frequencies as sums: sums[i]
 * occurrences stand before those of posting i of n. */
qn_status qn__exact_count_block(qn__exact_cursor *cursor, const qn__rank_set *ranks, uint32_t block,
                                const uint32_t *sums, unsigned n, uint32_t *counts, qn_error *error);

#endif
