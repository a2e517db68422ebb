/* SPDX-License-Identifier: MIT */
/* reference_terms.c: terms, postings, positions, forms and exact forms, from index-data/FORMAT.md. */
#include <string.h>

#include "reference/reference_hash.h"
#include "reference/reference_parts.h"

enum { BLOCK = 128, BEST = 32, VARINTS = 31, FRAME = 32, RANK_CHUNK = 1024 };

/* Where a term's lists lie. */
typedef struct place {
  uint64_t postings, postings_size, positions, positions_size, exact_size;
} place;

/* Postings whose doc and freq are read. */
typedef struct block {
  reference_posting *postings;
  uint32_t n;
  uint64_t before; /* the article before the block, plus 1 */
} block;

static reference_cursor take_part(reference_cursor *cursor, uint64_t size) {
  reference_cursor part = {cursor->next, cursor->next + size};
  reference_take(cursor, (size_t)size);
  return part;
}

static void read_varints(const block *of, reference_cursor *cursor) {
  uint64_t doc = of->before;
  for (uint32_t i = 0; i < of->n; i++) {
    uint64_t value = reference_varint(cursor);
    doc += value / 2;
    of->postings[i].doc = (uint32_t)doc++;
    of->postings[i].freq = value % 2 == 1 ? 1 : (uint32_t)reference_varint(cursor) + 2;
  }
}

/* 128 numbers in rows, with what is patched in. */
static void read_rows(reference_cursor *cursor, unsigned width, bool patched, uint32_t numbers[BLOCK]) {
  const uint8_t *rows = reference_take(cursor, (size_t)width * 16);
  for (unsigned i = 0; i < BLOCK; i++) {
    numbers[i] = 0;
    for (unsigned k = 0; k < width; k++) {
      unsigned bit = i / 8 * width + k; /* in the lane */
      const uint8_t *unit = rows + bit / 16 * 16 + i % 8 * 2;
      unsigned lane = (unsigned)(unit[0] | unit[1] << 8);
      numbers[i] |= (lane >> (bit % 16) & 1) << k;
    }
  }
  if (!patched)
    return;
  size_t n = (size_t)reference_number(cursor, 1);
  const uint8_t *indexes = reference_take(cursor, n);
  for (size_t i = 0; i < n; i++) {
    reference_require(indexes[i] < BLOCK, "a patch is for a posting that is not there");
    numbers[indexes[i]] += (uint32_t)reference_number(cursor, width < 16 ? 1 : 2) << width;
  }
}

static void read_packed_block(const block *of, reference_cursor *cursor, uint64_t widths) {
  uint32_t gaps[BLOCK], freqs[BLOCK];
  reference_require(of->n == BLOCK, "a short block is packed");
  read_rows(cursor, widths & 31, widths >> 10 & 1, gaps);
  read_rows(cursor, widths >> 5 & 31, widths >> 11 & 1, freqs);
  uint64_t doc = of->before;
  for (unsigned i = 0; i < BLOCK; i++) {
    doc += gaps[i];
    of->postings[i].doc = (uint32_t)doc++;
    of->postings[i].freq = freqs[i] + 1;
  }
}

static void read_frame(reference_cursor *cursor, unsigned shape, uint64_t n, uint64_t *numbers) {
  unsigned low_width = shape % 32, highs_size = shape / 32 + 1;
  const uint8_t *highs = reference_take(cursor, highs_size);
  const uint8_t *lows = reference_take_packed(cursor, n, low_width);
  uint64_t bit = 0;
  for (uint64_t i = 0; i < n; i++) {
    uint64_t high = 0;
    while (bit < highs_size * 8 && reference_packed(highs, bit, 1) == 0) {
      high++;
      bit++;
    }
    reference_require(bit++ < highs_size * 8, "high parts are missing");
    numbers[i] = (high << low_width) + reference_packed(lows, i, low_width);
  }
  for (; bit < highs_size * 8; bit++)
    reference_require(reference_packed(highs, bit, 1) == 0, "there are more high parts than numbers");
}

