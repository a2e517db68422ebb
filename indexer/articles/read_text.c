/* SPDX-License-Identifier: MIT */
/* read_text.c: a plain text is one article. */
#include "articles/file_names.h"
#include "articles/plain_text.h"
#include "articles/source_code.h"
#include "articles/terminal_text.h"

qn__read_function qn__read_text;

qn_status qn__read_text(const qn__document *document, qn_error *error) {
  qn_article article = {.id = {NULL, 0}};
  bool blank;
  qn_status status = qn__document_read_all(document, &blank, error);
  if (status != QN_OK || blank)
    return status;
  qn__input *input = document->input;
  input->size = qn__terminal_text(input->data, input->size, document->trace);
  if (qn__is_source_code(qn__file_extension(document->name), (qn_string){input->data, input->size}))
    article.title = qn__file_whole_name(document->name);
  return qn__read_plain_text(document, &article, input->data, input->size, QN__TEXT_AS_WRITTEN, error);
}
