/* SPDX-License-Identifier: MIT */
/* plan.c: builds a plan.  Words and leaves that the query repeats become one. */
#include "plan/plan.h"

#include "plan/statistics.h"
#include "plan/word_pattern.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

/* The text of a warning, in the arena; NULL: out of memory. */
static char *format_warning(qn__arena *arena, const char *format, va_list arguments) {
  va_list again;
  va_copy(again, arguments);
  const int size = vsnprintf(NULL, 0, format, arguments);
  char *text = size >= 0 ? qn__arena_alloc(arena, (size_t)size + 1) : NULL;
  if (text != NULL)
    vsnprintf(text, (size_t)size + 1, format, again);
  va_end(again);
  return text;
}

bool qn__plan_warn(qn__plan *plan, qn__arena *arena, const char *format, ...) {
  qn__plan_warning *warning = qn__arena_alloc(arena, sizeof *warning);
  va_list arguments;
  va_start(arguments, format);
  const char *text = format_warning(arena, format, arguments);
  va_end(arguments);
  if (warning == NULL || text == NULL)
    return false;
  *warning = (qn__plan_warning){NULL, text};
  qn__plan_warning **end = &plan->warnings;
  while (*end != NULL && strcmp((*end)->text, text) != 0)
    end = &(*end)->next;
  if (*end == NULL)
    *end = warning;
  return true;
}

typedef struct builder {
  qn__plan *plan;
  const qn_search_options *options;
  const qn__interrupt *interrupt;
  qn__analyzer *analyzer;
  qn__arena *arena;
  int64_t now; /* seconds since 1970 */
  size_t expansions_left;
  qn__expander *expander; /* NULL: no word expands so far */
  qn_status status;       /* sticky */
  qn_error *error;
  const qn__query_word *last_written;
} builder;

static void *allocate(builder *b, size_t count, size_t size) {
  void *memory = qn__arena_alloc(b->arena, count * size);
  if (memory == NULL && b->status == QN_OK)
    b->status = qn__fail_memory(b->error);
  return memory;
}

/* --- Words --- */

/* Whether two words have the same terms. */
static bool same_terms(const qn__plan_word *a, const qn__plan_word *b) {
  if (a->n_terms != b->n_terms)
    return false;
  for (size_t i = 0; i < a->n_terms; i++)
    if (a->terms[i].size != b->terms[i].size || memcmp(a->terms[i].bytes, b->terms[i].bytes, a->terms[i].size) != 0)
      return false;
  return true;
}

static bool has_list(const qn__word_lists *lists, const qn__term_info *wanted) {
  bool found = false;
  for (uint32_t i = 0; i < lists->n_lists && !found; i++) {
    const qn__term_info *info = &lists->lists[i].info;
    found = info->doc_freq == wanted->doc_freq && info->coll_freq == wanted->coll_freq && info->doc == wanted->doc &&
            info->position == wanted->position && info->postings_offset == wanted->postings_offset &&
            info->positions_offset == wanted->positions_offset;
  }
  return found;
}

/* Whether two words stand for the same lists: with foreign segments, their terms do not show it. */
static bool same_lists(const qn_index *index, const qn__plan_word *a, const qn__plan_word *b) {
  bool same = !qn__depends_on_forms(a->op) || a->n_terms == b->n_terms;
  for (size_t s = 0; s < index->n_segments && same; s++) {
    same = a->segments[s].n_lists == b->segments[s].n_lists;
    for (uint32_t i = 0; i < a->segments[s].n_lists && same; i++)
      same = has_list(&b->segments[s], &a->segments[s].lists[i].info);
  }
  return same;
}

static bool same_forms(const qn__plan_word *a, const qn__plan_word *b) {
  for (size_t i = 0; qn__depends_on_forms(a->op) && i < a->n_terms; i++)
    if (a->terms[i].form_size != b->terms[i].form_size ||
        memcmp(a->terms[i].form, b->terms[i].form, a->terms[i].form_size) != 0)
      return false;
  return true;
}

