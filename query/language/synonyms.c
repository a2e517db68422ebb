/* SPDX-License-Identifier: MIT */
/* synonyms.c: reads synonyms in Solr's format, and keeps them sorted by what they stand for. */
#include "language/synonyms.h"

#include "base/bytes.h"
#include "base/memory.h"
#include "base/status.h"
#include "text/letters.h"
#include "text/utf8.h"

#include <stdlib.h>
#include <string.h>

enum { MAX_SIZE = 1 << 28 /* bytes of a file */ };

/* Words side by side, as they are written. */
typedef struct phrase {
  uint32_t text, size; /* where in the texts */
} phrase;

/* Words that have synonyms: the phrases [first, first + n). */
typedef struct entry {
  uint32_t key, key_size; /* where in the texts */
  uint32_t first, n;
} entry;

struct qn_synonyms {
  qn__buffer texts;   /* of phrases and keys */
  qn__buffer phrases; /* phrase */
  qn__buffer entries; /* entry; sorted by their keys, then in the order of the file */
  unsigned longest;   /* words of a key */
};

/* --- Keys --------------------------------------------------------------------------------------------------------- */

bool qn__synonym_key_add(qn__synonym_key *key, const char *word, size_t size) {
  size_t n = key->size;
  if (n > 0 && n < sizeof key->text)
    key->text[n++] = ' ';
  unsigned step;
  for (size_t i = 0; i < size; i += step) {
    uint32_t letters[QN__LETTERS_MAX];
    const size_t n_letters = qn__caseless_letters(letters, qn__utf8_decode(word + i, &step));
    if (n + 4 * n_letters > sizeof key->text)
      return false;
    for (size_t j = 0; j < n_letters; j++)
      n += qn__utf8_encode(key->text + n, letters[j]);
  }
  key->size = n;
  return true;
}

/* The key of a phrase and how many words it has; 0: too many. */
static unsigned phrase_key(qn__synonym_key *key, const char *text, size_t size) {
  unsigned n = 0;
  key->size = 0;
  for (size_t at = 0, end; at < size; at = end + 1) {
    const char *space = memchr(text + at, ' ', size - at);
    end = space == NULL ? size : (size_t)(space - text);
    if (++n > QN__SYNONYM_MAX_WORDS || !qn__synonym_key_add(key, text + at, end - at))
      return 0;
  }
  return n;
}

/* --- Reading ------------------------------------------------------------------------------------------------------ */

typedef struct reader {
  qn_synonyms *made;
  const char *end, *at;
  unsigned line;
  const char *line_start;
  qn_status status; /* sticky */
  qn_error *error;
} reader;

static void fail_at(reader *r, const char *at, const char *why) {
  const unsigned column = 1 + (unsigned)qn__utf8_count(r->line_start, (size_t)(at - r->line_start));
  if (r->status == QN_OK)
    r->status = qn__fail(r->error, QN_BAD_INPUT, "line %u, column %u of the synonyms: %s", r->line, column, why);
}

static bool ends_line(const reader *r) {
  return r->at == r->end || *r->at == '\n';
}

static bool is_blank(char c) {
  return c == ' ' || c == '\t' || c == '\r';
}

static bool is_arrow(const reader *r) {
  return r->end - r->at >= 2 && r->at[0] == '=' && r->at[1] == '>';
}

/* Reads a phrase up to a comma, an arrow or the end of the line: one space between its words, escapes taken away. */
static void read_phrase(reader *r) {
  qn__buffer *texts = &r->made->texts;
  const char *start = r->at;
  phrase read = {(uint32_t)texts->size, 0};
  bool blank = false;
  for (; !ends_line(r) && *r->at != ',' && !is_arrow(r); r->at++) {
    const bool escaped = *r->at == '\\' && r->at + 1 < r->end && r->at[1] != '\n' && r->at[1] != '\r';
    if (!escaped && is_blank(*r->at)) {
      blank = texts->size > read.text;
      continue;
    }
    if (blank)
      qn__buffer_u8(texts, ' ');
    blank = false;
    r->at += escaped;
    qn__buffer_u8(texts, (uint8_t)*r->at);
  }
  read.size = (uint32_t)(texts->size - read.text);
  if (read.size == 0 && !texts->failed)
    fail_at(r, start, "a word is missing; write words with commas between them");
  qn__buffer_bytes(&r->made->phrases, &read, sizeof read);
}

