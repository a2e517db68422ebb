/* SPDX-License-Identifier: MIT */
/* written_words.c: reads the operands of a query: words, phrases, and what NEAR and SYN join. */
#include "language/marks.h"
#include "language/parser.h"

void qn__parser_end_query(qn__parser *p, const char *at, const char *what) {
  qn__slip(&p->slips, at, p->tokens.end, what, "is beyond the 1,024 words that a query may have",
           "the query ends before it");
  p->tokens.next = p->tokens.end;
}

/* In plain words and URLs nothing is a mark of a pattern, in the canonical text either. */
static void remove_marks(qn__parser *p, qn__token *token) {
  char *copy = qn__arena_copy(&p->query->arena, token->text, token->size);
  if (copy == NULL) {
    qn__slips_fail(&p->slips);
    return;
  }
  qn__remove_marks(copy, token->size);
  token->text = copy;
  token->has_pattern = false;
}

/* The words of a text, at most as many as a query may still have. */
static size_t scan(qn__parser *p, const char *text, size_t size, bool has_pattern, bool quoted) {
  size_t cursor = 0, n;
  const size_t left = QN__QUERY_MAX_WORDS - p->n_words;
  if (has_pattern && p->patterns == NULL)
    p->patterns = qn__arena_alloc(&p->query->arena, sizeof p->words / sizeof p->words[0] * sizeof *p->patterns);
  if (has_pattern && p->patterns == NULL) {
    qn__slips_fail(&p->slips);
    return 0;
  }
  if (has_pattern)
    n = qn__find_patterns(&p->slips, text, size, quoted, p->words, p->patterns, left + 1);
  else
    n = qn__scan_words(text, size, &cursor, p->words, left + 1);
  if (n > left) {
    qn__parser_end_query(p, text + p->words[left].offset, "the word");
    n = left;
  }
  p->n_words += n;
  return n;
}

/* What the parser knows of a token with words when it is its turn. */
typedef struct written {
  qn__token token;
  bool title, exact;
} written;

static qn__operand operand_of(const qn__parser *p, const written *w, const char *text, size_t size, size_t n,
                              bool has_pattern) {
  const bool last = text + size == p->tokens.end && n > 0;
  return (qn__operand){.text = text,
                       .size = size,
                       .words = p->words,
                       .n_words = n,
                       .patterns = has_pattern ? p->patterns : NULL,
                       .adjacent = true,
                       .title = w->title,
                       .exact = w->exact,
                       .partial = last && p->options.partial && p->words[n - 1].offset + p->words[n - 1].size == size};
}

/* Takes a token whose words are in the tree, or reports that it has none. */
static void account(qn__parser *p, const qn__token *token, bool has_words, size_t n_slips_before) {
  const bool reported = p->slips.n > n_slips_before; /* when its patterns were read */
  if (has_words || reported || !p->tokens.has_syntax)
    qn__slips_take(&p->slips, token->start, token->end);
  else
    qn__slip(&p->slips, token->start, token->end, token->kind == QN__TOKEN_PHRASE ? "the phrase" : "what stands",
             "has no word in it", "it is left out");
}

/* A phrase whose words may stand apart: each piece between spaces is a unit. */
static qn__query_node *make_near_phrase(qn__parser *p, const written *w) {
  qn__node_list units;
  qn__node_list_init(&units);
  const char *text = w->token.text, *end = text + w->token.size;
  for (const char *at = text; at < end;) {
    const char *piece = at;
    size_t space = 0;
    while (at < end && (space = qn__space_at(text, end, at)) == 0)
      at++;
    const size_t size = (size_t)(at - piece), n = scan(p, piece, size, w->token.has_pattern, true);
    const qn__operand operand = operand_of(p, w, piece, size, n, w->token.has_pattern);
    if (n > 0)
      qn__node_list_add(&units, qn__parser_checked(p, qn__query_operands(&p->query->arena, &operand)));
    at += space;
  }
  if (units.first != NULL && units.first->next != NULL)
    return qn__parser_checked(p, qn__build_near(&p->query->arena, units.first, w->token.number));
  if (units.first != NULL)
    qn__slip(&p->slips, end, w->token.end, "the ~", "stands after a single word", "it is left out");
  return units.first;
}

/* Reports what stands after a part of a NEAR, where it has no meaning. */
static void report_suffix(qn__parser *p, const qn__token *token) {
  const char *after = token->kind == QN__TOKEN_PHRASE ? token->text + token->size : token->text;
  while (after < token->end && *after != '^' && *after != '~')
    after++;
  if (token->boost > 0 || (token->kind == QN__TOKEN_PHRASE && token->numbered))
    qn__slip(&p->slips, after, token->end, "what stands", "has no meaning beside NEAR or SYN", "it is left out");
}

/* The words of the token as one word or phrase. */
static qn__query_node *make_unit(qn__parser *p, const written *w, size_t n) {
  if (w->token.kind == QN__TOKEN_REGEX)
    return qn__parser_checked(p, qn__build_regex(&p->query->arena, w->token.text, w->token.size, w->title));
  if (n == 0)
    return NULL;
  const qn__operand operand = operand_of(p, w, w->token.text, w->token.size, n, w->token.has_pattern);
  return qn__parser_checked(p, qn__query_operands(&p->query->arena, &operand));
}

