#include "dialects/sqlite/operations/left_out.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "dialects/sqlite/catalog/lexer.hpp"
#include "dialects/sqlite/connection.hpp"
#include "dialects/sqlite/quote.hpp"
#include "plan/preconditions.hpp"
#include "util/text.hpp"

namespace migrate::sqlite {

namespace {

bool has_default(const Column& column) {
  return column.default_sql && !same_name(*column.default_sql, "NULL");
}

// "a AND (b AND c)": "a", "(b AND c)"; "(b AND c)": "b", "c". Whatever else it is: itself.
std::vector<std::string> conjuncts(const std::string& rule) {
  const auto tokens = tokenize(rule);
  std::vector<std::string> parts;
  std::size_t begin = 0;
  int depth = 0;
  bool between = false, around = !tokens.empty() && tokens[0].is_symbol('(');
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    auto& token = tokens[i];
    if (token.is_symbol('(') || token.is_word("CASE")) ++depth;
    if (token.is_symbol(')') || token.is_word("END")) --depth;
    if (depth > 0) continue;
    if (i + 1 < tokens.size()) around = false;
    if (token.is_word("OR")) return {rule};
    if (token.is_word("BETWEEN")) between = true;
    if (!token.is_word("AND")) continue;
    if (!between) {
      parts.push_back(rule.substr(begin, token.begin - begin));
      begin = token.end;
    }
    between = false;
  }
  if (around) return conjuncts(rule.substr(tokens[0].end, tokens.back().begin - tokens[0].end));
  parts.push_back(rule.substr(begin));
  return parts;
}

class LeftOut {
 public:
  LeftOut(const Table& table, const Column& column)
      : table_(table), column_(column), text_(parse_create_table(definition_of(table))) {
    auto sql =
        fmt::format("CREATE TABLE {} ({} {}", quote(table.name), quote(column.name), column.type);
    if (!column.collation.empty()) sql += " COLLATE " + quote(column.collation);
    // A bare word is a text without parentheses only.
    if (has_default(column))
      sql +=
          fmt::format(fmt::runtime(column.default_constant ? " DEFAULT {}\n" : " DEFAULT ({}\n)"),
                      *column.default_sql);
    try {
      row_.query(sql + ")");
      row_.query(fmt::format("INSERT INTO {} DEFAULT VALUES", quote(table.name)));
    } catch (const db::DbError&) {
      // A function that the application brings: nothing is known of the value.
    }
  }

  // The column is read by it, or by a generated column that it reads.
  bool touches(const std::string& expression) const {
    if (reads_column(expression, column_.name)) return true;
    return std::any_of(table_.columns.begin(), table_.columns.end(), [&](auto& other) {
      return other.generated && reads_column(expression, other.name) &&
             touches(computed(other.name));
    });
  }

  // Nothing but a generated column's own text tells that it may not be NULL.
  std::string null_where_refused() {
    if (!text_) return {};
    for (auto& other : text_->columns) {
      if (!other.constraint(ConstraintText::Kind::not_null)) continue;
      const auto expression = computed(other.name);
      if (expression.empty() || !touches(expression)) continue;
      if (auto known = value(expression); !known || known->is_null()) return other.name;
    }
    return {};
  }

  // Of a CHECK, or of a part of it that must hold for the whole to hold.
  bool passes(const std::string& rule) {
    const auto parts = conjuncts(rule);
    if (parts.size() > 1)
      return std::all_of(parts.begin(), parts.end(), [&](auto& part) { return passes(part); });
    if (!touches(rule)) return true;
    auto broken = value("(" + rule + "\n) IS FALSE");
    return broken && broken->as_int() == 0;
  }

  // What a part of an index is computed from.
  std::string part(const IndexPart& part) const {
    if (part.column.empty()) return part.expression;
    auto* column = table_.column(part.column);
    return column && column->generated ? computed(part.column) : quote(part.column);
  }

  // Nothing where it reads another column, too, or what is not known here.
  std::optional<db::Value> value(const std::string& expression) {
    for (auto& other : table_.columns)
      if (other.name != column_.name && reads_column(expression, other.name)) return std::nullopt;
    try {
      const auto rows =
          row_.query(fmt::format("SELECT ({}\n) FROM {}", expression, quote(table_.name))).rows;
      return rows.empty() ? std::nullopt : std::optional(rows[0][0]);
    } catch (const db::DbError&) {
      return std::nullopt;
    }
  }

