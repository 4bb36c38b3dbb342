CREATE TABLE countries (code CHAR(2) PRIMARY KEY, name VARCHAR(40) NOT NULL);
CREATE TABLE people (
  id INT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  name VARCHAR(20) NOT NULL DEFAULT 'nobody',
  score INT,
  country CHAR(2),
  boss INT,
  initial CHAR(1) AS (LEFT(name, 1)) STORED,
  seen TIMESTAMP NOT NULL DEFAULT '2020-01-01 00:00:00' ON UPDATE CURRENT_TIMESTAMP,
  UNIQUE KEY people_name (name),
  KEY people_score (score),
  KEY people_by_country (country),
  KEY people_by_boss (boss),
  CONSTRAINT people_country FOREIGN KEY (country) REFERENCES countries (code) ON DELETE CASCADE,
  CONSTRAINT people_boss FOREIGN KEY (boss) REFERENCES people (id) ON DELETE SET NULL
);
INSERT INTO countries VALUES ('nl', 'Netherlands'), ('de', 'Germany'), ('fr', 'France'), ('it', 'Italy');
INSERT INTO people (id, name, score, country) VALUES
  (1, 'Ada', 10, 'nl'), (2, 'Grace', NULL, 'nl'), (3, 'Mary', -3, 'de'), (4, 'Joan', 4, NULL),
  (5, 'Hedy', 5, 'fr'), (6, 'Sofia', 6, 'it'), (7, 'Emmy', 7, 'de');
UPDATE people SET boss = 2 WHERE id IN (1, 4);
UPDATE people SET boss = 1 WHERE id = 3;
UPDATE people SET boss = 3 WHERE id = 6;
