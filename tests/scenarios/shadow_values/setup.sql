CREATE TABLE things (
  kind ENUM('b', 'a', 'c') NOT NULL,
  at DATETIME(3) NOT NULL,
  raw VARBINARY(8) NOT NULL,
  n INT NOT NULL,
  flags SET('x', 'y', 'z'),
  doc JSON,
  bits BIT(10),
  day DATE NOT NULL DEFAULT '2000-01-01',
  amount DECIMAL(20,5),
  f FLOAT,
  g DOUBLE,
  latin VARCHAR(30) CHARACTER SET latin1,
  blobs BLOB,
  t TIME(2),
  y YEAR,
  place POINT,
  stamp TIMESTAMP NULL,
  PRIMARY KEY (kind, at, raw, n),
  KEY things_latin (latin)
) DEFAULT CHARSET=utf8mb4;
SET SESSION sql_mode = 'STRICT_TRANS_TABLES,ALLOW_INVALID_DATES,ANSI_QUOTES';
INSERT INTO things VALUES
  ('b', '1960-02-03 04:05:06.789', x'00ff27', -5, 'x,z', '{"a": [1, 2.5, null]}', b'1000000001', '0000-00-00', 123456789012345.12345, 0.1, 0.1, 'naïve', x'00ff00', '-100:00:00.25', 1999, ST_GeomFromText('POINT(1 2)'), '2038-01-19 03:14:07'),
  ('a', '2026-01-01 00:00:00', x'', 0, '', '"text"', b'0', '2026-02-31', -0.00001, -3.4e38, 1e308, NULL, NULL, NULL, NULL, NULL, NULL),
  ('c', '9999-12-31 23:59:59.999', x'0a0d', 2147483647, NULL, NULL, NULL, '1000-01-01', NULL, NULL, NULL, 'é', '', '838:59:59', 2155, NULL, '1970-01-01 00:00:01');
