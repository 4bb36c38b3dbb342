-- migration: json_file
-- session: SET NAMES utf8mb4
-- session: SET SESSION sql_mode = 'STRICT_TRANS_TABLES,ALLOW_INVALID_DATES,NO_ENGINE_SUBSTITUTION,NO_AUTO_VALUE_ON_ZERO'
-- session: SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED
-- session: SET SESSION TRANSACTION READ WRITE
-- session: SET SESSION time_zone = '+00:00', autocommit = 1, foreign_key_checks = 1, unique_checks = 1, sql_safe_updates = 0, sql_big_selects = 1, sql_select_limit = 18446744073709551615, completion_type = 0, wait_timeout = 86400, information_schema_stats_expiry = 0, max_execution_time = 0
-- note: rows changed by foreign-key cascades do not fire triggers; none can reach users.mail or email
-- note: INSERT INTO users VALUES (…) without a list of columns fails while the table has one column more than the code knows
-- note: the triggers run with the rights of the user that runs `migrate expand` (their definer): that user must stay until contract
-- note: where `up` of users.sort_key fails for a row, old code's write of that row fails too: try it on real rows first
-- note: until contract a NULL in users.sort_key means "not filled yet" and is filled from `up`

-- ==== expand
-- [expand-1] add users.email beside mail
--   strategy: instant
--   lock: MDL exclusive on users, milliseconds: metadata only; ALGORITHM=INSTANT: the server refuses rather than copies
--   why: nullable: old code's rows leave it out until the trigger fills it
--   probe: SELECT COUNT(*) > 0 FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'users' AND CAST(COLUMN_NAME AS BINARY) = 'email'
--   runs: on its own
--   undo: ALTER TABLE `users` DROP COLUMN `email`, ALGORITHM=INSTANT
ALTER TABLE `users` ADD COLUMN `email` varchar(50) CHARACTER SET utf8mb4 COLLATE utf8mb4_0900_ai_ci NULL AFTER `mail`, ALGORITHM=INSTANT;

-- [expand-2] keep users.mail and email in step on UPDATE
--   strategy: in place
--   lock: MDL exclusive on users, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: what one version of the application writes the other one reads
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'users' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_users__email__update'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_users__email__update`
CREATE TRIGGER `migrate_users__email__update` BEFORE UPDATE ON `users` FOR EACH ROW
BEGIN
  IF NOT (CAST(NEW.`email` AS BINARY) <=> CAST(OLD.`email` AS BINARY)) THEN SET NEW.`mail` = NEW.`email`;
  ELSEIF NOT (CAST(NEW.`mail` AS BINARY) <=> CAST(OLD.`mail` AS BINARY)) THEN SET NEW.`email` = NEW.`mail`;
  ELSEIF NOT (CAST(NEW.`email` AS BINARY) <=> CAST(NEW.`mail` AS BINARY)) THEN SET NEW.`email` = NEW.`mail`;
  END IF;
END;

-- [expand-3] keep users.mail and email in step on INSERT
--   strategy: in place
--   lock: MDL exclusive on users, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: what one version of the application writes the other one reads
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'users' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_users__email__insert'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_users__email__insert`
CREATE TRIGGER `migrate_users__email__insert` BEFORE INSERT ON `users` FOR EACH ROW
BEGIN
  IF NEW.`email` IS NOT NULL THEN SET NEW.`mail` = NEW.`email`;
  ELSE SET NEW.`email` = NEW.`mail`;
  END IF;
END;

-- [expand-4] add users.sort_key, derived from the row
--   strategy: instant
--   lock: MDL exclusive on users, milliseconds: metadata only; ALGORITHM=INSTANT: the server refuses rather than copies
--   why: old code leaves the column out: the trigger fills it from the row
--   probe: SELECT COUNT(*) > 0 FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'users' AND CAST(COLUMN_NAME AS BINARY) = 'sort_key'
--   runs: on its own
--   undo: ALTER TABLE `users` DROP COLUMN `sort_key`, ALGORITHM=INSTANT
--   loss: values of users.sort_key, counted by SELECT COUNT(*) AS lost FROM (SELECT 1 FROM `users` WHERE `sort_key` IS NOT NULL AND NOT (CAST(`sort_key` AS BINARY) <=> CAST(CONVERT((upper(name)) USING utf8mb4) AS BINARY)) LIMIT 1000) AS found
ALTER TABLE `users` ADD COLUMN `sort_key` varchar(50) NULL, ALGORITHM=INSTANT;

