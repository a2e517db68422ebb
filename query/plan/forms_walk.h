/* SPDX-License-Identifier: MIT */
/* forms_walk.h: which forms of a segment does an automaton accept?  They come in ascending order.  A form is read from
 * where it differs from the one before, and where no word can go on as a form does, the walk goes ahead to the next one
 * that may: of a word with a known beginning it sees little more than the forms that begin so. */
#ifndef QN_QUERY_PLAN_FORMS_WALK_H
#define QN_QUERY_PLAN_FORMS_WALK_H

#include "dictionary/forms.h"
#include "plan/interrupt.h"
#include "plan/pattern_states.h"
#include "text/analyze.h"

typedef struct qn__forms_walk {
  qn__pattern_states *states; /* shared by the walks of all segments */
  qn__keys_cursor cursor;     /* at a form that is accepted, with its language tag byte; or at the end */
  qn__form_info info;         /* the form's */
  uint64_t n_forgotten;       /* times that the states had been forgotten when those here were found */
  size_t known;               /* bytes of the current form, from the first on, whose states are in `reached` */
  qn__pattern_state *reached[QN__FORM_MAX + 2]; /* after so many bytes; NULL within a letter */
  const qn__interrupt *interrupt;
  uint32_t n_seen; /* forms, for polling */
} qn__forms_walk;

/* Goes to the first form that is accepted. */
qn_status qn__forms_walk_begin(qn__forms_walk *walk, qn__pattern_states *states, const qn__keys *forms,
                               const qn__interrupt *interrupt, qn_error *error);
qn_status qn__forms_walk_next(qn__forms_walk *walk, qn_error *error);

static inline bool qn__forms_walk_ended(const qn__forms_walk *walk) {
  return walk->cursor.ordinal >= walk->cursor.keys->n_keys;
}

#endif
