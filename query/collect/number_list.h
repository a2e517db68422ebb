/* SPDX-License-Identifier: MIT */
/* number_list.h: numbers as they come, to be sorted and counted at the end. */
#ifndef QN_QUERY_COLLECT_NUMBER_LIST_H
#define QN_QUERY_COLLECT_NUMBER_LIST_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"

typedef struct qn__number_list {
  uint64_t *numbers;
  size_t n, capacity;
} qn__number_list;

/* Adds a number; everything lives in the arena.  False: out of memory. */
bool qn__number_list_add(qn__number_list *list, uint64_t number, qn__arena *arena);

/* Keeps each of the numbers from `first` on once: those of one article. */
void qn__number_list_unite(qn__number_list *list, size_t first);

/* Sorts the list.  False: out of memory. */
bool qn__number_list_sort(qn__number_list *list, qn__arena *arena);

#endif
