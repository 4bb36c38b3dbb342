-- migration: create_constraint_references
-- session: SET NAMES utf8mb4
-- session: SET SESSION sql_mode = 'STRICT_TRANS_TABLES,ALLOW_INVALID_DATES,NO_ENGINE_SUBSTITUTION,NO_AUTO_VALUE_ON_ZERO'
-- session: SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED
-- session: SET SESSION TRANSACTION READ WRITE
-- session: SET SESSION time_zone = '+00:00', autocommit = 1, foreign_key_checks = 1, unique_checks = 1, sql_safe_updates = 0, sql_big_selects = 1, sql_select_limit = 18446744073709551615, completion_type = 0, wait_timeout = 86400, information_schema_stats_expiry = 0, max_execution_time = 0
-- note: pets_owner holds from contract on: old code may write rows that break it until then; contract refuses while there are such rows
-- note: pets_vet holds from contract on: old code may write rows that break it until then; contract refuses while there are such rows
-- note: pets_parent holds from contract on: old code may write rows that break it until then; contract refuses while there are such rows

-- ==== expand
-- nothing to do

-- ==== backfill
-- [backfill-1] look for rows of pets that pets_owner would refuse
--   lock: none on pets, consistent reads; reads and writes go on
--   why: rows that the server would refuse are named before it is asked
--   batches: table pets by id; each commits together with its checkpoint
--   first key, once:
SELECT `id` FROM `pets` FORCE INDEX (`PRIMARY`) ORDER BY `id` LIMIT 1;
--   last key, once:
SELECT `id` FROM `pets` FORCE INDEX (`PRIMARY`) ORDER BY `id` DESC LIMIT 1;
--   end of this batch and start of the next:
--     ? number 1 = from.id, ? number 2 = end.id, ? number 3 = batch size - 1
SELECT `id` FROM `pets` FORCE INDEX (`PRIMARY`) WHERE `id` >= ? AND `id` <= ? ORDER BY `id` LIMIT 2 OFFSET ?;
--   the batch (a row returned is in the way):
--     ? number 1 = from.id, ? number 2 = to.id
SELECT `id` FROM `pets` FORCE INDEX (`PRIMARY`) WHERE `id` >= ? AND `id` <= ? AND (`pets`.`owner_id` IS NOT NULL AND NOT EXISTS (SELECT 1 FROM `owners` AS migrate_parent WHERE migrate_parent.`id` = `pets`.`owner_id`)) LIMIT 5;

-- [backfill-2] look for rows of pets that pets_vet would refuse
--   lock: none on pets, consistent reads; reads and writes go on
--   why: rows that the server would refuse are named before it is asked
--   batches: table pets by id; each commits together with its checkpoint
--   first key, once:
SELECT `id` FROM `pets` FORCE INDEX (`PRIMARY`) ORDER BY `id` LIMIT 1;
--   last key, once:
SELECT `id` FROM `pets` FORCE INDEX (`PRIMARY`) ORDER BY `id` DESC LIMIT 1;
--   end of this batch and start of the next:
--     ? number 1 = from.id, ? number 2 = end.id, ? number 3 = batch size - 1
SELECT `id` FROM `pets` FORCE INDEX (`PRIMARY`) WHERE `id` >= ? AND `id` <= ? ORDER BY `id` LIMIT 2 OFFSET ?;
--   the batch (a row returned is in the way):
--     ? number 1 = from.id, ? number 2 = to.id
SELECT `id` FROM `pets` FORCE INDEX (`PRIMARY`) WHERE `id` >= ? AND `id` <= ? AND (`pets`.`vet_id` IS NOT NULL AND NOT EXISTS (SELECT 1 FROM `owners` AS migrate_parent WHERE migrate_parent.`id` = `pets`.`vet_id`)) LIMIT 5;

-- [backfill-3] look for rows of pets that pets_parent would refuse
--   lock: none on pets, consistent reads; reads and writes go on
--   why: rows that the server would refuse are named before it is asked
--   batches: table pets by id; each commits together with its checkpoint
--   first key, once:
SELECT `id` FROM `pets` FORCE INDEX (`PRIMARY`) ORDER BY `id` LIMIT 1;
--   last key, once:
SELECT `id` FROM `pets` FORCE INDEX (`PRIMARY`) ORDER BY `id` DESC LIMIT 1;
--   end of this batch and start of the next:
--     ? number 1 = from.id, ? number 2 = end.id, ? number 3 = batch size - 1
SELECT `id` FROM `pets` FORCE INDEX (`PRIMARY`) WHERE `id` >= ? AND `id` <= ? ORDER BY `id` LIMIT 2 OFFSET ?;
--   the batch (a row returned is in the way):
--     ? number 1 = from.id, ? number 2 = to.id
SELECT `id` FROM `pets` FORCE INDEX (`PRIMARY`) WHERE `id` >= ? AND `id` <= ? AND (`pets`.`parent_id` IS NOT NULL AND NOT EXISTS (SELECT 1 FROM `pets` AS migrate_parent WHERE migrate_parent.`id` = `pets`.`parent_id`)) LIMIT 5;

