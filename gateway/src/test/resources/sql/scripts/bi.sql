### Tableau: sum by dimension with quoted names
SELECT "sale"."channel" AS "channel", SUM("sale"."amount") AS "sum:amount:ok" FROM shop.sale AS "sale" GROUP BY 1
----
Utf8[], Decimal(38, 2, 128)[]
| phone | 164.50 |
| shop | 159.50 |
| web | 139.50 |

### Tableau: month truncation
SELECT DATE_TRUNC('MONTH', CAST("Custom SQL Query"."day" AS DATE)) AS "tmn:day:ok", SUM("Custom SQL Query"."quantity") AS "sum:quantity:ok" FROM (SELECT * FROM shop.sale) "Custom SQL Query" GROUP BY 1
----
Timestamp(MICROSECOND, null)[], Decimal(38, 0, 128)[]
| 2023-11-01T00:00 | 9 |
| 2023-12-01T00:00 | 24 |
| 2024-01-01T00:00 | 30 |
| 2024-02-01T00:00 | 21 |
| 2024-03-01T00:00 | 18 |

### Tableau: top filter by sub-query
SELECT "s"."product_id", SUM("s"."amount") AS "x" FROM shop.sale "s" INNER JOIN (SELECT "product_id" AS "pid", SUM("amount") AS "rank" FROM shop.sale GROUP BY 1 ORDER BY 2 DESC NULLS LAST, 1 LIMIT 3) "t" ON "s"."product_id" = "t"."pid" GROUP BY 1
----
Int(32, true)[], Decimal(38, 2, 128)[]
| 3 | 79.50 |
| 5 | 99.50 |
| 6 | 85.00 |

### Tableau: HAVING COUNT(1) > 0
SELECT MIN("employee"."salary") AS "min", MAX("employee"."salary") AS "max" FROM shop.employee "employee" HAVING (COUNT(1) > 0)
----
Decimal(9, 2, 128)[], Decimal(9, 2, 128)[]
| 3900.75 | 9800.00 |

### Superset: virtual table with LIMIT
SELECT channel AS channel, sum(quantity) AS "SUM(quantity)" FROM (SELECT * FROM shop.sale WHERE quantity > 0) AS virtual_table GROUP BY channel ORDER BY "SUM(quantity)" DESC LIMIT 1000
----
Utf8[], Decimal(38, 0, 128)[]
| shop | 41 |
| phone | 38 |
| web | 27 |

### Superset: time series
SELECT DATE_TRUNC('week', day) AS __timestamp, count(*) AS count FROM shop.sale WHERE day >= '2023-12-01' AND day < '2024-01-01' GROUP BY DATE_TRUNC('week', day) ORDER BY __timestamp LIMIT 10000
----
Timestamp(MICROSECOND, null)[], Int(64, true)[]
| 2023-11-27T00:00 | 1 |
| 2023-12-04T00:00 | 2 |
| 2023-12-11T00:00 | 3 |
| 2023-12-18T00:00 | 2 |
| 2023-12-25T00:00 | 2 |

### Metabase: filtered count with join
SELECT "Department"."name" AS "Department__name", COUNT(*) AS "count" FROM shop.employee AS "source" LEFT JOIN shop.department AS "Department" ON "source"."department_id" = "Department"."id" WHERE "source"."salary" > 4000 GROUP BY "Department"."name" ORDER BY "Department"."name" ASC
----
Utf8[], Int(64, true)[]
| Engineering | 4 |
| Sales | 2 |
| Support | 2 |

### Power BI: wrapped SELECT with TOP in LIMIT
SELECT * FROM (SELECT "_"."id", "_"."name" FROM shop.product "_") "rows" ORDER BY "id" LIMIT 1001
----
Int(32, true)[], Utf8[]
| 1 | Café crème |
| 2 | Tea |
| 3 | Smörgås |
| 4 | 100% Juice |
| 5 | Under_score |
| 6 | naïve cake |

### Looker: counts of distinct keys
SELECT product.category AS "product.category", COUNT(DISTINCT sale.id) AS "sale.count", COALESCE(SUM(sale.amount), 0) AS "sale.total" FROM shop.sale AS sale LEFT JOIN shop.product AS product ON sale.product_id = product.id GROUP BY 1 HAVING NOT COUNT(DISTINCT sale.id) IS NULL ORDER BY 2 DESC, 1 LIMIT 500
----
Utf8[], Int(64, true)[], Decimal(38, 2, 128)[]
| drink | 20 | 199.50 |
| food | 13 | 164.50 |
| misc | 7 | 99.50 |

