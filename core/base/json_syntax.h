/* SPDX-License-Identifier: MIT */
/* json_syntax.h: whether a text is JSON, without building anything of it and without memory.  cJSON returns NULL for a
 * text that is not JSON and for one that it has no memory for; this is how to know which. */
#ifndef QN_CORE_BASE_JSON_SYNTAX_H
#define QN_CORE_BASE_JSON_SYNTAX_H

#include <stdbool.h>
#include <stddef.h>

/* True only for a text that every release of cJSON reads, memory permitting: one value as RFC 8259 has it, with control
 * characters allowed in strings, nested less than 1,000 deep, its numbers of at most 60 characters.  (cJSON reads some
 * other texts, too.) */
bool qn__json_is_valid(const char *text, size_t size);

#endif
