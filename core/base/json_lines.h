/* SPDX-License-Identifier: MIT */
/* json_lines.h: how the names of files of JSON Lines end.  Their records are lines, also for a tool that has no more of
 * them than a name. */
#ifndef QN_CORE_BASE_JSON_LINES_H
#define QN_CORE_BASE_JSON_LINES_H

#define QN__JSON_LINES_ENDINGS(ENDING) ENDING("jsonl") ENDING("ndjson") ENDING("jsonlines")

#endif
