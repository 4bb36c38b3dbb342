-- migration: expressions_in_order
-- description: Expressions that read what other operations make or fill
-- session: SET NAMES utf8mb4
-- session: SET SESSION sql_mode = 'STRICT_TRANS_TABLES,ALLOW_INVALID_DATES,NO_ENGINE_SUBSTITUTION,NO_AUTO_VALUE_ON_ZERO'
-- session: SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED
-- session: SET SESSION TRANSACTION READ WRITE
-- session: SET SESSION time_zone = '+00:00', autocommit = 1, foreign_key_checks = 1, unique_checks = 1, sql_safe_updates = 0, sql_big_selects = 1, sql_select_limit = 18446744073709551615, completion_type = 0, wait_timeout = 86400, information_schema_stats_expiry = 0, max_execution_time = 0
-- note: INSERT INTO items VALUES (…) without a list of columns fails while the table has one column more than the code knows
-- note: the triggers run with the rights of the user that runs `migrate expand` (their definer): that user must stay until contract
-- note: where `up` of items.total_net fails for a row, old code's write of that row fails too: try it on real rows first
-- note: LOAD DATA that leaves items.total_net out stores the type's empty value from then on: MySQL does not tell the trigger that it was left out
-- note: where `up` of items.total_gross fails for a row, old code's write of that row fails too: try it on real rows first
-- note: LOAD DATA that leaves items.total_gross out stores the type's empty value from then on: MySQL does not tell the trigger that it was left out
-- note: a rollback keeps what `up` made of the NULLs of members.name
-- note: where `up` gives NULL, members.name stays NULL until backfill has ended, which names such rows; from then on the write is refused
-- note: INSERT INTO members VALUES (…) without a list of columns fails while the table has one column more than the code knows
-- note: where `up` of members.name_lower fails for a row, old code's write of that row fails too: try it on real rows first
-- note: LOAD DATA that leaves members.name_lower out stores the type's empty value from then on: MySQL does not tell the trigger that it was left out
-- note: rows changed by foreign-key cascades do not fire triggers; none can reach visits.country or nation
-- note: INSERT INTO visits VALUES (…) without a list of columns fails while the table has one column more than the code knows
-- note: visits.place into city, label: a row in which one statement wrote both sides keeps both as they are; the comparison finds rows that were not filled, not rows whose two sides differ
-- note: INSERT INTO visits VALUES (…) without a list of columns fails while the table has more columns than the code knows

-- ==== expand
-- [expand-1] add items.total_net, derived from the row
--   strategy: instant
--   lock: MDL exclusive on items, milliseconds: metadata only; ALGORITHM=INSTANT: the server refuses rather than copies
--   why: old code leaves the column out: the trigger fills it from the row
--   probe: SELECT COUNT(*) > 0 FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'items' AND CAST(COLUMN_NAME AS BINARY) = 'total_net'
--   runs: on its own
--   undo: ALTER TABLE `items` DROP COLUMN `total_net`, ALGORITHM=INSTANT
--   loss: values of items.total_net, counted by SELECT COUNT(*) AS lost FROM (SELECT 1 FROM `items` WHERE `total_net` IS NOT NULL AND NOT (`total_net` <=> (price * qty)) LIMIT 1000) AS found
ALTER TABLE `items` ADD COLUMN `total_net` integer NULL, ALGORITHM=INSTANT;

-- [expand-2] derive items.total_net on UPDATE
--   strategy: in place
--   lock: MDL exclusive on items, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: what one version of the application writes the other one reads
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'items' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_items__total_net__update'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_items__total_net__update`
CREATE TRIGGER `migrate_items__total_net__update` BEFORE UPDATE ON `items` FOR EACH ROW
BEGIN
  DECLARE migrate_was integer;
  IF NEW.`total_net` <=> OLD.`total_net` THEN
    SET migrate_was = (SELECT price * qty FROM (SELECT OLD.`price` AS `price`, OLD.`qty` AS `qty`) AS `items`);
    IF OLD.`total_net` IS NULL OR OLD.`total_net` <=> migrate_was THEN SET NEW.`total_net` = (SELECT price * qty FROM (SELECT NEW.`price` AS `price`, NEW.`qty` AS `qty`) AS `items`); END IF;
  END IF;
END;

-- [expand-3] derive items.total_net on INSERT
--   strategy: in place
--   lock: MDL exclusive on items, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: what one version of the application writes the other one reads
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'items' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_items__total_net__insert'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_items__total_net__insert`
CREATE TRIGGER `migrate_items__total_net__insert` BEFORE INSERT ON `items` FOR EACH ROW
BEGIN
  IF NEW.`total_net` IS NULL THEN SET NEW.`total_net` = (SELECT price * qty FROM (SELECT NEW.`price` AS `price`, NEW.`qty` AS `qty`) AS `items`); END IF;
END;

-- [expand-4] add items.total_gross, derived from the row
--   strategy: instant
--   lock: MDL exclusive on items, milliseconds: metadata only; ALGORITHM=INSTANT: the server refuses rather than copies
--   why: old code leaves the column out: the trigger fills it from the row
--   probe: SELECT COUNT(*) > 0 FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'items' AND CAST(COLUMN_NAME AS BINARY) = 'total_gross'
--   runs: on its own
--   undo: ALTER TABLE `items` DROP COLUMN `total_gross`, ALGORITHM=INSTANT
--   loss: values of items.total_gross, counted by SELECT COUNT(*) AS lost FROM (SELECT 1 FROM `items` WHERE `total_gross` IS NOT NULL AND NOT (`total_gross` <=> (total_net * 2)) LIMIT 1000) AS found
ALTER TABLE `items` ADD COLUMN `total_gross` integer NULL, ALGORITHM=INSTANT;

-- [expand-5] derive items.total_gross on UPDATE
--   strategy: in place
--   lock: MDL exclusive on items, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: what one version of the application writes the other one reads
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'items' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_items__total_gross__update'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_items__total_gross__update`
CREATE TRIGGER `migrate_items__total_gross__update` BEFORE UPDATE ON `items` FOR EACH ROW
BEGIN
  DECLARE migrate_was integer;
  IF NEW.`total_gross` <=> OLD.`total_gross` THEN
    SET migrate_was = (SELECT total_net * 2 FROM (SELECT OLD.`total_net` AS `total_net`) AS `items`);
    IF OLD.`total_gross` IS NULL OR OLD.`total_gross` <=> migrate_was THEN SET NEW.`total_gross` = (SELECT total_net * 2 FROM (SELECT NEW.`total_net` AS `total_net`) AS `items`); END IF;
  END IF;
