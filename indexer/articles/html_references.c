/* SPDX-License-Identifier: MIT */
/* html_references.c: follows the HTML Standard from "Character reference state" on, without its errors. */
#include "articles/html_references.h"

#include "articles/html_names.h"
#include "text/utf8.h"

#include <ctype.h>
#include <string.h>

uint32_t qn__html_meant(uint32_t code_point) {
  static const uint16_t windows_1252[32] = {0x20ac, 0x81,   0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021,
                                            0x02c6, 0x2030, 0x0160, 0x2039, 0x0152, 0x8d,   0x017d, 0x8f,
                                            0x90,   0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014,
                                            0x02dc, 0x2122, 0x0161, 0x203a, 0x0153, 0x9d,   0x017e, 0x0178};
  return code_point >= 0x80 && code_point < 0xa0 ? windows_1252[code_point - 0x80] : code_point;
}

static unsigned digit_of(char c) {
  return isdigit((unsigned char)c) ? (unsigned)(c - '0') : (unsigned)(tolower((unsigned char)c) - 'a' + 10);
}

/* `&#146;`, `&#x92;`: p is at the ampersand. */
static size_t read_number(const char *p, const char *end, char *to, size_t *size) {
  const char *at = p + 2;
  bool hexadecimal = at < end && (*at == 'x' || *at == 'X');
  uint32_t number = 0;
  at += hexadecimal;
  const char *digits = at;
  for (; at < end && (hexadecimal ? isxdigit((unsigned char)*at) : isdigit((unsigned char)*at)); at++)
    if (number < 0x110000)
      number = number * (hexadecimal ? 16 : 10) + digit_of(*at);
  if (at == digits)
    return 0;
  if (number == 0 || number > 0x10ffff || (number >= 0xd800 && number < 0xe000))
    number = QN__REPLACEMENT;
  *size = qn__utf8_encode(to, qn__html_meant(number));
  return (size_t)(at - p) + (at < end && *at == ';');
}

/* Where what follows the name in a row of the table begins, if the row has this name, else 0; *order compares them. */
static size_t match_row(const char *row, const char *name, size_t size, int *order) {
  const size_t row_size = strcspn(row, "=!");
  *order = memcmp(row, name, row_size < size ? row_size : size);
  if (*order == 0)
    *order = (row_size > size) - (row_size < size);
  return *order == 0 ? row_size : 0;
}

/* The row of a name from its mark on, or NULL. */
static const char *find_name(const char *name, size_t size) {
  size_t low = 0, high = QN__HTML_N_NAMES;
  while (low < high) {
    const size_t middle = low + (high - low) / 2;
    int order;
    const size_t found = match_row(qn__html_names[middle], name, size, &order);
    if (found > 0)
      return qn__html_names[middle] + found;
    if (order < 0)
      low = middle + 1;
    else
      high = middle;
  }
  return NULL;
}

static size_t put_name(const char *row, char *to, size_t *size) {
  *size = strlen(row + 1);
  memcpy(to, row + 1, *size);
  return 1;
}

/* `&eacute;`, `&eacute`: the longest name counts. */
static size_t read_name(const char *p, const char *end, bool in_attribute, char *to, size_t *size) {
  const char *name = p + 1;
  size_t length = 0;
  while (length <= QN__HTML_CHARACTER_NAME_MAX && name + length < end && isalnum((unsigned char)name[length]))
    length++;
  const char *row = name + length < end && name[length] == ';' ? find_name(name, length) : NULL;
  if (row != NULL)
    return length + 1 + put_name(row, to, size);
  if (in_attribute && name + length < end && name[length] == '=')
    return 0;
  for (size_t shorter = length; shorter > 1; shorter--) {
    if (in_attribute && shorter < length)
      return 0;
    row = find_name(name, shorter);
    if (row != NULL && *row == '!')
      return shorter + put_name(row, to, size);
  }
  return 0;
}

size_t qn__html_reference(const char *p, const char *end, bool in_attribute, char to[QN__HTML_CHARACTERS_MAX],
                          size_t *size) {
  if (end - p < 3)
    return 0;
  return p[1] == '#' ? read_number(p, end, to, size) : read_name(p, end, in_attribute, to, size);
}
