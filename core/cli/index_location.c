/* SPDX-License-Identifier: MIT */
/* index_location.c: -i, else the environment, else from here upward. */
#include "cli/index_location.h"

#include "cli/report.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

enum { UP_MAX = 3 * 256 }; /* bytes of "../../.." */

static bool is_folder(const char *path, struct stat *status) {
  return stat(path, status) == 0 && S_ISDIR(status->st_mode);
}

bool cli_index_of_folder(char *found, size_t size, const char *folder) {
  static const char *const names[] = {CLI_INDEX_NAME, "index-data/index"};
  struct stat status;
  for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
    const int written = snprintf(found, size, "%s/%s", folder, names[i]);
    if (written > 0 && (size_t)written < size && is_folder(found, &status))
      return true;
  }
  return false;
}

/* Looks upward until a folder is its own parent, as the root is. */
static bool find_upward(char *found, size_t size) {
  char up[UP_MAX] = ".";
  struct stat here, above;
  bool goes_on = is_folder(up, &here);
  for (size_t n = 0; goes_on && n + sizeof "/.." <= sizeof up; here = above) {
    if (cli_index_of_folder(found, size, up))
      return true;
    n += (size_t)snprintf(up + n, sizeof up - n, "%s", n > 0 ? "/.." : "..");
    goes_on = is_folder(up, &above) && (above.st_dev != here.st_dev || above.st_ino != here.st_ino);
  }
  return false;
}

const char *cli_default_index(void) {
  static char found[UP_MAX + sizeof "/index-data/index"];
  const char *dir = getenv("QUERN_INDEX");
  if (dir != NULL && *dir != '\0')
    return dir;
  return find_upward(found, sizeof found) ? found : "./index-data/index";
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