### Looker: row totals by union
SELECT 'total' AS row_type, SUM(amount) FROM shop.sale UNION ALL SELECT channel, SUM(amount) FROM shop.sale GROUP BY channel ORDER BY 1
----
Utf8[], Decimal(38, 2, 128)[]
| phone | 164.50 |
| shop | 159.50 |
| total | 463.50 |
| web | 139.50 |

### a schema probe
SELECT * FROM shop.sale WHERE 1 = 0
----
Int(32, true)[], Int(32, true)[], Int(32, true)[], Date(DAY)[], Int(32, true)[], Decimal(10, 2, 128)[], Utf8[]

### a row count probe
SELECT COUNT(1) AS cnt FROM (SELECT id FROM shop.sale WHERE channel = 'web') AS t
----
Int(64, true)[]
| 13 |

### distinct values for a filter
SELECT DISTINCT channel FROM shop.sale WHERE channel IS NOT NULL ORDER BY channel LIMIT 1001
----
Utf8[]
| phone |
| shop |
| web |

### cohort: first purchase month
WITH first_sale AS (SELECT employee_id, min(date_trunc('month', day)) AS cohort FROM shop.sale WHERE employee_id IS NOT NULL GROUP BY employee_id) SELECT f.cohort, date_diff('month', f.cohort, date_trunc('month', s.day)) AS month_number, count(DISTINCT s.employee_id) AS people FROM shop.sale s JOIN first_sale f ON f.employee_id = s.employee_id GROUP BY 1, 2 ORDER BY 1, 2
----
Timestamp(MICROSECOND, null)[], Int(64, true)[], Int(64, true)[]
| 2023-11-01T00:00 | 0 | 2 |
| 2023-11-01T00:00 | 1 | 2 |
| 2023-11-01T00:00 | 2 | 2 |
| 2023-11-01T00:00 | 3 | 2 |
| 2023-11-01T00:00 | 4 | 2 |

### year over year
WITH monthly AS (SELECT extract(month FROM day) AS m, sum(quantity) AS n FROM shop.sale GROUP BY 1) SELECT m, n, n - lag(n) OVER (ORDER BY m) AS change, round(100.0 * n / sum(n) OVER (), 2) AS share FROM monthly ORDER BY m
----
Int(64, true)[], Decimal(38, 0, 128)[], Decimal(38, 0, 128)[], FloatingPoint(DOUBLE)[]
| 1 | 30 | NULL | 29.41 |
| 2 | 21 | -9 | 20.59 |
| 3 | 18 | -3 | 17.65 |
| 11 | 9 | -9 | 8.82 |
| 12 | 24 | 15 | 23.53 |

### Pareto
SELECT product_id, total, sum(total) OVER (ORDER BY total DESC, product_id) / sum(total) OVER () AS cumulative FROM (SELECT product_id, sum(quantity) AS total FROM shop.sale GROUP BY product_id) t ORDER BY total DESC, product_id
----
Int(32, true)[], Decimal(38, 0, 128)[], FloatingPoint(DOUBLE)[]
| 3 | 22 | 0.215686275 |
| 5 | 21 | 0.421568627 |
| 2 | 20 | 0.617647059 |
| 6 | 16 | 0.774509804 |
| 4 | 14 | 0.911764706 |
| 1 | 9 | 1 |

### funnel
SELECT count(DISTINCT CASE WHEN kind = 'login' THEN person END) AS logged_in, count(DISTINCT CASE WHEN kind = 'view' THEN person END) AS viewed, count(DISTINCT CASE WHEN kind = 'buy' THEN person END) AS bought FROM shop.event
----
Int(64, true)[], Int(64, true)[], Int(64, true)[]
| 2 | 3 | 2 |

### text-to-SQL: who earns the most in each department
SELECT d.name AS department, e.name AS employee, e.salary FROM shop.employee e JOIN shop.department d ON e.department_id = d.id WHERE e.salary = (SELECT MAX(e2.salary) FROM shop.employee e2 WHERE e2.department_id = e.department_id) ORDER BY d.name, e.name
----
Utf8[], Utf8[], Decimal(9, 2, 128)[]
| Engineering | Ada Lovelace | 9800.00 |
| Sales | Chloé Dupont | 6100.00 |
| Support | Hana | 4100.00 |
| Support | Ivan | 4100.00 |