END;

-- [expand-6] derive items.total_gross on INSERT
--   strategy: in place
--   lock: MDL exclusive on items, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: what one version of the application writes the other one reads
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'items' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_items__total_gross__insert'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_items__total_gross__insert`
CREATE TRIGGER `migrate_items__total_gross__insert` BEFORE INSERT ON `items` FOR EACH ROW
BEGIN
  IF NEW.`total_gross` IS NULL THEN SET NEW.`total_gross` = (SELECT total_net * 2 FROM (SELECT NEW.`total_net` AS `total_net`) AS `items`); END IF;
END;

-- [expand-7] replace NULLs written to members.name on UPDATE
--   strategy: in place
--   lock: MDL exclusive on members, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: what one version of the application writes the other one reads
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'members' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_members__name__update'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_members__name__update`
CREATE TRIGGER `migrate_members__name__update` BEFORE UPDATE ON `members` FOR EACH ROW
BEGIN
  IF NEW.`name` IS NULL THEN SET NEW.`name` = (SELECT 'Anon'); END IF;
END;

-- [expand-8] replace NULLs written to members.name on INSERT
--   strategy: in place
--   lock: MDL exclusive on members, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: what one version of the application writes the other one reads
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'members' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_members__name__insert'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_members__name__insert`
CREATE TRIGGER `migrate_members__name__insert` BEFORE INSERT ON `members` FOR EACH ROW
BEGIN
  IF NEW.`name` IS NULL THEN SET NEW.`name` = (SELECT 'Anon'); END IF;
END;

-- [expand-9] add members.name_lower, derived from the row
--   strategy: instant
--   lock: MDL exclusive on members, milliseconds: metadata only; ALGORITHM=INSTANT: the server refuses rather than copies
--   why: old code leaves the column out: the trigger fills it from the row
--   probe: SELECT COUNT(*) > 0 FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'members' AND CAST(COLUMN_NAME AS BINARY) = 'name_lower'
--   runs: on its own
--   undo: ALTER TABLE `members` DROP COLUMN `name_lower`, ALGORITHM=INSTANT
--   loss: values of members.name_lower, counted by SELECT COUNT(*) AS lost FROM (SELECT 1 FROM `members` WHERE `name_lower` IS NOT NULL AND NOT (CAST(`name_lower` AS BINARY) <=> CAST(CONVERT((lower(name)) USING utf8mb4) AS BINARY)) LIMIT 1000) AS found
ALTER TABLE `members` ADD COLUMN `name_lower` varchar(40) NULL, ALGORITHM=INSTANT;

-- [expand-10] derive members.name_lower on UPDATE
--   strategy: in place
--   lock: MDL exclusive on members, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: what one version of the application writes the other one reads
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'members' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_members__name_lower__update'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_members__name_lower__update`
CREATE TRIGGER `migrate_members__name_lower__update` BEFORE UPDATE ON `members` FOR EACH ROW
BEGIN
  DECLARE migrate_was varchar(40) CHARACTER SET utf8mb4 COLLATE utf8mb4_0900_ai_ci;
  IF CAST(NEW.`name_lower` AS BINARY) <=> CAST(OLD.`name_lower` AS BINARY) THEN
    SET migrate_was = (SELECT lower(name) FROM (SELECT OLD.`name` AS `name`) AS `members`);
    IF OLD.`name_lower` IS NULL OR CAST(OLD.`name_lower` AS BINARY) <=> CAST(migrate_was AS BINARY) THEN SET NEW.`name_lower` = (SELECT lower(name) FROM (SELECT NEW.`name` AS `name`) AS `members`); END IF;
  END IF;
END;

-- [expand-11] derive members.name_lower on INSERT
--   strategy: in place
--   lock: MDL exclusive on members, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: what one version of the application writes the other one reads
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'members' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_members__name_lower__insert'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_members__name_lower__insert`
CREATE TRIGGER `migrate_members__name_lower__insert` BEFORE INSERT ON `members` FOR EACH ROW
BEGIN
  IF NEW.`name_lower` IS NULL THEN SET NEW.`name_lower` = (SELECT lower(name) FROM (SELECT NEW.`name` AS `name`) AS `members`); END IF;
END;

-- [expand-12] add visits.nation beside country
--   strategy: instant
--   lock: MDL exclusive on visits, milliseconds: metadata only; ALGORITHM=INSTANT: the server refuses rather than copies
--   why: nullable: old code's rows leave it out until the trigger fills it
--   probe: SELECT COUNT(*) > 0 FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'visits' AND CAST(COLUMN_NAME AS BINARY) = 'nation'
--   runs: on its own
--   undo: ALTER TABLE `visits` DROP COLUMN `nation`, ALGORITHM=INSTANT
ALTER TABLE `visits` ADD COLUMN `nation` varchar(40) CHARACTER SET utf8mb4 COLLATE utf8mb4_0900_ai_ci NULL AFTER `country`, ALGORITHM=INSTANT;

-- [expand-13] keep visits.country and nation in step on UPDATE
--   strategy: in place
--   lock: MDL exclusive on visits, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: what one version of the application writes the other one reads
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'visits' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_visits__nation__update'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_visits__nation__update`
CREATE TRIGGER `migrate_visits__nation__update` BEFORE UPDATE ON `visits` FOR EACH ROW
BEGIN
  IF NOT (CAST(NEW.`nation` AS BINARY) <=> CAST(OLD.`nation` AS BINARY)) THEN SET NEW.`country` = NEW.`nation`;
  ELSEIF NOT (CAST(NEW.`country` AS BINARY) <=> CAST(OLD.`country` AS BINARY)) THEN SET NEW.`nation` = NEW.`country`;
  ELSEIF NOT (CAST(NEW.`nation` AS BINARY) <=> CAST(NEW.`country` AS BINARY)) THEN SET NEW.`nation` = NEW.`country`;
  END IF;
END;

-- [expand-14] keep visits.country and nation in step on INSERT
--   strategy: in place
--   lock: MDL exclusive on visits, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: what one version of the application writes the other one reads
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'visits' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_visits__nation__insert'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_visits__nation__insert`
CREATE TRIGGER `migrate_visits__nation__insert` BEFORE INSERT ON `visits` FOR EACH ROW
BEGIN
  IF NEW.`nation` IS NOT NULL THEN SET NEW.`country` = NEW.`nation`;
  ELSE SET NEW.`nation` = NEW.`country`;
  END IF;
END;

