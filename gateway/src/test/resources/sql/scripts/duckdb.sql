### FROM first
FROM shop.department ORDER BY id
----
Int(32, true)[], Utf8[], Decimal(12, 2, 128)[], Utf8[]
| 1 | Engineering | 500000.00 | Zürich |
| 2 | Sales | 250000.50 | Genève |
| 3 | Support | NULL | Zürich |
| 4 | Légal | 90000.00 | NULL |

### FROM first with SELECT
FROM shop.employee SELECT name, salary WHERE salary > 6000 ORDER BY salary
----
Utf8[], Decimal(9, 2, 128)[]
| Chloé Dupont | 6100.00 |
| Björn Borg | 7200.50 |
| Ada Lovelace | 9800.00 |

### SELECT * EXCLUDE
SELECT * EXCLUDE (budget, city) FROM shop.department ORDER BY id
----
Int(32, true)[], Utf8[]
| 1 | Engineering |
| 2 | Sales |
| 3 | Support |
| 4 | Légal |

### SELECT * REPLACE
SELECT * REPLACE (upper(name) AS name) FROM shop.department ORDER BY id
----
Int(32, true)[], Utf8[], Decimal(12, 2, 128)[], Utf8[]
| 1 | ENGINEERING | 500000.00 | Zürich |
| 2 | SALES | 250000.50 | Genève |
| 3 | SUPPORT | NULL | Zürich |
| 4 | LÉGAL | 90000.00 | NULL |

### SELECT * RENAME
SELECT * RENAME (name AS title) FROM shop.department ORDER BY id
----
Int(32, true)[], Utf8[], Decimal(12, 2, 128)[], Utf8[]
| 1 | Engineering | 500000.00 | Zürich |
| 2 | Sales | 250000.50 | Genève |
| 3 | Support | NULL | Zürich |
| 4 | Légal | 90000.00 | NULL |

### qualified star with EXCLUDE in a join
SELECT e.* EXCLUDE (email, manager_id), d.name AS department FROM shop.employee e JOIN shop.department d ON d.id = e.department_id ORDER BY e.id
----
Int(32, true)[], Utf8[], Int(32, true)[], Decimal(9, 2, 128)[], Date(DAY)[], Utf8[]
| 1 | Ada Lovelace | 1 | 9800.00 | -1483 | Engineering |
| 2 | Björn Borg | 1 | 7200.50 | 10748 | Engineering |
| 3 | Chloé Dupont | 2 | 6100.00 | 14668 | Sales |
| 4 | dmitri | 1 | 5400.25 | 16523 | Engineering |
| 5 | Eve O'Neil | 2 | 5400.25 | 16860 | Sales |
| 6 | 李雷 | 1 | 4800.00 | 18627 | Engineering |
| 7 | Fatima | 2 | NULL | 18628 | Sales |
| 9 | Hana | 3 | 4100.00 | 19188 | Support |
| 10 | Ivan | 3 | 4100.00 | -1 | Support |

### COLUMNS with a pattern
SELECT COLUMNS('.*id') FROM shop.employee ORDER BY id
----
Int(32, true)[], Int(32, true)[], Int(32, true)[]
| 1 | NULL | 1 |
| 2 | 1 | 1 |
| 3 | 1 | 2 |
| 4 | 2 | 1 |
| 5 | 3 | 2 |
| 6 | 2 | 1 |
| 7 | 3 | 2 |
| 8 | 3 | NULL |
| 9 | 5 | 3 |
| 10 | 9 | 3 |

### COLUMNS in an aggregate
SELECT max(COLUMNS(* EXCLUDE (channel, day))) FROM shop.sale
----
Int(32, true)[], Int(32, true)[], Int(32, true)[], Int(32, true)[], Decimal(10, 2, 128)[]
| 40 | 6 | 6 | 5 | 24.75 |

### COLUMNS with a lambda
SELECT COLUMNS(lambda c: c LIKE '%me') FROM shop.employee ORDER BY id
----
Utf8[]
| Ada Lovelace |
| Björn Borg |
| Chloé Dupont |
| dmitri |
| Eve O'Neil |
| 李雷 |
| Fatima |
| Gustav |
| Hana |
| Ivan |