-- ==== contract
-- [contract-1] look for rows of pets that pets_owner would refuse, again
--   lock: none on pets, consistent reads; reads and writes go on
--   why: rows that the server would refuse are named before it is asked
--   batches: table pets by id; each commits together with its checkpoint
--   first key, once:
SELECT `id` FROM `pets` FORCE INDEX (`PRIMARY`) ORDER BY `id` LIMIT 1;
--   last key, once:
SELECT `id` FROM `pets` FORCE INDEX (`PRIMARY`) ORDER BY `id` DESC LIMIT 1;
--   end of this batch and start of the next:
--     ? number 1 = from.id, ? number 2 = end.id, ? number 3 = batch size - 1
SELECT `id` FROM `pets` FORCE INDEX (`PRIMARY`) WHERE `id` >= ? AND `id` <= ? ORDER BY `id` LIMIT 2 OFFSET ?;
--   the batch (a row returned is in the way):
--     ? number 1 = from.id, ? number 2 = to.id
SELECT `id` FROM `pets` FORCE INDEX (`PRIMARY`) WHERE `id` >= ? AND `id` <= ? AND (`pets`.`owner_id` IS NOT NULL AND NOT EXISTS (SELECT 1 FROM `owners` AS migrate_parent WHERE migrate_parent.`id` = `pets`.`owner_id`)) LIMIT 5;

-- [contract-2] look for rows of pets that pets_vet would refuse, again
--   lock: none on pets, consistent reads; reads and writes go on
--   why: rows that the server would refuse are named before it is asked
--   batches: table pets by id; each commits together with its checkpoint
--   first key, once:
SELECT `id` FROM `pets` FORCE INDEX (`PRIMARY`) ORDER BY `id` LIMIT 1;
--   last key, once:
SELECT `id` FROM `pets` FORCE INDEX (`PRIMARY`) ORDER BY `id` DESC LIMIT 1;
--   end of this batch and start of the next:
--     ? number 1 = from.id, ? number 2 = end.id, ? number 3 = batch size - 1
SELECT `id` FROM `pets` FORCE INDEX (`PRIMARY`) WHERE `id` >= ? AND `id` <= ? ORDER BY `id` LIMIT 2 OFFSET ?;
--   the batch (a row returned is in the way):
--     ? number 1 = from.id, ? number 2 = to.id
SELECT `id` FROM `pets` FORCE INDEX (`PRIMARY`) WHERE `id` >= ? AND `id` <= ? AND (`pets`.`vet_id` IS NOT NULL AND NOT EXISTS (SELECT 1 FROM `owners` AS migrate_parent WHERE migrate_parent.`id` = `pets`.`vet_id`)) LIMIT 5;

-- [contract-3] look for rows of pets that pets_parent would refuse, again
--   lock: none on pets, consistent reads; reads and writes go on
--   why: rows that the server would refuse are named before it is asked
--   batches: table pets by id; each commits together with its checkpoint
--   first key, once:
SELECT `id` FROM `pets` FORCE INDEX (`PRIMARY`) ORDER BY `id` LIMIT 1;
--   last key, once:
SELECT `id` FROM `pets` FORCE INDEX (`PRIMARY`) ORDER BY `id` DESC LIMIT 1;
--   end of this batch and start of the next:
--     ? number 1 = from.id, ? number 2 = end.id, ? number 3 = batch size - 1
SELECT `id` FROM `pets` FORCE INDEX (`PRIMARY`) WHERE `id` >= ? AND `id` <= ? ORDER BY `id` LIMIT 2 OFFSET ?;
--   the batch (a row returned is in the way):
--     ? number 1 = from.id, ? number 2 = to.id
SELECT `id` FROM `pets` FORCE INDEX (`PRIMARY`) WHERE `id` >= ? AND `id` <= ? AND (`pets`.`parent_id` IS NOT NULL AND NOT EXISTS (SELECT 1 FROM `pets` AS migrate_parent WHERE migrate_parent.`id` = `pets`.`parent_id`)) LIMIT 5;

