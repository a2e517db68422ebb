/* SPDX-License-Identifier: MIT */
/* command_info.c: what is in the index. */
#include "tool/command.h"
#include "tool/say.h"

#include <inttypes.h>

typedef struct report {
  qn__buffer out;
  bool json;
  bool first; /* of a list in JSON */
  qn_index_info info;
} report;

static bool take(void *context, int letter, const char *value) {
  report *r = context;
  (void)letter;
  (void)value;
  r->json = true;
  return true;
}

static void put_pair(report *r, const char *name, uint64_t value) {
  if (!r->first)
    qn__buffer_u8(&r->out, ',');
  r->first = false;
  say_json(&r->out, name, strlen(name));
  qn__buffer_print(&r->out, ":%" PRIu64, value);
}

static double ratio(uint64_t part, uint64_t whole) {
  return whole > 0 ? (double)part / (double)whole : 0.0;
}

static void put_part(void *context, const char *part, uint64_t bytes) {
  report *r = context;
  char size[SAY_NUMBER_MAX];
  if (r->json)
    put_pair(r, part, bytes);
  else
    qn__buffer_print(&r->out, "  %-20s %12s %7.1f %12.1f %10.3f\n", part, say_size(size, bytes),
                     100.0 * ratio(bytes, r->info.disk_bytes), ratio(bytes, r->info.n_articles + r->info.n_deleted),
                     ratio(bytes, r->info.n_tokens));
}

static void put_language(void *context, const char *language, uint64_t n_articles) {
  report *r = context;
  char count[SAY_NUMBER_MAX];
  if (r->json)
    put_pair(r, language, n_articles);
  else
    qn__buffer_print(&r->out, "  %-20s %12s\n", language, say_count(count, n_articles));
}

static void put_json(report *r, const qn_index *index, const qn_index_info *info) {
  const struct {
    const char *name;
    uint64_t value;
  } numbers[] = {
      {"generation", info->generation}, {"articles", info->n_articles},   {"deleted", info->n_deleted},
      {"segments", info->n_segments},   {"terms", info->n_terms},         {"tokens", info->n_tokens},
      {"text_bytes", info->text_bytes}, {"disk_bytes", info->disk_bytes}, {"title_weight", info->title_weight}};
  qn__buffer_u8(&r->out, '{');
  for (size_t i = 0; i < sizeof numbers / sizeof numbers[0]; i++)
    put_pair(r, numbers[i].name, numbers[i].value);
  qn__buffer_print(&r->out, ",\"language\":");
  say_json(&r->out, info->language, strlen(info->language));
  qn__buffer_print(&r->out, ",\"languages\":{");
  r->first = true;
  qn_index_each_language(index, put_language, r);
  qn__buffer_print(&r->out, "},\"parts\":{");
  r->first = true;
  qn_index_each_part(index, put_part, r);
  qn__buffer_print(&r->out, "}}\n");
}

static void put_line(report *r, const char *name, uint64_t value) {
  char count[SAY_NUMBER_MAX];
  qn__buffer_print(&r->out, "%-22s %12s\n", name, say_count(count, value));
}

static void put_text(report *r, const qn_index *index, const qn_index_info *info, const char *dir) {
  char size[SAY_NUMBER_MAX];
  qn__buffer_print(&r->out, "%s\n", dir);
  put_line(r, "articles", info->n_articles);
  put_line(r, "deleted, not yet gone", info->n_deleted);
  put_line(r, "different terms", info->n_terms);
  put_line(r, "words", info->n_tokens);
  put_line(r, "segments", info->n_segments);
  put_line(r, "generation", info->generation);
  put_line(r, "title weight", info->title_weight);
  qn__buffer_print(&r->out, "%-22s %12s\n", "default language", info->language);
  qn__buffer_print(&r->out, "%-22s %12s\n", "text", say_size(size, info->text_bytes));
  qn__buffer_print(&r->out, "%-22s %12s", "on disk", say_size(size, info->disk_bytes));
  if (info->text_bytes > 0)
    qn__buffer_print(&r->out, " (%.2f of the text)", (double)info->disk_bytes / (double)info->text_bytes);
  qn__buffer_print(&r->out, "\n%-22s %12s %7s %12s %10s\n", "parts", "", "%", "an article", "a word");
  qn_index_each_part(index, put_part, r);
  qn__buffer_print(&r->out, "languages\n");
  qn_index_each_language(index, put_language, r);
}

int command_info(const command *self, int argc, char **argv) {
  static const struct option own[] = {{"json", no_argument, NULL, 'j'}, {NULL, 0, NULL, 0}};
  report r = {.first = true};
  invocation call;
  qn_index *index;
  qn_error error;
  qn_index_info info;
  int exit = command_read_options(self, argc, argv, own, take, &r, &call);
  if (exit >= 0)
    return exit;
  if (call.n_operands > 0)
    return command_usage_error(self, "takes no operands, and \"%s\" is one", call.operands[0]);
  if (qn_index_open(&index, &call.dir, 1, &error) != QN_OK)
    return command_cannot_open(&error);
  qn_index_get_info(index, &info);
  r.info = info;
  qn__buffer_init(&r.out);
  if (r.json)
    put_json(&r, index, &info);
  else
    put_text(&r, index, &info, call.dir);
  bool written = say_output(&r.out);
  qn__buffer_clear(&r.out);
  qn_index_close(index);
  return written ? EXIT_DONE : EXIT_SYSTEM;
}
