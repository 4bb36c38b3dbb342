CREATE TABLE events (id bigint, day date, place integer, PRIMARY KEY (id, day, place));
INSERT INTO events VALUES (1, '2020-01-01', 9), (2, '2026-01-01', 4), (3, '2026-01-01', 5), (4, '2026-01-01', 7),
  (5, '2026-12-31', 99), (6, '2027-01-01', 0);
