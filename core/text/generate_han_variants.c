/* SPDX-License-Identifier: MIT */
/* generate_han_variants.c: a program of the build that turns Unicode's list of variants into the table that
 * han_variants.h declares.
 *
 *     bzcat Unihan_Variants.txt.bz2 | generate_han_variants > han_variants.c
 *
 * Characters that are each other's traditional or simplified variant are joined, and so are those that a third one
 * joins.  The lowest code point of a class represents it. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "text/han_variants.h"

enum {
  N_CHARACTERS = 0x110000,
  LARGEST_CLASS = 8, /* more would mean that the list joins what is not alike */
};

static uint32_t parents[N_CHARACTERS]; /* towards the representative, which is its own parent */

static void die(const char *what) {
  fprintf(stderr, "generate_han_variants: %s\n", what);
  exit(1);
}

static uint32_t representative_of(uint32_t character) {
  while (parents[character] != character)
    character = parents[character];
  return character;
}

static void join(uint32_t a, uint32_t b) {
  if (a >= N_CHARACTERS || b >= N_CHARACTERS)
    die("a wrong character in the list of variants");
  a = representative_of(a);
  b = representative_of(b);
  if (a < b)
    parents[b] = a;
  else
    parents[a] = b;
}

/* Reads lines such as "U+53D1	kTraditionalVariant	U+767C U+9AEE". */
static void read_variants(FILE *file) {
  char line[1024], field[64];
  while (fgets(line, sizeof line, file) != NULL) {
    uint32_t character;
    int end = 0;
    if (sscanf(line, "U+%x %63s%n", &character, field, &end) != 2 ||
        (strcmp(field, "kTraditionalVariant") != 0 && strcmp(field, "kSimplifiedVariant") != 0))
      continue;
    for (const char *at = line + end; (at = strstr(at, "U+")) != NULL;)
      join(character, (uint32_t)strtoul(at + 2, (char **)&at, 16));
  }
}

static void check_classes(void) {
  static unsigned sizes[N_CHARACTERS];
  for (uint32_t c = 0; c < N_CHARACTERS; c++)
    if (++sizes[representative_of(c)] > LARGEST_CLASS)
      die("too many variants of one character");
}

int main(void) {
  size_t n = 0;
  for (uint32_t c = 0; c < N_CHARACTERS; c++)
    parents[c] = c;
  read_variants(stdin);
  check_classes();
  printf("/* Made by core/text/generate_han_variants.c from Unicode's Unihan_Variants.txt. */\n"
         "#include \"text/han_variants.h\"\n\nconst qn__han_pair qn__han_pairs[] = {");
  for (uint32_t c = 0; c < N_CHARACTERS; c++)
    if (representative_of(c) != c)
      printf("%s{0x%x, 0x%x},", n++ % 6 ? " " : "\n", (unsigned)c, (unsigned)representative_of(c));
  printf("\n};\n\nconst size_t qn__n_han_pairs = %zu;\n", n);
  if (n == 0)
    die("no variants in the list");
  return fflush(stdout) == 0 ? 0 : 1;
}
