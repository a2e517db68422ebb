/* SPDX-License-Identifier: MIT */
/* positions_read.c: positions of single postings, without decoding what comes before.  Partner: positions_write.c.
 * Bytes: index-data/FORMAT.md, "Positions". */
#include "format/positions.h"
#include "format/postings.h"

static qn_status damaged(const qn__postings *list, qn_error *error) {
  const qn__section *section = &list->source->positions;
  uint64_t offset = list->info.positions_offset < section->size ? list->info.positions_offset : section->size;
  return qn__section_damaged(section, section->data + offset, "the positions of a term are wrong", error);
}

/* Finds the positions of a block, verified: *bytes, *size of them. */
static qn_status find_block(const qn__postings *list, uint32_t block, const uint8_t **bytes, uint64_t *size,
                            qn_error *error) {
  uint64_t from = 0, to = list->info.positions_size;
  if (list->heads != NULL) {
    const uint8_t *head = list->heads + (size_t)block * QN__HEAD_SIZE;
    from = qn__load_u32(head + 4);
    if (block + 1 < list->n_blocks)
      to = qn__load_u32(head + QN__HEAD_SIZE + 4);
  }
  if (QN_UNLIKELY(from > to || to > list->info.positions_size))
    return damaged(list, error);
  *size = to - from;
  *bytes = qn__section_bytes(&list->source->positions, list->info.positions_offset + from, to - from, error);
  return *bytes == NULL ? QN_DAMAGED : QN_OK;
}

/* The bytes of n whole frames.  Eight shapes at a time: a product has the sum of eight bytes in its highest one. */
static uint64_t sum_sizes(const uint8_t *shapes, uint32_t n) {
  const uint64_t ones = UINT64_C(0x0101010101010101);
  uint64_t sum = n;
  for (uint32_t i = 0; i < n; i += 8) {
    uint64_t eight = qn__load_u64(shapes + i);
    if (n - i < 8)
      eight &= (UINT64_C(1) << (n - i) * 8) - 1;
    sum += ((eight & ones * 31) * ones >> 56) * (QN__FRAME / 8) + ((eight >> 5 & ones * 7) * ones >> 56);
  }
  return sum;
}

/* Gaps `first` to first + n - 1 of a frame, as positions that continue *position.  High parts are zeros before a one
 * each: up to the i-th one, at bit `end`, they sum up to end - i.  False if damage has left too few ones; where ones of
 * the low parts stand in for them, positions still ascend. */
static bool unpack(const uint8_t *frame, uint8_t shape, uint32_t first, uint32_t n, uint64_t *position,
                   uint32_t *positions) {
  const uint8_t *lows = frame + qn__frame_highs_size(shape);
  const unsigned width = qn__frame_low_width(shape);
  const uint64_t unit = UINT64_C(1) << width, mask = unit - 1;
  uint64_t highs = qn__load_u64(frame), sum = *position;
  if (first > 0) {
    for (uint32_t i = 1; i < first; i++)
      highs &= highs - 1;
    if (QN_UNLIKELY(highs == 0))
      return false;
    sum -= (qn__lowest_bit(highs) + 1) * unit;
    highs &= highs - 1;
  }
  size_t bit = (size_t)first * width;
  for (uint32_t i = 0; i < n; i++) {
    if (QN_UNLIKELY(highs == 0))
      return false;
    sum += (qn__load_u64(lows + bit / 8) >> (bit % 8) & mask) + 1;
    *position = sum + qn__lowest_bit(highs) * unit;
    positions[i] = (uint32_t)*position;
    highs &= highs - 1;
    sum -= unit;
    bit += width;
  }
  return true;
}

qn_status qn__positions_read(const qn__postings *list, uint32_t block, uint32_t start, uint32_t count, uint32_t total,
                             uint32_t *positions, qn_error *error) {
  if (list->info.coll_freq == 1) {
    positions[0] = list->info.position;
    return QN_OK;
  }
  const uint8_t *bytes = NULL;
  uint64_t size = 0;
  qn_status status = find_block(list, block, &bytes, &size, error);
  if (QN_UNLIKELY(status != QN_OK))
    return status;
  uint64_t n_frames = ((uint64_t)total + QN__FRAME - 1) / QN__FRAME;
  if (QN_UNLIKELY(count == 0 || start > total || count > total - start || n_frames > size))
    return damaged(list, error);
  uint32_t frame = start / QN__FRAME, first = start % QN__FRAME;
  uint64_t at = n_frames + sum_sizes(bytes, frame), position = UINT64_MAX;
  for (uint32_t done = 0; done < count; frame++, first = 0) {
    uint32_t n = QN__FRAME - first < count - done ? QN__FRAME - first : count - done;
    uint8_t shape = bytes[frame];
    if (QN_UNLIKELY(at + qn__frame_size(shape, first + n) > size ||
                    !unpack(bytes + at, shape, first, n, &position, positions + done)))
      return damaged(list, error);
    at += qn__frame_size(shape, QN__FRAME);
    done += n;
  }
  return position <= UINT32_MAX ? QN_OK : damaged(list, error);
}

qn_status qn__positions(const qn__postings *list, uint32_t block, unsigned i, const uint32_t *freqs,
                        uint32_t *positions, qn_error *error) {
  unsigned n = qn__postings_block_size(list, block);
  uint64_t start = 0, total = 0;
  for (unsigned k = 0; k < n; k++) {
    start += k < i ? freqs[k] : 0;
    total += freqs[k];
  }
  if (total > UINT32_MAX)
    return damaged(list, error);
  return qn__positions_read(list, block, (uint32_t)start, freqs[i], (uint32_t)total, positions, error);
}
