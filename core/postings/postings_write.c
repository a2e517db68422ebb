/* SPDX-License-Identifier: MIT */
/* postings_write.c: one term's postings into blocks.  Partner: postings_read.c; positions_write.c takes the positions.
 * Bytes: index-data/FORMAT.md, "Postings".  Memory: the bytes of one list. */
#include "postings/postings.h"

#include "base/memory.h"
#include "codec/packing.h"
#include "postings/positions.h"

/* A posting that may be among the best of its list. */
typedef struct candidate {
  float saturation;
  uint32_t doc, freq;
} candidate;

struct qn__postings_writer {
  uint32_t n_docs;
  const uint8_t *length_bytes;
  const qn__saturation *saturation;

  /* the block being filled */
  uint32_t docs[QN__POSTINGS_BLOCK], freqs[QN__POSTINGS_BLOCK];
  unsigned count;
  uint32_t before; /* the last article of the block before; QN__NO_DOC (-1) at first */
  qn__buffer gaps; /* its positions, uint32_t each */

  /* the list so far */
  uint32_t doc_freq;
  uint64_t coll_freq;
  uint32_t first_position;
  uint8_t max8;
  candidate best[QN__POSTINGS_BEST]; /* a heap, the worst on top */
  unsigned n_best;
  qn__buffer last, headers, data, positions;
  uint64_t moved;      /* bytes of positions that the caller has taken */
  qn__buffer all_docs; /* uint32_t each, while a bit set would be larger */
  qn__buffer bits;     /* then a bit for each article of the segment */
};

enum { N_BUFFERS = 7 };

static void buffers_of(qn__postings_writer *writer, qn__buffer *buffers[N_BUFFERS]) {
  qn__buffer *const all[N_BUFFERS] = {&writer->gaps,      &writer->last,     &writer->headers, &writer->data,
                                      &writer->positions, &writer->all_docs, &writer->bits};
  memcpy(buffers, all, sizeof all);
}

static void reset_list(qn__postings_writer *writer) {
  qn__buffer *buffers[N_BUFFERS];
  buffers_of(writer, buffers);
  for (unsigned i = 0; i < N_BUFFERS; i++)
    qn__buffer_reset(buffers[i]);
  writer->count = writer->n_best = 0;
  writer->before = QN__NO_DOC;
  writer->doc_freq = 0;
  writer->coll_freq = writer->moved = 0;
  writer->max8 = 0;
}

qn_status qn__postings_writer_new(qn__postings_writer **out, uint32_t n_docs, const uint8_t *length_bytes,
                                  const qn__saturation *saturation, qn_error *error) {
  qn__postings_writer *writer = qn__calloc(1, sizeof *writer);
  if (writer == NULL)
    return qn__fail_memory(error);
  writer->n_docs = n_docs;
  writer->length_bytes = length_bytes;
  writer->saturation = saturation;
  reset_list(writer);
  *out = writer;
  return QN_OK;
}

void qn__postings_writer_free(qn__postings_writer *writer) {
  if (writer == NULL)
    return;
  qn__buffer *buffers[N_BUFFERS];
  buffers_of(writer, buffers);
  for (unsigned i = 0; i < N_BUFFERS; i++)
    qn__buffer_clear(buffers[i]);
  qn__free(writer);
}

/* --- the best postings ------------------------------------------------------------------------------------------- */

/* Equal saturations stand in order of articles. */
static bool is_better(const candidate *a, const candidate *b) {
  return a->saturation > b->saturation || (!(a->saturation < b->saturation) && a->doc < b->doc);
}

static void sift_candidate(candidate *heap, unsigned n, unsigned at) {
  candidate moved = heap[at];
  for (unsigned child; (child = 2 * at + 1) < n; at = child) {
    if (child + 1 < n && is_better(&heap[child], &heap[child + 1]))
      child++;
    if (!is_better(&moved, &heap[child]))
      break;
    heap[at] = heap[child];
  }
  heap[at] = moved;
}

