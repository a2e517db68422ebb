/* SPDX-License-Identifier: MIT */
/* charset.h: other encodings to UTF-8. */
#ifndef QN_INDEXER_ARTICLES_CHARSET_H
#define QN_INDEXER_ARTICLES_CHARSET_H

#include <stdbool.h>

#include "base/buffer.h"
#include "base/status.h"

enum { QN__CHARSET_MAX = 40 }; /* bytes of a charset's name and a zero */

/* The charset that HTML or XML declares near its start; false if it names none. */
bool qn__charset_declared(const char *html, size_t size, char name[QN__CHARSET_MAX]);

/* A text that is converted to UTF-8, a piece at a time. */
typedef struct qn__conversion {
  void *state; /* iconv's */
  const char *next;
  size_t left;
  size_t n_replaced; /* bytes that do not belong to the charset */
} qn__conversion;

/* QN_NOT_FOUND if there is no such charset. */
qn_status qn__charset_check(const char *charset, qn_error *error);

/* QN_NOT_FOUND if iconv does not know the charset.  The text must live until the end. */
qn_status qn__conversion_begin(qn__conversion *conversion, const char *text, size_t size, const char *charset,
                               qn_error *error);
void qn__conversion_end(qn__conversion *conversion);

/* Appends the next piece, 64 KiB or less; what does not belong to the charset becomes U+FFFD.  False: nothing is left,
 * or there is no memory. */
bool qn__conversion_step(qn__conversion *conversion, qn__buffer *out);

#endif
