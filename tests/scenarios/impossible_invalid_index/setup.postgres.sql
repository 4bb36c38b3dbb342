CREATE TABLE logs (id integer PRIMARY KEY, line text);
INSERT INTO logs VALUES (1, 'a'), (2, 'b');
CREATE INDEX logs_line ON logs (line);
UPDATE pg_index SET indisvalid = false WHERE indexrelid = 'logs_line'::regclass;
