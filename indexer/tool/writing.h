/* SPDX-License-Identifier: MIT */
/* writing.h: what the commands that change an index share. */
#ifndef QN_INDEXER_TOOL_WRITING_H
#define QN_INDEXER_TOOL_WRITING_H

#include "tool/command.h"

/* Reads a number of at least 1 into *value, or tells that `option` needs one. */
bool read_count(const char *option, const char *text, uint64_t max, uint64_t *value);

/* Reads a size like 512M, 2G or 300000000. */
bool read_size(const char *option, const char *text, size_t *value);

/* Takes --threads, --memory and --no-sync, whose letters these are; *known is false for any other. */
enum { OPTION_THREADS = 0x100, OPTION_MEMORY, OPTION_NO_SYNC, OPTION_OWN };
bool take_writer_option(qn_writer_options *options, int letter, const char *value, bool *known);

/* The same as a take_option of commands that have no others; the context is their qn_writer_options. */
bool take_only_writer_options(void *options, int letter, const char *value);
#define WRITER_OPTIONS                                                                                                 \
  {"threads", required_argument, NULL, OPTION_THREADS}, {"memory", required_argument, NULL, OPTION_MEMORY}, {          \
    "no-sync", no_argument, NULL, OPTION_NO_SYNC                                                                       \
  }

/* Prints "; the index has 12 articles in 34 kB (DIR)" as the end of a line that says what was done. */
void say_done(const char *dir, const char *format, ...) QN_PRINTF(2, 3);

/* Prints the sizes of the index's parts, a few that belong together as one, on a line of their own. */
void say_parts(const char *dir);

/* Calls `visit` with each line of a file, or of standard input for "-", without its end (`end`, a newline or a zero).
 * Empty lines are left out.  Stops with the status that `visit` returns, unless that is QN_OK. */
qn_status each_line(const char *path, char end, qn_status (*visit)(void *context, char *line, qn_error *error),
                    void *context, qn_error *error);

#endif
