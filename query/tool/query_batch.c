/* SPDX-License-Identifier: MIT */
/* query_batch.c: answers the lines of a file.  Each thread takes a line, answers it with its own searcher, and puts the
 * answer into a ring; the thread that fills the place that is next in order writes all that are ready.
 *
 *     lines read            ... 7 8 9 10 11
 *     ring of answers           7 . 9 10 .        8 is next: its thread will write 8 to 10 */
#include "tool/query_batch.h"

#include "base/status.h"
#include "cli/console.h"
#include "cli/report.h"
#include "text/utf8.h"
#include "tool/missing_fields.h"
#include "tool/print_answer.h"

#include <errno.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

enum { RING_SIZE = 256 };

typedef struct ring_place {
  qn__buffer out, messages;
  bool ready;
} ring_place;

typedef struct query_batch {
  const qn_index *index;
  const tool_options *options;
  const cli_terminal *terminal;
  const char *warning;

  pthread_mutex_t input_lock; /* taken before output_lock where both are */
  FILE *input;
  char *line; /* as getline keeps it */
  size_t line_capacity;
  uint64_t n_lines;   /* read, empty ones too */
  uint64_t n_queries; /* taken by threads */

  pthread_mutex_t output_lock;
  pthread_cond_t room; /* the ring has moved on */
  ring_place ring[RING_SIZE];
  uint64_t n_written; /* queries whose answers are out */
  bool any_hits, any_bad;
  cli_exit failure; /* EXIT_DONE: none */
} query_batch;

/* --- Lines -------------------------------------------------------------------------------------------------------- */

/* One line's query.  The strings lie in `bytes`. */
typedef struct batch_question {
  qn__buffer bytes;
  uint64_t number; /* in order, from 0 */
  const char *qid;
  qn_string text;
} batch_question;

/* Cuts "qid<TAB>query" up; a line without a tab is all query and its number the qid. */
static void read_question(batch_question *question, const char *line, size_t size, uint64_t line_number) {
  while (size > 0 && (line[size - 1] == '\n' || line[size - 1] == '\r'))
    size--;
  const char *tab = memchr(line, '\t', size);
  qn__buffer_reset(&question->bytes);
  if (tab == NULL)
    qn__buffer_print(&question->bytes, "%llu", (unsigned long long)line_number);
  else
    qn__utf8_repair(&question->bytes, line, (size_t)(tab - line));
  qn__buffer_u8(&question->bytes, '\0');
  size_t text_offset = question->bytes.size;
  const char *text = tab == NULL ? line : tab + 1;
  qn__buffer_bytes(&question->bytes, text, size - (size_t)(text - line));
  if (question->bytes.failed)
    return;
  question->qid = (const char *)question->bytes.data;
  question->text = (qn_string){question->qid + text_offset, question->bytes.size - text_offset};
}

/* Waits until the answer to the next query has a place; false if the batch has failed. */
static bool wait_for_room(query_batch *batch) {
  pthread_mutex_lock(&batch->output_lock);
  while (batch->failure == EXIT_DONE && batch->n_queries - batch->n_written >= RING_SIZE)
    pthread_cond_wait(&batch->room, &batch->output_lock);
  bool goes_on = batch->failure == EXIT_DONE;
  pthread_mutex_unlock(&batch->output_lock);
  return goes_on;
}

static void fail(query_batch *batch, cli_exit exit) {
  pthread_mutex_lock(&batch->output_lock);
  if (batch->failure == EXIT_DONE)
    batch->failure = exit;
  pthread_cond_broadcast(&batch->room);
  pthread_mutex_unlock(&batch->output_lock);
}

/* Takes the query of the next line that is not empty; false at the end. */
static bool take_question(query_batch *batch, batch_question *question) {
  pthread_mutex_lock(&batch->input_lock);
  bool taken = false;
  while (!taken && wait_for_room(batch)) {
    ssize_t size = getline(&batch->line, &batch->line_capacity, batch->input);
    if (size < 0 && !feof(batch->input)) {
      qn_error error;
      qn__fail_errno(&error, "read", batch->options->batch);
      fail(batch, cli_report(&error));
    }
    if (size < 0)
      break;
    batch->n_lines++;
    read_question(question, batch->line, (size_t)size, batch->n_lines);
    if (question->bytes.failed)
      fail(batch, cli_report_memory());
    taken = !question->bytes.failed && *batch->line != '\n' && *batch->line != '\r';
  }
  if (taken)
    question->number = batch->n_queries++;
  pthread_mutex_unlock(&batch->input_lock);
  return taken;
}

/* --- Answers ------------------------------------------------------------------------------------------------------ */

/* Remembers how the query went for the exit code.  What is wrong with one query does not fail the batch, what is wrong
 * with the index does. */
static void note_outcome(query_batch *batch, const search_answer *answer) {
  cli_exit exit = answer_exit(answer);
  if (exit == EXIT_DONE)
    batch->any_hits = true;
  else if (exit == EXIT_USAGE)
    batch->any_bad = true;
  else if (exit != EXIT_NEGATIVE && batch->failure == EXIT_DONE)
    batch->failure = exit;
}

