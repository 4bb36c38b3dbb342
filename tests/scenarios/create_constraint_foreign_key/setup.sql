CREATE TABLE regions (country TEXT, code TEXT, name TEXT, PRIMARY KEY (country, code));
CREATE TABLE shops (id INTEGER PRIMARY KEY, country TEXT, code TEXT);
INSERT INTO regions (country, code) VALUES ('de', 'by'), ('de', 'be');
INSERT INTO shops (id, country, code) VALUES (1, 'de', 'by'), (2, NULL, NULL);
