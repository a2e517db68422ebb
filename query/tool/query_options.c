/* SPDX-License-Identifier: MIT */
/* query_options.c: two tables of options, and between them those of the output formats. */
#include "tool/query_options.h"

#include "base/memory.h"
#include "cli/console.h"
#include "cli/index_location.h"
#include "cli/option_help.h"
#include "cli/option_parse.h"
#include "cli/report.h"
#include "tool/facet_options.h"
#include "tool/option_checks.h"
#include "tool/output_formats.h"
#include "tool/rank_options.h"

#include <stdlib.h>

#define FIELD(name) offsetof(tool_options, name)

/* What --collapse is without a field. */
static const char near_duplicates[] = "";

static const cli_option search_options[] = {
    {"index", 'i', CLI_LIST, FIELD(dirs), .argument = "DIR",
     .help = "search this index; may be repeated (default: $QUERN_INDEX, else the nearest .quern or index-data/index "
             "upward from here)"},
    {"limit", 'n', CLI_NUMBER, FIELD(limit), .max = MOST_ARTICLES, .argument = "N", .help = "show N articles (10)"},
    {"offset", 0, CLI_NUMBER, FIELD(offset), .argument = "N", .help = "skip the first N articles"},
    {"after", 0, CLI_TEXT, FIELD(after), .argument = "TOKEN",
     .help = "the page after the one that ended with this token"},
    {"since", 0, CLI_TEXT, FIELD(since), .argument = "DATE", .help = "of this date or later: 2025-06, 7d, yesterday"},
    {"until", 0, CLI_TEXT, FIELD(until), .argument = "DATE", .help = "of this date or earlier"},
    {"sort", 0, CLI_LIST, FIELD(sort), .argument = "KEY",
     .help = "by date, a field, id or score; -KEY: the greatest first"},
    {"facet", 0, CLI_LIST, FIELD(facet), .argument = "FIELD",
     .help = "count its values: topics, date:month, price:0,10,100"},
    {"facet-limit", 0, CLI_NUMBER, FIELD(facet_limit), .min = 1, .argument = "N",
     .help = "the N values with the most articles (10)"},
    {"facet-sort", 0, CLI_CHOICE, FIELD(facet_sort), .choices = "count|value", .argument = "KEY",
     .help = "values by count, or in their own order"},
    {"collapse", 0, CLI_TEXT, FIELD(collapse), .bare = near_duplicates, .argument = "FIELD",
     .help = "show one of near-duplicates, or of the articles with the same value"},
    {"all-matches", 0, CLI_FLAG, FIELD(all_matches), .help = "print the ids of all matches, in the order of the index"},
    {"snippets", 0, CLI_NUMBER, FIELD(snippets), .max = 100, .argument = "N",
     .help = "passages shown of each article (1)"},
    {"snippet-chars", 0, CLI_NUMBER, FIELD(snippet_chars), .min = 1, .max = 65536, .argument = "N",
     .help = "characters of each passage (240)"},
    {"fields", 0, CLI_LIST, FIELD(fields), .argument = "NAMES", .help = "show these of each article: author,topics"},
    {"verbose", 'v', CLI_FLAG, FIELD(verbose), .help = "show scores, and ids beside URLs"},
    {"similar", 0, CLI_TEXT, FIELD(similar), .argument = "ID", .help = "instead of a query: articles like this one"},
    {"similar-file", 0, CLI_TEXT, FIELD(similar_file), .argument = "FILE", .help = "articles like the text of FILE"},
    {"all", 0, CLI_FLAG, FIELD(all), .help = "every word is required"},
    {"words", 0, CLI_FLAG, FIELD(words), .help = "no operators: the query is plain words"},
    {"partial", 0, CLI_FLAG, FIELD(partial), .help = "the last word may be the beginning of one"},
    {"min-match", 0, CLI_TEXT, FIELD(min_match), .argument = "N|P%",
     .help = "so many of the words, or so large a part of them, must match"},
    {"synonyms", 0, CLI_TEXT, FIELD(synonym_file), .argument = "FILE",
     .help = "words that mean the same, as Solr has them: a line \"sea, ocean\""},
    {"correct", 0, CLI_FLAG, FIELD(correct), .help = "where little is found, search for what may have been meant"},
    {"strict", 0, CLI_FLAG, FIELD(strict), .help = "refuse a query with a slip in it"},
    {"count", 'c', CLI_CHOICE, FIELD(count), .choices = "fast|none|exact|only", .bare = "only", .argument = "HOW",
     .help = "print only how many articles match; HOW: none, fast, exact, only"},
};
enum { N_SEARCH_OPTIONS = sizeof search_options / sizeof *search_options };

