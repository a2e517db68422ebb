/* SPDX-License-Identifier: MIT */
/* read_options.c: --charset, --map, --records, --base, --id, --title. */
#include "tool/read_options.h"

#include "cli/console.h"

const cli_option read_option_rows[N_READ_OPTIONS] = {
    {"charset", 0, CLI_TEXT, offsetof(read_options, reading.charset), .argument = "NAME",
     .help = "the charset of texts that are not UTF-8, and of pages that declare none: latin1, koi8-r..."},
    {"map", 0, CLI_TEXT, offsetof(read_options, map), .argument = "PART=KEY,...",
     .help = "which keys of JSON are which part: text=body,title=head.line"},
    {"records", 0, CLI_TEXT, offsetof(read_options, reading.records), .argument = "PATH",
     .help = "where in an object of JSON the array of articles is: results.items"},
    {"base", 0, CLI_TEXT, offsetof(read_options, reading.base), .argument = "DIR",
     .help = "make ids of files relative to this folder"},
    {"id", 0, CLI_TEXT, offsetof(read_options, reading.id), .argument = "ID",
     .help = "the id of the article in standard input"},
    {"title", 0, CLI_TEXT, offsetof(read_options, reading.title), .argument = "TITLE", .help = "its title"},
};

bool check_read_options(read_options *options, invocation *call) {
  qn_error error;
  if (options->map == NULL)
    return true;
  options->reading.map = &options->mapping;
  if (qn__mapping_parse(&options->mapping, options->map, &error) == QN_OK)
    return true;
  call->exit = cli_usage_error(&call->syntax, "--map: %s", error.message);
  return false;
}

void warn_of_replaced_input(const read_options *options, const char *dir) {
  static const qn_string name = {"-", 1};
  qn_index *index;
  uint64_t article;
  if (options->reading.id != NULL || qn_index_open(&index, &dir, 1, NULL) != QN_OK)
    return;
  if (qn_index_find(index, name, &article, NULL) == QN_OK)
    cli_message("standard input takes the place of the article \"-\", which an earlier add read from it; "
                "--id gives it a name of its own");
  qn_index_close(index);
}
