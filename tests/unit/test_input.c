/* SPDX-License-Identifier: MIT */
/* test_input.c: compressed and encoded files as UTF-8. */
#include "unit/collected_articles.h"

#include "support/packed_bytes.h"

#include <stdio.h>

static void encodings_are_made_utf8(void **state) {
  (void)state;
  static const char little[] = "\xff\xfe"
                               "T\0\n\0\n\0\x3d\xd8\x00\xde\x00\xd8",
                    big[] = "\xfe\xff\0T\0\n\0\n\0x";
  assert_string_equal(read_bytes("a.txt", little, sizeof little - 1), "a.txt|T|||||😀\xef\xbf\xbd\n");
  assert_string_equal(read_bytes("a.txt", big, sizeof big - 1), "a.txt|T|||||x\n");
  assert_string_equal(read_text("a.jsonl", "\xef\xbb\xbf{\"title\":\"a\"}"), "a.jsonl#1|a|||||\n");
}

static void utf32_is_made_utf8(void **state) {
  (void)state;
  static const char marked[] = "\xff\xfe\0\0T\0\0\0\n\0\0\0\n\0\0\0\0\xf6\1\0",
                    big[] = "\0\0\0T\0\0\0\n\0\0\0\n\0\1\xf6\0";
  assert_string_equal(read_bytes("a.txt", marked, sizeof marked - 1), "a.txt|T|||||😀\n");
  assert_string_equal(read_bytes("a.txt", big, sizeof big - 1), "a.txt|T|||||😀\n");
}

static void utf16_without_a_mark_is_known(void **state) {
  (void)state;
  static const char little[] = "T\0\n\0\n\0\xe9\0x\0y\0", big[] = "\0T\0\n\0\n\0\xe9\0x\0y";
  assert_string_equal(read_bytes("a.txt", little, sizeof little - 1), "a.txt|T|||||éxy\n");
  assert_string_equal(read_bytes("a.txt", big, sizeof big - 1), "a.txt|T|||||éxy\n");
  assert_string_equal(read_bytes("a.txt", "a\0b\0\1\0c\0", 8), "!not text: binary data, not text\n");
}

static size_t pack_text(size_t which, const char *text, uint8_t *out, size_t room) {
  const size_t size = pack_bytes((unsigned)which, text, strlen(text), out, room);
  assert_true(size > 0);
  return size;
}

/* Two streams, one after the other. */
static size_t pack_two(size_t which, const char *one, const char *two, uint8_t *out, size_t room) {
  const size_t first = pack_text(which, one, out, room);
  return first + pack_text(which, two, out + first, room - first);
}

/* Whether the file is read as this and a problem of such a kind of packing. */
static void assert_damaged(size_t which, const char *name, const uint8_t *packed, size_t size, const char *read,
                           const char *problem) {
  char expected[300];
  snprintf(expected, sizeof expected, "%s!refused:0:0: the %s data %s\n", read, packing_names[which], problem);
  assert_string_equal(read_bytes(name, packed, size), expected);
}

static void packed_data_is_unpacked(void **state) {
  (void)state;
  for (size_t i = 0; i < N_PACKINGS; i++) {
    uint8_t packed[600] = {0};
    size_t size = pack_two(i, "{\"title\":\"a\"}\n", "{\"title\":\"b\"}\n", packed, 400);
    assert_string_equal(read_bytes("a.jsonl", packed, size), "a.jsonl#1|a|||||\na.jsonl#2|b|||||\n");
    assert_string_equal(read_bytes("a.jsonl", packed, size + 100), /* zeros fill up a block */
                        "a.jsonl#1|a|||||\na.jsonl#2|b|||||\n");
    memcpy(packed + size, "tail", 4);
    assert_damaged(i, "a.jsonl", packed, size + 4, "a.jsonl#1|a|||||\na.jsonl#2|b|||||\n",
                   "has ended; what follows it was not read");
  }
}

static void a_stream_is_read_up_to_where_it_is_cut(void **state) {
  (void)state;
  for (size_t i = 0; i < N_PACKINGS; i++) {
    uint8_t packed[400];
    size_t size = pack_text(i, "A title\n\nA text.\n", packed, sizeof packed);
    assert_damaged(i, "a.txt", packed, size - 1, "a.txt|A title|||||A text./\n",
                   "is cut off; what came before was read");
    assert_damaged(i, "a.txt", packed, i == 1 ? 10 : 8, "", "is cut off; nothing of it could be read");
    size = pack_two(i, "{\"title\":\"a\"}\n", "{\"title\":\"b\"}", packed, sizeof packed);
    assert_damaged(i, "a.jsonl", packed, size - 1, "a.jsonl#1|a|||||\na.jsonl#2|b|||||\n",
                   "is cut off; what came before was read");
  }
}

static void a_line_that_is_cut_is_left_out(void **state) {
  (void)state;
  uint8_t packed[400];
  size_t size = pack_text(0, "{\"title\":\"a\"}\n{\"title\":\"b", packed, sizeof packed);
  assert_damaged(0, "a.jsonl", packed, size - 1, "a.jsonl#1|a|||||\n", "is cut off; what came before was read");
}

static void damage_is_reported(void **state) {
  (void)state;
  uint8_t packed[400];
  size_t size = pack_text(0, "A title\n\nA text.\n", packed, sizeof packed);
  memset(packed + size - 8, 0, 8);
  assert_damaged(0, "a.txt", packed, size, "a.txt|A title|||||A text./\n", "is damaged; what came before was read");
  packed[2] = 9;
  assert_damaged(0, "a.txt", packed, size, "", "is damaged; nothing of it could be read");
}

static void what_unpacking_takes_is_memory_for_reading(void **state) {
  (void)state;
  uint8_t packed[400];
  const size_t size = pack_text(2, "A title\n\nA text.\n", packed, sizeof packed);
  assert_string_equal(
      read_bytes_within((size_t)8 << 20, "a.txt", packed, size),
      "!refused:0:0: too large: reading it takes 11 MiB of memory, and 8 MiB are for that; --memory 48M "
      "suffices\n");
  assert_non_null(strstr(read_bytes_within((size_t)16 << 20, "a.txt", packed, size), "A text."));
  /* a frame of zstd with a window of 128 MiB, which does not say what it needs */
  static const uint8_t wide[] = {0x28, 0xb5, 0x2f, 0xfd, 0x00, 0x88, 0x09, 0x00, 0x00, 'a'};
  assert_string_equal(read_bytes_within((size_t)48 << 20, "a.txt", wide, sizeof wide),
                      "!refused:0:0: too large: unpacking this zstd data takes more than 48 MiB of memory; give it "
                      "more (--memory)\n");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(encodings_are_made_utf8),
      cmocka_unit_test(utf16_without_a_mark_is_known),
      cmocka_unit_test(utf32_is_made_utf8),
      cmocka_unit_test(packed_data_is_unpacked),
      cmocka_unit_test(a_stream_is_read_up_to_where_it_is_cut),
      cmocka_unit_test(a_line_that_is_cut_is_left_out),
      cmocka_unit_test(damage_is_reported),
      cmocka_unit_test(what_unpacking_takes_is_memory_for_reading),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
