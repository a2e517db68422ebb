// SPDX-License-Identifier: MIT
// xapian.cpp: Xapian: one space of stemmed terms with positions; id and title in value slots 0 and 1, the text as data.
#include "driver.hpp"

#include <memory>
#include <xapian.h>

enum Slot { SLOT_ID, SLOT_TITLE };

static void add_article(Xapian::WritableDatabase &db, Xapian::TermGenerator &generator, const Article &a) {
  Xapian::Document document;
  generator.set_document(document);
  generator.set_termpos(0);
  generator.index_text(Xapian::Utf8Iterator(a.title.data(), a.title.size()));
  generator.index_text(Xapian::Utf8Iterator(a.text.data(), a.text.size()));
  document.add_value(SLOT_ID, std::string(a.id));
  document.add_value(SLOT_TITLE, std::string(a.title));
  document.set_data(std::string(a.text));
  db.add_document(document);
}

static Xapian::TermGenerator english() {
  Xapian::TermGenerator generator;
  generator.set_stemmer(Xapian::Stem("english"));
  generator.set_stemming_strategy(Xapian::TermGenerator::STEM_ALL);
  return generator;
}

static void index_articles(const char *in, const std::string &out) {
  setenv("XAPIAN_FLUSH_THRESHOLD", "1000000", 0); // documents between automatic flushes
  Xapian::WritableDatabase db(out + "/raw",
                              Xapian::DB_CREATE_OR_OVERWRITE | Xapian::DB_BACKEND_GLASS | Xapian::DB_NO_SYNC);
  Xapian::TermGenerator generator = english();
  for_each_article(in, [&](const Article &a) { add_article(db, generator, a); });
  db.commit();
}

static Add open_for_more(const std::string &out) {
  auto db = std::make_shared<Xapian::WritableDatabase>(out + "/compact", Xapian::DB_OPEN | Xapian::DB_NO_SYNC);
  auto generator = std::make_shared<Xapian::TermGenerator>(english());
  return [=](const Article &a) {
    add_article(*db, *generator, a);
    db->commit();
  };
}

static void compact(const std::string &out) {
  Xapian::Database(out + "/raw").compact(out + "/compact", Xapian::DBCOMPACT_NO_RENUMBER | Xapian::Compactor::FULLER);
  if (system(("rm -r '" + out + "/raw'").c_str()))
    fail("cannot remove the uncompacted database");
}

static Xapian::Query build(const Query &q, Mode mode, const Xapian::Stem &stem) {
  auto combine = [&](Xapian::Query::op op, const std::vector<std::string> &words) {
    std::vector<std::string> terms;
    for (auto &word : words)
      terms.push_back(stem(word));
    return Xapian::Query(op, terms.begin(), terms.end());
  };
  if (mode == PREFIX) {
    Xapian::Query any;
    for (auto &word : q.words)
      any |= Xapian::Query(Xapian::Query::OP_WILDCARD, word, 100, Xapian::Query::WILDCARD_LIMIT_MOST_FREQUENT);
    return any;
  }
  if (mode == PHRASE)
    return combine(Xapian::Query::OP_PHRASE, q.words);
  if (is_or(mode))
    return combine(Xapian::Query::OP_OR, q.words);
  if (mode != MIXED)
    return combine(Xapian::Query::OP_AND, q.words);
  Xapian::Query query =
      combine(q.must.empty() ? Xapian::Query::OP_OR : Xapian::Query::OP_AND, q.must.empty() ? q.words : q.must);
  if (!q.must.empty() && !q.words.empty())
    query = Xapian::Query(Xapian::Query::OP_AND_MAYBE, query, combine(Xapian::Query::OP_OR, q.words));
  if (!q.must_not.empty())
    query = Xapian::Query(Xapian::Query::OP_AND_NOT, query, combine(Xapian::Query::OP_OR, q.must_not));
  return query;
}

static Search open_index(const std::string &out) {
  struct stat st;
  bool compacted = !stat((out + "/compact").c_str(), &st);
  auto db = std::make_shared<Xapian::Database>(out + (compacted ? "/compact" : "/raw"));
  auto stem = std::make_shared<Xapian::Stem>("english");
  return [=](const Query &q, const Request &request) {
    Xapian::Enquire enquire(*db);
    enquire.set_query(build(q, request.mode, *stem));
    Result result;
    if (is_count(request.mode)) {
      enquire.set_weighting_scheme(Xapian::BoolWeight());
      result.count = enquire.get_mset(0, 0, db->get_doccount()).get_matches_estimated();
      return result;
    }
    enquire.set_weighting_scheme(Xapian::BM25Weight(1.2, 0, 1, 0.75, 0.5));
    Xapian::MSet matches = enquire.get_mset(0, request.k, request.mode == OR_TOTAL ? db->get_doccount() : 0);
    if (request.mode == OR_TOTAL)
      result.count = matches.get_matches_estimated();
    for (auto it = matches.begin(); it != matches.end(); ++it) {
      result.hits.emplace_back();
      if (!request.ids)
        continue;
      Hit &hit = result.hits.back();
      Xapian::Document document = it.get_document();
      hit.id = document.get_value(SLOT_ID);
      hit.title = document.get_value(SLOT_TITLE);
      if (request.snippets)
        hit.snippet = matches.snippet(document.get_data(), 200, *stem);
    }
    return result;
  };
}

int main(int argc, char **argv) {
  return driver_main({index_articles, compact, open_index, open_for_more, true}, argc, argv);
}
