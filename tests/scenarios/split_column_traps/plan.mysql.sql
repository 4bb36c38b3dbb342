-- migration: split_column_traps
-- description: Upserts, sessions outside strict mode, other character sets, triggers, an `up` of another moment
-- session: SET NAMES utf8mb4
-- session: SET SESSION sql_mode = 'STRICT_TRANS_TABLES,ALLOW_INVALID_DATES,NO_ENGINE_SUBSTITUTION,NO_AUTO_VALUE_ON_ZERO'
-- session: SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED
-- session: SET SESSION TRANSACTION READ WRITE
-- session: SET SESSION time_zone = '+00:00', autocommit = 1, foreign_key_checks = 1, unique_checks = 1, sql_safe_updates = 0, sql_big_selects = 1, sql_select_limit = 18446744073709551615, completion_type = 0, wait_timeout = 86400, information_schema_stats_expiry = 0, max_execution_time = 0
-- note: table odd `table has triggers of its own (trims): they run before the sync triggers, and the backfill's updates fire them too
-- note: odd `table.the name into first name, last name: a row in which one statement wrote both sides keeps both as they are; the comparison finds rows that were not filled, not rows whose two sides differ
-- note: LOAD DATA of new code that leaves odd `table.the name out stores the type's empty value: MySQL does not tell the trigger that it was left out
-- note: INSERT INTO odd `table VALUES (…) without a list of columns fails while the table has more columns than the code knows
-- note: the triggers run with the rights of the user that runs `migrate expand` (their definer): that user must stay until contract
-- note: tickets.area, size into token: a row in which one statement wrote both sides keeps both as they are; the comparison finds rows that were not filled, not rows whose two sides differ
-- note: INSERT INTO tickets VALUES (…) without a list of columns fails while the table has more columns than the code knows
-- note: LOAD DATA that leaves tickets.token out stores the type's empty value from then on: MySQL does not tell the trigger that it was left out

