#include <memory>
#include <stdexcept>

#include "backfill/ask_number.hpp"
#include "dialects/dialect.hpp"
#include "util/text.hpp"

namespace migrate {

namespace {

// A connection of its own: whatever the query does to its session, no batch runs there.
class Query {
 public:
  Query(SqlText sql, Url url) : sql_(std::move(sql)), url_(std::move(url)) {}

  NumberAnswer ask() {
    try {
      if (!opened_.connection) opened_ = open_database(url_);
      const RawSql* sql = sql_.for_engine(opened_.dialect->kind());
      if (!sql) throw std::runtime_error("no query is given for this kind of database");
      const auto rows = opened_.connection->query(sql->value).rows;
      if (rows.size() != 1 || rows[0].size() != 1)
        throw std::runtime_error("the query must answer one row of one column");
      if (rows[0][0].is_null()) throw std::runtime_error("the query answered NULL");
      const auto number = parse_number(rows[0][0].text);
      if (!number)
        throw std::runtime_error("the query answered \"" + printable(shorten(rows[0][0].text, 40)) +
                                 "\", not a number");
      return {number, "", false};
    } catch (...) {
      opened_.connection.reset();  // the next question connects again
      throw;
    }
  }

 private:
  SqlText sql_;
  Url url_;
  Opened opened_;
};

}  // namespace

std::function<NumberAnswer()> query_asker(const NumberAsk& ask, const Url& database) {
  auto query = std::make_shared<Query>(ask.sql, ask.url.empty() ? database : parse_url(ask.url));
  return [query] { return query->ask(); };
}

}  // namespace migrate
