/* SPDX-License-Identifier: MIT */
/* exact_forms_read.c: which occurrences of a term are not in its main form.  Partner: exact_forms_write.c.
 * Bytes: index-data/FORMAT.md, "Exact forms". */
#include "postings/exact_forms.h"

#define UNKNOWN UINT64_MAX /* exceptions of a rank to come: the next code says */

static qn_status exact_forms_damaged(const qn__exact_forms *forms, qn_error *error) {
  const qn__section *section = forms->section;
  uint64_t offset = forms->offset < section->size ? forms->offset : section->size;
  return qn__section_damaged(section, section->data + offset, "the exact forms of a term are wrong", error);
}

/* --- codes -------------------------------------------------------------------------------------------------------- */

/* 56 bits from the next one on, of which those after the block have no meaning. */
QN_ALWAYS_INLINE uint64_t peek(const qn__exact_cursor *cursor) {
  return qn__load_u64(cursor->bytes + cursor->bit / 8) >> (cursor->bit % 8);
}

/* `n` bits, at most 56; false if the block ends before. */
QN_ALWAYS_INLINE bool read_bits(qn__exact_cursor *cursor, unsigned n, uint64_t *value) {
  *value = peek(cursor) & ((UINT64_C(1) << n) - 1);
  cursor->bit += n;
  return cursor->bit <= cursor->end_bit;
}

/* Zeros up to a one, then `low_bits` bits; false if the block ends before the one, or *whole false if after it. */
QN_ALWAYS_INLINE bool read_rice(qn__exact_cursor *cursor, unsigned low_bits, uint64_t *value, bool *whole) {
  uint64_t start = cursor->bit, bits = peek(cursor), low;
  while (QN_UNLIKELY((bits & ((UINT64_C(1) << 56) - 1)) == 0)) {
    cursor->bit += 56;
    if (cursor->bit >= cursor->end_bit)
      return false;
    bits = peek(cursor);
  }
  cursor->bit += qn__lowest_bit(bits) + 1;
  if (cursor->bit > cursor->end_bit)
    return false;
  uint64_t high = cursor->bit - start - 1;
  *whole = read_bits(cursor, low_bits, &low);
  *value = high << low_bits | low;
  return true;
}

static bool read_gamma(qn__exact_cursor *cursor, uint64_t *value) {
  uint64_t width, low;
  bool whole;
  if (!read_rice(cursor, 0, &width, &whole) || width > 31 || !read_bits(cursor, (unsigned)width, &low))
    return false;
  *value = UINT64_C(1) << width | low;
  return true;
}

/* --- lists -------------------------------------------------------------------------------------------------------- */

static uint32_t n_ranks_skipped(const qn__exact_forms *forms) {
  return forms->n_forms - 1 < QN__EXACT_RANKS ? forms->n_forms - 1 : QN__EXACT_RANKS;
}

/* Points the cursor to the bits of a block. */
static qn_status find_exact_block(qn__exact_cursor *cursor, uint32_t block, qn_error *error) {
  const qn__exact_forms *forms = cursor->forms;
  uint64_t start = 0, end = forms->end - forms->offset;
  qn_status status = QN_OK;
  if (block > 0)
    status = qn__packed_get(&forms->ends, forms->section, block - 1, &start, error);
  if (status == QN_OK && block + 1 < forms->n_blocks)
    status = qn__packed_get(&forms->ends, forms->section, block, &end, error);
  if (status == QN_OK && (start > end || end > forms->end - forms->offset))
    status = exact_forms_damaged(forms, error);
  if (status != QN_OK)
    return status;
  cursor->bytes = qn__section_bytes(forms->section, forms->offset + start, end - start, error);
  cursor->bit = 0;
  cursor->end_bit = (end - start) * 8;
  return cursor->bytes == NULL ? QN_DAMAGED : QN_OK;
}

static qn_status read_exact_header(qn__exact_forms *forms, qn_error *error) {
  qn__exact_cursor cursor = {.forms = forms};
  uint64_t n_forms, bits = 0;
  qn_status status = find_exact_block(&cursor, 0, error);
  if (status != QN_OK)
    return status;
  if (!read_gamma(&cursor, &n_forms) || n_forms == UINT32_MAX)
    return exact_forms_damaged(forms, error);
  forms->n_forms = (uint32_t)n_forms + 1;
  for (uint32_t rank = 1; rank < n_ranks_skipped(forms); rank++) {
    if (!read_bits(&cursor, QN__EXACT_LOW_SIZE, &bits))
      return exact_forms_damaged(forms, error);
    forms->low_bits[rank] = (uint8_t)bits;
  }
  forms->first_bit = cursor.bit;
  return QN_OK;
}