-- ==== expand
-- [expand-1] add the columns of odd `table.the name into first name, last name
--   strategy: online
--   lock: MDL exclusive on odd `table, milliseconds at its begin and end; the rows are read or rebuilt meanwhile, reads and writes go on; LOCK=NONE: the server refuses rather than blocks writes
--   why: empty columns; migrate_odd `table__the name__fill is always NULL: the fill sets it, so that the triggers know its writes
--   probe: SELECT COUNT(*) > 0 FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'odd `table' AND CAST(COLUMN_NAME AS BINARY) = 'first name'
--   runs: on its own
--   undo: ALTER TABLE `odd ``table` DROP COLUMN `first name`, DROP COLUMN `last name`, DROP COLUMN `migrate_odd ``table__the name__fill`, ALGORITHM=INPLACE, LOCK=NONE
--   loss: values of odd `table.the name into first name, last name that the old columns do not give again, counted by SELECT COUNT(*) AS lost FROM (SELECT 1 FROM `odd ``table` WHERE CASE WHEN `first name` IS NULL AND `last name` IS NULL THEN FALSE ELSE NOT (CAST(`first name` AS BINARY) <=> CAST(CONVERT((nullif(substring_index(`the name`, ' ', 1), 'nobody')) USING latin1) AS BINARY)) OR NOT (CAST(`last name` AS BINARY) <=> CAST(CONVERT((substr(`the name`, char_length(substring_index(`the name`, ' ', 1)) + 2)) USING latin1) AS BINARY)) END LIMIT 1000) AS found
ALTER TABLE `odd ``table` ADD COLUMN `first name` varchar(20) NULL, ADD COLUMN `last name` tinytext NULL, ADD COLUMN `migrate_odd ``table__the name__fill` TINYINT NULL INVISIBLE, ALGORITHM=INPLACE, LOCK=NONE;

-- [expand-2] carry odd `table.the name into first name, last name over, both ways, on UPDATE
--   strategy: in place
--   lock: MDL exclusive on odd `table, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: what one version of the application writes the other one reads
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'odd `table' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_odd `table__the name__update'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_odd ``table__the name__update`
CREATE TRIGGER `migrate_odd ``table__the name__update` BEFORE UPDATE ON `odd ``table` FOR EACH ROW
BEGIN
  DECLARE migrate_new_given, migrate_old_given BOOLEAN;
  DECLARE migrate_unfilled BOOLEAN;
  SET migrate_unfilled = NEW.`migrate_odd ``table__the name__fill` IS NULL AND OLD.`first name` IS NULL AND OLD.`last name` IS NULL;
  IF migrate_unfilled THEN
    BEGIN
      DECLARE migrate_error INT;
      DECLARE migrate_value_1 varchar(60) CHARACTER SET utf8mb3 COLLATE utf8mb3_general_ci;
      DECLARE EXIT HANDLER FOR SQLEXCEPTION
      BEGIN
        GET DIAGNOSTICS CONDITION 1 migrate_error = MYSQL_ERRNO;
        IF migrate_error IN (1020, 1205, 1213, 1317, 1613, 1614, 1969, 3024, 3572) THEN RESIGNAL; END IF;
      END;
      SELECT concat_ws(' ', `first name`, `last name`) INTO migrate_value_1 FROM (SELECT OLD.`first name` AS `first name`, OLD.`last name` AS `last name`) AS `odd ``table`;
      SET migrate_unfilled = NOT (CAST(OLD.`the name` AS BINARY) <=> CAST(migrate_value_1 AS BINARY));
    END;
  END IF;
  SET migrate_new_given = NEW.`migrate_odd ``table__the name__fill` IS NULL AND (NOT (CAST(NEW.`first name` AS BINARY) <=> CAST(OLD.`first name` AS BINARY)) OR NOT (CAST(NEW.`last name` AS BINARY) <=> CAST(OLD.`last name` AS BINARY)));
  SET migrate_old_given = NOT (CAST(NEW.`the name` AS BINARY) <=> CAST(OLD.`the name` AS BINARY)) OR (migrate_unfilled AND NEW.`first name` IS NULL AND NEW.`last name` IS NULL);
  SET NEW.`migrate_odd ``table__the name__fill` = NULL;
  IF migrate_new_given AND migrate_unfilled THEN
    BEGIN
      DECLARE migrate_error INT;
      DECLARE migrate_value_1 varchar(20) CHARACTER SET latin1 COLLATE latin1_swedish_ci;
      DECLARE migrate_value_2 tinytext CHARACTER SET latin1 COLLATE latin1_swedish_ci;
      DECLARE EXIT HANDLER FOR SQLEXCEPTION
      BEGIN
        GET DIAGNOSTICS CONDITION 1 migrate_error = MYSQL_ERRNO;
        IF migrate_error IN (1020, 1205, 1213, 1317, 1613, 1614, 1969, 3024, 3572) THEN RESIGNAL; END IF;
      END;
      IF NEW.`first name` IS NULL THEN
        SELECT nullif(substring_index(`the name`, ' ', 1), 'nobody') INTO migrate_value_1 FROM (SELECT COALESCE(OLD.`the name`, '') AS `the name`) AS `odd ``table`;
        SET NEW.`first name` = migrate_value_1;
      END IF;
      IF NEW.`last name` IS NULL THEN
        SELECT substr(`the name`, char_length(substring_index(`the name`, ' ', 1)) + 2) INTO migrate_value_2 FROM (SELECT COALESCE(OLD.`the name`, '') AS `the name`) AS `odd ``table`;
        SET NEW.`last name` = migrate_value_2;
      END IF;
    END;
  END IF;
  IF migrate_new_given AND NOT migrate_old_given THEN
    BEGIN
      DECLARE migrate_error INT;
      DECLARE migrate_value_1 varchar(60) CHARACTER SET utf8mb3 COLLATE utf8mb3_general_ci;
      DECLARE EXIT HANDLER FOR SQLEXCEPTION
      BEGIN
        GET DIAGNOSTICS CONDITION 1 migrate_error = MYSQL_ERRNO;
        IF migrate_error IN (1020, 1205, 1213, 1317, 1613, 1614, 1969, 3024, 3572) THEN RESIGNAL; END IF;
        IF NEW.`the name` IS NULL THEN RESIGNAL; END IF;
      END;
      SELECT concat_ws(' ', `first name`, `last name`) INTO migrate_value_1 FROM (SELECT NEW.`first name` AS `first name`, NEW.`last name` AS `last name`) AS `odd ``table`;
      SET NEW.`the name` = migrate_value_1;
    END;
  ELSEIF migrate_old_given AND NOT migrate_new_given THEN
    BEGIN
      DECLARE migrate_error INT;
      DECLARE migrate_value_1 varchar(20) CHARACTER SET latin1 COLLATE latin1_swedish_ci;
      DECLARE migrate_value_2 tinytext CHARACTER SET latin1 COLLATE latin1_swedish_ci;
      DECLARE EXIT HANDLER FOR SQLEXCEPTION
      BEGIN
        GET DIAGNOSTICS CONDITION 1 migrate_error = MYSQL_ERRNO;
        IF migrate_error IN (1020, 1205, 1213, 1317, 1613, 1614, 1969, 3024, 3572) THEN RESIGNAL; END IF;
        SET NEW.`first name` = NULL;
        SET NEW.`last name` = NULL;
      END;
      SELECT nullif(substring_index(`the name`, ' ', 1), 'nobody'), substr(`the name`, char_length(substring_index(`the name`, ' ', 1)) + 2) INTO migrate_value_1, migrate_value_2 FROM (SELECT COALESCE(NEW.`the name`, '') AS `the name`) AS `odd ``table`;
      SET NEW.`first name` = migrate_value_1, NEW.`last name` = migrate_value_2;
    END;
  END IF;
END;

-- [expand-3] carry odd `table.the name into first name, last name over, both ways, on INSERT
--   strategy: in place
--   lock: MDL exclusive on odd `table, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: what one version of the application writes the other one reads
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'odd `table' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_odd `table__the name__insert'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_odd ``table__the name__insert`
CREATE TRIGGER `migrate_odd ``table__the name__insert` BEFORE INSERT ON `odd ``table` FOR EACH ROW
BEGIN
  DECLARE migrate_new_given, migrate_old_given BOOLEAN;
  SET migrate_new_given = NEW.`first name` IS NOT NULL OR NEW.`last name` IS NOT NULL;
  SET migrate_old_given = NOT migrate_new_given OR NEW.`the name` IS NOT NULL;
  IF migrate_new_given AND NOT migrate_old_given THEN
    BEGIN
      DECLARE migrate_error INT;
      DECLARE migrate_value_1 varchar(60) CHARACTER SET utf8mb3 COLLATE utf8mb3_general_ci;
      DECLARE EXIT HANDLER FOR SQLEXCEPTION
      BEGIN
        GET DIAGNOSTICS CONDITION 1 migrate_error = MYSQL_ERRNO;
        IF migrate_error IN (1020, 1205, 1213, 1317, 1613, 1614, 1969, 3024, 3572) THEN RESIGNAL; END IF;
        IF NEW.`the name` IS NULL THEN RESIGNAL; END IF;
      END;
      SELECT concat_ws(' ', `first name`, `last name`) INTO migrate_value_1 FROM (SELECT NEW.`first name` AS `first name`, NEW.`last name` AS `last name`) AS `odd ``table`;
      SET NEW.`the name` = migrate_value_1;
    END;
  ELSEIF migrate_old_given AND NOT migrate_new_given THEN
    BEGIN
      DECLARE migrate_error INT;
      DECLARE migrate_value_1 varchar(20) CHARACTER SET latin1 COLLATE latin1_swedish_ci;
      DECLARE migrate_value_2 tinytext CHARACTER SET latin1 COLLATE latin1_swedish_ci;
      DECLARE EXIT HANDLER FOR SQLEXCEPTION
      BEGIN
        GET DIAGNOSTICS CONDITION 1 migrate_error = MYSQL_ERRNO;
        IF migrate_error IN (1020, 1205, 1213, 1317, 1613, 1614, 1969, 3024, 3572) THEN RESIGNAL; END IF;
        SET NEW.`first name` = NULL;
        SET NEW.`last name` = NULL;
      END;
      SELECT nullif(substring_index(`the name`, ' ', 1), 'nobody'), substr(`the name`, char_length(substring_index(`the name`, ' ', 1)) + 2) INTO migrate_value_1, migrate_value_2 FROM (SELECT COALESCE(NEW.`the name`, '') AS `the name`) AS `odd ``table`;
      SET NEW.`first name` = migrate_value_1, NEW.`last name` = migrate_value_2;
    END;
  END IF;
END;

-- [expand-4] add the columns of tickets.area, size into token
--   strategy: instant
--   lock: MDL exclusive on tickets, milliseconds: metadata only; ALGORITHM=INSTANT: the server refuses rather than copies
--   why: empty columns; migrate_tickets__area__fill is always NULL: the fill sets it, so that the triggers know its writes
--   probe: SELECT COUNT(*) > 0 FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'tickets' AND CAST(COLUMN_NAME AS BINARY) = 'token'
--   runs: on its own
--   undo: ALTER TABLE `tickets` DROP COLUMN `token`, DROP COLUMN `migrate_tickets__area__fill`, ALGORITHM=INSTANT
--   loss: values of tickets.area, size into token that the old columns do not give again, counted by SELECT COUNT(*) AS lost FROM (SELECT 1 FROM `tickets` WHERE CASE WHEN (`token` IS NULL OR (NOT (NOT (CAST(`token` AS BINARY) <=> CAST('' AS BINARY))) AND (SELECT COUNT(*) > 0 FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'tickets' AND CAST(COLUMN_NAME AS BINARY) = 'token' AND (COLUMN_DEFAULT IS NOT NULL OR EXTRA LIKE '%DEFAULT_GENERATED%')))) THEN FALSE ELSE NOT (CAST(`token` AS BINARY) <=> CAST(CONVERT((concat(area, '/', size, '/', uuid())) USING utf8mb4) AS BINARY)) END LIMIT 1000) AS found
ALTER TABLE `tickets` ADD COLUMN `token` varchar(80) NULL, ADD COLUMN `migrate_tickets__area__fill` TINYINT NULL INVISIBLE, ALGORITHM=INSTANT;

-- [expand-5] carry tickets.area, size into token over, both ways, on UPDATE
--   strategy: in place
--   lock: MDL exclusive on tickets, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: what one version of the application writes the other one reads
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'tickets' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_tickets__area__update'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_tickets__area__update`
CREATE TRIGGER `migrate_tickets__area__update` BEFORE UPDATE ON `tickets` FOR EACH ROW
BEGIN
  DECLARE migrate_new_given, migrate_old_given BOOLEAN;
  SET migrate_new_given = NEW.`migrate_tickets__area__fill` IS NULL AND (NOT (CAST(NEW.`token` AS BINARY) <=> CAST(OLD.`token` AS BINARY)));
  SET migrate_old_given = NOT (CAST(NEW.`area` AS BINARY) <=> CAST(OLD.`area` AS BINARY)) OR NOT (NEW.`size` <=> OLD.`size`) OR (OLD.`token` IS NULL AND NEW.`token` IS NULL);
  SET NEW.`migrate_tickets__area__fill` = NULL;
  IF migrate_new_given AND OLD.`token` IS NULL THEN
    BEGIN
      DECLARE migrate_error INT;
      DECLARE migrate_value_1 varchar(80) CHARACTER SET utf8mb4 COLLATE utf8mb4_0900_ai_ci;
      DECLARE EXIT HANDLER FOR SQLEXCEPTION
      BEGIN
        GET DIAGNOSTICS CONDITION 1 migrate_error = MYSQL_ERRNO;
        IF migrate_error IN (1020, 1205, 1213, 1317, 1613, 1614, 1969, 3024, 3572) THEN RESIGNAL; END IF;
      END;
      IF NEW.`token` IS NULL THEN
        SELECT concat(area, '/', size, '/', uuid()) INTO migrate_value_1 FROM (SELECT OLD.`area` AS `area`, OLD.`size` AS `size`) AS `tickets`;
        SET NEW.`token` = migrate_value_1;
      END IF;
    END;
  END IF;
  IF migrate_new_given AND NOT migrate_old_given THEN
    BEGIN
      DECLARE migrate_error INT;
      DECLARE migrate_value_1 enum('hall','stage') CHARACTER SET utf8mb4 COLLATE utf8mb4_0900_ai_ci;
      DECLARE migrate_value_2 decimal(6,2);
      DECLARE EXIT HANDLER FOR SQLEXCEPTION
      BEGIN
        GET DIAGNOSTICS CONDITION 1 migrate_error = MYSQL_ERRNO;
        IF migrate_error IN (1020, 1205, 1213, 1317, 1613, 1614, 1969, 3024, 3572) THEN RESIGNAL; END IF;
        IF NEW.`area` IS NULL THEN RESIGNAL; END IF;
        SET NEW.`size` = NULL;
      END;
      SELECT substring_index(token, '/', 1), substring_index(substring_index(token, '/', 2), '/', -1) INTO migrate_value_1, migrate_value_2 FROM (SELECT NEW.`token` AS `token`) AS `tickets`;
      SET NEW.`area` = migrate_value_1, NEW.`size` = migrate_value_2;
    END;
  ELSEIF migrate_old_given AND NOT migrate_new_given THEN
    BEGIN
      DECLARE migrate_error INT;
      DECLARE migrate_value_1 varchar(80) CHARACTER SET utf8mb4 COLLATE utf8mb4_0900_ai_ci;
      DECLARE EXIT HANDLER FOR SQLEXCEPTION
      BEGIN
        GET DIAGNOSTICS CONDITION 1 migrate_error = MYSQL_ERRNO;
        IF migrate_error IN (1020, 1205, 1213, 1317, 1613, 1614, 1969, 3024, 3572) THEN RESIGNAL; END IF;
        SET NEW.`token` = NULL;
      END;
      SELECT concat(area, '/', size, '/', uuid()) INTO migrate_value_1 FROM (SELECT NEW.`area` AS `area`, NEW.`size` AS `size`) AS `tickets`;
      SET NEW.`token` = migrate_value_1;
    END;
  END IF;
