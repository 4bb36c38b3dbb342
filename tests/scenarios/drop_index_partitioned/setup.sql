CREATE TABLE events (id int NOT NULL, day int NOT NULL, kind text NOT NULL) PARTITION BY RANGE (day);
CREATE TABLE events_1 PARTITION OF events FOR VALUES FROM (0) TO (10);
CREATE TABLE events_2 PARTITION OF events FOR VALUES FROM (10) TO (20);
CREATE INDEX events_kind ON events (kind);
INSERT INTO events VALUES (1, 1, 'a'), (2, 11, 'b');
