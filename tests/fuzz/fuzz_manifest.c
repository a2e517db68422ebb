/* SPDX-License-Identifier: MIT */
/* fuzz_manifest.c: a manifest that somebody changed, with right checksums, is read or reported by the library and by
 * quern-index: without segments, with them, and the unsynced one.  Input: a byte that chooses the index, what is done
 * with it (crafted_index.h), then steps (crafted_file.h) for its manifests in turn. */
#include "fuzz/fuzz.h"

#include "segment/manifest.h"
#include "support/crafted_index.h"
#include "support/damage_samples.h"
#include "support/scaffold.h"
#include "tool/command.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

const char *const fuzz_seeds[] = {
    "00\x0f",
    "01\x0f"
    "A0\x01\x0c\x01\x07", /* the language */
    "10\x0f"
    "A0\x01\x0d\x01\x40", /* the title weight */
    "22\x0f"
    "A0\x01\x08\x02\x1f"
    "C0\x01\x10\x01\x40",
    "33\x0f"
    "A0\x01\x20\x03\x20"
    "A0\x01\x24\x02\x20",
    "14\x0f"
    "A0\x01\x28\x03\xff",
    "25\x0f"
    "F0\x80\x10\x2f\x01",
    "30\x0f"
    "D1\x81\x01\x01\x01"
    "D0\x81\x01\x01\x01",
    NULL,
};

enum { SAMPLES = 4 };
static crafted_index samples[SAMPLES];
static int nowhere = -1;

/* A new index whose first commit never came: a manifest of generation 0. */
static void make_empty(const char *dir) {
  add_texts(dir, NULL, 0);
}

/* What waited for the disk, and a commit that did not. */
static void make_unsynced(const char *dir) {
  const qn_article article = {.id = string_of("2"), .text = string_of("A tide.")};
  qn_writer_options options = quick_options();
  make_tiny_index(dir);
  options.no_sync = true;
  add_articles(dir, &article, 1, &options);
}

static void end_samples(void) {
  for (size_t i = 0; i < SAMPLES; i++)
    crafted_index_end(&samples[i]);
  close(nowhere);
}

static void begin_samples(void) {
  static void (*const makers[SAMPLES])(const char *dir) = {make_empty, make_tiny_index, make_unsynced,
                                                           make_index_of_segments};
  for (size_t i = 0; i < SAMPLES; i++)
    crafted_index_begin(&samples[i], makers[i]);
  nowhere = open("/dev/null", O_RDWR);
  atexit(end_samples);
}

/* Runs a command with its output, its messages and its input nowhere. */
static void run_command(cli_exit (*run)(int argc, char **argv), int argc, const char *const *words) {
  char *argv[8];
  int saved[3];
  for (int i = 0; i <= argc; i++)
    argv[i] = i < argc ? (char *)(uintptr_t)words[i] : NULL;
  fflush(stdout);
  fflush(stderr);
  for (int i = 0; i < 3; i++) {
    saved[i] = dup(i);
    dup2(nowhere, i);
  }
  cli_exit result = run(argc, argv);
  fflush(stdout);
  fflush(stderr);
  for (int i = 0; i < 3; i++) {
    dup2(saved[i], i);
    close(saved[i]);
  }
  FUZZ_REQUIRE(result >= 0 && result < 128);
}

/* The commands that show or use what a manifest says. */
static void run_commands(const char *dir) {
  run_command(command_info, 3, (const char *const[]){"info", "-i", dir});
  run_command(command_info, 4, (const char *const[]){"info", "--json", "-i", dir});
  run_command(command_check, 3, (const char *const[]){"check", "-i", dir});
  run_command(command_add, 7, (const char *const[]){"add", "-i", dir, "--no-sync", "--lang", "de", "-"});
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  if (samples[0].dir == NULL)
    begin_samples();
  if (size < 1 + CRAFTED_USE_SIZE)
    return 0;
  crafted_index *index = &samples[data[0] % SAMPLES];
  crafted_file *manifests[2] = {NULL, NULL};
  size_t n = 0;
  crafted_index_open(index);
  for (size_t i = 0; i < index->pristine.n; i++)
    if (index->files[i].kind == QN__FILE_MANIFEST)
      manifests[n++] = &index->files[i];
  FUZZ_REQUIRE(n > 0);
  for (size_t i = 0, at = 1 + CRAFTED_USE_SIZE; at + CRAFTED_STEP_SIZE <= size; at += CRAFTED_STEP_SIZE, i++)
    crafted_file_change(manifests[i % n], data + at);
  if (data[0] & 4)
    crafted_index_agree(index);
  crafted_index_write(index);
  run_commands(index->dir);
  crafted_index_use(index, data + 1);
  return 0;
}
