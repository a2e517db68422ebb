/* SPDX-License-Identifier: MIT */
/* test_heap.c: sorted sources come out as one sorted list, equal keys in order of their sources. */
#include "support/support.h"

#include "base/memory.h"
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

static int compare(const char *a, const char *b) {
  return qn__compare_bytes((const uint8_t *)a, strlen(a), (const uint8_t *)b, strlen(b));
}

static void keys_are_in_order_of_bytes_the_shorter_first(void **state) {
  (void)state;
  assert_int_equal(compare("", ""), 0);
  assert_int_equal(compare("tea", "tea"), 0);
  assert_true(compare("", "a") < 0);
  assert_true(compare("tea", "teapot") < 0);
  assert_true(compare("teapot", "tea") > 0);
  assert_true(compare("z", "\xc3\xa9") < 0); /* bytes have no sign */
  assert_int_equal(qn__compare_bytes(NULL, 0, NULL, 0), 0);
}

static void prefixes_compare_as_keys_do(void **state) {
  (void)state;
  static const char *const ascending[] = {"", "a", "aa", "aaaaaaaa", "aaaaaaab", "b", "\xc3\xa9"};
  for (size_t i = 1; i < sizeof ascending / sizeof ascending[0]; i++)
    assert_true(qn__key_prefix((const uint8_t *)ascending[i - 1], strlen(ascending[i - 1])) <
                qn__key_prefix((const uint8_t *)ascending[i], strlen(ascending[i])));
  assert_int_equal(qn__key_prefix((const uint8_t *)"a", 1), qn__key_prefix((const uint8_t *)"a\0", 2));
  assert_int_equal(qn__key_prefix((const uint8_t *)"eightbytes", 8),
                   qn__key_prefix((const uint8_t *)"eightbytes and more", 19));
}

static void reports_out_of_memory(void **state) {
  (void)state;
  qn__heap heap;
  qn_error error;
  qn__memory_fail_after(0);
  qn_status status = qn__heap_init(&heap, 10, &error);
  qn__memory_fail_after(-1);
  assert_int_equal(status, QN_NO_MEMORY);
  qn__heap_clear(&heap);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(sources_become_one),
      cmocka_unit_test(keys_are_in_order_of_bytes_the_shorter_first),
      cmocka_unit_test(prefixes_compare_as_keys_do),
      cmocka_unit_test(reports_out_of_memory),
  };
  return cmocka_run_group_tests_name("heap", tests, NULL, NULL);
}
