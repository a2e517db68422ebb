/* SPDX-License-Identifier: MIT */
/* number_list.c: a radix sort, digit by digit from the last (Knuth, volume 3, 5.2.5).  Digits that all numbers share
 * are skipped: values of a column have much in common. */
#include "collect/number_list.h"

#include "base/bytes.h"

#include <stdlib.h>
#include <string.h>

enum { FIRST_CAPACITY = 64, DIGIT_BITS = 11, DIGIT_VALUES = 1 << DIGIT_BITS, FEW = 256 };

bool qn__number_list_add(qn__number_list *list, uint64_t number, qn__arena *arena) {
  if (list->n == list->capacity) {
    const size_t capacity = list->capacity == 0 ? FIRST_CAPACITY : list->capacity * 2;
    uint64_t *larger = qn__arena_alloc(arena, capacity * sizeof *larger);
    if (larger == NULL)
      return false;
    if (list->n > 0)
      memcpy(larger, list->numbers, list->n * sizeof *larger);
    list->numbers = larger;
    list->capacity = capacity;
  }
  list->numbers[list->n++] = number;
  return true;
}

static int compare_numbers(const void *left, const void *right) {
  uint64_t a, b;
  memcpy(&a, left, sizeof a);
  memcpy(&b, right, sizeof b);
  return (a > b) - (a < b);
}

void qn__number_list_unite(qn__number_list *list, size_t first) {
  if (list->n - first < 2)
    return;
  uint64_t *numbers = list->numbers;
  size_t kept = first + 1;
  qsort(numbers + first, list->n - first, sizeof *numbers, compare_numbers);
  for (size_t i = first + 1; i < list->n; i++)
    if (numbers[i] != numbers[kept - 1])
      numbers[kept++] = numbers[i];
  list->n = kept;
}

/* Sorts by the digit at a bit. */
static void sort_digit(const uint64_t *from, uint64_t *to, size_t n, unsigned bit) {
  size_t starts[DIGIT_VALUES] = {0}, sum = 0;
  for (size_t i = 0; i < n; i++)
    starts[from[i] >> bit & (DIGIT_VALUES - 1)]++;
  for (size_t d = 0; d < DIGIT_VALUES; d++) {
    const size_t count = starts[d];
    starts[d] = sum;
    sum += count;
  }
  for (size_t i = 0; i < n; i++)
    to[starts[from[i] >> bit & (DIGIT_VALUES - 1)]++] = from[i];
}

bool qn__number_list_sort(qn__number_list *list, qn__arena *arena) {
  uint64_t differing = 0;
  for (size_t i = 1; i < list->n; i++)
    differing |= list->numbers[i] ^ list->numbers[0];
  if (list->n <= FEW) {
    if (list->n > 1)
      qsort(list->numbers, list->n, sizeof *list->numbers, compare_numbers);
    return true;
  }
  uint64_t *other = qn__arena_alloc(arena, list->n * sizeof *other);
  if (other == NULL)
    return false;
  for (unsigned bit = 0; bit < 64; bit += DIGIT_BITS) {
    if ((differing >> bit & (DIGIT_VALUES - 1)) == 0)
      continue;
    sort_digit(list->numbers, other, list->n, bit);
    uint64_t *sorted = other;
    other = list->numbers;
    list->numbers = sorted;
    list->capacity = list->n;
  }
  return true;
}
