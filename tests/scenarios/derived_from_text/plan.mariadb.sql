-- migration: derived_from_text
-- description: Triggers that read what a row held in columns whose values lie beside it (a server died of it, MariaDB 10.11)
-- session: SET NAMES utf8mb4
-- session: SET SESSION sql_mode = 'STRICT_TRANS_TABLES,ALLOW_INVALID_DATES,NO_ENGINE_SUBSTITUTION,NO_AUTO_VALUE_ON_ZERO'
-- session: SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED
-- session: SET SESSION TRANSACTION READ WRITE
-- session: SET SESSION time_zone = '+00:00', autocommit = 1, foreign_key_checks = 1, unique_checks = 1, sql_safe_updates = 0, sql_big_selects = 1, sql_select_limit = 18446744073709551615, completion_type = 0, wait_timeout = 86400, max_statement_time = 0, alter_algorithm = 'DEFAULT'
-- note: INSERT INTO posts VALUES (…) without a list of columns fails while the table has one column more than the code knows
-- note: the triggers run with the rights of the user that runs `migrate expand` (their definer): that user must stay until contract
-- note: where `up` of posts.words fails for a row, old code's write of that row fails too: try it on real rows first
-- note: INSERT INTO files VALUES (…) without a list of columns fails while the table has one column more than the code knows
-- note: where `up` of files.size fails for a row, old code's write of that row fails too: try it on real rows first
-- note: where `up` of files.kind fails for a row, old code's write of that row fails too: try it on real rows first
-- note: until contract a NULL in files.kind means "not filled yet" and is filled from `up`
-- note: INSERT INTO places VALUES (…) without a list of columns fails while the table has one column more than the code knows
-- note: where `up` of places.x fails for a row, old code's write of that row fails too: try it on real rows first
-- note: where `down` of notes.heading fails for a row, new code's write of that row fails too: try it on real rows first
-- note: letters.letter into start, rest: a row in which one statement wrote both sides keeps both as they are; the comparison finds rows that were not filled, not rows whose two sides differ
-- note: INSERT INTO letters VALUES (…) without a list of columns fails while the table has more columns than the code knows

-- ==== expand
-- [expand-1] add posts.words, derived from the row
--   strategy: instant
--   lock: MDL exclusive on posts, milliseconds: metadata only; ALGORITHM=INSTANT: the server refuses rather than copies
--   why: old code leaves the column out: the trigger fills it from the row
--   probe: SELECT COUNT(*) > 0 FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'posts' AND CAST(COLUMN_NAME AS BINARY) = 'words'
--   runs: on its own
--   undo: ALTER TABLE `posts` DROP COLUMN `words`, ALGORITHM=INSTANT
--   loss: values of posts.words, counted by SELECT COUNT(*) AS lost FROM (SELECT 1 FROM `posts` WHERE `words` IS NOT NULL AND NOT (`words` <=> (CHAR_LENGTH(body))) LIMIT 1000) AS found
ALTER TABLE `posts` ADD COLUMN `words` INT NULL, ALGORITHM=INSTANT;

-- [expand-2] derive posts.words on UPDATE
--   strategy: in place
--   lock: MDL exclusive on posts, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: what one version of the application writes the other one reads
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'posts' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_posts__words__update'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_posts__words__update`
CREATE TRIGGER `migrate_posts__words__update` BEFORE UPDATE ON `posts` FOR EACH ROW
BEGIN
  DECLARE migrate_was INT;
  IF NEW.`words` <=> OLD.`words` THEN
    SET migrate_was = (SELECT CHAR_LENGTH(body) FROM (SELECT COALESCE(OLD.`body`) AS `body`) AS `posts`);
    IF OLD.`words` IS NULL OR OLD.`words` <=> migrate_was THEN SET NEW.`words` = (SELECT CHAR_LENGTH(body) FROM (SELECT NEW.`body` AS `body`) AS `posts`); END IF;
  END IF;
END;

-- [expand-3] derive posts.words on INSERT
--   strategy: in place
--   lock: MDL exclusive on posts, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: what one version of the application writes the other one reads
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'posts' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_posts__words__insert'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_posts__words__insert`
CREATE TRIGGER `migrate_posts__words__insert` BEFORE INSERT ON `posts` FOR EACH ROW
BEGIN
  IF NEW.`words` IS NULL THEN SET NEW.`words` = (SELECT CHAR_LENGTH(body) FROM (SELECT NEW.`body` AS `body`) AS `posts`); END IF;
END;

-- [expand-4] add files.size, derived from the row
--   strategy: instant
--   lock: MDL exclusive on files, milliseconds: metadata only; ALGORITHM=INSTANT: the server refuses rather than copies
--   why: old code leaves the column out: the trigger fills it from the row
--   probe: SELECT COUNT(*) > 0 FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'files' AND CAST(COLUMN_NAME AS BINARY) = 'size'
--   runs: on its own
--   undo: ALTER TABLE `files` DROP COLUMN `size`, ALGORITHM=INSTANT
--   loss: values of files.size, counted by SELECT COUNT(*) AS lost FROM (SELECT 1 FROM `files` WHERE `size` IS NOT NULL AND NOT (`size` <=> (LENGTH(content))) LIMIT 1000) AS found
ALTER TABLE `files` ADD COLUMN `size` INT NULL, ALGORITHM=INSTANT;

-- [expand-5] derive files.size on UPDATE
--   strategy: in place
--   lock: MDL exclusive on files, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: what one version of the application writes the other one reads
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'files' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_files__size__update'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_files__size__update`
CREATE TRIGGER `migrate_files__size__update` BEFORE UPDATE ON `files` FOR EACH ROW
BEGIN
  DECLARE migrate_was INT;
  IF NEW.`size` <=> OLD.`size` THEN
    SET migrate_was = (SELECT LENGTH(content) FROM (SELECT COALESCE(OLD.`content`) AS `content`) AS `files`);
    IF OLD.`size` IS NULL OR OLD.`size` <=> migrate_was THEN SET NEW.`size` = (SELECT LENGTH(content) FROM (SELECT NEW.`content` AS `content`) AS `files`); END IF;
  END IF;
