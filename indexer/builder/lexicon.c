/* SPDX-License-Identifier: MIT */
/* lexicon.c: a hash table of words.  Words of up to 14 bytes are their own key, so that most look-ups touch one cache
 * line; slots are prefetched, a block of words at a time.
 *
 *     key of a short word:  bytes, lower-cased | zeros to 14 | language | size
 *     key of a long word:   4 bytes where its string is | 10 bytes of hash | language | size
 *
 * A long word is looked up with 0 in place of its string.  No key in the table has 0 there, so that only a comparison
 * of the strings can find it.
 *
 * Lower-casing ASCII letters loses nothing, since forms are case-folded anyway; Turkish words are left as they are. */
#include "builder/lexicon.h"

#include "base/hash.h"
#include "base/memory.h"

#if QN_SSE2
#include <emmintrin.h>
#endif

enum {
  SHORT_WORD = 14,
  LOOK_AHEAD = 32, /* words whose slots are fetched before the first of them is looked at */
  FIRST_SLOTS = 1 << 12,
  FIRST_STRINGS = 1 << 12,
};
#define NO_SLOT UINT32_MAX

/* --- sets of strings --------------------------------------------------------------------------------------------- */

static void table_clear(qn__string_table *table) {
  qn__table_free(table->slots, (table->mask + 1) * sizeof *table->slots);
  *table = (qn__string_table){NULL, 0};
}

static qn_status table_resize(qn__string_table *table, size_t n_slots, qn_error *error) {
  qn__string_table larger = {qn__table_alloc(n_slots * sizeof *larger.slots), n_slots - 1};
  if (larger.slots == NULL)
    return qn__fail_memory(error);
  for (size_t i = 0; table->slots != NULL && i <= table->mask; i++) {
    if (table->slots[i].number == 0)
      continue;
    size_t at = table->slots[i].hash & larger.mask;
    while (larger.slots[at].number != 0)
      at = (at + 1) & larger.mask;
    larger.slots[at] = table->slots[i];
  }
  table_clear(table);
  *table = larger;
  return QN_OK;
}

/* --- the whole ---------------------------------------------------------------------------------------------------- */

qn_status qn__lexicon_init(qn__lexicon *lexicon, uint8_t default_language, const qn__store_codebook *codebook,
                           qn_error *error) {
  *lexicon = (qn__lexicon){
      .codebook = codebook, .default_language = default_language, .mask = FIRST_SLOTS - 1, .n_forms = 1, .n_terms = 1};
  qn__buffer_init(&lexicon->strings);
  lexicon->slots = qn__table_alloc(FIRST_SLOTS * sizeof *lexicon->slots);
  qn_status status = lexicon->slots == NULL ? qn__fail_memory(error) : qn__analyzer_new(&lexicon->analyzer, error);
  if (status == QN_OK)
    status = table_resize(&lexicon->form_table, FIRST_STRINGS, error);
  return status == QN_OK ? table_resize(&lexicon->term_table, FIRST_STRINGS, error) : status;
}

void qn__lexicon_clear(qn__lexicon *lexicon) {
  qn__table_free(lexicon->slots, (lexicon->mask + 1) * sizeof *lexicon->slots);
  qn__free(lexicon->forms);
  qn__free(lexicon->terms);
  table_clear(&lexicon->form_table);
  table_clear(&lexicon->term_table);
  qn__buffer_clear(&lexicon->strings);
  qn__analyzer_free(lexicon->analyzer);
  *lexicon = (qn__lexicon){.analyzer = NULL};
}

void qn__lexicon_empty(qn__lexicon *lexicon) {
  memset(lexicon->slots, 0, (lexicon->mask + 1) * sizeof *lexicon->slots);
  memset(lexicon->form_table.slots, 0, (lexicon->form_table.mask + 1) * sizeof(qn__string_slot));
  memset(lexicon->term_table.slots, 0, (lexicon->term_table.mask + 1) * sizeof(qn__string_slot));
  lexicon->n_slots = 0;
  lexicon->n_forms = lexicon->n_terms = 1;
  qn__buffer_reset(&lexicon->strings);
}

void qn__lexicon_collect(qn__lexicon *lexicon) {
  for (size_t i = 0; i <= lexicon->mask; i++) {
    qn__lexicon_slot *slot = &lexicon->slots[i];
    if (slot->form == QN__NO_FORM || slot->is_alias)
      continue;
    lexicon->forms[slot->form].doc_freq = slot->doc_freq;
    slot->doc_freq = 0;
    slot->last_doc = QN__LEXICON_DOCS;
  }
}

/* --- forms and terms ---------------------------------------------------------------------------------------------- */

