/* SPDX-License-Identifier: MIT */
/* web_url.c: what is encoded already stays as it is. */
#include "tool/web_url.h"

#include <string.h>
#include <strings.h>

bool is_web_url(qn_string url) {
  return (url.size > 7 && strncasecmp(url.data, "http://", 7) == 0) ||
         (url.size > 8 && strncasecmp(url.data, "https://", 8) == 0);
}

void put_web_url(qn__buffer *out, qn_string url) {
  for (size_t i = 0; i < url.size; i++) {
    const unsigned char c = (unsigned char)url.data[i];
    if (c <= ' ' || c >= 0x7f || strchr("\"<>\\^`{|}", c) != NULL)
      qn__buffer_print(out, "%%%02X", c);
    else
      qn__buffer_u8(out, c);
  }
}
