CREATE TABLE parts (id integer PRIMARY KEY, code integer);
CREATE VIEW part_codes AS SELECT code FROM parts;
CREATE MATERIALIZED VIEW code_counts AS SELECT code, count(*) AS times FROM part_codes GROUP BY code;
INSERT INTO parts (id, code) VALUES (1, 1);
