/* SPDX-License-Identifier: MIT */
/* adding_paths.c: paths -> files.  A root in another one is walked on its own if it has options of its own. */
#include "base/status.h"
#include "cli/safe_text.h"
#include "cli/signals.h"
#include "tool/adding.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* The absolute path of what a walk has met; its data NULL: no memory. */
static qn_string path_of_met(adding *a, const char *met) {
  return source_operand_path(a->operand, met, &a->met) ? cli_text_of(&a->met) : (qn_string){NULL, 0};
}

/* A root that has options of its own is walked with these, later; another one is walked now. */
static bool enters_folder(void *context, const char *met) {
  adding *a = context;
  const qn_string path = path_of_met(a, met);
  listed_root *root = path.data == NULL ? NULL : root_list_find(&a->roots, path);
  if (root == NULL || !root->whole)
    return true;
  root->waits = listed_root_has_options(root);
  root->done |= !root->waits;
  return !root->waits;
}

static void on_skip(void *context, const char *path, qn__skip why, const char *rule) {
  adding *a = context;
  char reason[1024];
  skip_counts_note_walk(&a->skips, why);
  if (!a->verbose)
    return;
  if (rule != NULL)
    snprintf(reason, sizeof reason, "left out by %s (--no-ignore)", rule);
  else
    snprintf(reason, sizeof reason, "%s", skip_reason(why));
  adding_remark(a, path, reason);
}

static void on_unread(void *context, const char *path, const char *message) {
  adding_path_problem(context, path, true, message);
}

/* With what helps where it was not named. */
void adding_report_missing(adding *a, const char *given) {
  on_unread(a, given,
            a->adds_roots ? "there is no such file or folder any more; `quern-index forget` takes it off the list"
                          : "there is no such file or folder");
}

/* Whether the walk through a root says all that there is to say of what is not there in it: of a file, since files come
 * and go, and of a root in one that is gone, too. */
static bool is_left_to_root(const adding *a, const char *path) {
  const listed_root *own = root_list_find(&a->roots, qn_string_of(path));
  const char *slash = strrchr(path, '/');
  const qn_string folder = {path, slash == path ? 1 : (size_t)(slash - path)};
  const listed_root *around = root_list_around(&a->roots, folder, false);
  const bool is_root = own != NULL && own->whole;
  return around != NULL && (!is_root || access(around->path.data, F_OK) != 0);
}

/* What was named is not there: with --sync its articles go, if there are any.  `path` is where it would be, or NULL. */
static qn_status read_missing(adding *a, const char *path, const char *given, qn_error *error) {
  if (a->adds_roots && is_left_to_root(a, given))
    return QN_OK;
  if (!a->sync || path == NULL)
    adding_report_missing(a, given);
  else if (!vanished_list_note(&a->vanished, path, given, false, false))
    return qn__fail_memory(error);
  return QN_OK;
}

static qn_status walk_operand(adding *a, const char *path, source_operand *operand, qn_error *error) {
  const bool may_meet_roots = operand != NULL && a->roots.has_whole;
  const qn__walk_visitor visitor = {adding_take_file,   on_skip, may_meet_roots ? enters_folder : NULL, on_unread,
                                    cli_is_interrupted, a};
  qn__walk_options walk = a->current->walking.walk;
  walk.above = a->above;
  a->operand = operand;
  qn_status status = QN_OK;
  if (operand != NULL && operand->is_folder) /* which may have no files yet */
    status = file_sources_put_root(&a->sources, operand, error);
  if (status == QN_OK && operand != NULL)
    status = adding_remember_options(a, operand, error);
  if (status == QN_OK)
    status = qn__walk(path, &walk, &visitor, error);
  if (status == QN_OK && a->sync && operand != NULL &&
      !vanished_list_note(&a->vanished, operand->path, path, true, walk.follow))
    status = qn__fail_memory(error);
  return status;
}

