/* SPDX-License-Identifier: MIT */
/* positions_read.c: positions of single postings, without decoding what comes before, or of a whole block.  Partner:
 * positions_write.c.  Bytes: index-data/FORMAT.md, "Positions". */
#include "postings/positions.h"
#include "postings/postings.h"

enum { FOUR_MAX = (64 - 7) / 4 }; /* widest low parts of which four lie in any 64 bits from a byte's start */

static qn_status positions_damaged(const qn__postings *list, qn_error *error) {
  const qn__section *section = &list->source->positions;
  uint64_t offset = list->info.positions_offset < section->size ? list->info.positions_offset : section->size;
  return qn__section_damaged(section, section->data + offset, "the positions of a term are wrong", error);
}

/* Finds the positions of a block, verified: *bytes, *size of them. */
static qn_status find_positions_block(const qn__postings *list, uint32_t block, const uint8_t **bytes, uint64_t *size,
                                      qn_error *error) {
  uint64_t from = 0, to = list->info.positions_size;
  if (list->headers != NULL) {
    const uint8_t *header = list->headers + (size_t)block * QN__BLOCK_HEADER_SIZE;
    from = qn__load_u32(header + 4);
    if (block + 1 < list->n_blocks)
      to = qn__load_u32(header + QN__BLOCK_HEADER_SIZE + 4);
  }
  if (QN_UNLIKELY(from > to || to > list->info.positions_size))
    return positions_damaged(list, error);
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
    sum += ((eight & ones * 31) * ones >> 56) * (QN__POSITIONS_FRAME / 8) + ((eight >> 5 & ones * 7) * ones >> 56);
  }
  return sum;
}

/* --- a frame ----------------------------------------------------------------------------------------------------- */

/* A walk through a frame's gaps.  High parts are zeros before a one each: up to the one of gap i, at bit `end`, they
 * sum up to end - i, so that a position is sum + (end << width) if `sum` loses a unit for each gap. */
typedef struct frame_walk {
  uint64_t highs; /* from the next gap on */
  const uint8_t *lows;
  size_t bit;     /* of the next gap's low part */
  unsigned width; /* of low parts */
  uint64_t unit;  /* 1 << width */
  uint64_t sum;
} frame_walk;

/* Stands before gap `first` of a frame, which continues `position`.  False if it has not n gaps from there; damage may
 * have ones of the low parts stand in for those of high parts, and then positions still ascend. */
static bool enter_frame(frame_walk *walk, const uint8_t *frame, uint8_t shape, uint32_t first, uint32_t n,
                        uint64_t position) {
  const unsigned width = qn__frame_low_width(shape);
  *walk = (frame_walk){qn__load_u64(frame),   frame + qn__frame_highs_size(shape),
                       (size_t)first * width, width,
                       UINT64_C(1) << width,  position};
  if (QN_UNLIKELY(qn__popcount64(walk->highs) < first + n))
    return false;
  if (first > 0) {
    for (uint32_t i = 1; i < first; i++)
      walk->highs &= walk->highs - 1;
    walk->sum -= (qn__lowest_bit(walk->highs) + UINT64_C(1)) << width;
    walk->highs &= walk->highs - 1;
  }
  return true;
}

/* The low parts from the next gap on: 57 bits of them at least. */
QN_ALWAYS_INLINE uint64_t next_lows(const frame_walk *walk) {
  return qn__load_u64(walk->lows + walk->bit / 8) >> (walk->bit % 8);
}

/* The next position; its low part is at the lowest bits of `lows`. */
QN_ALWAYS_INLINE uint64_t step(frame_walk *walk, uint64_t lows) {
  walk->sum += (lows & (walk->unit - 1)) + 1;
  uint64_t position = walk->sum + ((uint64_t)qn__lowest_bit(walk->highs) << walk->width);
  walk->highs &= walk->highs - 1;
  walk->sum -= walk->unit;
  walk->bit += walk->width;
  return position;
}

/* Reads the next n positions, or fewer, the last of which is above `until`; returns how many, and the last in
 * *position.  Four come from one load where they fit. */
QN_ALWAYS_INLINE uint32_t unpack_frame(frame_walk walk, uint32_t n, uint64_t until, uint32_t *positions,
                                       uint64_t *position) {
  uint32_t done = 0;
  uint64_t last = 0;
  while (walk.width <= FOUR_MAX && n - done >= 4) {
    uint64_t lows = next_lows(&walk);
    QN_UNROLL
    for (unsigned k = 0; k < 4; k++, lows >>= walk.width)
      positions[done++] = (uint32_t)(last = step(&walk, lows));
    if (last > until)
      break;
  }
  while (done < n && last <= until)
    positions[done++] = (uint32_t)(last = step(&walk, next_lows(&walk)));
  *position = last;
  return done;
}

/* --- a posting, a block ------------------------------------------------------------------------------------------ */

static uint64_t frames_of(uint32_t n_positions) {
  return ((uint64_t)n_positions + QN__POSITIONS_FRAME - 1) / QN__POSITIONS_FRAME;
}

