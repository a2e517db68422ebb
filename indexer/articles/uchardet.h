/* SPDX-License-Identifier: MIT */
/* uchardet.h: libuchardet, a library in C++, as a function of C. */
#ifndef QN_INDEXER_ARTICLES_UCHARDET_H
#define QN_INDEXER_ARTICLES_UCHARDET_H

#include <stdbool.h>
#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Writes the name of the charset that the text most likely has; "" if that cannot be said.  False: no memory. */
bool qn__uchardet_guess(const char *text, size_t size, char *name, size_t name_size);

#ifdef __cplusplus
}
#endif

#endif
