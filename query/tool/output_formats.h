/* SPDX-License-Identifier: MIT */
/* output_formats.h: the table of output formats. */
#ifndef QN_QUERY_TOOL_OUTPUT_FORMATS_H
#define QN_QUERY_TOOL_OUTPUT_FORMATS_H

#include "tool/output_format.h"

enum { MAX_OUTPUT_FORMATS = 16 };

/* The i-th format, the default first; NULL past the last. */
const output_format *output_format_at(size_t i);

/* What is printed if none is asked for. */
const output_format *output_format_default(void);

/* What stands before a format's name on the command line: "--" or "--format ". */
const char *output_format_prefix(const output_format *format);

/* What --all-matches prints. */
const output_format *output_format_for_ids(void);

/* What --count chooses where no other format is asked for. */
const output_format *output_format_for_count(void);

#endif
