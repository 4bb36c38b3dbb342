UPDATE reviews SET review = '' WHERE review IS NULL;
ALTER TABLE reviews MODIFY COLUMN review TEXT NOT NULL;
