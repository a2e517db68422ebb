/* SPDX-License-Identifier: MIT */
/* html_source.c: a page that is valid UTF-8 is taken as that whatever it declares, unless it shifts between alphabets
 * with escapes.  What is neither that nor what it declares is what browsers take it for. */
#include "articles/html_source.h"

#include "articles/charset.h"
#include "articles/charset_labels.h"
#include "articles/source_charset.h"
#include "articles/text_charset.h"
#include "text/utf8.h"

#include <stdio.h>
#include <strings.h>

/* Charsets of other letters than Latin ones, by how their names begin. */
static bool is_other_alphabet(const char *charset) {
  static const char *const names[] = {"big5",         "euc-",         "gb18030",     "ibm855",     "ibm866",
                                      "iso-8859-5",   "iso-8859-6",   "iso-8859-7",  "iso-8859-8", "koi8-",
                                      "mac-cyr",      "shift_jis",    "tis-620",     "uhc",        "windows-1251",
                                      "windows-1253", "windows-1255", "windows-1256"};
  for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
    if (strncasecmp(charset, names[i], strlen(names[i])) == 0)
      return true;
  return false;
}

/* Reads a page as the charset of another alphabet that it most likely has, else as windows-1252, as browsers do. */
static qn_status convert_guessed(const qn__document *document, qn__buffer *out, const char *why, qn_error *error) {
  char charset[QN__CHARSET_MAX];
  qn_status status = qn__guess_charset(document->input, charset, error);
  if (status != QN_OK)
    return status;
  const bool is_other = is_other_alphabet(charset);
  qn__document_problem(document, 0, 0, QN__REMARK, "%s; read as %s%s", why, is_other ? charset : "windows-1252",
                       is_other ? ", a guess (--charset says which it is)" : "");
  return qn__source_convert(document, out, is_other ? charset : "windows-1252", error);
}

/* A page that is not valid UTF-8 and declares that or nothing: UTF-8 with errors if most of it is that. */
static qn_status guess(const qn__document *document, qn__buffer *out, const char *why, qn_error *error) {
  size_t n_bad = 0, n_good = 0, replaced = 0;
  qn_status status = qn__source_count(document, &n_bad, &n_good, error);
  if (status != QN_OK)
    return status;
  if (n_good < n_bad)
    return convert_guessed(document, out, why, error);
  status = qn__source_repair(document, out, &replaced, error);
  if (status == QN_OK)
    qn__document_problem(document, 0, 0, QN__REMARK,
                         replaced == 1
                             ? "%zu byte is not UTF-8 and was replaced; the page may declare another charset"
                             : "%zu bytes are not UTF-8 and were replaced; the page may declare another charset",
                         replaced);
  return status;
}

qn_status qn__html_source(const qn__document *document, qn__buffer *converted, qn_string *source, qn_error *error) {
  const qn__input *input = document->input;
  char charset[QN__CHARSET_MAX];
  qn_error problem = {.status = QN_OK};
  const bool shifts = memchr(input->data, '\x1b', input->size) != NULL;
  const bool valid = qn__utf8_valid(input->data, input->size);
  const bool declares = qn__charset_declared(input->data, input->size, charset); /* and so it is not UTF-16 */
  bool declared = declares;
  if (!declared && document->options->charset != NULL)
    declared = snprintf(charset, sizeof charset, "%s", document->options->charset) > 0;
  const char *name = declared ? qn__charset_of_label(charset) : "UTF-8";
  const bool is_utf8 = strcasecmp(name, "UTF-8") == 0 || (declares && strncmp(name, "UTF-16", 6) == 0);
  *source = (qn_string){input->data, input->size};
  if (valid && (is_utf8 || !shifts))
    return QN_OK;
  qn_status status = is_utf8 ? QN_NOT_FOUND : qn__source_convert(document, converted, charset, &problem);
  if (status == QN_NOT_FOUND) {
    const char *why = !declared                        ? "it declares no charset and is not UTF-8"
                      : strcasecmp(name, "UTF-8") == 0 ? "it declares UTF-8 and is not"
                                                       : "it declares UTF-16 and is neither that nor UTF-8";
    status = guess(document, converted, is_utf8 ? why : problem.message, error);
  } else if (status != QN_OK) {
    qn__fail_again(error, &problem);
  }
  *source = (qn_string){(const char *)converted->data, converted->size};
  return status;
}