-- [expand-15] add the columns of visits.place into city, label
--   strategy: instant
--   lock: MDL exclusive on visits, milliseconds: metadata only; ALGORITHM=INSTANT: the server refuses rather than copies
--   why: empty columns; migrate_visits__place__fill is always NULL: the fill sets it, so that the triggers know its writes
--   probe: SELECT COUNT(*) > 0 FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'visits' AND CAST(COLUMN_NAME AS BINARY) = 'city'
--   runs: on its own
--   undo: ALTER TABLE `visits` DROP COLUMN `city`, DROP COLUMN `label`, DROP COLUMN `migrate_visits__place__fill`, ALGORITHM=INSTANT
--   loss: values of visits.place into city, label that the old columns do not give again, counted by SELECT COUNT(*) AS lost FROM (SELECT 1 FROM `visits` WHERE CASE WHEN `city` IS NULL AND `label` IS NULL THEN FALSE ELSE NOT (CAST(`city` AS BINARY) <=> CAST(CONVERT((place) USING utf8mb4) AS BINARY)) OR NOT (CAST(`label` AS BINARY) <=> CAST(CONVERT((concat(place, ' in ', nation)) USING utf8mb4) AS BINARY)) END LIMIT 1000) AS found
ALTER TABLE `visits` ADD COLUMN `city` varchar(40) NULL, ADD COLUMN `label` varchar(90) NULL, ADD COLUMN `migrate_visits__place__fill` TINYINT NULL INVISIBLE, ALGORITHM=INSTANT;

-- [expand-16] carry visits.place into city, label over, both ways, on UPDATE
--   strategy: in place
--   lock: MDL exclusive on visits, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: what one version of the application writes the other one reads
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'visits' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_visits__place__update'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_visits__place__update`
CREATE TRIGGER `migrate_visits__place__update` BEFORE UPDATE ON `visits` FOR EACH ROW
BEGIN
  DECLARE migrate_new_given, migrate_old_given BOOLEAN;
  DECLARE migrate_unfilled BOOLEAN;
  SET migrate_unfilled = NEW.`migrate_visits__place__fill` IS NULL AND OLD.`city` IS NULL AND OLD.`label` IS NULL;
  IF migrate_unfilled THEN
    BEGIN
      DECLARE migrate_error INT;
      DECLARE migrate_value_1 varchar(40) CHARACTER SET utf8mb4 COLLATE utf8mb4_0900_ai_ci;
      DECLARE EXIT HANDLER FOR SQLEXCEPTION
      BEGIN
        GET DIAGNOSTICS CONDITION 1 migrate_error = MYSQL_ERRNO;
        IF migrate_error IN (1020, 1205, 1213, 1317, 1613, 1614, 1969, 3024, 3572) THEN RESIGNAL; END IF;
      END;
      SELECT city INTO migrate_value_1 FROM (SELECT OLD.`city` AS `city`) AS `visits`;
      SET migrate_unfilled = NOT (CAST(OLD.`place` AS BINARY) <=> CAST(migrate_value_1 AS BINARY));
    END;
  END IF;
  SET migrate_new_given = NEW.`migrate_visits__place__fill` IS NULL AND (NOT (CAST(NEW.`city` AS BINARY) <=> CAST(OLD.`city` AS BINARY)) OR NOT (CAST(NEW.`label` AS BINARY) <=> CAST(OLD.`label` AS BINARY)));
  SET migrate_old_given = NOT (CAST(NEW.`place` AS BINARY) <=> CAST(OLD.`place` AS BINARY)) OR (migrate_unfilled AND NEW.`city` IS NULL AND NEW.`label` IS NULL);
  SET NEW.`migrate_visits__place__fill` = NULL;
  IF migrate_new_given AND migrate_unfilled THEN
    BEGIN
      DECLARE migrate_error INT;
      DECLARE migrate_value_1 varchar(40) CHARACTER SET utf8mb4 COLLATE utf8mb4_0900_ai_ci;
      DECLARE migrate_value_2 varchar(90) CHARACTER SET utf8mb4 COLLATE utf8mb4_0900_ai_ci;
      DECLARE EXIT HANDLER FOR SQLEXCEPTION
      BEGIN
        GET DIAGNOSTICS CONDITION 1 migrate_error = MYSQL_ERRNO;
        IF migrate_error IN (1020, 1205, 1213, 1317, 1613, 1614, 1969, 3024, 3572) THEN RESIGNAL; END IF;
      END;
      IF NEW.`city` IS NULL THEN
        SELECT place INTO migrate_value_1 FROM (SELECT OLD.`place` AS `place`) AS `visits`;
        SET NEW.`city` = migrate_value_1;
      END IF;
      IF NEW.`label` IS NULL THEN
        SELECT concat(place, ' in ', nation) INTO migrate_value_2 FROM (SELECT OLD.`nation` AS `nation`, OLD.`place` AS `place`) AS `visits`;
        SET NEW.`label` = migrate_value_2;
      END IF;
    END;
  END IF;
  IF migrate_new_given AND NOT migrate_old_given THEN
    BEGIN
      DECLARE migrate_error INT;
      DECLARE migrate_value_1 varchar(40) CHARACTER SET utf8mb4 COLLATE utf8mb4_0900_ai_ci;
      DECLARE EXIT HANDLER FOR SQLEXCEPTION
      BEGIN
        GET DIAGNOSTICS CONDITION 1 migrate_error = MYSQL_ERRNO;
        IF migrate_error IN (1020, 1205, 1213, 1317, 1613, 1614, 1969, 3024, 3572) THEN RESIGNAL; END IF;
        SET NEW.`place` = NULL;
      END;
      SELECT city INTO migrate_value_1 FROM (SELECT NEW.`city` AS `city`) AS `visits`;
      SET NEW.`place` = migrate_value_1;
    END;
  ELSEIF migrate_old_given AND NOT migrate_new_given THEN
    BEGIN
      DECLARE migrate_error INT;
      DECLARE migrate_value_1 varchar(40) CHARACTER SET utf8mb4 COLLATE utf8mb4_0900_ai_ci;
      DECLARE migrate_value_2 varchar(90) CHARACTER SET utf8mb4 COLLATE utf8mb4_0900_ai_ci;
      DECLARE EXIT HANDLER FOR SQLEXCEPTION
      BEGIN
        GET DIAGNOSTICS CONDITION 1 migrate_error = MYSQL_ERRNO;
        IF migrate_error IN (1020, 1205, 1213, 1317, 1613, 1614, 1969, 3024, 3572) THEN RESIGNAL; END IF;
        SET NEW.`city` = NULL;
        SET NEW.`label` = NULL;
      END;
      SELECT place, concat(place, ' in ', nation) INTO migrate_value_1, migrate_value_2 FROM (SELECT NEW.`nation` AS `nation`, NEW.`place` AS `place`) AS `visits`;
      SET NEW.`city` = migrate_value_1, NEW.`label` = migrate_value_2;
    END;
  END IF;
