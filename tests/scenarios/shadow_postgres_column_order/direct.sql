-- The order of columns is not compared: nothing else may change.
SELECT 1;
