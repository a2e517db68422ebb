// SPDX-License-Identifier: MIT
// driver.hpp: what the peers' drivers share: reading articles and queries, timing, the lines they print.
// The commands of a driver:
//
//   NAME index IN.jsonl OUT                           makes an index, without its final compaction
//   NAME compact OUT                                  compacts it, where the engine can
//   NAME more OUT IN.jsonl                            adds its articles, each in a commit of its own, where it is easy
//   NAME query OUT QUERIES.tsv MODE K [--snippets] [--passes N] [--out FILE]
//   NAME show OUT MODE 'WORDS' [--plain]              one query, 10 results, as a user's command would
//
// `more` prints {"median_ms", "max_ms"} of adding and committing.  `query` prints one JSON line; --out gets, for each
// query, between tabs: id, microseconds, count, top ids.
#pragma once
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include <dirent.h>
#include <fcntl.h>
#include <simdjson.h>
#include <sys/stat.h>
#include <unistd.h>

inline double now_s() {
  using namespace std::chrono;
  return duration<double>(steady_clock::now().time_since_epoch()).count();
}

[[noreturn]] inline void fail(const std::string &what) {
  fprintf(stderr, "%s\n", what.c_str());
  exit(1);
}

// --- Articles
// ---------------------------------------------------------------------------------------------------------

struct Article {
  std::string_view id, title, text;
};

inline Article parse_article(simdjson::ondemand::document &document) {
  Article a;
  for (auto field : document.get_object()) {
    std::string_view key = field.unescaped_key();
    if (key == "id")
      a.id = field.value().get_string();
    else if (key == "title")
      a.title = field.value().get_string();
    else if (key == "text")
      a.text = field.value().get_string();
  }
  return a;
}

inline void for_each_article(const char *path, const std::function<void(const Article &)> &visit) {
  FILE *in = fopen(path, "rb");
  if (!in)
    fail(std::string(path) + ": " + strerror(errno));
  simdjson::ondemand::parser parser;
  std::string padded;
  char *line = nullptr;
  size_t capacity = 0;
  ssize_t size;
  while ((size = getline(&line, &capacity, in)) > 1) {
    padded.reserve(size + simdjson::SIMDJSON_PADDING);
    padded.assign(line, size);
    auto document = parser.iterate(padded.data(), padded.size(), padded.capacity());
    visit(parse_article(document.value()));
  }
  free(line);
  fclose(in);
}

// --- Queries
// ----------------------------------------------------------------------------------------------------------

// Plain words are in `words`; those marked + and - (mode MIXED) apart.
struct Query {
  std::string id;
  std::vector<std::string> words, must, must_not;
};

inline Query parse_query(const std::string &id, const std::string &text) {
  Query q{id, {}, {}, {}};
  for (size_t i = 0, end; i < text.size(); i = end + 1) {
    end = std::min(text.find(' ', i), text.size());
    std::string word = text.substr(i, end - i);
    if (word.empty())
      continue;
    if (word[0] == '+')
      q.must.push_back(word.substr(1));
    else if (word[0] == '-')
      q.must_not.push_back(word.substr(1));
    else
      q.words.push_back(word);
  }
  return q;
}

// Lines of `id TAB words`.
inline std::vector<Query> read_queries(const char *path) {
  FILE *in = fopen(path, "r");
  if (!in)
    fail(std::string(path) + ": " + strerror(errno));
  std::vector<Query> queries;
  char *line = nullptr;
  size_t capacity = 0;
  while (getline(&line, &capacity, in) > 0) {
    line[strcspn(line, "\r\n")] = 0;
    if (char *tab = strchr(line, '\t'))
      queries.push_back(parse_query(std::string(line, tab), tab + 1));
  }
  free(line);
  fclose(in);
  return queries;
}

// OR_TOTAL: a ranked OR with the exact number of matches beside its hits.  PREFIX: of the engines that have it, see
// Engine.
enum Mode { OR, AND, PHRASE, MIXED, PREFIX, OR_TOTAL, COUNT_OR, COUNT_AND };

inline Mode parse_mode(const std::string &name) {
  static const char *const names[] = {"or", "and", "phrase", "mixed", "prefix", "or-total", "count-or", "count-and"};
  for (int i = OR; i <= COUNT_AND; i++)
    if (name == names[i])
      return static_cast<Mode>(i);
  fail("no such mode: " + name);
}

inline bool is_count(Mode mode) {
  return mode == COUNT_OR || mode == COUNT_AND;
}
inline bool is_or(Mode mode) {
  return mode == OR || mode == OR_TOTAL || mode == COUNT_OR;
}

// What an engine without an operator says; the runner leaves its cell empty.
[[noreturn]] inline void unsupported() {
  exit(3);
}

// --- Engines
// ----------------------------------------------------------------------------------------------------------

struct Hit {
  std::string id, title, snippet;
};

struct Result {
  long count = -1;
  std::vector<Hit> hits;
};

struct Request {
  Mode mode;
  int k;
  bool snippets;
  bool ids; // of the articles, titles too; in timed passes without snippets internal document numbers do
};

