-- at: contracted
INSERT INTO people (id, name, loud, age, kind) VALUES (40, 'Neu', 'NEU', 1, 'N');
