// Owner and privileges of a relation, for another one that takes its place.
#pragma once
#include <string>

namespace migrate::postgres {

struct AccessKind {
  const char* alter;     // "ALTER VIEW"
  const char* on;        // behind GRANT … ON: "", "SEQUENCE "
  const char* defaults;  // as pg_default_acl has it
  const char* acl;       // as acldefault takes it
  const char* maker;     // SQL: for whom it is made, whose default privileges it gets
};
inline constexpr AccessKind view_access{"ALTER VIEW", "", "r", "r", "current_user::regrole"};
inline constexpr AccessKind table_access{"ALTER TABLE", "", "r", "r", "current_user::regrole"};
// Of an identity: for the owner of the table, whoever adds it.
inline constexpr AccessKind identity_access{"ALTER SEQUENCE", "SEQUENCE ", "S", "s", "c.relowner"};

// SQL over `c`, its schema `n`, `own` and the other one's name as SQL, `q.name`: branches that each
// yield (place, of, sql), in that order a statement. The other one has just been made.
// 1: owner; 2: what default privileges have given; 3 to 5: privileges, in the order that they
// have.
std::string access_sql(const AccessKind& kind);
// SQL: `own`, lateral to `c`.
std::string own_access_sql(const AccessKind& kind);
// SQL: why another one cannot have them, rows of text over `c`.
std::string access_reasons_sql();

}  // namespace migrate::postgres
