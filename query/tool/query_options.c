/* SPDX-License-Identifier: MIT */
/* query_options.c: one table says what each option is called, takes, means and sets; help and parsing follow from it. */
#include "tool/query_options.h"

#include "base/memory.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

typedef enum option_kind {
  OPTION_FLAG,   /* bool: true */
  OPTION_NUMBER, /* size_t, up to `max` */
  OPTION_REAL,   /* double, 0 to `max` */
  OPTION_TEXT,   /* const char * */
  OPTION_CHOICE, /* unsigned: the place of the value among `choices` */
  OPTION_DIR,    /* one more of `dirs` */
} option_kind;

typedef struct option {
  const char *name;
  char letter; /* 0: none */
  option_kind kind;
  size_t field;         /* offset in tool_options */
  double max;           /* of numbers */
  const char *choices;  /* separated by '|' */
  const char *bare;     /* the value if none is given with '='; NULL: a value is needed */
  const char *argument; /* as the help names it */
  const char *help;
} option;

#define FIELD(name) offsetof(tool_options, name)

static const option option_table[] = {
    {"index", 'i', OPTION_DIR, 0, 0, NULL, NULL, "DIR", "search this index; may be repeated"},
    {"limit", 'n', OPTION_NUMBER, FIELD(limit), 10000, NULL, NULL, "N", "show N articles (10)"},
    {"offset", 0, OPTION_NUMBER, FIELD(offset), 10000, NULL, NULL, "N", "skip the first N articles"},
    {"snippets", 0, OPTION_NUMBER, FIELD(snippets), 100, NULL, NULL, "N", "passages shown of each article (1)"},
    {"all", 0, OPTION_FLAG, FIELD(all), 0, NULL, NULL, NULL, "every word is required"},
    {"words", 0, OPTION_FLAG, FIELD(words), 0, NULL, NULL, NULL, "no operators: the query is plain words"},
    {"strict", 0, OPTION_FLAG, FIELD(strict), 0, NULL, NULL, NULL, "refuse a query with a slip in it"},
    {"count", 0, OPTION_CHOICE, FIELD(count), 0, "fast|none|exact|only", "only", "HOW",
     "print only how many articles; HOW: none, fast, exact, only"},
    {"json", 0, OPTION_FLAG, FIELD(json), 0, NULL, NULL, NULL, "print one JSON object for each query"},
    {"trec", 0, OPTION_TEXT, FIELD(trec), 0, NULL, NULL, "TAG",
     "print lines \"qid Q0 id rank score TAG\"; implies --words"},
    {"batch", 0, OPTION_TEXT, FIELD(batch), 0, NULL, NULL, "FILE",
     "answer the lines \"qid<TAB>query\" of FILE, - is stdin"},
    {"threads", 0, OPTION_NUMBER, FIELD(threads), 1024, NULL, NULL, "N",
     "answer a batch with N threads (1); 0: as many as processors"},
    {"explain", 0, OPTION_FLAG, FIELD(explain), 0, NULL, NULL, NULL, "show how each score came about"},
    {"rank", 0, OPTION_CHOICE, FIELD(rank), 0, "default|bm25", NULL, "HOW", "rank by bm25 alone, or default"},
    {"k1", 0, OPTION_REAL, FIELD(k1), 10, NULL, NULL, "X", "BM25: how slowly repeated words saturate (1.2)"},
    {"b", 0, OPTION_REAL, FIELD(b), 1, NULL, NULL, "X", "BM25: how much an article's length counts (0.75)"},
    {"exhaustive", 0, OPTION_FLAG, FIELD(exhaustive), 0, NULL, NULL, NULL, "score every match: slow, the same answer"},
    {"color", 0, OPTION_CHOICE, FIELD(color), 0, "auto|always|never", NULL, "WHEN",
     "auto (on a terminal), always or never"},
    {"help", 'h', OPTION_FLAG, FIELD(help), 0, NULL, NULL, NULL, "show this help"},
    {"version", 0, OPTION_FLAG, FIELD(version), 0, NULL, NULL, NULL, "show the version"},
};
enum { N_OPTIONS = sizeof option_table / sizeof *option_table };

