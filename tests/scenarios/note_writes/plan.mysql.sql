-- migration: note_writes
-- description: Writes of old code are noted for the gate
-- session: SET NAMES utf8mb4
-- session: SET SESSION sql_mode = 'STRICT_TRANS_TABLES,ALLOW_INVALID_DATES,NO_ENGINE_SUBSTITUTION,NO_AUTO_VALUE_ON_ZERO'
-- session: SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED
-- session: SET SESSION TRANSACTION READ WRITE
-- session: SET SESSION time_zone = '+00:00', autocommit = 1, foreign_key_checks = 1, unique_checks = 1, sql_safe_updates = 0, sql_big_selects = 1, sql_select_limit = 18446744073709551615, completion_type = 0, wait_timeout = 86400, information_schema_stats_expiry = 0, max_execution_time = 0
-- note: rows changed by foreign-key cascades do not fire triggers; none can reach users.name or full_name
-- note: INSERT INTO users VALUES (…) without a list of columns fails while the table has one column more than the code knows
-- note: the triggers run with the rights of the user that runs `migrate expand` (their definer): that user must stay until contract
-- note: where `down` of users.nick fails for a row, new code's write of that row fails too: try it on real rows first
-- note: people.name into first_name, last_name: a row in which one statement wrote both sides keeps both as they are; the comparison finds rows that were not filled, not rows whose two sides differ
-- note: INSERT INTO people VALUES (…) without a list of columns fails while the table has more columns than the code knows
-- note: places.street, town into address: a row in which one statement wrote both sides keeps both as they are; the comparison finds rows that were not filled, not rows whose two sides differ
-- note: INSERT INTO places VALUES (…) without a list of columns fails while the table has more columns than the code knows

-- ==== expand
-- [expand-1] add users.full_name beside name
--   strategy: instant
--   lock: MDL exclusive on users, milliseconds: metadata only; ALGORITHM=INSTANT: the server refuses rather than copies
--   why: the default that is copied tells "left out" from "given"
--   probe: SELECT COUNT(*) > 0 FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'users' AND CAST(COLUMN_NAME AS BINARY) = 'full_name'
--   runs: on its own
--   undo: ALTER TABLE `users` DROP COLUMN `full_name`, ALGORITHM=INSTANT
ALTER TABLE `users` ADD COLUMN `full_name` varchar(40) CHARACTER SET utf8mb4 COLLATE utf8mb4_0900_ai_ci NOT NULL DEFAULT 'nobody' AFTER `name`, ALGORITHM=INSTANT;

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
  DECLARE migrate_default varchar(40) CHARACTER SET utf8mb4 COLLATE utf8mb4_0900_ai_ci DEFAULT 'nobody';
  IF NOT (CAST(NEW.`full_name` AS BINARY) <=> CAST(migrate_default AS BINARY)) THEN SET NEW.`name` = NEW.`full_name`;
  ELSE SET NEW.`full_name` = NEW.`name`;
  END IF;
  IF NEW.`full_name` IS NULL THEN SET NEW.`full_name` = ''; END IF;
END;

-- [expand-4] derive users.nick for rows that new code writes without it on UPDATE
--   strategy: in place
--   lock: MDL exclusive on users, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: what one version of the application writes the other one reads
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'users' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_users__nick__update'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_users__nick__update`
CREATE TRIGGER `migrate_users__nick__update` BEFORE UPDATE ON `users` FOR EACH ROW
BEGIN
  DECLARE migrate_was varchar(40) CHARACTER SET utf8mb4 COLLATE utf8mb4_0900_ai_ci;
  IF CAST(NEW.`nick` AS BINARY) <=> CAST(OLD.`nick` AS BINARY) THEN
    SET migrate_was = (SELECT 'none');
    IF CAST(OLD.`nick` AS BINARY) <=> CAST(migrate_was AS BINARY) THEN SET NEW.`nick` = (SELECT 'none'); END IF;
  END IF;
END;

-- [expand-5] derive users.nick for rows that new code writes without it on INSERT
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

-- [expand-6] add the columns of people.name into first_name, last_name
--   strategy: instant
--   lock: MDL exclusive on people, milliseconds: metadata only; ALGORITHM=INSTANT: the server refuses rather than copies
--   why: empty columns; migrate_people__name__fill is always NULL: the fill sets it, so that the triggers know its writes
--   probe: SELECT COUNT(*) > 0 FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'people' AND CAST(COLUMN_NAME AS BINARY) = 'first_name'
--   runs: on its own
--   undo: ALTER TABLE `people` DROP COLUMN `first_name`, DROP COLUMN `last_name`, DROP COLUMN `migrate_people__name__fill`, ALGORITHM=INSTANT
--   loss: values of people.name into first_name, last_name that the old columns do not give again, counted by SELECT COUNT(*) AS lost FROM (SELECT 1 FROM `people` WHERE CASE WHEN `first_name` IS NULL AND `last_name` IS NULL THEN FALSE ELSE NOT (CAST(`first_name` AS BINARY) <=> CAST(CONVERT((substring_index(name, ' ', 1)) USING utf8mb4) AS BINARY)) OR NOT (CAST(`last_name` AS BINARY) <=> CAST(CONVERT((nullif(substr(name, char_length(substring_index(name, ' ', 1)) + 2), '')) USING utf8mb4) AS BINARY)) END LIMIT 1000) AS found
ALTER TABLE `people` ADD COLUMN `first_name` varchar(40) NULL, ADD COLUMN `last_name` varchar(40) NULL, ADD COLUMN `migrate_people__name__fill` TINYINT NULL INVISIBLE, ALGORITHM=INSTANT;

-- [expand-7] carry people.name into first_name, last_name over, both ways, on UPDATE
--   strategy: in place
--   lock: MDL exclusive on people, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: what one version of the application writes the other one reads
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'people' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_people__name__update'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_people__name__update`
CREATE TRIGGER `migrate_people__name__update` BEFORE UPDATE ON `people` FOR EACH ROW
BEGIN
  DECLARE migrate_new_given, migrate_old_given BOOLEAN;
  DECLARE migrate_unfilled BOOLEAN;
  SET migrate_unfilled = NEW.`migrate_people__name__fill` IS NULL AND OLD.`first_name` IS NULL AND OLD.`last_name` IS NULL;
  IF migrate_unfilled THEN
    BEGIN
      DECLARE migrate_error INT;
      DECLARE migrate_value_1 varchar(80) CHARACTER SET utf8mb4 COLLATE utf8mb4_0900_ai_ci;
      DECLARE EXIT HANDLER FOR SQLEXCEPTION
      BEGIN
        GET DIAGNOSTICS CONDITION 1 migrate_error = MYSQL_ERRNO;
        IF migrate_error IN (1020, 1205, 1213, 1317, 1613, 1614, 1969, 3024, 3572) THEN RESIGNAL; END IF;
      END;
      SELECT concat_ws(' ', first_name, last_name) INTO migrate_value_1 FROM (SELECT OLD.`first_name` AS `first_name`, OLD.`last_name` AS `last_name`) AS `people`;
      SET migrate_unfilled = NOT (CAST(OLD.`name` AS BINARY) <=> CAST(migrate_value_1 AS BINARY));
    END;
  END IF;
  SET migrate_new_given = NEW.`migrate_people__name__fill` IS NULL AND (NOT (CAST(NEW.`first_name` AS BINARY) <=> CAST(OLD.`first_name` AS BINARY)) OR NOT (CAST(NEW.`last_name` AS BINARY) <=> CAST(OLD.`last_name` AS BINARY)));
  SET migrate_old_given = NOT (CAST(NEW.`name` AS BINARY) <=> CAST(OLD.`name` AS BINARY)) OR (migrate_unfilled AND NEW.`first_name` IS NULL AND NEW.`last_name` IS NULL);
  SET NEW.`migrate_people__name__fill` = NULL;
  IF migrate_new_given AND migrate_unfilled THEN
    BEGIN
      DECLARE migrate_error INT;
      DECLARE migrate_value_1 varchar(40) CHARACTER SET utf8mb4 COLLATE utf8mb4_0900_ai_ci;
      DECLARE migrate_value_2 varchar(40) CHARACTER SET utf8mb4 COLLATE utf8mb4_0900_ai_ci;
      DECLARE EXIT HANDLER FOR SQLEXCEPTION
      BEGIN
        GET DIAGNOSTICS CONDITION 1 migrate_error = MYSQL_ERRNO;
        IF migrate_error IN (1020, 1205, 1213, 1317, 1613, 1614, 1969, 3024, 3572) THEN RESIGNAL; END IF;
      END;
      IF NEW.`first_name` IS NULL THEN
        SELECT substring_index(name, ' ', 1) INTO migrate_value_1 FROM (SELECT OLD.`name` AS `name`) AS `people`;
        SET NEW.`first_name` = migrate_value_1;
      END IF;
      IF NEW.`last_name` IS NULL THEN
        SELECT nullif(substr(name, char_length(substring_index(name, ' ', 1)) + 2), '') INTO migrate_value_2 FROM (SELECT OLD.`name` AS `name`) AS `people`;
        SET NEW.`last_name` = migrate_value_2;
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
        SET NEW.`name` = NULL;
      END;
      SELECT concat_ws(' ', first_name, last_name) INTO migrate_value_1 FROM (SELECT NEW.`first_name` AS `first_name`, NEW.`last_name` AS `last_name`) AS `people`;
      SET NEW.`name` = migrate_value_1;
    END;
  ELSEIF migrate_old_given AND NOT migrate_new_given THEN
    BEGIN
      DECLARE migrate_error INT;
      DECLARE migrate_value_1 varchar(40) CHARACTER SET utf8mb4 COLLATE utf8mb4_0900_ai_ci;
      DECLARE migrate_value_2 varchar(40) CHARACTER SET utf8mb4 COLLATE utf8mb4_0900_ai_ci;
      DECLARE EXIT HANDLER FOR SQLEXCEPTION
      BEGIN
        GET DIAGNOSTICS CONDITION 1 migrate_error = MYSQL_ERRNO;
        IF migrate_error IN (1020, 1205, 1213, 1317, 1613, 1614, 1969, 3024, 3572) THEN RESIGNAL; END IF;
        SET NEW.`first_name` = NULL;
        SET NEW.`last_name` = NULL;
      END;
      SELECT substring_index(name, ' ', 1), nullif(substr(name, char_length(substring_index(name, ' ', 1)) + 2), '') INTO migrate_value_1, migrate_value_2 FROM (SELECT NEW.`name` AS `name`) AS `people`;
      SET NEW.`first_name` = migrate_value_1, NEW.`last_name` = migrate_value_2;
    END;
  END IF;
