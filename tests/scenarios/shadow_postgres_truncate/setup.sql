CREATE TABLE marks (id bigint PRIMARY KEY, place integer NOT NULL UNIQUE, note text);
INSERT INTO marks VALUES (1, 10, 'one'), (2, 20, 'two'), (3, 30, NULL);
