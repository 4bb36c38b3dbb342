// rename_table: until contract a view with the new name, whose INSTEAD OF triggers write the table.
#include <fmt/format.h>

#include <algorithm>

#include "dialects/sqlite/catalog/lexer.hpp"
#include "dialects/sqlite/operations/planning.hpp"
#include "dialects/sqlite/quote.hpp"
#include "dialects/sqlite/sync.hpp"
#include "plan/names.hpp"
#include "plan/preconditions.hpp"
#include "util/error.hpp"
#include "util/overloaded.hpp"
#include "util/text.hpp"

namespace migrate::sqlite {

namespace {

// Tables, indexes and views share their names; SQLite stores what it made as CREATE … KIND name.
void require_free(const Planning& planning, const Identifier& name) {
  for (auto& definition : planning.schema.definitions) {
    const auto tokens = tokenize(definition);
    for (std::size_t i = 0; i + 1 < tokens.size(); ++i) {
      const auto& kind = tokens[i];
      if (kind.is_word("TRIGGER")) break;
      if (!kind.is_word("TABLE") && !kind.is_word("INDEX") && !kind.is_word("VIEW")) continue;
      if (same_name(tokens[i + 1].value, name.value))
        refuse("MIG-PLAN-EXISTS",
               fmt::format("{} \"{}\" has that name already", lower(kind.value), name.value),
               "choose another name", planning.at.text());
      break;
    }
  }
}

bool has_default(const Column& column) {
  return column.default_sql && !same_name(*column.default_sql, "NULL");
}

// A row of the view is found again by a key that is never NULL: a view has no rowid.
const Index& key_of(const Planning& planning, const Table& table) {
  for (auto& index : table.indexes)
    if (index.unique && index.predicate.empty() &&
        std::all_of(index.parts.begin(), index.parts.end(), [&](const IndexPart& part) {
          auto* column = part.column.empty() ? nullptr : table.column(part.column);
          return column && !column->nullable;
        }))
      return index;
  unsupported(
      planning.at,
      fmt::format("table \"{}\" has no PRIMARY KEY or unique index whose columns are all NOT "
                  "NULL: until contract the new name is a view, which finds a row by it",
                  table.name),
      "create such an index first (a TEXT PRIMARY KEY of SQLite takes NULL unless it says "
      "NOT NULL)");
}

std::string key_match(const Table& table, const Index& key) {
  std::vector<std::string> parts;
  for (auto& part : key.parts) {
    const auto k = quote(part.column);
    parts.push_back(fmt::format("{0} = OLD.{0}", k));
    if (!table.column(part.column)->collation.empty())
      parts.push_back(fmt::format("{0} COLLATE BINARY = OLD.{0}", k));
  }
  return join(parts, " AND ");
}

// In NEW a column that the INSERT left out is NULL, whatever the table's default.
void require_tellable(const Planning& planning, const Table& table) {
  for (auto& column : table.columns)
    if (column.nullable && !column.generated && has_default(column))
      unsupported(
          planning.at,
          fmt::format(
              "{}.{} may be NULL and has a default: until contract the new name is a view, "
              "and an INSERT into it that leaves the column out cannot be told from one that "
              "gives NULL",
              table.name, column.name),
          "make the column NOT NULL or take its default away first");
}

struct Through {
  std::string create, insert, update, remove;
};

Through through(const Table& table, const std::string& to, const Index& key) {
  const auto t = quote(table.name), view = quote(to), match = key_match(table, key);
  std::vector<std::string> all, written, values, set;
  std::string refuse_insert, refuse_update;
  auto raise = [](const std::string& message, const std::string& condition) {
    return fmt::format("  SELECT RAISE(ABORT, {}) WHERE {};\n", quote_text(message), condition);
  };
  for (auto& column : table.columns) {
    const auto c = quote(column.name);
    all.push_back(c);
    const auto changed = differs(column, "NEW." + c, "OLD." + c);
    if (column.generated) {
      refuse_insert += raise(fmt::format("cannot INSERT into generated column \"{}\"", column.name),
                             "NEW." + c + " IS NOT NULL");
      refuse_update +=
          raise(fmt::format("cannot UPDATE generated column \"{}\"", column.name), changed);
      continue;
    }
    if (column.identity)
      refuse_insert +=
          raise(fmt::format("{0} is a view until its migration has contracted: give {1}, because "
                            "last_insert_rowid() would not tell the number that SQLite chooses",
                            to, column.name),
                "NEW." + c + " IS NULL");
    written.push_back(c);
    values.push_back(has_default(column) ? fmt::format("coalesce(NEW.{}, {})", c,
                                                       default_value(*column.default_sql))
                                         : "NEW." + c);
    // What the statement did not change may have been changed by a trigger since.
    set.push_back(fmt::format("{0} = CASE WHEN {1} THEN NEW.{0} ELSE {0} END", c, changed));
  }
  auto trigger = [&](const char* event, const std::string& body) {
    return fmt::format("CREATE TRIGGER {} INSTEAD OF {} ON {}\nBEGIN\n{};\nEND",
                       quote(object_name({"through", to, lower(event)}, 120)), event, view, body);
  };
  return {fmt::format("CREATE VIEW {} AS SELECT {} FROM {}", view, join(all, ", "), t),
          trigger("INSERT", refuse_insert + fmt::format("  INSERT INTO {} ({}) VALUES ({})", t,
                                                        join(written, ", "), join(values, ", "))),
          trigger("UPDATE", refuse_update + fmt::format("  UPDATE {} SET {}\n  WHERE {}", t,
                                                        join(set, ", "), match)),
          trigger("DELETE", fmt::format("  DELETE FROM {} WHERE {}", t, match))};
}

void require_writable(const Planning& planning, const Table& table, const std::string& to,
                      const std::vector<std::string>& sql) {
  try {
    Rehearsal rehearsal(planning.schema);
    rehearsal.run(sql);
    rehearsal.compile_writes(to);
  } catch (const db::DbError& problem) {
    unsupported(planning.at, fmt::format("table \"{}\" cannot be written through a view: {}",
                                         table.name, problem.what()));
  }
}

void notes(const Planning& planning, const Table& table, const std::string& to) {
  planning.note(fmt::format(
      "until contract {0} is a view over {1}: SELECT, INSERT, UPDATE, DELETE, OR REPLACE and OR "
      "IGNORE work on it; ON CONFLICT fails (\"cannot UPSERT a view\"), changes() and the count of "
      "rows that a driver tells are 0, RETURNING gives the values of the statement (no default, no "
      "generated column), rowid is NULL",
      to, table.name));
  for (auto& column : table.columns)
    if (column.identity)
      planning.note(fmt::format(
          "until contract an INSERT into {0} must give {1}: the number that SQLite chooses could "
          "not be told to the application (last_insert_rowid() and RETURNING), so that one without "
          "it is refused",
          to, column.name));
  for (auto& trigger : table.triggers)
    if (mentions(trigger.definition, "OF"))
      planning.note(
          fmt::format("trigger {} of {} fires for every UPDATE of {}, whichever columns it names",
                      trigger.name, table.name, to));
}

}  // namespace

void plan_rename_table(const Planning& planning, const RenameTable& operation) {
  auto& table = planning.table(operation.from);
  planning.require_new_name(operation.to);
  const auto& from = table.name;
  const auto& to = operation.to.value;
  if (same_name(from, to))
    unsupported(planning.at, "SQLite's names ignore case: the two names are the same table",
                "rename it directly with `sql: ALTER TABLE … RENAME TO …`");
  require_free(planning, operation.to);
  require_tellable(planning, table);
  planning.rewrites(table);
  const auto made = through(table, to, key_of(planning, table));
  const std::vector<std::string> sql = {made.create, made.insert, made.update, made.remove};
  require_writable(planning, table, to, sql);

  auto& expand =
      planning.ddl(Phase::expand, fmt::format("make {} a view over {}", to, from), table, sql);
  expand.strategy = Strategy::instant;
  expand.why =
      "what new code writes to the view is written to the table: nothing has to be kept in step";
  expand.undo = {"DROP VIEW IF EXISTS " + quote(to)};

  auto& finish =
      planning.ddl(Phase::contract, fmt::format("rename table {} to {}", from, to), table,
                   {"PRAGMA legacy_alter_table=OFF", "DROP VIEW IF EXISTS " + quote(to),
                    fmt::format("ALTER TABLE {} RENAME TO {}", quote(from), quote(to))});
  finish.strategy = Strategy::instant;
  finish.why =
      "no live code uses the old name; foreign keys, views and triggers that name the table follow";
  // No row goes with it: the whole of it can be taken back.
  if (planning.hides_first) {
    finish.hides = true;
    finish.undo = {"PRAGMA legacy_alter_table=OFF",
                   fmt::format("ALTER TABLE {} RENAME TO {}", quote(to), quote(from))};
    finish.undo.insert(finish.undo.end(), sql.begin(), sql.end());
  } else {
    finish.destructive = true;
  }
  notes(planning, table, to);
}

void refuse_beside_rename(const Migration& migration) {
  for (auto& rename : migration.operations) {
    auto* names = std::get_if<RenameTable>(&rename.body);
    if (!names) continue;
    for (auto& other : migration.operations) {
      if (&other == &rename) continue;
      for (auto& touch : touches(other))
        if (same_name(touch.table, names->from.value) || same_name(touch.table, names->to.value))
          unsupported(rename.at,
                      fmt::format("table \"{}\" is changed by another operation of this migration",
                                  touch.table),
                      "rename it in a migration of its own, before or after");
    }
  }
}

}  // namespace migrate::sqlite
