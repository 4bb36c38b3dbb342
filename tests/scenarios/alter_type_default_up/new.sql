-- at: contracted
INSERT INTO items (id) VALUES (20);
INSERT INTO boxes (id) VALUES (20);
INSERT INTO parts (id) VALUES (20);
INSERT INTO stamps (id, made) VALUES (20, '2026-01-01 13:00+01');
