/* SPDX-License-Identifier: MIT */
/* fuzz_json.c: any bytes are read as JSON: an object, several, or an array of them. */
#include "fuzz/read_input.h"

const char *const fuzz_seeds[] = {
    "0{\"id\":\"a\",\"title\":\"t\",\"text\":\"x \\u00e9 "
    "\\ud83d\\ude00\",\"date\":\"2024-01-02T03:04Z\",\"topics\":[\"a\",\"b\"],\"n\":1.5e3}",
    "0[{\"id\":1,\"text\":\"x\"},{\"id\":2,\"text\":[\"y\",\"z\"]},null,{\"title\":{\"a\":[[[]]]}}]",
    "7[",
    "7{\"a\":",
    "7[1,",
    "0{\"text\":\"x\",\"a\":[[],{},[[1]]]}",
    "6{\"text\":\"x\"}\n",
    "0{\"title\":null,\"date\":1700000000,\"id\":12345678901234567890}",
    "0{\"text\":\"\\u0000\\ud800\"",
    "0{\"a\":[\"b\",{\"c\":\"d\\n\"}],\"title\":{\"rendered\":\"&#8217;<i>e</i>\"},\"n\":1}",
    "0[{\"title\":[\"a\",\"b\"],\"text\":\"<p>c<b>d</b></p>\"},{\"text\":\"\",\"body\":\"e\"}]",
    "0{\"nbformat\":4,\"cells\":[{\"cell_type\":\"markdown\",\"source\":[\"# a\\n\",\"b*c*\"]},{\"source\":\"d\","
    "\"outputs\":[{\"text\":[\"e\"]},{\"data\":{\"text/"
    "plain\":\"f\"}},{\"ename\":\"g\"}]}],\"worksheets\":[{\"cells\":[{}]}]}",
    NULL,
};

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  return fuzz_read("json", data, size);
}