/* Writes the answers that are ready and whose turn it is. */
static void write_ready(query_batch *batch) {
  for (;;) {
    ring_place *next = &batch->ring[batch->n_written % RING_SIZE];
    if (!next->ready)
      return;
    next->ready = false;
    cli_exit failure = cli_write_both(&next->out, &next->messages);
    if (failure != EXIT_DONE)
      batch->failure = failure;
    batch->n_written++;
  }
}

static void give_answer(query_batch *batch, const batch_question *question, const search_answer *answer) {
  ring_place *place = &batch->ring[question->number % RING_SIZE];
  const output to = {&place->out, batch->options, batch->terminal, batch->warning};
  print_answer(&to, &place->messages, answer);
  pthread_mutex_lock(&batch->output_lock);
  place->ready = true;
  note_outcome(batch, answer);
  write_ready(batch);
  pthread_cond_broadcast(&batch->room);
  pthread_mutex_unlock(&batch->output_lock);
}

static void *answer_lines(void *context) {
  query_batch *batch = context;
  qn_searcher *searcher = NULL;
  batch_question question = {.number = 0};
  search_answer answer = {.qid = NULL};
  qn_error error;
  qn_status status = qn_searcher_new(&searcher, batch->index, &error);
  if (status != QN_OK)
    fail(batch, cli_report(&error));
  while (status == QN_OK && take_question(batch, &question)) {
    answer.qid = question.qid;
    answer.asked = question.text;
    answer_query(&answer, searcher, batch->options);
    note_missing_fields(&answer, batch->options);
    give_answer(batch, &question, &answer);
  }
  answer_clear(&answer);
  qn__buffer_clear(&question.bytes);
  qn_searcher_free(searcher);
  return NULL;
}

/* --- All of it ---------------------------------------------------------------------------------------------------- */

static size_t count_threads(const tool_options *options) {
  if (options->threads > 0)
    return (size_t)options->threads;
  long n_processors = sysconf(_SC_NPROCESSORS_ONLN);
  return n_processors > 0 ? (size_t)n_processors : 1;
}

/* Answers with this thread and, where the system grants them, others. */
static void run_threads(query_batch *batch) {
  size_t n_others = count_threads(batch->options) - 1, n_started = 0;
  pthread_t *others = n_others == 0 ? NULL : calloc(n_others, sizeof *others);
  while (others != NULL && n_started < n_others && pthread_create(&others[n_started], NULL, answer_lines, batch) == 0)
    n_started++;
  answer_lines(batch);
  for (size_t i = 0; i < n_started; i++)
    pthread_join(others[i], NULL);
  free(others);
}

static cli_exit batch_exit(const query_batch *batch) {
  if (batch->failure != EXIT_DONE)
    return batch->failure;
  return batch->any_hits ? EXIT_DONE : batch->any_bad ? EXIT_USAGE : EXIT_NEGATIVE;
}

/* Prints what stands before the answers of all queries, or after them. */
static void write_frame(query_batch *batch, void (*print)(const output *to)) {
  qn__buffer out;
  qn__buffer_init(&out);
  const output to = {&out, batch->options, batch->terminal, batch->warning};
  print(&to);
  const cli_exit failure = cli_write(&out);
  if (batch->failure == EXIT_DONE)
    batch->failure = failure;
  qn__buffer_clear(&out);
}

static cli_exit run_batch(query_batch *batch) {
  pthread_mutex_init(&batch->input_lock, NULL);
  pthread_mutex_init(&batch->output_lock, NULL);
  pthread_cond_init(&batch->room, NULL);
  write_frame(batch, print_start);
  run_threads(batch);
  if (batch->failure == EXIT_DONE)
    write_frame(batch, print_finish);
  for (size_t i = 0; i < RING_SIZE; i++) {
    qn__buffer_clear(&batch->ring[i].out);
    qn__buffer_clear(&batch->ring[i].messages);
  }
  free(batch->line);
  return batch_exit(batch);
}

cli_exit batch_run(const qn_index *index, const tool_options *options, const cli_terminal *terminal,
                   const char *warning) {
  bool is_stdin = strcmp(options->batch, "-") == 0;
  FILE *input = is_stdin ? stdin : fopen(options->batch, "r");
  if (input == NULL) {
    qn_error error;
    qn__fail_errno(&error, "open", options->batch);
    return cli_report(&error);
  }
  query_batch *batch = calloc(1, sizeof *batch); /* the ring is large for a stack */
  cli_exit exit = EXIT_SYSTEM;
  if (batch != NULL) {
    batch->index = index;
    batch->options = options;
    batch->terminal = terminal;
    batch->warning = warning;
    batch->input = input;
    exit = run_batch(batch);
    free(batch);
  } else {
    exit = cli_report_memory();
  }
  if (!is_stdin)
    fclose(input);
  return exit;
}
