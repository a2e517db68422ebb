/* SPDX-License-Identifier: MIT */
/* typing_cost.c: edits of letters, each with what it costs (optimal string alignment). */
#include "text/typing_cost.h"

#include "text/utf8.h"

#include <math.h>
#include <string.h>

/* Costs, as far as they are the same for all letters. */
static const double exchanged = 3.5;    /* with the letter beside it */
static const double doubled = 2.5;      /* a double letter for a single one, or the other way */
static const double left_out = 4.5;     /* a letter */
static const double added = 5.0;        /* a letter */
static const double slipped = 4.0;      /* onto a key beside it */
static const double sounds_alike = 4.0; /* a letter for one of the same sound */
static const double any_other = 6.0;    /* letter for a letter */
static const double at_the_start = 2.5; /* in addition: people know how a word begins */

/* Keys, in rows of which each begins half a key further to the right. */
static const char *const rows[] = {"qwertyuiop", "asdfghjkl", "zxcvbnm"};

/* Letters that are taken for each other. */
static const char *const alike[] = {"aeiouy", "ckqs", "sz", "vw", "vf", "gj", "mn", "td", "bp"};

static int place_in(const char *letters, uint32_t letter) {
  const char *at = letter > 0 && letter < 0x80 ? strchr(letters, (int)letter) : NULL;
  return at == NULL ? -1 : (int)(at - letters);
}

/* Where a key is, in half keys from the left, and in rows; false: nowhere. */
static bool find_key(uint32_t letter, int *column, int *row) {
  for (*row = 0; *row < 3; ++*row)
    if ((*column = 2 * place_in(rows[*row], letter) + *row) >= *row)
      return true;
  return false;
}

static bool are_neighbours(uint32_t a, uint32_t b) {
  int column_a, row_a, column_b, row_b;
  if (!find_key(a, &column_a, &row_a) || !find_key(b, &column_b, &row_b))
    return false;
  const int columns = column_a > column_b ? column_a - column_b : column_b - column_a;
  return row_a == row_b ? columns == 2 : (row_a - row_b) * (row_a - row_b) == 1 && columns == 1;
}

static bool sound_alike(uint32_t a, uint32_t b) {
  bool found = false;
  for (size_t i = 0; i < sizeof alike / sizeof *alike && !found; i++)
    found = place_in(alike[i], a) >= 0 && place_in(alike[i], b) >= 0;
  return found;
}

static double change_cost(uint32_t meant, uint32_t typed) {
  if (meant == typed)
    return 0;
  if (sound_alike(meant, typed))
    return sounds_alike;
  return are_neighbours(meant, typed) ? slipped : any_other;
}

/* The cost of the i-th letter, which the other word does not have. */
static double single_cost(const uint32_t *word, size_t i, double cost) {
  return i > 0 && word[i] == word[i - 1] ? doubled : cost;
}

static size_t read_letters(uint32_t out[QN__TYPED_MAX], const char *text, size_t size) {
  size_t n = 0;
  unsigned step;
  for (size_t at = 0; at < size && n <= QN__TYPED_MAX; at += step, n++) {
    const uint32_t letter = qn__utf8_decode(text + at, &step);
    if (n < QN__TYPED_MAX)
      out[n] = letter;
  }
  return n;
}

typedef double cost_row[QN__TYPED_MAX + 1];

/* Row i has the costs of typing each beginning of `typed` for the first i letters of `meant`. */
static double align(const uint32_t *meant, size_t n_meant, const uint32_t *typed, size_t n_typed) {
  cost_row rows_of_costs[3], *before = &rows_of_costs[0], *above = &rows_of_costs[1], *row = &rows_of_costs[2];
  for (size_t i = 0; i <= n_meant; i++) {
    cost_row *oldest = before;
    before = above;
    above = row;
    row = oldest;
    for (size_t j = 0; j <= n_typed; j++) {
      const double start = i <= 1 && j <= 1 ? at_the_start : 0;
      double cost = i == 0 && j == 0 ? 0 : INFINITY;
      if (i > 0 && j > 0)
        cost = (*above)[j - 1] + change_cost(meant[i - 1], typed[j - 1]) + (meant[i - 1] == typed[j - 1] ? 0 : start);
      if (i > 0)
        cost = fmin(cost, (*above)[j] + single_cost(meant, i - 1, left_out) + (j == 0 ? start : 0));
      if (j > 0)
        cost = fmin(cost, (*row)[j - 1] + single_cost(typed, j - 1, added) + (i == 0 ? start : 0));
      if (i > 1 && j > 1 && meant[i - 1] == typed[j - 2] && meant[i - 2] == typed[j - 1])
        cost = fmin(cost, (*before)[j - 2] + exchanged);
      (*row)[j] = cost;
    }
  }
  return (*row)[n_typed];
}

double qn__typing_cost(const char *meant, size_t meant_size, const char *typed, size_t typed_size, size_t *letters) {
  uint32_t a[QN__TYPED_MAX], b[QN__TYPED_MAX];
  const size_t n_meant = read_letters(a, meant, meant_size), n_typed = read_letters(b, typed, typed_size);
  *letters = n_typed;
  if (n_meant > QN__TYPED_MAX || n_typed > QN__TYPED_MAX)
    return INFINITY;
  return align(a, n_meant, b, n_typed);
}
