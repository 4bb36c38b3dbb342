-- migration: alter_type_beside
-- description: New types in a table that cannot have a shadow on MySQL from 9.6 on
-- session: SET NAMES utf8mb4
-- session: SET SESSION sql_mode = 'STRICT_TRANS_TABLES,ALLOW_INVALID_DATES,NO_ENGINE_SUBSTITUTION,NO_AUTO_VALUE_ON_ZERO'
-- session: SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED
-- session: SET SESSION TRANSACTION READ WRITE
-- session: SET SESSION time_zone = '+00:00', autocommit = 1, foreign_key_checks = 1, unique_checks = 1, sql_safe_updates = 0, sql_big_selects = 1, sql_select_limit = 18446744073709551615, completion_type = 0, wait_timeout = 86400, information_schema_stats_expiry = 0, max_execution_time = 0
-- note: tree.code has its old type until contract, for both versions of the code: the table cannot have a shadow, since foreign key tree_parent changes it by cascades
-- note: INSERT INTO tree VALUES (…) without a list of columns fails while the table has one column more than the code knows
-- note: the triggers run with the rights of the user that runs `migrate expand` (their definer): that user must stay until contract
-- note: tree.note has its old type until contract, for both versions of the code: the table cannot have a shadow, since foreign key tree_parent changes it by cascades

-- ==== expand
-- [expand-1] add a column of type INT beside tree.code
--   strategy: instant
--   lock: MDL exclusive on tree, milliseconds: metadata only; ALGORITHM=INSTANT: the server refuses rather than copies
--   why: the trigger fills it; nobody else uses it
--   probe: SELECT COUNT(*) > 0 FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'tree' AND CAST(COLUMN_NAME AS BINARY) = 'migrate_tree__code__type'
--   runs: on its own
--   undo: ALTER TABLE `tree` DROP COLUMN `migrate_tree__code__type`, ALGORITHM=INSTANT
ALTER TABLE `tree` ADD COLUMN `migrate_tree__code__type` INT NULL AFTER `code`, ALGORITHM=INSTANT;

-- [expand-2] let migrate_tree__code__type follow tree.code on UPDATE
--   strategy: in place
--   lock: MDL exclusive on tree, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: what one version of the application writes the other one reads
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'tree' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_tree__migrate_tree__code__type__update_280be28569'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_tree__migrate_tree__code__type__update_280be28569`
CREATE TRIGGER `migrate_tree__migrate_tree__code__type__update_280be28569` BEFORE UPDATE ON `tree` FOR EACH ROW
BEGIN
    BEGIN
      DECLARE migrate_error INT;
      DECLARE migrate_value_1 int;
      DECLARE EXIT HANDLER FOR SQLEXCEPTION
      BEGIN
        GET DIAGNOSTICS CONDITION 1 migrate_error = MYSQL_ERRNO;
        IF migrate_error IN (1020, 1205, 1213, 1317, 1613, 1614, 1969, 3024, 3572) THEN RESIGNAL; END IF;
        SET NEW.`migrate_tree__code__type` = NULL;
      END;
      SELECT CAST(code AS SIGNED) + 0 INTO migrate_value_1 FROM (SELECT NEW.`code` AS `code`) AS `tree`;
      SET NEW.`migrate_tree__code__type` = migrate_value_1;
    END;
END;

-- [expand-3] let migrate_tree__code__type follow tree.code on INSERT
--   strategy: in place
--   lock: MDL exclusive on tree, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: what one version of the application writes the other one reads
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'tree' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_tree__migrate_tree__code__type__insert_cb1db01e80'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_tree__migrate_tree__code__type__insert_cb1db01e80`
CREATE TRIGGER `migrate_tree__migrate_tree__code__type__insert_cb1db01e80` BEFORE INSERT ON `tree` FOR EACH ROW
BEGIN
    BEGIN
      DECLARE migrate_error INT;
      DECLARE migrate_value_1 int;
      DECLARE EXIT HANDLER FOR SQLEXCEPTION
      BEGIN
        GET DIAGNOSTICS CONDITION 1 migrate_error = MYSQL_ERRNO;
        IF migrate_error IN (1020, 1205, 1213, 1317, 1613, 1614, 1969, 3024, 3572) THEN RESIGNAL; END IF;
        SET NEW.`migrate_tree__code__type` = NULL;
      END;
      SELECT CAST(code AS SIGNED) + 0 INTO migrate_value_1 FROM (SELECT NEW.`code` AS `code`) AS `tree`;
      SET NEW.`migrate_tree__code__type` = migrate_value_1;
    END;