/* Whether two words find the same, and weigh the same: of two words that have a compound in common, one may be more
 * frequent. */
static bool same_words(const qn_index *index, const qn__plan_word *a, const qn__plan_word *b) {
  if (qn__expands(a->op))
    return a->op == b->op && a->n_terms == b->n_terms && strcmp(a->written, b->written) == 0;
  const bool same = index->n_foreign == 0 ? same_terms(a, b) : same_lists(index, a, b);
  return same && a->op == b->op && a->doc_freq == b->doc_freq && same_forms(a, b);
}

/* The index of the entry that the last word has been made in, or of an earlier one that finds the same. */
static uint32_t keep_word(qn__plan *plan) {
  const qn__plan_word *entry = &plan->words[plan->n_words];
  for (uint32_t i = 0; i < plan->n_words; i++)
    if (same_words(plan->index, &plan->words[i], entry))
      return i;
  return plan->n_words++;
}

/* Looks up a word that expands, with the word itself or beside that. */
static void look_up_expansion(builder *b, qn__plan_word *entry, const qn__query_word *word, const qn__plan_word *own) {
  const qn__expansion_request request = {word, own, b->options, b->expansions_left, b->analyzer, b->arena};
  if (b->status == QN_OK && b->expander == NULL)
    b->status = qn__expander_new(&b->expander, b->plan->index, b->interrupt, b->analyzer, b->arena, b->error);
  if (b->status == QN_OK)
    b->status = qn__look_up_expansion(entry, &request, b->plan, b->expander, b->error);
  if (b->status == QN_OK)
    b->expansions_left -= entry->n_terms < b->expansions_left ? entry->n_terms : b->expansions_left;
}

static uint32_t add_word(builder *b, const qn__query_word *word) {
  qn__plan *plan = b->plan;
  qn__plan_word *entry = &plan->words[plan->n_words];
  if (qn__expands(word->op))
    look_up_expansion(b, entry, word, NULL);
  else if (b->status == QN_OK)
    b->status = qn__look_up_word(entry, word, plan, b->options->statistics, b->analyzer, b->arena, b->error);
  return b->status == QN_OK ? keep_word(plan) : 0;
}

/* --- Leaves --- */

static size_t count_items(const qn__query_node *node) {
  size_t n = 0;
  for (const qn__query_node *item = node->items; item != NULL; item = item->next)
    n++;
  return n;
}

static bool same_leaf(const qn__plan_leaf *a, const qn__plan_leaf *b);

static bool same_alternatives(const qn__plan_leaf *a, const qn__plan_leaf *b) {
  bool same = a->n_alternatives == b->n_alternatives;
  for (uint32_t i = 0; i < a->n_alternatives && same; i++)
    same = same_leaf(&a->alternatives[i], &b->alternatives[i]);
  return same;
}

static bool same_leaf(const qn__plan_leaf *a, const qn__plan_leaf *b) {
  if (a->op != b->op || a->title != b->title || a->n_words != b->n_words || a->distance != b->distance)
    return false;
  if (a->value != NULL)
    return strcmp(a->value, b->value) == 0 && a->type == b->type &&
           (a->column == NULL || strcmp(a->column, b->column) == 0);
  if (a->n_words == 0)
    return same_alternatives(a, b);
  return memcmp(a->words, b->words, a->n_words * sizeof *a->words) == 0 &&
         memcmp(a->offsets, b->offsets, a->n_words * sizeof *a->offsets) == 0 &&
         memcmp(a->units, b->units, a->n_words * sizeof *a->units) == 0;
}

