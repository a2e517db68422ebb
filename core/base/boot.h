/* SPDX-License-Identifier: MIT */
/* boot.h: which run of the operating system is this?  What was written without waiting for the disk is whole as long as
 * the system that took it still runs. */
#ifndef QN_CORE_BASE_BOOT_H
#define QN_CORE_BASE_BOOT_H

#include <stdbool.h>
#include <stdint.h>

enum { QN__BOOT_ID_SIZE = 16 };

/* Sets the id of this run; false, and zeros, where the system has none. */
bool qn__boot_id(uint8_t id[QN__BOOT_ID_SIZE]);

#endif
