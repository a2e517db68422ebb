/* SPDX-License-Identifier: MIT */
/* field_filter.c: here are a name and a value: which columns of the index can have it?  What if none can? */
#include "plan/field_values.h"
#include "plan/plan.h"

#include <string.h>

/* Why nothing is found. */
static bool warn(qn__plan *plan, const char *name, unsigned has, const qn__filter_value *value, qn__arena *arena) {
  if (has == 0)
    return qn__plan_warn(plan, arena, "no article has a field %s: the filter %s:%s finds nothing", name, name,
                         value->text);
  if (has == 1u << QN__COLUMN_NUMBER)
    return qn__plan_warn(plan, arena,
                         "%s has numbers, and %s is neither one nor a range of them, like 10..20 or >=10: the filter "
                         "finds nothing",
                         name, value->text);
  return qn__plan_warn(plan, arena,
                       "%s has %s, and %s is none, nor a range, like 2025-06..2025-07, >=2025-06-09 or 7d..: the "
                       "filter finds nothing",
                       name, has == 1u << QN__COLUMN_DATE ? "dates" : "dates and numbers", value->text);
}

/* Whether a range ends before it begins, in all types that are asked. */
static bool is_reversed(unsigned types, const qn__filter_value *value) {
  bool reversed = value->is_range && (types >> QN__COLUMN_KEYWORD & 1) == 0;
  if (types >> QN__COLUMN_NUMBER & 1)
    reversed &= !(value->least < value->number_end);
  if (types >> QN__COLUMN_DATE & 1)
    reversed &= value->first >= value->date_end;
  return reversed;
}

/* Which columns of the index a filter asks: a bit, 1 << type, for each type of column of the name that the value can be
 * read for.  A keyword must be just the text, so that each text can be one.  Warns where nothing is found. */
static qn_status choose_types(qn__plan *plan, const char *column, const qn__filter_value *value, unsigned *types,
                              qn__arena *arena, qn_error *error) {
  unsigned has = 0, able = 1u << QN__COLUMN_KEYWORD;
  able |= (unsigned)value->is_number << QN__COLUMN_NUMBER | (unsigned)value->is_date << QN__COLUMN_DATE;
  qn_status status = qn__field_types(plan->index, qn_string_of(column), &has, error);
  if (status != QN_OK)
    return status;
  *types = has & able;
  bool warned = true;
  if (*types == 0)
    warned = warn(plan, column, has, value, arena);
  else if (is_reversed(*types, value))
    warned = qn__plan_warn(plan, arena, "the range %s:%s ends before it begins: the filter finds nothing", column,
                           value->text);
  return warned ? QN_OK : qn__fail_memory(error);
}

qn_status qn__field_leaves(qn__plan *plan, const qn__query_node *node, int64_t now,
                           qn__plan_leaf leaves[QN__FIELD_LEAVES], uint32_t *n, qn__arena *arena, qn_error *error) {
  static const qn__operator ops[] = {
      [QN__COLUMN_DATE] = QN__RANGE, [QN__COLUMN_NUMBER] = QN__RANGE, [QN__COLUMN_KEYWORD] = QN__KEYWORD};
  const char *column = qn__arena_copy(arena, node->column, strlen(node->column));
  const char *value = qn__arena_copy(arena, node->value, strlen(node->value));
  qn__filter_value *wanted = qn__arena_alloc(arena, sizeof *wanted);
  if (column == NULL || value == NULL || wanted == NULL)
    return qn__fail_memory(error);
  unsigned types = 0;
  qn__filter_value_read(wanted, value, now);
  qn_status status = choose_types(plan, column, wanted, &types, arena, error);
  if (status != QN_OK)
    return status;
  *n = 0;
  types |= types == 0 ? 1u << QN__COLUMN_KEYWORD : 0; /* a leaf that matches nothing */
  for (unsigned type = QN__COLUMN_DATE; type <= QN__COLUMN_KEYWORD; type++)
    if (types >> type & 1)
      leaves[(*n)++] = (qn__plan_leaf){
          .op = ops[type], .value = value, .column = column, .type = (qn__column_type)type, .wanted = wanted};
  return QN_OK;
}

qn__query_node qn__filter_node(const qn_filter *filter) {
  return (qn__query_node){.op = qn__filter_of(filter->column), .column = filter->column, .value = filter->value};
}
