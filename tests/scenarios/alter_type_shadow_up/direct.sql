UPDATE parts SET size = CASE WHEN size LIKE '% m' THEN 100 ELSE 1 END * CAST(SUBSTRING_INDEX(size, ' ', 1) AS SIGNED);
ALTER TABLE parts MODIFY size INT COMMENT 'in centimetres';
