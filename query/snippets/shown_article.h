/* SPDX-License-Identifier: MIT */
/* shown_article.h: an article of which passages and marked words are shown. */
#ifndef QN_QUERY_SNIPPETS_SHOWN_ARTICLE_H
#define QN_QUERY_SNIPPETS_SHOWN_ARTICLE_H

#include "snippets/match_places.h"
#include "snippets/shown_before.h"

/* Whatever is returned for it is the arena's. */
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

#endif
