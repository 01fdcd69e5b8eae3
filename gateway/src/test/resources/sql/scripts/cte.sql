### one common table expression
WITH rich AS (SELECT * FROM shop.employee WHERE salary > 5000) SELECT name FROM rich ORDER BY salary DESC, id
----
Utf8[]
| Ada Lovelace |
| Björn Borg |
| Chloé Dupont |
| dmitri |
| Eve O'Neil |

### used twice
WITH t AS (SELECT channel, sum(quantity) AS n FROM shop.sale GROUP BY channel) SELECT a.channel FROM t a WHERE a.n = (SELECT max(n) FROM t)
----
Utf8[]
| shop |

### chained
WITH a AS (SELECT product_id, sum(quantity) AS n FROM shop.sale GROUP BY 1), b AS (SELECT p.name, a.n FROM a JOIN shop.product p ON p.id = a.product_id), c AS (SELECT name, n, rank() OVER (ORDER BY n DESC) AS r FROM b) SELECT * FROM c WHERE r <= 3 ORDER BY r, name
----
Utf8[], Decimal(38, 0, 128)[], Int(64, true)[]
| Smörgås | 22 | 1 |
| Under_score | 21 | 2 |
| Tea | 20 | 3 |

### with column names
WITH t(who, pays) AS (SELECT name, salary FROM shop.employee) SELECT who FROM t WHERE pays < 4000
----
Utf8[]
| Gustav |

### nested
WITH outer_one AS (WITH inner_one AS (SELECT id, name FROM shop.department) SELECT * FROM inner_one WHERE id < 3) SELECT * FROM outer_one ORDER BY id
----
Int(32, true)[], Utf8[]
| 1 | Engineering |
| 2 | Sales |

### an inner one hides an outer one
WITH t AS (SELECT 1 AS x) SELECT * FROM (WITH t AS (SELECT 2 AS x) SELECT x FROM t) s, t ORDER BY 1
----
Int(32, true)[], Int(32, true)[]
| 2 | 1 |

### hides a table's name
WITH sale AS (SELECT id FROM shop.department) SELECT count(*) FROM sale
----
Int(64, true)[]
| 4 |

### MATERIALIZED
WITH t AS MATERIALIZED (SELECT product_id, count(*) AS n FROM shop.sale GROUP BY product_id) SELECT count(*), max(n) FROM t
----
Int(64, true)[], Int(64, true)[]
| 6 | 7 |

### NOT MATERIALIZED
WITH t AS NOT MATERIALIZED (SELECT id FROM shop.employee WHERE id < 5) SELECT a.id, b.id FROM t a JOIN t b ON a.id + 1 = b.id ORDER BY 1
----
Int(32, true)[], Int(32, true)[]
| 1 | 2 |
| 2 | 3 |
| 3 | 4 |

### in a sub-query
SELECT name FROM shop.employee WHERE id IN (WITH m AS (SELECT manager_id FROM shop.employee WHERE manager_id IS NOT NULL) SELECT manager_id FROM m) ORDER BY id
----
Utf8[]
| Ada Lovelace |
| Björn Borg |
| Chloé Dupont |
| Eve O'Neil |
| Hana |

### not used at all
WITH unused AS (SELECT * FROM shop.sale) SELECT count(*) FROM shop.department
----
Int(64, true)[]
| 4 |

### with a union
WITH all_names AS (SELECT name FROM shop.department UNION ALL SELECT name FROM shop.product) SELECT count(*), min(name) FROM all_names
----
Int(64, true)[], Utf8[]
| 10 | 100% Juice |

### with VALUES
WITH rates(currency, rate) AS (VALUES ('CHF', 1.0), ('EUR', 0.95)) SELECT d.name, r.currency, d.budget * r.rate AS amount FROM shop.department d CROSS JOIN rates r WHERE d.budget IS NOT NULL ORDER BY d.id, r.currency
----
Utf8[], Utf8[], Decimal(15, 4, 128)[]
| Engineering | CHF | 500000.0000 |
| Engineering | EUR | 475000.0000 |
| Sales | CHF | 250000.5000 |
| Sales | EUR | 237500.4750 |
| Légal | CHF | 90000.0000 |
| Légal | EUR | 85500.0000 |

### counting up
WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 10) SELECT sum(i), count(*) FROM n
----
Decimal(38, 0, 128)[], Int(64, true)[]
| 55 | 10 |

### the chain of command
WITH RECURSIVE chain AS (SELECT id, name, manager_id, 0 AS depth FROM shop.employee WHERE manager_id IS NULL UNION ALL SELECT e.id, e.name, e.manager_id, c.depth + 1 FROM shop.employee e JOIN chain c ON e.manager_id = c.id) SELECT depth, name FROM chain ORDER BY depth, name
----
Int(32, true)[], Utf8[]
| 0 | Ada Lovelace |
| 1 | Björn Borg |
| 1 | Chloé Dupont |
| 2 | Eve O'Neil |
| 2 | Fatima |
| 2 | Gustav |
| 2 | dmitri |
| 2 | 李雷 |
| 3 | Hana |
| 4 | Ivan |

