/* SPDX-License-Identifier: MIT */
/* check_terms.c: whether terms, their postings and positions agree. */
#include "base/memory.h"
#include "segment/check.h"

/* One of a list's best postings, as the list itself has it. */
typedef struct best_posting {
  uint32_t doc;
  uint8_t freq, length_byte; /* as stored */
  float saturation;          /* negative: not met in the list */
} best_posting;

typedef struct word_check {
  qn__check *check;
  qn__saturation saturation;
  const uint8_t *length_bytes;
  uint64_t *starts;     /* of each article's bits in `taken` */
  uint8_t *taken;       /* a bit for each position of each article, set once a word was seen there */
  qn__buffer positions; /* uint32_t each */
  qn__check_forms forms;
  uint64_t n_postings, n_positions;
  uint64_t n_taken; /* bits set in `taken` */

  /* of the current list */
  uint64_t ordinal; /* its term's */
  const qn__postings *list;
  best_posting best[QN__POSTINGS_BEST];
  float best_of_others; /* highest saturation of a posting that is not among the best */
  uint32_t index;       /* of the next posting */
} word_check;

static void report_term(word_check *words, const char *what) {
  qn__check_problem(words->check, "term %llu: %s", (unsigned long long)words->ordinal, what);
}

static void read_best(word_check *words) {
  words->best_of_others = 0;
  for (unsigned i = 0; words->list->best != NULL && i < QN__POSTINGS_BEST; i++) {
    const uint8_t *entry = words->list->best + (size_t)i * QN__POSTINGS_BEST_SIZE;
    words->best[i] = (best_posting){qn__load_u32(entry), entry[4], entry[5], -1};
  }
}

static void check_best(word_check *words) {
  const best_posting *best = words->best;
  for (unsigned i = 0; i < QN__POSTINGS_BEST; i++) {
    if (best[i].saturation < 0 || best[i].saturation < words->best_of_others) {
      report_term(words, "a posting among its best is not");
      return;
    }
    if (i > 0 && (best[i - 1].saturation < best[i].saturation ||
                  (!(best[i - 1].saturation > best[i].saturation) && best[i - 1].doc >= best[i].doc))) {
      report_term(words, "its best postings are not in order");
      return;
    }
  }
}

/* Notes a posting that is among the best, or how good it is otherwise. */
static bool compare_with_best(word_check *words, uint32_t doc, uint32_t freq, float saturation) {
  for (unsigned i = 0; i < QN__POSTINGS_BEST; i++) {
    best_posting *best = &words->best[i];
    if (best->doc != doc)
      continue;
    best->saturation = saturation;
    return best->freq == (freq < 255 ? freq : 255) && best->length_byte == words->length_bytes[doc];
  }
  if (saturation > words->best_of_others)
    words->best_of_others = saturation;
  return true;
}

static bool check_posting(word_check *words, uint32_t block, uint32_t doc, uint32_t freq) {
  const qn__postings *list = words->list;
  float saturation = qn__saturate((float)freq, words->saturation.k[words->length_bytes[doc]]);
  uint8_t bound = qn__saturation_to_byte(saturation), block_max8 = qn__postings_block_max8(list, block);
  if (list->info.doc_freq > 1 && (bound > block_max8 || block_max8 > list->max8)) {
    report_term(words, "a posting is better than its bound");
    return false;
  }
  if (list->bits != NULL && (!qn__postings_has(list, doc) || qn__postings_rank(list, doc) != words->index)) {
    report_term(words, "its bits do not agree with its list");
    return false;
  }
  if (list->best != NULL && !compare_with_best(words, doc, freq, saturation)) {
    report_term(words, "one of its best postings does not agree with its list");
    return false;
  }
  words->index++;
  return true;
}