END;

-- [expand-4] add a column of type VARCHAR(400) beside tree.note
--   strategy: instant
--   lock: MDL exclusive on tree, milliseconds: metadata only; ALGORITHM=INSTANT: the server refuses rather than copies
--   why: the trigger fills it; nobody else uses it
--   probe: SELECT COUNT(*) > 0 FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'tree' AND CAST(COLUMN_NAME AS BINARY) = 'migrate_tree__note__type'
--   runs: on its own
--   undo: ALTER TABLE `tree` DROP COLUMN `migrate_tree__note__type`, ALGORITHM=INSTANT
ALTER TABLE `tree` ADD COLUMN `migrate_tree__note__type` VARCHAR(400) CHARACTER SET utf8mb4 COLLATE utf8mb4_0900_ai_ci NULL COMMENT 'free' AFTER `note`, ALGORITHM=INSTANT;

-- [expand-5] let migrate_tree__note__type follow tree.note on UPDATE
--   strategy: in place
--   lock: MDL exclusive on tree, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: what one version of the application writes the other one reads
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'tree' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_tree__migrate_tree__note__type__update_24e93cda30'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_tree__migrate_tree__note__type__update_24e93cda30`
CREATE TRIGGER `migrate_tree__migrate_tree__note__type__update_24e93cda30` BEFORE UPDATE ON `tree` FOR EACH ROW
BEGIN
    BEGIN
      DECLARE migrate_error INT;
      DECLARE migrate_value_1 varchar(400) CHARACTER SET utf8mb4 COLLATE utf8mb4_0900_ai_ci;
      DECLARE EXIT HANDLER FOR SQLEXCEPTION
      BEGIN
        GET DIAGNOSTICS CONDITION 1 migrate_error = MYSQL_ERRNO;
        IF migrate_error IN (1020, 1205, 1213, 1317, 1613, 1614, 1969, 3024, 3572) THEN RESIGNAL; END IF;
        SET NEW.`migrate_tree__note__type` = NULL;
      END;
      SELECT `note` INTO migrate_value_1 FROM (SELECT NEW.`note` AS `note`) AS `tree`;
      SET NEW.`migrate_tree__note__type` = migrate_value_1;
    END;
END;

-- [expand-6] let migrate_tree__note__type follow tree.note on INSERT
--   strategy: in place
--   lock: MDL exclusive on tree, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: what one version of the application writes the other one reads
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'tree' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_tree__migrate_tree__note__type__insert_8ae0277bf8'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_tree__migrate_tree__note__type__insert_8ae0277bf8`
CREATE TRIGGER `migrate_tree__migrate_tree__note__type__insert_8ae0277bf8` BEFORE INSERT ON `tree` FOR EACH ROW
BEGIN
    BEGIN
      DECLARE migrate_error INT;
      DECLARE migrate_value_1 varchar(400) CHARACTER SET utf8mb4 COLLATE utf8mb4_0900_ai_ci;
      DECLARE EXIT HANDLER FOR SQLEXCEPTION
      BEGIN
        GET DIAGNOSTICS CONDITION 1 migrate_error = MYSQL_ERRNO;
        IF migrate_error IN (1020, 1205, 1213, 1317, 1613, 1614, 1969, 3024, 3572) THEN RESIGNAL; END IF;
        SET NEW.`migrate_tree__note__type` = NULL;
      END;
      SELECT `note` INTO migrate_value_1 FROM (SELECT NEW.`note` AS `note`) AS `tree`;
      SET NEW.`migrate_tree__note__type` = migrate_value_1;
    END;
END;

