// The live schema from the catalogs. Read-only.
//
// What only PostgreSQL has goes into `extra`:
//   Table  "kind" r|p; "partition_of", "inherits", "has_children" ("1"), "of_type", "persistence"
//          (u: unlogged), "rls" (on; "hides rows": from us), "replica_identity" (index name),
//          "replica_rows" (FULL|NOTHING), "publications" (names), "subscribed" ("1"),
//          "publications_of_all", "publications_of_updates" (names), "foreign_partitions",
//          "fixed_partitions" (those of them that take no UPDATE), "partition_key"
//          (\x1f-separated column names, "\x1e" an expression), "deferrable:<index>"
//          (DEFERRABLE …), "owner" (when it is another role), "acl" (one "SELECT TO "r"" a line,
//          the owner's own left out), "partitions" (\x1f-separated names; "\x1e…" not a table of
//          this schema), "index_of:<index>" (partitioned index that it is attached to),
//          "default_grantees" (whom this session's new tables are granted to), "policies_read"
//          (\x1f-separated names of other tables that its policies look into), "built_on:<column>"
//          (dependents.hpp), "relied_on:<constraint>" (names of views),
//          "described:<column>" (\x1e-separated statements: comments and clustering of the
//          constraints and indexes over it)
//   Column "acl" (one "SELECT TO \"r\"" a line), "inherited" ("1"), "base_type" (of a domain with
//          constraints), "views" (that use it), "has_sequence" ("1": owned sequence),
//          "sequence" (owned or of the identity: \x1f-separated qualified name, name, type, start,
//          increment, min, max, cache, cycle, grants, comment), "more_sequences" (owned beside it:
//          \x1e-separated qualified name, \x1f, name), "identity" (ALWAYS|BY DEFAULT),
//          "statistics_target", "storage", "compression", "options", "not_null" (name of the
//          constraint, 18 and later), "type_default" (what the type gives a column that has no
//          default: a domain's own), "default_base" (the type below such a domain), "carried"
//          (\x1e-separated statements that make policies, triggers and statistics anew over the
//          column of this name), "held_by" (\x1e-separated: what else depends on it)
#pragma once
#include <set>
#include <string>

#include "dialects/connection.hpp"
#include "schema/schema.hpp"

namespace migrate::postgres {

// `tables`: nullptr for all.
Schema inspect(db::Connection& connection, const std::string& schema,
               const std::set<std::string>* tables);

// Objects of the tool: names that begin with migrate_ or zz_migrate_ (triggers).
bool is_own_object(const std::string& name);

}  // namespace migrate::postgres