END;

-- [expand-8] carry people.name into first_name, last_name over, both ways, on INSERT
--   strategy: in place
--   lock: MDL exclusive on people, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: what one version of the application writes the other one reads
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'people' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_people__name__insert'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_people__name__insert`
CREATE TRIGGER `migrate_people__name__insert` BEFORE INSERT ON `people` FOR EACH ROW
BEGIN
  DECLARE migrate_new_given, migrate_old_given BOOLEAN;
  SET migrate_new_given = NEW.`first_name` IS NOT NULL OR NEW.`last_name` IS NOT NULL;
  SET migrate_old_given = NOT migrate_new_given OR NEW.`name` IS NOT NULL;
  IF migrate_new_given AND NOT migrate_old_given THEN
    BEGIN
      DECLARE migrate_error INT;
      DECLARE migrate_value_1 varchar(80) CHARACTER SET utf8mb4 COLLATE utf8mb4_0900_ai_ci;
      DECLARE EXIT HANDLER FOR SQLEXCEPTION
      BEGIN
        GET DIAGNOSTICS CONDITION 1 migrate_error = MYSQL_ERRNO;
        IF migrate_error IN (1020, 1205, 1213, 1317, 1613, 1614, 1969, 3024, 3572) THEN RESIGNAL; END IF;
        SET NEW.`name` = NULL;
      END;
      SELECT concat_ws(' ', first_name, last_name) INTO migrate_value_1 FROM (SELECT NEW.`first_name` AS `first_name`, NEW.`last_name` AS `last_name`) AS `people`;
      SET NEW.`name` = migrate_value_1;
    END;
  ELSEIF migrate_old_given AND NOT migrate_new_given THEN
    BEGIN
      DECLARE migrate_error INT;
      DECLARE migrate_value_1 varchar(40) CHARACTER SET utf8mb4 COLLATE utf8mb4_0900_ai_ci;
      DECLARE migrate_value_2 varchar(40) CHARACTER SET utf8mb4 COLLATE utf8mb4_0900_ai_ci;
      DECLARE EXIT HANDLER FOR SQLEXCEPTION
      BEGIN
        GET DIAGNOSTICS CONDITION 1 migrate_error = MYSQL_ERRNO;
        IF migrate_error IN (1020, 1205, 1213, 1317, 1613, 1614, 1969, 3024, 3572) THEN RESIGNAL; END IF;
        SET NEW.`first_name` = NULL;
        SET NEW.`last_name` = NULL;
      END;
      SELECT substring_index(name, ' ', 1), nullif(substr(name, char_length(substring_index(name, ' ', 1)) + 2), '') INTO migrate_value_1, migrate_value_2 FROM (SELECT NEW.`name` AS `name`) AS `people`;
      SET NEW.`first_name` = migrate_value_1, NEW.`last_name` = migrate_value_2;
    END;
  END IF;
END;

-- [expand-9] add the columns of places.street, town into address
--   strategy: instant
--   lock: MDL exclusive on places, milliseconds: metadata only; ALGORITHM=INSTANT: the server refuses rather than copies
--   why: empty columns; migrate_places__street__fill is always NULL: the fill sets it, so that the triggers know its writes
--   probe: SELECT COUNT(*) > 0 FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'places' AND CAST(COLUMN_NAME AS BINARY) = 'address'
--   runs: on its own
--   undo: ALTER TABLE `places` DROP COLUMN `address`, DROP COLUMN `migrate_places__street__fill`, ALGORITHM=INSTANT
--   loss: values of places.street, town into address that the old columns do not give again, counted by SELECT COUNT(*) AS lost FROM (SELECT 1 FROM `places` WHERE CASE WHEN `address` IS NULL THEN FALSE ELSE NOT (CAST(`address` AS BINARY) <=> CAST(CONVERT((concat(street, ', ', town)) USING utf8mb4) AS BINARY)) END LIMIT 1000) AS found
ALTER TABLE `places` ADD COLUMN `address` varchar(90) NULL, ADD COLUMN `migrate_places__street__fill` TINYINT NULL INVISIBLE, ALGORITHM=INSTANT;

-- [expand-10] carry places.street, town into address over, both ways, on UPDATE
--   strategy: in place
--   lock: MDL exclusive on places, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: what one version of the application writes the other one reads
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'places' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_places__street__update'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_places__street__update`
CREATE TRIGGER `migrate_places__street__update` BEFORE UPDATE ON `places` FOR EACH ROW
BEGIN
  DECLARE migrate_new_given, migrate_old_given BOOLEAN;
  DECLARE migrate_unfilled BOOLEAN;
  SET migrate_unfilled = NEW.`migrate_places__street__fill` IS NULL AND OLD.`address` IS NULL;
  IF migrate_unfilled THEN
    BEGIN
      DECLARE migrate_error INT;
      DECLARE migrate_value_1 varchar(40) CHARACTER SET utf8mb4 COLLATE utf8mb4_0900_ai_ci;
      DECLARE migrate_value_2 varchar(40) CHARACTER SET utf8mb4 COLLATE utf8mb4_0900_ai_ci;
      DECLARE EXIT HANDLER FOR SQLEXCEPTION
      BEGIN
        GET DIAGNOSTICS CONDITION 1 migrate_error = MYSQL_ERRNO;
        IF migrate_error IN (1020, 1205, 1213, 1317, 1613, 1614, 1969, 3024, 3572) THEN RESIGNAL; END IF;
      END;
      SELECT substring_index(address, ', ', 1), substring_index(address, ', ', -1) INTO migrate_value_1, migrate_value_2 FROM (SELECT OLD.`address` AS `address`) AS `places`;
      SET migrate_unfilled = NOT (CAST(OLD.`street` AS BINARY) <=> CAST(migrate_value_1 AS BINARY) AND CAST(OLD.`town` AS BINARY) <=> CAST(migrate_value_2 AS BINARY));
    END;
  END IF;
  SET migrate_new_given = NEW.`migrate_places__street__fill` IS NULL AND (NOT (CAST(NEW.`address` AS BINARY) <=> CAST(OLD.`address` AS BINARY)));
  SET migrate_old_given = NOT (CAST(NEW.`street` AS BINARY) <=> CAST(OLD.`street` AS BINARY)) OR NOT (CAST(NEW.`town` AS BINARY) <=> CAST(OLD.`town` AS BINARY)) OR (migrate_unfilled AND NEW.`address` IS NULL);
  SET NEW.`migrate_places__street__fill` = NULL;
  IF migrate_new_given AND migrate_unfilled THEN
    BEGIN
      DECLARE migrate_error INT;
      DECLARE migrate_value_1 varchar(90) CHARACTER SET utf8mb4 COLLATE utf8mb4_0900_ai_ci;
      DECLARE EXIT HANDLER FOR SQLEXCEPTION
      BEGIN
        GET DIAGNOSTICS CONDITION 1 migrate_error = MYSQL_ERRNO;
        IF migrate_error IN (1020, 1205, 1213, 1317, 1613, 1614, 1969, 3024, 3572) THEN RESIGNAL; END IF;
      END;
      IF NEW.`address` IS NULL THEN
        SELECT concat(street, ', ', town) INTO migrate_value_1 FROM (SELECT OLD.`street` AS `street`, OLD.`town` AS `town`) AS `places`;
        SET NEW.`address` = migrate_value_1;
      END IF;
    END;
  END IF;
  IF migrate_new_given AND NOT migrate_old_given THEN
    BEGIN
      DECLARE migrate_error INT;
      DECLARE migrate_value_1 varchar(40) CHARACTER SET utf8mb4 COLLATE utf8mb4_0900_ai_ci;
      DECLARE migrate_value_2 varchar(40) CHARACTER SET utf8mb4 COLLATE utf8mb4_0900_ai_ci;
      DECLARE EXIT HANDLER FOR SQLEXCEPTION
      BEGIN
        GET DIAGNOSTICS CONDITION 1 migrate_error = MYSQL_ERRNO;
        IF migrate_error IN (1020, 1205, 1213, 1317, 1613, 1614, 1969, 3024, 3572) THEN RESIGNAL; END IF;
        SET NEW.`street` = NULL;
        SET NEW.`town` = NULL;
      END;
      SELECT substring_index(address, ', ', 1), substring_index(address, ', ', -1) INTO migrate_value_1, migrate_value_2 FROM (SELECT NEW.`address` AS `address`) AS `places`;
      SET NEW.`street` = migrate_value_1, NEW.`town` = migrate_value_2;
    END;
  ELSEIF migrate_old_given AND NOT migrate_new_given THEN
    BEGIN
      DECLARE migrate_error INT;
      DECLARE migrate_value_1 varchar(90) CHARACTER SET utf8mb4 COLLATE utf8mb4_0900_ai_ci;
      DECLARE EXIT HANDLER FOR SQLEXCEPTION
      BEGIN
        GET DIAGNOSTICS CONDITION 1 migrate_error = MYSQL_ERRNO;
        IF migrate_error IN (1020, 1205, 1213, 1317, 1613, 1614, 1969, 3024, 3572) THEN RESIGNAL; END IF;
        SET NEW.`address` = NULL;
      END;
      SELECT concat(street, ', ', town) INTO migrate_value_1 FROM (SELECT NEW.`street` AS `street`, NEW.`town` AS `town`) AS `places`;
      SET NEW.`address` = migrate_value_1;
    END;
  END IF;
END;

