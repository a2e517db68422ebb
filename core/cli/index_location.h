/* SPDX-License-Identifier: MIT */
/* index_location.h: which index a tool works on, and how it is opened. */
#ifndef QN_CORE_CLI_INDEX_LOCATION_H
#define QN_CORE_CLI_INDEX_LOCATION_H

#include <stdbool.h>
#include <stddef.h>

#include "cli/exit_codes.h"

/* The name of an index that belongs to the folder that it is in. */
#define CLI_INDEX_NAME ".quern"

/* The index that no -i names: $QUERN_INDEX, else the nearest folder .quern or index-data/index in the working directory
 * or above it, else ./index-data/index, which `add` makes.  Lives as long as the program. */
const char *cli_default_index(void);

/* Finds the index that belongs to a folder: .quern or index-data/index in it; false: it has none. */
bool cli_index_of_folder(char *found, size_t size, const char *folder);

/* Opens indexes as one; EXIT_DONE, or the exit code of a failure that has been reported. */
cli_exit cli_open_index(qn_index **out, const char *const *dirs, size_t n_dirs);

#endif
