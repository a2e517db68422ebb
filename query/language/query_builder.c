/* SPDX-License-Identifier: MIT */
/* query_builder.c: builds a query by calls, of the parts that the parser makes of a text (build.h).  Failure is sticky:
 * calls after a failed one do nothing, and qn_query_builder_finish returns the first. */
#include "base/memory.h"
#include "base/sized.h"
#include "base/status.h"
#include "language/build.h"
#include "language/marks.h"
#include "language/regex.h"
#include "text/utf8.h"

#include <string.h>

enum {
  MAX_DEPTH = QN__QUERY_MAX_DEPTH - 1, /* the text may put parentheses around a part of the deepest group */
  MAX_DISTANCE = 1000,                 /* of words near each other */
};

/* A group that has not ended. */
typedef struct open_group {
  qn__node_list items;
  qn_part part;
  bool excluded; /* it, or a group around it */
} open_group;

struct qn_query_builder {
  qn_query *query;                  /* NULL: it is finished */
  open_group groups[MAX_DEPTH + 1]; /* the first is the query itself */
  unsigned depth;                   /* of the group that is open */
  unsigned n_parts;
  size_t n_words, size; /* with the filters */
  bool warned;          /* that a text is not UTF-8 */
  qn__word words[QN__QUERY_MAX_WORDS + 1];
  qn__pattern patterns[QN__QUERY_MAX_WORDS + 1];
  qn_status status; /* sticky */
  qn_error error;
};

static const qn__occur occurs[] = {[QN_SHOULD] = QN__SHOULD, [QN_MUST] = QN__MUST, [QN_MUST_NOT] = QN__MUST_NOT};

qn_status qn_query_builder_new(qn_query_builder **out, qn_error *error) {
  if (out == NULL)
    return qn__fail(error, QN_INVALID, "a builder needs a place to be returned to");
  qn_query_builder *builder = qn__calloc(1, sizeof *builder);
  qn_query *query = qn__query_new();
  if (builder == NULL || query == NULL) {
    qn__free(builder);
    qn_query_free(query);
    return qn__fail_memory(error);
  }
  builder->query = query;
  qn__node_list_init(&builder->groups[0].items);
  *out = builder;
  return QN_OK;
}

/* --- Failure ------------------------------------------------------------------------------------------------------ */

static void fail_builder(qn_query_builder *builder, qn_status status, const char *why) {
  if (builder->status == QN_OK)
    builder->status = qn__fail(&builder->error, status, "%s", why);
}

/* Says which part is at fault. */
static void fail_part(qn_query_builder *builder, qn_status status, const char *why) {
  if (builder->status == QN_OK)
    builder->status = qn__fail(&builder->error, status, "part %u of the query %s", builder->n_parts, why);
}

static void *checked(qn_query_builder *builder, void *made) {
  if (made == NULL && builder->status == QN_OK)
    builder->status = qn__fail_memory(&builder->error);
  return made;
}

/* Begins a call; false if the builder has failed or is finished. */
static bool accepts(qn_query_builder *builder) {
  if (builder == NULL)
    return false;
  if (builder->query == NULL)
    fail_builder(builder, QN_INVALID, "the query of this builder is finished; make a new builder");
  return builder->status == QN_OK;
}

static bool is_excluded(const qn_query_builder *builder, const qn_part *part) {
  return part->occur == QN_MUST_NOT || builder->groups[builder->depth].excluded;
}

static void check_part(qn_query_builder *builder, const qn_part *part, bool group) {
  if ((unsigned)part->occur > QN_MUST_NOT || (unsigned)part->match > QN_MATCH_REGEX || part->edits > 2)
    fail_builder(builder, QN_INVALID, "a part of a query has an occur, a match or edits that do not exist");
  if (!(part->boost == 0.0 || (part->boost >= 0.001 && part->boost <= 1000.0)))
    fail_builder(builder, QN_INVALID, "a boost is from 0.001 to 1000, or 0 for none");
  if (group ? part->match != QN_MATCH_FORMS || part->edits > 0 : part->min_match > 0)
    fail_builder(builder, QN_INVALID, "min_match is for groups; match and edits are for words");
  if (part->edits > 0 && part->match != QN_MATCH_FUZZY)
    fail_builder(builder, QN_INVALID, "edits are for words with QN_MATCH_FUZZY");
  if (part->boost > 0.0 && is_excluded(builder, part))
    fail_builder(builder, QN_INVALID, "what is excluded has no boost: it never scores");
}

