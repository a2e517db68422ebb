/* SPDX-License-Identifier: MIT */
/* postings_read.c: opens a term's list and decodes its blocks.  Partner: postings_write.c.
 * Bytes: index-data/FORMAT.md, "Postings".  Owns no memory: a list points into the mapped segment and dies with it. */
#include "postings/postings.h"

#include "base/reader.h"
#include "codec/packing.h"
#include "codec/vector.h"

/* The last four bytes of a block's header. */
#define HEAD_DOC_WIDTH(header) ((header)&31)
#define HEAD_FREQ_WIDTH(header) ((header) >> 5 & 31)
#define HEAD_DOCS_PATCHED(header) ((header) >> 10 & 1)
#define HEAD_FREQS_PATCHED(header) ((header) >> 11 & 1)

static qn_status postings_damaged(const qn__postings *list, const char *reason, qn_error *error) {
  const qn__section *section = &list->source->postings;
  uint64_t offset = list->info.postings_offset < section->size ? list->info.postings_offset : section->size;
  return qn__section_damaged(section, section->data + offset, reason, error);
}

/* A list of 128 or more: what lies before its blocks, and after them. */
static qn_status open_long(qn__postings *list, qn_error *error) {
  const qn__section *section = &list->source->postings;
  const qn__term_info *info = &list->info;
  uint64_t n_blocks = list->n_blocks, n_words = 0, bits_size = 0;
  uint64_t front = 1 + QN__POSTINGS_BEST * QN__POSTINGS_BEST_SIZE + n_blocks * (4 + QN__BLOCK_HEADER_SIZE);
  bool has_bits = qn__postings_wants_bits(info->doc_freq, list->source->n_docs);
  if (has_bits) {
    n_words = qn__bit_words(list->source->n_docs);
    bits_size = n_words * 10 + (n_words + QN__POSTINGS_RANK_CHUNK - 1) / QN__POSTINGS_RANK_CHUNK * 4;
  }
  if (front + bits_size > info->postings_size)
    return postings_damaged(list, "a list of postings is too short", error);
  const uint8_t *bytes = qn__section_bytes(section, info->postings_offset, front, error);
  if (bytes == NULL)
    return QN_DAMAGED;
  list->best = bytes + 1;
  list->last = list->best + QN__POSTINGS_BEST * QN__POSTINGS_BEST_SIZE;
  list->headers = list->last + n_blocks * 4;
  list->data_offset = info->postings_offset + front;
  list->data_size = info->postings_size - front - bits_size;
  if (has_bits) {
    list->bits = qn__section_bytes(section, list->data_offset + list->data_size, bits_size, error);
    if (list->bits == NULL)
      return QN_DAMAGED;
    unsigned n_last = list->source->n_docs % 64; /* bits of the last word that stand for articles; 0: all */
    if (n_last > 0 && qn__load_u64(list->bits + (n_words - 1) * 8) >> n_last != 0)
      return postings_damaged(list, "a list has bits for articles that do not exist", error);
    list->chunks = list->bits + n_words * 8;
    list->ranks = list->chunks + (n_words + QN__POSTINGS_RANK_CHUNK - 1) / QN__POSTINGS_RANK_CHUNK * 4;
  }
  list->max8 = bytes[0];
  return QN_OK;
}

qn_status qn__postings_open(qn__postings *list, const qn__postings_source *source, const qn__term_info *info,
                            qn_error *error) {
  *list = (qn__postings){.source = source, .info = *info, .max8 = 255};
  list->n_blocks = (uint32_t)(((uint64_t)info->doc_freq + QN__POSTINGS_BLOCK - 1) / QN__POSTINGS_BLOCK);
  if (info->doc_freq == 0 || info->doc_freq > source->n_docs)
    return postings_damaged(list, "a term has more articles than there are", error);
  if (info->doc_freq == 1)
    return info->doc < source->n_docs && info->coll_freq <= INT32_MAX
               ? QN_OK
               : postings_damaged(list, "a term's article does not exist", error);
  if (info->doc_freq >= QN__POSTINGS_BLOCK)
    return open_long(list, error);
  const uint8_t *bytes = qn__section_bytes(&source->postings, info->postings_offset, info->postings_size, error);
  if (bytes == NULL)
    return QN_DAMAGED;
  if (info->postings_size < 1 + info->doc_freq)
    return postings_damaged(list, "a list of postings is too short", error);
  list->max8 = bytes[0];
  list->data_offset = info->postings_offset + 1;
  list->data_size = info->postings_size - 1;
  return QN_OK;
}

