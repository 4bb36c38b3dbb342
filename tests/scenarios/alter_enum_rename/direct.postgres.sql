ALTER TYPE order_status ADD VALUE 'packed' BEFORE 'sent';
ALTER TYPE order_status RENAME VALUE 'sent' TO 'it''s shipped';
