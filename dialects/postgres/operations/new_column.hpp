// A column that add_column adds: what is the same for every kind of it.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "dialects/postgres/operations/constraint.hpp"

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

NewColumn read_new_column(Planning& p, Table& table, const AddColumn& op);
// Later operations of this migration see it, and so do its own rules.
void add_to_schema(NewColumn& n);
// Over the row: it holds a value that neither the server nor a trigger gave it.
std::string only_new_code_wrote(const NewColumn& n);
// What a person has to know of a serial's sequence, and of a generated column that is NOT NULL.
void note_on_rights(const NewColumn& n, const std::string& sequence);
void note_on_late_not_null(const NewColumn& n);
// In contract: the trigger goes, and a default comes that `up` stood for.
void stop_deriving(const NewColumn& n, const Sync& sync);

// The name that the server gives what belongs to a column: "orders_total_seq". `column` may be
// empty.
std::string usual_name(std::string table, std::string column, const std::string& label);

// A value that rows get without asking must keep the rules, or old code's writes fail from expand
// on: looked at before anything is changed.
void look_at_values(const NewColumn& n);
// The step that adds it, with its comment and its CHECK (NOT VALID).
Step& add_the_column(const NewColumn& n, const std::string& title, const std::string& definition);
// One default or sequence for rows that exist, too: by a trigger that `added` makes where they are
// updated, and by batches, until the end of backfill; then NOT NULL where it is required.
Sync fill_updated(const NewColumn& n, Step& added, const std::string& default_sql,
                  const std::string& type);
void fill_with_default(const NewColumn& n, const Sync& sync, const std::string& why);
// For a column that may be NULL: after backfill a NULL may be what new code has written.
void look_for_unfilled(const NewColumn& n, const std::string& unfilled);
void require_filled(const NewColumn& n);
// Its FOREIGN KEY; then, in backfill, proof of the rules, UNIQUE and PRIMARY KEY.
void add_rules(NewColumn& n);

// GENERATED ALWAYS AS (…) STORED.
void add_generated(NewColumn& n);
// serial and identity.
bool is_serial(const std::string& type);
bool is_numbered(const NewColumn& n);
struct Numbering {
  bool identity = false;
  std::string type;     // of the column
  std::string options;  // of an identity's sequence
};
// Refuses what excludes a sequence.
Numbering numbering_of(const NewColumn& n);
// A serial column's sequence: who may insert into the table may use it, as a column of `table`
// (SQL) it goes with that.
std::vector<std::string> own_sequence(const NewColumn& n, const std::string& sequence,
                                      const std::string& table);
void add_numbered(NewColumn& n);

}  // namespace migrate::postgres
