/* SPDX-License-Identifier: MIT */
/* sized.c: reads and fills structs of callers that know more fields or fewer. */
#include "base/sized.h"

#include <string.h>

static qn_status check_size(size_t size, size_t least, const char *name, qn_error *error) {
  if (size >= least && size <= QN__SIZED_MAX)
    return QN_OK;
  return qn__fail(error, QN_INVALID, "%s has the size %zu: initialise it with its _INIT macro", name, size);
}

static bool is_zero(const unsigned char *bytes, size_t size) {
  for (size_t i = 0; i < size; i++)
    if (bytes[i] != 0)
      return false;
  return true;
}

/* Copies what both sides know. */
static qn_status copy(void *own, size_t own_size, const void *given, size_t given_size, const char *name,
                      qn_error *error) {
  size_t common = given_size < own_size ? given_size : own_size;
  if (!is_zero((const unsigned char *)given + common, given_size - common))
    return qn__fail(error, QN_INVALID, "%s asks for something that this version of the library (%s) does not know",
                    name, QN_VERSION_STRING);
  memset(own, 0, own_size);
  memcpy(own, given, common);
  return QN_OK;
}

qn_status qn__options_read(void *own, size_t own_size, const void *given, const char *name, qn_error *error) {
  size_t size = own_size;
  if (given != NULL)
    memcpy(&size, given, sizeof size);
  qn_status status = check_size(size, sizeof size, name, error);
  if (status != QN_OK)
    return status;
  if (given == NULL)
    memset(own, 0, own_size);
  else
    status = copy(own, own_size, given, size, name, error);
  if (status == QN_OK)
    memcpy(own, &own_size, sizeof own_size);
  return status;
}

qn_status qn__sized_read(void *own, size_t own_size, const void *given, size_t given_size, const char *name,
                         qn_error *error) {
  qn_status status = check_size(given_size, 1, name, error);
  return status == QN_OK ? copy(own, own_size, given, given_size, name, error) : status;
}

void qn__sized_write(void *out, size_t size, const void *own, size_t own_size) {
  size_t common = size < own_size ? size : own_size;
  if (out == NULL)
    return;
  memcpy(out, own, common);
  memset((char *)out + common, 0, size - common);
}
