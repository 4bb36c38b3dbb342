-- migration: read_before_filled
-- description: Expressions over columns that later operations rename, mend and split
-- session: SET NAMES utf8mb4
-- session: SET SESSION sql_mode = 'STRICT_TRANS_TABLES,ALLOW_INVALID_DATES,NO_ENGINE_SUBSTITUTION,NO_AUTO_VALUE_ON_ZERO'
-- session: SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED
-- session: SET SESSION TRANSACTION READ WRITE
-- session: SET SESSION time_zone = '+00:00', autocommit = 1, foreign_key_checks = 1, unique_checks = 1, sql_safe_updates = 0, sql_big_selects = 1, sql_select_limit = 18446744073709551615, completion_type = 0, wait_timeout = 86400, max_statement_time = 0, alter_algorithm = 'DEFAULT'
-- note: INSERT INTO users VALUES (…) without a list of columns fails while the table has one column more than the code knows
-- note: the triggers run with the rights of the user that runs `migrate expand` (their definer): that user must stay until contract
-- note: where `up` of users.email_lower fails for a row, old code's write of that row fails too: try it on real rows first
-- note: rows changed by foreign-key cascades do not fire triggers; none can reach users.email or mail
-- note: INSERT INTO members VALUES (…) without a list of columns fails while the table has one column more than the code knows
-- note: where `up` of members.name_lower fails for a row, old code's write of that row fails too: try it on real rows first
-- note: until contract a NULL in members.name_lower means "not filled yet" and is filled from `up`
-- note: a rollback keeps what `up` made of the NULLs of members.name
-- note: where `up` gives NULL, members.name stays NULL until backfill has ended, which names such rows; from then on the write is refused
-- note: INSERT INTO people VALUES (…) without a list of columns fails while the table has one column more than the code knows
-- note: where `up` of people.initial fails for a row, old code's write of that row fails too: try it on real rows first
-- note: until contract a NULL in people.initial means "not filled yet" and is filled from `up`
-- note: people.name into title, sorted: a row in which one statement wrote both sides keeps both as they are; the comparison finds rows that were not filled, not rows whose two sides differ
-- note: INSERT INTO people VALUES (…) without a list of columns fails while the table has more columns than the code knows

-- ==== expand
-- [expand-1] add users.email_lower, derived from the row
--   strategy: instant
--   lock: MDL exclusive on users, milliseconds: metadata only; ALGORITHM=INSTANT: the server refuses rather than copies
--   why: old code leaves the column out: the trigger fills it from the row
--   probe: SELECT COUNT(*) > 0 FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'users' AND CAST(COLUMN_NAME AS BINARY) = 'email_lower'
--   runs: on its own
--   undo: ALTER TABLE `users` DROP COLUMN `email_lower`, ALGORITHM=INSTANT
--   loss: values of users.email_lower, counted by SELECT COUNT(*) AS lost FROM (SELECT 1 FROM `users` WHERE `email_lower` IS NOT NULL AND NOT (CAST(`email_lower` AS BINARY) <=> CAST(CONVERT((lower(email)) USING utf8mb4) AS BINARY)) LIMIT 1000) AS found
ALTER TABLE `users` ADD COLUMN `email_lower` varchar(60) NULL, ALGORITHM=INSTANT;

-- [expand-2] derive users.email_lower on UPDATE
--   strategy: in place
--   lock: MDL exclusive on users, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: what one version of the application writes the other one reads
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'users' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_users__email_lower__update'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_users__email_lower__update`
CREATE TRIGGER `migrate_users__email_lower__update` BEFORE UPDATE ON `users` FOR EACH ROW
BEGIN
  DECLARE migrate_was varchar(60) CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci;
  IF CAST(NEW.`email_lower` AS BINARY) <=> CAST(OLD.`email_lower` AS BINARY) THEN
    SET migrate_was = (SELECT lower(email) FROM (SELECT COALESCE(OLD.`email`) AS `email`) AS `users`);
    IF OLD.`email_lower` IS NULL OR CAST(OLD.`email_lower` AS BINARY) <=> CAST(migrate_was AS BINARY) THEN SET NEW.`email_lower` = (SELECT lower(email) FROM (SELECT NEW.`email` AS `email`) AS `users`); END IF;
  END IF;
END;

-- [expand-3] derive users.email_lower on INSERT
--   strategy: in place
--   lock: MDL exclusive on users, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: what one version of the application writes the other one reads
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'users' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_users__email_lower__insert'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_users__email_lower__insert`
CREATE TRIGGER `migrate_users__email_lower__insert` BEFORE INSERT ON `users` FOR EACH ROW
BEGIN
  IF NEW.`email_lower` IS NULL THEN SET NEW.`email_lower` = (SELECT lower(email) FROM (SELECT NEW.`email` AS `email`) AS `users`); END IF;
