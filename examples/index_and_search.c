/* SPDX-License-Identifier: MIT */
/* index_and_search.c: keeps text files in an index, searches them and reads one of them back.
 *
 *     index_and_search DIRECTORY add FILE...       adds the files, or replaces them where they have changed
 *     index_and_search DIRECTORY find QUERY        prints the best five, with the words of the query marked
 *     index_and_search DIRECTORY show FILE         prints the text that is stored of a file */
#include <quern.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* --- add ---------------------------------------------------------------------------------------------------------- */

/* The whole file, zero-terminated; yours to free.  NULL: it cannot be read. */
static char *read_file(const char *path) {
  FILE *file = fopen(path, "rb");
  char *text = NULL;
  if (file == NULL)
    return NULL;
  if (fseek(file, 0, SEEK_END) == 0) {
    long size = ftell(file);
    rewind(file);
    text = size < 0 ? NULL : malloc((size_t)size + 1);
    if (text != NULL)
      text[fread(text, 1, (size_t)size, file)] = '\0';
  }
  fclose(file);
  return text;
}

/* A file is an article: its path is the id, its first line the title, and the rest the text. */
static qn_status add_file(qn_writer *writer, const char *path, qn_error *error) {
  char *text = read_file(path);
  if (text == NULL) {
    fprintf(stderr, "%s cannot be read and is left out\n", path);
    return QN_OK;
  }
  qn_article article = {qn_string_of(path), .title = {text, strcspn(text, "\n")}};
  article.text = qn_string_of(text + article.title.size);
  qn_status status = qn_writer_add(writer, &article, error); /* copies what it needs */
  free(text);
  if (status != QN_BAD_INPUT && status != QN_TOO_LARGE)
    return status;
  fprintf(stderr, "%s is left out: %s\n", path, error->message); /* the writer goes on */
  return QN_OK;
}

static qn_status add_files(const char *dir, char **paths, qn_error *error) {
  qn_writer_options options = QN_WRITER_OPTIONS_INIT;
  qn_commit_info done;
  qn_writer *writer = NULL;
  options.title_weight = 3; /* a word in a title counts three times */
  qn_status status = qn_writer_open(&writer, dir, &options, error);
  for (; status == QN_OK && *paths != NULL; paths++)
    status = add_file(writer, *paths, error);
  if (status == QN_OK)
    status = qn_writer_commit(writer, &done, error); /* nothing is in the index before */
  if (status == QN_OK)
    printf("files added: %d, of them replaced: %d\n", (int)done.added, (int)done.replaced);
  qn_writer_close(writer);
  return status;
}

/* --- find --------------------------------------------------------------------------------------------------------- */

/* Prints a text with brackets around the words of the query. */
static void print_marked(qn_string text, const qn_range *marks, size_t n_marks) {
  size_t at = 0;
  for (size_t i = 0; i < n_marks; at = marks[i++].end)
    printf("%.*s[%.*s]", (int)(marks[i].start - at), text.data + at, (int)(marks[i].end - marks[i].start),
           text.data + marks[i].start);
  printf("%s\n", text.data + at);
}

static qn_status print_hit(qn_searcher *searcher, size_t i, qn_error *error) {
  qn_hit hit;
  qn_article article;
  const qn_range *marks;
  size_t n_marks;
  const qn_snippets *snippets;
  qn_snippet snippet;
  qn_searcher_hit(searcher, i, &hit);
  qn_status status = qn_searcher_metadata(searcher, hit.article, &article, error);
  if (status == QN_OK)
    status = qn_searcher_title_highlights(searcher, i, &marks, &n_marks, error);
  if (status == QN_OK)
    status = qn_searcher_snippets(searcher, i, NULL, &snippets, error);
  if (status != QN_OK)
    return status;
  printf("%zu. ", i + 1);
  print_marked(article.title, marks, n_marks);
  for (size_t k = 0; qn_snippets_get(snippets, k, &snippet); k++) {
    printf("   ");
    print_marked(snippet.text, snippet.highlights, snippet.n_highlights);
  }
  return QN_OK;
}

static qn_status print_hits(qn_searcher *searcher, const qn_query *query, qn_error *error) {
  qn_search_options options = QN_SEARCH_OPTIONS_INIT;
  qn_hits hits;
  const char *warning;
  options.limit = 5;
  options.count = QN_COUNT_EXACT;
  for (size_t i = 0; (warning = qn_query_warning(query, i)) != NULL; i++)
    fprintf(stderr, "%s\n", warning);
  qn_status status = qn_search(searcher, query, &options, &hits, error);
  if (status == QN_OK)
    printf("%d found\n", (int)hits.total);
  for (size_t i = 0; status == QN_OK && i < hits.n_hits; i++)
    status = print_hit(searcher, i, error);
  return status;
}

static qn_status find(const qn_index *index, const char *text, qn_error *error) {
  qn_searcher *searcher = NULL;
  qn_query *query = NULL;
  qn_status status = qn_searcher_new(&searcher, index, error);
  if (status == QN_OK)
    status = qn_query_parse(&query, text, strlen(text), NULL, error);
  if (status == QN_OK)
    status = print_hits(searcher, query, error);
  qn_query_free(query);
  qn_searcher_free(searcher);
  return status;
}

/* --- show --------------------------------------------------------------------------------------------------------- */

static qn_status show(const qn_index *index, const char *path, qn_error *error) {
  qn_searcher *searcher = NULL;
  qn_article article;
  uint64_t number;
  qn_status status = qn_index_find(index, qn_string_of(path), &number, error);
  if (status == QN_OK)
    status = qn_searcher_new(&searcher, index, error);
  if (status == QN_OK)
    status = qn_searcher_article(searcher, number, &article, error);
  if (status == QN_OK)
    printf("%s%s", article.title.data, article.text.data);
  qn_searcher_free(searcher);
  return status;
}

/* --- all of it ---------------------------------------------------------------------------------------------------- */

static qn_status read_index(const char *dir, const char *command, const char *operand, qn_error *error) {
  qn_index *index = NULL;
  qn_status status = qn_index_open(&index, &dir, 1, error);
  if (status == QN_OK)
    status = strcmp(command, "find") == 0 ? find(index, operand, error) : show(index, operand, error);
  qn_index_close(index);
  return status;
}

int main(int argc, char **argv) {
  qn_error error;
  qn_status status;
  if (argc > 3 && strcmp(argv[2], "add") == 0) {
    status = add_files(argv[1], argv + 3, &error);
  } else if (argc == 4 && (strcmp(argv[2], "find") == 0 || strcmp(argv[2], "show") == 0)) {
    status = read_index(argv[1], argv[2], argv[3], &error);
  } else {
    fprintf(stderr, "usage: index_and_search DIRECTORY add FILE... | find QUERY | show FILE\n");
    return 2;
  }
  if (status != QN_OK)
    fprintf(stderr, "index_and_search: %s\n", error.message);
  return status != QN_OK;
}