static void offer(qn__postings_writer *writer, const candidate *posting) {
  candidate *heap = writer->best;
  if (writer->n_best < QN__POSTINGS_BEST) {
    heap[writer->n_best++] = *posting;
    if (writer->n_best == QN__POSTINGS_BEST)
      for (unsigned i = QN__POSTINGS_BEST / 2; i-- > 0;)
        sift_candidate(heap, QN__POSTINGS_BEST, i);
  } else if (posting->saturation > heap[0].saturation) {
    heap[0] = *posting;
    sift_candidate(heap, QN__POSTINGS_BEST, 0);
  }
}

/* Best first: each entry an article, its frequency (at most 255) and its length byte. */
static void put_best(qn__postings_writer *writer, qn__buffer *out) {
  candidate *heap = writer->best;
  for (unsigned n = QN__POSTINGS_BEST; n > 1; n--) {
    candidate worst = heap[0];
    heap[0] = heap[n - 1];
    sift_candidate(heap, n - 1, 0);
    heap[n - 1] = worst;
  }
  for (unsigned i = 0; i < QN__POSTINGS_BEST; i++) {
    qn__buffer_u32(out, heap[i].doc);
    qn__buffer_u8(out, (uint8_t)(heap[i].freq < 255 ? heap[i].freq : 255));
    qn__buffer_u8(out, writer->length_bytes[heap[i].doc]);
  }
}

/* The highest saturation of the block, as a byte; offers its postings to the best. */
static uint8_t bound_block(qn__postings_writer *writer) {
  float highest = 0;
  for (unsigned i = 0; i < writer->count; i++) {
    uint32_t doc = writer->docs[i];
    float k = writer->saturation->k[writer->length_bytes[doc]];
    candidate posting = {qn__saturate((float)writer->freqs[i], k), doc, writer->freqs[i]};
    if (posting.saturation > highest)
      highest = posting.saturation;
    offer(writer, &posting);
  }
  return qn__saturation_to_byte(highest);
}

/* --- blocks ------------------------------------------------------------------------------------------------------ */

/* The width that makes 128 numbers smallest, with what does not fit patched in: an exception is an index and a high
 * part of `high_size` bytes. */
static unsigned choose_width(const uint32_t *numbers, unsigned *n_exceptions) {
  unsigned widths[33] = {0};
  for (unsigned i = 0; i < QN__POSTINGS_BLOCK; i++)
    widths[qn__bit_width(numbers[i])]++;
  unsigned most = 32;
  while (most > 0 && widths[most] == 0)
    most--;
  unsigned best_width = most < 16 ? most : 16, exceptions = 0;
  for (unsigned width = 17; width <= most; width++)
    exceptions += widths[width];
  *n_exceptions = exceptions;
  unsigned best_size = best_width * 16 + (exceptions ? 1 + exceptions * 3 : 0);
  for (unsigned width = best_width; width-- > 0 && width + 8 >= most;) {
    exceptions += widths[width + 1];
    unsigned size = width * 16 + 1 + exceptions * 2;
    if (size < best_size) {
      best_size = size;
      best_width = width;
      *n_exceptions = exceptions;
    }
  }
  return best_width;
}

/* Packs 128 numbers; returns the width, *patched says whether exceptions follow. */
static unsigned put_packed(qn__buffer *out, const uint32_t *numbers, bool *patched) {
  unsigned n_exceptions, width = choose_width(numbers, &n_exceptions);
  uint32_t mask = (1u << width) - 1;
  uint16_t low[QN__POSTINGS_BLOCK];
  for (unsigned i = 0; i < QN__POSTINGS_BLOCK; i++)
    low[i] = (uint16_t)(numbers[i] & mask);
  uint8_t *rows = qn__buffer_reserve(out, (size_t)width * 16);
  if (rows != NULL) {
    qn__pack_rows(low, width, rows);
    out->size += (size_t)width * 16;
  }
  *patched = n_exceptions > 0;
  if (*patched) {
    qn__buffer_u8(out, (uint8_t)n_exceptions);
    for (unsigned i = 0; i < QN__POSTINGS_BLOCK; i++)
      if (numbers[i] > mask)
        qn__buffer_u8(out, (uint8_t)i);
    for (unsigned i = 0; i < QN__POSTINGS_BLOCK; i++)
      if (numbers[i] > mask && width < 16)
        qn__buffer_u8(out, (uint8_t)(numbers[i] >> width));
      else if (numbers[i] > mask)
        qn__buffer_u16(out, (uint16_t)(numbers[i] >> width));
  }
  return width;
}

