/* SPDX-License-Identifier: MIT */
/* charset_labels.h: the names that pages and people give to charsets. */
#ifndef QN_INDEXER_ARTICLES_CHARSET_LABELS_H
#define QN_INDEXER_ARTICLES_CHARSET_LABELS_H

/* What iconv calls the charset that is meant by a label: the one that browsers read, which is often a superset of what
 * is declared.  A label that is unknown here stays as it is. */
const char *qn__charset_of_label(const char *label);

#endif