/* Prefetches the first slot that a string may have. */
static void prefetch_string(const qn__string_table *table, const char *bytes, size_t size) {
  QN_PREFETCH(&table->slots[(uint32_t)qn__hash(bytes, size, 0) & table->mask]);
}

static qn_status add_string(qn__lexicon *lexicon, const void *bytes, size_t size, uint32_t *string, qn_error *error) {
  if (lexicon->strings.size + size > UINT32_MAX)
    return qn__fail(error, QN_TOO_LARGE, "an article has more distinct words than can be held");
  *string = (uint32_t)lexicon->strings.size;
  qn__buffer_bytes(&lexicon->strings, bytes, size);
  return lexicon->strings.failed ? qn__fail_memory(error) : QN_OK;
}

/* Makes room for one more element after the `n` of an array. */
static qn_status grow_array(void **array, uint32_t n, uint32_t *capacity, size_t size, qn_error *error) {
  if (n < *capacity)
    return QN_OK;
  uint32_t larger = *capacity == 0 ? 1024 : *capacity * 2;
  void *memory = qn__realloc(*array, larger * size);
  if (memory == NULL)
    return qn__fail_memory(error);
  *array = memory;
  *capacity = larger;
  return QN_OK;
}

static bool same_string(const qn__lexicon *lexicon, uint32_t string, uint32_t string_size, const char *bytes,
                        size_t size) {
  return string_size == size && memcmp(qn__lexicon_string(lexicon, string), bytes, size) == 0;
}

static qn_status find_term(qn__lexicon *lexicon, const char *bytes, size_t size, uint32_t *found, qn_error *error) {
  qn__string_table *table = &lexicon->term_table;
  uint32_t hash = (uint32_t)qn__hash(bytes, size, 0);
  size_t at = hash & table->mask;
  for (; table->slots[at].number != 0; at = (at + 1) & table->mask) {
    const qn__lexicon_term *term = &lexicon->terms[table->slots[at].number];
    if (table->slots[at].hash == hash && same_string(lexicon, term->string, term->size, bytes, size)) {
      *found = table->slots[at].number;
      return QN_OK;
    }
  }
  uint32_t string = 0;
  qn_status status =
      grow_array((void **)&lexicon->terms, lexicon->n_terms, &lexicon->terms_capacity, sizeof *lexicon->terms, error);
  if (status == QN_OK)
    status = add_string(lexicon, bytes, size, &string, error);
  if (status != QN_OK)
    return status;
  lexicon->terms[lexicon->n_terms] = (qn__lexicon_term){.string = string, .size = (uint32_t)size};
  *found = lexicon->n_terms++;
  table->slots[at] = (qn__string_slot){*found, hash};
  return lexicon->n_terms * 2 > table->mask ? table_resize(table, (table->mask + 1) * 2, error) : QN_OK;
}

/* A form is its bytes and the language tag byte of its term, which its hash leaves aside. */
static qn_status find_form(qn__lexicon *lexicon, const qn__analyzed *word, uint32_t *found, qn_error *error) {
  qn__string_table *table = &lexicon->form_table;
  uint8_t tag = (uint8_t)word->term[0];
  uint32_t hash = (uint32_t)qn__hash(word->form, word->form_size, 0);
  size_t at = hash & table->mask;
  for (; table->slots[at].number != 0; at = (at + 1) & table->mask) {
    const qn__lexicon_form *form = &lexicon->forms[table->slots[at].number];
    if (table->slots[at].hash == hash && same_string(lexicon, form->string, form->size, word->form, word->form_size) &&
        *qn__lexicon_string(lexicon, lexicon->terms[form->term].string) == tag) {
      *found = table->slots[at].number;
      return QN_OK;
    }
  }
  uint32_t string = 0, term = 0;
  qn_status status =
      grow_array((void **)&lexicon->forms, lexicon->n_forms, &lexicon->forms_capacity, sizeof *lexicon->forms, error);
  if (status == QN_OK)
    status = add_string(lexicon, word->form, word->form_size, &string, error);
  if (status == QN_OK)
    status = find_term(lexicon, word->term, word->term_size, &term, error);
  if (status != QN_OK)
    return status;
  lexicon->forms[lexicon->n_forms] = (qn__lexicon_form){.string = string,
                                                        .size = (uint32_t)word->form_size,
                                                        .term = term,
                                                        .next = lexicon->terms[term].first_form,
                                                        .slot = NO_SLOT,
                                                        .hash = hash};
  lexicon->terms[term].first_form = lexicon->n_forms;
  *found = lexicon->n_forms++;
  table->slots[at] = (qn__string_slot){*found, hash};
  return lexicon->n_forms * 2 > table->mask ? table_resize(table, (table->mask + 1) * 2, error) : QN_OK;
}