qn_status qn__exact_open(qn__exact_forms *forms, const qn__section *section, const qn__term_info *info,
                         qn_error *error) {
  uint64_t offset = info->positions_offset + info->positions_size;
  *forms = (qn__exact_forms){.section = section, .offset = offset, .end = offset + info->exact_size, .n_forms = 1};
  if (info->exact_size == 0)
    return QN_OK;
  if (offset > section->size || info->exact_size > section->size - offset)
    return exact_forms_damaged(forms, error);
  forms->n_blocks = (uint32_t)(((uint64_t)info->doc_freq + QN__POSTINGS_BLOCK - 1) / QN__POSTINGS_BLOCK);
  if (forms->n_blocks > 1) {
    const uint8_t *width = qn__section_bytes(section, forms->offset, 1, error);
    if (width == NULL)
      return QN_DAMAGED;
    forms->offset++;
    qn_status status = qn__packed_open(&forms->ends, section, &forms->offset, forms->n_blocks - 1, *width, error);
    if (status != QN_OK || forms->offset > forms->end)
      return status != QN_OK ? status : exact_forms_damaged(forms, error);
  }
  return read_exact_header(forms, error);
}

/* --- exceptions --------------------------------------------------------------------------------------------------- */

void qn__exact_start(qn__exact_cursor *cursor, const qn__exact_forms *forms) {
  *cursor = (qn__exact_cursor){.forms = forms, .block = QN__NO_BLOCK};
}

/* The rank of the exception that has just been found. */
QN_ALWAYS_INLINE bool read_rank(qn__exact_cursor *cursor) {
  const qn__exact_forms *forms = cursor->forms;
  uint32_t rank = 1, skipped = n_ranks_skipped(forms);
  for (; rank < skipped; rank++) {
    bool whole = true;
    if (cursor->left[rank] == UNKNOWN && !read_rice(cursor, forms->low_bits[rank], &cursor->left[rank], &whole))
      return false;
    if (!whole)
      return false;
    if (cursor->left[rank]-- > 0) /* or the next code says */
      break;
  }
  cursor->rank = rank;
  uint64_t further = 1;
  if (rank == QN__EXACT_RANKS && forms->n_forms - 1 > QN__EXACT_RANKS && !read_gamma(cursor, &further))
    return false;
  cursor->rank = (uint32_t)(rank + further - 1);
  return rank + further - 1 < forms->n_forms;
}

/* Reads the exception after the occurrence before `from`. */
QN_ALWAYS_INLINE qn_status read_next(qn__exact_cursor *cursor, uint64_t from, qn_error *error) {
  uint64_t gap;
  bool whole;
  if (!read_rice(cursor, cursor->low_bits, &gap, &whole)) {
    cursor->occurrence = UINT64_MAX;
    return QN_OK;
  }
  cursor->occurrence = from + gap;
  if (QN_LIKELY(whole && read_rank(cursor)))
    return QN_OK;
  cursor->block = QN__NO_BLOCK;
  return exact_forms_damaged(cursor->forms, error);
}

qn_status qn__exact_next(qn__exact_cursor *cursor, qn_error *error) {
  return read_next(cursor, cursor->occurrence + 1, error);
}

qn_status qn__exact_block(qn__exact_cursor *cursor, uint32_t block, qn_error *error) {
  const qn__exact_forms *forms = cursor->forms;
  *cursor = (qn__exact_cursor){.forms = forms, .block = QN__NO_BLOCK, .occurrence = UINT64_MAX};
  if (forms->n_forms == 1) {
    cursor->block = block;
    return QN_OK;
  }
  qn_status status = find_exact_block(cursor, block, error);
  if (status != QN_OK)
    return status;
  cursor->block = block;
  for (unsigned rank = 0; rank < QN__EXACT_RANKS; rank++)
    cursor->left[rank] = UNKNOWN;
  if (block == 0)
    cursor->bit = forms->first_bit;
  uint64_t low_bits;
  if (!read_bits(cursor, QN__EXACT_LOW_SIZE, &low_bits)) /* there is no exception */
    return QN_OK;
  cursor->low_bits = (unsigned)low_bits;
  return read_next(cursor, 0, error);
}

