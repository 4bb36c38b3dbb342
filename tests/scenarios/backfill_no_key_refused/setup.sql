CREATE TABLE events (created INTEGER NOT NULL, what VARCHAR(10));
INSERT INTO events (created, what) VALUES (1, 'a'), (2, 'b');
