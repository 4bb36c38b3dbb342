CREATE SCHEMA ext;
CREATE OPERATOR ext.<<< (leftarg = integer, rightarg = integer, function = int4lt);
CREATE OPERATOR ext.<<< (leftarg = integer, rightarg = bigint, function = int48lt);
CREATE TABLE runs (
  id integer PRIMARY KEY, "END" integer, time integer, text text, at timestamp, low integer,
  CONSTRAINT runs_order CHECK (low OPERATOR(ext.<<<) time),
  CONSTRAINT runs_case CHECK (CASE WHEN time > 3 THEN 1 ELSE 2 END + 0 < 3));
CREATE INDEX runs_ordered ON runs (id) WHERE low OPERATOR(ext.<<<) time;
CREATE INDEX runs_at ON runs (id) WHERE at > '2020-01-01'::timestamp without time zone;
CREATE INDEX runs_text ON runs (id) WHERE text = 'time';
CREATE INDEX runs_end ON runs ("END") WITH (fillfactor = 70) WHERE CASE WHEN "END" > 1 THEN true END;
COMMENT ON CONSTRAINT runs_order ON runs IS 'runs_case';
INSERT INTO runs VALUES (1, 5, 4, 'time', '2024-01-01', 1);
