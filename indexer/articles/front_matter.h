/* SPDX-License-Identifier: MIT */
/* front_matter.h: the properties at the head of a Markdown file. */
#ifndef QN_INDEXER_ARTICLES_FRONT_MATTER_H
#define QN_INDEXER_ARTICLES_FRONT_MATTER_H

#include <cjson/cJSON.h>
#include <stddef.h>

#include "base/status.h"

/* Reads the block between two lines of `---` (YAML: `key: value`, texts in the lines below, lists in brackets or in
 * lines of `- item`) or of `+++` (TOML: `key = value`).  *out is an object, which the caller deletes, and *end is where
 * the text after it begins; NULL if there is no such block: a block that has a line of another kind, or no key, is text
 * between two rules.  A nested map is a string with its lines. */
qn_status qn__front_matter_parse(cJSON **out, const char *text, size_t size, size_t *end, qn_error *error);

#endif
