-- migration: merge_columns_raises
-- description: A `down` that raises an error for some rows
-- session: SET NAMES utf8mb4
-- session: SET SESSION sql_mode = 'STRICT_TRANS_TABLES,ALLOW_INVALID_DATES,NO_ENGINE_SUBSTITUTION,NO_AUTO_VALUE_ON_ZERO'
-- session: SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED
-- session: SET SESSION TRANSACTION READ WRITE
-- session: SET SESSION time_zone = '+00:00', autocommit = 1, foreign_key_checks = 1, unique_checks = 1, sql_safe_updates = 0, sql_big_selects = 1, sql_select_limit = 18446744073709551615, completion_type = 0, wait_timeout = 86400, max_statement_time = 0, alter_algorithm = 'DEFAULT'
-- note: spans.width, height into size: a row in which one statement wrote both sides keeps both as they are; the comparison finds rows that were not filled, not rows whose two sides differ
-- note: INSERT INTO spans VALUES (…) without a list of columns fails while the table has more columns than the code knows
-- note: the triggers run with the rights of the user that runs `migrate expand` (their definer): that user must stay until contract

-- ==== expand
-- [expand-1] add the columns of spans.width, height into size
--   strategy: instant
--   lock: MDL exclusive on spans, milliseconds: metadata only; ALGORITHM=INSTANT: the server refuses rather than copies
--   why: empty columns; migrate_spans__width__fill is always NULL: the fill sets it, so that the triggers know its writes
--   probe: SELECT COUNT(*) > 0 FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'spans' AND CAST(COLUMN_NAME AS BINARY) = 'size'
--   runs: on its own
--   undo: ALTER TABLE `spans` DROP COLUMN `size`, DROP COLUMN `migrate_spans__width__fill`, ALGORITHM=INSTANT
--   loss: values of spans.width, height into size that the old columns do not give again, counted by SELECT COUNT(*) AS lost FROM (SELECT 1 FROM `spans` WHERE CASE WHEN (`size` IS NULL OR (NOT (NOT (CAST(`size` AS BINARY) <=> CAST('' AS BINARY))) AND (SELECT COUNT(*) > 0 FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'spans' AND CAST(COLUMN_NAME AS BINARY) = 'size' AND (COLUMN_DEFAULT IS NOT NULL OR EXTRA LIKE '%DEFAULT_GENERATED%')))) THEN FALSE ELSE NOT (CAST(`size` AS BINARY) <=> CAST(CONVERT((concat(width, 'x', height)) USING utf8mb4) AS BINARY)) END LIMIT 1000) AS found
ALTER TABLE `spans` ADD COLUMN `size` varchar(20) NULL, ADD COLUMN `migrate_spans__width__fill` TINYINT NULL INVISIBLE, ALGORITHM=INSTANT;

