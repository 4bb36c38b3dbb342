#include "dialects/mysql/errors.hpp"

#include <map>

namespace migrate::mysql {

using db::Failure;

// Numbers as measured on MySQL 9.7 and MariaDB 10.11 and listed in
// https://dev.mysql.com/doc/mysql-errors/9.0/en/ and
// https://mariadb.com/kb/en/mariadb-error-codes/.
Failure classify(int code, const std::string& sqlstate) {
  // One number, two meanings: 4092 is MySQL's limit of instant row versions (HY000) and MariaDB's
  // "unknown view". The class of the state tells: no such table or view, one that exists already.
  if (sqlstate == "42S02") return Failure::missing;
  if (sqlstate == "42S01") return Failure::already_exists;
  static const std::map<int, Failure> known = {
      {1205, Failure::lock_timeout},
      {3572, Failure::lock_timeout},  // NOWAIT
      {1213, Failure::deadlock},
      {1020,
       Failure::deadlock},  // MariaDB: the record changed since it was read (snapshot isolation)
      {1613, Failure::deadlock},  // XA: rolled back for a deadlock
      {1614, Failure::deadlock},

      {1053, Failure::connection_lost},  // shutdown in progress
      {1077, Failure::connection_lost},
      {1079, Failure::connection_lost},
      {1152, Failure::connection_lost},
      {1158, Failure::connection_lost},
      {1159, Failure::connection_lost},
      {1160, Failure::connection_lost},
      {1161, Failure::connection_lost},
      {1184, Failure::connection_lost},
      {1927, Failure::connection_lost},  // MariaDB: killed
      {2006, Failure::connection_lost},
      {2012, Failure::connection_lost},
      {2013, Failure::connection_lost},
      {2014, Failure::connection_lost},  // out of sync: the session cannot be used again
      {2027, Failure::connection_lost},  // malformed packet: likewise
      {2048, Failure::connection_lost},  // invalid handle
      {2055, Failure::connection_lost},
      {3032, Failure::connection_lost},
      {3169, Failure::connection_lost},  // MySQL: session killed
      {4031, Failure::connection_lost},  // MySQL: idle for wait_timeout

      {1040, Failure::refused_connection},
      {1042, Failure::refused_connection},
      {1043, Failure::refused_connection},
      {1129, Failure::refused_connection},
      {1203, Failure::refused_connection},
      {2001, Failure::refused_connection},
      {2002, Failure::refused_connection},
      {2003, Failure::refused_connection},
      {2004, Failure::refused_connection},
      {2005, Failure::refused_connection},
      {2009, Failure::refused_connection},
      {2026, Failure::refused_connection},  // TLS

      {1045, Failure::authentication},
      {1130, Failure::authentication},
      {1251, Failure::authentication},
      {1524, Failure::authentication},
      {1698, Failure::authentication},
      {1820, Failure::authentication},
      {1862, Failure::authentication},
      {2049, Failure::authentication},
      {2054, Failure::authentication},
      {2058, Failure::authentication},
      {2059, Failure::authentication},
      {2061, Failure::authentication},
      {3118, Failure::authentication},
      {4151, Failure::authentication},

      {1044, Failure::permission},
      {1095, Failure::permission},
      {1142, Failure::permission},
      {1143, Failure::permission},
      {1227, Failure::permission},
      {1370, Failure::permission},
      {1410, Failure::permission},
      {1419, Failure::permission},  // CREATE TRIGGER with binary logging and without SUPER
      {1449, Failure::permission},

      {1046, Failure::unknown_database},
      {1049, Failure::unknown_database},

      {1007, Failure::already_exists},
      {1022, Failure::unique_violation},
      {1050, Failure::already_exists},
      {1060, Failure::already_exists},
      {1061, Failure::already_exists},
      {1068, Failure::already_exists},
      {1304, Failure::already_exists},
      {1359, Failure::already_exists},
      {1826, Failure::already_exists},
      {3822, Failure::already_exists},

      {1008, Failure::missing},
      {1051, Failure::missing},
      {1054, Failure::missing},
      {1072, Failure::missing},
      {1091, Failure::missing},
      {1109, Failure::missing},
      {1146, Failure::missing},
      {1141, Failure::missing},  // a grant
      {1147, Failure::missing},  // one on a table
      {1176, Failure::missing},
      {1305, Failure::missing},
      {1360, Failure::missing},
      {3821, Failure::missing},

      {1062, Failure::unique_violation},
      {1169, Failure::unique_violation},
      {1586, Failure::unique_violation},

      {1048, Failure::constraint_violation},
      {1138, Failure::constraint_violation},
      {1216, Failure::constraint_violation},
      {1217, Failure::constraint_violation},
      {1263, Failure::constraint_violation},
      {1264, Failure::constraint_violation},
      {1265, Failure::constraint_violation},
      {1292, Failure::constraint_violation},
      {1364, Failure::constraint_violation},
      {1366, Failure::constraint_violation},
      {1406, Failure::constraint_violation},
      {1451, Failure::constraint_violation},
      {1452, Failure::constraint_violation},
      {1761, Failure::constraint_violation},
      {1762, Failure::constraint_violation},
      {3819, Failure::constraint_violation},
      {4025, Failure::constraint_violation},

      {1242, Failure::data},  // a subquery gives more than one row
      {1365, Failure::data},  // division by 0
      {1367, Failure::data},
      {1411, Failure::data},  // a function's argument
      {1416, Failure::data},
      {1644, Failure::data},  // SIGNAL
      {1690, Failure::data},  // a result out of range
      {1918, Failure::data},  // MariaDB

      {1064, Failure::syntax},
      {1065, Failure::syntax},
      {1149, Failure::syntax},

      {1112, Failure::not_supported},
      {1221, Failure::not_supported},
      {1235, Failure::not_supported},
      {1295, Failure::not_supported},
      {1800, Failure::not_supported},  // this ALGORITHM is not known
      {1845, Failure::not_supported},
      {1846, Failure::not_supported},
      {4092, Failure::not_supported},  // MySQL: no more row versions

      {1021, Failure::disk_full},
      {1114, Failure::disk_full},
      {3675, Failure::disk_full},

      {1290, Failure::read_only},
      {1792, Failure::read_only},
      {1836, Failure::read_only},
      {3100, Failure::other},

      {1317, Failure::cancelled},
      {1907, Failure::cancelled},
      {1969, Failure::cancelled},  // MariaDB: max_statement_time
      {3024, Failure::cancelled},
  };
  if (auto at = known.find(code); at != known.end()) return at->second;
  if (sqlstate == "08S01" || sqlstate == "08003") return Failure::connection_lost;
  if (sqlstate == "40001") return Failure::deadlock;
  // Data exceptions; SIGNAL of the user's own.
  if (sqlstate.starts_with("22") || sqlstate == "45000") return Failure::data;
  return Failure::other;
}

std::string_view advice(int code) {
  // Of an ALTER with LOCK=NONE: what others wrote meanwhile did not fit, and "try again" meets it
  // again. The variable is dynamic, and read by the next ALTER.
  if (code == 1799)
    return "SET GLOBAL innodb_online_alter_log_max_size to what is written to the table while it "
           "takes that long, in bytes (128 MB by default), or wait for a quieter hour";
  return {};
}

}  // namespace migrate::mysql
