/* SPDX-License-Identifier: MIT */
/* keys_scan.h: which blocks may have a key with some letters in it, anywhere?  Most blocks have none, which shows in
 * their bytes as they are: no key is put together for it. */
#ifndef QN_CORE_DICTIONARY_KEYS_SCAN_H
#define QN_CORE_DICTIONARY_KEYS_SCAN_H

#include "dictionary/keys.h"

enum {
  QN__NEEDLE_LEAST = 2, /* bytes: less is nearly everywhere */
  QN__NEEDLE_MOST = 16,
};

typedef struct qn__needle {
  uint8_t bytes[QN__NEEDLE_MOST];
  size_t size;          /* 0: none */
  size_t rare;          /* where the two neighbours are that are looked for together */
  uint32_t places[256]; /* of each byte in it: bit i is set if it is byte i */
} qn__needle;

/* Letters of ASCII, from QN__NEEDLE_LEAST to QN__NEEDLE_MOST of them. */
void qn__needle_init(qn__needle *needle, const char *letters, size_t size);

/* Moves *block on to the first before `end` that may have a key with the needle in it, or with a letter beyond ASCII,
 * which may stand for another; to `end` if there is none. */
qn_status qn__keys_scan(const qn__keys *keys, const qn__needle *needle, uint32_t *block, uint32_t end, qn_error *error);

#endif
