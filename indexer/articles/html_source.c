/* SPDX-License-Identifier: MIT */
/* html_source.c: a page that is valid UTF-8 is taken as that whatever it declares, unless it shifts between alphabets
 * with escapes. */
#include "articles/html_source.h"

#include "text/utf8.h"

#include <strings.h>

/* The end of a piece that begins at `at`: not within a character. */
static size_t piece_end(const char *data, size_t size, size_t at) {
  enum { PIECE = 64 << 10, CHARACTER = 4 };
  size_t end = size - at > PIECE ? at + PIECE : size;
  for (size_t i = 0; i < CHARACTER && end < size && ((unsigned char)data[end] & 0xc0) == 0x80; i++)
    end--;
  return end;
}

/* After each piece.  How much more the rest needs is not known before it is converted. */
static qn_status may_go_on(const qn__document *document, const qn__buffer *out, qn_error *error) {
  if (out->failed)
    return qn__fail_memory(error);
  if (document->input->capacity + out->capacity > document->allowance->memory)
    return qn__refuse_to_read(document->allowance, 0, error);
  return qn__allow(document->allowance, 0, error);
}

static qn_status repair(const qn__document *document, qn__buffer *out, size_t *replaced, qn_error *error) {
  const qn__input *input = document->input;
  qn_status status = QN_OK;
  for (size_t at = 0, end; at < input->size && status == QN_OK; at = end) {
    end = piece_end(input->data, input->size, at);
    *replaced += qn__utf8_repair(out, input->data + at, end - at);
    status =
        out->failed ? qn__fail_memory(error) : qn__allow(document->allowance, input->capacity + out->capacity, error);
  }
  return status;
}

static qn_status repair_declared(const qn__document *document, qn__buffer *out, bool declared, qn_error *error) {
  size_t replaced = 0;
  qn_status status = repair(document, out, &replaced, error);
  if (status == QN_OK && replaced > 0)
    qn__document_problem(document, 0, 0, QN__REMARK, "%zu characters are not UTF-8%s and were replaced", replaced,
                         declared ? "" : ", and no charset is declared,");
  return status;
}

static qn_status convert(const qn__document *document, qn__buffer *out, const char *charset, qn_error *error) {
  const qn__input *input = document->input;
  qn__conversion conversion;
  qn_error problem;
  qn_status status = qn__conversion_begin(&conversion, input->data, input->size, charset, &problem);
  if (status == QN_NOT_FOUND) {
    size_t replaced = 0;
    qn__document_problem(document, 0, 0, QN__REMARK, "%s; read as UTF-8", problem.message);
    return repair(document, out, &replaced, error);
  }
  if (status != QN_OK)
    return qn__fail_again(error, &problem);
  while (status == QN_OK && qn__conversion_step(&conversion, out))
    status = may_go_on(document, out, error);
  qn__conversion_end(&conversion);
  return status == QN_OK && out->failed ? qn__fail_memory(error) : status;
}

qn_status qn__html_source(const qn__document *document, qn__buffer *converted, qn_string *source, qn_error *error) {
  const qn__input *input = document->input;
  char charset[QN__CHARSET_MAX];
  bool shifts = memchr(input->data, '\x1b', input->size) != NULL;
  bool valid = qn__utf8_valid(input->data, input->size);
  bool declared = qn__charset_declared(input->data, input->size, charset);
  bool is_utf8 = !declared || strcasecmp(charset, "utf-8") == 0 || strcasecmp(charset, "utf8") == 0;
  *source = (qn_string){input->data, input->size};
  if (valid && (is_utf8 || !shifts))
    return QN_OK;
  qn_status status =
      is_utf8 ? repair_declared(document, converted, declared, error) : convert(document, converted, charset, error);
  *source = (qn_string){(const char *)converted->data, converted->size};
  return status;
}