-- [expand-2] carry spans.width, height into size over, both ways, on UPDATE
--   strategy: in place
--   lock: MDL exclusive on spans, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: what one version of the application writes the other one reads
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'spans' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_spans__width__update'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_spans__width__update`
CREATE TRIGGER `migrate_spans__width__update` BEFORE UPDATE ON `spans` FOR EACH ROW
BEGIN
  DECLARE migrate_new_given, migrate_old_given BOOLEAN;
  SET migrate_new_given = NEW.`migrate_spans__width__fill` IS NULL AND (NOT (CAST(NEW.`size` AS BINARY) <=> CAST(OLD.`size` AS BINARY)));
  SET migrate_old_given = NOT (NEW.`width` <=> OLD.`width`) OR NOT (NEW.`height` <=> OLD.`height`) OR (OLD.`size` IS NULL AND NEW.`size` IS NULL);
  SET NEW.`migrate_spans__width__fill` = NULL;
  IF migrate_new_given AND OLD.`size` IS NULL THEN
    BEGIN
      DECLARE migrate_error INT;
      DECLARE migrate_value_1 varchar(20) CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci;
      DECLARE EXIT HANDLER FOR SQLEXCEPTION
      BEGIN
        GET DIAGNOSTICS CONDITION 1 migrate_error = MYSQL_ERRNO;
        IF migrate_error IN (1020, 1205, 1213, 1317, 1613, 1614, 1969, 3024, 3572) THEN RESIGNAL; END IF;
      END;
      IF NEW.`size` IS NULL THEN
        SELECT concat(width, 'x', height) INTO migrate_value_1 FROM (SELECT OLD.`width` AS `width`, COALESCE(OLD.`height`, 0) AS `height`) AS `spans`;
        SET NEW.`size` = migrate_value_1;
      END IF;
    END;
  END IF;
  IF migrate_new_given AND NOT migrate_old_given THEN
    BEGIN
      DECLARE migrate_error INT;
      DECLARE migrate_value_1 int(11);
      DECLARE migrate_value_2 int(11);
      DECLARE EXIT HANDLER FOR SQLEXCEPTION
      BEGIN
        GET DIAGNOSTICS CONDITION 1 migrate_error = MYSQL_ERRNO;
        IF migrate_error IN (1020, 1205, 1213, 1317, 1613, 1614, 1969, 3024, 3572) THEN RESIGNAL; END IF;
        SET NEW.`width` = NULL;
        IF NEW.`height` IS NULL THEN RESIGNAL; END IF;
      END;
      SELECT cast(substring_index(size, 'x', 1) AS SIGNED), cast(substring_index(size, 'x', -1) AS SIGNED) INTO migrate_value_1, migrate_value_2 FROM (SELECT NEW.`size` AS `size`) AS `spans`;
      SET NEW.`width` = migrate_value_1, NEW.`height` = migrate_value_2;
    END;
  ELSEIF migrate_old_given AND NOT migrate_new_given THEN
    BEGIN
      DECLARE migrate_error INT;
      DECLARE migrate_value_1 varchar(20) CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci;
      DECLARE EXIT HANDLER FOR SQLEXCEPTION
      BEGIN
        GET DIAGNOSTICS CONDITION 1 migrate_error = MYSQL_ERRNO;
        IF migrate_error IN (1020, 1205, 1213, 1317, 1613, 1614, 1969, 3024, 3572) THEN RESIGNAL; END IF;
        SET NEW.`size` = NULL;
      END;
      SELECT concat(width, 'x', height) INTO migrate_value_1 FROM (SELECT NEW.`width` AS `width`, COALESCE(NEW.`height`, 0) AS `height`) AS `spans`;
      SET NEW.`size` = migrate_value_1;
    END;
  END IF;
END;

-- [expand-3] carry spans.width, height into size over, both ways, on INSERT
--   strategy: in place
--   lock: MDL exclusive on spans, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: what one version of the application writes the other one reads
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'spans' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_spans__width__insert'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_spans__width__insert`
CREATE TRIGGER `migrate_spans__width__insert` BEFORE INSERT ON `spans` FOR EACH ROW
BEGIN
  DECLARE migrate_new_given, migrate_old_given BOOLEAN;
  SET migrate_new_given = NEW.`size` IS NOT NULL;
  SET migrate_old_given = NOT migrate_new_given OR NEW.`width` IS NOT NULL OR NEW.`height` IS NOT NULL;
  IF migrate_new_given AND NOT migrate_old_given THEN
    BEGIN
      DECLARE migrate_error INT;
      DECLARE migrate_value_1 int(11);
      DECLARE migrate_value_2 int(11);
      DECLARE EXIT HANDLER FOR SQLEXCEPTION
      BEGIN
        GET DIAGNOSTICS CONDITION 1 migrate_error = MYSQL_ERRNO;
        IF migrate_error IN (1020, 1205, 1213, 1317, 1613, 1614, 1969, 3024, 3572) THEN RESIGNAL; END IF;
        SET NEW.`width` = NULL;
        IF NEW.`height` IS NULL THEN RESIGNAL; END IF;
      END;
      SELECT cast(substring_index(size, 'x', 1) AS SIGNED), cast(substring_index(size, 'x', -1) AS SIGNED) INTO migrate_value_1, migrate_value_2 FROM (SELECT NEW.`size` AS `size`) AS `spans`;
      SET NEW.`width` = migrate_value_1, NEW.`height` = migrate_value_2;
    END;
  ELSEIF migrate_old_given AND NOT migrate_new_given THEN
    BEGIN
      DECLARE migrate_error INT;
      DECLARE migrate_value_1 varchar(20) CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci;
      DECLARE EXIT HANDLER FOR SQLEXCEPTION
      BEGIN
        GET DIAGNOSTICS CONDITION 1 migrate_error = MYSQL_ERRNO;
        IF migrate_error IN (1020, 1205, 1213, 1317, 1613, 1614, 1969, 3024, 3572) THEN RESIGNAL; END IF;
        SET NEW.`size` = NULL;
      END;
      SELECT concat(width, 'x', height) INTO migrate_value_1 FROM (SELECT NEW.`width` AS `width`, COALESCE(NEW.`height`, 0) AS `height`) AS `spans`;
      SET NEW.`size` = migrate_value_1;
    END;
  END IF;
