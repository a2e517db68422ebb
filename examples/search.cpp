// SPDX-License-Identifier: MIT
// search.cpp: the library from C++: handles that close themselves, failures as exceptions, hits as values.
//
//     search DIRECTORY QUERY
#include <quern.h>

#include <cstdio>
#include <exception>
#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

namespace {

template <auto close> struct closer {
  template <typename handle> void operator()(handle *h) const { close(h); }
};
using index_handle = std::unique_ptr<qn_index, closer<qn_index_close>>;
using searcher_handle = std::unique_ptr<qn_searcher, closer<qn_searcher_free>>;
using query_handle = std::unique_ptr<qn_query, closer<qn_query_free>>;

struct hit {
  std::string id, title, snippet;
  double score;
};

// Calls a function of the library and throws what it reports.
template <typename function, typename... arguments> void call(function &&f, arguments &&...with) {
  qn_error error;
  if (f(with..., &error) != QN_OK)
    throw std::runtime_error(error.message);
}

std::string copy(const qn_string &s) {
  return {s.data, s.size};
}

class notes {
  index_handle index;
  searcher_handle searcher;

public:
  explicit notes(const char *dir) {
    qn_index *opened;
    qn_searcher *made;
    call(qn_index_open, &opened, &dir, std::size_t{1});
    index.reset(opened);
    call(qn_searcher_new, &made, index.get());
    searcher.reset(made);
  }

  std::vector<hit> search(const std::string &text, std::size_t limit) {
    qn_query *parsed;
    call(qn_query_parse, &parsed, text.data(), text.size(), nullptr);
    const query_handle query(parsed);
    qn_search_options options = QN_SEARCH_OPTIONS_INIT;
    options.limit = limit;
    qn_hits hits;
    call(qn_search, searcher.get(), query.get(), &options, &hits);
    std::vector<hit> found;
    for (std::size_t i = 0; i < hits.n_hits; i++)
      found.push_back(read_hit(i));
    return found;
  }

private:
  // Copies: what the searcher returns lives until its next search.
  hit read_hit(std::size_t i) {
    qn_hit h;
    qn_article article;
    const qn_snippets *snippets;
    qn_snippet best;
    qn_searcher_hit(searcher.get(), i, &h);
    call(qn_searcher_metadata, searcher.get(), h.article, &article);
    call(qn_searcher_snippets, searcher.get(), i, nullptr, &snippets);
    bool has_text = qn_snippets_get(snippets, 0, &best);
    return {copy(article.id), copy(article.title), has_text ? copy(best.text) : "", h.score};
  }
};

} // namespace

int main(int argc, char **argv) {
  if (argc != 3) {
    std::fprintf(stderr, "usage: search DIRECTORY QUERY\n");
    return 2;
  }
  try {
    for (const hit &h : notes(argv[1]).search(argv[2], 3))
      std::printf("%.3f  %s (%s)\n       %s\n", h.score, h.title.c_str(), h.id.c_str(), h.snippet.c_str());
    return 0;
  } catch (const std::exception &failure) {
    std::fprintf(stderr, "search: %s\n", failure.what());
    return 1;
  }
}
