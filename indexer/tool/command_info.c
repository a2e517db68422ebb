/* SPDX-License-Identifier: MIT */
/* command_info.c: reports what is in the index. */
#include "cli/console.h"
#include "cli/json_writer.h"
#include "cli/numbers.h"
#include "cli/report.h"
#include "tool/column_list.h"
#include "tool/command.h"
#include "tool/source_list.h"

static const char usage[] = "Usage: quern-index info [OPTION...]\n\n"
                            "Reports what is in the index.\n\n";

static const cli_note examples[] = {
    {"quern-index info", "shows how large the index is"},
    {"quern-index info --columns", "... and which fields can be filtered by"},
    {NULL, NULL},
};

typedef struct report {
  qn__buffer out;
  bool json, columns, sources;
  bool first; /* of a list in JSON */
  qn_index_info info;
  uint64_t n_duplicates;
} report;

static const cli_option own_options[] = {
    {"json", 0, CLI_FLAG, offsetof(report, json), .help = "as one JSON object"},
    {"columns", 0, CLI_FLAG, offsetof(report, columns),
     .help = "also the columns that articles have: reads all values"},
    {"sources", 0, CLI_FLAG, offsetof(report, sources),
     .help = "also the folders that were added, with which options, and how many files of them were read"},
};

static void put_pair(report *r, const char *name, uint64_t value) {
  if (!r->first)
    qn__buffer_u8(&r->out, ',');
  r->first = false;
  cli_json_string(&r->out, name, strlen(name));
  cli_json_literal(&r->out, ":");
  cli_json_number(&r->out, value);
}

static double ratio(uint64_t part, uint64_t whole) {
  return whole > 0 ? (double)part / (double)whole : 0.0;
}

static void put_part(void *context, const char *part, uint64_t bytes) {
  report *r = context;
  char size[CLI_NUMBER_MAX];
  if (r->json)
    put_pair(r, part, bytes);
  else
    qn__buffer_print(&r->out, "  %-20s %12s %7.1f %12.1f %10.3f\n", part, cli_size(size, bytes),
                     100.0 * ratio(bytes, r->info.disk_bytes), ratio(bytes, r->info.n_articles + r->info.n_deleted),
                     ratio(bytes, r->info.n_tokens));
}

static void put_language(void *context, const char *language, uint64_t n_articles) {
  report *r = context;
  char count[CLI_NUMBER_MAX];
  if (r->json)
    put_pair(r, language, n_articles);
  else
    qn__buffer_print(&r->out, "  %-20s %12s\n", language, cli_count(count, n_articles));
}

static void put_version(void *context, const qn_index_version *version) {
  report *r = context;
  char segments[CLI_NUMBER_MAX], articles[CLI_NUMBER_MAX];
  if (r->json) {
    cli_json_literal(&r->out, r->first ? "{\"fingerprint\":" : ",{\"fingerprint\":");
    cli_json_string(&r->out, version->fingerprint, strlen(version->fingerprint));
    qn__buffer_print(&r->out, ",\"foreign\":%s", version->is_foreign ? "true" : "false");
    r->first = false;
    put_pair(r, "segment_count", version->n_segments);
    put_pair(r, "article_count", version->n_articles);
    qn__buffer_u8(&r->out, '}');
  } else {
    qn__buffer_print(&r->out, "  %-20s %12s %s, %s segment%s\n", version->fingerprint,
                     cli_count(articles, version->n_articles), version->is_foreign ? "other than here" : "as here",
                     cli_count(segments, version->n_segments), version->n_segments == 1 ? "" : "s");
  }
}

