/* SPDX-License-Identifier: MIT */
/* tokens.c: cuts a query into tokens.  What an operator is depends on where it stands: - before a word is one, in a
 * word or alone it is not. */
#include "language/tokens.h"

#include "language/fields.h"
#include "language/marks.h"
#include "text/utf8.h"

/* --- Numbers and boosts after operands ---------------------------------------------------------------------------- */

static bool is_digit_at(const char *at, const char *end) {
  return at < end && *at >= '0' && *at <= '9';
}

/* A whole number, one more than QN__MAX_NUMBER if it is greater; `at` if there is none. */
static const char *read_number(const char *at, const char *end, uint32_t *number) {
  for (*number = 0; is_digit_at(at, end); at++) {
    *number = *number * 10 + (uint32_t)(*at - '0');
    *number = *number > QN__MAX_NUMBER ? QN__MAX_NUMBER + 1 : *number;
  }
  return at;
}

/* A decimal number in thousandths, one more than QN__MAX_BOOST if it is greater; `at` if there is none. */
static const char *read_boost(const char *at, const char *end, uint32_t *boost) {
  uint32_t unit = QN__BOOST_UNIT;
  *boost = 0;
  const char *whole = at;
  for (; is_digit_at(at, end); at++)
    *boost = *boost > QN__MAX_BOOST ? *boost : *boost * 10 + (uint32_t)(*at - '0') * unit;
  if (at + 1 < end && *at == '.' && is_digit_at(at + 1, end))
    for (at++; is_digit_at(at, end); at++)
      *boost += (uint32_t)(*at - '0') * (unit /= 10);
  return at == whole ? whole : at;
}

/* Whether what stands after an operand ends here. */
static bool ends_suffix(const qn__tokens *t, const char *at) {
  return at == t->end || *at == ')' || *at == '^' || qn__space_at(t->text, t->end, at) > 0;
}

static void settle_number(qn__tokens *t) {
  qn__token *token = &t->token;
  if (token->numbered && token->number > QN__MAX_NUMBER) {
    qn__slip(t->slips, token->start, token->end, "the number of what stands", "is above 1000", "1000 is taken");
    token->number = QN__MAX_NUMBER;
  }
}

static void settle_boost(qn__tokens *t, const char *at, uint32_t boost) {
  qn__token *token = &t->token;
  if (boost == 0 || boost > QN__MAX_BOOST) {
    qn__slip(t->slips, at, token->end, "the boost", "is not from 0.001 to 1000",
             boost == 0 ? "0.001 is taken" : "1000 is taken");
    boost = boost == 0 ? 1 : QN__MAX_BOOST;
  }
  token->boost = boost;
}

/* What stands directly after a quote or parenthesis that closes: ~N and ^N. */
static void take_suffix(qn__tokens *t) {
  qn__token *token = &t->token;
  const char *at = t->next, *after;
  uint32_t number;
  const bool quoted = token->kind == QN__TOKEN_PHRASE;
  if (at < t->end && *at == '~' && (quoted || token->kind == QN__TOKEN_CLOSE)) {
    after = read_number(at + 1, t->end, &number);
    const bool has_number = after > at + 1;
    if (ends_suffix(t, after) && (has_number || quoted)) {
      token->numbered = true;
      token->number = has_number ? number : QN__NEAR_DISTANCE;
      at = after;
    }
  }
  token->end = at;
  settle_number(t);
  if (at < t->end && *at == '^' && (after = read_boost(at + 1, t->end, &number)) > at + 1 && ends_suffix(t, after)) {
    token->end = after;
    settle_boost(t, at, number);
  }
  t->next = token->end;
}

