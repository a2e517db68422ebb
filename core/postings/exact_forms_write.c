/* SPDX-License-Identifier: MIT */
/* exact_forms_write.c: which occurrences of a term are not in its main form.  Partner: exact_forms_read.c.
 * Bytes: index-data/FORMAT.md, "Exact forms". */
#include "postings/exact_forms.h"

#include "codec/packing.h"

void qn__exact_writer_init(qn__exact_writer *writer) {
  *writer = (qn__exact_writer){.n_forms = 0};
}

void qn__exact_writer_clear(qn__exact_writer *writer) {
  qn__buffer_clear(&writer->exceptions);
  qn__buffer_clear(&writer->blocks);
  qn__buffer_clear(&writer->ends);
}

/* The low bits of Rice codes that are best for n numbers of the sum, if they fall off geometrically: with a mean m the
 * width of ln((1 + sqrt 5) / 2) * (m + 1/2) (Kiely 2004). */
static unsigned choose_low_bits(uint64_t sum, uint64_t n) {
  unsigned bits = qn__bit_width((sum + n / 2) * 63 / (n * 131));
  return bits < 1u << QN__EXACT_LOW_SIZE ? bits : (1u << QN__EXACT_LOW_SIZE) - 1;
}

/* --- bits --------------------------------------------------------------------------------------------------------- */

/* Bits that are not in the buffer yet, lowest first. */
typedef struct bit_writer {
  uint8_t *next;
  uint64_t pending;
  unsigned n_pending; /* below 32 between calls */
} bit_writer;

/* Up to 32 bits. */
QN_ALWAYS_INLINE void put_code_bits(bit_writer *bits, uint64_t value, unsigned n) {
  bits->pending |= value << bits->n_pending;
  bits->n_pending += n;
  if (bits->n_pending < 32)
    return;
  qn__store_u32(bits->next, (uint32_t)bits->pending);
  bits->next += 4;
  bits->pending >>= 32;
  bits->n_pending -= 32;
}

QN_ALWAYS_INLINE void put_rice(bit_writer *bits, uint32_t value, unsigned low_bits) {
  uint32_t high = value >> low_bits;
  uint64_t low = value & ((UINT64_C(1) << low_bits) - 1);
  for (; QN_UNLIKELY(high > 16); high -= 16)
    put_code_bits(bits, 0, 16);
  put_code_bits(bits, (UINT64_C(1) | low << 1) << high, high + 1 + low_bits);
}

/* A number from 1 on: its width less 1 in unary, then its bits but the highest. */
static void put_gamma(bit_writer *bits, uint32_t value) {
  unsigned width = qn__bit_width(value) - 1;
  put_rice(bits, width, 0);
  put_code_bits(bits, value & ((UINT64_C(1) << width) - 1), width);
}

/* --- blocks ------------------------------------------------------------------------------------------------------- */

/* Ranks that are stored by what is skipped: all from 1 on but the highest. */
static uint32_t n_ranks_written(const qn__exact_writer *writer) {
  return writer->n_forms - 1 < QN__EXACT_RANKS ? writer->n_forms - 1 : QN__EXACT_RANKS;
}

void qn__exact_begin(qn__exact_writer *writer, uint32_t n_forms, const uint32_t *weights) {
  qn__buffer_reset(&writer->exceptions);
  qn__buffer_reset(&writer->blocks);
  qn__buffer_reset(&writer->ends);
  writer->gap_sum = 0;
  writer->n_forms = n_forms;
  uint64_t above = 0;
  for (uint32_t rank = n_forms; rank-- > 1; above += weights[rank])
    if (rank < n_ranks_written(writer))
      writer->low_bits[rank] = (uint8_t)choose_low_bits(weights[rank], above);
}

/* What all blocks need, in front of the first one's bits. */
static void put_exact_header(const qn__exact_writer *writer, bit_writer *bits) {
  put_gamma(bits, writer->n_forms - 1);
  for (uint32_t rank = 1; rank < n_ranks_written(writer); rank++)
    put_code_bits(bits, writer->low_bits[rank], QN__EXACT_LOW_SIZE);
}

