/* SPDX-License-Identifier: MIT */
/* html_linked_data.h: what a page says about itself in a script of JSON-LD. */
#ifndef QN_INDEXER_ARTICLES_HTML_LINKED_DATA_H
#define QN_INDEXER_ARTICLES_HTML_LINKED_DATA_H

#include "articles/html_tag.h"
#include "quern.h"

/* Whether an attribute of <script> says that it is JSON-LD. */
bool qn__html_is_linked_data(const qn__html_attribute *a);

/* The value of the first "datePublished" near the begin of a script, which is found without parsing all of it.  It has
 * digits, letters and the signs of dates only; size 0: there is none. */
qn_string qn__html_linked_date(qn_string script);

#endif