END;

-- [expand-6] derive files.size on INSERT
--   strategy: in place
--   lock: MDL exclusive on files, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: what one version of the application writes the other one reads
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'files' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_files__size__insert'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_files__size__insert`
CREATE TRIGGER `migrate_files__size__insert` BEFORE INSERT ON `files` FOR EACH ROW
BEGIN
  IF NEW.`size` IS NULL THEN SET NEW.`size` = (SELECT LENGTH(content) FROM (SELECT NEW.`content` AS `content`) AS `files`); END IF;
END;

-- [expand-7] add files.kind, derived from the row
--   strategy: instant
--   lock: MDL exclusive on files, milliseconds: metadata only; ALGORITHM=INSTANT: the server refuses rather than copies
--   why: old code leaves the column out: the trigger fills it from the row
--   probe: SELECT COUNT(*) > 0 FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'files' AND CAST(COLUMN_NAME AS BINARY) = 'kind'
--   runs: on its own
--   undo: ALTER TABLE `files` DROP COLUMN `kind`, ALGORITHM=INSTANT
--   loss: values of files.kind, counted by SELECT COUNT(*) AS lost FROM (SELECT 1 FROM `files` WHERE `kind` IS NOT NULL AND NOT (CAST(`kind` AS BINARY) <=> CAST(CONVERT((JSON_UNQUOTE(JSON_EXTRACT(meta, '$.kind'))) USING utf8mb4) AS BINARY)) LIMIT 1000) AS found
ALTER TABLE `files` ADD COLUMN `kind` VARCHAR(20) NULL, ALGORITHM=INSTANT;

-- [expand-8] derive files.kind on UPDATE
--   strategy: in place
--   lock: MDL exclusive on files, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: what one version of the application writes the other one reads
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'files' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_files__kind__update'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_files__kind__update`
CREATE TRIGGER `migrate_files__kind__update` BEFORE UPDATE ON `files` FOR EACH ROW
BEGIN
  DECLARE migrate_was varchar(20) CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci;
  IF CAST(NEW.`kind` AS BINARY) <=> CAST(OLD.`kind` AS BINARY) THEN
    SET migrate_was = (SELECT JSON_UNQUOTE(JSON_EXTRACT(meta, '$.kind')) FROM (SELECT COALESCE(OLD.`meta`) AS `meta`) AS `files`);
    IF OLD.`kind` IS NULL OR CAST(OLD.`kind` AS BINARY) <=> CAST(migrate_was AS BINARY) THEN SET NEW.`kind` = (SELECT JSON_UNQUOTE(JSON_EXTRACT(meta, '$.kind')) FROM (SELECT NEW.`meta` AS `meta`) AS `files`); END IF;
  END IF;
END;

-- [expand-9] derive files.kind on INSERT
--   strategy: in place
--   lock: MDL exclusive on files, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: what one version of the application writes the other one reads
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'files' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_files__kind__insert'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_files__kind__insert`
CREATE TRIGGER `migrate_files__kind__insert` BEFORE INSERT ON `files` FOR EACH ROW
BEGIN
  IF NEW.`kind` IS NULL THEN SET NEW.`kind` = (SELECT JSON_UNQUOTE(JSON_EXTRACT(meta, '$.kind')) FROM (SELECT NEW.`meta` AS `meta`) AS `files`); END IF;
END;

-- [expand-10] add places.x, derived from the row
--   strategy: instant
--   lock: MDL exclusive on places, milliseconds: metadata only; ALGORITHM=INSTANT: the server refuses rather than copies
--   why: old code leaves the column out: the trigger fills it from the row
--   probe: SELECT COUNT(*) > 0 FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'places' AND CAST(COLUMN_NAME AS BINARY) = 'x'
--   runs: on its own
--   undo: ALTER TABLE `places` DROP COLUMN `x`, ALGORITHM=INSTANT
--   loss: values of places.x, counted by SELECT COUNT(*) AS lost FROM (SELECT 1 FROM `places` WHERE `x` IS NOT NULL AND NOT (`x` <=> (ST_X(spot))) LIMIT 1000) AS found
ALTER TABLE `places` ADD COLUMN `x` DOUBLE NULL, ALGORITHM=INSTANT;

-- [expand-11] derive places.x on UPDATE
--   strategy: in place
--   lock: MDL exclusive on places, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: what one version of the application writes the other one reads
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'places' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_places__x__update'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_places__x__update`
CREATE TRIGGER `migrate_places__x__update` BEFORE UPDATE ON `places` FOR EACH ROW
BEGIN
  DECLARE migrate_was DOUBLE;
  IF NEW.`x` <=> OLD.`x` THEN
    SET migrate_was = (SELECT ST_X(spot) FROM (SELECT COALESCE(OLD.`spot`) AS `spot`) AS `places`);
    IF OLD.`x` IS NULL OR OLD.`x` <=> migrate_was THEN SET NEW.`x` = (SELECT ST_X(spot) FROM (SELECT NEW.`spot` AS `spot`) AS `places`); END IF;
  END IF;
END;

-- [expand-12] derive places.x on INSERT
--   strategy: in place
--   lock: MDL exclusive on places, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: what one version of the application writes the other one reads
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'places' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_places__x__insert'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_places__x__insert`
CREATE TRIGGER `migrate_places__x__insert` BEFORE INSERT ON `places` FOR EACH ROW
BEGIN
  IF NEW.`x` IS NULL THEN SET NEW.`x` = (SELECT ST_X(spot) FROM (SELECT NEW.`spot` AS `spot`) AS `places`); END IF;
END;