using Search = std::function<Result(const Query &, const Request &)>;
using Add = std::function<void(const Article &)>;

struct Engine {
  void (*index)(const char *in, const std::string &out); // through the commit
  void (*compact)(const std::string &out);               // NULL: nothing to compact
  Search (*open)(const std::string &out);
  Add (*open_for_more)(const std::string &out) = nullptr; // each call commits its article
  bool has_prefixes = false;                              // words that begin with those of a query
};

// --- Commands
// ---------------------------------------------------------------------------------------------------------

inline void write_results(const char *path, const std::vector<Query> &queries, const std::vector<double> &best,
                          const std::vector<Result> &results) {
  FILE *out = fopen(path, "w");
  if (!out)
    fail(std::string(path) + ": " + strerror(errno));
  for (size_t i = 0; i < queries.size(); i++) {
    fprintf(out, "%s\t%.2f\t%ld", queries[i].id.c_str(), best[i], results[i].count);
    for (auto &hit : results[i].hits)
      fprintf(out, "\t%s", hit.id.c_str());
    fputc('\n', out);
  }
  fclose(out);
}

inline void print_times(std::vector<double> us) {
  std::sort(us.begin(), us.end());
  double sum = 0;
  for (double x : us)
    sum += x;
  auto percentile = [&](double p) { return us[std::min(us.size() - 1, static_cast<size_t>(p * us.size()))]; };
  printf("{\"n\":%zu,\"mean_us\":%.2f,\"p50_us\":%.2f,\"p95_us\":%.2f,\"p99_us\":%.2f,\"max_us\":%.2f}\n", us.size(),
         sum / us.size(), percentile(.5), percentile(.95), percentile(.99), us.back());
}

// One untimed pass that also fetches the ids, then the best of `passes` for each query.
inline int run_queries(const Engine &engine, int argc, char **argv) {
  if (argc < 6)
    fail("usage: query OUT QUERIES.tsv MODE K [--snippets] [--passes N] [--out FILE]");
  bool snippets = false;
  int passes = 3;
  const char *out = nullptr;
  for (int i = 6; i < argc; i++)
    if (!strcmp(argv[i], "--snippets"))
      snippets = true;
    else if (!strcmp(argv[i], "--passes") && i + 1 < argc)
      passes = atoi(argv[++i]);
    else if (!strcmp(argv[i], "--out") && i + 1 < argc)
      out = argv[++i];
  auto queries = read_queries(argv[3]);
  if (queries.empty())
    fail(std::string(argv[3]) + ": no queries");
  Request request{parse_mode(argv[4]), atoi(argv[5]), snippets, true};
  if (request.mode == PREFIX && !engine.has_prefixes)
    unsupported();
  Search search = engine.open(argv[2]);
  std::vector<double> best(queries.size(), 1e300);
  std::vector<Result> results;
  for (auto &query : queries)
    results.push_back(search(query, request));
  request.ids = snippets;
  for (int pass = 0; pass < passes; pass++)
    for (size_t i = 0; i < queries.size(); i++) {
      double start = now_s();
      Result result = search(queries[i], request);
      best[i] = std::min(best[i], (now_s() - start) * 1e6);
    }
  if (out)
    write_results(out, queries, best, results);
  print_times(best);
  return 0;
}

inline int show(const Engine &engine, int argc, char **argv) {
  if (argc < 5)
    fail("usage: show OUT MODE 'WORDS' [--plain]");
  bool snippets = !(argc > 5 && !strcmp(argv[5], "--plain"));
  Result result = engine.open(argv[2])(parse_query("", argv[4]), {parse_mode(argv[3]), 10, snippets, true});
  for (auto &hit : result.hits)
    printf("%s\t%s\n    %s\n", hit.id.c_str(), hit.title.c_str(), hit.snippet.c_str());
  return 0;
}

inline void add_more(const Engine &engine, const std::string &out, const char *in) {
  Add add = engine.open_for_more(out);
  std::vector<double> ms;
  for_each_article(in, [&](const Article &a) {
    double start = now_s();
    add(a);
    ms.push_back((now_s() - start) * 1e3);
  });
  std::sort(ms.begin(), ms.end());
  if (!ms.empty())
    printf("{\"median_ms\":%.3f,\"max_ms\":%.3f}\n", ms[ms.size() / 2], ms.back());
}

inline int driver_main(const Engine &engine, int argc, char **argv) {
  std::string command = argc > 1 ? argv[1] : "";
  if (command == "index" && argc > 3) {
    mkdir(argv[3], 0777);
    engine.index(argv[2], argv[3]);
    return 0;
  }
  if (command == "compact" && argc > 2) {
    if (!engine.compact)
      unsupported();
    engine.compact(argv[2]);
    return 0;
  }
  if (command == "more" && argc > 3) {
    if (!engine.open_for_more)
      unsupported();
    add_more(engine, argv[2], argv[3]);
    return 0;
  }
  if (command == "query")
    return run_queries(engine, argc, argv);
  if (command == "show")
    return show(engine, argc, argv);
  fail("commands: index, compact, more, query, show");
}