/* Looks up the words of a leaf; their idfs add up. */
static void set_words(builder *b, qn__plan_leaf *leaf, const qn__query_node *node) {
  uint32_t *words = allocate(b, node->n_words, sizeof *words);
  uint32_t *offsets = allocate(b, node->n_words, sizeof *offsets);
  uint32_t *units = allocate(b, node->n_words, sizeof *units);
  for (uint32_t i = 0; i < node->n_words && b->status == QN_OK; i++) {
    words[i] = add_word(b, &node->words[i]);
    offsets[i] = node->words[i].offset;
    units[i] = node->words[i].unit;
    leaf->idf += b->status == QN_OK ? b->plan->words[words[i]].idf : 0.0;
  }
  if (node->n_words == 1 && b->status == QN_OK) {
    const qn__plan_word *word = &b->plan->words[words[0]]; /* the look-up may have made it a prefix */
    leaf->op = word->in_all_forms ? QN__TERM : word->op;
  }
  leaf->words = words;
  leaf->offsets = offsets;
  leaf->units = units;
  leaf->n_words = node->n_words;
}

static void set_alternatives(builder *b, qn__plan_leaf *leaf, const qn__query_node *node);

/* A leaf but for its boost. */
static qn__plan_leaf make_leaf(builder *b, const qn__query_node *node) {
  qn__plan_leaf leaf = {.op = node->op, .title = node->title, .distance = node->distance, .asked = !node->added};
  if (node->op == QN__SYNONYMS) {
    set_alternatives(b, &leaf, node);
  } else if (!qn__is_filter(node->op)) {
    set_words(b, &leaf, node);
  } else if (node->value != NULL) {
    leaf.value = qn__arena_copy(b->arena, node->value, strlen(node->value));
    if (leaf.value == NULL && b->status == QN_OK)
      b->status = qn__fail_memory(b->error);
  }
  return leaf;
}

/* Synonyms weigh as the most frequent of them.  One that is left alone, since the others are the same here, is itself.
 */
static void set_alternatives(builder *b, qn__plan_leaf *leaf, const qn__query_node *node) {
  qn__plan_leaf *made = allocate(b, count_items(node), sizeof *made);
  uint32_t n = 0;
  for (const qn__query_node *item = node->items; item != NULL && b->status == QN_OK; item = item->next) {
    uint32_t same = 0;
    made[n] = make_leaf(b, item);
    while (b->status == QN_OK && !same_leaf(&made[same], &made[n]))
      same++;
    n += same == n;
  }
  if (b->status != QN_OK)
    return;
  for (uint32_t i = 0; i < n; i++)
    leaf->idf = i == 0 || made[i].idf < leaf->idf ? made[i].idf : leaf->idf;
  leaf->alternatives = made;
  leaf->n_alternatives = n;
  if (n == 1) {
    *leaf = made[0];
    leaf->title = node->title;
  }
}

/* Where the first word of a leaf stands after the words before: the last character of a run of pairs, which no query
 * looks for, has a position of its own, unless the pairs go on. */
static uint32_t next_position(const builder *b, const qn__query_word *first) {
  const qn__query_word *last = b->last_written;
  const uint32_t n = b->plan->n_positions;
  const uintptr_t before = last != NULL ? (uintptr_t)last->text : 0, at = (uintptr_t)first->text;
  return last != NULL && at > before && at < before + last->size ? n - 1 : n;
}

/* Keeps the words of a leaf in the order in which they are written. */
static void keep_written(builder *b, const qn__query_node *node) {
  qn__plan *plan = b->plan;
  if (node->n_words == 0 || node->op == QN__NEAR) {
    plan->written[plan->n_written++] = (qn__written_word){NULL, plan->n_positions++};
    return;
  }
  const uint32_t first = next_position(b, node->words);
  const qn__query_word *last = &node->words[node->n_words - 1];
  for (uint32_t i = 0; i < node->n_words; i++)
    plan->written[plan->n_written++] = (qn__written_word){&node->words[i], first + node->words[i].offset};
  plan->has_pairs |= last->kind == QN__WORD_PAIR;
  plan->n_positions = first + last->offset + 1 + (last->kind == QN__WORD_PAIR && last->op != QN__PREFIX);
  b->last_written = last;
}

