/* SPDX-License-Identifier: MIT */
/* html_source.c: a page that is valid UTF-8 is taken as that whatever it declares, unless it shifts between alphabets
 * with escapes.  What is neither that nor what it declares is what browsers take it for. */
#include "articles/html_source.h"

#include "articles/charset.h"
#include "articles/charset_labels.h"
#include "articles/source_charset.h"
#include "text/utf8.h"

#include <stdio.h>
#include <strings.h>

/* A page that is not valid UTF-8 and declares that or nothing: UTF-8 with errors if most of it is that, else
 * windows-1252, as in browsers. */
static qn_status guess(const qn__document *document, qn__buffer *out, const char *why, qn_error *error) {
  size_t n_bad = 0, n_good = 0, replaced = 0;
  qn_status status = qn__source_count(document, &n_bad, &n_good, error);
  if (status != QN_OK)
    return status;
  if (n_good < n_bad) {
    qn__document_problem(document, 0, 0, QN__REMARK, "%s; read as windows-1252", why);
    return qn__source_convert(document, out, "windows-1252", error);
  }
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
  bool declared = qn__charset_declared(input->data, input->size, charset);
  if (!declared && document->options->charset != NULL)
    declared = snprintf(charset, sizeof charset, "%s", document->options->charset) > 0;
  const bool is_utf8 = !declared || strcasecmp(qn__charset_of_label(charset), "utf-8") == 0;
  *source = (qn_string){input->data, input->size};
  if (valid && (is_utf8 || !shifts))
    return QN_OK;
  qn_status status = is_utf8 ? QN_NOT_FOUND : qn__source_convert(document, converted, charset, &problem);
  if (status == QN_NOT_FOUND) {
    const char *why = declared ? "it declares UTF-8 and is not" : "it declares no charset and is not UTF-8";
    status = guess(document, converted, is_utf8 ? why : problem.message, error);
  } else if (status != QN_OK) {
    qn__fail_again(error, &problem);
  }
  *source = (qn_string){(const char *)converted->data, converted->size};
  return status;
}
