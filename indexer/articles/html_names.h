/* SPDX-License-Identifier: MIT */
/* html_names.h: the names of characters that pages may use (HTML Standard, "Named character references"). */
#ifndef QN_INDEXER_ARTICLES_HTML_NAMES_H
#define QN_INDEXER_ARTICLES_HTML_NAMES_H

enum { QN__HTML_N_NAMES = 2125, QN__HTML_CHARACTER_NAME_MAX = 31 };

/* Sorted by name: a name, then `=` and the characters in UTF-8; `!` instead of `=` if no semicolon has to follow. */
extern const char *const qn__html_names[QN__HTML_N_NAMES];

#endif