/* Begins a call that adds a part; reads what the caller says of it. */
static bool read_part(qn_query_builder *builder, const qn_part *given, bool group, qn_part *part) {
  if (!accepts(builder))
    return false;
  builder->n_parts += !group;
  builder->status = qn__options_read(part, sizeof *part, given, "qn_part", &builder->error);
  if (builder->status == QN_OK)
    check_part(builder, part, group);
  return builder->status == QN_OK;
}

/* Adds what was made to the group that is open. */
static void add(qn_query_builder *builder, qn__query_node *node, const qn_part *part) {
  if (builder->status != QN_OK || checked(builder, node) == NULL)
    return;
  node->occur = occurs[part->occur];
  if (part->boost > 0.0)
    qn__build_boost(node, (uint32_t)(part->boost * QN__BOOST_UNIT + 0.5));
  qn__node_list_add(&builder->groups[builder->depth].items, node);
}

/* --- Words -------------------------------------------------------------------------------------------------------- */

/* A copy in the query's arena, as valid UTF-8; NULL: it failed. */
static char *copy_text(qn_query_builder *builder, const char *text, size_t size, size_t *copied) {
  if (text == NULL && size > 0)
    fail_builder(builder, QN_INVALID, "a part of a query needs a text");
  if (size > QN__QUERY_MAX_SIZE - builder->size)
    fail_builder(builder, QN_TOO_LARGE, "the texts of a query have at most 1 MiB");
  if (builder->status != QN_OK)
    return NULL;
  builder->size += size;
  qn__buffer repaired;
  qn__buffer_init(&repaired);
  if (qn__utf8_repair(&repaired, text, size) > 0 && !builder->warned) {
    qn__query_warn(builder->query, 0, "a part of the query is not valid UTF-8; what is invalid is left out");
    builder->warned = true;
  }
  char *copy = NULL;
  if (!repaired.failed)
    copy = qn__arena_copy(&builder->query->arena, (const char *)repaired.data, repaired.size);
  *copied = repaired.size;
  qn__buffer_clear(&repaired);
  return checked(builder, copy);
}

/* Counts words of a query, of which there are not too many. */
static void count_words(qn_query_builder *builder, size_t n) {
  if (n > QN__QUERY_MAX_WORDS - builder->n_words)
    fail_builder(builder, QN_TOO_LARGE, "a query has at most 1,024 words");
  else
    builder->n_words += n;
}

/* Ends the reading of a part's marks; an error says which part it is. */
static void end_slips(qn_query_builder *builder, qn__slips *slips) {
  builder->query->covered = NULL;
  builder->status = qn__slips_end(slips);
  if (builder->status == QN_BAD_QUERY) {
    const qn_error slip = builder->error;
    qn__fail(&builder->error, builder->status, "part %u of the query: %s", builder->n_parts, slip.message);
  }
}

/* Where the wildcards of a text are.  A tilde is no mark here. */
static size_t find_patterns(qn_query_builder *builder, char *text, size_t size, bool quoted, size_t left) {
  qn__slips slips;
  size_t beyond = size;
  for (char *tilde = text; (tilde = memchr(tilde, '~', (size_t)(text + size - tilde))) != NULL;)
    *tilde = ' ';
  qn__slips_begin(&slips, builder->query, text, size, true, &builder->error);
  size_t n = 0;
  if (slips.status == QN_OK)
    n = qn__find_patterns(&slips, text, size, quoted, builder->words, builder->patterns, left, &beyond);
  end_slips(builder, &slips);
  return beyond < size ? left + 1 : n;
}

/* Finds the words of a copied text, in which nothing else is a mark, and how each is looked for. */
static size_t find_part_words(qn_query_builder *builder, char *text, size_t size, const qn_part *part, bool quoted) {
  const size_t left = QN__QUERY_MAX_WORDS - builder->n_words;
  size_t cursor = 0, n;
  for (size_t i = 0; i < size; i++)
    text[i] = (uint8_t)text[i] < ' ' ? ' ' : text[i]; /* no word is cut at the end of a line here */
  if (part->match == QN_MATCH_PATTERN) {
    n = find_patterns(builder, text, size, quoted, left);
  } else {
    qn__remove_marks(text, size);
    n = qn__scan_words(text, size, &cursor, builder->words, left + 1);
  }
  if (n == 0)
    fail_part(builder, QN_BAD_QUERY, "has no word in it");
  count_words(builder, n);
  for (size_t i = 0; i < n && part->match == QN_MATCH_FUZZY; i++) {
    const qn__word *word = &builder->words[i];
    const char *written = text + word->offset;
    const unsigned edits = part->edits > 0 ? part->edits : qn__edits_by_length(written, written + word->size);
    const bool fuzzy = edits > 0 && word->kind != QN__WORD_PAIR;
    builder->patterns[i] = (qn__pattern){fuzzy ? QN__FUZZY : QN__TERM, (uint8_t)edits};
  }
  return builder->status == QN_OK ? n : 0;
}

