/* SPDX-License-Identifier: MIT */
/* analyze.c: turns a word into its form and its term, and chooses the stemmer.
 * ASCII words, nearly all of English, never meet utf8proc.  Stemmers are opened when they are first needed. */
#include "text/analyze.h"

#include <libstemmer.h>
#include <string.h>
#include <utf8proc.h>

#include "base/memory.h"
#include "text/endings.h"
#include "text/fold.h"
#include "text/utf8.h"
#include "text/word_breaks.h"

enum {
  EXPANSION = 18, /* code points that NFKC makes of one, at most */
  CODE_POINTS = EXPANSION * QN__WORD_MAX,
};

struct qn__analyzer {
  struct sb_stemmer *stemmers[QN__LANGUAGE_LIMIT];
  utf8proc_int32_t code_points[CODE_POINTS];
  char form[QN__FORM_MAX + 4];
  char folded[QN__FORM_MAX + 4]; /* what is stemmed, if that is not the form */
  char term[1 + QN__FORM_MAX + 4];
};

qn_status qn__analyzer_new(qn__analyzer **out, qn_error *error) {
  qn__analyzer *analyzer = qn__calloc(1, sizeof *analyzer);
  if (analyzer == NULL)
    return qn__fail_memory(error);
  *out = analyzer;
  return QN_OK;
}

void qn__analyzer_free(qn__analyzer *analyzer) {
  if (analyzer == NULL)
    return;
  for (size_t i = 0; i < QN__LANGUAGE_LIMIT; i++)
    sb_stemmer_delete(analyzer->stemmers[i]);
  qn__free(analyzer);
}

/* --- The stemmer -------------------------------------------------------------------------------------------------- */

/* The script of a word's letters; QN__SCRIPT_OTHER if they are of several, or of none that a stemmer reads. */
static qn__script script_of_word(const char *word, size_t size) {
  qn__script script = QN__SCRIPT_OTHER;
  for (size_t at = 0; at < size;) {
    qn__text_character c = qn__character_at(word, at);
    at = c.end;
    qn__script own = qn__script_of(c.properties);
    if (!(c.bit & QN__WB_LETTERS) || own == QN__SCRIPT_OTHER || own == script)
      continue;
    if (script != QN__SCRIPT_OTHER)
      return QN__SCRIPT_OTHER;
    script = own;
  }
  return script;
}

static bool has_ascii_letter(const char *word, size_t size) {
  for (size_t i = 0; i < size; i++)
    if ((word[i] | 0x20) >= 'a' && (word[i] | 0x20) <= 'z')
      return true;
  return false;
}

/* The language whose stemmer takes words of the script, PLAIN for none. */
static uint8_t tag_of(qn__script script, uint8_t language, uint8_t default_language) {
  if (qn__language_reads(language, script))
    return language;
  if (script == QN__SCRIPT_LATIN && !qn__language_is_latin(language) && qn__language_reads(default_language, script))
    return default_language;
  return QN__LANGUAGE_PLAIN;
}

static qn__script script_of(const char *word, size_t size, qn__word_kind kind) {
  if (kind == QN__WORD_UNICODE)
    return script_of_word(word, size);
  return kind == QN__WORD_ASCII && has_ascii_letter(word, size) ? QN__SCRIPT_LATIN : QN__SCRIPT_OTHER;
}

/* --- Forms -------------------------------------------------------------------------------------------------------- */

static bool is_digit(uint32_t c) {
  return c < 0x80 ? c - '0' < 10u : utf8proc_category((utf8proc_int32_t)c) == UTF8PROC_CATEGORY_ND;
}

/* True for what forms leave out: dots of acronyms, separators of thousands, a line break within a pair, and what NFKC
 * makes of signs such as ㈱ and ℃ beside letters. */
static bool is_dropped(uint32_t c, uint32_t before, uint32_t after) {
  switch (c) {
  case '.':
    return !is_digit(before) || !is_digit(after);
  case '\'':
    return is_digit(before) && is_digit(after);
  default:
    return c == ',' || c <= ' ' || c == '(' || c == ')' || c == 0xb0 || c == 0x066c;
  }
}