END;

-- [expand-6] carry tickets.area, size into token over, both ways, on INSERT
--   strategy: in place
--   lock: MDL exclusive on tickets, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: what one version of the application writes the other one reads
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'tickets' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_tickets__area__insert'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_tickets__area__insert`
CREATE TRIGGER `migrate_tickets__area__insert` BEFORE INSERT ON `tickets` FOR EACH ROW
BEGIN
  DECLARE migrate_new_given, migrate_old_given BOOLEAN;
  DECLARE migrate_default_1 enum('hall','stage') CHARACTER SET utf8mb4 COLLATE utf8mb4_0900_ai_ci DEFAULT 'stage';
  SET migrate_new_given = NEW.`token` IS NOT NULL;
  SET migrate_old_given = NOT migrate_new_given OR NOT (CAST(NEW.`area` AS BINARY) <=> CAST(migrate_default_1 AS BINARY)) OR NEW.`size` IS NOT NULL;
  IF migrate_new_given AND NOT migrate_old_given THEN
    BEGIN
      DECLARE migrate_error INT;
      DECLARE migrate_value_1 enum('hall','stage') CHARACTER SET utf8mb4 COLLATE utf8mb4_0900_ai_ci;
      DECLARE migrate_value_2 decimal(6,2);
      DECLARE EXIT HANDLER FOR SQLEXCEPTION
      BEGIN
        GET DIAGNOSTICS CONDITION 1 migrate_error = MYSQL_ERRNO;
        IF migrate_error IN (1020, 1205, 1213, 1317, 1613, 1614, 1969, 3024, 3572) THEN RESIGNAL; END IF;
        IF NEW.`area` IS NULL THEN RESIGNAL; END IF;
        SET NEW.`size` = NULL;
      END;
      SELECT substring_index(token, '/', 1), substring_index(substring_index(token, '/', 2), '/', -1) INTO migrate_value_1, migrate_value_2 FROM (SELECT NEW.`token` AS `token`) AS `tickets`;
      SET NEW.`area` = migrate_value_1, NEW.`size` = migrate_value_2;
    END;
  ELSEIF migrate_old_given AND NOT migrate_new_given THEN
    BEGIN
      DECLARE migrate_error INT;
      DECLARE migrate_value_1 varchar(80) CHARACTER SET utf8mb4 COLLATE utf8mb4_0900_ai_ci;
      DECLARE EXIT HANDLER FOR SQLEXCEPTION
      BEGIN
        GET DIAGNOSTICS CONDITION 1 migrate_error = MYSQL_ERRNO;
        IF migrate_error IN (1020, 1205, 1213, 1317, 1613, 1614, 1969, 3024, 3572) THEN RESIGNAL; END IF;
        SET NEW.`token` = NULL;
      END;
      SELECT concat(area, '/', size, '/', uuid()) INTO migrate_value_1 FROM (SELECT NEW.`area` AS `area`, NEW.`size` AS `size`) AS `tickets`;
      SET NEW.`token` = migrate_value_1;
    END;
  END IF;
