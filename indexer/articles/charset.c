/* SPDX-License-Identifier: MIT */
/* charset.c: iconv converts. */
#include "articles/charset.h"

#include "articles/charset_labels.h"
#include "text/utf8.h"

#include <ctype.h>
#include <errno.h>
#include <iconv.h>
#include <strings.h>

/* The value after `key=` at or after `from`, which quotes may enclose. */
static bool value_after(const char *from, const char *end, const char *key, char name[QN__CHARSET_MAX]) {
  size_t key_size = strlen(key);
  for (const char *p = from; p + key_size < end; p++) {
    if (strncasecmp(p, key, key_size) != 0)
      continue;
    p += key_size;
    while (p < end && isspace((unsigned char)*p))
      p++;
    if (p == end || *p++ != '=')
      continue;
    while (p < end && (isspace((unsigned char)*p) || *p == '"' || *p == '\''))
      p++;
    size_t size = 0;
    while (p < end && size + 1 < QN__CHARSET_MAX && (isalnum((unsigned char)*p) || strchr("-_.:+", *p) != NULL) && *p)
      name[size++] = *p++;
    name[size] = '\0';
    return size > 0;
  }
  return false;
}

bool qn__charset_declared(const char *html, size_t size, char name[QN__CHARSET_MAX]) {
  enum { LOOK = 4096 }; /* browsers look at 1024 bytes; stored pages may begin with long comments */
  const char *end = html + (size < LOOK ? size : LOOK);
  if (size > 5 && memcmp(html, "<?xml", 5) == 0) {
    const char *close = memchr(html, '>', (size_t)(end - html));
    if (close != NULL && value_after(html, close, "encoding", name))
      return true;
  }
  for (const char *p = html; p + 5 < end; p++) {
    if (strncasecmp(p, "<meta", 5) != 0)
      continue;
    const char *close = memchr(p, '>', (size_t)(end - p));
    if (close != NULL && value_after(p, close, "charset", name))
      return true;
  }
  return false;
}

static bool is_open(iconv_t state) {
  return state != (iconv_t)-1;
}

/* Without memory glibc's iconv_open may also say that it does not know a charset: whether it still knows one that
 * everybody knows is how to find out. */
static bool has_memory_for_iconv(void) {
  iconv_t state = iconv_open("UTF-8", "UTF-16LE");
  if (is_open(state))
    iconv_close(state);
  return is_open(state);
}

static qn_status open_conversion(iconv_t *state, const char *charset, qn_error *error) {
  const char *name = qn__charset_of_label(charset);
  *state = iconv_open("UTF-8", name);
  if (!is_open(*state))
    *state = iconv_open("UTF-8", name);
  if (is_open(*state))
    return QN_OK;
  if (errno == ENOMEM || !has_memory_for_iconv())
    return qn__fail_memory(error);
  return qn__fail(error, QN_NOT_FOUND, "the charset \"%s\" is unknown", charset);
}

qn_status qn__charset_check(const char *charset, qn_error *error) {
  iconv_t state;
  qn_status status = open_conversion(&state, charset, error);
  if (status == QN_OK)
    iconv_close(state);
  return status;
}

qn_status qn__conversion_begin(qn__conversion *conversion, const char *text, size_t size, const char *charset,
                               qn_error *error) {
  iconv_t state;
  qn_status status = open_conversion(&state, charset, error);
  *conversion = (qn__conversion){status == QN_OK ? state : NULL, text, size, 0};
  return status;
}

void qn__conversion_end(qn__conversion *conversion) {
  iconv_close((iconv_t)conversion->state);
}

static void put_replacement(qn__buffer *out) {
  char replacement[4];
  qn__buffer_bytes(out, replacement, qn__utf8_encode(replacement, QN__REPLACEMENT));
}

bool qn__conversion_step(qn__conversion *conversion, qn__buffer *out) {
  enum { ROOM = 64 << 10 };
  char *to = (char *)qn__buffer_reserve(out, ROOM);
  if (to == NULL || conversion->left == 0)
    return false;
  char *in = (char *)conversion->next; /* iconv's interface; it does not write here */
  size_t to_left = ROOM;
  size_t result = iconv((iconv_t)conversion->state, &in, &conversion->left, &to, &to_left);
  int reason = errno;
  out->size += ROOM - to_left;
  if (result == (size_t)-1 && reason != E2BIG) {
    put_replacement(out);
    conversion->n_replaced++;
    in++;
    conversion->left--;
  }
  conversion->next = in;
  return true;
}
