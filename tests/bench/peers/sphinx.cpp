// SPDX-License-Identifier: MIT
// sphinx.cpp: Sphinx 2.2: `index` runs Sphinx's indexer over an XML stream of this program's own; `query` starts a
// private searchd on a Unix socket and asks it in SphinxQL.
#include "driver.hpp"

#include <mariadb/mysql.h>
#include <signal.h>
#include <sys/wait.h>

static const char *const RANKER = "expr('bm25a(1.2,0.75)*10000')"; // BM25 proper; `bm25` is quicker and is not

static std::string own_path() {
  char path[4096];
  ssize_t size = readlink("/proc/self/exe", path, sizeof path);
  return std::string(path, size);
}

static std::string absolute(const std::string &path) {
  char *resolved = realpath(path.c_str(), nullptr);
  std::string s = resolved ? resolved : path;
  free(resolved);
  return s;
}

static void put_xml(std::string &out, std::string_view s) {
  for (unsigned char c : s)
    if (c == '<')
      out += "&lt;";
    else if (c == '>')
      out += "&gt;";
    else if (c == '&')
      out += "&amp;";
    else
      out += c < 32 && c != '\n' && c != '\t' ? ' ' : static_cast<char>(c);
}

static int write_xml(const char *in) {
  puts("<?xml version=\"1.0\" encoding=\"utf-8\"?><sphinx:docset>");
  std::string xml;
  size_t number = 0;
  for_each_article(in, [&](const Article &a) {
    xml = "<sphinx:document id=\"" + std::to_string(++number) + "\"><key>";
    put_xml(xml, a.id);
    xml += "</key><title>";
    put_xml(xml, a.title);
    xml += "</title><body>";
    put_xml(xml, a.title);
    xml += "\n";
    put_xml(xml, a.text);
    xml += "</body></sphinx:document>\n";
    fwrite(xml.data(), 1, xml.size(), stdout);
  });
  puts("</sphinx:docset>");
  return 0;
}

static std::string configuration(const std::string &in, const std::string &out) {
  return "source s {\n type = xmlpipe2\n xmlpipe_command = " + own_path() + " xml " + in +
         "\n xmlpipe_field_string = body\n xmlpipe_attr_string = key\n xmlpipe_attr_string = title\n}\n"
         "index t {\n source = s\n path = " +
         out +
         "/t\n morphology = stem_en\n docinfo = extern\n min_word_len = 1\n index_field_lengths = 1\n"
         " dict = keywords\n}\n"
         "indexer {\n mem_limit = 1024M\n max_xmlpipe2_field = 64M\n write_buffer = 8M\n}\n"
         "searchd {\n listen = " +
         out + "/sock:mysql41\n pid_file = " + out + "/pid\n log = " + out +
         "/log\n workers = threads\n binlog_path =\n}\n";
}

static void index_articles(const char *in, const std::string &out) {
  std::string path = absolute(out) + "/sphinx.conf";
  FILE *file = fopen(path.c_str(), "w");
  fputs(configuration(absolute(in), absolute(out)).c_str(), file);
  fclose(file);
  if (system(("indexer --quiet --config " + path + " t >&2").c_str()))
    fail("indexer failed");
}

static pid_t daemon_pid;

static void stop_daemon() {
  kill(daemon_pid, SIGTERM);
  waitpid(daemon_pid, nullptr, 0);
}

static void start_daemon(const std::string &out) {
  daemon_pid = fork();
  if (!daemon_pid) {
    if (!freopen("/dev/null", "w", stdout))
      _exit(1);
    execlp("searchd", "searchd", "--nodetach", "--config", (out + "/sphinx.conf").c_str(),
           static_cast<char *>(nullptr));
    _exit(1);
  }
  atexit(stop_daemon);
}

static MYSQL *connect_to(const std::string &socket) {
  for (int i = 0; i < 2000; i++, usleep(5000)) {
    MYSQL *connection = mysql_init(nullptr);
    if (mysql_real_connect(connection, nullptr, nullptr, nullptr, nullptr, 0, socket.c_str(), 0))
      return connection;
    mysql_close(connection);
  }
  fail("searchd does not answer");
}

static std::string match_expression(const Query &q, Mode mode) {
  auto join = [](const std::vector<std::string> &words, const char *between) {
    std::string s;
    for (auto &word : words)
      s += (s.empty() ? "" : between) + word;
    return s;
  };
  if (mode == PHRASE)
    return "\"" + join(q.words, " ") + "\"";
  if (mode != MIXED)
    return join(q.words, is_or(mode) ? " | " : " ");
  std::string m = q.must.empty() ? "(" + join(q.words, " | ") + ")" : "(" + join(q.must, " ") + ")";
  if (!q.must.empty() && !q.words.empty())
    m += " MAYBE (" + join(q.words, " | ") + ")";
  for (auto &word : q.must_not)
    m += " !" + word;
  return m;
}

static MYSQL_RES *ask(MYSQL *connection, const std::string &sql) {
  if (mysql_real_query(connection, sql.data(), sql.size()))
    fail(sql + ": " + mysql_error(connection));
  return mysql_store_result(connection);
}

static long total_found(MYSQL *connection) {
  long count = -1;
  MYSQL_RES *meta = ask(connection, "SHOW META");
  while (MYSQL_ROW row = mysql_fetch_row(meta))
    if (!strcmp(row[0], "total_found"))
      count = atol(row[1]);
  mysql_free_result(meta);
  return count;
}

static std::string select_statement(const Query &q, const Request &request) {
  std::string match = match_expression(q, request.mode), k = std::to_string(request.k);
  if (is_count(request.mode))
    return "SELECT id FROM t WHERE MATCH('" + match + "') LIMIT 1 OPTION ranker=none";
  std::string columns = !request.ids       ? "id"
                        : request.snippets ? "key, title, SNIPPET(body, '" + match + "', 'limit=200')"
                                           : "key, title";
  return "SELECT " + columns + " FROM t WHERE MATCH('" + match + "') LIMIT " + k + " OPTION max_matches=" + k +
         ", ranker=" + RANKER;
}

static Search open_index(const std::string &directory) {
  std::string out = absolute(directory);
  start_daemon(out);
  MYSQL *connection = connect_to(out + "/sock");
  return [connection](const Query &q, const Request &request) {
    Result result;
    MYSQL_RES *rows = ask(connection, select_statement(q, request));
    while (MYSQL_ROW row = mysql_fetch_row(rows)) {
      result.hits.emplace_back();
      if (request.ids && !is_count(request.mode))
        result.hits.back() = {row[0], row[1], request.snippets ? row[2] : ""};
    }
    mysql_free_result(rows);
    if (is_count(request.mode))
      result.hits.clear();
    if (is_count(request.mode) || request.mode == OR_TOTAL)
      result.count = total_found(connection);
    return result;
  };
}

int main(int argc, char **argv) {
  if (argc == 3 && !strcmp(argv[1], "xml"))
    return write_xml(argv[2]);
  return driver_main({index_articles, nullptr, open_index}, argc, argv);
}
