/* SPDX-License-Identifier: MIT */
/* fuzz_fields.c: any bytes are an article's fields, or are refused.  The first byte says how often they are repeated.
 */
#include "fuzz/read_input.h"

const char *const fuzz_seeds[] = {
    "0{\"topics\":[\"trade\",\"sea\"],\"price\":1.5,\"open\":true,\"none\":null,\"deep\":{\"a\":[[{}]]}}",
    "0{\"n\":1e999,\"m\":-0.0,\"k\":\"\\u00e9\\n\",\"\":1}",
    "0{}",
    "0[1]",
    "7[",
    "7{\"a\":",
    "7[1,2],",
    "0{\"a\":1} x",
    NULL,
};

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  size_t whole;
  if (size == 0)
    return 0;
  uint8_t *fields = fuzz_repeat(data[0], data + 1, size - 1, &whole);
  const qn_article article = {.id = string_of("a"), .text = string_of("x"), .fields = {(char *)fields, whole}};
  fuzz_add(NULL, NULL, &article);
  free(fields);
  fuzz_check_memory();
  return 0;
}