-- [expand-11] carry places.street, town into address over, both ways, on INSERT
--   strategy: in place
--   lock: MDL exclusive on places, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: what one version of the application writes the other one reads
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'places' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_places__street__insert'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_places__street__insert`
CREATE TRIGGER `migrate_places__street__insert` BEFORE INSERT ON `places` FOR EACH ROW
BEGIN
  DECLARE migrate_new_given, migrate_old_given BOOLEAN;
  SET migrate_new_given = NEW.`address` IS NOT NULL;
  SET migrate_old_given = NOT migrate_new_given OR NEW.`street` IS NOT NULL OR NEW.`town` IS NOT NULL;
  IF migrate_new_given AND NOT migrate_old_given THEN
    BEGIN
      DECLARE migrate_error INT;
      DECLARE migrate_value_1 varchar(40) CHARACTER SET utf8mb4 COLLATE utf8mb4_0900_ai_ci;
      DECLARE migrate_value_2 varchar(40) CHARACTER SET utf8mb4 COLLATE utf8mb4_0900_ai_ci;
      DECLARE EXIT HANDLER FOR SQLEXCEPTION
      BEGIN
        GET DIAGNOSTICS CONDITION 1 migrate_error = MYSQL_ERRNO;
        IF migrate_error IN (1020, 1205, 1213, 1317, 1613, 1614, 1969, 3024, 3572) THEN RESIGNAL; END IF;
        SET NEW.`street` = NULL;
        SET NEW.`town` = NULL;
      END;
      SELECT substring_index(address, ', ', 1), substring_index(address, ', ', -1) INTO migrate_value_1, migrate_value_2 FROM (SELECT NEW.`address` AS `address`) AS `places`;
      SET NEW.`street` = migrate_value_1, NEW.`town` = migrate_value_2;
    END;
  ELSEIF migrate_old_given AND NOT migrate_new_given THEN
    BEGIN
      DECLARE migrate_error INT;
      DECLARE migrate_value_1 varchar(90) CHARACTER SET utf8mb4 COLLATE utf8mb4_0900_ai_ci;
      DECLARE EXIT HANDLER FOR SQLEXCEPTION
      BEGIN
        GET DIAGNOSTICS CONDITION 1 migrate_error = MYSQL_ERRNO;
        IF migrate_error IN (1020, 1205, 1213, 1317, 1613, 1614, 1969, 3024, 3572) THEN RESIGNAL; END IF;
        SET NEW.`address` = NULL;
      END;
      SELECT concat(street, ', ', town) INTO migrate_value_1 FROM (SELECT NEW.`street` AS `street`, NEW.`town` AS `town`) AS `places`;
      SET NEW.`address` = migrate_value_1;
    END;
  END IF;
END;

-- [expand-12] make a table for notes of who writes users.name
--   strategy: instant
--   lock: none on migrate_by_old__note_writes__users__name; nobody knows the table yet
--   why: a row for each session that writes through the old name: no write waits for another
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_by_old__note_writes__users__name'
--   runs: on its own
--   undo: DROP TABLE IF EXISTS `migrate_by_old__note_writes__users__name`
CREATE TABLE IF NOT EXISTS `migrate_by_old__note_writes__users__name` (
  connection BIGINT UNSIGNED NOT NULL PRIMARY KEY,
  at BIGINT NOT NULL
) ENGINE=InnoDB;

-- [expand-13] note when old code writes users.name on INSERT
--   strategy: in place
--   lock: MDL exclusive on users, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: the gate asks when old code wrote last
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'users' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_by_old_INSERT__note_writes__users__name_0013867f71'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_by_old_INSERT__note_writes__users__name_0013867f71`
CREATE TRIGGER `migrate_by_old_INSERT__note_writes__users__name_0013867f71` BEFORE INSERT ON `users` FOR EACH ROW PRECEDES `migrate_users__full_name__insert`
BEGIN
  DECLARE migrate_default_0 varchar(40) CHARACTER SET utf8mb4 COLLATE utf8mb4_0900_ai_ci DEFAULT 'nobody';
  DECLARE migrate_default_1 varchar(40) CHARACTER SET utf8mb4 COLLATE utf8mb4_0900_ai_ci DEFAULT 'nobody';
  IF NOT (CAST(NEW.`name` AS BINARY) <=> CAST(migrate_default_0 AS BINARY)) AND (NEW.`full_name` IS NULL OR NOT (NOT (CAST(NEW.`full_name` AS BINARY) <=> CAST(migrate_default_1 AS BINARY)))) THEN
    BEGIN
      DECLARE migrate_error INT;
      DECLARE EXIT HANDLER FOR SQLEXCEPTION
      BEGIN
        GET DIAGNOSTICS CONDITION 1 migrate_error = MYSQL_ERRNO;
        IF migrate_error IN (1020, 1205, 1213, 1317, 1613, 1614, 1969, 3024, 3572) THEN RESIGNAL; END IF;
      END;
      INSERT INTO `migrate_by_old__note_writes__users__name` (connection, at) VALUES (CONNECTION_ID(), UNIX_TIMESTAMP() * 1000)
        ON DUPLICATE KEY UPDATE at = IF(at > UNIX_TIMESTAMP() * 1000 - 10000, at, UNIX_TIMESTAMP() * 1000);
    END;
  END IF;
END;

-- [expand-14] note when old code writes users.name on UPDATE
--   strategy: in place
--   lock: MDL exclusive on users, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: the gate asks when old code wrote last
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'users' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_by_old_UPDATE__note_writes__users__name_7ed5675efc'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_by_old_UPDATE__note_writes__users__name_7ed5675efc`
CREATE TRIGGER `migrate_by_old_UPDATE__note_writes__users__name_7ed5675efc` BEFORE UPDATE ON `users` FOR EACH ROW PRECEDES `migrate_users__full_name__update`
BEGIN
  IF NOT (CAST(NEW.`name` AS BINARY) <=> CAST(OLD.`name` AS BINARY)) AND NOT (NOT (CAST(NEW.`full_name` AS BINARY) <=> CAST(OLD.`full_name` AS BINARY))) THEN
    BEGIN
      DECLARE migrate_error INT;
      DECLARE EXIT HANDLER FOR SQLEXCEPTION
      BEGIN
        GET DIAGNOSTICS CONDITION 1 migrate_error = MYSQL_ERRNO;
        IF migrate_error IN (1020, 1205, 1213, 1317, 1613, 1614, 1969, 3024, 3572) THEN RESIGNAL; END IF;
      END;
      INSERT INTO `migrate_by_old__note_writes__users__name` (connection, at) VALUES (CONNECTION_ID(), UNIX_TIMESTAMP() * 1000)
        ON DUPLICATE KEY UPDATE at = IF(at > UNIX_TIMESTAMP() * 1000 - 10000, at, UNIX_TIMESTAMP() * 1000);
    END;
  END IF;
END;

-- [expand-15] make a table for notes of who writes users.nick
--   strategy: instant
--   lock: none on migrate_by_old__note_writes__users__nick; nobody knows the table yet
--   why: a row for each session that writes through the old name: no write waits for another
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_by_old__note_writes__users__nick'
--   runs: on its own
--   undo: DROP TABLE IF EXISTS `migrate_by_old__note_writes__users__nick`
CREATE TABLE IF NOT EXISTS `migrate_by_old__note_writes__users__nick` (
  connection BIGINT UNSIGNED NOT NULL PRIMARY KEY,
  at BIGINT NOT NULL
) ENGINE=InnoDB;

-- [expand-16] note when old code writes users.nick on INSERT
--   strategy: in place
--   lock: MDL exclusive on users, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: the gate asks when old code wrote last
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'users' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_by_old_INSERT__note_writes__users__nick_03199ed4e9'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_by_old_INSERT__note_writes__users__nick_03199ed4e9`
CREATE TRIGGER `migrate_by_old_INSERT__note_writes__users__nick_03199ed4e9` BEFORE INSERT ON `users` FOR EACH ROW PRECEDES `migrate_users__full_name__insert`
BEGIN
  IF NEW.`nick` IS NOT NULL THEN
    BEGIN
      DECLARE migrate_error INT;
      DECLARE EXIT HANDLER FOR SQLEXCEPTION
      BEGIN
        GET DIAGNOSTICS CONDITION 1 migrate_error = MYSQL_ERRNO;
        IF migrate_error IN (1020, 1205, 1213, 1317, 1613, 1614, 1969, 3024, 3572) THEN RESIGNAL; END IF;
      END;
      INSERT INTO `migrate_by_old__note_writes__users__nick` (connection, at) VALUES (CONNECTION_ID(), UNIX_TIMESTAMP() * 1000)
        ON DUPLICATE KEY UPDATE at = IF(at > UNIX_TIMESTAMP() * 1000 - 10000, at, UNIX_TIMESTAMP() * 1000);
    END;
  END IF;
END;

-- [expand-17] note when old code writes users.nick on UPDATE
--   strategy: in place
--   lock: MDL exclusive on users, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: the gate asks when old code wrote last
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'users' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_by_old_UPDATE__note_writes__users__nick_1cd2844c20'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_by_old_UPDATE__note_writes__users__nick_1cd2844c20`
CREATE TRIGGER `migrate_by_old_UPDATE__note_writes__users__nick_1cd2844c20` BEFORE UPDATE ON `users` FOR EACH ROW PRECEDES `migrate_users__full_name__update`
BEGIN
  IF NOT (CAST(NEW.`nick` AS BINARY) <=> CAST(OLD.`nick` AS BINARY)) THEN
    BEGIN
      DECLARE migrate_error INT;
      DECLARE EXIT HANDLER FOR SQLEXCEPTION
      BEGIN
        GET DIAGNOSTICS CONDITION 1 migrate_error = MYSQL_ERRNO;
        IF migrate_error IN (1020, 1205, 1213, 1317, 1613, 1614, 1969, 3024, 3572) THEN RESIGNAL; END IF;
      END;
      INSERT INTO `migrate_by_old__note_writes__users__nick` (connection, at) VALUES (CONNECTION_ID(), UNIX_TIMESTAMP() * 1000)
        ON DUPLICATE KEY UPDATE at = IF(at > UNIX_TIMESTAMP() * 1000 - 10000, at, UNIX_TIMESTAMP() * 1000);
    END;
  END IF;
END;

-- [expand-18] make a table for notes of who writes notes.draft
--   strategy: instant
--   lock: none on migrate_by_old__note_writes__notes__draft; nobody knows the table yet
--   why: a row for each session that writes through the old name: no write waits for another
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_by_old__note_writes__notes__draft'
--   runs: on its own
--   undo: DROP TABLE IF EXISTS `migrate_by_old__note_writes__notes__draft`
CREATE TABLE IF NOT EXISTS `migrate_by_old__note_writes__notes__draft` (
  connection BIGINT UNSIGNED NOT NULL PRIMARY KEY,
  at BIGINT NOT NULL
) ENGINE=InnoDB;

