-- migration: split_merge_fields
-- description: Defaults, comments and NULL of what columns are split and merged into
-- session: SET NAMES utf8mb4
-- session: SET SESSION sql_mode = 'STRICT_TRANS_TABLES,ALLOW_INVALID_DATES,NO_ENGINE_SUBSTITUTION,NO_AUTO_VALUE_ON_ZERO'
-- session: SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED
-- session: SET SESSION TRANSACTION READ WRITE
-- session: SET SESSION time_zone = '+00:00', autocommit = 1, foreign_key_checks = 1, unique_checks = 1, sql_safe_updates = 0, sql_big_selects = 1, sql_select_limit = 18446744073709551615, completion_type = 0, wait_timeout = 86400, information_schema_stats_expiry = 0, max_execution_time = 0
-- note: people.name into first, last: a row in which one statement wrote both sides keeps both as they are; the comparison finds rows that were not filled, not rows whose two sides differ
-- note: LOAD DATA of new code that leaves people.name out stores the type's empty value: MySQL does not tell the trigger that it was left out
-- note: INSERT INTO people VALUES (…) without a list of columns fails while the table has more columns than the code knows
-- note: the triggers run with the rights of the user that runs `migrate expand` (their definer): that user must stay until contract
-- note: LOAD DATA that leaves people.first out stores the type's empty value from then on: MySQL does not tell the trigger that it was left out
-- note: LOAD DATA that leaves people.last out stores the type's empty value from then on: MySQL does not tell the trigger that it was left out
-- note: places.zip, city into address: a row in which one statement wrote both sides keeps both as they are; the comparison finds rows that were not filled, not rows whose two sides differ
-- note: INSERT INTO places VALUES (…) without a list of columns fails while the table has more columns than the code knows

-- ==== expand
-- [expand-1] add the columns of people.name into first, last
--   strategy: instant
--   lock: MDL exclusive on people, milliseconds: metadata only; ALGORITHM=INSTANT: the server refuses rather than copies
--   why: empty columns; migrate_people__name__fill is always NULL: the fill sets it, so that the triggers know its writes
--   probe: SELECT COUNT(*) > 0 FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'people' AND CAST(COLUMN_NAME AS BINARY) = 'first'
--   runs: on its own
--   undo: ALTER TABLE `people` DROP COLUMN `first`, DROP COLUMN `last`, DROP COLUMN `migrate_people__name__fill`, ALGORITHM=INSTANT
--   loss: values of people.name into first, last that the old columns do not give again, counted by SELECT COUNT(*) AS lost FROM (SELECT 1 FROM `people` WHERE CASE WHEN (`first` IS NULL OR (NOT (NOT (CAST(`first` AS BINARY) <=> CAST('' AS BINARY))) AND (SELECT COUNT(*) > 0 FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'people' AND CAST(COLUMN_NAME AS BINARY) = 'first' AND (COLUMN_DEFAULT IS NOT NULL OR EXTRA LIKE '%DEFAULT_GENERATED%')))) AND (`last` IS NULL OR (NOT (NOT (CAST(`last` AS BINARY) <=> CAST((CONCAT('')) AS BINARY))) AND (SELECT COUNT(*) > 0 FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'people' AND CAST(COLUMN_NAME AS BINARY) = 'last' AND (COLUMN_DEFAULT IS NOT NULL OR EXTRA LIKE '%DEFAULT_GENERATED%')))) THEN FALSE ELSE NOT (CAST(`first` AS BINARY) <=> CAST(CONVERT((substring_index(name, ' ', 1)) USING utf8mb4) AS BINARY)) OR NOT (CAST(`last` AS BINARY) <=> CAST(CONVERT((substring_index(name, ' ', -1)) USING utf8mb4) AS BINARY)) END LIMIT 1000) AS found
ALTER TABLE `people` ADD COLUMN `first` varchar(20) NULL COMMENT 'given', ADD COLUMN `last` text NULL, ADD COLUMN `migrate_people__name__fill` TINYINT NULL INVISIBLE, ALGORITHM=INSTANT;

