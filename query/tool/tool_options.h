/* SPDX-License-Identifier: MIT */
/* tool_options.h: what the command line of quern-query asks for. */
#ifndef QN_QUERY_TOOL_TOOL_OPTIONS_H
#define QN_QUERY_TOOL_TOOL_OPTIONS_H

#include "cli/option_table.h"
#include "quern.h"

struct output_format;

enum { FACET_SORT_COUNT, FACET_SORT_VALUE };

/* The articles that one search reaches: what --offset skips and --limit shows. */
enum { MOST_ARTICLES = 10000 };

typedef struct tool_options {
  cli_list dirs; /* of the indexes; never none */
  char *query;   /* the query words, joined by one space; NULL: none was given */
  uint64_t limit, offset, snippets, snippet_chars, threads, max_expansions;
  uint64_t open;  /* the hit to be opened, from 1; 0: none */
  unsigned count; /* qn_count */
  unsigned rank;  /* qn_rank */
  unsigned color; /* cli_color */
  double k1, b;   /* negative: the library's default */
  bool all, all_matches, correct, partial, words, explain, exhaustive, strict, null, verbose, no_pager, help, fresh,
      help_syntax, version;
  const char *batch;         /* the file of queries, or NULL */
  const char *min_match;     /* as it was given, or NULL */
  unsigned min_match_number; /* one of the two, or neither */
  unsigned min_match_percent;
  const char *after;         /* the token of a page, or NULL */
  const char *since, *until; /* dates, or NULL */
  cli_list sort;             /* "score", "id", "date" or a field, each with a '-' before it where it descends */
  const char *similar;       /* the id of an article whose like is looked for, or NULL */
  const char *similar_file;  /* a text whose like is looked for, or NULL */
  bool expand;               /* with the words of the first hits */
  const char *recency;       /* an age, as it was given, or NULL */
  double recency_days;       /* that */
  const char *boost;         /* a field and how it counts, as it was given, or NULL */
  char *boost_column;        /* that field */
  bool boost_is_count;
  const char *collapse; /* a field; "": near-duplicates; NULL: not */
  cli_list fields;      /* to be shown, each item with commas between several */
  cli_list facet;       /* columns, each with how it is counted after a colon */
  uint64_t facet_limit;
  unsigned facet_sort;
  qn_facet *facets;            /* what these ask for, facet.n of them */
  const char *synonym_file;    /* or NULL */
  const qn_synonyms *synonyms; /* what it says, once it is read */
  const qn_index *index;       /* once it is open */
  const struct output_format *format;
  const char *format_argument; /* of the format's option, or NULL */
} tool_options;

#endif
