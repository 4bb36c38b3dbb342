UPDATE reviews SET review = '' WHERE review IS NULL;
CREATE TABLE reviews_new (id INTEGER PRIMARY KEY, product TEXT NOT NULL, review TEXT NOT NULL);
INSERT INTO reviews_new (id, product, review) SELECT id, product, review FROM reviews;
DROP TABLE reviews;
ALTER TABLE reviews_new RENAME TO reviews;
