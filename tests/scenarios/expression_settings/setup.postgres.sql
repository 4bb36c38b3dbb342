CREATE TABLE visits (id integer PRIMARY KEY, at timestamp with time zone, note text);
INSERT INTO visits (id, at) VALUES (1, '2024-06-01 23:30+00'), (2, '2024-06-02 23:30+00');
CREATE TABLE stamps (id integer PRIMARY KEY, at timestamp with time zone, note text);
INSERT INTO stamps (id, at) VALUES (1, '2024-06-01 23:30+00'), (2, '2024-06-02 23:30+00');
CREATE TABLE clocks (id integer PRIMARY KEY, at timestamp with time zone, note text);
INSERT INTO clocks (id, at) VALUES (1, '2024-06-01 23:30+00'), (2, '2024-06-02 23:30+00');
CREATE TABLE waits (id integer PRIMARY KEY, span interval, bytes bytea, said text NOT NULL);
INSERT INTO waits (id, span, bytes, said) VALUES (1, '1 day -1 hour', '\x0001', '1 day -01:00:00 \x0001');
