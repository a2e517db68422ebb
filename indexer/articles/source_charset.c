/* SPDX-License-Identifier: MIT */
/* source_charset.c: works in pieces, after each of which reading may end. */
#include "articles/source_charset.h"

#include "articles/charset.h"
#include "text/utf8.h"

/* The end of a piece that begins at `at`: not within a character. */
static size_t piece_end(const char *data, size_t size, size_t at) {
  enum { PIECE = 64 << 10, CHARACTER = 4 };
  size_t end = size - at > PIECE ? at + PIECE : size;
  for (size_t i = 0; i < CHARACTER && end < size && qn__utf8_goes_on(data[end]); i++)
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

qn_status qn__source_repair(const qn__document *document, qn__buffer *out, size_t *replaced, qn_error *error) {
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

qn_status qn__source_count(const qn__document *document, size_t *n_bad, size_t *n_good, qn_error *error) {
  const qn__input *input = document->input;
  qn__buffer repaired;
  size_t n_zeros = 0;
  qn_status status = QN_OK;
  qn__buffer_init(&repaired);
  for (size_t at = 0, end; at < input->size && status == QN_OK; at = end) {
    qn__buffer_reset(&repaired);
    end = piece_end(input->data, input->size, at);
    *n_bad += qn__utf8_repair(&repaired, input->data + at, end - at);
    for (size_t i = 0; i < repaired.size; i++)
      *n_good += repaired.data[i] >= 0xc0;
    for (size_t i = at; i < end; i++)
      n_zeros += input->data[i] == '\0';
    status = repaired.failed ? qn__fail_memory(error) : qn__allow(document->allowance, 0, error);
  }
  *n_good -= *n_bad < *n_good ? *n_bad : *n_good; /* what was replaced is good afterwards */
  *n_bad -= n_zeros;
  qn__buffer_clear(&repaired);
  return status;
}

qn_status qn__source_convert(const qn__document *document, qn__buffer *out, const char *charset, qn_error *error) {
  const qn__input *input = document->input;
  qn__conversion conversion;
  qn_status status = qn__conversion_begin(&conversion, input->data, input->size, charset, error);
  if (status != QN_OK)
    return status;
  while (status == QN_OK && qn__conversion_step(&conversion, out))
    status = may_go_on(document, out, error);
  qn__conversion_end(&conversion);
  if (status == QN_OK && out->failed)
    status = qn__fail_memory(error);
  if (status == QN_OK && conversion.n_replaced > 0)
    qn__document_problem(document, 0, 0, QN__REMARK,
                         conversion.n_replaced == 1 ? "%zu byte does not belong to the charset %s and was replaced"
                                                    : "%zu bytes do not belong to the charset %s and were replaced",
                         conversion.n_replaced, charset);
  return status;
}
