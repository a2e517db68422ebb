/* SPDX-License-Identifier: MIT */
/* json_writer.h: JSON into a buffer.  Controls are escaped in every string, DEL and C1 too, so that the output is safe
 * to look at.  Strings are valid UTF-8 unless a function takes any bytes. */
#ifndef QN_CORE_CLI_JSON_WRITER_H
#define QN_CORE_CLI_JSON_WRITER_H

#include "base/buffer.h"
#include "quern.h"

/* JSON as it stands: brackets, keys, commas. */
void cli_json_literal(qn__buffer *out, const char *json);

void cli_json_string(qn__buffer *out, const char *text, size_t size);

/* Any bytes, such as a path: what is not UTF-8 becomes U+FFFD. */
void cli_json_any_string(qn__buffer *out, const char *text);

/* Whole numbers, without the cost of printf. */
void cli_json_number(qn__buffer *out, uint64_t number);

/* A member whose value is a string; nothing if the string is empty.  `key` is written as it stands: the comma before
 * it, its quotes and the colon are part of it. */
void cli_json_member(qn__buffer *out, const char *key, qn_string value);

/* JSON from the index, on one line: white space between its values goes. */
void cli_json_stored(qn__buffer *out, qn_string json);

#endif
