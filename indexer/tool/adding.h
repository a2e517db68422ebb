/* SPDX-License-Identifier: MIT */
/* adding.h: what `add` reads, and how it goes. */
#ifndef QN_INDEXER_TOOL_ADDING_H
#define QN_INDEXER_TOOL_ADDING_H

#include "articles/read_articles.h"
#include "tool/commit_pace.h"
#include "tool/file_sources.h"
#include "tool/problem_kinds.h"
#include "tool/progress.h"
#include "tool/read_options.h"
#include "tool/skip_counts.h"
#include "tool/vanished_sources.h"
#include "tool/walk_options.h"
#include "tool/write_options.h"

typedef struct adding {
  /* what was asked for */
  write_options options;
  read_options reading;
  walk_options walking;
  bool quiet, verbose;
  bool force, sync, tail;
  bool adds_roots;  /* nothing was named */
  unsigned format;  /* qn__article_format */
  const char *lang; /* NULL: not asked for */
  uint64_t title_weight;
  const char *files_from;
  bool null_ends;   /* of the paths in files_from */
  commit_pace pace; /* of commits on the way */
  unsigned progress_choice;
  /* how it goes */
  bool asks_memory; /* how much was asked for */
  size_t reading_memory;
  qn_string article_lang; /* of articles that name none */
  bool detects_lang;      /* of articles that name none */
  qn_writer *writer;
  qn__article_reader *reader;
  progress progress;
  file_sources sources;
  source_operand *operand; /* what is walked; NULL: something that has no record */
  bool is_named;           /* the file that is read: it was named, not met in a folder */
  vanished_list vanished;  /* what is looked through with --sync */
  skip_counts skips;
  uint64_t uncommitted, refused, undetected, bytes_read;
  uint64_t committed; /* commits made on the way */
  /* Called before each commit; NULL: nothing is to be done. */
  qn_status (*before_commit)(void *context, qn_error *error);
  void *commit_context;
  problem_kinds problems;
  char invalid_in[256]; /* the first file with invalid characters; "": none */
  const char *dir;      /* of the index */
  qn_commit_info done;
  qn_error error; /* that ended adding; status QN_OK: none */
} adding;

/* Makes the reader and what it reads into.  adding_end releases both. */
qn_status adding_begin(adding *a, const qn__article_sink *sink, qn_error *error);
void adding_end(adding *a);

/* What a sink does with articles and problems; false: a->error says why it ends. */
bool adding_take(adding *a, const qn__source_location *location, const qn_article *article);
void adding_problem(adding *a, const qn__source_location *location, qn__severity severity, const char *message);

/* Reads all that was named.  A failure is in a->error. */
void adding_read(adding *a, const invocation *call);

/* Commits what was read; false: a->error says why not. */
bool adding_commit(adding *a);

/* The same on the way, if --commit-every says so. */
bool adding_commit_if_due(adding *a);

#endif