-- [expand-2] carry people.name into first, last over, both ways, on UPDATE
--   strategy: in place
--   lock: MDL exclusive on people, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: what one version of the application writes the other one reads
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'people' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_people__name__update'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_people__name__update`
CREATE TRIGGER `migrate_people__name__update` BEFORE UPDATE ON `people` FOR EACH ROW
BEGIN
  DECLARE migrate_new_given, migrate_old_given BOOLEAN;
  SET migrate_new_given = NEW.`migrate_people__name__fill` IS NULL AND (NOT (CAST(NEW.`first` AS BINARY) <=> CAST(OLD.`first` AS BINARY)) OR NOT (CAST(NEW.`last` AS BINARY) <=> CAST(OLD.`last` AS BINARY)));
  SET migrate_old_given = NOT (CAST(NEW.`name` AS BINARY) <=> CAST(OLD.`name` AS BINARY)) OR (OLD.`first` IS NULL AND NEW.`first` IS NULL AND OLD.`last` IS NULL AND NEW.`last` IS NULL);
  SET NEW.`migrate_people__name__fill` = NULL;
  IF migrate_new_given AND OLD.`first` IS NULL AND OLD.`last` IS NULL THEN
    BEGIN
      DECLARE migrate_error INT;
      DECLARE migrate_value_1 varchar(20) CHARACTER SET utf8mb4 COLLATE utf8mb4_0900_ai_ci;
      DECLARE migrate_value_2 text CHARACTER SET utf8mb4 COLLATE utf8mb4_0900_ai_ci;
      DECLARE EXIT HANDLER FOR SQLEXCEPTION
      BEGIN
        GET DIAGNOSTICS CONDITION 1 migrate_error = MYSQL_ERRNO;
        IF migrate_error IN (1020, 1205, 1213, 1317, 1613, 1614, 1969, 3024, 3572) THEN RESIGNAL; END IF;
      END;
      IF NEW.`first` IS NULL THEN
        SELECT substring_index(name, ' ', 1) INTO migrate_value_1 FROM (SELECT COALESCE(OLD.`name`, '') AS `name`) AS `people`;
        SET NEW.`first` = migrate_value_1;
      END IF;
      IF NEW.`last` IS NULL THEN
        SELECT substring_index(name, ' ', -1) INTO migrate_value_2 FROM (SELECT COALESCE(OLD.`name`, '') AS `name`) AS `people`;
        SET NEW.`last` = migrate_value_2;
      END IF;
    END;
  END IF;
  IF migrate_new_given AND NOT migrate_old_given THEN
    BEGIN
      DECLARE migrate_error INT;
      DECLARE migrate_value_1 varchar(80) CHARACTER SET utf8mb4 COLLATE utf8mb4_0900_ai_ci;
      DECLARE EXIT HANDLER FOR SQLEXCEPTION
      BEGIN
        GET DIAGNOSTICS CONDITION 1 migrate_error = MYSQL_ERRNO;
        IF migrate_error IN (1020, 1205, 1213, 1317, 1613, 1614, 1969, 3024, 3572) THEN RESIGNAL; END IF;
        IF NEW.`name` IS NULL THEN RESIGNAL; END IF;
      END;
      SELECT concat(first, ' ', last) INTO migrate_value_1 FROM (SELECT NEW.`first` AS `first`, NEW.`last` AS `last`) AS `people`;
      SET NEW.`name` = migrate_value_1;
    END;
  ELSEIF migrate_old_given AND NOT migrate_new_given THEN
    BEGIN
      DECLARE migrate_error INT;
      DECLARE migrate_value_1 varchar(20) CHARACTER SET utf8mb4 COLLATE utf8mb4_0900_ai_ci;
      DECLARE migrate_value_2 text CHARACTER SET utf8mb4 COLLATE utf8mb4_0900_ai_ci;
      DECLARE EXIT HANDLER FOR SQLEXCEPTION
      BEGIN
        GET DIAGNOSTICS CONDITION 1 migrate_error = MYSQL_ERRNO;
        IF migrate_error IN (1020, 1205, 1213, 1317, 1613, 1614, 1969, 3024, 3572) THEN RESIGNAL; END IF;
        SET NEW.`first` = NULL;
        SET NEW.`last` = NULL;
      END;
      SELECT substring_index(name, ' ', 1), substring_index(name, ' ', -1) INTO migrate_value_1, migrate_value_2 FROM (SELECT COALESCE(NEW.`name`, '') AS `name`) AS `people`;
      SET NEW.`first` = migrate_value_1, NEW.`last` = migrate_value_2;
    END;
  END IF;
END;

-- [expand-3] carry people.name into first, last over, both ways, on INSERT
--   strategy: in place
--   lock: MDL exclusive on people, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: what one version of the application writes the other one reads
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'people' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_people__name__insert'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_people__name__insert`
CREATE TRIGGER `migrate_people__name__insert` BEFORE INSERT ON `people` FOR EACH ROW
BEGIN
  DECLARE migrate_new_given, migrate_old_given BOOLEAN;
  SET migrate_new_given = NEW.`first` IS NOT NULL OR NEW.`last` IS NOT NULL;
  SET migrate_old_given = NOT migrate_new_given OR NEW.`name` IS NOT NULL;
  IF migrate_new_given AND NOT migrate_old_given THEN
    BEGIN
      DECLARE migrate_error INT;
      DECLARE migrate_value_1 varchar(80) CHARACTER SET utf8mb4 COLLATE utf8mb4_0900_ai_ci;
      DECLARE EXIT HANDLER FOR SQLEXCEPTION
      BEGIN
        GET DIAGNOSTICS CONDITION 1 migrate_error = MYSQL_ERRNO;
        IF migrate_error IN (1020, 1205, 1213, 1317, 1613, 1614, 1969, 3024, 3572) THEN RESIGNAL; END IF;
        IF NEW.`name` IS NULL THEN RESIGNAL; END IF;
      END;
      SELECT concat(first, ' ', last) INTO migrate_value_1 FROM (SELECT NEW.`first` AS `first`, NEW.`last` AS `last`) AS `people`;
      SET NEW.`name` = migrate_value_1;
    END;
  ELSEIF migrate_old_given AND NOT migrate_new_given THEN
    BEGIN
      DECLARE migrate_error INT;
      DECLARE migrate_value_1 varchar(20) CHARACTER SET utf8mb4 COLLATE utf8mb4_0900_ai_ci;
      DECLARE migrate_value_2 text CHARACTER SET utf8mb4 COLLATE utf8mb4_0900_ai_ci;
      DECLARE EXIT HANDLER FOR SQLEXCEPTION
      BEGIN
        GET DIAGNOSTICS CONDITION 1 migrate_error = MYSQL_ERRNO;
        IF migrate_error IN (1020, 1205, 1213, 1317, 1613, 1614, 1969, 3024, 3572) THEN RESIGNAL; END IF;
        SET NEW.`first` = NULL;
        SET NEW.`last` = NULL;
      END;
      SELECT substring_index(name, ' ', 1), substring_index(name, ' ', -1) INTO migrate_value_1, migrate_value_2 FROM (SELECT COALESCE(NEW.`name`, '') AS `name`) AS `people`;
      SET NEW.`first` = migrate_value_1, NEW.`last` = migrate_value_2;
    END;
  END IF;
