CREATE TABLE counters (name VARCHAR(20) NOT NULL, day DATE NOT NULL, hits INT NOT NULL DEFAULT 0, PRIMARY KEY (name, day), KEY counters_hits (hits));
INSERT INTO counters VALUES ('a', '2026-01-01', 1), ('a', '2026-01-02', 2), ('b', '2026-01-01', 3);
