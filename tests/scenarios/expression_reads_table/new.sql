-- at: contracted
INSERT INTO people (id, city_id, city) VALUES (20, 2, 'Kiel');
