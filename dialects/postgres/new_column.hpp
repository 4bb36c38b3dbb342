// A column that add_column adds: what is the same for every kind of it.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "dialects/postgres/constraint.hpp"

namespace migrate::postgres {

struct NewColumn {
  Planning& p;
  Table& table;
  const ColumnDef& def;
  std::string q = {}, c = {}, full = {};  // "public"."orders", "total", orders.total
  std::string type = {};                  // as written
  std::string plain_type = {};            // without COLLATE
  std::string up = {}, default_sql = {};
  bool required = false;
  // What a row has that does not give the column, as SQL over the row; none where that cannot be
  // told before (a sequence, a volatile default).
  std::optional<std::string> value = {};
  bool one_value = false;        // the same for every row
  std::vector<Rule> rules = {};  // its CHECK and FOREIGN KEY

  std::string alter(const std::string& change) const;  // ALTER TABLE … ALTER COLUMN … `change`
};

// The name that the server gives what belongs to a column: "orders_total_seq". `column` may be
// empty.
std::string usual_name(std::string table, std::string column, const std::string& label);

// A value that rows get without asking must keep the rules, or old code's writes fail from expand
// on: looked at before anything is changed.
void look_at_values(const NewColumn& n);
// The step that adds it, with its comment and its CHECK (NOT VALID).
Step& add_the_column(const NewColumn& n, const std::string& title, const std::string& definition);
// One default or sequence for rows that exist, too: batches, and NOT NULL where it is required.
void fill_with_default(const NewColumn& n, const std::string& why);
void require_filled(const NewColumn& n);
// Its FOREIGN KEY; then, in backfill, proof of the rules, UNIQUE and PRIMARY KEY.
void add_rules(NewColumn& n);

// GENERATED ALWAYS AS (…) STORED.
void add_generated(NewColumn& n);
// serial and identity.
bool is_serial(const std::string& type);
void add_numbered(NewColumn& n);

}  // namespace migrate::postgres