-- [expand-13] derive notes.heading for rows that new code writes without it on UPDATE
--   strategy: in place
--   lock: MDL exclusive on notes, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: what one version of the application writes the other one reads
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'notes' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_notes__heading__update'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_notes__heading__update`
CREATE TRIGGER `migrate_notes__heading__update` BEFORE UPDATE ON `notes` FOR EACH ROW
BEGIN
  DECLARE migrate_was varchar(20) CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci;
  IF CAST(NEW.`heading` AS BINARY) <=> CAST(OLD.`heading` AS BINARY) THEN
    SET migrate_was = (SELECT LEFT(body, 9) FROM (SELECT COALESCE(OLD.`body`) AS `body`) AS `notes`);
    IF CAST(OLD.`heading` AS BINARY) <=> CAST(migrate_was AS BINARY) THEN IF (SELECT LEFT(body, 9) FROM (SELECT NEW.`body` AS `body`) AS `notes`) IS NOT NULL THEN SET NEW.`heading` = (SELECT LEFT(body, 9) FROM (SELECT NEW.`body` AS `body`) AS `notes`); END IF; END IF;
  END IF;
END;

-- [expand-14] derive notes.heading for rows that new code writes without it on INSERT
--   strategy: in place
--   lock: MDL exclusive on notes, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: what one version of the application writes the other one reads
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'notes' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_notes__heading__insert'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_notes__heading__insert`
CREATE TRIGGER `migrate_notes__heading__insert` BEFORE INSERT ON `notes` FOR EACH ROW
BEGIN
  IF NEW.`heading` IS NULL THEN SET NEW.`heading` = (SELECT LEFT(body, 9) FROM (SELECT NEW.`body` AS `body`) AS `notes`); END IF;
END;

-- [expand-15] add the columns of letters.letter into start, rest
--   strategy: instant
--   lock: MDL exclusive on letters, milliseconds: metadata only; ALGORITHM=INSTANT: the server refuses rather than copies
--   why: empty columns; migrate_letters__letter__fill is always NULL: the fill sets it, so that the triggers know its writes
--   probe: SELECT COUNT(*) > 0 FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'letters' AND CAST(COLUMN_NAME AS BINARY) = 'start'
--   runs: on its own
--   undo: ALTER TABLE `letters` DROP COLUMN `start`, DROP COLUMN `rest`, DROP COLUMN `migrate_letters__letter__fill`, ALGORITHM=INSTANT
--   loss: values of letters.letter into start, rest that the old columns do not give again, counted by SELECT COUNT(*) AS lost FROM (SELECT 1 FROM `letters` WHERE CASE WHEN `start` IS NULL AND `rest` IS NULL THEN FALSE ELSE NOT (CAST(`start` AS BINARY) <=> CAST(CONVERT((SUBSTRING_INDEX(letter, ' ', 1)) USING utf8mb4) AS BINARY)) OR NOT (CAST(`rest` AS BINARY) <=> CAST(CONVERT((SUBSTR(letter, CHAR_LENGTH(SUBSTRING_INDEX(letter, ' ', 1)) + 2)) USING utf8mb4) AS BINARY)) END LIMIT 1000) AS found
ALTER TABLE `letters` ADD COLUMN `start` TEXT NULL, ADD COLUMN `rest` TEXT NULL, ADD COLUMN `migrate_letters__letter__fill` TINYINT NULL INVISIBLE, ALGORITHM=INSTANT;

-- [expand-16] carry letters.letter into start, rest over, both ways, on UPDATE
--   strategy: in place
--   lock: MDL exclusive on letters, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: what one version of the application writes the other one reads
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'letters' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_letters__letter__update'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_letters__letter__update`
CREATE TRIGGER `migrate_letters__letter__update` BEFORE UPDATE ON `letters` FOR EACH ROW
BEGIN
  DECLARE migrate_new_given, migrate_old_given BOOLEAN;
  DECLARE migrate_unfilled BOOLEAN;
  SET migrate_unfilled = NEW.`migrate_letters__letter__fill` IS NULL AND OLD.`start` IS NULL AND OLD.`rest` IS NULL;
  IF migrate_unfilled THEN
    BEGIN
      DECLARE migrate_error INT;
      DECLARE migrate_value_1 text CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci;
      DECLARE EXIT HANDLER FOR SQLEXCEPTION
      BEGIN
        GET DIAGNOSTICS CONDITION 1 migrate_error = MYSQL_ERRNO;
        IF migrate_error IN (1020, 1205, 1213, 1317, 1613, 1614, 1969, 3024, 3572) THEN RESIGNAL; END IF;
      END;
      SELECT CONCAT_WS(' ', start, rest) INTO migrate_value_1 FROM (SELECT COALESCE(OLD.`start`) AS `start`, COALESCE(OLD.`rest`) AS `rest`) AS `letters`;
      SET migrate_unfilled = NOT (CAST(OLD.`letter` AS BINARY) <=> CAST(migrate_value_1 AS BINARY));
    END;
  END IF;
  SET migrate_new_given = NEW.`migrate_letters__letter__fill` IS NULL AND (NOT (CAST(NEW.`start` AS BINARY) <=> CAST(OLD.`start` AS BINARY)) OR NOT (CAST(NEW.`rest` AS BINARY) <=> CAST(OLD.`rest` AS BINARY)));
  SET migrate_old_given = NOT (CAST(NEW.`letter` AS BINARY) <=> CAST(OLD.`letter` AS BINARY)) OR (migrate_unfilled AND NEW.`start` IS NULL AND NEW.`rest` IS NULL);
  SET NEW.`migrate_letters__letter__fill` = NULL;
  IF migrate_new_given AND migrate_unfilled THEN
    BEGIN
      DECLARE migrate_error INT;
      DECLARE migrate_value_1 text CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci;
      DECLARE migrate_value_2 text CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci;
      DECLARE EXIT HANDLER FOR SQLEXCEPTION
      BEGIN
        GET DIAGNOSTICS CONDITION 1 migrate_error = MYSQL_ERRNO;
        IF migrate_error IN (1020, 1205, 1213, 1317, 1613, 1614, 1969, 3024, 3572) THEN RESIGNAL; END IF;
      END;
      IF NEW.`start` IS NULL THEN
        SELECT SUBSTRING_INDEX(letter, ' ', 1) INTO migrate_value_1 FROM (SELECT COALESCE(OLD.`letter`) AS `letter`) AS `letters`;
        SET NEW.`start` = migrate_value_1;
      END IF;
      IF NEW.`rest` IS NULL THEN
        SELECT SUBSTR(letter, CHAR_LENGTH(SUBSTRING_INDEX(letter, ' ', 1)) + 2) INTO migrate_value_2 FROM (SELECT COALESCE(OLD.`letter`) AS `letter`) AS `letters`;
        SET NEW.`rest` = migrate_value_2;
      END IF;
    END;
  END IF;
  IF migrate_new_given AND NOT migrate_old_given THEN
    BEGIN
      DECLARE migrate_error INT;
      DECLARE migrate_value_1 text CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci;
      DECLARE EXIT HANDLER FOR SQLEXCEPTION
      BEGIN
        GET DIAGNOSTICS CONDITION 1 migrate_error = MYSQL_ERRNO;
        IF migrate_error IN (1020, 1205, 1213, 1317, 1613, 1614, 1969, 3024, 3572) THEN RESIGNAL; END IF;
        SET NEW.`letter` = NULL;
      END;
      SELECT CONCAT_WS(' ', start, rest) INTO migrate_value_1 FROM (SELECT NEW.`start` AS `start`, NEW.`rest` AS `rest`) AS `letters`;
      SET NEW.`letter` = migrate_value_1;
    END;
  ELSEIF migrate_old_given AND NOT migrate_new_given THEN
    BEGIN
      DECLARE migrate_error INT;
      DECLARE migrate_value_1 text CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci;
      DECLARE migrate_value_2 text CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci;
      DECLARE EXIT HANDLER FOR SQLEXCEPTION
      BEGIN
        GET DIAGNOSTICS CONDITION 1 migrate_error = MYSQL_ERRNO;
        IF migrate_error IN (1020, 1205, 1213, 1317, 1613, 1614, 1969, 3024, 3572) THEN RESIGNAL; END IF;
        SET NEW.`start` = NULL;
        SET NEW.`rest` = NULL;
      END;
      SELECT SUBSTRING_INDEX(letter, ' ', 1), SUBSTR(letter, CHAR_LENGTH(SUBSTRING_INDEX(letter, ' ', 1)) + 2) INTO migrate_value_1, migrate_value_2 FROM (SELECT NEW.`letter` AS `letter`) AS `letters`;
      SET NEW.`start` = migrate_value_1, NEW.`rest` = migrate_value_2;
    END;
  END IF;
