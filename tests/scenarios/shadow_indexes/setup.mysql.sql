CREATE TABLE shops (
  id INT NOT NULL PRIMARY KEY,
  name VARCHAR(40) NOT NULL,
  body TEXT,
  price DECIMAL(8,2),
  place POINT NOT NULL SRID 0,
  v INT,
  KEY shops_down (price DESC, v),
  KEY shops_hidden (v) INVISIBLE,
  KEY shops_lower ((LOWER(name))),
  KEY shops_prefix (body(10)),
  UNIQUE KEY shops_name (name),
  FULLTEXT KEY shops_words (body),
  SPATIAL KEY shops_place (place)
);
INSERT INTO shops VALUES (1, 'One', 'red bread', 1.5, ST_GeomFromText('POINT(1 1)'), 1), (2, 'Two', 'blue milk', 2.5, ST_GeomFromText('POINT(2 2)'), 2), (3, 'Three', NULL, NULL, ST_GeomFromText('POINT(3 3)'), NULL);
