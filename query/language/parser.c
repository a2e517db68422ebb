/* SPDX-License-Identifier: MIT */
/* parser.c: reads a query, by recursive descent over one token of look-ahead.
 *
 *     sequence:  chain { [OR] chain }              OR and juxtaposition are the same
 *     chain:     operand { AND operand }           with `all`, AND and juxtaposition are the same
 *     operand:   { + | - | NOT } primary
 *     primary:   [scope] ( [sign] word | [sign] "phrase" | ( sequence ) ) | filter word | filter "text"
 *
 * Scopes (title:), signs (=) and filters (lang:) are those of operators.h.  Nothing a person types fails: what does not
 * fit is left out, and a warning says what and where.  When the caller is strict the first such slip is the error.
 * Failure is sticky: parsing goes on and the first failure is reported at the end. */
#include "base/status.h"
#include "language/query.h"
#include "text/utf8.h"
#include "text/word_rules.h"

#include <string.h>

enum { MAX_WARNINGS = 16 };

typedef enum token_kind {
  TOKEN_END,
  TOKEN_WORD,   /* what stands between spaces, quotes and parentheses; maybe several words, or none */
  TOKEN_PHRASE, /* what stands between quotes */
  TOKEN_SCOPE,  /* before any operand */
  TOKEN_SIGN,   /* before a word or phrase */
  TOKEN_FILTER, /* before a value */
  TOKEN_OPEN,
  TOKEN_CLOSE,
  TOKEN_PLUS,
  TOKEN_MINUS,
  TOKEN_AND,
  TOKEN_OR,
  TOKEN_NOT,
} token_kind;

typedef struct token {
  token_kind kind;
  const char *text; /* of a word or phrase; else where it stands */
  size_t size;
  qn__operator op; /* of a scope, sign or filter */
} token;

typedef struct parser {
  qn_query *query;
  qn_query_options options;
  const char *text, *end;
  const char *next; /* after the token */
  token token;      /* the one to look at */
  unsigned depth;   /* of parentheses */
  unsigned ignored; /* parentheses open beyond the greatest depth */
  bool title;       /* inside title:(...) */
  size_t n_words;   /* with the filters */
  size_t n_slips;
  qn__word words[QN__QUERY_MAX_WORDS + 1];
  qn_status status; /* sticky */
  qn_error *error;
} parser;

/* --- Slips --- */

static unsigned column_of(const parser *p, const char *at) {
  unsigned column = 1;
  for (const char *c = p->text; c < at; c++)
    column += ((uint8_t)*c & 0xc0) != 0x80;
  return column;
}

/* Reports a slip, "`what` at character N `fault`": a warning that ends in how it is repaired, or the error of a strict
 * query. */
static void slip(parser *p, const char *at, const char *what, const char *fault, const char *repair) {
  if (p->n_slips++ >= MAX_WARNINGS)
    return;
  unsigned column = column_of(p, at);
  if (!p->options.strict) {
    qn__buffer_print(&p->query->warnings, "%s at character %u %s; %s", what, column, fault, repair);
    qn__buffer_u8(&p->query->warnings, 0);
  } else if (p->status == QN_OK) {
    p->status = qn__fail(p->error, QN_BAD_QUERY, "%s at character %u %s", what, column, fault);
    if (p->error != NULL)
      p->error->column = column;
  }
}

static void fail_memory(parser *p) {
  if (p->status == QN_OK)
    p->status = qn__fail_memory(p->error);
}

/* --- Tokens --- */

static bool is_digit_at(const parser *p, const char *at) {
  return at < p->end && *at >= '0' && *at <= '9';
}

