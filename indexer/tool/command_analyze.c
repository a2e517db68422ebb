/* SPDX-License-Identifier: MIT */
/* command_analyze.c: prints the words of a text as the index sees them: with their terms, the plain spellings that make
 * them variants of other words, and their extra terms. */
#include "cli/console.h"
#include "cli/json_writer.h"
#include "cli/signals.h"
#include "text/analyze.h"
#include "text/extras.h"
#include "text/spellings.h"
#include "text/utf8.h"
#include "tool/command.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <unistd.h>

static const char usage[] = "Usage: quern-index analyze [OPTION...] TEXT...\n"
                            "       quern-index analyze [OPTION...] -\n\n"
                            "Prints each word of a text, or of standard input (-): its position, its bytes,\n"
                            "the word, its form, its term, the language of its stemmer. Its plain spellings\n"
                            "and extra terms follow, with a word or two that say what they are.\n\n";

static const cli_note examples[] = {
    {"quern-index analyze \"Rivers' wi-fi\"", "shows what a search for these words finds"},
    {NULL, NULL},
};

enum { FLUSH_SIZE = 1 << 16 };

typedef struct analysis {
  const char *lang;
  bool json;
  uint8_t language;
  qn__buffer text, words; /* qn__word each */
  qn__extras extras;
  qn__analyzer *analyzer;
  qn__buffer terms; /* of the position, each after a zero, and a zero */
  qn__buffer out;
  cli_exit written;
} analysis;

