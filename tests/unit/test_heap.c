/* SPDX-License-Identifier: MIT */
/* test_heap.c: sorted sources come out as one sorted list, equal keys in order of their sources. */
#include "support/support.h"

#include "builder/heap.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { SOURCES = 9, KEYS = 60 };

static int compare_texts(const void *a, const void *b) {
  return strcmp(a, b);
}

static void sources_become_one(void **state) {
  (void)state;
  random_source random = random_start("sources_become_one", 21);
  static char keys[SOURCES][KEYS][24];
  size_t next[SOURCES] = {0}, n = 0;
  qn__heap heap;
  qn_error error;
  assert_ok(qn__heap_init(&heap, SOURCES, &error), error);
  for (uint32_t s = 0; s < SOURCES; s++) {
    for (int i = 0; i < KEYS; i++) /* many share eight bytes, some are shorter, some are equal */
      snprintf(keys[s][i], sizeof keys[s][i], "%.*s%u", (int)random_below(&random, 12), "prefixprefix",
               random_below(&random, 50));
    qsort(keys[s], KEYS, sizeof keys[s][0], compare_texts);
    qn__heap_push(&heap, (const uint8_t *)keys[s][0], strlen(keys[s][0]), s);
  }
  const char *last = "";
  uint32_t last_source = 0;
  for (; heap.n > 0; n++) {
    uint32_t source = heap.entries[0].source;
    const char *key = (const char *)heap.entries[0].key;
    int order = strcmp(last, key);
    assert_true(order < 0 || (order == 0 && last_source <= source));
    last = key;
    last_source = source;
    if (++next[source] < KEYS)
      qn__heap_replace(&heap, (const uint8_t *)keys[source][next[source]], strlen(keys[source][next[source]]));
    else
      qn__heap_pop(&heap);
  }
  assert_int_equal(n, SOURCES * KEYS);
  qn__heap_clear(&heap);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(sources_become_one)};
  return cmocka_run_group_tests_name("heap", tests, NULL, NULL);
}