-- [expand-19] note when old code writes notes.draft on INSERT
--   strategy: in place
--   lock: MDL exclusive on notes, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: the gate asks when old code wrote last
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'notes' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_by_old_INSERT__note_writes__notes__draft_68b6f2444c'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_by_old_INSERT__note_writes__notes__draft_68b6f2444c`
CREATE TRIGGER `migrate_by_old_INSERT__note_writes__notes__draft_68b6f2444c` BEFORE INSERT ON `notes` FOR EACH ROW
BEGIN
  IF NEW.`draft` IS NOT NULL THEN
    BEGIN
      DECLARE migrate_error INT;
      DECLARE EXIT HANDLER FOR SQLEXCEPTION
      BEGIN
        GET DIAGNOSTICS CONDITION 1 migrate_error = MYSQL_ERRNO;
        IF migrate_error IN (1020, 1205, 1213, 1317, 1613, 1614, 1969, 3024, 3572) THEN RESIGNAL; END IF;
      END;
      INSERT INTO `migrate_by_old__note_writes__notes__draft` (connection, at) VALUES (CONNECTION_ID(), UNIX_TIMESTAMP() * 1000)
        ON DUPLICATE KEY UPDATE at = IF(at > UNIX_TIMESTAMP() * 1000 - 10000, at, UNIX_TIMESTAMP() * 1000);
    END;
  END IF;
END;

-- [expand-20] note when old code writes notes.draft on UPDATE
--   strategy: in place
--   lock: MDL exclusive on notes, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: the gate asks when old code wrote last
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'notes' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_by_old_UPDATE__note_writes__notes__draft_c71b53df3d'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_by_old_UPDATE__note_writes__notes__draft_c71b53df3d`
CREATE TRIGGER `migrate_by_old_UPDATE__note_writes__notes__draft_c71b53df3d` BEFORE UPDATE ON `notes` FOR EACH ROW
BEGIN
  IF NOT (CAST(NEW.`draft` AS BINARY) <=> CAST(OLD.`draft` AS BINARY)) THEN
    BEGIN
      DECLARE migrate_error INT;
      DECLARE EXIT HANDLER FOR SQLEXCEPTION
      BEGIN
        GET DIAGNOSTICS CONDITION 1 migrate_error = MYSQL_ERRNO;
        IF migrate_error IN (1020, 1205, 1213, 1317, 1613, 1614, 1969, 3024, 3572) THEN RESIGNAL; END IF;
      END;
      INSERT INTO `migrate_by_old__note_writes__notes__draft` (connection, at) VALUES (CONNECTION_ID(), UNIX_TIMESTAMP() * 1000)
        ON DUPLICATE KEY UPDATE at = IF(at > UNIX_TIMESTAMP() * 1000 - 10000, at, UNIX_TIMESTAMP() * 1000);
    END;
  END IF;
END;

-- [expand-21] make a table for notes of who writes people.name
--   strategy: instant
--   lock: none on migrate_by_old__note_writes__people__name; nobody knows the table yet
--   why: a row for each session that writes through the old name: no write waits for another
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_by_old__note_writes__people__name'
--   runs: on its own
--   undo: DROP TABLE IF EXISTS `migrate_by_old__note_writes__people__name`
CREATE TABLE IF NOT EXISTS `migrate_by_old__note_writes__people__name` (
  connection BIGINT UNSIGNED NOT NULL PRIMARY KEY,
  at BIGINT NOT NULL
) ENGINE=InnoDB;

-- [expand-22] note when old code writes people.name on INSERT
--   strategy: in place
--   lock: MDL exclusive on people, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: the gate asks when old code wrote last
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'people' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_by_old_INSERT__note_writes__people__name_8bffd4b696'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_by_old_INSERT__note_writes__people__name_8bffd4b696`
CREATE TRIGGER `migrate_by_old_INSERT__note_writes__people__name_8bffd4b696` BEFORE INSERT ON `people` FOR EACH ROW PRECEDES `migrate_people__name__insert`
BEGIN
  IF NEW.`name` IS NOT NULL AND (NEW.`first_name` IS NULL OR NOT (NEW.`first_name` IS NOT NULL)) AND (NEW.`last_name` IS NULL OR NOT (NEW.`last_name` IS NOT NULL)) THEN
    BEGIN
      DECLARE migrate_error INT;
      DECLARE EXIT HANDLER FOR SQLEXCEPTION
      BEGIN
        GET DIAGNOSTICS CONDITION 1 migrate_error = MYSQL_ERRNO;
        IF migrate_error IN (1020, 1205, 1213, 1317, 1613, 1614, 1969, 3024, 3572) THEN RESIGNAL; END IF;
      END;
      INSERT INTO `migrate_by_old__note_writes__people__name` (connection, at) VALUES (CONNECTION_ID(), UNIX_TIMESTAMP() * 1000)
        ON DUPLICATE KEY UPDATE at = IF(at > UNIX_TIMESTAMP() * 1000 - 10000, at, UNIX_TIMESTAMP() * 1000);
    END;
  END IF;
END;

-- [expand-23] note when old code writes people.name on UPDATE
--   strategy: in place
--   lock: MDL exclusive on people, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: the gate asks when old code wrote last
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'people' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_by_old_UPDATE__note_writes__people__name_5e492c2bf7'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_by_old_UPDATE__note_writes__people__name_5e492c2bf7`
CREATE TRIGGER `migrate_by_old_UPDATE__note_writes__people__name_5e492c2bf7` BEFORE UPDATE ON `people` FOR EACH ROW PRECEDES `migrate_people__name__update`
BEGIN
  IF NOT (CAST(NEW.`name` AS BINARY) <=> CAST(OLD.`name` AS BINARY)) AND NOT (NOT (CAST(NEW.`first_name` AS BINARY) <=> CAST(OLD.`first_name` AS BINARY))) AND NOT (NOT (CAST(NEW.`last_name` AS BINARY) <=> CAST(OLD.`last_name` AS BINARY))) THEN
    BEGIN
      DECLARE migrate_error INT;
      DECLARE EXIT HANDLER FOR SQLEXCEPTION
      BEGIN
        GET DIAGNOSTICS CONDITION 1 migrate_error = MYSQL_ERRNO;
        IF migrate_error IN (1020, 1205, 1213, 1317, 1613, 1614, 1969, 3024, 3572) THEN RESIGNAL; END IF;
      END;
      INSERT INTO `migrate_by_old__note_writes__people__name` (connection, at) VALUES (CONNECTION_ID(), UNIX_TIMESTAMP() * 1000)
        ON DUPLICATE KEY UPDATE at = IF(at > UNIX_TIMESTAMP() * 1000 - 10000, at, UNIX_TIMESTAMP() * 1000);
    END;
  END IF;
END;

-- [expand-24] make a table for notes of who writes places.street
--   strategy: instant
--   lock: none on migrate_by_old__note_writes__places__street; nobody knows the table yet
--   why: a row for each session that writes through the old name: no write waits for another
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_by_old__note_writes__places__street'
--   runs: on its own
--   undo: DROP TABLE IF EXISTS `migrate_by_old__note_writes__places__street`
CREATE TABLE IF NOT EXISTS `migrate_by_old__note_writes__places__street` (
  connection BIGINT UNSIGNED NOT NULL PRIMARY KEY,
  at BIGINT NOT NULL
) ENGINE=InnoDB;

-- [expand-25] note when old code writes places.street on INSERT
--   strategy: in place
--   lock: MDL exclusive on places, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: the gate asks when old code wrote last
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'places' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_by_old_INSERT__note_writes__places__street_3fe7fc8d1f'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_by_old_INSERT__note_writes__places__street_3fe7fc8d1f`
CREATE TRIGGER `migrate_by_old_INSERT__note_writes__places__street_3fe7fc8d1f` BEFORE INSERT ON `places` FOR EACH ROW PRECEDES `migrate_places__street__insert`
BEGIN
  IF NEW.`street` IS NOT NULL AND (NEW.`address` IS NULL OR NOT (NEW.`address` IS NOT NULL)) THEN
    BEGIN
      DECLARE migrate_error INT;
      DECLARE EXIT HANDLER FOR SQLEXCEPTION
      BEGIN
        GET DIAGNOSTICS CONDITION 1 migrate_error = MYSQL_ERRNO;
        IF migrate_error IN (1020, 1205, 1213, 1317, 1613, 1614, 1969, 3024, 3572) THEN RESIGNAL; END IF;
      END;
      INSERT INTO `migrate_by_old__note_writes__places__street` (connection, at) VALUES (CONNECTION_ID(), UNIX_TIMESTAMP() * 1000)
        ON DUPLICATE KEY UPDATE at = IF(at > UNIX_TIMESTAMP() * 1000 - 10000, at, UNIX_TIMESTAMP() * 1000);
    END;
  END IF;
END;

-- [expand-26] note when old code writes places.street on UPDATE
--   strategy: in place
--   lock: MDL exclusive on places, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: the gate asks when old code wrote last
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'places' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_by_old_UPDATE__note_writes__places__street_eb6593e7fe'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_by_old_UPDATE__note_writes__places__street_eb6593e7fe`
CREATE TRIGGER `migrate_by_old_UPDATE__note_writes__places__street_eb6593e7fe` BEFORE UPDATE ON `places` FOR EACH ROW PRECEDES `migrate_places__street__update`
BEGIN
  IF NOT (CAST(NEW.`street` AS BINARY) <=> CAST(OLD.`street` AS BINARY)) AND NOT (NOT (CAST(NEW.`address` AS BINARY) <=> CAST(OLD.`address` AS BINARY))) THEN
    BEGIN
      DECLARE migrate_error INT;
      DECLARE EXIT HANDLER FOR SQLEXCEPTION
      BEGIN
        GET DIAGNOSTICS CONDITION 1 migrate_error = MYSQL_ERRNO;
        IF migrate_error IN (1020, 1205, 1213, 1317, 1613, 1614, 1969, 3024, 3572) THEN RESIGNAL; END IF;
      END;
      INSERT INTO `migrate_by_old__note_writes__places__street` (connection, at) VALUES (CONNECTION_ID(), UNIX_TIMESTAMP() * 1000)
        ON DUPLICATE KEY UPDATE at = IF(at > UNIX_TIMESTAMP() * 1000 - 10000, at, UNIX_TIMESTAMP() * 1000);
    END;
  END IF;