END;

-- [expand-17] carry visits.place into city, label over, both ways, on INSERT
--   strategy: in place
--   lock: MDL exclusive on visits, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: what one version of the application writes the other one reads
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'visits' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_visits__place__insert'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_visits__place__insert`
CREATE TRIGGER `migrate_visits__place__insert` BEFORE INSERT ON `visits` FOR EACH ROW
BEGIN
  DECLARE migrate_new_given, migrate_old_given BOOLEAN;
  SET migrate_new_given = NEW.`city` IS NOT NULL OR NEW.`label` IS NOT NULL;
  SET migrate_old_given = NOT migrate_new_given OR NEW.`place` IS NOT NULL;
  IF migrate_new_given AND NOT migrate_old_given THEN
    BEGIN
      DECLARE migrate_error INT;
      DECLARE migrate_value_1 varchar(40) CHARACTER SET utf8mb4 COLLATE utf8mb4_0900_ai_ci;
      DECLARE EXIT HANDLER FOR SQLEXCEPTION
      BEGIN
        GET DIAGNOSTICS CONDITION 1 migrate_error = MYSQL_ERRNO;
        IF migrate_error IN (1020, 1205, 1213, 1317, 1613, 1614, 1969, 3024, 3572) THEN RESIGNAL; END IF;
        SET NEW.`place` = NULL;
      END;
      SELECT city INTO migrate_value_1 FROM (SELECT NEW.`city` AS `city`) AS `visits`;
      SET NEW.`place` = migrate_value_1;
    END;
  ELSEIF migrate_old_given AND NOT migrate_new_given THEN
    BEGIN
      DECLARE migrate_error INT;
      DECLARE migrate_value_1 varchar(40) CHARACTER SET utf8mb4 COLLATE utf8mb4_0900_ai_ci;
      DECLARE migrate_value_2 varchar(90) CHARACTER SET utf8mb4 COLLATE utf8mb4_0900_ai_ci;
      DECLARE EXIT HANDLER FOR SQLEXCEPTION
      BEGIN
        GET DIAGNOSTICS CONDITION 1 migrate_error = MYSQL_ERRNO;
        IF migrate_error IN (1020, 1205, 1213, 1317, 1613, 1614, 1969, 3024, 3572) THEN RESIGNAL; END IF;
        SET NEW.`city` = NULL;
        SET NEW.`label` = NULL;
      END;
      SELECT place, concat(place, ' in ', nation) INTO migrate_value_1, migrate_value_2 FROM (SELECT NEW.`nation` AS `nation`, NEW.`place` AS `place`) AS `visits`;
      SET NEW.`city` = migrate_value_1, NEW.`label` = migrate_value_2;
    END;
  END IF;
END;

-- ==== backfill
-- [backfill-1] fill items.total_net
--   strategy: in place
--   lock: row locks on items, one batch: only the rows it changes are locked; reads and writes of other rows go on
--   why: rows that have a value already are left alone
--   batches: table items by id; each commits together with its checkpoint
--   first key, once:
SELECT `id` FROM `items` FORCE INDEX (`PRIMARY`) ORDER BY `id` LIMIT 1;
--   last key, once:
SELECT `id` FROM `items` FORCE INDEX (`PRIMARY`) ORDER BY `id` DESC LIMIT 1;
--   end of this batch and start of the next:
--     ? number 1 = from.id, ? number 2 = end.id, ? number 3 = batch size - 1
SELECT `id` FROM `items` FORCE INDEX (`PRIMARY`) WHERE `id` >= ? AND `id` <= ? ORDER BY `id` LIMIT 2 OFFSET ?;
--   the batch:
--     ? number 1 = from.id, ? number 2 = to.id
UPDATE `items` FORCE INDEX (`PRIMARY`) SET `total_net` = (price * qty) WHERE `id` >= ? AND `id` <= ? AND (`total_net` IS NULL);

-- [backfill-2] look for rows without items.total_net
--   lock: none on items, consistent reads; reads and writes go on
--   why: rows that the server would refuse are named before it is asked
--   batches: table items by id; each commits together with its checkpoint
--   first key, once:
SELECT `id` FROM `items` FORCE INDEX (`PRIMARY`) ORDER BY `id` LIMIT 1;
--   last key, once:
SELECT `id` FROM `items` FORCE INDEX (`PRIMARY`) ORDER BY `id` DESC LIMIT 1;
--   end of this batch and start of the next:
--     ? number 1 = from.id, ? number 2 = end.id, ? number 3 = batch size - 1
SELECT `id` FROM `items` FORCE INDEX (`PRIMARY`) WHERE `id` >= ? AND `id` <= ? ORDER BY `id` LIMIT 2 OFFSET ?;
--   the batch (a row returned is in the way):
--     ? number 1 = from.id, ? number 2 = to.id
SELECT `id` FROM `items` FORCE INDEX (`PRIMARY`) WHERE `id` >= ? AND `id` <= ? AND (`total_net` IS NULL) LIMIT 5;

-- [backfill-3] make items.total_net NOT NULL
--   strategy: online
--   lock: MDL exclusive on items, milliseconds at its begin and end; the rows are read or rebuilt meanwhile, reads and writes go on; LOCK=NONE: the server refuses rather than blocks writes
--   why: the rows have been proven to have a value
--   probe: SELECT COUNT(*) > 0 FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'items' AND CAST(COLUMN_NAME AS BINARY) = 'total_net' AND IS_NULLABLE = 'NO'
--   runs: on its own
--   undo: ALTER TABLE `items` ALTER COLUMN `total_net` SET DEFAULT 0, ALGORITHM=INSTANT
ALTER TABLE `items` MODIFY COLUMN `total_net` integer NOT NULL, ALGORITHM=INPLACE, LOCK=NONE;

