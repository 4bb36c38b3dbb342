CREATE TABLE owners (id integer PRIMARY KEY, name text NOT NULL);
INSERT INTO owners VALUES (1, 'Ada'), (2, 'Bob'), (3, 'Cy');
CREATE TABLE counters (
  region text NOT NULL,
  id integer NOT NULL,
  owner integer REFERENCES owners ON DELETE CASCADE,
  hits integer DEFAULT 0 CHECK (hits >= 0),
  code text CONSTRAINT counters_code UNIQUE,
  seen jsonb,
  double_hits integer GENERATED ALWAYS AS (id * 2) STORED,
  PRIMARY KEY (region, id)
);
CREATE INDEX counters_hits ON counters (hits DESC) WHERE hits > 10;
INSERT INTO counters (region, id, owner, hits, code, seen) VALUES
  ('eu', 1, 1, 1, 'a', '{"by": 1}'), ('eu', 2, NULL, NULL, 'b', NULL),
  ('us', 1, 2, 2147483647, NULL, '[]'), ('us', 2, 3, 4, 'd', NULL);
