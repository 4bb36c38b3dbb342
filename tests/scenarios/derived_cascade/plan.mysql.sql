-- migration: derived_cascade
-- description: A foreign key changes what `up` reads, and no trigger sees it; the plan says so
-- session: SET NAMES utf8mb4
-- session: SET SESSION sql_mode = 'STRICT_TRANS_TABLES,ALLOW_INVALID_DATES,NO_ENGINE_SUBSTITUTION,NO_AUTO_VALUE_ON_ZERO'
-- session: SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED
-- session: SET SESSION TRANSACTION READ WRITE
-- session: SET SESSION time_zone = '+00:00', autocommit = 1, foreign_key_checks = 1, unique_checks = 1, sql_safe_updates = 0, sql_big_selects = 1, sql_select_limit = 18446744073709551615, completion_type = 0, wait_timeout = 86400, information_schema_stats_expiry = 0, max_execution_time = 0
-- note: INSERT INTO books VALUES (…) without a list of columns fails while the table has one column more than the code knows
-- note: the triggers run with the rights of the user that runs `migrate expand` (their definer): that user must stay until contract
-- note: books.state is computed from shelf, which foreign key books_shelf changes (ON DELETE SET NULL, ON UPDATE CASCADE): the server fires no trigger for that, so that such a row keeps the value that it had, and nothing finds it; until contract let the application write shelf itself before it changes what the key refers to
-- note: where `up` of books.state fails for a row, old code's write of that row fails too: try it on real rows first
-- note: LOAD DATA that leaves books.state out stores the type's empty value from then on: MySQL does not tell the trigger that it was left out
-- note: where `up` of books.title_length fails for a row, old code's write of that row fails too: try it on real rows first
-- note: LOAD DATA that leaves books.title_length out stores the type's empty value from then on: MySQL does not tell the trigger that it was left out

-- ==== expand
-- [expand-1] add books.state, derived from the row
--   strategy: instant
--   lock: MDL exclusive on books, milliseconds: metadata only; ALGORITHM=INSTANT: the server refuses rather than copies
--   why: old code leaves the column out: the trigger fills it from the row
--   probe: SELECT COUNT(*) > 0 FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'books' AND CAST(COLUMN_NAME AS BINARY) = 'state'
--   runs: on its own
--   undo: ALTER TABLE `books` DROP COLUMN `state`, ALGORITHM=INSTANT
--   loss: values of books.state, counted by SELECT COUNT(*) AS lost FROM (SELECT 1 FROM `books` WHERE `state` IS NOT NULL AND NOT (CAST(`state` AS BINARY) <=> CAST(CONVERT((IF(shelf IS NULL, 'loose', 'placed')) USING utf8mb4) AS BINARY)) LIMIT 1000) AS found
ALTER TABLE `books` ADD COLUMN `state` VARCHAR(10) NULL, ALGORITHM=INSTANT;

-- [expand-2] derive books.state on UPDATE
--   strategy: in place
--   lock: MDL exclusive on books, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: what one version of the application writes the other one reads
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'books' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_books__state__update'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_books__state__update`
CREATE TRIGGER `migrate_books__state__update` BEFORE UPDATE ON `books` FOR EACH ROW
BEGIN
  DECLARE migrate_was varchar(10) CHARACTER SET utf8mb4 COLLATE utf8mb4_0900_ai_ci;
  IF CAST(NEW.`state` AS BINARY) <=> CAST(OLD.`state` AS BINARY) THEN
    SET migrate_was = (SELECT IF(shelf IS NULL, 'loose', 'placed') FROM (SELECT OLD.`shelf` AS `shelf`) AS `books`);
    IF OLD.`state` IS NULL OR CAST(OLD.`state` AS BINARY) <=> CAST(migrate_was AS BINARY) THEN SET NEW.`state` = (SELECT IF(shelf IS NULL, 'loose', 'placed') FROM (SELECT NEW.`shelf` AS `shelf`) AS `books`); END IF;
  END IF;
END;

-- [expand-3] derive books.state on INSERT
--   strategy: in place
--   lock: MDL exclusive on books, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: what one version of the application writes the other one reads
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'books' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_books__state__insert'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_books__state__insert`
CREATE TRIGGER `migrate_books__state__insert` BEFORE INSERT ON `books` FOR EACH ROW
BEGIN
  IF NEW.`state` IS NULL THEN SET NEW.`state` = (SELECT IF(shelf IS NULL, 'loose', 'placed') FROM (SELECT NEW.`shelf` AS `shelf`) AS `books`); END IF;
END;

