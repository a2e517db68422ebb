/* SPDX-License-Identifier: MIT */
/* operands.c: from written words to what is looked for.  A word as people write it may be several: `AT&T`,
 * `cross-examination`, a run of Chinese.  Where all are required they must be adjacent; in a ranked OR each counts.
 *
 * A run of n characters of a script without spaces scans as n - 1 overlapping pairs and the last character alone
 * (words.h).  Articles have the same pairs, so the run is the phrase of its pairs; the last character says nothing more
 * and keeps only its place.  So does a long vowel mark at the end of a long katakana word, which many leave out:
 * サーバー finds サーバ.
 *
 * Articles have compounds closed up as extra terms (text/extras.h): wi-fi is wifi or the phrase of its parts.  Signs
 * that belong to a word's name are part of what is looked for: C++. */
#include "language/build.h"
#include "text/extras.h"
#include "text/word_breaks.h"

#include <string.h>

typedef struct operand_maker {
  qn__arena *arena;
  const char *text;
  size_t size;
  const qn__word *words;
  const qn__operand *operand;
  qn__operator op;                     /* of a word: QN__TERM or QN__EXACT */
  qn__query_node *items, *last, **end; /* what was made */
  bool in_compound;                    /* what is made belongs to the closed compound before */
  bool failed;
} operand_maker;

/* The first word after the run, or after the single word, that starts at `first`. */
static size_t unit_end(const qn__word *words, size_t first, size_t n) {
  size_t i = first;
  while (words[i].kind == QN__WORD_PAIR && i + 1 < n && words[i + 1].offset < words[i].offset + words[i].size)
    i++;
  return i + 1;
}

static bool has_long_run(const qn__word *words, size_t n) {
  for (size_t i = 0, end; i < n; i = end) {
    end = unit_end(words, i, n);
    if (end - i > QN__QUERY_LONGEST_RUN)
      return true;
  }
  return false;
}

/* Adds a node of the words [0, n) that the caller sets; NULL: out of memory. */
static qn__query_word *add_node(operand_maker *maker, size_t n, qn__occur occur) {
  qn__query_node *node = qn__arena_alloc(maker->arena, sizeof *node);
  qn__query_word *words = qn__arena_alloc(maker->arena, n * sizeof *words);
  if (node == NULL || words == NULL) {
    maker->failed = true;
    return NULL;
  }
  *node = (qn__query_node){
      .occur = occur, .title = maker->operand->title, .in_compound = maker->in_compound, .words = words};
  *maker->end = node;
  maker->last = node;
  maker->end = &node->next;
  return words;
}

/* The last node has n words. */
static void set_words(operand_maker *maker, uint32_t n) {
  maker->last->n_words = n;
  maker->last->op = n > 1 ? QN__PHRASE : maker->last->words[0].op;
}

/* The words of a run that are looked for, [first, first + kept). */
static size_t kept_of_run(const operand_maker *maker, size_t first, size_t run) {
  enum { LONG_KATAKANA = 4 }; /* characters; コピー is too short to be written without its mark */
  size_t last = first + run - 1, n_katakana = 0;
  if (run == 1)
    return 1;
  uint32_t c = qn__character_at(maker->text, maker->words[last].offset).code_point;
  if (run < LONG_KATAKANA || (c != 0x30fc && c != 0xff70))
    return run - 1;
  while (n_katakana < LONG_KATAKANA &&
         qn__character_at(maker->text, maker->words[last - n_katakana].offset).bit & QN__WB_BIT(QN__WB_KATAKANA))
    n_katakana++;
  return n_katakana == LONG_KATAKANA ? run - 2 : run - 1;
}

/* Whether nothing is looked for in the place of a word. */
static bool is_gap(const operand_maker *maker, size_t i) {
  return maker->operand->patterns != NULL && maker->operand->patterns[i].op == QN__GROUP;
}

