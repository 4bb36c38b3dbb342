CREATE TABLE counters (
  id integer PRIMARY KEY,
  hits integer DEFAULT 7,
  note text
);
COMMENT ON COLUMN counters.hits IS 'since the start';
INSERT INTO counters (id, hits) VALUES (1, 1), (2, NULL), (3, 2147483647);