-- ==== backfill
-- [backfill-1] fill the new column of tree.code
--   strategy: in place
--   lock: row locks on tree, one batch: only the rows it changes are locked; reads and writes of other rows go on
--   why: a row whose value does not fit the new type is named
--   batches: table tree by id; each commits together with its checkpoint
--   first key, once:
SELECT `id` FROM `tree` FORCE INDEX (`PRIMARY`) ORDER BY `id` LIMIT 1;
--   last key, once:
SELECT `id` FROM `tree` FORCE INDEX (`PRIMARY`) ORDER BY `id` DESC LIMIT 1;
--   end of this batch and start of the next:
--     ? number 1 = from.id, ? number 2 = end.id, ? number 3 = batch size - 1
SELECT `id` FROM `tree` FORCE INDEX (`PRIMARY`) WHERE `id` >= ? AND `id` <= ? ORDER BY `id` LIMIT 2 OFFSET ?;
--   the batch:
--     ? number 1 = from.id, ? number 2 = to.id
UPDATE `tree` FORCE INDEX (`PRIMARY`) SET `migrate_tree__code__type` = (CAST(code AS SIGNED) + 0) WHERE `id` >= ? AND `id` <= ? AND (NOT ((CAST(code AS SIGNED) + 0) <=> `migrate_tree__code__type`));

-- [backfill-2] compare tree.code with its new column
--   lock: none on tree, consistent reads; reads and writes go on
--   why: history is proven complete before anything relies on it
--   batches: table tree by id; each commits together with its checkpoint
--   first key, once:
SELECT `id` FROM `tree` FORCE INDEX (`PRIMARY`) ORDER BY `id` LIMIT 1;
--   last key, once:
SELECT `id` FROM `tree` FORCE INDEX (`PRIMARY`) ORDER BY `id` DESC LIMIT 1;
--   end of this batch and start of the next:
--     ? number 1 = from.id, ? number 2 = end.id, ? number 3 = batch size - 1
SELECT `id` FROM `tree` FORCE INDEX (`PRIMARY`) WHERE `id` >= ? AND `id` <= ? ORDER BY `id` LIMIT 2 OFFSET ?;
--   the batch (a row returned is a difference):
--     ? number 1 = from.id, ? number 2 = to.id
SELECT `id` FROM `tree` FORCE INDEX (`PRIMARY`) WHERE `id` >= ? AND `id` <= ? AND (NOT ((CAST(code AS SIGNED) + 0) <=> `migrate_tree__code__type`)) LIMIT 5;

-- [backfill-3] look for rows without a value in the new column of tree.code
--   lock: none on tree, consistent reads; reads and writes go on
--   why: rows that the server would refuse are named before it is asked
--   batches: table tree by id; each commits together with its checkpoint
--   first key, once:
SELECT `id` FROM `tree` FORCE INDEX (`PRIMARY`) ORDER BY `id` LIMIT 1;
--   last key, once:
SELECT `id` FROM `tree` FORCE INDEX (`PRIMARY`) ORDER BY `id` DESC LIMIT 1;
--   end of this batch and start of the next:
--     ? number 1 = from.id, ? number 2 = end.id, ? number 3 = batch size - 1
SELECT `id` FROM `tree` FORCE INDEX (`PRIMARY`) WHERE `id` >= ? AND `id` <= ? ORDER BY `id` LIMIT 2 OFFSET ?;
--   the batch (a row returned is in the way):
--     ? number 1 = from.id, ? number 2 = to.id
SELECT `id` FROM `tree` FORCE INDEX (`PRIMARY`) WHERE `id` >= ? AND `id` <= ? AND (`migrate_tree__code__type` IS NULL) LIMIT 5;

-- [backfill-4] build index tree_code on the new column
--   strategy: online
--   lock: MDL exclusive on tree, milliseconds at its begin and end; reads and writes go on while it is built; LOCK=NONE: the server refuses rather than blocks writes
--   why: the server builds it beside the writes and adds what they changed at the end
--   probe: SELECT COUNT(*) > 0 FROM information_schema.STATISTICS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'tree' AND CAST(INDEX_NAME AS BINARY) = 'migrate_index__tree__tree_code__migrate_tree__code__t_10f44b75dc'
--   runs: on its own
--   undo: ALTER TABLE `tree` DROP INDEX `migrate_index__tree__tree_code__migrate_tree__code__t_10f44b75dc`, ALGORITHM=INPLACE, LOCK=NONE
ALTER TABLE `tree` ADD INDEX `migrate_index__tree__tree_code__migrate_tree__code__t_10f44b75dc` (`place`, `migrate_tree__code__type`), ALGORITHM=INPLACE, LOCK=NONE;