 private:
  std::string computed(const std::string& column) const {
    auto* written = text_ ? text_->column(column) : nullptr;
    auto* generated = written ? written->constraint(ConstraintText::Kind::generated) : nullptr;
    return generated ? generated->value : "";
  }

  const Table& table_;
  const Column& column_;
  const std::optional<CreateTableText> text_;
  SqliteConnection row_{":memory:"};
};

// Rows that are equal in it are equal in another unique index, which the column is no part of.
bool follows_from_another(const Table& table, const Index& index, const LeftOut& left_out) {
  auto holds = [&](const IndexPart& part) {
    return !part.column.empty() && !left_out.touches(left_out.part(part)) &&
           std::any_of(index.parts.begin(), index.parts.end(), [&](const IndexPart& own) {
             return own.column == part.column && own.options == part.options;
           });
  };
  return std::any_of(table.indexes.begin(), table.indexes.end(), [&](const Index& other) {
    return other.unique && other.predicate.empty() &&
           std::all_of(other.parts.begin(), other.parts.end(), holds);
  });
}

// Two rows with that value could be equal in it.
bool can_meet(const Table& table, const Index& index, LeftOut& left_out) {
  if (!index.unique || follows_from_another(table, index, left_out)) return false;
  bool touched = false;
  for (auto& part : index.parts) {
    const auto text = left_out.part(part);
    if (!left_out.touches(text)) continue;
    touched = true;
    if (auto value = left_out.value(text); value && value->is_null()) return false;
  }
  if (index.predicate.empty() || !left_out.touches(index.predicate)) return touched;
  auto indexed = left_out.value("(" + index.predicate + "\n) IS TRUE");
  return !indexed || indexed->as_int() != 0;
}

std::string in_words(const Index& index) {
  return index.constraint ? "UNIQUE (" + join(index.columns(), ", ") + ")"
                          : "unique index " + index.name;
}

}  // namespace

void require_no_unique(const Planning& planning, const Table& table, const Column& column,
                       const char* until) {
  // A number of its own, or a value that no other row has.
  if (column.identity || (column.default_sql && called_volatile(*column.default_sql))) return;
  LeftOut left_out(table, column);
  for (auto& index : table.indexes)
    if (can_meet(table, index, left_out))
      unsupported(
          planning.at,
          fmt::format("a row written without {}.{} holds {} there until {}: {} would refuse it as "
                      "another row's, or INSERT OR REPLACE take that row away",
                      table.name, column.name,
                      has_default(column) ? "the default " + *column.default_sql : "NULL", until,
                      in_words(index)),
          has_default(column)
              ? "drop the default before (alter_column with `default: null`, once the code gives a "
                "value itself), or the unique index"
              : "drop the index before, and make it again when this migration has contracted");
}

void note_unique_in_between(const Planning& planning, const Table& table, const Column& column) {
  LeftOut left_out(table, column);
  for (auto& index : table.indexes) {
    if (!index.unique || follows_from_another(table, index, left_out)) continue;
    std::vector<std::string> texts = {index.predicate};
    for (auto& part : index.parts) texts.push_back(left_out.part(part));
    const bool reads =
        std::any_of(texts.begin(), texts.end(), [&](auto& text) { return left_out.touches(text); });
    const bool others = std::any_of(texts.begin(), texts.end(), [&](auto& text) {
      return std::any_of(table.columns.begin(), table.columns.end(), [&](auto& other) {
        return other.name != column.name && reads_column(text, other.name);
      });
    });
    if (!reads || !others) continue;
    planning.note(
        fmt::format("{0} of {1}: an UPDATE of new code that changes other columns of it, too, is "
                    "looked at once before a trigger has written {1}.{2}: where another row has "
                    "those values it fails, and UPDATE OR REPLACE takes that row away",
                    in_words(index), table.name, column.name));
  }
}

void require_rules_pass(const Planning& planning, const Table& table, const Column& column) {
  if (column.identity) return;
  LeftOut left_out(table, column);
  for (auto& check : table.checks)
    if (!left_out.passes(check.expression))
      unsupported(
          planning.at,
          fmt::format("CHECK ({}) of {} looks at a row before a trigger has filled {}: what "
                      "new code writes without that column could be refused",
                      check.expression, table.name, column.name),
          "drop the CHECK before, and make it again when this migration has contracted");
  if (auto other = left_out.null_where_refused(); !other.empty())
    unsupported(planning.at,
                fmt::format("generated column {} of {} may not be NULL and is computed before a "
                            "trigger has filled {}: what new code writes without that column could "
                            "be refused",
                            other, table.name, column.name),
                "let it be NULL before");
}

}  // namespace migrate::sqlite
