-- at: expanded
INSERT INTO users (id, name) VALUES (10, NULL);
-- at: rolled_back
INSERT INTO users (id, name) VALUES (30, NULL);
