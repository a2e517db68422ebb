/* SPDX-License-Identifier: MIT */
/* walk_options.c: --glob, --exclude, --type, --type-not, --hidden, --follow, --no-ignore. */
#include "tool/walk_options.h"

#include "base/status.h"
#include "cli/suggest.h"

#include <string.h>

const cli_option walk_option_rows[N_WALK_OPTIONS] = {
    {"glob", 'g', CLI_LIST, offsetof(walk_options, globs), .argument = "GLOB",
     .help = "of folders take only files that match; !GLOB: leave them out. As in .gitignore, with {a,b}"},
    {"exclude", 0, CLI_LIST, offsetof(walk_options, excluded), .argument = "GLOB",
     .help = "leave out files and folders that match"},
    {"type", 't', CLI_LIST, offsetof(walk_options, types), .argument = "TYPE",
     .help = "of folders take only files of this type: md, html, c..."},
    {"type-not", 'T', CLI_LIST, offsetof(walk_options, not_types), .argument = "TYPE",
     .help = "leave out files of this type"},
    {"hidden", 0, CLI_FLAG, offsetof(walk_options, walk.hidden), .help = "take hidden files and folders too"},
    {"follow", 'L', CLI_FLAG, offsetof(walk_options, walk.follow), .help = "follow symbolic links in folders"},
    {"no-ignore", 0, CLI_FLAG, offsetof(walk_options, walk.no_ignore),
     .help = "take what .gitignore, .ignore and .quernignore leave out"},
    {"type-list", 0, CLI_FLAG, offsetof(walk_options, type_list),
     .help = "print the types, and the names of their files"},
};

static qn_status add_globs(walk_options *options, const cli_list *globs, bool excluded, qn_error *error) {
  qn_error problem;
  qn_status status = QN_OK;
  for (size_t i = 0; status == QN_OK && i < globs->n; i++) {
    status = qn__path_globs_add(&options->path_globs, globs->items[i], excluded, &problem);
    if (status != QN_OK)
      qn__fail(error, status, "%s \"%s\": %s", excluded ? "--exclude" : "--glob", globs->items[i], problem.message);
  }
  return status;
}

static qn_status refuse_type(const char *option, const char *name, qn_error *error) {
  char suggested[CLI_SUGGESTED_MAX];
  cli_suggestions near = cli_suggest(name, strlen(name));
  for (size_t i = 0; qn__file_type_at(i) != NULL; i++)
    cli_suggest_name(&near, qn__file_type_at(i)->name);
  return qn__fail(error, QN_INVALID, "%s: \"%s\" is not in --type-list%s", option, name,
                  cli_suggested(&near, "", suggested));
}

static qn_status find_types(qn__buffer *found, const char *option, const cli_list *names, qn_error *error) {
  for (size_t i = 0; i < names->n; i++) {
    const qn__file_type *type = qn__file_type_find(names->items[i]);
    if (type == NULL)
      return refuse_type(option, names->items[i], error);
    qn__buffer_bytes(found, &type, sizeof type);
  }
  return found->failed ? qn__fail_memory(error) : QN_OK;
}

qn_status walk_options_complete(walk_options *options, const char *dir, qn_error *error) {
  qn__walk_options *walk = &options->walk;
  qn__path_globs_init(&options->path_globs);
  qn__buffer_init(&options->wanted_types);
  qn__buffer_init(&options->unwanted_types);
  qn_status status = add_globs(options, &options->globs, false, error);
  if (status == QN_OK)
    status = add_globs(options, &options->excluded, true, error);
  if (status == QN_OK)
    status = find_types(&options->wanted_types, "--type", &options->types, error);
  if (status == QN_OK)
    status = find_types(&options->unwanted_types, "--type-not", &options->not_types, error);
  walk->own = dir;
  walk->globs = options->globs.n + options->excluded.n > 0 ? &options->path_globs : NULL;
  walk->types = QN__ARRAY(const qn__file_type *const, &options->wanted_types);
  walk->n_types = options->types.n;
  walk->not_types = QN__ARRAY(const qn__file_type *const, &options->unwanted_types);
  walk->n_not_types = options->not_types.n;
  return status;
}

void walk_options_clear(walk_options *options) {
  cli_list_clear(&options->globs);
  cli_list_clear(&options->excluded);
  cli_list_clear(&options->types);
  cli_list_clear(&options->not_types);
  qn__path_globs_clear(&options->path_globs);
  qn__buffer_clear(&options->wanted_types);
  qn__buffer_clear(&options->unwanted_types);
}

cli_exit print_file_types(void) {
  const qn__file_type *type;
  for (size_t i = 0; (type = qn__file_type_at(i)) != NULL; i++)
    printf("%-10s %s\n", type->name, type->globs);
  return EXIT_DONE;
}
