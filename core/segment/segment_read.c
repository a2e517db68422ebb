/* SPDX-License-Identifier: MIT */
/* segment_read.c: opens a segment's structures.  Partner: segment_write.c.  Bytes: index-data/FORMAT.md, "Segment". */
#include "segment/segment.h"

#include "base/reader.h"

static const uint32_t known_sections[] = {
    QN__SECTION_META,      QN__SECTION_STORE,
    QN__SECTION_TERMS,     QN__SECTION_POSTINGS,
    QN__SECTION_POSITIONS, QN__SECTION_FORMS,
    QN__SECTION_IDS,       QN__SECTION_LENGTHS,
    QN__SECTION_COLUMNS,   QN__SECTION_STORE_DICTIONARY,
    QN__SECTION_VARIANTS,  QN__SECTION_TERM_ENDS,
    QN__SECTION_SKETCHES,
};
enum { N_KNOWN = sizeof known_sections / sizeof known_sections[0] };

/* As bits. */
static uint64_t languages_of(const qn__segment_meta *meta) {
  uint64_t languages = UINT64_C(1) << meta->settings.language % QN__LANGUAGE_LIMIT;
  for (unsigned i = 0; i < QN__LANGUAGE_LIMIT; i++)
    languages |= (uint64_t)(meta->languages[i] > 0) << i;
  return languages;
}

qn_status qn__segment_fingerprint(uint32_t *out, const qn__segment_meta *meta, qn_error *error) {
  return qn__text_fingerprint(out, languages_of(meta), error);
}

static float read_float(qn__reader *reader) {
  uint32_t bits = qn__read_u32(reader);
  float value;
  memcpy(&value, &bits, sizeof value);
  return value;
}

static void read_languages(qn__reader *reader, qn__segment_meta *meta) {
  while (qn__reader_left(reader) > 0) {
    uint8_t language = qn__read_u8(reader);
    uint32_t n = qn__read_u32(reader);
    if (language >= QN__LANGUAGE_LIMIT)
      reader->failed = true;
    else
      meta->languages[language] = n;
  }
}

static bool makes_sense(const qn__segment_meta *meta) {
  return meta->settings.title_weight >= 1 && meta->settings.title_weight <= QN__MAX_TITLE_WEIGHT &&
         qn__language_code(meta->settings.language) != NULL && meta->k1 >= 0 && meta->k1 <= 10 && meta->b >= 0 &&
         meta->b <= 1;
}

static qn_status read_meta(const qn__view *view, qn__segment_meta *meta, qn_error *error) {
  qn__section section;
  qn_status status = qn__view_section(view, QN__SECTION_META, &section, error);
  if (status != QN_OK)
    return status;
  const uint8_t *bytes = qn__section_bytes(&section, 0, section.size, error);
  if (bytes == NULL)
    return QN_DAMAGED;
  qn__reader reader = qn__reader_of(bytes, (size_t)section.size);
  *meta = (qn__segment_meta){.fingerprint = qn__read_u32(&reader)};
  meta->settings.language = qn__read_u8(&reader);
  meta->settings.title_weight = qn__read_u8(&reader);
  meta->min_length_byte = qn__read_u8(&reader);
  meta->max_length_byte = qn__read_u8(&reader);
  meta->n_docs = qn__read_u32(&reader);
  meta->k1 = read_float(&reader);
  meta->b = read_float(&reader);
  meta->total_length = qn__read_u64(&reader);
  meta->text_bytes = qn__read_u64(&reader);
  meta->n_postings = qn__read_u64(&reader);
  meta->n_positions = qn__read_u64(&reader);
  read_languages(&reader, meta);
  if (reader.failed)
    return qn__section_damaged(&section, bytes, "the segment's own data are cut short", error);
  return makes_sense(meta) ? QN_OK
                           : qn__section_damaged(&section, bytes, "the segment's settings are impossible", error);
}

/* Nothing but the look-up of words depends on it. */
static qn_status compare_versions(qn__segment *segment, const qn__segment *other, qn_error *error) {
  uint32_t own;
  qn_status status = QN_OK;
  if (other != NULL && !other->is_foreign && languages_of(&other->meta) == languages_of(&segment->meta))
    own = other->meta.fingerprint;
  else
    status = qn__segment_fingerprint(&own, &segment->meta, error);
  if (status == QN_OK)
    segment->is_foreign = segment->meta.fingerprint != own;
  return status;
}

