/* SPDX-License-Identifier: MIT */
/* positions_read.c: positions of single postings, without decoding what comes before.  Partner: positions_write.c.
 * Bytes: index-data/FORMAT.md, "Positions". */
#include "format/packing.h"
#include "format/positions.h"
#include "format/postings.h"

static qn_status damaged(const qn__postings *list, qn_error *error) {
  const qn__section *section = &list->source->positions;
  uint64_t offset = list->info.positions_offset < section->size ? list->info.positions_offset : section->size;
  return qn__section_damaged(section, section->data + offset, "the positions of a term are wrong", error);
}

/* Where a block's positions lie in the section: [*start, *end). */
static qn_status find_region(const qn__postings *list, uint32_t block, uint64_t *start, uint64_t *end,
                             qn_error *error) {
  uint64_t from = 0, to = list->info.positions_size;
  if (list->heads != NULL) {
    const uint8_t *head = list->heads + (size_t)block * QN__HEAD_SIZE;
    from = qn__load_u32(head + 4);
    if (block + 1 < list->n_blocks)
      to = qn__load_u32(head + QN__HEAD_SIZE + 4);
  }
  if (from > to || to > list->info.positions_size)
    return damaged(list, error);
  *start = list->info.positions_offset + from;
  *end = list->info.positions_offset + to;
  return QN_OK;
}

static uint32_t sum_widths(const uint8_t *widths, uint32_t n) {
  uint32_t sum = 0;
  for (uint32_t i = 0; i < n; i++)
    sum += widths[i];
  return sum;
}

/* Numbers `first` to first + n - 1 of a frame of at most 8 bits each: eight of them take `width` bytes, one load. */
static void unpack_narrow(const uint8_t *frame, unsigned width, uint32_t first, uint32_t n, uint32_t *out) {
  const uint64_t mask = (UINT64_C(1) << width) - 1;
  uint32_t group[8], skipped = first % 8;
  for (uint32_t done = 0; done < n; skipped = 0) {
    uint64_t bits = qn__load_u64(frame + (first + done) / 8 * width);
    for (unsigned k = 0; k < 8; k++)
      group[k] = (uint32_t)(bits >> (k * width) & mask);
    uint32_t part = 8 - skipped < n - done ? 8 - skipped : n - done;
    for (uint32_t k = 0; k < part; k++)
      out[done + k] = group[skipped + k];
    done += part;
  }
}

static void unpack(const uint8_t *frame, unsigned width, uint32_t first, uint32_t n, uint32_t *out) {
  if (n >= 8 && width <= 8) {
    unpack_narrow(frame, width, first, n, out);
    return;
  }
  for (uint32_t i = 0; i < n; i++)
    out[i] = qn__stream_get(frame, first + i, width);
}

/* The bytes of frames: where one begins, given its widths, and how long it is. */
static size_t frame_size(const uint8_t *widths, uint32_t frame, uint32_t total) {
  uint32_t left = total - frame * QN__FRAME;
  return qn__stream_size(left < QN__FRAME ? left : QN__FRAME, widths[frame]);
}

/* Finds the frames that hold occurrences [start, start + count) of a block: the first one's bytes, all verified. */
static qn_status find_frames(const qn__postings *list, uint32_t block, uint32_t start, uint32_t count, uint32_t total,
                             const uint8_t **widths, const uint8_t **bytes, qn_error *error) {
  uint64_t from = 0, end = 0;
  qn_status status = find_region(list, block, &from, &end, error);
  if (status != QN_OK)
    return status;
  const qn__section *section = &list->source->positions;
  uint32_t n_frames = (uint32_t)(((uint64_t)total + QN__FRAME - 1) / QN__FRAME);
  if (count == 0 || start > total || count > total - start || n_frames > end - from)
    return damaged(list, error);
  *widths = qn__section_bytes(section, from, n_frames, error);
  if (*widths == NULL)
    return QN_DAMAGED;
  uint32_t first = start / QN__FRAME, last = (start + count - 1) / QN__FRAME;
  uint64_t at = from + n_frames + (uint64_t)sum_widths(*widths, first) * (QN__FRAME / 8), size = 0;
  for (uint32_t frame = first; frame <= last; frame++) {
    if ((*widths)[frame] > 32)
      return damaged(list, error);
    size += frame_size(*widths, frame, total);
  }
  if (at + size > end)
    return damaged(list, error);
  *bytes = qn__section_bytes(section, at, size, error);
  return *bytes == NULL ? QN_DAMAGED : QN_OK;
}

qn_status qn__positions_gaps(const qn__postings *list, uint32_t block, uint32_t start, uint32_t count, uint32_t total,
                             uint32_t *gaps, qn_error *error) {
  if (list->info.coll_freq == 1) {
    gaps[0] = list->info.position;
    return QN_OK;
  }
  const uint8_t *widths = NULL, *bytes = NULL;
  qn_status status = find_frames(list, block, start, count, total, &widths, &bytes, error);
  if (status != QN_OK)
    return status;
  uint32_t frame = start / QN__FRAME, first = start % QN__FRAME;
  for (uint32_t done = 0; done < count; frame++, first = 0) {
    uint32_t n = QN__FRAME - first < count - done ? QN__FRAME - first : count - done;
    unpack(bytes, widths[frame], first, n, gaps + done);
    bytes += frame_size(widths, frame, total);
    done += n;
  }
  return QN_OK;
}

qn_status qn__positions_read(const qn__postings *list, uint32_t block, uint32_t start, uint32_t count, uint32_t total,
                             uint32_t *positions, qn_error *error) {
  qn_status status = qn__positions_gaps(list, block, start, count, total, positions, error);
  if (status != QN_OK)
    return status;
  uint64_t position = positions[0];
  for (uint32_t i = 1; i < count; i++) {
    position += (uint64_t)positions[i] + 1;
    positions[i] = (uint32_t)position;
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
