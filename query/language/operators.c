/* SPDX-License-Identifier: MIT */
/* operators.c: look-ups in the table of operators. */
#include "language/operators.h"

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
