/* SPDX-License-Identifier: MIT */
/* written_words.c: reads the operands of a query: words, phrases, and what NEAR and SYN join. */
#include "language/fields.h"
#include "language/marks.h"
#include "language/parser.h"
#include "language/regex.h"
#include "language/synonyms.h"
#include "text/utf8.h"

/* Ends the query before what it has no room for. */
static void end_query(qn__parser *p, const char *at, const char *what) {
  qn__slip(&p->slips, at, p->tokens.end, what, "is beyond the 1,024 words that a query may have",
           "the query ends before it");
  p->tokens.next = p->tokens.end;
  p->is_full = true;
}

bool qn__parser_count(qn__parser *p, const char *at, const char *what) {
  if (p->n_words == QN__QUERY_MAX_WORDS) {
    end_query(p, at, what);
    return false;
  }
  p->n_words++;
  return true;
}

/* In plain words nothing is a mark of a pattern, in the canonical text either. */
static void remove_marks(qn__parser *p, qn__token *token) {
  qn__remove_marks(p->slips.text + (token->text - p->slips.text), token->size);
  token->has_pattern = false;
}

/* In a URL nothing is one either, whatever stands beside it in a phrase. */
static void remove_marks_of_urls(qn__parser *p, const qn__token *token) {
  const char *text = token->text, *end = text + token->size;
  for (const char *at = text, *piece; at < end;) {
    size_t space = 0;
    for (piece = at; at < end && (space = qn__space_at(text, end, at)) == 0;)
      at++;
    if (qn__is_url(piece, (size_t)(at - piece)))
      qn__remove_marks(p->slips.text + (piece - p->slips.text), (size_t)(at - piece));
    at += space;
  }
}

/* The words are part of the tree, with the marks after them. */
static void take_words(qn__parser *p, const char *text, const char *end, size_t n, bool has_pattern) {
  for (size_t i = 0; i < n; i++) {
    const char *word = text + p->words[i].offset, *after = word + p->words[i].size;
    if (has_pattern && p->patterns[i].op != QN__TERM)
      while (after < end && (*after == '*' || *after == '~' || (*after >= '0' && *after <= '9')))
        after++;
    qn__slips_take(&p->slips, word, after);
  }
}

/* The words of a text, at most as many as a query may still have. */
static size_t scan(qn__parser *p, const char *text, size_t size, bool has_pattern, bool quoted) {
  const size_t left = QN__QUERY_MAX_WORDS - p->n_words;
  size_t cursor = 0, n, beyond = size;
  if (has_pattern && p->patterns == NULL)
    p->patterns = qn__arena_alloc(&p->query->arena, sizeof p->words / sizeof p->words[0] * sizeof *p->patterns);
  if (has_pattern && p->patterns == NULL) {
    qn__slips_fail(&p->slips);
    return 0;
  }
  if (has_pattern) {
    n = qn__find_patterns(&p->slips, text, size, quoted, p->words, p->patterns, left, &beyond);
  } else if ((n = qn__scan_words(text, size, &cursor, p->words, left + 1)) > left) {
    beyond = p->words[left].offset;
    n = left;
  }
  if (beyond < size)
    end_query(p, text + beyond, "the word");
  p->n_words += n;
  return n;
}

