/* SPDX-License-Identifier: MIT */
/* simplify.c: rewrites a query into an equivalent minimal tree, so that `a AND b`, `+a +b` and `(+(a) +b)` are one
 * query. */
#include "language/build.h"

static bool all_items_are(const qn__query_node *group, qn__occur occur) {
  for (const qn__query_node *item = group->items; item != NULL; item = item->next)
    if (item->occur != occur)
      return false;
  return true;
}

static bool has_item(const qn__query_node *group, qn__occur occur) {
  for (const qn__query_node *item = group->items; item != NULL; item = item->next)
    if (item->occur == occur)
      return true;
  return false;
}

static void set_items(qn__query_node *group, qn__occur occur) {
  for (qn__query_node *item = group->items; item != NULL; item = item->next)
    item->occur = occur;
}

static bool is_group(const qn__query_node *node) {
  return node->op == QN__GROUP;
}

bool qn__only_filters(const qn__query_node *node) {
  if (!is_group(node))
    return qn__is_filter(node->op);
  for (const qn__query_node *item = node->items; item != NULL; item = item->next)
    if (!qn__only_filters(item))
      return false;
  return node->items != NULL;
}

/* Replaces groups of one item by the item, which takes the group's part. */
static qn__query_node *unwrap(qn__query_node *node) {
  while (is_group(node) && node->items->next == NULL && node->items->occur != QN__MUST_NOT) {
    node->items->occur = node->occur;
    node = node->items;
  }
  return node;
}

/* Whether it has a compound, which is ranked by its parts; excluded alone, it would be another query. */
static bool has_compound(const qn__query_node *group) {
  for (const qn__query_node *item = group->items; item != NULL; item = item->next)
    if (item->in_compound)
      return true;
  return false;
}

/* True if the group's items can stand in the group around it; they then have the part that they play there.  `counted`:
 * that group counts its optional items. */
static bool dissolve(qn__query_node *group, bool counted) {
  if (all_items_are(group, QN__MUST_NOT))
    return true;
  if (group->min_match > 0 || (counted && group->occur != QN__MUST_NOT && has_item(group, QN__SHOULD)))
    return false;
  if (all_items_are(group, QN__SHOULD) &&
      (group->occur == QN__SHOULD || (group->occur == QN__MUST_NOT && !has_compound(group)))) {
    set_items(group, group->occur);
    return true;
  }
  if (all_items_are(group, QN__FILTER) && group->occur == QN__FILTER)
    return true;
  return group->occur == QN__MUST && has_item(group, QN__MUST);
}

static void simplify_items(qn__query_node *group);

/* A requirement that does not score is a filter. */
static qn__query_node *settle_filter(qn__query_node *item) {
  if (item->occur == QN__MUST && qn__only_filters(item))
    item->occur = QN__FILTER;
  return item;
}

/* What an item becomes in its group: itself, another, several, or nothing. */
static qn__query_node *settle(qn__query_node *item, bool counted) {
  if (!is_group(item))
    return settle_filter(item);
  simplify_items(item);
  if (item->items == NULL)
    return NULL;
  item = unwrap(item);
  if (is_group(item) && item->occur == QN__MUST_NOT && all_items_are(item, QN__MUST_NOT)) {
    set_items(item, QN__SHOULD); /* not without a and b: with a or b */
    item->occur = QN__MUST;
    simplify_items(item); /* groups that were excluded may dissolve now */
    item = unwrap(item);
  }
  settle_filter(item);
  return is_group(item) && dissolve(item, counted) ? item->items : item;
}

/* --- Optional filters --------------------------------------------------------------------------------------------- */

static bool is_optional_filter(const qn__query_node *item) {
  return item->occur == QN__SHOULD && qn__only_filters(item);
}

static bool is_everything(const qn__query_node *item) {
  return item->op == QN__EVERYTHING && item->occur == QN__FILTER;
}

/* What a group has, in one walk. */
typedef struct survey {
  size_t n_optional;
  size_t n_others; /* not excluded, and not the filter that accepts all */
  bool has_optional_filter, has_everything;
} survey;

static survey survey_of(const qn__query_node *group) {
  survey found = {0};
  for (const qn__query_node *item = group->items; item != NULL; item = item->next) {
    const bool optional = item->occur == QN__SHOULD, everything = is_everything(item);
    found.n_optional += optional;
    found.has_everything |= item->op == QN__EVERYTHING;
    found.n_others += !optional && !everything && item->occur != QN__MUST_NOT;
    found.has_optional_filter |= is_optional_filter(item);
  }
  return found;
}

static void drop_optional_filters(qn__query_node *group) {
  qn__query_node **end = &group->items;
  for (qn__query_node *item = group->items; item != NULL; item = item->next) {
    if (is_optional_filter(item))
      continue;
    *end = item;
    end = &item->next;
  }
  *end = NULL;
}

