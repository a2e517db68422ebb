/* SPDX-License-Identifier: MIT */
/* searcher.h: one thread's scratch memory, and the last search:
 *
 *     query -> plan -> engines over each segment -> sinks -> stage 2 (rescore.h) -> hits */
#ifndef QN_QUERY_RESULT_SEARCHER_H
#define QN_QUERY_RESULT_SEARCHER_H

#include "collect/collapse.h"
#include "collect/count.h"
#include "collect/facets.h"
#include "collect/sorted.h"
#include "collect/top_k.h"
#include "engine/engine.h"
#include "match/hit_positions.h"
#include "rank/rescore.h"
#include "snippets/match_places.h"
#include "snippets/shown_before.h"

/* A hit of the last search. */
typedef struct qn__found {
  uint64_t article, score; /* in units of the plan's scale */
  uint32_t base;           /* of stage 1 */
  const uint64_t *parts;   /* by feature of stage 2; NULL: it was not scored again */
} qn__found;

struct qn_searcher {
  const qn_index *index;
  const qn__feature_weights *weights; /* of stage 2, without a profile */
  qn__feature_weights profile;        /* of the last search that had one */
  qn__analyzer *analyzer;
  qn__store_reader *store_reader;
  qn__arena arena;   /* reset at the start of each search */
  qn__arena article; /* what qn_searcher_article read last */
  qn__saturation saturation;
  qn__buffer text;                 /* an explanation or the like in the making */
  qn__filter_memory filter_memory; /* of the last search with filters */

  /* The last search. */
  qn_search_options options; /* with k1 and b resolved */
  qn__plan plan;             /* empty if the search failed */
  qn__interrupt interrupt;
  qn__top_k top_k;
  qn__counter counter;
  qn__rescoring rescoring; /* its candidates are the first hits; none by QN_RANK_BM25, or in another order */
  bool in_order;           /* the options ask for another order than that of the scores, or for a later page */
  qn_sort_key *sort;       /* what hits are sorted by, n_sort keys: in the arena */
  size_t n_sort;
  uint64_t order;    /* hash of that and the query */
  qn__sorted sorted; /* if that is not the score alone, from the beginning */
  qn__facets facets;
  qn__collapse collapse; /* `most` is 0 if hits do not stand for others, */
  qn__found *collapsed;  /* else these are they: as many as collapse.n */
  size_t n_hits;         /* the first options.offset of the best are skipped */
  bool is_visiting;      /* a search calls the program: articles that it reads are kept one at a time */

  qn__filter_set **filters; /* by segment, in the arena; NULL if the plan has no filters */

  /* Its hits. */
  qn__matched_segment **matched; /* by segment; NULL until a hit of the segment is asked about */
  qn__match_list matches;        /* of the article asked about last */
  uint64_t matches_article;      /* UINT64_MAX: none yet */
  qn__place_finder finder;       /* of that article */
  qn__extras extras;             /* its memory */
  qn__shown_before *shown;       /* in the arena; NULL: no snippet was to differ from others yet */

  qn__window_scratch scratch;

  qn_searcher *suggester; /* counts what suggestions are weighed by; NULL: none was made yet */
  qn__arena suggested;    /* the last suggestion */
};

/* Whether the options have a token: "" is the beginning. */
static inline bool qn__has_token(const qn_search_options *options) {
  return options->after != NULL && options->after[0] != '\0';
}

/* --- hits.c --- */

/* What was found at a place of the order, counted from its start. */
void qn__found_place(const qn_searcher *searcher, size_t at, qn__found *out);

/* The i-th hit; false if there are fewer. */
bool qn__found_hit(const qn_searcher *searcher, size_t i, qn__found *out);

/* Where an article lives. */
typedef struct qn__located {
  size_t number; /* of the segment in the index */
  const qn__index_segment *segment;
  uint32_t doc; /* in the segment */
} qn__located;

/* QN_INVALID if the index has no such article. */
qn_status qn__locate(const qn_searcher *searcher, uint64_t article, qn__located *out, qn_error *error);

/* The same for an article that has not been deleted, else QN_NOT_FOUND. */
qn_status qn__locate_live(const qn_searcher *searcher, uint64_t article, qn__located *out, qn_error *error);

/* The same for the i-th hit of the last search; QN_INVALID if there are fewer. */
qn_status qn__locate_hit(const qn_searcher *searcher, size_t i, qn__located *out, qn_error *error);

/* The matchers of the last search in a segment. */
qn_status qn__match_hits(qn_searcher *searcher, size_t number, qn__matched_segment **out, qn_error *error);

/* --- facet_access.c --- */

/* Whether the options' facets make sense; else there is an error. */
bool qn__are_facets(const qn_search_options *options, qn_error *error);

/* Prepares to count what the options ask for. */
qn_status qn__begin_facets(qn_searcher *searcher, qn_error *error);

/* --- collapsed_hits.c --- */

/* Whether the options say how hits collapse in a way that makes sense; else there is an error. */
bool qn__is_collapse(const qn_search_options *options, qn_error *error);

/* Finds the first k hits that stand for others, as the options ask, and counts these. */
qn_status qn__find_collapsed(qn_searcher *searcher, size_t k, qn_error *error);

/* Gives the matches that are like none of the hits so far to a sink. */
qn_status qn__run_unlike(qn_searcher *searcher, qn__sink *sink, qn_error *error);

/* --- searcher.c --- */

/* Gives the matches of the plan to a sink. */
qn_status qn__run_into(qn_searcher *searcher, qn__sink *sink, qn_error *error);

/* Copies the searcher's text, which has been made, to an arena. */
qn_status qn__keep_text(qn_searcher *searcher, qn__arena *arena, const char **out, qn_error *error);

/* --- search_order.c --- */

/* Whether the options' keys make sense; else there is an error. */
bool qn__is_order(const qn_search_options *options, qn_error *error);

/* Keeps what the order of the hits is. */
qn_status qn__begin_order(qn_searcher *searcher, const qn_query *query, qn_error *error);

/* Whether the search for hits has passed, and counted, all matches. */
bool qn__saw_all(const qn_searcher *searcher);

/* The place that the token of the options says; NULL: there is none. */
qn_status qn__read_after(qn_searcher *searcher, const qn__sorted_place **out, qn_error *error);

/* Makes the top k the first in the order of the options, after a place or (NULL) from the beginning. */
qn_status qn__search_in_order(qn_searcher *searcher, size_t k, const qn__sorted_place *after, qn_error *error);

/* --- ranked_hits.c --- */

/* Finds the first k articles that are like no hit so far, in their order: see qn__found_place. */
qn_status qn__find_hits(qn_searcher *searcher, size_t k, qn_error *error);

#endif