END;

-- [expand-4] add users.mail beside email
--   strategy: instant
--   lock: MDL exclusive on users, milliseconds: metadata only; ALGORITHM=INSTANT: the server refuses rather than copies
--   why: nullable: old code's rows leave it out until the trigger fills it
--   probe: SELECT COUNT(*) > 0 FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'users' AND CAST(COLUMN_NAME AS BINARY) = 'mail'
--   runs: on its own
--   undo: ALTER TABLE `users` DROP COLUMN `mail`, ALGORITHM=INSTANT
ALTER TABLE `users` ADD COLUMN `mail` varchar(60) CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci NULL AFTER `email`, ALGORITHM=INSTANT;

-- [expand-5] keep users.email and mail in step on UPDATE
--   strategy: in place
--   lock: MDL exclusive on users, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: what one version of the application writes the other one reads
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'users' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_users__mail__update'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_users__mail__update`
CREATE TRIGGER `migrate_users__mail__update` BEFORE UPDATE ON `users` FOR EACH ROW PRECEDES `migrate_users__email_lower__update`
BEGIN
  IF NOT (CAST(NEW.`mail` AS BINARY) <=> CAST(OLD.`mail` AS BINARY)) THEN SET NEW.`email` = NEW.`mail`;
  ELSEIF NOT (CAST(NEW.`email` AS BINARY) <=> CAST(OLD.`email` AS BINARY)) THEN SET NEW.`mail` = NEW.`email`;
  ELSEIF NOT (CAST(NEW.`mail` AS BINARY) <=> CAST(NEW.`email` AS BINARY)) THEN SET NEW.`mail` = NEW.`email`;
  END IF;
END;

-- [expand-6] keep users.email and mail in step on INSERT
--   strategy: in place
--   lock: MDL exclusive on users, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: what one version of the application writes the other one reads
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'users' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_users__mail__insert'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_users__mail__insert`
CREATE TRIGGER `migrate_users__mail__insert` BEFORE INSERT ON `users` FOR EACH ROW PRECEDES `migrate_users__email_lower__insert`
BEGIN
  IF NEW.`mail` IS NOT NULL THEN SET NEW.`email` = NEW.`mail`;
  ELSE SET NEW.`mail` = NEW.`email`;
  END IF;
END;

-- [expand-7] add members.name_lower, derived from the row
--   strategy: instant
--   lock: MDL exclusive on members, milliseconds: metadata only; ALGORITHM=INSTANT: the server refuses rather than copies
--   why: old code leaves the column out: the trigger fills it from the row
--   probe: SELECT COUNT(*) > 0 FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'members' AND CAST(COLUMN_NAME AS BINARY) = 'name_lower'
--   runs: on its own
--   undo: ALTER TABLE `members` DROP COLUMN `name_lower`, ALGORITHM=INSTANT
--   loss: values of members.name_lower, counted by SELECT COUNT(*) AS lost FROM (SELECT 1 FROM `members` WHERE `name_lower` IS NOT NULL AND NOT (CAST(`name_lower` AS BINARY) <=> CAST(CONVERT((lower(name)) USING utf8mb4) AS BINARY)) LIMIT 1000) AS found
ALTER TABLE `members` ADD COLUMN `name_lower` varchar(60) NULL, ALGORITHM=INSTANT;

-- [expand-8] derive members.name_lower on UPDATE
--   strategy: in place
--   lock: MDL exclusive on members, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: what one version of the application writes the other one reads
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'members' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_members__name_lower__update'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_members__name_lower__update`
CREATE TRIGGER `migrate_members__name_lower__update` BEFORE UPDATE ON `members` FOR EACH ROW
BEGIN
  DECLARE migrate_was varchar(60) CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci;
  IF CAST(NEW.`name_lower` AS BINARY) <=> CAST(OLD.`name_lower` AS BINARY) THEN
    SET migrate_was = (SELECT lower(name) FROM (SELECT COALESCE(OLD.`name`) AS `name`) AS `members`);
    IF OLD.`name_lower` IS NULL OR CAST(OLD.`name_lower` AS BINARY) <=> CAST(migrate_was AS BINARY) THEN SET NEW.`name_lower` = (SELECT lower(name) FROM (SELECT NEW.`name` AS `name`) AS `members`); END IF;
  END IF;
END;

-- [expand-9] derive members.name_lower on INSERT
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

-- [expand-10] replace NULLs written to members.name on UPDATE
--   strategy: in place
--   lock: MDL exclusive on members, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: what one version of the application writes the other one reads
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'members' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_members__name__update'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_members__name__update`
CREATE TRIGGER `migrate_members__name__update` BEFORE UPDATE ON `members` FOR EACH ROW PRECEDES `migrate_members__name_lower__update`
BEGIN
  IF NEW.`name` IS NULL THEN SET NEW.`name` = (SELECT 'Anon'); END IF;
