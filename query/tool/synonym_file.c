/* SPDX-License-Identifier: MIT */
/* synonym_file.c: the whole file, which is small, and what is wrong with it. */
#include "tool/synonym_file.h"

#include "base/buffer.h"
#include "base/status.h"
#include "cli/console.h"
#include "cli/report.h"

#include <stdio.h>

static qn_status read_whole(qn__buffer *out, const char *path, qn_error *error) {
  enum { PART = 1 << 14 };
  FILE *file = fopen(path, "r");
  if (file == NULL)
    return qn__fail_errno(error, "open", path);
  char part[PART];
  size_t n;
  while ((n = fread(part, 1, sizeof part, file)) > 0)
    qn__buffer_bytes(out, part, n);
  qn_status status = ferror(file) ? qn__fail_errno(error, "read", path) : QN_OK;
  fclose(file);
  return status == QN_OK && out->failed ? qn__fail_memory(error) : status;
}

cli_exit synonym_file_read(qn_synonyms **out, const char *path) {
  qn__buffer text;
  qn_error error;
  qn__buffer_init(&text);
  cli_exit exit = EXIT_DONE;
  if (read_whole(&text, path, &error) != QN_OK) {
    exit = cli_report(&error);
  } else if (qn_synonyms_parse(out, (const char *)text.data, text.size, &error) != QN_OK) {
    cli_message("%s: %s", path, error.message);
    exit = EXIT_USAGE;
  }
  qn__buffer_clear(&text);
  return exit;
}
