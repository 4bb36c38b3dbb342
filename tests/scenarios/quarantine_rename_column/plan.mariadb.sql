-- migration: quarantine_rename_column
-- description: Rename users.name to users.full_name, the old name hidden for a day
-- session: SET NAMES utf8mb4
-- session: SET SESSION sql_mode = 'STRICT_TRANS_TABLES,ALLOW_INVALID_DATES,NO_ENGINE_SUBSTITUTION,NO_AUTO_VALUE_ON_ZERO'
-- session: SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED
-- session: SET SESSION TRANSACTION READ WRITE
-- session: SET SESSION time_zone = '+00:00', autocommit = 1, foreign_key_checks = 1, unique_checks = 1, sql_safe_updates = 0, sql_big_selects = 1, sql_select_limit = 18446744073709551615, completion_type = 0, wait_timeout = 86400, max_statement_time = 0, alter_algorithm = 'DEFAULT'
-- note: rows changed by foreign-key cascades do not fire triggers; none can reach users.name or full_name
-- note: INSERT INTO users VALUES (…) without a list of columns fails while the table has one column more than the code knows
-- note: the triggers run with the rights of the user that runs `migrate expand` (their definer): that user must stay until contract

-- ==== expand
-- [expand-1] add users.full_name beside name
--   strategy: instant
--   lock: MDL exclusive on users, milliseconds: metadata only; ALGORITHM=INSTANT: the server refuses rather than copies
--   why: nullable: old code's rows leave it out until the trigger fills it
--   probe: SELECT COUNT(*) > 0 FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'users' AND CAST(COLUMN_NAME AS BINARY) = 'full_name'
--   runs: on its own
--   undo: ALTER TABLE `users` DROP COLUMN `full_name`, ALGORITHM=INSTANT
ALTER TABLE `users` ADD COLUMN `full_name` varchar(100) CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci NULL AFTER `name`, ALGORITHM=INSTANT;

-- [expand-2] keep users.name and full_name in step on UPDATE
--   strategy: in place
--   lock: MDL exclusive on users, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: what one version of the application writes the other one reads
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'users' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_users__full_name__update'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_users__full_name__update`
CREATE TRIGGER `migrate_users__full_name__update` BEFORE UPDATE ON `users` FOR EACH ROW
BEGIN
  IF NOT (CAST(NEW.`full_name` AS BINARY) <=> CAST(OLD.`full_name` AS BINARY)) THEN SET NEW.`name` = NEW.`full_name`;
  ELSEIF NOT (CAST(NEW.`name` AS BINARY) <=> CAST(OLD.`name` AS BINARY)) THEN SET NEW.`full_name` = NEW.`name`;
  ELSEIF NOT (CAST(NEW.`full_name` AS BINARY) <=> CAST(NEW.`name` AS BINARY)) THEN SET NEW.`full_name` = NEW.`name`;
  END IF;
  IF NEW.`full_name` IS NULL THEN SET NEW.`full_name` = ''; END IF;
END;

-- [expand-3] keep users.name and full_name in step on INSERT
--   strategy: in place
--   lock: MDL exclusive on users, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: what one version of the application writes the other one reads
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'users' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_users__full_name__insert'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_users__full_name__insert`
CREATE TRIGGER `migrate_users__full_name__insert` BEFORE INSERT ON `users` FOR EACH ROW
BEGIN
  IF NEW.`full_name` IS NOT NULL THEN SET NEW.`name` = NEW.`full_name`;
  ELSE SET NEW.`full_name` = NEW.`name`;
  END IF;
  IF NEW.`full_name` IS NULL THEN SET NEW.`full_name` = ''; END IF;
END;