-- [expand-5] derive users.sort_key on UPDATE
--   strategy: in place
--   lock: MDL exclusive on users, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: what one version of the application writes the other one reads
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'users' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_users__sort_key__update'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_users__sort_key__update`
CREATE TRIGGER `migrate_users__sort_key__update` BEFORE UPDATE ON `users` FOR EACH ROW
BEGIN
  DECLARE migrate_was varchar(50) CHARACTER SET utf8mb4 COLLATE utf8mb4_0900_ai_ci;
  IF CAST(NEW.`sort_key` AS BINARY) <=> CAST(OLD.`sort_key` AS BINARY) THEN
    SET migrate_was = (SELECT upper(name) FROM (SELECT OLD.`name` AS `name`) AS `users`);
    IF OLD.`sort_key` IS NULL OR CAST(OLD.`sort_key` AS BINARY) <=> CAST(migrate_was AS BINARY) THEN SET NEW.`sort_key` = (SELECT upper(name) FROM (SELECT NEW.`name` AS `name`) AS `users`); END IF;
  END IF;
END;

-- [expand-6] derive users.sort_key on INSERT
--   strategy: in place
--   lock: MDL exclusive on users, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: what one version of the application writes the other one reads
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'users' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_users__sort_key__insert'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_users__sort_key__insert`
CREATE TRIGGER `migrate_users__sort_key__insert` BEFORE INSERT ON `users` FOR EACH ROW
BEGIN
  IF NEW.`sort_key` IS NULL THEN SET NEW.`sort_key` = (SELECT upper(name) FROM (SELECT NEW.`name` AS `name`) AS `users`); END IF;
END;

-- [expand-7] build index users_name on users
--   strategy: online
--   lock: MDL exclusive on users, milliseconds at its begin and end; reads and writes go on while it is built; LOCK=NONE: the server refuses rather than blocks writes
--   why: the server builds it beside the writes and adds what they changed at the end
--   probe: SELECT COUNT(*) > 0 FROM information_schema.STATISTICS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'users' AND CAST(INDEX_NAME AS BINARY) = 'users_name'
--   runs: on its own
--   undo: ALTER TABLE `users` DROP INDEX `users_name`, ALGORITHM=INPLACE, LOCK=NONE
ALTER TABLE `users` ADD INDEX `users_name` (`name`), ALGORITHM=INPLACE, LOCK=NONE;

-- ==== backfill
-- [backfill-1] fill users.email from mail
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
UPDATE `users` FORCE INDEX (`PRIMARY`) SET `email` = `mail` WHERE `id` >= ? AND `id` <= ? AND (NOT (CAST(`mail` AS BINARY) <=> CAST(`email` AS BINARY)));

-- [backfill-2] compare users.mail and email
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
SELECT `id` FROM `users` FORCE INDEX (`PRIMARY`) WHERE `id` >= ? AND `id` <= ? AND (NOT (CAST(`mail` AS BINARY) <=> CAST(`email` AS BINARY))) LIMIT 5;

-- [backfill-3] fill users.sort_key
--   strategy: in place
--   lock: row locks on users, one batch: only the rows it changes are locked; reads and writes of other rows go on
--   why: rows that have a value already are left alone
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
UPDATE `users` FORCE INDEX (`PRIMARY`) SET `sort_key` = (upper(name)) WHERE `id` >= ? AND `id` <= ? AND (`sort_key` IS NULL AND (upper(name)) IS NOT NULL);

-- [backfill-4] look for rows not filled: users.sort_key
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
SELECT `id` FROM `users` FORCE INDEX (`PRIMARY`) WHERE `id` >= ? AND `id` <= ? AND (`sort_key` IS NULL AND (upper(name)) IS NOT NULL) LIMIT 5;

-- ==== contract
-- [contract-1] compare users.mail and email again
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
SELECT `id` FROM `users` FORCE INDEX (`PRIMARY`) WHERE `id` >= ? AND `id` <= ? AND (NOT (CAST(`mail` AS BINARY) <=> CAST(`email` AS BINARY))) LIMIT 5;

