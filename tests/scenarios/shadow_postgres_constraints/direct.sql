-- Nothing of what is attached changes.
SELECT 1;
