/* SPDX-License-Identifier: MIT */
/* root_list.c: roots by their paths. */
#include "tool/root_list.h"

#include "base/status.h"

bool listed_root_has_options(const listed_root *root) {
  return root->whole && root_options_set(root->options, 0).size > 1;
}

static bool list_root(void *context, const qn_root *root) {
  root_list *list = context;
  const listed_root listed = {.path = root->path, .whole = root->whole, .options = root->options};
  qn__string_entry *entry = qn__string_set_add(&list->paths, 0, root->path.data, root->path.size);
  if (entry == NULL)
    return false;
  entry->number = list->paths.n - 1;
  qn__buffer_bytes(&list->roots, &listed, sizeof listed);
  list->has_whole |= root->whole;
  list->has_options |= listed_root_has_options(&listed);
  list->has_file_sets |= root_options_set(root->options, 1).size > 0;
  return !list->roots.failed;
}

qn_status root_list_read(root_list *list, qn_writer *writer, qn_error *error) {
  *list = (root_list){.has_file_sets = false};
  qn__string_set_init(&list->paths);
  qn__buffer_init(&list->roots);
  qn_status status = qn_writer_each_root(writer, list_root, list, error);
  if (status == QN_OK && (list->paths.failed || list->roots.failed))
    status = qn__fail_memory(error);
  return status;
}

void root_list_clear(root_list *list) {
  qn__string_set_clear(&list->paths);
  qn__buffer_clear(&list->roots);
}

listed_root *root_list_find(const root_list *list, qn_string path) {
  const qn__string_entry *found = qn__string_set_find(&list->paths, 0, path.data, path.size);
  return found == NULL ? NULL : root_list_at(list, (uint32_t)found->number);
}

listed_root *root_list_around(const root_list *list, qn_string path, bool with_options) {
  if (with_options ? !list->has_options : !list->has_whole)
    return NULL;
  for (size_t size = path.size; size > 0; size--) {
    if (size != path.size && size > 1 && path.data[size] != '/')
      continue;
    listed_root *root = root_list_find(list, (qn_string){path.data, size});
    if (root != NULL && root->whole && (!with_options || listed_root_has_options(root)))
      return root;
  }
  return NULL;
}
