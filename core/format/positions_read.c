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

qn_status qn__positions_gaps(const qn__postings *list, uint32_t block, uint32_t start, uint32_t count, uint32_t total,
                             uint32_t *gaps, qn_error *error) {
  if (list->info.coll_freq == 1) {
    gaps[0] = list->info.position;
    return QN_OK;
  }
  uint64_t from = 0, end = 0;
  qn_status status = find_region(list, block, &from, &end, error);
  if (status != QN_OK)
    return status;
  uint32_t n_frames = (uint32_t)(((uint64_t)total + QN__FRAME - 1) / QN__FRAME);
  const qn__section *section = &list->source->positions;
  const uint8_t *widths = n_frames <= end - from ? qn__section_bytes(section, from, n_frames, error) : NULL;
  if (widths == NULL || start > total || count > total - start)
    return damaged(list, error);
  uint32_t frame = start / QN__FRAME;
  uint64_t at = from + n_frames + (uint64_t)sum_widths(widths, frame) * 4;
  for (uint32_t done = 0; done < count; frame++) {
    unsigned width = widths[frame];
    uint32_t in_frame = frame + 1 < n_frames ? QN__FRAME : total - frame * QN__FRAME;
    uint32_t first = (start + done) % QN__FRAME;
    uint32_t n = in_frame - first < count - done ? in_frame - first : count - done;
    size_t size = qn__stream_size(in_frame, width);
    const uint8_t *bytes = width <= 32 && at + size <= end ? qn__section_bytes(section, at, size, error) : NULL;
    if (bytes == NULL)
      return damaged(list, error);
    for (uint32_t i = 0; i < n; i++)
      gaps[done + i] = qn__stream_get(bytes, first + i, width);
    done += n;
    at += size;
  }
  return QN_OK;
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
  qn_status status = qn__positions_gaps(list, block, (uint32_t)start, freqs[i], (uint32_t)total, positions, error);
  if (status != QN_OK)
    return status;
  uint64_t position = positions[0];
  for (uint32_t k = 1; k < freqs[i]; k++) {
    position += (uint64_t)positions[k] + 1;
    positions[k] = (uint32_t)position;
  }
  return position <= UINT32_MAX ? QN_OK : damaged(list, error);
}
