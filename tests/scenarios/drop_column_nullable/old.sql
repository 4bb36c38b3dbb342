-- at: expanded
INSERT INTO users (id, name, fax) VALUES (10, 'Old', '456');
-- at: backfilled
UPDATE users SET fax = '789' WHERE id = 2;
-- at: rolled_back
UPDATE users SET fax = '0' WHERE id = 2;