END;

-- [expand-4] add the columns of places.zip, city into address
--   strategy: instant
--   lock: MDL exclusive on places, milliseconds: metadata only; ALGORITHM=INSTANT: the server refuses rather than copies
--   why: empty columns; migrate_places__zip__fill is always NULL: the fill sets it, so that the triggers know its writes
--   probe: SELECT COUNT(*) > 0 FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'places' AND CAST(COLUMN_NAME AS BINARY) = 'address'
--   runs: on its own
--   undo: ALTER TABLE `places` DROP COLUMN `address`, DROP COLUMN `migrate_places__zip__fill`, ALGORITHM=INSTANT
--   loss: values of places.zip, city into address that the old columns do not give again, counted by SELECT COUNT(*) AS lost FROM (SELECT 1 FROM `places` WHERE CASE WHEN `address` IS NULL THEN FALSE ELSE NOT (CAST(`address` AS BINARY) <=> CAST(CONVERT((concat(zip, ' ', city)) USING utf8mb4) AS BINARY)) END LIMIT 1000) AS found
ALTER TABLE `places` ADD COLUMN `address` text NULL COMMENT 'as on a letter', ADD COLUMN `migrate_places__zip__fill` TINYINT NULL INVISIBLE, ALGORITHM=INSTANT;

-- [expand-5] carry places.zip, city into address over, both ways, on UPDATE
--   strategy: in place
--   lock: MDL exclusive on places, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: what one version of the application writes the other one reads
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'places' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_places__zip__update'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_places__zip__update`
CREATE TRIGGER `migrate_places__zip__update` BEFORE UPDATE ON `places` FOR EACH ROW
BEGIN
  DECLARE migrate_new_given, migrate_old_given BOOLEAN;
  DECLARE migrate_unfilled BOOLEAN;
  SET migrate_unfilled = NEW.`migrate_places__zip__fill` IS NULL AND OLD.`address` IS NULL;
  IF migrate_unfilled THEN
    BEGIN
      DECLARE migrate_error INT;
      DECLARE migrate_value_1 text CHARACTER SET utf8mb4 COLLATE utf8mb4_0900_ai_ci;
      DECLARE migrate_value_2 text CHARACTER SET utf8mb4 COLLATE utf8mb4_0900_ai_ci;
      DECLARE EXIT HANDLER FOR SQLEXCEPTION
      BEGIN
        GET DIAGNOSTICS CONDITION 1 migrate_error = MYSQL_ERRNO;
        IF migrate_error IN (1020, 1205, 1213, 1317, 1613, 1614, 1969, 3024, 3572) THEN RESIGNAL; END IF;
      END;
      SELECT substring_index(address, ' ', 1), substring_index(address, ' ', -1) INTO migrate_value_1, migrate_value_2 FROM (SELECT OLD.`address` AS `address`) AS `places`;
      SET migrate_unfilled = NOT (CAST(OLD.`zip` AS BINARY) <=> CAST(migrate_value_1 AS BINARY) AND CAST(OLD.`city` AS BINARY) <=> CAST(migrate_value_2 AS BINARY));
    END;
  END IF;
  SET migrate_new_given = NEW.`migrate_places__zip__fill` IS NULL AND (NOT (CAST(NEW.`address` AS BINARY) <=> CAST(OLD.`address` AS BINARY)));
  SET migrate_old_given = NOT (CAST(NEW.`zip` AS BINARY) <=> CAST(OLD.`zip` AS BINARY)) OR NOT (CAST(NEW.`city` AS BINARY) <=> CAST(OLD.`city` AS BINARY)) OR (migrate_unfilled AND NEW.`address` IS NULL);
  SET NEW.`migrate_places__zip__fill` = NULL;
  IF migrate_new_given AND migrate_unfilled THEN
    BEGIN
      DECLARE migrate_error INT;
      DECLARE migrate_value_1 text CHARACTER SET utf8mb4 COLLATE utf8mb4_0900_ai_ci;
      DECLARE EXIT HANDLER FOR SQLEXCEPTION
      BEGIN
        GET DIAGNOSTICS CONDITION 1 migrate_error = MYSQL_ERRNO;
        IF migrate_error IN (1020, 1205, 1213, 1317, 1613, 1614, 1969, 3024, 3572) THEN RESIGNAL; END IF;
      END;
      IF NEW.`address` IS NULL THEN
        SELECT concat(zip, ' ', city) INTO migrate_value_1 FROM (SELECT OLD.`zip` AS `zip`, OLD.`city` AS `city`) AS `places`;
        SET NEW.`address` = migrate_value_1;
      END IF;
    END;
  END IF;
  IF migrate_new_given AND NOT migrate_old_given THEN
    BEGIN
      DECLARE migrate_error INT;
      DECLARE migrate_value_1 text CHARACTER SET utf8mb4 COLLATE utf8mb4_0900_ai_ci;
      DECLARE migrate_value_2 text CHARACTER SET utf8mb4 COLLATE utf8mb4_0900_ai_ci;
      DECLARE EXIT HANDLER FOR SQLEXCEPTION
      BEGIN
        GET DIAGNOSTICS CONDITION 1 migrate_error = MYSQL_ERRNO;
        IF migrate_error IN (1020, 1205, 1213, 1317, 1613, 1614, 1969, 3024, 3572) THEN RESIGNAL; END IF;
        SET NEW.`zip` = NULL;
        SET NEW.`city` = NULL;
      END;
      SELECT substring_index(address, ' ', 1), substring_index(address, ' ', -1) INTO migrate_value_1, migrate_value_2 FROM (SELECT NEW.`address` AS `address`) AS `places`;
      SET NEW.`zip` = migrate_value_1, NEW.`city` = migrate_value_2;
    END;
  ELSEIF migrate_old_given AND NOT migrate_new_given THEN
    BEGIN
      DECLARE migrate_error INT;
      DECLARE migrate_value_1 text CHARACTER SET utf8mb4 COLLATE utf8mb4_0900_ai_ci;
      DECLARE EXIT HANDLER FOR SQLEXCEPTION
      BEGIN
        GET DIAGNOSTICS CONDITION 1 migrate_error = MYSQL_ERRNO;
        IF migrate_error IN (1020, 1205, 1213, 1317, 1613, 1614, 1969, 3024, 3572) THEN RESIGNAL; END IF;
        SET NEW.`address` = NULL;
      END;
      SELECT concat(zip, ' ', city) INTO migrate_value_1 FROM (SELECT NEW.`zip` AS `zip`, NEW.`city` AS `city`) AS `places`;
      SET NEW.`address` = migrate_value_1;
    END;
  END IF;