END;

-- [expand-11] replace NULLs written to members.name on INSERT
--   strategy: in place
--   lock: MDL exclusive on members, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: what one version of the application writes the other one reads
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'members' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_members__name__insert'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_members__name__insert`
CREATE TRIGGER `migrate_members__name__insert` BEFORE INSERT ON `members` FOR EACH ROW PRECEDES `migrate_members__name_lower__insert`
BEGIN
  IF NEW.`name` IS NULL THEN SET NEW.`name` = (SELECT 'Anon'); END IF;
END;

-- [expand-12] add people.initial, derived from the row
--   strategy: instant
--   lock: MDL exclusive on people, milliseconds: metadata only; ALGORITHM=INSTANT: the server refuses rather than copies
--   why: old code leaves the column out: the trigger fills it from the row
--   probe: SELECT COUNT(*) > 0 FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'people' AND CAST(COLUMN_NAME AS BINARY) = 'initial'
--   runs: on its own
--   undo: ALTER TABLE `people` DROP COLUMN `initial`, ALGORITHM=INSTANT
--   loss: values of people.initial, counted by SELECT COUNT(*) AS lost FROM (SELECT 1 FROM `people` WHERE `initial` IS NOT NULL AND NOT (CAST(`initial` AS BINARY) <=> CAST(CONVERT((substr(name, 1, 1)) USING utf8mb4) AS BINARY)) LIMIT 1000) AS found
ALTER TABLE `people` ADD COLUMN `initial` varchar(1) NULL, ALGORITHM=INSTANT;

-- [expand-13] derive people.initial on UPDATE
--   strategy: in place
--   lock: MDL exclusive on people, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: what one version of the application writes the other one reads
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'people' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_people__initial__update'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_people__initial__update`
CREATE TRIGGER `migrate_people__initial__update` BEFORE UPDATE ON `people` FOR EACH ROW
BEGIN
  DECLARE migrate_was varchar(1) CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci;
  IF CAST(NEW.`initial` AS BINARY) <=> CAST(OLD.`initial` AS BINARY) THEN
    SET migrate_was = (SELECT substr(name, 1, 1) FROM (SELECT COALESCE(OLD.`name`) AS `name`) AS `people`);
    IF OLD.`initial` IS NULL OR CAST(OLD.`initial` AS BINARY) <=> CAST(migrate_was AS BINARY) THEN SET NEW.`initial` = (SELECT substr(name, 1, 1) FROM (SELECT NEW.`name` AS `name`) AS `people`); END IF;
  END IF;
END;

-- [expand-14] derive people.initial on INSERT
--   strategy: in place
--   lock: MDL exclusive on people, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: what one version of the application writes the other one reads
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'people' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_people__initial__insert'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_people__initial__insert`
CREATE TRIGGER `migrate_people__initial__insert` BEFORE INSERT ON `people` FOR EACH ROW
BEGIN
  IF NEW.`initial` IS NULL THEN SET NEW.`initial` = (SELECT substr(name, 1, 1) FROM (SELECT NEW.`name` AS `name`) AS `people`); END IF;
END;

-- [expand-15] add the columns of people.name into title, sorted
--   strategy: instant
--   lock: MDL exclusive on people, milliseconds: metadata only; ALGORITHM=INSTANT: the server refuses rather than copies
--   why: empty columns; migrate_people__name__fill is always NULL: the fill sets it, so that the triggers know its writes
--   probe: SELECT COUNT(*) > 0 FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'people' AND CAST(COLUMN_NAME AS BINARY) = 'title'
--   runs: on its own
--   undo: ALTER TABLE `people` DROP COLUMN `title`, DROP COLUMN `sorted`, DROP COLUMN `migrate_people__name__fill`, ALGORITHM=INSTANT
--   loss: values of people.name into title, sorted that the old columns do not give again, counted by SELECT COUNT(*) AS lost FROM (SELECT 1 FROM `people` WHERE CASE WHEN `title` IS NULL AND `sorted` IS NULL THEN FALSE ELSE NOT (CAST(`title` AS BINARY) <=> CAST(CONVERT((name) USING utf8mb4) AS BINARY)) OR NOT (CAST(`sorted` AS BINARY) <=> CAST(CONVERT((upper(name)) USING utf8mb4) AS BINARY)) END LIMIT 1000) AS found
ALTER TABLE `people` ADD COLUMN `title` varchar(60) NULL, ADD COLUMN `sorted` varchar(60) NULL, ADD COLUMN `migrate_people__name__fill` TINYINT NULL INVISIBLE, ALGORITHM=INSTANT;

