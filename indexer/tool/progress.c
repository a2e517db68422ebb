/* SPDX-License-Identifier: MIT */
/* progress.c: one line, rewritten in place; or a JSON object a line. */
#include "tool/progress.h"

#include "tool/say.h"

#include <inttypes.h>
#include <stdio.h>
#include <time.h>

static double now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return (double)time.tv_sec + (double)time.tv_nsec * 1e-9;
}

void progress_start(progress *p, progress_form form) {
  *p = (progress){.form = form, .started = now()};
}

double progress_seconds(const progress *p) {
  return now() - p->started;
}

static void show_line(progress *p, uint64_t articles, uint64_t bytes, double seconds) {
  char count[SAY_NUMBER_MAX], size[SAY_NUMBER_MAX], rate[SAY_NUMBER_MAX];
  double speed = seconds > 0 ? (double)bytes / seconds : 0;
  fprintf(stderr, "\r\033[K%s articles, %s, %s/s", say_count(count, articles), say_size(size, bytes),
          say_size(rate, (uint64_t)speed));
  if (p->total > bytes && speed > 0) {
    uint64_t left = (uint64_t)((double)(p->total - bytes) / speed) + 1;
    fprintf(stderr, ", %d %%, %" PRIu64 ":%02" PRIu64 " left", (int)(100.0 * (double)bytes / (double)p->total),
            left / 60, left % 60);
  }
  fflush(stderr);
  p->on_line = true;
}

void progress_show(progress *p, uint64_t articles, uint64_t bytes) {
  if (p->form == PROGRESS_NONE)
    return;
  double time = now(), pause = p->form == PROGRESS_JSON ? 0.5 : 0.1;
  if (time - p->shown < pause || time - p->started < pause)
    return;
  p->shown = time;
  double seconds = time - p->started;
  if (p->form == PROGRESS_LINE) {
    show_line(p, articles, bytes, seconds);
    return;
  }
  fprintf(stderr, "{\"progress\":{\"articles\":%" PRIu64 ",\"bytes\":%" PRIu64, articles, bytes);
  if (p->total > 0)
    fprintf(stderr, ",\"total_bytes\":%" PRIu64, p->total);
  fprintf(stderr, ",\"seconds\":%.1f}}\n", seconds);
}

void progress_hide(progress *p) {
  if (p->on_line)
    fputs("\r\033[K", stderr);
  p->on_line = false;
}