static const cli_option more_options[] = {
    {"null", '0', CLI_FLAG, FIELD(null), .help = "ids and files end in zero bytes, for xargs -0"},
    {"fresh", 0, CLI_FLAG, FIELD(fresh),
     .help = "first add changed files of the articles found again, unless added with options"},
    {"open", 0, CLI_NUMBER, FIELD(open), .min = 1, .max = MOST_ARTICLES, .argument = "N",
     .help = "open the N-th article in $VISUAL or $EDITOR, at the line of its passage"},
    {"batch", 0, CLI_TEXT, FIELD(batch), .argument = "FILE",
     .help = "answer the lines \"qid<TAB>query\" of FILE, - is stdin"},
    {"threads", 0, CLI_NUMBER, FIELD(threads), .max = 1024, .argument = "N",
     .help = "answer a batch with N threads (1); 0: as many as processors"},
    {"explain", 0, CLI_FLAG, FIELD(explain), .help = "show how each score came about"},
    {"rank", 0, CLI_CHOICE, FIELD(rank), .choices = "default|bm25", .argument = "HOW",
     .help = "rank by bm25 alone, or default"},
    {"expand", 0, CLI_FLAG, FIELD(expand), .help = "search again with words of the first articles, too"},
    {"recency", 0, CLI_TEXT, FIELD(recency), .argument = "AGE",
     .help = "rank newer articles higher; the bonus halves every AGE (30d)"},
    {"boost", 0, CLI_TEXT, FIELD(boost), .argument = "FIELD",
     .help = "rank articles higher by this number, 0 to 1; FIELD:log: a count"},
    {"k1", 0, CLI_REAL, FIELD(k1), .max = 10, .argument = "X",
     .help = "BM25: how slowly repeated words saturate (1.2)"},
    {"b", 0, CLI_REAL, FIELD(b), .max = 1, .argument = "X", .help = "BM25: how much an article's length counts (0.75)"},
    {"max-expansions", 0, CLI_NUMBER, FIELD(max_expansions), .max = 4096, .argument = "N",
     .help = "words that a pattern stands for, at most (100)"},
    {"exhaustive", 0, CLI_FLAG, FIELD(exhaustive), .help = "score every match: slow, the same answer"},
    {"color", 0, CLI_CHOICE, FIELD(color), .choices = "auto|always|never", .argument = "WHEN",
     .help = "auto (on a terminal), always or never"},
    {"no-pager", 0, CLI_FLAG, FIELD(no_pager), .help = "do not show long answers in a pager"},
    {"help", 'h', CLI_FLAG, FIELD(help), .help = "show this help; --help syntax: what a query may say"},
    {"version", 'V', CLI_FLAG, FIELD(version), .help = "show the version"},
};
enum { N_MORE_OPTIONS = sizeof more_options / sizeof *more_options };

static const char usage[] = "Usage: quern-query [-i DIR]... [OPTION]... QUERY...\n"
                            "Finds articles in an index made by quern-index, best first.\n\n"
                            "  rare earth       either word, ranked      +rare earth    `rare` required\n"
                            "  rare AND earth   both words               rare -earth    without `earth`\n"
                            "  '\"rare earth\"'   the phrase               title:earth    in the title\n"
                            "  =earths          in exactly this form, not `earth`\n\n"
                            "Options may stand anywhere before --.  After the first word of the query -word\n"
                            "excludes, unless it is an option of the list below (-n 3, -n3); NOT n excludes\n"
                            "such a word.\n\n";

static const cli_note examples[] = {
    {"quern-query -n 3 '\"spring tide\" -moon'", "a phrase, without a word"},
    {"quern-query --all salt road", "articles with both words"},
    {"quern-query --sort -date --since 7d --json '+storm coast'", "the newest, for a program"},
    {"quern-query -n 0 --facet topics --facet date:month 'oil price'", "how many there are of each topic and month"},
    {"quern-query -l0 apples | xargs -0 grep -n apples", "looks into the files that were found"},
    {NULL, NULL},
};

