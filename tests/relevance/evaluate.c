/* SPDX-License-Identifier: MIT */
/* evaluate.c: QRELS and RUN in, one line of measures out.
 * Prints `queries nDCG@10 MAP P@10 R@100`, separated by tabs; relevance.sh makes a table of them. */
#include "measures.h"

#include <string.h>

typedef bool reader(trec_table *out, FILE *in, size_t *bad_line);

static bool load(trec_table *out, const char *path, reader *read) {
  FILE *in = strcmp(path, "-") ? fopen(path, "r") : stdin;
  if (!in) {
    perror(path);
    return false;
  }
  size_t bad_line = 0;
  bool fine = read(out, in, &bad_line);
  if (!fine)
    fprintf(stderr, "%s:%zu: four fields, the last a whole number, are expected\n", path, bad_line);
  if (in != stdin)
    fclose(in);
  return fine;
}

int main(int argc, char **argv) {
  if (argc != 3) {
    fprintf(stderr, "usage: evaluate QRELS RUN    (RUN may be - for standard input)\n");
    return 2;
  }
  trec_table qrels = {0}, run = {0};
  bool fine = load(&qrels, argv[1], trec_read_qrels) && load(&run, argv[2], trec_read_run);
  if (fine) {
    measures m = measure(&qrels, &run);
    printf("%zu\t%.4f\t%.4f\t%.4f\t%.4f\n", m.n_queries, m.ndcg_10, m.map, m.p_10, m.r_100);
  }
  trec_free(&qrels);
  trec_free(&run);
  return fine ? 0 : 1;
}
