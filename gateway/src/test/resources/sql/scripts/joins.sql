### inner join with ON
SELECT e.name, d.name AS department FROM shop.employee e JOIN shop.department d ON e.department_id = d.id ORDER BY e.id
----
Utf8[], Utf8[]
| Ada Lovelace | Engineering |
| Björn Borg | Engineering |
| Chloé Dupont | Sales |
| dmitri | Engineering |
| Eve O'Neil | Sales |
| 李雷 | Engineering |
| Fatima | Sales |
| Hana | Support |
| Ivan | Support |

### inner join in the old way
SELECT e.name, d.name FROM shop.employee e, shop.department d WHERE e.department_id = d.id AND d.city = 'Zürich' ORDER BY 1
----
Utf8[], Utf8[]
| Ada Lovelace | Engineering |
| Björn Borg | Engineering |
| Hana | Support |
| Ivan | Support |
| dmitri | Engineering |
| 李雷 | Engineering |

### left join keeps those without department
SELECT e.name, d.name AS department FROM shop.employee e LEFT JOIN shop.department d ON d.id = e.department_id ORDER BY e.id
----
Utf8[], Utf8[]
| Ada Lovelace | Engineering |
| Björn Borg | Engineering |
| Chloé Dupont | Sales |
| dmitri | Engineering |
| Eve O'Neil | Sales |
| 李雷 | Engineering |
| Fatima | Sales |
| Gustav | NULL |
| Hana | Support |
| Ivan | Support |

### left outer join, condition on the right side in ON
SELECT e.id, d.name FROM shop.employee e LEFT OUTER JOIN shop.department d ON d.id = e.department_id AND d.budget > 300000 ORDER BY e.id
----
Int(32, true)[], Utf8[]
| 1 | Engineering |
| 2 | Engineering |
| 3 | NULL |
| 4 | Engineering |
| 5 | NULL |
| 6 | Engineering |
| 7 | NULL |
| 8 | NULL |
| 9 | NULL |
| 10 | NULL |

### left join filtered for what has no match
SELECT d.name FROM shop.department d LEFT JOIN shop.employee e ON e.department_id = d.id WHERE e.id IS NULL
----
Utf8[]
| Légal |

### right join
SELECT d.name, e.name FROM shop.employee e RIGHT JOIN shop.department d ON d.id = e.department_id ORDER BY d.id, e.id
----
Utf8[], Utf8[]
| Engineering | Ada Lovelace |
| Engineering | Björn Borg |
| Engineering | dmitri |
| Engineering | 李雷 |
| Sales | Chloé Dupont |
| Sales | Eve O'Neil |
| Sales | Fatima |
| Support | Hana |
| Support | Ivan |
| Légal | NULL |

### full join
SELECT e.name, d.name FROM shop.employee e FULL OUTER JOIN shop.department d ON d.id = e.department_id ORDER BY e.id NULLS LAST, d.id
----
Utf8[], Utf8[]
| Ada Lovelace | Engineering |
| Björn Borg | Engineering |
| Chloé Dupont | Sales |
| dmitri | Engineering |
| Eve O'Neil | Sales |
| 李雷 | Engineering |
| Fatima | Sales |
| Gustav | NULL |
| Hana | Support |
| Ivan | Support |
| NULL | Légal |

### full join on an inequality beside the equality
SELECT p.id, s.id FROM shop.product p FULL JOIN shop.sale s ON s.product_id = p.id AND s.amount > 20 ORDER BY 1 NULLS LAST, 2 NULLS LAST LIMIT 25
----
Int(32, true)[], Int(32, true)[]
| 1 | 24 |
| 2 | NULL |
| 3 | 8 |
| 3 | 32 |
| 4 | 27 |
| 5 | 16 |
| 6 | 5 |
| 6 | 35 |
| NULL | 1 |
| NULL | 2 |
| NULL | 3 |
| NULL | 4 |
| NULL | 6 |
| NULL | 7 |
| NULL | 9 |
| NULL | 10 |
| NULL | 11 |
| NULL | 12 |
| NULL | 13 |
| NULL | 14 |
| NULL | 15 |
| NULL | 17 |
| NULL | 18 |
| NULL | 19 |
| NULL | 20 |