-- [expand-16] carry people.name into title, sorted over, both ways, on UPDATE
--   strategy: in place
--   lock: MDL exclusive on people, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: what one version of the application writes the other one reads
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'people' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_people__name__update'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_people__name__update`
CREATE TRIGGER `migrate_people__name__update` BEFORE UPDATE ON `people` FOR EACH ROW PRECEDES `migrate_people__initial__update`
BEGIN
  DECLARE migrate_new_given, migrate_old_given BOOLEAN;
  DECLARE migrate_unfilled BOOLEAN;
  SET migrate_unfilled = NEW.`migrate_people__name__fill` IS NULL AND OLD.`title` IS NULL AND OLD.`sorted` IS NULL;
  IF migrate_unfilled THEN
    BEGIN
      DECLARE migrate_error INT;
      DECLARE migrate_value_1 varchar(60) CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci;
      DECLARE EXIT HANDLER FOR SQLEXCEPTION
      BEGIN
        GET DIAGNOSTICS CONDITION 1 migrate_error = MYSQL_ERRNO;
        IF migrate_error IN (1020, 1205, 1213, 1317, 1613, 1614, 1969, 3024, 3572) THEN RESIGNAL; END IF;
      END;
      SELECT title INTO migrate_value_1 FROM (SELECT COALESCE(OLD.`title`) AS `title`) AS `people`;
      SET migrate_unfilled = NOT (CAST(OLD.`name` AS BINARY) <=> CAST(migrate_value_1 AS BINARY));
    END;
  END IF;
  SET migrate_new_given = NEW.`migrate_people__name__fill` IS NULL AND (NOT (CAST(NEW.`title` AS BINARY) <=> CAST(OLD.`title` AS BINARY)) OR NOT (CAST(NEW.`sorted` AS BINARY) <=> CAST(OLD.`sorted` AS BINARY)));
  SET migrate_old_given = NOT (CAST(NEW.`name` AS BINARY) <=> CAST(OLD.`name` AS BINARY)) OR (migrate_unfilled AND NEW.`title` IS NULL AND NEW.`sorted` IS NULL);
  SET NEW.`migrate_people__name__fill` = NULL;
  IF migrate_new_given AND migrate_unfilled THEN
    BEGIN
      DECLARE migrate_error INT;
      DECLARE migrate_value_1 varchar(60) CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci;
      DECLARE migrate_value_2 varchar(60) CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci;
      DECLARE EXIT HANDLER FOR SQLEXCEPTION
      BEGIN
        GET DIAGNOSTICS CONDITION 1 migrate_error = MYSQL_ERRNO;
        IF migrate_error IN (1020, 1205, 1213, 1317, 1613, 1614, 1969, 3024, 3572) THEN RESIGNAL; END IF;
      END;
      IF NEW.`title` IS NULL THEN
        SELECT name INTO migrate_value_1 FROM (SELECT COALESCE(OLD.`name`) AS `name`) AS `people`;
        SET NEW.`title` = migrate_value_1;
      END IF;
      IF NEW.`sorted` IS NULL THEN
        SELECT upper(name) INTO migrate_value_2 FROM (SELECT COALESCE(OLD.`name`) AS `name`) AS `people`;
        SET NEW.`sorted` = migrate_value_2;
      END IF;
    END;
  END IF;
  IF migrate_new_given AND NOT migrate_old_given THEN
    BEGIN
      DECLARE migrate_error INT;
      DECLARE migrate_value_1 varchar(60) CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci;
      DECLARE EXIT HANDLER FOR SQLEXCEPTION
      BEGIN
        GET DIAGNOSTICS CONDITION 1 migrate_error = MYSQL_ERRNO;
        IF migrate_error IN (1020, 1205, 1213, 1317, 1613, 1614, 1969, 3024, 3572) THEN RESIGNAL; END IF;
        SET NEW.`name` = NULL;
      END;
      SELECT title INTO migrate_value_1 FROM (SELECT NEW.`title` AS `title`) AS `people`;
      SET NEW.`name` = migrate_value_1;
    END;
  ELSEIF migrate_old_given AND NOT migrate_new_given THEN
    BEGIN
      DECLARE migrate_error INT;
      DECLARE migrate_value_1 varchar(60) CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci;
      DECLARE migrate_value_2 varchar(60) CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci;
      DECLARE EXIT HANDLER FOR SQLEXCEPTION
      BEGIN
        GET DIAGNOSTICS CONDITION 1 migrate_error = MYSQL_ERRNO;
        IF migrate_error IN (1020, 1205, 1213, 1317, 1613, 1614, 1969, 3024, 3572) THEN RESIGNAL; END IF;
        SET NEW.`title` = NULL;
        SET NEW.`sorted` = NULL;
      END;
      SELECT name, upper(name) INTO migrate_value_1, migrate_value_2 FROM (SELECT NEW.`name` AS `name`) AS `people`;
      SET NEW.`title` = migrate_value_1, NEW.`sorted` = migrate_value_2;
    END;
  END IF;
