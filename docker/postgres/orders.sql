-- A few rows, so that the first query has an answer.
CREATE TABLE orders (
    id bigint PRIMARY KEY,
    customer text NOT NULL,
    ordered_on date NOT NULL,
    amount numeric(12, 2) NOT NULL
);
INSERT INTO orders
SELECT n, 'customer ' || n % 10, date '2026-01-01' + n::int % 90, n * 1.25
FROM generate_series(1, 1000) AS n;
ANALYZE orders;
