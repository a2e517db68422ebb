/* SPDX-License-Identifier: MIT */
/* command_check.c: is every byte of the index what it should be? */
#include "tool/command.h"
#include "tool/say.h"

#include <inttypes.h>
#include <stdio.h>

static void report(void *context, const char *problem) {
  uint64_t *n_problems = context;
  ++*n_problems;
  printf("%s\n", problem);
}

int command_check(const command *self, int argc, char **argv) {
  invocation call;
  qn_index *index;
  qn_error error;
  qn_index_info info;
  uint64_t n_problems = 0;
  char count[SAY_NUMBER_MAX], size[SAY_NUMBER_MAX];
  int exit = command_read_options(self, argc, argv, NULL, NULL, NULL, &call);
  if (exit >= 0)
    return exit;
  if (call.n_operands > 0)
    return command_usage_error(self, "takes no operands, and \"%s\" is one", call.operands[0]);
  if (qn_index_open(&index, &call.dir, 1, &error) != QN_OK)
    return command_cannot_open(&error);
  qn_index_get_info(index, &info);
  qn_status status = qn_index_check(index, report, &n_problems, &error);
  qn_index_close(index);
  if (status == QN_DAMAGED && n_problems > 0) {
    say("%s problem%s found in %s", say_count(count, n_problems), n_problems == 1 ? "" : "s", call.dir);
    return EXIT_DAMAGED;
  }
  if (status != QN_OK)
    return command_failed(&error);
  printf("no damage found: %s articles, %s in %s\n", say_count(count, info.n_articles), say_size(size, info.disk_bytes),
         call.dir);
  return EXIT_DONE;
}
