/* SPDX-License-Identifier: MIT */
/* read_options.c: --charset, --map, --records, --base, --id, --title. */
#include "tool/read_options.h"

#include "articles/charset.h"
#include "base/hash.h"
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

static bool refuse_option(invocation *call, const char *option, const char *why) {
  call->exit = cli_usage_error(&call->syntax, "%s: %s", option, why);
  return false;
}

static bool reads_input(const invocation *call) {
  for (int i = 0; i < call->n_operands; i++)
    if (strcmp(call->operands[i], "-") == 0)
      return true;
  return false;
}

bool check_read_options(read_options *options, invocation *call) {
  const qn__reading_options *reading = &options->reading;
  qn_error error;
  if (reading->charset != NULL && qn__charset_check(reading->charset, &error) != QN_OK)
    return refuse_option(call, "--charset", error.message);
  if (options->map != NULL && qn__mapping_parse(&options->mapping, options->map, &error) != QN_OK)
    return refuse_option(call, "--map", error.message);
  options->reading.map = options->map != NULL ? &options->mapping : NULL;
  if ((reading->id != NULL || reading->title != NULL) && !reads_input(call))
    return refuse_option(call, reading->id != NULL ? "--id" : "--title",
                         "this is for standard input (-), which is not among what is to be added");
  return true;
}

uint64_t hash_read_options(const read_options *options) {
  const char *const given[] = {options->map, options->reading.records, options->reading.charset};
  uint64_t hash = 0;
  for (size_t i = 0; i < sizeof given / sizeof given[0]; i++)
    if (given[i] != NULL)
      hash = qn__hash(given[i], strlen(given[i]), hash + i + 1);
  return hash;
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
