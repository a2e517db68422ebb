/* SPDX-License-Identifier: MIT */
/* chart.c: a block element fills one to eight eighths of a column. */
#include "tool/chart.h"

#include "tool/text_layout.h"

enum { EIGHTHS = 8 };

/* The share of `parts` that a count has of the highest, rounded, and at least 1 unless it is 0. */
static uint64_t share_of(uint64_t count, uint64_t most, uint64_t parts) {
  const uint64_t share = most == 0 ? 0 : (uint64_t)((double)count / (double)most * (double)parts + 0.5);
  return share == 0 && count > 0 ? 1 : share;
}

void put_bar(qn__buffer *out, const cli_terminal *terminal, uint64_t count, uint64_t most, size_t columns) {
  static const char *const blocks[] = {"", "▏", "▎", "▍", "▌", "▋", "▊", "▉", "█"};
  qn__buffer bar;
  qn__buffer_init(&bar);
  if (terminal->blocks) {
    uint64_t left = share_of(count, most, columns * EIGHTHS);
    for (; left > 0; left -= left < EIGHTHS ? left : EIGHTHS)
      qn__buffer_print(&bar, "%s", blocks[left < EIGHTHS ? left : EIGHTHS]);
  } else {
    for (uint64_t left = share_of(count, most, columns); left > 0; left--)
      qn__buffer_u8(&bar, '#');
  }
  cli_put_styled(out, terminal, BAR_STYLE, (const char *)bar.data, bar.size);
  out->failed |= bar.failed;
  qn__buffer_clear(&bar);
}

void put_sparkline(qn__buffer *out, const cli_terminal *terminal, const uint64_t *counts, size_t n) {
  static const char *const blocks[] = {" ", "▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"};
  static const char *const signs[] = {" ", "_", ".", ":", "-", "=", "+", "*", "#"};
  qn__buffer line;
  uint64_t most = 0;
  qn__buffer_init(&line);
  for (size_t i = 0; i < n; i++)
    most = counts[i] > most ? counts[i] : most;
  for (size_t i = 0; i < n; i++)
    qn__buffer_print(&line, "%s", (terminal->blocks ? blocks : signs)[share_of(counts[i], most, EIGHTHS)]);
  cli_put_styled(out, terminal, BAR_STYLE, (const char *)line.data, line.size);
  out->failed |= line.failed;
  qn__buffer_clear(&line);
}