static size_t ascii_form(char *form, const char *word, size_t size) {
  size_t n = 0;
  for (size_t i = 0; i < size; i++) {
    char c = word[i];
    if (c < '0' && is_dropped((uint8_t)c, i ? (uint8_t)word[i - 1] : 0, i + 1 < size ? (uint8_t)word[i + 1] : 0))
      continue;
    form[n++] = c >= 'A' && c <= 'Z' ? (char)(c + ('a' - 'A')) : c;
  }
  return n;
}

/* Applied to each character before NFKC: one apostrophe and one quote for all, and the two i of Turkish. */
static utf8proc_int32_t replace_character(utf8proc_int32_t c, void *is_turkish) {
  switch (c) {
  case 0x02bb:
  case 0x02bc:
  case 0x05f3:
  case 0x2018:
  case 0x2019:
  case 0xa78b:
  case 0xa78c:
    return '\'';
  case 0x05f4:
  case 0x201c:
  case 0x201d:
  case 0x2033:
    return '"';
  case 'I':
    return *(bool *)is_turkish ? 0x0131 : 'I';
  case 0x0130:
    return *(bool *)is_turkish ? 'i' : 0x0130;
  default:
    return c;
  }
}

/* Leaves out apostrophes at both ends, which are letters of their own in some scripts, and makes two in a row, as
 * Hebrew acronyms are typed, one quote; returns the size. */
static size_t tidy_apostrophes(char *form, size_t size) {
  size_t start = 0, n = 0;
  while (size > 0 && form[size - 1] == '\'')
    size--;
  while (start < size && form[start] == '\'')
    start++;
  for (size_t i = start; i < size; i++) {
    bool two = form[i] == '\'' && form[i + 1] == '\''; /* it does not end with one */
    form[n++] = form[i];
    if (two)
      form[n - 1] = '"';
    i += two;
  }
  return n;
}

/* Writes the word in NFC to where words are folded later, so that a Turkish i has its dot; returns the size. */
static size_t compose(qn__analyzer *analyzer, const char *word, size_t size) {
  const utf8proc_option_t options = UTF8PROC_STABLE | UTF8PROC_COMPOSE;
  utf8proc_int32_t *c = analyzer->code_points;
  utf8proc_ssize_t n =
      utf8proc_decompose((const utf8proc_uint8_t *)word, (utf8proc_ssize_t)size, c, CODE_POINTS, options);
  if (n > 0 && n <= CODE_POINTS)
    n = utf8proc_normalize_utf32(c, n, options);
  size_t written = 0;
  for (utf8proc_ssize_t i = 0; i < n && n <= CODE_POINTS && written + 4 <= QN__FORM_MAX; i++)
    written += qn__utf8_encode(analyzer->folded + written, (uint32_t)c[i]);
  return written;
}

/* Writes casefold(NFKC(word)) without joiners and without what Unicode calls ignorable (soft hyphens, joiners,
 * variation selectors).  0 if nothing is left. */
static size_t unicode_form(qn__analyzer *analyzer, const char *word, size_t size, bool is_turkish) {
  const utf8proc_option_t options =
      UTF8PROC_STABLE | UTF8PROC_COMPAT | UTF8PROC_COMPOSE | UTF8PROC_CASEFOLD | UTF8PROC_IGNORE;
  utf8proc_int32_t *c = analyzer->code_points;
  if (is_turkish) {
    size = compose(analyzer, word, size);
    word = analyzer->folded;
  }
  utf8proc_ssize_t n = utf8proc_decompose_custom((const utf8proc_uint8_t *)word, (utf8proc_ssize_t)size, c, CODE_POINTS,
                                                 options, replace_character, &is_turkish);
  if (n > 0 && n <= CODE_POINTS)
    n = utf8proc_normalize_utf32(c, n, options);
  size_t written = 0;
  for (utf8proc_ssize_t i = 0; i < n && n <= CODE_POINTS && written + 4 <= QN__FORM_MAX; i++)
    if (!is_dropped((uint32_t)c[i], i ? (uint32_t)c[i - 1] : 0, i + 1 < n ? (uint32_t)c[i + 1] : 0))
      written += qn__utf8_encode(analyzer->form + written, (uint32_t)c[i]);
  return tidy_apostrophes(analyzer->form, written);
}

