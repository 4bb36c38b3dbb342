CREATE TABLE "regions, all" (id integer PRIMARY KEY);
CREATE TABLE events (
  id integer NOT NULL,
  day integer NOT NULL,
  kind text NOT NULL,
  note text,
  priority integer,
  region integer,
  place integer,
  PRIMARY KEY (id, day),
  CONSTRAINT events_priority CHECK (priority < 100),
  CONSTRAINT events_region FOREIGN KEY (region) REFERENCES "regions, all" (id),
  CONSTRAINT events_place FOREIGN KEY (place) REFERENCES "regions, all" (id)
) PARTITION BY RANGE (day);
CREATE TABLE "events 1, old" PARTITION OF events FOR VALUES FROM (0) TO (10);
CREATE TABLE events_2 PARTITION OF events FOR VALUES FROM (10) TO (20) PARTITION BY RANGE (id);
CREATE TABLE events_2_a PARTITION OF events_2 FOR VALUES FROM (0) TO (3);
CREATE TABLE events_2_other PARTITION OF events_2 DEFAULT;
INSERT INTO "regions, all" VALUES (1), (2);
INSERT INTO events (id, day, kind, note, priority, region, place) VALUES
  (1, 1, 'a', 'first', 1, 1, 1), (2, 11, 'a', NULL, 2, 2, NULL), (3, 12, 'b', NULL, 3, 1, 2);
