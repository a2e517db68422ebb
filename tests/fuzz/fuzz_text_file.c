/* SPDX-License-Identifier: MIT */
/* fuzz_text_file.c: any bytes are read as a file of unknown format, packed or not, in any charset. */
#include "fuzz/read_input.h"

const char *const fuzz_seeds[] = {
    "0A title\n\nA text with words.\n",
    "0Subject: A mail\nDate: 9 June 2025\n\nHome\nShare\nMonday, June 9, 2025\nwords words\n",
    "0\xff\xfe<\0h\0",
    "0\xef\xbb\xbf{\"text\":\"bom\"}",
    "0\x1f\x8b\x08",
    "8packed\r\ntext\r\n",
    "6a line\n",
    "?1,",
    "7Title\n=====\n\nx ",
    "0<!doctype html><title>t</title>x",
    "0%PDF-1.4",
    "0caf\xe9 \x80",
    "0\x1b[31ma\x1b]0;b\ac\x1b(Bd\be_\bf\x1b",
    "0.TH A 1\n.SH NAME\na \\- b\n",
    "0#!/bin/sh\n# Copyright\n",
    "8{\"a\":[{\"b\":\"c\"}]}\n{\"a\"",
    "xA text\n\nin bzip2.\n",
    "\xb8"
    "A text\n\nin xz.\n",
    "\xf8"
    "A text\n\nin zstd.\n",
    "8cut gzip \xc0",
    "xcut bzip2 \xf0",
    "\xbf"
    "damaged xz \xc1",
    "\xf8"
    "damaged zstd \xf1",
    "0(\xb5/\xfd",
    "0\xfd"
    "7zXZ",
    "0BZh91AY&SY",
    NULL,
};

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  return fuzz_read(NULL, data, size);
}
