/* SPDX-License-Identifier: MIT */
/* read_options.c: --format, --lang, --charset, --map, --records, --defaults, --base, --id, --title. */
#include "tool/read_options.h"

#include "articles/charset.h"
#include "base/hash.h"
#include "base/status.h"
#include "cli/console.h"

static const char *format_choice(size_t i) {
  const qn__format *format = i > 0 ? qn__format_at(i - 1) : NULL;
  return i == 0 ? "auto" : format != NULL ? format->name : NULL;
}

const cli_option read_option_rows[N_READ_OPTIONS] = {
    {"format", 0, CLI_CHOICE, offsetof(read_options, format), .choice = format_choice, .argument = "FORMAT"},
    {"lang", 0, CLI_TEXT, offsetof(read_options, lang), .argument = "LANG",
     .help = "language of articles that name none: en, german...; auto: detect it; none: no stemming"},
    {"charset", 0, CLI_TEXT, offsetof(read_options, reading.charset), .argument = "NAME",
     .help = "the charset of texts that are not UTF-8, and of pages that declare none: latin1, koi8-r..."},
    {"map", 0, CLI_TEXT, offsetof(read_options, map), .argument = "PART=KEY,...",
     .help = "which keys of JSON are which part: text=body,title=head.line"},
    {"records", 0, CLI_TEXT, offsetof(read_options, reading.records), .argument = "PATH",
     .help = "where in an object of JSON the array of articles is: results.items"},
    {"defaults", 0, CLI_FLAG, offsetof(read_options, defaults),
     .help = "add PATH without the options that were given with it before"},
    {"base", 0, CLI_TEXT, offsetof(read_options, reading.base), .argument = "DIR",
     .help = "make ids of files relative to this folder"},
    {"id", 0, CLI_TEXT, offsetof(read_options, reading.id), .argument = "ID",
     .help = "the id of the article in standard input"},
    {"title", 0, CLI_TEXT, offsetof(read_options, reading.title), .argument = "TITLE", .help = "its title"},
};

qn_status read_options_complete(read_options *options, qn_error *error) {
  const qn__reading_options *reading = &options->reading;
  qn_error problem;
  qn_status status = reading->charset != NULL ? qn__charset_check(reading->charset, &problem) : QN_OK;
  if (status != QN_OK)
    return qn__fail(error, status == QN_NO_MEMORY ? status : QN_INVALID, "--charset: %s", problem.message);
  status = options->map != NULL ? qn__mapping_parse(&options->mapping, options->map, &problem) : QN_OK;
  if (status != QN_OK)
    return qn__fail(error, status == QN_NO_MEMORY ? status : QN_INVALID, "--map: %s", problem.message);
  options->reading.map = options->map != NULL ? &options->mapping : NULL;
  return QN_OK;
}

const char *input_option_given(const read_options *options) {
  return options->reading.id != NULL ? "--id" : options->reading.title != NULL ? "--title" : NULL;
}

const qn__format *read_options_format(const read_options *options) {
  return options->format > 0 ? qn__format_at(options->format - 1) : NULL;
}

uint64_t hash_read_options(const read_options *options) {
  const char *const given[] = {options->map, options->reading.records, options->reading.charset, options->lang,
                               options->format > 0 ? format_choice(options->format) : NULL};
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