/* Bytes of the space at `at`: ASCII, no-break (which may also group digits) or ideographic; 0 if there is none. */
static size_t space_size(const parser *p, const char *at) {
  size_t left = (size_t)(p->end - at);
  if (left >= 1 && (uint8_t)*at <= ' ')
    return 1;
  if (left >= 2 && memcmp(at, "\xc2\xa0", 2) == 0)
    return at > p->text && is_digit_at(p, at - 1) && is_digit_at(p, at + 2) ? 0 : 2;
  return left >= 3 && memcmp(at, "\xe3\x80\x80", 3) == 0 ? 3 : 0;
}

static bool has_syntax(const parser *p) {
  return p->options.mode == QN_QUERY_SYNTAX;
}

/* True for a quote that is part of a Hebrew acronym, or looks like it. */
static bool is_inside_hebrew(const parser *p, const char *at) {
  return qn__is_between_hebrew(p->text, (size_t)(p->end - p->text), (size_t)(at - p->text));
}

/* The quote that may close a phrase whose words begin at `first`; NULL if there is none in the first `size` bytes. */
static const char *closing_quote(const parser *p, const char *first, size_t size) {
  const char *end = size < (size_t)(p->end - first) ? first + size : p->end;
  const char *at = first;
  while ((at = memchr(at, '"', (size_t)(end - at))) != NULL && is_inside_hebrew(p, at))
    at++;
  return at;
}

/* True for a quote between Hebrew letters that still opens a phrase, after a prefix: one that closes follows,
 * directly after a word, and more than one letter before it. */
static bool opens_after_prefix(const parser *p, const char *at) {
  enum { AHEAD = 256 }; /* bytes to look ahead */
  const char *close = closing_quote(p, at + 1, AHEAD);
  bool closes = close != NULL && (uint8_t)close[-1] > ' ' &&
                (close + 1 == p->end || space_size(p, close + 1) > 0 || close[1] == ')');
  return closes && close - at > 3; /* Hebrew letters have two bytes */
}

/* True if the quote at `at` opens or closes a phrase, outside phrases. */
static bool is_phrase_quote(const parser *p, const char *at) {
  return *at == '"' && (!is_inside_hebrew(p, at) || opens_after_prefix(p, at));
}

static bool ends_word(const parser *p, const char *at) {
  return at == p->end || space_size(p, at) > 0 ||
         (has_syntax(p) && (is_phrase_quote(p, at) || *at == '(' || *at == ')'));
}

static bool is_text(const char *text, size_t size, const char *operator) {
  return size == strlen(operator) && memcmp(text, operator, size) == 0;
}

static token_kind word_or_operator(const parser *p, const char *text, size_t size, bool operand_wanted) {
  if (!has_syntax(p) || operand_wanted)
    return TOKEN_WORD;
  if (is_text(text, size, "AND"))
    return TOKEN_AND;
  if (is_text(text, size, "OR"))
    return TOKEN_OR;
  return is_text(text, size, "NOT") ? TOKEN_NOT : TOKEN_WORD;
}

/* The token of one character that stands before an operand, or TOKEN_END. */
static token_kind prefix_operator(parser *p) {
  if (*p->next != '+' && *p->next != '-')
    return TOKEN_END;
  bool lone = p->next + 1 == p->end || space_size(p, p->next + 1) > 0 || p->next[1] == ')';
  if (lone) {
    slip(p, p->next, *p->next == '+' ? "the +" : "the -", "stands alone", "it is left out");
    return TOKEN_END;
  }
  return *p->next == '+' ? TOKEN_PLUS : TOKEN_MINUS;
}

/* Takes the sign, scope or filter that stands here, directly before what it is for. */
static bool take_operator(parser *p, bool operand_wanted) {
  qn__operator op = qn__operator_at(p->next, (size_t)(p->end - p->next));
  if (op == QN__GROUP)
    return false;
  qn__syntax syntax = qn__operator_syntax(op);
  size_t size = strlen(qn__operator_spelling(op));
  const char *after = p->next + size;
  bool sign = syntax == QN__SYNTAX_SIGN;
  if (space_size(p, after) > 0 || *after == ')' || (sign ? *after == '=' || *after == '(' : operand_wanted))
    return false;
  token_kind kind = sign ? TOKEN_SIGN : syntax == QN__SYNTAX_SCOPE ? TOKEN_SCOPE : TOKEN_FILTER;
  p->token = (token){kind, p->next, size, op};
  p->next = after;
  return true;
}

