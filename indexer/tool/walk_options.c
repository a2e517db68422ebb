/* SPDX-License-Identifier: MIT */
/* walk_options.c: --glob, --exclude, --type, --hidden, --follow, --no-ignore. */
#include "tool/walk_options.h"

#include "cli/report.h"
#include "cli/suggest.h"

#include <string.h>

const cli_option walk_option_rows[N_WALK_OPTIONS] = {
    {"glob", 'g', CLI_LIST, offsetof(walk_options, globs), .argument = "GLOB",
     .help = "of folders take only files that match; !GLOB: leave them out. As in .gitignore, with {a,b}"},
    {"exclude", 0, CLI_LIST, offsetof(walk_options, excluded), .argument = "GLOB",
     .help = "leave out files and folders that match"},
    {"type", 't', CLI_LIST, offsetof(walk_options, types), .argument = "TYPE",
     .help = "of folders take only files of this type: md, html, c..."},
    {"type-list", 0, CLI_FLAG, offsetof(walk_options, type_list),
     .help = "print the types, and the names of their files"},
    {"hidden", 0, CLI_FLAG, offsetof(walk_options, walk.hidden), .help = "take hidden files and folders too"},
    {"follow", 'L', CLI_FLAG, offsetof(walk_options, walk.follow), .help = "follow symbolic links in folders"},
    {"no-ignore", 0, CLI_FLAG, offsetof(walk_options, walk.no_ignore),
     .help = "take what .gitignore, .ignore and .quernignore leave out"},
};

static bool refuse(invocation *call, const char *option, const char *value, const qn_error *error) {
  call->exit = error->status == QN_NO_MEMORY
                   ? cli_report_memory()
                   : cli_usage_error(&call->syntax, "%s \"%s\": %s", option, value, error->message);
  return false;
}

static bool add_globs(walk_options *options, invocation *call, const cli_list *globs, bool excluded) {
  qn_error error;
  for (size_t i = 0; i < globs->n; i++)
    if (qn__path_globs_add(&options->path_globs, globs->items[i], excluded, &error) != QN_OK)
      return refuse(call, excluded ? "--exclude" : "--glob", globs->items[i], &error);
  return true;
}

static bool refuse_type(invocation *call, const char *name) {
  char suggested[CLI_SUGGESTED_MAX];
  cli_suggestions near = cli_suggest(name, strlen(name));
  for (size_t i = 0; qn__file_type_at(i) != NULL; i++)
    cli_suggest_name(&near, qn__file_type_at(i)->name);
  call->exit = cli_usage_error(&call->syntax, "--type: \"%s\" is not in --type-list%s", name,
                               cli_suggested(&near, "", suggested));
  return false;
}

static bool add_types(walk_options *options, invocation *call) {
  for (size_t i = 0; i < options->types.n; i++) {
    const qn__file_type *type = qn__file_type_find(options->types.items[i]);
    if (type == NULL)
      return refuse_type(call, options->types.items[i]);
    qn__buffer_bytes(&options->wanted_types, &type, sizeof type);
  }
  if (options->wanted_types.failed)
    call->exit = cli_report_memory();
  return !options->wanted_types.failed;
}

bool check_walk_options(walk_options *options, invocation *call) {
  qn__path_globs_init(&options->path_globs);
  qn__buffer_init(&options->wanted_types);
  if (!add_globs(options, call, &options->globs, false) || !add_globs(options, call, &options->excluded, true) ||
      !add_types(options, call))
    return false;
  options->walk.own = call->dir;
  options->walk.globs = options->globs.n + options->excluded.n > 0 ? &options->path_globs : NULL;
  options->walk.types = QN__ARRAY(const qn__file_type *const, &options->wanted_types);
  options->walk.n_types = options->types.n;
  return true;
}

void clear_walk_options(walk_options *options) {
  cli_list_clear(&options->globs);
  cli_list_clear(&options->excluded);
  cli_list_clear(&options->types);
  qn__path_globs_clear(&options->path_globs);
  qn__buffer_clear(&options->wanted_types);
}

cli_exit print_file_types(void) {
  const qn__file_type *type;
  for (size_t i = 0; (type = qn__file_type_at(i)) != NULL; i++)
    printf("%-10s %s\n", type->name, type->globs);
  return EXIT_DONE;
}