END;

-- [expand-17] carry letters.letter into start, rest over, both ways, on INSERT
--   strategy: in place
--   lock: MDL exclusive on letters, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: what one version of the application writes the other one reads
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'letters' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_letters__letter__insert'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_letters__letter__insert`
CREATE TRIGGER `migrate_letters__letter__insert` BEFORE INSERT ON `letters` FOR EACH ROW
BEGIN
  DECLARE migrate_new_given, migrate_old_given BOOLEAN;
  SET migrate_new_given = NEW.`start` IS NOT NULL OR NEW.`rest` IS NOT NULL;
  SET migrate_old_given = NOT migrate_new_given OR NEW.`letter` IS NOT NULL;
  IF migrate_new_given AND NOT migrate_old_given THEN
    BEGIN
      DECLARE migrate_error INT;
      DECLARE migrate_value_1 text CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci;
      DECLARE EXIT HANDLER FOR SQLEXCEPTION
      BEGIN
        GET DIAGNOSTICS CONDITION 1 migrate_error = MYSQL_ERRNO;
        IF migrate_error IN (1020, 1205, 1213, 1317, 1613, 1614, 1969, 3024, 3572) THEN RESIGNAL; END IF;
        SET NEW.`letter` = NULL;
      END;
      SELECT CONCAT_WS(' ', start, rest) INTO migrate_value_1 FROM (SELECT NEW.`start` AS `start`, NEW.`rest` AS `rest`) AS `letters`;
      SET NEW.`letter` = migrate_value_1;
    END;
  ELSEIF migrate_old_given AND NOT migrate_new_given THEN
    BEGIN
      DECLARE migrate_error INT;
      DECLARE migrate_value_1 text CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci;
      DECLARE migrate_value_2 text CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci;
      DECLARE EXIT HANDLER FOR SQLEXCEPTION
      BEGIN
        GET DIAGNOSTICS CONDITION 1 migrate_error = MYSQL_ERRNO;
        IF migrate_error IN (1020, 1205, 1213, 1317, 1613, 1614, 1969, 3024, 3572) THEN RESIGNAL; END IF;
        SET NEW.`start` = NULL;
        SET NEW.`rest` = NULL;
      END;
      SELECT SUBSTRING_INDEX(letter, ' ', 1), SUBSTR(letter, CHAR_LENGTH(SUBSTRING_INDEX(letter, ' ', 1)) + 2) INTO migrate_value_1, migrate_value_2 FROM (SELECT NEW.`letter` AS `letter`) AS `letters`;
      SET NEW.`start` = migrate_value_1, NEW.`rest` = migrate_value_2;
    END;
  END IF;
END;

-- ==== backfill
-- [backfill-1] fill posts.words
--   strategy: in place
--   lock: row locks on posts, one batch: only the rows it changes are locked; reads and writes of other rows go on
--   why: rows that have a value already are left alone
--   batches: table posts by id; each commits together with its checkpoint
--   first key, once:
SELECT `id` FROM `posts` FORCE INDEX (`PRIMARY`) ORDER BY `id` LIMIT 1;
--   last key, once:
SELECT `id` FROM `posts` FORCE INDEX (`PRIMARY`) ORDER BY `id` DESC LIMIT 1;
--   end of this batch and start of the next:
--     ? number 1 = from.id, ? number 2 = end.id, ? number 3 = batch size - 1
SELECT `id` FROM `posts` FORCE INDEX (`PRIMARY`) WHERE `id` >= ? AND `id` <= ? ORDER BY `id` LIMIT 2 OFFSET ?;
--   the batch:
--     ? number 1 = from.id, ? number 2 = to.id
UPDATE `posts` FORCE INDEX (`PRIMARY`) SET `words` = (CHAR_LENGTH(body)) WHERE `id` >= ? AND `id` <= ? AND (`words` IS NULL);