/* The index of a leaf's entry, made if there is none like it. */
static uint32_t keep_leaf(qn__plan *plan, const qn__plan_leaf *leaf, double boost) {
  uint32_t index = 0;
  plan->only_terms &= qn__is_term(leaf);
  while (index < plan->n_leaves && !same_leaf(&plan->leaves[index], leaf))
    index++;
  if (index == plan->n_leaves)
    plan->leaves[plan->n_leaves++] = *leaf;
  plan->leaves[index].boost += qn__is_filter(leaf->op) ? 0.0 : boost;
  plan->leaves[index].asked |= leaf->asked;
  return index;
}

static bool is_closed_compound(const qn__query_node *node) {
  return node->n_words == 1 && node->words[0].op == QN__OTHER_FORMS;
}

static uint32_t add_leaf(builder *b, const qn__query_node *node, double boost) {
  qn__plan_leaf leaf = make_leaf(b, node);
  leaf.is_closed = is_closed_compound(node);
  if (b->status == QN_OK && boost > 0.0 && !qn__is_filter(node->op) && !leaf.is_closed && !node->added)
    keep_written(b, node);
  return b->status == QN_OK ? keep_leaf(b->plan, &leaf, boost) : 0;
}

/* The node of a column's filter: a leaf for each type of column that it asks, and any may match. */
static qn__plan_node add_field(builder *b, const qn__query_node *node) {
  qn__plan_leaf leaves[QN__FIELD_LEAVES];
  uint32_t n = 0;
  if (b->status == QN_OK)
    b->status = qn__field_leaves(b->plan, node, b->now, leaves, &n, b->arena, b->error);
  qn__plan_node *should = allocate(b, QN__FIELD_LEAVES, sizeof *should);
  qn__plan_group *group = allocate(b, 1, sizeof *group);
  if (b->status != QN_OK)
    return (qn__plan_node){NULL, 0};
  for (uint32_t i = 0; i < n; i++)
    should[i] = (qn__plan_node){NULL, keep_leaf(b->plan, &leaves[i], 0.0)};
  *group = (qn__plan_group){.should = should, .n_should = n};
  return n == 1 ? should[0] : (qn__plan_node){group, 0};
}

/* Makes of a word's node a group that the last word made matches, too; `own` is the word's leaf. */
static void add_beside(builder *b, qn__plan_node *out, const qn__plan_leaf *own, double boost) {
  qn__plan *plan = b->plan;
  const qn__plan_word *entry = &plan->words[plan->n_words];
  uint32_t *word = allocate(b, 1, sizeof *word);
  qn__plan_node *should = allocate(b, 2, sizeof *should);
  qn__plan_group *group = allocate(b, 1, sizeof *group);
  if (b->status != QN_OK)
    return;
  qn__plan_leaf leaf = *own;
  leaf.op = entry->op;
  leaf.words = word;
  leaf.boost = 0.0;
  leaf.idf = entry->idf;
  *word = keep_word(plan);
  should[0] = *out;
  should[1] = (qn__plan_node){NULL, keep_leaf(plan, &leaf, boost)};
  *group = (qn__plan_group){.should = should, .n_should = 2};
  *out = (qn__plan_node){group, 0};
}

/* The compounds of a word, if the index has any. */
static void add_compounds(builder *b, qn__plan_node *out, const qn__plan_leaf *own, double boost) {
  qn__plan *plan = b->plan;
  qn__plan_word *entry = &plan->words[plan->n_words];
  b->status = qn__look_up_compounds(entry, &plan->words[own->words[0]], plan, b->options->statistics, b->analyzer,
                                    b->arena, b->error);
  if (b->status == QN_OK && entry->n_terms > 0)
    add_beside(b, out, own, boost);
}

