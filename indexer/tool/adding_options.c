/* SPDX-License-Identifier: MIT */
/* adding_options.c: what is given on the command line is for all that is named there, and a root remembers it; without
 * it each path is added with what the root around it remembers. */
#include "articles/language_detection.h"
#include "base/memory.h"
#include "base/status.h"
#include "cli/console.h"
#include "cli/safe_text.h"
#include "text/language.h"
#include "tool/adding.h"

#include <string.h>

/* --- Language ----------------------------------------------------------------------------------------------------- */

qn_status adding_find_language(adding *a, qn_error *error) {
  qn_index *index;
  qn_index_info info;
  if (a->index_language != 0)
    return QN_OK;
  qn_status status = qn_index_open(&index, &a->dir, 1, error);
  if (status != QN_OK)
    return status == QN_NO_MEMORY ? status : QN_OK;
  qn_index_get_info(index, &info);
  if (info.generation != 0) /* else its first commit broke off */
    a->index_language = qn__language_find(info.language, strlen(info.language));
  qn_index_close(index);
  return QN_OK;
}

/* --lang is the language of the articles that name none, where the index has another. */
static qn_status apply_lang(adding *a, const char *lang, qn_error *error) {
  a->article_lang = (qn_string){"", 0};
  a->detects_lang = lang != NULL && strcmp(lang, "auto") == 0;
  if (a->detects_lang)
    return qn__detection_check(error);
  qn_status status = lang != NULL ? adding_find_language(a, error) : QN_OK;
  if (status != QN_OK || lang == NULL)
    return status;
  const uint8_t language = qn__language_find(lang, strlen(lang));
  if (language == 0 || language != a->index_language)
    a->article_lang = qn_string_of(lang);
  return QN_OK;
}

/* --- Choosing ----------------------------------------------------------------------------------------------------- */

/* What follows is read with these options; where ids begin, and the names of standard input, are given anyway. */
static qn_status apply(adding *a, const root_options *options, qn_error *error) {
  const qn__reading_options *given = &a->given.reading.reading;
  qn__reading_options reading = options->reading.reading;
  reading.base = given->base;
  reading.id = given->id;
  reading.title = given->title;
  reading.stream = given->stream;
  qn__article_reader_set(a->reader, &reading);
  a->current = options;
  a->sources.reading = hash_read_options(&options->reading);
  return apply_lang(a, options->reading.lang, error);
}

qn_status adding_use_given(adding *a, qn_error *error) {
  return apply(a, &a->given, error);
}

/* Uses a set that a root remembers.  A walk goes on with its own while a file in it is read with others. */
static qn_status use_set(adding *a, qn_string set, bool of_folder, qn_error *error) {
  root_options *options = &a->remembered[!of_folder].options;
  qn_string *known = &a->remembered[!of_folder].set;
  if (set.size <= 1)
    return a->current == &a->given ? QN_OK : adding_use_given(a, error);
  if (known->data == set.data)
    return a->current == options ? QN_OK : apply(a, options, error);
  *known = (qn_string){NULL, 0};
  qn_status status = adding_use_given(a, error);
  root_options_clear(options);
  if (status == QN_OK)
    status = root_options_read(options, set, a->dir, error);
  if (status != QN_OK)
    return status;
  *known = set;
  return apply(a, options, error);
}

/* Whether the set is how files with this hash were read. */
static bool reads_as(const adding *a, qn_string set, uint64_t reading) {
  root_options options = {.reading = {.map = NULL}};
  const bool same =
      root_options_read(&options, set, a->dir, NULL) == QN_OK && hash_read_options(&options.reading) == reading;
  root_options_clear(&options);
  return same;
}

/* Of the sets for files of a root the one that is how this file was read; its size 0: none is. */
static qn_string set_in_root(const adding *a, qn_string options, uint64_t reading) {
  for (size_t i = 1;; i++) {
    const qn_string set = root_options_set(options, i);
    if (set.size == 0 || reads_as(a, set, reading))
      return set;
  }
}

/* The same of the roots that a file is in: the deepest one may have been added after the file was. */
static qn_string find_file_set(adding *a, qn_string path, uint64_t reading) {
  const qn_root *root;
  qn_string set = {"", 0};
  for (; set.size == 0 && qn_writer_find_root(a->writer, &root, path, NULL) == QN_OK; path = root->path)
    set = set_in_root(a, root->options, reading);
  return set;
}