/* --- decoding ---------------------------------------------------------------------------------------------------- */

/* A block's bytes and what is needed to read them. */
typedef struct block_bytes {
  const uint8_t *at, *end;
  uint32_t header;
  uint32_t before; /* the last article before the block; QN__NO_DOC (-1) at first */
  uint32_t last;   /* its own last article, or a bound on it */
} block_bytes;

static qn_status find_postings_block(const qn__postings *list, uint32_t block, block_bytes *out, qn_error *error) {
  uint64_t start = 0, end = list->data_size;
  *out = (block_bytes){.header = QN__BLOCK_IN_VARINTS, .before = QN__NO_DOC, .last = list->source->n_docs - 1};
  if (list->headers != NULL) {
    const uint8_t *header = list->headers + (size_t)block * QN__BLOCK_HEADER_SIZE;
    start = qn__load_u32(header);
    if (block + 1 < list->n_blocks)
      end = qn__load_u32(header + QN__BLOCK_HEADER_SIZE);
    out->header = qn__load_u32(header + 8);
    out->last = qn__load_u32(list->last + (size_t)block * 4);
    if (block > 0)
      out->before = qn__load_u32(list->last + (size_t)(block - 1) * 4);
    if (QN_UNLIKELY(start > end || end > list->data_size || out->last >= list->source->n_docs))
      return postings_damaged(list, "the header of a block of postings is wrong", error);
  }
  const uint8_t *bytes = qn__section_bytes(&list->source->postings, list->data_offset + start, end - start, error);
  if (QN_UNLIKELY(bytes == NULL))
    return QN_DAMAGED;
  out->at = bytes;
  out->end = bytes + (end - start);
  return QN_OK;
}

static bool decode_varints(const block_bytes *block, unsigned count, uint32_t *docs, uint32_t *freqs) {
  qn__reader reader = qn__reader_of(block->at, (size_t)(block->end - block->at));
  uint64_t doc = (uint32_t)(block->before + 1);
  for (unsigned i = 0; i < count; i++) {
    uint64_t value = qn__read_varint(&reader);
    uint64_t freq = value & 1 ? 1 : qn__read_varint(&reader) + 2;
    doc += value >> 1;
    if (QN_UNLIKELY(doc > block->last || freq > INT32_MAX))
      return false;
    if (docs != NULL)
      docs[i] = (uint32_t)doc;
    if (freqs != NULL)
      freqs[i] = (uint32_t)freq;
    doc++;
  }
  return !reader.failed;
}

/* 128 packed numbers, followed by the indexes and high parts of those that did not fit. */
typedef struct packed_numbers {
  const uint8_t *rows, *indexes, *highs;
  unsigned width, n_patches;
} packed_numbers;

/* Moves past packed numbers; false if they are not all there. */
static inline bool find_numbers(block_bytes *block, unsigned width, bool patched, packed_numbers *out) {
  size_t size = (size_t)width * 16, left = (size_t)(block->end - block->at), high_size = width < 16 ? 1 : 2;
  if (QN_UNLIKELY(width > 16 || left < size + patched))
    return false;
  *out = (packed_numbers){.rows = block->at, .width = width};
  block->at += size;
  if (patched) {
    out->n_patches = *block->at;
    out->indexes = block->at + 1;
    out->highs = out->indexes + out->n_patches;
    if (QN_UNLIKELY(left < size + 1 + out->n_patches * (1 + high_size)))
      return false;
    block->at += 1 + out->n_patches * (1 + high_size);
  }
  return true;
}

static inline uint32_t patch_of(const packed_numbers *numbers, unsigned i) {
  uint32_t high = numbers->width < 16 ? numbers->highs[i] : qn__load_u16(numbers->highs + (size_t)i * 2);
  return high << numbers->width;
}

