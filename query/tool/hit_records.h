/* SPDX-License-Identifier: MIT */
/* hit_records.h: of which file a hit is a record, where the file has many. */
#ifndef QN_QUERY_TOOL_HIT_RECORDS_H
#define QN_QUERY_TOOL_HIT_RECORDS_H

#include "tool/answer.h"

/* Sets the record of the hits whose id says it, PATH#N. */
void note_named_records(search_answer *answer);

/* The same, and looks through the records of sources for the files of the others that no place of a source is known
 * of.  The number of a record is known if no record of the file was refused, and its line in JSON Lines, of which no
 * line is taken to be blank. */
qn_status find_hit_records(search_answer *answer, const qn_index *index, qn_error *error);

#endif
