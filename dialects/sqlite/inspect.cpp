#include "dialects/sqlite/inspect.hpp"

#include <fmt/format.h>
#include <sqlite3.h>

#include <algorithm>

#include "dialects/sqlite/catalog/lexer.hpp"
#include "dialects/sqlite/catalog/places.hpp"
#include "dialects/sqlite/quote.hpp"
#include "util/text.hpp"

namespace migrate::sqlite {

namespace {

using db::Value;

struct Stored {
  std::string type, name, table, sql;
};

// The tool's state tables, unlike its triggers, indexes and shadows of the user's tables, are no
// part of what is planned on. Names that are made of others have two underscores.
bool is_state(const Stored& object) {
  auto state = [](const std::string& name) {
    return is_own_object(name) && name.find("__") == std::string::npos;
  };
  return state(object.name) && (object.type == "table" || state(object.table));
}

std::vector<Stored> stored_objects(db::Connection& connection) {
  std::vector<Stored> all;
  auto result =
      connection.query("SELECT type, name, tbl_name, sql FROM sqlite_schema ORDER BY rowid");
  for (auto& row : result.rows) all.push_back({row[0].text, row[1].text, row[2].text, row[3].text});
  return all;
}

// "lower(name) DESC" is an expression and its order.
std::string without_order(const std::string& part) {
  auto tokens = tokenize(part);
  if (tokens.size() < 2 || !(tokens.back().is_word("ASC") || tokens.back().is_word("DESC")))
    return part;
  return std::string(trim(part.substr(0, tokens.back().begin)));
}

class Inspector {
 public:
  explicit Inspector(db::Connection& connection) : connection_(connection) {}

  Schema run(const std::set<std::string>* wanted) {
    Schema schema;
    schema.engine = EngineKind::sqlite;
    schema.version = sqlite3_libversion();
    schema.version_number = sqlite3_libversion_number();
    schema.name = "main";
    auto objects = stored_objects(connection_);
    for (auto& object : objects)
      if (!object.sql.empty() && !is_state(object)) schema.definitions.push_back(object.sql);
    for (auto& object : objects)
      if (object.type == "table" && !is_own_object(object.name) &&
          !starts_with_ci(object.name, "sqlite_"))
        schema.tables.emplace(object.name, table(object));
    for (auto& object : objects) attach(object, schema);
    link_foreign_keys(schema);
    if (wanted)
      std::erase_if(schema.tables, [&](auto& entry) { return !wanted->contains(entry.first); });
    return schema;
  }

 private:
  db::Result query(const std::string& sql, const std::string& name) {
    return connection_.query(sql, {Value::of(name)});
  }

  Table table(const Stored& object) {
    Table table;
    table.name = object.name;
    table.extra["sql"] = object.sql;
    auto text = parse_create_table(object.sql);
    table.extra["kind"] = text ? "table" : "virtual";
    if (!text) return table;
    if (text->strict) table.extra["strict"] = "yes";
    if (text->without_rowid) table.extra["without_rowid"] = "yes";
    if (text->autoincrement) table.extra["autoincrement"] = "yes";
    // Our own holds a place, and is no rule.
    for (auto* check : text->all(ConstraintText::Kind::check))
      if (!is_constraint_place(*check)) table.checks.push_back({check->name, check->value, true});
    columns(table, *text);
    indexes(table);
    primary_key(table);
    foreign_keys(table, *text);
    sizes(table);
    return table;
  }

  void columns(Table& table, const CreateTableText& text) {
    auto result = query(
        "SELECT name, type, \"notnull\", dflt_value, pk, hidden FROM pragma_table_xinfo(?1) "
        "ORDER BY cid",
        table.name);
    for (auto& row : result.rows) {
      Column column;
      column.name = row[0].text;
      column.type = row[1].text;
      column.nullable = row[2].as_int() == 0;
      if (!row[3].is_null()) {
        column.default_sql = row[3].text;
        column.default_constant = is_constant(row[3].text);
      }
      if (auto pk = row[4].as_int(); pk > 0) column.extra["pk"] = std::to_string(pk);
      column.generated = row[5].as_int() >= 2;
      if (auto* c = text.column(column.name)) column.collation = c->collation();
      table.columns.push_back(std::move(column));
    }
  }

  void indexes(Table& table) {
    auto list = query(
        "SELECT name, \"unique\", origin, partial FROM pragma_index_list(?1) ORDER BY seq DESC",
        table.name);
    for (auto& row : list.rows) {
      // Ours: the mirror of an index on a second column, part of a migration and not of the schema.
      if (is_own_object(row[0].text)) continue;
      Index index;
      index.name = row[0].text;
      index.unique = row[1].as_int() != 0;
      index.primary = row[2].text == "pk";
      index.constraint = row[2].text != "c";
      index.automatic = index.constraint;
      index.method = "btree";
      auto sql =
          query("SELECT sql FROM sqlite_schema WHERE type = 'index' AND name = ?1", index.name);
      if (!sql.rows.empty()) index.definition = sql.rows[0][0].text;
      auto text = parse_create_index(index.definition);
      index.predicate = text.predicate;
      index_parts(table, index, text);
      table.indexes.push_back(std::move(index));
    }
  }

  void index_parts(const Table& table, Index& index, const CreateIndexText& text) {
    auto result = query(
        "SELECT cid, name, \"desc\", coll FROM pragma_index_xinfo(?1) WHERE key = 1 ORDER BY seqno",
        index.name);
    for (std::size_t i = 0; i < result.rows.size(); ++i) {
      auto& row = result.rows[i];
      IndexPart part;
      part.descending = row[2].as_int() != 0;
      if (row[0].as_int() == -2) {
        if (i < text.parts.size()) part.expression = without_order(text.parts[i]);
        if (!same_name(row[3].text, "BINARY")) part.options = "COLLATE " + quote(row[3].text);
      } else {
        part.column = row[1].text;
        auto* column = table.column(part.column);
        std::string of_column = column && !column->collation.empty() ? column->collation : "BINARY";
        if (!same_name(row[3].text, of_column)) part.options = "COLLATE " + quote(row[3].text);
      }
      index.parts.push_back(std::move(part));
    }
  }

