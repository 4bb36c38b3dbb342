// Views over columns that are replaced: taken down before the columns change places, and made again
// over what has the names then (docs/decisions/0012).
#pragma once
#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "dialects/postgres/planner.hpp"

namespace migrate::postgres {

class CarriedViews {
 public:
  using Columns = std::vector<std::pair<std::string, std::string>>;  // table, column
  using Reword = std::function<std::string(const std::string&)>;

  CarriedViews() = default;
  // Throws (exit 2), with the reason, where one of them cannot be made again. `reword`: of their
  // expressions, after the exchange.
  CarriedViews(Planning& p, const Columns& columns, Reword reword = {});
  // `all` must live as long. A column "" stands for the table as a whole, "*" for its row type.
  CarriedViews(const std::vector<View>& all, const std::string& schema, const Columns& columns,
               Reword reword = {});

  bool empty() const { return views_.empty(); }
  bool has(const std::string& name) const;
  // As a person writes them.
  std::vector<std::string> names() const;
  // Of those that cannot be made again: "view v reads … and cannot be made again: …".
  std::vector<std::string> refusals() const;
  // Holds them under ACCESS SHARE, so that nobody changes one before it is dropped, and fails where
  // one is not what it was when it was inspected.
  std::vector<std::string> as_planned() const;
  // A statement each, the outermost first (Together::views).
  std::vector<std::string> drop() const;
  std::vector<std::string> up() const;
  // Names the view that the server refuses.
  std::vector<std::string> try_up() const;
  // Behind an `up`: fails where one is not what that has made of it.
  std::vector<std::string> as_made() const;
  // Fails where one still reads the column: by its place in the table, or made since.
  std::string let_go_of(const std::string& table_sql, const std::string& column) const;
  // Behind the tables, where a step prints what it locks.
  LockedObjects with_names(LockedObjects tables) const;
  void note(Planning& p) const;
  // An operation behind this one finds them as the server words them then.
  void made(Planning& p) const;

 private:
  std::vector<std::string> make(bool trial) const;
  std::string reworded(const std::string& expression) const;

  std::vector<const View*> views_;  // outermost first
  std::string schema_;
  Columns columns_;
  bool carried_before_ = false;
  Reword reword_;
};

// "public"."v" as a person writes it in that schema.
std::string plain_name(const std::string& name, const std::string& schema);
std::vector<const View*> outermost_first(const std::vector<View>& all);
// Holds the views, and fails where one is not what it was when it was inspected. `changed`: SQL
// that says so of `v.name` and `c`, beside what is set on it; `compare`: more statements, that add
// names to `changed`.
std::vector<std::string> require_as_planned(const std::vector<const View*>& views,
                                            const std::string& changed,
                                            const std::string& compare = {});
// Fails in the words of the server, the view named before them.
std::string naming_view(const std::string& view, const std::string& statement);

}  // namespace migrate::postgres