### star LIKE
SELECT * LIKE '%id' FROM shop.employee ORDER BY id
----
Int(32, true)[], Int(32, true)[], Int(32, true)[]
| 1 | NULL | 1 |
| 2 | 1 | 1 |
| 3 | 1 | 2 |
| 4 | 2 | 1 |
| 5 | 3 | 2 |
| 6 | 2 | 1 |
| 7 | 3 | 2 |
| 8 | 3 | NULL |
| 9 | 5 | 3 |
| 10 | 9 | 3 |

### prefix aliases
SELECT who: name, pays: salary FROM shop.employee WHERE id < 3 ORDER BY id
----
Utf8[], Decimal(9, 2, 128)[]
| Ada Lovelace | 9800.00 |
| Björn Borg | 7200.50 |

### trailing commas
SELECT id, name, FROM shop.department ORDER BY id,
----
Int(32, true)[], Utf8[]
| 1 | Engineering |
| 2 | Sales |
| 3 | Support |
| 4 | Légal |

### range as a table
SELECT r.range * 2 AS twice FROM range(4) r ORDER BY 1
----
Int(64, true)[]
| 0 |
| 2 |
| 4 |
| 6 |

### range with an alias and a join
SELECT r.i, count(s.id) FROM range(1, 6) AS r(i) LEFT JOIN shop.sale s ON s.quantity = r.i GROUP BY r.i ORDER BY r.i
----
Int(64, true)[], Int(64, true)[]
| 1 | 8 |
| 2 | 7 |
| 3 | 7 |
| 4 | 7 |
| 5 | 7 |

### generate_series as a table
SELECT g FROM generate_series(1, 10, 3) AS t(g) ORDER BY g
----
Int(64, true)[]
| 1 |
| 4 |
| 7 |
| 10 |

### series of days
SELECT count(*) FROM range(DATE '2024-01-01', DATE '2024-02-01', INTERVAL '1' DAY)
----
Int(64, true)[]
| 31 |

### VALUES as a query
VALUES (1, 'a'), (2, 'b')
----
Int(32, true)[], Utf8[]
| 1 | a |
| 2 | b |

### VALUES with ORDER BY and LIMIT
SELECT * FROM (VALUES (3), (1), (2)) t(x) ORDER BY x LIMIT 2
----
Int(32, true)[]
| 1 |
| 2 |

### PIVOT with the values named
PIVOT shop.sale ON channel IN ('web', 'shop', 'phone') USING sum(quantity) GROUP BY product_id ORDER BY product_id
----
Int(32, true)[], Decimal(38, 0, 128)[], Decimal(38, 0, 128)[], Decimal(38, 0, 128)[]
| 1 | 9 | NULL | NULL |
| 2 | NULL | 20 | NULL |
| 3 | NULL | NULL | 22 |
| 4 | 14 | NULL | NULL |
| 5 | NULL | 21 | NULL |
| 6 | NULL | NULL | 16 |

### PIVOT in standard words
SELECT * FROM (SELECT channel, product_id, quantity FROM shop.sale) PIVOT (sum(quantity) FOR channel IN ('web', 'shop')) ORDER BY product_id
----
Int(32, true)[], Decimal(38, 0, 128)[], Decimal(38, 0, 128)[]
| 1 | 9 | NULL |
| 2 | NULL | 20 |
| 3 | NULL | NULL |
| 4 | 14 | NULL |
| 5 | NULL | 21 |
| 6 | NULL | NULL |

### UNPIVOT
SELECT * FROM (SELECT id, CAST(salary AS DOUBLE) AS salary, CAST(manager_id AS DOUBLE) AS manager_id FROM shop.employee) UNPIVOT (amount FOR what IN (salary, manager_id)) ORDER BY id, what
----
Int(32, true)[], Utf8[], FloatingPoint(DOUBLE)[]
| 1 | salary | 9.8E+3 |
| 2 | manager_id | 1 |
| 2 | salary | 7200.5 |
| 3 | manager_id | 1 |
| 3 | salary | 6.1E+3 |
| 4 | manager_id | 2 |
| 4 | salary | 5400.25 |
| 5 | manager_id | 3 |
| 5 | salary | 5400.25 |
| 6 | manager_id | 2 |
| 6 | salary | 4.8E+3 |
| 7 | manager_id | 3 |
| 8 | manager_id | 3 |
| 8 | salary | 3900.75 |
| 9 | manager_id | 5 |
| 9 | salary | 4.1E+3 |
| 10 | manager_id | 9 |
| 10 | salary | 4.1E+3 |

