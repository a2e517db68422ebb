/* SPDX-License-Identifier: MIT */
/* postings.h: here is a term: which articles have it, how often, and where?  Bytes: index-data/FORMAT.md, "Postings"
 * and "Positions".  Articles are numbered within their segment.  A list is cut into blocks of 128 postings, the last
 * one shorter; a block's positions are reachable without decoding what comes before.
 *
 *     list of 2 to 127:   max8 | tail
 *     list of 128 on:     max8 | best | last of each block | header of each block | block block ... | bits | ranks
 */
#ifndef QN_CORE_POSTINGS_POSTINGS_H
#define QN_CORE_POSTINGS_POSTINGS_H

#include "base/buffer.h"
#include "codec/saturation.h"
#include "container/container.h"
#include "dictionary/terms.h"

enum {
  QN__POSTINGS_BLOCK = 128,       /* postings in a block */
  QN__POSTINGS_BEST = 32,         /* best postings kept of a list of at least a block */
  QN__POSTINGS_BEST_SIZE = 6,     /* bytes of one: article u32, frequency (at most 255) u8, length byte u8 */
  QN__BLOCK_HEADER_SIZE = 12,     /* bytes: offset of the block's data u32, of its positions u32, widths and max8 u32 */
  QN__BLOCK_IN_VARINTS = 31,      /* in place of a width: the block is in varints */
  QN__POSTINGS_RANK_CHUNK = 1024, /* words of bits under one 32-bit rank */
};
#define QN__NO_DOC UINT32_MAX
#define QN__NO_BLOCK UINT32_MAX

/* --- postings_write.c, positions_write.c --- */

typedef struct qn__postings_writer qn__postings_writer;

/* `length_bytes` (n_docs of them) and `saturation` must live as long as the writer. */
qn_status qn__postings_writer_new(qn__postings_writer **out, uint32_t n_docs, const uint8_t *length_bytes,
                                  const qn__saturation *saturation, qn_error *error);
void qn__postings_writer_free(qn__postings_writer *writer);

/* One posting of the current list; articles ascend.  `gaps` are its positions: the first as it is, each further one as
 * its distance from the one before (at least 1). */
void qn__postings_add(qn__postings_writer *writer, uint32_t doc, uint32_t freq, const uint32_t *gaps);

/* Appends the positions that the list has so far, those of whole blocks, to the buffer, so that those of a long list
 * need not stay in memory. */
void qn__postings_move_positions(qn__postings_writer *writer, qn__buffer *positions);

/* Ends the list: appends its bytes to the two buffers, fills `info` (offsets apart) and starts the next list.  Failure
 * (no memory) is that of the buffers. */
void qn__postings_end(qn__postings_writer *writer, qn__buffer *postings, qn__buffer *positions, qn__term_info *info);

/* --- postings_read.c, positions_read.c --- */

/* What every list of a segment shares. */
typedef struct qn__postings_source {
  qn__section postings, positions;
  uint32_t n_docs;
} qn__postings_source;

/* Words of 64 bits that hold a bit for each article. */
static inline uint64_t qn__bit_words(uint32_t n_docs) {
  return ((uint64_t)n_docs + 63) / 64;
}

/* A word in more than an eighth of the articles also has a bit set: about the size of the list itself. */
static inline bool qn__postings_wants_bits(uint32_t doc_freq, uint32_t n_docs) {
  return doc_freq >= QN__POSTINGS_BLOCK && (uint64_t)doc_freq * 8 > n_docs;
}

/* An opened list.  Owns no memory; immutable once open. */
typedef struct qn__postings {
  const qn__postings_source *source;
  qn__term_info info;
  uint32_t n_blocks;
  uint8_t max8;                    /* highest saturation of all, in 255ths */
  const uint8_t *best;             /* QN__POSTINGS_BEST entries, best first; NULL for a list of fewer than 128 */
  const uint8_t *last;             /* last article of each block, u32; or NULL for such a list */
  const uint8_t *headers;          /* headers of the blocks; or NULL for such a list */
  uint64_t data_offset, data_size; /* of the blocks, in the postings section */
  const uint8_t *bits;             /* a bit for each article, in 64-bit words; or NULL */
  const uint8_t *chunks;           /* with bits: u32 for every QN__POSTINGS_RANK_CHUNK words */
  const uint8_t *ranks;            /* with bits: u16 for every word */
} qn__postings;

qn_status qn__postings_open(qn__postings *list, const qn__postings_source *source, const qn__term_info *info,
                            qn_error *error);

/* Postings in a block. */
static inline unsigned qn__postings_block_size(const qn__postings *list, uint32_t block) {
  return block + 1 < list->n_blocks ? QN__POSTINGS_BLOCK
                                    : list->info.doc_freq - (list->n_blocks - 1) * QN__POSTINGS_BLOCK;
}