-- [expand-4] add books.title_length, derived from the row
--   strategy: instant
--   lock: MDL exclusive on books, milliseconds: metadata only; ALGORITHM=INSTANT: the server refuses rather than copies
--   why: old code leaves the column out: the trigger fills it from the row
--   probe: SELECT COUNT(*) > 0 FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'books' AND CAST(COLUMN_NAME AS BINARY) = 'title_length'
--   runs: on its own
--   undo: ALTER TABLE `books` DROP COLUMN `title_length`, ALGORITHM=INSTANT
--   loss: values of books.title_length, counted by SELECT COUNT(*) AS lost FROM (SELECT 1 FROM `books` WHERE `title_length` IS NOT NULL AND NOT (`title_length` <=> (CHAR_LENGTH(title))) LIMIT 1000) AS found
ALTER TABLE `books` ADD COLUMN `title_length` INT NULL, ALGORITHM=INSTANT;

-- [expand-5] derive books.title_length on UPDATE
--   strategy: in place
--   lock: MDL exclusive on books, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: what one version of the application writes the other one reads
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'books' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_books__title_length__update'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_books__title_length__update`
CREATE TRIGGER `migrate_books__title_length__update` BEFORE UPDATE ON `books` FOR EACH ROW
BEGIN
  DECLARE migrate_was INT;
  IF NEW.`title_length` <=> OLD.`title_length` THEN
    SET migrate_was = (SELECT CHAR_LENGTH(title) FROM (SELECT OLD.`title` AS `title`) AS `books`);
    IF OLD.`title_length` IS NULL OR OLD.`title_length` <=> migrate_was THEN SET NEW.`title_length` = (SELECT CHAR_LENGTH(title) FROM (SELECT NEW.`title` AS `title`) AS `books`); END IF;
  END IF;
END;

-- [expand-6] derive books.title_length on INSERT
--   strategy: in place
--   lock: MDL exclusive on books, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: what one version of the application writes the other one reads
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'books' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_books__title_length__insert'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_books__title_length__insert`
CREATE TRIGGER `migrate_books__title_length__insert` BEFORE INSERT ON `books` FOR EACH ROW
BEGIN
  IF NEW.`title_length` IS NULL THEN SET NEW.`title_length` = (SELECT CHAR_LENGTH(title) FROM (SELECT NEW.`title` AS `title`) AS `books`); END IF;
END;

-- ==== backfill
-- [backfill-1] fill books.state
--   strategy: in place
--   lock: row locks on books, one batch: only the rows it changes are locked; reads and writes of other rows go on
--   why: rows that have a value already are left alone
--   batches: table books by id; each commits together with its checkpoint
--   first key, once:
SELECT `id` FROM `books` FORCE INDEX (`PRIMARY`) ORDER BY `id` LIMIT 1;
--   last key, once:
SELECT `id` FROM `books` FORCE INDEX (`PRIMARY`) ORDER BY `id` DESC LIMIT 1;
--   end of this batch and start of the next:
--     ? number 1 = from.id, ? number 2 = end.id, ? number 3 = batch size - 1
SELECT `id` FROM `books` FORCE INDEX (`PRIMARY`) WHERE `id` >= ? AND `id` <= ? ORDER BY `id` LIMIT 2 OFFSET ?;
--   the batch:
--     ? number 1 = from.id, ? number 2 = to.id
UPDATE `books` FORCE INDEX (`PRIMARY`) SET `state` = (IF(shelf IS NULL, 'loose', 'placed')) WHERE `id` >= ? AND `id` <= ? AND (`state` IS NULL);

-- [backfill-2] look for rows without books.state
--   lock: none on books, consistent reads; reads and writes go on
--   why: rows that the server would refuse are named before it is asked
--   batches: table books by id; each commits together with its checkpoint
--   first key, once:
SELECT `id` FROM `books` FORCE INDEX (`PRIMARY`) ORDER BY `id` LIMIT 1;
--   last key, once:
SELECT `id` FROM `books` FORCE INDEX (`PRIMARY`) ORDER BY `id` DESC LIMIT 1;
--   end of this batch and start of the next:
--     ? number 1 = from.id, ? number 2 = end.id, ? number 3 = batch size - 1
SELECT `id` FROM `books` FORCE INDEX (`PRIMARY`) WHERE `id` >= ? AND `id` <= ? ORDER BY `id` LIMIT 2 OFFSET ?;
--   the batch (a row returned is in the way):
--     ? number 1 = from.id, ? number 2 = to.id
SELECT `id` FROM `books` FORCE INDEX (`PRIMARY`) WHERE `id` >= ? AND `id` <= ? AND (`state` IS NULL) LIMIT 5;