### cross join
SELECT d.name, p.name FROM shop.department d CROSS JOIN shop.product p WHERE p.category = 'food' ORDER BY d.id, p.id
----
Utf8[], Utf8[]
| Engineering | Smörgås |
| Engineering | naïve cake |
| Sales | Smörgås |
| Sales | naïve cake |
| Support | Smörgås |
| Support | naïve cake |
| Légal | Smörgås |
| Légal | naïve cake |

### using merges the column
SELECT id, e.name, d.name FROM shop.employee e JOIN shop.department d USING (id) ORDER BY id
----
Int(32, true)[], Utf8[], Utf8[]
| 1 | Ada Lovelace | Engineering |
| 2 | Björn Borg | Sales |
| 3 | Chloé Dupont | Support |
| 4 | dmitri | Légal |

### full join with USING gives either side's key
SELECT id, e.name AS employee, d.name AS department FROM shop.employee e FULL JOIN shop.department d USING (id) ORDER BY id
----
Int(32, true)[], Utf8[], Utf8[]
| 1 | Ada Lovelace | Engineering |
| 2 | Björn Borg | Sales |
| 3 | Chloé Dupont | Support |
| 4 | dmitri | Légal |
| 5 | Eve O'Neil | NULL |
| 6 | 李雷 | NULL |
| 7 | Fatima | NULL |
| 8 | Gustav | NULL |
| 9 | Hana | NULL |
| 10 | Ivan | NULL |

### star over USING has the key once
SELECT * FROM shop.department d JOIN (SELECT id, hired FROM shop.employee) e USING (id) ORDER BY id
----
Int(32, true)[], Utf8[], Decimal(12, 2, 128)[], Utf8[], Date(DAY)[]
| 1 | Engineering | 500000.00 | Zürich | -1483 |
| 2 | Sales | 250000.50 | Genève | 10748 |
| 3 | Support | NULL | Zürich | 14668 |
| 4 | Légal | 90000.00 | NULL | 16523 |

### three tables with USING
SELECT id, count(*) FROM shop.employee JOIN shop.department USING (id) JOIN shop.product USING (id) GROUP BY id ORDER BY id
----
Int(32, true)[], Int(64, true)[]
| 1 | 1 |
| 2 | 1 |
| 3 | 1 |
| 4 | 1 |

### natural join
SELECT * FROM (SELECT id, name AS employee FROM shop.employee) NATURAL JOIN (SELECT id, name AS product FROM shop.product) ORDER BY id
----
Int(32, true)[], Utf8[], Utf8[]
| 1 | Ada Lovelace | Café crème |
| 2 | Björn Borg | Tea |
| 3 | Chloé Dupont | Smörgås |
| 4 | dmitri | 100% Juice |
| 5 | Eve O'Neil | Under_score |
| 6 | 李雷 | naïve cake |

### natural left join
SELECT id, employee, product FROM (SELECT id, name AS employee FROM shop.employee) e NATURAL LEFT JOIN (SELECT id, name AS product FROM shop.product) p ORDER BY id
----
Int(32, true)[], Utf8[], Utf8[]
| 1 | Ada Lovelace | Café crème |
| 2 | Björn Borg | Tea |
| 3 | Chloé Dupont | Smörgås |
| 4 | dmitri | 100% Juice |
| 5 | Eve O'Neil | Under_score |
| 6 | 李雷 | naïve cake |
| 7 | Fatima | NULL |
| 8 | Gustav | NULL |
| 9 | Hana | NULL |
| 10 | Ivan | NULL |

### self join: who reports to whom
SELECT e.name, m.name AS manager FROM shop.employee e LEFT JOIN shop.employee m ON e.manager_id = m.id ORDER BY e.id
----
Utf8[], Utf8[]
| Ada Lovelace | NULL |
| Björn Borg | Ada Lovelace |
| Chloé Dupont | Ada Lovelace |
| dmitri | Björn Borg |
| Eve O'Neil | Chloé Dupont |
| 李雷 | Björn Borg |
| Fatima | Chloé Dupont |
| Gustav | Chloé Dupont |
| Hana | Eve O'Neil |
| Ivan | Hana |