/* Reads a sign and what stands after it; false if that is something else. */
static bool read_written(qn__parser *p, bool title, written *w) {
  *w = (written){.title = title, .exact = qn__token_of(p)->kind == QN__TOKEN_SIGN};
  if (w->exact)
    qn__parser_take(p, true);
  w->token = *qn__token_of(p);
  if (w->token.has_pattern && (!p->tokens.has_syntax || qn__is_url(w->token.text, w->token.size)))
    remove_marks(p, &w->token);
  return w->token.kind == QN__TOKEN_WORD || w->token.kind == QN__TOKEN_PHRASE || w->token.kind == QN__TOKEN_REGEX;
}

static size_t scan_written(qn__parser *p, const written *w) {
  if (w->token.kind == QN__TOKEN_REGEX)
    return 0;
  return scan(p, w->token.text, w->token.size, w->token.has_pattern, w->token.kind == QN__TOKEN_PHRASE);
}

/* The part after a NEAR; NULL: there is none. */
static qn__query_node *parse_unit(qn__parser *p, bool title) {
  written w;
  if (title && qn__token_of(p)->kind == QN__TOKEN_SCOPE)
    qn__parser_take(p, true);
  if (!read_written(p, title, &w))
    return NULL;
  const size_t n_slips = p->slips.n, n = scan_written(p, &w);
  qn__query_node *unit = make_unit(p, &w, n);
  report_suffix(p, &w.token);
  account(p, &w.token, unit != NULL, n_slips);
  qn__parser_advance(p);
  return unit;
}

static const uint32_t no_distance = UINT32_MAX;

/* The distance of a chain of NEARs, of which this is one more: all have one. */
static uint32_t common_distance(qn__parser *p, uint32_t distance, const qn__token *near) {
  if (!near->numbered || near->number == distance)
    return distance;
  if (distance != no_distance)
    qn__slip(&p->slips, near->start, near->end, "NEAR", "has another number than the NEAR before it",
             "the greater one is taken");
  return distance == no_distance || near->number > distance ? near->number : distance;
}

/* What NEAR or SYN joins, from the operator after the first part on. */
static qn__query_node *parse_joined(qn__parser *p, qn__query_node *first, bool title) {
  const qn__operator op = qn__token_of(p)->op;
  qn__node_list units;
  qn__node_list_init(&units);
  qn__node_list_add(&units, first);
  uint32_t distance = no_distance;
  while (qn__token_of(p)->kind == QN__TOKEN_MIDDLE && qn__token_of(p)->op == op) {
    const qn__token middle = *qn__token_of(p);
    const size_t n_slips = p->slips.n;
    distance = common_distance(p, distance, &middle);
    qn__parser_advance(p);
    qn__query_node *unit = parse_unit(p, title);
    if (unit == NULL && p->slips.n == n_slips)
      qn__slip(&p->slips, middle.start, middle.end, qn__operator_spelling(op), "has no word or phrase after it",
               "it is left out");
    else
      qn__slips_take(&p->slips, middle.start, middle.end);
    qn__node_list_add(&units, unit);
  }
  if (first->next == NULL)
    return first;
  if (op == QN__SYNONYMS)
    return qn__parser_checked(p, qn__build_synonyms(&p->query->arena, first));
  distance = distance == no_distance ? QN__NEAR_DISTANCE : distance;
  return qn__parser_checked(p, qn__build_near(&p->query->arena, first, distance));
}

/* A star that stands alone. */
static qn__query_node *parse_everything(qn__parser *p, bool title) {
  const qn__token star = *qn__token_of(p);
  if (title)
    qn__slip(&p->slips, star.start, star.end, "the *", "stands for all articles, whatever their title",
             "the field is left out");
  if (star.boost > 0)
    qn__slip(&p->slips, star.start, star.end, "what stands after the *", "has no effect: it never scores",
             "it is left out");
  qn__parser_take(p, false);
  return qn__parser_checked(p, qn__build_everything(&p->query->arena));
}

qn__query_node *qn__parse_written(qn__parser *p, qn__occur occur, bool in_chain, bool title) {
  written w;
  if (!read_written(p, title, &w))
    return w.token.kind == QN__TOKEN_ALONE ? parse_everything(p, title) : NULL;
  const bool near_phrase = w.token.kind == QN__TOKEN_PHRASE && w.token.numbered;
  const size_t n_slips = p->slips.n, n = near_phrase ? 0 : scan_written(p, &w);
  qn__query_node *node = near_phrase ? make_near_phrase(p, &w) : NULL;
  account(p, &w.token, node != NULL || n > 0 || w.token.kind == QN__TOKEN_REGEX, n_slips);
  qn__parser_advance(p);
  if (node == NULL && qn__token_of(p)->kind == QN__TOKEN_MIDDLE && (node = make_unit(p, &w, n)) != NULL) {
    report_suffix(p, &w.token);
    return parse_joined(p, node, title);
  }
  if (node == NULL && w.token.kind == QN__TOKEN_REGEX)
    node = make_unit(p, &w, n);
  if (node == NULL && n > 0) {
    qn__operand operand = operand_of(p, &w, w.token.text, w.token.size, n, w.token.has_pattern);
    operand.adjacent = w.token.kind == QN__TOKEN_PHRASE;
    operand.occur = occur;
    if (occur == QN__SHOULD && (in_chain || p->options.all || qn__token_of(p)->kind == QN__TOKEN_AND))
      operand.occur = QN__MUST;
    node = qn__parser_checked(p, qn__query_operands(&p->query->arena, &operand));
  }
  if (node != NULL && w.token.boost > 0)
    qn__build_boost(node, w.token.boost);
  return node;
}
