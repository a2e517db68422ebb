/* SPDX-License-Identifier: MIT */
/* text_charset.c: what is not UTF-8 shows by its bytes what it is, if it is long enough; else it is windows-1252. */
#include "articles/text_charset.h"

#include "articles/charset.h"
#include "articles/source_charset.h"
#include "articles/uchardet.h"
#include "text/utf8.h"

#include <stdio.h>
#include <strings.h>

/* ISO-2022-JP is ASCII with escapes, `ESC $ B`. */
static bool is_iso_2022_jp(const qn__input *input) {
  return memmem(input->data, input->size, "\x1b$B", 3) != NULL || memmem(input->data, input->size, "\x1b$@", 3) != NULL;
}

/* A few letters beyond ASCII say nothing, unless most letters are: those of other alphabets. */
static bool is_enough(const char *text, size_t size) {
  enum { ENOUGH = 24 };
  size_t n_high = 0;
  for (size_t i = 0; i < size; i++)
    n_high += (unsigned char)text[i] >= 0x80;
  return n_high >= ENOUGH || n_high > size / 3;
}

static qn_status guess(const qn__input *input, char charset[QN__CHARSET_MAX], qn_error *error) {
  enum { LOOK = 64 << 10 };
  const size_t size = input->size < LOOK ? input->size : LOOK;
  charset[0] = '\0';
  if (is_enough(input->data, size) && !qn__uchardet_guess(input->data, size, charset, QN__CHARSET_MAX))
    return qn__fail_memory(error);
  if (charset[0] == '\0' || strcmp(charset, "ASCII") == 0 || strncmp(charset, "UTF-", 4) == 0 ||
      strcasecmp(charset, "windows-1252") == 0)
    snprintf(charset, QN__CHARSET_MAX, "windows-1252");
  return QN_OK;
}

/* Converts the window in its place. */
static qn_status convert(const qn__document *document, const char *charset, qn_error *error) {
  qn__buffer converted;
  qn__buffer_init(&converted);
  qn_status status = qn__source_convert(document, &converted, charset, error);
  if (status == QN_OK)
    status = qn__input_replace(document->input, (const char *)converted.data, converted.size, error);
  qn__buffer_clear(&converted);
  return status;
}

/* From the charset that was asked for; one that is unknown is reported, and the text stays. */
static qn_status convert_asked(const qn__document *document, qn_error *error) {
  qn_error problem;
  qn_status status = convert(document, document->options->charset, &problem);
  if (status == QN_NOT_FOUND) {
    qn__document_problem(document, 0, 0, QN__REMARK, "%s; read as UTF-8", problem.message);
    return QN_OK;
  }
  return status == QN_OK ? QN_OK : qn__fail_again(error, &problem);
}

qn_status qn__text_decode(const qn__document *document, qn_error *error) {
  const qn__input *input = document->input;
  const bool shifts = is_iso_2022_jp(input);
  char charset[QN__CHARSET_MAX] = "ISO-2022-JP";
  size_t n_bad = 0, n_good = 0;
  if (!shifts && qn__utf8_valid(input->data, input->size))
    return QN_OK;
  if (document->options->charset != NULL)
    return convert_asked(document, error);
  qn_status status = shifts ? QN_OK : qn__source_count(document, &n_bad, &n_good, error);
  if (status != QN_OK || (!shifts && n_good >= n_bad))
    return status;
  if (!shifts && guess(input, charset, error) != QN_OK)
    return QN_NO_MEMORY;
  qn__document_problem(document, 0, 0, QN__REMARK,
                       "this is not UTF-8; read as %s, a guess (--charset says which it is)", charset);
  status = convert(document, charset, error);
  return status == QN_NOT_FOUND ? convert(document, "windows-1252", error) : status;
}
