-- migration: quarantine_note_writes
-- description: Writes of old code are noted until what it writes to is hidden
-- session: SET NAMES utf8mb4
-- session: SET SESSION sql_mode = 'STRICT_TRANS_TABLES,ALLOW_INVALID_DATES,NO_ENGINE_SUBSTITUTION,NO_AUTO_VALUE_ON_ZERO'
-- session: SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED
-- session: SET SESSION TRANSACTION READ WRITE
-- session: SET SESSION time_zone = '+00:00', autocommit = 1, foreign_key_checks = 1, unique_checks = 1, sql_safe_updates = 0, sql_big_selects = 1, sql_select_limit = 18446744073709551615, completion_type = 0, wait_timeout = 86400, max_statement_time = 0, alter_algorithm = 'DEFAULT'
-- note: the triggers run with the rights of the user that runs `migrate expand` (their definer): that user must stay until contract
-- note: where `down` of users.nick fails for a row, new code's write of that row fails too: try it on real rows first

-- ==== expand
-- [expand-1] derive users.nick for rows that new code writes without it on UPDATE
--   strategy: in place
--   lock: MDL exclusive on users, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: what one version of the application writes the other one reads
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'users' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_users__nick__update'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_users__nick__update`
CREATE TRIGGER `migrate_users__nick__update` BEFORE UPDATE ON `users` FOR EACH ROW
BEGIN
  DECLARE migrate_was varchar(40) CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci;
  IF CAST(NEW.`nick` AS BINARY) <=> CAST(OLD.`nick` AS BINARY) THEN
    SET migrate_was = (SELECT 'none');
    IF CAST(OLD.`nick` AS BINARY) <=> CAST(migrate_was AS BINARY) THEN IF (SELECT 'none') IS NOT NULL THEN SET NEW.`nick` = (SELECT 'none'); END IF; END IF;
  END IF;
END;

-- [expand-2] derive users.nick for rows that new code writes without it on INSERT
--   strategy: in place
--   lock: MDL exclusive on users, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: what one version of the application writes the other one reads
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'users' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_users__nick__insert'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_users__nick__insert`
CREATE TRIGGER `migrate_users__nick__insert` BEFORE INSERT ON `users` FOR EACH ROW
BEGIN
  IF NEW.`nick` IS NULL THEN SET NEW.`nick` = (SELECT 'none'); END IF;
END;

-- [expand-3] make a table for notes of who writes users.nick
--   strategy: instant
--   lock: none on migrate_by_old__quarantine_note_writes__users__nick; nobody knows the table yet
--   why: a row for each session that writes through the old name: no write waits for another
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_by_old__quarantine_note_writes__users__nick'
--   runs: on its own
--   undo: DROP TABLE IF EXISTS `migrate_by_old__quarantine_note_writes__users__nick`
CREATE TABLE IF NOT EXISTS `migrate_by_old__quarantine_note_writes__users__nick` (
  connection BIGINT UNSIGNED NOT NULL PRIMARY KEY,
  at BIGINT NOT NULL
) ENGINE=InnoDB;

-- [expand-4] note when old code writes users.nick on INSERT
--   strategy: in place
--   lock: MDL exclusive on users, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: the gate asks when old code wrote last
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'users' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_by_old_INSERT__quarantine_note_writes__users__40183d77b9'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_by_old_INSERT__quarantine_note_writes__users__40183d77b9`
CREATE TRIGGER `migrate_by_old_INSERT__quarantine_note_writes__users__40183d77b9` BEFORE INSERT ON `users` FOR EACH ROW PRECEDES `migrate_users__nick__insert`
BEGIN
  IF NEW.`nick` IS NOT NULL THEN
    BEGIN
      DECLARE migrate_error INT;
      DECLARE EXIT HANDLER FOR SQLEXCEPTION
      BEGIN
        GET DIAGNOSTICS CONDITION 1 migrate_error = MYSQL_ERRNO;
        IF migrate_error IN (1020, 1205, 1213, 1317, 1613, 1614, 1969, 3024, 3572) THEN RESIGNAL; END IF;
      END;
      INSERT INTO `migrate_by_old__quarantine_note_writes__users__nick` (connection, at) VALUES (CONNECTION_ID(), UNIX_TIMESTAMP() * 1000)
        ON DUPLICATE KEY UPDATE at = IF(at > UNIX_TIMESTAMP() * 1000 - 10000, at, UNIX_TIMESTAMP() * 1000);
    END;
  END IF;
END;