/* Bits of the block from the next code on, of which `left` are not read yet.  One bit after them is set. */
typedef struct loaded_bits {
  uint64_t bits;
  unsigned left;
} loaded_bits;

enum { LOADED = 56 };

QN_ALWAYS_INLINE uint64_t low_mask_of(unsigned low_bits) {
  return (UINT64_C(1) << low_bits) - 1;
}

/* As read_rice; false if the code is not whole in what is loaded. */
QN_ALWAYS_INLINE bool read_loaded(loaded_bits *in, unsigned low_bits, uint64_t low_mask, uint64_t *value) {
  const unsigned zeros = qn__lowest_bit(in->bits), size = zeros + 1 + low_bits;
  if (size > in->left)
    return false;
  const uint64_t rest = in->bits >> zeros >> 1;
  *value = ((uint64_t)zeros << low_bits) + (rest & low_mask);
  in->bits = rest >> low_bits;
  in->left -= size;
  return true;
}

/* As read_rank, but not of ranks that are stored as they are; changes nothing where it fails. */
QN_ALWAYS_INLINE bool read_loaded_rank(qn__exact_cursor *cursor, loaded_bits *in) {
  const uint32_t skipped = n_ranks_skipped(cursor->forms);
  uint64_t left = 0;
  uint32_t rank = 1;
  for (; rank < skipped; rank++) {
    left = cursor->left[rank];
    if (left == UNKNOWN &&
        !read_loaded(in, cursor->forms->low_bits[rank], low_mask_of(cursor->forms->low_bits[rank]), &left))
      return false;
    if (left > 0)
      break;
  }
  if (rank == QN__EXACT_RANKS)
    return false;
  for (uint32_t passed = 1; passed < rank; passed++)
    cursor->left[passed] = UNKNOWN;
  cursor->left[rank] = left - 1; /* of the last rank nothing is stored */
  cursor->rank = rank;
  return true;
}

/* How many of the exceptions to come are known to be of rank 1: only gaps are stored of them. */
QN_ALWAYS_INLINE uint64_t n_gaps_alone(const qn__exact_cursor *cursor) {
  if (cursor->forms->n_forms == 2)
    return UINT64_MAX;
  return cursor->left[1] == UNKNOWN ? 0 : cursor->left[1];
}

/* Goes on while the current exception is before an occurrence, and the next is whole in one load; false if none is. */
QN_ALWAYS_INLINE bool skip_loaded(qn__exact_cursor *cursor, uint64_t occurrence) {
  const unsigned low_bits = cursor->low_bits;
  const uint64_t low_mask = low_mask_of(low_bits), from = cursor->occurrence;
  uint64_t at = from, alone = n_gaps_alone(cursor), gap;
  if (cursor->bit + LOADED > cursor->end_bit)
    return false;
  loaded_bits in = {peek(cursor) | UINT64_C(1) << 63, LOADED};
  do {
    loaded_bits ahead = in;
    if (!read_loaded(&ahead, low_bits, low_mask, &gap))
      break;
    if (QN_LIKELY(alone > 0)) {
      cursor->left[1] = --alone;
      cursor->rank = 1;
    } else {
      if (!read_loaded_rank(cursor, &ahead))
        break;
      alone = n_gaps_alone(cursor);
    }
    at += gap + 1;
    in = ahead;
  } while (at < occurrence);
  cursor->bit += LOADED - in.left;
  cursor->occurrence = at;
  return at > from;
}

/* Goes on to the first exception that is not before an occurrence. */
static qn_status skip_exceptions(qn__exact_cursor *cursor, uint64_t occurrence, qn_error *error) {
  qn__exact_cursor at = *cursor; /* a copy stays in registers */
  qn_status status = QN_OK;
  while (status == QN_OK && at.occurrence < occurrence)
    if (!skip_loaded(&at, occurrence))
      status = read_next(&at, at.occurrence + 1, error);
  *cursor = at;
  return status;
}

/* Keeps the positions at `from` to before `end` after the `n_kept` that are kept already. */
QN_ALWAYS_INLINE uint32_t keep_range(uint32_t *positions, uint32_t n_kept, uint64_t from, uint64_t end) {
  if (positions != NULL && from > n_kept && from < end)
    memmove(positions + n_kept, positions + from, (size_t)(end - from) * sizeof *positions);
  return n_kept + (uint32_t)(end - from);
}