/* Exceptions of a rank, from the i-th on, before the first of a higher rank, which is *end if there is one. */
static uint32_t count_run(const qn__exception *exceptions, size_t i, size_t n, uint32_t rank, size_t *end) {
  uint32_t run = 0;
  for (; i < n && exceptions[i].rank <= rank; i++)
    run += exceptions[i].rank == rank;
  *end = i;
  return run;
}

static void put_block_exceptions(const qn__exact_writer *writer, bit_writer *bits, size_t n, unsigned low_bits) {
  const qn__exception *exceptions = QN__ARRAY(qn__exception, &writer->exceptions);
  const uint32_t skipped = n_ranks_written(writer);
  size_t ends[QN__EXACT_RANKS] = {0}; /* of each rank's run, and the exception that ends it */
  put_code_bits(bits, low_bits, QN__EXACT_LOW_SIZE);
  for (size_t i = 0; i < n; i++) {
    put_rice(bits, exceptions[i].gap, low_bits);
    uint32_t rank = 1;
    for (; rank < skipped; rank++) {
      if (i >= ends[rank]) {
        put_rice(bits, count_run(exceptions, i, n, rank, &ends[rank]), writer->low_bits[rank]);
        ends[rank]++;
      }
      if (exceptions[i].rank == rank)
        break;
    }
    if (rank == QN__EXACT_RANKS && writer->n_forms - 1 > QN__EXACT_RANKS)
      put_gamma(bits, exceptions[i].rank - QN__EXACT_RANKS + 1);
  }
}

/* More than the bytes of the block, and 4 to write past them.  Unary parts add up to less than what is skipped. */
static size_t block_bound(const qn__exact_writer *writer, size_t n, unsigned low_bits) {
  const size_t most_bits = QN__EXACT_RANKS * 17 + 64; /* of an exception otherwise */
  return (size_t)((writer->gap_sum >> low_bits) + n * most_bits) / 8 + 64;
}

void qn__exact_end_block(qn__exact_writer *writer) {
  size_t n = writer->exceptions.size / sizeof(qn__exception);
  unsigned low_bits = n == 0 ? 0 : choose_low_bits(writer->gap_sum, n);
  uint8_t *to = qn__buffer_reserve(&writer->blocks, block_bound(writer, n, low_bits));
  if (to != NULL) {
    bit_writer bits = {.next = to};
    if (writer->ends.size == 0)
      put_exact_header(writer, &bits);
    if (n > 0)
      put_block_exceptions(writer, &bits, n, low_bits);
    qn__store_u32(bits.next, (uint32_t)bits.pending);
    writer->blocks.size = (size_t)(bits.next - writer->blocks.data) + (bits.n_pending + 7) / 8;
  }
  uint32_t end = (uint32_t)writer->blocks.size;
  qn__buffer_bytes(&writer->ends, &end, sizeof end);
  qn__buffer_reset(&writer->exceptions);
  writer->gap_sum = 0;
}

uint64_t qn__exact_end(qn__exact_writer *writer, qn__buffer *out) {
  size_t start = out->size, n_ends = writer->ends.size / sizeof(uint32_t);
  if (n_ends > 1) {
    unsigned width = qn__bit_width(writer->blocks.size);
    size_t size = qn__stream_size(n_ends - 1, width);
    qn__buffer_u8(out, (uint8_t)width);
    uint8_t *to = qn__buffer_reserve(out, size + 8);
    if (to != NULL) {
      qn__pack_stream(QN__ARRAY(uint32_t, &writer->ends), n_ends - 1, width, to);
      out->size += size;
    }
  }
  qn__buffer_bytes(out, writer->blocks.data, writer->blocks.size);
  out->failed |=
      writer->exceptions.failed || writer->blocks.failed || writer->ends.failed || writer->blocks.size > UINT32_MAX;
  return out->size - start;
}
