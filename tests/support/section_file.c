/* SPDX-License-Identifier: MIT */
/* section_file.c: a quern file of one section. */
#include "support/section_file.h"

#include "support/scaffold.h"

#include <stdlib.h>
#include <string.h>

enum { SECTION = 1 };

static void require(qn_status status, const qn_error *error) {
  if (status != QN_OK)
    scaffold_failed("a file of one section", error->message);
}

void section_file_begin(section_file *file) {
  qn_error error;
  *file = (section_file){.dir = make_temp_dir()};
  file->path = path_in(file->dir, "file");
  require(qn__output_create(&file->output, file->path, QN__FILE_SEGMENT, &error), &error);
  qn__output_section_begin(&file->output, SECTION, true);
}

void section_file_end(section_file *file) {
  qn_error error;
  require(qn__output_finish(&file->output, &error), &error);
  qn__output_close(&file->output);
  require(qn__view_open(&file->view, file->path, QN__FILE_SEGMENT, &error), &error);
  require(qn__view_section(file->view, SECTION, &file->section, &error), &error);
}

static void drop_damaged(section_file *file) {
  if (file->bytes != NULL)
    qn__view_release(file->view);
  free(file->bytes);
  file->bytes = NULL;
}

void section_file_close(section_file *file) {
  drop_damaged(file);
  if (file->section.view != NULL)
    qn__view_release((qn__view *)(uintptr_t)file->section.view);
  free(file->path);
  remove_tree(file->dir);
}

void section_file_damage(section_file *file, uint64_t state, qn__section *section) {
  qn_error error;
  random_source random = {state};
  drop_damaged(file);
  const qn__view *good = file->section.view;
  file->bytes = malloc(good->size);
  memcpy(file->bytes, good->data, good->size);
  size_t start = (size_t)(file->section.data - good->data);
  for (uint32_t i = 1 + random_below(&random, 4); i > 0 && file->section.size > 0; i--)
    file->bytes[start + random_below(&random, (uint32_t)file->section.size)] ^=
        (uint8_t)(1u << random_below(&random, 8));
  reseal(file->bytes, good->size);
  require(qn__view_of_memory(&file->view, file->bytes, good->size, "damaged", QN__FILE_SEGMENT, &error), &error);
  require(qn__view_section(file->view, SECTION, section, &error), &error);
}
