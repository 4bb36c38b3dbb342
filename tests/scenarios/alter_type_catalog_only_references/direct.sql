ALTER TABLE orders ALTER COLUMN code TYPE varchar(20);
ALTER TABLE items ALTER COLUMN other TYPE varchar(20);
