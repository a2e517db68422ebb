/* SPDX-License-Identifier: MIT */
/* query_fault.h: where in a query something is wrong, shown below the message that says what. */
#ifndef QN_CORE_CLI_QUERY_FAULT_H
#define QN_CORE_CLI_QUERY_FAULT_H

#include "base/buffer.h"
#include "quern.h"

/* Appends the query (any bytes), or the part of it around its character number `column`, from 1, and a line with a mark
 * under that character. */
void cli_put_fault(qn__buffer *out, qn_string query, unsigned column);

#endif
