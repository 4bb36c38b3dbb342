-- at: contracted
INSERT INTO events (id, kind, code) VALUES (20, 'new', 20);