/* Cuts the boost off the end of a word, and a ^ that has no number. */
static void cut_boost(qn__tokens *t) {
  qn__token *token = &t->token;
  const char *caret = token->text;
  while (*caret != '^')
    caret++;
  uint32_t boost;
  const char *end = token->text + token->size, *after = read_boost(caret + 1, end, &boost);
  if (caret == token->text || after != end)
    return;
  token->size = (size_t)(caret - token->text);
  if (caret + 1 < end)
    settle_boost(t, caret, boost);
  else
    qn__slip(t->slips, caret, end, "the ^", "has no number after it", "it is left out");
}

/* --- Operators in letters ----------------------------------------------------------------------------------------- */

static bool is_text(const char *text, size_t size, const char *operator) {
  return size == strlen(operator) && memcmp(text, operator, size) == 0;
}

/* NEAR, NEAR/N and the like; `token` then has the number. */
static qn__operator middle_operator(const char *text, size_t size, qn__token *token) {
  for (unsigned op = 0; op < QN__N_OPERATORS; op++) {
    const char *spelling = qn__operator_spelling((qn__operator)op);
    const size_t length = strlen(spelling);
    if (qn__operator_syntax((qn__operator)op) != QN__SYNTAX_MIDDLE || size < length ||
        memcmp(text, spelling, length) != 0)
      continue;
    if (size == length)
      return (qn__operator)op;
    token->numbered = op == QN__NEAR && text[length] == '/' && size > length + 1 &&
                      read_number(text + length + 1, text + size, &token->number) == text + size;
    return token->numbered ? (qn__operator)op : QN__GROUP;
  }
  return QN__GROUP;
}

static qn__token_kind word_operator(const char *text, size_t size, qn__token *token) {
  if (is_text(text, size, "AND") || is_text(text, size, "&&"))
    return QN__TOKEN_AND;
  if (is_text(text, size, "OR") || is_text(text, size, "||"))
    return QN__TOKEN_OR;
  if (is_text(text, size, "NOT"))
    return QN__TOKEN_NOT;
  token->op = middle_operator(text, size, token);
  return token->op != QN__GROUP ? QN__TOKEN_MIDDLE : QN__TOKEN_WORD;
}

/* Whether a word may be an operator: all are capitals or signs. */
static bool may_be_operator(const char *text, size_t size) {
  const char first = *text;
  return size > 1 && (first == 'A' || first == 'O' || first == 'N' || first == 'S' || first == '&' || first == '|');
}

bool qn__is_url(const char *text, size_t size) {
  bool found = false;
  for (size_t i = 0; i + 3 <= size && !found; i++)
    found = memcmp(text + i, "://", 3) == 0;
  return found;
}

bool qn__is_word_operator(const char *text, size_t size) {
  qn__token token = {0};
  return may_be_operator(text, size) && word_operator(text, size, &token) != QN__TOKEN_WORD;
}

/* --- Words -------------------------------------------------------------------------------------------------------- */

/* What a word has in it that may mean something. */
enum { HAS_PATTERN = 1, HAS_COLON = 2, HAS_CARET = 4 };

/* Whether the syntax ends a word here: at a quote that opens or a parenthesis. */
static bool ends_word(const qn__tokens *t, const char *word, const char *at) {
  qn__quoted quoted;
  return *at == '(' || *at == ')' || qn__quote_opens(t->text, t->end, at, at == word, &quoted);
}

/* The end of the word at `at`. */
static const char *find_word_end(const qn__tokens *t, const char *word, unsigned *found) {
  const char *at = word;
  for (; at < t->end; at++) {
    const uint8_t c = (uint8_t)*at;
    if ((c | 0x20) >= 'a' && (c | 0x20) <= 'z')
      continue;
    if (qn__space_at(t->text, t->end, at) > 0)
      break;
    if (!t->has_syntax) {
      *found |= c == '*' || c == '?' || c == '~' ? HAS_PATTERN : 0u;
      continue;
    }
    if ((c == '"' || c == '(' || c == ')' || c >= 0xc2) && ends_word(t, word, at))
      break;
    *found |= c == '*' || c == '?' || c == '~' ? HAS_PATTERN : c == ':' ? HAS_COLON : c == '^' ? HAS_CARET : 0u;
  }
  return at;
}