END;

-- [expand-6] carry places.zip, city into address over, both ways, on INSERT
--   strategy: in place
--   lock: MDL exclusive on places, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: what one version of the application writes the other one reads
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'places' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_places__zip__insert'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_places__zip__insert`
CREATE TRIGGER `migrate_places__zip__insert` BEFORE INSERT ON `places` FOR EACH ROW
BEGIN
  DECLARE migrate_new_given, migrate_old_given BOOLEAN;
  SET migrate_new_given = NEW.`address` IS NOT NULL;
  SET migrate_old_given = NOT migrate_new_given OR NEW.`zip` IS NOT NULL OR NEW.`city` IS NOT NULL;
  IF migrate_new_given AND NOT migrate_old_given THEN
    BEGIN
      DECLARE migrate_error INT;
      DECLARE migrate_value_1 text CHARACTER SET utf8mb4 COLLATE utf8mb4_0900_ai_ci;
      DECLARE migrate_value_2 text CHARACTER SET utf8mb4 COLLATE utf8mb4_0900_ai_ci;
      DECLARE EXIT HANDLER FOR SQLEXCEPTION
      BEGIN
        GET DIAGNOSTICS CONDITION 1 migrate_error = MYSQL_ERRNO;
        IF migrate_error IN (1020, 1205, 1213, 1317, 1613, 1614, 1969, 3024, 3572) THEN RESIGNAL; END IF;
        SET NEW.`zip` = NULL;
        SET NEW.`city` = NULL;
      END;
      SELECT substring_index(address, ' ', 1), substring_index(address, ' ', -1) INTO migrate_value_1, migrate_value_2 FROM (SELECT NEW.`address` AS `address`) AS `places`;
      SET NEW.`zip` = migrate_value_1, NEW.`city` = migrate_value_2;
    END;
  ELSEIF migrate_old_given AND NOT migrate_new_given THEN
    BEGIN
      DECLARE migrate_error INT;
      DECLARE migrate_value_1 text CHARACTER SET utf8mb4 COLLATE utf8mb4_0900_ai_ci;
      DECLARE EXIT HANDLER FOR SQLEXCEPTION
      BEGIN
        GET DIAGNOSTICS CONDITION 1 migrate_error = MYSQL_ERRNO;
        IF migrate_error IN (1020, 1205, 1213, 1317, 1613, 1614, 1969, 3024, 3572) THEN RESIGNAL; END IF;
        SET NEW.`address` = NULL;
      END;
      SELECT concat(zip, ' ', city) INTO migrate_value_1 FROM (SELECT NEW.`zip` AS `zip`, NEW.`city` AS `city`) AS `places`;
      SET NEW.`address` = migrate_value_1;
    END;
  END IF;
END;

-- ==== backfill
-- [backfill-1] fill people.name into first, last
--   strategy: in place
--   lock: row locks on people, one batch: only the rows it changes are locked; reads and writes of other rows go on
--   why: rows that have values already are left alone; one that cannot be mapped is named
--   batches: table people by id; each commits together with its checkpoint
--   first key, once:
SELECT `id` FROM `people` FORCE INDEX (`PRIMARY`) ORDER BY `id` LIMIT 1;
--   last key, once:
SELECT `id` FROM `people` FORCE INDEX (`PRIMARY`) ORDER BY `id` DESC LIMIT 1;
--   end of this batch and start of the next:
--     ? number 1 = from.id, ? number 2 = end.id, ? number 3 = batch size - 1
SELECT `id` FROM `people` FORCE INDEX (`PRIMARY`) WHERE `id` >= ? AND `id` <= ? ORDER BY `id` LIMIT 2 OFFSET ?;
--   the batch:
--     ? number 1 = from.id, ? number 2 = to.id
UPDATE `people` FORCE INDEX (`PRIMARY`) SET `first` = (substring_index(name, ' ', 1)), `last` = (substring_index(name, ' ', -1)), `migrate_people__name__fill` = 1 WHERE `id` >= ? AND `id` <= ? AND (`first` IS NULL AND `last` IS NULL AND ((substring_index(name, ' ', 1)) IS NOT NULL OR (substring_index(name, ' ', -1)) IS NOT NULL));