static void read_positions(reference_index *index, const block *of, reference_cursor *cursor) {
  uint64_t total = 0, next = 0;
  for (uint32_t i = 0; i < of->n; i++)
    total += of->postings[i].freq;
  uint64_t n_frames = (total + FRAME - 1) / FRAME;
  const uint8_t *shapes = reference_take(cursor, (size_t)n_frames);
  uint64_t *numbers = reference_alloc(index, (size_t)total * sizeof *numbers);
  for (uint64_t frame = 0; frame < n_frames; frame++) {
    uint64_t left = total - frame * FRAME;
    read_frame(cursor, shapes[frame], left < FRAME ? left : FRAME, numbers + frame * FRAME);
  }
  for (uint32_t i = 0; i < of->n; i++) {
    reference_posting *posting = &of->postings[i];
    posting->positions = reference_alloc(index, posting->freq * sizeof *posting->positions);
    uint64_t position = 0;
    for (uint32_t k = 0; k < posting->freq; k++) {
      position += numbers[next++] + (k > 0);
      posting->positions[k] = (uint32_t)position;
    }
  }
}

/* The bits agree with the postings. */
static void check_bits(const reference_term *term, uint32_t n_docs, reference_cursor *cursor) {
  uint64_t n_words = ((uint64_t)n_docs + 63) / 64, rank = 0;
  const uint8_t *bits = reference_take(cursor, (size_t)n_words * 8);
  reference_cursor chunks = take_part(cursor, (n_words + RANK_CHUNK - 1) / RANK_CHUNK * 4);
  uint64_t chunk = 0;
  for (uint64_t doc = 0; doc < n_words * 64; doc++) {
    if (doc % 64 == 0) {
      if (doc / 64 % RANK_CHUNK == 0)
        chunk = reference_number(&chunks, 4);
      reference_require(chunk + reference_number(cursor, 2) == rank, "a rank is wrong");
    }
    bool listed = rank < term->doc_freq && term->postings[rank].doc == doc;
    reference_require((bits[doc / 8] >> (doc % 8) & 1) == listed, "a bit is wrong");
    rank += listed;
  }
  reference_require(rank == term->doc_freq, "postings are missing among the bits");
}

static void check_best(const reference_term *term, reference_cursor *cursor) {
  for (unsigned i = 0; i < BEST; i++) {
    uint64_t doc = reference_number(cursor, 4), freq = reference_number(cursor, 1), found = 0;
    reference_take(cursor, 1);
    for (uint32_t k = 0; k < term->doc_freq; k++)
      if (term->postings[k].doc == doc)
        found = term->postings[k].freq < 255 ? term->postings[k].freq : 255;
    reference_require(found == freq, "a best posting is not in the list");
  }
}

static void read_long_list(reference_index *index, reference_term *term, reference_bytes postings,
                           reference_bytes positions, const place *at, uint32_t n_docs) {
  reference_cursor cursor = reference_from(postings, at->postings, at->postings_size);
  uint32_t n_blocks = (term->doc_freq + BLOCK - 1) / BLOCK;
  reference_take(&cursor, 1);
  reference_cursor best = take_part(&cursor, BEST * 6);
  reference_cursor last = take_part(&cursor, (uint64_t)n_blocks * 4);
  reference_cursor heads = take_part(&cursor, (uint64_t)n_blocks * 12);
  const uint8_t *data = cursor.next;
  uint64_t before = 0;
  for (uint32_t i = 0; i < n_blocks; i++) {
    uint32_t n = i + 1 < n_blocks ? BLOCK : term->doc_freq - i * BLOCK;
    block of = {term->postings + (size_t)i * BLOCK, n, before};
    reference_require(cursor.next == data + reference_number(&heads, 4), "blocks do not follow each other");
    uint64_t positions_start = reference_number(&heads, 4), widths = reference_number(&heads, 4);
    if ((widths & 31) == VARINTS)
      read_varints(&of, &cursor);
    else
      read_packed_block(&of, &cursor, widths);
    uint64_t last_doc = reference_number(&last, 4);
    reference_require(of.postings[n - 1].doc == last_doc, "a block does not end with its last article");
    before = last_doc + 1;
    reference_require(positions_start <= at->positions_size, "a block has no positions");
    reference_cursor of_block =
        reference_from(positions, at->positions + positions_start, at->positions_size - positions_start);
    read_positions(index, &of, &of_block);
  }
  check_best(term, &best);
  if ((uint64_t)term->doc_freq * 8 > n_docs)
    check_bits(term, n_docs, &cursor);
  reference_require(reference_left(&cursor) == 0, "a list has bytes left");
}

