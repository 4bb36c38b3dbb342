DROP TABLE events;
CREATE TABLE events (
  id bigint NOT NULL,
  hits bigint NOT NULL,
  happened timestamp NOT NULL,
  kind text NOT NULL DEFAULT 'none',
  twice bigint NOT NULL,
  PRIMARY KEY (id, happened)
) PARTITION BY RANGE (happened);
CREATE TABLE events_2025 PARTITION OF events FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
CREATE TABLE events_rest PARTITION OF events DEFAULT;
