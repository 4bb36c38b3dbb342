-- at: expanded
INSERT INTO items (id) VALUES (10);
INSERT INTO boxes (id) VALUES (10);
INSERT INTO parts (id) VALUES (10);
-- at: backfilled
INSERT INTO items (id) VALUES (11);
INSERT INTO boxes (id) VALUES (11);
INSERT INTO parts (id) VALUES (11);
