/* SPDX-License-Identifier: MIT */
/* merged_positions.c: merges from the end, in place. */
#include "match/merged_positions.h"

#include <string.h>

/* Makes room for n positions, and keeps those that there are. */
static qn_status reserve_merged(qn__merged_positions *merged, uint32_t n, qn_error *error) {
  const uint32_t *positions = merged->positions, *parts = merged->parts;
  qn_status status = qn__reserve_numbers(merged->arena, &merged->positions, &merged->positions_capacity, n, error);
  if (status == QN_OK)
    status = qn__reserve_numbers(merged->arena, &merged->parts, &merged->parts_capacity, n, error);
  if (status != QN_OK)
    return status;
  if (merged->n > 0 && positions != merged->positions)
    memcpy(merged->positions, positions, merged->n * sizeof *positions);
  if (merged->n > 0 && parts != merged->parts)
    memcpy(merged->parts, parts, merged->n * sizeof *parts);
  return QN_OK;
}

qn_status qn__merge_positions(qn__merged_positions *merged, const uint32_t *positions, uint32_t n, uint32_t offset,
                              uint32_t part, qn_error *error) {
  uint32_t before = merged->n;
  if (n > UINT32_MAX - before)
    n = UINT32_MAX - before; /* more than an article has: the lists are damaged */
  qn_status status = reserve_merged(merged, before + n, error);
  if (status != QN_OK)
    return status;
  merged->n += n;
  for (uint32_t to = merged->n; n > 0;) {
    const uint32_t position = positions[n - 1] + offset;
    const bool is_later = before > 0 && merged->positions[before - 1] > position;
    to--;
    merged->positions[to] = is_later ? merged->positions[before - 1] : position;
    merged->parts[to] = is_later ? merged->parts[before - 1] : part;
    before -= is_later;
    n -= !is_later;
  }
  return QN_OK;
}

void qn__merged_keep_distinct(qn__merged_positions *merged) {
  uint32_t n = 0;
  for (uint32_t i = 0; i < merged->n; i++) {
    if (n > 0 && merged->positions[n - 1] == merged->positions[i])
      continue;
    merged->positions[n] = merged->positions[i];
    merged->parts[n++] = merged->parts[i];
  }
  merged->n = n;
}