-- [expand-5] note when old code writes users.nick on UPDATE
--   strategy: in place
--   lock: MDL exclusive on users, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: the gate asks when old code wrote last
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'users' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_by_old_UPDATE__quarantine_note_writes__users__353778e74f'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_by_old_UPDATE__quarantine_note_writes__users__353778e74f`
CREATE TRIGGER `migrate_by_old_UPDATE__quarantine_note_writes__users__353778e74f` BEFORE UPDATE ON `users` FOR EACH ROW PRECEDES `migrate_users__nick__update`
BEGIN
  IF NOT (CAST(NEW.`nick` AS BINARY) <=> CAST(OLD.`nick` AS BINARY)) THEN
    BEGIN
      DECLARE migrate_error INT;
      DECLARE EXIT HANDLER FOR SQLEXCEPTION
      BEGIN
        GET DIAGNOSTICS CONDITION 1 migrate_error = MYSQL_ERRNO;
        IF migrate_error IN (1020, 1205, 1213, 1317, 1613, 1614, 1969, 3024, 3572) THEN RESIGNAL; END IF;
      END;
      INSERT INTO `migrate_by_old__quarantine_note_writes__users__nick` (connection, at) VALUES (CONNECTION_ID(), UNIX_TIMESTAMP() * 1000)
        ON DUPLICATE KEY UPDATE at = IF(at > UNIX_TIMESTAMP() * 1000 - 10000, at, UNIX_TIMESTAMP() * 1000);
    END;
  END IF;
END;

-- [expand-6] make a table for notes of who writes visits
--   strategy: instant
--   lock: none on migrate_by_old__quarantine_note_writes__visits___4bb8b4c538; nobody knows the table yet
--   why: a row for each session that writes through the old name: no write waits for another
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_by_old__quarantine_note_writes__visits___4bb8b4c538'
--   runs: on its own
--   undo: DROP TABLE IF EXISTS `migrate_by_old__quarantine_note_writes__visits___4bb8b4c538`
CREATE TABLE IF NOT EXISTS `migrate_by_old__quarantine_note_writes__visits___4bb8b4c538` (
  connection BIGINT UNSIGNED NOT NULL PRIMARY KEY,
  at BIGINT NOT NULL
) ENGINE=InnoDB;

-- [expand-7] note when old code writes visits on INSERT
--   strategy: in place
--   lock: MDL exclusive on visits, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: the gate asks when old code wrote last
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'visits' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_by_old_INSERT__quarantine_note_writes__visits_0006e66e49'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_by_old_INSERT__quarantine_note_writes__visits_0006e66e49`
CREATE TRIGGER `migrate_by_old_INSERT__quarantine_note_writes__visits_0006e66e49` BEFORE INSERT ON `visits` FOR EACH ROW
BEGIN
    BEGIN
      DECLARE migrate_error INT;
      DECLARE EXIT HANDLER FOR SQLEXCEPTION
      BEGIN
        GET DIAGNOSTICS CONDITION 1 migrate_error = MYSQL_ERRNO;
        IF migrate_error IN (1020, 1205, 1213, 1317, 1613, 1614, 1969, 3024, 3572) THEN RESIGNAL; END IF;
      END;
      INSERT INTO `migrate_by_old__quarantine_note_writes__visits___4bb8b4c538` (connection, at) VALUES (CONNECTION_ID(), UNIX_TIMESTAMP() * 1000)
        ON DUPLICATE KEY UPDATE at = IF(at > UNIX_TIMESTAMP() * 1000 - 10000, at, UNIX_TIMESTAMP() * 1000);
    END;
END;

-- [expand-8] note when old code writes visits on UPDATE
--   strategy: in place
--   lock: MDL exclusive on visits, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: the gate asks when old code wrote last
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'visits' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_by_old_UPDATE__quarantine_note_writes__visits_9c4104663d'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_by_old_UPDATE__quarantine_note_writes__visits_9c4104663d`
CREATE TRIGGER `migrate_by_old_UPDATE__quarantine_note_writes__visits_9c4104663d` BEFORE UPDATE ON `visits` FOR EACH ROW
BEGIN
    BEGIN
      DECLARE migrate_error INT;
      DECLARE EXIT HANDLER FOR SQLEXCEPTION
      BEGIN
        GET DIAGNOSTICS CONDITION 1 migrate_error = MYSQL_ERRNO;
        IF migrate_error IN (1020, 1205, 1213, 1317, 1613, 1614, 1969, 3024, 3572) THEN RESIGNAL; END IF;
      END;
      INSERT INTO `migrate_by_old__quarantine_note_writes__visits___4bb8b4c538` (connection, at) VALUES (CONNECTION_ID(), UNIX_TIMESTAMP() * 1000)
        ON DUPLICATE KEY UPDATE at = IF(at > UNIX_TIMESTAMP() * 1000 - 10000, at, UNIX_TIMESTAMP() * 1000);
    END;