static void take_phrase(parser *p) {
  const char *first = p->next + 1;
  const char *close = closing_quote(p, first, SIZE_MAX);
  if (close == NULL)
    slip(p, p->next, "the quote opened", "is not closed", "it ends with the query");
  const char *last = close == NULL ? p->end : close;
  p->token = (token){TOKEN_PHRASE, first, (size_t)(last - first), QN__PHRASE};
  p->next = close == NULL ? p->end : close + 1;
}

static void take_word(parser *p, bool operand_wanted) {
  const char *at = p->next;
  while (!ends_word(p, at))
    at++;
  size_t size = (size_t)(at - p->next);
  p->token = (token){word_or_operator(p, p->next, size, operand_wanted), p->next, size, QN__TERM};
  p->next = at;
}

/* Takes a token other than a word or an operator in letters; false if there is none here. */
static bool take_syntax(parser *p, bool operand_wanted) {
  if (*p->next == '"') {
    take_phrase(p);
    return true;
  }
  if (take_operator(p, operand_wanted))
    return true;
  token_kind kind = TOKEN_END;
  if (*p->next == '(' || *p->next == ')')
    kind = *p->next == '(' ? TOKEN_OPEN : TOKEN_CLOSE;
  else if (!operand_wanted)
    kind = prefix_operator(p);
  if (kind == TOKEN_END)
    return false;
  p->token = (token){kind, p->next, 1, QN__GROUP};
  p->next++;
  return true;
}

/* Goes to the next token.  `operand_wanted`: after a scope, sign or filter, where no operator stands. */
static void advance(parser *p, bool operand_wanted) {
  for (size_t size; (size = space_size(p, p->next)) > 0;)
    p->next += size;
  p->token = (token){TOKEN_END, p->next, 0, QN__GROUP};
  if (p->next != p->end && !(has_syntax(p) && take_syntax(p, operand_wanted)))
    take_word(p, operand_wanted);
}

static bool starts_operand(const parser *p) {
  switch (p->token.kind) {
  case TOKEN_WORD:
  case TOKEN_PHRASE:
  case TOKEN_SCOPE:
  case TOKEN_SIGN:
  case TOKEN_FILTER:
  case TOKEN_OPEN:
  case TOKEN_PLUS:
  case TOKEN_MINUS:
  case TOKEN_NOT:
    return true;
  default:
    return false;
  }
}

/* --- Grammar --- */

typedef struct node_list {
  qn__query_node *first, **end;
} node_list;

static void append(node_list *list, qn__query_node *node) {
  if (node == NULL)
    return;
  *list->end = node;
  list->end = &node->next;
}

static qn__query_node *group_of(parser *p, const node_list *list, qn__occur occur) {
  qn__query_node *group = qn__arena_alloc(&p->query->arena, sizeof *group);
  if (group == NULL) {
    fail_memory(p);
    return NULL;
  }
  *group = (qn__query_node){.op = QN__GROUP, .items = list->first, .occur = occur};
  return group;
}

/* Ends the query before what it has no room for. */
static void end_query(parser *p, const char *at, const char *what) {
  slip(p, at, what, "is beyond the 1,024 words that a query may have", "the query ends before it");
  p->next = p->end;
}

/* The words of a token, at most as many as a query may still have. */
static size_t scan(parser *p, const token *source) {
  size_t cursor = 0;
  size_t left = QN__QUERY_MAX_WORDS - p->n_words;
  size_t n = qn__scan_words(source->text, source->size, &cursor, p->words, left + 1);
  if (n > left) {
    end_query(p, source->text + p->words[left].offset, "the word");
    n = left;
  }
  p->n_words += n;
  return n;
}

