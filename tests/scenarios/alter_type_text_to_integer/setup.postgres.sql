CREATE TABLE parts (
  id integer PRIMARY KEY,
  code text NOT NULL DEFAULT '0',
  size varchar(20)
);
CREATE INDEX parts_code ON parts (code);
INSERT INTO parts (id, code, size) VALUES (1, '1', 'small'), (2, '002', NULL), (3, '3', 'big');
