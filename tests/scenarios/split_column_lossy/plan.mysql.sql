-- migration: split_column_lossy
-- session: SET NAMES utf8mb4
-- session: SET SESSION sql_mode = 'STRICT_TRANS_TABLES,ALLOW_INVALID_DATES,NO_ENGINE_SUBSTITUTION,NO_AUTO_VALUE_ON_ZERO'
-- session: SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED
-- session: SET SESSION TRANSACTION READ WRITE
-- session: SET SESSION time_zone = '+00:00', autocommit = 1, foreign_key_checks = 1, unique_checks = 1, sql_safe_updates = 0, sql_big_selects = 1, sql_select_limit = 18446744073709551615, completion_type = 0, wait_timeout = 86400, information_schema_stats_expiry = 0, max_execution_time = 0
-- note: users.name into first_name, last_name: a row in which one statement wrote both sides keeps both as they are; the comparison finds rows that were not filled, not rows whose two sides differ
-- note: INSERT INTO users VALUES (…) without a list of columns fails while the table has more columns than the code knows
-- note: the triggers run with the rights of the user that runs `migrate expand` (their definer): that user must stay until contract

-- ==== expand
-- [expand-1] add the columns of users.name into first_name, last_name
--   strategy: instant
--   lock: MDL exclusive on users, milliseconds: metadata only; ALGORITHM=INSTANT: the server refuses rather than copies
--   why: empty columns; migrate_users__name__fill is always NULL: the fill sets it, so that the triggers know its writes
--   probe: SELECT COUNT(*) > 0 FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'users' AND CAST(COLUMN_NAME AS BINARY) = 'first_name'
--   runs: on its own
--   undo: ALTER TABLE `users` DROP COLUMN `first_name`, DROP COLUMN `last_name`, DROP COLUMN `migrate_users__name__fill`, ALGORITHM=INSTANT
--   loss: values of users.name into first_name, last_name that the old columns do not give again, counted by SELECT COUNT(*) AS lost FROM (SELECT 1 FROM `users` WHERE CASE WHEN `first_name` IS NULL AND `last_name` IS NULL THEN FALSE ELSE NOT (CAST(`first_name` AS BINARY) <=> CAST(CONVERT((substring_index(name, ' ', 1)) USING utf8mb4) AS BINARY)) OR NOT (CAST(`last_name` AS BINARY) <=> CAST(CONVERT((substring_index(substring_index(name, ' ', 2), ' ', -1)) USING utf8mb4) AS BINARY)) END LIMIT 1000) AS found
ALTER TABLE `users` ADD COLUMN `first_name` text NULL, ADD COLUMN `last_name` text NULL, ADD COLUMN `migrate_users__name__fill` TINYINT NULL INVISIBLE, ALGORITHM=INSTANT;

