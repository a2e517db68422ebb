/* SPDX-License-Identifier: MIT */
/* command_forget.c: takes what was added off the list that `add` without paths goes through. */
#include "base/status.h"
#include "cli/console.h"
#include "cli/numbers.h"
#include "tool/change_report.h"
#include "tool/root_list.h"
#include "tool/source_paths.h"
#include "tool/write_options.h"

#include <string.h>

static const char usage[] = "Usage: quern-index forget [OPTION...] PATH...\n\n"
                            "Takes folders and files off the list of what was added, which\n"
                            "`quern-index info --sources` shows: `add` without paths leaves them, and\n"
                            "forgets the options that they were added with. They need not be there any\n"
                            "more. Their articles stay in the index, unless --delete is given.\n\n";

static const cli_note examples[] = {
    {"quern-index forget notes", "keeps the articles as they are"},
    {"quern-index forget --delete /mnt/old", "removes them, too"},
    {NULL, NULL},
};

typedef struct forgetting {
  write_options options;
  bool deletes;
  qn_writer *writer;
  root_list roots;
  qn__buffer outcomes; /* one for each path that is forgotten, to be reported after the commit */
  uint64_t n_forgotten, n_missing;
} forgetting;

typedef struct outcome {
  const char *given;
  uint64_t n_articles, n_followed;
  uint64_t n_kept;    /* roots in it that stay on the list */
  const char *around; /* a root that it lies in, which stays on the list; NULL: none */
} outcome;

static const cli_option own_options[] = {
    {"delete", 0, CLI_FLAG, offsetof(forgetting, deletes), .help = "delete the articles of what is forgotten, too"},
};
enum { N_OWN_OPTIONS = sizeof own_options / sizeof own_options[0] };

/* --- What a path stands for --------------------------------------------------------------------------------------- */

/* The sources that are forgotten with a path. */
typedef struct forgotten {
  const root_list *roots;
  qn_string path;
  bool is_there;      /* what is not takes the roots in it along */
  qn__buffer sources; /* their paths, with zeros */
  uint64_t n_named, n_articles, n_followed;
} forgotten;

/* Whether something is at the path or below it, and not in a root in it that stays. */
static bool is_forgotten(const forgotten *f, qn_string path) {
  const listed_root *root = f->is_there ? root_list_around(f->roots, path, false) : NULL;
  return is_in_folder(path, f->path) && (root == NULL || root->path.size <= f->path.size);
}

static bool gather_forgotten(void *context, const qn_source *source) {
  forgotten *f = context;
  if (!is_forgotten(f, source->path))
    return true;
  f->n_named += source->named;
  f->n_articles += source->n_articles;
  f->n_followed += source->followed;
  qn__buffer_bytes(&f->sources, source->path.data, source->path.size + 1);
  return !f->sources.failed;
}

/* --- Forgetting --------------------------------------------------------------------------------------------------- */

static qn_status forget_source(const forgetting *f, qn_string path, qn_error *error) {
  const qn_source *known;
  if (f->deletes)
    return qn_writer_delete_source(f->writer, path, error);
  qn_status status = qn_writer_find_source(f->writer, &known, path, error);
  if (status != QN_OK || !known->named)
    return status;
  qn_source unnamed = *known;
  unnamed.named = false;
  return qn_writer_put_source(f->writer, &unnamed, error);
}

/* The root, and those of files that were named in it. */
static qn_status forget_roots(const forgetting *f, const forgotten *what, qn_error *error) {
  qn_status status = QN_OK;
  for (uint32_t i = 0; status == QN_OK && i < f->roots.paths.n; i++) {
    listed_root *root = root_list_at(&f->roots, i);
    if (is_forgotten(what, root->path))
      status = qn_writer_forget_root(f->writer, root->path, error);
  }
  return status;
}

static qn_status forget_all(const forgetting *f, const forgotten *what, qn_error *error) {
  qn_status status = forget_roots(f, what, error);
  for (size_t at = 0; status == QN_OK && at < what->sources.size;) {
    const qn_string path = qn_string_of((const char *)what->sources.data + at);
    status = forget_source(f, path, error);
    at += path.size + 1;
  }
  return status;
}

/* --- Reports ------------------------------------------------------------------------------------------------------ */

static const char *plural(uint64_t n) {
  return n == 1 ? "" : "s";
}

static uint64_t count_kept(const forgetting *f, const forgotten *what) {
  uint64_t n = 0;
  for (uint32_t i = 0; i < f->roots.paths.n; i++) {
    const listed_root *root = root_list_at(&f->roots, i);
    n += root->whole && is_in_folder(root->path, what->path) && !is_forgotten(what, root->path);
  }
  return n;
}

static const char *root_around(const forgetting *f, const forgotten *what) {
  const char *slash = strrchr(what->path.data, '/');
  const qn_string above = {what->path.data, slash > what->path.data ? (size_t)(slash - what->path.data) : 1};
  const listed_root *around = what->path.size > 1 ? root_list_around(&f->roots, above, false) : NULL;
  return around != NULL ? around->path.data : NULL;
}

static void note_outcome(forgetting *f, const forgotten *what, const char *given) {
  const outcome noted = {given, what->n_articles, what->n_followed, count_kept(f, what), root_around(f, what)};
  qn__buffer_bytes(&f->outcomes, &noted, sizeof noted);
}