void options_print_help(FILE *to) {
  fputs("Usage: quern-query [-i DIR]... [OPTION]... QUERY...\n"
        "Finds articles in an index made by quern-index, best first.\n\n"
        "  rare earth        either word, ranked       +rare earth   `rare` required\n"
        "  rare AND earth    both words                rare -earth   without `earth`\n"
        "  '\"rare earth\"'    the phrase                title:earth   in the title\n"
        "  =earths           written so, not `earth`\n\n"
        "After the first word of the query only --long options are options, so that\n"
        "-word excludes; -- ends options.\n\n",
        to);
  for (const option *o = option_table; o < option_table + N_OPTIONS; o++) {
    char letter[5] = "    ", left[40];
    if (o->letter)
      memcpy(letter, (char[]){'-', o->letter, ',', ' '}, 4);
    const char *open = o->argument == NULL ? "" : o->bare != NULL ? "[=" : " ";
    snprintf(left, sizeof left, "%s--%s%s%s%s", letter, o->name, open, o->argument ? o->argument : "",
             o->bare != NULL ? "]" : "");
    fprintf(to, "  %-18s %s\n", left, o->help);
  }
  fputs("\nThe index is $QUERN_INDEX, or ./index-data/index, unless -i names one.\n"
        "Exit status: 0 articles found, 1 none, 2 usage or query error, 3 no index or unreadable,\n"
        "4 damaged index, 6 input or output failed, 130 interrupted.\n",
        to);
}

static bool complain(const char *format, const char *what, const char *value) {
  fputs("quern-query: ", stderr);
  fprintf(stderr, format, what, value);
  fputs("\nquern-query: see quern-query --help\n", stderr);
  return false;
}

/* --- Values ------------------------------------------------------------------------------------------------------- */

static bool set_number(const option *o, const char *value, size_t *number) {
  char *end;
  errno = 0;
  unsigned long long parsed = strtoull(value, &end, 10);
  if (value[0] < '0' || value[0] > '9' || *end != '\0' || errno || (double)parsed > o->max) {
    char range[80];
    snprintf(range, sizeof range, "--%s takes a whole number up to %.0f", o->name, o->max);
    return complain("%s, not \"%s\"", range, value);
  }
  *number = (size_t)parsed;
  return true;
}

static bool set_real(const option *o, const char *value, double *number) {
  char *end;
  double parsed = strtod(value, &end);
  if (end == value || *end != '\0' || !(parsed >= 0 && parsed <= o->max)) {
    char range[80];
    snprintf(range, sizeof range, "--%s takes a number from 0 to %.0f", o->name, o->max);
    return complain("%s, not \"%s\"", range, value);
  }
  *number = parsed;
  return true;
}

static bool set_choice(const option *o, const char *value, unsigned *choice) {
  size_t size = strlen(value);
  unsigned place = 0;
  for (const char *name = o->choices; *name != '\0'; place++) {
    size_t name_size = strcspn(name, "|");
    if (size == name_size && memcmp(name, value, size) == 0) {
      *choice = place;
      return true;
    }
    name += name_size + (name[name_size] == '|');
  }
  char names[80];
  snprintf(names, sizeof names, "--%s takes one of %s", o->name, o->choices);
  return complain("%s, not \"%s\"", names, value);
}

static bool add_dir(tool_options *options, const char *dir) {
  const char **dirs = qn__realloc(options->dirs, (options->n_dirs + 1) * sizeof *dirs);
  if (dirs == NULL)
    return complain("%s%s", "out of memory", "");
  dirs[options->n_dirs++] = dir;
  options->dirs = dirs;
  return true;
}

static bool set_option(tool_options *options, const option *o, const char *value) {
  void *field = (char *)options + o->field;
  switch (o->kind) {
  case OPTION_FLAG:
    *(bool *)field = true;
    return true;
  case OPTION_NUMBER:
    return set_number(o, value, field);
  case OPTION_REAL:
    return set_real(o, value, field);
  case OPTION_TEXT:
    *(const char **)field = value;
    return true;
  case OPTION_CHOICE:
    return set_choice(o, value, field);
  case OPTION_DIR:
    return add_dir(options, value);
  }
  return false;
}

/* --- Arguments ---------------------------------------------------------------------------------------------------- */