END;

-- [expand-9] note when old code writes visits on DELETE
--   strategy: in place
--   lock: MDL exclusive on visits, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: the gate asks when old code wrote last
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'visits' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_by_old_DELETE__quarantine_note_writes__visits_0134f4f6b3'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_by_old_DELETE__quarantine_note_writes__visits_0134f4f6b3`
CREATE TRIGGER `migrate_by_old_DELETE__quarantine_note_writes__visits_0134f4f6b3` BEFORE DELETE ON `visits` FOR EACH ROW
BEGIN
    BEGIN
      DECLARE migrate_error INT;
      DECLARE EXIT HANDLER FOR SQLEXCEPTION
      BEGIN
        GET DIAGNOSTICS CONDITION 1 migrate_error = MYSQL_ERRNO;
        IF migrate_error IN (1020, 1205, 1213, 1317, 1613, 1614, 1969, 3024, 3572) THEN RESIGNAL; END IF;
      END;
      INSERT INTO `migrate_by_old__quarantine_note_writes__visits___4bb8b4c538` (connection, at) VALUES (CONNECTION_ID(), UNIX_TIMESTAMP() * 1000)
        ON DUPLICATE KEY UPDATE at = IF(at > UNIX_TIMESTAMP() * 1000 - 10000, at, UNIX_TIMESTAMP() * 1000);
    END;
END;

-- ==== backfill
-- nothing to do

-- ==== contract
-- ---- hidden first: `migrate rollback` brings it back
-- [contract-1] note no longer who writes visits on DELETE
--   strategy: instant
--   lock: MDL exclusive on visits, milliseconds: metadata only; metadata only
--   why: the gate has seen what there was to see
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_by_old_DELETE__quarantine_note_writes__visits_0134f4f6b3'
--   runs: on its own
--   undo: CREATE TRIGGER `migrate_by_old_DELETE__quarantine_note_writes__visits_0134f4f6b3` BEFORE DELETE ON `visits` FOR EACH ROW
--     BEGIN
--         BEGIN
--           DECLARE migrate_error INT;
--           DECLARE EXIT HANDLER FOR SQLEXCEPTION
--           BEGIN
--             GET DIAGNOSTICS CONDITION 1 migrate_error = MYSQL_ERRNO;
--             IF migrate_error IN (1020, 1205, 1213, 1317, 1613, 1614, 1969, 3024, 3572) THEN RESIGNAL; END IF;
--           END;
--           INSERT INTO `migrate_by_old__quarantine_note_writes__visits___4bb8b4c538` (connection, at) VALUES (CONNECTION_ID(), UNIX_TIMESTAMP() * 1000)
--             ON DUPLICATE KEY UPDATE at = IF(at > UNIX_TIMESTAMP() * 1000 - 10000, at, UNIX_TIMESTAMP() * 1000);
--         END;
--     END
DROP TRIGGER IF EXISTS `migrate_by_old_DELETE__quarantine_note_writes__visits_0134f4f6b3`;

-- [contract-2] note no longer who writes visits on UPDATE
--   strategy: instant
--   lock: MDL exclusive on visits, milliseconds: metadata only; metadata only
--   why: the gate has seen what there was to see
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_by_old_UPDATE__quarantine_note_writes__visits_9c4104663d'
--   runs: on its own
--   undo: CREATE TRIGGER `migrate_by_old_UPDATE__quarantine_note_writes__visits_9c4104663d` BEFORE UPDATE ON `visits` FOR EACH ROW
--     BEGIN
--         BEGIN
--           DECLARE migrate_error INT;
--           DECLARE EXIT HANDLER FOR SQLEXCEPTION
--           BEGIN
--             GET DIAGNOSTICS CONDITION 1 migrate_error = MYSQL_ERRNO;
--             IF migrate_error IN (1020, 1205, 1213, 1317, 1613, 1614, 1969, 3024, 3572) THEN RESIGNAL; END IF;
--           END;
--           INSERT INTO `migrate_by_old__quarantine_note_writes__visits___4bb8b4c538` (connection, at) VALUES (CONNECTION_ID(), UNIX_TIMESTAMP() * 1000)
--             ON DUPLICATE KEY UPDATE at = IF(at > UNIX_TIMESTAMP() * 1000 - 10000, at, UNIX_TIMESTAMP() * 1000);
--         END;
--     END
DROP TRIGGER IF EXISTS `migrate_by_old_UPDATE__quarantine_note_writes__visits_9c4104663d`;

