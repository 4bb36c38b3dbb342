-- at: expanded
UPDATE tags SET label = 'Ada' WHERE id = 1;
UPDATE tags SET label = 'GRACE' WHERE id = 2;
-- at: backfilled
UPDATE tags SET label = 'ADA' WHERE id = 1;
INSERT INTO tags (id, label) VALUES (10, 'old');
UPDATE tags SET label = 'Old' WHERE id = 10;
-- at: rolled_back
UPDATE tags SET label = 'ada' WHERE id = 1;