END;

-- [expand-17] carry people.name into title, sorted over, both ways, on INSERT
--   strategy: in place
--   lock: MDL exclusive on people, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: what one version of the application writes the other one reads
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'people' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_people__name__insert'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_people__name__insert`
CREATE TRIGGER `migrate_people__name__insert` BEFORE INSERT ON `people` FOR EACH ROW PRECEDES `migrate_people__initial__insert`
BEGIN
  DECLARE migrate_new_given, migrate_old_given BOOLEAN;
  SET migrate_new_given = NEW.`title` IS NOT NULL OR NEW.`sorted` IS NOT NULL;
  SET migrate_old_given = NOT migrate_new_given OR NEW.`name` IS NOT NULL;
  IF migrate_new_given AND NOT migrate_old_given THEN
    BEGIN
      DECLARE migrate_error INT;
      DECLARE migrate_value_1 varchar(60) CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci;
      DECLARE EXIT HANDLER FOR SQLEXCEPTION
      BEGIN
        GET DIAGNOSTICS CONDITION 1 migrate_error = MYSQL_ERRNO;
        IF migrate_error IN (1020, 1205, 1213, 1317, 1613, 1614, 1969, 3024, 3572) THEN RESIGNAL; END IF;
        SET NEW.`name` = NULL;
      END;
      SELECT title INTO migrate_value_1 FROM (SELECT NEW.`title` AS `title`) AS `people`;
      SET NEW.`name` = migrate_value_1;
    END;
  ELSEIF migrate_old_given AND NOT migrate_new_given THEN
    BEGIN
      DECLARE migrate_error INT;
      DECLARE migrate_value_1 varchar(60) CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci;
      DECLARE migrate_value_2 varchar(60) CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci;
      DECLARE EXIT HANDLER FOR SQLEXCEPTION
      BEGIN
        GET DIAGNOSTICS CONDITION 1 migrate_error = MYSQL_ERRNO;
        IF migrate_error IN (1020, 1205, 1213, 1317, 1613, 1614, 1969, 3024, 3572) THEN RESIGNAL; END IF;
        SET NEW.`title` = NULL;
        SET NEW.`sorted` = NULL;
      END;
      SELECT name, upper(name) INTO migrate_value_1, migrate_value_2 FROM (SELECT NEW.`name` AS `name`) AS `people`;
      SET NEW.`title` = migrate_value_1, NEW.`sorted` = migrate_value_2;
    END;
  END IF;
END;

-- ==== backfill
-- [backfill-1] fill users.email_lower
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
UPDATE `users` FORCE INDEX (`PRIMARY`) SET `email_lower` = (lower(email)) WHERE `id` >= ? AND `id` <= ? AND (`email_lower` IS NULL);

-- [backfill-2] look for rows without users.email_lower
--   lock: none on users, consistent reads; reads and writes go on
--   why: rows that the server would refuse are named before it is asked
--   batches: table users by id; each commits together with its checkpoint
--   first key, once:
SELECT `id` FROM `users` FORCE INDEX (`PRIMARY`) ORDER BY `id` LIMIT 1;
--   last key, once:
SELECT `id` FROM `users` FORCE INDEX (`PRIMARY`) ORDER BY `id` DESC LIMIT 1;
--   end of this batch and start of the next:
--     ? number 1 = from.id, ? number 2 = end.id, ? number 3 = batch size - 1
SELECT `id` FROM `users` FORCE INDEX (`PRIMARY`) WHERE `id` >= ? AND `id` <= ? ORDER BY `id` LIMIT 2 OFFSET ?;
--   the batch (a row returned is in the way):
--     ? number 1 = from.id, ? number 2 = to.id
SELECT `id` FROM `users` FORCE INDEX (`PRIMARY`) WHERE `id` >= ? AND `id` <= ? AND (`email_lower` IS NULL) LIMIT 5;

-- [backfill-3] make users.email_lower NOT NULL
--   strategy: online
--   lock: MDL exclusive on users, milliseconds at its begin and end; the rows are read or rebuilt meanwhile, reads and writes go on; LOCK=NONE: the server refuses rather than blocks writes
--   why: the rows have been proven to have a value
--   probe: SELECT COUNT(*) > 0 FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'users' AND CAST(COLUMN_NAME AS BINARY) = 'email_lower' AND IS_NULLABLE = 'NO'
--   runs: on its own
--   undo: ALTER TABLE `users` ALTER COLUMN `email_lower` SET DEFAULT '', ALGORITHM=INSTANT
ALTER TABLE `users` MODIFY COLUMN `email_lower` varchar(60) NOT NULL, ALGORITHM=INPLACE, LOCK=NONE;

