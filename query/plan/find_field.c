/* SPDX-License-Identifier: MIT */
/* find_field.c: names of columns, in any case. */
#include "plan/find_field.h"

#include "base/bytes.h"
#include "plan/field_values.h"
#include "text/letters.h"
#include "text/utf8.h"

/* The letter at the beginning of a text, without case; its bytes, 0 if it is not valid UTF-8. */
static size_t caseless_letter(qn_string text, uint32_t letters[QN__LETTERS_MAX], size_t *n) {
  unsigned step;
  const size_t size = qn__utf8_character(text.data, text.size);
  if (size > 0)
    *n = qn__caseless_letters(letters, qn__utf8_decode(text.data, &step));
  return size;
}

static bool same_caseless(qn_string a, qn_string b) {
  while (a.size > 0 && b.size > 0) {
    uint32_t a_letters[QN__LETTERS_MAX], b_letters[QN__LETTERS_MAX];
    size_t a_n = 0, b_n = 0;
    const size_t a_size = caseless_letter(a, a_letters, &a_n), b_size = caseless_letter(b, b_letters, &b_n);
    if (a_size == 0 || b_size == 0 || a_n != b_n || memcmp(a_letters, b_letters, a_n * sizeof *a_letters) != 0)
      return false;
    a = (qn_string){a.data + a_size, a.size - a_size};
    b = (qn_string){b.data + b_size, b.size - b_size};
  }
  return a.size == b.size;
}

/* Finds the first name in order that differs in case alone; its size is 0 if there is none. */
static qn_status find_caseless(const qn_index *index, qn_string name, qn_string *stored, qn_error *error) {
  *stored = (qn_string){NULL, 0};
  for (size_t s = 0; s < index->n_segments; s++) {
    const qn__columns *columns = &index->segments[s].segment->columns;
    for (uint32_t i = 0; i < columns->n_columns; i++) {
      qn__column column;
      qn_status status = qn__columns_get(columns, i, &column, error);
      if (status != QN_OK)
        return status;
      const qn_string other = {column.name, column.name_size};
      if (same_caseless(name, other) &&
          (stored->size == 0 || qn__compare_bytes(other.data, other.size, stored->data, stored->size) < 0))
        *stored = other;
    }
  }
  return QN_OK;
}

qn_status qn__find_field(const qn_index *index, qn_string name, qn_string *stored, unsigned *types, qn_error *error) {
  *stored = name;
  qn_status status = qn__field_types(index, name, types, error);
  if (status != QN_OK || *types != 0)
    return status;
  status = find_caseless(index, name, stored, error);
  return status == QN_OK && stored->size > 0 ? qn__field_types(index, *stored, types, error) : status;
}
