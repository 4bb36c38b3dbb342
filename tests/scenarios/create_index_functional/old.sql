-- at: expanded
INSERT INTO contacts VALUES (10, 'Old@example.org', 10);
-- at: backfilled
UPDATE contacts SET email = 'Ada2@example.org' WHERE id = 1;
-- at: rolled_back
INSERT INTO contacts VALUES (30, 'Back@example.org', 30);
