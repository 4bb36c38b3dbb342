CREATE TABLE by_unsigned (id BIGINT UNSIGNED NOT NULL PRIMARY KEY, v INT);
CREATE TABLE by_negative (id SMALLINT NOT NULL, part TINYINT NOT NULL, v INT, PRIMARY KEY (part, id));
CREATE TABLE by_stamp (at TIMESTAMP(6) NOT NULL DEFAULT '2020-01-01 00:00:00' PRIMARY KEY, v INT);
CREATE TABLE by_day (day DATE NOT NULL PRIMARY KEY, v INT);
CREATE TABLE by_name (name VARCHAR(20) NOT NULL PRIMARY KEY, v INT) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci;
CREATE TABLE by_latin (name CHAR(10) CHARACTER SET latin1 COLLATE latin1_swedish_ci NOT NULL, raw BINARY(3) NOT NULL, v INT, PRIMARY KEY (name, raw));
CREATE TABLE by_enum (kind ENUM('z', 'm', 'a') NOT NULL PRIMARY KEY, v INT);
-- No primary key.
CREATE TABLE by_unique (code CHAR(3) NOT NULL, price DECIMAL(8,2) NOT NULL, v INT, KEY by_unique_v (v), UNIQUE KEY by_unique_key (price, code));
SET SESSION sql_mode = 'STRICT_TRANS_TABLES,ALLOW_INVALID_DATES,ANSI_QUOTES,NO_AUTO_VALUE_ON_ZERO';
INSERT INTO by_unsigned VALUES (0, 1), (7, 2), (9223372036854775807, 3), (9223372036854775808, 4), (18446744073709551614, 5), (18446744073709551615, 6);
INSERT INTO by_negative VALUES (-32768, -128, 1), (-1, -128, 2), (0, 0, 3), (5, 0, 4), (-7, 127, 5), (32767, 127, 6);
INSERT INTO by_stamp VALUES ('1970-01-01 00:00:01', 1), ('2020-05-05 10:00:00.000001', 2), ('2020-05-05 10:00:00.000002', 3), ('2026-10-25 01:30:00', 4), ('2038-01-19 03:14:07', 5);
INSERT INTO by_day VALUES ('0000-00-00', 1), ('1000-01-01', 2), ('2026-02-00', 3), ('2026-02-31', 4), ('9999-12-31', 5);
INSERT INTO by_name VALUES ('', 1), ('Émile', 2), ('a b', 3), ('B''c\\d', 4), ('ß', 5), ('zoë', 6);
INSERT INTO by_latin VALUES ('naïve', x'000000', 1), ('naïve', x'0000ff', 2), ('Ö', x'27005c', 3), ('z', x'ffffff', 4), ('', x'0a0d09', 5);
INSERT INTO by_enum VALUES ('z', 1), ('m', 2), ('a', 3);
INSERT INTO by_unique VALUES ('a', -1.50, 1), ('b', -1.50, 2), ('a', 0.00, 3), ('a', 999999.99, 4), ('zz', 999999.99, 5);
