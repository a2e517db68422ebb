/* SPDX-License-Identifier: MIT */
/* reference_sketch.h: the sketch of an article's words, from index-data/FORMAT.md alone. */
#ifndef QN_TESTS_REFERENCE_REFERENCE_SKETCH_H
#define QN_TESTS_REFERENCE_REFERENCE_SKETCH_H

#include <stddef.h>
#include <stdint.h>

/* Of words by their hashes: the title's n_title, and then the text's n_text. */
uint64_t reference_sketch(const uint32_t *words, size_t n_title, size_t n_text);

#endif