### self join of three levels
SELECT e.name, m.name, g.name FROM shop.employee e JOIN shop.employee m ON e.manager_id = m.id JOIN shop.employee g ON m.manager_id = g.id ORDER BY e.id
----
Utf8[], Utf8[], Utf8[]
| dmitri | Björn Borg | Ada Lovelace |
| Eve O'Neil | Chloé Dupont | Ada Lovelace |
| 李雷 | Björn Borg | Ada Lovelace |
| Fatima | Chloé Dupont | Ada Lovelace |
| Gustav | Chloé Dupont | Ada Lovelace |
| Hana | Eve O'Neil | Chloé Dupont |
| Ivan | Hana | Eve O'Neil |

### pairs, each once
SELECT a.name, b.name FROM shop.employee a JOIN shop.employee b ON a.department_id = b.department_id AND a.id < b.id ORDER BY a.id, b.id
----
Utf8[], Utf8[]
| Ada Lovelace | Björn Borg |
| Ada Lovelace | dmitri |
| Ada Lovelace | 李雷 |
| Björn Borg | dmitri |
| Björn Borg | 李雷 |
| Chloé Dupont | Eve O'Neil |
| Chloé Dupont | Fatima |
| dmitri | 李雷 |
| Eve O'Neil | Fatima |
| Hana | Ivan |

### range join
SELECT e.name, p.name FROM shop.employee e JOIN shop.product p ON p.price * 1000 BETWEEN e.salary - 1500 AND e.salary ORDER BY e.id, p.id
----
Utf8[], Utf8[]
| Chloé Dupont | naïve cake |
| dmitri | 100% Juice |
| dmitri | naïve cake |
| Eve O'Neil | 100% Juice |
| Eve O'Neil | naïve cake |
| 李雷 | Café crème |
| 李雷 | 100% Juice |
| Gustav | Café crème |
| Gustav | Tea |
| Hana | Café crème |
| Hana | Tea |
| Hana | 100% Juice |
| Ivan | Café crème |
| Ivan | Tea |
| Ivan | 100% Juice |

### join on an expression of both sides
SELECT e.id, s.id FROM shop.employee e JOIN shop.sale s ON e.id + s.id = 20 ORDER BY 1
----
Int(32, true)[], Int(32, true)[]
| 1 | 19 |
| 2 | 18 |
| 3 | 17 |
| 4 | 16 |
| 5 | 15 |
| 6 | 14 |
| 7 | 13 |
| 8 | 12 |
| 9 | 11 |
| 10 | 10 |

### join on lowered text
SELECT e.name, k.text FROM shop.employee e JOIN shop.every_kind k ON lower(left(e.name, 1)) = lower(left(k.text, 1)) ORDER BY e.id, k.id
----
Utf8[], Utf8[]

### join keys of different number types
SELECT k.id, e.name FROM shop.every_kind k JOIN shop.employee e ON e.id = k.double * 4 ORDER BY 1
----
Int(32, true)[], Utf8[]
| 1 | Ivan |

### join with NULL keys that match with IS NOT DISTINCT FROM
SELECT e.name, s.id FROM shop.employee e JOIN shop.sale s ON e.manager_id IS NOT DISTINCT FROM s.employee_id WHERE s.amount > 22 ORDER BY e.id, s.id
----
Utf8[], Int(32, true)[]
| Björn Borg | 8 |
| Björn Borg | 16 |
| Chloé Dupont | 8 |
| Chloé Dupont | 16 |

### join with OR in the condition
SELECT count(*) FROM shop.sale s JOIN shop.employee e ON s.employee_id = e.id OR s.product_id = e.department_id
----
Int(64, true)[]
| 90 |

### join on true
SELECT count(*) FROM shop.department JOIN shop.edge ON true
----
Int(64, true)[]
| 36 |

