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

static qn_status split_lists(const qn__segment *segment, list_parts *parts, qn_error *error) {
  const qn__postings_source *lists = &segment->lists;
  qn__terms_cursor cursor;
  *parts = (list_parts){0, 0, 0, 0};
  qn_status status = qn__terms_first(&cursor, &segment->terms, error);
  while (status == QN_OK && cursor.keys.ordinal < segment->terms.keys.n_keys) {
    add_list_parts(parts, &cursor.info, segment->meta.n_docs);
    status = qn__terms_next(&cursor, error);
  }
  if (status == QN_OK && parts->headers + parts->best + parts->bits > lists->postings.size)
    status = qn__section_damaged(&lists->postings, lists->postings.data, "the lists are longer than it", error);
  if (status == QN_OK && parts->exact_forms > lists->positions.size)
    status = qn__section_damaged(&lists->positions, lists->positions.data, "the exact forms are longer than it", error);
  return status;
}

qn_status qn__segment_each_part(const qn__segment *segment,
                                void (*visit)(void *context, const char *part, uint64_t bytes), void *context,
                                qn_error *error) {
  static const struct {
    const char *name;
    uint32_t id;
  } parts[] = {
      {"terms", QN__SECTION_TERMS}, {"postings", QN__SECTION_POSTINGS},      {"positions", QN__SECTION_POSITIONS},
      {"forms", QN__SECTION_FORMS}, {"variants", QN__SECTION_VARIANTS},      {"term ends", QN__SECTION_TERM_ENDS},
      {"ids", QN__SECTION_IDS},     {"lengths", QN__SECTION_LENGTHS},        {"sketches", QN__SECTION_SKETCHES},
      {"store", QN__SECTION_STORE}, {"words", QN__SECTION_STORE_DICTIONARY}, {"columns", QN__SECTION_COLUMNS},
  };
  const qn__view *view = segment->view;
  list_parts split;
  uint64_t visited = 0;
  qn_status status = split_lists(segment, &split, error);
  if (status != QN_OK)
    return status;
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
  return QN_OK;
}
