/* SPDX-License-Identifier: MIT */
/* hit_place.h: where a person finds an article. */
#ifndef QN_QUERY_TOOL_HIT_PLACE_H
#define QN_QUERY_TOOL_HIT_PLACE_H

#include "tool/answer.h"

/* What an article is called: its title, or else its id. */
qn_string hit_name(const found_article *found);

/* Its URL, or else its id, which for an article from a file is the file's path.  Empty if that is what it is called. */
qn_string hit_place(const found_article *found);

#endif
