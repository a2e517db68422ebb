/* SPDX-License-Identifier: MIT */
/* notebook.h: a Jupyter notebook (nbformat 3 and 4) as an object with a title and a text. */
#ifndef QN_INDEXER_ARTICLES_NOTEBOOK_H
#define QN_INDEXER_ARTICLES_NOTEBOOK_H

#include <cjson/cJSON.h>
#include <stdbool.h>
#include <stdint.h>

bool qn__is_notebook(const cJSON *object);

/* Puts "text" in the place of the notebook's cells: what is written in them, and what their outputs say; "title",
 * the first heading that a cell begins with, which is not part of the text; and, if lines of its strings were noted
 * (json_string_lines.h), "source_map" with its cells as records.  It begins on `line`.  False: no memory. */
bool qn__notebook_read(cJSON *notebook, uint64_t line);

#endif