bool qn__plain_word_after(const qn__tokens *tokens, const char *at, qn_string *word) {
  for (size_t size; at < tokens->end && (size = qn__space_at(tokens->text, tokens->end, at)) > 0;)
    at += size;
  unsigned found = 0;
  const char *end = find_word_end(tokens, at, &found);
  *word = (qn_string){at, (size_t)(end - at)};
  const bool ends = end == tokens->end || qn__space_at(tokens->text, tokens->end, end) > 0 || *end == ')';
  return end > at && ends && found == 0 && strchr("+-=!&|", *at) == NULL && qn__minus_at(at, tokens->end) == 0 &&
         !(tokens->has_syntax && qn__is_word_operator(at, word->size));
}

static bool is_all_stars(const char *text, size_t size) {
  size_t n = 0;
  while (n < size && text[n] == '*')
    n++;
  return n == size;
}

/* The slash that ends a regular expression: the first that nothing follows, before the next space; *end is after it, or
 * before that space. */
static const char *find_regex_end(const qn__tokens *t, const char *first, const char **end) {
  const char *at = first;
  for (; at < t->end && qn__space_at(t->text, t->end, at) == 0; at++) {
    if (*at == '/' && ends_suffix(t, at + 1)) {
      *end = at + 1;
      return at;
    }
    at += *at == '\\' && at + 1 < t->end && (uint8_t)at[1] > ' ';
  }
  *end = at;
  return NULL;
}

static void take_regex(qn__tokens *t, const char *first) {
  const char *end, *close = find_regex_end(t, first, &end);
  if (close == NULL)
    qn__slip(t->slips, t->next, end, "the regular expression", "has no / at its end", "it ends before the next space");
  t->token = (qn__token){.kind = QN__TOKEN_REGEX,
                         .text = first,
                         .size = (size_t)((close == NULL ? end : close) - first),
                         .start = t->next,
                         .end = end,
                         .op = QN__REGEX};
  t->next = end;
  take_suffix(t);
}

/* What stands after the colon of a field. */
typedef enum field_value { VALUE, VALUE_AFTER_SPACE, NO_VALUE } field_value;

static field_value field_value_at(const qn__tokens *t, const char *at) {
  const char *word = at;
  for (size_t size; word < t->end && (size = qn__space_at(t->text, t->end, word)) > 0;)
    word += size;
  if (word == t->end || *word == ')')
    return NO_VALUE;
  if (word == at)
    return VALUE;
  unsigned found = 0;
  const char *end = find_word_end(t, word, &found);
  return qn__is_word_operator(word, (size_t)(end - word)) ? NO_VALUE : VALUE_AFTER_SPACE;
}

/* The value at `at`, after spaces: a word without its boost, or what stands in quotes. */
static qn_string value_text(const qn__tokens *t, const char *at) {
  qn__quoted quoted;
  for (size_t size; at < t->end && (size = qn__space_at(t->text, t->end, at)) > 0;)
    at += size;
  if (qn__quote_opens(t->text, t->end, at, true, &quoted))
    return (qn_string){quoted.first, (size_t)(quoted.last - quoted.first)};
  unsigned found = 0;
  uint32_t boost;
  const char *end = find_word_end(t, at, &found);
  const char *caret = found & HAS_CARET ? memchr(at, '^', (size_t)(end - at)) : NULL;
  if (caret != NULL && read_boost(caret + 1, end, &boost) == end)
    end = caret;
  return (qn_string){at, (size_t)(end - at)};
}

/* Whether the column of a field may have its value, which is reported if not. */
static bool may_have_value(qn__tokens *t, const qn__field *field) {
  const qn_string value = value_text(t, t->next + field->size);
  const char *fault = field->op == QN__FIELD ? qn__value_fault(t->slips, &field->column, value.data, value.size) : NULL;
  if (fault != NULL)
    qn__slip_named(t->slips, value.data, value.data + value.size, "the value", value, fault,
                   "it and the name before it are searched as words");
  return fault == NULL;
}