static const cli_note variables[] = {
    {"QUERN_INDEX", "the index, where no -i names one"},
    {"NO_COLOR", "turns colours off"},
    {"PAGER", "shows answers longer than the screen (less); empty: none does"},
    {"LESS", "options of less, if that shows them (FRX)"},
    {"LV", "options of lv, if that shows them (-c)"},
    {"VISUAL", "the editor of --open, before EDITOR (vi)"},
    {"EDITOR", "the same where VISUAL is not set or TERM is dumb"},
    {"TERM", "dumb: no colours, and no editor but EDITOR"},
    {"COLUMNS", "how wide lines are, where the terminal does not say"},
    {NULL, NULL},
};

static const cli_note statuses[] = {
    {"0", "articles found"},
    {"1", "none"},
    {"2", "wrong command line, query or settings"},
    {"3", "no index or of another version"},
    {"4", "damaged index"},
    {"6", "input or output failed, or out of memory"},
    {"130", "interrupted"},
    {NULL, NULL},
};

/* --- Output formats ----------------------------------------------------------------------------------------------- */

/* What the command line says of each format. */
typedef struct chosen_format {
  bool given;
  const char *argument;
} chosen_format;

enum { NOT_NAMED = MAX_OUTPUT_FORMATS };

typedef struct format_options {
  cli_option rows[MAX_OUTPUT_FORMATS];
  const output_format *formats[MAX_OUTPUT_FORMATS];
  chosen_format chosen[MAX_OUTPUT_FORMATS];
  size_t n;
  unsigned named; /* which --format names, of those that need no argument; NOT_NAMED: none */
} format_options;

static const output_format *nameable_format(size_t i) {
  size_t at = 0;
  for (;; at++) {
    const output_format *format = output_format_at(at);
    if (format == NULL || (format->argument == NULL && i-- == 0))
      return format;
  }
}

static const char *format_name(size_t i) {
  const output_format *format = nameable_format(i);
  return format != NULL ? format->name : NULL;
}

static const cli_option name_option[] = {
    {"format", 0, CLI_CHOICE, offsetof(format_options, named), .choice = format_name, .argument = "NAME"},
};

/* A format with a help line has an option, a flag or one with an argument. */
static void list_format_options(format_options *list) {
  *list = (format_options){.named = NOT_NAMED};
  const output_format *format;
  for (size_t i = 0; (format = output_format_at(i)) != NULL; i++) {
    if (format->help == NULL)
      continue;
    bool is_flag = format->argument == NULL;
    size_t member = is_flag ? offsetof(chosen_format, given) : offsetof(chosen_format, argument);
    list->rows[list->n] = (cli_option){.name = format->name,
                                       .letter = format->letter,
                                       .kind = is_flag ? CLI_FLAG : CLI_TEXT,
                                       .field = list->n * sizeof(chosen_format) + member,
                                       .argument = format->argument,
                                       .help = format->help};
    list->formats[list->n++] = format;
  }
}

/* A format is chosen if none is yet, or the same. */
static cli_exit choose(tool_options *options, const cli_syntax *syntax, const output_format *format) {
  const output_format *before = options->format;
  options->format = format;
  if (before == NULL || before == format)
    return EXIT_DONE;
  return cli_usage_error(syntax, "%s%s and %s%s are different outputs; choose one", output_format_prefix(before),
                         before->name, output_format_prefix(format), format->name);
}

static cli_exit choose_all_matches(tool_options *options, const cli_syntax *syntax) {
  const output_format *before = options->format;
  options->format = output_format_for_ids();
  if (before == NULL || before == options->format)
    return EXIT_DONE;
  return cli_usage_error(syntax, "--all-matches prints ids; leave out %s%s", output_format_prefix(before),
                         before->name);
}

static cli_exit choose_format(tool_options *options, const cli_syntax *syntax, const format_options *list) {
  cli_exit exit = EXIT_DONE;
  for (size_t i = 0; i < list->n && exit == EXIT_DONE; i++)
    if (list->chosen[i].given || list->chosen[i].argument != NULL) {
      exit = choose(options, syntax, list->formats[i]);
      options->format_argument = list->chosen[i].argument;
    }
  if (exit == EXIT_DONE && list->named != NOT_NAMED)
    exit = choose(options, syntax, nameable_format(list->named));
  if (exit == EXIT_DONE && options->all_matches)
    exit = choose_all_matches(options, syntax);
  bool counts_only = options->count == QN_COUNT_ONLY && !options->all_matches;
  if (exit == EXIT_DONE && counts_only && (options->format == NULL || !(options->format->shows & SHOWS_TOTAL)))
    exit = choose(options, syntax, output_format_for_count());
  if (options->format == NULL)
    options->format = output_format_default();
  return exit;
}

