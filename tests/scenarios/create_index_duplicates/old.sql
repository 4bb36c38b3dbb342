-- at: rolled_back
INSERT INTO members (id, badge) VALUES (6, 'twice');