-- [backfill-4] fill items.total_gross
--   strategy: in place
--   lock: row locks on items, one batch: only the rows it changes are locked; reads and writes of other rows go on
--   why: rows that have a value already are left alone
--   batches: table items by id; each commits together with its checkpoint
--   first key, once:
SELECT `id` FROM `items` FORCE INDEX (`PRIMARY`) ORDER BY `id` LIMIT 1;
--   last key, once:
SELECT `id` FROM `items` FORCE INDEX (`PRIMARY`) ORDER BY `id` DESC LIMIT 1;
--   end of this batch and start of the next:
--     ? number 1 = from.id, ? number 2 = end.id, ? number 3 = batch size - 1
SELECT `id` FROM `items` FORCE INDEX (`PRIMARY`) WHERE `id` >= ? AND `id` <= ? ORDER BY `id` LIMIT 2 OFFSET ?;
--   the batch:
--     ? number 1 = from.id, ? number 2 = to.id
UPDATE `items` FORCE INDEX (`PRIMARY`) SET `total_gross` = (total_net * 2) WHERE `id` >= ? AND `id` <= ? AND (`total_gross` IS NULL);

-- [backfill-5] look for rows without items.total_gross
--   lock: none on items, consistent reads; reads and writes go on
--   why: rows that the server would refuse are named before it is asked
--   batches: table items by id; each commits together with its checkpoint
--   first key, once:
SELECT `id` FROM `items` FORCE INDEX (`PRIMARY`) ORDER BY `id` LIMIT 1;
--   last key, once:
SELECT `id` FROM `items` FORCE INDEX (`PRIMARY`) ORDER BY `id` DESC LIMIT 1;
--   end of this batch and start of the next:
--     ? number 1 = from.id, ? number 2 = end.id, ? number 3 = batch size - 1
SELECT `id` FROM `items` FORCE INDEX (`PRIMARY`) WHERE `id` >= ? AND `id` <= ? ORDER BY `id` LIMIT 2 OFFSET ?;
--   the batch (a row returned is in the way):
--     ? number 1 = from.id, ? number 2 = to.id
SELECT `id` FROM `items` FORCE INDEX (`PRIMARY`) WHERE `id` >= ? AND `id` <= ? AND (`total_gross` IS NULL) LIMIT 5;

-- [backfill-6] make items.total_gross NOT NULL
--   strategy: online
--   lock: MDL exclusive on items, milliseconds at its begin and end; the rows are read or rebuilt meanwhile, reads and writes go on; LOCK=NONE: the server refuses rather than blocks writes
--   why: the rows have been proven to have a value
--   probe: SELECT COUNT(*) > 0 FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'items' AND CAST(COLUMN_NAME AS BINARY) = 'total_gross' AND IS_NULLABLE = 'NO'
--   runs: on its own
--   undo: ALTER TABLE `items` ALTER COLUMN `total_gross` SET DEFAULT 0, ALGORITHM=INSTANT
ALTER TABLE `items` MODIFY COLUMN `total_gross` integer NOT NULL, ALGORITHM=INPLACE, LOCK=NONE;

-- [backfill-7] replace the NULLs of members.name
--   strategy: in place
--   lock: row locks on members, one batch: only the rows it changes are locked; reads and writes of other rows go on
--   why: rows that have a value already are left alone
--   batches: table members by id; each commits together with its checkpoint
--   first key, once:
SELECT `id` FROM `members` FORCE INDEX (`PRIMARY`) ORDER BY `id` LIMIT 1;
--   last key, once:
SELECT `id` FROM `members` FORCE INDEX (`PRIMARY`) ORDER BY `id` DESC LIMIT 1;
--   end of this batch and start of the next:
--     ? number 1 = from.id, ? number 2 = end.id, ? number 3 = batch size - 1
SELECT `id` FROM `members` FORCE INDEX (`PRIMARY`) WHERE `id` >= ? AND `id` <= ? ORDER BY `id` LIMIT 2 OFFSET ?;
--   the batch:
--     ? number 1 = from.id, ? number 2 = to.id
UPDATE `members` FORCE INDEX (`PRIMARY`) SET `name` = ('Anon') WHERE `id` >= ? AND `id` <= ? AND (`name` IS NULL);

-- [backfill-8] look for rows without members.name
--   lock: none on members, consistent reads; reads and writes go on
--   why: rows that the server would refuse are named before it is asked
--   batches: table members by id; each commits together with its checkpoint
--   first key, once:
SELECT `id` FROM `members` FORCE INDEX (`PRIMARY`) ORDER BY `id` LIMIT 1;
--   last key, once:
SELECT `id` FROM `members` FORCE INDEX (`PRIMARY`) ORDER BY `id` DESC LIMIT 1;
--   end of this batch and start of the next:
--     ? number 1 = from.id, ? number 2 = end.id, ? number 3 = batch size - 1
SELECT `id` FROM `members` FORCE INDEX (`PRIMARY`) WHERE `id` >= ? AND `id` <= ? ORDER BY `id` LIMIT 2 OFFSET ?;
--   the batch (a row returned is in the way):
--     ? number 1 = from.id, ? number 2 = to.id
SELECT `id` FROM `members` FORCE INDEX (`PRIMARY`) WHERE `id` >= ? AND `id` <= ? AND (`name` IS NULL) LIMIT 5;

-- [backfill-9] make members.name NOT NULL
--   strategy: online
--   lock: MDL exclusive on members, milliseconds at its begin and end; the rows are read or rebuilt meanwhile, reads and writes go on; LOCK=NONE: the server refuses rather than blocks writes
--   why: the rows have been proven to have a value; the server refuses while one has none
--   probe: SELECT COUNT(*) > 0 FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'members' AND CAST(COLUMN_NAME AS BINARY) = 'name' AND IS_NULLABLE = 'NO'
--   runs: on its own
--   undo: ALTER TABLE `members` MODIFY COLUMN `name` varchar(40) CHARACTER SET utf8mb4 COLLATE utf8mb4_0900_ai_ci NULL, ALGORITHM=INPLACE, LOCK=NONE
ALTER TABLE `members` MODIFY COLUMN `name` varchar(40) CHARACTER SET utf8mb4 COLLATE utf8mb4_0900_ai_ci NOT NULL, ALGORITHM=INPLACE, LOCK=NONE;

-- [backfill-10] fill members.name_lower
--   strategy: in place
--   lock: row locks on members, one batch: only the rows it changes are locked; reads and writes of other rows go on
--   why: rows that have a value already are left alone
--   batches: table members by id; each commits together with its checkpoint
--   first key, once:
SELECT `id` FROM `members` FORCE INDEX (`PRIMARY`) ORDER BY `id` LIMIT 1;
--   last key, once:
SELECT `id` FROM `members` FORCE INDEX (`PRIMARY`) ORDER BY `id` DESC LIMIT 1;
--   end of this batch and start of the next:
--     ? number 1 = from.id, ? number 2 = end.id, ? number 3 = batch size - 1
SELECT `id` FROM `members` FORCE INDEX (`PRIMARY`) WHERE `id` >= ? AND `id` <= ? ORDER BY `id` LIMIT 2 OFFSET ?;
--   the batch:
--     ? number 1 = from.id, ? number 2 = to.id
UPDATE `members` FORCE INDEX (`PRIMARY`) SET `name_lower` = (lower(name)) WHERE `id` >= ? AND `id` <= ? AND (`name_lower` IS NULL);