/* Reads it with the options that are chosen for it. */
static qn_status read_operand(adding *a, const char *path, source_operand *operand, qn_error *error) {
  qn_status status = adding_choose_options(a, operand, error);
  if (status == QN_INVALID) {
    on_unread(a, path, error->message);
    return QN_OK;
  }
  if (status == QN_OK && a->verbose) {
    progress_hide(&a->progress);
    adding_report_options(a, path);
  }
  return status == QN_OK ? walk_operand(a, path, operand, error) : status;
}

/* Whether the path is that of a root that this run has been in, and notes that it is now. */
static bool was_walked(adding *a, const source_operand *operand) {
  listed_root *root = root_list_find(&a->roots, qn_string_of(operand->path));
  const bool walked = root != NULL && root->done;
  if (root != NULL)
    root->done = true;
  return walked && a->adds_roots && !a->takes_root;
}

qn_status adding_read_path(void *context, char *path, qn_error *error) {
  adding *a = context;
  source_operand operand;
  qn_status status = source_operand_init(&operand, path, a->given.reading.reading.base, error);
  if (status == QN_OK)
    status = was_walked(a, &operand) ? QN_OK : read_operand(a, path, &operand, error);
  else if (status == QN_NOT_FOUND)
    status = read_missing(a, operand.path, path, error);
  else if (status != QN_NO_MEMORY)
    status = read_operand(a, path, NULL, error);
  source_operand_clear(&operand);
  return status;
}

qn_status adding_read_waiting(adding *a, qn_error *error) {
  qn_status status = QN_OK;
  a->takes_root = true;
  for (uint32_t i = 0; status == QN_OK && i < a->roots.paths.n; i++) {
    listed_root *root = root_list_at(&a->roots, i);
    if (!root->waits || root->done)
      continue;
    root->done = true;
    status = adding_read_path(a, (char *)(uintptr_t)root->path.data, error);
    i = UINT32_MAX; /* one before the first: it may have met others */
  }
  a->takes_root = false;
  return status;
}

static qn_status add_size(void *context, const qn__walked_file *file, qn_error *error) {
  uint64_t *total = context;
  (void)error;
  *total += (uint64_t)file->status->st_size;
  return QN_OK;
}

static void report_vanished(adding *a, const vanished *gone) {
  char message[200];
  if (!gone->was_there && gone->n_removed == 0 && gone->n_kept == 0)
    adding_report_missing(a, gone->given);
  if (gone->n_kept == 0)
    return;
  snprintf(message, sizeof message,
           "%zu of its files %s not there, and their file system neither: is it mounted? "
           "With --force their articles are removed",
           gone->n_kept, gone->n_kept == 1 ? "is" : "are");
  on_unread(a, gone->given, message);
}

qn_status adding_synchronise(adding *a, qn_error *error) {
  qn_status status = remove_vanished(a->writer, &a->vanished, a->force, error);
  for (uint32_t i = 0; status == QN_OK && i < a->vanished.paths.n; i++)
    report_vanished(a, vanished_list_at(&a->vanished, i));
  return status;
}

static bool measure_path(adding *a, const char *path, const qn__walk_visitor *visitor) {
  source_operand operand;
  qn_status status = source_operand_init(&operand, path, NULL, NULL);
  if (status == QN_OK)
    status = adding_choose_options(a, &operand, NULL);
  qn__walk_options walk = a->current->walking.walk;
  walk.above = a->above;
  if (status == QN_OK)
    status = qn__walk(path, &walk, visitor, NULL);
  source_operand_clear(&operand);
  return status == QN_OK;
}

void adding_measure(adding *a, const invocation *call) {
  uint64_t total = 0;
  const qn__walk_visitor visitor = {add_size, NULL, NULL, NULL, cli_is_interrupted, &total};
  if (a->progress.form == PROGRESS_NONE || a->files_from != NULL)
    return;
  for (int i = 0; i < call->n_operands; i++)
    if (strcmp(call->operands[i], "-") == 0 || !measure_path(a, call->operands[i], &visitor))
      return;
  a->progress.total = total;
}
