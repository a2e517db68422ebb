/* SPDX-License-Identifier: MIT */
/* reference_spellings.c: FORMAT.md's "Plain spellings", slow and obvious. */
#include "reference/reference_extras.h"
#include "text/fold.h"

#include <stdbool.h>
#include <string.h>

enum { PLAIN = 1, DANISH = 6, ENGLISH = 8, FINNISH = 9, GERMAN = 11, NORWEGIAN = 20, SWEDISH = 26, TURKISH = 28 };

typedef struct spelled {
  reference_spelling *out;
  size_t n;
  uint8_t tag;
  const char *form;
  size_t size;
} spelled;

static bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

/* Adds a spelling that is not empty, the form itself or there. */
static void add_spelling(spelled *s, uint8_t tag, const char *bytes, size_t size) {
  bool known = size == 0 || (size == s->size && memcmp(bytes, s->form, size) == 0);
  for (size_t i = 0; i < s->n; i++)
    known |= s->out[i].tag == tag && s->out[i].size == size && memcmp(s->out[i].bytes, bytes, size) == 0;
  if (known)
    return;
  reference_spelling *added = &s->out[s->n++];
  added->tag = tag;
  added->size = size;
  memcpy(added->bytes, bytes, size);
}

static bool ends_in_english_suffix(const char *text, size_t size) {
  static const char *const endings[] = {"'s", "'ll", "'re", "'ve", "'d", "'m", "'"};
  bool found = false;
  for (size_t i = 0; i < sizeof endings / sizeof endings[0]; i++) {
    size_t n = strlen(endings[i]);
    found |= size > n && memcmp(text + size - n, endings[i], n) == 0;
  }
  return found;
}

static void add_letters(spelled *s, const char *text, size_t size) {
  char folded[REFERENCE_FORM_MAX];
  size_t n = 0, folded_size = qn__fold(folded, sizeof folded, text, size);
  bool all_stay = s->tag == ENGLISH && ends_in_english_suffix(folded, folded_size);
  for (size_t i = 0; i < folded_size; i++)
    if (all_stay || strchr("'\"-_", folded[i]) == NULL)
      folded[n++] = folded[i];
  add_spelling(s, s->tag, folded, n);
}

/* How many groups a dotted number has; 0 if it is none.  `*threes`: whether they are one to three digits and threes. */
static size_t count_groups(const char *text, size_t size, bool *threes) {
  size_t n = 0;
  *threes = true;
  for (size_t start = 0, end; start <= size; start = end + 1, n++) {
    for (end = start; end < size && is_digit(text[end]);)
      end++;
    if (end == start || (end < size && text[end] != '.'))
      return 0;
    *threes &= n == 0 ? end <= 3 : end - start == 3;
  }
  return n;
}

/* The spelling of a number or a version; false if it is neither. */
static bool add_number(spelled *s) {
  bool threes;
  if (s->size > 0 && s->form[0] == 'v' && count_groups(s->form + 1, s->size - 1, &threes) >= 2) {
    add_spelling(s, PLAIN, s->form + 1, s->size - 1);
    return true;
  }
  if (count_groups(s->form, s->size, &threes) < 3 || !threes)
    return false;
  char digits[REFERENCE_FORM_MAX];
  size_t n = 0;
  for (size_t i = 0; i < s->size; i++)
    if (s->form[i] != '.')
      digits[n++] = s->form[i];
  add_spelling(s, PLAIN, digits, n);
  return true;
}

/* Where the first apostrophe after two characters is; the size if there is none. */
static size_t find_apostrophe(const char *form, size_t size) {
  size_t n = 0;
  for (size_t i = 0; i < size; i++) {
    if (form[i] == '\'' && n >= 2)
      return i;
    n = form[i] == '\'' ? 0 : n + (((unsigned char)form[i] & 0xc0) != 0x80);
  }
  return size;
}

static void add_digraphs(spelled *s) {
  static const char *const letters[][2] = {
      {"\u00e4", "ae"}, {"\u00f6", "oe"}, {"\u00fc", "ue"}, {"\u00e5", "aa"}, {"\u00f8", "oe"},
  };
  char written[2 * REFERENCE_FORM_MAX];
  size_t n = 0, n_known = s->tag == GERMAN ? 3 : 5, n_found = 0;
  for (size_t i = 0; i < s->size;) {
    size_t k = 0;
    while (k < n_known && (i + 2 > s->size || memcmp(s->form + i, letters[k][0], 2) != 0))
      k++;
    bool found = k < n_known;
    memcpy(written + n, found ? letters[k][1] : s->form + i, found ? 2 : 1);
    n += found ? 2 : 1;
    i += found ? 2 : 1;
    n_found += found;
  }
  if (n_found > 0 && n <= REFERENCE_FORM_MAX)
    add_letters(s, written, n);
}

static bool is_plain(const char *form, size_t size) {
  bool plain = true;
  for (size_t i = 0; i < size; i++)
    plain &= is_digit(form[i]) || (form[i] >= 'a' && form[i] <= 'z') || form[i] == '-' || form[i] == '_';
  return plain;
}

size_t reference_spellings(reference_spelling out[REFERENCE_SPELLINGS_MAX], uint8_t tag, const char *form,
                           size_t size) {
  spelled s = {out, 0, tag, form, size};
  if (is_plain(form, size) || add_number(&s))
    return s.n;
  add_letters(&s, form, size);
  size_t name = find_apostrophe(form, size);
  if (tag == TURKISH && name < size)
    add_letters(&s, form, name);
  if (tag == GERMAN || tag == DANISH || tag == FINNISH || tag == NORWEGIAN || tag == SWEDISH)
    add_digraphs(&s);
  return s.n;
}
