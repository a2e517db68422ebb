/* SPDX-License-Identifier: MIT */
/* patterns.c: where the words with wildcards are.  The scanner of words finds them: it is shown a letter in the place
 * of each wildcard, or a digit beside digits, and spaces in the place of what stands after a word. */
#include "language/patterns.h"

#include "language/marks.h"
#include "text/utf8.h"
#include "text/word_breaks.h"

enum { MAX_EDITS = 2, FUZZY_FROM = 3, TWO_EDITS_FROM = 6 /* characters */ };

static bool is_ascii_digit(char c) {
  return c >= '0' && c <= '9';
}

/* Whether a letter or digit stands at `at`, or a mark on one, of a script with spaces. */
static bool is_letter_at(const char *at, const char *end) {
  const uint32_t letters =
      QN__WB_LETTERS | QN__WB_BIT(QN__WB_NUMERIC) | QN__WB_BIT(QN__WB_EXTEND) | QN__WB_BIT(QN__WB_EXTEND_NUM_LET);
  if (at >= end)
    return false;
  const qn__text_character c = qn__character_at(at, 0);
  return (c.bit & letters) != 0 && (c.properties & QN__IS_PAIR) == 0;
}

bool qn__ends_in_letter(const char *text, const char *end) {
  if (end == text)
    return false;
  const char *last = text + qn__utf8_before(text, 0, (size_t)(end - text));
  return is_letter_at(last, end) || (qn__character_at(last, 0).properties & QN__IS_PAIR) != 0;
}

/* The end of the ~ at `at` with its number, if it stands directly after a word: NULL: it does not. */
static const char *find_tilde_end(const char *text, const char *end, const char *at) {
  if (at == text || *at != '~')
    return NULL;
  const char *after = at + 1;
  while (after < end && is_ascii_digit(*after))
    after++;
  const bool ends = after == end || (*after != '~' && !is_letter_at(after, end));
  return ends && (at[-1] == '*' || qn__ends_in_letter(text, at)) ? after : NULL;
}

static bool is_of_run(char c) {
  return c == '*' || c == '?' || c == '.' || c == ',';
}

/* What the scanner is shown for the wildcards of a run of wildcards, dots and commas. */
static char stand_in(const char *text, const char *end, const char *run, const char *run_end) {
  if (qn__ends_in_letter(text, run))
    return is_ascii_digit(run[-1]) ? '0' : 'a';
  return run_end < end && is_ascii_digit(*run_end) ? '0' : 'a';
}

/* Masks the run that begins at `run`; its end.  A star is a wildcard, and so are question marks that a star or a letter
 * follows. */
static const char *mask_run(char *out, const char *text, const char *end, const char *run) {
  const char *run_end = run;
  while (run_end < end && is_of_run(*run_end))
    run_end++;
  const char shown = stand_in(text, end, run, run_end);
  bool counts = is_letter_at(run_end, end) && *run_end != '_'; /* which ends a word */
  for (const char *at = run_end; at-- > run;) {
    counts = *at == '*' || (*at == '?' && counts);
    out[at - run] = counts ? shown : *at;
  }
  return run_end;
}

/* A text with its masked copy. */
typedef struct masked_text {
  const char *text, *masked;
  size_t size;
} masked_text;

static void mask(char *out, const char *text, const char *end) {
  for (const char *at = text, *next; at < end; at = next) {
    char *masked = out + (at - text);
    if ((next = find_tilde_end(text, end, at)) != NULL) {
      memset(masked, ' ', (size_t)(next - at));
    } else if (is_of_run(*at)) {
      next = mask_run(masked, text, end, at);
    } else {
      *masked = *at;
      next = at + 1;
    }
  }
}

/* Reports a mark that means nothing, and makes it one space or more. */
static void drop_mark(qn__slips *slips, const char *from, const char *to, const char *what, const char *fault) {
  qn__slip(slips, from, to, what, fault, "it is left out");
  memset(slips->text + (from - slips->text), ' ', (size_t)(to - from));
}

