ALTER TABLE shops ADD COLUMN region varchar(5);
UPDATE shops SET region = 's';
ALTER TABLE shops MODIFY COLUMN region varchar(5) NOT NULL;
ALTER TABLE shops ADD COLUMN second varchar(5);
ALTER TABLE shops ADD CONSTRAINT shops_region FOREIGN KEY (region) REFERENCES regions (code) ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE shops ADD CONSTRAINT shops_second FOREIGN KEY (second) REFERENCES regions (code) ON DELETE SET NULL;
