/* SPDX-License-Identifier: MIT */
/* test_boot.c: the id of this run of the system is the kernel's; where the kernel gives none there is none.
 *
 * read is defined here, in front of the C library's: what the kernel says is what a test wants it to say. */
#undef _FORTIFY_SOURCE /* the checked read is inline, and cannot be defined here */

#include "base/boot.h"

#include "support/support.h"

#include <errno.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

static const char *said; /* NULL: what the kernel says */
static unsigned interruptions;

ssize_t read(int fd, void *bytes, size_t size) {
  if (interruptions > 0) {
    interruptions--;
    errno = EINTR;
    return -1;
  }
  if (said == NULL)
    return syscall(SYS_read, fd, bytes, size);
  size_t n = strlen(said) < size ? strlen(said) : size;
  memcpy(bytes, said, n);
  return (ssize_t)n;
}

static bool id_of(const char *text, uint8_t id[QN__BOOT_ID_SIZE]) {
  said = text;
  bool known = qn__boot_id(id);
  said = NULL;
  return known;
}

/* The kernel's file is asked for first: without it there is nothing to test. */
static void skip_without_a_kernels_id(void) {
  if (access("/proc/sys/kernel/random/boot_id", R_OK) != 0) {
    print_message("skipped: this system has no boot id\n");
    skip();
  }
}

static void the_id_stays_while_the_system_runs(void **state) {
  (void)state;
  uint8_t first[QN__BOOT_ID_SIZE], second[QN__BOOT_ID_SIZE];
  static const uint8_t zeros[QN__BOOT_ID_SIZE];
  skip_without_a_kernels_id();
  assert_true(qn__boot_id(first));
  assert_true(qn__boot_id(second));
  assert_memory_equal(first, second, sizeof first);
  assert_memory_not_equal(first, zeros, sizeof first);
}

static void the_digits_of_a_uuid_are_its_bytes(void **state) {
  (void)state;
  static const uint8_t expected[QN__BOOT_ID_SIZE] = {0x01, 0x23, 0x45, 0x67, 0x89, 0xab, 0xcd, 0xef,
                                                     0xfe, 0xdc, 0xba, 0x98, 0x76, 0x54, 0x32, 0x10};
  uint8_t id[QN__BOOT_ID_SIZE];
  skip_without_a_kernels_id();
  assert_true(id_of("01234567-89ab-cdef-fedc-ba9876543210\n", id));
  assert_memory_equal(id, expected, sizeof id);
}

static void an_id_that_is_cut_short_is_none(void **state) {
  (void)state;
  uint8_t id[QN__BOOT_ID_SIZE];
  skip_without_a_kernels_id();
  assert_false(id_of("01234567-89ab-cdef-fedc-ba987654321\n", id));
  assert_false(id_of("", id));
}

static void an_interrupted_read_is_repeated(void **state) {
  (void)state;
  uint8_t id[QN__BOOT_ID_SIZE];
  skip_without_a_kernels_id();
  interruptions = 3;
  assert_true(qn__boot_id(id));
  assert_int_equal(interruptions, 0);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(the_id_stays_while_the_system_runs),
      cmocka_unit_test(the_digits_of_a_uuid_are_its_bytes),
      cmocka_unit_test(an_id_that_is_cut_short_is_none),
      cmocka_unit_test(an_interrupted_read_is_repeated),
  };
  return cmocka_run_group_tests_name("boot id", tests, NULL, NULL);
}