/* The last article of a block. */
static inline uint32_t qn__postings_block_last(const qn__postings *list, uint32_t block) {
  return list->last == NULL ? list->source->n_docs - 1 : qn__load_u32(list->last + (size_t)block * 4);
}

/* The highest saturation of a block, in 255ths. */
static inline uint8_t qn__postings_block_max8(const qn__postings *list, uint32_t block) {
  return list->headers == NULL ? list->max8
                               : list->headers[(size_t)block * QN__BLOCK_HEADER_SIZE + QN__BLOCK_HEADER_SIZE - 1];
}

/* Decodes a block's articles, which ascend, and frequencies, 1 to INT32_MAX (either may be NULL); returns how many.
 * Arrays have room for QN__POSTINGS_BLOCK and 16 more.  0 and an error if the bytes are damaged. */
unsigned qn__postings_block(const qn__postings *list, uint32_t block, uint32_t *docs, uint32_t *freqs, qn_error *error);

/* A block's frequencies as sums: sums[i] occurrences stand before those of posting i, sums[count] are all.  Returns the
 * count; 0 and an error if the bytes are damaged.  The array has room for QN__POSTINGS_BLOCK and 17 more. */
unsigned qn__postings_sums(const qn__postings *list, uint32_t block, uint32_t *sums, qn_error *error);

/* With bits: whether the list has the article, and the index of its posting among all of the list's. */
static inline bool qn__postings_has(const qn__postings *list, uint32_t doc) {
  return list->bits[doc >> 3] >> (doc & 7) & 1;
}
static inline uint32_t qn__postings_rank(const qn__postings *list, uint32_t doc) {
  uint32_t word = doc / 64;
  uint64_t below = qn__load_u64(list->bits + (size_t)word * 8) & ((UINT64_C(1) << (doc % 64)) - 1);
  return qn__load_u32(list->chunks + (size_t)(word / QN__POSTINGS_RANK_CHUNK) * 4) +
         qn__load_u16(list->ranks + (size_t)word * 2) + qn__popcount64(below);
}

/* Where a posting's positions are: its block, and its occurrences start to start + count - 1 of the block's `total`
 * (sums of its frequencies). */
typedef struct qn__posting_span {
  uint32_t block, start, count, total;
} qn__posting_span;

/* A frame of positions that was found, from which the next one is: postings are mostly asked for as they come. */
typedef struct qn__found_frame {
  const uint8_t *bytes; /* of the block's positions; NULL: none was found yet */
  uint64_t size;
  uint32_t block, frame;
  uint64_t offset;
} qn__found_frame;

/* The ascending positions of one posting: all; or *n_read of them, such that those that follow are above `until`. */
qn_status qn__positions_read(const qn__postings *list, const qn__posting_span *span, uint32_t *positions,
                             qn_error *error);
qn_status qn__positions_read_until(const qn__postings *list, qn__found_frame *found, const qn__posting_span *span,
                                   uint32_t until, uint32_t *positions, uint32_t *n_read, qn_error *error);

/* Announces to the processor that a posting's first positions will be read. */
void qn__positions_prefetch(const qn__postings *list, const qn__posting_span *span);

/* The positions of a whole block at once, `total` of them, as running sums: those of a posting whose occurrences are
 * `start` and on are sums[start] - base, sums[start + 1] - base ..., base being sums[start - 1] + 1, or 0 at the
 * block's start.  All modulo 2^32. */
qn_status qn__positions_sums(const qn__postings *list, uint32_t block, uint32_t total, uint32_t *sums, qn_error *error);

/* The ascending positions of posting `i` of a block whose frequencies are `freqs`: freqs[i] of them. */
qn_status qn__positions(const qn__postings *list, uint32_t block, unsigned i, const uint32_t *freqs,
                        uint32_t *positions, qn_error *error);

/* Slow-path cursor: walks a list one posting at a time. */
typedef struct qn__postings_cursor {
  const qn__postings *list;
  uint32_t doc; /* the current article; QN__NO_DOC at the end */
  uint32_t freq;
  uint32_t block;
  unsigned index, count; /* in the block */
  uint32_t docs[QN__POSTINGS_BLOCK + 16], freqs[QN__POSTINGS_BLOCK + 16];
} qn__postings_cursor;

qn_status qn__postings_first(qn__postings_cursor *cursor, const qn__postings *list, qn_error *error);
qn_status qn__postings_next(qn__postings_cursor *cursor, qn_error *error);
/* To the first article >= `doc`. */
qn_status qn__postings_seek(qn__postings_cursor *cursor, uint32_t doc, qn_error *error);
/* The current posting's cursor->freq positions. */
qn_status qn__postings_positions(const qn__postings_cursor *cursor, uint32_t *positions, qn_error *error);

#endif
