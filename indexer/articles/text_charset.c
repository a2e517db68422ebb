/* SPDX-License-Identifier: MIT */
/* text_charset.c: what is not UTF-8 shows by its bytes what it is, if it is long enough; else it is windows-1252. */
#include "articles/text_charset.h"

#include "articles/charset.h"
#include "articles/source_charset.h"
#include "articles/uchardet.h"
#include "text/utf8.h"

#include <stdio.h>
#include <strings.h>

/* ISO-2022-JP is ASCII with escapes, `ESC $ B`, after which there are pairs of signs up to the next escape. */
static bool is_iso_2022_jp(const qn__input *input) {
  const char *p = input->data, *end = p + input->size;
  if (memchr(p, '\x1b', input->size) == NULL)
    return false;
  for (const char *c = p; c < end; c++)
    if ((unsigned char)*c >= 0x80)
      return false;
  while ((p = memmem(p, (size_t)(end - p), "\x1b$", 2)) != NULL && end - p > 3) {
    const char *start = p + 3;
    for (p = start; p<end && * p> ' ' && *p < 0x7f;)
      p++;
    if (p > start && p < end && *p == '\x1b' && (p - start) % 2 == 0 && strchr("@B", start[-1]) != NULL)
      return true;
  }
  return false;
}

/* The part of a text by which its charset is guessed: what is around the first byte that is not ASCII. */
static qn_string find_sample(const qn__input *input) {
  enum { LOOK = 64 << 10 };
  size_t at = 0;
  while (at < input->size && (unsigned char)input->data[at] < 0x80)
    at++;
  at -= at < LOOK / 2 ? at : LOOK / 2;
  return (qn_string){input->data + at, input->size - at < LOOK ? input->size - at : LOOK};
}

/* A few letters beyond ASCII say nothing, unless most letters are: those of other alphabets. */
static bool is_enough(qn_string text) {
  enum { ENOUGH = 24 };
  size_t n_high = 0;
  for (size_t i = 0; i < text.size; i++)
    n_high += (unsigned char)text.data[i] >= 0x80;
  return n_high >= ENOUGH || n_high > text.size / 3;
}

qn_status qn__guess_charset(const qn__input *input, char charset[QN__CHARSET_MAX], qn_error *error) {
  const qn_string sample = find_sample(input);
  charset[0] = '\0';
  if (is_enough(sample) && !qn__uchardet_guess(sample.data, sample.size, charset, QN__CHARSET_MAX))
    return qn__fail_memory(error);
  const bool is_known = charset[0] != '\0' && strcmp(charset, "ASCII") != 0 && strncmp(charset, "UTF-", 4) != 0;
  qn_status status = is_known ? qn__charset_check(charset, error) : QN_NOT_FOUND;
  if (status == QN_NOT_FOUND || strcasecmp(charset, "windows-1252") == 0)
    snprintf(charset, QN__CHARSET_MAX, "windows-1252");
  return status == QN_NOT_FOUND ? QN_OK : status;
}

/* The source map will say how the text, as it is now, comes from its file. */
static void follow(const qn__document *document, qn__trace_kind kind) {
  const qn__input *input = document->input;
  if (document->trace != NULL)
    qn__trace_begin(document->trace, kind, input->size, input->is_wide ? 0 : input->mark);
}

/* Converts the window in its place. */
static qn_status convert(const qn__document *document, const char *charset, qn_error *error) {
  qn__buffer converted;
  qn__buffer_init(&converted);
  qn_status status = qn__source_convert(document, &converted, charset, error);
  if (status == QN_OK)
    status = qn__input_replace(document->input, &converted, error);
  qn__buffer_clear(&converted);
  follow(document, QN__TRACE_LINES);
  return status;
}

qn_status qn__text_decode(const qn__document *document, qn_error *error) {
  const qn__input *input = document->input;
  const bool shifts = is_iso_2022_jp(input);
  char charset[QN__CHARSET_MAX] = "ISO-2022-JP";
  size_t n_bad = 0, n_good = 0;
  if (!shifts && qn__utf8_valid(input->data, input->size)) {
    follow(document, input->is_wide ? QN__TRACE_LINES : QN__TRACE_BYTES);
    return QN_OK;
  }
  if (document->options->charset != NULL)
    return convert(document, document->options->charset, error);
  qn_status status = shifts ? QN_OK : qn__source_count(document, &n_bad, &n_good, error);
  if (status == QN_OK && !shifts && n_good >= n_bad)
    follow(document, QN__TRACE_REPAIRED);
  if (status != QN_OK || (!shifts && n_good >= n_bad))
    return status;
  status = shifts ? QN_OK : qn__guess_charset(input, charset, error);
  if (status != QN_OK)
    return status;
  qn__document_problem(document, 0, 0, QN__REMARK,
                       "this is not UTF-8; read as %s, a guess (--charset says which it is)", charset);
  return convert(document, charset, error);
}