END;

-- [expand-27] make a table for notes of who writes places.town
--   strategy: instant
--   lock: none on migrate_by_old__note_writes__places__town; nobody knows the table yet
--   why: a row for each session that writes through the old name: no write waits for another
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_by_old__note_writes__places__town'
--   runs: on its own
--   undo: DROP TABLE IF EXISTS `migrate_by_old__note_writes__places__town`
CREATE TABLE IF NOT EXISTS `migrate_by_old__note_writes__places__town` (
  connection BIGINT UNSIGNED NOT NULL PRIMARY KEY,
  at BIGINT NOT NULL
) ENGINE=InnoDB;

-- [expand-28] note when old code writes places.town on INSERT
--   strategy: in place
--   lock: MDL exclusive on places, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: the gate asks when old code wrote last
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'places' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_by_old_INSERT__note_writes__places__town_04c3b59427'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_by_old_INSERT__note_writes__places__town_04c3b59427`
CREATE TRIGGER `migrate_by_old_INSERT__note_writes__places__town_04c3b59427` BEFORE INSERT ON `places` FOR EACH ROW PRECEDES `migrate_places__street__insert`
BEGIN
  IF NEW.`town` IS NOT NULL AND (NEW.`address` IS NULL OR NOT (NEW.`address` IS NOT NULL)) THEN
    BEGIN
      DECLARE migrate_error INT;
      DECLARE EXIT HANDLER FOR SQLEXCEPTION
      BEGIN
        GET DIAGNOSTICS CONDITION 1 migrate_error = MYSQL_ERRNO;
        IF migrate_error IN (1020, 1205, 1213, 1317, 1613, 1614, 1969, 3024, 3572) THEN RESIGNAL; END IF;
      END;
      INSERT INTO `migrate_by_old__note_writes__places__town` (connection, at) VALUES (CONNECTION_ID(), UNIX_TIMESTAMP() * 1000)
        ON DUPLICATE KEY UPDATE at = IF(at > UNIX_TIMESTAMP() * 1000 - 10000, at, UNIX_TIMESTAMP() * 1000);
    END;
  END IF;
END;

-- [expand-29] note when old code writes places.town on UPDATE
--   strategy: in place
--   lock: MDL exclusive on places, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: the gate asks when old code wrote last
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'places' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_by_old_UPDATE__note_writes__places__town_0b4f446691'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_by_old_UPDATE__note_writes__places__town_0b4f446691`
CREATE TRIGGER `migrate_by_old_UPDATE__note_writes__places__town_0b4f446691` BEFORE UPDATE ON `places` FOR EACH ROW PRECEDES `migrate_places__street__update`
BEGIN
  IF NOT (CAST(NEW.`town` AS BINARY) <=> CAST(OLD.`town` AS BINARY)) AND NOT (NOT (CAST(NEW.`address` AS BINARY) <=> CAST(OLD.`address` AS BINARY))) THEN
    BEGIN
      DECLARE migrate_error INT;
      DECLARE EXIT HANDLER FOR SQLEXCEPTION
      BEGIN
        GET DIAGNOSTICS CONDITION 1 migrate_error = MYSQL_ERRNO;
        IF migrate_error IN (1020, 1205, 1213, 1317, 1613, 1614, 1969, 3024, 3572) THEN RESIGNAL; END IF;
      END;
      INSERT INTO `migrate_by_old__note_writes__places__town` (connection, at) VALUES (CONNECTION_ID(), UNIX_TIMESTAMP() * 1000)
        ON DUPLICATE KEY UPDATE at = IF(at > UNIX_TIMESTAMP() * 1000 - 10000, at, UNIX_TIMESTAMP() * 1000);
    END;
  END IF;
END;

-- [expand-30] make a table for notes of who writes visits
--   strategy: instant
--   lock: none on migrate_by_old__note_writes__visits___ccabb2ef43; nobody knows the table yet
--   why: a row for each session that writes through the old name: no write waits for another
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_by_old__note_writes__visits___ccabb2ef43'
--   runs: on its own
--   undo: DROP TABLE IF EXISTS `migrate_by_old__note_writes__visits___ccabb2ef43`
CREATE TABLE IF NOT EXISTS `migrate_by_old__note_writes__visits___ccabb2ef43` (
  connection BIGINT UNSIGNED NOT NULL PRIMARY KEY,
  at BIGINT NOT NULL
) ENGINE=InnoDB;

-- [expand-31] note when old code writes visits on INSERT
--   strategy: in place
--   lock: MDL exclusive on visits, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: the gate asks when old code wrote last
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'visits' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_by_old_INSERT__note_writes__visits___5d46947eb1'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_by_old_INSERT__note_writes__visits___5d46947eb1`
CREATE TRIGGER `migrate_by_old_INSERT__note_writes__visits___5d46947eb1` BEFORE INSERT ON `visits` FOR EACH ROW
BEGIN
    BEGIN
      DECLARE migrate_error INT;
      DECLARE EXIT HANDLER FOR SQLEXCEPTION
      BEGIN
        GET DIAGNOSTICS CONDITION 1 migrate_error = MYSQL_ERRNO;
        IF migrate_error IN (1020, 1205, 1213, 1317, 1613, 1614, 1969, 3024, 3572) THEN RESIGNAL; END IF;
      END;
      INSERT INTO `migrate_by_old__note_writes__visits___ccabb2ef43` (connection, at) VALUES (CONNECTION_ID(), UNIX_TIMESTAMP() * 1000)
        ON DUPLICATE KEY UPDATE at = IF(at > UNIX_TIMESTAMP() * 1000 - 10000, at, UNIX_TIMESTAMP() * 1000);
    END;
END;

-- [expand-32] note when old code writes visits on UPDATE
--   strategy: in place
--   lock: MDL exclusive on visits, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: the gate asks when old code wrote last
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'visits' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_by_old_UPDATE__note_writes__visits___1363961c2a'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_by_old_UPDATE__note_writes__visits___1363961c2a`
CREATE TRIGGER `migrate_by_old_UPDATE__note_writes__visits___1363961c2a` BEFORE UPDATE ON `visits` FOR EACH ROW
BEGIN
    BEGIN
      DECLARE migrate_error INT;
      DECLARE EXIT HANDLER FOR SQLEXCEPTION
      BEGIN
        GET DIAGNOSTICS CONDITION 1 migrate_error = MYSQL_ERRNO;
        IF migrate_error IN (1020, 1205, 1213, 1317, 1613, 1614, 1969, 3024, 3572) THEN RESIGNAL; END IF;
      END;
      INSERT INTO `migrate_by_old__note_writes__visits___ccabb2ef43` (connection, at) VALUES (CONNECTION_ID(), UNIX_TIMESTAMP() * 1000)
        ON DUPLICATE KEY UPDATE at = IF(at > UNIX_TIMESTAMP() * 1000 - 10000, at, UNIX_TIMESTAMP() * 1000);
    END;
END;

-- [expand-33] note when old code writes visits on DELETE
--   strategy: in place
--   lock: MDL exclusive on visits, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: the gate asks when old code wrote last
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'visits' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_by_old_DELETE__note_writes__visits___4ad795e16f'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_by_old_DELETE__note_writes__visits___4ad795e16f`
CREATE TRIGGER `migrate_by_old_DELETE__note_writes__visits___4ad795e16f` BEFORE DELETE ON `visits` FOR EACH ROW
BEGIN
    BEGIN
      DECLARE migrate_error INT;
      DECLARE EXIT HANDLER FOR SQLEXCEPTION
      BEGIN
        GET DIAGNOSTICS CONDITION 1 migrate_error = MYSQL_ERRNO;
        IF migrate_error IN (1020, 1205, 1213, 1317, 1613, 1614, 1969, 3024, 3572) THEN RESIGNAL; END IF;
      END;
      INSERT INTO `migrate_by_old__note_writes__visits___ccabb2ef43` (connection, at) VALUES (CONNECTION_ID(), UNIX_TIMESTAMP() * 1000)
        ON DUPLICATE KEY UPDATE at = IF(at > UNIX_TIMESTAMP() * 1000 - 10000, at, UNIX_TIMESTAMP() * 1000);
    END;
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

-- [backfill-2] compare users.name and full_name
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

-- [backfill-3] fill people.name into first_name, last_name
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
UPDATE `people` FORCE INDEX (`PRIMARY`) SET `first_name` = (substring_index(name, ' ', 1)), `last_name` = (nullif(substr(name, char_length(substring_index(name, ' ', 1)) + 2), '')), `migrate_people__name__fill` = 1 WHERE `id` >= ? AND `id` <= ? AND (`first_name` IS NULL AND `last_name` IS NULL AND ((substring_index(name, ' ', 1)) IS NOT NULL OR (nullif(substr(name, char_length(substring_index(name, ' ', 1)) + 2), '')) IS NOT NULL));

-- [backfill-4] look for rows not filled: people.name into first_name, last_name
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
SELECT `id` FROM `people` FORCE INDEX (`PRIMARY`) WHERE `id` >= ? AND `id` <= ? AND (`first_name` IS NULL AND `last_name` IS NULL AND ((substring_index(name, ' ', 1)) IS NOT NULL OR (nullif(substr(name, char_length(substring_index(name, ' ', 1)) + 2), '')) IS NOT NULL)) LIMIT 5;

-- [backfill-5] fill places.street, town into address
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
UPDATE `places` FORCE INDEX (`PRIMARY`) SET `address` = (concat(street, ', ', town)), `migrate_places__street__fill` = 1 WHERE `id` >= ? AND `id` <= ? AND (`address` IS NULL AND ((concat(street, ', ', town)) IS NOT NULL));

-- [backfill-6] look for rows not filled: places.street, town into address
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
SELECT `id` FROM `places` FORCE INDEX (`PRIMARY`) WHERE `id` >= ? AND `id` <= ? AND (`address` IS NULL AND ((concat(street, ', ', town)) IS NOT NULL)) LIMIT 5;

