/* SPDX-License-Identifier: MIT */
/* index_location.h: which index a tool works on, and how it is opened. */
#ifndef QN_CORE_CLI_INDEX_LOCATION_H
#define QN_CORE_CLI_INDEX_LOCATION_H

#include "cli/exit_codes.h"

/* The index that no -i names: $QUERN_INDEX, else ./index-data/index. */
const char *cli_default_index(void);

/* Opens indexes as one; EXIT_DONE, or the exit code of a failure that has been reported. */
cli_exit cli_open_index(qn_index **out, const char *const *dirs, size_t n_dirs);

#endif
