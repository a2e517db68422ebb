/* SPDX-License-Identifier: MIT */
/* cut_fixture.c: matches by how words begin. */
#include "support/cut_fixture.h"

#include <string.h>

static void match_word(cut_fixture *f, const char *stems, uint32_t number) {
  const qn__word *word = &f->words[number];
  uint32_t leaf = 0;
  for (const char *stem = stems; *stem != '\0'; leaf++) {
    size_t size = strcspn(stem, " ");
    if (size <= word->size && memcmp(stem, f->passage.text.data + word->offset, size) == 0) {
      assert_true(f->n_matches < CUT_MATCHES);
      f->matches[f->n_matches++] = (qn__match){CUT_BASE + number, 1, leaf, 1, 0};
    }
    stem += size + (stem[size] == ' ');
  }
}

void cut_begin(cut_fixture *f, const char *text, const char *stems, size_t max_chars) {
  size_t cursor = 0;
  *f = (cut_fixture){.passage = {{text, strlen(text)}, 0, 0, UINT32_MAX, true, true}};
  qn__arena_init(&f->arena);
  f->run = (qn__word_run){f->words, 0, qn__scan_words(text, strlen(text), &cursor, f->words, CUT_WORDS)};
  assert_true(f->run.n_words < CUT_WORDS);
  for (uint32_t i = 0; i < f->run.n_words; i++)
    match_word(f, stems, i);
  for (size_t i = 0; i < CUT_MATCHES; i++)
    f->weights[i] = 1024;
  f->cut = (qn__cut){.passage = &f->passage,
                     .matches = f->matches,
                     .n_matches = f->n_matches,
                     .leaves = {f->weights, NULL},
                     .base = CUT_BASE,
                     .has_span = f->n_matches > 0,
                     .max_chars = max_chars};
  if (f->n_matches > 0)
    f->cut.span = (qn__span){f->matches[0].position, f->matches[f->n_matches - 1].position, 0};
}

void cut_end(cut_fixture *f) {
  qn__arena_clear(&f->arena);
}
