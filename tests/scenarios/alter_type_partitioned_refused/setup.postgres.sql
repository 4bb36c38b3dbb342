CREATE TABLE events (id integer NOT NULL, day integer NOT NULL, size integer) PARTITION BY RANGE (day);
CREATE TABLE events_1 PARTITION OF events FOR VALUES FROM (0) TO (10);
CREATE INDEX events_1_size ON events_1 (size);
