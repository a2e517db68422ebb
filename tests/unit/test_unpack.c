/* SPDX-License-Identifier: MIT */
/* test_unpack.c: each kind of packing. */

#include "support/support.h"

#include "articles/unpack.h"
#include "support/packed_bytes.h"

#include <stdlib.h>
#include <string.h>

enum { MEMORY = 64 << 20 };

static size_t pack_text(size_t which, const char *text, uint8_t *out, size_t room) {
  const size_t size = pack_bytes((unsigned)which, text, strlen(text), out, room);
  assert_true(size > 0);
  return size;
}

/* Unpacks so many bytes at once; returns how it ended, *size is what was written. */
static qn__unpacked unpack(const qn__packing *packing, const uint8_t *packed, size_t packed_size, size_t piece,
                           char *out, size_t room, size_t *size) {
  void *state = packing->begin(MEMORY);
  qn__unpacked result = QN__UNPACK_GOES_ON;
  qn__unpack_step step = {.in = packed, .out = (uint8_t *)out};
  size_t left = packed_size, before = 1;
  while (result == QN__UNPACK_GOES_ON && (left > 0 || before > 0)) {
    step.in_left = left < piece ? left : piece;
    step.out_left = room - (size_t)((char *)step.out - out);
    before = step.in_left;
    result = packing->step(state, &step);
    left -= before - step.in_left;
  }
  packing->end(state);
  *size = (size_t)((char *)step.out - out);
  return result;
}

static void each_kind_is_known_and_unpacked(void **state) {
  (void)state;
  static const char text[] = "A title\n\nA text, a text, a text.\n";
  for (size_t i = 0; i < N_PACKINGS; i++) {
    uint8_t packed[400];
    char out[100];
    size_t size, packed_size = pack_text(i, text, packed, sizeof packed);
    const qn__packing *packing = qn__packing_of(packed, packed_size);
    assert_string_equal(packing->name, packing_names[i]);
    for (size_t piece = 1; piece <= 400; piece += 57) {
      assert_int_equal(unpack(packing, packed, packed_size, piece, out, sizeof out, &size), QN__UNPACK_ENDED);
      assert_int_equal(size, strlen(text));
      assert_memory_equal(out, text, size);
    }
  }
}

static void a_part_of_a_stream_does_not_end(void **state) {
  (void)state;
  for (size_t i = 0; i < N_PACKINGS; i++) {
    uint8_t packed[400];
    char out[100];
    size_t size, packed_size = pack_text(i, "A title\n\nA text.\n", packed, sizeof packed);
    const qn__packing *packing = qn__packing_of(packed, packed_size);
    for (size_t part = 0; part < packed_size; part++) {
      uint8_t *copy = malloc(part + 1); /* of its own size: a sanitizer sees a read past it */
      memcpy(copy, packed, part);
      assert_int_equal(unpack(packing, copy, part, part + 1, out, sizeof out, &size), QN__UNPACK_GOES_ON);
      free(copy);
    }
  }
}

static void damage_is_seen(void **state) {
  (void)state;
  for (size_t i = 0; i < N_PACKINGS; i++) {
    uint8_t packed[400];
    char out[100];
    size_t size, packed_size = pack_text(i, "A title\n\nA text.\n", packed, sizeof packed);
    const qn__packing *packing = qn__packing_of(packed, packed_size);
    packed[packed_size - 1] ^= 0x55;
    packed[packed_size / 2] ^= 0x55;
    assert_int_not_equal(unpack(packing, packed, packed_size, 400, out, sizeof out, &size), QN__UNPACK_ENDED);
  }
}

static void large_windows_are_refused(void **state) {
  (void)state;
  for (size_t i = 2; i < N_PACKINGS; i++) {
    uint8_t packed[400], out[100];
    const size_t packed_size = pack_text(i, "A text.\n", packed, sizeof packed);
    const qn__packing *packing = qn__packing_of(packed, packed_size);
    void *unpacker = packing->begin(2 << 20);
    qn__unpack_step step = {packed, out, packed_size, sizeof out};
    assert_int_equal(packing->step(unpacker, &step), QN__UNPACK_TOO_LARGE);
    if (i == 2)
      assert_in_range(packing->memory(unpacker), 8 << 20, 10 << 20);
    packing->end(unpacker);
  }
}

static void other_data_is_not_packed(void **state) {
  (void)state;
  static const char *const texts[] = {"",
                                      "BZh",
                                      "BZhang writes",
                                      "PK",
                                      "\x1f",
                                      ("\xfd"
                                       "7zXY"),
                                      "(\xb5/",
                                      "Q*M\x19"};
  for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++)
    assert_null(qn__packing_of((const uint8_t *)texts[i], strlen(texts[i])));
  assert_string_equal(qn__packing_of((const uint8_t *)"\x50*M\x18", 4)->name, "zstd");
  assert_null(qn__packing_at(N_PACKINGS));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(each_kind_is_known_and_unpacked),
      cmocka_unit_test(a_part_of_a_stream_does_not_end),
      cmocka_unit_test(damage_is_seen),
      cmocka_unit_test(large_windows_are_refused),
      cmocka_unit_test(other_data_is_not_packed),
  };
  return cmocka_run_group_tests_name("unpack", tests, NULL, NULL);
}