### four tables in a chain
SELECT p.name, d.name AS department, sum(s.quantity) AS n
FROM shop.sale s
JOIN shop.product p ON p.id = s.product_id
JOIN shop.employee e ON e.id = s.employee_id
JOIN shop.department d ON d.id = e.department_id
GROUP BY p.name, d.name
HAVING sum(s.quantity) > 3
ORDER BY n DESC, 1, 2
----
Utf8[], Utf8[], Decimal(38, 0, 128)[]
| Smörgås | Engineering | 22 |
| Tea | Engineering | 20 |
| Under_score | Engineering | 18 |
| naïve cake | Engineering | 14 |
| 100% Juice | Engineering | 10 |
| Café crème | Engineering | 9 |

### nested joins in parentheses
SELECT s.id, d.name FROM shop.sale s LEFT JOIN (shop.employee e JOIN shop.department d ON d.id = e.department_id) ON e.id = s.employee_id WHERE s.id <= 12 ORDER BY s.id
----
Int(32, true)[], Utf8[]
| 1 | Engineering |
| 2 | Engineering |
| 3 | Engineering |
| 4 | Engineering |
| 5 | Engineering |
| 6 | Engineering |
| 7 | Engineering |
| 8 | Engineering |
| 9 | Engineering |
| 10 | Engineering |
| 11 | NULL |
| 12 | Engineering |

### join of sub-queries
SELECT a.department_id, a.n, b.total
FROM (SELECT department_id, count(*) AS n FROM shop.employee GROUP BY department_id) a
LEFT JOIN (SELECT e.department_id, sum(s.amount) AS total FROM shop.sale s JOIN shop.employee e ON e.id = s.employee_id GROUP BY 1) b
  ON a.department_id IS NOT DISTINCT FROM b.department_id
ORDER BY 1
----
Int(32, true)[], Int(64, true)[], Decimal(38, 2, 128)[]
| 1 | 4 | 453.00 |
| 2 | 3 | NULL |
| 3 | 2 | NULL |
| NULL | 1 | NULL |

### semi join in DuckDB's words
SELECT e.name FROM shop.employee e SEMI JOIN shop.sale s ON s.employee_id = e.id AND s.quantity < 0 ORDER BY e.id
----
Utf8[]
| Ada Lovelace |
| 李雷 |

### anti join in DuckDB's words
SELECT d.name FROM shop.department d ANTI JOIN shop.employee e ON e.department_id = d.id
----
Utf8[]
| Légal |

### lateral sub-query
SELECT d.name, top.name, top.salary
FROM shop.department d, LATERAL (SELECT e.name, e.salary FROM shop.employee e WHERE e.department_id = d.id ORDER BY e.salary DESC NULLS LAST, e.id LIMIT 1) top
ORDER BY d.id
----
Utf8[], Utf8[], Decimal(9, 2, 128)[]
| Engineering | Ada Lovelace | 9800.00 |
| Sales | Chloé Dupont | 6100.00 |
| Support | Hana | 4100.00 |

### left join lateral
SELECT d.name, last.hired FROM shop.department d LEFT JOIN LATERAL (SELECT max(hired) AS hired FROM shop.employee e WHERE e.department_id = d.id) last ON true ORDER BY d.id
----
Utf8[], Date(DAY)[]
| Engineering | 18627 |
| Sales | 18628 |
| Support | 19188 |
| Légal | NULL |

### cross join lateral
SELECT e.name, s.n FROM shop.employee e CROSS JOIN LATERAL (SELECT count(*) AS n FROM shop.sale s WHERE s.employee_id = e.id AND s.amount IS NOT NULL) s ORDER BY e.id
----
Utf8[], Int(64, true)[]
| Ada Lovelace | 18 |
| Björn Borg | 0 |
| Chloé Dupont | 0 |
| dmitri | 0 |
| Eve O'Neil | 0 |
| 李雷 | 16 |
| Fatima | 0 |
| Gustav | 0 |
| Hana | 0 |
| Ivan | 0 |

### lateral computation used twice
SELECT e.id, t.yearly, t.yearly * 0.2 AS tax FROM shop.employee e, LATERAL (SELECT e.salary * 12 AS yearly) t WHERE e.id < 4 ORDER BY e.id
----
Int(32, true)[], Decimal(18, 2, 128)[], Decimal(18, 3, 128)[]
| 1 | 117600.00 | 23520.000 |
| 2 | 86406.00 | 17281.200 |
| 3 | 73200.00 | 14640.000 |

