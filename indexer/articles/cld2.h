/* SPDX-License-Identifier: MIT */
/* cld2.h: libcld2, a library in C++, as a function of C.  Its callers are in language_detection.c. */
#ifndef QN_INDEXER_ARTICLES_CLD2_H
#define QN_INDEXER_ARTICLES_CLD2_H

#include <stddef.h>

typedef enum qn__cld2_answer {
  QN__CLD2_SURE,
  QN__CLD2_UNSURE,
  QN__CLD2_NO_MEMORY,
  QN__CLD2_MISSING, /* quern was built where there is no libcld2 */
} qn__cld2_answer;

#ifdef __cplusplus
extern "C" {
#endif

/* The language of UTF-8 text, as libcld2 calls it, in a static string; NULL unless it is sure.  libcld2 reads a byte
 * beyond the text: it must be followed by a zero. */
qn__cld2_answer qn__cld2_detect(const char *text, size_t size, const char **code);

#ifdef __cplusplus
}
#endif

#endif
