/* SPDX-License-Identifier: MIT */
/* regex.c: reads a regular expression by recursive descent, and makes the automaton as it reads.
 *
 *     either:    sequence { | sequence }
 *     sequence:  { repeated }
 *     repeated:  atom { * | + | ? | {m} | {m,} | {m,n} } [ ? ]
 *     atom:      letter | . | [ class ] | \ escape | ( [ ?: ] either )
 *
 * What is repeated a number of times is read as often.  So the work is bounded: by the positions that the automaton may
 * have, and by how many atoms are read. */
#include "language/regex.h"

#include "text/letters.h"
#include "text/utf8.h"

#include <string.h>

enum {
  DEPTH_MAX = 32,
  TIMES_MAX = 255,
  ATOMS_MAX = 4096, /* read, repetitions counted */
  LONGEST = 4096,   /* bytes */
};

/* What a part of the expression may begin and end with. */
typedef struct part {
  qn__position_set first, last;
  bool may_be_empty;
} part;

typedef struct regex_reader {
  const char *text;
  size_t size, at;
  qn__automaton *automaton; /* NULL: it is only checked */
  uint32_t n_positions, n_ranges;
  unsigned depth, n_atoms;
  const char *why; /* sticky: the first fault */
  size_t fault;
} regex_reader;

static void report_at(regex_reader *r, size_t at, const char *why) {
  if (r->why != NULL)
    return;
  r->why = why;
  r->fault = at;
}

static const char too_large[] = "is too large";

static bool at_end(const regex_reader *r) {
  return r->why != NULL || r->at >= r->size;
}

static char peek_character(const regex_reader *r) {
  return at_end(r) ? '\0' : r->text[r->at];
}

static bool take_character(regex_reader *r, char c) {
  const bool taken = !at_end(r) && r->text[r->at] == c;
  r->at += taken;
  return taken;
}

static uint32_t take_code_point(regex_reader *r) {
  unsigned step;
  uint32_t c = qn__utf8_decode(r->text + r->at, &step);
  r->at += step;
  return c;
}

/* --- Positions ---------------------------------------------------------------------------------------------------- */

/* A part that is one new position, which takes nothing yet. */
static part new_position(regex_reader *r) {
  part made = {.may_be_empty = false};
  if (r->n_positions == QN__POSITIONS_MAX)
    report_at(r, 0, too_large);
  if (r->why != NULL)
    return made;
  const uint32_t position = r->automaton != NULL ? qn__automaton_add(r->automaton) : r->n_positions;
  r->n_positions++;
  qn__add_position(&made.first, position);
  made.last = made.first;
  return made;
}

static bool has_room(regex_reader *r, uint32_t n) {
  r->n_ranges += n;
  if (r->n_ranges > QN__LETTER_RANGES_MAX)
    report_at(r, 0, too_large);
  return r->why == NULL && r->automaton != NULL;
}

static void take_letter(regex_reader *r, uint32_t letter) {
  if (has_room(r, 2))
    qn__automaton_take_letter(r->automaton, letter);
}

static void take_range(regex_reader *r, uint32_t first, uint32_t last) {
  if (has_room(r, 1))
    qn__automaton_take_range(r->automaton, first, last, false);
}

/* What the last position takes. */
static void take_classes(regex_reader *r, uint8_t classes) {
  if (has_room(r, 0))
    r->automaton->letters[r->automaton->n_positions - 1].classes |= classes;
}

static void take_others(regex_reader *r) {
  if (has_room(r, 0))
    qn__automaton_take_others(r->automaton);
}

/* --- Joining parts ------------------------------------------------------------------------------------------------ */

/* Wherever `before` ends `after` may begin. */
static void link_parts(regex_reader *r, const qn__position_set *before, const qn__position_set *after) {
  for (uint32_t i = 0; r->automaton != NULL && i < r->automaton->n_positions; i++)
    if (qn__has_position(before, i))
      qn__add_positions(&r->automaton->follow[i], after);
}