static bool in_title(const qn_query_builder *builder, const qn_part *part) {
  return part->title || builder->groups[builder->depth].part.title;
}

/* Whether a regular expression has a space: no word has one, and in a text it would end there. */
static bool has_space(const char *text, size_t size) {
  bool found = false;
  for (size_t i = 0; i < size; i++)
    found |= qn__space_at(text, text + size, text + i) > 0;
  return found;
}

static qn__query_node *make_regex(qn_query_builder *builder, const char *text, size_t size, const qn_part *part) {
  qn__regex_fault fault;
  if (size == 0)
    fail_part(builder, QN_BAD_QUERY, "has no word in it");
  else if (has_space(text, size))
    fail_part(builder, QN_BAD_QUERY, "is a regular expression of several words; it can only be of one");
  else if (!qn__regex_compile(NULL, text, size, &fault))
    fail_part(builder, QN_BAD_QUERY, fault.why);
  count_words(builder, 1);
  if (builder->status != QN_OK)
    return NULL;
  return checked(builder, qn__build_regex(&builder->query->arena, text, size, in_title(builder, part)));
}

/* The words of a text as a word or phrase, or, if they need not be adjacent, one by one. */
static qn__query_node *make_words(qn_query_builder *builder, const char *given, size_t given_size, const qn_part *part,
                                  bool adjacent) {
  size_t size = 0;
  char *text = copy_text(builder, given, given_size, &size);
  if (text == NULL)
    return NULL;
  if (part->match == QN_MATCH_REGEX)
    return make_regex(builder, text, size, part);
  const size_t n = find_part_words(builder, text, size, part, adjacent);
  const bool has_patterns = part->match == QN_MATCH_PATTERN || part->match == QN_MATCH_FUZZY;
  const qn__operand operand = {.text = text,
                               .size = size,
                               .words = builder->words,
                               .n_words = n,
                               .patterns = has_patterns ? builder->patterns : NULL,
                               .occur = occurs[part->occur],
                               .adjacent = adjacent,
                               .title = in_title(builder, part),
                               .exact = part->match == QN_MATCH_EXACT,
                               .partial = part->match == QN_MATCH_PARTIAL};
  return n == 0 ? NULL : checked(builder, qn__query_operands(&builder->query->arena, &operand));
}

void qn_query_builder_word(qn_query_builder *builder, const char *text, size_t size, const qn_part *given) {
  qn_part part;
  if (read_part(builder, given, false, &part))
    add(builder, make_words(builder, text, size, &part, false), &part);
}

void qn_query_builder_phrase(qn_query_builder *builder, const char *text, size_t size, const qn_part *given) {
  qn_part part;
  if (read_part(builder, given, false, &part))
    add(builder, make_words(builder, text, size, &part, true), &part);
}

/* The words or phrases that are joined; NULL: it failed. */
static qn__query_node *make_phrases(qn_query_builder *builder, const qn_string *phrases, size_t n,
                                    const qn_part *joined) {
  qn_part part = *joined;
  qn__node_list list;
  part.occur = QN_SHOULD;
  qn__node_list_init(&list);
  if (phrases == NULL || n < 2)
    fail_builder(builder, QN_INVALID, "what is near each other, or means the same, is two or more words or phrases");
  for (size_t i = 0; i < n && builder->status == QN_OK; i++)
    qn__node_list_add(&list, make_words(builder, phrases[i].data, phrases[i].size, &part, true));
  return builder->status == QN_OK ? list.first : NULL;
}

void qn_query_builder_near(qn_query_builder *builder, const qn_string *phrases, size_t n, unsigned distance,
                           const qn_part *given) {
  qn_part part;
  if (!read_part(builder, given, false, &part))
    return;
  if (distance > MAX_DISTANCE)
    fail_builder(builder, QN_INVALID, "words near each other have at most 1,000 words between them");
  const qn__query_node *units = make_phrases(builder, phrases, n, &part);
  if (units != NULL)
    add(builder, qn__build_near(&builder->query->arena, units, distance), &part);
}