/* Whether a word may be the beginning of another: with a letter or digit more, 5,864 and U.S would be two words. */
static bool may_begin_another(const char *start, const char *end) {
  char longer[QN__WORD_MAX + 1];
  const size_t size = (size_t)(end - start);
  qn__word found[2];
  size_t cursor = 0;
  if (size >= sizeof longer || !qn__ends_in_letter(start, end))
    return false;
  memcpy(longer, start, size);
  longer[size] = end[-1] >= '0' && end[-1] <= '9' ? '0' : 'a';
  return qn__scan_words(longer, size + 1, &cursor, found, 2) == 1 && found[0].offset == 0 && found[0].size == size + 1;
}

/* How a plain word is looked for. */
static qn__operator op_of(const operand_maker *maker, const qn__word *word, bool has_signs) {
  const bool last = word == maker->words + maker->operand->n_words - 1;
  const bool partial = last && maker->operand->partial && !maker->operand->exact && !has_signs;
  const char *start = maker->text + word->offset;
  const bool goes_on = partial && word->kind != QN__WORD_PAIR && may_begin_another(start, start + word->size);
  return goes_on ? QN__PARTIAL : maker->op;
}

/* A word as its marks say, or with the signs that belong to its name. */
static qn__query_word written_word(const operand_maker *maker, const qn__word *word) {
  const qn__pattern *pattern = maker->operand->patterns != NULL ? &maker->operand->patterns[word - maker->words] : NULL;
  if (pattern != NULL && pattern->op != QN__TERM)
    return (qn__query_word){.text = maker->text + word->offset,
                            .size = word->size,
                            .kind = (qn__word_kind)word->kind,
                            .op = pattern->op,
                            .edits = pattern->edits};
  size_t start = word->offset, end = start + word->size;
  bool has_signs = word->kind != QN__WORD_PAIR && qn__signed_word(maker->text, maker->size, word, &start, &end);
  return (qn__query_word){.text = maker->text + start,
                          .size = (uint32_t)(end - start),
                          .kind = has_signs ? QN__WORD_SIGNED : (qn__word_kind)word->kind,
                          .op = op_of(maker, word, has_signs)};
}

/* Adds a word or phrase of the words [first, end), which end a run or do not cut one. */
static void make_leaf(operand_maker *maker, size_t first, size_t end, qn__occur occur) {
  qn__query_word *words = add_node(maker, end - first, occur);
  if (words == NULL)
    return;
  uint32_t n = 0;
  for (size_t i = first, next; i < end; i = next) {
    next = unit_end(maker->words, i, end);
    size_t run = next - i;
    size_t kept = kept_of_run(maker, i, run);
    for (size_t j = i; j < i + kept; j++) {
      const qn__word *word = &maker->words[j];
      if (is_gap(maker, j))
        continue;
      bool prefix = word->kind == QN__WORD_PAIR && run == 1;
      words[n] = written_word(maker, word);
      words[n].offset = (uint32_t)(j - first);
      if (prefix)
        words[n].op = QN__PREFIX;
      n++;
    }
  }
  set_words(maker, n);
}

/* Adds each pair of a run as a word of its own. */
static void make_pairs(operand_maker *maker, size_t first, size_t end, qn__occur occur) {
  end = first + kept_of_run(maker, first, end - first);
  for (size_t i = first; i < end; i++) {
    qn__query_word *word = add_node(maker, 1, occur);
    if (word == NULL)
      return;
    const qn__word *pair = &maker->words[i];
    *word = (qn__query_word){
        .text = maker->text + pair->offset, .size = pair->size, .kind = QN__WORD_PAIR, .op = maker->op};
    set_words(maker, 1);
  }
}

/* Leaves out what joins the parts of a compound; false if that does not make one word. */
static bool close_up(char *text, size_t *size, qn__word_kind *kind) {
  qn__word found[2];
  size_t n = 0, cursor = 0;
  for (size_t i = 0; i < *size; i++) {
    text[n] = text[i];
    n += text[i] != '-' && text[i] != '_';
  }
  *size = n;
  if (qn__scan_words(text, n, &cursor, found, 2) != 1 || found[0].size != n)
    return false;
  *kind = (qn__word_kind)found[0].kind;
  return true;
}

/* Adds what the parts [first, first + n) of a compound are when closed up.  Beside its parts, as in a ranked OR, only
 * what articles write closed up counts: the parts say the rest. */