-- [expand-2] carry users.name into first_name, last_name over, both ways, on UPDATE
--   strategy: in place
--   lock: MDL exclusive on users, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: what one version of the application writes the other one reads
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'users' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_users__name__update'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_users__name__update`
CREATE TRIGGER `migrate_users__name__update` BEFORE UPDATE ON `users` FOR EACH ROW
BEGIN
  DECLARE migrate_new_given, migrate_old_given BOOLEAN;
  DECLARE migrate_unfilled BOOLEAN;
  SET migrate_unfilled = NEW.`migrate_users__name__fill` IS NULL AND OLD.`first_name` IS NULL AND OLD.`last_name` IS NULL;
  IF migrate_unfilled THEN
    BEGIN
      DECLARE migrate_error INT;
      DECLARE migrate_value_1 text CHARACTER SET utf8mb4 COLLATE utf8mb4_0900_ai_ci;
      DECLARE EXIT HANDLER FOR SQLEXCEPTION
      BEGIN
        GET DIAGNOSTICS CONDITION 1 migrate_error = MYSQL_ERRNO;
        IF migrate_error IN (1020, 1205, 1213, 1317, 1613, 1614, 1969, 3024, 3572) THEN RESIGNAL; END IF;
      END;
      SELECT first_name INTO migrate_value_1 FROM (SELECT OLD.`first_name` AS `first_name`) AS `users`;
      SET migrate_unfilled = NOT (CAST(OLD.`name` AS BINARY) <=> CAST(migrate_value_1 AS BINARY));
    END;
  END IF;
  SET migrate_new_given = NEW.`migrate_users__name__fill` IS NULL AND (NOT (CAST(NEW.`first_name` AS BINARY) <=> CAST(OLD.`first_name` AS BINARY)) OR NOT (CAST(NEW.`last_name` AS BINARY) <=> CAST(OLD.`last_name` AS BINARY)));
  SET migrate_old_given = NOT (CAST(NEW.`name` AS BINARY) <=> CAST(OLD.`name` AS BINARY)) OR (migrate_unfilled AND NEW.`first_name` IS NULL AND NEW.`last_name` IS NULL);
  SET NEW.`migrate_users__name__fill` = NULL;
  IF migrate_new_given AND migrate_unfilled THEN
    BEGIN
      DECLARE migrate_error INT;
      DECLARE migrate_value_1 text CHARACTER SET utf8mb4 COLLATE utf8mb4_0900_ai_ci;
      DECLARE migrate_value_2 text CHARACTER SET utf8mb4 COLLATE utf8mb4_0900_ai_ci;
      DECLARE EXIT HANDLER FOR SQLEXCEPTION
      BEGIN
        GET DIAGNOSTICS CONDITION 1 migrate_error = MYSQL_ERRNO;
        IF migrate_error IN (1020, 1205, 1213, 1317, 1613, 1614, 1969, 3024, 3572) THEN RESIGNAL; END IF;
      END;
      IF NEW.`first_name` IS NULL THEN
        SELECT substring_index(name, ' ', 1) INTO migrate_value_1 FROM (SELECT OLD.`name` AS `name`) AS `users`;
        SET NEW.`first_name` = migrate_value_1;
      END IF;
      IF NEW.`last_name` IS NULL THEN
        SELECT substring_index(substring_index(name, ' ', 2), ' ', -1) INTO migrate_value_2 FROM (SELECT OLD.`name` AS `name`) AS `users`;
        SET NEW.`last_name` = migrate_value_2;
      END IF;
    END;
  END IF;
  IF migrate_new_given AND NOT migrate_old_given THEN
    BEGIN
      DECLARE migrate_error INT;
      DECLARE migrate_value_1 text CHARACTER SET utf8mb4 COLLATE utf8mb4_0900_ai_ci;
      DECLARE EXIT HANDLER FOR SQLEXCEPTION
      BEGIN
        GET DIAGNOSTICS CONDITION 1 migrate_error = MYSQL_ERRNO;
        IF migrate_error IN (1020, 1205, 1213, 1317, 1613, 1614, 1969, 3024, 3572) THEN RESIGNAL; END IF;
        SET NEW.`name` = NULL;
      END;
      SELECT first_name INTO migrate_value_1 FROM (SELECT NEW.`first_name` AS `first_name`) AS `users`;
      SET NEW.`name` = migrate_value_1;
    END;
  ELSEIF migrate_old_given AND NOT migrate_new_given THEN
    BEGIN
      DECLARE migrate_error INT;
      DECLARE migrate_value_1 text CHARACTER SET utf8mb4 COLLATE utf8mb4_0900_ai_ci;
      DECLARE migrate_value_2 text CHARACTER SET utf8mb4 COLLATE utf8mb4_0900_ai_ci;
      DECLARE EXIT HANDLER FOR SQLEXCEPTION
      BEGIN
        GET DIAGNOSTICS CONDITION 1 migrate_error = MYSQL_ERRNO;
        IF migrate_error IN (1020, 1205, 1213, 1317, 1613, 1614, 1969, 3024, 3572) THEN RESIGNAL; END IF;
        SET NEW.`first_name` = NULL;
        SET NEW.`last_name` = NULL;
      END;
      SELECT substring_index(name, ' ', 1), substring_index(substring_index(name, ' ', 2), ' ', -1) INTO migrate_value_1, migrate_value_2 FROM (SELECT NEW.`name` AS `name`) AS `users`;
      SET NEW.`first_name` = migrate_value_1, NEW.`last_name` = migrate_value_2;
    END;
  END IF;
