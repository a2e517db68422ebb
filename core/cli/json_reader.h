/* SPDX-License-Identifier: MIT */
/* json_reader.h: values out of JSON that an index has stored, without building anything of it.  Partner: json_writer.h.
 * A value is the bytes that it has in the text; a text that is not JSON has fewer values, and is never read beyond. */
#ifndef QN_CORE_CLI_JSON_READER_H
#define QN_CORE_CLI_JSON_READER_H

#include "base/buffer.h"
#include "quern.h"

/* A walk over the members of an object, or the values of an array. */
typedef struct cli_json_walk {
  const char *at, *end;
} cli_json_walk;

/* Begins the walk; false if the text does not begin as an object or array. */
bool cli_json_enter(cli_json_walk *walk, qn_string json);

/* The next member or value; `key` is a string with its quotes, empty in an array.  False after the last. */
bool cli_json_next(cli_json_walk *walk, qn_string *key, qn_string *value);

/* The value of the object's first member of that name; false if it has none, or null. */
bool cli_json_find(qn_string object, qn_string name, qn_string *value);

/* Appends what a person reads of a value: a string's text, the values of an array with a comma between, any other as it
 * is.  The result is valid UTF-8. */
void cli_json_put_text(qn__buffer *out, qn_string value);

#endif
