/* SPDX-License-Identifier: MIT */
/* fuzz_json_lines.c: any bytes are read as JSON Lines. */
#include "fuzz/read_input.h"

const char *const fuzz_seeds[] = {
    "0{\"id\":\"a\",\"text\":\"x\"}\n\n{\"id\":\"b\"\n{\"id\":\"c\",\"text\":\"\\u0000\"}\n",
    "6{\"text\":\"x\",\"n\":[1,2]}\n",
    "7{\"text\":\"",
    "7\n",
    "7{\"a\":[",
    ">{\"text\":\"packed\"}\n",
    "0{\"title\":\"t\",\"text\":\"\\\"\\\\\\/\\b\\n\"} x\n[1]\n",
    "7{\"a\":1,",
    NULL,
};

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  return fuzz_read("jsonl", data, size);
}