END;

-- [expand-3] carry users.name into first_name, last_name over, both ways, on INSERT
--   strategy: in place
--   lock: MDL exclusive on users, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: what one version of the application writes the other one reads
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'users' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_users__name__insert'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_users__name__insert`
CREATE TRIGGER `migrate_users__name__insert` BEFORE INSERT ON `users` FOR EACH ROW
BEGIN
  DECLARE migrate_new_given, migrate_old_given BOOLEAN;
  SET migrate_new_given = NEW.`first_name` IS NOT NULL OR NEW.`last_name` IS NOT NULL;
  SET migrate_old_given = NOT migrate_new_given OR NEW.`name` IS NOT NULL;
  IF migrate_new_given AND NOT migrate_old_given THEN
    BEGIN
      DECLARE migrate_error INT;
      DECLARE migrate_value_1 text CHARACTER SET utf8mb4 COLLATE utf8mb4_0900_ai_ci;
      DECLARE EXIT HANDLER FOR SQLEXCEPTION
      BEGIN
        GET DIAGNOSTICS CONDITION 1 migrate_error = MYSQL_ERRNO;
        IF migrate_error IN (1020, 1205, 1213, 1317, 1613, 1614, 1969, 3024, 3572) THEN RESIGNAL; END IF;
        SET NEW.`name` = NULL;
      END;
      SELECT first_name INTO migrate_value_1 FROM (SELECT NEW.`first_name` AS `first_name`) AS `users`;
      SET NEW.`name` = migrate_value_1;
    END;
  ELSEIF migrate_old_given AND NOT migrate_new_given THEN
    BEGIN
      DECLARE migrate_error INT;
      DECLARE migrate_value_1 text CHARACTER SET utf8mb4 COLLATE utf8mb4_0900_ai_ci;
      DECLARE migrate_value_2 text CHARACTER SET utf8mb4 COLLATE utf8mb4_0900_ai_ci;
      DECLARE EXIT HANDLER FOR SQLEXCEPTION
      BEGIN
        GET DIAGNOSTICS CONDITION 1 migrate_error = MYSQL_ERRNO;
        IF migrate_error IN (1020, 1205, 1213, 1317, 1613, 1614, 1969, 3024, 3572) THEN RESIGNAL; END IF;
        SET NEW.`first_name` = NULL;
        SET NEW.`last_name` = NULL;
      END;
      SELECT substring_index(name, ' ', 1), substring_index(substring_index(name, ' ', 2), ' ', -1) INTO migrate_value_1, migrate_value_2 FROM (SELECT NEW.`name` AS `name`) AS `users`;
      SET NEW.`first_name` = migrate_value_1, NEW.`last_name` = migrate_value_2;
    END;
  END IF;
END;

-- ==== backfill
-- [backfill-1] fill users.name into first_name, last_name
--   strategy: in place
--   lock: row locks on users, one batch: only the rows it changes are locked; reads and writes of other rows go on
--   why: rows that have values already are left alone; one that cannot be mapped is named
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
UPDATE `users` FORCE INDEX (`PRIMARY`) SET `first_name` = (substring_index(name, ' ', 1)), `last_name` = (substring_index(substring_index(name, ' ', 2), ' ', -1)), `migrate_users__name__fill` = 1 WHERE `id` >= ? AND `id` <= ? AND (`first_name` IS NULL AND `last_name` IS NULL AND ((substring_index(name, ' ', 1)) IS NOT NULL OR (substring_index(substring_index(name, ' ', 2), ' ', -1)) IS NOT NULL));

-- [backfill-2] look for rows not filled: users.name into first_name, last_name
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
SELECT `id` FROM `users` FORCE INDEX (`PRIMARY`) WHERE `id` >= ? AND `id` <= ? AND (`first_name` IS NULL AND `last_name` IS NULL AND ((substring_index(name, ' ', 1)) IS NOT NULL OR (substring_index(substring_index(name, ' ', 2), ' ', -1)) IS NOT NULL)) LIMIT 5;

