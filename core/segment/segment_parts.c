/* SPDX-License-Identifier: MIT */
/* segment_parts.c: how many bytes each part of a segment takes.  The parts of the postings and positions sections have
 * no boundaries on disk: their sizes follow from the dictionary. */
#include "segment/segment.h"

typedef struct list_parts {
  uint64_t headers, best, bits; /* of the postings */
  uint64_t exact_forms;         /* of the positions */
} list_parts;

static void add_list_parts(list_parts *parts, const qn__term_info *info, uint32_t n_docs) {
  uint32_t doc_freq = info->doc_freq;
  parts->exact_forms += info->exact_size;
  if (doc_freq < QN__POSTINGS_BLOCK)
    return;
  uint64_t n_blocks = ((uint64_t)doc_freq + QN__POSTINGS_BLOCK - 1) / QN__POSTINGS_BLOCK,
           n_words = qn__bit_words(n_docs);
  parts->headers += n_blocks * (4 + QN__BLOCK_HEADER_SIZE);
  parts->best += QN__POSTINGS_BEST * QN__POSTINGS_BEST_SIZE;
  if (qn__postings_wants_bits(doc_freq, n_docs))
    parts->bits += n_words * 10 + (n_words + QN__POSTINGS_RANK_CHUNK - 1) / QN__POSTINGS_RANK_CHUNK * 4;
}

static list_parts split_lists(const qn__segment *segment) {
  list_parts parts = {0, 0, 0, 0};
  qn__terms_cursor cursor;
  qn_status status = qn__terms_first(&cursor, &segment->terms, NULL);
  while (status == QN_OK && cursor.keys.ordinal < segment->terms.keys.n_keys) {
    add_list_parts(&parts, &cursor.info, segment->meta.n_docs);
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
      {"terms", QN__SECTION_TERMS},
      {"postings", QN__SECTION_POSTINGS},
      {"positions", QN__SECTION_POSITIONS},
      {"forms", QN__SECTION_FORMS},
      {"ids", QN__SECTION_IDS},
      {"lengths", QN__SECTION_LENGTHS},
      {"store", QN__SECTION_STORE},
      {"words", QN__SECTION_STORE_DICTIONARY},
      {"columns", QN__SECTION_COLUMNS},
  };
  const qn__view *view = segment->view;
  list_parts split = split_lists(segment);
  uint64_t visited = 0;
  for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++) {
    qn__section section;
    if (qn__view_section(view, parts[i].id, &section, NULL) != QN_OK)
      continue;
    visited += section.size;
    if (parts[i].id == QN__SECTION_POSTINGS) {
      visit(context, parts[i].name, section.size - split.headers - split.best - split.bits);
      visit(context, "headers", split.headers);
      visit(context, "bit sets", split.bits);
      visit(context, "best articles", split.best);
    } else if (parts[i].id == QN__SECTION_POSITIONS) {
      visit(context, parts[i].name, section.size - split.exact_forms);
      visit(context, "exact forms", split.exact_forms);
    } else {
      visit(context, parts[i].name, section.size);
    }
  }
  visit(context, "other", view->checked - visited);
  visit(context, "checksums", view->size - view->checked);
}