-- [backfill-5] fill the new column of tree.note
--   strategy: in place
--   lock: row locks on tree, one batch: only the rows it changes are locked; reads and writes of other rows go on
--   why: a row whose value does not fit the new type is named
--   batches: table tree by id; each commits together with its checkpoint
--   first key, once:
SELECT `id` FROM `tree` FORCE INDEX (`PRIMARY`) ORDER BY `id` LIMIT 1;
--   last key, once:
SELECT `id` FROM `tree` FORCE INDEX (`PRIMARY`) ORDER BY `id` DESC LIMIT 1;
--   end of this batch and start of the next:
--     ? number 1 = from.id, ? number 2 = end.id, ? number 3 = batch size - 1
SELECT `id` FROM `tree` FORCE INDEX (`PRIMARY`) WHERE `id` >= ? AND `id` <= ? ORDER BY `id` LIMIT 2 OFFSET ?;
--   the batch:
--     ? number 1 = from.id, ? number 2 = to.id
UPDATE `tree` FORCE INDEX (`PRIMARY`) SET `migrate_tree__note__type` = (`note`) WHERE `id` >= ? AND `id` <= ? AND (NOT (CAST(CONVERT((`note`) USING utf8mb4) AS BINARY) <=> CAST(`migrate_tree__note__type` AS BINARY)));

-- [backfill-6] compare tree.note with its new column
--   lock: none on tree, consistent reads; reads and writes go on
--   why: history is proven complete before anything relies on it
--   batches: table tree by id; each commits together with its checkpoint
--   first key, once:
SELECT `id` FROM `tree` FORCE INDEX (`PRIMARY`) ORDER BY `id` LIMIT 1;
--   last key, once:
SELECT `id` FROM `tree` FORCE INDEX (`PRIMARY`) ORDER BY `id` DESC LIMIT 1;
--   end of this batch and start of the next:
--     ? number 1 = from.id, ? number 2 = end.id, ? number 3 = batch size - 1
SELECT `id` FROM `tree` FORCE INDEX (`PRIMARY`) WHERE `id` >= ? AND `id` <= ? ORDER BY `id` LIMIT 2 OFFSET ?;
--   the batch (a row returned is a difference):
--     ? number 1 = from.id, ? number 2 = to.id
SELECT `id` FROM `tree` FORCE INDEX (`PRIMARY`) WHERE `id` >= ? AND `id` <= ? AND (NOT (CAST(CONVERT((`note`) USING utf8mb4) AS BINARY) <=> CAST(`migrate_tree__note__type` AS BINARY))) LIMIT 5;

-- ==== contract
-- [contract-1] compare tree.code with its new column, again
--   lock: none on tree, consistent reads; reads and writes go on
--   why: history is proven complete before anything relies on it
--   batches: table tree by id; each commits together with its checkpoint
--   first key, once:
SELECT `id` FROM `tree` FORCE INDEX (`PRIMARY`) ORDER BY `id` LIMIT 1;
--   last key, once:
SELECT `id` FROM `tree` FORCE INDEX (`PRIMARY`) ORDER BY `id` DESC LIMIT 1;
--   end of this batch and start of the next:
--     ? number 1 = from.id, ? number 2 = end.id, ? number 3 = batch size - 1
SELECT `id` FROM `tree` FORCE INDEX (`PRIMARY`) WHERE `id` >= ? AND `id` <= ? ORDER BY `id` LIMIT 2 OFFSET ?;
--   the batch (a row returned is a difference):
--     ? number 1 = from.id, ? number 2 = to.id
SELECT `id` FROM `tree` FORCE INDEX (`PRIMARY`) WHERE `id` >= ? AND `id` <= ? AND (NOT ((CAST(code AS SIGNED) + 0) <=> `migrate_tree__code__type`)) LIMIT 5;