/* A distance and a frequency in one or two varints: for short blocks and for gaps that 16 bits cannot hold. */
static void put_varints(qn__postings_writer *writer) {
  uint32_t before = writer->before;
  for (unsigned i = 0; i < writer->count; i++) {
    uint64_t gap = writer->docs[i] - before - 1;
    qn__buffer_varint(&writer->data, gap << 1 | (writer->freqs[i] == 1));
    if (writer->freqs[i] != 1)
      qn__buffer_varint(&writer->data, writer->freqs[i] - 2);
    before = writer->docs[i];
  }
}

/* Header bits: width of gaps, width of frequencies, patched gaps, patched frequencies, bound. */
static uint32_t put_rows(qn__postings_writer *writer) {
  uint32_t numbers[QN__POSTINGS_BLOCK], before = writer->before;
  bool patched_docs, patched_freqs;
  for (unsigned i = 0; i < QN__POSTINGS_BLOCK; i++) {
    numbers[i] = writer->docs[i] - before - 1;
    before = writer->docs[i];
  }
  uint32_t doc_width = put_packed(&writer->data, numbers, &patched_docs);
  for (unsigned i = 0; i < QN__POSTINGS_BLOCK; i++)
    numbers[i] = writer->freqs[i] - 1;
  uint32_t freq_width = put_packed(&writer->data, numbers, &patched_freqs);
  return doc_width | freq_width << 5 | (uint32_t)patched_docs << 10 | (uint32_t)patched_freqs << 11;
}

static void end_postings_block(qn__postings_writer *writer) {
  if (writer->count == 0)
    return;
  uint32_t last = writer->docs[writer->count - 1];
  uint8_t max8 = bound_block(writer);
  qn__buffer_u32(&writer->last, last);
  qn__buffer_u32(&writer->headers, (uint32_t)writer->data.size);
  qn__buffer_u32(&writer->headers, (uint32_t)(writer->moved + writer->positions.size));
  uint32_t bits = QN__BLOCK_IN_VARINTS;
  if (writer->count == QN__POSTINGS_BLOCK && last - writer->before <= UINT16_MAX)
    bits = put_rows(writer);
  else
    put_varints(writer);
  qn__buffer_u32(&writer->headers, bits | (uint32_t)max8 << 24);
  if (!writer->gaps.failed)
    qn__put_positions(&writer->positions, QN__ARRAY(uint32_t, &writer->gaps), writer->freqs, writer->count);
  if (max8 > writer->max8)
    writer->max8 = max8;
  writer->before = last;
  writer->count = 0;
  qn__buffer_reset(&writer->gaps);
}

static void set_bit(qn__postings_writer *writer, uint32_t doc) {
  if (!writer->bits.failed)
    writer->bits.data[doc >> 3] |= (uint8_t)(1u << (doc & 7));
}

/* Remembers the article: once the list has so many that it will have a bit set, in that. */
static void remember_doc(qn__postings_writer *writer, uint32_t doc) {
  if (writer->bits.size > 0) {
    set_bit(writer, doc);
    return;
  }
  qn__buffer_bytes(&writer->all_docs, &doc, sizeof doc);
  if (!qn__postings_wants_bits(writer->doc_freq, writer->n_docs) || writer->all_docs.failed)
    return;
  qn__buffer_zeros(&writer->bits, (size_t)qn__bit_words(writer->n_docs) * 8);
  const uint32_t *docs = QN__ARRAY(uint32_t, &writer->all_docs);
  for (size_t i = 0; i < writer->all_docs.size / sizeof *docs; i++)
    set_bit(writer, docs[i]);
}