END;

-- ==== backfill
-- [backfill-1] fill odd `table.the name into first name, last name
--   strategy: in place
--   lock: row locks on odd `table, one batch: only the rows it changes are locked; reads and writes of other rows go on
--   why: rows that have values already are left alone; one that cannot be mapped is named
--   batches: table odd `table by id; each commits together with its checkpoint
--   first key, once:
SELECT `id` FROM `odd ``table` FORCE INDEX (`PRIMARY`) ORDER BY `id` LIMIT 1;
--   last key, once:
SELECT `id` FROM `odd ``table` FORCE INDEX (`PRIMARY`) ORDER BY `id` DESC LIMIT 1;
--   end of this batch and start of the next:
--     ? number 1 = from.id, ? number 2 = end.id, ? number 3 = batch size - 1
SELECT `id` FROM `odd ``table` FORCE INDEX (`PRIMARY`) WHERE `id` >= ? AND `id` <= ? ORDER BY `id` LIMIT 2 OFFSET ?;
--   the batch:
--     ? number 1 = from.id, ? number 2 = to.id
UPDATE `odd ``table` FORCE INDEX (`PRIMARY`) SET `first name` = (nullif(substring_index(`the name`, ' ', 1), 'nobody')), `last name` = (substr(`the name`, char_length(substring_index(`the name`, ' ', 1)) + 2)), `migrate_odd ``table__the name__fill` = 1 WHERE `id` >= ? AND `id` <= ? AND (`first name` IS NULL AND `last name` IS NULL AND ((nullif(substring_index(`the name`, ' ', 1), 'nobody')) IS NOT NULL OR (substr(`the name`, char_length(substring_index(`the name`, ' ', 1)) + 2)) IS NOT NULL));

-- [backfill-2] look for rows not filled: odd `table.the name into first name, last name
--   lock: none on odd `table, consistent reads; reads and writes go on
--   why: history is proven complete before anything relies on it
--   batches: table odd `table by id; each commits together with its checkpoint
--   first key, once:
SELECT `id` FROM `odd ``table` FORCE INDEX (`PRIMARY`) ORDER BY `id` LIMIT 1;
--   last key, once:
SELECT `id` FROM `odd ``table` FORCE INDEX (`PRIMARY`) ORDER BY `id` DESC LIMIT 1;
--   end of this batch and start of the next:
--     ? number 1 = from.id, ? number 2 = end.id, ? number 3 = batch size - 1
SELECT `id` FROM `odd ``table` FORCE INDEX (`PRIMARY`) WHERE `id` >= ? AND `id` <= ? ORDER BY `id` LIMIT 2 OFFSET ?;
--   the batch (a row returned is a difference):
--     ? number 1 = from.id, ? number 2 = to.id
SELECT `id` FROM `odd ``table` FORCE INDEX (`PRIMARY`) WHERE `id` >= ? AND `id` <= ? AND (`first name` IS NULL AND `last name` IS NULL AND ((nullif(substring_index(`the name`, ' ', 1), 'nobody')) IS NOT NULL OR (substr(`the name`, char_length(substring_index(`the name`, ' ', 1)) + 2)) IS NOT NULL)) LIMIT 5;