-- [backfill-2] look for rows without posts.words
--   lock: none on posts, consistent reads; reads and writes go on
--   why: rows that the server would refuse are named before it is asked
--   batches: table posts by id; each commits together with its checkpoint
--   first key, once:
SELECT `id` FROM `posts` FORCE INDEX (`PRIMARY`) ORDER BY `id` LIMIT 1;
--   last key, once:
SELECT `id` FROM `posts` FORCE INDEX (`PRIMARY`) ORDER BY `id` DESC LIMIT 1;
--   end of this batch and start of the next:
--     ? number 1 = from.id, ? number 2 = end.id, ? number 3 = batch size - 1
SELECT `id` FROM `posts` FORCE INDEX (`PRIMARY`) WHERE `id` >= ? AND `id` <= ? ORDER BY `id` LIMIT 2 OFFSET ?;
--   the batch (a row returned is in the way):
--     ? number 1 = from.id, ? number 2 = to.id
SELECT `id` FROM `posts` FORCE INDEX (`PRIMARY`) WHERE `id` >= ? AND `id` <= ? AND (`words` IS NULL) LIMIT 5;

-- [backfill-3] make posts.words NOT NULL
--   strategy: online
--   lock: MDL exclusive on posts, milliseconds at its begin and end; the rows are read or rebuilt meanwhile, reads and writes go on; LOCK=NONE: the server refuses rather than blocks writes
--   why: the rows have been proven to have a value
--   probe: SELECT COUNT(*) > 0 FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'posts' AND CAST(COLUMN_NAME AS BINARY) = 'words' AND IS_NULLABLE = 'NO'
--   runs: on its own
--   undo: ALTER TABLE `posts` ALTER COLUMN `words` SET DEFAULT 0, ALGORITHM=INSTANT
ALTER TABLE `posts` MODIFY COLUMN `words` INT NOT NULL, ALGORITHM=INPLACE, LOCK=NONE;

-- [backfill-4] fill files.size
--   strategy: in place
--   lock: row locks on files, one batch: only the rows it changes are locked; reads and writes of other rows go on
--   why: rows that have a value already are left alone
--   batches: table files by id; each commits together with its checkpoint
--   first key, once:
SELECT `id` FROM `files` FORCE INDEX (`PRIMARY`) ORDER BY `id` LIMIT 1;
--   last key, once:
SELECT `id` FROM `files` FORCE INDEX (`PRIMARY`) ORDER BY `id` DESC LIMIT 1;
--   end of this batch and start of the next:
--     ? number 1 = from.id, ? number 2 = end.id, ? number 3 = batch size - 1
SELECT `id` FROM `files` FORCE INDEX (`PRIMARY`) WHERE `id` >= ? AND `id` <= ? ORDER BY `id` LIMIT 2 OFFSET ?;
--   the batch:
--     ? number 1 = from.id, ? number 2 = to.id
UPDATE `files` FORCE INDEX (`PRIMARY`) SET `size` = (LENGTH(content)) WHERE `id` >= ? AND `id` <= ? AND (`size` IS NULL);

-- [backfill-5] look for rows without files.size
--   lock: none on files, consistent reads; reads and writes go on
--   why: rows that the server would refuse are named before it is asked
--   batches: table files by id; each commits together with its checkpoint
--   first key, once:
SELECT `id` FROM `files` FORCE INDEX (`PRIMARY`) ORDER BY `id` LIMIT 1;
--   last key, once:
SELECT `id` FROM `files` FORCE INDEX (`PRIMARY`) ORDER BY `id` DESC LIMIT 1;
--   end of this batch and start of the next:
--     ? number 1 = from.id, ? number 2 = end.id, ? number 3 = batch size - 1
SELECT `id` FROM `files` FORCE INDEX (`PRIMARY`) WHERE `id` >= ? AND `id` <= ? ORDER BY `id` LIMIT 2 OFFSET ?;
--   the batch (a row returned is in the way):
--     ? number 1 = from.id, ? number 2 = to.id
SELECT `id` FROM `files` FORCE INDEX (`PRIMARY`) WHERE `id` >= ? AND `id` <= ? AND (`size` IS NULL) LIMIT 5;

-- [backfill-6] make files.size NOT NULL
--   strategy: online
--   lock: MDL exclusive on files, milliseconds at its begin and end; the rows are read or rebuilt meanwhile, reads and writes go on; LOCK=NONE: the server refuses rather than blocks writes
--   why: the rows have been proven to have a value
--   probe: SELECT COUNT(*) > 0 FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'files' AND CAST(COLUMN_NAME AS BINARY) = 'size' AND IS_NULLABLE = 'NO'
--   runs: on its own
--   undo: ALTER TABLE `files` ALTER COLUMN `size` SET DEFAULT 0, ALGORITHM=INSTANT
ALTER TABLE `files` MODIFY COLUMN `size` INT NOT NULL, ALGORITHM=INPLACE, LOCK=NONE;

-- [backfill-7] fill files.kind
--   strategy: in place
--   lock: row locks on files, one batch: only the rows it changes are locked; reads and writes of other rows go on
--   why: rows that have a value already are left alone
--   batches: table files by id; each commits together with its checkpoint
--   first key, once:
SELECT `id` FROM `files` FORCE INDEX (`PRIMARY`) ORDER BY `id` LIMIT 1;
--   last key, once:
SELECT `id` FROM `files` FORCE INDEX (`PRIMARY`) ORDER BY `id` DESC LIMIT 1;
--   end of this batch and start of the next:
--     ? number 1 = from.id, ? number 2 = end.id, ? number 3 = batch size - 1
SELECT `id` FROM `files` FORCE INDEX (`PRIMARY`) WHERE `id` >= ? AND `id` <= ? ORDER BY `id` LIMIT 2 OFFSET ?;
--   the batch:
--     ? number 1 = from.id, ? number 2 = to.id
UPDATE `files` FORCE INDEX (`PRIMARY`) SET `kind` = (JSON_UNQUOTE(JSON_EXTRACT(meta, '$.kind'))) WHERE `id` >= ? AND `id` <= ? AND (`kind` IS NULL AND (JSON_UNQUOTE(JSON_EXTRACT(meta, '$.kind'))) IS NOT NULL);

