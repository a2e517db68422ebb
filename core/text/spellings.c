/* SPDX-License-Identifier: MIT */
/* spellings.c: what people leave out when they type.
 *   marks, apostrophes             información, O'Brien, Qur'an, don't; not in 's and the like, which end a word
 *   suffixes after an apostrophe   Rusça'da, in Turkish
 *   letters that are written out   ü as ue in German, å as aa in the Nordic languages
 *   the v of a version             v2.0.1
 *   dots between thousands         1.234.567 */
#include "text/spellings.h"

#include <string.h>

#include "text/fold.h"
#include "text/utf8.h"

/* --- letters written out ------------------------------------------------------------------------------------------ */

enum { A_UMLAUT = 0xe4, A_RING = 0xe5, O_UMLAUT = 0xf6, O_STROKE = 0xf8, U_UMLAUT = 0xfc };

static const char *written_out(uint8_t tag, uint32_t letter) {
  bool is_nordic = tag == QN__LANGUAGE_DANISH || tag == QN__LANGUAGE_NORWEGIAN || tag == QN__LANGUAGE_SWEDISH ||
                   tag == QN__LANGUAGE_FINNISH;
  if (!is_nordic && tag != QN__LANGUAGE_GERMAN)
    return NULL;
  switch (letter) {
  case A_UMLAUT:
    return "ae";
  case O_UMLAUT:
    return "oe";
  case U_UMLAUT:
    return "ue";
  case A_RING:
    return is_nordic ? "aa" : NULL;
  case O_STROKE:
    return is_nordic ? "oe" : NULL;
  default:
    return NULL;
  }
}

/* Writes a form with its letters written out; returns its size, 0 if it has no such letter or is too long. */
static size_t write_out(char *out, uint8_t tag, const char *form, size_t size) {
  size_t n = 0;
  bool changed = false;
  for (size_t at = 0; at < size;) {
    unsigned step;
    const char *letters = written_out(tag, qn__utf8_decode(form + at, &step));
    const char *from = letters == NULL ? form + at : letters;
    size_t more = letters == NULL ? step : strlen(letters);
    if (n + more > QN__FORM_MAX)
      return 0;
    memcpy(out + n, from, more);
    n += more;
    at += step;
    changed |= letters != NULL;
  }
  return changed ? n : 0;
}

/* --- apostrophes -------------------------------------------------------------------------------------------------- */

static bool ends_with(const char *text, size_t size, const char *end) {
  size_t n = strlen(end);
  return size > n && memcmp(text + size - n, end, n) == 0;
}

/* English words that end in one of these are other words without the apostrophe: we're, I'll, it's. */
static bool has_clitic(const char *form, size_t size) {
  static const char *const clitics[] = {"'s", "'ll", "'re", "'ve", "'d", "'m", "'"};
  bool found = false;
  for (size_t i = 0; i < sizeof clitics / sizeof *clitics && !found; i++)
    found = ends_with(form, size, clitics[i]);
  return found;
}

/* Leaves out apostrophes and quotes, and what joins the parts of a compound. */
static size_t drop_joiners(char *text, size_t size) {
  size_t n = 0;
  for (size_t i = 0; i < size; i++) {
    text[n] = text[i];
    n += strchr("'\"-_", text[i]) == NULL;
  }
  return n;
}

/* --- numbers ------------------------------------------------------------------------------------------------------ */

/* Whether digits in groups with a dot between any two are all there is; of two dots or more `are_thousands`, if each
 * group but the first has three digits. */
static bool is_dotted_number(const char *text, size_t size, bool *are_thousands) {
  size_t group = 0, n_dots = 0;
  *are_thousands = true;
  for (size_t i = 0; i <= size; i++) {
    if (i < size && text[i] >= '0' && text[i] <= '9') {
      group++;
      continue;
    }
    if (group == 0 || (i < size && text[i] != '.'))
      return false;
    *are_thousands &= n_dots == 0 ? group <= 3 : group == 3;
    n_dots += i < size;
    group = 0;
  }
  *are_thousands &= n_dots >= 2;
  return n_dots >= 1;
}

static size_t drop_dots(char *text, size_t size) {
  size_t n = 0;
  for (size_t i = 0; i < size; i++) {
    text[n] = text[i];
    n += text[i] != '.';
  }
  return n;
}

/* --- all ---------------------------------------------------------------------------------------------------------- */

typedef struct spelling_list {
  qn__spelling *out;
  size_t n;
  uint8_t tag;
  const char *form;
  size_t size;
} spelling_list;

/* Keeps out[n], whose bytes after the tag are written, if it is neither the form nor there already. */
static void keep_spelling(spelling_list *list, uint8_t tag, size_t size) {
  qn__spelling *last = &list->out[list->n];
  last->bytes[0] = (char)tag;
  last->size = size + 1;
  bool is_new = size > 0 && !(tag == list->tag && size == list->size && memcmp(last->bytes + 1, list->form, size) == 0);
  for (size_t i = 0; is_new && i < list->n; i++)
    is_new = list->out[i].size != last->size || memcmp(list->out[i].bytes, last->bytes, last->size) != 0;
  list->n += is_new;
}

/* Adds the letters of a text, without marks and apostrophes. */
static void add_letters(spelling_list *list, const char *text, size_t size) {
  char *letters = list->out[list->n].bytes + 1;
  size_t folded = qn__fold(letters, QN__FORM_MAX, text, size);
  bool is_english = list->tag == QN__LANGUAGE_ENGLISH;
  keep_spelling(list, list->tag, is_english && has_clitic(letters, folded) ? folded : drop_joiners(letters, folded));
}

static void add_written_out(spelling_list *list) {
  char text[QN__FORM_MAX];
  size_t n = write_out(text, list->tag, list->form, list->size);
  if (n > 0)
    add_letters(list, text, n);
}

static void add_number(spelling_list *list) {
  const char *text = list->form;
  size_t size = list->size;
  bool has_v = *text == 'v', are_thousands = false;
  text += has_v;
  size -= has_v;
  if (!is_dotted_number(text, size, &are_thousands) || !(has_v || are_thousands))
    return;
  char *number = list->out[list->n].bytes + 1;
  memcpy(number, text, size);
  keep_spelling(list, QN__LANGUAGE_PLAIN, has_v ? size : drop_dots(number, size));
}

size_t qn__plain_spellings(qn__spelling out[QN__SPELLINGS_MAX], uint8_t tag, const char *form, size_t size) {
  spelling_list list = {out, 0, tag, form, size};
  if (qn__is_plainly_spelled(form, size))
    return 0;
  if (*form == 'v' || (*form >= '0' && *form <= '9'))
    add_number(&list);
  if (list.n > 0)
    return list.n;
  add_letters(&list, form, size);
  if (tag == QN__LANGUAGE_TURKISH)
    add_letters(&list, form, qn__turkish_name_size(form, size));
  add_written_out(&list);
  return list.n;
}