/* --- How a word is looked for ------------------------------------------------------------------------------------- */

uint8_t qn__edits_by_length(const char *word, const char *end) {
  const size_t n = qn__utf8_count(word, (size_t)(end - word));
  return n < FUZZY_FROM ? 0 : n < TWO_EDITS_FROM ? 1 : MAX_EDITS;
}

static qn__pattern fuzzy_pattern(qn__slips *slips, const char *word, const char *tilde, const char *end) {
  uint8_t edits = qn__edits_by_length(word, tilde);
  if (end == tilde + 1) {
    if (edits > 0)
      return (qn__pattern){QN__FUZZY, edits};
    drop_mark(slips, tilde, end, "the ~", "stands after a word of one or two letters");
  } else if (end == tilde + 2 && (tilde[1] == '1' || tilde[1] == '2')) {
    return (qn__pattern){QN__FUZZY, (uint8_t)(tilde[1] - '0')};
  } else if (end == tilde + 2 && tilde[1] == '0') {
    drop_mark(slips, tilde, end, "the ~0", "allows no other letters");
  } else {
    qn__slip(slips, tilde, end, "the ~", "allows more than two other letters", "~2 is taken");
    memset(slips->text + (tilde + 1 - slips->text), ' ', (size_t)(end - tilde - 1));
    slips->text[tilde + 1 - slips->text] = '2';
    return (qn__pattern){QN__FUZZY, MAX_EDITS};
  }
  return (qn__pattern){QN__TERM, 0};
}

static size_t count_wildcards(const masked_text *m, const qn__word *word) {
  size_t n = 0;
  for (size_t i = word->offset; i < word->offset + word->size; i++)
    n += (m->text[i] == '*' || m->text[i] == '?') && m->masked[i] != m->text[i];
  return n;
}

/* How the word is looked for; a star that says that it may go on is taken off it.  `overlaps`: the next word has its
 * end, too. */
static qn__pattern pattern_of(qn__slips *slips, const masked_text *m, qn__word *word, bool overlaps) {
  const char *from = m->text + word->offset, *to = from + word->size, *end = m->text + m->size;
  size_t n_wildcards = count_wildcards(m, word);
  for (; n_wildcards > 0 && n_wildcards < word->size && to[-1] == '?'; to--, n_wildcards--) /* no letter follows */
    word->size--;
  const char *tilde_end = to < end ? find_tilde_end(m->text, end, to) : NULL;
  if (n_wildcards == word->size)
    return (qn__pattern){QN__GROUP, 0};
  if (n_wildcards == 1 && to[-1] == '*' && tilde_end == to + 1) {
    word->size--;
    return (qn__pattern){QN__PARTIAL, 0};
  }
  if (tilde_end != NULL && (n_wildcards > 0 || word->kind == QN__WORD_PAIR)) {
    if (!overlaps)
      drop_mark(slips, to, tilde_end, "the ~",
                n_wildcards > 0 ? "stands after a word with wildcards" : "stands after a script without spaces");
    tilde_end = NULL;
  }
  if (n_wildcards > 0)
    return (qn__pattern){QN__WILDCARD, 0};
  return tilde_end != NULL ? fuzzy_pattern(slips, from, to, tilde_end) : (qn__pattern){QN__TERM, 0};
}

/* Whether wildcards alone stand for a word: in quotes, with spaces around. */
static bool is_gap(const char *text, const char *end, const qn__word *word) {
  const char *from = text + word->offset, *to = from + word->size;
  if (from == text || to == end)
    return false;
  const char *before = text + qn__utf8_before(text, 0, word->offset);
  return qn__space_at(text, end, before) > 0 && qn__space_at(text, end, to) > 0;
}