-- [backfill-8] look for rows not filled: files.kind
--   lock: none on files, consistent reads; reads and writes go on
--   why: history is proven complete before anything relies on it
--   batches: table files by id; each commits together with its checkpoint
--   first key, once:
SELECT `id` FROM `files` FORCE INDEX (`PRIMARY`) ORDER BY `id` LIMIT 1;
--   last key, once:
SELECT `id` FROM `files` FORCE INDEX (`PRIMARY`) ORDER BY `id` DESC LIMIT 1;
--   end of this batch and start of the next:
--     ? number 1 = from.id, ? number 2 = end.id, ? number 3 = batch size - 1
SELECT `id` FROM `files` FORCE INDEX (`PRIMARY`) WHERE `id` >= ? AND `id` <= ? ORDER BY `id` LIMIT 2 OFFSET ?;
--   the batch (a row returned is a difference):
--     ? number 1 = from.id, ? number 2 = to.id
SELECT `id` FROM `files` FORCE INDEX (`PRIMARY`) WHERE `id` >= ? AND `id` <= ? AND (`kind` IS NULL AND (JSON_UNQUOTE(JSON_EXTRACT(meta, '$.kind'))) IS NOT NULL) LIMIT 5;

-- [backfill-9] fill places.x
--   strategy: in place
--   lock: row locks on places, one batch: only the rows it changes are locked; reads and writes of other rows go on
--   why: rows that have a value already are left alone
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
UPDATE `places` FORCE INDEX (`PRIMARY`) SET `x` = (ST_X(spot)) WHERE `id` >= ? AND `id` <= ? AND (`x` IS NULL);

-- [backfill-10] look for rows without places.x
--   lock: none on places, consistent reads; reads and writes go on
--   why: rows that the server would refuse are named before it is asked
--   batches: table places by id; each commits together with its checkpoint
--   first key, once:
SELECT `id` FROM `places` FORCE INDEX (`PRIMARY`) ORDER BY `id` LIMIT 1;
--   last key, once:
SELECT `id` FROM `places` FORCE INDEX (`PRIMARY`) ORDER BY `id` DESC LIMIT 1;
--   end of this batch and start of the next:
--     ? number 1 = from.id, ? number 2 = end.id, ? number 3 = batch size - 1
SELECT `id` FROM `places` FORCE INDEX (`PRIMARY`) WHERE `id` >= ? AND `id` <= ? ORDER BY `id` LIMIT 2 OFFSET ?;
--   the batch (a row returned is in the way):
--     ? number 1 = from.id, ? number 2 = to.id
SELECT `id` FROM `places` FORCE INDEX (`PRIMARY`) WHERE `id` >= ? AND `id` <= ? AND (`x` IS NULL) LIMIT 5;

-- [backfill-11] make places.x NOT NULL
--   strategy: online
--   lock: MDL exclusive on places, milliseconds at its begin and end; the rows are read or rebuilt meanwhile, reads and writes go on; LOCK=NONE: the server refuses rather than blocks writes
--   why: the rows have been proven to have a value
--   probe: SELECT COUNT(*) > 0 FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'places' AND CAST(COLUMN_NAME AS BINARY) = 'x' AND IS_NULLABLE = 'NO'
--   runs: on its own
--   undo: ALTER TABLE `places` ALTER COLUMN `x` SET DEFAULT 0, ALGORITHM=INSTANT
ALTER TABLE `places` MODIFY COLUMN `x` DOUBLE NOT NULL, ALGORITHM=INPLACE, LOCK=NONE;

-- [backfill-12] fill letters.letter into start, rest
--   strategy: in place
--   lock: row locks on letters, one batch: only the rows it changes are locked; reads and writes of other rows go on
--   why: rows that have values already are left alone; one that cannot be mapped is named
--   batches: table letters by id; each commits together with its checkpoint
--   first key, once:
SELECT `id` FROM `letters` FORCE INDEX (`PRIMARY`) ORDER BY `id` LIMIT 1;
--   last key, once:
SELECT `id` FROM `letters` FORCE INDEX (`PRIMARY`) ORDER BY `id` DESC LIMIT 1;
--   end of this batch and start of the next:
--     ? number 1 = from.id, ? number 2 = end.id, ? number 3 = batch size - 1
SELECT `id` FROM `letters` FORCE INDEX (`PRIMARY`) WHERE `id` >= ? AND `id` <= ? ORDER BY `id` LIMIT 2 OFFSET ?;
--   the batch:
--     ? number 1 = from.id, ? number 2 = to.id
UPDATE `letters` FORCE INDEX (`PRIMARY`) SET `start` = (SUBSTRING_INDEX(letter, ' ', 1)), `rest` = (SUBSTR(letter, CHAR_LENGTH(SUBSTRING_INDEX(letter, ' ', 1)) + 2)), `migrate_letters__letter__fill` = 1 WHERE `id` >= ? AND `id` <= ? AND (`start` IS NULL AND `rest` IS NULL AND ((SUBSTRING_INDEX(letter, ' ', 1)) IS NOT NULL OR (SUBSTR(letter, CHAR_LENGTH(SUBSTRING_INDEX(letter, ' ', 1)) + 2)) IS NOT NULL));

-- [backfill-13] look for rows not filled: letters.letter into start, rest
--   lock: none on letters, consistent reads; reads and writes go on
--   why: history is proven complete before anything relies on it
--   batches: table letters by id; each commits together with its checkpoint
--   first key, once:
SELECT `id` FROM `letters` FORCE INDEX (`PRIMARY`) ORDER BY `id` LIMIT 1;
--   last key, once:
SELECT `id` FROM `letters` FORCE INDEX (`PRIMARY`) ORDER BY `id` DESC LIMIT 1;
--   end of this batch and start of the next:
--     ? number 1 = from.id, ? number 2 = end.id, ? number 3 = batch size - 1
SELECT `id` FROM `letters` FORCE INDEX (`PRIMARY`) WHERE `id` >= ? AND `id` <= ? ORDER BY `id` LIMIT 2 OFFSET ?;
--   the batch (a row returned is a difference):
--     ? number 1 = from.id, ? number 2 = to.id
SELECT `id` FROM `letters` FORCE INDEX (`PRIMARY`) WHERE `id` >= ? AND `id` <= ? AND (`start` IS NULL AND `rest` IS NULL AND ((SUBSTRING_INDEX(letter, ' ', 1)) IS NOT NULL OR (SUBSTR(letter, CHAR_LENGTH(SUBSTRING_INDEX(letter, ' ', 1)) + 2)) IS NOT NULL)) LIMIT 5;