/* The bytes of an elided word of the language and its apostrophe, which the form begins with; 0 if with none. */
static size_t elision_size(const char *form, size_t size, uint8_t language) {
  const char *apostrophe = memchr(form, '\'', size <= QN__ELISION_MAX ? size : QN__ELISION_MAX + 1);
  size_t n = apostrophe == NULL ? 0 : (size_t)(apostrophe - form);
  return n > 0 && n + 1 < size && qn__language_elides(language, form, n) ? n + 1 : 0;
}

static void make_form(qn__analyzer *analyzer, const char *word, size_t size, qn__word_kind kind, uint8_t tag,
                      qn__analyzed *out) {
  bool is_turkish = tag == QN__LANGUAGE_TURKISH;
  size_t n;
  if (kind == QN__WORD_ASCII && !(is_turkish && memchr(word, 'I', size) != NULL))
    n = ascii_form(analyzer->form, word, size);
  else
    n = unicode_form(analyzer, word, size, is_turkish);
  if (n == 0) {
    memcpy(analyzer->form, word, size);
    n = size;
  }
  size_t elision = elision_size(analyzer->form, n, tag);
  out->form = analyzer->form + elision;
  out->form_size = n - elision;
}

/* --- Terms -------------------------------------------------------------------------------------------------------- */

static qn_status stem(qn__analyzer *analyzer, uint8_t language, const char **text, size_t *size, qn_error *error) {
  struct sb_stemmer **stemmer = &analyzer->stemmers[language];
  const char *endings = qn__language_endings(language);
  if (endings != NULL) {
    *size = qn__stem_size(endings, *text, *size);
    return QN_OK;
  }
  if (*stemmer == NULL)
    *stemmer = qn__stemmer_new(language);
  const sb_symbol *found = NULL;
  if (*stemmer != NULL)
    found = sb_stemmer_stem(*stemmer, (const sb_symbol *)*text, (int)*size);
  if (found == NULL)
    return qn__fail_memory(error);
  if (sb_stemmer_length(*stemmer) > 0) {
    *text = (const char *)found;
    *size = (size_t)sb_stemmer_length(*stemmer);
  }
  return QN_OK;
}

size_t qn__turkish_name_size(const char *form, size_t size) {
  for (size_t i = 0, letters = 0; i < size; i++) {
    if (form[i] == '\'' && letters >= 2)
      return i;
    letters = form[i] == '\'' ? 0 : letters + !qn__utf8_goes_on(form[i]);
  }
  return size;
}

static bool is_ascii(const char *word, size_t size) {
  bool ascii = true;
  for (size_t i = 0; i < size && ascii; i++)
    ascii = (uint8_t)word[i] < 0x80;
  return ascii;
}

/* Makes the text ready for the stemmer, which knows neither marks nor the apostrophes of names. */
static void prepare(qn__analyzer *analyzer, uint8_t tag, const char **text, size_t *size) {
  size_t n = 0;
  if (tag == QN__LANGUAGE_TURKISH)
    *size = qn__turkish_name_size(*text, *size);
  if (is_ascii(*text, *size))
    return;
  if (qn__language_folds_first(tag))
    n = qn__fold(analyzer->folded, QN__FORM_MAX, *text, *size);
  else if (tag != QN__LANGUAGE_PLAIN)
    n = qn__drop_marks(analyzer->folded, QN__FORM_MAX, *text, *size);
  if (n > 0) {
    *text = analyzer->folded;
    *size = n;
  }
}

