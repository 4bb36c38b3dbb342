-- migration: drop_constraint
-- session: PRAGMA foreign_keys=OFF
-- session: PRAGMA wal_autocheckpoint=0
-- note: old code reads what new code writes against posts_title of posts; `down` replaces it when it is rolled back, in one statement
-- note: old code reads what new code writes against posts_user of posts; `down` replaces it when it is rolled back, in one statement
-- note: old code reads what new code writes against posts_score of posts; a rollback is refused while there are such rows

-- ==== expand
-- [expand-1] no longer require posts_title of posts
--   strategy: instant
--   lock: write lock on the database file, milliseconds: catalog only; readers go on in WAL mode; other writers wait as for any short write
--   why: new code may break it; the stored definition alone changes
--   runs: in one transaction with its record
--   undo: UPDATE "posts" SET "title" = (substr('----', length(title) + 1) || title
--     ) WHERE (NOT (length(title) > 3
--     )
--     ) AND (("title" COLLATE BINARY IS NOT (substr('----', length(title) + 1) || title
--     )))
--   undo: UPDATE migrate_guard SET expectation = 'no row breaks posts_title of posts', holds = (NOT EXISTS (SELECT 1 FROM "posts" WHERE NOT (length(title) > 3
--     )))
--   undo: PRAGMA writable_schema=ON
--   undo: UPDATE sqlite_schema SET sql = replace(sql, ', CONSTRAINT "migrate_rule__posts__posts_title" CHECK (1)', ',
--       CONSTRAINT posts_title CHECK (length(title) > 3)')
--     WHERE type = 'table' AND name = 'posts' AND length(sql) - length(replace(sql, ', CONSTRAINT "migrate_rule__posts__posts_title" CHECK (1)', '')) = length(', CONSTRAINT "migrate_rule__posts__posts_title" CHECK (1)')
--   undo: PRAGMA writable_schema=RESET
--   undo: UPDATE migrate_guard SET expectation = 'posts_title of posts is in the definition again', holds = (changes() = 1)
--   undo: CREATE VIEW migrate_definition_changed AS SELECT 1
--   undo: DROP VIEW migrate_definition_changed
--   lock of undo: write lock on the database file, one read of the table, then milliseconds; proof and rule belong in one transaction
PRAGMA writable_schema=ON;
UPDATE sqlite_schema SET sql = replace(sql, ',
  CONSTRAINT posts_title CHECK (length(title) > 3)', ', CONSTRAINT "migrate_rule__posts__posts_title" CHECK (1)')
WHERE type = 'table' AND name = 'posts' AND length(sql) - length(replace(sql, ',
  CONSTRAINT posts_title CHECK (length(title) > 3)', '')) = length(',
  CONSTRAINT posts_title CHECK (length(title) > 3)');
PRAGMA writable_schema=RESET;
UPDATE migrate_guard SET expectation = 'posts_title of posts is out of the definition', holds = (changes() = 1);
CREATE VIEW migrate_definition_changed AS SELECT 1;
DROP VIEW migrate_definition_changed;

-- [expand-2] no longer require posts_user of posts
--   strategy: instant
--   lock: write lock on the database file, milliseconds: catalog only; readers go on in WAL mode; other writers wait as for any short write
--   why: new code may break it; the stored definition alone changes
--   runs: in one transaction with its record
--   undo: UPDATE "posts" SET "user_id" = ((SELECT CASE WHEN EXISTS (SELECT 1 FROM users WHERE users.id = user_id) THEN user_id ELSE NULL END)
--     ) WHERE ("user_id" IS NOT NULL AND NOT EXISTS (SELECT 1 FROM "users" AS migrate_parent WHERE migrate_parent."id" = "posts"."user_id")
--     ) AND (("user_id" COLLATE BINARY IS NOT ((SELECT CASE WHEN EXISTS (SELECT 1 FROM users WHERE users.id = user_id) THEN user_id ELSE NULL END)
--     )))
--   undo: UPDATE migrate_guard SET expectation = 'no row breaks posts_user of posts', holds = (NOT EXISTS (SELECT 1 FROM "posts" WHERE "user_id" IS NOT NULL AND NOT EXISTS (SELECT 1 FROM "users" AS migrate_parent WHERE migrate_parent."id" = "posts"."user_id")))
--   undo: PRAGMA writable_schema=ON
--   undo: UPDATE sqlite_schema SET sql = replace(sql, ', CONSTRAINT "migrate_rule__posts__posts_user" CHECK (1)', ',
--       CONSTRAINT posts_user FOREIGN KEY (user_id) REFERENCES users (id) DEFERRABLE')
--     WHERE type = 'table' AND name = 'posts' AND length(sql) - length(replace(sql, ', CONSTRAINT "migrate_rule__posts__posts_user" CHECK (1)', '')) = length(', CONSTRAINT "migrate_rule__posts__posts_user" CHECK (1)')
--   undo: PRAGMA writable_schema=RESET
--   undo: UPDATE migrate_guard SET expectation = 'posts_user of posts is in the definition again', holds = (changes() = 1)
--   undo: CREATE VIEW migrate_definition_changed AS SELECT 1
--   undo: DROP VIEW migrate_definition_changed
--   lock of undo: write lock on the database file, one read of the table, then milliseconds; proof and rule belong in one transaction
PRAGMA writable_schema=ON;
UPDATE sqlite_schema SET sql = replace(sql, ',
  CONSTRAINT posts_user FOREIGN KEY (user_id) REFERENCES users (id) DEFERRABLE', ', CONSTRAINT "migrate_rule__posts__posts_user" CHECK (1)')
WHERE type = 'table' AND name = 'posts' AND length(sql) - length(replace(sql, ',
  CONSTRAINT posts_user FOREIGN KEY (user_id) REFERENCES users (id) DEFERRABLE', '')) = length(',
  CONSTRAINT posts_user FOREIGN KEY (user_id) REFERENCES users (id) DEFERRABLE');
PRAGMA writable_schema=RESET;
UPDATE migrate_guard SET expectation = 'posts_user of posts is out of the definition', holds = (changes() = 1);
CREATE VIEW migrate_definition_changed AS SELECT 1;
DROP VIEW migrate_definition_changed;

-- [expand-3] no longer require posts_score of posts
--   strategy: instant
--   lock: write lock on the database file, milliseconds: catalog only; readers go on in WAL mode; other writers wait as for any short write
--   why: new code may break it; the stored definition alone changes
--   runs: in one transaction with its record
--   undo: UPDATE migrate_guard SET expectation = 'no row breaks posts_score of posts', holds = (NOT EXISTS (SELECT 1 FROM "posts" WHERE NOT (score > 0
--     )))
--   undo: PRAGMA writable_schema=ON
--   undo: UPDATE sqlite_schema SET sql = replace(sql, ', score INTEGER', ', score INTEGER CONSTRAINT posts_score CHECK (score > 0)')
--     WHERE type = 'table' AND name = 'posts' AND length(sql) - length(replace(sql, ', score INTEGER', '')) = length(', score INTEGER')
--   undo: PRAGMA writable_schema=RESET
--   undo: UPDATE migrate_guard SET expectation = 'posts_score of posts is in the definition again', holds = (changes() = 1)
--   undo: CREATE VIEW migrate_definition_changed AS SELECT 1
--   undo: DROP VIEW migrate_definition_changed
--   lock of undo: write lock on the database file, one read of the table, then milliseconds; proof and rule belong in one transaction
--   loss: rows of posts that break posts_score of posts, counted by SELECT count(*) FROM (SELECT 1 FROM "posts" WHERE NOT (score > 0
--     ) LIMIT 1000)
PRAGMA writable_schema=ON;
UPDATE sqlite_schema SET sql = replace(sql, ', score INTEGER CONSTRAINT posts_score CHECK (score > 0)', ', score INTEGER')
WHERE type = 'table' AND name = 'posts' AND length(sql) - length(replace(sql, ', score INTEGER CONSTRAINT posts_score CHECK (score > 0)', '')) = length(', score INTEGER CONSTRAINT posts_score CHECK (score > 0)');
PRAGMA writable_schema=RESET;
UPDATE migrate_guard SET expectation = 'posts_score of posts is out of the definition', holds = (changes() = 1);
CREATE VIEW migrate_definition_changed AS SELECT 1;
DROP VIEW migrate_definition_changed;

-- ==== backfill
-- nothing to do

-- ==== contract
-- [contract-1] forget the place of posts_title of posts
--   strategy: instant
--   lock: write lock on the database file, milliseconds: catalog only; readers go on in WAL mode; other writers wait as for any short write
--   why: a rollback needs it no more
--   runs: in one transaction with its record
PRAGMA writable_schema=ON;
UPDATE sqlite_schema SET sql = replace(sql, ', CONSTRAINT "migrate_rule__posts__posts_title" CHECK (1)', '')
WHERE type = 'table' AND name = 'posts' AND length(sql) - length(replace(sql, ', CONSTRAINT "migrate_rule__posts__posts_title" CHECK (1)', '')) = length(', CONSTRAINT "migrate_rule__posts__posts_title" CHECK (1)');
PRAGMA writable_schema=RESET;
UPDATE migrate_guard SET expectation = 'the definition has no place of posts_title of posts', holds = (NOT EXISTS (SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'posts' AND instr(sql, ', CONSTRAINT "migrate_rule__posts__posts_title" CHECK (1)')));
CREATE VIEW migrate_definition_changed AS SELECT 1;
DROP VIEW migrate_definition_changed;

-- [contract-2] forget the place of posts_user of posts
--   strategy: instant
--   lock: write lock on the database file, milliseconds: catalog only; readers go on in WAL mode; other writers wait as for any short write
--   why: a rollback needs it no more
--   runs: in one transaction with its record
PRAGMA writable_schema=ON;
UPDATE sqlite_schema SET sql = replace(sql, ', CONSTRAINT "migrate_rule__posts__posts_user" CHECK (1)', '')
WHERE type = 'table' AND name = 'posts' AND length(sql) - length(replace(sql, ', CONSTRAINT "migrate_rule__posts__posts_user" CHECK (1)', '')) = length(', CONSTRAINT "migrate_rule__posts__posts_user" CHECK (1)');
PRAGMA writable_schema=RESET;
UPDATE migrate_guard SET expectation = 'the definition has no place of posts_user of posts', holds = (NOT EXISTS (SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'posts' AND instr(sql, ', CONSTRAINT "migrate_rule__posts__posts_user" CHECK (1)')));
CREATE VIEW migrate_definition_changed AS SELECT 1;
DROP VIEW migrate_definition_changed;