-- [backfill-3] fill tickets.area, size into token
--   strategy: in place
--   lock: row locks on tickets, one batch: only the rows it changes are locked; reads and writes of other rows go on
--   why: rows that have values already are left alone; one that cannot be mapped is named
--   batches: table tickets by id; each commits together with its checkpoint
--   first key, once:
SELECT `id` FROM `tickets` FORCE INDEX (`PRIMARY`) ORDER BY `id` LIMIT 1;
--   last key, once:
SELECT `id` FROM `tickets` FORCE INDEX (`PRIMARY`) ORDER BY `id` DESC LIMIT 1;
--   end of this batch and start of the next:
--     ? number 1 = from.id, ? number 2 = end.id, ? number 3 = batch size - 1
SELECT `id` FROM `tickets` FORCE INDEX (`PRIMARY`) WHERE `id` >= ? AND `id` <= ? ORDER BY `id` LIMIT 2 OFFSET ?;
--   the batch:
--     ? number 1 = from.id, ? number 2 = to.id
UPDATE `tickets` FORCE INDEX (`PRIMARY`) SET `token` = (concat(area, '/', size, '/', uuid())), `migrate_tickets__area__fill` = 1 WHERE `id` >= ? AND `id` <= ? AND (`token` IS NULL AND ((concat(area, '/', size, '/', uuid())) IS NOT NULL));

-- [backfill-4] look for rows not filled: tickets.area, size into token
--   lock: none on tickets, consistent reads; reads and writes go on
--   why: history is proven complete before anything relies on it
--   batches: table tickets by id; each commits together with its checkpoint
--   first key, once:
SELECT `id` FROM `tickets` FORCE INDEX (`PRIMARY`) ORDER BY `id` LIMIT 1;
--   last key, once:
SELECT `id` FROM `tickets` FORCE INDEX (`PRIMARY`) ORDER BY `id` DESC LIMIT 1;
--   end of this batch and start of the next:
--     ? number 1 = from.id, ? number 2 = end.id, ? number 3 = batch size - 1
SELECT `id` FROM `tickets` FORCE INDEX (`PRIMARY`) WHERE `id` >= ? AND `id` <= ? ORDER BY `id` LIMIT 2 OFFSET ?;
--   the batch (a row returned is a difference):
--     ? number 1 = from.id, ? number 2 = to.id
SELECT `id` FROM `tickets` FORCE INDEX (`PRIMARY`) WHERE `id` >= ? AND `id` <= ? AND (`token` IS NULL AND ((concat(area, '/', size, '/', uuid())) IS NOT NULL)) LIMIT 5;

