/* SPDX-License-Identifier: MIT */
/* file.h: files and directories.  An output is a quern file being written: sections, their directory, a CRC-32 per
 * chunk and a content hash are kept as the bytes pass.  Partner: view.h reads it.  Bytes: index-data/FORMAT.md,
 * "Files". */
#ifndef QN_CORE_BASE_FILE_H
#define QN_CORE_BASE_FILE_H

#include <stdbool.h>

#include "base/buffer.h"
#include "base/status.h"

enum {
  QN__FORMAT_VERSION = 2,
  QN__CHUNK_SIZE = 16384, /* bytes under one checksum */
  QN__FOOTER_SIZE = 56,
  QN__MAGIC_SIZE = 8,
  QN__SECTION_ENTRY_SIZE = 24,
  QN__SECTION_ALIGNMENT = 8,
  QN__MAX_SECTIONS = 32,
};
#define QN__MAGIC "QUERN\r\n\x1a"

typedef enum qn__file_kind { QN__FILE_SEGMENT = 1, QN__FILE_MANIFEST = 2, QN__FILE_DELETES = 3 } qn__file_kind;

typedef struct qn__output_section {
  uint32_t id, flags;
  uint64_t offset, size;
} qn__output_section;

typedef struct qn__output {
  int fd;     /* -1: not open, or gathering */
  char *path; /* owned */
  qn__file_kind kind;
  qn__buffer pending; /* not yet written; its first byte starts a chunk */
  qn__buffer crcs;
  uint64_t offset; /* of the next byte */
  uint64_t hash[2];
  qn__output_section sections[QN__MAX_SECTIONS];
  uint32_t n_sections;
  qn_status status; /* sticky */
  qn_error error;   /* of the first failure */
} qn__output;

/* Creates the file, which must not exist.  The output must be closed whatever is returned. */
qn_status qn__output_create(qn__output *output, const char *path, qn__file_kind kind, qn_error *error);

/* An output without a file: its bytes gather in `pending`, from which the caller takes them. */
void qn__output_gather(qn__output *output);

/* Starts a section; the one before ends.  `required`: a reader that does not know the id must refuse the file. */
void qn__output_section_begin(qn__output *output, uint32_t id, bool required);
void qn__output_bytes(qn__output *output, const void *bytes, size_t size);

/* Bytes written to the section that is open. */
uint64_t qn__output_section_size(const qn__output *output);

/* Writes the end of the file and, if `sync`, waits for the disk.  Tells the first failure of all that went before. */
qn_status qn__output_finish(qn__output *output, bool sync, qn_error *error);

/* Bytes of the finished file. */
uint64_t qn__output_file_size(const qn__output *output);

/* Closes the file and, unless it was finished, removes it. */
void qn__output_close(qn__output *output);

/* The content hash as 32 hexadecimal digits and a zero. */
void qn__output_name(const qn__output *output, char name[33]);

/* Waits until the directory's entries are on disk. */
qn_status qn__sync_directory(const char *path, qn_error *error);

qn_status qn__rename(const char *from, const char *to, qn_error *error);

/* "DIRECTORY/NAME" on the heap, or NULL. */
char *qn__join_path(const char *directory, const char *name);

/* Makes the directory and its missing parents; one that exists is fine. */
qn_status qn__make_directories(const char *path, qn_error *error);

/* Calls `visit` with the name of each entry but "." and "..", in no order, until it returns anything but QN_OK. */
qn_status qn__each_entry(const char *path, qn_status (*visit)(void *context, const char *name), void *context,
                         qn_error *error);

/* Takes the lock that the file stands for: QN_LOCKED if another process or writer has it.  It dies with the process. */
qn_status qn__lock(int *fd, const char *path, qn_error *error);
void qn__unlock(int fd);

#endif
