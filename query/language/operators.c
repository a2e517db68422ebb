/* SPDX-License-Identifier: MIT */
/* operators.c: look-ups in the table of operators. */
#include "language/operators.h"

#include <string.h>

static const struct {
  qn__syntax syntax;
  const char *spelling;
} table[] = {
#define ROW(op, syntax, spelling) [op] = {syntax, spelling},
    QN__OPERATOR_TABLE(ROW)
#undef ROW
};

qn__syntax qn__operator_syntax(qn__operator op) {
  return table[op].syntax;
}

const char *qn__operator_spelling(qn__operator op) {
  return table[op].spelling;
}

qn__operator qn__operator_at(const char *text, size_t size) {
  for (unsigned op = QN__FIRST_BEFORE; op < QN__N_OPERATORS; op++) {
    const char *spelling = table[op].spelling;
    if (*spelling != *text || table[op].syntax < QN__SYNTAX_SIGN)
      continue;
    size_t length = strlen(spelling);
    if (size > length && memcmp(text, spelling, length) == 0)
      return (qn__operator)op;
  }
  return QN__GROUP;
}
