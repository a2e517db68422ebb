/* SPDX-License-Identifier: MIT */
/* facets.c: a small catalogue: what narrows a search down, in which order it is shown, and page after page.
 *
 *     facets DIRECTORY QUERY [FIELD VALUE]      makes the catalogue in a new index, and searches it; a field and a value
 *                                               restrict the search, as "price 10.." or "topics sea" */
#include <quern.h>

#include <math.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

/* --- the catalogue ------------------------------------------------------------------------------------------------ */

/* Strings, numbers and arrays of them become columns: what can be filtered, sorted and counted. */
static const struct {
  const char *id, *title, *date, *text, *fields;
} catalogue[] = {
    {"b1", "Tides of the north", "1987-02-26", "A pilot's book of tides and harbours.",
     "{\"topics\":[\"sea\",\"travel\"],\"price\":18}"},
    {"b2", "Bread and salt", "1994", "Salt, flour, and the roads they came on.",
     "{\"topics\":[\"food\",\"history\"],\"price\":9.5}"},
    {"b3", "The salt of the sea", "2003-05", "Why the sea is salt, and tides have nothing to do with it.",
     "{\"topics\":[\"sea\",\"science\"],\"price\":24}"},
    {"b4", "Moon and tide", "2003-11-02", "Two tides a day, and the moon that makes them.",
     "{\"topics\":[\"science\"],\"price\":12}"},
    {"b5", "A harbour cookbook", "2011", "Fish, salt and what the tide brings.", "{\"topics\":[\"food\",\"sea\"]}"},
};
enum { N_BOOKS = sizeof catalogue / sizeof *catalogue };

static qn_status write_catalogue(const char *dir, qn_error *error) {
  qn_writer *writer = NULL;
  qn_status status = qn_writer_open(&writer, dir, NULL, error);
  for (size_t i = 0; status == QN_OK && i < N_BOOKS; i++) {
    qn_article book = {qn_string_of(catalogue[i].id), .title = qn_string_of(catalogue[i].title)};
    book.date = qn_string_of(catalogue[i].date);
    book.text = qn_string_of(catalogue[i].text);
    book.fields = qn_string_of(catalogue[i].fields);
    status = qn_writer_add(writer, &book, error);
  }
  if (status == QN_OK)
    status = qn_writer_commit(writer, NULL, error);
  qn_writer_close(writer);
  return status;
}

static void print_column(void *context, const qn_column *column) {
  static const char *const types[] = {"date", "number", "keyword"};
  const char *type = column->type == QN_VALUE_DATE ? types[0] : column->type == QN_VALUE_NUMBER ? types[1] : types[2];
  (void)context;
  printf("  %.*s: a %s, in %d articles\n", (int)column->name.size, column->name.data, type, (int)column->n_articles);
}

/* --- what was found ----------------------------------------------------------------------------------------------- */

/* The values of a hit come from the columns: its fields need not be parsed. */
static qn_status print_hit(qn_searcher *searcher, const qn_hits *hits, size_t i, qn_error *error) {
  qn_hit hit;
  qn_article book;
  const qn_value *prices;
  size_t n_prices;
  qn_searcher_hit(searcher, i, &hit);
  qn_status status = qn_searcher_metadata(searcher, hit.article, &book, error);
  if (status == QN_OK)
    status = qn_searcher_column_values(searcher, hit.article, "price", &prices, &n_prices, error);
  if (status != QN_OK)
    return status;
  printf("%d. %s (%s)", (int)hits->first_rank + (int)i, book.title.data, book.date.data);
  if (n_prices > 0)
    printf(", %.2f", prices[0].number);
  printf("\n");
  return QN_OK;
}

static void print_range(const qn_facet_value *range) {
  if (isinf(range->value.number))
    printf("below %g", range->end);
  else if (isinf(range->end))
    printf("from %g", range->value.number);
  else
    printf("%g to below %g", range->value.number, range->end);
}

static void print_value(const qn_facet *facet, const qn_facet_value *value) {
  const time_t second = (time_t)value->value.seconds; /* of a date: the first of its year */
  printf("  ");
  if (facet->by == QN_FACET_RANGE)
    print_range(value);
  else if (value->value.type == QN_VALUE_DATE)
    printf("%d", 1900 + gmtime(&second)->tm_year);
  else
    printf("%.*s", (int)value->value.keyword.size, value->value.keyword.data);
  printf(": %d\n", (int)value->n_articles);
}

