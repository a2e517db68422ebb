/* SPDX-License-Identifier: MIT */
/* command_export.c: the articles as `add` reads them: adding what was exported gives the same articles. */
#include "tool/command.h"
#include "tool/say.h"

enum { FLUSH_SIZE = 1 << 20 };

typedef struct exporting {
  qn__buffer out;
  bool failed;
} exporting;

static void put_property(qn__buffer *out, const char *name, qn_string value) {
  qn__buffer_print(out, "%s\"%s\":", strcmp(name, "id") == 0 ? "" : ",", name);
  say_json(out, value.data, value.size);
}

/* Title and text are written even when empty, so that no other property takes their place when read again. */
static bool put_article(void *context, const qn_article *article) {
  exporting *e = context;
  const struct {
    const char *name;
    const qn_string *value;
  } optional[] = {{"url", &article->url}, {"date", &article->date}, {"lang", &article->language}};
  qn__buffer_u8(&e->out, '{');
  put_property(&e->out, "id", article->id);
  put_property(&e->out, "title", article->title);
  for (size_t i = 0; i < sizeof optional / sizeof optional[0]; i++)
    if (optional[i].value->size > 0)
      put_property(&e->out, optional[i].name, *optional[i].value);
  put_property(&e->out, "text", article->text);
  if (article->fields.size > 2) { /* more than {} */
    qn__buffer_u8(&e->out, ',');
    qn__buffer_bytes(&e->out, article->fields.data + 1, article->fields.size - 2);
  }
  qn__buffer_print(&e->out, "}\n");
  if (e->out.size >= FLUSH_SIZE || e->out.failed)
    e->failed = !say_output(&e->out);
  return !e->failed && !command_interrupted;
}

int command_export(const command *self, int argc, char **argv) {
  exporting e = {.failed = false};
  invocation call;
  qn_index *index;
  qn_error error;
  int exit = command_read_options(self, argc, argv, NULL, NULL, NULL, &call);
  if (exit >= 0)
    return exit;
  if (call.n_operands > 0)
    return command_usage_error(self, "takes no operands, and \"%s\" is one", call.operands[0]);
  if (qn_index_open(&index, &call.dir, 1, &error) != QN_OK)
    return command_cannot_open(&error);
  qn__buffer_init(&e.out);
  qn_status status = qn_index_each_article(index, put_article, &e, &error);
  if (!e.failed && !say_output(&e.out))
    e.failed = true;
  qn__buffer_clear(&e.out);
  qn_index_close(index);
  if (command_interrupted)
    return EXIT_INTERRUPTED;
  if (status != QN_OK)
    return command_failed(&error);
  return e.failed ? EXIT_SYSTEM : EXIT_DONE;
}
