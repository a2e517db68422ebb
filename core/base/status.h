/* SPDX-License-Identifier: MIT */
/* status.h: error reporting.  Functions return qn_status and describe the failure once, where it is first seen.
 */
#ifndef QN_CORE_BASE_STATUS_H
#define QN_CORE_BASE_STATUS_H

#include "base/portability.h"
#include "quern.h"

/* Writes `error` if it is not NULL, and returns `status`: `return qn__fail(error, QN_IO, "%s: ...", path);` */
qn_status qn__fail(qn_error *error, qn_status status, const char *format, ...) QN_PRINTF(3, 4);

/* The same for a failed system call: errno decides between QN_NO_SPACE, QN_NO_MEMORY and QN_IO and ends the message:
 * "cannot WHAT PATH: No space left on device". */
qn_status qn__fail_errno(qn_error *error, const char *what, const char *path);

/* The same for memory. */
qn_status qn__fail_memory(qn_error *error);

/* The same with the failure that `problem` describes. */
qn_status qn__fail_again(qn_error *error, const qn_error *problem);

/* Every "this index is damaged" passes here: a breakpoint, a file, an offset, a reason. */
qn_status qn__fail_damaged(qn_error *error, const char *path, uint64_t offset, const char *reason);

#endif
