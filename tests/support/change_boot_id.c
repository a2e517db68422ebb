/* SPDX-License-Identifier: MIT */
/* change_boot_id.c: a restart of the system, as an index sees it. */
#include "segment/manifest.h"
#include "support/scaffold.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* The bytes of an unsynced manifest with another boot id, on the heap. */
static uint8_t *changed_bytes(const qn__view *view, const qn__section *section) {
  uint8_t *bytes = malloc(view->size);
  if (bytes == NULL)
    scaffold_failed(view->path, "no memory");
  memcpy(bytes, view->data, view->size);
  bytes[section->data - view->data] ^= 0xff;
  reseal(bytes, view->size);
  return bytes;
}

void change_boot_id(const char *dir) {
  char *path = path_in(dir, QN__UNSYNCED_NAME);
  qn__view *view = NULL;
  qn__section section;
  if (qn__view_open(&view, path, QN__FILE_MANIFEST, NULL) == QN_OK &&
      qn__view_section(view, QN__SECTION_BOOT, &section, NULL) == QN_OK && section.size > 0) {
    uint8_t *bytes = changed_bytes(view, &section);
    unlink(path); /* the view, and files linked to this one, keep the old bytes */
    write_file(path, bytes, view->size);
    free(bytes);
  }
  qn__view_release(view);
  free(path);
}
