/* SPDX-License-Identifier: MIT */
/* lines.c: one line at a time. */
#include "tool/lines.h"

#include "base/status.h"

#include <stdio.h>
#include <stdlib.h>

qn_status each_line(const char *path, char end, qn_status (*visit)(void *context, char *line, qn_error *error),
                    void *context, qn_error *error) {
  bool standard = strcmp(path, "-") == 0;
  FILE *file = standard ? stdin : fopen(path, "re");
  if (file == NULL)
    return qn__fail_errno(error, "open", path);
  char *line = NULL;
  size_t capacity = 0;
  ssize_t size = 0;
  qn_status status = QN_OK;
  while (status == QN_OK && (size = getdelim(&line, &capacity, end, file)) >= 0) {
    if (size > 0 && line[size - 1] == end)
      line[--size] = '\0';
    if (size > 0 && end == '\n' && line[size - 1] == '\r')
      line[--size] = '\0';
    if (size > 0)
      status = visit(context, line, error);
  }
  if (status == QN_OK && size < 0 && !feof(file)) /* without memory for the line ferror is not set */
    status = qn__fail_errno(error, "read", path);
  free(line);
  if (!standard)
    fclose(file);
  return status;
}
