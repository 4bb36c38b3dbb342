-- at: expanded
INSERT INTO users (id, name) VALUES (10, 'Old Writer');
-- at: rolled_back
INSERT INTO users (id, name) VALUES (30, 'Back Again');