static qn_status make_term(qn__analyzer *analyzer, uint8_t tag, qn__analyzed *out, qn_error *error) {
  const char *text = out->form;
  size_t size = out->form_size;
  prepare(analyzer, tag, &text, &size);
  if (tag != QN__LANGUAGE_PLAIN) {
    qn_status status = stem(analyzer, tag, &text, &size, error);
    if (status != QN_OK)
      return status;
  }
  size_t n = qn__fold(analyzer->term + 1, QN__FORM_MAX, text, size);
  if (n == 0) {
    n = size < QN__FORM_MAX ? size : QN__FORM_MAX;
    memcpy(analyzer->term + 1, text, n);
  }
  analyzer->term[0] = (char)tag;
  out->term = analyzer->term;
  out->term_size = n + 1;
  return QN_OK;
}

/* Where to cut a word that no scanner found. */
static size_t clamp(const char *word, size_t size) {
  if (size <= QN__WORD_MAX)
    return size;
  for (size = QN__WORD_MAX; qn__utf8_goes_on(word[size]);)
    size--;
  return size;
}

/* A word with its signs is its own form, and its term has no stem. */
static void analyze_signed(qn__analyzer *analyzer, const char *word, size_t size, uint8_t language,
                           uint8_t default_language, qn__analyzed *out) {
  for (size_t i = 0; i < size; i++)
    analyzer->term[1 + i] = (char)(word[i] >= 'A' && word[i] <= 'Z' ? word[i] | 0x20 : word[i]);
  analyzer->term[0] = (char)tag_of(script_of(word, size, QN__WORD_ASCII), language, default_language);
  *out = (qn__analyzed){.form = analyzer->term + 1, .form_size = size, .term = analyzer->term, .term_size = size + 1};
}

/* The form of a compound is as it is written, its term that of its parts closed up. */
static qn_status analyze_compound(qn__analyzer *analyzer, const char *word, size_t size, uint8_t language,
                                  uint8_t default_language, qn__analyzed *out, qn_error *error) {
  char closed[QN__FORM_MAX];
  const qn__word_kind kind = is_ascii(word, size) ? QN__WORD_ASCII : QN__WORD_UNICODE;
  uint8_t tag = tag_of(script_of(word, size, kind), language, default_language);
  qn__analyzed result, of_closed = {.form = closed};
  make_form(analyzer, word, size, kind, tag, &result);
  for (size_t i = 0; i < result.form_size; i++)
    if (result.form[i] != '-' && result.form[i] != '_')
      closed[of_closed.form_size++] = result.form[i];
  qn_status status = make_term(analyzer, tag, &of_closed, error);
  if (status != QN_OK)
    return status;
  result.term = of_closed.term;
  result.term_size = of_closed.term_size;
  *out = result;
  return QN_OK;
}

qn_status qn__analyze(qn__analyzer *analyzer, const char *word, size_t size, qn__word_kind kind, uint8_t language,
                      uint8_t default_language, qn__analyzed *out, qn_error *error) {
  qn__analyzed result;
  size = clamp(word, size);
  if (kind == QN__WORD_SIGNED) {
    analyze_signed(analyzer, word, size, language, default_language, out);
    return QN_OK;
  }
  if (kind == QN__WORD_COMPOUND)
    return analyze_compound(analyzer, word, size, language, default_language, out, error);
  qn__script script = script_of(word, size, kind);
  uint8_t tag = tag_of(script, language, default_language);
  make_form(analyzer, word, size, kind, tag, &result);
  if (script == QN__SCRIPT_OTHER && kind == QN__WORD_UNICODE) /* a sign may stand for letters: ㎏ */
    tag = tag_of(script_of_word(result.form, result.form_size), language, default_language);
  qn_status status = make_term(analyzer, tag, &result, error);
  if (status == QN_OK)
    *out = result;
  return status;
}

qn_status qn__analyze_form(qn__analyzer *analyzer, uint8_t tag, const char *form, size_t size, qn__analyzed *out,
                           qn_error *error) {
  qn__analyzed result = {.form = form, .form_size = size};
  qn_status status = make_term(analyzer, tag, &result, error);
  if (status == QN_OK)
    *out = result;
  return status;
}
