/* SPDX-License-Identifier: MIT */
/* section_file.h: a quern file of one section, for tests of what writes and reads sections. */
#ifndef QN_TESTS_SUPPORT_SECTION_FILE_H
#define QN_TESTS_SUPPORT_SECTION_FILE_H

#include "container/container.h"

typedef struct section_file {
  char *dir, *path;
  qn__output output; /* between begin and end: the section is open */
  qn__view *view;    /* between end and close */
  qn__section section;
  uint8_t *bytes; /* of a damaged copy */
} section_file;

void section_file_begin(section_file *file);
void section_file_end(section_file *file);
void section_file_close(section_file *file);

/* Makes `section` one in which up to four bits, drawn from `state`, are other than in the file, its checksums right. */
void section_file_damage(section_file *file, uint64_t state, qn__section *section);

#endif