/* `after` follows. */
static void append_part(regex_reader *r, part *before, const part *after) {
  link_parts(r, &before->last, &after->first);
  if (before->may_be_empty)
    qn__add_positions(&before->first, &after->first);
  if (after->may_be_empty)
    qn__add_positions(&before->last, &after->last);
  else
    before->last = after->last;
  before->may_be_empty &= after->may_be_empty;
}

static void add_choice(part *one, const part *other) {
  qn__add_positions(&one->first, &other->first);
  qn__add_positions(&one->last, &other->last);
  one->may_be_empty |= other->may_be_empty;
}

/* --- Letters ------------------------------------------------------------------------------------------------------ */

/* A letter without case; or what it is without its marks. */
static part read_bare(regex_reader *r, uint32_t letter) {
  uint32_t bare[QN__BARE_MAX];
  const size_t n = qn__bare_letters(bare, letter);
  part made = new_position(r);
  take_letter(r, letter);
  made.may_be_empty = n == 0;
  if (n == 2) {
    part two = new_position(r);
    take_letter(r, bare[0]);
    part second = new_position(r);
    take_letter(r, bare[1]);
    append_part(r, &two, &second);
    add_choice(&made, &two);
  }
  return made;
}

static part make_letter(regex_reader *r, uint32_t c) {
  uint32_t letters[QN__LETTERS_MAX];
  const size_t n = qn__caseless_letters(letters, c);
  part made = read_bare(r, letters[0]);
  for (size_t i = 1; i < n; i++) {
    part next = read_bare(r, letters[i]);
    append_part(r, &made, &next);
  }
  return made;
}

/* The classes of \d, \w, \s and their opposites; 0: it is another escape. */
static uint8_t class_of(char c) {
  switch (c) {
  case 'd':
    return QN__LETTERS_DIGIT;
  case 'D':
    return QN__LETTERS_NO_DIGIT;
  case 'w':
    return QN__LETTERS_WORD;
  case 'W':
    return QN__LETTERS_OTHER;
  case 'S':
    return QN__LETTERS_DIGIT | QN__LETTERS_NO_DIGIT;
  default:
    return 0;
  }
}

