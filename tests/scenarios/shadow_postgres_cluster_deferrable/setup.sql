CREATE TABLE events (id bigint PRIMARY KEY DEFERRABLE, day date NOT NULL, note text);
CREATE INDEX events_day ON events (day);
INSERT INTO events VALUES (1, '2026-03-01', 'c'), (2, '2026-01-01', 'a'), (3, '2026-02-01', 'b'), (4, '2026-01-01', 'a'), (5, '2026-02-01', 'e');
