CREATE TABLE events (id integer NOT NULL, day integer NOT NULL, state text DEFAULT 'new') PARTITION BY RANGE (day);
CREATE TABLE events_1 PARTITION OF events FOR VALUES FROM (0) TO (10) PARTITION BY RANGE (id);
CREATE TABLE events_1_a PARTITION OF events_1 FOR VALUES FROM (0) TO (10);
ALTER TABLE events_1_a ALTER state SET DEFAULT 'imported';
INSERT INTO events VALUES (1, 1, 'old');