void qn_query_builder_synonyms(qn_query_builder *builder, const qn_string *phrases, size_t n, const qn_part *given) {
  qn_part part;
  if (!read_part(builder, given, false, &part))
    return;
  qn__query_node *items = make_phrases(builder, phrases, n, &part);
  if (items != NULL)
    add(builder, qn__build_synonyms(&builder->query->arena, items), &part);
}

/* --- Filters ------------------------------------------------------------------------------------------------------ */

/* Begins a call that adds what has an occur and nothing else. */
static bool read_occur(qn_query_builder *builder, qn_occur occur, qn_part *part) {
  const qn_part own = {.size = sizeof own, .occur = occur};
  return read_part(builder, &own, false, part);
}

void qn_query_builder_filter(qn_query_builder *builder, const char *column, const char *value, qn_occur occur) {
  qn_part part;
  size_t size, name_size;
  if (!read_occur(builder, occur, &part))
    return;
  if (column == NULL || value == NULL || *column == '\0' || *value == '\0')
    fail_builder(builder, QN_INVALID, "a filter needs the name of a column and a value");
  count_words(builder, 1);
  const char *copy = builder->status == QN_OK ? copy_text(builder, value, strlen(value), &size) : NULL;
  const char *name = copy != NULL ? copy_text(builder, column, strlen(column), &name_size) : NULL;
  if (name == NULL)
    return;
  qn__query_node *node = qn__build_filter(&builder->query->arena, qn__filter_of(name), copy, size);
  if (node != NULL) {
    node->column = name;
    node->value = copy; /* with its quotes */
  }
  add(builder, node, &part);
}

void qn_query_builder_everything(qn_query_builder *builder, qn_occur occur) {
  qn_part part;
  if (!read_occur(builder, occur, &part))
    return;
  count_words(builder, 1);
  if (builder->status == QN_OK)
    add(builder, qn__build_everything(&builder->query->arena), &part);
}

/* --- Groups and the query ----------------------------------------------------------------------------------------- */

void qn_query_builder_begin(qn_query_builder *builder, const qn_part *given) {
  qn_part part;
  if (!read_part(builder, given, true, &part))
    return;
  if (builder->depth == MAX_DEPTH) {
    fail_builder(builder, QN_TOO_LARGE, "the groups of a query are at most 63 deep");
    return;
  }
  part.title |= builder->groups[builder->depth].part.title;
  const bool excluded = is_excluded(builder, &part);
  open_group *group = &builder->groups[++builder->depth];
  group->part = part;
  group->excluded = excluded;
  qn__node_list_init(&group->items);
}

void qn_query_builder_end(qn_query_builder *builder) {
  if (!accepts(builder))
    return;
  if (builder->depth == 0) {
    fail_builder(builder, QN_INVALID, "a group is ended that was not begun");
    return;
  }
  const open_group *group = &builder->groups[builder->depth--];
  qn__query_node *node = qn__build_group(&builder->query->arena, group->items.first, QN__SHOULD);
  if (node != NULL)
    node->min_match = group->part.min_match;
  add(builder, node, &group->part);
}

/* What the calls have made, as a tree that can be searched. */
static qn_status finish(qn_query_builder *builder) {
  const qn_query_options options = QN_QUERY_OPTIONS_INIT;
  qn_query *query = builder->query;
  qn__buffer scratch;
  qn__buffer_init(&scratch);
  if (builder->depth > 0)
    fail_builder(builder, QN_INVALID, "a group that was begun is not ended");
  if (builder->status == QN_OK && builder->groups[0].items.first != NULL)
    query->root = checked(builder, qn__build_group(&query->arena, builder->groups[0].items.first, QN__SHOULD));
  if (builder->status == QN_OK)
    builder->status = qn__query_finish(query, &options, &scratch, &builder->error);
  qn__buffer_clear(&scratch);
  return builder->status;
}

qn_status qn_query_builder_finish(qn_query **out, qn_query_builder *builder, qn_error *error) {
  if (out == NULL || builder == NULL)
    return qn__fail(error, QN_INVALID, "a query needs a builder and a place to be returned to");
  if (accepts(builder) && finish(builder) == QN_OK) {
    *out = builder->query;
    builder->query = NULL;
    return QN_OK;
  }
  if (error != NULL)
    *error = builder->error;
  return builder->status;
}

void qn_query_builder_free(qn_query_builder *builder) {
  if (builder == NULL)
    return;
  qn_query_free(builder->query);
  qn__free(builder);
}
