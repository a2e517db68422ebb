/* SPDX-License-Identifier: MIT */
/* rescore.c: a shop's own ranking of the catalogue that facets.c makes: what the features of an article are worth, and
 * a function that scores the first hits again.
 *
 *     rescore DIRECTORY QUERY      books that cost little come first, of those that match about as well
 */
#include <quern.h>

#include <stdio.h>
#include <string.h>

/* What the function below needs, and where it says what went wrong. */
struct shop {
  qn_searcher *searcher;
  qn_status status;
  qn_error error;
};

/* The price of a book; 0: it has none. */
static double price_of(struct shop *shop, uint64_t article) {
  const qn_value *prices;
  size_t n = 0;
  if (shop->status == QN_OK)
    shop->status = qn_searcher_column_values(shop->searcher, article, "price", &prices, &n, &shop->error);
  return shop->status == QN_OK && n > 0 ? prices[0].number : 0.0;
}

/* Takes off up to a half of the score for the price: half of that at 20.  A book without a price comes last.  The
 * features are there to be weighed in any other way: here those of words in the typed form count twice. */
static void rescore(void *context, qn_candidate *candidates, size_t n) {
  struct shop *shop = context;
  size_t i;
  for (i = 0; i < n; i++) {
    qn_candidate *book = &candidates[i];
    const double price = price_of(shop, book->article);
    book->score += book->features[QN_FEATURE_TYPED_FORMS];
    book->score *= price > 0.0 ? 1.0 - 0.5 * price / (price + 20.0) : 0.1;
  }
}

static qn_status print_hits(qn_searcher *searcher, const qn_hits *hits, qn_error *error) {
  qn_status status = QN_OK;
  size_t i;
  for (i = 0; i < hits->n_hits && status == QN_OK; i++) {
    qn_hit hit;
    qn_article book;
    qn_searcher_hit(searcher, i, &hit);
    status = qn_searcher_metadata(searcher, hit.article, &book, error);
    if (status == QN_OK)
      printf("%.3f (BM25 %.3f)  %s\n", hit.score, hit.bm25, book.title.data);
  }
  return status;
}

static qn_status search(struct shop *shop, const char *text, qn_error *error) {
  qn_rank_profile profile = QN_RANK_PROFILE_INIT;
  qn_search_options options = QN_SEARCH_OPTIONS_INIT;
  qn_query *query = NULL;
  qn_hits hits;
  profile.title_coverage = 0.25; /* half of the default: titles of books promise much */
  options.profile = &profile;
  options.rescore = rescore;
  options.rescore_context = shop;
  qn_status status = qn_query_parse(&query, text, strlen(text), NULL, error);
  if (status == QN_OK)
    status = qn_search(shop->searcher, query, &options, &hits, error);
  if (status == QN_OK && shop->status != QN_OK) {
    status = shop->status;
    *error = shop->error;
  }
  if (status == QN_OK)
    status = print_hits(shop->searcher, &hits, error);
  qn_query_free(query);
  return status;
}

int main(int argc, char **argv) {
  qn_error error;
  qn_index *index = NULL;
  struct shop shop = {NULL, QN_OK, {QN_OK, 0, ""}};
  if (argc != 3) {
    fprintf(stderr, "usage: rescore DIRECTORY QUERY\n");
    return 2;
  }
  const char *dir = argv[1];
  qn_status status = qn_index_open(&index, &dir, 1, &error);
  if (status == QN_OK)
    status = qn_searcher_new(&shop.searcher, index, &error);
  if (status == QN_OK)
    status = search(&shop, argv[2], &error);
  if (status != QN_OK)
    fprintf(stderr, "rescore: %s\n", error.message);
  qn_searcher_free(shop.searcher);
  qn_index_close(index);
  return status != QN_OK;
}
