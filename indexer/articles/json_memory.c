/* SPDX-License-Identifier: MIT */
/* json_memory.c: cJSON's hooks.  Only requests are counted, not what is given back: a parser gives nothing back, and a
 * printer's buffer doubles, which is counted as the sum of its sizes. */
#include "articles/json_memory.h"

#include "base/json_size.h"
#include "base/memory.h"

#include <cjson/cJSON.h>

enum { POLL = 1024 }; /* requests from one question whether to go on to the next */

static struct {
  const qn__allowance *allowance; /* NULL: no limit */
  size_t beside, left;
  unsigned n_requests;
  qn_status refused;
} state;

static qn_status may_take(size_t size) {
  const size_t taken = QN__JSON_BLOCK(size);
  if (state.refused != QN_OK)
    return state.refused;
  if (++state.n_requests % POLL == 0 && qn__is_cancelled(&state.allowance->cancel))
    return QN_CANCELLED;
  if (taken > state.left)
    return QN_TOO_LARGE;
  state.left -= taken;
  return QN_OK;
}

static void *allocate(size_t size) {
  if (state.allowance == NULL)
    return qn__malloc(size);
  state.refused = may_take(size);
  void *memory = state.refused == QN_OK ? qn__malloc(size) : NULL;
  if (memory == NULL && state.refused == QN_OK)
    state.refused = QN_NO_MEMORY;
  return memory;
}

void qn__json_memory_begin(const qn__allowance *allowance, size_t beside) {
  static bool hooked;
  if (!hooked)
    cJSON_InitHooks(&(cJSON_Hooks){allocate, qn__free});
  hooked = true;
  state.allowance = allowance;
  state.beside = beside;
  state.left = beside < allowance->memory ? allowance->memory - beside : 0;
  state.refused = QN_OK;
  state.n_requests = 0;
}

void qn__json_memory_take(size_t size) {
  state.left -= size < state.left ? size : state.left;
}

size_t qn__json_memory_taken(void) {
  const size_t memory = state.allowance->memory;
  return memory > state.beside + state.left ? memory - state.beside - state.left : 0;
}

qn_status qn__json_memory_status(void) {
  return state.refused;
}

static size_t memory_of(const char *text, size_t size) {
  const qn__json_size needed = qn__json_measure(text, size);
  return needed.parsed + needed.printed;
}

qn_status qn__json_memory_end(const char *text, size_t size, qn_error *error) {
  const qn__allowance *allowance = state.allowance;
  state.allowance = NULL;
  switch (state.refused) {
  case QN_OK:
    return QN_OK;
  case QN_CANCELLED:
    return qn__fail(error, QN_CANCELLED, "cancelled");
  case QN_TOO_LARGE:
    return qn__refuse_to_read(allowance, text != NULL ? state.beside + memory_of(text, size) : 0, error);
  default:
    return qn__fail_memory(error);
  }
}