/* Checks that the positions of a posting are positions of its article, and takes them. */
static bool check_positions(word_check *words, uint32_t doc, uint32_t freq, const uint32_t *positions) {
  const qn__check *check = words->check;
  for (uint32_t i = 0; i < freq; i++) {
    if (positions[i] >= check->text_ends[doc]) {
      report_term(words, "a position lies after its article's end");
      return false;
    }
    uint64_t bit = words->starts[doc] + positions[i];
    words->n_taken += (words->taken[bit / 8] >> (bit % 8) & 1) == 0; /* extra terms share a word's position */
    words->taken[bit / 8] |= (uint8_t)(1u << bit % 8);
  }
  return true;
}

static bool check_block_positions(word_check *words, uint32_t block, unsigned n, const uint32_t *docs,
                                  const uint32_t *freqs) {
  qn_error problem;
  uint64_t total = 0;
  uint32_t start = 0;
  for (unsigned i = 0; i < n; i++)
    total += freqs[i];
  if (total > words->list->info.coll_freq || total > UINT32_MAX) {
    report_term(words, "its frequencies do not add up to its occurrences");
    return false;
  }
  for (unsigned i = 0; i < n; start += freqs[i++]) {
    qn__buffer_reset(&words->positions);
    uint32_t *positions = QN__RESERVE(uint32_t, &words->positions, freqs[i]);
    const qn__posting_span span = {block, start, freqs[i], (uint32_t)total};
    qn_status status =
        positions == NULL ? qn__fail_memory(&problem) : qn__positions_read(words->list, &span, positions, &problem);
    if (!qn__check_passed(words->check, status, &problem) || !check_positions(words, docs[i], freqs[i], positions))
      return false;
  }
  words->n_positions += total;
  return true;
}

/* Checks a block; *before is the article before it, plus 1. */
static bool check_block(word_check *words, uint32_t block, uint32_t *before, uint64_t *coll_freq) {
  qn_error problem;
  uint32_t docs[QN__POSTINGS_BLOCK + 16], freqs[QN__POSTINGS_BLOCK + 16];
  unsigned n = qn__postings_block(words->list, block, docs, freqs, &problem);
  if (n == 0) {
    qn__check_passed(words->check, QN_DAMAGED, &problem);
    return false;
  }
  for (unsigned i = 0; i < n; i++) {
    if (docs[i] < *before || docs[i] >= words->check->segment->meta.n_docs || freqs[i] == 0 ||
        freqs[i] > words->check->lengths[docs[i]]) {
      report_term(words, "its articles do not ascend, or one has it more often than it has words");
      return false;
    }
    *before = docs[i] + 1;
    *coll_freq += freqs[i];
    if (!check_posting(words, block, docs[i], freqs[i]))
      return false;
  }
  if (words->list->last != NULL && qn__postings_block_last(words->list, block) != docs[n - 1]) {
    report_term(words, "a block does not end with its last article");
    return false;
  }
  return check_block_positions(words, block, n, docs, freqs) && qn__check_forms_block(&words->forms, block, n, freqs);
}

static void check_bits(word_check *words) {
  const qn__postings *list = words->list;
  uint64_t n = 0, n_words = qn__bit_words(words->check->segment->meta.n_docs);
  for (uint64_t i = 0; list->bits != NULL && i < n_words; i++)
    n += qn__popcount64(qn__load_u64(list->bits + i * 8));
  if (list->bits != NULL && n != list->info.doc_freq)
    report_term(words, "it has more bits than postings");
}

static void check_list(word_check *words, const qn__term_info *info) {
  qn_error problem;
  qn__postings list;
  uint32_t before = 0;
  uint64_t coll_freq = 0;
  qn_status status = qn__postings_open(&list, &words->check->segment->lists, info, &problem);
  if (!qn__check_passed(words->check, status, &problem) || !qn__check_forms_term(&words->forms, info))
    return;
  words->list = &list;
  words->index = 0;
  read_best(words);
  for (uint32_t block = 0; block < list.n_blocks; block++)
    if (!check_block(words, block, &before, &coll_freq))
      return;
  if (coll_freq != info->coll_freq)
    report_term(words, "its frequencies do not add up to its occurrences");
  if (list.best != NULL)
    check_best(words);
  check_bits(words);
  words->n_postings += info->doc_freq;
}