-- [backfill-2] look for rows not filled: people.name into first, last
--   lock: none on people, consistent reads; reads and writes go on
--   why: history is proven complete before anything relies on it
--   batches: table people by id; each commits together with its checkpoint
--   first key, once:
SELECT `id` FROM `people` FORCE INDEX (`PRIMARY`) ORDER BY `id` LIMIT 1;
--   last key, once:
SELECT `id` FROM `people` FORCE INDEX (`PRIMARY`) ORDER BY `id` DESC LIMIT 1;
--   end of this batch and start of the next:
--     ? number 1 = from.id, ? number 2 = end.id, ? number 3 = batch size - 1
SELECT `id` FROM `people` FORCE INDEX (`PRIMARY`) WHERE `id` >= ? AND `id` <= ? ORDER BY `id` LIMIT 2 OFFSET ?;
--   the batch (a row returned is a difference):
--     ? number 1 = from.id, ? number 2 = to.id
SELECT `id` FROM `people` FORCE INDEX (`PRIMARY`) WHERE `id` >= ? AND `id` <= ? AND (`first` IS NULL AND `last` IS NULL AND ((substring_index(name, ' ', 1)) IS NOT NULL OR (substring_index(name, ' ', -1)) IS NOT NULL)) LIMIT 5;

-- [backfill-3] look for rows without people.first
--   lock: none on people, consistent reads; reads and writes go on
--   why: the column becomes NOT NULL: from then on a write that `up` maps to NULL fails
--   batches: table people by id; each commits together with its checkpoint
--   first key, once:
SELECT `id` FROM `people` FORCE INDEX (`PRIMARY`) ORDER BY `id` LIMIT 1;
--   last key, once:
SELECT `id` FROM `people` FORCE INDEX (`PRIMARY`) ORDER BY `id` DESC LIMIT 1;
--   end of this batch and start of the next:
--     ? number 1 = from.id, ? number 2 = end.id, ? number 3 = batch size - 1
SELECT `id` FROM `people` FORCE INDEX (`PRIMARY`) WHERE `id` >= ? AND `id` <= ? ORDER BY `id` LIMIT 2 OFFSET ?;
--   the batch (a row returned is in the way):
--     ? number 1 = from.id, ? number 2 = to.id
SELECT `id` FROM `people` FORCE INDEX (`PRIMARY`) WHERE `id` >= ? AND `id` <= ? AND (`first` IS NULL) LIMIT 5;

-- [backfill-4] look for rows without people.last
--   lock: none on people, consistent reads; reads and writes go on
--   why: the column becomes NOT NULL: from then on a write that `up` maps to NULL fails
--   batches: table people by id; each commits together with its checkpoint
--   first key, once:
SELECT `id` FROM `people` FORCE INDEX (`PRIMARY`) ORDER BY `id` LIMIT 1;
--   last key, once:
SELECT `id` FROM `people` FORCE INDEX (`PRIMARY`) ORDER BY `id` DESC LIMIT 1;
--   end of this batch and start of the next:
--     ? number 1 = from.id, ? number 2 = end.id, ? number 3 = batch size - 1
SELECT `id` FROM `people` FORCE INDEX (`PRIMARY`) WHERE `id` >= ? AND `id` <= ? ORDER BY `id` LIMIT 2 OFFSET ?;
--   the batch (a row returned is in the way):
--     ? number 1 = from.id, ? number 2 = to.id
SELECT `id` FROM `people` FORCE INDEX (`PRIMARY`) WHERE `id` >= ? AND `id` <= ? AND (`last` IS NULL) LIMIT 5;

-- [backfill-5] make people.first, people.last NOT NULL
--   strategy: online
--   lock: MDL exclusive on people, milliseconds at its begin and end; the rows are read or rebuilt meanwhile, reads and writes go on; LOCK=NONE: the server refuses rather than blocks writes
--   why: the rows have been proven to have a value
--   probe: SELECT COUNT(*) > 0 FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'people' AND CAST(COLUMN_NAME AS BINARY) = 'first' AND IS_NULLABLE = 'NO'
--   runs: on its own
--   undo: ALTER TABLE `people` ALTER COLUMN `first` SET DEFAULT '', ALTER COLUMN `last` SET DEFAULT (CONCAT('')), ALGORITHM=INSTANT
ALTER TABLE `people` MODIFY COLUMN `first` varchar(20) NOT NULL COMMENT 'given', MODIFY COLUMN `last` text NOT NULL, ALGORITHM=INPLACE, LOCK=NONE;

-- [backfill-6] fill places.zip, city into address
--   strategy: in place
--   lock: row locks on places, one batch: only the rows it changes are locked; reads and writes of other rows go on
--   why: rows that have values already are left alone; one that cannot be mapped is named
--   batches: table places by id; each commits together with its checkpoint
--   first key, once:
SELECT `id` FROM `places` FORCE INDEX (`PRIMARY`) ORDER BY `id` LIMIT 1;
--   last key, once:
SELECT `id` FROM `places` FORCE INDEX (`PRIMARY`) ORDER BY `id` DESC LIMIT 1;
--   end of this batch and start of the next:
--     ? number 1 = from.id, ? number 2 = end.id, ? number 3 = batch size - 1
SELECT `id` FROM `places` FORCE INDEX (`PRIMARY`) WHERE `id` >= ? AND `id` <= ? ORDER BY `id` LIMIT 2 OFFSET ?;
--   the batch:
--     ? number 1 = from.id, ? number 2 = to.id
UPDATE `places` FORCE INDEX (`PRIMARY`) SET `address` = (concat(zip, ' ', city)), `migrate_places__zip__fill` = 1 WHERE `id` >= ? AND `id` <= ? AND (`address` IS NULL AND ((concat(zip, ' ', city)) IS NOT NULL));

