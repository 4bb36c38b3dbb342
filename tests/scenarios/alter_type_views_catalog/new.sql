-- at: contracted
UPDATE parts SET code = 'a longer one' WHERE id = 2;