/* The same for the compounds of each of a leaf's synonyms. */
static void add_compounds_of_synonyms(builder *b, qn__plan_node *out, const qn__query_node *node, double boost) {
  uint32_t *words = allocate(b, count_items(node), sizeof *words), n = 0;
  for (const qn__query_node *item = node->items; item != NULL && b->status == QN_OK; item = item->next) {
    if (item->op != QN__TERM || !qn__has_variants(item->words))
      continue;
    qn__plan_leaf own = make_leaf(b, item);
    own.title = node->title;
    uint32_t same = 0;
    while (b->status == QN_OK && same < n && words[same] != own.words[0])
      same++;
    if (b->status != QN_OK || same < n)
      continue;
    words[n++] = own.words[0];
    add_compounds(b, out, &own, boost);
  }
}

/* --- The tree --- */

static void build_group(builder *b, qn__plan_group *group, const qn__query_node *node, double boost);

/* *leaf becomes the node's own leaf. */
static qn__plan_node build_leaf(builder *b, const qn__query_node *node, double boost, const qn__plan_leaf **leaf) {
  qn__plan_node out = {NULL, add_leaf(b, node, boost)};
  *leaf = &b->plan->leaves[out.leaf];
  if (b->status == QN_OK && boost > 0.0 && node->op == QN__TERM && qn__has_variants(node->words))
    add_compounds(b, &out, *leaf, boost);
  if (b->status == QN_OK && boost > 0.0 && node->op == QN__SYNONYMS)
    add_compounds_of_synonyms(b, &out, node, boost);
  return out;
}

/* A word that is a word itself and expands: that word as any other, and beside it what it expands to. */
static qn__plan_node build_expansion(builder *b, const qn__query_node *node, const qn__query_word *own, double boost) {
  qn__query_node own_node = *node;
  const qn__plan_leaf *leaf;
  qn__query_word *kept = allocate(b, 1, sizeof *kept); /* by the plan, too */
  if (kept == NULL)
    return (qn__plan_node){.group = NULL};
  *kept = *own;
  own_node.op = QN__TERM;
  own_node.words = kept;
  qn__plan_node out = build_leaf(b, &own_node, boost, &leaf);
  if (b->status == QN_OK)
    look_up_expansion(b, &b->plan->words[b->plan->n_words], node->words, &b->plan->words[leaf->words[0]]);
  if (b->status == QN_OK)
    add_beside(b, &out, leaf, boost);
  return out;
}

/* What stands in a node counts `boost` times, and as often as the node says; if that is 0, it does not score. */
static qn__plan_node build_node(builder *b, const qn__query_node *node, double boost) {
  qn__plan_node out = {NULL, 0};
  const qn__plan_leaf *leaf;
  qn__query_word own;
  if (node->boost > 0)
    boost *= (double)node->boost / QN__BOOST_UNIT;
  if (node->op == QN__FIELD)
    return add_field(b, node);
  if (node->op != QN__GROUP)
    return qn__expands(node->op) && qn__own_word(&own, node->words) ? build_expansion(b, node, &own, boost)
                                                                    : build_leaf(b, node, boost, &leaf);
  qn__plan_group *group = allocate(b, 1, sizeof *group);
  if (group != NULL)
    build_group(b, group, node, boost);
  out.group = group;
  return out;
}

static bool has_leaf(const qn__plan_node *nodes, uint32_t n, uint32_t leaf) {
  for (uint32_t i = 0; i < n; i++)
    if (nodes[i].group == NULL && nodes[i].leaf == leaf)
      return true;
  return false;
}

/* Notes that a node is a part of a compound, whose leaf is given. */
static void set_compound(builder *b, const qn__plan_node *part, uint32_t compound) {
  const uint32_t leaf = part->group != NULL ? part->group->should[0].leaf : part->leaf;
  if (b->status == QN_OK)
    b->plan->leaves[leaf].closed_by = compound + 1;
}

/* Builds the items that play one part in a group. */
static uint32_t build_part(builder *b, qn__plan_node *nodes, const qn__query_node *node, qn__occur occur,
                           double boost) {
  uint32_t n = 0, compound = 0;
  for (const qn__query_node *item = node->items; item != NULL; item = item->next) {
    if (item->occur != occur)
      continue;
    nodes[n] = build_node(b, item, boost);
    if (item->in_compound)
      set_compound(b, &nodes[n], compound);
    else
      compound = nodes[n].leaf;
    n++;
  }
  return n;
}

