-- at: rolled_back
INSERT INTO visits (id, at) VALUES (2, '2024-06-01 23:30+00');