### lateral over lateral
SELECT e.id, b.y FROM shop.employee e, LATERAL (SELECT e.id * 2 AS x) a, LATERAL (SELECT a.x + d.id AS y FROM shop.department d WHERE d.id = e.department_id) b ORDER BY 1
----
Int(32, true)[], Int(32, true)[]
| 1 | 3 |
| 2 | 5 |
| 3 | 8 |
| 4 | 9 |
| 5 | 12 |
| 6 | 13 |
| 7 | 16 |
| 9 | 21 |
| 10 | 23 |

### the two best of each group by lateral
SELECT p.category, t.name, t.price FROM (SELECT DISTINCT category FROM shop.product) p, LATERAL (SELECT name, price FROM shop.product q WHERE q.category = p.category ORDER BY price DESC NULLS LAST, id LIMIT 2) t ORDER BY 1, 3 DESC NULLS LAST
----
Utf8[], Utf8[], Decimal(8, 2, 128)[]
| drink | 100% Juice | 4.10 |
| drink | Café crème | 3.50 |
| food | Smörgås | 7.25 |
| food | naïve cake | 5.00 |
| misc | Under_score | NULL |

### asof join
SELECT s.id, e.id FROM shop.sale s ASOF JOIN shop.employee e ON s.day >= e.hired WHERE s.id < 6 ORDER BY s.id
----
Int(32, true)[], Int(32, true)[]
| 1 | 9 |
| 2 | 9 |
| 3 | 9 |
| 4 | 9 |
| 5 | 9 |

### positional join
SELECT d.id, d.name, p.name FROM (SELECT * FROM shop.department ORDER BY id) d POSITIONAL JOIN (SELECT * FROM shop.product ORDER BY id LIMIT 4) p ORDER BY d.id
----
Int(32, true)[], Utf8[], Utf8[]
| 1 | Engineering | Café crème |
| 2 | Sales | Tea |
| 3 | Support | Smörgås |
| 4 | Légal | 100% Juice |

### same table from the same source twice, different filters
SELECT w.n, p.n FROM (SELECT count(*) AS n FROM shop.sale WHERE channel = 'web') w, (SELECT count(*) AS n FROM shop.sale WHERE channel = 'phone') p
----
Int(64, true)[], Int(64, true)[]
| 13 | 13 |

### join with aggregated orders of a large table
SELECT c.region, count(*) AS orders, sum(o.total) AS total FROM shop.customer c JOIN shop.orders o ON o.customer_id = c.id WHERE c.id <= 100 GROUP BY c.region ORDER BY c.region
----
Utf8[], Int(64, true)[], Decimal(38, 2, 128)[]
| north | 500 | 23921.00 |
| south | 500 | 24109.00 |

### large join, then top
SELECT c.name, sum(i.price) AS spent FROM shop.customer c JOIN shop.orders o ON o.customer_id = c.id JOIN shop.item i ON i.order_id = o.id GROUP BY c.name ORDER BY spent DESC, c.name LIMIT 5
----
Utf8[], Decimal(38, 2, 128)[]
| name 105 | 246.00 |
| name 118 | 246.00 |
| name 131 | 246.00 |
| name 14 | 246.00 |
| name 144 | 246.00 |

### qualified star beside columns
SELECT d.*, e.name AS who FROM shop.department d JOIN shop.employee e ON e.id = d.id ORDER BY d.id
----
Int(32, true)[], Utf8[], Decimal(12, 2, 128)[], Utf8[], Utf8[]
| 1 | Engineering | 500000.00 | Zürich | Ada Lovelace |
| 2 | Sales | 250000.50 | Genève | Björn Borg |
| 3 | Support | NULL | Zürich | Chloé Dupont |
| 4 | Légal | 90000.00 | NULL | dmitri |

### columns by full table name
SELECT shop.department.name FROM shop.department WHERE shop.department.id = 1
----
Utf8[]
| Engineering |