-- [backfill-7] look for rows not filled: places.zip, city into address
--   lock: none on places, consistent reads; reads and writes go on
--   why: history is proven complete before anything relies on it
--   batches: table places by id; each commits together with its checkpoint
--   first key, once:
SELECT `id` FROM `places` FORCE INDEX (`PRIMARY`) ORDER BY `id` LIMIT 1;
--   last key, once:
SELECT `id` FROM `places` FORCE INDEX (`PRIMARY`) ORDER BY `id` DESC LIMIT 1;
--   end of this batch and start of the next:
--     ? number 1 = from.id, ? number 2 = end.id, ? number 3 = batch size - 1
SELECT `id` FROM `places` FORCE INDEX (`PRIMARY`) WHERE `id` >= ? AND `id` <= ? ORDER BY `id` LIMIT 2 OFFSET ?;
--   the batch (a row returned is a difference):
--     ? number 1 = from.id, ? number 2 = to.id
SELECT `id` FROM `places` FORCE INDEX (`PRIMARY`) WHERE `id` >= ? AND `id` <= ? AND (`address` IS NULL AND ((concat(zip, ' ', city)) IS NOT NULL)) LIMIT 5;

-- ==== contract
-- [contract-1] look for rows not filled: people.name into first, last, again
--   lock: none on people, consistent reads; reads and writes go on
--   why: history is proven complete before anything relies on it
--   batches: table people by id; each commits together with its checkpoint
--   first key, once:
SELECT `id` FROM `people` FORCE INDEX (`PRIMARY`) ORDER BY `id` LIMIT 1;
--   last key, once:
SELECT `id` FROM `people` FORCE INDEX (`PRIMARY`) ORDER BY `id` DESC LIMIT 1;
--   end of this batch and start of the next:
--     ? number 1 = from.id, ? number 2 = end.id, ? number 3 = batch size - 1
SELECT `id` FROM `people` FORCE INDEX (`PRIMARY`) WHERE `id` >= ? AND `id` <= ? ORDER BY `id` LIMIT 2 OFFSET ?;
--   the batch (a row returned is a difference):
--     ? number 1 = from.id, ? number 2 = to.id
SELECT `id` FROM `people` FORCE INDEX (`PRIMARY`) WHERE `id` >= ? AND `id` <= ? AND (`first` IS NULL AND `last` IS NULL AND ((substring_index(name, ' ', 1)) IS NOT NULL OR (substring_index(name, ' ', -1)) IS NOT NULL)) LIMIT 5;

-- [contract-2] look for rows not filled: places.zip, city into address, again
--   lock: none on places, consistent reads; reads and writes go on
--   why: history is proven complete before anything relies on it
--   batches: table places by id; each commits together with its checkpoint
--   first key, once:
SELECT `id` FROM `places` FORCE INDEX (`PRIMARY`) ORDER BY `id` LIMIT 1;
--   last key, once:
SELECT `id` FROM `places` FORCE INDEX (`PRIMARY`) ORDER BY `id` DESC LIMIT 1;
--   end of this batch and start of the next:
--     ? number 1 = from.id, ? number 2 = end.id, ? number 3 = batch size - 1
SELECT `id` FROM `places` FORCE INDEX (`PRIMARY`) WHERE `id` >= ? AND `id` <= ? ORDER BY `id` LIMIT 2 OFFSET ?;
--   the batch (a row returned is a difference):
--     ? number 1 = from.id, ? number 2 = to.id
SELECT `id` FROM `places` FORCE INDEX (`PRIMARY`) WHERE `id` >= ? AND `id` <= ? AND (CASE WHEN `address` IS NULL AND ((concat(zip, ' ', city)) IS NOT NULL) THEN NOT (CAST(`zip` AS BINARY) <=> CAST(CONVERT((substring_index(address, ' ', 1)) USING utf8mb4) AS BINARY) AND CAST(`city` AS BINARY) <=> CAST(CONVERT((substring_index(address, ' ', -1)) USING utf8mb4) AS BINARY)) ELSE FALSE END) LIMIT 5;