static void print_facets(const qn_searcher *searcher, const qn_facet *facets) {
  qn_facet_result result;
  qn_facet_value value;
  for (size_t i = 0; qn_searcher_facet(searcher, i, &result); i++) {
    printf("%s of %d articles\n", facets[i].column, (int)result.n_articles);
    for (size_t k = 0; qn_searcher_facet_value(searcher, i, k, &value); k++)
      print_value(&facets[i], &value);
  }
}

/* --- searching ---------------------------------------------------------------------------------------------------- */

/* Shows pages of two, the cheapest first, until there is none; facets are counted with the first. */
static qn_status print_pages(qn_searcher *searcher, const qn_query *query, qn_search_options *options,
                             qn_error *error) {
  const qn_facet *facets = options->facets;
  qn_hits hits;
  qn_status status;
  char token[1000] = "";
  do {
    const char *next, *warning;
    options->after = token;
    status = qn_search(searcher, query, options, &hits, error);
    for (size_t i = 0; status == QN_OK && (warning = qn_searcher_warning(searcher, i)) != NULL; i++)
      printf("%s\n", warning);
    if (status == QN_OK && options->n_facets > 0) {
      printf("%d found\n", (int)hits.total);
      print_facets(searcher, facets);
      options->n_facets = 0;
    }
    for (size_t i = 0; status == QN_OK && i < hits.n_hits; i++)
      status = print_hit(searcher, &hits, i, error);
    if (status == QN_OK)
      status = qn_searcher_page_token(searcher, &next, error);
    if (status == QN_OK && hits.n_hits > 0)
      snprintf(token, sizeof token, "%s", next); /* a server hands it to its caller */
  } while (status == QN_OK && hits.n_hits > 0);
  return status;
}

static qn_status search(const qn_index *index, const char *text, const qn_filter *filter, qn_error *error) {
  static const double bounds[] = {10, 20};
  static const qn_facet facets[] = {
      {.column = "topics"},
      {.column = "date", .by = QN_FACET_YEAR},
      {.column = "price", .by = QN_FACET_RANGE, .bounds = bounds, .n_bounds = 2},
  };
  static const qn_sort_key keys[] = {{QN_SORT_COLUMN, "price", false}, {QN_SORT_SCORE, NULL, false}};
  qn_search_options options = QN_SEARCH_OPTIONS_INIT;
  qn_searcher *searcher = NULL;
  qn_query *query = NULL;
  options.limit = 2;
  options.filters = filter;
  options.n_filters = filter != NULL ? 1 : 0;
  options.sort = keys;
  options.n_sort = 2;
  options.facets = facets;
  options.n_facets = 3;
  qn_status status = qn_query_parse(&query, text, strlen(text), NULL, error);
  if (status == QN_OK)
    status = qn_searcher_new(&searcher, index, error);
  if (status == QN_OK)
    status = print_pages(searcher, query, &options, error);
  qn_searcher_free(searcher);
  qn_query_free(query);
  return status;
}

int main(int argc, char **argv) {
  qn_error error;
  qn_index *index = NULL;
  if (argc != 3 && argc != 5) {
    fprintf(stderr, "usage: facets DIRECTORY QUERY [FIELD VALUE]\n");
    return 2;
  }
  const char *dir = argv[1];
  qn_status status = write_catalogue(dir, &error);
  if (status == QN_OK)
    status = qn_index_open(&index, &dir, 1, &error);
  if (status == QN_OK && argc == 5) {
    const qn_filter filter = {argv[3], argv[4], false};
    status = search(index, argv[2], &filter, &error);
  } else if (status == QN_OK) {
    printf("columns\n");
    status = qn_index_each_column(index, print_column, NULL, &error);
    if (status == QN_OK)
      status = search(index, argv[2], NULL, &error);
  }
  qn_index_close(index);
  if (status != QN_OK)
    fprintf(stderr, "facets: %s\n", error.message);
  return status != QN_OK;
}
