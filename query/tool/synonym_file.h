/* SPDX-License-Identifier: MIT */
/* synonym_file.h: the file of --synonyms. */
#ifndef QN_QUERY_TOOL_SYNONYM_FILE_H
#define QN_QUERY_TOOL_SYNONYM_FILE_H

#include "cli/exit_codes.h"
#include "quern.h"

/* Reads the file; EXIT_DONE, or the exit code of a failure that has been reported with its place in the file. */
cli_exit synonym_file_read(qn_synonyms **out, const char *path);

#endif
