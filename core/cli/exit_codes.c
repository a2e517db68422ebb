/* SPDX-License-Identifier: MIT */
/* exit_codes.c: from status to exit code. */
#include "cli/exit_codes.h"

/* No default: the compiler names a status that is missing here. */
cli_exit cli_exit_of(qn_status status) {
  switch (status) {
  case QN_OK:
    return EXIT_DONE;
  case QN_BAD_INPUT:
  case QN_NOT_FOUND:
    return EXIT_NEGATIVE;
  case QN_INVALID:
  case QN_BAD_QUERY:
  case QN_MISMATCH:
  case QN_TOO_LARGE: /* a query, or a commit; articles that are too large are refused one by one */
    return EXIT_USAGE;
  case QN_NO_INDEX:
  case QN_NOT_EMPTY:
  case QN_BAD_VERSION:
    return EXIT_NO_INDEX;
  case QN_DAMAGED:
    return EXIT_DAMAGED;
  case QN_LOCKED:
    return EXIT_LOCKED;
  case QN_CANCELLED:
    return EXIT_INTERRUPTED;
  case QN_IO:
  case QN_NOT_DURABLE:
  case QN_NO_SPACE:
  case QN_NO_MEMORY:
  case QN_TIMEOUT:
    break;
  }
  return EXIT_SYSTEM;
}