static void read_list(reference_index *index, reference_term *term, reference_bytes postings, reference_bytes positions,
                      const place *at, uint32_t n_docs) {
  if (term->doc_freq >= BLOCK) {
    read_long_list(index, term, postings, positions, at, n_docs);
    return;
  }
  block of = {term->postings, term->doc_freq, 0};
  if (term->doc_freq > 1) {
    reference_cursor cursor = reference_from(postings, at->postings, at->postings_size);
    reference_take(&cursor, 1);
    read_varints(&of, &cursor);
    reference_require(reference_left(&cursor) == 0, "a list has bytes left");
  }
  if (term->coll_freq > 1) {
    reference_cursor cursor = reference_from(positions, at->positions, at->positions_size);
    read_positions(index, &of, &cursor);
    reference_require(reference_left(&cursor) == 0, "positions have bytes left");
  }
}

/* --- Exact forms ----------------------------------------------------------------------------------------------------
 */

/* Bits that are taken from the front. */
typedef struct bits {
  reference_bytes bytes;
  uint64_t next;
} bits;

static uint64_t take_bits(bits *from, uint64_t n) {
  uint64_t number = 0;
  for (uint64_t i = 0; i < n; i++, from->next++) {
    reference_require(from->next < from->bytes.size * 8, "bits are missing");
    number |= (uint64_t)(from->bytes.data[from->next / 8] >> (from->next % 8) & 1) << i;
  }
  return number;
}

static uint64_t take_rice(bits *from, uint64_t low_size) {
  uint64_t high = 0;
  while (take_bits(from, 1) == 0)
    high++;
  return (high << low_size) + take_bits(from, low_size);
}

static uint64_t take_gamma(bits *from) {
  uint64_t width = take_rice(from, 0);
  return (UINT64_C(1) << width) + take_bits(from, width);
}

static bool has_ones(bits from) {
  while (from.next < from.bytes.size * 8)
    if (take_bits(&from, 1) == 1)
      return true;
  return false;
}

/* What all blocks of a list share. */
typedef struct exact_head {
  uint64_t n_forms, n_ranks, low_sizes[8];
} exact_head;

static void read_exact_head(exact_head *head, bits *from) {
  head->n_forms = take_gamma(from) + 1;
  head->n_ranks = head->n_forms - 2 < 7 ? head->n_forms - 2 : 7;
  for (uint64_t r = 1; r <= head->n_ranks; r++)
    head->low_sizes[r] = take_bits(from, 4);
}

static uint64_t read_rank(const exact_head *head, bits *from, uint64_t counts[8], bool known[8]) {
  for (uint64_t r = 1; r <= head->n_ranks; r++) {
    if (!known[r])
      counts[r] = take_rice(from, head->low_sizes[r]);
    known[r] = counts[r] > 0;
    if (counts[r]-- > 0)
      return r;
  }
  return head->n_forms <= 9 ? head->n_ranks + 1 : 7 + take_gamma(from);
}

static void set_rank(const block *of, uint64_t occurrence, uint64_t rank) {
  uint32_t i = 0;
  for (; i < of->n && occurrence >= of->postings[i].freq; i++)
    occurrence -= of->postings[i].freq;
  reference_require(i < of->n, "an exception is no occurrence of its block");
  of->postings[i].ranks[occurrence] = (uint32_t)rank;
}

