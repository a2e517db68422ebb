/* SPDX-License-Identifier: MIT */
/* find_field.h: here is a name as a person typed it: which columns of the index does it mean? */
#ifndef QN_QUERY_PLAN_FIND_FIELD_H
#define QN_QUERY_PLAN_FIND_FIELD_H

#include "plan/index.h"

/* Finds the columns of a name: as it is written, or else of one that differs from it in case alone, the first in order.
 * `stored` is the name itself or lives as long as the index; its size is 0 if there is no column.  *types has a bit,
 * 1 << type, for each type that some segment has a column of. */
qn_status qn__find_field(const qn_index *index, qn_string name, qn_string *stored, unsigned *types, qn_error *error);

#endif
