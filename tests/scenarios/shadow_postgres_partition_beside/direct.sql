DROP TABLE counters;
CREATE TABLE counters (id bigint PRIMARY KEY, hits bigint, note text, half bigint GENERATED ALWAYS AS (coalesce(hits, (0)::bigint) / 2) STORED NOT NULL, twice bigint,
  seen boolean DEFAULT false NOT NULL) PARTITION BY HASH (id);
CREATE INDEX counters_hits ON counters (hits);
CREATE TABLE counters_0 PARTITION OF counters FOR VALUES WITH (MODULUS 2, REMAINDER 0);
CREATE TABLE counters_1 PARTITION OF counters FOR VALUES WITH (MODULUS 2, REMAINDER 1);
