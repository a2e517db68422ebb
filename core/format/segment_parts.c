/* SPDX-License-Identifier: MIT */
/* segment_parts.c: what takes how much of a segment.  The parts of the postings section are not told apart on disk:
 * they follow from the numbers of articles in the dictionary. */
#include "format/segment.h"

typedef struct postings_parts {
  uint64_t headers, best, bits;
} postings_parts;

static void add_list(postings_parts *parts, uint32_t doc_freq, uint32_t n_docs) {
  if (doc_freq < QN__BLOCK)
    return;
  uint64_t n_blocks = ((uint64_t)doc_freq + QN__BLOCK - 1) / QN__BLOCK, n_words = qn__bit_words(n_docs);
  parts->headers += n_blocks * (4 + QN__HEAD_SIZE);
  parts->best += QN__BEST * QN__BEST_SIZE;
  if (qn__postings_wants_bits(doc_freq, n_docs))
    parts->bits += n_words * 10 + (n_words + QN__RANK_CHUNK - 1) / QN__RANK_CHUNK * 4;
}

static postings_parts split_postings(const qn__segment *segment) {
  postings_parts parts = {0, 0, 0};
  qn__terms_cursor cursor;
  qn_status status = qn__terms_first(&cursor, &segment->terms, NULL);
  while (status == QN_OK && cursor.keys.ordinal < segment->terms.keys.n_keys) {
    add_list(&parts, cursor.info.doc_freq, segment->meta.n_docs);
    status = qn__terms_next(&cursor, NULL);
  }
  return parts;
}

void qn__segment_each_part(const qn__segment *segment, void (*visit)(void *context, const char *part, uint64_t bytes),
                           void *context) {
  static const struct {
    const char *name;
    uint32_t id;
  } parts[] = {
      {"terms", QN__SECTION_TERMS}, {"postings", QN__SECTION_POSTINGS}, {"positions", QN__SECTION_POSITIONS},
      {"forms", QN__SECTION_FORMS}, {"ids", QN__SECTION_IDS},           {"lengths", QN__SECTION_LENGTHS},
      {"store", QN__SECTION_STORE}, {"words", QN__SECTION_WORDS},       {"columns", QN__SECTION_COLUMNS},
  };
  const qn__view *view = segment->view;
  postings_parts split = split_postings(segment);
  uint64_t told = 0;
  for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++) {
    qn__section section;
    if (qn__view_section(view, parts[i].id, &section, NULL) != QN_OK)
      continue;
    told += section.size;
    if (parts[i].id != QN__SECTION_POSTINGS) {
      visit(context, parts[i].name, section.size);
      continue;
    }
    visit(context, parts[i].name, section.size - split.headers - split.best - split.bits);
    visit(context, "headers", split.headers);
    visit(context, "bit sets", split.bits);
    visit(context, "best articles", split.best);
  }
  visit(context, "other", view->checked - told);
  visit(context, "checksums", view->size - view->checked);
}