static const cli_option own_options[] = {
    {"lang", 0, CLI_TEXT, offsetof(analysis, lang), .argument = "LANG", .help = "language of the text (default: en)"},
    {"json", 0, CLI_FLAG, offsetof(analysis, json),
     .help = "an object a line: text, form, term, lang, position, start, end, spellings, extras"},
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

/* --- one word ----------------------------------------------------------------------------------------------------- */

/* A word of the text or an extra term. */
typedef struct printed_token {
  const char *kind; /* of an extra term; NULL: a word */
  const char *bytes;
  qn__word word; /* its size and kind */
  uint64_t position;
  size_t start, end; /* in the text */
} printed_token;

static const char *language_of(const qn__analyzed *analyzed) {
  const char *code = qn__language_code((uint8_t)analyzed->term[0]);
  return code != NULL ? code : "";
}

static void put_json_form(analysis *a, const qn__analyzed *analyzed) {
  qn__buffer_print(&a->out, "\"form\":");
  cli_json_string(&a->out, analyzed->form, analyzed->form_size);
  qn__buffer_print(&a->out, ",\"term\":");
  cli_json_string(&a->out, analyzed->term + 1, analyzed->term_size - 1);
  qn__buffer_print(&a->out, ",\"lang\":\"%s\"", language_of(analyzed));
}

/* The object's members up to its spellings. */
static void put_json_token(analysis *a, const printed_token *token, const qn__analyzed *analyzed) {
  qn__buffer_print(&a->out, a->out.size > 0 && a->out.data[a->out.size - 1] == '}' ? ",{" : "{");
  if (token->kind != NULL)
    qn__buffer_print(&a->out, "\"kind\":\"%s\",", token->kind);
  qn__buffer_print(&a->out, "\"text\":");
  cli_json_string(&a->out, (const char *)a->text.data + token->start, token->end - token->start);
  qn__buffer_print(&a->out, ",");
  put_json_form(a, analyzed);
  if (token->kind == NULL)
    qn__buffer_print(&a->out, ",\"position\":%" PRIu64, token->position);
  qn__buffer_print(&a->out, ",\"start\":%zu,\"end\":%zu,\"spellings\":[", token->start, token->end);
}

static void put_json_spelling(analysis *a, const qn__analyzed *analyzed) {
  qn__buffer_print(&a->out, a->out.data[a->out.size - 1] == '}' ? ",{" : "{");
  put_json_form(a, analyzed);
  qn__buffer_print(&a->out, "}");
}

/* A line of a word, an extra term, or a plain spelling; the lines after a word's own say what they are.  Blanks and
 * control characters are spaces, so that a word that reaches over a line end stays a line. */
static void put_text_line(analysis *a, const printed_token *token, const qn__analyzed *analyzed, const char *kind) {
  qn__buffer_print(&a->out, "%" PRIu64 "\t%zu-%zu\t", token->position, token->start, token->end);
  for (size_t i = token->start; i < token->end; i++)
    qn__buffer_u8(&a->out, a->text.data[i] < ' ' ? ' ' : a->text.data[i]);
  qn__buffer_print(&a->out, "\t%.*s\t%.*s\t%s%s%s\n", (int)analyzed->form_size, analyzed->form,
                   (int)analyzed->term_size - 1, analyzed->term + 1, language_of(analyzed), kind != NULL ? "\t" : "",
                   kind != NULL ? kind : "");
}

static qn_status put_spelling(analysis *a, const printed_token *token, const qn__spelling *spelling, qn_error *error) {
  qn__analyzed analyzed = {spelling->bytes + 1, spelling->size - 1, NULL, 0};
  qn__analyzed term;
  qn_status status =
      qn__analyze_form(a->analyzer, (uint8_t)spelling->bytes[0], spelling->bytes + 1, spelling->size - 1, &term, error);
  if (status != QN_OK)
    return status;
  analyzed.term = term.term;
  analyzed.term_size = term.term_size;
  if (a->json)
    put_json_spelling(a, &analyzed);
  else
    put_text_line(a, token, &analyzed, "spelling");
  return QN_OK;
}

/* Whether the position has the term already; it has it from now on. */
static bool has_term(analysis *a, const qn__analyzed *analyzed) {
  size_t size = a->terms.size;
  qn__buffer_bytes(&a->terms, analyzed->term, analyzed->term_size);
  qn__buffer_u8(&a->terms, 0);
  return !a->terms.failed && memmem(a->terms.data, size, a->terms.data + size - 1, a->terms.size - size + 1) != NULL;
}

/* Prints a word or an extra term; nothing of a term that the position has already. */
static qn_status put_token(analysis *a, const printed_token *token, qn_error *error) {
  qn__analyzed analyzed;
  qn__spelling spellings[QN__SPELLINGS_MAX];
  qn_status status = qn__analyze(a->analyzer, token->bytes, token->word.size, (qn__word_kind)token->word.kind,
                                 a->language, a->language, &analyzed, error);
  if (status != QN_OK || has_term(a, &analyzed))
    return status;
  size_t n = qn__plain_spellings(spellings, (uint8_t)analyzed.term[0], analyzed.form, analyzed.form_size);
  if (a->json)
    put_json_token(a, token, &analyzed);
  else
    put_text_line(a, token, &analyzed, token->kind);
  for (size_t i = 0; i < n && status == QN_OK; i++)
    status = put_spelling(a, token, &spellings[i], error);
  if (a->json)
    qn__buffer_print(&a->out, token->kind != NULL ? "]}" : "]");
  return status;
}

/* --- all words ---------------------------------------------------------------------------------------------------- */

/* Writes what is ready; `written` says how that went. */
static void flush(analysis *a, size_t from_size) {
  if (a->written == EXIT_DONE && a->out.size >= from_size)
    a->written = cli_write(&a->out);
}

static qn_status put_extra(analysis *a, const qn__extra *extra, qn_error *error) {
  printed_token token = {.kind = qn__extra_kind_name((qn__extra_kind)extra->kind),
                         .bytes = (const char *)a->extras.text.data + extra->word.offset,
                         .word = extra->word,
                         .position = extra->at};
  qn__extra_place(extra, QN__ARRAY(qn__word, &a->words), &token.start, &token.end);
  return put_token(a, &token, error);
}

/* Prints a word with its extras, of which *extra is the first. */
static qn_status put_word(analysis *a, uint64_t position, const qn__extra **extra, const qn__extra *extras_end,
                          qn_error *error) {
  const char *text = (const char *)a->text.data;
  const qn__word *word = &QN__ARRAY(qn__word, &a->words)[position];
  const printed_token token = {NULL,     text + word->offset, *word,
                               position, word->offset,        (size_t)word->offset + word->size};
  qn__buffer_reset(&a->terms);
  qn__buffer_u8(&a->terms, 0);
  qn_status status = put_token(a, &token, error);
  if (a->json)
    qn__buffer_print(&a->out, ",\"extras\":[");
  for (; status == QN_OK && *extra < extras_end && (*extra)->at == position; (*extra)++)
    status = put_extra(a, *extra, error);
  if (a->json)
    qn__buffer_print(&a->out, "]}\n");
  return status;
}

static qn_status find_words(analysis *a, qn_error *error) {
  enum { SCAN = 256 };
  const char *text = (const char *)a->text.data;
  size_t cursor = 0, n;
  do {
    qn__word *room = QN__RESERVE(qn__word, &a->words, SCAN);
    n = room != NULL ? qn__scan_words(text, a->text.size, &cursor, room, SCAN) : 0;
    a->words.size += n * sizeof *room;
  } while (n > 0);
  qn__extras_find(&a->extras, text, a->text.size, QN__ARRAY(qn__word, &a->words), a->words.size / sizeof(qn__word));
  return a->words.failed || a->extras.found.failed || a->extras.text.failed ? qn__fail_memory(error) : QN_OK;
}

static qn_status put_words(analysis *a, qn_error *error) {
  qn_status status = find_words(a, error);
  const qn__extra *extra = QN__ARRAY(qn__extra, &a->extras.found);
  const size_t n_extras = status == QN_OK ? a->extras.found.size / sizeof *extra : 0;
  const qn__extra *end = n_extras > 0 ? extra + n_extras : extra;
  const size_t n = status == QN_OK ? a->words.size / sizeof(qn__word) : 0;
  for (size_t i = 0; i < n && status == QN_OK && a->written == EXIT_DONE; i++) {
    status = put_word(a, i, &extra, end, error);
    flush(a, FLUSH_SIZE);
  }
  flush(a, 0);
  return status;
}

static cli_exit analyze(analysis *a, const invocation *call) {
  qn_error error;
  if (!gather(a, call))
    return EXIT_SYSTEM;
  if (a->text.failed || a->text.size >= UINT32_MAX) {
    cli_message(a->text.failed ? "out of memory" : "the text is 4 GiB or larger; give it in parts");
    return EXIT_SYSTEM;
  }
  if (qn__analyzer_new(&a->analyzer, &error) != QN_OK)
    return command_failed(&error);
  qn_status status = put_words(a, &error);
  qn__analyzer_free(a->analyzer);
  return status != QN_OK ? command_failed(&error) : a->written;
}

cli_exit command_analyze(int argc, char **argv) {
  analysis a = {.lang = "en"};
  invocation call = {.syntax = {"analyze", usage, .examples = examples, .groups = {{own_options, N_OWN_OPTIONS, &a}}},
                     .needs_no_index = true};
  if (!command_begin(&call, argc, argv))
    return call.exit;
  if (call.n_operands == 0)
    return cli_usage_error(&call.syntax, "give a text, or - for standard input");
  a.language = qn__language_find(a.lang, strlen(a.lang));
  if (a.language == 0)
    a.language = QN__LANGUAGE_PLAIN;
  cli_exit exit = analyze(&a, &call);
  qn__buffer_clear(&a.text);
  qn__buffer_clear(&a.words);
  qn__extras_clear(&a.extras);
  qn__buffer_clear(&a.terms);
  qn__buffer_clear(&a.out);
  return exit;
}