-- [contract-3] look for views and triggers that name people.name
--   lock: none on the catalog, consistent reads; reads and writes go on
--   why: they would fail once the column is gone
--   expects: no row
SELECT IF(VIEW_DEFINITION = '', 'view without SHOW VIEW', 'view') AS kind, CONCAT(TABLE_SCHEMA, '.', TABLE_NAME) AS name FROM information_schema.VIEWS WHERE ((INSTR(VIEW_DEFINITION, CONCAT('`', DATABASE(), '`.`people`')) > 0 AND (@@lower_case_table_names > 0 OR INSTR(CAST(VIEW_DEFINITION AS BINARY), CONCAT('`', DATABASE(), '`.`people`')) > 0)) AND ((INSTR(VIEW_DEFINITION, '`people`.`name`') > 0 AND (@@lower_case_table_names > 0 OR INSTR(CAST(VIEW_DEFINITION AS BINARY), '`people`.`name`') > 0)) OR VIEW_DEFINITION REGEXP CONCAT(IF(@@lower_case_table_names > 0, '(?si)', '(?s-i)'), '(`(?:[^`]|``)+`)\\.\\Q`name`\\E(?!`).*\\Q`', DATABASE(), '\\E\\Q`.`people`\\E(?: PARTITION \\([^)]*\\))? \\1') OR VIEW_DEFINITION REGEXP CONCAT(IF(@@lower_case_table_names > 0, '(?si)', '(?s-i)'), '\\Q`', DATABASE(), '\\E\\Q`.`people`\\E(?: PARTITION \\([^)]*\\))? (`(?:[^`]|``)+`).*\\1\\.\\Q`name`\\E(?!`)')) OR (TABLE_SCHEMA = DATABASE() AND VIEW_DEFINITION = ''))
UNION ALL
SELECT 'trigger', TRIGGER_NAME FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'people' AND TRIGGER_NAME NOT LIKE 'migrate\_%' AND (ACTION_STATEMENT REGEXP '(?i)(?<![\\w$])(?:NEW|OLD)`?\\s*\\.\\s*(?:\\Qname\\E(?![\\w$`])|\\Q`name`\\E(?!`))' OR REGEXP_REPLACE(ACTION_STATEMENT, '''(?:[^''\\\\]++|\\\\.)*+''|(?s:/\\*.*?\\*/)|(?:-- |#)[^\\n]*', '') REGEXP '(?i)(?<![\\w$`])\\Qname\\E(?![\\w$`])|\\Q`name`\\E(?!`)')
LIMIT 5;

-- [contract-4] give people.name a default for its last moments
--   strategy: instant
--   lock: MDL exclusive on people, milliseconds: metadata only; metadata only
--   why: inserts that leave it out must not fail between the triggers' end and its own
--   probe: SELECT COUNT(*) > 0 FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'people' AND CAST(COLUMN_NAME AS BINARY) = 'name' AND (COLUMN_DEFAULT IS NOT NULL OR EXTRA LIKE '%DEFAULT_GENERATED%')
--   runs: on its own
ALTER TABLE `people` ALTER COLUMN `name` SET DEFAULT '', ALGORITHM=INSTANT;

-- [contract-5] set the default of people.first
--   strategy: instant
--   lock: MDL exclusive on people, milliseconds: metadata only; metadata only
--   why: before the triggers go: new code may leave the column out at any moment
--   probe: SELECT COUNT(*) > 0 FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'people' AND CAST(COLUMN_NAME AS BINARY) = 'first' AND (COALESCE(COLUMN_DEFAULT, 'NULL') <> 'NULL' OR EXTRA LIKE '%DEFAULT_GENERATED%')
--   runs: on its own
ALTER TABLE `people` ALTER COLUMN `first` SET DEFAULT 'N.', ALGORITHM=INSTANT;

-- [contract-6] set the default of people.last
--   strategy: instant
--   lock: MDL exclusive on people, milliseconds: metadata only; metadata only
--   why: before the triggers go: new code may leave the column out at any moment
--   probe: SELECT COUNT(*) > 0 FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'people' AND CAST(COLUMN_NAME AS BINARY) = 'last' AND (COALESCE(COLUMN_DEFAULT, 'NULL') <> 'NULL' OR EXTRA LIKE '%DEFAULT_GENERATED%')
--   runs: on its own
ALTER TABLE `people` ALTER COLUMN `last` SET DEFAULT (CONCAT('N.')), ALGORITHM=INSTANT;

-- [contract-7] stop the sync of people.name on UPDATE
--   strategy: instant
--   lock: MDL exclusive on people, milliseconds: metadata only; metadata only
--   why: first: left alone it would take a fresh row for one that was never filled
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_people__name__update'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_people__name__update`;

-- [contract-8] stop the sync of people.name on INSERT
--   strategy: instant
--   lock: MDL exclusive on people, milliseconds: metadata only; metadata only
--   why: all live code uses the new shape
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_people__name__insert'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_people__name__insert`;

-- [contract-9] drop people.name, people.migrate_people__name__fill
--   strategy: instant
--   lock: MDL exclusive on people, milliseconds: metadata only; ALGORITHM=INSTANT: the server refuses rather than copies
--   why: no live code uses it
--   destructive: cannot be rolled back
--   probe: SELECT COUNT(*) = 0 FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'people' AND CAST(COLUMN_NAME AS BINARY) = 'name'
--   runs: on its own
ALTER TABLE `people` DROP COLUMN `name`, DROP COLUMN `migrate_people__name__fill`, ALGORITHM=INSTANT;

-- [contract-10] look for views and triggers that name places.zip
--   lock: none on the catalog, consistent reads; reads and writes go on
--   why: they would fail once the column is gone
--   expects: no row
SELECT IF(VIEW_DEFINITION = '', 'view without SHOW VIEW', 'view') AS kind, CONCAT(TABLE_SCHEMA, '.', TABLE_NAME) AS name FROM information_schema.VIEWS WHERE ((INSTR(VIEW_DEFINITION, CONCAT('`', DATABASE(), '`.`places`')) > 0 AND (@@lower_case_table_names > 0 OR INSTR(CAST(VIEW_DEFINITION AS BINARY), CONCAT('`', DATABASE(), '`.`places`')) > 0)) AND ((INSTR(VIEW_DEFINITION, '`places`.`zip`') > 0 AND (@@lower_case_table_names > 0 OR INSTR(CAST(VIEW_DEFINITION AS BINARY), '`places`.`zip`') > 0)) OR VIEW_DEFINITION REGEXP CONCAT(IF(@@lower_case_table_names > 0, '(?si)', '(?s-i)'), '(`(?:[^`]|``)+`)\\.\\Q`zip`\\E(?!`).*\\Q`', DATABASE(), '\\E\\Q`.`places`\\E(?: PARTITION \\([^)]*\\))? \\1') OR VIEW_DEFINITION REGEXP CONCAT(IF(@@lower_case_table_names > 0, '(?si)', '(?s-i)'), '\\Q`', DATABASE(), '\\E\\Q`.`places`\\E(?: PARTITION \\([^)]*\\))? (`(?:[^`]|``)+`).*\\1\\.\\Q`zip`\\E(?!`)')) OR (TABLE_SCHEMA = DATABASE() AND VIEW_DEFINITION = ''))
UNION ALL
SELECT 'trigger', TRIGGER_NAME FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'places' AND TRIGGER_NAME NOT LIKE 'migrate\_%' AND (ACTION_STATEMENT REGEXP '(?i)(?<![\\w$])(?:NEW|OLD)`?\\s*\\.\\s*(?:\\Qzip\\E(?![\\w$`])|\\Q`zip`\\E(?!`))' OR REGEXP_REPLACE(ACTION_STATEMENT, '''(?:[^''\\\\]++|\\\\.)*+''|(?s:/\\*.*?\\*/)|(?:-- |#)[^\\n]*', '') REGEXP '(?i)(?<![\\w$`])\\Qzip\\E(?![\\w$`])|\\Q`zip`\\E(?!`)')
LIMIT 5;

-- [contract-11] look for views and triggers that name places.city
--   lock: none on the catalog, consistent reads; reads and writes go on
--   why: they would fail once the column is gone
--   expects: no row
SELECT IF(VIEW_DEFINITION = '', 'view without SHOW VIEW', 'view') AS kind, CONCAT(TABLE_SCHEMA, '.', TABLE_NAME) AS name FROM information_schema.VIEWS WHERE ((INSTR(VIEW_DEFINITION, CONCAT('`', DATABASE(), '`.`places`')) > 0 AND (@@lower_case_table_names > 0 OR INSTR(CAST(VIEW_DEFINITION AS BINARY), CONCAT('`', DATABASE(), '`.`places`')) > 0)) AND ((INSTR(VIEW_DEFINITION, '`places`.`city`') > 0 AND (@@lower_case_table_names > 0 OR INSTR(CAST(VIEW_DEFINITION AS BINARY), '`places`.`city`') > 0)) OR VIEW_DEFINITION REGEXP CONCAT(IF(@@lower_case_table_names > 0, '(?si)', '(?s-i)'), '(`(?:[^`]|``)+`)\\.\\Q`city`\\E(?!`).*\\Q`', DATABASE(), '\\E\\Q`.`places`\\E(?: PARTITION \\([^)]*\\))? \\1') OR VIEW_DEFINITION REGEXP CONCAT(IF(@@lower_case_table_names > 0, '(?si)', '(?s-i)'), '\\Q`', DATABASE(), '\\E\\Q`.`places`\\E(?: PARTITION \\([^)]*\\))? (`(?:[^`]|``)+`).*\\1\\.\\Q`city`\\E(?!`)')) OR (TABLE_SCHEMA = DATABASE() AND VIEW_DEFINITION = ''))
UNION ALL
SELECT 'trigger', TRIGGER_NAME FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'places' AND TRIGGER_NAME NOT LIKE 'migrate\_%' AND (ACTION_STATEMENT REGEXP '(?i)(?<![\\w$])(?:NEW|OLD)`?\\s*\\.\\s*(?:\\Qcity\\E(?![\\w$`])|\\Q`city`\\E(?!`))' OR REGEXP_REPLACE(ACTION_STATEMENT, '''(?:[^''\\\\]++|\\\\.)*+''|(?s:/\\*.*?\\*/)|(?:-- |#)[^\\n]*', '') REGEXP '(?i)(?<![\\w$`])\\Qcity\\E(?![\\w$`])|\\Q`city`\\E(?!`)')
LIMIT 5;

-- [contract-12] stop the sync of places.zip on UPDATE
--   strategy: instant
--   lock: MDL exclusive on places, milliseconds: metadata only; metadata only
--   why: first: left alone it would take a fresh row for one that was never filled
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_places__zip__update'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_places__zip__update`;

-- [contract-13] stop the sync of places.zip on INSERT
--   strategy: instant
--   lock: MDL exclusive on places, milliseconds: metadata only; metadata only
--   why: all live code uses the new shape
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_places__zip__insert'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_places__zip__insert`;

-- [contract-14] drop places.zip, places.city, places.migrate_places__zip__fill
--   strategy: instant
--   lock: MDL exclusive on places, milliseconds: metadata only; ALGORITHM=INSTANT: the server refuses rather than copies
--   why: no live code uses it
--   destructive: cannot be rolled back
--   probe: SELECT COUNT(*) = 0 FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'places' AND CAST(COLUMN_NAME AS BINARY) = 'zip'
--   runs: on its own
ALTER TABLE `places` DROP COLUMN `zip`, DROP COLUMN `city`, DROP COLUMN `migrate_places__zip__fill`, ALGORITHM=INSTANT;