/* A sort by nothing but the score is the order that there is without one. */
static bool sorts_by_score_alone(const tool_options *options) {
  const char *key = options->sort.n == 1 ? options->sort.items[0] : "";
  return strcmp(key[0] == '-' ? key + 1 : key, "score") == 0;
}

static void use_defaults(tool_options *options) {
  if (sorts_by_score_alone(options))
    cli_list_clear(&options->sort);
  if (options->limit == NO_NUMBER)
    options->limit = 10;
  if (options->offset == NO_NUMBER)
    options->offset = 0;
  if (options->snippets == NO_NUMBER)
    options->snippets = 1;
  if (options->snippet_chars == NO_NUMBER)
    options->snippet_chars = 0;
  if (options->threads == NO_NUMBER)
    options->threads = 1;
  if (options->open == NO_NUMBER)
    options->open = 0;
  if (options->count == NO_CHOICE)
    options->count = QN_COUNT_FAST;
  if (options->rank == NO_CHOICE)
    options->rank = QN_RANK_DEFAULT;
  if (options->facet_limit == NO_NUMBER)
    options->facet_limit = 0;
  if (options->facet_sort == NO_CHOICE)
    options->facet_sort = FACET_SORT_COUNT;
}

/* Makes the other options agree with the format. */
static cli_exit settle_format(tool_options *options, const cli_syntax *syntax) {
  const output_format *format = options->format;
  if (format == output_format_for_count())
    options->count = QN_COUNT_ONLY;
  if ((format->one_hit_is_enough && options->limit > 1) || options->open > 0)
    options->limit = 1;
  if (options->open > 0)
    options->offset += options->open - 1;
  if (options->null && !format->takes_zeros)
    return cli_usage_error(syntax, "-0 (--null) is for -l (--ids), --files and --titles");
  return EXIT_DONE;
}

static cli_exit check_format_argument(const tool_options *options, const cli_syntax *syntax) {
  const output_format *format = options->format;
  if (options->format_argument == NULL || format->accepts == NULL || format->accepts(options->format_argument))
    return EXIT_DONE;
  return cli_usage_error(syntax, "--%s takes %s, not \"%s\"", format->name, format->accepted, options->format_argument);
}

/* --- How many words must match ------------------------------------------------------------------------------------ */

static cli_exit read_min_match(tool_options *options, const cli_syntax *syntax) {
  const char *value = options->min_match;
  if (value == NULL)
    return EXIT_DONE;
  const size_t digits = strspn(value, "0123456789");
  const unsigned long number = digits > 0 && digits < 10 ? strtoul(value, NULL, 10) : 0;
  const bool is_percent = value[digits] == '%';
  if (number == 0 || value[digits + is_percent] != '\0' || (is_percent && number > 100))
    return cli_usage_error(syntax, "--min-match takes a number like 2, or a share like 75%%, not \"%s\"", value);
  *(is_percent ? &options->min_match_percent : &options->min_match_number) = (unsigned)number;
  return EXIT_DONE;
}

/* --- All of it ---------------------------------------------------------------------------------------------------- */

static cli_syntax syntax_of(tool_options *options, format_options *list) {
  return (cli_syntax){
      .usage = usage,
      .groups = {{search_options, N_SEARCH_OPTIONS, options},
                 {list->rows, list->n, list->chosen},
                 {name_option, 1, list},
                 {more_options, N_MORE_OPTIONS, options}},
      .examples = examples,
      .variables = variables,
      .statuses = statuses,
      .after_operand = "excludes a word",
      .dash_hint = "to begin a query with an exclusion:",
      .word_hint = "to look for it as a word:",
  };
}

void options_print_help(FILE *to) {
  tool_options options = {.query = NULL};
  format_options formats;
  list_format_options(&formats);
  cli_syntax syntax = syntax_of(&options, &formats);
  cli_print_help(&syntax, to);
}

