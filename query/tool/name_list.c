/* SPDX-License-Identifier: MIT */
/* name_list.c: one name of a list. */
#include "tool/name_list.h"

#include "cli/safe_text.h"

void put_listed_name(qn__buffer *out, const tool_options *options, qn_string name) {
  if (options->null) {
    qn__buffer_bytes(out, name.data, name.size);
    qn__buffer_u8(out, '\0');
  } else {
    cli_put_escaped(out, name.data, name.size);
    qn__buffer_u8(out, '\n');
  }
}