  // INTEGER PRIMARY KEY is the rowid itself and WITHOUT ROWID tables are their primary key: neither
  // has a named index that could be listed, and both are what the table is best walked by.
  void primary_key(Table& table) {
    std::vector<std::pair<int, std::string>> parts;
    for (auto& column : table.columns)
      if (auto at = column.extra.find("pk"); at != column.extra.end())
        parts.emplace_back(std::stoi(at->second), column.name);
    if (parts.empty() || table.primary_key()) return;
    std::sort(parts.begin(), parts.end());
    Index key;
    key.unique = key.primary = key.constraint = key.automatic = true;
    key.method = "rowid";
    for (auto& [_, name] : parts) {
      IndexPart part;
      part.column = name;
      key.parts.push_back(std::move(part));
    }
    // No index and not WITHOUT ROWID (whose key is listed above): this column is the rowid, which
    // is never NULL.
    if (auto* column = table.column(parts[0].second)) {
      column->identity = true;
      column->nullable = false;
    }
    table.indexes.insert(table.indexes.begin(), std::move(key));
  }

  void foreign_keys(Table& table, const CreateTableText& text) {
    auto result = query(
        "SELECT id, \"table\", \"from\", \"to\", on_update, on_delete FROM "
        "pragma_foreign_key_list(?1) ORDER BY id, seq",
        table.name);
    std::int64_t last = -1;
    for (auto& row : result.rows) {
      if (auto id = row[0].as_int(); id != last) {
        ForeignKey key;
        key.table = table.name;
        key.ref_table = row[1].text;
        key.on_update = row[4].text;
        key.on_delete = row[5].text;
        table.foreign_keys.push_back(std::move(key));
        last = id;
      }
      auto& key = table.foreign_keys.back();
      key.columns.push_back(row[2].text);
      if (!row[3].is_null()) key.ref_columns.push_back(row[3].text);
    }
    // PRAGMA lists the last one first, and knows no names.
    auto written = text.all(ConstraintText::Kind::references);
    if (written.size() != table.foreign_keys.size()) return;
    for (std::size_t i = 0; i < written.size(); ++i)
      table.foreign_keys[written.size() - 1 - i].name = written[i]->name;
  }

  // Statistics where ANALYZE has run, else the highest rowid: both cost one look-up. Sizes are the
  // whole file's, an upper bound: only dbstat knows a table's own, by reading every page of it.
  void sizes(Table& table) {
    auto number = [&](const std::string& sql) -> std::int64_t {
      try {
        auto rows = connection_.query(sql).rows;
        return rows.empty() ? 0 : std::max<std::int64_t>(0, rows[0][0].as_int());
      } catch (const std::exception&) {
        return 0;  // an estimate is not worth failing for
      }
    };
    auto bytes = number("PRAGMA page_count") * number("PRAGMA page_size");
    std::int64_t rows = 0;
    if (has_statistics())
      rows = number(fmt::format(
          "SELECT max(CAST(stat AS INTEGER)) FROM sqlite_stat1 WHERE tbl = {} COLLATE NOCASE",
          quote_text(table.name)));
    if (rows == 0 && table.extra.contains("without_rowid"))
      rows = number(
          fmt::format("SELECT count(*) FROM (SELECT 1 FROM {} LIMIT 100000)", quote(table.name)));
    else if (rows == 0)
      rows = number(fmt::format("SELECT max(rowid) FROM {}", quote(table.name)));
    // A rowid may be any number; a row takes at least three bytes.
    table.estimated_rows = static_cast<std::uint64_t>(std::min(rows, bytes / 3));
    table.bytes = static_cast<std::uint64_t>(bytes);
  }

  bool has_statistics() {
    if (!statistics_)
      statistics_ =
          connection_.query("SELECT count(*) FROM sqlite_schema WHERE name = 'sqlite_stat1'")
              .rows[0][0]
              .as_int() != 0;
    return *statistics_;
  }

  static void attach(const Stored& object, Schema& schema) {
    if (is_own_object(object.name)) return;
    for (auto& [name, table] : schema.tables) {
      if (object.type == "trigger" && same_name(object.table, name))
        table.triggers.push_back({object.name, object.sql});
      if (object.type == "view" && mentions(object.sql, name)) table.views.push_back(object.name);
    }
  }

  static void link_foreign_keys(Schema& schema) {
    for (auto& [name, table] : schema.tables)
      for (auto& key : table.foreign_keys)
        for (auto& [parent_name, parent] : schema.tables) {
          if (!same_name(key.ref_table, parent_name)) continue;
          key.ref_table = parent_name;
          if (key.ref_columns.empty())
            if (auto* primary = parent.primary_key())
              for (auto& part : primary->parts) key.ref_columns.push_back(part.column);
          parent.referenced_by.push_back(key);
        }
  }

  db::Connection& connection_;
  std::optional<bool> statistics_;
};

}  // namespace

Schema inspect(db::Connection& connection, const std::set<std::string>* tables) {
  // One read transaction: the schema of one moment. DEFERRED takes no lock that a writer would see.
  bool own = !connection.in_transaction();
  if (own) connection.query("BEGIN");
  try {
    auto schema = Inspector(connection).run(tables);
    if (own) connection.query("COMMIT");
    return schema;
  } catch (...) {
    if (own) connection.rollback();
    throw;
  }
}

}  // namespace migrate::sqlite
