/* SPDX-License-Identifier: MIT */
/* store_codebook_write.c: chooses the words that a segment's texts are written with: those of its first texts that pay
 * for their place, the most frequent first.  Partner: store_word_codes_read.c.
 * Bytes: index-data/FORMAT.md, "Store dictionary". */
#include "base/memory.h"
#include "store/store_unit_counts.h"

#include <stdlib.h>

enum { MAX_ENTRIES = 1 << 17 };

struct qn__store_trainer {
  qn__unit_counts units;
  uint64_t seen; /* bytes of text */
};

qn_status qn__store_trainer_new(qn__store_trainer **out, qn_error *error) {
  qn__store_trainer *trainer = qn__malloc(sizeof *trainer);
  if (trainer == NULL)
    return qn__fail_memory(error);
  trainer->seen = 0;
  const qn_status status = qn__unit_counts_init(&trainer->units, error);
  if (status == QN_OK)
    *out = trainer;
  else
    qn__free(trainer);
  return status;
}

void qn__store_trainer_free(qn__store_trainer *trainer) {
  if (trainer == NULL)
    return;
  qn__unit_counts_clear(&trainer->units);
  qn__free(trainer);
}

bool qn__store_train(qn__store_trainer *trainer, qn_string text, const qn__word *words, size_t n_words) {
  uint64_t left = QN__TRAINING_SIZE - trainer->seen;
  uint32_t next = 0;
  bool after_word = false;
  for (size_t i = 0; i < n_words && words[i].offset < left; i++) {
    const char *end = text.data + text.size;
    qn__units units = qn__split_units(text.data, next, after_word, &words[i], i + 1 < n_words);
    if (units.gap_size > 0 && units.gap_size <= QN__DICTIONARY_TEXT_MAX)
      qn__count_unit(&trainer->units, units.gap, units.gap_size, false, end);
    if (units.word_size > 0 && units.word_size <= QN__DICTIONARY_TEXT_MAX)
      qn__count_unit(&trainer->units, units.word, units.word_size, units.is_word, end);
    next = words[i].offset + units.word_size;
    after_word = units.is_word;
  }
  qn__count_pending_units(&trainer->units);
  trainer->seen += text.size < left ? text.size : left;
  return trainer->seen < QN__TRAINING_SIZE;
}

/* --- Choosing ----------------------------------------------------------------------------------------------------- */

/* The most frequent first, those of the same number in the order in which they were first seen. */
static int by_count(const void *left, const void *right) {
  const qn__counted_unit *a = *(const qn__counted_unit *const *)left, *b = *(const qn__counted_unit *const *)right;
  if (a->number != b->number)
    return a->number > b->number ? -1 : 1;
  return a < b ? -1 : a > b;
}

/* Whether a unit saves more than its entry takes.  Deflate would have found about half of what a code saves.  Where the
 * training ended before the texts did, each unit comes again: several times more, as segments go. */
static bool pays(const qn__store_trainer *trainer, const qn__counted_unit *unit, uint32_t code_size) {
  const uint64_t size = qn__entry_size(unit->entry), escaped = 2 + size, number = unit->number;
  const uint64_t times = trainer->seen < QN__TRAINING_SIZE ? number : number * 4;
  return escaped > code_size && times * (escaped - code_size) > 2 * (size + 4);
}

static uint32_t code_of_index(uint32_t index) {
  if (index < QN__WORD_CODES_1)
    return UINT32_C(1) << 24 | index;
  index -= QN__WORD_CODES_1;
  if (index < QN__WORD_CODES_2)
    return UINT32_C(2) << 24 | (index & 255) << 8 | (QN__WORD_CODES_2_FROM + (index >> 8));
  index -= QN__WORD_CODES_2;
  return UINT32_C(3) << 24 | (index & 255) << 16 | (index & 0xff00) | (QN__WORD_CODES_3_FROM + (index >> 16));
}

/* The units that were seen more than once. */
static const qn__counted_unit **sort_candidates(qn__store_trainer *trainer, uint32_t *n_candidates) {
  const qn__counted_unit *units = qn__counted_units(&trainer->units);
  const qn__counted_unit **candidates = qn__malloc(trainer->units.n * sizeof *candidates);
  uint32_t n = 0;
  if (candidates == NULL)
    return NULL;
  for (uint32_t i = 0; i < trainer->units.n; i++)
    if (units[i].number > 1)
      candidates[n++] = &units[i];
  qsort(candidates, n, sizeof *candidates, by_count);
  *n_candidates = n;
  return candidates;
}

