#include "dialects/mysql/flavour.hpp"

#include <fmt/format.h>

#include <cstdio>

#include "util/error.hpp"
#include "util/text.hpp"

namespace migrate::mysql {

namespace {

Flavour mysql(int number) {
  Flavour f;
  f.kind = EngineKind::mysql;
  f.instant_add_anywhere = number >= 80029;
  f.instant_add = number >= 80012;
  f.instant_drop = number >= 80029;
  f.expression_defaults = number >= 80013;
  f.invisible_columns = number >= 80023;
  f.functional_indexes = number >= 80013;
  f.hidden_index_sql = "INVISIBLE";
  f.shown_index_sql = "VISIBLE";
  f.visible_column = "IS_VISIBLE";
  f.visible_value = "YES";
  f.explicit_read_write = "information_schema_stats_expiry = 0, max_execution_time = 0";
  f.replica_hosts = number >= 80022 ? "SHOW REPLICAS" : "SHOW SLAVE HOSTS";
  f.all_channels = number >= 80022 ? "SHOW REPLICA STATUS" : "SHOW SLAVE STATUS";
  f.super_read_only = true;
  f.histograms = true;
  f.moments_by_local_time = true;
  f.hash_joins = number >= 80020;
  if (number >= 80027) {
    f.sort_setting = "innodb_ddl_buffer_size";
    f.sort_memory = "67108864";
  }
  if (number >= 80023) f.reserve = " AUTOEXTEND_SIZE=16M";
  f.roles_by_using = true;
  f.definer_right = number >= 80200 ? "SET_ANY_DEFINER" : "SET_USER_ID";
  f.row_versions = number >= 90100 ? 255 : number >= 80029 ? 64 : 0;
  f.no_self_cascade_in_triggers = number >= 90600;
  return f;
}

Flavour mariadb(int number) {
  Flavour f;
  f.kind = EngineKind::mariadb;
  f.virtual_columns_force_last = true;
  f.blob_default_is_literal = true;
  f.default_is_sql = true;
  f.ladder = {"INSTANT", "NOCOPY", "INPLACE"};
  f.index_build = "NOCOPY";
  f.index_rename_instant = true;
  f.foreign_key_drop = "INSTANT";
  f.load_data_shows_null = true;
  f.hidden_index_sql = "IGNORED";
  f.shown_index_sql = "NOT IGNORED";
  f.visible_column = "IGNORED";
  f.visible_value = "NO";
  f.explicit_read_write = "max_statement_time = 0, alter_algorithm = 'DEFAULT'";
  f.replica_hosts = "SHOW REPLICA HOSTS";
  f.all_channels = "SHOW ALL REPLICAS STATUS";
  f.json_is_text = true;
  f.innodb_keys = "INNODB_SYS_FOREIGN";
  f.innodb_has_file_names = true;
  f.old_fields_are_wild = true;
  f.statement_settings = true;
  f.checks_belong_to_tables = true;
  f.keys_belong_to_tables = number >= 120100;
  f.detached_hold_no_lock = true;
  f.timestamp_cannot_tighten = true;
  f.handles_full_disk = true;
  f.definer_right = "SET USER";
  f.lock_wait_may_be_zero = true;
  return f;
}

}  // namespace

Flavour flavour_of(const std::string& version) {
  int major = 0, minor = 0, patch = 0;
  std::string text = version;
  // Some proxies and old replication clients' habit: "5.5.5-10.11.6-MariaDB".
  if (starts_with_ci(text, "5.5.5-") && text.find("MariaDB") != std::string::npos)
    text = text.substr(6);
  std::sscanf(text.c_str(), "%d.%d.%d", &major, &minor, &patch);
  int number = major * 10000 + minor * 100 + patch;
  bool maria = version.find("MariaDB") != std::string::npos;
  for (const char* other : {"TiDB", "Vitess", "OceanBase"})
    if (version.find(other) != std::string::npos)
      refuse(
          "MIG-CONNECT-VERSION",
          fmt::format("the server is {} ({}), which speaks MySQL's protocol but alters tables by "
                      "rules of its own",
                      other, version),
          "use MySQL 8.0 or newer, or MariaDB 10.6 or newer");
  if (number < (maria ? 100600 : 80000))
    refuse("MIG-CONNECT-VERSION",
           fmt::format("the server is {} {}; {} or newer is needed", maria ? "MariaDB" : "MySQL",
                       version, maria ? "MariaDB 10.6" : "MySQL 8.0"),
           "upgrade the server");
  Flavour f = maria ? mariadb(number) : mysql(number);
  f.version = version;
  f.version_number = number;
  f.product = fmt::format("{} {}.{}.{}", maria ? "MariaDB" : "MySQL", major, minor, patch);
  return f;
}

void allow_instantly(Flavour& flavour, std::string_view allowed) {
  if (allowed != "never" && allowed != "add_last") return;
  flavour.instant_drop = flavour.instant_add_anywhere = false;
  if (allowed == "never") flavour.instant_add = false;
}

}  // namespace migrate::mysql
