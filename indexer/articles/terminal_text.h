/* SPDX-License-Identifier: MIT */
/* terminal_text.h: text that was written for a terminal or a printer: coloured logs, manuals with overstrikes. */
#ifndef QN_INDEXER_ARTICLES_TERMINAL_TEXT_H
#define QN_INDEXER_ARTICLES_TERMINAL_TEXT_H

#include "articles/source_trace.h"

/* Takes escape sequences, and what a backspace goes over, out of a text in place; returns its new size.
 * `trace` (or NULL) follows. */
size_t qn__terminal_text(char *text, size_t size, qn__source_trace *trace);

#endif
