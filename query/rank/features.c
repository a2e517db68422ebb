/* SPDX-License-Identifier: MIT */
/* features.c: the features of stage 2, a row each, and what they are worth. */
#include "rank/rescore.h"

const qn__feature_row qn__features[QN__N_FEATURES] = {
    [QN__ALL_WORDS] = {"has all words of the query", qn__all_words_bound, NULL},
    [QN__RECENCY] = {"its date is recent", qn__recency_bound, qn__earn_recency},
    [QN__COLUMN_BOOST] = {"the field that boosts it", qn__column_boost_bound, qn__earn_column_boost},
    [QN__TITLE_COVERAGE] = {"the query covers the title", qn__title_coverage_bound, qn__earn_title_coverage},
    [QN__EXACT_TITLE] = {"the title is the query", qn__exact_title_bound, qn__earn_exact_title},
    [QN__BEST_WINDOW] = {"in the best passage", qn__best_window_bound, qn__earn_best_window},
    [QN__TYPED_FORMS] = {"words in the form of the query", qn__typed_forms_bound, qn__earn_typed_forms},
};

/* How they were chosen: docs/ranking.md. */
const qn__feature_weights qn__default_weights = {
    .of = {[QN__ALL_WORDS] = QN__ALL_OF_IT / 5,
           [QN__RECENCY] = QN__ALL_OF_IT / 2,
           [QN__COLUMN_BOOST] = QN__ALL_OF_IT / 2,
           [QN__TITLE_COVERAGE] = QN__ALL_OF_IT / 2,
           [QN__EXACT_TITLE] = QN__ALL_OF_IT,
           [QN__BEST_WINDOW] = QN__ALL_OF_IT / 10,
           [QN__TYPED_FORMS] = QN__ALL_OF_IT / 5},
    .all_of_few = QN__ALL_OF_IT * 18 / 10,
    .other_idf = QN__ALL_OF_IT * 6 / 10,
};