/* Takes a field; false if it is a word, because it has no value. */
static bool take_field(qn__tokens *t, qn__field field) {
  const char *after = t->next + field.size;
  const field_value value = field_value_at(t, after);
  if (value != NO_VALUE && !may_have_value(t, &field))
    return false;
  const qn_string name = {t->next, field.size};
  if (value == NO_VALUE)
    qn__slip_named(t->slips, t->next, after, "the field", name, "has nothing after it", "it is searched as a word");
  if (value == VALUE_AFTER_SPACE)
    qn__slip_named(t->slips, t->next, after, "the field", name, "has a space after it", "it is for what follows");
  if (value == NO_VALUE)
    return false;
  const bool scope = qn__operator_syntax(field.op) == QN__SYNTAX_SCOPE;
  t->token = (qn__token){.kind = scope ? QN__TOKEN_SCOPE : QN__TOKEN_FILTER,
                         .text = t->next,
                         .size = field.size,
                         .start = t->next,
                         .end = after,
                         .op = field.op};
  t->column = field.column.name;
  t->next = after;
  return true;
}

/* Takes the field whose name the word begins with, or a regular expression; false: it is neither. */
static bool take_named(qn__tokens *t, const char *word_end, bool operand_wanted) {
  const char *regex = qn__regex_at(t->next, t->end);
  if (regex != NULL) {
    take_regex(t, regex);
    return true;
  }
  if (operand_wanted)
    return false;
  const qn__field field = qn__field_or_column_at(t->slips, t->columns, t->next, word_end, t->end);
  if (field.op != QN__GROUP)
    return take_field(t, field);
  qn__field_report(t->slips, t->columns != NULL, t->next, word_end, t->end);
  return false;
}

static void take_word(qn__tokens *t, bool operand_wanted) {
  unsigned found = 0;
  const char *word = t->next, *end = find_word_end(t, word, &found);
  if (found & HAS_COLON && take_named(t, end, operand_wanted))
    return;
  t->next = end;
  t->token = (qn__token){.kind = QN__TOKEN_WORD,
                         .text = word,
                         .size = (size_t)(end - word),
                         .start = word,
                         .end = end,
                         .op = QN__TERM,
                         .has_pattern = (found & HAS_PATTERN) != 0};
  if (!t->has_syntax)
    return;
  if (found & HAS_CARET)
    cut_boost(t);
  if (found & HAS_PATTERN && is_all_stars(word, t->token.size)) {
    t->token.kind = QN__TOKEN_ALONE;
    t->token.op = QN__EVERYTHING;
  } else if (!operand_wanted && may_be_operator(word, t->token.size)) {
    t->token.kind = word_operator(word, t->token.size, &t->token);
    settle_number(t);
  }
}

/* --- Syntax ------------------------------------------------------------------------------------------------------- */

static void take_phrase(qn__tokens *t, const qn__quoted *quoted) {
  t->token = (qn__token){.kind = QN__TOKEN_PHRASE,
                         .text = quoted->first,
                         .size = (size_t)(quoted->last - quoted->first),
                         .start = t->next,
                         .op = QN__PHRASE};
  if (quoted->end == NULL)
    qn__slip(t->slips, t->next, quoted->first, "the quote opened", "is not closed", "it ends with the query");
  t->next = quoted->end == NULL ? t->end : quoted->end;
  take_suffix(t);
  t->token.has_pattern = memchr(t->token.text, '*', t->token.size) != NULL ||
                         memchr(t->token.text, '?', t->token.size) != NULL ||
                         memchr(t->token.text, '~', t->token.size) != NULL;
}

