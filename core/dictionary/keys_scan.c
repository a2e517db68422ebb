/* SPDX-License-Identifier: MIT */
/* keys_scan.c: looks for a needle in front-coded blocks.  A key stands for the bytes that it shares with the one before
 * and a suffix, so a needle that a block's keys have somewhere is in its bytes in one of two ways:
 *   - in one piece, inside a suffix;
 *   - its end begins a suffix, and its beginning ends what that key shares with the one before.
 * The first is a search through all bytes of the block; the second is a look at the first byte of each suffix. */
#include "dictionary/keys_scan.h"

#if QN_SSE2
#include <emmintrin.h>
#endif

/* About how often letters are in words of languages in Latin script, 'a' to 'z', in thousandths. */
static const uint8_t frequencies[] = {80, 15, 35, 40, 120, 15, 20, 35, 75, 3,  10, 45, 28,
                                      70, 72, 22, 2,  65,  68, 72, 32, 12, 12, 3,  15, 5};

static unsigned frequency_of(uint8_t letter) {
  return letter >= 'a' && letter <= 'z' ? frequencies[letter - 'a'] : 1;
}

void qn__needle_init(qn__needle *needle, const char *letters, size_t size) {
  *needle = (qn__needle){.size = size};
  memcpy(needle->bytes, letters, size);
  unsigned lowest = UINT32_MAX;
  for (size_t i = 0; i < size; i++) {
    const unsigned frequency = i == 0 ? lowest : frequency_of(needle->bytes[i - 1]) * frequency_of(needle->bytes[i]);
    needle->places[needle->bytes[i]] |= UINT32_C(1) << i;
    if (frequency < lowest) {
      lowest = frequency;
      needle->rare = i - 1;
    }
  }
}

/* --- One piece ---------------------------------------------------------------------------------------------------- */

/* Whether the needle is where its two rare letters are. */
static bool is_at(const qn__needle *needle, const uint8_t *first, const uint8_t *end, const uint8_t *rare) {
  const size_t before = (size_t)(rare - first), after = (size_t)(end - rare);
  return before >= needle->rare && after >= needle->size - needle->rare &&
         memcmp(rare - needle->rare, needle->bytes, needle->size) == 0;
}

/* Whether the bytes have the needle, or a letter beyond ASCII: that has two bytes above 0x7f side by side, at least
 * where it is met first, and a byte of lengths stands alone.  Reads up to 16 bytes past the end. */
_Static_assert(QN__VIEW_SLACK >= 16, "bytes past the end can be read");

static bool has_piece(const qn__needle *needle, const uint8_t *first, const uint8_t *end) {
#if QN_SSE2
  const __m128i a = _mm_set1_epi8((char)needle->bytes[needle->rare]);
  const __m128i b = _mm_set1_epi8((char)needle->bytes[needle->rare + 1]);
  for (const uint8_t *at = first; at < end; at += 16) {
    const __m128i bytes = _mm_loadu_si128((const __m128i *)(const void *)at);
    const __m128i next = _mm_loadu_si128((const __m128i *)(const void *)(at + 1));
    const __m128i both = _mm_and_si128(_mm_cmpeq_epi8(bytes, a), _mm_cmpeq_epi8(next, b));
    unsigned found = (unsigned)_mm_movemask_epi8(_mm_or_si128(both, _mm_and_si128(bytes, next)));
    for (; QN_UNLIKELY(found != 0); found &= found - 1) {
      const uint8_t *here = at + qn__lowest_bit(found);
      if (here + 1 < end && (*here > 0x7f || is_at(needle, first, end, here)))
        return true;
    }
  }
#else
  for (const uint8_t *at = first; at + 1 < end; at++)
    if ((at[0] & at[1]) > 0x7f || (*at == needle->bytes[needle->rare] && is_at(needle, first, end, at)))
      return true;
#endif
  return false;
}

/* --- Two pieces --------------------------------------------------------------------------------------------------- */

typedef struct suffixes {
  const uint8_t *at[QN__KEYS_PER_BLOCK]; /* of each key, after its byte of lengths */
} suffixes;

static size_t shared_of(const suffixes *keys, unsigned i) {
  return i == 0 ? 0 : *(keys->at[i] - 1) >> 4;
}

/* The byte at a place that key i shares; 0 if that is not there, as in a damaged block. */
static uint8_t shared_byte(const suffixes *keys, unsigned i, size_t place) {
  unsigned from = i - 1;
  while (shared_of(keys, from) > place)
    from--;
  const uint8_t *byte = keys->at[from] + (place - shared_of(keys, from));
  return byte + 1 < keys->at[from + 1] ? *byte : 0;
}