END;

-- ==== backfill
-- [backfill-1] fill spans.width, height into size
--   strategy: in place
--   lock: row locks on spans, one batch: only the rows it changes are locked; reads and writes of other rows go on
--   why: rows that have values already are left alone; one that cannot be mapped is named
--   batches: table spans by id; each commits together with its checkpoint
--   first key, once:
SELECT `id` FROM `spans` FORCE INDEX (`PRIMARY`) ORDER BY `id` LIMIT 1;
--   last key, once:
SELECT `id` FROM `spans` FORCE INDEX (`PRIMARY`) ORDER BY `id` DESC LIMIT 1;
--   end of this batch and start of the next:
--     ? number 1 = from.id, ? number 2 = end.id, ? number 3 = batch size - 1
SELECT `id` FROM `spans` FORCE INDEX (`PRIMARY`) WHERE `id` >= ? AND `id` <= ? ORDER BY `id` LIMIT 2 OFFSET ?;
--   the batch:
--     ? number 1 = from.id, ? number 2 = to.id
UPDATE `spans` FORCE INDEX (`PRIMARY`) SET `size` = (concat(width, 'x', height)), `migrate_spans__width__fill` = 1 WHERE `id` >= ? AND `id` <= ? AND (`size` IS NULL AND ((concat(width, 'x', height)) IS NOT NULL));

-- [backfill-2] look for rows not filled: spans.width, height into size
--   lock: none on spans, consistent reads; reads and writes go on
--   why: history is proven complete before anything relies on it
--   batches: table spans by id; each commits together with its checkpoint
--   first key, once:
SELECT `id` FROM `spans` FORCE INDEX (`PRIMARY`) ORDER BY `id` LIMIT 1;
--   last key, once:
SELECT `id` FROM `spans` FORCE INDEX (`PRIMARY`) ORDER BY `id` DESC LIMIT 1;
--   end of this batch and start of the next:
--     ? number 1 = from.id, ? number 2 = end.id, ? number 3 = batch size - 1
SELECT `id` FROM `spans` FORCE INDEX (`PRIMARY`) WHERE `id` >= ? AND `id` <= ? ORDER BY `id` LIMIT 2 OFFSET ?;
--   the batch (a row returned is a difference):
--     ? number 1 = from.id, ? number 2 = to.id
SELECT `id` FROM `spans` FORCE INDEX (`PRIMARY`) WHERE `id` >= ? AND `id` <= ? AND (`size` IS NULL AND ((concat(width, 'x', height)) IS NOT NULL)) LIMIT 5;

-- [backfill-3] look for rows without spans.size
--   lock: none on spans, consistent reads; reads and writes go on
--   why: the column becomes NOT NULL: from then on a write that `up` maps to NULL fails
--   batches: table spans by id; each commits together with its checkpoint
--   first key, once:
SELECT `id` FROM `spans` FORCE INDEX (`PRIMARY`) ORDER BY `id` LIMIT 1;
--   last key, once:
SELECT `id` FROM `spans` FORCE INDEX (`PRIMARY`) ORDER BY `id` DESC LIMIT 1;
--   end of this batch and start of the next:
--     ? number 1 = from.id, ? number 2 = end.id, ? number 3 = batch size - 1
SELECT `id` FROM `spans` FORCE INDEX (`PRIMARY`) WHERE `id` >= ? AND `id` <= ? ORDER BY `id` LIMIT 2 OFFSET ?;
--   the batch (a row returned is in the way):
--     ? number 1 = from.id, ? number 2 = to.id
SELECT `id` FROM `spans` FORCE INDEX (`PRIMARY`) WHERE `id` >= ? AND `id` <= ? AND (`size` IS NULL) LIMIT 5;

