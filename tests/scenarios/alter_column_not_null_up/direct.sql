UPDATE reviews SET review = '' WHERE review IS NULL;
ALTER TABLE reviews ALTER COLUMN review SET NOT NULL;