/* Which occurrences are kept: `ranks`, or those of `rank` (or of any other) where that is NULL. */
typedef struct wanted_forms {
  const qn__rank_set *ranks;
  uint32_t rank;
  bool others;
} wanted_forms;

QN_ALWAYS_INLINE bool is_wanted(wanted_forms wanted, uint32_t rank) {
  return wanted.ranks != NULL ? qn__has_rank(wanted.ranks, rank) : (rank == wanted.rank) != wanted.others;
}

QN_ALWAYS_INLINE qn_status keep_wanted(qn__exact_cursor *cursor, wanted_forms wanted, uint32_t block, uint32_t start,
                                       uint32_t *positions, uint32_t n, uint32_t *kept, qn_error *error) {
  const bool keep_main = is_wanted(wanted, 0);
  const uint64_t end = (uint64_t)start + n;
  uint64_t next = start; /* the first occurrence not looked at */
  uint32_t n_kept = 0;
  qn_status status = QN_OK;
  if (cursor->block != block || cursor->passed > start)
    status = qn__exact_block(cursor, block, error);
  if (status == QN_OK)
    status = skip_exceptions(cursor, start, error);
  while (status == QN_OK && cursor->occurrence < end) {
    if (keep_main)
      n_kept = keep_range(positions, n_kept, next - start, cursor->occurrence - start);
    if (is_wanted(wanted, cursor->rank)) {
      if (positions != NULL)
        positions[n_kept] = positions[cursor->occurrence - start];
      n_kept++;
    }
    next = cursor->occurrence + 1;
    status = qn__exact_next(cursor, error);
  }
  if (keep_main)
    n_kept = keep_range(positions, n_kept, next - start, n);
  cursor->passed = end;
  *kept = n_kept;
  return status;
}

qn_status qn__exact_keep(qn__exact_cursor *cursor, uint32_t rank, bool others, uint32_t block, uint32_t start,
                         uint32_t *positions, uint32_t n, uint32_t *kept, qn_error *error) {
  return keep_wanted(cursor, (wanted_forms){NULL, rank, others}, block, start, positions, n, kept, error);
}

qn_status qn__exact_has(qn__exact_cursor *cursor, uint32_t rank, uint32_t block, uint32_t start, uint32_t n, bool *has,
                        qn_error *error) {
  const uint64_t end = (uint64_t)start + n;
  uint64_t next = start; /* the first occurrence not looked at */
  bool found = false;
  qn_status status = QN_OK;
  if (cursor->block != block || cursor->passed > start)
    status = qn__exact_block(cursor, block, error);
  if (status == QN_OK)
    status = skip_exceptions(cursor, start, error);
  while (status == QN_OK && !found && cursor->occurrence < end) {
    found = rank == 0 ? cursor->occurrence > next : cursor->rank == rank;
    next = cursor->occurrence + 1;
    if (!found)
      status = qn__exact_next(cursor, error);
  }
  cursor->passed = end;
  if (status == QN_OK)
    *has = found || (rank == 0 && next < end);
  return status;
}

qn_status qn__exact_keep_any(qn__exact_cursor *cursor, const qn__rank_set *ranks, uint32_t block, uint32_t start,
                             uint32_t *positions, uint32_t n, uint32_t *kept, qn_error *error) {
  return keep_wanted(cursor, (wanted_forms){ranks, 0, false}, block, start, positions, n, kept, error);
}

qn_status qn__exact_count_block(qn__exact_cursor *cursor, const qn__rank_set *ranks, uint32_t block,
                                const uint32_t *sums, unsigned n, uint32_t *counts, qn_error *error) {
  const bool count_main = qn__has_rank(ranks, 0);
  for (unsigned i = 0; i < n; i++)
    counts[i] = count_main ? sums[i + 1] - sums[i] : 0;
  qn_status status = qn__exact_block(cursor, block, error);
  for (unsigned i = 0; status == QN_OK && cursor->occurrence < sums[n];) {
    while (sums[i + 1] <= cursor->occurrence)
      i++;
    counts[i] += (uint32_t)qn__has_rank(ranks, cursor->rank) - (uint32_t)count_main;
    status = qn__exact_next(cursor, error);
  }
  cursor->passed = sums[n];
  return status;
}
