CREATE TABLE accounts (id INT NOT NULL PRIMARY KEY, owner VARCHAR(20), cents INT NOT NULL, version INT NOT NULL DEFAULT 0);
CREATE TABLE journal (what VARCHAR(60) PRIMARY KEY);
INSERT INTO accounts VALUES (1, 'ada', 100, 0), (2, 'grace', 200, 0), (3, 'joan', 300, 0);
CREATE TRIGGER accounts_version BEFORE UPDATE ON accounts FOR EACH ROW SET NEW.version = 1;
CREATE TRIGGER accounts_round BEFORE UPDATE ON accounts FOR EACH ROW BEGIN IF NEW.cents < 0 THEN SET NEW.cents = 0; END IF; END;
CREATE TRIGGER accounts_new AFTER INSERT ON accounts FOR EACH ROW INSERT IGNORE INTO journal (what) VALUES (CONCAT('new ', NEW.id));
CREATE TRIGGER accounts_changed AFTER UPDATE ON accounts FOR EACH ROW INSERT IGNORE INTO journal (what) VALUES (CONCAT('changed ', NEW.id, ' to ', NEW.cents, ' v', NEW.version));
CREATE TRIGGER accounts_gone AFTER DELETE ON accounts FOR EACH ROW INSERT IGNORE INTO journal (what) VALUES (CONCAT('gone ', OLD.id));