-- ==== backfill
-- [backfill-1] fill users.full_name from name
--   strategy: in place
--   lock: row locks on users, one batch: only the rows it changes are locked; reads and writes of other rows go on
--   why: since the triggers stand, a difference means "not filled yet" and nothing else
--   batches: table users by id; each commits together with its checkpoint
--   first key, once:
SELECT `id` FROM `users` FORCE INDEX (`PRIMARY`) ORDER BY `id` LIMIT 1;
--   last key, once:
SELECT `id` FROM `users` FORCE INDEX (`PRIMARY`) ORDER BY `id` DESC LIMIT 1;
--   end of this batch and start of the next:
--     ? number 1 = from.id, ? number 2 = end.id, ? number 3 = batch size - 1
SELECT `id` FROM `users` FORCE INDEX (`PRIMARY`) WHERE `id` >= ? AND `id` <= ? ORDER BY `id` LIMIT 2 OFFSET ?;
--   the batch:
--     ? number 1 = from.id, ? number 2 = to.id
UPDATE `users` FORCE INDEX (`PRIMARY`) SET `full_name` = `name` WHERE `id` >= ? AND `id` <= ? AND (NOT (CAST(`name` AS BINARY) <=> CAST(`full_name` AS BINARY)));

-- [backfill-2] build for users.full_name what index users_name is for name
--   strategy: online
--   lock: MDL exclusive on users, milliseconds at its begin and end; reads and writes go on while it is built; LOCK=NONE: the server refuses rather than blocks writes
--   why: the server builds it beside the writes and adds what they changed at the end
--   probe: SELECT COUNT(*) > 0 FROM information_schema.STATISTICS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'users' AND CAST(INDEX_NAME AS BINARY) = 'migrate_index__users__users_name__full_name'
--   runs: on its own
--   undo: ALTER TABLE `users` DROP INDEX `migrate_index__users__users_name__full_name`, ALGORITHM=NOCOPY, LOCK=NONE
ALTER TABLE `users` ADD INDEX `migrate_index__users__users_name__full_name` (`full_name`), ALGORITHM=NOCOPY, LOCK=NONE;

-- [backfill-3] compare users.name and full_name
--   lock: none on users, consistent reads; reads and writes go on
--   why: history is proven complete before anything relies on it
--   batches: table users by id; each commits together with its checkpoint
--   first key, once:
SELECT `id` FROM `users` FORCE INDEX (`PRIMARY`) ORDER BY `id` LIMIT 1;
--   last key, once:
SELECT `id` FROM `users` FORCE INDEX (`PRIMARY`) ORDER BY `id` DESC LIMIT 1;
--   end of this batch and start of the next:
--     ? number 1 = from.id, ? number 2 = end.id, ? number 3 = batch size - 1
SELECT `id` FROM `users` FORCE INDEX (`PRIMARY`) WHERE `id` >= ? AND `id` <= ? ORDER BY `id` LIMIT 2 OFFSET ?;
--   the batch (a row returned is a difference):
--     ? number 1 = from.id, ? number 2 = to.id
SELECT `id` FROM `users` FORCE INDEX (`PRIMARY`) WHERE `id` >= ? AND `id` <= ? AND (NOT (CAST(`name` AS BINARY) <=> CAST(`full_name` AS BINARY))) LIMIT 5;

-- ==== contract
-- ---- hidden first: `migrate rollback` brings it back
-- [contract-1] compare users.name and full_name before it is hidden
--   lock: none on users, consistent reads; reads and writes go on
--   why: history is proven complete before anything relies on it
--   batches: table users by id; each commits together with its checkpoint
--   first key, once:
SELECT `id` FROM `users` FORCE INDEX (`PRIMARY`) ORDER BY `id` LIMIT 1;
--   last key, once:
SELECT `id` FROM `users` FORCE INDEX (`PRIMARY`) ORDER BY `id` DESC LIMIT 1;
--   end of this batch and start of the next:
--     ? number 1 = from.id, ? number 2 = end.id, ? number 3 = batch size - 1
SELECT `id` FROM `users` FORCE INDEX (`PRIMARY`) WHERE `id` >= ? AND `id` <= ? ORDER BY `id` LIMIT 2 OFFSET ?;
--   the batch (a row returned is a difference):
--     ? number 1 = from.id, ? number 2 = to.id
SELECT `id` FROM `users` FORCE INDEX (`PRIMARY`) WHERE `id` >= ? AND `id` <= ? AND (NOT (CAST(`name` AS BINARY) <=> CAST(`full_name` AS BINARY))) LIMIT 5;

