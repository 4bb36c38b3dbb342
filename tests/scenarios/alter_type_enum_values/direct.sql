ALTER TABLE orders MODIFY state ENUM('done','open','new') NOT NULL DEFAULT 'new';
UPDATE parts SET size = 'large' WHERE size = 'medium';
ALTER TABLE parts MODIFY size ENUM('small','large');
ALTER TABLE cars MODIFY colour ENUM('red','blue','rot') NOT NULL DEFAULT 'blue';
UPDATE cars SET colour = 'rot' WHERE colour = 'red';
ALTER TABLE cars MODIFY colour ENUM('rot','blue') NOT NULL DEFAULT 'blue';