/* What the parser knows of a token with words when it is its turn. */
typedef struct written {
  qn__token token;
  bool title, exact;
  const char *sign; /* the = before it; NULL: none, or it is reported */
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

/* Takes a token that is not just one word or regular expression, or reports that it has none. */
static void account_parts(qn__parser *p, const qn__token *token, size_t n, bool used, bool reported) {
  const char *text_end = token->text + token->size;
  if (used || reported || !p->tokens.has_syntax) {
    take_words(p, token->text, text_end, n, token->has_pattern);
    qn__slips_take(&p->slips, token->start, token->text);
    qn__slips_pass(&p->slips, token->text, text_end);
    qn__slips_take(&p->slips, text_end, token->end);
  } else {
    qn__slip(&p->slips, token->start, token->end, token->kind == QN__TOKEN_PHRASE ? "the phrase" : "what stands",
             "has no word in it", "it is left out");
  }
}

/* Takes a token with its n words, if they are not taken yet, or reports that it has none. */
static inline void account(qn__parser *p, const qn__token *token, size_t n, bool used, size_t n_slips_before) {
  if (token->kind == QN__TOKEN_REGEX || (n == 1 && p->words[0].size == token->size))
    qn__slips_take(&p->slips, token->start, token->end);
  else
    account_parts(p, token, n, used, p->slips.n > n_slips_before); /* reported when its patterns were read */
}

/* Reports a sign that has no effect, before words that are looked for as they are almost written. */
static void settle_exact(qn__parser *p, written *w, size_t n) {
  bool inexact = false;
  for (size_t i = 0; i < n && w->token.has_pattern && !inexact; i++)
    inexact = p->patterns[i].op == QN__FUZZY || p->patterns[i].op == QN__PARTIAL;
  if (inexact && w->sign != NULL)
    qn__slip(&p->slips, w->sign, w->sign + 1, "the =", "has no effect before a word with ~", "it is left out");
  w->sign = inexact ? NULL : w->sign;
  w->exact &= !inexact;
}

/* A phrase whose words may stand apart: each piece between spaces is a unit. */
static qn__query_node *make_near_phrase(qn__parser *p, written *w) {
  qn__node_list units;
  qn__node_list_init(&units);
  const char *text = w->token.text, *end = text + w->token.size;
  for (const char *at = text; at < end && !p->is_full;) {
    const char *piece = at;
    size_t space = 0;
    while (at < end && (space = qn__space_at(text, end, at)) == 0)
      at++;
    const size_t size = (size_t)(at - piece), n = scan(p, piece, size, w->token.has_pattern, true);
    written unit = *w;
    if (unit.exact)
      settle_exact(p, &unit, n);
    w->sign = unit.sign;
    take_words(p, piece, at, n, w->token.has_pattern);
    const qn__operand operand = operand_of(p, &unit, piece, size, n, w->token.has_pattern);
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
  if (n == 0)
    return NULL;
  if (w->token.kind == QN__TOKEN_REGEX)
    return qn__parser_checked(p, qn__build_regex(&p->query->arena, w->token.text, w->token.size, w->title));
  const qn__operand operand = operand_of(p, w, w->token.text, w->token.size, n, w->token.has_pattern);
  return qn__parser_checked(p, qn__query_operands(&p->query->arena, &operand));
}

/* Makes words of a regular expression that cannot be understood. */
static void check_regex(qn__parser *p, qn__token *token) {
  qn__regex_fault fault;
  if (qn__regex_compile(NULL, token->text, token->size, &fault))
    return;
  const char *at = token->text;
  for (unsigned column = 1; column < fault.column && at < token->text + token->size; column++)
    for (at++; at < token->text + token->size && qn__utf8_goes_on(*at);)
      at++;
  qn__slip(&p->slips, at, token->end, "the regular expression", fault.why, "its words are searched");
  token->kind = QN__TOKEN_WORD;
  remove_marks(p, token);
}

static const char no_effect[] = "has no effect after a field or a =";

/* Leaves out the + and - that stand next, unless one stands alone. */
static void drop_signs(qn__parser *p) {
  qn__tokens *t = &p->tokens;
  for (;;) {
    const char *sign = t->next;
    const size_t size = sign == t->end ? 0 : *sign == '+' || *sign == '!' ? 1 : qn__minus_at(sign, t->end);
    const char *after = sign + size;
    if (size == 0 || after == t->end || *after == ')' || qn__space_at(t->text, t->end, after) > 0)
      return;
    qn__slip(&p->slips, sign, after, "the sign", no_effect, "it is left out");
    t->next = after;
  }
}

void qn__parser_advance_to_operand(qn__parser *p) {
  qn__tokens *t = &p->tokens;
  for (size_t size; t->next < t->end && (size = qn__space_at(t->text, t->end, t->next)) > 0;)
    t->next += size;
  drop_signs(p);
  const qn__field field = qn__field_or_column_at(&p->slips, t->columns, t->next, t->end, t->end);
  if (field.op != QN__GROUP)
    qn__slip_named(&p->slips, t->next, t->next + field.size, "the field", (qn_string){t->next, field.size}, no_effect,
                   "it is searched as a word");
  qn__tokens_advance(t, true);
}

static bool has_words(qn__token_kind kind) {
  return kind == QN__TOKEN_WORD || kind == QN__TOKEN_PHRASE || kind == QN__TOKEN_REGEX;
}

static void read_sign(qn__parser *p, written *w) {
  w->exact = true;
  w->sign = qn__token_of(p)->start;
  qn__slips_take(&p->slips, w->sign, qn__token_of(p)->end);
  qn__parser_advance_to_operand(p);
  if (!has_words(qn__token_of(p)->kind))
    qn__slip(&p->slips, w->sign, w->sign + 1, "the =", "has no word or phrase after it", "it is left out");
}

/* Reads a sign and what stands after it; false if that is something else. */
static bool read_written(qn__parser *p, bool title, written *w) {
  w->title = title;
  w->exact = false;
  w->sign = NULL;
  if (qn__token_of(p)->kind == QN__TOKEN_SIGN)
    read_sign(p, w);
  w->token = *qn__token_of(p);
  if (w->token.kind == QN__TOKEN_REGEX)
    check_regex(p, &w->token);
  if (w->token.has_pattern && !p->tokens.has_syntax)
    remove_marks(p, &w->token);
  else if (w->token.has_pattern)
    remove_marks_of_urls(p, &w->token);
  return has_words(w->token.kind);
}

/* How many words the token has. */
static size_t scan_written(qn__parser *p, written *w) {
  if (w->token.kind == QN__TOKEN_REGEX)
    return qn__parser_count(p, w->token.start, "the regular expression");
  const size_t n = scan(p, w->token.text, w->token.size, w->token.has_pattern, w->token.kind == QN__TOKEN_PHRASE);
  if (w->exact)
    settle_exact(p, w, n);
  return n;
}

/* --- Synonyms ----------------------------------------------------------------------------------------------------- */

/* The bytes of a text from its first word to its last; false if there is none. */
static bool trim_to_words(const char *text, size_t size, qn_string *out) {
  qn__word words[QN__SYNONYM_MAX_WORDS];
  size_t cursor = 0;
  const size_t n = qn__scan_words(text, size, &cursor, words, QN__SYNONYM_MAX_WORDS);
  if (n == 0 || n == QN__SYNONYM_MAX_WORDS)
    return false;
  const size_t start = words[0].offset, end = words[n - 1].offset + words[n - 1].size;
  *out = (qn_string){text + start, end - start};
  return true;
}

/* Finds the most words, from the written one on, that have synonyms; how many, and their key. */
static unsigned find_synonyms(const qn__parser *p, const written *w, bool several, qn__synonym_key *key) {
  const qn_synonyms *synonyms = p->options.synonyms;
  const unsigned longest = several ? qn__synonyms_longest(synonyms) : 1;
  qn__synonym_key tried = {.size = 0};
  qn_string word, found;
  const char *end = w->token.end;
  unsigned most = 0;
  bool more = trim_to_words(w->token.text, w->token.size, &word);
  for (unsigned n = 1; n <= longest && more; n++) {
    if (!qn__synonym_key_add(&tried, word.data, word.size))
      break;
    if (qn__synonyms_get(synonyms, &tried, 0, &found)) {
      most = n;
      *key = tried;
    }
    more = qn__plain_word_after(&p->tokens, end, &word);
    end = word.data + word.size;
    more = more && trim_to_words(word.data, word.size, &word);
  }
  return most;
}

/* One of the synonyms as a word or phrase; NULL: there is no word in it, or no room for it, which *full then says. */
static qn__query_node *make_synonym(qn__parser *p, const written *w, qn_string text, bool *full) {
  size_t cursor = 0;
  const size_t left = QN__QUERY_MAX_WORDS - p->n_words;
  char *copy = qn__arena_copy(&p->query->arena, text.data, text.size);
  if (copy == NULL) {
    qn__slips_fail(&p->slips);
    return NULL;
  }
  qn__remove_marks(copy, text.size);
  const size_t n = qn__scan_words(copy, text.size, &cursor, p->words, left + 1);
  *full = n > left;
  if (*full)
    qn__slip(&p->slips, w->token.start, w->token.end, "the word", "has more synonyms than there is room for",
             "the others are left out");
  if (n == 0 || *full)
    return NULL;
  p->n_words += n;
  const qn__operand operand = {
      .text = copy, .size = text.size, .words = p->words, .n_words = n, .adjacent = true, .title = w->title};
  return qn__parser_checked(p, qn__query_operands(&p->query->arena, &operand));
}

/* Whether one of the synonyms before the i-th is the same. */
static bool is_repeated(const qn_synonyms *synonyms, const qn__synonym_key *key, size_t i, qn_string text) {
  qn_string before;
  bool same = false;
  for (size_t j = 0; j < i && !same && qn__synonyms_get(synonyms, key, j, &before); j++)
    same = before.size == text.size && memcmp(before.data, text.data, text.size) == 0;
  return same;
}

/* What the written word, with those after it, is to mean; NULL: it has no synonyms.  The token is the one after it. */
static qn__query_node *expand_synonyms(qn__parser *p, const written *w, bool several) {
  qn__synonym_key key;
  qn_string text;
  qn__node_list items;
  qn__node_list_init(&items);
  const unsigned n = find_synonyms(p, w, several, &key);
  bool full = false;
  for (size_t i = 0; n > 0 && !full && qn__synonyms_get(p->options.synonyms, &key, i, &text); i++)
    if (!is_repeated(p->options.synonyms, &key, i, text))
      qn__node_list_add(&items, make_synonym(p, w, text, &full));
  for (unsigned i = 1; i < n && items.first != NULL; i++)
    qn__parser_take(p, false);
  if (items.first != NULL && items.first->next != NULL)
    return qn__parser_checked(p, qn__build_synonyms(&p->query->arena, items.first));
  if (items.first == NULL) { /* the words of the token again */
    size_t cursor = 0;
    qn__scan_words(w->token.text, w->token.size, &cursor, p->words, QN__QUERY_MAX_WORDS);
  }
  return items.first;
}

/* Whether a written word may have synonyms: it is a plain word, and typed to its end. */
static bool may_have_synonyms(const qn__parser *p, const written *w) {
  return p->options.synonyms != NULL && w->token.kind == QN__TOKEN_WORD && !w->exact && !w->token.has_pattern &&
         !(p->options.partial && w->token.end == p->tokens.end);
}

/* --- Joined words ------------------------------------------------------------------------------------------------- */

/* The part after a NEAR; NULL: there is none. */
static qn__query_node *parse_unit(qn__parser *p, bool title) {
  written w;
  if (title && qn__token_of(p)->kind == QN__TOKEN_SCOPE) {
    qn__slips_take(&p->slips, qn__token_of(p)->start, qn__token_of(p)->end);
    qn__parser_advance_to_operand(p);
  }
  if (!read_written(p, title, &w))
    return NULL;
  const size_t n_slips = p->slips.n, n = scan_written(p, &w);
  qn__query_node *unit = make_unit(p, &w, n);
  report_suffix(p, &w.token);
  account(p, &w.token, n, unit != NULL, n_slips);
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
  if (!qn__parser_count(p, star.start, "the *")) {
    qn__parser_advance(p);
    return NULL;
  }
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
  account(p, &w.token, n, node != NULL || n > 0, n_slips);
  qn__parser_advance(p);
  if (node == NULL && qn__token_of(p)->kind == QN__TOKEN_MIDDLE && (node = make_unit(p, &w, n)) != NULL) {
    report_suffix(p, &w.token);
    return parse_joined(p, node, title);
  }
  if (node == NULL && w.token.kind == QN__TOKEN_REGEX)
    node = make_unit(p, &w, n);
  if (n > 0 && may_have_synonyms(p, &w))
    node = expand_synonyms(p, &w, occur == QN__SHOULD && w.token.boost == 0 && title == p->title);
  if (node == NULL && n > 0) {
    qn__operand operand = operand_of(p, &w, w.token.text, w.token.size, n, w.token.has_pattern);
    operand.adjacent = w.token.kind == QN__TOKEN_PHRASE;
    operand.occur = occur;
    if (occur == QN__SHOULD && (in_chain || p->options.all || qn__token_of(p)->kind == QN__TOKEN_AND))
      operand.occur = QN__MUST;
    node = qn__parser_checked(p, qn__query_operands(&p->query->arena, &operand));
  }
  if (node != NULL)
    qn__parser_boost(p, node, &w.token);
  return node;
}
