-- at: expanded
INSERT INTO accounts (id, name) VALUES (20, 'New');
-- at: quarantined
INSERT INTO accounts (id, name) VALUES (21, 'While it waits');
UPDATE accounts SET name = 'Newer' WHERE id = 20;
-- at: contracted
INSERT INTO accounts (id, name) VALUES (22, 'Alone');
