/* SPDX-License-Identifier: MIT */
/* segment.h: one immutable file with everything about its articles.  Its bytes are a pure function of its articles in
 * order, its settings and the versions of Unicode and the stemmers.  Bytes: index-data/FORMAT.md, "Segment". */
#ifndef QN_CORE_SEGMENT_SEGMENT_H
#define QN_CORE_SEGMENT_SEGMENT_H

#include "columns/columns.h"
#include "columns/lengths.h"
#include "columns/sketches.h"
#include "container/container.h"
#include "dictionary/forms.h"
#include "dictionary/ids.h"
#include "dictionary/term_ends.h"
#include "dictionary/terms.h"
#include "dictionary/variants.h"
#include "postings/postings.h"
#include "store/store.h"
#include "text/language.h"

typedef enum qn__section_id {
  QN__SECTION_META = 1,
  QN__SECTION_STORE = 2,
  QN__SECTION_TERMS = 3,
  QN__SECTION_POSTINGS = 4,
  QN__SECTION_POSITIONS = 5,
  QN__SECTION_FORMS = 6,
  QN__SECTION_IDS = 7,
  QN__SECTION_LENGTHS = 8,
  QN__SECTION_COLUMNS = 9,
  QN__SECTION_STORE_DICTIONARY = 10, /* the store's word dictionary; absent from small segments */
  QN__SECTION_BOOT = 11,             /* of an unsynced manifest alone */
  QN__SECTION_VARIANTS = 12,
  QN__SECTION_TERM_ENDS = 13,
  QN__SECTION_SKETCHES = 16,
  QN__SECTION_SOURCES = 17, /* of a manifest alone: which file has the source records */
} qn__section_id;

/* Fixed when an index is made. */
typedef struct qn__settings {
  uint8_t language;     /* default language */
  uint8_t title_weight; /* 1 to QN__MAX_TITLE_WEIGHT */
} qn__settings;

typedef struct qn__segment_meta {
  qn__settings settings;
  uint32_t fingerprint; /* qn__segment_fingerprint of the writer */
  uint32_t n_docs;
  uint64_t total_length; /* sum of the exact lengths */
  uint64_t text_bytes;   /* titles and texts */
  uint64_t n_postings, n_positions;
  float k1, b; /* that block bounds were computed at; the average is total_length / n_docs */
  uint8_t min_length_byte, max_length_byte;
  uint32_t languages[QN__LANGUAGE_LIMIT]; /* articles of each language; 0: of those that have no number */
} qn__segment_meta;

/* --- segment_write.c --- */
void qn__segment_meta_write(qn__output *output, const qn__segment_meta *meta);

/* --- segment_read.c --- */

typedef struct qn__segment {
  qn__view *view; /* owned */
  qn__segment_meta meta;
  bool is_foreign; /* other versions of Unicode or of the stemmers made it: the same words may have other terms there */
  qn__terms terms;
  qn__term_ends term_ends;
  qn__postings_source lists;
  qn__keys forms, ids;
  qn__variants variants;
  qn__lengths lengths;
  qn__sketches sketches;
  qn__store store;
  qn__columns columns;
} qn__segment;

/* The fingerprint of the languages whose words the segment may hold: the default one and those of its articles. */
qn_status qn__segment_fingerprint(uint32_t *out, const qn__segment_meta *meta, qn_error *error);

/* The store alone of a segment whose other parts may be damaged or not written yet. */
qn_status qn__segment_open_store(qn__store *store, const qn__view *view, qn_error *error);

/* Takes over the view, also on failure.  `other` is a segment that is open, or NULL: if it has the same languages,
 * their stemmers need not run again to find out whether they are of this version. */
qn_status qn__segment_open(qn__segment *segment, qn__view *view, const qn__segment *other, qn_error *error);
void qn__segment_close(qn__segment *segment);

/* Average length that the segment's bounds stand for. */
static inline double qn__segment_average(const qn__segment_meta *meta) {
  return meta->n_docs == 0 ? 1.0 : (double)meta->total_length / meta->n_docs;
}

/* --- segment_parts.c --- */

/* Calls `visit` with the name and the bytes of each part of the file: its sections, the postings as "postings",
 * "headers", "bit sets" and "best articles", the positions as "positions" and "exact forms", then "other" (meta data
 * and padding) and "checksums".  Reads the whole dictionary first. */
qn_status qn__segment_each_part(const qn__segment *segment,
                                void (*visit)(void *context, const char *part, uint64_t bytes), void *context,
                                qn_error *error);

/* --- segment_check.c --- */

/* Verifies checksums, then that every structure can be read whole and agrees with the others. */
qn_status qn__segment_check(const qn__segment *segment, void (*report)(void *context, const char *problem),
                            void *context, qn_error *error);

#endif