### chained dots
SELECT name.upper().left(3) FROM shop.department ORDER BY id
----
Utf8[]
| ENG |
| SAL |
| SUP |
| LÉG |

### IF and ternary logic
SELECT if(id > 2, 'big', 'small') FROM shop.department ORDER BY id
----
Utf8[]
| small |
| small |
| big |
| big |

### struct dot in WHERE with alias of a table
SELECT product.name FROM shop.product WHERE product.specs.kcal < 10 ORDER BY product.id
----
Utf8[]
| Tea |
| naïve cake |

### GROUP BY ordinal and HAVING with alias
SELECT product_id, count(*) AS n FROM shop.sale GROUP BY 1 HAVING n > 6 ORDER BY 1
----
Int(32, true)[], Int(64, true)[]
| 2 | 7 |
| 3 | 7 |
| 4 | 7 |
| 5 | 7 |

### arg_max with several values
SELECT channel, arg_max({'id': id, 'amount': amount}, amount) AS best FROM shop.sale WHERE id <> 39 GROUP BY channel ORDER BY channel
----
Utf8[], Struct[Int(32, true)[], Decimal(10, 2, 128)[]]
| phone | {"id":8,"amount":24.00} |
| shop | {"id":16,"amount":23.00} |
| web | {"id":27,"amount":24.75} |

### SUMMARIZE-like statistics by hand
SELECT count(*) AS rows, count(salary) AS known, approx_quantile(salary, 0.5) IS NOT NULL AS has_median, min(hired), max(hired) FROM shop.employee
----
Int(64, true)[], Int(64, true)[], Bool[], Date(DAY)[], Date(DAY)[]
| 10 | 9 | true | -1483 | 19188 |

### sampling nothing away
SELECT count(*) FROM shop.sale TABLESAMPLE 100%
----
Int(64, true)[]
| 40 |

### TRY around an expression
SELECT TRY(CAST(text AS INTEGER)) FROM shop.every_kind ORDER BY id
----
Int(32, true)[]
| NULL |
| NULL |
| NULL |
| NULL |
| NULL |
| NULL |
| NULL |
| NULL |

### window with QUALIFY over GROUP BY
SELECT product_id, channel, count(*) AS n FROM shop.sale GROUP BY product_id, channel QUALIFY row_number() OVER (PARTITION BY product_id ORDER BY n DESC, channel) = 1 ORDER BY product_id
----
Int(32, true)[], Utf8[], Int(64, true)[]
| 1 | web | 6 |
| 2 | shop | 7 |
| 3 | phone | 7 |
| 4 | web | 7 |
| 5 | shop | 7 |
| 6 | phone | 6 |

### a common table expression used twice under FROM first
WITH t AS (FROM shop.sale SELECT channel, quantity) FROM t SELECT channel, sum(quantity) GROUP BY channel ORDER BY channel
----
Utf8[], Decimal(38, 0, 128)[]
| phone | 38 |
| shop | 41 |
| web | 23 |

### IS NOT NULL in postfix spelling
SELECT id FROM shop.employee WHERE salary NOTNULL AND department_id ISNULL
----
Int(32, true)[]
| 8 |

### integer division and exponent
SELECT 17 // 5, 2 ** 10, 2 ^ 3, 5!
----
Int(32, true)[], FloatingPoint(DOUBLE)[], FloatingPoint(DOUBLE)[], Decimal(38, 0, 128)[]
| 3 | 1024 | 8 | 120 |

### positional column references
SELECT #2, #1 FROM shop.department ORDER BY id
----
Utf8[], Int(32, true)[]
| Engineering | 1 |
| Sales | 2 |
| Support | 3 |
| Légal | 4 |

### union by name across sources
SELECT id, name FROM shop.department UNION BY NAME SELECT name, price, id FROM shop.product ORDER BY id, name LIMIT 5
----
Int(32, true)[], Utf8[], Decimal(8, 2, 128)[]
| 1 | Café crème | 3.50 |
| 1 | Engineering | NULL |
| 2 | Sales | NULL |
| 2 | Tea | 2.80 |
| 3 | Smörgås | 7.25 |