-- [backfill-4] make spans.size NOT NULL
--   strategy: online
--   lock: MDL exclusive on spans, milliseconds at its begin and end; the rows are read or rebuilt meanwhile, reads and writes go on; LOCK=NONE: the server refuses rather than blocks writes
--   why: the rows have been proven to have a value
--   probe: SELECT COUNT(*) > 0 FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'spans' AND CAST(COLUMN_NAME AS BINARY) = 'size' AND IS_NULLABLE = 'NO'
--   runs: on its own
--   undo: ALTER TABLE `spans` ALTER COLUMN `size` SET DEFAULT '', ALGORITHM=INSTANT
ALTER TABLE `spans` MODIFY COLUMN `size` varchar(20) NOT NULL, ALGORITHM=INPLACE, LOCK=NONE;

-- ==== contract
-- [contract-1] look for rows not filled: spans.width, height into size, again
--   lock: none on spans, consistent reads; reads and writes go on
--   why: history is proven complete before anything relies on it
--   batches: table spans by id; each commits together with its checkpoint
--   first key, once:
SELECT `id` FROM `spans` FORCE INDEX (`PRIMARY`) ORDER BY `id` LIMIT 1;
--   last key, once:
SELECT `id` FROM `spans` FORCE INDEX (`PRIMARY`) ORDER BY `id` DESC LIMIT 1;
--   end of this batch and start of the next:
--     ? number 1 = from.id, ? number 2 = end.id, ? number 3 = batch size - 1
SELECT `id` FROM `spans` FORCE INDEX (`PRIMARY`) WHERE `id` >= ? AND `id` <= ? ORDER BY `id` LIMIT 2 OFFSET ?;
--   the batch (a row returned is a difference):
--     ? number 1 = from.id, ? number 2 = to.id
SELECT `id` FROM `spans` FORCE INDEX (`PRIMARY`) WHERE `id` >= ? AND `id` <= ? AND (`size` IS NULL AND ((concat(width, 'x', height)) IS NOT NULL)) LIMIT 5;