-- [backfill-11] look for rows without members.name_lower
--   lock: none on members, consistent reads; reads and writes go on
--   why: rows that the server would refuse are named before it is asked
--   batches: table members by id; each commits together with its checkpoint
--   first key, once:
SELECT `id` FROM `members` FORCE INDEX (`PRIMARY`) ORDER BY `id` LIMIT 1;
--   last key, once:
SELECT `id` FROM `members` FORCE INDEX (`PRIMARY`) ORDER BY `id` DESC LIMIT 1;
--   end of this batch and start of the next:
--     ? number 1 = from.id, ? number 2 = end.id, ? number 3 = batch size - 1
SELECT `id` FROM `members` FORCE INDEX (`PRIMARY`) WHERE `id` >= ? AND `id` <= ? ORDER BY `id` LIMIT 2 OFFSET ?;
--   the batch (a row returned is in the way):
--     ? number 1 = from.id, ? number 2 = to.id
SELECT `id` FROM `members` FORCE INDEX (`PRIMARY`) WHERE `id` >= ? AND `id` <= ? AND (`name_lower` IS NULL) LIMIT 5;

-- [backfill-12] make members.name_lower NOT NULL
--   strategy: online
--   lock: MDL exclusive on members, milliseconds at its begin and end; the rows are read or rebuilt meanwhile, reads and writes go on; LOCK=NONE: the server refuses rather than blocks writes
--   why: the rows have been proven to have a value
--   probe: SELECT COUNT(*) > 0 FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'members' AND CAST(COLUMN_NAME AS BINARY) = 'name_lower' AND IS_NULLABLE = 'NO'
--   runs: on its own
--   undo: ALTER TABLE `members` ALTER COLUMN `name_lower` SET DEFAULT '', ALGORITHM=INSTANT
ALTER TABLE `members` MODIFY COLUMN `name_lower` varchar(40) NOT NULL, ALGORITHM=INPLACE, LOCK=NONE;

-- [backfill-13] fill visits.nation from country
--   strategy: in place
--   lock: row locks on visits, one batch: only the rows it changes are locked; reads and writes of other rows go on
--   why: since the triggers stand, a difference means "not filled yet" and nothing else
--   batches: table visits by id; each commits together with its checkpoint
--   first key, once:
SELECT `id` FROM `visits` FORCE INDEX (`PRIMARY`) ORDER BY `id` LIMIT 1;
--   last key, once:
SELECT `id` FROM `visits` FORCE INDEX (`PRIMARY`) ORDER BY `id` DESC LIMIT 1;
--   end of this batch and start of the next:
--     ? number 1 = from.id, ? number 2 = end.id, ? number 3 = batch size - 1
SELECT `id` FROM `visits` FORCE INDEX (`PRIMARY`) WHERE `id` >= ? AND `id` <= ? ORDER BY `id` LIMIT 2 OFFSET ?;
--   the batch:
--     ? number 1 = from.id, ? number 2 = to.id
UPDATE `visits` FORCE INDEX (`PRIMARY`) SET `nation` = `country` WHERE `id` >= ? AND `id` <= ? AND (NOT (CAST(`country` AS BINARY) <=> CAST(`nation` AS BINARY)));

-- [backfill-14] compare visits.country and nation
--   lock: none on visits, consistent reads; reads and writes go on
--   why: history is proven complete before anything relies on it
--   batches: table visits by id; each commits together with its checkpoint
--   first key, once:
SELECT `id` FROM `visits` FORCE INDEX (`PRIMARY`) ORDER BY `id` LIMIT 1;
--   last key, once:
SELECT `id` FROM `visits` FORCE INDEX (`PRIMARY`) ORDER BY `id` DESC LIMIT 1;
--   end of this batch and start of the next:
--     ? number 1 = from.id, ? number 2 = end.id, ? number 3 = batch size - 1
SELECT `id` FROM `visits` FORCE INDEX (`PRIMARY`) WHERE `id` >= ? AND `id` <= ? ORDER BY `id` LIMIT 2 OFFSET ?;
--   the batch (a row returned is a difference):
--     ? number 1 = from.id, ? number 2 = to.id
SELECT `id` FROM `visits` FORCE INDEX (`PRIMARY`) WHERE `id` >= ? AND `id` <= ? AND (NOT (CAST(`country` AS BINARY) <=> CAST(`nation` AS BINARY))) LIMIT 5;

-- [backfill-15] fill visits.place into city, label
--   strategy: in place
--   lock: row locks on visits, one batch: only the rows it changes are locked; reads and writes of other rows go on
--   why: rows that have values already are left alone; one that cannot be mapped is named
--   batches: table visits by id; each commits together with its checkpoint
--   first key, once:
SELECT `id` FROM `visits` FORCE INDEX (`PRIMARY`) ORDER BY `id` LIMIT 1;
--   last key, once:
SELECT `id` FROM `visits` FORCE INDEX (`PRIMARY`) ORDER BY `id` DESC LIMIT 1;
--   end of this batch and start of the next:
--     ? number 1 = from.id, ? number 2 = end.id, ? number 3 = batch size - 1
SELECT `id` FROM `visits` FORCE INDEX (`PRIMARY`) WHERE `id` >= ? AND `id` <= ? ORDER BY `id` LIMIT 2 OFFSET ?;
--   the batch:
--     ? number 1 = from.id, ? number 2 = to.id
UPDATE `visits` FORCE INDEX (`PRIMARY`) SET `city` = (place), `label` = (concat(place, ' in ', nation)), `migrate_visits__place__fill` = 1 WHERE `id` >= ? AND `id` <= ? AND (`city` IS NULL AND `label` IS NULL AND ((place) IS NOT NULL OR (concat(place, ' in ', nation)) IS NOT NULL));

