CREATE TABLE visits (id integer PRIMARY KEY, at timestamp with time zone);
INSERT INTO visits (id, at) VALUES (1, '2024-06-01 23:30+00');
