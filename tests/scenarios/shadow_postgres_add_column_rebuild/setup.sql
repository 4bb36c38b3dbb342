CREATE TABLE events (id bigint PRIMARY KEY, day date NOT NULL, hits smallint, note varchar(10));
CREATE INDEX events_day ON events (day);
INSERT INTO events VALUES (1, '2026-03-01', 1, 'c'), (2, '2026-01-01', 2, 'a'), (3, '2026-02-01', 3, NULL),
  (4, '2026-01-02', 4, 'd'), (5, '2026-02-01', 5, 'e');
