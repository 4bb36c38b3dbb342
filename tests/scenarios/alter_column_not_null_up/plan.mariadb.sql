-- migration: alter_column_not_null_up
-- session: SET NAMES utf8mb4
-- session: SET SESSION sql_mode = 'STRICT_TRANS_TABLES,ALLOW_INVALID_DATES,NO_ENGINE_SUBSTITUTION,NO_AUTO_VALUE_ON_ZERO'
-- session: SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED
-- session: SET SESSION TRANSACTION READ WRITE
-- session: SET SESSION time_zone = '+00:00', autocommit = 1, foreign_key_checks = 1, unique_checks = 1, sql_safe_updates = 0, sql_big_selects = 1, sql_select_limit = 18446744073709551615, completion_type = 0, wait_timeout = 86400, max_statement_time = 0, alter_algorithm = 'DEFAULT'
-- note: the triggers run with the rights of the user that runs `migrate expand` (their definer): that user must stay until contract
-- note: a rollback keeps what `up` made of the NULLs of reviews.review
-- note: where `up` gives NULL, reviews.review stays NULL until backfill has ended, which names such rows; from then on the write is refused

-- ==== expand
-- [expand-1] replace NULLs written to reviews.review on UPDATE
--   strategy: in place
--   lock: MDL exclusive on reviews, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: what one version of the application writes the other one reads
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'reviews' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_reviews__review__update'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_reviews__review__update`
CREATE TRIGGER `migrate_reviews__review__update` BEFORE UPDATE ON `reviews` FOR EACH ROW
BEGIN
  IF NEW.`review` IS NULL THEN SET NEW.`review` = (SELECT (SELECT CASE WHEN review IS NULL THEN CONCAT(product, ' is good') ELSE review END) FROM (SELECT NEW.`product` AS `product`, NEW.`review` AS `review`) AS `reviews`); END IF;
END;

-- [expand-2] replace NULLs written to reviews.review on INSERT
--   strategy: in place
--   lock: MDL exclusive on reviews, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: what one version of the application writes the other one reads
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'reviews' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_reviews__review__insert'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_reviews__review__insert`
CREATE TRIGGER `migrate_reviews__review__insert` BEFORE INSERT ON `reviews` FOR EACH ROW
BEGIN
  IF NEW.`review` IS NULL THEN SET NEW.`review` = (SELECT (SELECT CASE WHEN review IS NULL THEN CONCAT(product, ' is good') ELSE review END) FROM (SELECT NEW.`product` AS `product`, NEW.`review` AS `review`) AS `reviews`); END IF;
END;

-- ==== backfill
-- [backfill-1] replace the NULLs of reviews.review
--   strategy: in place
--   lock: row locks on reviews, one batch: only the rows it changes are locked; reads and writes of other rows go on
--   why: rows that have a value already are left alone
--   batches: table reviews by id; each commits together with its checkpoint
--   first key, once:
SELECT `id` FROM `reviews` FORCE INDEX (`PRIMARY`) ORDER BY `id` LIMIT 1;
--   last key, once:
SELECT `id` FROM `reviews` FORCE INDEX (`PRIMARY`) ORDER BY `id` DESC LIMIT 1;
--   end of this batch and start of the next:
--     ? number 1 = from.id, ? number 2 = end.id, ? number 3 = batch size - 1
SELECT `id` FROM `reviews` FORCE INDEX (`PRIMARY`) WHERE `id` >= ? AND `id` <= ? ORDER BY `id` LIMIT 2 OFFSET ?;
--   the batch:
--     ? number 1 = from.id, ? number 2 = to.id
UPDATE `reviews` FORCE INDEX (`PRIMARY`) SET `review` = ((SELECT CASE WHEN review IS NULL THEN CONCAT(product, ' is good') ELSE review END)) WHERE `id` >= ? AND `id` <= ? AND (`review` IS NULL);

-- [backfill-2] look for rows without reviews.review
--   lock: none on reviews, consistent reads; reads and writes go on
--   why: rows that the server would refuse are named before it is asked
--   batches: table reviews by id; each commits together with its checkpoint
--   first key, once:
SELECT `id` FROM `reviews` FORCE INDEX (`PRIMARY`) ORDER BY `id` LIMIT 1;
--   last key, once:
SELECT `id` FROM `reviews` FORCE INDEX (`PRIMARY`) ORDER BY `id` DESC LIMIT 1;
--   end of this batch and start of the next:
--     ? number 1 = from.id, ? number 2 = end.id, ? number 3 = batch size - 1
SELECT `id` FROM `reviews` FORCE INDEX (`PRIMARY`) WHERE `id` >= ? AND `id` <= ? ORDER BY `id` LIMIT 2 OFFSET ?;
--   the batch (a row returned is in the way):
--     ? number 1 = from.id, ? number 2 = to.id
SELECT `id` FROM `reviews` FORCE INDEX (`PRIMARY`) WHERE `id` >= ? AND `id` <= ? AND (`review` IS NULL) LIMIT 5;

-- [backfill-3] make reviews.review NOT NULL
--   strategy: online
--   lock: MDL exclusive on reviews, milliseconds at its begin and end; the rows are read or rebuilt meanwhile, reads and writes go on; LOCK=NONE: the server refuses rather than blocks writes
--   why: the rows have been proven to have a value; the server refuses while one has none
--   probe: SELECT COUNT(*) > 0 FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'reviews' AND CAST(COLUMN_NAME AS BINARY) = 'review' AND IS_NULLABLE = 'NO'
--   runs: on its own
--   undo: ALTER TABLE `reviews` MODIFY COLUMN `review` text CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci NULL, ALGORITHM=INPLACE, LOCK=NONE
ALTER TABLE `reviews` MODIFY COLUMN `review` text CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci NOT NULL, ALGORITHM=INPLACE, LOCK=NONE;

-- ==== contract
-- [contract-1] stop replacing NULLs written to reviews.review on UPDATE
--   strategy: instant
--   lock: MDL exclusive on reviews, milliseconds: metadata only; metadata only
--   why: all live code writes the column itself
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_reviews__review__update'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_reviews__review__update`;

-- [contract-2] stop replacing NULLs written to reviews.review on INSERT
--   strategy: instant
--   lock: MDL exclusive on reviews, milliseconds: metadata only; metadata only
--   why: all live code uses the new shape
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_reviews__review__insert'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_reviews__review__insert`;