static bool is_ascii_letter_or_digit(char c) {
  return (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z');
}

/* The character after a backslash, if it is a sign; what it means otherwise is *classes, or nothing (\s: no letter). */
static bool read_escape(regex_reader *r, uint8_t *classes) {
  const size_t backslash = r->at - 1;
  const char c = peek_character(r);
  *classes = class_of(c);
  if (at_end(r))
    report_at(r, backslash, "ends in a backslash");
  else if (*classes == 0 && c != 's' && is_ascii_letter_or_digit(c))
    report_at(r, backslash, "has an escape that means nothing");
  if (r->why != NULL || is_ascii_letter_or_digit(c)) {
    r->at += !at_end(r);
    return false;
  }
  return true;
}

/* --- Classes ------------------------------------------------------------------------------------------------------ */

/* Letters, and what they are without case where these lie in the same order. */
static void take_caseless_range(regex_reader *r, uint32_t first, uint32_t last) {
  uint32_t low[QN__LETTERS_MAX], high[QN__LETTERS_MAX];
  const uint32_t upper_first = first < 'A' ? 'A' : first, upper_last = last > 'Z' ? 'Z' : last;
  take_range(r, first, last);
  if (upper_first <= upper_last)
    take_range(r, upper_first | 0x20, upper_last | 0x20);
  else if (qn__caseless_letters(low, first) == 1 && qn__caseless_letters(high, last) == 1 && low[0] != first &&
           high[0] - low[0] == last - first)
    take_range(r, low[0], high[0]);
}

/* One letter, as it is without case; one that is several letters then stays as it is. */
static void take_caseless_letter(regex_reader *r, uint32_t c) {
  uint32_t letters[QN__LETTERS_MAX];
  take_letter(r, qn__caseless_letters(letters, c) == 1 ? letters[0] : c);
}

/* A letter of a class; false: *classes have been read instead. */
static bool read_class_letter(regex_reader *r, uint32_t *letter, uint8_t *classes) {
  *classes = 0;
  if (take_character(r, '\\') && !read_escape(r, classes))
    return false;
  if (at_end(r))
    return false;
  *letter = take_code_point(r);
  return true;
}

static void read_class_item(regex_reader *r) {
  const size_t start = r->at;
  uint32_t first = 0, last = 0;
  uint8_t classes = 0;
  if (!read_class_letter(r, &first, &classes)) {
    take_classes(r, classes);
    return;
  }
  const bool is_range = peek_character(r) == '-' && r->at + 1 < r->size && r->text[r->at + 1] != ']';
  if (!is_range) {
    take_caseless_letter(r, first);
    return;
  }
  r->at++;
  if (!read_class_letter(r, &last, &classes) || last < first)
    report_at(r, start, "has a range of letters that ends before it begins");
  take_caseless_range(r, first, last);
}

static part read_class(regex_reader *r) {
  const size_t bracket = r->at - 1;
  part made = new_position(r);
  if (take_character(r, '^'))
    take_others(r);
  do
    read_class_item(r);
  while (!at_end(r) && peek_character(r) != ']');
  if (!take_character(r, ']'))
    report_at(r, bracket, "has a [ that is not closed");
  return made;
}

/* --- Atoms -------------------------------------------------------------------------------------------------------- */

static part read_either(regex_reader *r);

static part read_group(regex_reader *r) {
  const size_t bracket = r->at - 1;
  part made = {.may_be_empty = true};
  if (peek_character(r) == '?') {
    r->at++;
    if (!take_character(r, ':'))
      report_at(r, bracket, "has a (? that means nothing");
  }
  if (++r->depth > DEPTH_MAX)
    report_at(r, bracket, "has too many groups in groups");
  if (r->why == NULL)
    made = read_either(r);
  r->depth--;
  if (!take_character(r, ')'))
    report_at(r, bracket, "has a ( that is not closed");
  return made;
}

static part read_sign(regex_reader *r) {
  uint8_t classes;
  if (read_escape(r, &classes))
    return make_letter(r, take_code_point(r));
  part made = new_position(r);
  take_classes(r, classes);
  return made;
}

static part read_any(regex_reader *r) {
  part made = new_position(r);
  take_others(r);
  return made;
}

static part read_atom(regex_reader *r) {
  const size_t start = r->at;
  if (++r->n_atoms > ATOMS_MAX)
    report_at(r, 0, too_large);
  if (take_character(r, '('))
    return read_group(r);
  if (take_character(r, '['))
    return read_class(r);
  if (take_character(r, '\\'))
    return read_sign(r);
  if (take_character(r, '.'))
    return read_any(r);
  const char c = peek_character(r);
  if (c == '*' || c == '+' || c == '?' || c == '{')
    report_at(r, start, "repeats nothing");
  const part nothing = {.may_be_empty = true};
  return at_end(r) ? nothing : make_letter(r, take_code_point(r));
}

/* --- Repetitions -------------------------------------------------------------------------------------------------- */

static unsigned read_repetitions(regex_reader *r, unsigned missing) {
  const size_t start = r->at;
  unsigned n = 0;
  for (; peek_character(r) >= '0' && peek_character(r) <= '9'; r->at++)
    n = n * 10 + (unsigned)(r->text[r->at] - '0') < TIMES_MAX + 1 ? n * 10 + (unsigned)(r->text[r->at] - '0')
                                                                  : TIMES_MAX + 1;
  if (n > TIMES_MAX)
    report_at(r, start, "repeats too often");
  return r->at > start ? n : missing;
}

enum { NO_END = UINT16_MAX, NO_NUMBER };

/* After a {. */
static void read_times(regex_reader *r, unsigned *least, unsigned *most) {
  const size_t bracket = r->at - 1;
  *least = read_repetitions(r, NO_NUMBER);
  *most = *least;
  if (take_character(r, ','))
    *most = read_repetitions(r, NO_END);
  if (!take_character(r, '}') || *least == NO_NUMBER || *most < *least)
    report_at(r, bracket, "has a { that says no number of times");
}

/* What stands at `atom` again, `least` to `most` times in all; it has been read once. */
static void repeat(regex_reader *r, part *made, size_t atom, unsigned least, unsigned most) {
  const size_t end = r->at;
  if (most == 0) {
    *made = (part){.may_be_empty = true};
    return;
  }
  if (most == NO_END && least <= 1)
    link_parts(r, &made->last, &made->first);
  made->may_be_empty |= least == 0;
  const unsigned n = most == NO_END ? least : most;
  for (unsigned i = 1; i < n && r->why == NULL; i++) {
    r->at = atom;
    part next = read_atom(r);
    if (most == NO_END && i + 1 == n)
      link_parts(r, &next.last, &next.first);
    next.may_be_empty |= i >= least;
    append_part(r, made, &next);
  }
  r->at = end;
}

static part read_repeated(regex_reader *r) {
  const size_t atom = r->at;
  part made = read_atom(r);
  const size_t sign = r->at;
  unsigned least = 1, most = NO_END;
  if (take_character(r, '{'))
    read_times(r, &least, &most);
  else if (!take_character(r, '+')) {
    least = 0;
    if (take_character(r, '?'))
      most = 1;
    else
      take_character(r, '*');
  }
  if (r->at > sign) {
    repeat(r, &made, atom, least, most);
    take_character(r, '?'); /* as little as possible: the same words */
  }
  return made;
}

/* --- All of it ---------------------------------------------------------------------------------------------------- */

static bool ends_sequence(const regex_reader *r) {
  const char c = peek_character(r);
  return at_end(r) || c == '|' || c == ')';
}

static part read_sequence(regex_reader *r) {
  part made = {.may_be_empty = true};
  while (!ends_sequence(r)) {
    part next = read_repeated(r);
    append_part(r, &made, &next);
  }
  return made;
}

static part read_either(regex_reader *r) {
  part made = read_sequence(r);
  while (take_character(r, '|')) {
    part other = read_sequence(r);
    add_choice(&made, &other);
  }
  return made;
}

/* Whether the text ends in a $ without a backslash. */
static bool ends_in_anchor(const char *text, size_t size) {
  size_t n = 0;
  while (n + 1 < size && text[size - 2 - n] == '\\')
    n++;
  return size > 0 && text[size - 1] == '$' && n % 2 == 0;
}

static unsigned column_of(const regex_reader *r) {
  return 1 + (unsigned)qn__utf8_count(r->text, r->fault < r->size ? r->fault : r->size);
}

bool qn__regex_compile(qn__automaton *automaton, const char *text, size_t size, qn__regex_fault *fault) {
  regex_reader r = {.text = text, .size = size - ends_in_anchor(text, size), .automaton = automaton, .n_positions = 1};
  if (automaton != NULL)
    qn__automaton_init(automaton);
  if (size > LONGEST)
    report_at(&r, 0, too_large);
  take_character(&r, '^');
  part all = read_either(&r);
  if (r.why == NULL && r.at < r.size)
    report_at(&r, r.at, "has a ) that closes nothing");
  if (r.why == NULL && r.n_positions == 1)
    report_at(&r, 0, "is empty");
  if (r.why != NULL) {
    *fault = (qn__regex_fault){column_of(&r), r.why};
    return false;
  }
  if (automaton != NULL) {
    automaton->accepts = all.last;
    automaton->follow[0] = all.first;
  }
  return true;
}