/* --- words -------------------------------------------------------------------------------------------------------- */

/* The bits that lower-casing may set: none where I is not the capital of i. */
static uint64_t case_mask(const qn__lexicon *lexicon, uint8_t language) {
  bool is_turkish = language == QN__LANGUAGE_TURKISH || lexicon->default_language == QN__LANGUAGE_TURKISH;
  return is_turkish ? 0 : UINT64_C(0x2020202020202020);
}

static void lower_word(const char *word, size_t size, uint64_t mask, char *out) {
  for (size_t i = 0; i < size; i++)
    out[i] = (char)(word[i] >= 'A' && word[i] <= 'Z' ? word[i] | (char)(mask & 0x20) : word[i]);
}

/* Makes the key of a short word; returns a bit for each byte that lower-casing changed. */
#if QN_SSE2 && defined(__x86_64__) /* 64 bits leave a vector at once */
QN_ALWAYS_INLINE uint32_t make_short_key(const char *word, size_t size, uint64_t mask, uint64_t key[2]) {
  static const uint8_t first_bytes[32] = {255, 255, 255, 255, 255, 255, 255, 255,
                                          255, 255, 255, 255, 255, 255, 255, 255};
  __m128i bytes = _mm_and_si128(_mm_loadu_si128((const __m128i *)(const void *)word),
                                _mm_loadu_si128((const __m128i *)(const void *)(first_bytes + 16 - size)));
  /* A to Z become the lowest values of signed bytes. */
  __m128i capitals = _mm_cmplt_epi8(_mm_sub_epi8(bytes, _mm_set1_epi8((char)('A' + 128))), _mm_set1_epi8(-128 + 26));
  __m128i bits = _mm_and_si128(capitals, _mm_set1_epi64x((int64_t)mask));
  bytes = _mm_or_si128(bytes, bits);
  key[0] = (uint64_t)_mm_cvtsi128_si64(bytes);
  key[1] = (uint64_t)_mm_cvtsi128_si64(_mm_unpackhi_epi64(bytes, bytes));
  return (uint32_t)_mm_movemask_epi8(_mm_slli_epi16(bits, 2));
}
#else
/* The ASCII capitals among eight bytes: 0x20 in the place of each. */
QN_ALWAYS_INLINE uint64_t capitals_of(uint64_t bytes) {
  const uint64_t ones = UINT64_C(0x0101010101010101);
  uint64_t low = bytes & (ones * 0x7f);
  uint64_t above_z = low + ones * (0x7f - 'Z'), from_a = low + ones * (0x80 - 'A');
  return ((from_a ^ above_z) & ~bytes & (ones * 0x80)) >> 2;
}

/* A bit for each byte that is 0x20; the others are 0. */
QN_ALWAYS_INLINE uint32_t gather_bits(uint64_t bits) {
  return (uint32_t)((bits >> 5) * UINT64_C(0x0102040810204080) >> 56);
}

QN_ALWAYS_INLINE uint32_t make_short_key(const char *word, size_t size, uint64_t mask, uint64_t key[2]) {
  uint64_t first_mask = size >= 8 ? UINT64_MAX : (UINT64_C(1) << (size * 8)) - 1;
  uint64_t second_mask = size <= 8 ? 0 : (UINT64_C(1) << ((size - 8) * 8)) - 1;
  uint64_t first = qn__load_u64((const uint8_t *)word) & first_mask;
  uint64_t second = qn__load_u64((const uint8_t *)word + 8) & second_mask;
  uint64_t first_bits = capitals_of(first) & mask, second_bits = capitals_of(second) & mask;
  key[0] = first | first_bits;
  key[1] = second | second_bits;
  return gather_bits(first_bits) | gather_bits(second_bits) << 8;
}
#endif

/* The key of a long word lacks its string. */
static uint32_t make_long_key(const char *word, size_t size, uint64_t mask, uint64_t key[2]) {
  char lowered[QN__WORD_MAX];
  lower_word(word, size, mask, lowered);
  key[0] = qn__hash(lowered, size, 0) << 32;
  key[1] = qn__hash(lowered, size, 1) >> 16;
  uint32_t changed = 0;
  for (size_t i = 0; i < size; i++)
    changed |= (uint32_t)(lowered[i] != word[i]) << (i < 16 ? i : 16);
  return changed;
}

/* The hash of a key; that of a long word without its string. */
QN_ALWAYS_INLINE size_t hash_key(uint64_t first, uint64_t second) {
  return (size_t)qn__multiply_mix(first ^ QN__HASH_A, second ^ QN__HASH_B);
}

