-- at: rolled_back
INSERT INTO people (id, city_id) VALUES (30, 1);