/* Finds the option that the argument names; *value is what stands with it, or NULL. */
static const option *find_option(const char *argument, const char **value) {
  bool is_long = argument[1] == '-';
  size_t size = strcspn(argument, "=");
  for (const option *o = option_table; o < option_table + N_OPTIONS; o++) {
    if (is_long && strlen(o->name) == size - 2 && memcmp(o->name, argument + 2, size - 2) == 0) {
      *value = argument[size] == '=' ? argument + size + 1 : NULL;
      return o;
    }
    if (!is_long && argument[1] == o->letter) {
      *value = argument[2] != '\0' ? argument + 2 : NULL;
      return o;
    }
  }
  return NULL;
}

/* Reads the option at argv[*i], and its value from the next argument if it needs one. */
static bool parse_option(tool_options *options, char **argv, int *i) {
  const char *argument = argv[*i], *value = NULL;
  const option *o = find_option(argument, &value);
  if (o == NULL && argument[1] != '-')
    return complain("there is no option %s; to begin a query with an exclusion: -- %s", argument, argument);
  if (o == NULL)
    return complain("there is no option %s%s", argument, "");
  if (o->kind == OPTION_FLAG && value != NULL)
    return complain("--%s takes no value%s", o->name, "");
  if (value == NULL)
    value = o->bare;
  if (o->kind != OPTION_FLAG && value == NULL) {
    value = argv[*i + 1];
    if (value == NULL)
      return complain("%s needs a value: %s", argument, o->argument);
    ++*i;
  }
  return set_option(options, o, value);
}

/* Tells who may have meant an option that its place makes it an exclusion. */
static void note_exclusion(const char *argument) {
  const char *value;
  if (argument[0] == '-' && argument[1] != '\0' && argument[1] != '-' && find_option(argument, &value) != NULL &&
      (value == NULL || (value[0] >= '0' && value[0] <= '9')))
    fprintf(stderr, "quern-query: %s after the first word of the query excludes a word; options go before it\n",
            argument);
}

static bool add_word(tool_options *options, const char *word) {
  size_t size = options->query == NULL ? 0 : strlen(options->query) + 1;
  char *query = qn__realloc(options->query, size + strlen(word) + 1);
  if (query == NULL)
    return complain("%s%s", "out of memory", "");
  if (size > 0)
    query[size - 1] = ' ';
  strcpy(query + size, word);
  options->query = query;
  return true;
}

static bool check_together(const tool_options *options) {
  if (options->batch != NULL && options->query != NULL)
    return complain("--batch takes its queries from a file: what is \"%s\"?%s", options->query, "");
  if (options->batch == NULL && options->query == NULL)
    return complain("%s%s", "no query is given", "");
  if (options->trec == NULL)
    return true;
  if (options->json || options->count == QN_COUNT_ONLY)
    return complain("--trec and %s are different outputs%s", options->json ? "--json" : "--count", "");
  if (options->trec[0] == '\0' || strpbrk(options->trec, " \t\r\n") != NULL)
    return complain("the tag of --trec is one word, not \"%s\"%s", options->trec, "");
  return true;
}

bool options_parse(tool_options *options, int argc, char **argv) {
  *options = (tool_options){.limit = 10, .snippets = 1, .threads = 1, .k1 = -1, .b = -1};
  bool ended = false;
  for (int i = 1; i < argc; i++) {
    const char *argument = argv[i];
    bool is_long = argument[0] == '-' && argument[1] == '-';
    bool is_short = argument[0] == '-' && argument[1] != '-' && argument[1] != '\0' && options->query == NULL;
    if (!ended && !is_short)
      note_exclusion(argument);
    if (!ended && is_long && argument[2] == '\0')
      ended = true;
    else if (!(!ended && (is_long || is_short) ? parse_option(options, argv, &i) : add_word(options, argument)))
      return false;
  }
  if (options->help || options->version)
    return true;
  const char *index = getenv("QUERN_INDEX");
  if (options->n_dirs == 0 && !add_dir(options, index != NULL && *index != '\0' ? index : "./index-data/index"))
    return false;
  return check_together(options);
}

void options_clear(tool_options *options) {
  qn__free(options->dirs);
  qn__free(options->query);
}
