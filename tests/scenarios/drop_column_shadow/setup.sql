CREATE TABLE countries (code TEXT PRIMARY KEY);
CREATE TABLE stays (id INTEGER PRIMARY KEY, room TEXT NOT NULL, nights INT, floor INT, CONSTRAINT room_once UNIQUE (room, nights), CHECK (room <> '' AND nights > 0), CHECK (nights < 100));
CREATE INDEX stays_room ON stays (room);
CREATE INDEX stays_nights ON stays (nights);
CREATE TABLE guests (country TEXT REFERENCES countries (code), name TEXT PRIMARY KEY);
INSERT INTO countries VALUES ('de'), ('fr');
INSERT INTO stays VALUES (1, 'a1', 2, 1), (2, 'b1', 3, 2);
INSERT INTO guests VALUES ('de', 'Ada'), (NULL, 'Bob');