/* Drops a wildcard, with the tilde after it. */
static void drop_star(qn__slips *slips, const masked_text *m, const qn__word *star) {
  size_t end = star->offset + star->size;
  if (end < m->size && m->text[end] == '~' && m->masked[end] == ' ')
    for (end++; end < m->size && is_ascii_digit(m->text[end]);)
      end++;
  const char *mark = m->text + star->offset;
  drop_mark(slips, mark, m->text + end, *mark == '?' ? "the ?" : "the *", "changes nothing where it stands");
}

/* Drops stars that stand for nothing, and gaps before the first word and after the last. */
static size_t drop_gaps(qn__slips *slips, const masked_text *m, bool quoted, qn__word *words, qn__pattern *patterns,
                        size_t n) {
  size_t kept = 0, last_word = 0;
  for (size_t i = 0; i < n; i++) {
    const bool gap = patterns[i].op == QN__GROUP && quoted && is_gap(m->text, m->text + m->size, &words[i]);
    if (patterns[i].op == QN__GROUP && (!gap || kept == 0)) {
      drop_star(slips, m, &words[i]);
      continue;
    }
    words[kept] = words[i];
    patterns[kept++] = patterns[i];
    last_word = patterns[i].op != QN__GROUP ? kept : last_word;
  }
  for (size_t i = last_word; i < kept; i++)
    drop_star(slips, m, &words[i]);
  return last_word;
}

/* Drops tildes that stand after no word, up to `beyond`. */
static void drop_tildes(qn__slips *slips, const masked_text *m, const qn__word *words, size_t n, size_t beyond) {
  size_t word = 0;
  for (size_t at = 0; at < beyond; at++) {
    if (m->text[at] != '~' || m->masked[at] != ' ')
      continue;
    while (word < n && words[word].offset + words[word].size < at)
      word++;
    if (word == n || words[word].offset + words[word].size != at)
      drop_mark(slips, m->text + at, find_tilde_end(m->text, m->text + m->size, m->text + at), "the ~",
                "stands after no word");
  }
}

/* Finds the words of a masked text. */
static size_t find_masked_words(qn__slips *slips, const masked_text *m, bool quoted, qn__word *words,
                                qn__pattern *patterns, size_t max, size_t *beyond) {
  size_t cursor = 0;
  const size_t n_scanned = qn__scan_words(m->masked, m->size, &cursor, words, max + 1);
  const size_t n = n_scanned > max ? max : n_scanned;
  *beyond = n_scanned > max ? words[max].offset : m->size;
  drop_tildes(slips, m, words, n, *beyond);
  for (size_t i = 0; i < n; i++)
    patterns[i] =
        pattern_of(slips, m, &words[i], i + 1 < n_scanned && words[i + 1].offset < words[i].offset + words[i].size);
  return drop_gaps(slips, m, quoted, words, patterns, n);
}

size_t qn__find_patterns(qn__slips *slips, const char *text, size_t size, bool quoted, qn__word *words,
                         qn__pattern *patterns, size_t max, size_t *beyond) {
  enum { MAX_ROUNDS = 8 };
  *beyond = size;
  char *masked = qn__arena_alloc(&slips->query->arena, size + 1);
  if (masked == NULL) {
    qn__slips_fail(slips);
    return 0;
  }
  const masked_text m = {text, masked, size};
  size_t n = 0, n_slips = slips->n + 1;
  for (unsigned round = 0; round < MAX_ROUNDS && slips->n != n_slips;
       round++) { /* without a mark, words may be others */
    n_slips = slips->n;
    mask(masked, text, text + size);
    n = find_masked_words(slips, &m, quoted, words, patterns, max, beyond);
  }
  return n;
}

void qn__remove_marks(char *text, size_t size) {
  const char *end = text + size;
  for (char *at = text; at < end; at++) {
    const size_t quote = qn__phrase_quote_at(text, end, at);
    if (quote > 0 || *at == '*' || *at == '?' || *at == '~')
      memset(at, ' ', quote > 0 ? quote : 1);
  }
}
