/* SPDX-License-Identifier: MIT */
/* parser.c: reads a query, by recursive descent over one token of look-ahead.
 *
 *     sequence:  chain { [OR] chain }              OR and juxtaposition are the same
 *     chain:     operand { AND operand }           with `all`, AND and juxtaposition are the same
 *     operand:   { + | - | NOT } primary
 *     primary:   [scope] ( near | ( sequence ) [~N] [^boost] | * ) | filter word | filter "text"
 *     near:      unit { NEAR[/N] unit }            or SYN
 *     unit:      [sign] word [^boost] | [sign] "phrase" [~N] [^boost] | re:/regular expression/ [^boost]
 *
 * Scopes (title:), signs (=) and filters (lang:) are those of operators.h.  Nothing a person types fails: what does not
 * fit is left out, and a warning says what and where (slips.h).  When the caller is strict the first such slip is the
 * error.  Failure is sticky: parsing goes on and the first failure is reported at the end. */
#include "language/parser.h"
#include "base/status.h"

/* Reports a token that is left out, and goes on. */
static void leave_out(qn__parser *p, const char *what, const char *fault) {
  qn__slip(&p->slips, qn__token_of(p)->start, qn__token_of(p)->end, what, fault, "it is left out");
  qn__parser_advance(p);
}

static qn__query_node *parse_sequence(qn__parser *p);

/* Items of a group from which a number of them may choose. */
static uint32_t count_choices(const qn__query_node *group) {
  uint32_t n = 0;
  for (const qn__query_node *item = group->items; item != NULL; item = item->next)
    n += item->occur == QN__SHOULD && (item->op != QN__GROUP || item->items != NULL);
  return n;
}

/* How many of a group must match, as the number after it says. */
static void settle_least(qn__parser *p, qn__query_node *group, const qn__token *close) {
  const uint32_t n = count_choices(group);
  const char *tilde = close->start + 1, *end = tilde + 1;
  while (end < close->end && *end >= '0' && *end <= '9')
    end++;
  group->min_match = close->number;
  if (n == 0)
    qn__slip(&p->slips, tilde, end, "the ~", "has nothing to choose from", "it is left out");
  else if (close->number == 0)
    qn__slip(&p->slips, tilde, end, "the ~0", "asks for nothing", "it is left out");
  else if (close->number > n)
    qn__slip(&p->slips, tilde, end, "the ~", "asks for more than there are to choose from", "all are required");
}

void qn__parser_boost(qn__parser *p, qn__query_node *node, const qn__token *token) {
  const char *caret = token->end - 1;
  if (token->boost == 0)
    return;
  if (!p->excluded) {
    qn__build_boost(node, token->boost);
    return;
  }
  while (*caret != '^')
    caret--;
  qn__slip(&p->slips, caret, token->end, "the boost", "has no effect: what is excluded never scores", "it is left out");
}

/* What stands directly after a parenthesis that closes. */
static void settle_group(qn__parser *p, qn__query_node *group, const qn__token *close) {
  if (group == NULL || group->items == NULL)
    return;
  if (close->numbered)
    settle_least(p, group, close);
  qn__parser_boost(p, group, close);
}

static qn__query_node *parse_parentheses(qn__parser *p, bool title) {
  const qn__token open = *qn__token_of(p);
  const bool title_around = p->title;
  const size_t n_slips = p->slips.n;
  p->title = title;
  p->depth++;
  qn__parser_take(p, false);
  qn__query_node *node = parse_sequence(p);
  p->title = title_around;
  p->depth--;
  const qn__token close = *qn__token_of(p);
  if (close.kind != QN__TOKEN_CLOSE) {
    qn__slip(&p->slips, open.start, open.end, "the parenthesis opened", "is not closed", "it ends with the query");
    return node;
  }
  if (node != NULL && node->items == NULL && p->slips.n == n_slips)
    qn__slip(&p->slips, open.start, close.end, "the parenthesis opened", "has nothing in it", "it is left out");
  settle_group(p, node, &close);
  qn__parser_take(p, false);
  return node;
}