-- [contract-3] note no longer who writes visits on INSERT
--   strategy: instant
--   lock: MDL exclusive on visits, milliseconds: metadata only; metadata only
--   why: the gate has seen what there was to see
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_by_old_INSERT__quarantine_note_writes__visits_0006e66e49'
--   runs: on its own
--   undo: CREATE TRIGGER `migrate_by_old_INSERT__quarantine_note_writes__visits_0006e66e49` BEFORE INSERT ON `visits` FOR EACH ROW
--     BEGIN
--         BEGIN
--           DECLARE migrate_error INT;
--           DECLARE EXIT HANDLER FOR SQLEXCEPTION
--           BEGIN
--             GET DIAGNOSTICS CONDITION 1 migrate_error = MYSQL_ERRNO;
--             IF migrate_error IN (1020, 1205, 1213, 1317, 1613, 1614, 1969, 3024, 3572) THEN RESIGNAL; END IF;
--           END;
--           INSERT INTO `migrate_by_old__quarantine_note_writes__visits___4bb8b4c538` (connection, at) VALUES (CONNECTION_ID(), UNIX_TIMESTAMP() * 1000)
--             ON DUPLICATE KEY UPDATE at = IF(at > UNIX_TIMESTAMP() * 1000 - 10000, at, UNIX_TIMESTAMP() * 1000);
--         END;
--     END
DROP TRIGGER IF EXISTS `migrate_by_old_INSERT__quarantine_note_writes__visits_0006e66e49`;

-- [contract-4] note no longer who writes users.nick on UPDATE
--   strategy: instant
--   lock: MDL exclusive on users, milliseconds: metadata only; metadata only
--   why: the gate has seen what there was to see
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_by_old_UPDATE__quarantine_note_writes__users__353778e74f'
--   runs: on its own
--   undo: CREATE TRIGGER `migrate_by_old_UPDATE__quarantine_note_writes__users__353778e74f` BEFORE UPDATE ON `users` FOR EACH ROW PRECEDES `migrate_users__nick__update`
--     BEGIN
--       IF NOT (CAST(NEW.`nick` AS BINARY) <=> CAST(OLD.`nick` AS BINARY)) THEN
--         BEGIN
--           DECLARE migrate_error INT;
--           DECLARE EXIT HANDLER FOR SQLEXCEPTION
--           BEGIN
--             GET DIAGNOSTICS CONDITION 1 migrate_error = MYSQL_ERRNO;
--             IF migrate_error IN (1020, 1205, 1213, 1317, 1613, 1614, 1969, 3024, 3572) THEN RESIGNAL; END IF;
--           END;
--           INSERT INTO `migrate_by_old__quarantine_note_writes__users__nick` (connection, at) VALUES (CONNECTION_ID(), UNIX_TIMESTAMP() * 1000)
--             ON DUPLICATE KEY UPDATE at = IF(at > UNIX_TIMESTAMP() * 1000 - 10000, at, UNIX_TIMESTAMP() * 1000);
--         END;
--       END IF;
--     END
DROP TRIGGER IF EXISTS `migrate_by_old_UPDATE__quarantine_note_writes__users__353778e74f`;

-- [contract-5] note no longer who writes users.nick on INSERT
--   strategy: instant
--   lock: MDL exclusive on users, milliseconds: metadata only; metadata only
--   why: the gate has seen what there was to see
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_by_old_INSERT__quarantine_note_writes__users__40183d77b9'
--   runs: on its own
--   undo: CREATE TRIGGER `migrate_by_old_INSERT__quarantine_note_writes__users__40183d77b9` BEFORE INSERT ON `users` FOR EACH ROW PRECEDES `migrate_users__nick__insert`
--     BEGIN
--       IF NEW.`nick` IS NOT NULL THEN
--         BEGIN
--           DECLARE migrate_error INT;
--           DECLARE EXIT HANDLER FOR SQLEXCEPTION
--           BEGIN
--             GET DIAGNOSTICS CONDITION 1 migrate_error = MYSQL_ERRNO;
--             IF migrate_error IN (1020, 1205, 1213, 1317, 1613, 1614, 1969, 3024, 3572) THEN RESIGNAL; END IF;
--           END;
--           INSERT INTO `migrate_by_old__quarantine_note_writes__users__nick` (connection, at) VALUES (CONNECTION_ID(), UNIX_TIMESTAMP() * 1000)
--             ON DUPLICATE KEY UPDATE at = IF(at > UNIX_TIMESTAMP() * 1000 - 10000, at, UNIX_TIMESTAMP() * 1000);
--         END;
--       END IF;
--     END
DROP TRIGGER IF EXISTS `migrate_by_old_INSERT__quarantine_note_writes__users__40183d77b9`;

