// Two rows that a conversion ('1' and '01' as numbers) or `up` makes one under a rule that is there
// already.
#include <fmt/format.h>

#include <algorithm>

#include "dialects/sqlite/catalog/affinity.hpp"
#include "dialects/sqlite/catalog/lexer.hpp"
#include "dialects/sqlite/quote.hpp"
#include "dialects/sqlite/shadow/rebuild.hpp"
#include "util/text.hpp"

namespace migrate::sqlite {

namespace {

// A row of the table as it will be, as SQL over the row that is there.
class NewRow {
 public:
  explicit NewRow(const Rebuild& r) : r_(r), was_(parse_create_table(definition_of(r.was))) {}

  // Its values are others, or are made of such.
  bool differs(const Column& column, std::size_t depth = 0) const {
    if (column.generated) return reads_other(computed(column), depth + 1);
    auto* now = r_.text.column(column.name);
    return now && (r_.change.up.contains(column.name) || !stored_alike(r_.was, column, type(*now)));
  }
  // `depth`: a function may have a generated column's name.
  bool reads_other(const std::string& expression, std::size_t depth = 0) const {
    if (depth > r_.was.columns.size()) return false;
    return std::any_of(r_.was.columns.begin(), r_.was.columns.end(), [&](auto& column) {
      return reads_column(expression, column.name) && differs(column, depth);
    });
  }

  std::string value(const Column& column) const {
    if (!differs(column)) return quote(column.name);
    if (column.generated) return value(computed(column));
    auto up = r_.change.up.find(column.name);
    return stored_as(r_.was, type(*r_.text.column(column.name)),
                     up == r_.change.up.end() ? quote(column.name) : "(" + up->second + "\n)");
  }
  std::string value(const std::string& expression) const {
    if (!reads_other(expression)) return "(" + expression + "\n)";
    std::vector<std::string> values;
    for (auto& column : r_.was.columns)
      if (reads_column(expression, column.name))
        values.push_back(fmt::format("{} AS {}", value(column), quote(column.name)));
    return fmt::format("(SELECT ({}\n) FROM (SELECT {}) AS {})", expression, join(values, ", "),
                       quote(r_.was.name));
  }

  bool differs(const Index& index) const {
    return reads_other(index.predicate) ||
           std::any_of(index.parts.begin(), index.parts.end(), [&](auto& part) {
             auto* column = r_.was.column(part.column);
             return column ? differs(*column) : reads_other(part.expression);
           });
  }
  // With the collation by which the index tells rows apart.
  std::string value(const IndexPart& part) const {
    auto* column = r_.was.column(part.column);
    const auto sql = column ? value(*column) : value(part.expression);
    if (!part.options.empty()) return sql + " " + part.options;
    return column && differs(*column) ? sql + " " + collate_of(*column) : sql;
  }

 private:
  std::string computed(const Column& column) const {
    auto* written = was_ ? was_->column(column.name) : nullptr;
    auto* made = written ? written->constraint(ConstraintText::Kind::generated) : nullptr;
    return made ? made->value : "";
  }
  std::string type(const ColumnText& now) const {
    return r_.change.definition.substr(now.type.begin, now.type.end - now.type.begin);
  }

  const Rebuild& r_;
  const std::optional<CreateTableText> was_;
};

std::string named(const Index& index) {
  if (index.primary) return "the primary key";
  return index.constraint ? "UNIQUE (" + join(index.columns(), ", ") + ")" : index.name;
}

}  // namespace

void look_for_equal(const Rebuild& r, Phase phase, bool again) {
  const NewRow row(r);
  for (auto& index : r.was.indexes) {
    if (!index.unique || !row.differs(index)) continue;
    std::vector<std::string> names, groups, where;
    for (auto& part : index.parts) {
      names.push_back(part.column.empty() ? part.expression : part.column);
      groups.push_back(row.value(part));
      where.push_back(groups.back() + " IS NOT NULL");
    }
    if (!index.predicate.empty()) where.push_back(row.value(index.predicate));
    r.p.check(phase,
              fmt::format("look for duplicates that {} of the new table {} would refuse{}",
                          named(index), r.was.name, again ? ", again" : ""),
              r.was, duplicate_rows(r.was, r.p.at, names, groups, join(where, " AND ")));
  }
}

}  // namespace migrate::sqlite