-- [contract-2] look for views and triggers that name users.mail
--   lock: none on the catalog, consistent reads; reads and writes go on
--   why: they would fail once the column is gone
--   expects: no row
SELECT IF(VIEW_DEFINITION = '', 'view without SHOW VIEW', 'view') AS kind, CONCAT(TABLE_SCHEMA, '.', TABLE_NAME) AS name FROM information_schema.VIEWS WHERE ((INSTR(VIEW_DEFINITION, CONCAT('`', DATABASE(), '`.`users`')) > 0 AND (@@lower_case_table_names > 0 OR INSTR(CAST(VIEW_DEFINITION AS BINARY), CONCAT('`', DATABASE(), '`.`users`')) > 0)) AND ((INSTR(VIEW_DEFINITION, '`users`.`mail`') > 0 AND (@@lower_case_table_names > 0 OR INSTR(CAST(VIEW_DEFINITION AS BINARY), '`users`.`mail`') > 0)) OR VIEW_DEFINITION REGEXP CONCAT(IF(@@lower_case_table_names > 0, '(?si)', '(?s-i)'), '(`(?:[^`]|``)+`)\\.\\Q`mail`\\E(?!`).*\\Q`', DATABASE(), '\\E\\Q`.`users`\\E(?: PARTITION \\([^)]*\\))? \\1') OR VIEW_DEFINITION REGEXP CONCAT(IF(@@lower_case_table_names > 0, '(?si)', '(?s-i)'), '\\Q`', DATABASE(), '\\E\\Q`.`users`\\E(?: PARTITION \\([^)]*\\))? (`(?:[^`]|``)+`).*\\1\\.\\Q`mail`\\E(?!`)')) OR (TABLE_SCHEMA = DATABASE() AND VIEW_DEFINITION = ''))
UNION ALL
SELECT 'trigger', TRIGGER_NAME FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'users' AND TRIGGER_NAME NOT LIKE 'migrate\_%' AND (ACTION_STATEMENT REGEXP '(?i)(?<![\\w$])(?:NEW|OLD)`?\\s*\\.\\s*(?:\\Qmail\\E(?![\\w$`])|\\Q`mail`\\E(?!`))' OR REGEXP_REPLACE(ACTION_STATEMENT, '''(?:[^''\\\\]++|\\\\.)*+''|(?s:/\\*.*?\\*/)|(?:-- |#)[^\\n]*', '') REGEXP '(?i)(?<![\\w$`])\\Qmail\\E(?![\\w$`])|\\Q`mail`\\E(?!`)')
LIMIT 5;

-- [contract-3] stop the sync of users.email on UPDATE
--   strategy: instant
--   lock: MDL exclusive on users, milliseconds: metadata only; metadata only
--   why: first: left alone it would take a fresh row for one that was never filled
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_users__email__update'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_users__email__update`;

-- [contract-4] stop the sync of users.email on INSERT
--   strategy: instant
--   lock: MDL exclusive on users, milliseconds: metadata only; metadata only
--   why: all live code uses the new shape
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_users__email__insert'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_users__email__insert`;

-- [contract-5] drop users.mail
--   strategy: instant
--   lock: MDL exclusive on users, milliseconds: metadata only; ALGORITHM=INSTANT: the server refuses rather than copies
--   why: no live code uses it
--   destructive: cannot be rolled back
--   probe: SELECT COUNT(*) = 0 FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'users' AND CAST(COLUMN_NAME AS BINARY) = 'mail'
--   runs: on its own
ALTER TABLE `users` DROP COLUMN `mail`, ALGORITHM=INSTANT;

-- [contract-6] stop the sync of users.sort_key on UPDATE
--   strategy: instant
--   lock: MDL exclusive on users, milliseconds: metadata only; metadata only
--   why: first: left alone it would take a fresh row for one that was never filled
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_users__sort_key__update'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_users__sort_key__update`;

-- [contract-7] stop the sync of users.sort_key on INSERT
--   strategy: instant
--   lock: MDL exclusive on users, milliseconds: metadata only; metadata only
--   why: all live code uses the new shape
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_users__sort_key__insert'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_users__sort_key__insert`;
