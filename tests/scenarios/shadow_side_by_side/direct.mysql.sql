UPDATE parts SET stock = 1;
ALTER TABLE parts MODIFY stock INTEGER;
