// SPDX-License-Identifier: MIT
// fts5.cpp: SQLite FTS5: one table, Porter's stemmer over unicode61; `body` (title, newline, text) is the indexed
// column.
#include "driver.hpp"

#include <sqlite3.h>

static void run(sqlite3 *db, const char *sql) {
  char *message = nullptr;
  if (sqlite3_exec(db, sql, nullptr, nullptr, &message))
    fail(std::string(sql) + ": " + message);
}

static sqlite3_stmt *prepare(sqlite3 *db, const char *sql) {
  sqlite3_stmt *statement;
  if (sqlite3_prepare_v2(db, sql, -1, &statement, nullptr))
    fail(sqlite3_errmsg(db));
  return statement;
}

static sqlite3 *open_for_writing(const std::string &out) {
  sqlite3 *db;
  if (sqlite3_open((out + "/fts.db").c_str(), &db))
    fail(sqlite3_errmsg(db));
  run(db, "PRAGMA page_size=8192; PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA cache_size=-262144;"
          "PRAGMA locking_mode=EXCLUSIVE;");
  return db;
}

static void insert_article(sqlite3 *db, sqlite3_stmt *insert, const Article &a) {
  std::string body = std::string(a.title).append("\n").append(a.text);
  sqlite3_bind_text(insert, 1, a.id.data(), a.id.size(), SQLITE_STATIC);
  sqlite3_bind_text(insert, 2, a.title.data(), a.title.size(), SQLITE_STATIC);
  sqlite3_bind_text(insert, 3, body.data(), body.size(), SQLITE_STATIC);
  if (sqlite3_step(insert) != SQLITE_DONE)
    fail(sqlite3_errmsg(db));
  sqlite3_reset(insert);
}

static void index_articles(const char *in, const std::string &out) {
  remove((out + "/fts.db").c_str());
  sqlite3 *db = open_for_writing(out);
  run(db, "CREATE VIRTUAL TABLE t USING fts5(id UNINDEXED, title UNINDEXED, body, tokenize='porter unicode61');"
          "INSERT INTO t(t, rank) VALUES('hashsize', 268435456);" // bytes gathered in memory before a write
          "BEGIN;");
  sqlite3_stmt *insert = prepare(db, "INSERT INTO t VALUES(?,?,?)");
  for_each_article(in, [&](const Article &a) { insert_article(db, insert, a); });
  sqlite3_finalize(insert);
  run(db, "COMMIT");
  sqlite3_close(db);
}

static void compact(const std::string &out) {
  sqlite3 *db = open_for_writing(out);
  run(db, "INSERT INTO t(t) VALUES('optimize')");
  run(db, "VACUUM");
  sqlite3_close(db);
}

// A write-ahead log, as one has it where writes are small and many.
static Add open_for_more(const std::string &out) {
  sqlite3 *db;
  if (sqlite3_open((out + "/fts.db").c_str(), &db))
    fail(sqlite3_errmsg(db));
  run(db, "PRAGMA journal_mode=WAL; PRAGMA synchronous=OFF; PRAGMA cache_size=-262144;");
  sqlite3_stmt *insert = prepare(db, "INSERT INTO t VALUES(?,?,?)");
  return [=](const Article &a) { insert_article(db, insert, a); };
}

static std::string match_expression(const Query &q, Mode mode) {
  if (mode == MIXED)
    unsupported(); // no operator prefers a word without requiring it
  std::string m;
  if (mode == PHRASE) {
    for (auto &word : q.words)
      m += (m.empty() ? "" : " ") + word;
    return "\"" + m + "\"";
  }
  for (auto &word : q.words)
    m += (m.empty()                       ? ""
          : is_or(mode) || mode == PREFIX ? " OR "
                                          : " AND ") +
         ("\"" + word + "\"") + (mode == PREFIX ? "*" : "");
  return m;
}

struct Statements {
  sqlite3_stmt *rowids, *ids, *snippets, *count;
};

static long count_matches(sqlite3_stmt *count, const std::string &match) {
  sqlite3_bind_text(count, 1, match.data(), match.size(), SQLITE_STATIC);
  long n = sqlite3_step(count) == SQLITE_ROW ? sqlite3_column_int64(count, 0) : -1;
  sqlite3_reset(count);
  return n;
}

static std::string column(sqlite3_stmt *statement, int i) {
  return reinterpret_cast<const char *>(sqlite3_column_text(statement, i));
}

static Search open_index(const std::string &out) {
  sqlite3 *db;
  if (sqlite3_open_v2((out + "/fts.db").c_str(), &db, SQLITE_OPEN_READONLY, nullptr))
    fail(sqlite3_errmsg(db));
  run(db, "PRAGMA mmap_size=8589934592; PRAGMA cache_size=-262144;");
  Statements s{
      prepare(db, "SELECT rowid FROM t WHERE t MATCH ? ORDER BY rank LIMIT ?"),
      prepare(db, "SELECT id, title FROM t WHERE t MATCH ? ORDER BY rank LIMIT ?"),
      prepare(db,
              "SELECT id, title, snippet(t, 2, '<b>', '</b>', '...', 32) FROM t WHERE t MATCH ? ORDER BY rank LIMIT ?"),
      prepare(db, "SELECT count(*) FROM t WHERE t MATCH ?"),
  };
  return [=](const Query &q, const Request &request) {
    std::string match = match_expression(q, request.mode);
    Result result;
    if (is_count(request.mode) || request.mode == OR_TOTAL)
      result.count = count_matches(s.count, match);
    if (is_count(request.mode))
      return result;
    sqlite3_stmt *top = request.snippets ? s.snippets : request.ids ? s.ids : s.rowids;
    sqlite3_bind_text(top, 1, match.data(), match.size(), SQLITE_STATIC);
    sqlite3_bind_int(top, 2, request.k);
    while (sqlite3_step(top) == SQLITE_ROW) {
      result.hits.emplace_back();
      if (request.ids)
        result.hits.back() = {column(top, 0), column(top, 1), request.snippets ? column(top, 2) : ""};
    }
    sqlite3_reset(top);
    return result;
  };
}

int main(int argc, char **argv) {
  return driver_main({index_articles, compact, open_index, open_for_more, true}, argc, argv);
}