-- [backfill-16] look for rows not filled: visits.place into city, label
--   lock: none on visits, consistent reads; reads and writes go on
--   why: history is proven complete before anything relies on it
--   batches: table visits by id; each commits together with its checkpoint
--   first key, once:
SELECT `id` FROM `visits` FORCE INDEX (`PRIMARY`) ORDER BY `id` LIMIT 1;
--   last key, once:
SELECT `id` FROM `visits` FORCE INDEX (`PRIMARY`) ORDER BY `id` DESC LIMIT 1;
--   end of this batch and start of the next:
--     ? number 1 = from.id, ? number 2 = end.id, ? number 3 = batch size - 1
SELECT `id` FROM `visits` FORCE INDEX (`PRIMARY`) WHERE `id` >= ? AND `id` <= ? ORDER BY `id` LIMIT 2 OFFSET ?;
--   the batch (a row returned is a difference):
--     ? number 1 = from.id, ? number 2 = to.id
SELECT `id` FROM `visits` FORCE INDEX (`PRIMARY`) WHERE `id` >= ? AND `id` <= ? AND (`city` IS NULL AND `label` IS NULL AND ((place) IS NOT NULL OR (concat(place, ' in ', nation)) IS NOT NULL)) LIMIT 5;

-- ==== contract
-- [contract-1] compare visits.country and nation again
--   lock: none on visits, consistent reads; reads and writes go on
--   why: history is proven complete before anything relies on it
--   batches: table visits by id; each commits together with its checkpoint
--   first key, once:
SELECT `id` FROM `visits` FORCE INDEX (`PRIMARY`) ORDER BY `id` LIMIT 1;
--   last key, once:
SELECT `id` FROM `visits` FORCE INDEX (`PRIMARY`) ORDER BY `id` DESC LIMIT 1;
--   end of this batch and start of the next:
--     ? number 1 = from.id, ? number 2 = end.id, ? number 3 = batch size - 1
SELECT `id` FROM `visits` FORCE INDEX (`PRIMARY`) WHERE `id` >= ? AND `id` <= ? ORDER BY `id` LIMIT 2 OFFSET ?;
--   the batch (a row returned is a difference):
--     ? number 1 = from.id, ? number 2 = to.id
SELECT `id` FROM `visits` FORCE INDEX (`PRIMARY`) WHERE `id` >= ? AND `id` <= ? AND (NOT (CAST(`country` AS BINARY) <=> CAST(`nation` AS BINARY))) LIMIT 5;

-- [contract-2] look for rows not filled: visits.place into city, label, again
--   lock: none on visits, consistent reads; reads and writes go on
--   why: history is proven complete before anything relies on it
--   batches: table visits by id; each commits together with its checkpoint
--   first key, once:
SELECT `id` FROM `visits` FORCE INDEX (`PRIMARY`) ORDER BY `id` LIMIT 1;
--   last key, once:
SELECT `id` FROM `visits` FORCE INDEX (`PRIMARY`) ORDER BY `id` DESC LIMIT 1;
--   end of this batch and start of the next:
--     ? number 1 = from.id, ? number 2 = end.id, ? number 3 = batch size - 1
SELECT `id` FROM `visits` FORCE INDEX (`PRIMARY`) WHERE `id` >= ? AND `id` <= ? ORDER BY `id` LIMIT 2 OFFSET ?;
--   the batch (a row returned is a difference):
--     ? number 1 = from.id, ? number 2 = to.id
SELECT `id` FROM `visits` FORCE INDEX (`PRIMARY`) WHERE `id` >= ? AND `id` <= ? AND (CASE WHEN `city` IS NULL AND `label` IS NULL AND ((place) IS NOT NULL OR (concat(place, ' in ', nation)) IS NOT NULL) THEN NOT (CAST(`place` AS BINARY) <=> CAST(CONVERT((city) USING utf8mb4) AS BINARY)) ELSE FALSE END) LIMIT 5;

-- [contract-3] stop the sync of items.total_net on UPDATE
--   strategy: instant
--   lock: MDL exclusive on items, milliseconds: metadata only; metadata only
--   why: first: left alone it would take a fresh row for one that was never filled
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_items__total_net__update'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_items__total_net__update`;

-- [contract-4] stop the sync of items.total_net on INSERT
--   strategy: instant
--   lock: MDL exclusive on items, milliseconds: metadata only; metadata only
--   why: all live code uses the new shape
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_items__total_net__insert'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_items__total_net__insert`;

-- [contract-5] stop the sync of items.total_gross on UPDATE
--   strategy: instant
--   lock: MDL exclusive on items, milliseconds: metadata only; metadata only
--   why: first: left alone it would take a fresh row for one that was never filled
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_items__total_gross__update'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_items__total_gross__update`;

-- [contract-6] stop the sync of items.total_gross on INSERT
--   strategy: instant
--   lock: MDL exclusive on items, milliseconds: metadata only; metadata only
--   why: all live code uses the new shape
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_items__total_gross__insert'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_items__total_gross__insert`;

-- [contract-7] stop replacing NULLs written to members.name on UPDATE
--   strategy: instant
--   lock: MDL exclusive on members, milliseconds: metadata only; metadata only
--   why: all live code writes the column itself
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_members__name__update'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_members__name__update`;

-- [contract-8] stop replacing NULLs written to members.name on INSERT
--   strategy: instant
--   lock: MDL exclusive on members, milliseconds: metadata only; metadata only
--   why: all live code uses the new shape
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_members__name__insert'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_members__name__insert`;

-- [contract-9] stop the sync of members.name_lower on UPDATE
--   strategy: instant
--   lock: MDL exclusive on members, milliseconds: metadata only; metadata only
--   why: first: left alone it would take a fresh row for one that was never filled
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_members__name_lower__update'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_members__name_lower__update`;

-- [contract-10] stop the sync of members.name_lower on INSERT
--   strategy: instant
--   lock: MDL exclusive on members, milliseconds: metadata only; metadata only
--   why: all live code uses the new shape
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_members__name_lower__insert'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_members__name_lower__insert`;

