/* SPDX-License-Identifier: MIT */
/* adding.h: what `add` reads, and how it goes. */
#ifndef QN_INDEXER_TOOL_ADDING_H
#define QN_INDEXER_TOOL_ADDING_H

#include "articles/read_articles.h"
#include "tool/commit_pace.h"
#include "tool/file_sources.h"
#include "tool/problem_kinds.h"
#include "tool/progress.h"
#include "tool/root_list.h"
#include "tool/skip_counts.h"
#include "tool/vanished_sources.h"
#include "tool/write_options.h"

typedef struct adding {
  /* what was asked for */
  write_options options;
  root_options given;
  const char *given_option; /* the name of one that a root remembers; NULL: none */
  bool gives_reading;       /* some say how files are read */
  bool quiet, verbose;
  bool force, sync, tail;
  bool adds_roots; /* nothing was named */
  char **followed; /* paths of files that were followed before and are read on, then */
  size_t n_followed;
  uint64_t title_weight;
  const char *files_from;
  bool null_ends;   /* of the paths in files_from */
  commit_pace pace; /* of commits on the way */
  unsigned progress_choice;
  /* how it goes */
  bool asks_memory; /* how much was asked for */
  size_t reading_memory;
  root_list roots;
  bool takes_root; /* what is read is a root that was not named */
  struct {
    root_options options;
    qn_string set;             /* as text; its data NULL: not read yet */
  } remembered[2];             /* of the folder that is walked, and of a file */
  const root_options *current; /* what is read is read with: those given, or one of these */
  qn_string folder_set;        /* of the folder that is walked; empty: none */
  const char *above;           /* of it, as qn__walk_options has it */
  uint8_t index_language;      /* 0: there is no index yet */
  qn_string article_lang;      /* of articles that name none */
  bool detects_lang;           /* of articles that name none */
  qn_writer *writer;
  qn__article_reader *reader;
  progress progress;
  file_sources sources;
  qn__buffer met;          /* the path of what a walk has met */
  source_operand *operand; /* what is walked; NULL: something that has no record */
  bool is_named;           /* the file that is read: it was named, not met in a folder */
  vanished_list vanished;  /* what is looked through with --sync */
  skip_counts skips;
  uint64_t uncommitted, refused, undetected, bytes_read;
  uint64_t committed; /* commits that were made */
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

/* A file that a walk through a->operand, which may be NULL, has met. */
qn_status adding_take_file(void *context, const qn__walked_file *file, qn_error *error);

/* Something about a path that the user should know; `refused`: it was not read. */
void adding_path_problem(void *context, const char *path, bool refused, const char *message);

/* ... that was asked for. */
void adding_remark(adding *a, const char *path, const char *message);

/* --- adding_paths.c --- */

/* Says that there is nothing at a path. */
void adding_report_missing(adding *a, const char *given);

/* Reads the file, or the folder and what is below it.  The context is the adding. */
qn_status adding_read_path(void *context, char *path, qn_error *error);

/* Reads the roots that walks have met and left to their own options, and those that wait in them. */
qn_status adding_read_waiting(adding *a, qn_error *error);

/* Removes the articles of files at or below what was named that are gone.  All files were read: those that were moved
 * are known to be elsewhere. */
qn_status adding_synchronise(adding *a, qn_error *error);

/* Finds out how many bytes there are to read, where that can be known beforehand. */
void adding_measure(adding *a, const invocation *call);

/* --- adding_options.c --- */

/* Finds out which language the index has, if there is one.  One that cannot be opened is reported by the writer. */
qn_status adding_find_language(adding *a, qn_error *error);

/* From now on the options that were given are used. */
qn_status adding_use_given(adding *a, qn_error *error);

/* ... those for what was named, or for a root (a->takes_root): those given, else those that are remembered of it; of
 * NULL, something that has no record, those given.  QN_INVALID: what is remembered cannot be used. */
qn_status adding_choose_options(adding *a, const source_operand *operand, qn_error *error);

/* ... those for a file that the walk through the folder has met as `met`, and that may have been named with others. */
qn_status adding_choose_for_met(adding *a, const char *met, qn_error *error);

/* Says which options are remembered, if these are used. */
void adding_report_options(const adding *a, const char *given);

/* Puts the options that were given among those that are remembered. */
qn_status adding_remember_options(adding *a, source_operand *operand, qn_error *error);

#endif