/* The last term ends where the sections end. */
static void check_ends(word_check *words, const qn__term_info *last) {
  const qn__postings_source *lists = &words->check->segment->lists;
  if (last->postings_offset + last->postings_size != lists->postings.size ||
      last->positions_offset + last->positions_size + last->exact_size != lists->positions.size)
    qn__check_problem(words->check, "the postings or positions do not end with the last term's");
}

static void check_terms(word_check *words) {
  const qn__terms *terms = &words->check->segment->terms;
  qn_error problem;
  qn__buffer last;
  qn__buffer_init(&last);
  qn__terms_cursor cursor = {.info = {0}};
  qn_status status = qn__terms_first(&cursor, terms, &problem);
  while (qn__check_passed(words->check, status, &problem) && cursor.keys.ordinal < terms->keys.n_keys) {
    words->ordinal = cursor.keys.ordinal;
    qn__check_key(words->check, &cursor.keys, &last, "term");
    check_list(words, &cursor.info);
    if (qn__check_over(words->check))
      break;
    status = qn__terms_next(&cursor, &problem);
  }
  if (status == QN_OK && !qn__check_over(words->check))
    check_ends(words, &cursor.info);
  qn__buffer_clear(&last);
}

/* With as many positions taken as there are words, every word has its position if none lies between the titles. */
static void check_gaps(const word_check *words, uint32_t doc) {
  const qn__check *check = words->check;
  qn_error problem;
  uint32_t title_words;
  qn_status status = qn__title_words(&check->segment->lengths, doc, &title_words, &problem);
  if (!qn__check_passed(words->check, status, &problem) || title_words == 0)
    return;
  uint32_t text_start = qn__text_position(title_words, check->segment->meta.settings.title_weight);
  for (uint32_t position = 0; position < text_start; position++) {
    uint64_t bit = words->starts[doc] + position;
    bool is_word = position % (title_words + QN__TITLE_GAP) < title_words;
    if ((words->taken[bit / 8] >> (bit % 8) & 1) != is_word) {
      qn__check_problem(words->check, "the words of the title of article %u are not where they belong", doc);
      return;
    }
  }
}

static void check_counts(const word_check *words) {
  const qn__segment_meta *meta = &words->check->segment->meta;
  if (words->n_postings != meta->n_postings || words->n_positions != meta->n_positions ||
      words->n_taken != meta->total_length)
    qn__check_problem(words->check, "the postings or positions are not as many as the segment says");
  for (uint32_t doc = 0; doc < meta->n_docs; doc++)
    check_gaps(words, doc);
}

static bool make_room_for_positions(word_check *words) {
  uint32_t n_docs = words->check->segment->meta.n_docs;
  uint64_t n = 0;
  words->starts = qn__calloc(n_docs, sizeof *words->starts);
  for (uint32_t doc = 0; words->starts != NULL && doc < n_docs; n += words->check->text_ends[doc++])
    words->starts[doc] = n;
  words->taken = words->starts == NULL ? NULL : qn__calloc((size_t)(n / 8 + 1), 1);
  return words->taken != NULL;
}

void qn__check_terms(qn__check *check) {
  const qn__segment_meta *meta = &check->segment->meta;
  qn_error problem;
  word_check words = {.check = check};
  qn_status status = qn__lengths_bytes(&check->segment->lengths, &words.length_bytes, &problem);
  if (!qn__check_passed(check, status, &problem))
    return;
  qn__buffer_init(&words.positions);
  qn__check_forms_begin(&words.forms, check);
  qn__saturation_init(&words.saturation, meta->k1, meta->b, qn__segment_average(meta));
  if (!make_room_for_positions(&words)) {
    qn__check_passed(check, qn__fail_memory(&problem), &problem);
  } else {
    check_terms(&words);
    if (check->status == QN_OK)
      check_counts(&words);
    if (check->status == QN_OK) /* else their counts are not known */
      qn__check_forms_end(&words.forms);
  }
  qn__free(words.starts);
  qn__free(words.taken);
  qn__buffer_clear(&words.positions);
  qn__check_forms_clear(&words.forms);
}