/* Uses the set of the folder, or that of a file which was named with other options. */
static qn_status use_file_set(adding *a, qn_string path, bool is_named, qn_error *error) {
  const qn_source *known;
  qn_status status = use_set(a, a->folder_set, true, error);
  if (status != QN_OK || qn_writer_find_source(a->writer, &known, path, NULL) != QN_OK || !(known->named || is_named) ||
      known->reading == a->sources.reading)
    return status;
  const bool is_default = known->reading == 0;
  const qn_string set = find_file_set(a, path, known->reading);
  if (set.size == 0 && is_named && !is_default && root_list_around(&a->roots, path, false) == NULL)
    return qn__fail(error, QN_INVALID, "these options were forgotten");
  return set.size > 0 ? use_set(a, set, false, error) : QN_OK;
}

/* The way from a folder to another one in it. */
static const char *way_to(const char *path, qn_string folder) {
  const char *rest = path + folder.size;
  rest += *rest == '/';
  return *rest != '\0' ? rest : NULL;
}

static bool uses_given(const adding *a, bool is_folder) {
  return !a->takes_root && (is_folder ? a->given_option != NULL : a->gives_reading);
}

static qn_status use_remembered(adding *a, const source_operand *operand, qn_error *error) {
  static const qn_string none = {"", 0};
  const qn_string path = qn_string_of(operand->path);
  const listed_root *root = root_list_around(&a->roots, path, true);
  a->folder_set = root != NULL ? root_options_set(root->options, 0) : none;
  if (root != NULL && operand->is_folder)
    a->above = way_to(operand->path, root->path);
  return operand->is_folder ? use_set(a, a->folder_set, true, error) : use_file_set(a, path, true, error);
}

qn_status adding_choose_options(adding *a, const source_operand *operand, qn_error *error) {
  qn_error problem;
  a->above = NULL;
  if (operand == NULL || uses_given(a, operand->is_folder))
    return adding_use_given(a, error);
  qn_status status = use_remembered(a, operand, &problem);
  if (status == QN_INVALID)
    return qn__fail(error, status,
                    "what it was added with cannot be used: %s; name it with other options, or --defaults",
                    problem.message);
  return status == QN_OK ? QN_OK : qn__fail_again(error, &problem);
}

qn_status adding_choose_for_met(adding *a, const char *met, qn_error *error) {
  if (!a->roots.has_file_sets || uses_given(a, true))
    return QN_OK;
  if (!source_operand_path(a->operand, met, &a->met))
    return qn__fail_memory(error);
  return use_file_set(a, cli_text_of(&a->met), false, error);
}

void adding_report_options(const adding *a, const char *given) {
  qn__buffer text;
  if (a->current == &a->given)
    return;
  qn__buffer_init(&text);
  root_options_print(&text, a->remembered[a->current != &a->remembered[0].options].set);
  const qn_string printed = cli_text_of(&text);
  cli_message("%s: with the options that it was added with: %.*s", given, (int)printed.size, printed.data);
  qn__buffer_clear(&text);
}

/* --- Remembering -------------------------------------------------------------------------------------------------- */

static bool has_set(qn_string text, qn_string set) {
  for (size_t i = 0;; i++) {
    const qn_string known = root_options_set(text, i);
    if (known.size == 0)
      return false;
    if (known.size == set.size && memcmp(known.data, set.data, set.size) == 0)
      return true;
  }
}

/* Those of a folder take the place of all that it remembers. */
static qn_status remember_of_folder(adding *a, const source_operand *operand, qn_string set, qn_error *error) {
  return qn_writer_set_root_options(a->writer, qn_string_of(operand->root), set, error);
}

/* Those of a file are kept beside what its folder remembers. */
static qn_status remember_of_file(adding *a, const source_operand *operand, qn_string set, qn_error *error) {
  const qn_root *root;
  qn__buffer text;
  qn_status status = qn_writer_find_root(a->writer, &root, qn_string_of(operand->path), error);
  if (status != QN_OK || has_set(root->options, set))
    return status;
  qn__buffer_init(&text);
  qn__buffer_bytes(&text, root->options.data, root->options.size);
  if (text.size == 0)
    qn__buffer_u8(&text, '\0');
  qn__buffer_bytes(&text, set.data, set.size);
  status = text.failed ? qn__fail_memory(error)
                       : qn_writer_set_root_options(a->writer, root->path, cli_text_of(&text), error);
  qn__buffer_clear(&text);
  return status;
}

qn_status adding_remember_options(adding *a, source_operand *operand, qn_error *error) {
  qn__buffer set;
  if (!uses_given(a, operand->is_folder))
    return QN_OK;
  qn_status status = file_sources_put_root(&a->sources, operand, error);
  if (status != QN_OK)
    return status;
  qn__buffer_init(&set);
  root_options_put(&set, &a->given, operand->is_folder);
  if (set.failed)
    status = qn__fail_memory(error);
  else
    status = (operand->is_folder ? remember_of_folder : remember_of_file)(a, operand, cli_text_of(&set), error);
  qn__buffer_clear(&set);
  return status;
}
