-- at: quarantined
INSERT INTO events (id, kind, code) VALUES (19, 'new', 19);
-- at: quarantined
-- fails
INSERT INTO events (id, kind, code) VALUES (18, 'new', 19);
-- at: contracted
INSERT INTO events (id, kind, code) VALUES (20, 'new', 20);