/* Unpacks numbers that have 16 bits at most; false if one has more. */
static bool unpack_numbers(const packed_numbers *in, uint16_t *numbers) {
  uint32_t all = 0;
  qn__unpack_rows(in->rows, in->width, numbers);
  for (unsigned i = 0; i < in->n_patches; i++) {
    uint16_t *number = &numbers[in->indexes[i] % QN__POSTINGS_BLOCK];
    uint32_t whole = *number | patch_of(in, i);
    *number = (uint16_t)whole;
    all |= whole;
  }
  return all <= UINT16_MAX;
}

/* Frequencies less 1 to sums of frequencies; false if they pass 16 bits. */
static bool sum_freqs(const uint16_t *numbers, uint32_t *sums) {
  const qn__lanes one = qn__lanes_fill(1);
  qn__lanes carry = qn__lanes_fill(0);
  QN_UNROLL
  for (unsigned row = 0; row < QN__PACKING_ROWS; row++) {
    qn__lanes part = qn__lanes_add_limited(qn__lanes_load_native(numbers + row * QN__PACKING_LANES), one);
    part = qn__lanes_add_limited(qn__lanes_prefix_sum_limited(part), carry);
    qn__lanes_widen(sums + row * QN__PACKING_LANES, part, 0);
    carry = qn__lanes_spread_last(part);
  }
  return sums[QN__POSTINGS_BLOCK - 1] < UINT16_MAX;
}

/* Gaps to articles; false if one would lie after the block's last.  Sums that stay at 65,535 no longer ascend, and the
 * last two show it. */
static bool sum_gaps(const uint16_t *gaps, uint32_t before, uint32_t last, uint32_t *docs) {
  const qn__lanes one = qn__lanes_fill(1), span = qn__lanes_fill((uint16_t)(last - before));
  qn__lanes carry = qn__lanes_fill(0), excess = carry;
  QN_UNROLL
  for (unsigned row = 0; row < QN__PACKING_ROWS; row++) {
    qn__lanes sums = qn__lanes_add_limited(qn__lanes_load_native(gaps + row * QN__PACKING_LANES), one);
    sums = qn__lanes_add_limited(qn__lanes_prefix_sum_limited(sums), carry);
    excess = qn__lanes_or(excess, qn__lanes_excess(sums, span));
    qn__lanes_widen(docs + row * QN__PACKING_LANES, sums, before);
    carry = qn__lanes_spread_last(sums);
  }
  return qn__lanes_all_zero(excess) && docs[QN__POSTINGS_BLOCK - 2] != docs[QN__POSTINGS_BLOCK - 1];
}

/* The articles of a block in rows, unless NULL, and where its frequencies are; false if the bytes are damaged. */
static bool decode_docs(block_bytes *block, uint32_t *docs, packed_numbers *freqs) {
  uint16_t numbers[QN__POSTINGS_BLOCK];
  packed_numbers gaps;
  return find_numbers(block, HEAD_DOC_WIDTH(block->header), HEAD_DOCS_PATCHED(block->header), &gaps) &&
         find_numbers(block, HEAD_FREQ_WIDTH(block->header), HEAD_FREQS_PATCHED(block->header), freqs) &&
         block->last - block->before <= UINT16_MAX &&
         (docs == NULL || (unpack_numbers(&gaps, numbers) && sum_gaps(numbers, block->before, block->last, docs)));
}

/* False if one is 0 or above INT32_MAX, which only patches can bring about. */
static bool decode_freqs(const packed_numbers *in, uint32_t *freqs) {
  uint16_t numbers[QN__POSTINGS_BLOCK];
  bool good = true;
  qn__unpack_rows(in->rows, in->width, numbers);
  for (unsigned row = 0; row < QN__PACKING_ROWS; row++)
    qn__lanes_widen(freqs + row * QN__PACKING_LANES, qn__lanes_load_native(numbers + row * QN__PACKING_LANES), 1);
  for (unsigned i = 0; i < in->n_patches; i++) {
    uint32_t *freq = &freqs[in->indexes[i] % QN__POSTINGS_BLOCK];
    *freq += patch_of(in, i);
    good &= *freq - 1 < INT32_MAX;
  }
  return good;
}

static bool decode_rows(block_bytes *block, uint32_t *docs, uint32_t *freqs) {
  packed_numbers found;
  return decode_docs(block, docs, &found) && (freqs == NULL || decode_freqs(&found, freqs));
}