static void report_outcome(const outcome *o, bool deletes) {
  char number[CLI_NUMBER_MAX];
  const uint64_t n = o->n_articles, kept = o->n_kept;
  if (!deletes && n == 0)
    cli_message("%s is forgotten", o->given);
  else if (!deletes)
    cli_message("%s is forgotten; %s article%s of it stay%s in the index (--delete removes %s)", o->given,
                cli_count(number, n), plural(n), n == 1 ? "s" : "", n == 1 ? "it" : "them");
  if (o->n_followed > 0)
    cli_message("%s: articles of files that `add --tail` followed stay: `quern-index delete` removes them", o->given);
  if (kept > 0)
    cli_message("%s: %s folder%s in it that %s added on %s own %s on the list", o->given, cli_count(number, kept),
                plural(kept), kept == 1 ? "was" : "were", kept == 1 ? "its" : "their", kept == 1 ? "stays" : "stay");
  if (o->around != NULL)
    cli_message("%s: it lies in %s, which stays on the list: `add` goes on to read what that takes", o->given,
                o->around);
}

static void report_outcomes(const forgetting *f) {
  for (size_t i = 0; i < f->outcomes.size / sizeof(outcome); i++)
    report_outcome(&QN__ARRAY(outcome, &f->outcomes)[i], f->deletes);
}

/* --- Paths -------------------------------------------------------------------------------------------------------- */

/* Forgets what is at the path, which is absolute. */
static qn_status forget_path(forgetting *f, forgotten *what, const char *given, bool *found, qn_error *error) {
  const listed_root *root = root_list_find(&f->roots, what->path);
  qn_status status = qn_writer_each_source(f->writer, gather_forgotten, what, error);
  if (status == QN_OK && what->sources.failed)
    status = qn__fail_memory(error);
  *found = what->n_named > 0 || (root != NULL && (root->whole || f->deletes));
  if (status == QN_OK && *found)
    status = forget_all(f, what, error);
  if (status != QN_OK || !*found)
    return status;
  note_outcome(f, what, given);
  for (uint32_t i = 0; i < f->roots.paths.n; i++)
    root_list_at(&f->roots, i)->whole &= !is_forgotten(what, root_list_at(&f->roots, i)->path);
  return QN_OK;
}

static qn_status look_at_path(forgetting *f, const char *path, bool is_there, const char *given, bool *found,
                              qn_error *error) {
  forgotten what = {.roots = &f->roots, .path = qn_string_of(path), .is_there = is_there};
  qn__buffer_init(&what.sources);
  qn_status status = forget_path(f, &what, given, found, error);
  qn__buffer_clear(&what.sources);
  return status;
}

/* A path is looked for where it leads now, and as it is written: links may have changed since. */
static qn_status forget_operand(forgetting *f, const char *given, qn_error *error) {
  source_operand operand;
  bool found = false;
  const qn_status there = source_operand_init(&operand, given, NULL, error);
  qn_status status = there == QN_NO_MEMORY ? there : QN_OK;
  if (status == QN_OK && operand.path != NULL)
    status = look_at_path(f, operand.path, there == QN_OK, given, &found, error);
  if (status == QN_OK && !found && given[0] == '/')
    status = look_at_path(f, given, there == QN_OK, given, &found, error);
  source_operand_clear(&operand);
  if (status != QN_OK)
    return status;
  f->n_forgotten += found;
  f->n_missing += !found;
  if (!found)
    cli_message("%s is not on the list of what was added, which `quern-index info --sources` shows", given);
  return QN_OK;
}

static qn_status forget_operands(forgetting *f, const invocation *call, qn_error *error) {
  qn_status status = root_list_read(&f->roots, f->writer, error);
  for (int i = 0; status == QN_OK && i < call->n_operands; i++)
    status = forget_operand(f, call->operands[i], error);
  root_list_clear(&f->roots);
  return status == QN_OK && f->outcomes.failed ? qn__fail_memory(error) : status;
}

static cli_exit run_forgetting(forgetting *f, const invocation *call) {
  char number[CLI_NUMBER_MAX];
  qn_commit_info done = {0};
  qn_error error;
  qn_status status = forget_operands(f, call, &error);
  report_lost_sources(f->writer);
  if (status == QN_OK && f->n_forgotten > 0)
    status = qn_writer_commit(f->writer, &done, &error);
  if (status != QN_OK)
    return command_failed(&error);
  report_outcomes(f);
  report_damage(call->dir, &done);
  if (f->deletes && f->n_forgotten > 0)
    report_change(call->dir, "%s article%s deleted", cli_count(number, done.deleted), plural(done.deleted));
  return f->n_missing > 0 ? EXIT_NEGATIVE : EXIT_DONE;
}

cli_exit command_forget(int argc, char **argv) {
  forgetting f = {.options = {.threads = 1}};
  invocation call = {.syntax = {"forget", usage, .examples = examples,
                                .groups = {{own_options, N_OWN_OPTIONS, &f},
                                           {write_option_rows + 2, N_WRITE_OPTIONS - 2, &f.options}}}};
  if (!command_begin(&call, argc, argv))
    return call.exit;
  if (call.n_operands == 0)
    return cli_usage_error(&call.syntax, "name the folders and files to forget; quern-index info --sources shows them");
  if (!open_existing_writer(&f.writer, &call, &f.options))
    return call.exit;
  qn__buffer_init(&f.outcomes);
  const cli_exit exit = run_forgetting(&f, &call);
  qn__buffer_clear(&f.outcomes);
  qn_writer_close(f.writer);
  return exit;
}
