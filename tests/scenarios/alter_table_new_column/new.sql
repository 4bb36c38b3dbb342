-- at: backfilled
UPDATE gifts SET wrap = 'red' WHERE id = 1;
-- at: contracted
INSERT INTO gifts (id, wrap, n, name) VALUES (20, 'blue', 8, 'new');
