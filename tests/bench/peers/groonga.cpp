// SPDX-License-Identifier: MIT
// groonga.cpp: libgroonga in process: a table keyed by id, a lexicon with Porter2 stems and positions; tf-idf, since it
// has no BM25.
#include "driver.hpp"

#include <groonga.h>
#include <memory>

static grn_ctx ctx;

static std::string command(const std::string &text) {
  char *reply;
  unsigned int size;
  int flags;
  grn_ctx_send(&ctx, text.data(), text.size(), 0);
  grn_ctx_recv(&ctx, &reply, &size, &flags);
  if (ctx.rc != GRN_SUCCESS)
    fail(text + ": " + ctx.errbuf);
  return std::string(reply, size);
}

static void index_articles(const char *in, const std::string &out) {
  grn_init();
  grn_ctx_init(&ctx, 0);
  if (!grn_db_create(&ctx, (out + "/db").c_str(), nullptr))
    fail(out + ": " + ctx.errbuf);
  command("plugin_register token_filters/stem");
  command("table_create Docs TABLE_HASH_KEY ShortText");
  command("column_create Docs title COLUMN_SCALAR ShortText");
  command("column_create Docs body COLUMN_SCALAR Text");
  command("table_create Terms TABLE_PAT_KEY ShortText --default_tokenizer TokenBigram --normalizer NormalizerAuto "
          "--token_filters TokenFilterStem");
  grn_obj *table = grn_ctx_get(&ctx, "Docs", -1);
  grn_obj *title = grn_ctx_get(&ctx, "Docs.title", -1), *body = grn_ctx_get(&ctx, "Docs.body", -1), value;
  GRN_TEXT_INIT(&value, 0);
  for_each_article(in, [&](const Article &a) {
    grn_id id = grn_table_add(&ctx, table, a.id.data(), a.id.size(), nullptr);
    GRN_TEXT_SET(&ctx, &value, a.title.data(), a.title.size());
    value.header.domain = GRN_DB_SHORT_TEXT;
    grn_obj_set_value(&ctx, title, id, &value, GRN_OBJ_SET);
    GRN_TEXT_PUTS(&ctx, &value, "\n");
    GRN_TEXT_PUT(&ctx, &value, a.text.data(), a.text.size());
    value.header.domain = GRN_DB_TEXT;
    grn_obj_set_value(&ctx, body, id, &value, GRN_OBJ_SET);
  });
  // An index made over what is there is Groonga's quick way.
  command("column_create Terms body_index COLUMN_INDEX|WITH_POSITION Docs body");
  command("io_flush");
}

static std::string select_command(const Query &q, const Request &request) {
  if (request.mode == MIXED)
    unsupported(); // a query's words are all required or all optional
  std::string match;
  for (auto &word : q.words)
    match += (match.empty() ? "" : is_or(request.mode) ? " OR " : " ") + word;
  if (request.mode == PHRASE)
    match = "\\\"" + match + "\\\"";
  std::string text = "select Docs --cache no --query \"" + match + "\" --match_columns ";
  if (is_count(request.mode))
    return text + "body --limit 0";
  text += "\"scorer_tf_idf(body)\" --sort_keys -_score --limit " + std::to_string(request.k) + " --output_columns ";
  return text + (request.snippets ? "\"_key,title,snippet_html(body)\"" : request.ids ? "\"_key,title\"" : "_id");
}

// [[[count], [columns...], [row...]...]]
static Result parse_reply(simdjson::dom::parser &parser, const std::string &json, const Request &request) {
  Result result;
  size_t i = 0;
  simdjson::dom::array rows = parser.parse(json).at(0);
  for (auto row : rows) {
    auto cells = row.get_array().value();
    if (i++ == 0) {
      if (is_count(request.mode) || request.mode == OR_TOTAL)
        result.count = cells.at(0).get_int64();
    } else if (i > 2 && !is_count(request.mode)) {
      result.hits.emplace_back();
      if (!request.ids)
        continue;
      Hit &hit = result.hits.back();
      hit.id = std::string(std::string_view(cells.at(0)));
      hit.title = std::string(std::string_view(cells.at(1)));
      if (request.snippets && cells.at(2).is_array() && cells.at(2).get_array().size())
        hit.snippet = std::string(std::string_view(cells.at(2).get_array().at(0)));
    }
  }
  return result;
}

static Search open_index(const std::string &out) {
  grn_init();
  grn_ctx_init(&ctx, 0);
  if (!grn_db_open(&ctx, (out + "/db").c_str()))
    fail(out + ": " + ctx.errbuf);
  auto parser = std::make_shared<simdjson::dom::parser>();
  return [parser](const Query &q, const Request &request) {
    return parse_reply(*parser, command(select_command(q, request)), request);
  };
}

int main(int argc, char **argv) {
  return driver_main({index_articles, nullptr, open_index}, argc, argv);
}