### columns by table name without alias
SELECT employee.name, department.name FROM shop.employee JOIN shop.department ON employee.department_id = department.id WHERE employee.id < 4 ORDER BY employee.id
----
Utf8[], Utf8[]
| Ada Lovelace | Engineering |
| Björn Borg | Engineering |
| Chloé Dupont | Sales |

### alias with column names
SELECT d.a, d.b FROM shop.department AS d(a, b, c, e) ORDER BY d.a
----
Int(32, true)[], Utf8[]
| 1 | Engineering |
| 2 | Sales |
| 3 | Support |
| 4 | Légal |

### join to constants
SELECT e.name, v.label FROM shop.employee e JOIN (VALUES (1, 'lead'), (2, 'second'), (99, 'nobody')) AS v(id, label) ON v.id = e.id ORDER BY e.id
----
Utf8[], Utf8[]
| Ada Lovelace | lead |
| Björn Borg | second |

### star of a full join USING the second column
SELECT * FROM shop.employee e FULL JOIN (SELECT 'dmitri' AS name, 3 AS z UNION ALL SELECT 'zoe', 4) d USING (name) ORDER BY ALL
----
Int(32, true)[], Utf8[], Int(32, true)[], Int(32, true)[], Decimal(9, 2, 128)[], Date(DAY)[], Utf8[], Int(32, true)[]
| 1 | Ada Lovelace | NULL | 1 | 9800.00 | -1483 | ada@example.com | NULL |
| 2 | Björn Borg | 1 | 1 | 7200.50 | 10748 | bjorn@example.com | NULL |
| 3 | Chloé Dupont | 1 | 2 | 6100.00 | 14668 | NULL | NULL |
| 4 | dmitri | 2 | 1 | 5400.25 | 16523 | dmitri@example.org | 3 |
| 5 | Eve O'Neil | 3 | 2 | 5400.25 | 16860 | eve@example.org | NULL |
| 6 | 李雷 | 2 | 1 | 4800.00 | 18627 | li@example.cn | NULL |
| 7 | Fatima | 3 | 2 | NULL | 18628 | NULL | NULL |
| 8 | Gustav | 3 | NULL | 3900.75 | NULL | gustav@example.com | NULL |
| 9 | Hana | 5 | 3 | 4100.00 | 19188 |  | NULL |
| 10 | Ivan | 9 | 3 | 4100.00 | -1 | ivan@example.com | NULL |
| NULL | zoe | NULL | NULL | NULL | NULL | NULL | 4 |

### star of a NATURAL join by the last column
SELECT * FROM shop.department NATURAL JOIN (SELECT city, count(*) AS n FROM shop.department GROUP BY city) ORDER BY ALL
----
Int(32, true)[], Utf8[], Decimal(12, 2, 128)[], Utf8[], Int(64, true)[]
| 1 | Engineering | 500000.00 | Zürich | 2 |
| 2 | Sales | 250000.50 | Genève | 1 |
| 3 | Support | NULL | Zürich | 2 |

### star of three, of which two are joined USING
WITH a AS (SELECT channel, id AS k FROM shop.sale WHERE id < 5), b AS (SELECT name, id AS k FROM shop.product) SELECT *, 1 AS one FROM a JOIN shop.event e ON e.id = a.k JOIN b USING (k) ORDER BY k
----
Utf8[], Int(32, true)[], Int(32, true)[], Utf8[], Utf8[], Timestamp(MICROSECOND, null)[], Timestamp(MICROSECOND, UTC)[], Utf8[], Utf8[], Int(32, true)[]
| shop | 1 | 1 | ann | login | 2024-03-31T00:30 | 1711845000000000 | {"ip": "10.0.0.1", "ok": true} | Café crème | 1 |
| phone | 2 | 2 | ann | view | 2024-03-31T00:45:10.500 | 1711848600000000 | {"page": "/home", "ms": 120} | Tea | 1 |
| web | 3 | 3 | ann | view | 2024-03-31T02:10 | 1711845000000000 | {"page": "/cart", "ms": 340} | Smörgås | 1 |
| shop | 4 | 4 | ann | buy | 2024-03-31T02:12 | 1729989000000000 | {"items": [1, 3], "total": 10.75} | 100% Juice | 1 |
