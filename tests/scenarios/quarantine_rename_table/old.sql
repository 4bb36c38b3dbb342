-- at: expanded
INSERT INTO customers (id, name) VALUES (10, 'Old');
-- at: backfilled
UPDATE customers SET name = 'Ada Lovelace' WHERE id = 1;
-- at: quarantined [postgres, sqlite]
-- fails
INSERT INTO customers (id, name) VALUES (11, 'Nobody');
-- at: rolled_back
INSERT INTO customers (id, name) VALUES (12, 'After');
