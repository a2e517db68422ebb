/* SPDX-License-Identifier: MIT */
/* progress.c: one line, rewritten in place; or one JSON object on each line. */
#include "tool/progress.h"

#include "base/clock.h"
#include "cli/numbers.h"

#include <inttypes.h>
#include <stdio.h>

void progress_start(progress *p, progress_form form) {
  *p = (progress){.form = form, .started = qn__seconds_now()};
}

double progress_seconds(const progress *p) {
  return qn__seconds_now() - p->started;
}

/* How far it is. */
typedef struct state {
  uint64_t articles, bytes;
  double seconds, speed, left; /* bytes a second; seconds to go, negative: unknown */
  bool committing;
} state;

static state state_of(const progress *p, uint64_t articles, uint64_t bytes, bool committing) {
  state s = {articles, bytes, progress_seconds(p), 0, -1, committing};
  if (s.seconds > 0)
    s.speed = (double)bytes / s.seconds;
  if (p->total > bytes && s.speed > 0 && !committing)
    s.left = (double)(p->total - bytes) / s.speed;
  return s;
}

/* The escape sequences around the line turn wrapping off: the terminal cuts a line that is too long. */
static void show_line(progress *p, const state *s) {
  char count[CLI_NUMBER_MAX], size[CLI_NUMBER_MAX], rate[CLI_NUMBER_MAX];
  fprintf(stderr, "\r\033[K\033[?7l%s articles, %s, %s/s", cli_count(count, s->articles), cli_size(size, s->bytes),
          cli_size(rate, (uint64_t)s->speed));
  if (s->left >= 0) {
    uint64_t left = (uint64_t)s->left + 1;
    fprintf(stderr, ", %d %%, %" PRIu64 ":%02" PRIu64 " left", (int)(100.0 * (double)s->bytes / (double)p->total),
            left / 60, left % 60);
  }
  fprintf(stderr, "%s\033[?7h", s->committing ? ", writing the index" : "");
  fflush(stderr);
  p->on_line = true;
}

static void show_json(const progress *p, const state *s) {
  fprintf(stderr, "{\"progress\":{\"phase\":\"%s\",\"articles\":%" PRIu64 ",\"bytes\":%" PRIu64,
          s->committing ? "commit" : "read", s->articles, s->bytes);
  if (p->total > 0)
    fprintf(stderr, ",\"total_bytes\":%" PRIu64, p->total);
  fprintf(stderr, ",\"seconds\":%.1f,\"bytes_per_second\":%.0f", s->seconds, s->speed);
  if (s->left >= 0)
    fprintf(stderr, ",\"seconds_left\":%.1f", s->left);
  fputs("}}\n", stderr);
}

static void show(progress *p, const state *s) {
  if (p->form == PROGRESS_LINE)
    show_line(p, s);
  else if (p->form == PROGRESS_JSON)
    show_json(p, s);
}

void progress_show(progress *p, uint64_t articles, uint64_t bytes) {
  if (p->form == PROGRESS_NONE)
    return;
  double time = qn__seconds_now(), pause = p->form == PROGRESS_JSON ? 0.5 : 0.1;
  if (time - p->shown < pause || time - p->started < pause)
    return;
  p->shown = time;
  const state s = state_of(p, articles, bytes, false);
  show(p, &s);
}

void progress_committing(progress *p, uint64_t articles, uint64_t bytes) {
  const state s = state_of(p, articles, bytes, true);
  show(p, &s);
}

void progress_hide(progress *p) {
  if (p->on_line)
    fputs("\r\033[K", stderr);
  p->on_line = false;
}
