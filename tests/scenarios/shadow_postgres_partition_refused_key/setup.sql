CREATE TABLE events (id bigint PRIMARY KEY, day date NOT NULL);
INSERT INTO events VALUES (1, '2026-01-01');