/* A filter with its value; it counts as a word. */
static qn__query_node *parse_filter(qn__parser *p) {
  const qn__token filter = *qn__token_of(p);
  const qn_string column = p->tokens.column;
  qn__tokens_advance(&p->tokens, true);
  const qn__token value = *qn__token_of(p);
  const bool is_text = value.kind == QN__TOKEN_WORD || value.kind == QN__TOKEN_PHRASE ||
                       (value.kind == QN__TOKEN_ALONE && filter.op == QN__PATH);
  if (!is_text || value.size == 0) {
    const char *end = value.kind == QN__TOKEN_PHRASE ? value.end : filter.end;
    qn__slip(&p->slips, filter.start, end, "the filter", "has no value after it", "it is left out");
    return NULL;
  }
  if (!qn__parser_count(p, filter.start, "the filter")) {
    qn__parser_advance(p);
    return NULL;
  }
  qn__slips_take(&p->slips, filter.start, value.end);
  if (value.boost > 0 || value.numbered)
    qn__slip(&p->slips, value.start, value.end, "what stands after the filter", "has no effect: a filter never scores",
             "it is left out");
  qn__parser_advance(p);
  qn__arena *arena = &p->query->arena;
  qn__query_node *node = qn__parser_checked(p, qn__build_filter(arena, filter.op, value.text, value.size));
  if (node != NULL && filter.op == QN__FIELD &&
      (node->column = qn__arena_copy(arena, column.data, column.size)) == NULL)
    qn__slips_fail(&p->slips);
  return node;
}

static qn__query_node *parse_primary(qn__parser *p, qn__occur occur, bool in_chain, bool title) {
  while (qn__token_of(p)->kind == QN__TOKEN_OPEN && p->depth == QN__QUERY_MAX_DEPTH) {
    qn__slip(&p->slips, qn__token_of(p)->start, qn__token_of(p)->end, "the parenthesis", "is nested too deep",
             "it is left out");
    p->ignored++;
    qn__tokens_advance(&p->tokens, title);
  }
  if (qn__token_of(p)->kind == QN__TOKEN_OPEN)
    return parse_parentheses(p, title);
  return qn__parse_written(p, occur, in_chain, title);
}

static qn__query_node *parse_scoped(qn__parser *p, qn__occur occur, bool in_chain) {
  const qn__token scope = *qn__token_of(p);
  const size_t n_slips = p->slips.n;
  if (scope.kind == QN__TOKEN_FILTER)
    return parse_filter(p);
  if (scope.kind != QN__TOKEN_SCOPE)
    return parse_primary(p, occur, in_chain, p->title);
  qn__parser_advance_to_operand(p);
  qn__query_node *node = parse_primary(p, occur, in_chain, true);
  if (node != NULL || p->slips.n > n_slips)
    qn__slips_take(&p->slips, scope.start, scope.end);
  return node;
}

/* `required` says whether there was a +, `in_chain` whether an AND stands before. */
static qn__query_node *parse_operand(qn__parser *p, bool in_chain, bool *required) {
  const char *start = qn__token_of(p)->start;
  const size_t n_slips = p->slips.n;
  bool excluded = false;
  *required = false;
  while (qn__token_of(p)->kind == QN__TOKEN_PLUS || qn__token_of(p)->kind == QN__TOKEN_MINUS ||
         qn__token_of(p)->kind == QN__TOKEN_NOT) {
    const qn__token prefix = *qn__token_of(p);
    qn__parser_advance(p);
    if (!qn__starts_operand(qn__token_of(p)))
      qn__slip(&p->slips, prefix.start, prefix.end, "the operator", "has no word after it", "it is left out");
    *required |= prefix.kind == QN__TOKEN_PLUS;
    excluded ^= prefix.kind != QN__TOKEN_PLUS;
  }
  const bool excluded_around = p->excluded;
  const char *operand = qn__token_of(p)->start;
  const qn__occur occur = excluded ? QN__MUST_NOT : *required ? QN__MUST : QN__SHOULD;
  p->excluded |= excluded;
  qn__query_node *node = parse_scoped(p, occur, in_chain);
  p->excluded = excluded_around;
  if (node != NULL && occur != QN__SHOULD)
    node->occur = occur;
  if (node != NULL || p->slips.n > n_slips)
    qn__slips_take(&p->slips, start, operand);
  return node;
}

/* What joined operands are to each other. */
static void require_all(const qn__node_list *list) {
  for (qn__query_node *node = list->first; node != NULL; node = node->next)
    if (node->occur == QN__SHOULD)
      node->occur = QN__MUST;
}