-- [backfill-5] look for rows without tickets.token
--   lock: none on tickets, consistent reads; reads and writes go on
--   why: rows that the server would refuse are named before it is asked
--   batches: table tickets by id; each commits together with its checkpoint
--   first key, once:
SELECT `id` FROM `tickets` FORCE INDEX (`PRIMARY`) ORDER BY `id` LIMIT 1;
--   last key, once:
SELECT `id` FROM `tickets` FORCE INDEX (`PRIMARY`) ORDER BY `id` DESC LIMIT 1;
--   end of this batch and start of the next:
--     ? number 1 = from.id, ? number 2 = end.id, ? number 3 = batch size - 1
SELECT `id` FROM `tickets` FORCE INDEX (`PRIMARY`) WHERE `id` >= ? AND `id` <= ? ORDER BY `id` LIMIT 2 OFFSET ?;
--   the batch (a row returned is in the way):
--     ? number 1 = from.id, ? number 2 = to.id
SELECT `id` FROM `tickets` FORCE INDEX (`PRIMARY`) WHERE `id` >= ? AND `id` <= ? AND (`token` IS NULL) LIMIT 5;

-- [backfill-6] make tickets.token NOT NULL
--   strategy: online
--   lock: MDL exclusive on tickets, milliseconds at its begin and end; the rows are read or rebuilt meanwhile, reads and writes go on; LOCK=NONE: the server refuses rather than blocks writes
--   why: the rows have been proven to have a value
--   probe: SELECT COUNT(*) > 0 FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'tickets' AND CAST(COLUMN_NAME AS BINARY) = 'token' AND IS_NULLABLE = 'NO'
--   runs: on its own
--   undo: ALTER TABLE `tickets` ALTER COLUMN `token` SET DEFAULT '', ALGORITHM=INSTANT
ALTER TABLE `tickets` MODIFY COLUMN `token` varchar(80) NOT NULL, ALGORITHM=INPLACE, LOCK=NONE;