-- [contract-6] look for views and triggers that name users.nick
--   lock: none on the catalog, consistent reads; reads and writes go on
--   why: they would fail once the column is gone
--   expects: no row
SELECT IF(VIEW_DEFINITION = '', 'view without SHOW VIEW', 'view') AS kind, CONCAT(TABLE_SCHEMA, '.', TABLE_NAME) AS name FROM information_schema.VIEWS WHERE ((INSTR(VIEW_DEFINITION, CONCAT('`', DATABASE(), '`.`users`')) > 0 AND (@@lower_case_table_names > 0 OR INSTR(CAST(VIEW_DEFINITION AS BINARY), CONCAT('`', DATABASE(), '`.`users`')) > 0)) AND ((INSTR(VIEW_DEFINITION, '`users`.`nick`') > 0 AND (@@lower_case_table_names > 0 OR INSTR(CAST(VIEW_DEFINITION AS BINARY), '`users`.`nick`') > 0)) OR VIEW_DEFINITION REGEXP CONCAT(IF(@@lower_case_table_names > 0, '(?si)', '(?s-i)'), '(`(?:[^`]|``)+`)\\.\\Q`nick`\\E(?!`).*\\Q`', DATABASE(), '\\E\\Q`.`users`\\E(?: PARTITION \\([^)]*\\))? \\1') OR VIEW_DEFINITION REGEXP CONCAT(IF(@@lower_case_table_names > 0, '(?si)', '(?s-i)'), '\\Q`', DATABASE(), '\\E\\Q`.`users`\\E(?: PARTITION \\([^)]*\\))? (`(?:[^`]|``)+`).*\\1\\.\\Q`nick`\\E(?!`)')) OR (TABLE_SCHEMA = DATABASE() AND VIEW_DEFINITION = ''))
UNION ALL
SELECT 'trigger', TRIGGER_NAME FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'users' AND TRIGGER_NAME NOT LIKE 'migrate\_%' AND (ACTION_STATEMENT REGEXP '(?i)(?<![\\w$])(?:NEW|OLD)`?\\s*\\.\\s*(?:\\Qnick\\E(?![\\w$`])|\\Q`nick`\\E(?!`))' OR REGEXP_REPLACE(ACTION_STATEMENT, '''(?:[^''\\\\]++|\\\\.)*+''|(?s:/\\*.*?\\*/)|(?:-- |#)[^\\n]*', '') REGEXP '(?i)(?<![\\w$`])\\Qnick\\E(?![\\w$`])|\\Q`nick`\\E(?!`)')
LIMIT 5;

-- [contract-7] add a stand-in for users.nick
--   strategy: instant
--   lock: MDL exclusive on users, milliseconds: metadata only; metadata only
--   why: a trigger cannot name a column that is not there yet
--   probe: SELECT COUNT(*) > 0 FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'users' AND CAST(COLUMN_NAME AS BINARY) = 'migrate_hidden__users__nick'
--   runs: on its own
--   undo: ALTER TABLE `users` DROP COLUMN `migrate_hidden__users__nick`, ALGORITHM=INSTANT
ALTER TABLE `users` ADD COLUMN `migrate_hidden__users__nick` varchar(40) CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci NULL INVISIBLE, ALGORITHM=INSTANT;

-- [contract-8] keep users.nick filled under its hidden name on UPDATE
--   strategy: instant
--   lock: MDL exclusive on users, milliseconds: metadata only; metadata only
--   why: before the names are exchanged: no write comes between
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'users' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_users__migrate_hidden__users__nick__update_c10abbde23'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_users__migrate_hidden__users__nick__update_c10abbde23`
CREATE TRIGGER `migrate_users__migrate_hidden__users__nick__update_c10abbde23` BEFORE UPDATE ON `users` FOR EACH ROW
BEGIN
  DECLARE migrate_was varchar(40) CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci;
  IF CAST(NEW.`migrate_hidden__users__nick` AS BINARY) <=> CAST(OLD.`migrate_hidden__users__nick` AS BINARY) THEN
    SET migrate_was = (SELECT 'none');
    IF CAST(OLD.`migrate_hidden__users__nick` AS BINARY) <=> CAST(migrate_was AS BINARY) THEN IF (SELECT 'none') IS NOT NULL THEN SET NEW.`migrate_hidden__users__nick` = (SELECT 'none'); END IF; END IF;
  END IF;
END;

-- [contract-9] keep users.nick filled under its hidden name on INSERT
--   strategy: instant
--   lock: MDL exclusive on users, milliseconds: metadata only; metadata only
--   why: before the names are exchanged: no write comes between
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'users' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_users__migrate_hidden__users__nick__insert_e6eb85ed25'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_users__migrate_hidden__users__nick__insert_e6eb85ed25`
CREATE TRIGGER `migrate_users__migrate_hidden__users__nick__insert_e6eb85ed25` BEFORE INSERT ON `users` FOR EACH ROW
BEGIN
  IF NEW.`migrate_hidden__users__nick` IS NULL THEN SET NEW.`migrate_hidden__users__nick` = (SELECT 'none'); END IF;
END;

-- [contract-10] hide users.nick
--   strategy: instant
--   lock: MDL exclusive on users, milliseconds: metadata only; metadata only
--   why: who still uses it meets an error while it can be brought back, filled as before
--   probe: SELECT COALESCE((SELECT ORDINAL_POSITION FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'users' AND CAST(COLUMN_NAME AS BINARY) = 'nick') > (SELECT ORDINAL_POSITION FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'users' AND CAST(COLUMN_NAME AS BINARY) = 'migrate_hidden__users__nick'), 0)
--   runs: on its own
--   undo: ALTER TABLE `users` RENAME COLUMN `nick` TO `migrate_hidden__users__nick`, RENAME COLUMN `migrate_hidden__users__nick` TO `nick`, ALGORITHM=INSTANT
ALTER TABLE `users` RENAME COLUMN `nick` TO `migrate_hidden__users__nick`, RENAME COLUMN `migrate_hidden__users__nick` TO `nick`, ALGORITHM=INSTANT;

-- [contract-11] let the stand-in of users.nick be on UPDATE
--   strategy: instant
--   lock: MDL exclusive on users, milliseconds: metadata only; metadata only
--   why: only the stand-in follows by it
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_users__nick__update'
--   runs: on its own
--   undo: CREATE TRIGGER `migrate_users__nick__update` BEFORE UPDATE ON `users` FOR EACH ROW
--     BEGIN
--       DECLARE migrate_was varchar(40) CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci;
--       IF CAST(NEW.`nick` AS BINARY) <=> CAST(OLD.`nick` AS BINARY) THEN
--         SET migrate_was = (SELECT 'none');
--         IF CAST(OLD.`nick` AS BINARY) <=> CAST(migrate_was AS BINARY) THEN IF (SELECT 'none') IS NOT NULL THEN SET NEW.`nick` = (SELECT 'none'); END IF; END IF;
--       END IF;
--     END
DROP TRIGGER IF EXISTS `migrate_users__nick__update`;

-- [contract-12] let the stand-in of users.nick be on INSERT
--   strategy: instant
--   lock: MDL exclusive on users, milliseconds: metadata only; metadata only
--   why: only the stand-in follows by it
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_users__nick__insert'
--   runs: on its own
--   undo: CREATE TRIGGER `migrate_users__nick__insert` BEFORE INSERT ON `users` FOR EACH ROW
--     BEGIN
--       IF NEW.`nick` IS NULL THEN SET NEW.`nick` = (SELECT 'none'); END IF;
--     END
DROP TRIGGER IF EXISTS `migrate_users__nick__insert`;

-- [contract-13] drop the stand-in of users.nick
--   strategy: instant
--   lock: MDL exclusive on users, milliseconds: metadata only; metadata only
--   why: who still uses it meets an error while it can be brought back, filled as before
--   probe: SELECT COUNT(*) = 0 FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'users' AND CAST(COLUMN_NAME AS BINARY) = 'nick'
--   runs: on its own
--   undo: ALTER TABLE `users` ADD COLUMN `nick` varchar(40) CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci NULL INVISIBLE, ALGORITHM=INSTANT
ALTER TABLE `users` DROP COLUMN `nick`, ALGORITHM=INSTANT;

-- [contract-14] look for foreign keys and views that need visits
--   lock: none on the catalog, consistent reads; reads and writes go on
--   why: they would fail once the table is gone
--   expects: no row
SELECT 'foreign key' AS kind, CONCAT(TABLE_NAME, '.', CONSTRAINT_NAME) AS name FROM information_schema.KEY_COLUMN_USAGE WHERE REFERENCED_TABLE_SCHEMA = DATABASE() AND (REFERENCED_TABLE_NAME = 'visits' AND (@@lower_case_table_names > 0 OR CAST(REFERENCED_TABLE_NAME AS BINARY) = 'visits')) AND NOT (TABLE_SCHEMA = DATABASE() AND (TABLE_NAME = 'visits' AND (@@lower_case_table_names > 0 OR CAST(TABLE_NAME AS BINARY) = 'visits')))
UNION ALL
SELECT IF(VIEW_DEFINITION = '', 'view without SHOW VIEW', 'view') AS kind, CONCAT(TABLE_SCHEMA, '.', TABLE_NAME) AS name FROM information_schema.VIEWS WHERE ((INSTR(VIEW_DEFINITION, CONCAT('`', DATABASE(), '`.`visits`')) > 0 AND (@@lower_case_table_names > 0 OR INSTR(CAST(VIEW_DEFINITION AS BINARY), CONCAT('`', DATABASE(), '`.`visits`')) > 0)) OR (TABLE_SCHEMA = DATABASE() AND VIEW_DEFINITION = ''))
LIMIT 5;

-- [contract-15] hide table visits
--   strategy: instant
--   lock: MDL exclusive on visits, milliseconds: metadata only; metadata only
--   why: who still uses it meets an error while it can be brought back, with its rows
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_hidden__visits'
--   runs: on its own
--   undo: RENAME TABLE `migrate_hidden__visits` TO `visits`
--   lock of undo: MDL exclusive on migrate_hidden__visits, milliseconds: metadata only; metadata only
RENAME TABLE `visits` TO `migrate_hidden__visits`;

-- ---- after 1d in quarantine
-- [contract-16] look for views and triggers that name users.migrate_hidden__users__nick
--   lock: none on the catalog, consistent reads; reads and writes go on
--   why: they would fail once the column is gone
--   expects: no row
SELECT IF(VIEW_DEFINITION = '', 'view without SHOW VIEW', 'view') AS kind, CONCAT(TABLE_SCHEMA, '.', TABLE_NAME) AS name FROM information_schema.VIEWS WHERE ((INSTR(VIEW_DEFINITION, CONCAT('`', DATABASE(), '`.`users`')) > 0 AND (@@lower_case_table_names > 0 OR INSTR(CAST(VIEW_DEFINITION AS BINARY), CONCAT('`', DATABASE(), '`.`users`')) > 0)) AND ((INSTR(VIEW_DEFINITION, '`users`.`migrate_hidden__users__nick`') > 0 AND (@@lower_case_table_names > 0 OR INSTR(CAST(VIEW_DEFINITION AS BINARY), '`users`.`migrate_hidden__users__nick`') > 0)) OR VIEW_DEFINITION REGEXP CONCAT(IF(@@lower_case_table_names > 0, '(?si)', '(?s-i)'), '(`(?:[^`]|``)+`)\\.\\Q`migrate_hidden__users__nick`\\E(?!`).*\\Q`', DATABASE(), '\\E\\Q`.`users`\\E(?: PARTITION \\([^)]*\\))? \\1') OR VIEW_DEFINITION REGEXP CONCAT(IF(@@lower_case_table_names > 0, '(?si)', '(?s-i)'), '\\Q`', DATABASE(), '\\E\\Q`.`users`\\E(?: PARTITION \\([^)]*\\))? (`(?:[^`]|``)+`).*\\1\\.\\Q`migrate_hidden__users__nick`\\E(?!`)')) OR (TABLE_SCHEMA = DATABASE() AND VIEW_DEFINITION = ''))
UNION ALL
SELECT 'trigger', TRIGGER_NAME FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'users' AND TRIGGER_NAME NOT LIKE 'migrate\_%' AND (ACTION_STATEMENT REGEXP '(?i)(?<![\\w$])(?:NEW|OLD)`?\\s*\\.\\s*(?:\\Qmigrate_hidden__users__nick\\E(?![\\w$`])|\\Q`migrate_hidden__users__nick`\\E(?!`))' OR REGEXP_REPLACE(ACTION_STATEMENT, '''(?:[^''\\\\]++|\\\\.)*+''|(?s:/\\*.*?\\*/)|(?:-- |#)[^\\n]*', '') REGEXP '(?i)(?<![\\w$`])\\Qmigrate_hidden__users__nick\\E(?![\\w$`])|\\Q`migrate_hidden__users__nick`\\E(?!`)')
LIMIT 5;

-- [contract-17] give users.migrate_hidden__users__nick a default for its last moments
--   strategy: instant
--   lock: MDL exclusive on users, milliseconds: metadata only; metadata only
--   why: inserts that leave it out must not fail between the triggers' end and its own
--   probe: SELECT COUNT(*) > 0 FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'users' AND CAST(COLUMN_NAME AS BINARY) = 'migrate_hidden__users__nick' AND (COLUMN_DEFAULT IS NOT NULL OR EXTRA LIKE '%DEFAULT_GENERATED%')
--   runs: on its own
ALTER TABLE `users` ALTER COLUMN `migrate_hidden__users__nick` SET DEFAULT '', ALGORITHM=INSTANT;

-- [contract-18] stop the sync of users.migrate_hidden__users__nick on UPDATE
--   strategy: instant
--   lock: MDL exclusive on users, milliseconds: metadata only; metadata only
--   why: first: left alone it would take a fresh row for one that was never filled
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_users__migrate_hidden__users__nick__update_c10abbde23'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_users__migrate_hidden__users__nick__update_c10abbde23`;

-- [contract-19] stop the sync of users.migrate_hidden__users__nick on INSERT
--   strategy: instant
--   lock: MDL exclusive on users, milliseconds: metadata only; metadata only
--   why: all live code uses the new shape
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_users__migrate_hidden__users__nick__insert_e6eb85ed25'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_users__migrate_hidden__users__nick__insert_e6eb85ed25`;

-- [contract-20] drop users.migrate_hidden__users__nick
--   strategy: instant
--   lock: MDL exclusive on users, milliseconds: metadata only; ALGORITHM=INSTANT: the server refuses rather than copies
--   why: no live code uses it
--   destructive: cannot be rolled back
--   probe: SELECT COUNT(*) = 0 FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'users' AND CAST(COLUMN_NAME AS BINARY) = 'migrate_hidden__users__nick'
--   runs: on its own
ALTER TABLE `users` DROP COLUMN `migrate_hidden__users__nick`, ALGORITHM=INSTANT;

-- [contract-21] look for foreign keys and views that need migrate_hidden__visits
--   lock: none on the catalog, consistent reads; reads and writes go on
--   why: they would fail once the table is gone
--   expects: no row
SELECT 'foreign key' AS kind, CONCAT(TABLE_NAME, '.', CONSTRAINT_NAME) AS name FROM information_schema.KEY_COLUMN_USAGE WHERE REFERENCED_TABLE_SCHEMA = DATABASE() AND (REFERENCED_TABLE_NAME = 'migrate_hidden__visits' AND (@@lower_case_table_names > 0 OR CAST(REFERENCED_TABLE_NAME AS BINARY) = 'migrate_hidden__visits')) AND NOT (TABLE_SCHEMA = DATABASE() AND (TABLE_NAME = 'migrate_hidden__visits' AND (@@lower_case_table_names > 0 OR CAST(TABLE_NAME AS BINARY) = 'migrate_hidden__visits')))
UNION ALL
SELECT IF(VIEW_DEFINITION = '', 'view without SHOW VIEW', 'view') AS kind, CONCAT(TABLE_SCHEMA, '.', TABLE_NAME) AS name FROM information_schema.VIEWS WHERE ((INSTR(VIEW_DEFINITION, CONCAT('`', DATABASE(), '`.`migrate_hidden__visits`')) > 0 AND (@@lower_case_table_names > 0 OR INSTR(CAST(VIEW_DEFINITION AS BINARY), CONCAT('`', DATABASE(), '`.`migrate_hidden__visits`')) > 0)) OR (TABLE_SCHEMA = DATABASE() AND VIEW_DEFINITION = ''))
LIMIT 5;

-- [contract-22] drop table visits
--   strategy: instant
--   lock: MDL exclusive on migrate_hidden__visits, while its file is removed; no live code uses it; removing a large file may slow the server's disk
--   why: no live code uses it
--   destructive: cannot be rolled back
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_hidden__visits'
--   runs: on its own
DROP TABLE IF EXISTS `migrate_hidden__visits`;

-- [contract-23] drop the notes of who wrote users.nick
--   strategy: instant
--   lock: MDL exclusive on migrate_by_old__quarantine_note_writes__users__nick, milliseconds: metadata only; nobody writes to it any more
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_by_old__quarantine_note_writes__users__nick'
--   runs: on its own
DROP TABLE IF EXISTS `migrate_by_old__quarantine_note_writes__users__nick`;

-- [contract-24] drop the notes of who wrote visits
--   strategy: instant
--   lock: MDL exclusive on migrate_by_old__quarantine_note_writes__visits___4bb8b4c538, milliseconds: metadata only; nobody writes to it any more
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_by_old__quarantine_note_writes__visits___4bb8b4c538'
--   runs: on its own
DROP TABLE IF EXISTS `migrate_by_old__quarantine_note_writes__visits___4bb8b4c538`;
