/* SPDX-License-Identifier: MIT */
/* store_unit_counts_write.c: counts units in a hash table whose slots have the numbers.  Where there are too many
 * units, the rarest are forgotten.  What is known depends on the texts only. */
#include "store/store_unit_counts.h"

#include "base/memory.h"

enum {
  FIRST_SLOTS = 256,
  LOW_BITS = 63, /* of an entry: its size and whether it is a word */
};

qn_status qn__unit_counts_init(qn__unit_counts *counts, qn_error *error) {
  *counts = (qn__unit_counts){.mask = FIRST_SLOTS - 1};
  counts->slots = qn__calloc(FIRST_SLOTS, sizeof *counts->slots);
  return counts->slots == NULL ? qn__fail_memory(error) : QN_OK;
}

void qn__unit_counts_clear(qn__unit_counts *counts) {
  qn__free(counts->slots);
  qn__buffer_clear(&counts->units);
  qn__buffer_clear(&counts->texts);
}

QN_ALWAYS_INLINE uint32_t size_of(const qn__pending_unit *unit) {
  return qn__entry_size(unit->low_bits);
}

QN_ALWAYS_INLINE bool has_unit(const qn__unit_counts *counts, const qn__unit_slot *slot, const qn__pending_unit *unit) {
  if (slot->key != unit->key || (slot->unit & LOW_BITS) != unit->low_bits)
    return false;
  const qn__counted_unit *known = QN__ARRAY(qn__counted_unit, &counts->units) + (slot->unit >> 6);
  return size_of(unit) <= 8 ||
         memcmp(counts->texts.data + qn__entry_offset(known->entry), unit->unit, size_of(unit)) == 0;
}

/* Where a unit is, or the free slot where it would go. */
QN_ALWAYS_INLINE qn__unit_slot *find_unit_slot(const qn__unit_counts *counts, const qn__pending_unit *unit) {
  for (size_t i = (size_t)unit->hash & counts->mask;; i = (i + 1) & counts->mask)
    if (counts->slots[i].number == 0 || has_unit(counts, &counts->slots[i], unit))
      return &counts->slots[i];
}

static bool grow_slots(qn__unit_counts *counts) {
  const size_t mask = counts->mask * 2 + 1;
  qn__unit_slot *slots = qn__calloc(mask + 1, sizeof *slots);
  if (slots == NULL)
    return false;
  for (size_t i = 0; i <= counts->mask; i++) {
    const qn__unit_slot *slot = &counts->slots[i];
    size_t at = (size_t)qn__unit_hash(slot->key, slot->unit & 1) & mask;
    while (slot->number > 0 && slots[at].number > 0)
      at = (at + 1) & mask;
    if (slot->number > 0)
      slots[at] = *slot;
  }
  qn__free(counts->slots);
  counts->slots = slots;
  counts->mask = mask;
  return true;
}

/* Adds a unit that was seen so many times. */
static QN_NOINLINE void add_unit(qn__unit_counts *counts, const qn__pending_unit *unit, uint32_t number) {
  const qn__counted_unit added = {.entry = (uint32_t)counts->texts.size << 6 | unit->low_bits};
  if (counts->failed || (counts->n > counts->mask / 2 && !grow_slots(counts))) {
    counts->failed = true;
    return;
  }
  qn__buffer_bytes(&counts->texts, unit->unit, size_of(unit));
  qn__buffer_bytes(&counts->units, &added, sizeof added);
  if (counts->texts.failed || counts->units.failed)
    counts->failed = true;
  else
    *find_unit_slot(counts, unit) = (qn__unit_slot){unit->key, number, counts->n++ << 6 | unit->low_bits};
}

const qn__counted_unit *qn__counted_units(qn__unit_counts *counts) {
  qn__counted_unit *units = QN__ARRAY(qn__counted_unit, &counts->units);
  for (size_t i = 0; i <= counts->mask; i++)
    if (counts->slots[i].number > 0)
      units[counts->slots[i].unit >> 6].number = counts->slots[i].number;
  return units;
}

static uint32_t count_above(const qn__counted_unit *units, uint32_t n_units, uint32_t floor) {
  uint32_t n = 0;
  for (uint32_t i = 0; i < n_units; i++)
    n += units[i].number > floor;
  return n;
}

/* Unlike a dictionary, texts may have many long units that begin and end alike: numbers of parts, say. */
QN_ALWAYS_INLINE qn__pending_unit make_pending(const char *unit, uint32_t size, bool is_word, const char *end) {
  const uint64_t key = size <= 8 ? qn__unit_key(unit, size, end) : qn__hash(unit, size, 0);
  return (qn__pending_unit){unit, key, qn__unit_hash(key, is_word), (size - 1) << 1 | is_word};
}

/* Forgets the rarest units, half of them or more. */
static QN_NOINLINE void forget_rare(qn__unit_counts *counts) {
  qn__unit_counts kept;
  const qn__counted_unit *units = qn__counted_units(counts);
  const char *texts = (const char *)counts->texts.data;
  uint32_t floor = 1;
  while (count_above(units, counts->n, floor) > QN__UNIT_COUNTS_MAX / 2)
    floor *= 2;
  if (counts->failed || qn__unit_counts_init(&kept, NULL) != QN_OK) {
    counts->failed = true;
    return;
  }
  for (uint32_t i = 0; i < counts->n; i++) {
    const uint32_t entry = units[i].entry;
    const qn__pending_unit unit =
        make_pending(texts + qn__entry_offset(entry), qn__entry_size(entry), entry & 1, texts + counts->texts.size);
    if (units[i].number > floor)
      add_unit(&kept, &unit, units[i].number);
  }
  memcpy(kept.ring, counts->ring, sizeof kept.ring);
  kept.n_pushed = counts->n_pushed;
  qn__unit_counts_clear(counts);
  *counts = kept;
}

QN_ALWAYS_INLINE void count_one(qn__unit_counts *counts, const qn__pending_unit *unit) {
  if (QN_UNLIKELY(counts->n == QN__UNIT_COUNTS_MAX))
    forget_rare(counts);
  qn__unit_slot *slot = find_unit_slot(counts, unit);
  if (QN_LIKELY(slot->number > 0))
    slot->number++;
  else
    add_unit(counts, unit, 1);
}

void qn__count_unit(qn__unit_counts *counts, const char *unit, uint32_t size, bool is_word, const char *end) {
  const size_t n = counts->n_pushed++;
  qn__pending_unit *place = &counts->ring[n % QN__UNITS_AHEAD];
  if (n >= QN__UNITS_AHEAD)
    count_one(counts, place);
  *place = make_pending(unit, size, is_word, end);
  QN_PREFETCH(&counts->slots[place->hash & counts->mask]);
}

void qn__count_pending_units(qn__unit_counts *counts) {
  const size_t n = counts->n_pushed;
  for (size_t i = n > QN__UNITS_AHEAD ? n - QN__UNITS_AHEAD : 0; i < n; i++)
    count_one(counts, &counts->ring[i % QN__UNITS_AHEAD]);
  counts->n_pushed = 0;
}