-- [contract-4] add foreign key pets_owner to pets
--   strategy: online
--   lock: MDL exclusive on pets, owners, milliseconds at its begin and end; reads and writes go on; LOCK=NONE: the server refuses rather than blocks writes
--   why: with foreign_key_checks on, the server would copy the table to look at its rows; every write after it is checked in either case
--   probe: SELECT 1 - (SELECT COUNT(*) = 0 FROM information_schema.TABLE_CONSTRAINTS WHERE CONSTRAINT_SCHEMA = DATABASE() AND TABLE_NAME = 'pets' AND CAST(CONSTRAINT_NAME AS BINARY) = 'pets_owner')
--   cleanup: SET SESSION foreign_key_checks = 1
--   runs: on its own
SET SESSION foreign_key_checks = 0;
ALTER TABLE `pets` ADD CONSTRAINT `pets_owner` FOREIGN KEY (`owner_id`) REFERENCES `owners` (`id`) ON DELETE CASCADE, ALGORITHM=INPLACE, LOCK=NONE;
SET SESSION foreign_key_checks = 1;

-- [contract-5] see that every row of pets keeps pets_owner
--   lock: none on pets, while the table is read once; reads and writes go on
--   why: what was written between the search and the key is found here
--   expects: no row
SELECT `pets`.`id` FROM `pets` WHERE `pets`.`owner_id` IS NOT NULL AND NOT EXISTS (SELECT 1 FROM `owners` AS migrate_parent WHERE migrate_parent.`id` = `pets`.`owner_id`) LIMIT 5;

-- [contract-6] add foreign key pets_vet to pets
--   strategy: online
--   lock: MDL exclusive on pets, owners, milliseconds at its begin and end; reads and writes go on; LOCK=NONE: the server refuses rather than blocks writes
--   why: with foreign_key_checks on, the server would copy the table to look at its rows; every write after it is checked in either case
--   probe: SELECT 1 - (SELECT COUNT(*) = 0 FROM information_schema.TABLE_CONSTRAINTS WHERE CONSTRAINT_SCHEMA = DATABASE() AND TABLE_NAME = 'pets' AND CAST(CONSTRAINT_NAME AS BINARY) = 'pets_vet')
--   cleanup: SET SESSION foreign_key_checks = 1
--   runs: on its own
SET SESSION foreign_key_checks = 0;
ALTER TABLE `pets` ADD CONSTRAINT `pets_vet` FOREIGN KEY (`vet_id`) REFERENCES `owners` (`id`) ON DELETE SET NULL, ALGORITHM=INPLACE, LOCK=NONE;
SET SESSION foreign_key_checks = 1;

-- [contract-7] see that every row of pets keeps pets_vet
--   lock: none on pets, while the table is read once; reads and writes go on
--   why: what was written between the search and the key is found here
--   expects: no row
SELECT `pets`.`id` FROM `pets` WHERE `pets`.`vet_id` IS NOT NULL AND NOT EXISTS (SELECT 1 FROM `owners` AS migrate_parent WHERE migrate_parent.`id` = `pets`.`vet_id`) LIMIT 5;

-- [contract-8] add foreign key pets_parent to pets
--   strategy: online
--   lock: MDL exclusive on pets, milliseconds at its begin and end; reads and writes go on; LOCK=NONE: the server refuses rather than blocks writes
--   why: with foreign_key_checks on, the server would copy the table to look at its rows; every write after it is checked in either case
--   probe: SELECT 1 - (SELECT COUNT(*) = 0 FROM information_schema.TABLE_CONSTRAINTS WHERE CONSTRAINT_SCHEMA = DATABASE() AND TABLE_NAME = 'pets' AND CAST(CONSTRAINT_NAME AS BINARY) = 'pets_parent')
--   cleanup: SET SESSION foreign_key_checks = 1
--   runs: on its own
SET SESSION foreign_key_checks = 0;
ALTER TABLE `pets` ADD CONSTRAINT `pets_parent` FOREIGN KEY (`parent_id`) REFERENCES `pets` (`id`) ON DELETE SET NULL, ALGORITHM=INPLACE, LOCK=NONE;
SET SESSION foreign_key_checks = 1;

-- [contract-9] see that every row of pets keeps pets_parent
--   lock: none on pets, while the table is read once; reads and writes go on
--   why: what was written between the search and the key is found here
--   expects: no row
SELECT `pets`.`id` FROM `pets` WHERE `pets`.`parent_id` IS NOT NULL AND NOT EXISTS (SELECT 1 FROM `pets` AS migrate_parent WHERE migrate_parent.`id` = `pets`.`parent_id`) LIMIT 5;
