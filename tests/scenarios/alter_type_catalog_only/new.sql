-- at: expanded
INSERT INTO users (id, name, balance) VALUES (20, 'New', 20);
-- at: backfilled
UPDATE users SET balance = 200 WHERE id = 2;
-- at: contracted
INSERT INTO users (id, name, balance) VALUES (21, 'a name of more than ten', 2000000000);
