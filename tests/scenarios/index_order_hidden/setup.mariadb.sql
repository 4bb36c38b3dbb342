CREATE TABLE visits (id INT NOT NULL PRIMARY KEY, at DATETIME NOT NULL, page INT NOT NULL);
CREATE TABLE pages (id INT NOT NULL PRIMARY KEY, name VARCHAR(20) NOT NULL, rank_no INT, KEY pages_name (name), KEY pages_seen (rank_no DESC), KEY pages_unseen (id, name) IGNORED) COMMENT 'before';
INSERT INTO visits VALUES (1, '2026-01-01 00:00:00', 1), (2, '2026-01-02 00:00:00', 2);
INSERT INTO pages VALUES (1, 'home', 5), (2, 'about', NULL);
