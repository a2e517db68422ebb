/* SPDX-License-Identifier: MIT */
/* change_report.h: what a command did to an index, and what the index is now. */
#ifndef QN_INDEXER_TOOL_CHANGE_REPORT_H
#define QN_INDEXER_TOOL_CHANGE_REPORT_H

#include "base/portability.h"
#include "quern.h"

/* Prints "WHAT WAS DONE; the index has 12 articles in 34 kB (DIR)". */
void report_change(const char *dir, const char *format, ...) QN_PRINTF(2, 3);

/* Says which damage a commit left as it is, if there was any, and what can be done. */
void report_damage(const char *dir, const qn_commit_info *done);

/* Says so if the records of files could not be read. */
void report_lost_sources(const qn_writer *writer);

/* Prints the sizes of the index's parts on one line, those that belong together as one. */
void report_parts(const char *dir);

#endif
