CREATE TABLE jobs (id INTEGER PRIMARY KEY, state ENUM('new','it''s done') NOT NULL DEFAULT 'new');
INSERT INTO jobs (id, state) VALUES (1, 'new'), (2, 'it''s done');
