/* SPDX-License-Identifier: MIT */
/* html_source.c: a page that is valid UTF-8 is taken as that whatever it declares, unless it shifts between alphabets
 * with escapes.  What is neither that nor what it declares is what browsers take it for. */
#include "articles/html_source.h"

#include "articles/charset_labels.h"
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

/* The bytes that are not UTF-8, and the characters beyond ASCII that are. */
static qn_status count_utf8(const qn__document *document, size_t *n_bad, size_t *n_good, qn_error *error) {
  const qn__input *input = document->input;
  qn__buffer repaired;
  qn_status status = QN_OK;
  qn__buffer_init(&repaired);
  for (size_t at = 0, end; at < input->size && status == QN_OK; at = end) {
    qn__buffer_reset(&repaired);
    end = piece_end(input->data, input->size, at);
    *n_bad += qn__utf8_repair(&repaired, input->data + at, end - at);
    for (size_t i = 0; i < repaired.size; i++)
      *n_good += repaired.data[i] >= 0xc0;
    status = repaired.failed ? qn__fail_memory(error) : qn__allow(document->allowance, 0, error);
  }
  *n_good -= *n_bad < *n_good ? *n_bad : *n_good; /* what was replaced is good afterwards */
  qn__buffer_clear(&repaired);
  return status;
}

static qn_status convert(const qn__document *document, qn__buffer *out, const char *charset, qn_error *error) {
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
    qn__document_problem(document, 0, 0, QN__REMARK, "%zu bytes do not belong to the charset %s and were replaced",
                         conversion.n_replaced, charset);
  return status;
}

/* A page that is not valid UTF-8 and declares that or nothing: UTF-8 with errors if most of it is that, else
 * windows-1252, as in browsers. */
static qn_status guess(const qn__document *document, qn__buffer *out, const char *why, qn_error *error) {
  size_t n_bad = 0, n_good = 0, replaced = 0;
  qn_status status = count_utf8(document, &n_bad, &n_good, error);
  if (status != QN_OK)
    return status;
  if (n_good < n_bad) {
    qn__document_problem(document, 0, 0, QN__REMARK, "%s; read as windows-1252", why);
    return convert(document, out, "windows-1252", error);
  }
  status = repair(document, out, &replaced, error);
  if (status == QN_OK)
    qn__document_problem(document, 0, 0, QN__REMARK, "%zu bytes are not UTF-8 and were replaced", replaced);
  return status;
}

qn_status qn__html_source(const qn__document *document, qn__buffer *converted, qn_string *source, qn_error *error) {
  const qn__input *input = document->input;
  char charset[QN__CHARSET_MAX];
  qn_error problem = {.status = QN_OK};
  const bool shifts = memchr(input->data, '\x1b', input->size) != NULL;
  const bool valid = qn__utf8_valid(input->data, input->size);
  const bool declared = qn__charset_declared(input->data, input->size, charset);
  const bool is_utf8 = !declared || strcasecmp(qn__charset_of_label(charset), "utf-8") == 0;
  *source = (qn_string){input->data, input->size};
  if (valid && (is_utf8 || !shifts))
    return QN_OK;
  qn_status status = is_utf8 ? QN_NOT_FOUND : convert(document, converted, charset, &problem);
  if (status == QN_NOT_FOUND) {
    const char *why = declared ? "it declares UTF-8 and is not" : "it declares no charset and is not UTF-8";
    status = guess(document, converted, is_utf8 ? why : problem.message, error);
  } else if (status != QN_OK) {
    qn__fail_again(error, &problem);
  }
  *source = (qn_string){(const char *)converted->data, converted->size};
  return status;
}