static void choose_entries(qn__store_codebook *codebook, const qn__store_trainer *trainer,
                           const qn__counted_unit *const *candidates, uint32_t n) {
  for (uint32_t i = 0; i < n && codebook->n_entries < MAX_ENTRIES; i++) {
    const qn__counted_unit *unit = candidates[i];
    if (!pays(trainer, unit, code_of_index(codebook->n_entries) >> 24))
      continue;
    uint32_t entry = (uint32_t)codebook->texts.size << 6 | (unit->entry & 63);
    qn__buffer_bytes(&codebook->texts, trainer->units.texts.data + qn__entry_offset(unit->entry),
                     qn__entry_size(unit->entry));
    qn__buffer_u32(&codebook->entries, entry);
    codebook->n_entries++;
  }
}

static void note_gap(qn__store_codebook *codebook, uint32_t entry, uint32_t code) {
  const uint8_t *text = codebook->texts.data + qn__entry_offset(entry);
  uint32_t size = qn__entry_size(entry);
  uint8_t second = size > 1 ? text[1] : 0;
  if (!(entry & 1) && size <= 2 && (text[0] | second) < 0x80)
    codebook->gaps[qn__gap_index(text[0], second)] = code;
}

static bool make_slots(qn__store_codebook *codebook) {
  size_t n = 1024;
  while (n * 3 < (size_t)codebook->n_entries * 4)
    n *= 2;
  codebook->slots = qn__calloc(n, sizeof *codebook->slots);
  if (codebook->slots == NULL)
    return false;
  codebook->mask = n - 1;
  const char *texts = (const char *)codebook->texts.data;
  for (uint32_t i = 0; i < codebook->n_entries; i++) {
    uint32_t entry = qn__load_u32(codebook->entries.data + (size_t)i * 4);
    uint64_t key = qn__unit_key(texts + qn__entry_offset(entry), qn__entry_size(entry), texts + codebook->texts.size);
    size_t at = qn__unit_home(codebook, key, entry & 1);
    while (codebook->slots[at].code != 0)
      at = (at + 1) & codebook->mask;
    codebook->slots[at] = (qn__code_slot){key, code_of_index(i), entry};
    note_gap(codebook, entry, code_of_index(i));
  }
  return true;
}

qn_status qn__store_codebook_new(qn__store_codebook **out, qn__store_trainer *trainer, qn_error *error) {
  if (trainer->units.failed)
    return qn__fail_memory(error);
  qn__store_codebook *codebook = qn__calloc(1, sizeof *codebook);
  uint32_t n = 0;
  const qn__counted_unit **candidates = sort_candidates(trainer, &n);
  bool made = false;
  if (codebook != NULL && candidates != NULL) {
    choose_entries(codebook, trainer, candidates, n);
    made = !codebook->texts.failed && !codebook->entries.failed && make_slots(codebook);
  }
  qn__free(candidates);
  if (!made) {
    qn__store_codebook_free(codebook);
    return qn__fail_memory(error);
  }
  if (trainer->seen < QN__TRAINING_MIN || codebook->n_entries < QN__WORD_CODES_1) {
    qn__store_codebook_free(codebook);
    codebook = NULL;
  }
  *out = codebook;
  return QN_OK;
}

void qn__store_codebook_free(qn__store_codebook *codebook) {
  if (codebook == NULL)
    return;
  qn__buffer_clear(&codebook->texts);
  qn__buffer_clear(&codebook->entries);
  qn__free(codebook->slots);
  qn__free(codebook);
}

void qn__store_codebook_write(const qn__store_codebook *codebook, qn__output *output) {
  uint8_t trailer[8];
  qn__store_u32(trailer, codebook->n_entries);
  qn__store_u32(trailer + 4, (uint32_t)codebook->texts.size);
  qn__output_bytes(output, codebook->texts.data, codebook->texts.size);
  qn__output_bytes(output, codebook->entries.data, codebook->entries.size);
  qn__output_bytes(output, trailer, sizeof trailer);
}
