// A rebuild whose shadow is a partitioned table: what differs from one that is not
// (docs/decisions/0030).
#pragma once
#include <string>
#include <vector>

#include "dialects/postgres/shadow/rebuild.hpp"

namespace migrate::postgres {

// Refuses what the shape of the table alone forbids; attached/partitions.cpp has the rest.
void refuse_what_cannot_be_partitioned(const Planning& p, const ShadowChange& change,
                                       const Table& table, const Table& made);

// "range (day)", for people; " PARTITION BY RANGE ("day")".
std::string partitioned_by(const Partitioning& parts);
std::string partition_clause(const Partitioning& parts);
// As SQL.
std::vector<std::string> partition_tables(const std::string& schema, const Partitioning& parts);

// In the transaction that makes the shadow, where `r.change.partition_by` is given.
std::vector<std::string> make_partitions(const Rebuild& r);
// The same statements for each partition: what ALTER TABLE of the parent does not hand down.
std::vector<std::string> for_each_partition(const Rebuild& r,
                                            const std::vector<std::string>& of_shadow);
// Takes back what it does: what a partitioned table cannot have the server says before anything is
// copied.
std::vector<std::string> rehearse_building(const Rebuild& r);
// The replica identity is each partition's own.
void give_partitions_their_identity(Rebuild& r);
// What stands behind ADD CONSTRAINT: a partitioned table takes no USING INDEX.
std::string key_constraint(const Rebuild& r, const Index& index);
void look_for_rows_without_a_partition(const Rebuild& r);
// The table and its partitions, for later operations.
void become_partitioned(Planning& p, Table& table, const Partitioning& parts);
void note_partitions(const Rebuild& r);

// partition_keys.cpp: foreign keys where a partitioned table takes none NOT VALID.
bool keys_are_on_partitions(const Rebuild& r);
std::vector<std::string> add_keys_to_partitions(const Rebuild& r);
std::vector<std::string> drop_keys_of_partitions(const Rebuild& r, const std::string& of);
void prove_keys_on_partitions(const Rebuild& r, Phase phase);
// But for those of keys that the table has not yet.
std::vector<std::string> comments_of_exchange(const Rebuild& r);

// partition_log.cpp, for a log of what changes in a partitioned table (Carry::partitions). The
// branch of its function for TRUNCATE; triggers; and what a rollback asks before it applies it.
std::string log_emptied(const Carry& carry);
std::vector<std::string> create_partition_triggers(const Carry& carry, const std::string& on);
std::vector<std::string> drop_partition_triggers(const Carry& carry);
std::vector<std::string> log_partitions_that_came_or_went(const Carry& carry);

}  // namespace migrate::postgres
