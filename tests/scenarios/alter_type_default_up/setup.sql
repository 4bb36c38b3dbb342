CREATE TABLE items (id integer PRIMARY KEY, price numeric(10, 2) NOT NULL DEFAULT 1.50);
INSERT INTO items (id, price) VALUES (1, 2.25), (2, 0);
CREATE TABLE boxes (id integer PRIMARY KEY, size varchar(20) DEFAULT 'small');
INSERT INTO boxes (id, size) VALUES (1, 'small'), (2, NULL), (3, 'big');
CREATE TABLE stamps (id integer PRIMARY KEY, made timestamp DEFAULT now());
INSERT INTO stamps (id, made) VALUES (1, '2026-01-01 12:00');
CREATE TABLE parts (id integer PRIMARY KEY, code text NOT NULL DEFAULT '7');
INSERT INTO parts (id, code) VALUES (1, '1');
