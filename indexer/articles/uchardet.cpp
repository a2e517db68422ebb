/* SPDX-License-Identifier: MIT */
/* uchardet.cpp: asks libuchardet, whose functions of C let exceptions out when there is no memory. */
#include "articles/uchardet.h"

#include <cstdio>
#include <new>
#include <uchardet/uchardet.h>

bool qn__uchardet_guess(const char *text, size_t size, char *name, size_t name_size) {
  uchardet_t detector = nullptr;
  bool done = false;
  name[0] = '\0';
  try {
    detector = uchardet_new();
    done = uchardet_handle_data(detector, text, size) == 0;
    if (done) {
      uchardet_data_end(detector);
      std::snprintf(name, name_size, "%s", uchardet_get_charset(detector));
    }
  } catch (const std::bad_alloc &) {
    done = false;
  }
  if (detector != nullptr)
    uchardet_delete(detector);
  return done;
}
