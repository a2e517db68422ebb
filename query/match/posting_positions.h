/* SPDX-License-Identifier: MIT */
/* posting_positions.h: the positions of single postings of a list, as phrases ask for them. */
#ifndef QN_QUERY_MATCH_POSTING_POSITIONS_H
#define QN_QUERY_MATCH_POSTING_POSITIONS_H

#include "plan/plan.h"

/* The positions of a posting: n of them; each less `base` (modulo 2^32), they ascend. */
typedef struct qn__occurrences {
  const uint32_t *positions;
  uint32_t n, base;
} qn__occurrences;

/* Reads postings of a list in turn. */
typedef struct qn__occurrence_reader {
  const qn__postings *list;
  const qn__list_form *form; /* only these occurrences are found; NULL: all */
  qn__exact_cursor exact;
  qn__arena *arena;
  uint32_t freqs_block; /* whose frequencies are in `freq_sums`; or QN__NO_BLOCK */
  uint32_t freq_sums[QN__POSTINGS_BLOCK + 17];

  /* blocks read whole */
  uint32_t asked_block; /* for whose postings qn__occurrences_expect has been asked; or QN__NO_BLOCK */
  uint32_t whole_block; /* whose positions are all in `sums`; or QN__NO_BLOCK */
  uint32_t sums_capacity;
  uint32_t *sums;

  /* the last posting read alone */
  uint32_t block, start, until; /* where it is, and how far it was read; block QN__NO_BLOCK: there is none */
  qn__found_frame frame;
  qn__occurrences alone; /* in `single`; positions that are not among them are above `until` */
  uint32_t single_capacity;
  uint32_t *single;
} qn__occurrence_reader;

/* For the i-th list of a word. */
void qn__occurrence_reader_init(qn__occurrence_reader *reader, const qn__word_lists *lists, uint32_t i,
                                qn__arena *arena);

/* Goes to the i-th list of a word, or back to the beginning of the list that it is at; keeps its room. */
void qn__occurrence_reader_move(qn__occurrence_reader *reader, const qn__word_lists *lists, uint32_t i);

/* Makes room for n numbers in the arena, with more to spare; what was there is lost. */
qn_status qn__reserve_numbers(qn__arena *arena, uint32_t **numbers, uint32_t *capacity, uint32_t n, qn_error *error);

/* Decodes a block's frequencies, for places in it. */
qn_status qn__occurrences_load_freqs(qn__occurrence_reader *reader, uint32_t block, qn_error *error);

/* Where the positions of a posting are. */
static inline qn_status qn__occurrences_place(qn__occurrence_reader *reader, uint32_t block, unsigned index,
                                              qn__posting_span *out, qn_error *error) {
  if (reader->freqs_block != block) {
    qn_status status = qn__occurrences_load_freqs(reader, block, error);
    if (status != QN_OK)
      return status;
  }
  const uint32_t *sums = reader->freq_sums;
  out->block = block;
  out->start = sums[index];
  out->count = sums[index + 1] - sums[index];
  out->total = sums[qn__postings_block_size(reader->list, block)];
  return QN_OK;
}

/* Announces that the positions of n postings of a block, which has `total`, will be read: where they are many, the
 * whole block is decoded at once. */
qn_status qn__occurrences_expect(qn__occurrence_reader *reader, uint32_t block, uint32_t total, uint32_t n,
                                 qn_error *error);

/* Reads the positions of a posting, up to `until` at least, into reader->alone. */
qn_status qn__occurrences_read_alone(qn__occurrence_reader *reader, const qn__posting_span *place, uint32_t until,
                                     qn_error *error);

/* How many of the posting's occurrences are in the wanted forms; reads no positions. */
qn_status qn__occurrences_count(qn__occurrence_reader *reader, const qn__posting_span *place, uint32_t *n,
                                qn_error *error);

/* Finds the positions of the posting at a place, up to `until` at least; borrowed until the next call. */
static inline qn_status qn__occurrences_read(qn__occurrence_reader *reader, const qn__posting_span *place,
                                             uint32_t until, qn__occurrences *out, qn_error *error) {
  if (reader->whole_block == place->block) {
    out->positions = reader->sums + place->start;
    out->n = place->count;
    out->base = place->start > 0 ? reader->sums[place->start - 1] + 1 : 0;
    return QN_OK;
  }
  qn_status status = qn__occurrences_read_alone(reader, place, until, error);
  *out = reader->alone;
  return status;
}

/* Whether any of the positions, which should be the fewer, has one of the others at this distance after it (modulo
 * 2^32: or before). */
bool qn__occurrences_meet(const qn__occurrences *first, const qn__occurrences *second, uint32_t distance);

/* Whether a position is among the occurrences. */
bool qn__occurrences_have(const qn__occurrences *occurrences, uint32_t position);

/* Where a word is in one article. */
typedef struct qn__word_place {
  qn__occurrence_reader *reader; /* of the posting at `place`; NULL: the positions are in `known` */
  qn__posting_span place;        /* of no posting, but the count, where they are known */
  qn__occurrences known;
} qn__word_place;

/* The positions, up to `until` at least; borrowed until the reader's next call. */
static inline qn_status qn__word_place_read(const qn__word_place *place, uint32_t until, qn__occurrences *out,
                                            qn_error *error) {
  if (place->reader != NULL)
    return qn__occurrences_read(place->reader, &place->place, until, out, error);
  *out = place->known;
  return QN_OK;
}

#endif