QN_ALWAYS_INLINE bool is_long(const uint64_t key[2]) {
  return key[1] >> 56 > SHORT_WORD;
}

static bool same_long_word(const qn__lexicon *lexicon, const qn__lexicon_slot *slot, const char *word,
                           const uint64_t key[2], uint64_t mask) {
  char lowered[QN__WORD_MAX];
  size_t size = (size_t)(key[1] >> 56);
  if (slot->key[0] >> 32 != key[0] >> 32 || slot->key[1] != key[1])
    return false;
  lower_word(word, size, mask, lowered);
  return memcmp(qn__lexicon_string(lexicon, (uint32_t)slot->key[0]), lowered, size) == 0;
}

static qn_status grow_slots(qn__lexicon *lexicon, qn_error *error) {
  size_t n = (lexicon->mask + 1) * 2;
  qn__lexicon_slot *slots = qn__table_alloc(n * sizeof *slots);
  if (slots == NULL)
    return qn__fail_memory(error);
  for (size_t i = 0; i <= lexicon->mask; i++) {
    const qn__lexicon_slot *slot = &lexicon->slots[i];
    if (slot->form == QN__NO_FORM)
      continue;
    uint64_t first = is_long(slot->key) ? slot->key[0] >> 32 << 32 : slot->key[0];
    size_t at = hash_key(first, slot->key[1]) & (n - 1);
    while (slots[at].form != QN__NO_FORM)
      at = (at + 1) & (n - 1);
    slots[at] = *slot;
    if (!slot->is_alias)
      lexicon->forms[slot->form].slot = (uint32_t)at;
  }
  qn__table_free(lexicon->slots, (lexicon->mask + 1) * sizeof *slots);
  lexicon->slots = slots;
  lexicon->mask = n - 1;
  return QN_OK;
}

/* The slot of a word: its own, or the empty one that it should have. */
QN_ALWAYS_INLINE qn__lexicon_slot *find_word_slot(const qn__lexicon *lexicon, const char *word, const uint64_t key[2],
                                                  size_t hash, uint64_t mask) {
  for (size_t at = hash & lexicon->mask;; at = (at + 1) & lexicon->mask) {
    qn__lexicon_slot *slot = &lexicon->slots[at];
    if (QN_LIKELY((slot->key[0] == key[0]) & (slot->key[1] == key[1])))
      return slot;
    if (slot->form == QN__NO_FORM)
      return slot;
    if (QN_UNLIKELY(is_long(key)) && same_long_word(lexicon, slot, word, key, mask))
      return slot;
  }
}

/* A word that will be looked up soon: its slot is being prefetched. */
typedef struct pending {
  uint64_t key[2];
  size_t hash;
  uint32_t changed; /* a bit for each of the first bytes that is not as the key has it */
} pending;

/* Prefetches, while the word is being analysed, what is needed after that: its code, and the slot of its form,
 * which for most words is the word with its letters lowered. */
static void prefetch_new(const qn__lexicon *lexicon, const char *word, const char *lowered, uint32_t size) {
  prefetch_string(&lexicon->form_table, lowered, size);
  if (lexicon->codebook != NULL)
    qn__store_prefetch_code(lexicon->codebook, word, size);
}

/* The code that the store writes a word as: looked up once as the key has it, and once with a capital first. */
QN_ALWAYS_INLINE uint32_t store_code_of(const qn__lexicon *lexicon, qn__lexicon_slot *slot, const char *text,
                                        const qn__word *word, uint32_t changed) {
  if (QN_UNLIKELY(changed > 1))
    return QN__WORD_CODE_UNKNOWN;
  uint32_t *code = &slot->codes[changed];
  if (QN_UNLIKELY(*code == QN__WORD_CODE_UNKNOWN) && lexicon->codebook != NULL)
    *code = qn__store_word_code(lexicon->codebook, text + word->offset, word->size);
  return *code;
}

/* Analyses a word that is not in the table and puts it into *slot, which is empty; the table may grow, and the slot
 * move.
 */