-- [contract-11] look for views and triggers that name visits.country
--   lock: none on the catalog, consistent reads; reads and writes go on
--   why: they would fail once the column is gone
--   expects: no row
SELECT IF(VIEW_DEFINITION = '', 'view without SHOW VIEW', 'view') AS kind, CONCAT(TABLE_SCHEMA, '.', TABLE_NAME) AS name FROM information_schema.VIEWS WHERE ((INSTR(VIEW_DEFINITION, CONCAT('`', DATABASE(), '`.`visits`')) > 0 AND (@@lower_case_table_names > 0 OR INSTR(CAST(VIEW_DEFINITION AS BINARY), CONCAT('`', DATABASE(), '`.`visits`')) > 0)) AND ((INSTR(VIEW_DEFINITION, '`visits`.`country`') > 0 AND (@@lower_case_table_names > 0 OR INSTR(CAST(VIEW_DEFINITION AS BINARY), '`visits`.`country`') > 0)) OR VIEW_DEFINITION REGEXP CONCAT(IF(@@lower_case_table_names > 0, '(?si)', '(?s-i)'), '(`(?:[^`]|``)+`)\\.\\Q`country`\\E(?!`).*\\Q`', DATABASE(), '\\E\\Q`.`visits`\\E(?: PARTITION \\([^)]*\\))? \\1') OR VIEW_DEFINITION REGEXP CONCAT(IF(@@lower_case_table_names > 0, '(?si)', '(?s-i)'), '\\Q`', DATABASE(), '\\E\\Q`.`visits`\\E(?: PARTITION \\([^)]*\\))? (`(?:[^`]|``)+`).*\\1\\.\\Q`country`\\E(?!`)')) OR (TABLE_SCHEMA = DATABASE() AND VIEW_DEFINITION = ''))
UNION ALL
SELECT 'trigger', TRIGGER_NAME FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'visits' AND TRIGGER_NAME NOT LIKE 'migrate\_%' AND (ACTION_STATEMENT REGEXP '(?i)(?<![\\w$])(?:NEW|OLD)`?\\s*\\.\\s*(?:\\Qcountry\\E(?![\\w$`])|\\Q`country`\\E(?!`))' OR REGEXP_REPLACE(ACTION_STATEMENT, '''(?:[^''\\\\]++|\\\\.)*+''|(?s:/\\*.*?\\*/)|(?:-- |#)[^\\n]*', '') REGEXP '(?i)(?<![\\w$`])\\Qcountry\\E(?![\\w$`])|\\Q`country`\\E(?!`)')
LIMIT 5;

-- [contract-12] stop the sync of visits.nation on UPDATE
--   strategy: instant
--   lock: MDL exclusive on visits, milliseconds: metadata only; metadata only
--   why: first: left alone it would take a fresh row for one that was never filled
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_visits__nation__update'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_visits__nation__update`;

-- [contract-13] stop the sync of visits.nation on INSERT
--   strategy: instant
--   lock: MDL exclusive on visits, milliseconds: metadata only; metadata only
--   why: all live code uses the new shape
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_visits__nation__insert'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_visits__nation__insert`;

-- [contract-14] drop visits.country
--   strategy: instant
--   lock: MDL exclusive on visits, milliseconds: metadata only; ALGORITHM=INSTANT: the server refuses rather than copies
--   why: no live code uses it
--   destructive: cannot be rolled back
--   probe: SELECT COUNT(*) = 0 FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'visits' AND CAST(COLUMN_NAME AS BINARY) = 'country'
--   runs: on its own
ALTER TABLE `visits` DROP COLUMN `country`, ALGORITHM=INSTANT;

-- [contract-15] look for views and triggers that name visits.place
--   lock: none on the catalog, consistent reads; reads and writes go on
--   why: they would fail once the column is gone
--   expects: no row
SELECT IF(VIEW_DEFINITION = '', 'view without SHOW VIEW', 'view') AS kind, CONCAT(TABLE_SCHEMA, '.', TABLE_NAME) AS name FROM information_schema.VIEWS WHERE ((INSTR(VIEW_DEFINITION, CONCAT('`', DATABASE(), '`.`visits`')) > 0 AND (@@lower_case_table_names > 0 OR INSTR(CAST(VIEW_DEFINITION AS BINARY), CONCAT('`', DATABASE(), '`.`visits`')) > 0)) AND ((INSTR(VIEW_DEFINITION, '`visits`.`place`') > 0 AND (@@lower_case_table_names > 0 OR INSTR(CAST(VIEW_DEFINITION AS BINARY), '`visits`.`place`') > 0)) OR VIEW_DEFINITION REGEXP CONCAT(IF(@@lower_case_table_names > 0, '(?si)', '(?s-i)'), '(`(?:[^`]|``)+`)\\.\\Q`place`\\E(?!`).*\\Q`', DATABASE(), '\\E\\Q`.`visits`\\E(?: PARTITION \\([^)]*\\))? \\1') OR VIEW_DEFINITION REGEXP CONCAT(IF(@@lower_case_table_names > 0, '(?si)', '(?s-i)'), '\\Q`', DATABASE(), '\\E\\Q`.`visits`\\E(?: PARTITION \\([^)]*\\))? (`(?:[^`]|``)+`).*\\1\\.\\Q`place`\\E(?!`)')) OR (TABLE_SCHEMA = DATABASE() AND VIEW_DEFINITION = ''))
UNION ALL
SELECT 'trigger', TRIGGER_NAME FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'visits' AND TRIGGER_NAME NOT LIKE 'migrate\_%' AND (ACTION_STATEMENT REGEXP '(?i)(?<![\\w$])(?:NEW|OLD)`?\\s*\\.\\s*(?:\\Qplace\\E(?![\\w$`])|\\Q`place`\\E(?!`))' OR REGEXP_REPLACE(ACTION_STATEMENT, '''(?:[^''\\\\]++|\\\\.)*+''|(?s:/\\*.*?\\*/)|(?:-- |#)[^\\n]*', '') REGEXP '(?i)(?<![\\w$`])\\Qplace\\E(?![\\w$`])|\\Q`place`\\E(?!`)')
LIMIT 5;

-- [contract-16] stop the sync of visits.place on UPDATE
--   strategy: instant
--   lock: MDL exclusive on visits, milliseconds: metadata only; metadata only
--   why: first: left alone it would take a fresh row for one that was never filled
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_visits__place__update'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_visits__place__update`;

-- [contract-17] stop the sync of visits.place on INSERT
--   strategy: instant
--   lock: MDL exclusive on visits, milliseconds: metadata only; metadata only
--   why: all live code uses the new shape
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_visits__place__insert'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_visits__place__insert`;

-- [contract-18] drop visits.place, visits.migrate_visits__place__fill
--   strategy: instant
--   lock: MDL exclusive on visits, milliseconds: metadata only; ALGORITHM=INSTANT: the server refuses rather than copies
--   why: no live code uses it
--   destructive: cannot be rolled back
--   probe: SELECT COUNT(*) = 0 FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'visits' AND CAST(COLUMN_NAME AS BINARY) = 'place'
--   runs: on its own
ALTER TABLE `visits` DROP COLUMN `place`, DROP COLUMN `migrate_visits__place__fill`, ALGORITHM=INSTANT;