/* Keeps a repeated leaf once. */
static uint32_t drop_repeated(qn__plan_node *nodes, uint32_t n_nodes) {
  uint32_t n = 0;
  for (uint32_t i = 0; i < n_nodes; i++)
    if (nodes[i].group != NULL || !has_leaf(nodes, n, nodes[i].leaf))
      nodes[n++] = nodes[i];
  return n;
}

/* A required item need not be optional as well. */
static uint32_t drop_required(qn__plan_node *should, uint32_t n_should, const qn__plan_node *must, uint32_t n_must) {
  uint32_t n = 0;
  for (uint32_t i = 0; i < n_should; i++)
    if (should[i].group != NULL || !has_leaf(must, n_must, should[i].leaf))
      should[n++] = should[i];
  return n;
}

/* Where all optional nodes must match, they are required. */
static void require_optional(qn__plan_group *group, qn__plan_node *must) {
  memcpy(must + group->n_must, group->should, group->n_should * sizeof *must);
  group->n_must += group->n_should;
  group->n_should = group->min_match = 0;
}

/* Builds a group but for its filters. */
static void build_scored(builder *b, qn__plan_group *group, const qn__query_node *node, double boost) {
  size_t n_items = count_items(node);
  qn__plan_node *must = allocate(b, n_items, sizeof *must);
  qn__plan_node *should = allocate(b, n_items, sizeof *should);
  qn__plan_node *must_not = allocate(b, n_items, sizeof *must_not);
  if (b->status != QN_OK)
    return;
  *group = (qn__plan_group){must, should, must_not, .min_match = node->min_match};
  group->n_must = build_part(b, must, node, QN__MUST, boost);
  group->n_should = build_part(b, should, node, QN__SHOULD, boost);
  group->n_must_not = drop_repeated(must_not, build_part(b, must_not, node, QN__MUST_NOT, 0.0));
  if (node->min_match > 0 && node->min_match == group->n_should)
    require_optional(group, must);
  group->n_must = drop_repeated(must, group->n_must);
  if (!qn__counts_optional(group))
    group->n_should = drop_required(should, drop_repeated(should, group->n_should), must, group->n_must);
}

static bool has_filters(const qn__query_node *node) {
  for (const qn__query_node *item = node->items; item != NULL; item = item->next)
    if (item->occur == QN__FILTER)
      return true;
  return false;
}

/* A group with filters requires them beside what else it looks for, as a group of its own: a filter stands for no
 * optional item. */
static void build_group(builder *b, qn__plan_group *group, const qn__query_node *node, double boost) {
  build_scored(b, group, node, boost);
  if (b->status != QN_OK || !has_filters(node))
    return;
  qn__plan_node *must = allocate(b, count_items(node) + 1, sizeof *must);
  qn__plan_group *others = allocate(b, 1, sizeof *others);
  if (b->status != QN_OK)
    return;
  *others = *group;
  others->n_must_not = 0;
  group->n_must = group->n_should = group->min_match = 0;
  uint32_t n = 0;
  if (others->n_must + others->n_should > 0)
    must[n++] = (qn__plan_node){others, 0};
  group->must = must;
  group->n_must = drop_repeated(must, n + build_part(b, must + n, node, QN__FILTER, 0.0));
}

static void build_filters(builder *b, const qn__query_node *filters) {
  qn__plan *plan = b->plan;
  size_t n = 0;
  for (const qn__query_node *filter = filters; filter != NULL; filter = filter->next)
    n++;
  plan->filters = allocate(b, n + b->options->n_filters, sizeof *plan->filters);
  for (const qn__query_node *filter = filters; filter != NULL && b->status == QN_OK; filter = filter->next)
    plan->filters[plan->n_filters++] = (qn__plan_filter){build_node(b, filter, 0.0), filter->occur == QN__MUST_NOT};
}

