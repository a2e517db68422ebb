/* SPDX-License-Identifier: MIT */
/* support.h: what tests share: cmocka, temporary directories, random numbers that can be repeated, small indexes.
 * A helper that cannot do its work ends the test program with a message: there is nothing to test then. */
#ifndef QN_TESTS_SUPPORT_SUPPORT_H
#define QN_TESTS_SUPPORT_SUPPORT_H

#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "support/scaffold.h"

/* A qn_status that must be QN_OK; else the test fails with the error's message. */
#define assert_ok(expression, error)                                                                                   \
  do {                                                                                                                 \
    qn_status assert_ok_status = (expression);                                                                         \
    if (assert_ok_status != QN_OK)                                                                                     \
      fail_msg("%s: %s", qn_status_text(assert_ok_status), (error).message);                                           \
  } while (0)

#endif
