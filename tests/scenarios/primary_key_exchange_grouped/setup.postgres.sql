CREATE TABLE sessions (id integer PRIMARY KEY, token uuid NOT NULL, seen integer);
CREATE VIEW last_seen AS SELECT id, token, seen FROM sessions GROUP BY id;
INSERT INTO sessions VALUES (1, '00000000-0000-0000-0000-000000000001', 3);