static void take_sign(qn__tokens *t, qn__token_kind kind, size_t size, qn__operator op) {
  t->token =
      (qn__token){.kind = kind, .text = t->next, .size = size, .start = t->next, .end = t->next + size, .op = op};
  t->next += size;
  if (kind == QN__TOKEN_CLOSE)
    take_suffix(t);
}

/* Whether what is excluded begins here. */
static bool begins_operand(const qn__tokens *t, const char *at) {
  if (at == t->end || qn__space_at(t->text, t->end, at) > 0)
    return false;
  const uint8_t c = (uint8_t)*at;
  return c >= 0x80 || c == '"' || c == '(' || c == '=' || c == '*' || (c >= '0' && c <= '9') ||
         ((c | 0x20) >= 'a' && (c | 0x20) <= 'z');
}

/* + and -, and what is written for -, before an operand.  One that stands alone is left out: 0, and nothing is taken,
 * where there is none. */
static size_t take_prefix(qn__tokens *t) {
  const char c = *t->next;
  const bool plain = c == '+' || c == '-';
  const size_t size = c == '+' || c == '!' ? 1 : qn__minus_at(t->next, t->end);
  const char *after = t->next + size;
  if (size == 0)
    return 0;
  const bool lone = after == t->end || *after == ')' || qn__space_at(t->text, t->end, after) > 0;
  if (plain ? !lone : begins_operand(t, after)) {
    take_sign(t, c == '+' ? QN__TOKEN_PLUS : QN__TOKEN_MINUS, size, QN__GROUP);
    return size;
  }
  if (!lone || c == '!')
    return 0;
  qn__slip(t->slips, t->next, after, c == '+' ? "the +" : "the -", "stands alone", "it is left out");
  t->next = after;
  return size;
}

/* A sign directly before a word or a quoted text. */
static bool take_exact_sign(qn__tokens *t) {
  const char *after = t->next + 1;
  if (after == t->end || strchr("=()", *after) != NULL || qn__space_at(t->text, t->end, after) > 0)
    return false;
  take_sign(t, QN__TOKEN_SIGN, 1, QN__EXACT);
  return true;
}

/* Takes a token that does not begin as a word does; false if there is none here. */
static bool take_syntax(qn__tokens *t, bool operand_wanted) {
  const char c = *t->next;
  qn__quoted quoted;
  if (c == '(' || c == ')') {
    take_sign(t, c == '(' ? QN__TOKEN_OPEN : QN__TOKEN_CLOSE, 1, QN__GROUP);
    return true;
  }
  if (qn__quote_opens(t->text, t->end, t->next, true, &quoted)) {
    take_phrase(t, &quoted);
    return true;
  }
  if (c == '=' && take_exact_sign(t))
    return true;
  return !operand_wanted && take_prefix(t) > 0;
}

/* Whether no syntax begins with this byte. */
static bool begins_word(uint8_t c) {
  return ((c | 0x20) >= 'a' && (c | 0x20) <= 'z') || (c >= '0' && c <= '9');
}

void qn__tokens_advance(qn__tokens *t, bool operand_wanted) {
  t->token.kind = QN__TOKEN_END;
  do {
    for (size_t size; t->next < t->end && (size = qn__space_at(t->text, t->end, t->next)) > 0;)
      t->next += size;
    t->token.start = t->token.end = t->next;
    if (t->next == t->end)
      return;
  } while (t->has_syntax && !begins_word((uint8_t)*t->next) && take_syntax(t, operand_wanted) &&
           t->token.kind == QN__TOKEN_END);
  if (t->token.kind == QN__TOKEN_END)
    take_word(t, operand_wanted);
}

bool qn__starts_operand(const qn__token *token) {
  return (token->kind >= QN__TOKEN_WORD && token->kind <= QN__TOKEN_OPEN) || token->kind == QN__TOKEN_PLUS ||
         token->kind == QN__TOKEN_MINUS || token->kind == QN__TOKEN_NOT;
}