/* Operands that AND joins.  A single one is itself; a + in a chain is the whole chain's. */
static qn__query_node *parse_chain(qn__parser *p) {
  qn__node_list list;
  qn__node_list_init(&list);
  bool joined = p->options.all, required = false;
  bool and_before = false, plus;
  for (;;) {
    qn__node_list_add(&list, parse_operand(p, and_before, &plus));
    required |= plus;
    and_before = qn__token_of(p)->kind == QN__TOKEN_AND;
    if (and_before) {
      const qn__token and = *qn__token_of(p);
      qn__parser_take(p, false);
      if (!qn__starts_operand(qn__token_of(p))) {
        qn__slip(&p->slips, and.start, and.end, "the AND", "has no word after it", "it is left out");
        break;
      }
      joined = true;
    } else if (!p->options.all || !qn__starts_operand(qn__token_of(p))) {
      break;
    }
  }
  if (list.first == NULL)
    return NULL;
  if (joined)
    require_all(&list);
  else if (!required && list.first->occur == QN__MUST)
    list.first->occur = QN__SHOULD; /* it looked ahead to an AND that was left out */
  if (!joined)
    return list.first;
  return qn__parser_checked(
      p, qn__build_group(&p->query->arena, list.first, required && !p->options.all ? QN__MUST : QN__SHOULD));
}

/* A chain of a sequence.  Filters restrict what stands beside them, unless OR makes them one choice of several. */
static qn__query_node *parse_choice(qn__parser *p, bool or_before) {
  qn__query_node *node = parse_chain(p);
  if (node != NULL && node->occur == QN__SHOULD && !or_before && qn__token_of(p)->kind != QN__TOKEN_OR &&
      qn__only_filters(node))
    node->occur = QN__FILTER;
  return node;
}

/* An OR after an operand; whether an operand follows. */
static void parse_or(qn__parser *p) {
  const qn__token or = *qn__token_of(p);
  qn__parser_take(p, false);
  if (!qn__starts_operand(qn__token_of(p)))
    qn__slip(&p->slips, or.start, or.end, "the OR", "has no word after it", "it is left out");
}

/* Up to the end or the parenthesis that closes. */
static qn__query_node *parse_sequence(qn__parser *p) {
  qn__node_list list;
  qn__node_list_init(&list);
  bool after_operand = false, after_or = false;
  for (;;) {
    const qn__token_kind kind = qn__token_of(p)->kind;
    if (qn__starts_operand(qn__token_of(p))) {
      qn__node_list_add(&list, parse_choice(p, after_or));
      after_operand = true;
      after_or = false;
    } else if (kind == QN__TOKEN_OR && after_operand) {
      parse_or(p);
      after_operand = false;
      after_or = true;
    } else if (kind == QN__TOKEN_OR || kind == QN__TOKEN_AND) {
      leave_out(p, "the operator", "has no word before it");
    } else if (kind == QN__TOKEN_MIDDLE) {
      leave_out(p, "the operator", "has no word or phrase before it");
    } else if (kind == QN__TOKEN_CLOSE && p->ignored > 0) {
      p->ignored--;
      qn__parser_take(p, false);
    } else if (kind == QN__TOKEN_CLOSE && p->depth == 0) {
      leave_out(p, "the parenthesis", "closes nothing");
    } else {
      return qn__parser_checked(p, qn__build_group(&p->query->arena, list.first, QN__SHOULD));
    }
  }
}

qn_status qn__query_parse(qn_query *query, char *text, size_t size, const qn_query_options *options,
                          const qn__query_columns *columns, qn_error *error) {
  qn__parser *p = qn__arena_alloc(&query->arena, sizeof *p);
  if (p == NULL)
    return qn__fail_memory(error);
  p->query = query;
  p->options = *options;
  p->tokens = (qn__tokens){.slips = &p->slips,
                           .text = text,
                           .end = text + size,
                           .next = text,
                           .has_syntax = options->mode == QN_QUERY_SYNTAX,
                           .columns = columns};
  p->depth = p->ignored = 0;
  p->title = p->excluded = p->is_full = false;
  p->n_words = 0;
  p->patterns = NULL;
  qn__slips_begin(&p->slips, query, text, size, options->strict, error);
  qn__parser_advance(p);
  qn__query_node *root = parse_sequence(p);
  query->root = root != NULL && root->items != NULL ? root : NULL;
  return qn__slips_end(&p->slips);
}
