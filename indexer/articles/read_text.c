/* SPDX-License-Identifier: MIT */
/* read_text.c: a plain text is one article. */
#include "articles/plain_text.h"

qn__read_function qn__read_text;

qn_status qn__read_text(const qn__document *document, qn_error *error) {
  qn_article article = {.id = {NULL, 0}};
  bool blank;
  qn_status status = qn__document_read_all(document, &blank, error);
  if (status != QN_OK || blank)
    return status;
  return qn__read_plain_text(document, &article, document->input->data, document->input->size, error);
}
