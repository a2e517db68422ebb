/* SPDX-License-Identifier: MIT */
/* test_input.c: compressed and encoded files as UTF-8. */
#include "unit/collected_articles.h"

#include <zlib.h>

static void encodings_are_made_utf8(void **state) {
  (void)state;
  static const char little[] = "\xff\xfe"
                               "T\0\n\0\n\0\x3d\xd8\x00\xde\x00\xd8",
                    big[] = "\xfe\xff\0T\0\n\0\n\0x";
  assert_string_equal(read_bytes("a.txt", little, sizeof little - 1), "a.txt|T|||||😀\xef\xbf\xbd\n");
  assert_string_equal(read_bytes("a.txt", big, sizeof big - 1), "a.txt|T|||||x\n");
  assert_string_equal(read_text("a.jsonl", "\xef\xbb\xbf{\"title\":\"a\"}"), "a.jsonl#1|a|||||\n");
}

static void utf16_without_a_mark_is_known(void **state) {
  (void)state;
  static const char little[] = "T\0\n\0\n\0\xe9\0x\0y\0", big[] = "\0T\0\n\0\n\0\xe9\0x\0y";
  assert_string_equal(read_bytes("a.txt", little, sizeof little - 1), "a.txt|T|||||éxy\n");
  assert_string_equal(read_bytes("a.txt", big, sizeof big - 1), "a.txt|T|||||éxy\n");
  assert_string_equal(read_bytes("a.txt", "a\0b\0\1\0c\0", 8), "!refused:0:0: this is binary data, not text\n");
}

static size_t pack(const char *text, uint8_t *out, size_t room) {
  z_stream z = {.next_in = (Bytef *)text, .avail_in = (uInt)strlen(text), .next_out = out, .avail_out = (uInt)room};
  assert_int_equal(deflateInit2(&z, 6, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY), Z_OK);
  assert_int_equal(deflate(&z, Z_FINISH), Z_STREAM_END);
  deflateEnd(&z);
  return room - z.avail_out;
}

static void gzip_is_unpacked(void **state) {
  (void)state;
  uint8_t packed[400];
  size_t first = pack("{\"title\":\"a\"}\n", packed, sizeof packed);
  size_t second = first + pack("{\"title\":\"b\"}\n", packed + first, sizeof packed - first);
  assert_string_equal(read_bytes("a.jsonl.gz", packed, second), "a.jsonl.gz#1|a|||||\na.jsonl.gz#2|b|||||\n");
  assert_string_equal(read_bytes("a.jsonl.gz", packed, second - 9),
                      "a.jsonl.gz#1|a|||||\na.jsonl.gz#2|b|||||\n"
                      "!refused:0:0: the gzip data is cut off; what came before was read\n");
}

static void a_text_is_read_up_to_where_it_is_cut(void **state) {
  (void)state;
  uint8_t packed[400];
  size_t size = pack("A title\n\nA text.\n", packed, sizeof packed);
  assert_string_equal(
      read_bytes("a.txt.gz", packed, size - 8),
      "a.txt.gz|A title|||||A text./\n!refused:0:0: the gzip data is cut off; what came before was read\n");
  memset(packed + size - 8, 0, 8);
  assert_string_equal(
      read_bytes("a.txt.gz", packed, size),
      "a.txt.gz|A title|||||A text./\n!refused:0:0: the gzip data is damaged; what came before was read\n");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(encodings_are_made_utf8),
      cmocka_unit_test(utf16_without_a_mark_is_known),
      cmocka_unit_test(gzip_is_unpacked),
      cmocka_unit_test(a_text_is_read_up_to_where_it_is_cut),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
