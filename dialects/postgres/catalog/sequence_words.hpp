// What an identity's sequence is, in words, for a digest of it.
#pragma once

namespace migrate::postgres {

// Over pg_class AS q and pg_sequence AS s. Not where it stands. Its owner's privileges go with the
// table: they are in the catalog only once somebody else has some, and stay there.
inline constexpr auto sequence_words =
    "s.seqtypid::regtype, s.seqstart, s.seqincrement, s.seqmin, s.seqmax, s.seqcache, s.seqcycle, "
    "(SELECT string_agg(concat_ws(' ', g.grantee::regrole, g.privilege_type, g.is_grantable), ', ' "
    "ORDER BY g.grantee, g.privilege_type, g.is_grantable) FROM aclexplode(q.relacl) AS g WHERE "
    "g.grantee <> q.relowner), obj_description(q.oid, 'pg_class')";

}  // namespace migrate::postgres
