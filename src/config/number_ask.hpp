// A question whose answer is one number, as migrate.yaml asks it.
#pragma once
#include <optional>
#include <string>

#include "config/variables.hpp"
#include "migration/document.hpp"
#include "migration/operations/operation.hpp"

namespace migrate {

class Fields;

// Something that answers one number.
struct NumberAsk {
  enum class Kind { query, http, prometheus };
  Kind kind = Kind::query;
  std::string name;        // for whoever reads the reason; empty: its kind, and where it asks
  SqlText sql;             // query
  std::string url;         // query: of another database; http, prometheus: of the server
  std::string expression;  // prometheus
  Unset unset;             // of the URL: it cannot be asked
};

// "query", "http", "prometheus": the keys under which they stand.
std::string key_of(NumberAsk::Kind kind);

// A map, or for a query and HTTP the text alone. `what` names it in messages; with `limit` the map
// may say one. Passwords of its URLs are hidden from then on.
NumberAsk read_ask(const Source& source, const Node& node, NumberAsk::Kind kind,
                   const std::string& what, int line, std::optional<double>* limit);
// The one question among the fields of a map: exactly one of query, http, prometheus.
NumberAsk read_one_ask(const Fields& fields, const std::string& what);

// What stands between user and host of a URL is a secret, and never shown.
void hide_password_of(const std::string& url);

}  // namespace migrate