-- [contract-2] look for rows without a value in the new column of tree.code, again
--   lock: none on tree, consistent reads; reads and writes go on
--   why: rows that the server would refuse are named before it is asked
--   batches: table tree by id; each commits together with its checkpoint
--   first key, once:
SELECT `id` FROM `tree` FORCE INDEX (`PRIMARY`) ORDER BY `id` LIMIT 1;
--   last key, once:
SELECT `id` FROM `tree` FORCE INDEX (`PRIMARY`) ORDER BY `id` DESC LIMIT 1;
--   end of this batch and start of the next:
--     ? number 1 = from.id, ? number 2 = end.id, ? number 3 = batch size - 1
SELECT `id` FROM `tree` FORCE INDEX (`PRIMARY`) WHERE `id` >= ? AND `id` <= ? ORDER BY `id` LIMIT 2 OFFSET ?;
--   the batch (a row returned is in the way):
--     ? number 1 = from.id, ? number 2 = to.id
SELECT `id` FROM `tree` FORCE INDEX (`PRIMARY`) WHERE `id` >= ? AND `id` <= ? AND (`migrate_tree__code__type` IS NULL) LIMIT 5;

-- [contract-3] compare tree.note with its new column, again
--   lock: none on tree, consistent reads; reads and writes go on
--   why: history is proven complete before anything relies on it
--   batches: table tree by id; each commits together with its checkpoint
--   first key, once:
SELECT `id` FROM `tree` FORCE INDEX (`PRIMARY`) ORDER BY `id` LIMIT 1;
--   last key, once:
SELECT `id` FROM `tree` FORCE INDEX (`PRIMARY`) ORDER BY `id` DESC LIMIT 1;
--   end of this batch and start of the next:
--     ? number 1 = from.id, ? number 2 = end.id, ? number 3 = batch size - 1
SELECT `id` FROM `tree` FORCE INDEX (`PRIMARY`) WHERE `id` >= ? AND `id` <= ? ORDER BY `id` LIMIT 2 OFFSET ?;
--   the batch (a row returned is a difference):
--     ? number 1 = from.id, ? number 2 = to.id
SELECT `id` FROM `tree` FORCE INDEX (`PRIMARY`) WHERE `id` >= ? AND `id` <= ? AND (NOT (CAST(CONVERT((`note`) USING utf8mb4) AS BINARY) <=> CAST(`migrate_tree__note__type` AS BINARY))) LIMIT 5;

-- [contract-4] make the new column what tree.code is
--   strategy: online
--   lock: MDL exclusive on tree, milliseconds at its begin and end; the rows are read or rebuilt meanwhile, reads and writes go on; LOCK=NONE: the server refuses rather than blocks writes
--   why: before the exchange, which changes names alone
--   probe: SELECT COUNT(*) > 0 FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'tree' AND CAST(COLUMN_NAME AS BINARY) = 'migrate_tree__code__type' AND IS_NULLABLE = 'NO'
--   runs: on its own
ALTER TABLE `tree` MODIFY COLUMN `migrate_tree__code__type` INT NOT NULL DEFAULT '7', ALGORITHM=INPLACE, LOCK=NONE;

-- [contract-5] exchange the names of tree.code and its new column
--   strategy: online
--   lock: MDL exclusive on tree, milliseconds at its begin and end; the rows are read or rebuilt meanwhile, reads and writes go on; LOCK=NONE: the server refuses rather than blocks writes
--   why: one statement: a query meets the one or the other, and no trigger has to change
--   destructive: cannot be rolled back
--   probe: SELECT COALESCE((SELECT ORDINAL_POSITION FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'tree' AND CAST(COLUMN_NAME AS BINARY) = 'code') > (SELECT ORDINAL_POSITION FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'tree' AND CAST(COLUMN_NAME AS BINARY) = 'migrate_tree__code__type'), 0)
--   runs: on its own
ALTER TABLE `tree` CHANGE COLUMN `code` `migrate_tree__code__type` varchar(20) CHARACTER SET utf8mb4 COLLATE utf8mb4_0900_ai_ci NULL, RENAME COLUMN `migrate_tree__code__type` TO `code`, RENAME INDEX `tree_code` TO `migrate_index__tree__tree_code__migrate_tree__code__t_10f44b75dc`, RENAME INDEX `migrate_index__tree__tree_code__migrate_tree__code__t_10f44b75dc` TO `tree_code`, ALGORITHM=INPLACE, LOCK=NONE;