-- ==== contract
-- [contract-1] look for rows not filled: odd `table.the name into first name, last name, again
--   lock: none on odd `table, consistent reads; reads and writes go on
--   why: history is proven complete before anything relies on it
--   batches: table odd `table by id; each commits together with its checkpoint
--   first key, once:
SELECT `id` FROM `odd ``table` FORCE INDEX (`PRIMARY`) ORDER BY `id` LIMIT 1;
--   last key, once:
SELECT `id` FROM `odd ``table` FORCE INDEX (`PRIMARY`) ORDER BY `id` DESC LIMIT 1;
--   end of this batch and start of the next:
--     ? number 1 = from.id, ? number 2 = end.id, ? number 3 = batch size - 1
SELECT `id` FROM `odd ``table` FORCE INDEX (`PRIMARY`) WHERE `id` >= ? AND `id` <= ? ORDER BY `id` LIMIT 2 OFFSET ?;
--   the batch (a row returned is a difference):
--     ? number 1 = from.id, ? number 2 = to.id
SELECT `id` FROM `odd ``table` FORCE INDEX (`PRIMARY`) WHERE `id` >= ? AND `id` <= ? AND (CASE WHEN `first name` IS NULL AND `last name` IS NULL AND ((nullif(substring_index(`the name`, ' ', 1), 'nobody')) IS NOT NULL OR (substr(`the name`, char_length(substring_index(`the name`, ' ', 1)) + 2)) IS NOT NULL) THEN NOT (CAST(`the name` AS BINARY) <=> CAST(CONVERT((concat_ws(' ', `first name`, `last name`)) USING utf8mb3) AS BINARY)) ELSE FALSE END) LIMIT 5;

-- [contract-2] look for rows not filled: tickets.area, size into token, again
--   lock: none on tickets, consistent reads; reads and writes go on
--   why: history is proven complete before anything relies on it
--   batches: table tickets by id; each commits together with its checkpoint
--   first key, once:
SELECT `id` FROM `tickets` FORCE INDEX (`PRIMARY`) ORDER BY `id` LIMIT 1;
--   last key, once:
SELECT `id` FROM `tickets` FORCE INDEX (`PRIMARY`) ORDER BY `id` DESC LIMIT 1;
--   end of this batch and start of the next:
--     ? number 1 = from.id, ? number 2 = end.id, ? number 3 = batch size - 1
SELECT `id` FROM `tickets` FORCE INDEX (`PRIMARY`) WHERE `id` >= ? AND `id` <= ? ORDER BY `id` LIMIT 2 OFFSET ?;
--   the batch (a row returned is a difference):
--     ? number 1 = from.id, ? number 2 = to.id
SELECT `id` FROM `tickets` FORCE INDEX (`PRIMARY`) WHERE `id` >= ? AND `id` <= ? AND (`token` IS NULL AND ((concat(area, '/', size, '/', uuid())) IS NOT NULL)) LIMIT 5;

-- [contract-3] look for views and triggers that name odd `table.the name
--   lock: none on the catalog, consistent reads; reads and writes go on
--   why: they would fail once the column is gone
--   expects: no row
SELECT IF(VIEW_DEFINITION = '', 'view without SHOW VIEW', 'view') AS kind, CONCAT(TABLE_SCHEMA, '.', TABLE_NAME) AS name FROM information_schema.VIEWS WHERE ((INSTR(VIEW_DEFINITION, CONCAT('`', DATABASE(), '`.`odd ``table`')) > 0 AND (@@lower_case_table_names > 0 OR INSTR(CAST(VIEW_DEFINITION AS BINARY), CONCAT('`', DATABASE(), '`.`odd ``table`')) > 0)) AND ((INSTR(VIEW_DEFINITION, '`odd ``table`.`the name`') > 0 AND (@@lower_case_table_names > 0 OR INSTR(CAST(VIEW_DEFINITION AS BINARY), '`odd ``table`.`the name`') > 0)) OR VIEW_DEFINITION REGEXP CONCAT(IF(@@lower_case_table_names > 0, '(?si)', '(?s-i)'), '(`(?:[^`]|``)+`)\\.\\Q`the name`\\E(?!`).*\\Q`', DATABASE(), '\\E\\Q`.`odd ``table`\\E(?: PARTITION \\([^)]*\\))? \\1') OR VIEW_DEFINITION REGEXP CONCAT(IF(@@lower_case_table_names > 0, '(?si)', '(?s-i)'), '\\Q`', DATABASE(), '\\E\\Q`.`odd ``table`\\E(?: PARTITION \\([^)]*\\))? (`(?:[^`]|``)+`).*\\1\\.\\Q`the name`\\E(?!`)')) OR (TABLE_SCHEMA = DATABASE() AND VIEW_DEFINITION = ''))
UNION ALL
SELECT 'trigger', TRIGGER_NAME FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'odd `table' AND TRIGGER_NAME NOT LIKE 'migrate\_%' AND (ACTION_STATEMENT REGEXP '(?i)(?<![\\w$])(?:NEW|OLD)`?\\s*\\.\\s*(?:\\Qthe name\\E(?![\\w$`])|\\Q`the name`\\E(?!`))' OR REGEXP_REPLACE(ACTION_STATEMENT, '''(?:[^''\\\\]++|\\\\.)*+''|(?s:/\\*.*?\\*/)|(?:-- |#)[^\\n]*', '') REGEXP '(?i)(?<![\\w$`])\\Qthe name\\E(?![\\w$`])|\\Q`the name`\\E(?!`)')
LIMIT 5;

-- [contract-4] give odd `table.the name a default for its last moments
--   strategy: instant
--   lock: MDL exclusive on odd `table, milliseconds: metadata only; metadata only
--   why: inserts that leave it out must not fail between the triggers' end and its own
--   probe: SELECT COUNT(*) > 0 FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'odd `table' AND CAST(COLUMN_NAME AS BINARY) = 'the name' AND (COLUMN_DEFAULT IS NOT NULL OR EXTRA LIKE '%DEFAULT_GENERATED%')
--   runs: on its own
ALTER TABLE `odd ``table` ALTER COLUMN `the name` SET DEFAULT '', ALGORITHM=INSTANT;

-- [contract-5] stop the sync of odd `table.the name on UPDATE
--   strategy: instant
--   lock: MDL exclusive on odd `table, milliseconds: metadata only; metadata only
--   why: first: left alone it would take a fresh row for one that was never filled
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_odd `table__the name__update'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_odd ``table__the name__update`;

-- [contract-6] stop the sync of odd `table.the name on INSERT
--   strategy: instant
--   lock: MDL exclusive on odd `table, milliseconds: metadata only; metadata only
--   why: all live code uses the new shape
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_odd `table__the name__insert'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_odd ``table__the name__insert`;

-- [contract-7] drop odd `table.the name, odd `table.migrate_odd `table__the name__fill
--   strategy: online
--   lock: MDL exclusive on odd `table, milliseconds at its begin and end; the table is rebuilt meanwhile, reads and writes go on; LOCK=NONE: the server refuses rather than blocks writes
--   why: the column becomes NOT NULL: from then on a write that `up` maps to NULL fails
--   destructive: cannot be rolled back
--   probe: SELECT COUNT(*) = 0 FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'odd `table' AND CAST(COLUMN_NAME AS BINARY) = 'the name'
--   runs: on its own
ALTER TABLE `odd ``table` DROP COLUMN `the name`, DROP COLUMN `migrate_odd ``table__the name__fill`, ALGORITHM=INPLACE, LOCK=NONE;

-- [contract-8] look for views and triggers that name tickets.area
--   lock: none on the catalog, consistent reads; reads and writes go on
--   why: they would fail once the column is gone
--   expects: no row
SELECT IF(VIEW_DEFINITION = '', 'view without SHOW VIEW', 'view') AS kind, CONCAT(TABLE_SCHEMA, '.', TABLE_NAME) AS name FROM information_schema.VIEWS WHERE ((INSTR(VIEW_DEFINITION, CONCAT('`', DATABASE(), '`.`tickets`')) > 0 AND (@@lower_case_table_names > 0 OR INSTR(CAST(VIEW_DEFINITION AS BINARY), CONCAT('`', DATABASE(), '`.`tickets`')) > 0)) AND ((INSTR(VIEW_DEFINITION, '`tickets`.`area`') > 0 AND (@@lower_case_table_names > 0 OR INSTR(CAST(VIEW_DEFINITION AS BINARY), '`tickets`.`area`') > 0)) OR VIEW_DEFINITION REGEXP CONCAT(IF(@@lower_case_table_names > 0, '(?si)', '(?s-i)'), '(`(?:[^`]|``)+`)\\.\\Q`area`\\E(?!`).*\\Q`', DATABASE(), '\\E\\Q`.`tickets`\\E(?: PARTITION \\([^)]*\\))? \\1') OR VIEW_DEFINITION REGEXP CONCAT(IF(@@lower_case_table_names > 0, '(?si)', '(?s-i)'), '\\Q`', DATABASE(), '\\E\\Q`.`tickets`\\E(?: PARTITION \\([^)]*\\))? (`(?:[^`]|``)+`).*\\1\\.\\Q`area`\\E(?!`)')) OR (TABLE_SCHEMA = DATABASE() AND VIEW_DEFINITION = ''))
UNION ALL
SELECT 'trigger', TRIGGER_NAME FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'tickets' AND TRIGGER_NAME NOT LIKE 'migrate\_%' AND (ACTION_STATEMENT REGEXP '(?i)(?<![\\w$])(?:NEW|OLD)`?\\s*\\.\\s*(?:\\Qarea\\E(?![\\w$`])|\\Q`area`\\E(?!`))' OR REGEXP_REPLACE(ACTION_STATEMENT, '''(?:[^''\\\\]++|\\\\.)*+''|(?s:/\\*.*?\\*/)|(?:-- |#)[^\\n]*', '') REGEXP '(?i)(?<![\\w$`])\\Qarea\\E(?![\\w$`])|\\Q`area`\\E(?!`)')
LIMIT 5;

-- [contract-9] look for views and triggers that name tickets.size
--   lock: none on the catalog, consistent reads; reads and writes go on
--   why: they would fail once the column is gone
--   expects: no row
SELECT IF(VIEW_DEFINITION = '', 'view without SHOW VIEW', 'view') AS kind, CONCAT(TABLE_SCHEMA, '.', TABLE_NAME) AS name FROM information_schema.VIEWS WHERE ((INSTR(VIEW_DEFINITION, CONCAT('`', DATABASE(), '`.`tickets`')) > 0 AND (@@lower_case_table_names > 0 OR INSTR(CAST(VIEW_DEFINITION AS BINARY), CONCAT('`', DATABASE(), '`.`tickets`')) > 0)) AND ((INSTR(VIEW_DEFINITION, '`tickets`.`size`') > 0 AND (@@lower_case_table_names > 0 OR INSTR(CAST(VIEW_DEFINITION AS BINARY), '`tickets`.`size`') > 0)) OR VIEW_DEFINITION REGEXP CONCAT(IF(@@lower_case_table_names > 0, '(?si)', '(?s-i)'), '(`(?:[^`]|``)+`)\\.\\Q`size`\\E(?!`).*\\Q`', DATABASE(), '\\E\\Q`.`tickets`\\E(?: PARTITION \\([^)]*\\))? \\1') OR VIEW_DEFINITION REGEXP CONCAT(IF(@@lower_case_table_names > 0, '(?si)', '(?s-i)'), '\\Q`', DATABASE(), '\\E\\Q`.`tickets`\\E(?: PARTITION \\([^)]*\\))? (`(?:[^`]|``)+`).*\\1\\.\\Q`size`\\E(?!`)')) OR (TABLE_SCHEMA = DATABASE() AND VIEW_DEFINITION = ''))
UNION ALL
SELECT 'trigger', TRIGGER_NAME FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'tickets' AND TRIGGER_NAME NOT LIKE 'migrate\_%' AND (ACTION_STATEMENT REGEXP '(?i)(?<![\\w$])(?:NEW|OLD)`?\\s*\\.\\s*(?:\\Qsize\\E(?![\\w$`])|\\Q`size`\\E(?!`))' OR REGEXP_REPLACE(ACTION_STATEMENT, '''(?:[^''\\\\]++|\\\\.)*+''|(?s:/\\*.*?\\*/)|(?:-- |#)[^\\n]*', '') REGEXP '(?i)(?<![\\w$`])\\Qsize\\E(?![\\w$`])|\\Q`size`\\E(?!`)')
LIMIT 5;

-- [contract-10] stop the sync of tickets.area on UPDATE
--   strategy: instant
--   lock: MDL exclusive on tickets, milliseconds: metadata only; metadata only
--   why: first: left alone it would take a fresh row for one that was never filled
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_tickets__area__update'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_tickets__area__update`;

-- [contract-11] stop the sync of tickets.area on INSERT
--   strategy: instant
--   lock: MDL exclusive on tickets, milliseconds: metadata only; metadata only
--   why: all live code uses the new shape
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_tickets__area__insert'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_tickets__area__insert`;

-- [contract-12] drop tickets.area, tickets.size, tickets.migrate_tickets__area__fill
--   strategy: instant
--   lock: MDL exclusive on tickets, milliseconds: metadata only; ALGORITHM=INSTANT: the server refuses rather than copies
--   why: no live code uses it
--   destructive: cannot be rolled back
--   probe: SELECT COUNT(*) = 0 FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'tickets' AND CAST(COLUMN_NAME AS BINARY) = 'area'
--   runs: on its own
ALTER TABLE `tickets` DROP COLUMN `area`, DROP COLUMN `size`, DROP COLUMN `migrate_tickets__area__fill`, ALGORITHM=INSTANT;