-- ==== contract
-- [contract-1] look for rows not filled: letters.letter into start, rest, again
--   lock: none on letters, consistent reads; reads and writes go on
--   why: history is proven complete before anything relies on it
--   batches: table letters by id; each commits together with its checkpoint
--   first key, once:
SELECT `id` FROM `letters` FORCE INDEX (`PRIMARY`) ORDER BY `id` LIMIT 1;
--   last key, once:
SELECT `id` FROM `letters` FORCE INDEX (`PRIMARY`) ORDER BY `id` DESC LIMIT 1;
--   end of this batch and start of the next:
--     ? number 1 = from.id, ? number 2 = end.id, ? number 3 = batch size - 1
SELECT `id` FROM `letters` FORCE INDEX (`PRIMARY`) WHERE `id` >= ? AND `id` <= ? ORDER BY `id` LIMIT 2 OFFSET ?;
--   the batch (a row returned is a difference):
--     ? number 1 = from.id, ? number 2 = to.id
SELECT `id` FROM `letters` FORCE INDEX (`PRIMARY`) WHERE `id` >= ? AND `id` <= ? AND (CASE WHEN `start` IS NULL AND `rest` IS NULL AND ((SUBSTRING_INDEX(letter, ' ', 1)) IS NOT NULL OR (SUBSTR(letter, CHAR_LENGTH(SUBSTRING_INDEX(letter, ' ', 1)) + 2)) IS NOT NULL) THEN NOT (CAST(`letter` AS BINARY) <=> CAST(CONVERT((CONCAT_WS(' ', start, rest)) USING utf8mb4) AS BINARY)) ELSE FALSE END) LIMIT 5;

-- [contract-2] stop the sync of posts.words on UPDATE
--   strategy: instant
--   lock: MDL exclusive on posts, milliseconds: metadata only; metadata only
--   why: first: left alone it would take a fresh row for one that was never filled
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_posts__words__update'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_posts__words__update`;

-- [contract-3] stop the sync of posts.words on INSERT
--   strategy: instant
--   lock: MDL exclusive on posts, milliseconds: metadata only; metadata only
--   why: all live code uses the new shape
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_posts__words__insert'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_posts__words__insert`;

-- [contract-4] stop the sync of files.size on UPDATE
--   strategy: instant
--   lock: MDL exclusive on files, milliseconds: metadata only; metadata only
--   why: first: left alone it would take a fresh row for one that was never filled
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_files__size__update'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_files__size__update`;

-- [contract-5] stop the sync of files.size on INSERT
--   strategy: instant
--   lock: MDL exclusive on files, milliseconds: metadata only; metadata only
--   why: all live code uses the new shape
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_files__size__insert'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_files__size__insert`;

-- [contract-6] stop the sync of files.kind on UPDATE
--   strategy: instant
--   lock: MDL exclusive on files, milliseconds: metadata only; metadata only
--   why: first: left alone it would take a fresh row for one that was never filled
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_files__kind__update'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_files__kind__update`;

-- [contract-7] stop the sync of files.kind on INSERT
--   strategy: instant
--   lock: MDL exclusive on files, milliseconds: metadata only; metadata only
--   why: all live code uses the new shape
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_files__kind__insert'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_files__kind__insert`;

-- [contract-8] stop the sync of places.x on UPDATE
--   strategy: instant
--   lock: MDL exclusive on places, milliseconds: metadata only; metadata only
--   why: first: left alone it would take a fresh row for one that was never filled
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_places__x__update'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_places__x__update`;

-- [contract-9] stop the sync of places.x on INSERT
--   strategy: instant
--   lock: MDL exclusive on places, milliseconds: metadata only; metadata only
--   why: all live code uses the new shape
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_places__x__insert'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_places__x__insert`;

