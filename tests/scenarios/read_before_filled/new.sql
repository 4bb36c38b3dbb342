-- at: expanded
INSERT INTO users (id, mail) VALUES (20, 'New@X');
UPDATE users SET mail = 'Newer@X' WHERE id = 20;
INSERT INTO people (id, title, sorted) VALUES (20, 'Eve', 'EVE');
-- at: backfilled
INSERT INTO users (id, mail) VALUES (21, 'Newest@X');
INSERT INTO people (id, title, sorted) VALUES (21, 'Flo', 'FLO');
-- at: contracted
INSERT INTO users (id, mail, email_lower) VALUES (22, 'Last@X', 'last@x');
INSERT INTO people (id, title, sorted, initial) VALUES (22, 'Gil', 'GIL', 'G');
