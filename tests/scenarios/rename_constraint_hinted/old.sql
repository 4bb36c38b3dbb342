-- at: expanded
INSERT INTO users (id, name) VALUES (10, 'Old');
-- at: backfilled
UPDATE users FORCE INDEX (users_name) SET name = 'Older' WHERE name = 'Old';
-- at: rolled_back
UPDATE users FORCE INDEX (users_name) SET name = 'Back' WHERE id = 10;
