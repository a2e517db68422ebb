/* SPDX-License-Identifier: MIT */
/* similar_article.h: the query that finds articles like one of the index, or like a text. */
#ifndef QN_QUERY_TOOL_SIMILAR_ARTICLE_H
#define QN_QUERY_TOOL_SIMILAR_ARTICLE_H

#include "tool/tool_options.h"

/* Makes the query of --similar or --similar-file. */
qn_status similar_article_query(qn_query **out, const tool_options *options, qn_error *error);

#endif