/* Puts the optional items first. */
static void gather_optional(qn__query_node *group) {
  qn__query_node *others = NULL, **others_end = &others, **end = &group->items;
  for (qn__query_node *item = group->items; item != NULL; item = item->next) {
    qn__query_node ***to = item->occur == QN__SHOULD ? &end : &others_end;
    **to = item;
    *to = &item->next;
  }
  *others_end = NULL;
  *end = others;
}

/* Requires the first item, a filter: one, or several of a group that says nothing. */
static void require_first(qn__query_node *group) {
  qn__query_node *filter = group->items;
  filter->occur = QN__FILTER;
  if (!is_group(filter) || !dissolve(filter, false))
    return;
  qn__query_node *last = filter->items;
  while (last->next != NULL)
    last = last->next;
  last->next = filter->next;
  group->items = filter->items;
}

/* An optional filter scores nothing.  Beside a required item it has no effect, and as the only optional item it is
 * required.  Otherwise the optional items stand together, so that the text can join them by OR. */
static void settle_optional_filters(qn__query_node *group, size_t n_optional) {
  if (has_item(group, QN__MUST) && group->min_match == 0) {
    drop_optional_filters(group);
    return;
  }
  gather_optional(group);
  if (n_optional == 1)
    require_first(group);
}

/* All articles are no restriction beside what is looked for. */
static void drop_everything(qn__query_node *group) {
  const survey found = survey_of(group);
  bool keep_one = found.n_optional + found.n_others == 0;
  qn__query_node **end = &group->items;
  for (qn__query_node *item = group->items; item != NULL; item = item->next) {
    if (is_everything(item) && !keep_one)
      continue;
    keep_one &= !is_everything(item);
    *end = item;
    end = &item->next;
  }
  *end = NULL;
}

/* --- The whole tree ----------------------------------------------------------------------------------------------- */

/* At least one of the optional items is what a group means without a number; at least all of them requires them.
 * True if the items are no longer counted. */
static bool settle_min_match(qn__query_node *group, size_t n_optional) {
  if (group->min_match == 0)
    return false;
  const bool all = n_optional > 0 && group->min_match >= n_optional;
  if (n_optional > 0 && !all && (group->min_match > 1 || has_item(group, QN__MUST)))
    return false;
  for (qn__query_node *item = group->items; item != NULL && all; item = item->next)
    item->occur = item->occur == QN__SHOULD ? QN__MUST : item->occur;
  group->min_match = 0;
  return true;
}

/* The group may end up empty, or of exclusions alone. */
static void simplify_items(qn__query_node *group) {
  survey found;
  do { /* again, where what stood apart to be counted is not */
    const bool counted = group->min_match > 0;
    qn__query_node *item = group->items, *next;
    qn__query_node **end = &group->items;
    *end = NULL;
    for (; item != NULL; item = next) {
      next = item->next;
      item->next = NULL;
      *end = settle(item, counted);
      while (*end != NULL)
        end = &(*end)->next;
    }
    found = survey_of(group);
  } while (settle_min_match(group, found.n_optional));
  if (found.has_optional_filter)
    settle_optional_filters(group, found.n_optional);
  if (found.has_everything)
    drop_everything(group);
}

qn__query_node *qn__query_simplify(qn__arena *arena, qn__query_node *root) {
  simplify_items(root);
  if (root->items == NULL)
    return root;
  if (all_items_are(root, QN__MUST_NOT)) {
    qn__query_node *everything = qn__build_everything(arena);
    if (everything == NULL)
      return NULL;
    everything->occur = QN__FILTER;
    everything->next = root->items;
    root->items = everything;
  }
  while (root->items->next == NULL && is_group(root->items))
    root = root->items;
  if (root->items->next == NULL)
    root->items->occur = QN__SHOULD;
  return root;
}

/* --- Filters of the whole query --- */

static bool looks_for_more_than_filters(const qn__query_node *root) {
  for (const qn__query_node *item = root->items; item != NULL; item = item->next)
    if (item->occur == QN__SHOULD || item->occur == QN__MUST)
      return true;
  return false;
}

qn__query_node *qn__query_take_filters(qn__query_node *root) {
  qn__query_node *filters = NULL, **filters_end = &filters, **items_end = &root->items;
  if (!looks_for_more_than_filters(root))
    return NULL;
  for (qn__query_node *item = root->items, *next; item != NULL; item = next) {
    next = item->next;
    item->next = NULL;
    bool filter = item->occur == QN__FILTER || (item->occur == QN__MUST_NOT && qn__only_filters(item));
    qn__query_node ***end = filter ? &filters_end : &items_end;
    **end = item;
    *end = &item->next;
  }
  *items_end = NULL;
  return filters;
}
