/* SPDX-License-Identifier: MIT */
/* vocabulary.c: reads Snowball's vocabularies, some of which are compressed. */
#include "support/vocabulary.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

gzFile vocabulary_open(const char *stemmer, const char *name) {
  const char *folder = getenv("SNOWBALL_DATA");
  char path[1024];
  int size =
      snprintf(path, sizeof path, "%s/%s/%s.txt", folder != NULL ? folder : "/usr/share/snowball/data", stemmer, name);
  gzFile file = gzopen(path, "rb");
  if (file == NULL && size > 0 && (size_t)size + 4 < sizeof path) {
    strcat(path, ".gz");
    file = gzopen(path, "rb");
  }
  return file;
}

bool vocabulary_next(gzFile file, char word[VOCABULARY_WORD_ROOM]) {
  if (gzgets(file, word, VOCABULARY_WORD_ROOM) == NULL)
    return false;
  word[strcspn(word, "\r\n")] = '\0';
  return true;
}

size_t vocabulary_size(const char *stemmer) {
  gzFile file = vocabulary_open(stemmer, "voc");
  char word[VOCABULARY_WORD_ROOM];
  size_t n = 0;
  if (file == NULL)
    return 0;
  while (vocabulary_next(file, word))
    n++;
  gzclose(file);
  return n;
}
