ALTER TABLE counters ALTER COLUMN hits TYPE bigint;
ALTER TABLE counters ADD CONSTRAINT counters_hits_key UNIQUE (hits);
ALTER TABLE counters ADD CONSTRAINT counters_hits_check CHECK (hits + 2000000000 > seen AND hits < 5000000000);