### paths in a graph
WITH RECURSIVE path AS (SELECT origin, target, weight, origin || '-' || target AS way FROM shop.edge WHERE origin = 'A' UNION ALL SELECT p.origin, e.target, p.weight + e.weight, p.way || '-' || e.target FROM path p JOIN shop.edge e ON e.origin = p.target) SELECT target, min(weight) AS shortest, count(*) AS ways FROM path GROUP BY target ORDER BY target
----
Utf8[], Int(32, true)[], Int(64, true)[]
| B | 4 | 1 |
| C | 2 | 2 |
| D | 9 | 3 |
| E | 5 | 2 |
| F | 20 | 3 |

### reachable, with a cycle, by UNION
WITH RECURSIVE reach(node) AS (SELECT 'X' UNION SELECT e.target FROM reach r JOIN shop.edge e ON e.origin = r.node) SELECT node FROM reach ORDER BY node
----
Utf8[]
| X |
| Y |

### recursion joined to another source afterwards
WITH RECURSIVE under AS (SELECT id FROM shop.employee WHERE id = 3 UNION ALL SELECT e.id FROM shop.employee e, under u WHERE e.manager_id = u.id) SELECT sum(s.amount) FROM shop.sale s WHERE s.employee_id IN (SELECT id FROM under)
----
Decimal(38, 2, 128)[]
| NULL |

### recursion over two sources at once
WITH RECURSIVE t AS (SELECT e.id, d.name FROM shop.employee e LEFT JOIN shop.department d ON d.id = e.department_id WHERE e.manager_id IS NULL UNION ALL SELECT e.id, d.name FROM t JOIN shop.employee e ON e.manager_id = t.id JOIN shop.department d ON d.id = e.department_id) SELECT name, count(*) FROM t GROUP BY name ORDER BY name
----
Utf8[], Int(64, true)[]
| Engineering | 4 |
| Sales | 3 |
| Support | 2 |

### days between two dates
WITH RECURSIVE days(d) AS (SELECT DATE '2024-02-27' UNION ALL SELECT CAST(d + INTERVAL 1 DAY AS DATE) FROM days WHERE d < DATE '2024-03-02') SELECT d FROM days ORDER BY d
----
Date(DAY)[]
| 19780 |
| 19781 |
| 19782 |
| 19783 |
| 19784 |

### Fibonacci
WITH RECURSIVE f(a, b) AS (SELECT 0, 1 UNION ALL SELECT b, a + b FROM f WHERE b < 100) SELECT list(a ORDER BY a) AS fib FROM f
----
List[Int(32, true)[]]
| [0,1,1,2,3,5,8,13,21,34,55,89] |

### recursion with a list of what was seen
WITH RECURSIVE walk AS (SELECT origin AS node, [origin] AS seen FROM shop.edge WHERE origin = 'X' UNION ALL SELECT e.target, list_append(w.seen, e.target) FROM walk w JOIN shop.edge e ON e.origin = w.node WHERE NOT list_contains(w.seen, e.target)) SELECT node, seen FROM walk ORDER BY len(seen)
----
Utf8[], List[Utf8[]]
| X | ["X"] |
| Y | ["X","Y"] |

### RECURSIVE in front of what does not recurse
WITH RECURSIVE t AS (SELECT count(*) AS n FROM shop.sale) SELECT n FROM t
----
Int(64, true)[]
| 40 |

### two common table expressions, one recursive
WITH RECURSIVE start AS (SELECT min(id) AS id FROM shop.employee), tree AS (SELECT id FROM start UNION ALL SELECT e.id FROM shop.employee e JOIN tree t ON e.manager_id = t.id) SELECT count(*) FROM tree
----
Int(64, true)[]
| 10 |

### dbt: staging, then marts
WITH source AS (SELECT * FROM shop.sale),
renamed AS (SELECT id AS sale_id, product_id, day AS sold_on, coalesce(amount, 0) AS amount FROM source),
products AS (SELECT id AS product_id, name AS product_name, category FROM shop.product),
final AS (SELECT r.*, p.product_name, p.category FROM renamed r LEFT JOIN products p USING (product_id))
SELECT category, count(*) AS sales, sum(amount) AS revenue FROM final GROUP BY 1 ORDER BY 1
----
Utf8[], Int(64, true)[], Decimal(38, 2, 128)[]
| drink | 20 | 199.50 |
| food | 13 | 164.50 |
| misc | 7 | 99.50 |

### shortest ways, USING KEY
WITH RECURSIVE way(node, length) USING KEY (node) AS (SELECT 'A', 0 UNION SELECT e.target, way.length + e.weight FROM way JOIN shop.edge e ON e.origin = way.node LEFT JOIN recurring.way AS known ON known.node = e.target WHERE known.length IS NULL OR way.length + e.weight < known.length) SELECT * FROM way ORDER BY node
----
Utf8[], Int(32, true)[]
| A | 0 |
| B | 4 |
| C | 2 |
| D | 9 |
| E | 5 |
| F | 20 |
