/* SPDX-License-Identifier: MIT */
/* measured.c: runs a command and writes what it took to REPORT: status, wall, cpu_s, peak_bytes, heap_bytes, written,
 * as JSON.
 *
 *   measured REPORT COMMAND [ARGUMENT ...]
 *
 * A small program of its own because the kernel counts the memory of the process that forks as the new one's too, and
 * because a large one starts others slowly.  `peak_bytes` has the pages of mapped files in it, `heap_bytes` has not: it
 * is the most that was seen, looking every few milliseconds.  `written` is what was sent to the disk, memory maps and
 * children included. */
#include <signal.h>
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

/* The number in a line of a file in /proc/PID; 0 if there is none. */
static unsigned long long number_of(pid_t pid, const char *file, const char *format) {
  char path[64], line[128];
  unsigned long long number = 0;
  snprintf(path, sizeof path, "/proc/%d/%s", (int)pid, file);
  FILE *in = fopen(path, "r");
  while (in && fgets(line, sizeof line, in))
    if (sscanf(line, format, &number) == 1)
      break;
  if (in)
    fclose(in);
  return number;
}

/* Waits until the process has ended, leaves it unreaped, and returns the most anonymous memory it had, in bytes. */
static unsigned long long watch(pid_t pid, const sigset_t *child_ended) {
  const struct timespec pause = {.tv_nsec = 5000000};
  unsigned long long most = 0;
  siginfo_t ended = {.si_pid = 0};
  while (waitid(P_PID, (id_t)pid, &ended, WEXITED | WNOWAIT | WNOHANG) == 0 && ended.si_pid == 0) {
    sigtimedwait(child_ended, NULL, &pause);
    unsigned long long now = number_of(pid, "status", "RssAnon: %llu kB") << 10;
    most = now > most ? now : most;
  }
  return most;
}

int main(int argc, char **argv) {
  if (argc < 3) {
    fprintf(stderr, "usage: measured REPORT COMMAND [ARGUMENT ...]\n");
    return 2;
  }
  pid_t pid;
  sigset_t child_ended, before;
  sigemptyset(&child_ended);
  sigaddset(&child_ended, SIGCHLD);
  sigprocmask(SIG_BLOCK, &child_ended, &before);
  posix_spawnattr_t attributes;
  posix_spawnattr_init(&attributes);
  posix_spawnattr_setsigmask(&attributes, &before);
  posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK);
  double start = now_s();
  if (posix_spawnp(&pid, argv[2], NULL, &attributes, argv + 2, environ)) {
    perror(argv[2]);
    return 127;
  }
  unsigned long long heap = watch(pid, &child_ended);
  double wall = now_s() - start;
  unsigned long long written = number_of(pid, "io", "write_bytes: %llu");
  struct rusage usage;
  int status;
  wait4(pid, &status, 0, &usage);
  int code = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);

  FILE *report = fopen(argv[1], "w");
  if (!report) {
    perror(argv[1]);
    return 1;
  }
  fprintf(report,
          "{\"status\":%d,\"wall_s\":%.6f,\"cpu_s\":%.6f,\"peak_bytes\":%ld,\"heap_bytes\":%llu,\"written\":%llu}\n",
          code, wall, seconds(usage.ru_utime) + seconds(usage.ru_stime), usage.ru_maxrss << 10, heap, written);
  fclose(report);
  return 0;
}
