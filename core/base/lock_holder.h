/* SPDX-License-Identifier: MIT */
/* lock_holder.h: which process holds a lock on a file, where the system says it. */
#ifndef QN_CORE_BASE_LOCK_HOLDER_H
#define QN_CORE_BASE_LOCK_HOLDER_H

/* The process that took the lock (flock) on the open file; 0: it is not known, or it has ended and one that it started
 * holds the lock. */
long qn__lock_holder(int fd);

#endif
