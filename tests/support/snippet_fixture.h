/* SPDX-License-Identifier: MIT */
/* snippet_fixture.h: what snippets and titles show, with the words of the query in brackets. */
#ifndef QN_TESTS_SUPPORT_SNIPPET_FIXTURE_H
#define QN_TESTS_SUPPORT_SNIPPET_FIXTURE_H

#include "support/search_fixture.h"

extern const char snippet_harbour[]; /* three paragraphs */

#define STORM "The storm hit the coast at noon, and two ferries stayed in the old port all day long. "
#define BETWEEN                                                                                                        \
  "Nothing of this was known in the capital, where people went to work as on any other day, and came back in the "     \
  "evening without an umbrella. The sky was no concern of theirs, on that day or on any other one, "                   \
  "since it was blue there from one end to the other. "
#define LATER "In the evening the storm left the coast again, and one of the ferries put to sea. "

#define FOUR_STORMS                                                                                                    \
  "One storm came in spring. " BETWEEN "Two was the storm of the summer. " BETWEEN                                     \
  "Three hours long a storm went on. " BETWEEN "Four ships were lost in that storm. "

/* An index of one article. */
void snippet_fixture_open(search_fixture *f, const char *title, const char *text);

/* The snippets of the query's only hit, joined by " | "; valid until the next call. */
const char *shown_snippets(search_fixture *f, const char *query, size_t max_snippets, size_t max_chars);

/* The title of the query's only hit; valid until the next call. */
const char *shown_title(search_fixture *f, const char *query);

/* The snippets of the article with an id among the hits of the query before. */
const qn_snippets *snippets_of(search_fixture *f, size_t n_hits, const char *id, const qn_snippet_options *options);

#endif