-- [backfill-3] make books.state NOT NULL
--   strategy: online
--   lock: MDL exclusive on books, milliseconds at its begin and end; the rows are read or rebuilt meanwhile, reads and writes go on; LOCK=NONE: the server refuses rather than blocks writes
--   why: the rows have been proven to have a value
--   probe: SELECT COUNT(*) > 0 FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'books' AND CAST(COLUMN_NAME AS BINARY) = 'state' AND IS_NULLABLE = 'NO'
--   runs: on its own
--   undo: ALTER TABLE `books` ALTER COLUMN `state` SET DEFAULT '', ALGORITHM=INSTANT
ALTER TABLE `books` MODIFY COLUMN `state` VARCHAR(10) NOT NULL, ALGORITHM=INPLACE, LOCK=NONE;

-- [backfill-4] fill books.title_length
--   strategy: in place
--   lock: row locks on books, one batch: only the rows it changes are locked; reads and writes of other rows go on
--   why: rows that have a value already are left alone
--   batches: table books by id; each commits together with its checkpoint
--   first key, once:
SELECT `id` FROM `books` FORCE INDEX (`PRIMARY`) ORDER BY `id` LIMIT 1;
--   last key, once:
SELECT `id` FROM `books` FORCE INDEX (`PRIMARY`) ORDER BY `id` DESC LIMIT 1;
--   end of this batch and start of the next:
--     ? number 1 = from.id, ? number 2 = end.id, ? number 3 = batch size - 1
SELECT `id` FROM `books` FORCE INDEX (`PRIMARY`) WHERE `id` >= ? AND `id` <= ? ORDER BY `id` LIMIT 2 OFFSET ?;
--   the batch:
--     ? number 1 = from.id, ? number 2 = to.id
UPDATE `books` FORCE INDEX (`PRIMARY`) SET `title_length` = (CHAR_LENGTH(title)) WHERE `id` >= ? AND `id` <= ? AND (`title_length` IS NULL);

-- [backfill-5] look for rows without books.title_length
--   lock: none on books, consistent reads; reads and writes go on
--   why: rows that the server would refuse are named before it is asked
--   batches: table books by id; each commits together with its checkpoint
--   first key, once:
SELECT `id` FROM `books` FORCE INDEX (`PRIMARY`) ORDER BY `id` LIMIT 1;
--   last key, once:
SELECT `id` FROM `books` FORCE INDEX (`PRIMARY`) ORDER BY `id` DESC LIMIT 1;
--   end of this batch and start of the next:
--     ? number 1 = from.id, ? number 2 = end.id, ? number 3 = batch size - 1
SELECT `id` FROM `books` FORCE INDEX (`PRIMARY`) WHERE `id` >= ? AND `id` <= ? ORDER BY `id` LIMIT 2 OFFSET ?;
--   the batch (a row returned is in the way):
--     ? number 1 = from.id, ? number 2 = to.id
SELECT `id` FROM `books` FORCE INDEX (`PRIMARY`) WHERE `id` >= ? AND `id` <= ? AND (`title_length` IS NULL) LIMIT 5;

-- [backfill-6] make books.title_length NOT NULL
--   strategy: online
--   lock: MDL exclusive on books, milliseconds at its begin and end; the rows are read or rebuilt meanwhile, reads and writes go on; LOCK=NONE: the server refuses rather than blocks writes
--   why: the rows have been proven to have a value
--   probe: SELECT COUNT(*) > 0 FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'books' AND CAST(COLUMN_NAME AS BINARY) = 'title_length' AND IS_NULLABLE = 'NO'
--   runs: on its own
--   undo: ALTER TABLE `books` ALTER COLUMN `title_length` SET DEFAULT 0, ALGORITHM=INSTANT
ALTER TABLE `books` MODIFY COLUMN `title_length` INT NOT NULL, ALGORITHM=INPLACE, LOCK=NONE;

-- ==== contract
-- [contract-1] stop the sync of books.state on UPDATE
--   strategy: instant
--   lock: MDL exclusive on books, milliseconds: metadata only; metadata only
--   why: first: left alone it would take a fresh row for one that was never filled
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_books__state__update'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_books__state__update`;

-- [contract-2] stop the sync of books.state on INSERT
--   strategy: instant
--   lock: MDL exclusive on books, milliseconds: metadata only; metadata only
--   why: all live code uses the new shape
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_books__state__insert'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_books__state__insert`;

-- [contract-3] stop the sync of books.title_length on UPDATE
--   strategy: instant
--   lock: MDL exclusive on books, milliseconds: metadata only; metadata only
--   why: first: left alone it would take a fresh row for one that was never filled
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_books__title_length__update'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_books__title_length__update`;

-- [contract-4] stop the sync of books.title_length on INSERT
--   strategy: instant
--   lock: MDL exclusive on books, milliseconds: metadata only; metadata only
--   why: all live code uses the new shape
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_books__title_length__insert'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_books__title_length__insert`;
