CREATE TABLE events (id bigint, day date, note text, PRIMARY KEY (id, day));
CREATE TABLE parts (
  id integer PRIMARY KEY,
  event bigint,
  day date,
  CONSTRAINT parts_event FOREIGN KEY (event, day) REFERENCES events ON UPDATE CASCADE ON DELETE CASCADE
);
COMMENT ON CONSTRAINT parts_event ON parts IS 'whose part it is';
INSERT INTO events VALUES (1, '2025-01-01', 'a'), (2, '2026-01-01', 'b'), (3, '2026-02-01', 'c');
INSERT INTO parts VALUES (1, 1, '2025-01-01'), (2, 2, '2026-01-01'), (3, 3, '2026-02-01'), (4, NULL, NULL);
