/* SPDX-License-Identifier: MIT */
/* front_matter.h: the properties at the head of a Markdown file. */
#ifndef QN_INDEXER_ARTICLES_FRONT_MATTER_H
#define QN_INDEXER_ARTICLES_FRONT_MATTER_H

#include <cjson/cJSON.h>
#include <stddef.h>

/* Reads the block between two lines of `---` (lines of YAML: `key: value`, lists in brackets or in lines of `- item`)
 * or of `+++` (TOML: `key = value`).  Returns an object, which the caller deletes, and where the text after it begins;
 * NULL if there is no such block or no memory.  Nested maps are left out. */
cJSON *qn__front_matter_parse(const char *text, size_t size, size_t *end);

#endif
