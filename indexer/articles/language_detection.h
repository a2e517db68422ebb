/* SPDX-License-Identifier: MIT */
/* language_detection.h: which language an article that names none is written in.  Only the tool asks: libquern takes
 * articles as they are, and queries are never language-detected. */
#ifndef QN_INDEXER_ARTICLES_LANGUAGE_DETECTION_H
#define QN_INDEXER_ARTICLES_LANGUAGE_DETECTION_H

#include "base/status.h"
#include "quern.h"

/* Fails with QN_INVALID if this program was built without language detection. */
qn_status qn__detection_check(qn_error *error);

/* The article's language by its title and the first bytes of its text, a BCP 47 code in a static string; "" if they do
 * not show it. */
qn_status qn__detect_language(const qn_article *article, const char **code, qn_error *error);

#endif
