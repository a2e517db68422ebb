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

qn__operator qn__filter_of(const char *name) {
  const size_t size = strlen(name);
  for (unsigned op = QN__FIRST_BEFORE; op < QN__FIELD; op++) {
    const char *spelling = qn__operator_spelling((qn__operator)op);
    if (qn__is_filter((qn__operator)op) && strncmp(spelling, name, size) == 0 && strcmp(spelling + size, ":") == 0)
      return (qn__operator)op;
  }
  return QN__FIELD;
}
