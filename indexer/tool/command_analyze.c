/* SPDX-License-Identifier: MIT */
/* command_analyze.c: prints the words of a text as the index sees them. */
#include "cli/console.h"
#include "cli/json_writer.h"
#include "cli/signals.h"
#include "text/analyze.h"
#include "text/utf8.h"
#include "tool/command.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <unistd.h>

static const char usage[] =
    "Usage: quern-index analyze [OPTION...] TEXT...\n"
    "       quern-index analyze [OPTION...] -\n\n"
    "Prints each word of a text, or of standard input (-), with its position, its bytes, its form and its term.\n\n";

enum { FLUSH_SIZE = 1 << 16 };

typedef struct analysis {
  const char *lang;
  bool json;
  uint8_t language;
  qn__buffer text, out;
  cli_exit written;
} analysis;

static const cli_option own_options[] = {
    {"lang", 0, CLI_TEXT, offsetof(analysis, lang), .argument = "LANG", .help = "language of the text (default: en)"},
    {"json", 0, CLI_FLAG, offsetof(analysis, json),
     .help = "an object a line: text, form, term, lang, position, start, end"},
};
enum { N_OWN_OPTIONS = sizeof own_options / sizeof own_options[0] };

static bool read_input(qn__buffer *to) {
  enum { BLOCK = 1 << 16 };
  for (;;) {
    uint8_t *room = qn__buffer_reserve(to, BLOCK);
    ssize_t got = room != NULL ? read(STDIN_FILENO, room, BLOCK) : 0;
    if (got < 0 && errno == EINTR && !cli_interrupted)
      continue;
    if (got < 0)
      cli_message("cannot read standard input: %s", strerror(errno));
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
  cli_json_string(&a->out, (const char *)a->text.data + word->offset, word->size);
  qn__buffer_print(&a->out, ",\"form\":");
  cli_json_string(&a->out, analyzed->form, analyzed->form_size);
  qn__buffer_print(&a->out, ",\"term\":");
  cli_json_string(&a->out, analyzed->term + 1, analyzed->term_size - 1);
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

/* Writes what is ready; `written` says how that went. */
static void flush(analysis *a, size_t from_size) {
  if (a->written == EXIT_DONE && a->out.size >= from_size)
    a->written = cli_write(&a->out);
}

static qn_status put_words(analysis *a, qn__analyzer *analyzer, qn_error *error) {
  qn__word words[256];
  size_t cursor = 0, n;
  uint64_t position = 0;
  const char *text = (const char *)a->text.data;
  while (a->written == EXIT_DONE && (n = qn__scan_words(text, a->text.size, &cursor, words, 256)) > 0) {
    for (size_t i = 0; i < n; i++, position++) {
      qn__analyzed analyzed;
      qn_status status = qn__analyze(analyzer, text + words[i].offset, words[i].size, (qn__word_kind)words[i].kind,
                                     a->language, a->language, &analyzed, error);
      if (status != QN_OK)
        return status;
      (a->json ? put_json_word : put_text_word)(a, &words[i], position, &analyzed);
    }
    flush(a, FLUSH_SIZE);
  }
  flush(a, 0);
  return QN_OK;
}

static cli_exit analyze(analysis *a, const invocation *call) {
  qn_error error;
  qn__analyzer *analyzer;
  if (!gather(a, call))
    return EXIT_SYSTEM;
  if (a->text.failed || a->text.size >= UINT32_MAX) {
    cli_message(a->text.failed ? "out of memory" : "the text is 4 GiB or larger; give it in parts");
    return EXIT_SYSTEM;
  }
  if (qn__analyzer_new(&analyzer, &error) != QN_OK)
    return command_failed(&error);
  qn_status status = put_words(a, analyzer, &error);
  qn__analyzer_free(analyzer);
  return status != QN_OK ? command_failed(&error) : a->written;
}

cli_exit command_analyze(int argc, char **argv) {
  analysis a = {.lang = "en"};
  invocation call = {.syntax = {"analyze", usage, .groups = {{own_options, N_OWN_OPTIONS, &a}}},
                     .needs_no_index = true};
  if (!command_begin(&call, argc, argv))
    return call.exit;
  if (call.n_operands == 0)
    return cli_usage_error(&call.syntax, "give a text, or - for standard input");
  a.language = qn__language_find(a.lang, strlen(a.lang));
  if (a.language == 0)
    a.language = QN__LANGUAGE_PLAIN;
  qn__buffer_init(&a.text);
  qn__buffer_init(&a.out);
  cli_exit exit = analyze(&a, &call);
  qn__buffer_clear(&a.text);
  qn__buffer_clear(&a.out);
  return exit;
}
