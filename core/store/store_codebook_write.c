/* SPDX-License-Identifier: MIT */
/* store_codebook_write.c: chooses the words that a segment's texts are written with: those of its first texts that pay
 * for their place, the most frequent first.  Partner: store_word_codes_read.c.
 * Bytes: index-data/FORMAT.md, "Store dictionary". */
#include "base/memory.h"
#include "base/string_set.h"
#include "store/store_word_codes.h"

#include <stdlib.h>

enum { TAG_OTHER = 0, TAG_WORD = 1 };

/* A unit that is about to be counted. */
typedef struct pending {
  const char *unit;
  uint32_t size, tag;
  uint64_t hash;
} pending;

enum {
  AHEAD = 32,          /* units on their way */
  MAX_UNITS = 1 << 18, /* known at once: twice what ordinary text has, and few enough for the smallest memory budget */
  MAX_ENTRIES = 1 << 17,
};

struct qn__store_trainer {
  qn__string_set units; /* number: how often it was seen */
  uint64_t seen;        /* bytes of text */
  pending ring[AHEAD];
  size_t n_pushed; /* all in a text are counted in order */
};

qn_status qn__store_trainer_new(qn__store_trainer **out, qn_error *error) {
  qn__store_trainer *trainer = qn__calloc(1, sizeof *trainer);
  if (trainer == NULL)
    return qn__fail_memory(error);
  qn__string_set_init(&trainer->units);
  *out = trainer;
  return QN_OK;
}

void qn__store_trainer_free(qn__store_trainer *trainer) {
  if (trainer == NULL)
    return;
  qn__string_set_clear(&trainer->units);
  qn__free(trainer);
}

static uint32_t count_above(const qn__string_set *units, uint64_t floor) {
  uint32_t n = 0;
  for (uint32_t i = 0; i < units->n; i++)
    n += qn__string_set_get(units, i)->number > floor;
  return n;
}

/* Forgets the rarest units, half of them or more.  What is known depends on the texts only. */
static void forget_rare(qn__string_set *units) {
  qn__string_set kept;
  uint64_t floor = 1;
  while (count_above(units, floor) > MAX_UNITS / 2)
    floor *= 2;
  qn__string_set_init(&kept);
  for (uint32_t i = 0; i < units->n && !kept.failed; i++) {
    const qn__string_entry *unit = qn__string_set_get(units, i);
    qn__string_entry *copy = unit->number > floor ? qn__string_set_add(&kept, unit->tag, unit->data, unit->size) : NULL;
    if (copy != NULL)
      copy->number = unit->number;
  }
  qn__string_set_clear(units);
  *units = kept;
}

static void count_unit(qn__store_trainer *trainer, const pending *unit) {
  if (QN_UNLIKELY(trainer->units.n == MAX_UNITS))
    forget_rare(&trainer->units);
  qn__string_entry *entry = qn__string_set_add_hashed(&trainer->units, unit->hash, unit->tag, unit->unit, unit->size);
  if (entry != NULL)
    entry->number++;
}

static void push(qn__store_trainer *trainer, uint32_t tag, const char *unit, uint32_t size) {
  if (size == 0 || size > QN__DICTIONARY_TEXT_MAX)
    return;
  size_t n = trainer->n_pushed++;
  pending *place = &trainer->ring[n % AHEAD];
  if (n >= AHEAD)
    count_unit(trainer, place);
  *place = (pending){unit, size, tag, qn__string_set_hash(tag, unit, size)};
  qn__string_set_prefetch_slot(&trainer->units, place->hash);
  qn__string_set_prefetch_entry(&trainer->units, trainer->ring[(n + AHEAD / 2) % AHEAD].hash);
  qn__string_set_prefetch_string(&trainer->units, trainer->ring[(n + AHEAD / 4) % AHEAD].hash);
}

static void count_pending(qn__store_trainer *trainer) {
  size_t n = trainer->n_pushed;
  for (size_t i = n > AHEAD ? n - AHEAD : 0; i < n; i++)
    count_unit(trainer, &trainer->ring[i % AHEAD]);
  trainer->n_pushed = 0;
}

bool qn__store_train(qn__store_trainer *trainer, qn_string text, const qn__word *words, size_t n_words) {
  uint64_t left = QN__TRAINING_SIZE - trainer->seen;
  uint32_t next = 0;
  bool after_word = false;
  for (size_t i = 0; i < n_words && words[i].offset < left; i++) {
    qn__units units = qn__split_units(text.data, next, after_word, &words[i], i + 1 < n_words);
    push(trainer, TAG_OTHER, units.gap, units.gap_size);
    push(trainer, units.is_word ? TAG_WORD : TAG_OTHER, units.word, units.word_size);
    next = words[i].offset + units.word_size;
    after_word = units.is_word;
  }
  count_pending(trainer);
  trainer->seen += text.size < left ? text.size : left;
  return trainer->seen < QN__TRAINING_SIZE;
}

/* --- Choosing ----------------------------------------------------------------------------------------------------- */

/* The most frequent first, those of the same number in the order in which they were first seen. */
static int by_count(const void *left, const void *right) {
  const qn__string_entry *a = *(const qn__string_entry *const *)left, *b = *(const qn__string_entry *const *)right;
  if (a->number != b->number)
    return a->number > b->number ? -1 : 1;
  return a < b ? -1 : a > b;
}

/* Whether a unit saves more than its entry takes.  Deflate would have found about half of what a code saves.  Where the
 * training ended before the texts did, each unit comes again: several times more, as segments go. */
static bool pays(const qn__store_trainer *trainer, const qn__string_entry *unit, uint32_t code_size) {
  uint64_t escaped = 2 + unit->size, times = trainer->seen < QN__TRAINING_SIZE ? unit->number : unit->number * 4;
  return escaped > code_size && times * (escaped - code_size) > 2 * (unit->size + 4);
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
static const qn__string_entry **sort_candidates(const qn__store_trainer *trainer, uint32_t *n_candidates) {
  uint32_t n = 0;
  const qn__string_entry **candidates = qn__malloc(count_above(&trainer->units, 1) * sizeof *candidates);
  if (candidates == NULL)
    return NULL;
  for (uint32_t i = 0; i < trainer->units.n; i++)
    if (qn__string_set_get(&trainer->units, i)->number > 1)
      candidates[n++] = qn__string_set_get(&trainer->units, i);
  qsort(candidates, n, sizeof *candidates, by_count);
  *n_candidates = n;
  return candidates;
}

static void choose_entries(qn__store_codebook *codebook, const qn__store_trainer *trainer,
                           const qn__string_entry *const *candidates, uint32_t n) {
  for (uint32_t i = 0; i < n && codebook->n_entries < MAX_ENTRIES; i++) {
    const qn__string_entry *unit = candidates[i];
    if (!pays(trainer, unit, code_of_index(codebook->n_entries) >> 24))
      continue;
    uint32_t entry = (uint32_t)codebook->texts.size << 6 | (unit->size - 1) << 1 | unit->tag;
    qn__buffer_bytes(&codebook->texts, unit->data, unit->size);
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
  const qn__string_entry **candidates = sort_candidates(trainer, &n);
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
