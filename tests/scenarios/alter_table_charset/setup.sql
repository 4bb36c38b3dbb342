CREATE TABLE words (word VARCHAR(40) NOT NULL, lang CHAR(2) NOT NULL, note TEXT, UNIQUE KEY words_word (word, lang)) DEFAULT CHARSET=latin1 COLLATE=latin1_swedish_ci;
INSERT INTO words VALUES ('café', 'fr', 'small'), ('Straße', 'de', NULL), ('cafe', 'en', 'no accent'), ('zebra', 'en', 'naïve');
