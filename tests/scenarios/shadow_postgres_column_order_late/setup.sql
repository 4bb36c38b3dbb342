CREATE TABLE events (
  happened date NOT NULL,
  kind text NOT NULL DEFAULT 'none',
  hits integer NOT NULL,
  id bigint PRIMARY KEY
);
INSERT INTO events (id, happened, kind, hits) VALUES (1, '2025-01-02', 'a', 1), (2, '2025-02-03', 'b', 2), (3, '2026-03-04', 'c', 3);