/* Moves to a span's block, and there to the frame of its first position. */
static qn_status find_frame(qn__found_frame *found, const qn__postings *list, const qn__posting_span *span,
                            qn_error *error) {
  const uint64_t n_frames = frames_of(span->total);
  const uint32_t frame = span->start / QN__POSITIONS_FRAME;
  if (found->bytes == NULL || found->block != span->block) {
    qn_status status = find_positions_block(list, span->block, &found->bytes, &found->size, error);
    if (QN_UNLIKELY(status != QN_OK))
      return status;
    found->block = span->block;
    found->offset = 0;
  }
  if (QN_UNLIKELY(span->count == 0 || span->start > span->total || span->count > span->total - span->start ||
                  n_frames > found->size))
    return positions_damaged(list, error);
  if (found->offset == 0 || frame < found->frame) {
    found->frame = 0;
    found->offset = n_frames;
  }
  found->offset += sum_sizes(found->bytes + found->frame, frame - found->frame);
  found->frame = frame;
  return QN_OK;
}

qn_status qn__positions_read_until(const qn__postings *list, qn__found_frame *found, const qn__posting_span *span,
                                   uint32_t until, uint32_t *positions, uint32_t *n_read, qn_error *error) {
  if (list->info.coll_freq == 1) {
    positions[0] = list->info.position;
    *n_read = 1;
    return QN_OK;
  }
  qn_status status = find_frame(found, list, span, error);
  if (QN_UNLIKELY(status != QN_OK))
    return status;
  uint32_t frame = found->frame, first = span->start % QN__POSITIONS_FRAME, done = 0;
  uint64_t at = found->offset, position = UINT64_MAX;
  for (; done < span->count && (done == 0 || position <= until); frame++, first = 0) {
    uint32_t n = QN__POSITIONS_FRAME - first < span->count - done ? QN__POSITIONS_FRAME - first : span->count - done;
    uint8_t shape = found->bytes[frame];
    frame_walk walk;
    if (QN_UNLIKELY(at + qn__frame_size(shape, first + n) > found->size ||
                    !enter_frame(&walk, found->bytes + at, shape, first, n, position)))
      return positions_damaged(list, error);
    at += qn__frame_size(shape, QN__POSITIONS_FRAME);
    done += unpack_frame(walk, n, until, positions + done, &position);
  }
  *n_read = done;
  return position <= UINT32_MAX ? QN_OK : positions_damaged(list, error);
}

/* Frames are taken to be of one size: what is missed by a little is still near. */
void qn__positions_prefetch(const qn__postings *list, const qn__posting_span *span) {
  const qn__section *section = &list->source->positions;
  const uint64_t offset = list->info.positions_offset, n_frames = frames_of(span->total);
  uint64_t from = 0, to = list->info.positions_size;
  if (list->headers != NULL) {
    const uint8_t *header = list->headers + (size_t)span->block * QN__BLOCK_HEADER_SIZE;
    from = qn__load_u32(header + 4);
    if (span->block + 1 < list->n_blocks)
      to = qn__load_u32(header + QN__BLOCK_HEADER_SIZE + 4);
  }
  if (from >= to || offset > section->size || to > section->size - offset || n_frames == 0 || n_frames > to - from)
    return;
  const uint8_t *bytes = section->data + offset + from;
  const uint64_t frame = span->start / QN__POSITIONS_FRAME;
  QN_PREFETCH(bytes + frame);
  QN_PREFETCH(bytes + n_frames + (to - from - n_frames) * frame / n_frames);
}

qn_status qn__positions_read(const qn__postings *list, const qn__posting_span *span, uint32_t *positions,
                             qn_error *error) {
  uint32_t n_read;
  qn__found_frame found = {.bytes = NULL};
  return qn__positions_read_until(list, &found, span, UINT32_MAX, positions, &n_read, error);
}

qn_status qn__positions_sums(const qn__postings *list, uint32_t block, uint32_t total, uint32_t *sums,
                             qn_error *error) {
  if (list->info.coll_freq == 1) {
    sums[0] = list->info.position;
    return QN_OK;
  }
  const uint8_t *bytes = NULL;
  uint64_t size = 0;
  qn_status status = find_positions_block(list, block, &bytes, &size, error);
  if (QN_UNLIKELY(status != QN_OK))
    return status;
  uint64_t n_frames = ((uint64_t)total + QN__POSITIONS_FRAME - 1) / QN__POSITIONS_FRAME, at = n_frames,
           sum = UINT64_MAX;
  if (QN_UNLIKELY(n_frames > size))
    return positions_damaged(list, error);
  for (uint32_t done = 0, frame = 0; done < total; frame++, done += QN__POSITIONS_FRAME) {
    uint32_t n = total - done < QN__POSITIONS_FRAME ? total - done : QN__POSITIONS_FRAME;
    uint64_t next = at + qn__frame_size(bytes[frame], n);
    frame_walk walk;
    if (QN_UNLIKELY(next > size || !enter_frame(&walk, bytes + at, bytes[frame], 0, n, sum)))
      return positions_damaged(list, error);
    unpack_frame(walk, n, UINT64_MAX, sums + done, &sum);
    at = next;
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
    return positions_damaged(list, error);
  const qn__posting_span span = {block, (uint32_t)start, freqs[i], (uint32_t)total};
  return qn__positions_read(list, &span, positions, error);
}