/* A word or a phrase; NULL if there is no word in it. */
static qn__query_node *parse_words(parser *p, qn__occur occur, bool in_chain, bool title, bool exact) {
  token words = p->token;
  size_t n = scan(p, &words);
  advance(p, false);
  if (n == 0)
    return NULL;
  if (occur == QN__SHOULD && (in_chain || p->options.all || p->token.kind == TOKEN_AND))
    occur = QN__MUST;
  qn__query_node *node = qn__query_operands(&p->query->arena, words.text, words.size, p->words, n, occur,
                                            words.kind == TOKEN_PHRASE, title, exact);
  if (node == NULL)
    fail_memory(p);
  return node;
}

static qn__query_node *parse_sequence(parser *p);

static qn__query_node *parse_parentheses(parser *p, bool title) {
  const char *at = p->token.text;
  bool title_around = p->title;
  p->title = title;
  p->depth++;
  advance(p, false);
  qn__query_node *node = parse_sequence(p);
  p->title = title_around;
  p->depth--;
  if (p->token.kind == TOKEN_CLOSE)
    advance(p, false);
  else
    slip(p, at, "the parenthesis opened", "is not closed", "it ends with the query");
  return node;
}

/* A filter with its value; it counts as a word. */
static qn__query_node *parse_filter(parser *p, qn__occur occur) {
  const token filter = p->token;
  advance(p, true);
  const token value = p->token;
  if ((value.kind != TOKEN_WORD && value.kind != TOKEN_PHRASE) || value.size == 0) {
    slip(p, filter.text, "the filter", "has no value after it", "it is left out");
    return NULL;
  }
  if (p->n_words == QN__QUERY_MAX_WORDS) {
    end_query(p, filter.text, "the filter");
    advance(p, false);
    return NULL;
  }
  p->n_words++;
  advance(p, false);
  qn__query_node *node = qn__arena_alloc(&p->query->arena, sizeof *node);
  char *copy = qn__arena_copy(&p->query->arena, value.text, value.size);
  if (node == NULL || copy == NULL) {
    fail_memory(p);
    return NULL;
  }
  *node = (qn__query_node){.op = filter.op, .occur = occur, .value = copy};
  return node;
}

static qn__query_node *parse_primary(parser *p, qn__occur occur, bool in_chain) {
  bool title = p->title;
  if (p->token.kind == TOKEN_FILTER)
    return parse_filter(p, occur);
  if (p->token.kind == TOKEN_SCOPE) {
    title = true;
    advance(p, true);
  }
  while (p->token.kind == TOKEN_OPEN && p->depth == QN__QUERY_MAX_DEPTH) {
    slip(p, p->token.text, "the parenthesis", "is nested too deep", "it is left out");
    p->ignored++;
    advance(p, title);
  }
  if (p->token.kind == TOKEN_OPEN)
    return parse_parentheses(p, title);
  bool exact = p->token.kind == TOKEN_SIGN;
  if (exact)
    advance(p, true);
  if (p->token.kind == TOKEN_WORD || p->token.kind == TOKEN_PHRASE)
    return parse_words(p, occur, in_chain, title, exact);
  return NULL;
}

/* `required` says whether there was a +, `in_chain` whether an AND stands before. */
static qn__query_node *parse_operand(parser *p, bool in_chain, bool *required) {
  bool excluded = false;
  *required = false;
  while (p->token.kind == TOKEN_PLUS || p->token.kind == TOKEN_MINUS || p->token.kind == TOKEN_NOT) {
    token prefix = p->token;
    advance(p, false);
    if (!starts_operand(p))
      slip(p, prefix.text, "the operator", "has no word after it", "it is left out");
    *required |= prefix.kind == TOKEN_PLUS;
    excluded ^= prefix.kind != TOKEN_PLUS;
  }
  qn__occur occur = excluded ? QN__MUST_NOT : *required ? QN__MUST : QN__SHOULD;
  qn__query_node *node = parse_primary(p, occur, in_chain);
  if (node != NULL && occur != QN__SHOULD)
    node->occur = occur;
  return node;
}

