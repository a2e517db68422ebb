/* SPDX-License-Identifier: MIT */
/* html_signs.h: what the attributes of an element say about its place on the page: that it is the main part, or that it
 * stands apart from the article (hidden, navigation, a cookie banner). */
#ifndef QN_INDEXER_ARTICLES_HTML_SIGNS_H
#define QN_INDEXER_ARTICLES_HTML_SIGNS_H

#include "articles/html_tag.h"

typedef enum qn__html_sign { QN__HTML_NO_SIGN, QN__HTML_IS_MAIN, QN__HTML_IS_APART } qn__html_sign;

/* What one attribute of an element says. */
qn__html_sign qn__html_sign_of(const qn__html_element *element, const qn__html_attribute *a);

#endif