static void make_closed(operand_maker *maker, size_t first, size_t n, qn__occur occur, bool beside_parts) {
  char *text = qn__arena_alloc(maker->arena, QN__COMPOUND_ROOM);
  maker->failed |= text == NULL;
  if (text == NULL)
    return;
  qn__word_kind kind;
  size_t size = qn__write_compound(text, maker->text, maker->words + first, n, &kind);
  const bool closed = beside_parts && kind == QN__WORD_COMPOUND;
  if (!closed && !close_up(text, &size, &kind))
    return;
  qn__query_word *word = add_node(maker, 1, occur);
  if (word == NULL)
    return;
  *word =
      (qn__query_word){.text = text, .size = (uint32_t)size, .kind = kind, .op = closed ? QN__OTHER_FORMS : maker->op};
  set_words(maker, 1);
  maker->in_compound = closed;
}

/* Adds the unit [first, end): a word, a short run as a phrase, a long one as an OR of its pairs. */
static void make_unit(operand_maker *maker, size_t first, size_t end, qn__occur occur) {
  if (end - first <= QN__QUERY_LONGEST_RUN) {
    make_leaf(maker, first, end, occur);
  } else if (occur == QN__SHOULD) {
    make_pairs(maker, first, end, occur);
  } else {
    operand_maker inner = *maker;
    inner.items = NULL;
    inner.end = &inner.items;
    make_pairs(&inner, first, end, QN__SHOULD);
    qn__query_node *group = qn__build_group(maker->arena, inner.items, occur);
    maker->failed |= inner.failed || group == NULL;
    if (group != NULL) {
      *maker->end = group;
      maker->end = &group->next;
    }
  }
}

/* A compound that is required or excluded: closed up, or as the phrase of its parts. */
static qn__query_node *make_compound(operand_maker *maker, size_t n_words, qn__occur occur) {
  make_closed(maker, 0, n_words, QN__SHOULD, false);
  make_leaf(maker, 0, n_words, QN__SHOULD);
  return maker->failed ? NULL : qn__build_group(maker->arena, maker->items, occur);
}

/* What was written as a group in which each word counts. */
static qn__query_node *make_choice(operand_maker *maker, bool may_be_compound) {
  const size_t n_words = maker->operand->n_words;
  const qn__occur occur = maker->operand->occur;
  size_t compound_end = 0;
  for (size_t i = 0, end; i < n_words; i = end) {
    maker->in_compound &= i < compound_end;
    const bool may_begin = occur == QN__SHOULD && may_be_compound && i >= compound_end;
    size_t n_parts = may_begin ? qn__compound_parts(maker->text, maker->words + i, n_words - i) : 0;
    if (n_parts > 0)
      make_closed(maker, i, n_parts, occur, true);
    compound_end = n_parts > 0 ? i + n_parts : compound_end;
    end = unit_end(maker->words, i, n_words);
    make_unit(maker, i, end, occur);
  }
  return maker->failed ? NULL : qn__build_group(maker->arena, maker->items, occur);
}

qn__query_node *qn__query_operands(qn__arena *arena, const qn__operand *operand) {
  operand_maker maker = {
      .arena = arena, .text = operand->text, .size = operand->size, .words = operand->words, .operand = operand};
  maker.op = operand->exact ? QN__EXACT : QN__TERM;
  maker.end = &maker.items;
  const size_t n_words = operand->n_words;
  const qn__occur occur = operand->occur;
  const bool may_be_compound = !operand->exact && !operand->partial && operand->patterns == NULL;
  const bool adjacent =
      operand->adjacent || occur == QN__MUST_NOT || (occur == QN__MUST && !has_long_run(operand->words, n_words));
  if (adjacent && !operand->adjacent && may_be_compound &&
      qn__compound_parts(operand->text, operand->words, n_words) == n_words)
    return make_compound(&maker, n_words, occur);
  if (!adjacent)
    return make_choice(&maker, may_be_compound);
  make_leaf(&maker, 0, n_words, occur);
  return maker.failed ? NULL : maker.items;
}
