ALTER TABLE prices RENAME COLUMN amount TO price;