/* Reads phrases with commas between them, at least one; returns how many. */
static uint32_t read_phrases(reader *r) {
  uint32_t n = 0;
  for (;; r->at++) {
    read_phrase(r);
    n++;
    if (ends_line(r) || *r->at != ',')
      return n;
  }
}

/* Says that the phrases [first, first + n) stand for one. */
static void add_entry(reader *r, uint32_t left, uint32_t first, uint32_t n, const char *at) {
  qn__synonym_key key;
  const phrase from = QN__ARRAY(phrase, &r->made->phrases)[left];
  const unsigned n_words = phrase_key(&key, (const char *)r->made->texts.data + from.text, from.size);
  if (n_words == 0) {
    fail_at(r, at, "what has synonyms is too long; it has at most 8 words and 512 bytes");
    return;
  }
  const entry made = {(uint32_t)r->made->texts.size, (uint32_t)key.size, first, n};
  qn__buffer_bytes(&r->made->texts, key.text, key.size);
  qn__buffer_bytes(&r->made->entries, &made, sizeof made);
  r->made->longest = n_words > r->made->longest ? n_words : r->made->longest;
}

static bool has_failed(const qn_synonyms *synonyms) {
  return synonyms->texts.failed || synonyms->phrases.failed || synonyms->entries.failed;
}

/* Reads a line that is not empty: "a, b" or "a, b => c, d". */
static void read_rule(reader *r) {
  const char *start = r->at;
  const uint32_t left = (uint32_t)(r->made->phrases.size / sizeof(phrase)), n_left = read_phrases(r);
  uint32_t first = left, n = n_left;
  if (!ends_line(r)) {
    r->at += 2;
    first = left + n_left;
    n = read_phrases(r);
    if (!ends_line(r))
      fail_at(r, r->at, "there is a second =>");
  }
  for (uint32_t i = 0; i < n_left && r->status == QN_OK && !has_failed(r->made); i++)
    add_entry(r, left + i, first, n, start);
}

/* A zero byte is no valid UTF-8 here. */
static void check_line(reader *r) {
  const char *at = r->at;
  for (size_t size; at < r->end && *at != '\n' && (size = qn__utf8_character(at, (size_t)(r->end - at))) > 0;)
    at += size;
  if (at < r->end && *at != '\n')
    fail_at(r, at, "this is not UTF-8; write the file as UTF-8");
}

static void read_lines(reader *r) {
  for (r->line = 1; r->at < r->end && r->status == QN_OK; r->line++) {
    r->line_start = r->at;
    check_line(r);
    while (!ends_line(r) && is_blank(*r->at))
      r->at++;
    if (!ends_line(r) && *r->at != '#' && r->status == QN_OK)
      read_rule(r);
    while (!ends_line(r))
      r->at++;
    r->at += r->at < r->end;
  }
}

/* --- Sorting and looking up --------------------------------------------------------------------------------------- */

static const char *texts_of(const qn_synonyms *synonyms) {
  return (const char *)synonyms->texts.data;
}

/* An entry with its key, to be sorted. */
typedef struct sorted_entry {
  const char *key;
  entry entry;
} sorted_entry;

static int compare_entries(const void *a, const void *b) {
  const sorted_entry *x = a, *y = b;
  const int order = qn__compare_bytes(x->key, x->entry.key_size, y->key, y->entry.key_size);
  return order != 0 ? order : (x->entry.first > y->entry.first) - (x->entry.first < y->entry.first);
}

