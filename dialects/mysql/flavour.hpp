// What tells MySQL and MariaDB apart, as data: nobody else in this folder asks which one it is.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "schema/engine_kind.hpp"

namespace migrate::mysql {

struct Flavour {
  EngineKind kind = EngineKind::mysql;
  std::string version;     // as the server says it: "10.11.19-MariaDB-log"
  int version_number = 0;  // 90704, 101119
  std::string product;     // "MySQL 9.7.4", "MariaDB 10.11.19"

  // ADD COLUMN … AFTER x with ALGORITHM=INSTANT (MySQL from 8.0.29; before, last place only).
  bool instant_add_anywhere = true;
  bool instant_add = true;   // MySQL from 8.0.12
  bool instant_drop = true;  // MySQL from 8.0.29
  // With existing VIRTUAL columns MariaDB adds a column instantly in the last place only.
  bool virtual_columns_force_last = false;
  // A literal default on TEXT, BLOB, JSON is an expression: MySQL has `DEFAULT ('…')` only, which
  // ADD COLUMN cannot do instantly.
  bool blob_default_is_literal = false;
  bool expression_defaults = true;  // MySQL from 8.0.13
  // I_S.COLUMNS.COLUMN_DEFAULT is SQL already ('it''s'); on MySQL it is the bare value.
  bool default_is_sql = false;
  bool invisible_columns = true;    // MySQL from 8.0.23
  bool functional_indexes = false;  // MySQL from 8.0.13: I_S.STATISTICS.EXPRESSION
  // Algorithms that leave reads and writes going on, strictest first.
  std::vector<std::string_view> ladder = {"INSTANT", "INPLACE"};
  std::string_view index_build = "INPLACE";  // for secondary indexes; MariaDB: NOCOPY
  bool index_rename_instant = false;
  std::string_view foreign_key_drop = "INPLACE";  // its algorithm; MariaDB: INSTANT
  // What a LOAD DATA that leaves out a NOT NULL column shows to a BEFORE INSERT trigger: MariaDB
  // NULL, MySQL the type's implicit default.
  bool load_data_shows_null = false;
  std::string_view hidden_index_sql;  // INVISIBLE, IGNORED
  std::string_view shown_index_sql;   // VISIBLE, NOT IGNORED
  std::string_view visible_column;    // of I_S.STATISTICS: IS_VISIBLE = YES, IGNORED = NO
  std::string_view visible_value;
  std::string_view explicit_read_write;  // session settings only one of them has, comma-separated
  std::string_view replica_hosts;
  // What a replica says of each of its channels. MariaDB's SHOW REPLICA STATUS is of the one
  // without a name alone.
  std::string_view all_channels;
  bool checks_belong_to_tables = false;  // MySQL: to the database, where each has a name of its own
  bool keys_belong_to_tables = false;    // foreign keys; MariaDB from 12.1 (MDEV-28933)
  bool json_is_text = false;             // MariaDB: longtext with an automatic json_valid check
  // NULL to NOT NULL in place is refused for a TIMESTAMP that has a default (MariaDB, error 1846).
  bool timestamp_cannot_tighten = false;
  // explicit_defaults_for_timestamp = OFF (MariaDB's default before 10.10): a TIMESTAMP that is NOT
  // NULL, with neither DEFAULT nor ON UPDATE, gets both, or a DEFAULT of zeroes.
  bool timestamps_by_themselves = false;
  // SET STATEMENT … FOR; where it is not, a hint sets a variable for one statement.
  bool statement_settings = false;
  // A trigger cannot delete from a table that a foreign key of its own makes it delete from (error
  // 6575; MySQL from 9.6, where the server itself does what InnoDB did before).
  bool no_self_cascade_in_triggers = false;
  // A cascade that a deadlock or a lock timeout ends is answered with success although it was
  // rolled back, and stands in the binary log (seen on 9.7.4, where innodb_native_foreign_keys is
  // OFF).
  bool cascades_hide_errors = false;
  // A handler in a trigger meets "the table is full" (MySQL: it ends the statement, whatever there
  // is).
  bool handles_full_disk = false;
  // A TIMESTAMP is copied by way of the session's local time in a mode that looks at dates (MySQL).
  bool moments_by_local_time = false;
  // Where OLD.c is a column of a derived table, the server gives that the default of c, which it
  // reads at a wrong address (10.11.19, Create_tmp_table::finalize): what it takes for a pointer or
  // a length ends the server (TEXT, BLOB) or the writer's statement (GEOMETRY, error 1416).
  bool old_fields_are_wild = false;
  // Statistics of columns: information_schema.COLUMN_STATISTICS (MySQL); else mysql.column_stats.
  bool histograms = false;
  // InnoDB's list of foreign keys, and whether it calls a table as its file ("or@002dder").
  std::string_view innodb_keys = "INNODB_FOREIGN";
  bool innodb_has_file_names = false;
  bool hash_joins = false;  // outer ones, too (MySQL from 8.0.20)
  // A session's setting for the building of indexes, and for how much memory. Its own default is 1
  // MB, which sorts a large table in many passes (MySQL from 8.0.27).
  std::string_view sort_setting, sort_memory;
  // Of CREATE TABLE: room on the disk that the table has before it needs it. What triggers write
  // finds it there when the disk is full (MySQL from 8.0.23, where tables have files of their own).
  std::string_view reserve;
  bool roles_by_using = false;     // SHOW GRANTS … USING role (MySQL); else FOR the role
  std::string_view definer_right;  // to make a trigger that another account is the definer of
  // A prepared XA transaction whose session has gone keeps its row locks, and no metadata lock.
  bool detached_hold_no_lock = false;
  bool super_read_only = false;  // the variable exists
  // How many instant additions and removals of columns a table takes until it is rebuilt (error
  // 4092; MySQL from 8.0.29, more from 9.1). 0: the server does not count them.
  int row_versions = 0;
  // lock_wait_timeout = 0: a request for a metadata lock that never waits (MariaDB; MySQL: 1 s).
  bool lock_wait_may_be_zero = false;
};

// From VERSION() and @@version_comment. Throws Error (MIG-CONNECT-VERSION) for servers older than
// MySQL 8.0 and MariaDB 10.6, and for look-alikes that are neither.
Flavour flavour_of(const std::string& version);

// What innodb_instant_alter_column_allowed leaves of it (MariaDB: never, add_last,
// add_drop_reorder; empty: there is no such setting). What it forbids rebuilds the table in place.
void allow_instantly(Flavour& flavour, std::string_view allowed);

}  // namespace migrate::mysql
