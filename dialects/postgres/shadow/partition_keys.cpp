// Foreign keys of a new table that is partitioned, before PostgreSQL 18, where it takes none NOT
// VALID: in the exchange each partition gets its own, so that every new row is looked at; they are
// proven one by one, and the table adopts them.
#include <fmt/format.h>

#include <algorithm>

#include "dialects/postgres/partitions/partitioned_key.hpp"
#include "dialects/postgres/quote.hpp"
#include "dialects/postgres/shadow/partitions.hpp"
#include "util/text.hpp"

namespace migrate::postgres {

namespace {

using Statements = std::vector<std::string>;

bool is_of(const std::string& comment, const ForeignKey& key) {
  return comment.starts_with(fmt::format("COMMENT ON CONSTRAINT {} ON ", quote_name(key.name)));
}

}  // namespace

bool keys_are_on_partitions(const Rebuild& r) {
  return r.change.partition_by && r.p.schema.version_number < 180000;
}

Statements add_keys_to_partitions(const Rebuild& r) {
  Statements sql;
  for (auto& key : r.was.foreign_keys)
    for (auto& table : partition_tables(r.names.schema, *r.change.partition_by))
      sql.push_back(fmt::format("ALTER TABLE {} ADD CONSTRAINT {} {} NOT VALID", table,
                                quote_name(key.name), key.definition));
  return sql;
}

// The table's, if it has adopted them by now, and those that are a partition's own.
Statements drop_keys_of_partitions(const Rebuild& r, const std::string& of) {
  if (r.was.foreign_keys.empty()) return {};
  Statements names;
  for (auto& key : r.was.foreign_keys) names.push_back(key.name);
  return {"DO " +
          dollar_quote(fmt::format(
              "\nDECLARE\n  one record;\nBEGIN\n"
              "  FOR one IN SELECT k.conname, k.conrelid::regclass AS place FROM "
              "pg_catalog.pg_constraint AS k WHERE k.contype = 'f' AND k.conparentid = 0 AND "
              "k.conname IN ({0}) AND (k.conrelid = {1}::regclass OR k.conrelid IN (SELECT "
              "i.inhrelid FROM pg_catalog.pg_inherits AS i WHERE i.inhparent = {1}::regclass)) "
              "LOOP\n"
              "    EXECUTE format('ALTER TABLE %s DROP CONSTRAINT %I', one.place, one.conname);\n"
              "  END LOOP;\nEND\n",
              join(literals(names), ", "), quote_literal(of)))};
}

Statements comments_of_exchange(const Rebuild& r) {
  auto comments = r.late_comments;
  if (keys_are_on_partitions(r))
    for (auto& key : r.was.foreign_keys)
      std::erase_if(comments, [&](auto& comment) { return is_of(comment, key); });
  return comments;
}

void prove_keys_on_partitions(const Rebuild& r, Phase phase) {
  for (auto& key : r.was.foreign_keys) {
    for (auto& one : r.change.partition_by->partitions) {
      auto& step =
          add(r, phase, StepKind::ddl,
              fmt::format("prove foreign key {} on partition {}", key.name, one.name.value),
              "every row has been proven by the key that was; the server wants to see it");
      step.table = one.name.value;
      // It may be gone by now.
      step.sql = {"DO " +
                  dollar_quote(fmt::format(
                      "\nBEGIN\n  IF EXISTS (SELECT 1 FROM pg_catalog.pg_constraint WHERE conrelid "
                      "= to_regclass({}) AND conname = {} AND contype = 'f') THEN\n"
                      "    ALTER TABLE {} VALIDATE CONSTRAINT {};\n  END IF;\nEND\n",
                      quote_literal(r.p.q(one.name.value)), quote_literal(key.name),
                      r.p.q(one.name.value), quote_name(key.name)))};
      step.transactional = true;
      step.lock = {"SHARE UPDATE EXCLUSIVE", one.name.value, r.p.scan(), "reads and writes go on"};
    }
    auto& adopt = adopt_keys_of_partitions(
        r.p, phase, r.locked(r.was.name),
        {key.name, key.definition, r.p.referred(key),
         r.p.schema.table(key.ref_table) ? r.p.q(key.ref_table) : key.ref_table},
        fmt::format("foreign key {}", key.name));
    adopt.strategy = Strategy::shadow;
    for (auto& comment : r.late_comments)
      if (is_of(comment, key)) adopt.sql.push_back(comment);
    // The exchange back does it.
    adopt.undo.clear();
    adopt.undo_lock.reset();
  }
}

}  // namespace migrate::postgres