-- ==== contract
-- [contract-1] compare users.name and full_name again
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

-- [contract-2] look for rows not filled: people.name into first_name, last_name, again
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
SELECT `id` FROM `people` FORCE INDEX (`PRIMARY`) WHERE `id` >= ? AND `id` <= ? AND (CASE WHEN `first_name` IS NULL AND `last_name` IS NULL AND ((substring_index(name, ' ', 1)) IS NOT NULL OR (nullif(substr(name, char_length(substring_index(name, ' ', 1)) + 2), '')) IS NOT NULL) THEN NOT (CAST(`name` AS BINARY) <=> CAST(CONVERT((concat_ws(' ', first_name, last_name)) USING utf8mb4) AS BINARY)) ELSE FALSE END) LIMIT 5;

-- [contract-3] look for rows not filled: places.street, town into address, again
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
SELECT `id` FROM `places` FORCE INDEX (`PRIMARY`) WHERE `id` >= ? AND `id` <= ? AND (CASE WHEN `address` IS NULL AND ((concat(street, ', ', town)) IS NOT NULL) THEN NOT (CAST(`street` AS BINARY) <=> CAST(CONVERT((substring_index(address, ', ', 1)) USING utf8mb4) AS BINARY) AND CAST(`town` AS BINARY) <=> CAST(CONVERT((substring_index(address, ', ', -1)) USING utf8mb4) AS BINARY)) ELSE FALSE END) LIMIT 5;

-- [contract-4] note no longer who writes visits on DELETE
--   strategy: instant
--   lock: MDL exclusive on visits, milliseconds: metadata only; metadata only
--   why: the gate has seen what there was to see
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_by_old_DELETE__note_writes__visits___4ad795e16f'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_by_old_DELETE__note_writes__visits___4ad795e16f`;

-- [contract-5] note no longer who writes visits on UPDATE
--   strategy: instant
--   lock: MDL exclusive on visits, milliseconds: metadata only; metadata only
--   why: the gate has seen what there was to see
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_by_old_UPDATE__note_writes__visits___1363961c2a'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_by_old_UPDATE__note_writes__visits___1363961c2a`;

-- [contract-6] note no longer who writes visits on INSERT
--   strategy: instant
--   lock: MDL exclusive on visits, milliseconds: metadata only; metadata only
--   why: the gate has seen what there was to see
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_by_old_INSERT__note_writes__visits___5d46947eb1'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_by_old_INSERT__note_writes__visits___5d46947eb1`;

-- [contract-7] note no longer who writes places.town on UPDATE
--   strategy: instant
--   lock: MDL exclusive on places, milliseconds: metadata only; metadata only
--   why: the gate has seen what there was to see
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_by_old_UPDATE__note_writes__places__town_0b4f446691'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_by_old_UPDATE__note_writes__places__town_0b4f446691`;

-- [contract-8] note no longer who writes places.town on INSERT
--   strategy: instant
--   lock: MDL exclusive on places, milliseconds: metadata only; metadata only
--   why: the gate has seen what there was to see
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_by_old_INSERT__note_writes__places__town_04c3b59427'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_by_old_INSERT__note_writes__places__town_04c3b59427`;

-- [contract-9] note no longer who writes places.street on UPDATE
--   strategy: instant
--   lock: MDL exclusive on places, milliseconds: metadata only; metadata only
--   why: the gate has seen what there was to see
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_by_old_UPDATE__note_writes__places__street_eb6593e7fe'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_by_old_UPDATE__note_writes__places__street_eb6593e7fe`;

-- [contract-10] note no longer who writes places.street on INSERT
--   strategy: instant
--   lock: MDL exclusive on places, milliseconds: metadata only; metadata only
--   why: the gate has seen what there was to see
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_by_old_INSERT__note_writes__places__street_3fe7fc8d1f'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_by_old_INSERT__note_writes__places__street_3fe7fc8d1f`;

-- [contract-11] note no longer who writes people.name on UPDATE
--   strategy: instant
--   lock: MDL exclusive on people, milliseconds: metadata only; metadata only
--   why: the gate has seen what there was to see
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_by_old_UPDATE__note_writes__people__name_5e492c2bf7'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_by_old_UPDATE__note_writes__people__name_5e492c2bf7`;

-- [contract-12] note no longer who writes people.name on INSERT
--   strategy: instant
--   lock: MDL exclusive on people, milliseconds: metadata only; metadata only
--   why: the gate has seen what there was to see
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_by_old_INSERT__note_writes__people__name_8bffd4b696'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_by_old_INSERT__note_writes__people__name_8bffd4b696`;

-- [contract-13] note no longer who writes notes.draft on UPDATE
--   strategy: instant
--   lock: MDL exclusive on notes, milliseconds: metadata only; metadata only
--   why: the gate has seen what there was to see
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_by_old_UPDATE__note_writes__notes__draft_c71b53df3d'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_by_old_UPDATE__note_writes__notes__draft_c71b53df3d`;

-- [contract-14] note no longer who writes notes.draft on INSERT
--   strategy: instant
--   lock: MDL exclusive on notes, milliseconds: metadata only; metadata only
--   why: the gate has seen what there was to see
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_by_old_INSERT__note_writes__notes__draft_68b6f2444c'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_by_old_INSERT__note_writes__notes__draft_68b6f2444c`;

-- [contract-15] note no longer who writes users.nick on UPDATE
--   strategy: instant
--   lock: MDL exclusive on users, milliseconds: metadata only; metadata only
--   why: the gate has seen what there was to see
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_by_old_UPDATE__note_writes__users__nick_1cd2844c20'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_by_old_UPDATE__note_writes__users__nick_1cd2844c20`;

-- [contract-16] note no longer who writes users.nick on INSERT
--   strategy: instant
--   lock: MDL exclusive on users, milliseconds: metadata only; metadata only
--   why: the gate has seen what there was to see
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_by_old_INSERT__note_writes__users__nick_03199ed4e9'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_by_old_INSERT__note_writes__users__nick_03199ed4e9`;

-- [contract-17] note no longer who writes users.name on UPDATE
--   strategy: instant
--   lock: MDL exclusive on users, milliseconds: metadata only; metadata only
--   why: the gate has seen what there was to see
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_by_old_UPDATE__note_writes__users__name_7ed5675efc'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_by_old_UPDATE__note_writes__users__name_7ed5675efc`;

-- [contract-18] note no longer who writes users.name on INSERT
--   strategy: instant
--   lock: MDL exclusive on users, milliseconds: metadata only; metadata only
--   why: the gate has seen what there was to see
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_by_old_INSERT__note_writes__users__name_0013867f71'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_by_old_INSERT__note_writes__users__name_0013867f71`;