### text-to-SQL: departments without budget or people
SELECT d.name FROM shop.department d LEFT JOIN shop.employee e ON e.department_id = d.id WHERE d.budget IS NULL OR e.id IS NULL GROUP BY d.name ORDER BY d.name
----
Utf8[]
| Légal |
| Support |

### text-to-SQL: percentage of sales by web
SELECT ROUND(100.0 * SUM(CASE WHEN channel = 'web' THEN 1 ELSE 0 END) / COUNT(*), 2) AS percentage FROM shop.sale
----
FloatingPoint(DOUBLE)[]
| 32.5 |

### text-to-SQL: the second highest salary
SELECT MAX(salary) FROM shop.employee WHERE salary < (SELECT MAX(salary) FROM shop.employee)
----
Decimal(9, 2, 128)[]
| 7200.50 |

### text-to-SQL: products that were never sold on the phone
SELECT name FROM shop.product WHERE id NOT IN (SELECT DISTINCT product_id FROM shop.sale WHERE channel = 'phone' AND product_id IS NOT NULL) ORDER BY name
----
Utf8[]
| 100% Juice |
| Café crème |
| Tea |
| Under_score |

### text-to-SQL: employees hired before their manager
SELECT e.name FROM shop.employee e INNER JOIN shop.employee m ON e.manager_id = m.id WHERE e.hired < m.hired ORDER BY e.name
----
Utf8[]
| Ivan |

### text-to-SQL: average sale by product category, at least three sales
SELECT p.category, AVG(s.amount) AS average, COUNT(*) AS sales FROM shop.product p JOIN shop.sale s ON p.id = s.product_id GROUP BY p.category HAVING COUNT(*) >= 3 ORDER BY average DESC
----
Utf8[], FloatingPoint(DOUBLE)[], Int(64, true)[]
| misc | 14.2142857 | 7 |
| food | 13.7083333 | 13 |
| drink | 11.0833333 | 20 |

### text-to-SQL: customers of the north with the largest orders
SELECT c.name, MAX(o.total) AS largest FROM shop.customer c JOIN shop.orders o ON o.customer_id = c.id WHERE c.region = 'north' GROUP BY c.name ORDER BY largest DESC, c.name LIMIT 3
----
Utf8[], Decimal(12, 2, 128)[]
| name 104 | 96.00 |
| name 118 | 96.00 |
| name 134 | 96.00 |

### text-to-SQL: orders with more than three items
SELECT COUNT(*) FROM (SELECT o.id FROM shop.orders o JOIN shop.item i ON i.order_id = o.id GROUP BY o.id HAVING COUNT(*) > 3) t
----
Int(64, true)[]
| 10000 |

### dbt test: unique
SELECT id FROM shop.employee WHERE id IS NOT NULL GROUP BY id HAVING count(*) > 1
----
Int(32, true)[]

### dbt test: relationships
SELECT count(*) FROM (SELECT manager_id AS from_field FROM shop.employee WHERE manager_id IS NOT NULL) child LEFT JOIN (SELECT id AS to_field FROM shop.employee) parent ON child.from_field = parent.to_field WHERE parent.to_field IS NULL
----
Int(64, true)[]
| 0 |

### dbt test: accepted values
WITH all_values AS (SELECT channel AS value_field, count(*) AS n_records FROM shop.sale GROUP BY channel) SELECT * FROM all_values WHERE value_field NOT IN ('web', 'shop')
----
Utf8[], Int(64, true)[]
| phone | 13 |

### dbt: surrogate key and latest record
SELECT md5(CAST(coalesce(CAST(product_id AS VARCHAR), '') || '-' || coalesce(channel, '') AS VARCHAR)) AS key, max(id) FROM shop.sale WHERE product_id = 1 GROUP BY product_id, channel ORDER BY 2
----
Utf8[], Int(32, true)[]
| ad38c0fa62d0ea0fe618b349b5190018 | 36 |

### an IN list as tools generate it
SELECT count(*) FROM shop.orders WHERE customer_id IN (1, 2, 3, 5, 8, 13, 21, 34, 55, 89, 144, 233, 377, 610, 987)
----
Int(64, true)[]
| 150 |

### nested CASE with aggregates
SELECT CASE WHEN SUM(quantity) > 20 THEN CASE WHEN COUNT(*) > 7 THEN 'A' ELSE 'B' END ELSE 'C' END AS class, product_id FROM shop.sale GROUP BY product_id ORDER BY product_id
----
Utf8[], Int(32, true)[]
| C | 1 |
| C | 2 |
| B | 3 |
| C | 4 |
| B | 5 |
| C | 6 |
