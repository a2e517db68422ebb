/* SPDX-License-Identifier: MIT */
/* synonym_file.c: the whole file, which is small, and what is wrong with it. */
#include "tool/synonym_file.h"

#include "cli/console.h"
#include "cli/report.h"
#include "tool/whole_file.h"

cli_exit synonym_file_read(qn_synonyms **out, const char *path) {
  qn__buffer text;
  qn_error error;
  qn__buffer_init(&text);
  cli_exit exit = EXIT_DONE;
  if (whole_file_read(&text, path, &error) != QN_OK) {
    exit = cli_report(&error);
  } else if (qn_synonyms_parse(out, (const char *)text.data, text.size, &error) != QN_OK) {
    cli_message("%s: %s", path, error.message);
    exit = EXIT_USAGE;
  }
  qn__buffer_clear(&text);
  return exit;
}
