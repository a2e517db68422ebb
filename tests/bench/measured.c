/* SPDX-License-Identifier: MIT */
/* measured.c: runs a command and writes what it took to REPORT: status, wall, cpu_s, peak_bytes, written, as JSON.
 *
 *   measured REPORT COMMAND [ARGUMENT ...]
 *
 * A small program of its own because the kernel counts the memory of the process that forks as the new one's too, and
 * because a large one starts others slowly.  `written` is what was sent to the disk, memory maps and children included.
 */
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>

extern char **environ;

static double now_s(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static double seconds(struct timeval t) {
  return (double)t.tv_sec + (double)t.tv_usec / 1e6;
}

/* Of a process that has ended and is not yet reaped. */
static unsigned long long bytes_sent_to_disk(pid_t pid) {
  char path[64], line[128];
  unsigned long long bytes = 0;
  snprintf(path, sizeof path, "/proc/%d/io", (int)pid);
  FILE *io = fopen(path, "r");
  while (io && fgets(line, sizeof line, io))
    if (sscanf(line, "write_bytes: %llu", &bytes) == 1)
      break;
  if (io)
    fclose(io);
  return bytes;
}

int main(int argc, char **argv) {
  if (argc < 3) {
    fprintf(stderr, "usage: measured REPORT COMMAND [ARGUMENT ...]\n");
    return 2;
  }
  pid_t pid;
  siginfo_t ended;
  double start = now_s();
  if (posix_spawnp(&pid, argv[2], NULL, NULL, argv + 2, environ)) {
    perror(argv[2]);
    return 127;
  }
  waitid(P_PID, (id_t)pid, &ended, WEXITED | WNOWAIT);
  double wall = now_s() - start;
  unsigned long long written = bytes_sent_to_disk(pid);
  struct rusage usage;
  int status;
  wait4(pid, &status, 0, &usage);
  int code = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);

  FILE *report = fopen(argv[1], "w");
  if (!report) {
    perror(argv[1]);
    return 1;
  }
  fprintf(report, "{\"status\":%d,\"wall_s\":%.6f,\"cpu_s\":%.6f,\"peak_bytes\":%ld,\"written\":%llu}\n", code, wall,
          seconds(usage.ru_utime) + seconds(usage.ru_stime), usage.ru_maxrss << 10, written);
  fclose(report);
  return 0;
}
