UPDATE stock SET n = GREATEST(n, 0);
ALTER TABLE stock ADD CONSTRAINT stock_n CHECK (n >= 0);