/* Whether key i has the needle across the place where its suffix of `size` bytes begins, so that `before` are shared.
 */
static bool has_across_at(const qn__needle *needle, const suffixes *keys, unsigned i, size_t size, size_t before) {
  const size_t shared = shared_of(keys, i);
  if (before > shared || needle->size - before > size ||
      memcmp(keys->at[i], needle->bytes + before, needle->size - before) != 0)
    return false;
  for (size_t n = 1; n <= before; n++)
    if (shared_byte(keys, i, shared - n) != needle->bytes[before - n])
      return false;
  return true;
}

/* Whether key i has the needle across that place at all.  `places`: of the byte that begins the suffix. */
static bool has_across(const qn__needle *needle, const suffixes *keys, unsigned i, size_t size, uint32_t places) {
  const size_t shared = shared_of(keys, i);
  if (shared == 0)
    return false;
  places &= needle->places[shared_byte(keys, i, shared - 1)] << 1;
  for (; places != 0; places &= places - 1)
    if (has_across_at(needle, keys, i, size, qn__lowest_bit(places)))
      return true;
  return false;
}

/* Bytes of a suffix with its lengths, by the byte of lengths; 0 if they take more than that one byte. */
#define SIZES(n) 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 0
static const uint8_t steps[256] = {SIZES(0), SIZES(1), SIZES(2),  SIZES(3),  SIZES(4),  SIZES(5),  SIZES(6), SIZES(7),
                                   SIZES(8), SIZES(9), SIZES(10), SIZES(11), SIZES(12), SIZES(13), SIZES(14)};
#undef SIZES

/* Whether any key has the needle so; true, too, if the block is not as most are. */
static bool has_pieces(const qn__needle *needle, const uint8_t *first, const uint8_t *end) {
  const uint32_t last = UINT32_C(1) << (needle->size - 1);
  suffixes keys;
  const uint8_t *at = first + 1 + *first; /* after the first key, which its size stands before */
  keys.at[0] = first + 1;
  for (unsigned n = 1; at < end && n < QN__KEYS_PER_BLOCK; n++) {
    const unsigned step = steps[*at];
    keys.at[n] = at + 1;
    if (QN_UNLIKELY(step == 0))
      return true;
    uint32_t places = needle->places[at[1]] & ~UINT32_C(1);
    if (places != 0)
      places &= needle->places[at[2]] >> 1 | last; /* what follows fits, too, if anything has to */
    if (QN_UNLIKELY(places != 0) && has_across(needle, &keys, n, step - 1, places))
      return true;
    at += step;
  }
  return at != end || *first > 0x7f;
}

/* --- Blocks ------------------------------------------------------------------------------------------------------- */

/* Whether a block of `size` bytes may have the needle; true, too, if it is damaged: its reader reports that. */
static bool may_have(const qn__needle *needle, const uint8_t *block, size_t size) {
  qn__reader reader = qn__reader_of(block, size);
  const uint64_t keys_size = qn__read_varint(&reader);
  if (keys_size == 0 || keys_size > qn__reader_left(&reader))
    return true;
  const uint8_t *first = reader.next, *end = first + keys_size;
  return has_piece(needle, first, end) || has_pieces(needle, first, end);
}

/* The same of some blocks, of which all bytes are verified at once. */
static qn_status scan_blocks(const qn__keys *keys, const qn__needle *needle, uint32_t *block, uint32_t end, bool *found,
                             qn_error *error) {
  uint64_t start = 0, size = 0;
  qn_status status = qn__keys_range(keys, *block, end, &start, &size, error);
  const uint8_t *bytes = status == QN_OK ? qn__section_bytes(&keys->section, start, size, error) : NULL;
  if (bytes == NULL)
    return QN_DAMAGED;
  for (; *block < end && !*found; *block += !*found) {
    const uint64_t from = qn__load_u32(keys->offsets + (size_t)*block * 4) - start;
    const uint64_t to = *block + 1 == end ? size : qn__load_u32(keys->offsets + (size_t)*block * 4 + 4) - start;
    *found = from > to || to > size || may_have(needle, bytes + from, (size_t)(to - from));
  }
  return QN_OK;
}

qn_status qn__keys_scan(const qn__keys *keys, const qn__needle *needle, uint32_t *block, uint32_t end,
                        qn_error *error) {
  enum { AT_ONCE = 64 }; /* blocks */
  qn_status status = QN_OK;
  for (bool found = false; status == QN_OK && !found && *block < end;)
    status = scan_blocks(keys, needle, block, end - *block < AT_ONCE ? end : *block + AT_ONCE, &found, error);
  return status;
}