static void read_exact_block(const block *of, const exact_head *head, bits from) {
  uint64_t counts[8] = {0}, occurrence = 0, low_size;
  bool known[8] = {false};
  if (!has_ones(from))
    return;
  low_size = take_bits(&from, 4);
  for (; has_ones(from); occurrence++) {
    occurrence += take_rice(&from, low_size);
    uint64_t rank = read_rank(head, &from, counts, known);
    reference_require(rank < head->n_forms, "a term has no form of a rank");
    set_rank(of, occurrence, rank);
  }
  reference_require(from.bytes.size * 8 - from.next < 8, "a block of exact forms has bytes left");
}

static void read_exact_forms(reference_index *index, reference_term *term, reference_bytes positions, const place *at) {
  uint64_t n_blocks = ((uint64_t)term->doc_freq + BLOCK - 1) / BLOCK;
  for (uint32_t i = 0; i < term->doc_freq; i++)
    term->postings[i].ranks = reference_alloc(index, term->postings[i].freq * sizeof(uint32_t));
  term->n_forms = 1;
  if (at->exact_size == 0)
    return;
  reference_cursor cursor = reference_from(positions, at->positions + at->positions_size, at->exact_size);
  unsigned width = n_blocks > 1 ? (unsigned)reference_number(&cursor, 1) : 0;
  const uint8_t *ends = reference_take_packed(&cursor, n_blocks - 1, width);
  reference_bytes blocks = reference_copy(index, cursor.next, reference_left(&cursor));
  exact_head head = {0};
  uint64_t start = 0;
  for (uint64_t i = 0; i < n_blocks; i++) {
    uint64_t end = i + 1 < n_blocks ? reference_packed(ends, i, width) : blocks.size;
    reference_require(start <= end && end <= blocks.size, "blocks of exact forms do not ascend");
    bits from = {{blocks.data + start, (size_t)(end - start)}, 0};
    if (i == 0)
      read_exact_head(&head, &from);
    block of = {term->postings + i * BLOCK, i + 1 < n_blocks ? BLOCK : term->doc_freq - (uint32_t)i * BLOCK, 0};
    read_exact_block(&of, &head, from);
    start = end;
  }
  term->n_forms = (uint32_t)head.n_forms;
}

/* Reads a term's value, which moves `at` to its lists, and the lists. */
static void read_term(reference_index *index, reference_term *term, reference_cursor *values, place *at) {
  at->postings += at->postings_size;
  at->positions += at->positions_size + at->exact_size;
  at->postings_size = at->positions_size = at->exact_size = 0;
  uint64_t value = reference_varint(values);
  term->doc_freq = (uint32_t)(value / 2);
  term->coll_freq = term->doc_freq + (value % 2 == 1 ? reference_varint(values) : 0);
  reference_require(term->doc_freq > 0, "a term has no articles");
  term->postings = reference_alloc(index, term->doc_freq * sizeof *term->postings);
  if (term->doc_freq == 1) {
    term->postings[0].doc = (uint32_t)reference_varint(values);
    term->postings[0].freq = (uint32_t)term->coll_freq;
  } else {
    at->postings_size = reference_varint(values);
  }
  if (term->coll_freq == 1) {
    term->postings[0].positions = reference_alloc(index, sizeof(uint32_t));
    term->postings[0].positions[0] = (uint32_t)reference_varint(values);
  } else {
    uint64_t size = reference_varint(values);
    at->positions_size = size / 2;
    at->exact_size = size % 2 == 1 ? reference_varint(values) : 0;
  }
}

static void read_forms(reference_index *index, reference_segment *segment, reference_bytes section) {
  reference_key *keys = reference_keys(index, section, &segment->n_forms);
  segment->forms = reference_alloc(index, (size_t)segment->n_forms * sizeof *segment->forms);
  reference_cursor values = {0};
  for (uint64_t i = 0; i < segment->n_forms; i++) {
    values = keys[i].index == 0 ? keys[i].values : values;
    reference_form *form = &segment->forms[i];
    form->form = keys[i].key;
    form->term = reference_varint(&values);
    uint64_t value = reference_varint(&values);
    form->doc_freq = (uint32_t)(value / 4);
    form->rank = (uint32_t)(value % 4);
    if (form->rank == 3)
      form->rank += (uint32_t)reference_varint(&values);
    reference_require(form->term < segment->n_terms, "a form has no term");
    reference_require(form->rank < segment->terms[form->term].n_forms, "a term has no form of a rank");
  }
}

