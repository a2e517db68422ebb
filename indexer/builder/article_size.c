/* SPDX-License-Identifier: MIT */
/* article_size.c: counts words, and estimates the different ones by the bits that their hashes set.  Tests measure that
 * the estimate suffices. */
#include "builder/article_size.h"

#include "base/hash.h"
#include "base/memory.h"
#include "text/extras.h"

enum {
  SCAN = 256,       /* words found at a time */
  POLL_SCANS = 16,  /* after so many: whether the caller has cancelled */
  MAX_BITS = 24,    /* binary logarithm */
  FOUND = 18,       /* bytes for each position while words are found: word, code and token */
  SORTED = 14,      /* afterwards, in addition to records: as a token, sorted, and in the run */
  TITLE_COPY = 14,  /* bytes for each word of a further copy of the title */
  EXTRA = 48,       /* bytes for each extra term, from being found to being in the run, its letters apart */
  FIXED = 12 << 20, /* dictionary, scratch memory */
};

/* Words of some texts. */
typedef struct census {
  uint8_t *bits;
  unsigned width; /* of a hash: binary logarithm of the number of bits */
  size_t n_words, n_extras;
  size_t n_bits;           /* set */
  size_t string_bytes;     /* of words that set one */
  size_t all_string_bytes; /* of all words */
} census;

static void count_word(census *of, const char *bytes, size_t size) {
  size_t at = (size_t)(qn__hash(bytes, size, 0) >> (64 - of->width));
  uint8_t bit = (uint8_t)(1u << (at & 7));
  of->all_string_bytes += size;
  if (of->bits[at >> 3] & bit)
    return;
  of->bits[at >> 3] |= bit;
  of->n_bits++;
  of->string_bytes += size;
}

/* Counts the words of a text, and their extra terms: those that reach over the end of a scan are few. */
static qn_status count_words(census *of, qn_string text, const qn__cancel *cancel, qn_error *error) {
  qn__word words[SCAN];
  qn__extras extras = {.found.failed = false};
  size_t cursor = 0, n;
  bool cancelled = false;
  for (unsigned scans = 1; !cancelled && !extras.found.failed; scans++) {
    n = qn__scan_words(text.data, text.size, &cursor, words, SCAN);
    if (n == 0)
      break;
    cancelled = scans % POLL_SCANS == 0 && qn__is_cancelled(cancel);
    of->n_words += n;
    for (size_t i = 0; i < n; i++)
      count_word(of, text.data + words[i].offset, words[i].size);
    qn__extras_find(&extras, text.data, text.size, words, n);
    const qn__extra *found = QN__ARRAY(qn__extra, &extras.found);
    size_t n_found = extras.text.failed ? 0 : extras.found.size / sizeof *found;
    of->n_extras += n_found + 1;
    for (size_t i = 0; i < n_found; i++)
      count_word(of, (const char *)extras.text.data + found[i].word.offset, found[i].word.size);
  }
  bool failed = extras.found.failed || extras.text.failed;
  qn__extras_clear(&extras);
  if (cancelled)
    return qn__fail(error, QN_CANCELLED, "cancelled");
  return failed ? qn__fail_memory(error) : QN_OK;
}

/* Estimates the different words, some of which set the same bit: -b ln(1 - n / b) for n of b bits, by the first terms
 * of the series and a little more.  Where too many bits are set, all words count as different. */
static size_t count_distinct(const census *of) {
  const double n = (double)of->n_bits, load = n / (double)((size_t)1 << of->width);
  const size_t all = of->n_words + of->n_extras;
  if (load > 0.5)
    return all;
  double factor =
      1 + load * (1. / 2 + load * (1. / 3 + load * (1. / 4 + load * (1. / 5 + load * (1. / 6 + load / 3)))));
  size_t distinct = (size_t)(n * (factor + 1. / 256)) + 1;
  return distinct < all ? distinct : all;
}

/* The memory of `n_words` words, `n_copied` more in copies of the title, and `n_extras` extra terms, of which
 * `n_distinct` are different and have `string_bytes` bytes. */
static size_t sum_up(size_t n_words, size_t n_copied, size_t n_extras, size_t n_distinct, size_t string_bytes) {
  size_t found = n_words * FOUND, sorted = n_words * SORTED + qn__records_memory(n_distinct, string_bytes);
  return (found > sorted ? found : sorted) + n_copied * TITLE_COPY + n_extras * EXTRA +
         qn__lexicon_memory(n_distinct, string_bytes);
}

qn_status qn__article_memory(size_t *needed, const qn_article *article, const qn__settings *settings, size_t ordinary,
                             const qn__cancel *cancel, qn_error *error) {
  const size_t text = article->title.size + article->text.size;
  const size_t strings = text + article->id.size + article->url.size + article->fields.size + article->language.size +
                         article->source_map.size;
  const size_t weight = settings->title_weight;
  /* At most every second byte begins a word, and at most every third a new one, the shortest words apart; most extra
   * terms are two bytes of a word. */
  *needed = strings * 2 + sum_up(text / 2, (article->title.size / 2 + 1) * weight, text / 2, text / 3, text);
  if (*needed <= ordinary)
    return QN_OK;
  census all = {.width = qn__bit_width(text | 1023)};
  if (all.width > MAX_BITS)
    all.width = MAX_BITS;
  all.bits = qn__calloc((size_t)1 << (all.width - 3), 1);
  if (all.bits == NULL)
    return qn__fail_memory(error);
  qn_status status = count_words(&all, article->title, cancel, error);
  size_t n_title = all.n_words, n_title_extras = all.n_extras;
  if (status == QN_OK)
    status = count_words(&all, article->text, cancel, error);
  size_t n_distinct = count_distinct(&all);
  qn__free(all.bits);
  if (status != QN_OK)
    return status;
  /* A word's form, its term after a language tag byte, and its key in the lexicon. */
  size_t string_bytes =
      n_distinct == all.n_words + all.n_extras ? all.all_string_bytes : all.string_bytes + all.string_bytes / 2;
  *needed = strings * 2 + sum_up(all.n_words, n_title * weight, all.n_extras + n_title_extras * weight, n_distinct,
                                 3 * string_bytes + n_distinct);
  return QN_OK;
}

size_t qn__memory_for_article(size_t needed, size_t beside) {
  size_t all = needed + beside + FIXED;
  return all + all / 15; /* runs are kept in a sixteenth */
}
