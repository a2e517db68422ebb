/* SPDX-License-Identifier: MIT */
/* snippets.h: shows where the words of a query are in an article: passages of its text, and ranges of its title. */
#ifndef QN_QUERY_SNIPPETS_SNIPPETS_H
#define QN_QUERY_SNIPPETS_SNIPPETS_H

#include "snippets/match_places.h"
#include "snippets/shown_before.h"

/* The article that is shown.  What is returned is the arena's. */
typedef struct qn__shown_article {
  const qn__segment *segment;
  uint32_t doc;
  const qn__match_list *matches;
  qn__store_reader *store_reader;
  qn__arena *arena;
  qn__place_finder *finder; /* of the places of the matches */
  uint64_t article;         /* its number in the index */
  qn__shown_before *before; /* by other hits; NULL: that does not matter */
  bool keeps_lines;         /* its snippets have lines where it has them */
} qn__shown_article;

typedef struct qn__snippet_list {
  const qn_snippet *snippets;
  size_t n;
} qn__snippet_list;

/* Cuts the best passages, `max_snippets` of `max_chars` characters at most. */
qn_status qn__cut_snippets(const qn__shown_article *shown, size_t max_snippets, size_t max_chars, qn__snippet_list *out,
                           qn_error *error);

/* The matches in the title, as byte ranges of it. */
qn_status qn__highlight_title(const qn__shown_article *shown, const qn_range **ranges, size_t *n_ranges,
                              qn_error *error);

#endif
