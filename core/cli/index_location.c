/* SPDX-License-Identifier: MIT */
/* index_location.c: -i, else the environment, else here. */
#include "cli/index_location.h"

#include "cli/report.h"

#include <stdlib.h>

const char *cli_default_index(void) {
  const char *dir = getenv("QUERN_INDEX");
  return dir != NULL && *dir != '\0' ? dir : "./index-data/index";
}

cli_exit cli_open_index(qn_index **out, const char *const *dirs, size_t n_dirs) {
  qn_error error;
  qn_index_info info;
  if (qn_index_open(out, dirs, n_dirs, &error) == QN_OK) {
    qn_index_get_info(*out, &info);
    cli_report_lost(info.lost_generation);
    return EXIT_DONE;
  }
  return cli_report_open(&error, n_dirs == 1 ? dirs[0] : "DIR");
}