void qn__postings_add(qn__postings_writer *writer, uint32_t doc, uint32_t freq, const uint32_t *gaps) {
  if (writer->count == QN__POSTINGS_BLOCK)
    end_postings_block(writer);
  if (writer->doc_freq == 0)
    writer->first_position = gaps[0];
  writer->docs[writer->count] = doc;
  writer->freqs[writer->count] = freq;
  writer->count++;
  writer->doc_freq++;
  writer->coll_freq += freq;
  qn__buffer_bytes(&writer->gaps, gaps, (size_t)freq * sizeof *gaps);
  remember_doc(writer, doc);
}

/* --- the list ---------------------------------------------------------------------------------------------------- */

/* A bit for each article of the segment, then ranks: how many postings come before every 65,536th article, and before
 * every 64th counted from there. */
static void put_bit_set(const qn__postings_writer *writer, qn__buffer *out) {
  const uint8_t *bits = writer->bits.data;
  const uint64_t n_words = qn__bit_words(writer->n_docs);
  uint32_t before = 0, chunk = 0;
  qn__buffer_bytes(out, bits, (size_t)n_words * 8);
  for (uint64_t i = 0; i < n_words; before += qn__popcount64(qn__load_u64(bits + i++ * 8)))
    if (i % QN__POSTINGS_RANK_CHUNK == 0)
      qn__buffer_u32(out, before);
  before = 0;
  for (uint64_t i = 0; i < n_words; before += qn__popcount64(qn__load_u64(bits + i++ * 8))) {
    if (i % QN__POSTINGS_RANK_CHUNK == 0)
      chunk = before;
    qn__buffer_u16(out, (uint16_t)(before - chunk));
  }
}

static void put_list(qn__postings_writer *writer, qn__buffer *out) {
  qn__buffer_u8(out, writer->max8);
  if (writer->doc_freq >= QN__POSTINGS_BLOCK) {
    put_best(writer, out);
    qn__buffer_bytes(out, writer->last.data, writer->last.size);
    qn__buffer_bytes(out, writer->headers.data, writer->headers.size);
  }
  qn__buffer_bytes(out, writer->data.data, writer->data.size);
  if (writer->bits.size > 0 && !writer->bits.failed)
    put_bit_set(writer, out);
}

void qn__postings_move_positions(qn__postings_writer *writer, qn__buffer *positions) {
  qn__buffer_bytes(positions, writer->positions.data, writer->positions.size);
  writer->moved += writer->positions.size;
  qn__buffer_reset(&writer->positions);
}

void qn__postings_end(qn__postings_writer *writer, qn__buffer *postings, qn__buffer *positions, qn__term_info *info) {
  end_postings_block(writer);
  size_t postings_start = postings->size, positions_start = positions->size;
  *info = (qn__term_info){.doc_freq = writer->doc_freq, .coll_freq = writer->coll_freq};
  if (writer->doc_freq == 1)
    info->doc = writer->before;
  else
    put_list(writer, postings);
  if (writer->coll_freq == 1)
    info->position = writer->first_position;
  else
    qn__buffer_bytes(positions, writer->positions.data, writer->positions.size);
  info->postings_size = postings->size - postings_start;
  info->positions_size = writer->moved + (positions->size - positions_start);
  qn__buffer *buffers[N_BUFFERS];
  buffers_of(writer, buffers);
  for (unsigned i = 0; i < N_BUFFERS; i++)
    if (buffers[i]->failed)
      postings->failed = true;
  if (writer->data.size > UINT32_MAX || info->positions_size > UINT32_MAX)
    postings->failed = true;
  reset_list(writer);
}