-- [backfill-4] fill users.mail from email
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
UPDATE `users` FORCE INDEX (`PRIMARY`) SET `mail` = `email` WHERE `id` >= ? AND `id` <= ? AND (NOT (CAST(`email` AS BINARY) <=> CAST(`mail` AS BINARY)));

-- [backfill-5] compare users.email and mail
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
SELECT `id` FROM `users` FORCE INDEX (`PRIMARY`) WHERE `id` >= ? AND `id` <= ? AND (NOT (CAST(`email` AS BINARY) <=> CAST(`mail` AS BINARY))) LIMIT 5;

-- [backfill-6] fill members.name_lower
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
UPDATE `members` FORCE INDEX (`PRIMARY`) SET `name_lower` = (lower(name)) WHERE `id` >= ? AND `id` <= ? AND (`name_lower` IS NULL AND (lower(name)) IS NOT NULL);

-- [backfill-7] look for rows not filled: members.name_lower
--   lock: none on members, consistent reads; reads and writes go on
--   why: history is proven complete before anything relies on it
--   batches: table members by id; each commits together with its checkpoint
--   first key, once:
SELECT `id` FROM `members` FORCE INDEX (`PRIMARY`) ORDER BY `id` LIMIT 1;
--   last key, once:
SELECT `id` FROM `members` FORCE INDEX (`PRIMARY`) ORDER BY `id` DESC LIMIT 1;
--   end of this batch and start of the next:
--     ? number 1 = from.id, ? number 2 = end.id, ? number 3 = batch size - 1
SELECT `id` FROM `members` FORCE INDEX (`PRIMARY`) WHERE `id` >= ? AND `id` <= ? ORDER BY `id` LIMIT 2 OFFSET ?;
--   the batch (a row returned is a difference):
--     ? number 1 = from.id, ? number 2 = to.id
SELECT `id` FROM `members` FORCE INDEX (`PRIMARY`) WHERE `id` >= ? AND `id` <= ? AND (`name_lower` IS NULL AND (lower(name)) IS NOT NULL) LIMIT 5;

-- [backfill-8] replace the NULLs of members.name
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

-- [backfill-9] look for rows without members.name
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

-- [backfill-10] make members.name NOT NULL
--   strategy: online
--   lock: MDL exclusive on members, milliseconds at its begin and end; the rows are read or rebuilt meanwhile, reads and writes go on; LOCK=NONE: the server refuses rather than blocks writes
--   why: the rows have been proven to have a value; the server refuses while one has none
--   probe: SELECT COUNT(*) > 0 FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'members' AND CAST(COLUMN_NAME AS BINARY) = 'name' AND IS_NULLABLE = 'NO'
--   runs: on its own
--   undo: ALTER TABLE `members` MODIFY COLUMN `name` varchar(60) CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci NULL, ALGORITHM=INPLACE, LOCK=NONE
ALTER TABLE `members` MODIFY COLUMN `name` varchar(60) CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci NOT NULL, ALGORITHM=INPLACE, LOCK=NONE;

-- [backfill-11] fill people.initial
--   strategy: in place
--   lock: row locks on people, one batch: only the rows it changes are locked; reads and writes of other rows go on
--   why: rows that have a value already are left alone
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
UPDATE `people` FORCE INDEX (`PRIMARY`) SET `initial` = (substr(name, 1, 1)) WHERE `id` >= ? AND `id` <= ? AND (`initial` IS NULL AND (substr(name, 1, 1)) IS NOT NULL);

-- [backfill-12] look for rows not filled: people.initial
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
SELECT `id` FROM `people` FORCE INDEX (`PRIMARY`) WHERE `id` >= ? AND `id` <= ? AND (`initial` IS NULL AND (substr(name, 1, 1)) IS NOT NULL) LIMIT 5;

-- [backfill-13] fill people.name into title, sorted
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
UPDATE `people` FORCE INDEX (`PRIMARY`) SET `title` = (name), `sorted` = (upper(name)), `migrate_people__name__fill` = 1 WHERE `id` >= ? AND `id` <= ? AND (`title` IS NULL AND `sorted` IS NULL AND ((name) IS NOT NULL OR (upper(name)) IS NOT NULL));

-- [backfill-14] look for rows not filled: people.name into title, sorted
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
SELECT `id` FROM `people` FORCE INDEX (`PRIMARY`) WHERE `id` >= ? AND `id` <= ? AND (`title` IS NULL AND `sorted` IS NULL AND ((name) IS NOT NULL OR (upper(name)) IS NOT NULL)) LIMIT 5;