static qn_status open_keys(const qn__view *view, uint32_t id, qn__keys *keys, qn_error *error) {
  qn__section section;
  qn_status status = qn__view_section(view, id, &section, error);
  return status == QN_OK ? qn__keys_open(keys, &section, error) : status;
}

static qn_status open_words(qn__segment *segment, qn_error *error) {
  const qn__view *view = segment->view;
  segment->lists.n_docs = segment->meta.n_docs;
  qn__section terms, term_ends, variants;
  qn_status status = qn__view_section(view, QN__SECTION_TERMS, &terms, error);
  if (status == QN_OK)
    status = qn__terms_open(&segment->terms, &terms, error);
  if (status == QN_OK)
    status = qn__view_section(view, QN__SECTION_TERM_ENDS, &term_ends, error);
  if (status == QN_OK)
    status = qn__term_ends_open(&segment->term_ends, &term_ends, error);
  if (status == QN_OK)
    status = qn__view_section(view, QN__SECTION_POSTINGS, &segment->lists.postings, error);
  if (status == QN_OK)
    status = qn__view_section(view, QN__SECTION_POSITIONS, &segment->lists.positions, error);
  if (status == QN_OK)
    status = open_keys(view, QN__SECTION_FORMS, &segment->forms, error);
  if (status == QN_OK)
    status = qn__view_section(view, QN__SECTION_VARIANTS, &variants, error);
  if (status == QN_OK)
    status = qn__variants_open(&segment->variants, &variants, error);
  return status;
}

qn_status qn__segment_open_store(qn__store *store, const qn__view *view, qn_error *error) {
  qn__section section, dictionary;
  qn_status status = qn__view_section(view, QN__SECTION_STORE, &section, error);
  if (status == QN_OK)
    status = qn__view_section(view, QN__SECTION_STORE_DICTIONARY, &dictionary, error);
  return status == QN_OK ? qn__store_open(store, &section, &dictionary, error) : status;
}

static qn_status open_articles(qn__segment *segment, qn_error *error) {
  const qn__view *view = segment->view;
  uint32_t n_docs = segment->meta.n_docs;
  qn__section lengths, sketches, columns;
  qn_status status = open_keys(view, QN__SECTION_IDS, &segment->ids, error);
  if (status == QN_OK)
    status = qn__view_section(view, QN__SECTION_LENGTHS, &lengths, error);
  if (status == QN_OK)
    status = qn__lengths_open(&segment->lengths, &lengths, n_docs, error);
  if (status == QN_OK)
    status = qn__view_section(view, QN__SECTION_SKETCHES, &sketches, error);
  if (status == QN_OK)
    status = qn__sketches_open(&segment->sketches, &sketches, n_docs, error);
  if (status == QN_OK)
    status = qn__segment_open_store(&segment->store, view, error);
  if (status == QN_OK)
    status = qn__view_section(view, QN__SECTION_COLUMNS, &columns, error);
  if (status == QN_OK)
    status = qn__columns_open(&segment->columns, &columns, n_docs, error);
  if (status == QN_OK && (segment->ids.n_keys != n_docs || segment->store.n_articles != n_docs))
    status = qn__fail_damaged(error, view->path, 0, "its parts hold different numbers of articles");
  return status;
}

qn_status qn__segment_open(qn__segment *segment, qn__view *view, const qn__segment *other, qn_error *error) {
  qn__segment opened = {.view = view};
  qn_status status = qn__view_require_known(view, known_sections, N_KNOWN, error);
  if (status == QN_OK)
    status = read_meta(view, &opened.meta, error);
  if (status == QN_OK)
    status = compare_versions(&opened, other, error);
  if (status == QN_OK)
    status = open_words(&opened, error);
  if (status == QN_OK)
    status = open_articles(&opened, error);
  if (status == QN_OK)
    *segment = opened;
  else
    qn__view_release(view);
  return status;
}

void qn__segment_close(qn__segment *segment) {
  qn__view_release(segment->view);
  segment->view = NULL;
}
