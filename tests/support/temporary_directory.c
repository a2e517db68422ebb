/* SPDX-License-Identifier: MIT */
/* temporary_directory.c: directories and files that a test makes and takes away again. */
#include "support/scaffold.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

void scaffold_failed(const char *what, const char *why) {
  fprintf(stderr, "test support: %s: %s\n", what, why);
  abort();
}

char *path_in(const char *dir, const char *name) {
  size_t size = strlen(dir) + strlen(name) + 2;
  char *path = malloc(size);
  if (path == NULL)
    scaffold_failed(name, "no memory");
  snprintf(path, size, "%s/%s", dir, name);
  return path;
}

static char *make_directory_in(const char *parent) {
  char *path = path_in(parent, "quern-test-XXXXXX");
  if (mkdtemp(path) == NULL)
    scaffold_failed(path, "cannot be made");
  return path;
}

char *make_temp_dir(void) {
  const char *parent = getenv("TMPDIR");
  return make_directory_in(parent != NULL && *parent != '\0' ? parent : "/tmp");
}

char *make_fast_temp_dir(void) {
  static const char in_memory[] = "/dev/shm";
  return access(in_memory, W_OK) == 0 ? make_directory_in(in_memory) : make_temp_dir();
}

static void remove_entry(const char *path) {
  struct stat status;
  if (lstat(path, &status) != 0)
    return;
  if (!S_ISDIR(status.st_mode)) {
    unlink(path);
    return;
  }
  empty_directory(path);
  rmdir(path);
}

static bool is_entry(const struct dirent *entry) {
  return strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0;
}

void empty_directory(const char *path) {
  DIR *dir = opendir(path);
  if (dir == NULL)
    return;
  for (struct dirent *entry; (entry = readdir(dir)) != NULL;) {
    if (!is_entry(entry))
      continue;
    char *child = path_in(path, entry->d_name);
    remove_entry(child);
    free(child);
  }
  closedir(dir);
}

size_t count_entries(const char *path) {
  DIR *dir = opendir(path);
  if (dir == NULL)
    scaffold_failed(path, "cannot be listed");
  size_t n = 0;
  for (struct dirent *entry; (entry = readdir(dir)) != NULL;)
    n += is_entry(entry);
  closedir(dir);
  return n;
}

bool has_entry(const char *dir, const char *name) {
  char *path = path_in(dir, name);
  bool found = access(path, F_OK) == 0;
  free(path);
  return found;
}

void remove_tree(char *path) {
  remove_entry(path);
  free(path);
}

void write_file(const char *path, const void *bytes, size_t size) {
  FILE *file = fopen(path, "wb");
  if (file == NULL || fwrite(bytes, 1, size, file) != size || fclose(file) != 0)
    scaffold_failed(path, "cannot be written");
}

char *read_file(const char *path, size_t *size) {
  FILE *file = fopen(path, "rb");
  if (file == NULL || fseek(file, 0, SEEK_END) != 0)
    scaffold_failed(path, "cannot be read");
  *size = (size_t)ftell(file);
  rewind(file);
  char *bytes = malloc(*size + 1);
  if (bytes == NULL || fread(bytes, 1, *size, file) != *size)
    scaffold_failed(path, "cannot be read");
  bytes[*size] = '\0';
  fclose(file);
  return bytes;
}

void damage_file(const char *path, uint64_t offset) {
  FILE *file = fopen(path, "r+b");
  if (file == NULL || fseek(file, (long)offset, SEEK_SET) != 0)
    scaffold_failed("damaging a file", path);
  int byte = fgetc(file);
  if (byte == EOF || fseek(file, (long)offset, SEEK_SET) != 0 || fputc(byte ^ 0xff, file) == EOF || fclose(file) != 0)
    scaffold_failed("damaging a file", path);
}

static void copy_one(const char *from, const char *to, const char *name) {
  char *source = path_in(from, name), *copy = path_in(to, name);
  size_t size;
  char *bytes = read_file(source, &size);
  write_file(copy, bytes, size);
  free(bytes);
  free(source);
  free(copy);
}

void copy_directory(const char *from, const char *to) {
  DIR *dir = opendir(from);
  if (dir == NULL)
    scaffold_failed(from, "cannot be listed");
  for (struct dirent *entry; (entry = readdir(dir)) != NULL;)
    if (is_entry(entry))
      copy_one(from, to, entry->d_name);
  closedir(dir);
}
