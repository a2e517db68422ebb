/* SPDX-License-Identifier: MIT */
/* hit_place.h: what an article is called, where a person finds it, and what more is said of it if it is asked for. */
#ifndef QN_QUERY_TOOL_HIT_PLACE_H
#define QN_QUERY_TOOL_HIT_PLACE_H

#include "tool/answer.h"

/* What an article is called: its title, or else its id. */
qn_string hit_name(const found_article *found);

/* Its URL, or else its id, which for an article from a file is the file's path.  Empty if that is what it is called. */
qn_string hit_place(const found_article *found);

/* The file that it is from: its id; the N-th record of a file has the id PATH#N, unless it says otherwise. */
qn_string hit_file(const found_article *found);

/* Where the k-th passage is in it; zeros: that is not known. */
qn_place hit_source_place(const search_answer *answer, const found_article *found, size_t k);

/* Appends that place and where in it the first snippet is, as far as it is known: "notes/tides.md:120" for an editor
 * (also if the article is called by its id), "https://example.org/tides#neap" for a browser. */
void put_hit_place(qn__buffer *out, const search_answer *answer, const found_article *found);

/* Its date without a time; empty if it has none. */
qn_string hit_day(const found_article *found);

/* Appends its date as people read it: "2024-10-20 20:04"; nothing if it has none. */
void put_hit_date(qn__buffer *out, const found_article *found);

/* Whether its id is shown in addition: where --verbose asks for it and it is neither the name nor the place. */
bool hit_shows_id(const found_article *found, const tool_options *options);

/* Whether its score is shown. */
bool hit_shows_score(const search_answer *answer, const tool_options *options);

#endif