-- ==== contract
-- [contract-1] look for rows not filled: users.name into first_name, last_name, again
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
SELECT `id` FROM `users` FORCE INDEX (`PRIMARY`) WHERE `id` >= ? AND `id` <= ? AND (CASE WHEN `first_name` IS NULL AND `last_name` IS NULL AND ((substring_index(name, ' ', 1)) IS NOT NULL OR (substring_index(substring_index(name, ' ', 2), ' ', -1)) IS NOT NULL) THEN NOT (CAST(`name` AS BINARY) <=> CAST(CONVERT((first_name) USING utf8mb4) AS BINARY)) ELSE FALSE END) LIMIT 5;

-- [contract-2] look for views and triggers that name users.name
--   lock: none on the catalog, consistent reads; reads and writes go on
--   why: they would fail once the column is gone
--   expects: no row
SELECT IF(VIEW_DEFINITION = '', 'view without SHOW VIEW', 'view') AS kind, CONCAT(TABLE_SCHEMA, '.', TABLE_NAME) AS name FROM information_schema.VIEWS WHERE ((INSTR(VIEW_DEFINITION, CONCAT('`', DATABASE(), '`.`users`')) > 0 AND (@@lower_case_table_names > 0 OR INSTR(CAST(VIEW_DEFINITION AS BINARY), CONCAT('`', DATABASE(), '`.`users`')) > 0)) AND ((INSTR(VIEW_DEFINITION, '`users`.`name`') > 0 AND (@@lower_case_table_names > 0 OR INSTR(CAST(VIEW_DEFINITION AS BINARY), '`users`.`name`') > 0)) OR VIEW_DEFINITION REGEXP CONCAT(IF(@@lower_case_table_names > 0, '(?si)', '(?s-i)'), '(`(?:[^`]|``)+`)\\.\\Q`name`\\E(?!`).*\\Q`', DATABASE(), '\\E\\Q`.`users`\\E(?: PARTITION \\([^)]*\\))? \\1') OR VIEW_DEFINITION REGEXP CONCAT(IF(@@lower_case_table_names > 0, '(?si)', '(?s-i)'), '\\Q`', DATABASE(), '\\E\\Q`.`users`\\E(?: PARTITION \\([^)]*\\))? (`(?:[^`]|``)+`).*\\1\\.\\Q`name`\\E(?!`)')) OR (TABLE_SCHEMA = DATABASE() AND VIEW_DEFINITION = ''))
UNION ALL
SELECT 'trigger', TRIGGER_NAME FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'users' AND TRIGGER_NAME NOT LIKE 'migrate\_%' AND (ACTION_STATEMENT REGEXP '(?i)(?<![\\w$])(?:NEW|OLD)`?\\s*\\.\\s*(?:\\Qname\\E(?![\\w$`])|\\Q`name`\\E(?!`))' OR REGEXP_REPLACE(ACTION_STATEMENT, '''(?:[^''\\\\]++|\\\\.)*+''|(?s:/\\*.*?\\*/)|(?:-- |#)[^\\n]*', '') REGEXP '(?i)(?<![\\w$`])\\Qname\\E(?![\\w$`])|\\Q`name`\\E(?!`)')
LIMIT 5;

-- [contract-3] stop the sync of users.name on UPDATE
--   strategy: instant
--   lock: MDL exclusive on users, milliseconds: metadata only; metadata only
--   why: first: left alone it would take a fresh row for one that was never filled
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_users__name__update'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_users__name__update`;

-- [contract-4] stop the sync of users.name on INSERT
--   strategy: instant
--   lock: MDL exclusive on users, milliseconds: metadata only; metadata only
--   why: all live code uses the new shape
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_users__name__insert'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_users__name__insert`;

-- [contract-5] drop users.name, users.migrate_users__name__fill
--   strategy: instant
--   lock: MDL exclusive on users, milliseconds: metadata only; ALGORITHM=INSTANT: the server refuses rather than copies
--   why: no live code uses it
--   destructive: cannot be rolled back
--   probe: SELECT COUNT(*) = 0 FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'users' AND CAST(COLUMN_NAME AS BINARY) = 'name'
--   runs: on its own
ALTER TABLE `users` DROP COLUMN `name`, DROP COLUMN `migrate_users__name__fill`, ALGORITHM=INSTANT;
