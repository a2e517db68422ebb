/* SPDX-License-Identifier: MIT */
/* source_list.c: sources are added up by root. */
#include "tool/source_list.h"

#include "base/status.h"
#include "cli/json_writer.h"
#include "cli/numbers.h"
#include "cli/safe_text.h"
#include "tool/root_options.h"

#include <inttypes.h>
#include <string.h>

typedef struct root_sum {
  size_t path, path_size; /* in `paths` */
  size_t options_size;    /* after the path */
  bool whole;
  uint64_t n_files, n_named, n_articles, bytes;
  int64_t changed; /* in seconds; of files */
} root_sum;

typedef struct source_list {
  qn__buffer sums, paths;
  size_t n;
  size_t last; /* the root of the source before */
} source_list;

static root_sum *sum_at(const source_list *list, size_t i) {
  return QN__ARRAY(root_sum, &list->sums) + i;
}

static bool add_root(void *context, const qn_root *root) {
  source_list *list = context;
  const root_sum sum = {.path = list->paths.size,
                        .path_size = root->path.size,
                        .options_size = root->options.size,
                        .whole = root->whole,
                        .changed = INT64_MIN};
  qn__buffer_bytes(&list->paths, root->path.data, root->path.size);
  qn__buffer_bytes(&list->paths, root->options.data, root->options.size);
  qn__buffer_u8(&list->paths, '\0');
  qn__buffer_bytes(&list->sums, &sum, sizeof sum);
  list->n += !list->sums.failed;
  return !list->sums.failed && !list->paths.failed;
}

static bool is_of(const source_list *list, size_t i, qn_string root) {
  const root_sum *sum = sum_at(list, i);
  return sum->path_size == root.size && memcmp(list->paths.data + sum->path, root.data, root.size) == 0;
}

/* Sources come root by root, in the same order. */
static bool add_source(void *context, const qn_source *source) {
  source_list *list = context;
  while (list->last < list->n && !is_of(list, list->last, source->root))
    list->last++;
  if (list->last == list->n)
    return false;
  root_sum *sum = sum_at(list, list->last);
  const int64_t changed = source->modified / 1000000000;
  sum->n_files++;
  sum->n_named += source->named;
  sum->n_articles += source->followed ? source->n_given : source->n_articles;
  sum->bytes += source->bytes;
  sum->changed = changed > sum->changed ? changed : sum->changed;
  return true;
}

/* One of a list, "--name" or "--name=value". */
static void put_json_option(void *context, qn_string option) {
  qn__buffer *out = context, text;
  qn__buffer_init(&text);
  qn__buffer_print(&text, "--");
  qn__buffer_bytes(&text, option.data, option.size);
  cli_json_literal(out, out->size > 0 && out->data[out->size - 1] == '"' ? "," : "");
  cli_json_string(out, (const char *)text.data, text.size);
  out->failed |= text.failed;
  qn__buffer_clear(&text);
}

static void put_json_set(qn__buffer *out, qn_string set) {
  cli_json_literal(out, "[");
  each_root_option(set, put_json_option, out);
  cli_json_literal(out, "]");
}

/* The options of the folder, and those of files that were named with others. */
static void put_json_options(qn__buffer *out, qn_string options) {
  cli_json_literal(out, ",\"options\":");
  put_json_set(out, root_options_set(options, 0));
  for (size_t i = 1; root_options_set(options, i).size > 0; i++) {
    cli_json_literal(out, i == 1 ? ",\"file_options\":[" : ",");
    put_json_set(out, root_options_set(options, i));
  }
  cli_json_literal(out, root_options_set(options, 1).size > 0 ? "]" : "");
}

static void put_json(qn__buffer *out, const char *path, const root_sum *sum, qn_string options, bool first) {
  char changed[CLI_NUMBER_MAX];
  cli_json_literal(out, first ? "{\"path\":" : ",{\"path\":");
  cli_json_string(out, path, sum->path_size);
  qn__buffer_print(out,
                   ",\"whole\":%s,\"files\":%" PRIu64 ",\"named_files\":%" PRIu64 ",\"articles\":%" PRIu64
                   ",\"bytes\":%" PRIu64,
                   sum->whole ? "true" : "false", sum->n_files, sum->n_named, sum->n_articles, sum->bytes);
  if (sum->n_files > 0)
    qn__buffer_print(out, ",\"changed\":\"%s\"", cli_date(changed, sum->changed, true));
  put_json_options(out, options);
  qn__buffer_u8(out, '}');
}

static void put_option_lines(qn__buffer *out, qn_string options) {
  for (size_t i = 0; root_options_set(options, i).size > 0; i++) {
    if (root_options_set(options, i).size == 1) /* none */
      continue;
    qn__buffer_print(out, "      %s ", i == 0 ? "with" : "files with");
    root_options_print(out, root_options_set(options, i));
    qn__buffer_u8(out, '\n');
  }
}

static void put_source_line(qn__buffer *out, const char *path, const root_sum *sum) {
  char files[CLI_NUMBER_MAX], articles[CLI_NUMBER_MAX], bytes[CLI_NUMBER_MAX], changed[CLI_NUMBER_MAX];
  qn__buffer_print(out, "  %10s %10s %10s  %20s  ", cli_count(files, sum->n_files),
                   cli_count(articles, sum->n_articles), cli_size(bytes, sum->bytes),
                   sum->n_files > 0 ? cli_date(changed, sum->changed, true) : "");
  cli_put_text(out, path, sum->path_size);
  qn__buffer_print(out, "%s\n", sum->whole ? "" : sum->n_named > 0 ? " (some files)" : " (forgotten)");
}

qn_status source_list_put(qn__buffer *out, const qn_index *index, bool json, qn_error *error) {
  source_list list = {.n = 0};
  qn__buffer_init(&list.sums);
  qn__buffer_init(&list.paths);
  qn_status status = qn_index_each_root(index, add_root, &list, error);
  if (status == QN_OK)
    status = qn_index_each_source(index, add_source, &list, error);
  if (status == QN_OK && (list.sums.failed || list.paths.failed))
    status = qn__fail_memory(error);
  cli_json_literal(out, json ? "[" : "");
  if (!json)
    qn__buffer_print(out, "sources\n  %10s %10s %10s  %-20s\n", "files", "articles", "size", "last change");
  for (size_t i = 0; status == QN_OK && i < list.n; i++) {
    const char *path = (const char *)list.paths.data + sum_at(&list, i)->path;
    const qn_string options = {path + sum_at(&list, i)->path_size, sum_at(&list, i)->options_size};
    if (json) {
      put_json(out, path, sum_at(&list, i), options, i == 0);
    } else {
      put_source_line(out, path, sum_at(&list, i));
      put_option_lines(out, options);
    }
  }
  cli_json_literal(out, json ? "]" : "");
  qn__buffer_clear(&list.sums);
  qn__buffer_clear(&list.paths);
  return status;
}