-- [contract-19] look for views and triggers that name users.name
--   lock: none on the catalog, consistent reads; reads and writes go on
--   why: they would fail once the column is gone
--   expects: no row
SELECT IF(VIEW_DEFINITION = '', 'view without SHOW VIEW', 'view') AS kind, CONCAT(TABLE_SCHEMA, '.', TABLE_NAME) AS name FROM information_schema.VIEWS WHERE ((INSTR(VIEW_DEFINITION, CONCAT('`', DATABASE(), '`.`users`')) > 0 AND (@@lower_case_table_names > 0 OR INSTR(CAST(VIEW_DEFINITION AS BINARY), CONCAT('`', DATABASE(), '`.`users`')) > 0)) AND ((INSTR(VIEW_DEFINITION, '`users`.`name`') > 0 AND (@@lower_case_table_names > 0 OR INSTR(CAST(VIEW_DEFINITION AS BINARY), '`users`.`name`') > 0)) OR VIEW_DEFINITION REGEXP CONCAT(IF(@@lower_case_table_names > 0, '(?si)', '(?s-i)'), '(`(?:[^`]|``)+`)\\.\\Q`name`\\E(?!`).*\\Q`', DATABASE(), '\\E\\Q`.`users`\\E(?: PARTITION \\([^)]*\\))? \\1') OR VIEW_DEFINITION REGEXP CONCAT(IF(@@lower_case_table_names > 0, '(?si)', '(?s-i)'), '\\Q`', DATABASE(), '\\E\\Q`.`users`\\E(?: PARTITION \\([^)]*\\))? (`(?:[^`]|``)+`).*\\1\\.\\Q`name`\\E(?!`)')) OR (TABLE_SCHEMA = DATABASE() AND VIEW_DEFINITION = ''))
UNION ALL
SELECT 'trigger', TRIGGER_NAME FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'users' AND TRIGGER_NAME NOT LIKE 'migrate\_%' AND (ACTION_STATEMENT REGEXP '(?i)(?<![\\w$])(?:NEW|OLD)`?\\s*\\.\\s*(?:\\Qname\\E(?![\\w$`])|\\Q`name`\\E(?!`))' OR REGEXP_REPLACE(ACTION_STATEMENT, '''(?:[^''\\\\]++|\\\\.)*+''|(?s:/\\*.*?\\*/)|(?:-- |#)[^\\n]*', '') REGEXP '(?i)(?<![\\w$`])\\Qname\\E(?![\\w$`])|\\Q`name`\\E(?!`)')
LIMIT 5;

-- [contract-20] stop the sync of users.full_name on UPDATE
--   strategy: instant
--   lock: MDL exclusive on users, milliseconds: metadata only; metadata only
--   why: first: left alone it would take a fresh row for one that was never filled
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_users__full_name__update'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_users__full_name__update`;

-- [contract-21] stop the sync of users.full_name on INSERT
--   strategy: instant
--   lock: MDL exclusive on users, milliseconds: metadata only; metadata only
--   why: all live code uses the new shape
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_users__full_name__insert'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_users__full_name__insert`;

-- [contract-22] drop users.name
--   strategy: instant
--   lock: MDL exclusive on users, milliseconds: metadata only; ALGORITHM=INSTANT: the server refuses rather than copies
--   why: no live code uses it
--   destructive: cannot be rolled back
--   probe: SELECT COUNT(*) = 0 FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'users' AND CAST(COLUMN_NAME AS BINARY) = 'name'
--   runs: on its own
ALTER TABLE `users` DROP COLUMN `name`, ALGORITHM=INSTANT;

-- [contract-23] look for views and triggers that name users.nick
--   lock: none on the catalog, consistent reads; reads and writes go on
--   why: they would fail once the column is gone
--   expects: no row
SELECT IF(VIEW_DEFINITION = '', 'view without SHOW VIEW', 'view') AS kind, CONCAT(TABLE_SCHEMA, '.', TABLE_NAME) AS name FROM information_schema.VIEWS WHERE ((INSTR(VIEW_DEFINITION, CONCAT('`', DATABASE(), '`.`users`')) > 0 AND (@@lower_case_table_names > 0 OR INSTR(CAST(VIEW_DEFINITION AS BINARY), CONCAT('`', DATABASE(), '`.`users`')) > 0)) AND ((INSTR(VIEW_DEFINITION, '`users`.`nick`') > 0 AND (@@lower_case_table_names > 0 OR INSTR(CAST(VIEW_DEFINITION AS BINARY), '`users`.`nick`') > 0)) OR VIEW_DEFINITION REGEXP CONCAT(IF(@@lower_case_table_names > 0, '(?si)', '(?s-i)'), '(`(?:[^`]|``)+`)\\.\\Q`nick`\\E(?!`).*\\Q`', DATABASE(), '\\E\\Q`.`users`\\E(?: PARTITION \\([^)]*\\))? \\1') OR VIEW_DEFINITION REGEXP CONCAT(IF(@@lower_case_table_names > 0, '(?si)', '(?s-i)'), '\\Q`', DATABASE(), '\\E\\Q`.`users`\\E(?: PARTITION \\([^)]*\\))? (`(?:[^`]|``)+`).*\\1\\.\\Q`nick`\\E(?!`)')) OR (TABLE_SCHEMA = DATABASE() AND VIEW_DEFINITION = ''))
UNION ALL
SELECT 'trigger', TRIGGER_NAME FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'users' AND TRIGGER_NAME NOT LIKE 'migrate\_%' AND (ACTION_STATEMENT REGEXP '(?i)(?<![\\w$])(?:NEW|OLD)`?\\s*\\.\\s*(?:\\Qnick\\E(?![\\w$`])|\\Q`nick`\\E(?!`))' OR REGEXP_REPLACE(ACTION_STATEMENT, '''(?:[^''\\\\]++|\\\\.)*+''|(?s:/\\*.*?\\*/)|(?:-- |#)[^\\n]*', '') REGEXP '(?i)(?<![\\w$`])\\Qnick\\E(?![\\w$`])|\\Q`nick`\\E(?!`)')
LIMIT 5;

-- [contract-24] stop the sync of users.nick on UPDATE
--   strategy: instant
--   lock: MDL exclusive on users, milliseconds: metadata only; metadata only
--   why: first: left alone it would take a fresh row for one that was never filled
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_users__nick__update'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_users__nick__update`;

-- [contract-25] stop the sync of users.nick on INSERT
--   strategy: instant
--   lock: MDL exclusive on users, milliseconds: metadata only; metadata only
--   why: all live code uses the new shape
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_users__nick__insert'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_users__nick__insert`;

-- [contract-26] drop users.nick
--   strategy: instant
--   lock: MDL exclusive on users, milliseconds: metadata only; ALGORITHM=INSTANT: the server refuses rather than copies
--   why: no live code uses it
--   destructive: cannot be rolled back
--   probe: SELECT COUNT(*) = 0 FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'users' AND CAST(COLUMN_NAME AS BINARY) = 'nick'
--   runs: on its own
ALTER TABLE `users` DROP COLUMN `nick`, ALGORITHM=INSTANT;

-- [contract-27] look for views and triggers that name notes.draft
--   lock: none on the catalog, consistent reads; reads and writes go on
--   why: they would fail once the column is gone
--   expects: no row
SELECT IF(VIEW_DEFINITION = '', 'view without SHOW VIEW', 'view') AS kind, CONCAT(TABLE_SCHEMA, '.', TABLE_NAME) AS name FROM information_schema.VIEWS WHERE ((INSTR(VIEW_DEFINITION, CONCAT('`', DATABASE(), '`.`notes`')) > 0 AND (@@lower_case_table_names > 0 OR INSTR(CAST(VIEW_DEFINITION AS BINARY), CONCAT('`', DATABASE(), '`.`notes`')) > 0)) AND ((INSTR(VIEW_DEFINITION, '`notes`.`draft`') > 0 AND (@@lower_case_table_names > 0 OR INSTR(CAST(VIEW_DEFINITION AS BINARY), '`notes`.`draft`') > 0)) OR VIEW_DEFINITION REGEXP CONCAT(IF(@@lower_case_table_names > 0, '(?si)', '(?s-i)'), '(`(?:[^`]|``)+`)\\.\\Q`draft`\\E(?!`).*\\Q`', DATABASE(), '\\E\\Q`.`notes`\\E(?: PARTITION \\([^)]*\\))? \\1') OR VIEW_DEFINITION REGEXP CONCAT(IF(@@lower_case_table_names > 0, '(?si)', '(?s-i)'), '\\Q`', DATABASE(), '\\E\\Q`.`notes`\\E(?: PARTITION \\([^)]*\\))? (`(?:[^`]|``)+`).*\\1\\.\\Q`draft`\\E(?!`)')) OR (TABLE_SCHEMA = DATABASE() AND VIEW_DEFINITION = ''))
UNION ALL
SELECT 'trigger', TRIGGER_NAME FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'notes' AND TRIGGER_NAME NOT LIKE 'migrate\_%' AND (ACTION_STATEMENT REGEXP '(?i)(?<![\\w$])(?:NEW|OLD)`?\\s*\\.\\s*(?:\\Qdraft\\E(?![\\w$`])|\\Q`draft`\\E(?!`))' OR REGEXP_REPLACE(ACTION_STATEMENT, '''(?:[^''\\\\]++|\\\\.)*+''|(?s:/\\*.*?\\*/)|(?:-- |#)[^\\n]*', '') REGEXP '(?i)(?<![\\w$`])\\Qdraft\\E(?![\\w$`])|\\Q`draft`\\E(?!`)')
LIMIT 5;

-- [contract-28] drop notes.draft
--   strategy: instant
--   lock: MDL exclusive on notes, milliseconds: metadata only; ALGORITHM=INSTANT: the server refuses rather than copies
--   why: no live code uses it
--   destructive: cannot be rolled back
--   probe: SELECT COUNT(*) = 0 FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'notes' AND CAST(COLUMN_NAME AS BINARY) = 'draft'
--   runs: on its own
ALTER TABLE `notes` DROP COLUMN `draft`, ALGORITHM=INSTANT;

-- [contract-29] look for views and triggers that name people.name
--   lock: none on the catalog, consistent reads; reads and writes go on
--   why: they would fail once the column is gone
--   expects: no row
SELECT IF(VIEW_DEFINITION = '', 'view without SHOW VIEW', 'view') AS kind, CONCAT(TABLE_SCHEMA, '.', TABLE_NAME) AS name FROM information_schema.VIEWS WHERE ((INSTR(VIEW_DEFINITION, CONCAT('`', DATABASE(), '`.`people`')) > 0 AND (@@lower_case_table_names > 0 OR INSTR(CAST(VIEW_DEFINITION AS BINARY), CONCAT('`', DATABASE(), '`.`people`')) > 0)) AND ((INSTR(VIEW_DEFINITION, '`people`.`name`') > 0 AND (@@lower_case_table_names > 0 OR INSTR(CAST(VIEW_DEFINITION AS BINARY), '`people`.`name`') > 0)) OR VIEW_DEFINITION REGEXP CONCAT(IF(@@lower_case_table_names > 0, '(?si)', '(?s-i)'), '(`(?:[^`]|``)+`)\\.\\Q`name`\\E(?!`).*\\Q`', DATABASE(), '\\E\\Q`.`people`\\E(?: PARTITION \\([^)]*\\))? \\1') OR VIEW_DEFINITION REGEXP CONCAT(IF(@@lower_case_table_names > 0, '(?si)', '(?s-i)'), '\\Q`', DATABASE(), '\\E\\Q`.`people`\\E(?: PARTITION \\([^)]*\\))? (`(?:[^`]|``)+`).*\\1\\.\\Q`name`\\E(?!`)')) OR (TABLE_SCHEMA = DATABASE() AND VIEW_DEFINITION = ''))
UNION ALL
SELECT 'trigger', TRIGGER_NAME FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'people' AND TRIGGER_NAME NOT LIKE 'migrate\_%' AND (ACTION_STATEMENT REGEXP '(?i)(?<![\\w$])(?:NEW|OLD)`?\\s*\\.\\s*(?:\\Qname\\E(?![\\w$`])|\\Q`name`\\E(?!`))' OR REGEXP_REPLACE(ACTION_STATEMENT, '''(?:[^''\\\\]++|\\\\.)*+''|(?s:/\\*.*?\\*/)|(?:-- |#)[^\\n]*', '') REGEXP '(?i)(?<![\\w$`])\\Qname\\E(?![\\w$`])|\\Q`name`\\E(?!`)')
LIMIT 5;

-- [contract-30] stop the sync of people.name on UPDATE
--   strategy: instant
--   lock: MDL exclusive on people, milliseconds: metadata only; metadata only
--   why: first: left alone it would take a fresh row for one that was never filled
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_people__name__update'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_people__name__update`;

-- [contract-31] stop the sync of people.name on INSERT
--   strategy: instant
--   lock: MDL exclusive on people, milliseconds: metadata only; metadata only
--   why: all live code uses the new shape
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_people__name__insert'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_people__name__insert`;

-- [contract-32] drop people.name, people.migrate_people__name__fill
--   strategy: instant
--   lock: MDL exclusive on people, milliseconds: metadata only; ALGORITHM=INSTANT: the server refuses rather than copies
--   why: no live code uses it
--   destructive: cannot be rolled back
--   probe: SELECT COUNT(*) = 0 FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'people' AND CAST(COLUMN_NAME AS BINARY) = 'name'
--   runs: on its own
ALTER TABLE `people` DROP COLUMN `name`, DROP COLUMN `migrate_people__name__fill`, ALGORITHM=INSTANT;

-- [contract-33] look for views and triggers that name places.street
--   lock: none on the catalog, consistent reads; reads and writes go on
--   why: they would fail once the column is gone
--   expects: no row
SELECT IF(VIEW_DEFINITION = '', 'view without SHOW VIEW', 'view') AS kind, CONCAT(TABLE_SCHEMA, '.', TABLE_NAME) AS name FROM information_schema.VIEWS WHERE ((INSTR(VIEW_DEFINITION, CONCAT('`', DATABASE(), '`.`places`')) > 0 AND (@@lower_case_table_names > 0 OR INSTR(CAST(VIEW_DEFINITION AS BINARY), CONCAT('`', DATABASE(), '`.`places`')) > 0)) AND ((INSTR(VIEW_DEFINITION, '`places`.`street`') > 0 AND (@@lower_case_table_names > 0 OR INSTR(CAST(VIEW_DEFINITION AS BINARY), '`places`.`street`') > 0)) OR VIEW_DEFINITION REGEXP CONCAT(IF(@@lower_case_table_names > 0, '(?si)', '(?s-i)'), '(`(?:[^`]|``)+`)\\.\\Q`street`\\E(?!`).*\\Q`', DATABASE(), '\\E\\Q`.`places`\\E(?: PARTITION \\([^)]*\\))? \\1') OR VIEW_DEFINITION REGEXP CONCAT(IF(@@lower_case_table_names > 0, '(?si)', '(?s-i)'), '\\Q`', DATABASE(), '\\E\\Q`.`places`\\E(?: PARTITION \\([^)]*\\))? (`(?:[^`]|``)+`).*\\1\\.\\Q`street`\\E(?!`)')) OR (TABLE_SCHEMA = DATABASE() AND VIEW_DEFINITION = ''))
UNION ALL
SELECT 'trigger', TRIGGER_NAME FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'places' AND TRIGGER_NAME NOT LIKE 'migrate\_%' AND (ACTION_STATEMENT REGEXP '(?i)(?<![\\w$])(?:NEW|OLD)`?\\s*\\.\\s*(?:\\Qstreet\\E(?![\\w$`])|\\Q`street`\\E(?!`))' OR REGEXP_REPLACE(ACTION_STATEMENT, '''(?:[^''\\\\]++|\\\\.)*+''|(?s:/\\*.*?\\*/)|(?:-- |#)[^\\n]*', '') REGEXP '(?i)(?<![\\w$`])\\Qstreet\\E(?![\\w$`])|\\Q`street`\\E(?!`)')
LIMIT 5;

-- [contract-34] look for views and triggers that name places.town
--   lock: none on the catalog, consistent reads; reads and writes go on
--   why: they would fail once the column is gone
--   expects: no row
SELECT IF(VIEW_DEFINITION = '', 'view without SHOW VIEW', 'view') AS kind, CONCAT(TABLE_SCHEMA, '.', TABLE_NAME) AS name FROM information_schema.VIEWS WHERE ((INSTR(VIEW_DEFINITION, CONCAT('`', DATABASE(), '`.`places`')) > 0 AND (@@lower_case_table_names > 0 OR INSTR(CAST(VIEW_DEFINITION AS BINARY), CONCAT('`', DATABASE(), '`.`places`')) > 0)) AND ((INSTR(VIEW_DEFINITION, '`places`.`town`') > 0 AND (@@lower_case_table_names > 0 OR INSTR(CAST(VIEW_DEFINITION AS BINARY), '`places`.`town`') > 0)) OR VIEW_DEFINITION REGEXP CONCAT(IF(@@lower_case_table_names > 0, '(?si)', '(?s-i)'), '(`(?:[^`]|``)+`)\\.\\Q`town`\\E(?!`).*\\Q`', DATABASE(), '\\E\\Q`.`places`\\E(?: PARTITION \\([^)]*\\))? \\1') OR VIEW_DEFINITION REGEXP CONCAT(IF(@@lower_case_table_names > 0, '(?si)', '(?s-i)'), '\\Q`', DATABASE(), '\\E\\Q`.`places`\\E(?: PARTITION \\([^)]*\\))? (`(?:[^`]|``)+`).*\\1\\.\\Q`town`\\E(?!`)')) OR (TABLE_SCHEMA = DATABASE() AND VIEW_DEFINITION = ''))
UNION ALL
SELECT 'trigger', TRIGGER_NAME FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'places' AND TRIGGER_NAME NOT LIKE 'migrate\_%' AND (ACTION_STATEMENT REGEXP '(?i)(?<![\\w$])(?:NEW|OLD)`?\\s*\\.\\s*(?:\\Qtown\\E(?![\\w$`])|\\Q`town`\\E(?!`))' OR REGEXP_REPLACE(ACTION_STATEMENT, '''(?:[^''\\\\]++|\\\\.)*+''|(?s:/\\*.*?\\*/)|(?:-- |#)[^\\n]*', '') REGEXP '(?i)(?<![\\w$`])\\Qtown\\E(?![\\w$`])|\\Q`town`\\E(?!`)')
LIMIT 5;

-- [contract-35] stop the sync of places.street on UPDATE
--   strategy: instant
--   lock: MDL exclusive on places, milliseconds: metadata only; metadata only
--   why: first: left alone it would take a fresh row for one that was never filled
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_places__street__update'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_places__street__update`;

-- [contract-36] stop the sync of places.street on INSERT
--   strategy: instant
--   lock: MDL exclusive on places, milliseconds: metadata only; metadata only
--   why: all live code uses the new shape
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_places__street__insert'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_places__street__insert`;

-- [contract-37] drop places.street, places.town, places.migrate_places__street__fill
--   strategy: instant
--   lock: MDL exclusive on places, milliseconds: metadata only; ALGORITHM=INSTANT: the server refuses rather than copies
--   why: no live code uses it
--   destructive: cannot be rolled back
--   probe: SELECT COUNT(*) = 0 FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'places' AND CAST(COLUMN_NAME AS BINARY) = 'street'
--   runs: on its own
ALTER TABLE `places` DROP COLUMN `street`, DROP COLUMN `town`, DROP COLUMN `migrate_places__street__fill`, ALGORITHM=INSTANT;

-- [contract-38] look for foreign keys and views that need visits
--   lock: none on the catalog, consistent reads; reads and writes go on
--   why: they would fail once the table is gone
--   expects: no row
SELECT 'foreign key' AS kind, CONCAT(TABLE_NAME, '.', CONSTRAINT_NAME) AS name FROM information_schema.KEY_COLUMN_USAGE WHERE REFERENCED_TABLE_SCHEMA = DATABASE() AND (REFERENCED_TABLE_NAME = 'visits' AND (@@lower_case_table_names > 0 OR CAST(REFERENCED_TABLE_NAME AS BINARY) = 'visits')) AND NOT (TABLE_SCHEMA = DATABASE() AND (TABLE_NAME = 'visits' AND (@@lower_case_table_names > 0 OR CAST(TABLE_NAME AS BINARY) = 'visits')))
UNION ALL
SELECT IF(VIEW_DEFINITION = '', 'view without SHOW VIEW', 'view') AS kind, CONCAT(TABLE_SCHEMA, '.', TABLE_NAME) AS name FROM information_schema.VIEWS WHERE ((INSTR(VIEW_DEFINITION, CONCAT('`', DATABASE(), '`.`visits`')) > 0 AND (@@lower_case_table_names > 0 OR INSTR(CAST(VIEW_DEFINITION AS BINARY), CONCAT('`', DATABASE(), '`.`visits`')) > 0)) OR (TABLE_SCHEMA = DATABASE() AND VIEW_DEFINITION = ''))
LIMIT 5;

-- [contract-39] drop table visits
--   strategy: instant
--   lock: MDL exclusive on visits, while its file is removed; no live code uses it; removing a large file may slow the server's disk
--   why: no live code uses it
--   destructive: cannot be rolled back
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'visits'
--   runs: on its own
DROP TABLE IF EXISTS `visits`;

-- [contract-40] drop the notes of who wrote users.name
--   strategy: instant
--   lock: MDL exclusive on migrate_by_old__note_writes__users__name, milliseconds: metadata only; nobody writes to it any more
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_by_old__note_writes__users__name'
--   runs: on its own
DROP TABLE IF EXISTS `migrate_by_old__note_writes__users__name`;

-- [contract-41] drop the notes of who wrote users.nick
--   strategy: instant
--   lock: MDL exclusive on migrate_by_old__note_writes__users__nick, milliseconds: metadata only; nobody writes to it any more
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_by_old__note_writes__users__nick'
--   runs: on its own
DROP TABLE IF EXISTS `migrate_by_old__note_writes__users__nick`;

-- [contract-42] drop the notes of who wrote notes.draft
--   strategy: instant
--   lock: MDL exclusive on migrate_by_old__note_writes__notes__draft, milliseconds: metadata only; nobody writes to it any more
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_by_old__note_writes__notes__draft'
--   runs: on its own
DROP TABLE IF EXISTS `migrate_by_old__note_writes__notes__draft`;

-- [contract-43] drop the notes of who wrote people.name
--   strategy: instant
--   lock: MDL exclusive on migrate_by_old__note_writes__people__name, milliseconds: metadata only; nobody writes to it any more
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_by_old__note_writes__people__name'
--   runs: on its own
DROP TABLE IF EXISTS `migrate_by_old__note_writes__people__name`;

-- [contract-44] drop the notes of who wrote places.street
--   strategy: instant
--   lock: MDL exclusive on migrate_by_old__note_writes__places__street, milliseconds: metadata only; nobody writes to it any more
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_by_old__note_writes__places__street'
--   runs: on its own
DROP TABLE IF EXISTS `migrate_by_old__note_writes__places__street`;

-- [contract-45] drop the notes of who wrote places.town
--   strategy: instant
--   lock: MDL exclusive on migrate_by_old__note_writes__places__town, milliseconds: metadata only; nobody writes to it any more
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_by_old__note_writes__places__town'
--   runs: on its own
DROP TABLE IF EXISTS `migrate_by_old__note_writes__places__town`;

-- [contract-46] drop the notes of who wrote visits
--   strategy: instant
--   lock: MDL exclusive on migrate_by_old__note_writes__visits___ccabb2ef43, milliseconds: metadata only; nobody writes to it any more
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_by_old__note_writes__visits___ccabb2ef43'
--   runs: on its own
DROP TABLE IF EXISTS `migrate_by_old__note_writes__visits___ccabb2ef43`;