static qn_status put_json(report *r, const qn_index *index, const qn_index_info *info, qn_error *error) {
  const struct {
    const char *name;
    uint64_t value;
  } numbers[] = {{"generation", info->generation},
                 {"articles", info->n_articles},
                 {"deleted", info->n_deleted},
                 {"duplicates", r->n_duplicates},
                 {"segments", info->n_segments},
                 {"terms", info->n_terms},
                 {"tokens", info->n_tokens},
                 {"text_bytes", info->text_bytes},
                 {"disk_bytes", info->disk_bytes},
                 {"title_weight", info->title_weight},
                 {"lost_generation", info->lost_generation},
                 {"foreign_segments", info->n_foreign_segments}};
  qn__buffer_u8(&r->out, '{');
  for (size_t i = 0; i < sizeof numbers / sizeof numbers[0]; i++)
    put_pair(r, numbers[i].name, numbers[i].value);
  cli_json_literal(&r->out, ",\"language\":");
  cli_json_string(&r->out, info->language, strlen(info->language));
  cli_json_literal(&r->out, ",\"languages\":{");
  r->first = true;
  qn_index_each_language(index, put_language, r);
  cli_json_literal(&r->out, "},\"versions\":[");
  r->first = true;
  qn_index_each_version(index, put_version, r);
  cli_json_literal(&r->out, "],\"parts\":{");
  r->first = true;
  qn_status status = qn_index_each_part(index, put_part, r, error);
  cli_json_literal(&r->out, "}");
  if (status == QN_OK && r->columns) {
    cli_json_literal(&r->out, ",\"columns\":");
    status = column_list_put(&r->out, index, true, error);
  }
  if (status == QN_OK && r->sources) {
    cli_json_literal(&r->out, ",\"sources\":");
    status = source_list_put(&r->out, index, true, error);
  }
  cli_json_literal(&r->out, "}\n");
  return status;
}

static void put_line(report *r, const char *name, uint64_t value) {
  char count[CLI_NUMBER_MAX];
  qn__buffer_print(&r->out, "%-22s %12s\n", name, cli_count(count, value));
}

static qn_status put_text(report *r, const qn_index *index, const qn_index_info *info, const char *dir,
                          qn_error *error) {
  char size[CLI_NUMBER_MAX];
  qn__buffer_print(&r->out, "%s\n", dir);
  put_line(r, "articles", info->n_articles);
  put_line(r, "deleted, not yet gone", info->n_deleted);
  put_line(r, "duplicates", r->n_duplicates);
  put_line(r, "different terms", info->n_terms);
  put_line(r, "words", info->n_tokens);
  put_line(r, "segments", info->n_segments);
  put_line(r, "generation", info->generation);
  if (info->lost_generation != 0)
    put_line(r, "lost generation", info->lost_generation);
  put_line(r, "title weight", info->title_weight);
  qn__buffer_print(&r->out, "%-22s %12s\n", "default language", info->language);
  qn__buffer_print(&r->out, "%-22s %12s\n", "text", cli_size(size, info->text_bytes));
  qn__buffer_print(&r->out, "%-22s %12s", "on disk", cli_size(size, info->disk_bytes));
  if (info->text_bytes > 0)
    qn__buffer_print(&r->out, " (%.2f of the text)", (double)info->disk_bytes / (double)info->text_bytes);
  qn__buffer_print(&r->out, "\n%-22s %12s %7s %12s %10s\n", "parts", "", "%", "an article", "a word");
  qn_status status = qn_index_each_part(index, put_part, r, error);
  qn__buffer_print(&r->out, "languages\n");
  qn_index_each_language(index, put_language, r);
  qn__buffer_print(&r->out, "versions of Unicode and of the stemmers\n");
  qn_index_each_version(index, put_version, r);
  if (info->n_foreign_segments > 0)
    qn__buffer_print(&r->out, "  quern-index compact brings the index up to date\n");
  if (status == QN_OK && r->columns)
    status = column_list_put(&r->out, index, false, error);
  return status == QN_OK && r->sources ? source_list_put(&r->out, index, false, error) : status;
}

cli_exit command_info(int argc, char **argv) {
  report r = {.first = true};
  invocation call = {.syntax = {"info", usage, .examples = examples,
                                .groups = {{own_options, sizeof own_options / sizeof *own_options, &r}}}};
  qn_index *index;
  qn_error error;
  if (!command_begin_alone(&call, argc, argv) || !command_open_index(&call, &index))
    return call.exit;
  qn_index_get_info(index, &r.info);
  qn__buffer_init(&r.out);
  qn_status status = qn_index_count_duplicates(index, &r.n_duplicates, &error);
  if (status == QN_OK)
    status = r.json ? put_json(&r, index, &r.info, &error) : put_text(&r, index, &r.info, call.dir, &error);
  cli_exit written = status == QN_OK ? cli_write(&r.out) : command_failed(&error);
  cli_advise(status, call.dir);
  qn__buffer_clear(&r.out);
  qn_index_close(index);
  return written;
}