-- [contract-6] let the old column of tree.code be on UPDATE
--   strategy: instant
--   lock: MDL exclusive on tree, milliseconds: metadata only; metadata only
--   why: nobody uses it any more
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_tree__migrate_tree__code__type__update_280be28569'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_tree__migrate_tree__code__type__update_280be28569`;

-- [contract-7] let the old column of tree.code be on INSERT
--   strategy: instant
--   lock: MDL exclusive on tree, milliseconds: metadata only; metadata only
--   why: all live code uses the new shape
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_tree__migrate_tree__code__type__insert_cb1db01e80'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_tree__migrate_tree__code__type__insert_cb1db01e80`;

-- [contract-8] drop the indexes of the old column of tree.code
--   strategy: online
--   lock: MDL exclusive on tree, milliseconds at its begin and end; metadata only; LOCK=NONE: the server refuses rather than blocks writes
--   why: left to DROP COLUMN they would go on without it
--   destructive: cannot be rolled back
--   probe: SELECT COUNT(*) = 0 FROM information_schema.STATISTICS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'tree' AND CAST(INDEX_NAME AS BINARY) = 'migrate_index__tree__tree_code__migrate_tree__code__t_10f44b75dc'
--   runs: on its own
ALTER TABLE `tree` DROP INDEX `migrate_index__tree__tree_code__migrate_tree__code__t_10f44b75dc`, ALGORITHM=INPLACE, LOCK=NONE;

-- [contract-9] drop tree.migrate_tree__code__type
--   strategy: instant
--   lock: MDL exclusive on tree, milliseconds: metadata only; ALGORITHM=INSTANT: the server refuses rather than copies
--   why: no live code uses it
--   destructive: cannot be rolled back
--   probe: SELECT COUNT(*) = 0 FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'tree' AND CAST(COLUMN_NAME AS BINARY) = 'migrate_tree__code__type'
--   runs: on its own
ALTER TABLE `tree` DROP COLUMN `migrate_tree__code__type`, ALGORITHM=INSTANT;

-- [contract-10] exchange the names of tree.note and its new column
--   strategy: instant
--   lock: MDL exclusive on tree, milliseconds: metadata only; ALGORITHM=INSTANT: the server refuses rather than copies
--   why: one statement: a query meets the one or the other, and no trigger has to change
--   destructive: cannot be rolled back
--   probe: SELECT COALESCE((SELECT ORDINAL_POSITION FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'tree' AND CAST(COLUMN_NAME AS BINARY) = 'note') > (SELECT ORDINAL_POSITION FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'tree' AND CAST(COLUMN_NAME AS BINARY) = 'migrate_tree__note__type'), 0)
--   runs: on its own
ALTER TABLE `tree` RENAME COLUMN `note` TO `migrate_tree__note__type`, RENAME COLUMN `migrate_tree__note__type` TO `note`, ALGORITHM=INSTANT;

-- [contract-11] let the old column of tree.note be on UPDATE
--   strategy: instant
--   lock: MDL exclusive on tree, milliseconds: metadata only; metadata only
--   why: nobody uses it any more
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_tree__migrate_tree__note__type__update_24e93cda30'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_tree__migrate_tree__note__type__update_24e93cda30`;

-- [contract-12] let the old column of tree.note be on INSERT
--   strategy: instant
--   lock: MDL exclusive on tree, milliseconds: metadata only; metadata only
--   why: all live code uses the new shape
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_tree__migrate_tree__note__type__insert_8ae0277bf8'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_tree__migrate_tree__note__type__insert_8ae0277bf8`;

-- [contract-13] drop tree.migrate_tree__note__type
--   strategy: instant
--   lock: MDL exclusive on tree, milliseconds: metadata only; ALGORITHM=INSTANT: the server refuses rather than copies
--   why: no live code uses it
--   destructive: cannot be rolled back
--   probe: SELECT COUNT(*) = 0 FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'tree' AND CAST(COLUMN_NAME AS BINARY) = 'migrate_tree__note__type'
--   runs: on its own
ALTER TABLE `tree` DROP COLUMN `migrate_tree__note__type`, ALGORITHM=INSTANT;
