CREATE TABLE logs (id BIGINT NOT NULL AUTO_INCREMENT, day DATE NOT NULL, msg TEXT, PRIMARY KEY (id, day), KEY logs_day (day));
INSERT INTO logs (id, day, msg) VALUES (1, '2025-12-31', 'one'), (2, '2026-01-01', 'two'), (3, '2026-06-01', 'three'), (100, '2026-07-01', 'hundred');
DELETE FROM logs WHERE id = 100;
