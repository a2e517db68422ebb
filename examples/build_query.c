/* SPDX-License-Identifier: MIT */
/* build_query.c: a search form: fields that people fill in become a query without a text, in which nothing needs quoting.
 *
 *     build_query DIRECTORY [any WORDS] [all WORDS] [without WORDS] [phrase WORDS] [title WORDS] [pattern WORDS]
 *                 [like WORD] [language CODE]
 *
 * A word of a field that may be misspelt is `like`: it is found with a letter or two other. */
#include <quern.h>

#include <stdio.h>
#include <string.h>

/* --- The form ----------------------------------------------------------------------------------------------------- */

/* A field of words, and what they are to the query. */
struct field {
  const char *name;
  qn_occur occur;
  qn_match match;
  bool title, phrase;
};

static const struct field fields[] = {
    {"any", QN_SHOULD, QN_MATCH_FORMS, false, false},       {"all", QN_MUST, QN_MATCH_FORMS, false, false},
    {"without", QN_MUST_NOT, QN_MATCH_FORMS, false, false}, {"phrase", QN_MUST, QN_MATCH_FORMS, false, true},
    {"title", QN_MUST, QN_MATCH_FORMS, true, false},        {"pattern", QN_MUST, QN_MATCH_PATTERN, false, true},
    {"like", QN_MUST, QN_MATCH_FUZZY, false, false},
};

/* Adds the words between spaces one by one. */
static void add_words(qn_query_builder *builder, const char *words, const qn_part *part) {
  while (*words != '\0') {
    size_t size = strcspn(words, " ");
    if (size > 0)
      qn_query_builder_word(builder, words, size, part);
    words += size + strspn(words + size, " ");
  }
}

/* Adds a field that was filled in; false: there is no such field. */
static bool add_field(qn_query_builder *builder, const char *name, const char *value) {
  size_t i;
  if (strcmp(name, "language") == 0) {
    qn_query_builder_filter(builder, "lang", value, QN_MUST);
    return true;
  }
  for (i = 0; i < sizeof fields / sizeof fields[0]; i++) {
    if (strcmp(name, fields[i].name) == 0) {
      qn_part part = QN_PART_INIT;
      part.occur = fields[i].occur;
      part.match = fields[i].match;
      part.title = fields[i].title;
      if (fields[i].phrase)
        qn_query_builder_phrase(builder, value, strlen(value), &part);
      else
        add_words(builder, value, &part);
      return true;
    }
  }
  return false;
}

/* Calls that fail need no check: the end reports the first of them. */
static qn_status build_query(qn_query **query, char **form, qn_error *error) {
  qn_query_builder *builder = NULL;
  qn_status status = qn_query_builder_new(&builder, error);
  if (status != QN_OK)
    return status;
  for (; form[0] != NULL && form[1] != NULL; form += 2)
    if (!add_field(builder, form[0], form[1]))
      fprintf(stderr, "there is no field %s\n", form[0]);
  status = qn_query_builder_finish(query, builder, error);
  qn_query_builder_free(builder);
  return status;
}

/* --- The answer --------------------------------------------------------------------------------------------------- */

static qn_status print_hits(qn_searcher *searcher, const qn_query *query, qn_error *error) {
  qn_hits hits;
  size_t i;
  qn_status status = qn_search(searcher, query, NULL, &hits, error);
  if (status == QN_OK)
    printf("%s: %d found\n", qn_query_text(query), (int)hits.total);
  for (i = 0; status == QN_OK && i < hits.n_hits; i++) {
    qn_hit hit;
    qn_article article;
    qn_searcher_hit(searcher, i, &hit);
    status = qn_searcher_metadata(searcher, hit.article, &article, error);
    if (status == QN_OK)
      printf("%d. %s\n", (int)i + 1, article.title.data);
  }
  return status;
}

static qn_status answer(const char *dir, char **form, qn_error *error) {
  qn_index *index = NULL;
  qn_searcher *searcher = NULL;
  qn_query *query = NULL;
  qn_status status = build_query(&query, form, error);
  if (status == QN_OK)
    status = qn_index_open(&index, &dir, 1, error);
  if (status == QN_OK)
    status = qn_searcher_new(&searcher, index, error);
  if (status == QN_OK)
    status = print_hits(searcher, query, error);
  qn_searcher_free(searcher);
  qn_index_close(index);
  qn_query_free(query);
  return status;
}

int main(int argc, char **argv) {
  qn_error error;
  if (argc < 4 || argc % 2 != 0) {
    fprintf(stderr, "usage: build_query DIRECTORY [any|all|without|phrase|title|pattern|like|language WORDS]...\n");
    return 2;
  }
  if (answer(argv[1], argv + 2, &error) == QN_OK)
    return 0;
  fprintf(stderr, "build_query: %s\n", error.message);
  return 1;
}