static void build_option_filters(builder *b) {
  qn__plan *plan = b->plan;
  for (size_t i = 0; i < b->options->n_filters && b->status == QN_OK; i++) {
    const qn_filter *filter = &b->options->filters[i];
    const qn__query_node node = qn__filter_node(filter);
    plan->filters[plan->n_filters++] = (qn__plan_filter){build_node(b, &node, 0.0), filter->exclude};
  }
}

/* --- Statistics --- */

static void set_statistics(qn__plan *plan, const qn_search_options *options, qn__saturation *saturation) {
  const qn_index *index = plan->index;
  const qn_statistics *outside = options->statistics;
  plan->n_articles = outside != NULL ? outside->n_articles : index->n_articles;
  uint64_t length = outside != NULL ? outside->total_length : index->total_length;
  plan->average = plan->n_articles > 0 ? (double)length / (double)plan->n_articles : 0.0;
  if (!(plan->average > 0.0))
    plan->average = 1.0; /* no article has a word */
  if (saturation->k1 != options->k1 || saturation->b != options->b || saturation->average != plan->average)
    qn__saturation_init(saturation, options->k1, options->b, plan->average);
  plan->saturation = saturation;
}

static void set_weights(qn__plan *plan) {
  double sum = 0.0, highest = 0.0;
  for (uint32_t i = 0; i < plan->n_leaves; i++) {
    sum += plan->leaves[i].idf * plan->leaves[i].boost;
    highest = plan->leaves[i].boost > highest ? plan->leaves[i].boost : highest;
  }
  plan->scale = qn__score_scale(sum, highest);
  for (uint32_t i = 0; i < plan->n_leaves; i++) {
    qn__plan_leaf *leaf = &plan->leaves[i];
    leaf->weight = (float)(leaf->idf * leaf->boost * plan->scale);
  }
}

static void count(const qn__query_node *items, size_t *words, size_t *leaves) {
  for (const qn__query_node *item = items; item != NULL; item = item->next) {
    *words += item->n_words;
    *leaves += item->op == QN__GROUP ? 0 : item->op == QN__FIELD ? QN__FIELD_LEAVES : 1;
    count(item->items, words, leaves);
  }
}

qn_status qn__plan_build(qn__plan *plan, const qn_query *query, const qn_index *index, const qn_search_options *options,
                         const qn__interrupt *interrupt, qn__saturation *saturation, qn__analyzer *analyzer,
                         qn__arena *arena, qn_error *error) {
  builder b = {.plan = plan,
               .options = options,
               .interrupt = interrupt,
               .analyzer = analyzer,
               .arena = arena,
               .now = options->now != 0 ? options->now : time(NULL),
               .expansions_left = QN__PLAN_EXPANSIONS,
               .status = QN_OK,
               .error = error};
  *plan = (qn__plan){.index = index, .only_terms = true, .scale = 1.0};
  set_statistics(plan, options, saturation);
  if (query->root == NULL)
    return QN_OK;
  size_t n_words = 0, n_leaves = 0;
  count(query->root->items, &n_words, &n_leaves);
  count(query->filters, &n_words, &n_leaves);
  n_leaves += options->n_filters * QN__FIELD_LEAVES;
  plan->words = allocate(&b, 3 * n_words, sizeof *plan->words); /* each may have compounds, and expand */
  plan->leaves = allocate(&b, 3 * n_leaves, sizeof *plan->leaves);
  plan->written = allocate(&b, n_words + n_leaves, sizeof *plan->written);
  if (b.status != QN_OK)
    return b.status;
  build_group(&b, &plan->root, query->root, query->root->boost > 0 ? (double)query->root->boost / QN__BOOST_UNIT : 1.0);
  build_filters(&b, query->filters);
  build_option_filters(&b);
  if (b.status != QN_OK)
    return b.status;
  set_weights(plan);
  return QN_OK;
}
