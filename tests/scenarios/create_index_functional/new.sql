-- at: expanded
INSERT INTO contacts VALUES (20, 'New@example.org', 20);
-- at: contracted
DELETE FROM contacts WHERE id = 20;
