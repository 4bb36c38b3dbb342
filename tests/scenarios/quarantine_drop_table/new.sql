-- at: quarantined
INSERT INTO users (id, name) VALUES (3, 'Edsger');
-- at: contracted
INSERT INTO users (id, name) VALUES (4, 'Alan');