static QN_NOINLINE qn_status add_word(qn__lexicon *lexicon, qn__lexicon_slot **slot, const char *text,
                                      const qn__word *word, uint8_t language, const pending *found, qn_error *error) {
  qn__analyzed analyzed;
  uint32_t form = 0, string = 0;
  uint64_t mask = case_mask(lexicon, language);
  const char *bytes = text + word->offset;
  char lowered[QN__WORD_MAX];
  lower_word(bytes, word->size, mask, lowered);
  prefetch_new(lexicon, bytes, lowered, word->size);
  qn_status status = qn__analyze(lexicon->analyzer, bytes, word->size, (qn__word_kind)word->kind, language,
                                 lexicon->default_language, &analyzed, error);
  if (status != QN_OK)
    return status;
  prefetch_string(&lexicon->term_table, analyzed.term, analyzed.term_size);
  status = find_form(lexicon, &analyzed, &form, error);
  if (status == QN_OK && word->size > SHORT_WORD)
    status = add_string(lexicon, lowered, word->size, &string, error);
  if (status == QN_OK && lexicon->n_slots * 10 > lexicon->mask * 7) {
    status = grow_slots(lexicon, error);
    if (status == QN_OK)
      *slot = find_word_slot(lexicon, bytes, found->key, found->hash, mask);
  }
  if (status != QN_OK)
    return status;
  qn__lexicon_form *own = &lexicon->forms[form];
  **slot = (qn__lexicon_slot){.key = {found->key[0] | string, found->key[1]},
                              .form = form & INT32_MAX,
                              .is_alias = own->slot != NO_SLOT,
                              .last_doc = QN__LEXICON_DOCS};
  if (!(*slot)->is_alias)
    own->slot = (uint32_t)(*slot - lexicon->slots);
  lexicon->n_slots++;
  return QN_OK;
}

QN_ALWAYS_INLINE void prefetch_slot(const qn__lexicon *lexicon, const char *text, const qn__word *word,
                                    uint8_t language, uint64_t mask, pending *out) {
  const char *bytes = text + word->offset;
  out->changed = QN_LIKELY(word->size <= SHORT_WORD) ? make_short_key(bytes, word->size, mask, out->key)
                                                     : make_long_key(bytes, word->size, mask, out->key);
  out->key[1] |= (uint64_t)word->size << 56 | (uint64_t)language << 48;
  out->hash = hash_key(out->key[0], out->key[1]);
  QN_PREFETCH(&lexicon->slots[out->hash & lexicon->mask]);
}

static void count_slot(qn__lexicon_slot *slot, uint32_t doc) {
  slot->doc_freq = (uint16_t)(slot->doc_freq + (slot->last_doc != doc));
  slot->last_doc = (uint16_t)doc;
}

void qn__lexicon_count(qn__lexicon *lexicon, uint32_t form, uint32_t doc) {
  count_slot(&lexicon->slots[lexicon->forms[form].slot], doc);
}

/* `codes` NULL: the words are not counted. */
QN_ALWAYS_INLINE qn_status look_up(qn__lexicon *lexicon, const qn__lexicon_query *query, uint32_t *forms,
                                   uint32_t *codes, qn_error *error) {
  pending ring[LOOK_AHEAD];
  const char *text = query->text;
  const qn__word *words = query->words;
  const size_t n = query->n_words;
  const uint8_t language = query->language;
  const uint32_t doc = query->doc;
  uint64_t mask = case_mask(lexicon, language);
  for (size_t i = 0; i < n && i < LOOK_AHEAD; i++)
    prefetch_slot(lexicon, text, &words[i], language, mask, &ring[i]);
  for (size_t i = 0; i < n; i++) {
    const pending *word = &ring[i % LOOK_AHEAD];
    qn__lexicon_slot *slot = find_word_slot(lexicon, text + words[i].offset, word->key, word->hash, mask);
    if (QN_UNLIKELY(slot->form == QN__NO_FORM)) {
      qn__lexicon_slot *added = slot;
      qn_status status = add_word(lexicon, &added, text, &words[i], language, word, error);
      if (status != QN_OK)
        return status;
      slot = added;
    }
    forms[i] = slot->form;
    if (codes != NULL) {
      codes[i] = store_code_of(lexicon, slot, text, &words[i], word->changed);
      if (QN_UNLIKELY(slot->is_alias))
        slot = &lexicon->slots[lexicon->forms[slot->form].slot];
      count_slot(slot, doc);
    }
    if (i + LOOK_AHEAD < n)
      prefetch_slot(lexicon, text, &words[i + LOOK_AHEAD], language, mask, &ring[i % LOOK_AHEAD]);
  }
  return QN_OK;
}

qn_status qn__lexicon_look_up(qn__lexicon *lexicon, const qn__lexicon_query *query, uint32_t *forms, uint32_t *codes,
                              qn_error *error) {
  return look_up(lexicon, query, forms, codes, error);
}

qn_status qn__lexicon_look_up_uncounted(qn__lexicon *lexicon, const qn__lexicon_query *query, uint32_t *forms,
                                        qn_error *error) {
  return look_up(lexicon, query, forms, NULL, error);
}