unsigned qn__postings_block(const qn__postings *list, uint32_t block, uint32_t *docs, uint32_t *freqs,
                            qn_error *error) {
  if (list->info.doc_freq == 1) {
    if (docs != NULL)
      docs[0] = list->info.doc;
    if (freqs != NULL)
      freqs[0] = (uint32_t)list->info.coll_freq;
    return 1;
  }
  block_bytes bytes;
  if (QN_UNLIKELY(find_postings_block(list, block, &bytes, error) != QN_OK))
    return 0;
  unsigned count = qn__postings_block_size(list, block);
  bool good = HEAD_DOC_WIDTH(bytes.header) == QN__BLOCK_IN_VARINTS
                  ? decode_varints(&bytes, count, docs, freqs)
                  : count == QN__POSTINGS_BLOCK && decode_rows(&bytes, docs, freqs);
  if (QN_UNLIKELY(!good)) {
    postings_damaged(list, "a block of postings cannot be decoded", error);
    return 0;
  }
  return count;
}

/* The usual case: a block in rows, and its sum has 16 bits. */
static bool decode_sums(block_bytes *block, uint32_t *sums) {
  uint16_t numbers[QN__POSTINGS_BLOCK];
  packed_numbers freqs;
  return decode_docs(block, NULL, &freqs) && unpack_numbers(&freqs, numbers) && sum_freqs(numbers, sums);
}

unsigned qn__postings_sums(const qn__postings *list, uint32_t block, uint32_t *sums, qn_error *error) {
  block_bytes bytes;
  sums[0] = 0;
  if (list->headers != NULL) {
    if (QN_UNLIKELY(find_postings_block(list, block, &bytes, error) != QN_OK))
      return 0;
    if (HEAD_DOC_WIDTH(bytes.header) != QN__BLOCK_IN_VARINTS &&
        qn__postings_block_size(list, block) == QN__POSTINGS_BLOCK && decode_sums(&bytes, sums + 1))
      return QN__POSTINGS_BLOCK;
  }
  unsigned n = qn__postings_block(list, block, NULL, sums + 1, error);
  uint64_t sum = 0;
  for (unsigned i = 1; i <= n; i++) {
    sum += sums[i];
    sums[i] = (uint32_t)sum;
  }
  if (QN_LIKELY(sum <= UINT32_MAX && sum <= list->info.coll_freq))
    return n;
  postings_damaged(list, "a block has more occurrences than its term", error);
  return 0;
}

/* --- the slow-path cursor ---------------------------------------------------------------------------------------- */

static qn_status enter_postings_block(qn__postings_cursor *cursor, uint32_t block, qn_error *error) {
  cursor->block = block;
  cursor->index = 0;
  if (block >= cursor->list->n_blocks) {
    cursor->doc = QN__NO_DOC;
    return QN_OK;
  }
  cursor->count = qn__postings_block(cursor->list, block, cursor->docs, cursor->freqs, error);
  if (cursor->count == 0)
    return QN_DAMAGED;
  cursor->doc = cursor->docs[0];
  cursor->freq = cursor->freqs[0];
  return QN_OK;
}

qn_status qn__postings_first(qn__postings_cursor *cursor, const qn__postings *list, qn_error *error) {
  cursor->list = list;
  return enter_postings_block(cursor, 0, error);
}

qn_status qn__postings_next(qn__postings_cursor *cursor, qn_error *error) {
  if (cursor->doc == QN__NO_DOC)
    return QN_OK;
  if (++cursor->index == cursor->count)
    return enter_postings_block(cursor, cursor->block + 1, error);
  cursor->doc = cursor->docs[cursor->index];
  cursor->freq = cursor->freqs[cursor->index];
  return QN_OK;
}

qn_status qn__postings_seek(qn__postings_cursor *cursor, uint32_t doc, qn_error *error) {
  const qn__postings *list = cursor->list;
  uint32_t block = cursor->block;
  while (block < list->n_blocks && qn__postings_block_last(list, block) < doc)
    block++;
  qn_status status = block != cursor->block ? enter_postings_block(cursor, block, error) : QN_OK;
  while (status == QN_OK && cursor->doc < doc)
    status = qn__postings_next(cursor, error);
  return status;
}

qn_status qn__postings_positions(const qn__postings_cursor *cursor, uint32_t *positions, qn_error *error) {
  return qn__positions(cursor->list, cursor->block, cursor->index, cursor->freqs, positions, error);
}
