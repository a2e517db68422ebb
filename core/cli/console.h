/* SPDX-License-Identifier: MIT */
/* console.h: results go to standard output, all else goes to standard error as lines "PROGRAM: message". */
#ifndef QN_CORE_CLI_CONSOLE_H
#define QN_CORE_CLI_CONSOLE_H

#include "base/buffer.h"
#include "cli/exit_codes.h"

/* The program's name, the first thing that main sets; it lives as long as the program. */
void cli_set_program(const char *name);
const char *cli_program(void);

/* Prints one line on standard error; what is not safe to print is escaped. */
void cli_message(const char *format, ...) QN_PRINTF(1, 2);

/* Appends the same line to a buffer, for messages that must keep their place among others. */
void cli_put_message(qn__buffer *out, const char *message);

/* Writes the buffer to standard output in one go and empties it.  EXIT_DONE, or EXIT_SYSTEM if that failed, which has
 * been reported unless the reader has closed the pipe. */
cli_exit cli_write(qn__buffer *out);

/* The same, after the messages, which go to standard error. */
cli_exit cli_write_both(qn__buffer *out, qn__buffer *messages);

/* The end of main: what was printed with stdio has reached standard output, or the failure is reported. */
cli_exit cli_finish(cli_exit exit);

#endif
