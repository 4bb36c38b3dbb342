// What a second column needs to know of the first: settings, sequence, and what depends on it.
#pragma once
#include <string>
#include <vector>

#include "dialects/connection.hpp"
#include "dialects/postgres/catalog/inspect_presence.hpp"
#include "schema/schema.hpp"

namespace migrate::postgres {

// Over pg_type as `ty`, a domain: the type below it and below domains of domains.
inline constexpr auto type_below_domain =
    "(WITH RECURSIVE down(t, m) AS (SELECT ty.typbasetype, ty.typtypmod UNION SELECT "
    "b.typbasetype, b.typtypmod FROM pg_type b JOIN down ON b.oid = down.t WHERE b.typtype = 'd') "
    "SELECT format_type(t, m) FROM down JOIN pg_type b ON b.oid = down.t WHERE b.typtype <> 'd')";

// `wanted`: the condition on table `c` of schema `n`, over `params`.
void read_column_facts(db::Connection& connection, const std::vector<db::Value>& params,
                       const std::string& wanted, const Presence& present, Schema& schema);

}  // namespace migrate::postgres
