// SPDX-License-Identifier: MIT
// lucenepp.cpp: Lucene++ 3.0, the C++ port of Lucene 3.0: its Snowball English analyser; tf-idf, since it has no BM25.
#include <lucene++/LuceneHeaders.h>

#include <lucene++/Highlighter.h>
#include <lucene++/LuceneContrib.h>
#include <lucene++/MMapDirectory.h>
#include <lucene++/MapFieldSelector.h>
#include <lucene++/QueryScorer.h>
#include <lucene++/SerialMergeScheduler.h>
#include <lucene++/SimpleFragmenter.h>
#include <lucene++/SimpleHTMLFormatter.h>
#include <lucene++/SnowballAnalyzer.h>
#include <lucene++/TermAttribute.h>

#include <memory>

#include "driver.hpp"

using namespace Lucene;

static String wide(std::string_view s) {
  return StringUtils::toUnicode(reinterpret_cast<const uint8_t *>(s.data()), static_cast<int>(s.size()));
}

static AnalyzerPtr analyzer() {
  return newLucene<SnowballAnalyzer>(LuceneVersion::LUCENE_30, L"english");
}

static IndexWriterPtr open_writer(const std::string &out, bool create) {
  IndexWriterPtr writer =
      newLucene<IndexWriter>(FSDirectory::open(wide(out)), analyzer(), create, IndexWriter::MaxFieldLengthUNLIMITED);
  writer->setRAMBufferSizeMB(256);
  writer->setMergeScheduler(newLucene<SerialMergeScheduler>());
  return writer;
}

static void index_articles(const char *in, const std::string &out) {
  IndexWriterPtr writer = open_writer(out, true);
  for_each_article(in, [&](const Article &a) {
    DocumentPtr document = newLucene<Document>();
    String title = wide(a.title), text = wide(a.text);
    auto add = [&](const wchar_t *name, const String &value, AbstractField::Store store, AbstractField::Index index) {
      document->add(newLucene<Field>(name, value, store, index));
    };
    add(L"id", wide(a.id), Field::STORE_YES, Field::INDEX_NOT_ANALYZED_NO_NORMS);
    add(L"title", title, Field::STORE_YES, Field::INDEX_NO);
    add(L"text", text, Field::STORE_YES, Field::INDEX_NO);
    add(L"body", title, Field::STORE_NO, Field::INDEX_ANALYZED);
    add(L"body", text, Field::STORE_NO, Field::INDEX_ANALYZED);
    writer->addDocument(document);
  });
  writer->close();
}

static void compact(const std::string &out) {
  IndexWriterPtr writer = open_writer(out, false);
  writer->optimize();
  writer->close();
}

struct State {
  IndexSearcherPtr searcher;
  AnalyzerPtr analyzer = ::analyzer();
  FieldSelectorPtr names = newLucene<MapFieldSelector>(newCollection<String>(L"id", L"title"));
};

static Collection<TermPtr> analyzed(const State &state, const std::vector<std::string> &words) {
  std::string text;
  for (auto &word : words)
    text += word + " ";
  TokenStreamPtr tokens = state.analyzer->tokenStream(L"body", newLucene<StringReader>(wide(text)));
  TermAttributePtr term = tokens->addAttribute<TermAttribute>();
  Collection<TermPtr> terms = Collection<TermPtr>::newInstance();
  while (tokens->incrementToken())
    terms.add(newLucene<Term>(L"body", term->term()));
  return terms;
}

static QueryPtr build(const State &state, const ::Query &q, Mode mode) {
  if (mode == PHRASE) {
    PhraseQueryPtr phrase = newLucene<PhraseQuery>();
    for (auto &term : analyzed(state, q.words))
      phrase->add(term);
    return phrase;
  }
  BooleanQueryPtr query = newLucene<BooleanQuery>();
  auto add = [&](const std::vector<std::string> &words, BooleanClause::Occur occur) {
    for (auto &term : analyzed(state, words))
      query->add(newLucene<TermQuery>(term), occur);
  };
  add(q.words, is_or(mode) || mode == MIXED ? BooleanClause::SHOULD : BooleanClause::MUST);
  add(q.must, BooleanClause::MUST);
  add(q.must_not, BooleanClause::MUST_NOT);
  return query;
}

static HighlighterPtr highlighter(const QueryPtr &query) {
  HighlighterPtr h = newLucene<Highlighter>(newLucene<SimpleHTMLFormatter>(), newLucene<QueryScorer>(query));
  h->setTextFragmenter(newLucene<SimpleFragmenter>(200));
  h->setMaxDocCharsToAnalyze(1 << 20);
  return h;
}

static Search open_index(const std::string &out) {
  auto state = std::make_shared<State>();
  state->searcher = newLucene<IndexSearcher>(IndexReader::open(newLucene<MMapDirectory>(wide(out)), true));
  return [state](const ::Query &q, const Request &request) {
    QueryPtr query = build(*state, q, request.mode);
    Result result;
    TopDocsPtr top = state->searcher->search(query, is_count(request.mode) ? 1 : request.k);
    if (is_count(request.mode) || request.mode == OR_TOTAL)
      result.count = top->totalHits;
    if (is_count(request.mode))
      return result;
    HighlighterPtr marks = request.snippets ? highlighter(query) : HighlighterPtr();
    for (int i = 0; i < top->scoreDocs.size(); i++) {
      result.hits.emplace_back();
      Hit &hit = result.hits.back();
      if (!request.ids)
        continue;
      DocumentPtr document = state->searcher->doc(top->scoreDocs[i]->doc, request.snippets ? nullptr : state->names);
      hit.id = StringUtils::toUTF8(document->get(L"id"));
      hit.title = StringUtils::toUTF8(document->get(L"title"));
      if (request.snippets)
        hit.snippet = StringUtils::toUTF8(marks->getBestFragment(state->analyzer, L"body", document->get(L"text")));
    }
    return result;
  };
}

int main(int argc, char **argv) {
  return driver_main({index_articles, compact, open_index}, argc, argv);
}