-- ==== contract
-- [contract-1] compare users.email and mail again
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
SELECT `id` FROM `users` FORCE INDEX (`PRIMARY`) WHERE `id` >= ? AND `id` <= ? AND (NOT (CAST(`email` AS BINARY) <=> CAST(`mail` AS BINARY))) LIMIT 5;

-- [contract-2] look for rows not filled: people.name into title, sorted, again
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
SELECT `id` FROM `people` FORCE INDEX (`PRIMARY`) WHERE `id` >= ? AND `id` <= ? AND (CASE WHEN `title` IS NULL AND `sorted` IS NULL AND ((name) IS NOT NULL OR (upper(name)) IS NOT NULL) THEN NOT (CAST(`name` AS BINARY) <=> CAST(CONVERT((title) USING utf8mb4) AS BINARY)) ELSE FALSE END) LIMIT 5;

-- [contract-3] stop the sync of users.email_lower on UPDATE
--   strategy: instant
--   lock: MDL exclusive on users, milliseconds: metadata only; metadata only
--   why: first: left alone it would take a fresh row for one that was never filled
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_users__email_lower__update'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_users__email_lower__update`;

-- [contract-4] stop the sync of users.email_lower on INSERT
--   strategy: instant
--   lock: MDL exclusive on users, milliseconds: metadata only; metadata only
--   why: all live code uses the new shape
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_users__email_lower__insert'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_users__email_lower__insert`;

