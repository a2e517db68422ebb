/* SPDX-License-Identifier: MIT */
/* command_analyze.c: a text as the index sees it. */
#include "text/analyze.h"
#include "text/utf8.h"
#include "tool/command.h"
#include "tool/say.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <unistd.h>

enum { OPTION_LANG = 0x100, OPTION_JSON, FLUSH_SIZE = 1 << 16 };

typedef struct analysis {
  const char *lang;
  bool json;
  uint8_t language;
  qn__buffer text, out;
} analysis;

static bool take(void *context, int letter, const char *value) {
  analysis *a = context;
  if (letter == OPTION_JSON)
    a->json = true;
  else
    a->lang = value;
  return true;
}

static bool read_input(qn__buffer *to) {
  enum { BLOCK = 1 << 16 };
  for (;;) {
    uint8_t *room = qn__buffer_reserve(to, BLOCK);
    ssize_t got = room != NULL ? read(STDIN_FILENO, room, BLOCK) : 0;
    if (got < 0 && errno == EINTR && !command_interrupted)
      continue;
    if (got < 0)
      say("cannot read standard input: %s", strerror(errno));
    if (got <= 0)
      return got == 0;
    to->size += (size_t)got;
  }
}

/* The operands joined by spaces, or standard input, as valid UTF-8. */
static bool gather(analysis *a, const invocation *call) {
  qn__buffer raw;
  qn__buffer_init(&raw);
  bool standard = call->n_operands == 1 && strcmp(call->operands[0], "-") == 0;
  bool read = !standard || read_input(&raw);
  for (int i = 0; i < call->n_operands && !standard; i++) {
    qn__buffer_bytes(&raw, " ", i > 0);
    qn__buffer_bytes(&raw, call->operands[i], strlen(call->operands[i]));
  }
  if (!raw.failed && raw.size > 0)
    qn__utf8_repair(&a->text, (const char *)raw.data, raw.size);
  a->text.failed = a->text.failed || raw.failed;
  qn__buffer_clear(&raw);
  return read;
}

static void put_json_word(analysis *a, const qn__word *word, uint64_t position, const qn__analyzed *analyzed) {
  const char *lang = qn__language_code((uint8_t)analyzed->term[0]);
  qn__buffer_print(&a->out, "{\"text\":");
  say_json(&a->out, (const char *)a->text.data + word->offset, word->size);
  qn__buffer_print(&a->out, ",\"form\":");
  say_json(&a->out, analyzed->form, analyzed->form_size);
  qn__buffer_print(&a->out, ",\"term\":");
  say_json(&a->out, analyzed->term + 1, analyzed->term_size - 1);
  qn__buffer_print(&a->out, ",\"lang\":\"%s\",\"position\":%" PRIu64 ",\"start\":%u,\"end\":%u}\n",
                   lang != NULL ? lang : "", position, (unsigned)word->offset, (unsigned)(word->offset + word->size));
}

static void put_text_word(analysis *a, const qn__word *word, uint64_t position, const qn__analyzed *analyzed) {
  const char *lang = qn__language_code((uint8_t)analyzed->term[0]);
  qn__buffer_print(&a->out, "%" PRIu64 "\t%u-%u\t%.*s\t%.*s\t%.*s\t%s\n", position, (unsigned)word->offset,
                   (unsigned)(word->offset + word->size), (int)word->size, (const char *)a->text.data + word->offset,
                   (int)analyzed->form_size, analyzed->form, (int)analyzed->term_size - 1, analyzed->term + 1,
                   lang != NULL ? lang : "");
}

static qn_status put_words(analysis *a, qn__analyzer *analyzer, bool *written, qn_error *error) {
  qn__word words[256];
  size_t cursor = 0, n;
  uint64_t position = 0;
  const char *text = (const char *)a->text.data;
  *written = true;
  while (*written && (n = qn__scan_words(text, a->text.size, &cursor, words, 256)) > 0) {
    for (size_t i = 0; i < n; i++, position++) {
      qn__analyzed analyzed;
      qn_status status = qn__analyze(analyzer, text + words[i].offset, words[i].size, (qn__word_kind)words[i].kind,
                                     a->language, a->language, &analyzed, error);
      if (status != QN_OK)
        return status;
      (a->json ? put_json_word : put_text_word)(a, &words[i], position, &analyzed);
    }
    if (a->out.size >= FLUSH_SIZE)
      *written = say_output(&a->out);
  }
  if (*written)
    *written = say_output(&a->out);
  return QN_OK;
}

static int run(analysis *a, const invocation *call) {
  qn_error error;
  qn__analyzer *analyzer;
  bool written = false;
  if (!gather(a, call))
    return EXIT_SYSTEM;
  if (a->text.failed || a->text.size >= UINT32_MAX) {
    say("the text is too large");
    return EXIT_SYSTEM;
  }
  if (qn__analyzer_new(&analyzer, &error) != QN_OK)
    return command_failed(&error);
  qn_status status = put_words(a, analyzer, &written, &error);
  qn__analyzer_free(analyzer);
  if (status != QN_OK)
    return command_failed(&error);
  return written ? EXIT_DONE : EXIT_SYSTEM;
}

int command_analyze(const command *self, int argc, char **argv) {
  static const struct option own[] = {
      {"lang", required_argument, NULL, OPTION_LANG}, {"json", no_argument, NULL, OPTION_JSON}, {NULL, 0, NULL, 0}};
  analysis a = {.lang = "en"};
  invocation call;
  int exit = command_read_options(self, argc, argv, own, take, &a, &call);
  if (exit >= 0)
    return exit;
  if (call.n_operands == 0)
    return command_usage_error(self, "give a text, or - for standard input");
  a.language = qn__language_find(a.lang, strlen(a.lang));
  if (a.language == 0)
    a.language = QN__LANGUAGE_PLAIN;
  qn__buffer_init(&a.text);
  qn__buffer_init(&a.out);
  exit = run(&a, &call);
  qn__buffer_clear(&a.text);
  qn__buffer_clear(&a.out);
  return exit;
}