-- [contract-10] look for views and triggers that name notes.heading
--   lock: none on the catalog, consistent reads; reads and writes go on
--   why: they would fail once the column is gone
--   expects: no row
SELECT IF(VIEW_DEFINITION = '', 'view without SHOW VIEW', 'view') AS kind, CONCAT(TABLE_SCHEMA, '.', TABLE_NAME) AS name FROM information_schema.VIEWS WHERE ((INSTR(VIEW_DEFINITION, CONCAT('`', DATABASE(), '`.`notes`')) > 0 AND (@@lower_case_table_names > 0 OR INSTR(CAST(VIEW_DEFINITION AS BINARY), CONCAT('`', DATABASE(), '`.`notes`')) > 0)) AND ((INSTR(VIEW_DEFINITION, '`notes`.`heading`') > 0 AND (@@lower_case_table_names > 0 OR INSTR(CAST(VIEW_DEFINITION AS BINARY), '`notes`.`heading`') > 0)) OR VIEW_DEFINITION REGEXP CONCAT(IF(@@lower_case_table_names > 0, '(?si)', '(?s-i)'), '(`(?:[^`]|``)+`)\\.\\Q`heading`\\E(?!`).*\\Q`', DATABASE(), '\\E\\Q`.`notes`\\E(?: PARTITION \\([^)]*\\))? \\1') OR VIEW_DEFINITION REGEXP CONCAT(IF(@@lower_case_table_names > 0, '(?si)', '(?s-i)'), '\\Q`', DATABASE(), '\\E\\Q`.`notes`\\E(?: PARTITION \\([^)]*\\))? (`(?:[^`]|``)+`).*\\1\\.\\Q`heading`\\E(?!`)')) OR (TABLE_SCHEMA = DATABASE() AND VIEW_DEFINITION = ''))
UNION ALL
SELECT 'trigger', TRIGGER_NAME FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'notes' AND TRIGGER_NAME NOT LIKE 'migrate\_%' AND (ACTION_STATEMENT REGEXP '(?i)(?<![\\w$])(?:NEW|OLD)`?\\s*\\.\\s*(?:\\Qheading\\E(?![\\w$`])|\\Q`heading`\\E(?!`))' OR REGEXP_REPLACE(ACTION_STATEMENT, '''(?:[^''\\\\]++|\\\\.)*+''|(?s:/\\*.*?\\*/)|(?:-- |#)[^\\n]*', '') REGEXP '(?i)(?<![\\w$`])\\Qheading\\E(?![\\w$`])|\\Q`heading`\\E(?!`)')
LIMIT 5;

-- [contract-11] give notes.heading a default for its last moments
--   strategy: instant
--   lock: MDL exclusive on notes, milliseconds: metadata only; metadata only
--   why: inserts that leave it out must not fail between the triggers' end and its own
--   probe: SELECT COUNT(*) > 0 FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'notes' AND CAST(COLUMN_NAME AS BINARY) = 'heading' AND (COLUMN_DEFAULT IS NOT NULL OR EXTRA LIKE '%DEFAULT_GENERATED%')
--   runs: on its own
ALTER TABLE `notes` ALTER COLUMN `heading` SET DEFAULT '', ALGORITHM=INSTANT;

-- [contract-12] stop the sync of notes.heading on UPDATE
--   strategy: instant
--   lock: MDL exclusive on notes, milliseconds: metadata only; metadata only
--   why: first: left alone it would take a fresh row for one that was never filled
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_notes__heading__update'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_notes__heading__update`;

-- [contract-13] stop the sync of notes.heading on INSERT
--   strategy: instant
--   lock: MDL exclusive on notes, milliseconds: metadata only; metadata only
--   why: all live code uses the new shape
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_notes__heading__insert'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_notes__heading__insert`;

-- [contract-14] drop notes.heading
--   strategy: instant
--   lock: MDL exclusive on notes, milliseconds: metadata only; ALGORITHM=INSTANT: the server refuses rather than copies
--   why: no live code uses it
--   destructive: cannot be rolled back
--   probe: SELECT COUNT(*) = 0 FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'notes' AND CAST(COLUMN_NAME AS BINARY) = 'heading'
--   runs: on its own
ALTER TABLE `notes` DROP COLUMN `heading`, ALGORITHM=INSTANT;

-- [contract-15] look for views and triggers that name letters.letter
--   lock: none on the catalog, consistent reads; reads and writes go on
--   why: they would fail once the column is gone
--   expects: no row
SELECT IF(VIEW_DEFINITION = '', 'view without SHOW VIEW', 'view') AS kind, CONCAT(TABLE_SCHEMA, '.', TABLE_NAME) AS name FROM information_schema.VIEWS WHERE ((INSTR(VIEW_DEFINITION, CONCAT('`', DATABASE(), '`.`letters`')) > 0 AND (@@lower_case_table_names > 0 OR INSTR(CAST(VIEW_DEFINITION AS BINARY), CONCAT('`', DATABASE(), '`.`letters`')) > 0)) AND ((INSTR(VIEW_DEFINITION, '`letters`.`letter`') > 0 AND (@@lower_case_table_names > 0 OR INSTR(CAST(VIEW_DEFINITION AS BINARY), '`letters`.`letter`') > 0)) OR VIEW_DEFINITION REGEXP CONCAT(IF(@@lower_case_table_names > 0, '(?si)', '(?s-i)'), '(`(?:[^`]|``)+`)\\.\\Q`letter`\\E(?!`).*\\Q`', DATABASE(), '\\E\\Q`.`letters`\\E(?: PARTITION \\([^)]*\\))? \\1') OR VIEW_DEFINITION REGEXP CONCAT(IF(@@lower_case_table_names > 0, '(?si)', '(?s-i)'), '\\Q`', DATABASE(), '\\E\\Q`.`letters`\\E(?: PARTITION \\([^)]*\\))? (`(?:[^`]|``)+`).*\\1\\.\\Q`letter`\\E(?!`)')) OR (TABLE_SCHEMA = DATABASE() AND VIEW_DEFINITION = ''))
UNION ALL
SELECT 'trigger', TRIGGER_NAME FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'letters' AND TRIGGER_NAME NOT LIKE 'migrate\_%' AND (ACTION_STATEMENT REGEXP '(?i)(?<![\\w$])(?:NEW|OLD)`?\\s*\\.\\s*(?:\\Qletter\\E(?![\\w$`])|\\Q`letter`\\E(?!`))' OR REGEXP_REPLACE(ACTION_STATEMENT, '''(?:[^''\\\\]++|\\\\.)*+''|(?s:/\\*.*?\\*/)|(?:-- |#)[^\\n]*', '') REGEXP '(?i)(?<![\\w$`])\\Qletter\\E(?![\\w$`])|\\Q`letter`\\E(?!`)')
LIMIT 5;

-- [contract-16] stop the sync of letters.letter on UPDATE
--   strategy: instant
--   lock: MDL exclusive on letters, milliseconds: metadata only; metadata only
--   why: first: left alone it would take a fresh row for one that was never filled
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_letters__letter__update'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_letters__letter__update`;

-- [contract-17] stop the sync of letters.letter on INSERT
--   strategy: instant
--   lock: MDL exclusive on letters, milliseconds: metadata only; metadata only
--   why: all live code uses the new shape
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_letters__letter__insert'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_letters__letter__insert`;

-- [contract-18] drop letters.letter, letters.migrate_letters__letter__fill
--   strategy: instant
--   lock: MDL exclusive on letters, milliseconds: metadata only; ALGORITHM=INSTANT: the server refuses rather than copies
--   why: no live code uses it
--   destructive: cannot be rolled back
--   probe: SELECT COUNT(*) = 0 FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'letters' AND CAST(COLUMN_NAME AS BINARY) = 'letter'
--   runs: on its own
ALTER TABLE `letters` DROP COLUMN `letter`, DROP COLUMN `migrate_letters__letter__fill`, ALGORITHM=INSTANT;
