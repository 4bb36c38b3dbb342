CREATE TABLE regions (country VARCHAR(20), code VARCHAR(20), name TEXT, PRIMARY KEY (country, code));
CREATE TABLE shops (id INTEGER PRIMARY KEY, country VARCHAR(20), code VARCHAR(20));
INSERT INTO regions (country, code) VALUES ('de', 'by'), ('de', 'be');
INSERT INTO shops (id, country, code) VALUES (1, 'de', 'by'), (2, NULL, NULL);