-- [contract-5] look for views and triggers that name users.email
--   lock: none on the catalog, consistent reads; reads and writes go on
--   why: they would fail once the column is gone
--   expects: no row
SELECT IF(VIEW_DEFINITION = '', 'view without SHOW VIEW', 'view') AS kind, CONCAT(TABLE_SCHEMA, '.', TABLE_NAME) AS name FROM information_schema.VIEWS WHERE ((INSTR(VIEW_DEFINITION, CONCAT('`', DATABASE(), '`.`users`')) > 0 AND (@@lower_case_table_names > 0 OR INSTR(CAST(VIEW_DEFINITION AS BINARY), CONCAT('`', DATABASE(), '`.`users`')) > 0)) AND ((INSTR(VIEW_DEFINITION, '`users`.`email`') > 0 AND (@@lower_case_table_names > 0 OR INSTR(CAST(VIEW_DEFINITION AS BINARY), '`users`.`email`') > 0)) OR VIEW_DEFINITION REGEXP CONCAT(IF(@@lower_case_table_names > 0, '(?si)', '(?s-i)'), '(`(?:[^`]|``)+`)\\.\\Q`email`\\E(?!`).*\\Q`', DATABASE(), '\\E\\Q`.`users`\\E(?: PARTITION \\([^)]*\\))? \\1') OR VIEW_DEFINITION REGEXP CONCAT(IF(@@lower_case_table_names > 0, '(?si)', '(?s-i)'), '\\Q`', DATABASE(), '\\E\\Q`.`users`\\E(?: PARTITION \\([^)]*\\))? (`(?:[^`]|``)+`).*\\1\\.\\Q`email`\\E(?!`)')) OR (TABLE_SCHEMA = DATABASE() AND VIEW_DEFINITION = ''))
UNION ALL
SELECT 'trigger', TRIGGER_NAME FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'users' AND TRIGGER_NAME NOT LIKE 'migrate\_%' AND (ACTION_STATEMENT REGEXP '(?i)(?<![\\w$])(?:NEW|OLD)`?\\s*\\.\\s*(?:\\Qemail\\E(?![\\w$`])|\\Q`email`\\E(?!`))' OR REGEXP_REPLACE(ACTION_STATEMENT, '''(?:[^''\\\\]++|\\\\.)*+''|(?s:/\\*.*?\\*/)|(?:-- |#)[^\\n]*', '') REGEXP '(?i)(?<![\\w$`])\\Qemail\\E(?![\\w$`])|\\Q`email`\\E(?!`)')
LIMIT 5;

-- [contract-6] stop the sync of users.mail on UPDATE
--   strategy: instant
--   lock: MDL exclusive on users, milliseconds: metadata only; metadata only
--   why: first: left alone it would take a fresh row for one that was never filled
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_users__mail__update'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_users__mail__update`;

-- [contract-7] stop the sync of users.mail on INSERT
--   strategy: instant
--   lock: MDL exclusive on users, milliseconds: metadata only; metadata only
--   why: all live code uses the new shape
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_users__mail__insert'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_users__mail__insert`;

-- [contract-8] drop users.email
--   strategy: instant
--   lock: MDL exclusive on users, milliseconds: metadata only; ALGORITHM=INSTANT: the server refuses rather than copies
--   why: no live code uses it
--   destructive: cannot be rolled back
--   probe: SELECT COUNT(*) = 0 FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'users' AND CAST(COLUMN_NAME AS BINARY) = 'email'
--   runs: on its own
ALTER TABLE `users` DROP COLUMN `email`, ALGORITHM=INSTANT;

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

-- [contract-11] stop replacing NULLs written to members.name on UPDATE
--   strategy: instant
--   lock: MDL exclusive on members, milliseconds: metadata only; metadata only
--   why: all live code writes the column itself
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_members__name__update'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_members__name__update`;

-- [contract-12] stop replacing NULLs written to members.name on INSERT
--   strategy: instant
--   lock: MDL exclusive on members, milliseconds: metadata only; metadata only
--   why: all live code uses the new shape
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_members__name__insert'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_members__name__insert`;

-- [contract-13] stop the sync of people.initial on UPDATE
--   strategy: instant
--   lock: MDL exclusive on people, milliseconds: metadata only; metadata only
--   why: first: left alone it would take a fresh row for one that was never filled
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_people__initial__update'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_people__initial__update`;

-- [contract-14] stop the sync of people.initial on INSERT
--   strategy: instant
--   lock: MDL exclusive on people, milliseconds: metadata only; metadata only
--   why: all live code uses the new shape
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_people__initial__insert'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_people__initial__insert`;

-- [contract-15] look for views and triggers that name people.name
--   lock: none on the catalog, consistent reads; reads and writes go on
--   why: they would fail once the column is gone
--   expects: no row
SELECT IF(VIEW_DEFINITION = '', 'view without SHOW VIEW', 'view') AS kind, CONCAT(TABLE_SCHEMA, '.', TABLE_NAME) AS name FROM information_schema.VIEWS WHERE ((INSTR(VIEW_DEFINITION, CONCAT('`', DATABASE(), '`.`people`')) > 0 AND (@@lower_case_table_names > 0 OR INSTR(CAST(VIEW_DEFINITION AS BINARY), CONCAT('`', DATABASE(), '`.`people`')) > 0)) AND ((INSTR(VIEW_DEFINITION, '`people`.`name`') > 0 AND (@@lower_case_table_names > 0 OR INSTR(CAST(VIEW_DEFINITION AS BINARY), '`people`.`name`') > 0)) OR VIEW_DEFINITION REGEXP CONCAT(IF(@@lower_case_table_names > 0, '(?si)', '(?s-i)'), '(`(?:[^`]|``)+`)\\.\\Q`name`\\E(?!`).*\\Q`', DATABASE(), '\\E\\Q`.`people`\\E(?: PARTITION \\([^)]*\\))? \\1') OR VIEW_DEFINITION REGEXP CONCAT(IF(@@lower_case_table_names > 0, '(?si)', '(?s-i)'), '\\Q`', DATABASE(), '\\E\\Q`.`people`\\E(?: PARTITION \\([^)]*\\))? (`(?:[^`]|``)+`).*\\1\\.\\Q`name`\\E(?!`)')) OR (TABLE_SCHEMA = DATABASE() AND VIEW_DEFINITION = ''))
UNION ALL
SELECT 'trigger', TRIGGER_NAME FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'people' AND TRIGGER_NAME NOT LIKE 'migrate\_%' AND (ACTION_STATEMENT REGEXP '(?i)(?<![\\w$])(?:NEW|OLD)`?\\s*\\.\\s*(?:\\Qname\\E(?![\\w$`])|\\Q`name`\\E(?!`))' OR REGEXP_REPLACE(ACTION_STATEMENT, '''(?:[^''\\\\]++|\\\\.)*+''|(?s:/\\*.*?\\*/)|(?:-- |#)[^\\n]*', '') REGEXP '(?i)(?<![\\w$`])\\Qname\\E(?![\\w$`])|\\Q`name`\\E(?!`)')
LIMIT 5;

-- [contract-16] stop the sync of people.name on UPDATE
--   strategy: instant
--   lock: MDL exclusive on people, milliseconds: metadata only; metadata only
--   why: first: left alone it would take a fresh row for one that was never filled
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_people__name__update'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_people__name__update`;

-- [contract-17] stop the sync of people.name on INSERT
--   strategy: instant
--   lock: MDL exclusive on people, milliseconds: metadata only; metadata only
--   why: all live code uses the new shape
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_people__name__insert'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_people__name__insert`;

-- [contract-18] drop people.name, people.migrate_people__name__fill
--   strategy: instant
--   lock: MDL exclusive on people, milliseconds: metadata only; ALGORITHM=INSTANT: the server refuses rather than copies
--   why: no live code uses it
--   destructive: cannot be rolled back
--   probe: SELECT COUNT(*) = 0 FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'people' AND CAST(COLUMN_NAME AS BINARY) = 'name'
--   runs: on its own
ALTER TABLE `people` DROP COLUMN `name`, DROP COLUMN `migrate_people__name__fill`, ALGORITHM=INSTANT;