void reference_read_terms(reference_index *index, reference_segment *segment, reference_bytes terms,
                          reference_bytes postings, reference_bytes positions, reference_bytes forms) {
  reference_key *keys = reference_keys(index, terms, &segment->n_terms);
  segment->terms = reference_alloc(index, (size_t)segment->n_terms * sizeof *segment->terms);
  reference_cursor values = {0};
  place at = {0};
  for (uint64_t i = 0; i < segment->n_terms; i++) {
    reference_term *term = &segment->terms[i];
    term->term = keys[i].key;
    if (keys[i].index == 0) {
      values = keys[i].values;
      uint64_t postings_start = reference_varint(&values), positions_start = reference_varint(&values);
      reference_require(postings_start == at.postings + at.postings_size &&
                            positions_start == at.positions + at.positions_size + at.exact_size,
                        "lists do not follow each other");
    }
    read_term(index, term, &values, &at);
    read_list(index, term, postings, positions, &at, segment->n_docs);
    read_exact_forms(index, term, positions, &at);
  }
  read_forms(index, segment, forms);
}

/* The filter after the keys has exactly their bits. */
static void check_filter(reference_index *index, const reference_key *keys, uint64_t n, reference_bytes filter) {
  const uint64_t n_bits = (uint64_t)filter.size * 8;
  uint8_t *expected = reference_alloc(index, filter.size);
  reference_require(n_bits / 2 < n * 8 || n_bits == 8, "the filter of variants is larger than it has to be");
  for (uint64_t i = 0; i < n; i++) {
    uint64_t bit = reference_hash(keys[i].key.data, keys[i].key.size, 0) % n_bits;
    expected[bit / 8] |= (uint8_t)(1 << bit % 8);
  }
  reference_require(memcmp(expected, filter.data, filter.size) == 0, "the filter of variants has other bits");
}

/* Takes the filter off the section's end. */
static reference_bytes take_filter(reference_bytes *variants) {
  const unsigned filter_bits = variants->data[variants->size - 1];
  reference_require(filter_bits >= 3 && filter_bits <= 32, "the filter of variants has an impossible size");
  const size_t size = (size_t)1 << (filter_bits - 3);
  reference_require(size < variants->size, "the filter of variants is cut short");
  variants->size -= size + 1;
  return (reference_bytes){variants->data + variants->size, size};
}

void reference_read_variants(reference_index *index, reference_segment *segment, reference_bytes variants) {
  if (variants.size == 0)
    return;
  const reference_bytes filter = take_filter(&variants);
  reference_key *keys = reference_keys(index, variants, &segment->n_variants);
  check_filter(index, keys, segment->n_variants, filter);
  segment->variants = reference_alloc(index, (size_t)segment->n_variants * sizeof *segment->variants);
  reference_cursor values = {0};
  for (uint64_t i = 0; i < segment->n_variants; i++) {
    reference_variant *variant = &segment->variants[i];
    values = keys[i].index == 0 ? keys[i].values : values;
    uint64_t next = 0, n = reference_varint(&values);
    reference_require(n > 0 && n <= segment->n_terms, "a term has no variants, or too many");
    *variant = (reference_variant){keys[i].key, (uint32_t)n, reference_alloc(index, (size_t)n * sizeof(uint64_t)),
                                   reference_alloc(index, (size_t)n * sizeof(uint32_t))};
    for (uint64_t k = 0; k < n; k++) {
      variant->terms[k] = next + reference_varint(&values);
      variant->doc_freqs[k] = (uint32_t)reference_varint(&values);
      next = variant->terms[k] + 1;
      reference_require(next <= segment->n_terms, "a variant has no term");
    }
  }
}
