/* SPDX-License-Identifier: MIT */
/* output_format.h: an answer as bytes.  A format is one file with its functions and one row in output_formats.c; its
 * option, its help and what is fetched for it follow from the row. */
#ifndef QN_QUERY_TOOL_OUTPUT_FORMAT_H
#define QN_QUERY_TOOL_OUTPUT_FORMAT_H

#include "cli/terminal.h"
#include "tool/tool_options.h"

struct search_answer;

/* Where an answer is printed, and how. */
typedef struct output {
  qn__buffer *out;
  const tool_options *options;
  const cli_terminal *terminal;
  const char *index_warning; /* a warning about the index, for formats with messages of their own; NULL: none */
} output;

/* What is printed of an answer: the rest is not fetched, and options that are about it are refused. */
enum {
  SHOWS_TOTAL = 1,     /* how many articles match */
  SHOWS_MARKS = 2,     /* the query's words in titles */
  SHOWS_PASSAGES = 4,  /* snippets and explanations */
  SHOWS_ORDER = 8,     /* articles, in any order that is asked for */
  SHOWS_NEXT = 16,     /* what the next page begins after */
  SHOWS_FACETS = 32,   /* how many articles have each value of a column */
  SHOWS_SIMILAR = 64,  /* the ids of articles that another one stands for */
  SHOWS_HITS = 128,    /* articles, in the order of their scores */
  SHOWS_FIELDS = 256,  /* what articles have by the names that are asked for */
  SHOWS_DETAILS = 512, /* scores and all ids, if they are asked for */
  SHOWS_STATES = 1024, /* whether the files of articles have changed */
  SHOWS_FILES = 2048   /* the files of articles and the lines of records */
};

typedef void output_start(const output *to);
typedef void output_begin(const output *to, const struct search_answer *answer);
typedef void output_hit(const output *to, const struct search_answer *answer, size_t i);
typedef void output_end(const output *to, const struct search_answer *answer);
typedef bool output_accepts(const char *argument);

typedef struct output_format {
  const char *name;     /* of the option that chooses it, and as --format takes it */
  char letter;          /* of the option; 0: none */
  const char *argument; /* of the option, as the help names it; NULL: the option is a flag */
  const char *help;     /* NULL: it has no option of its own */
  unsigned shows;
  bool one_hit_is_enough;
  bool takes_zeros;        /* what it prints may end in zeros (-0) */
  bool plain_words;        /* implies --words */
  bool finds_titles;       /* the query is that of title_query.h */
  bool has_messages;       /* errors and warnings are part of it; else they go to standard error */
  output_accepts *accepts; /* the option's argument; NULL: any */
  const char *accepted;    /* what that is: "a word without spaces" */
  output_start *start;     /* called once, before the first answer; NULL: not */
  output_start *finish;    /* called once, after the last one; NULL: not */
  /* Called in this order for each query, `hit` for each article found; without messages of its own, not for a query
   * that has failed.  Any of the three may be NULL. */
  output_begin *begin;
  output_hit *hit;
  output_end *end;
} output_format;

#endif