/* The words of the query, with a space between. */
static cli_exit join_words(tool_options *options, char **words, int n) {
  size_t size = 0;
  for (int i = 0; i < n; i++)
    size += strlen(words[i]) + 1;
  if (n == 0)
    return EXIT_DONE;
  options->query = qn__malloc(size);
  if (options->query == NULL)
    return cli_report_memory();
  char *to = options->query;
  for (int i = 0; i < n; i++) {
    size_t length = strlen(words[i]);
    memcpy(to, words[i], length);
    to[length] = i + 1 < n ? ' ' : '\0';
    to += length + 1;
  }
  return EXIT_DONE;
}

static cli_exit check_queries(const tool_options *options, const cli_syntax *syntax) {
  if (options->batch != NULL && options->query != NULL)
    return cli_usage_error(syntax, "--batch takes its queries from a file; leave out \"%s\"", options->query);
  if (options->batch != NULL && options->all_matches)
    return cli_usage_error(syntax, "--all-matches answers one query, and no batch");
  const bool similar = options->similar != NULL || options->similar_file != NULL;
  const char *name = options->similar != NULL ? "--similar" : "--similar-file";
  if (similar && options->batch != NULL)
    return cli_usage_error(syntax, "%s makes its own query; leave out --batch", name);
  if (similar && options->query != NULL)
    return cli_usage_error(syntax, "%s makes its own query; leave out \"%s\"", name, options->query);
  if (options->similar != NULL && options->similar_file != NULL)
    return cli_usage_error(syntax, "--similar and --similar-file are two queries; choose one");
  if (options->batch == NULL && options->query == NULL && !similar)
    return cli_usage_error(syntax, "no query is given; write what to look for");
  return EXIT_DONE;
}

/* A field that is an empty text is a slip, as of a variable that is not set. */
static cli_exit check_collapse(const tool_options *options, const cli_syntax *syntax) {
  if (options->collapse != NULL && options->collapse != near_duplicates && options->collapse[0] == '\0')
    return cli_usage_error(syntax, "--collapse= names no field; near-duplicates are --collapse alone");
  return EXIT_DONE;
}

static cli_exit use_default_index(tool_options *options) {
  if (options->dirs.n > 0)
    return EXIT_DONE;
  return cli_list_add(&options->dirs, cli_default_index());
}

cli_exit options_parse(tool_options *options, int argc, char **argv) {
  *options = (tool_options){.limit = NO_NUMBER,
                            .offset = NO_NUMBER,
                            .snippets = NO_NUMBER,
                            .snippet_chars = NO_NUMBER,
                            .threads = NO_NUMBER,
                            .open = NO_NUMBER,
                            .facet_limit = NO_NUMBER,
                            .facet_sort = NO_CHOICE,
                            .count = NO_CHOICE,
                            .rank = NO_CHOICE,
                            .k1 = -1,
                            .b = -1};
  format_options formats;
  list_format_options(&formats);
  const cli_syntax syntax = syntax_of(options, &formats);
  int n_words;
  cli_exit exit = cli_parse(&syntax, argc, argv, &n_words);
  options->help_syntax = options->help && n_words == 1 && strcmp(argv[1], "syntax") == 0;
  if (exit != EXIT_DONE || options->help || options->version)
    return exit;
  exit = join_words(options, argv + 1, n_words);
  if (exit == EXIT_DONE)
    exit = use_default_index(options);
  if (exit == EXIT_DONE)
    exit = check_queries(options, &syntax);
  if (exit == EXIT_DONE)
    exit = check_collapse(options, &syntax);
  if (exit == EXIT_DONE)
    exit = choose_format(options, &syntax, &formats);
  if (exit == EXIT_DONE)
    exit = options_check(options, &syntax);
  use_defaults(options);
  if (exit == EXIT_DONE)
    exit = read_min_match(options, &syntax);
  if (exit == EXIT_DONE)
    exit = facet_options_read(options, &syntax);
  if (exit == EXIT_DONE)
    exit = rank_options_read(options, &syntax);
  if (exit == EXIT_DONE)
    exit = settle_format(options, &syntax);
  return exit == EXIT_DONE ? check_format_argument(options, &syntax) : exit;
}

void options_clear(tool_options *options) {
  cli_list_clear(&options->dirs);
  cli_list_clear(&options->sort);
  cli_list_clear(&options->fields);
  facet_options_clear(options);
  rank_options_clear(options);
  qn__free(options->query);
}
