CREATE TABLE events (id bigint, day date, PRIMARY KEY (id, day));
INSERT INTO events VALUES (1, '2026-01-01');