static qn_status sort_entries(qn_synonyms *synonyms, qn_error *error) {
  const size_t n = synonyms->entries.size / sizeof(entry);
  sorted_entry *sorted = qn__calloc(n + 1, sizeof *sorted);
  if (sorted == NULL)
    return qn__fail_memory(error);
  entry *entries = QN__ARRAY(entry, &synonyms->entries);
  for (size_t i = 0; i < n; i++)
    sorted[i] = (sorted_entry){texts_of(synonyms) + entries[i].key, entries[i]};
  qsort(sorted, n, sizeof *sorted, compare_entries);
  for (size_t i = 0; i < n; i++)
    entries[i] = sorted[i].entry;
  qn__free(sorted);
  return QN_OK;
}

/* The first entry whose key is not below this one. */
static size_t find_first(const qn_synonyms *synonyms, const qn__synonym_key *key) {
  const entry *entries = QN__ARRAY(entry, &synonyms->entries);
  size_t low = 0, high = synonyms->entries.size / sizeof(entry);
  while (low < high) {
    const size_t middle = low + (high - low) / 2;
    const entry *at = &entries[middle];
    if (qn__compare_bytes(texts_of(synonyms) + at->key, at->key_size, key->text, key->size) < 0)
      low = middle + 1;
    else
      high = middle;
  }
  return low;
}

unsigned qn__synonyms_longest(const qn_synonyms *synonyms) {
  return synonyms->longest;
}

bool qn__synonyms_get(const qn_synonyms *synonyms, const qn__synonym_key *key, size_t i, qn_string *out) {
  const entry *entries = QN__ARRAY(entry, &synonyms->entries);
  const size_t n = synonyms->entries.size / sizeof(entry);
  for (size_t at = n == 0 ? 0 : find_first(synonyms, key); at < n; at++) {
    const entry *found = &entries[at];
    if (qn__compare_bytes(texts_of(synonyms) + found->key, found->key_size, key->text, key->size) != 0)
      return false;
    if (i < found->n) {
      const phrase *text = &QN__ARRAY(phrase, &synonyms->phrases)[found->first + i];
      *out = (qn_string){texts_of(synonyms) + text->text, text->size};
      return true;
    }
    i -= found->n;
  }
  return false;
}

/* --- The public face ---------------------------------------------------------------------------------------------- */

qn_status qn_synonyms_parse(qn_synonyms **out, const char *text, size_t size, qn_error *error) {
  if (out == NULL || (text == NULL && size > 0))
    return qn__fail(error, QN_INVALID, "synonyms need a text");
  if (size > MAX_SIZE)
    return qn__fail(error, QN_TOO_LARGE, "synonyms have at most %d bytes", MAX_SIZE);
  qn_synonyms *synonyms = qn__calloc(1, sizeof *synonyms);
  if (synonyms == NULL)
    return qn__fail_memory(error);
  qn__buffer_init(&synonyms->texts);
  qn__buffer_init(&synonyms->phrases);
  qn__buffer_init(&synonyms->entries);
  static const char byte_order_mark[] = "\xef\xbb\xbf";
  const char *end = size > 0 ? text + size : (text = "");
  if (size >= 3 && memcmp(text, byte_order_mark, 3) == 0)
    text += 3;
  reader r = {.made = synonyms, .line_start = text, .at = text, .end = end, .status = QN_OK, .error = error};
  read_lines(&r);
  if (r.status == QN_OK && has_failed(synonyms))
    r.status = qn__fail_memory(error);
  if (r.status == QN_OK)
    r.status = sort_entries(synonyms, error);
  if (r.status == QN_OK)
    *out = synonyms;
  else
    qn_synonyms_free(synonyms);
  return r.status;
}

void qn_synonyms_free(qn_synonyms *synonyms) {
  if (synonyms == NULL)
    return;
  qn__buffer_clear(&synonyms->texts);
  qn__buffer_clear(&synonyms->phrases);
  qn__buffer_clear(&synonyms->entries);
  qn__free(synonyms);
}