-- [contract-2] look for views and triggers that name spans.width
--   lock: none on the catalog, consistent reads; reads and writes go on
--   why: they would fail once the column is gone
--   expects: no row
SELECT IF(VIEW_DEFINITION = '', 'view without SHOW VIEW', 'view') AS kind, CONCAT(TABLE_SCHEMA, '.', TABLE_NAME) AS name FROM information_schema.VIEWS WHERE ((INSTR(VIEW_DEFINITION, CONCAT('`', DATABASE(), '`.`spans`')) > 0 AND (@@lower_case_table_names > 0 OR INSTR(CAST(VIEW_DEFINITION AS BINARY), CONCAT('`', DATABASE(), '`.`spans`')) > 0)) AND ((INSTR(VIEW_DEFINITION, '`spans`.`width`') > 0 AND (@@lower_case_table_names > 0 OR INSTR(CAST(VIEW_DEFINITION AS BINARY), '`spans`.`width`') > 0)) OR VIEW_DEFINITION REGEXP CONCAT(IF(@@lower_case_table_names > 0, '(?si)', '(?s-i)'), '(`(?:[^`]|``)+`)\\.\\Q`width`\\E(?!`).*\\Q`', DATABASE(), '\\E\\Q`.`spans`\\E(?: PARTITION \\([^)]*\\))? \\1') OR VIEW_DEFINITION REGEXP CONCAT(IF(@@lower_case_table_names > 0, '(?si)', '(?s-i)'), '\\Q`', DATABASE(), '\\E\\Q`.`spans`\\E(?: PARTITION \\([^)]*\\))? (`(?:[^`]|``)+`).*\\1\\.\\Q`width`\\E(?!`)')) OR (TABLE_SCHEMA = DATABASE() AND VIEW_DEFINITION = ''))
UNION ALL
SELECT 'trigger', TRIGGER_NAME FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'spans' AND TRIGGER_NAME NOT LIKE 'migrate\_%' AND (ACTION_STATEMENT REGEXP '(?i)(?<![\\w$])(?:NEW|OLD)`?\\s*\\.\\s*(?:\\Qwidth\\E(?![\\w$`])|\\Q`width`\\E(?!`))' OR REGEXP_REPLACE(ACTION_STATEMENT, '''(?:[^''\\\\]++|\\\\.)*+''|(?s:/\\*.*?\\*/)|(?:-- |#)[^\\n]*', '') REGEXP '(?i)(?<![\\w$`])\\Qwidth\\E(?![\\w$`])|\\Q`width`\\E(?!`)')
LIMIT 5;

-- [contract-3] look for views and triggers that name spans.height
--   lock: none on the catalog, consistent reads; reads and writes go on
--   why: they would fail once the column is gone
--   expects: no row
SELECT IF(VIEW_DEFINITION = '', 'view without SHOW VIEW', 'view') AS kind, CONCAT(TABLE_SCHEMA, '.', TABLE_NAME) AS name FROM information_schema.VIEWS WHERE ((INSTR(VIEW_DEFINITION, CONCAT('`', DATABASE(), '`.`spans`')) > 0 AND (@@lower_case_table_names > 0 OR INSTR(CAST(VIEW_DEFINITION AS BINARY), CONCAT('`', DATABASE(), '`.`spans`')) > 0)) AND ((INSTR(VIEW_DEFINITION, '`spans`.`height`') > 0 AND (@@lower_case_table_names > 0 OR INSTR(CAST(VIEW_DEFINITION AS BINARY), '`spans`.`height`') > 0)) OR VIEW_DEFINITION REGEXP CONCAT(IF(@@lower_case_table_names > 0, '(?si)', '(?s-i)'), '(`(?:[^`]|``)+`)\\.\\Q`height`\\E(?!`).*\\Q`', DATABASE(), '\\E\\Q`.`spans`\\E(?: PARTITION \\([^)]*\\))? \\1') OR VIEW_DEFINITION REGEXP CONCAT(IF(@@lower_case_table_names > 0, '(?si)', '(?s-i)'), '\\Q`', DATABASE(), '\\E\\Q`.`spans`\\E(?: PARTITION \\([^)]*\\))? (`(?:[^`]|``)+`).*\\1\\.\\Q`height`\\E(?!`)')) OR (TABLE_SCHEMA = DATABASE() AND VIEW_DEFINITION = ''))
UNION ALL
SELECT 'trigger', TRIGGER_NAME FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'spans' AND TRIGGER_NAME NOT LIKE 'migrate\_%' AND (ACTION_STATEMENT REGEXP '(?i)(?<![\\w$])(?:NEW|OLD)`?\\s*\\.\\s*(?:\\Qheight\\E(?![\\w$`])|\\Q`height`\\E(?!`))' OR REGEXP_REPLACE(ACTION_STATEMENT, '''(?:[^''\\\\]++|\\\\.)*+''|(?s:/\\*.*?\\*/)|(?:-- |#)[^\\n]*', '') REGEXP '(?i)(?<![\\w$`])\\Qheight\\E(?![\\w$`])|\\Q`height`\\E(?!`)')
LIMIT 5;

-- [contract-4] give spans.height a default for its last moments
--   strategy: instant
--   lock: MDL exclusive on spans, milliseconds: metadata only; metadata only
--   why: inserts that leave it out must not fail between the triggers' end and its own
--   probe: SELECT COUNT(*) > 0 FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'spans' AND CAST(COLUMN_NAME AS BINARY) = 'height' AND (COLUMN_DEFAULT IS NOT NULL OR EXTRA LIKE '%DEFAULT_GENERATED%')
--   runs: on its own
ALTER TABLE `spans` ALTER COLUMN `height` SET DEFAULT 0, ALGORITHM=INSTANT;

-- [contract-5] stop the sync of spans.width on UPDATE
--   strategy: instant
--   lock: MDL exclusive on spans, milliseconds: metadata only; metadata only
--   why: first: left alone it would take a fresh row for one that was never filled
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_spans__width__update'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_spans__width__update`;

-- [contract-6] stop the sync of spans.width on INSERT
--   strategy: instant
--   lock: MDL exclusive on spans, milliseconds: metadata only; metadata only
--   why: all live code uses the new shape
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_spans__width__insert'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_spans__width__insert`;

-- [contract-7] drop spans.width, spans.height, spans.migrate_spans__width__fill
--   strategy: instant
--   lock: MDL exclusive on spans, milliseconds: metadata only; ALGORITHM=INSTANT: the server refuses rather than copies
--   why: no live code uses it
--   destructive: cannot be rolled back
--   probe: SELECT COUNT(*) = 0 FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'spans' AND CAST(COLUMN_NAME AS BINARY) = 'width'
--   runs: on its own
ALTER TABLE `spans` DROP COLUMN `width`, DROP COLUMN `height`, DROP COLUMN `migrate_spans__width__fill`, ALGORITHM=INSTANT;
