-- Nothing: the table is as it was.
SELECT 1;
