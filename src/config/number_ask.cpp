#include "config/number_ask.hpp"

#include <fmt/format.h>

#include "config/variables.hpp"
#include "migration/fields.hpp"
#include "util/log.hpp"

namespace migrate {

namespace {

using Kind = NumberAsk::Kind;

// What is not set stands there as a variable: no secret.
void read_url(NumberAsk& ask, const Source& source, const std::string& text, int line) {
  if (text.empty()) return;
  ask.url = expand_variables(source, text, line, ask.unset);
  if (!ask.unset) hide_password_of(ask.url);
}

}  // namespace

std::string key_of(Kind kind) {
  return kind == Kind::query ? "query" : kind == Kind::http ? "http" : "prometheus";
}

NumberAsk read_ask(const Source& source, const Node& node, Kind kind, const std::string& what,
                   int line, std::optional<double>* limit) {
  NumberAsk ask;
  ask.kind = kind;
  if (node.kind == Node::Kind::scalar && kind != Kind::prometheus) {
    if (kind == Kind::query)
      ask.sql.any = RawSql(node.text);
    else
      read_url(ask, source, node.text, line);
    return ask;
  }
  std::vector<std::string> known = {"name", "url"};
  if (kind == Kind::query) known = {"name", "sql", "url"};
  if (kind == Kind::prometheus) known = {"name", "url", "query"};
  if (limit) known.push_back("limit");
  const Fields fields(source, node, what, known, line);
  ask.name = fields.optional_text("name");
  read_url(ask, source, fields.optional_text("url"), fields.line_of("url"));
  if (kind == Kind::query)
    ask.sql = fields.sql("sql");
  else
    fields.require("url");
  if (kind == Kind::prometheus) ask.expression = fields.text("query");
  if (limit) {
    *limit = fields.number("limit", -1e300);
    if (kind == Kind::prometheus) fields.require("limit");
  }
  return ask;
}

NumberAsk read_one_ask(const Fields& fields, const std::string& what) {
  NumberAsk one;
  int asks = 0;
  for (const auto kind : {Kind::query, Kind::http, Kind::prometheus}) {
    const auto key = key_of(kind);
    const Node* ask = fields.find(key);
    if (!ask) continue;
    one = read_ask(fields.source(), *ask, kind, what + "." + key, fields.line_of(key), nullptr);
    ++asks;
  }
  if (asks != 1)
    source_error(fields.source(), "VALUE",
                 fmt::format("{} is asked of one source: query, http or prometheus", what),
                 fields.line());
  return one;
}

void hide_password_of(const std::string& url) {
  const auto begin = url.find("://");
  if (begin == std::string::npos) return;
  const auto user = url.substr(begin + 3, url.find_first_of("/?#", begin + 3) - begin - 3);
  const auto at = user.rfind('@'), colon = user.find(':');
  if (at == std::string::npos || colon == std::string::npos || colon > at) return;
  log::add_secret(user.substr(colon + 1, at - colon - 1));
}

}  // namespace migrate
