-- at: expanded
UPDATE parts SET code = 'ten' WHERE id = 1;
