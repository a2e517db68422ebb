/* SPDX-License-Identifier: MIT */
/* conjunction_fixture.c: the lists of a plan's required words, and the leaves that are made of them. */
#include "support/conjunction_fixture.h"

static bool is_required(const qn__plan *plan, uint32_t word) {
  for (uint32_t i = 0; i < plan->root.n_must; i++) {
    const qn__plan_leaf *leaf = &plan->leaves[plan->root.must[i].leaf];
    for (uint32_t w = 0; w < leaf->n_words; w++)
      if (leaf->words[w] == word)
        return true;
  }
  return false;
}

static const qn__word_lists *lists_of(const conjunction_fixture *c, uint32_t word) {
  return &c->f->plan.words[word].segments[c->f->context.number];
}

/* Rarest first. */
static void make_lists(conjunction_fixture *c) {
  const qn__plan *plan = &c->f->plan;
  qn__conjunction *run = &c->run;
  run->lists = qn__arena_alloc(&c->f->arena, plan->n_words * sizeof *run->lists);
  for (uint32_t word = 0; word < plan->n_words; word++) {
    if (!is_required(plan, word))
      continue;
    assert_int_equal(lists_of(c, word)->n_lists, 1);
    uint32_t at = run->n_lists++, doc_freq = lists_of(c, word)->lists->info.doc_freq;
    for (; at > 0 && lists_of(c, run->lists[at - 1].word)->lists->info.doc_freq > doc_freq; at--)
      run->lists[at].word = run->lists[at - 1].word;
    run->lists[at].word = word;
  }
  for (uint32_t i = 0; i < run->n_lists; i++) {
    qn__required *list = &run->lists[i];
    list->range_block = 0;
    list->needs_places = false;
    qn__scored_list_init(&list->scored, lists_of(c, list->word)->lists, 0.0f, &run->scoring);
    qn__occurrence_reader_init(&list->reader, lists_of(c, list->word), 0, &c->f->arena);
  }
}

static qn__required *list_of(conjunction_fixture *c, uint32_t word) {
  qn__required *list = c->run.lists;
  while (list->word != word)
    list++;
  return list;
}

/* The two words whose lists are the shortest. */
static void find_rarest(qn__needed *leaf) {
  uint32_t n = leaf->leaf->n_words, rarest = 0, second = 1;
  for (uint32_t w = 1; w < n; w++)
    rarest = leaf->lists[w] < leaf->lists[rarest] ? w : rarest;
  second = rarest == 0 ? 1 : 0;
  for (uint32_t w = 0; w < n; w++)
    second = w != rarest && leaf->lists[w] < leaf->lists[second] ? w : second;
  leaf->rarest[0] = rarest;
  leaf->rarest[1] = second;
}

static void add_leaf(conjunction_fixture *c, const qn__plan_leaf *leaf) {
  qn__needed *out = &c->run.leaves[c->run.n_leaves++];
  *out = (qn__needed){.leaf = leaf, .lists = qn__arena_alloc(&c->f->arena, leaf->n_words * sizeof *out->lists)};
  out->words = qn__arena_alloc(&c->f->arena, leaf->n_words * sizeof *out->words);
  for (uint32_t w = 0; w < leaf->n_words; w++) {
    out->lists[w] = list_of(c, leaf->words[w]);
    out->lists[w]->needs_places |= !qn__is_term(leaf);
  }
  if (leaf->op == QN__PHRASE)
    find_rarest(out);
  c->run.n_phrases += leaf->op != QN__TERM;
  c->run.needs_places |= !qn__is_term(leaf);
}

void conjunction_begin(conjunction_fixture *c, engine_fixture *f, const char *query, size_t segment,
                       bool wants_scores) {
  qn_error error;
  engine_fixture_plan(f, query);
  c->f = f;
  c->sink = recorder_of(wants_scores);
  f->context.sink = &c->sink.sink;
  assert_ok(qn__enter_segment(&f->context, segment, &error), error);
  const qn__plan_group *root = &f->plan.root;
  c->run = (qn__conjunction){.context = &f->context,
                             .sink = &c->sink.sink,
                             .scoring = f->context.scoring,
                             .scoring_matches = wants_scores,
                             .leaves = qn__arena_alloc(&f->arena, root->n_must * sizeof *c->run.leaves),
                             .found.arena = &f->arena};
  assert_true(root->n_must > 0 && root->n_should == 0);
  make_lists(c);
  for (int terms = 0; terms < 2; terms++)
    for (uint32_t i = 0; i < root->n_must; i++)
      if ((f->plan.leaves[root->must[i].leaf].op == QN__TERM) == (terms == 1))
        add_leaf(c, &f->plan.leaves[root->must[i].leaf]);
  assert_ok(qn__term_lists(&f->context, root->must_not, root->n_must_not, &c->run.excluded, &error), error);
}

uint32_t conjunction_freq(conjunction_fixture *c, const qn__plan_leaf *leaf, uint32_t doc) {
  qn__matched_segment *matched;
  uint32_t freq = 0;
  qn_error error;
  assert_ok(qn__match_segment(&c->f->context, &matched, &error), error);
  qn__matcher *matcher = &matched->leaves[leaf - c->f->plan.leaves];
  assert_ok(matcher->ops->freq(matcher, doc, 1, &freq, &error), error);
  return freq;
}

uint32_t conjunction_contribution(conjunction_fixture *c, const qn__plan_leaf *leaf, uint32_t doc) {
  const qn__scoring *scoring = &c->run.scoring;
  uint32_t freq = conjunction_freq(c, leaf, doc);
  return freq == 0 ? 0 : qn__contribution(leaf->weight, freq, scoring->k[scoring->length_bytes[doc]]);
}

uint32_t conjunction_score(conjunction_fixture *c, uint32_t doc) {
  uint32_t score = 0;
  for (uint32_t i = 0; i < c->run.n_leaves; i++)
    score += conjunction_contribution(c, c->run.leaves[i].leaf, doc);
  return score;
}

bool conjunction_has_words(conjunction_fixture *c, uint32_t doc) {
  bool all = true;
  for (uint32_t i = 0; i < c->run.n_lists && all; i++) {
    qn__scored_list list, *found;
    int index;
    qn_error error;
    qn__scored_list_init(&list, c->run.lists[i].scored.postings, 0.0f, &c->run.scoring);
    assert_ok(qn__scored_lists_find(&list, 1, doc, &found, &index, &error), error);
    all = found != NULL;
  }
  return all;
}