-- [contract-2] look for views and triggers that name users.name
--   lock: none on the catalog, consistent reads; reads and writes go on
--   why: they would fail once the column is gone
--   expects: no row
SELECT IF(VIEW_DEFINITION = '', 'view without SHOW VIEW', 'view') AS kind, CONCAT(TABLE_SCHEMA, '.', TABLE_NAME) AS name FROM information_schema.VIEWS WHERE ((INSTR(VIEW_DEFINITION, CONCAT('`', DATABASE(), '`.`users`')) > 0 AND (@@lower_case_table_names > 0 OR INSTR(CAST(VIEW_DEFINITION AS BINARY), CONCAT('`', DATABASE(), '`.`users`')) > 0)) AND ((INSTR(VIEW_DEFINITION, '`users`.`name`') > 0 AND (@@lower_case_table_names > 0 OR INSTR(CAST(VIEW_DEFINITION AS BINARY), '`users`.`name`') > 0)) OR VIEW_DEFINITION REGEXP CONCAT(IF(@@lower_case_table_names > 0, '(?si)', '(?s-i)'), '(`(?:[^`]|``)+`)\\.\\Q`name`\\E(?!`).*\\Q`', DATABASE(), '\\E\\Q`.`users`\\E(?: PARTITION \\([^)]*\\))? \\1') OR VIEW_DEFINITION REGEXP CONCAT(IF(@@lower_case_table_names > 0, '(?si)', '(?s-i)'), '\\Q`', DATABASE(), '\\E\\Q`.`users`\\E(?: PARTITION \\([^)]*\\))? (`(?:[^`]|``)+`).*\\1\\.\\Q`name`\\E(?!`)')) OR (TABLE_SCHEMA = DATABASE() AND VIEW_DEFINITION = ''))
UNION ALL
SELECT 'trigger', TRIGGER_NAME FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'users' AND TRIGGER_NAME NOT LIKE 'migrate\_%' AND (ACTION_STATEMENT REGEXP '(?i)(?<![\\w$])(?:NEW|OLD)`?\\s*\\.\\s*(?:\\Qname\\E(?![\\w$`])|\\Q`name`\\E(?!`))' OR REGEXP_REPLACE(ACTION_STATEMENT, '''(?:[^''\\\\]++|\\\\.)*+''|(?s:/\\*.*?\\*/)|(?:-- |#)[^\\n]*', '') REGEXP '(?i)(?<![\\w$`])\\Qname\\E(?![\\w$`])|\\Q`name`\\E(?!`)')
LIMIT 5;

-- [contract-3] let users.name follow full_name alone on UPDATE
--   strategy: instant
--   lock: MDL exclusive on users, milliseconds: metadata only; metadata only
--   why: a write of new code is carried over at any moment; one of old code meets an error
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'users' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_users__name__update'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_users__name__update`
CREATE TRIGGER `migrate_users__name__update` BEFORE UPDATE ON `users` FOR EACH ROW
BEGIN
  IF NOT (CAST(NEW.`name` AS BINARY) <=> CAST(OLD.`name` AS BINARY)) AND NOT (NOT (CAST(NEW.`full_name` AS BINARY) <=> CAST(OLD.`full_name` AS BINARY))) THEN
    SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'column name is being hidden';
  END IF;
  IF NEW.`full_name` IS NULL THEN SET NEW.`full_name` = ''; END IF;
  SET NEW.`name` = NEW.`full_name`;
END;

-- [contract-4] let users.name follow full_name alone on INSERT
--   strategy: instant
--   lock: MDL exclusive on users, milliseconds: metadata only; metadata only
--   why: a write of new code is carried over at any moment; one of old code meets an error
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'users' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_users__name__insert'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_users__name__insert`
CREATE TRIGGER `migrate_users__name__insert` BEFORE INSERT ON `users` FOR EACH ROW
BEGIN
  IF NEW.`name` IS NOT NULL AND NEW.`full_name` IS NULL THEN
    SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'column name is being hidden';
  END IF;
  IF NEW.`full_name` IS NULL THEN SET NEW.`full_name` = ''; END IF;
  SET NEW.`name` = NEW.`full_name`;
END;

-- [contract-5] let full_name no longer follow users.name on UPDATE
--   strategy: instant
--   lock: MDL exclusive on users, milliseconds: metadata only; metadata only
--   why: a write of new code is carried over at any moment; one of old code meets an error
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_users__full_name__update'
--   runs: on its own
--   undo: CREATE TRIGGER `migrate_users__full_name__update` BEFORE UPDATE ON `users` FOR EACH ROW
--     BEGIN
--       IF NOT (CAST(NEW.`full_name` AS BINARY) <=> CAST(OLD.`full_name` AS BINARY)) THEN SET NEW.`name` = NEW.`full_name`;
--       ELSEIF NOT (CAST(NEW.`name` AS BINARY) <=> CAST(OLD.`name` AS BINARY)) THEN SET NEW.`full_name` = NEW.`name`;
--       ELSEIF NOT (CAST(NEW.`full_name` AS BINARY) <=> CAST(NEW.`name` AS BINARY)) THEN SET NEW.`full_name` = NEW.`name`;
--       END IF;
--       IF NEW.`full_name` IS NULL THEN SET NEW.`full_name` = ''; END IF;
--     END
DROP TRIGGER IF EXISTS `migrate_users__full_name__update`;

-- [contract-6] let full_name no longer follow users.name on INSERT
--   strategy: instant
--   lock: MDL exclusive on users, milliseconds: metadata only; metadata only
--   why: a write of new code is carried over at any moment; one of old code meets an error
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_users__full_name__insert'
--   runs: on its own
--   undo: CREATE TRIGGER `migrate_users__full_name__insert` BEFORE INSERT ON `users` FOR EACH ROW
--     BEGIN
--       IF NEW.`full_name` IS NOT NULL THEN SET NEW.`name` = NEW.`full_name`;
--       ELSE SET NEW.`full_name` = NEW.`name`;
--       END IF;
--       IF NEW.`full_name` IS NULL THEN SET NEW.`full_name` = ''; END IF;
--     END
DROP TRIGGER IF EXISTS `migrate_users__full_name__insert`;

-- [contract-7] add a stand-in for users.name
--   strategy: instant
--   lock: MDL exclusive on users, milliseconds: metadata only; metadata only
--   why: a trigger cannot name a column that is not there yet
--   probe: SELECT COUNT(*) > 0 FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'users' AND CAST(COLUMN_NAME AS BINARY) = 'migrate_hidden__users__name'
--   runs: on its own
--   undo: ALTER TABLE `users` DROP COLUMN `migrate_hidden__users__name`, ALGORITHM=INSTANT
ALTER TABLE `users` ADD COLUMN `migrate_hidden__users__name` varchar(100) CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci NULL INVISIBLE, ALGORITHM=INSTANT;

-- [contract-8] keep users.name filled under its hidden name on UPDATE
--   strategy: instant
--   lock: MDL exclusive on users, milliseconds: metadata only; metadata only
--   why: before the names are exchanged: no write comes between
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'users' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_users__migrate_hidden__users__name__update_fc2b13f324'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_users__migrate_hidden__users__name__update_fc2b13f324`
CREATE TRIGGER `migrate_users__migrate_hidden__users__name__update_fc2b13f324` BEFORE UPDATE ON `users` FOR EACH ROW
BEGIN
  IF NEW.`full_name` IS NULL THEN SET NEW.`full_name` = ''; END IF;
  SET NEW.`migrate_hidden__users__name` = NEW.`full_name`;
END;

-- [contract-9] keep users.name filled under its hidden name on INSERT
--   strategy: instant
--   lock: MDL exclusive on users, milliseconds: metadata only; metadata only
--   why: before the names are exchanged: no write comes between
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'users' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_users__migrate_hidden__users__name__insert_474c3f5037'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_users__migrate_hidden__users__name__insert_474c3f5037`
CREATE TRIGGER `migrate_users__migrate_hidden__users__name__insert_474c3f5037` BEFORE INSERT ON `users` FOR EACH ROW
BEGIN
  IF NEW.`full_name` IS NULL THEN SET NEW.`full_name` = ''; END IF;
  SET NEW.`migrate_hidden__users__name` = NEW.`full_name`;
END;

-- [contract-10] hide users.name
--   strategy: instant
--   lock: MDL exclusive on users, milliseconds: metadata only; metadata only
--   why: who still uses it meets an error while it can be brought back, filled as before
--   probe: SELECT COALESCE((SELECT ORDINAL_POSITION FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'users' AND CAST(COLUMN_NAME AS BINARY) = 'name') > (SELECT ORDINAL_POSITION FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'users' AND CAST(COLUMN_NAME AS BINARY) = 'migrate_hidden__users__name'), 0)
--   runs: on its own
--   undo: ALTER TABLE `users` RENAME COLUMN `name` TO `migrate_hidden__users__name`, RENAME COLUMN `migrate_hidden__users__name` TO `name`, ALGORITHM=INSTANT
ALTER TABLE `users` RENAME COLUMN `name` TO `migrate_hidden__users__name`, RENAME COLUMN `migrate_hidden__users__name` TO `name`, ALGORITHM=INSTANT;

-- [contract-11] let the stand-in of users.name be on UPDATE
--   strategy: instant
--   lock: MDL exclusive on users, milliseconds: metadata only; metadata only
--   why: only the stand-in follows by it
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_users__name__update'
--   runs: on its own
--   undo: CREATE TRIGGER `migrate_users__name__update` BEFORE UPDATE ON `users` FOR EACH ROW
--     BEGIN
--       IF NOT (CAST(NEW.`name` AS BINARY) <=> CAST(OLD.`name` AS BINARY)) AND NOT (NOT (CAST(NEW.`full_name` AS BINARY) <=> CAST(OLD.`full_name` AS BINARY))) THEN
--         SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'column name is being hidden';
--       END IF;
--       IF NEW.`full_name` IS NULL THEN SET NEW.`full_name` = ''; END IF;
--       SET NEW.`name` = NEW.`full_name`;
--     END
DROP TRIGGER IF EXISTS `migrate_users__name__update`;

-- [contract-12] let the stand-in of users.name be on INSERT
--   strategy: instant
--   lock: MDL exclusive on users, milliseconds: metadata only; metadata only
--   why: only the stand-in follows by it
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_users__name__insert'
--   runs: on its own
--   undo: CREATE TRIGGER `migrate_users__name__insert` BEFORE INSERT ON `users` FOR EACH ROW
--     BEGIN
--       IF NEW.`name` IS NOT NULL AND NEW.`full_name` IS NULL THEN
--         SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'column name is being hidden';
--       END IF;
--       IF NEW.`full_name` IS NULL THEN SET NEW.`full_name` = ''; END IF;
--       SET NEW.`name` = NEW.`full_name`;
--     END
DROP TRIGGER IF EXISTS `migrate_users__name__insert`;

-- [contract-13] drop the stand-in of users.name
--   strategy: instant
--   lock: MDL exclusive on users, milliseconds: metadata only; metadata only
--   why: who still uses it meets an error while it can be brought back, filled as before
--   probe: SELECT COUNT(*) = 0 FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'users' AND CAST(COLUMN_NAME AS BINARY) = 'name'
--   runs: on its own
--   undo: ALTER TABLE `users` ADD COLUMN `name` varchar(100) CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci NULL INVISIBLE, ALGORITHM=INSTANT
ALTER TABLE `users` DROP COLUMN `name`, ALGORITHM=INSTANT;

-- ---- after 1d in quarantine
-- [contract-14] compare users.name and full_name again
--   lock: none on users, consistent reads; reads and writes go on
--   why: history is proven complete before anything relies on it
--   batches: table users by id; each commits together with its checkpoint
--   first key, once:
SELECT `id` FROM `users` FORCE INDEX (`PRIMARY`) ORDER BY `id` LIMIT 1;
--   last key, once:
SELECT `id` FROM `users` FORCE INDEX (`PRIMARY`) ORDER BY `id` DESC LIMIT 1;
--   end of this batch and start of the next:
--     ? number 1 = from.id, ? number 2 = end.id, ? number 3 = batch size - 1
SELECT `id` FROM `users` FORCE INDEX (`PRIMARY`) WHERE `id` >= ? AND `id` <= ? ORDER BY `id` LIMIT 2 OFFSET ?;
--   the batch (a row returned is a difference):
--     ? number 1 = from.id, ? number 2 = to.id
SELECT `id` FROM `users` FORCE INDEX (`PRIMARY`) WHERE `id` >= ? AND `id` <= ? AND (NOT (CAST(`migrate_hidden__users__name` AS BINARY) <=> CAST(`full_name` AS BINARY))) LIMIT 5;

-- [contract-15] look for views and triggers that name users.migrate_hidden__users__name
--   lock: none on the catalog, consistent reads; reads and writes go on
--   why: they would fail once the column is gone
--   expects: no row
SELECT IF(VIEW_DEFINITION = '', 'view without SHOW VIEW', 'view') AS kind, CONCAT(TABLE_SCHEMA, '.', TABLE_NAME) AS name FROM information_schema.VIEWS WHERE ((INSTR(VIEW_DEFINITION, CONCAT('`', DATABASE(), '`.`users`')) > 0 AND (@@lower_case_table_names > 0 OR INSTR(CAST(VIEW_DEFINITION AS BINARY), CONCAT('`', DATABASE(), '`.`users`')) > 0)) AND ((INSTR(VIEW_DEFINITION, '`users`.`migrate_hidden__users__name`') > 0 AND (@@lower_case_table_names > 0 OR INSTR(CAST(VIEW_DEFINITION AS BINARY), '`users`.`migrate_hidden__users__name`') > 0)) OR VIEW_DEFINITION REGEXP CONCAT(IF(@@lower_case_table_names > 0, '(?si)', '(?s-i)'), '(`(?:[^`]|``)+`)\\.\\Q`migrate_hidden__users__name`\\E(?!`).*\\Q`', DATABASE(), '\\E\\Q`.`users`\\E(?: PARTITION \\([^)]*\\))? \\1') OR VIEW_DEFINITION REGEXP CONCAT(IF(@@lower_case_table_names > 0, '(?si)', '(?s-i)'), '\\Q`', DATABASE(), '\\E\\Q`.`users`\\E(?: PARTITION \\([^)]*\\))? (`(?:[^`]|``)+`).*\\1\\.\\Q`migrate_hidden__users__name`\\E(?!`)')) OR (TABLE_SCHEMA = DATABASE() AND VIEW_DEFINITION = ''))
UNION ALL
SELECT 'trigger', TRIGGER_NAME FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'users' AND TRIGGER_NAME NOT LIKE 'migrate\_%' AND (ACTION_STATEMENT REGEXP '(?i)(?<![\\w$])(?:NEW|OLD)`?\\s*\\.\\s*(?:\\Qmigrate_hidden__users__name\\E(?![\\w$`])|\\Q`migrate_hidden__users__name`\\E(?!`))' OR REGEXP_REPLACE(ACTION_STATEMENT, '''(?:[^''\\\\]++|\\\\.)*+''|(?s:/\\*.*?\\*/)|(?:-- |#)[^\\n]*', '') REGEXP '(?i)(?<![\\w$`])\\Qmigrate_hidden__users__name\\E(?![\\w$`])|\\Q`migrate_hidden__users__name`\\E(?!`)')
LIMIT 5;

-- [contract-16] give the indexes of users.full_name their names
--   strategy: online
--   lock: MDL exclusive on users, milliseconds at its begin and end; metadata only; LOCK=NONE: the server refuses rather than blocks writes
--   why: one statement: queries find an index under that name at any moment, and no unique index of the old column refuses new rows
--   probe: SELECT COUNT(*) = 0 FROM information_schema.STATISTICS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'users' AND CAST(INDEX_NAME AS BINARY) = 'migrate_index__users__users_name__full_name'
--   runs: on its own
ALTER TABLE `users` DROP INDEX `users_name`, RENAME INDEX `migrate_index__users__users_name__full_name` TO `users_name`, ALGORITHM=NOCOPY, LOCK=NONE;

-- [contract-17] make users.full_name what name is
--   strategy: online
--   lock: MDL exclusive on users, milliseconds at its begin and end; the rows are read or rebuilt meanwhile, reads and writes go on; LOCK=NONE: the server refuses rather than blocks writes
--   why: while the triggers still stand: no NULL can come in between
--   probe: SELECT COUNT(*) > 0 FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'users' AND CAST(COLUMN_NAME AS BINARY) = 'full_name' AND IS_NULLABLE = 'NO'
--   runs: on its own
ALTER TABLE `users` MODIFY COLUMN `full_name` varchar(100) CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci NOT NULL, ALGORITHM=INPLACE, LOCK=NONE;

-- [contract-18] give users.migrate_hidden__users__name a default for its last moments
--   strategy: instant
--   lock: MDL exclusive on users, milliseconds: metadata only; metadata only
--   why: inserts that leave it out must not fail between the triggers' end and its own
--   probe: SELECT COUNT(*) > 0 FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'users' AND CAST(COLUMN_NAME AS BINARY) = 'migrate_hidden__users__name' AND (COLUMN_DEFAULT IS NOT NULL OR EXTRA LIKE '%DEFAULT_GENERATED%')
--   runs: on its own
ALTER TABLE `users` ALTER COLUMN `migrate_hidden__users__name` SET DEFAULT '', ALGORITHM=INSTANT;

-- [contract-19] stop the sync of users.migrate_hidden__users__name on UPDATE
--   strategy: instant
--   lock: MDL exclusive on users, milliseconds: metadata only; metadata only
--   why: first: left alone it would take a fresh row for one that was never filled
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_users__migrate_hidden__users__name__update_fc2b13f324'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_users__migrate_hidden__users__name__update_fc2b13f324`;

-- [contract-20] stop the sync of users.migrate_hidden__users__name on INSERT
--   strategy: instant
--   lock: MDL exclusive on users, milliseconds: metadata only; metadata only
--   why: all live code uses the new shape
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_users__migrate_hidden__users__name__insert_474c3f5037'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_users__migrate_hidden__users__name__insert_474c3f5037`;

-- [contract-21] drop users.migrate_hidden__users__name
--   strategy: instant
--   lock: MDL exclusive on users, milliseconds: metadata only; ALGORITHM=INSTANT: the server refuses rather than copies
--   why: no live code uses it
--   destructive: cannot be rolled back
--   probe: SELECT COUNT(*) = 0 FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'users' AND CAST(COLUMN_NAME AS BINARY) = 'migrate_hidden__users__name'
--   runs: on its own
ALTER TABLE `users` DROP COLUMN `migrate_hidden__users__name`, ALGORITHM=INSTANT;
