-- at: contracted
INSERT INTO items VALUES ('screw', 'a long other code');
