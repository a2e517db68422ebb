/* SPDX-License-Identifier: MIT */
/* sized.h: structs of the public interface that cross it together with their size, so that they can grow.
 *
 * A caller was compiled with a header that is older or newer than the library.  Fields that the caller's struct does
 * not have are zero, which means the default; fields that only the caller's struct has must be zero, because the
 * library cannot do what they ask for.
 *
 * A field is only ever added at the end of a struct, and never into the padding after its last field: an older caller
 * has the same size and leaves any bytes there.  Where there is padding the new field must be wide enough to begin
 * after it. */
#ifndef QN_CORE_BASE_SIZED_H
#define QN_CORE_BASE_SIZED_H

#include "base/status.h"

enum { QN__SIZED_MAX = 4096 }; /* bytes: a larger size is one that was never set */

/* Reads the caller's options at `given`, whose first member is their size in bytes, into the library's own at `own` of
 * `own_size` bytes.  NULL: all fields are zero.  `name` is the type's, for messages.  QN_INVALID if the size is
 * impossible or a field is set that this library does not know. */
qn_status qn__options_read(void *own, size_t own_size, const void *given, const char *name, qn_error *error);

/* The same for a struct whose size is handed over beside it; it must not be NULL. */
qn_status qn__sized_read(void *own, size_t own_size, const void *given, size_t given_size, const char *name,
                         qn_error *error);

/* Fills the caller's struct of `size` bytes at `out` (may be NULL) from the library's own: as much of it as there
 * is room for, and zeros after it. */
void qn__sized_write(void *out, size_t size, const void *own, size_t own_size);

#endif