/* What joined operands are to each other. */
static void require_all(const node_list *list) {
  for (qn__query_node *node = list->first; node != NULL; node = node->next)
    if (node->occur == QN__SHOULD)
      node->occur = QN__MUST;
}

/* Operands that AND joins.  A single one is itself; a + in a chain is the whole chain's. */
static qn__query_node *parse_chain(parser *p) {
  node_list list = {NULL, &list.first};
  bool joined = p->options.all, required = false;
  bool and_before = false, plus;
  for (;;) {
    append(&list, parse_operand(p, and_before, &plus));
    required |= plus;
    and_before = p->token.kind == TOKEN_AND;
    if (and_before) {
      const char *at = p->token.text;
      advance(p, false);
      if (!starts_operand(p)) {
        slip(p, at, "the AND", "has no word after it", "it is left out");
        break;
      }
      joined = true;
    } else if (!p->options.all || !starts_operand(p)) {
      break;
    }
  }
  if (list.first == NULL)
    return NULL;
  if (joined)
    require_all(&list);
  else if (!required && list.first->occur == QN__MUST)
    list.first->occur = QN__SHOULD; /* it looked ahead to an AND that was left out */
  return joined ? group_of(p, &list, required && !p->options.all ? QN__MUST : QN__SHOULD) : list.first;
}

/* A chain of a sequence.  Filters restrict what stands beside them, unless OR makes them one choice of several. */
static qn__query_node *parse_choice(parser *p, bool or_before) {
  qn__query_node *node = parse_chain(p);
  if (node != NULL && node->occur == QN__SHOULD && !or_before && p->token.kind != TOKEN_OR && qn__only_filters(node))
    node->occur = QN__FILTER;
  return node;
}

/* Up to the end or the parenthesis that closes. */
static qn__query_node *parse_sequence(parser *p) {
  node_list list = {NULL, &list.first};
  bool after_operand = false, after_or = false;
  for (;;) {
    token_kind kind = p->token.kind;
    const char *at = p->token.text;
    if (starts_operand(p)) {
      append(&list, parse_choice(p, after_or));
      after_operand = true;
      after_or = false;
    } else if (kind == TOKEN_OR && after_operand) {
      advance(p, false);
      if (!starts_operand(p))
        slip(p, at, "the OR", "has no word after it", "it is left out");
      after_operand = false;
      after_or = true;
    } else if (kind == TOKEN_OR || kind == TOKEN_AND) {
      slip(p, at, "the operator", "has no word before it", "it is left out");
      advance(p, false);
    } else if (kind == TOKEN_CLOSE && p->ignored > 0) {
      p->ignored--;
      advance(p, false);
    } else if (kind == TOKEN_CLOSE && p->depth == 0) {
      slip(p, at, "the parenthesis", "closes nothing", "it is left out");
      advance(p, false);
    } else {
      return group_of(p, &list, QN__SHOULD);
    }
  }
}

qn_status qn__query_parse(qn_query *query, const char *text, size_t size, const qn_query_options *options,
                          qn_error *error) {
  parser *p = qn__arena_alloc(&query->arena, sizeof *p);
  if (p == NULL)
    return qn__fail_memory(error);
  p->query = query;
  p->options = *options;
  p->text = p->next = text;
  p->end = text + size;
  p->depth = p->ignored = 0;
  p->title = false;
  p->n_words = p->n_slips = 0;
  p->status = QN_OK;
  p->error = error;
  advance(p, false);
  qn__query_node *root = parse_sequence(p);
  query->root = p->n_words == 0 ? NULL : root;
  return p->status;
}
