CREATE TABLE logs (id BIGINT, day DATE, line TEXT, serial INTEGER NOT NULL UNIQUE);
INSERT INTO logs (id, day, serial) VALUES (1, '2026-01-01', 1), (2, '2026-01-01', 2);
