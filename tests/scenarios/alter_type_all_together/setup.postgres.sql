CREATE TABLE bins (id integer PRIMARY KEY);
CREATE TABLE parts (
  id integer PRIMARY KEY,
  code text DEFAULT '1',
  size integer NOT NULL DEFAULT 1
);
COMMENT ON COLUMN parts.code IS 'as printed';
INSERT INTO bins (id) SELECT generate_series(0, 60);
INSERT INTO parts (id, code) VALUES (1, 'B1'), (2, 'b02'), (3, NULL);
