/* SPDX-License-Identifier: MIT */
/* answer.h: one query answered, with all that any output shows of it.  The output formats read nothing else. */
#ifndef QN_QUERY_TOOL_ANSWER_H
#define QN_QUERY_TOOL_ANSWER_H

#include "base/buffer.h"
#include "base/string_set.h"
#include "tool/tool_options.h"

enum { MOST_SIMILAR = 10 };

/* What became of the file that an article was read from: see stale_hits.h. */
typedef enum source_state { SOURCE_UNKNOWN, SOURCE_SAME, SOURCE_CHANGED, SOURCE_GONE } source_state;

/* One article found.  Its strings are the searcher's and live until its next search. */
typedef struct found_article {
  qn_hit hit;
  qn_article article; /* without its text */
  const qn_range *title_ranges;
  size_t n_title_ranges;
  const qn_snippets *snippets;     /* NULL: none are shown */
  size_t first_place, n_places;    /* of their places among those of the answer */
  const char *explanation;         /* NULL unless asked for */
  qn_string similar[MOST_SIMILAR]; /* ids of the first articles that it stands for, where they are shown */
  size_t n_similar;
  source_state state;
  qn_string file;  /* that it is a record of, by the id of the file; empty: it is not known, or the id says it */
  uint64_t record; /* its number in the file, from 1, */
  uint64_t line;   /* and its line; 0: it is not known */
} found_article;

typedef struct search_answer {
  const char *qid;             /* NULL outside a batch */
  qn_string asked;             /* the query: any bytes */
  qn_string text;              /* the same as valid UTF-8, to be shown */
  qn_query *query;             /* NULL if it could not be parsed */
  const qn_searcher *searcher; /* that found it, for its warnings and facets; NULL: it was not asked */
  bool wants_hits;             /* false: only the total was asked for */
  bool has_scores;             /* false: hits are sorted by other keys alone, and their scores are not known */
  qn_hits hits;
  qn_suggestion suggestion; /* all zeros: there is none */
  bool is_corrected;        /* the hits are those of the suggestion's text */
  bool begins_words;        /* the last word of the query may be begun: that it stands for many is no slip */
  found_article *found;     /* all of this answer's */
  size_t n_found, capacity;
  qn__string_set files; /* of which the articles are records */
  qn__buffer places;    /* qn_place: where the snippets of all articles are in their sources */
  bool has_next;        /* there may be a page after this one, and it is shown */
  const char *next;     /* what it begins after, for --after; NULL: it begins after `offset` and `limit` */
  double took_us;       /* parsing and ranking */
  double fetch_us;      /* reading the articles found and cutting snippets */
  qn_status status;
  qn_error error;       /* if status is not QN_OK */
  qn__buffer notes;     /* warnings of the tool, each with a zero byte at its end */
  qn__buffer repaired;  /* where `text` is if `asked` is not valid */
  qn__buffer corrected; /* the text that was searched for, if is_corrected */
} search_answer;

enum { MOST_DATE = 100 };

/* What --since and --until restrict a search to; the options of the search point into it. */
typedef struct date_filters {
  char since[MOST_DATE], until[MOST_DATE];
  qn_filter filters[2];
} date_filters;

void answer_dates(qn_search_options *searching, date_filters *dates, const tool_options *options);

/* Answers the query `asked`, which is named `qid`; failures are part of the answer.  The answer is zero-initialised
 * before its first use, keeps its memory from query to query, and is valid until the searcher's next one. */
void answer_query(search_answer *answer, qn_searcher *searcher, const tool_options *options);

/* The first part of that: forgets the last answer and parses the query. */
void answer_parse(search_answer *answer, const tool_options *options);

/* The i-th warning of the query or, after those, of the search and of the tool; NULL after the last. */
const char *answer_warning(const search_answer *answer, size_t i);

/* Where the k-th snippet of an article is in its source; NULL if that was not looked for. */
const qn_place *answer_place(const search_answer *answer, const found_article *found, size_t k);

/* The rank of the i-th article found, from 1. */
uint64_t answer_rank(const search_answer *answer, size_t i);

/* The exit code that says how it went. */
cli_exit answer_exit(const search_answer *answer);

void answer_clear(search_answer *answer);

#endif
