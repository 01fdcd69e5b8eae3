### VALUES: (1, 'a'), (2, NULL) ORDER BY 1
VALUES (1, 'a'), (2, NULL) ORDER BY 1
----
Int(32, true)[], Utf8[]
| 1 | a |
| 2 | NULL |

### VALUES: v.*, d.name FROM (VALUES (1, 'x'), (3, 'y')) v(id, k) JOIN …
SELECT v.*, d.name FROM (VALUES (1, 'x'), (3, 'y')) v(id, k) JOIN shop.department d USING (id) ORDER BY id
----
Int(32, true)[], Utf8[], Utf8[]
| 1 | x | Engineering |
| 3 | y | Support |

### VALUES: * FROM (VALUES (1), (2.5), (NULL)) t(x) ORDER BY x
SELECT * FROM (VALUES (1), (2.5), (NULL)) t(x) ORDER BY x
----
Decimal(11, 1, 128)[]
| 1.0 |
| 2.5 |
| NULL |

### VALUES: id FROM employee WHERE (id, department_id) IN (VALUES (1, …
SELECT id FROM shop.employee WHERE (id, department_id) IN (VALUES (1, 1), (9, 3)) ORDER BY id
----
Int(32, true)[]
| 1 |
| 9 |

### VALUES: v(a, b) AS (VALUES (1, DATE '2024-01-01'), (2, NULL)) SELECT …
WITH v(a, b) AS (VALUES (1, DATE '2024-01-01'), (2, NULL)) SELECT a, b + 1 AS c FROM v ORDER BY a
----
Int(32, true)[], Date(DAY)[]
| 1 | 19724 |
| 2 | NULL |

### set operations: department_id FROM employee EXCEPT ALL SELECT id FROM …
SELECT department_id FROM shop.employee EXCEPT ALL SELECT id FROM shop.department ORDER BY 1
----
Int(32, true)[]
| 1 |
| 1 |
| 1 |
| 2 |
| 2 |
| 3 |
| NULL |

### set operations: id FROM department INTERSECT ALL SELECT department_id FROM …
SELECT id FROM shop.department INTERSECT ALL SELECT department_id FROM shop.employee ORDER BY 1
----
Int(32, true)[]
| 1 |
| 2 |
| 3 |

### set operations: (SELECT id FROM department ORDER BY id LIMIT 2) UNION ALL …
(SELECT id FROM shop.department ORDER BY id LIMIT 2) UNION ALL (SELECT id FROM shop.product ORDER BY id DESC LIMIT 2) ORDER BY 1
----
Int(32, true)[]
| 1 |
| 2 |
| 5 |
| 6 |

### set operations: 1 AS a UNION SELECT 2.5 UNION ALL SELECT NULL ORDER BY a …
SELECT 1 AS a UNION SELECT 2.5 UNION ALL SELECT NULL ORDER BY a NULLS FIRST
----
Decimal(11, 1, 128)[]
| NULL |
| 1.0 |
| 2.5 |

### set operations: name FROM department UNION SELECT category FROM product …
SELECT name FROM shop.department UNION SELECT category FROM shop.product EXCEPT SELECT 'food' ORDER BY 1
----
Utf8[]
| Engineering |
| Légal |
| Sales |
| Support |
| drink |
| misc |

### set operations: count(*) FROM (SELECT channel FROM sale UNION SELECT kind …
SELECT count(*) FROM (SELECT channel FROM shop.sale UNION SELECT kind FROM shop.event) u
----
Int(64, true)[]
| 6 |

### set operations: a.id FROM (SELECT id FROM sale EXCEPT SELECT product_id FROM …
SELECT a.id FROM (SELECT id FROM shop.sale EXCEPT SELECT product_id FROM shop.sale) a WHERE a.id < 12 ORDER BY 1
----
Int(32, true)[]
| 7 |
| 8 |
| 9 |
| 10 |
| 11 |

### window frames: id, sum(quantity) OVER (PARTITION BY channel ORDER BY day …
SELECT id, sum(quantity) OVER (PARTITION BY channel ORDER BY day ROWS BETWEEN 2 PRECEDING AND CURRENT ROW) AS s FROM shop.sale ORDER BY id
----
Int(32, true)[], Decimal(38, 0, 128)[]
| 1 | 2 |
| 2 | 3 |
| 3 | 4 |
| 4 | 7 |
| 5 | 4 |
| 6 | 6 |
| 7 | 10 |
| 8 | 8 |
| 9 | 5 |
| 10 | 9 |
| 11 | 7 |
| 12 | 4 |
| 13 | 8 |
| 14 | 11 |
| 15 | 3 |
| 16 | 7 |
| 17 | 10 |
| 18 | 3 |
| 19 | 11 |
| 20 | 9 |
| 21 | 2 |
| 22 | 10 |
| 23 | 8 |
| 24 | 6 |
| 25 | 9 |
| 26 | 7 |
| 27 | 6 |
| 28 | 8 |
| 29 | 11 |
| 30 | 5 |
| 31 | 7 |
| 32 | 10 |
| 33 | 4 |
| 34 | 11 |
| 35 | 9 |
| 36 | 4 |
| 37 | 10 |
| 38 | 8 |
| 39 | 8 |
| 40 | 9 |

### window frames: id, avg(amount) OVER (ORDER BY day RANGE BETWEEN INTERVAL 7 …
SELECT id, avg(amount) OVER (ORDER BY day RANGE BETWEEN INTERVAL 7 DAY PRECEDING AND INTERVAL 7 DAY FOLLOWING) AS a FROM shop.sale ORDER BY id
----
Int(32, true)[], FloatingPoint(DOUBLE)[]
| 1 | 10.1666667 |
| 2 | 10.625 |
| 3 | 12.75 |
| 4 | 12 |
| 5 | 11.25 |
| 6 | 15.5 |
| 7 | 14.75 |
| 8 | 14 |
| 9 | 13.25 |
| 10 | 12.5 |
| 11 | 9.625 |
| 12 | 8.6875 |
| 13 | 7.75 |
| 14 | 13.0625 |
| 15 | 12.125 |
| 16 | 13 |
| 17 | 12.25 |
| 18 | 11.5 |
| 19 | 10.75 |
| 20 | 1E+1 |
| 21 | 9.25 |
| 22 | 13.5 |
| 23 | 12.75 |
| 24 | 11.125 |
| 25 | 16.4375 |
| 26 | 15.5 |
| 27 | 14.5625 |
| 28 | 13.625 |
| 29 | 13.25 |
| 30 | 12.5 |
| 31 | 11.75 |
| 32 | 11 |
| 33 | 15.25 |
| 34 | 14.5 |
| 35 | 13.75 |
| 36 | 13 |
| 37 | 12.625 |
| 38 | 11.6875 |
| 39 | 12.9166667 |
| 40 | 10.75 |

### window frames: id, count(*) OVER (ORDER BY quantity RANGE BETWEEN 1 …
SELECT id, count(*) OVER (ORDER BY quantity RANGE BETWEEN 1 PRECEDING AND 1 FOLLOWING) AS c FROM shop.sale ORDER BY id
----
Int(32, true)[], Int(64, true)[]
| 1 | 22 |
| 2 | 21 |
| 3 | 21 |
| 4 | 14 |
| 5 | 15 |
| 6 | 22 |
| 7 | 21 |
| 8 | 21 |
| 9 | 4 |
| 10 | 15 |
| 11 | 22 |
| 12 | 21 |
| 13 | 21 |
| 14 | 14 |
| 15 | 15 |
| 16 | 22 |
| 17 | 21 |
| 18 | 4 |
| 19 | 14 |
| 20 | 15 |
| 21 | 22 |
| 22 | 21 |
| 23 | 21 |
| 24 | 14 |
| 25 | 15 |
| 26 | 22 |
| 27 | 4 |
| 28 | 21 |
| 29 | 14 |
| 30 | 15 |
| 31 | 22 |
| 32 | 21 |
| 33 | 21 |
| 34 | 14 |
| 35 | 15 |
| 36 | 4 |
| 37 | 21 |
| 38 | 21 |
| 39 | 14 |
| 40 | 15 |

### window frames: id, first_value(id) OVER w AS f, last_value(id) OVER w AS l, …
SELECT id, first_value(id) OVER w AS f, last_value(id) OVER w AS l, nth_value(id, 2) OVER w AS n FROM shop.sale WINDOW w AS (PARTITION BY channel ORDER BY id ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) ORDER BY id
----
Int(32, true)[], Int(32, true)[], Int(32, true)[], Int(32, true)[]
| 1 | 1 | 40 | 4 |
| 2 | 2 | 38 | 5 |
| 3 | 3 | 39 | 6 |
| 4 | 1 | 40 | 4 |
| 5 | 2 | 38 | 5 |
| 6 | 3 | 39 | 6 |
| 7 | 1 | 40 | 4 |
| 8 | 2 | 38 | 5 |
| 9 | 3 | 39 | 6 |
| 10 | 1 | 40 | 4 |
| 11 | 2 | 38 | 5 |
| 12 | 3 | 39 | 6 |
| 13 | 1 | 40 | 4 |
| 14 | 2 | 38 | 5 |
| 15 | 3 | 39 | 6 |
| 16 | 1 | 40 | 4 |
| 17 | 2 | 38 | 5 |
| 18 | 3 | 39 | 6 |
| 19 | 1 | 40 | 4 |
| 20 | 2 | 38 | 5 |
| 21 | 3 | 39 | 6 |
| 22 | 1 | 40 | 4 |
| 23 | 2 | 38 | 5 |
| 24 | 3 | 39 | 6 |
| 25 | 1 | 40 | 4 |
| 26 | 2 | 38 | 5 |
| 27 | 3 | 39 | 6 |
| 28 | 1 | 40 | 4 |
| 29 | 2 | 38 | 5 |
| 30 | 3 | 39 | 6 |
| 31 | 1 | 40 | 4 |
| 32 | 2 | 38 | 5 |
| 33 | 3 | 39 | 6 |
| 34 | 1 | 40 | 4 |
| 35 | 2 | 38 | 5 |
| 36 | 3 | 39 | 6 |
| 37 | 1 | 40 | 4 |
| 38 | 2 | 38 | 5 |
| 39 | 3 | 39 | 6 |
| 40 | 1 | 40 | 4 |

### window frames: id, lag(amount IGNORE NULLS) OVER (ORDER BY id) AS l FROM …
SELECT id, lag(amount IGNORE NULLS) OVER (ORDER BY id) AS l FROM shop.sale ORDER BY id
----
Int(32, true)[], Decimal(10, 2, 128)[]
| 1 | NULL |
| 2 | 9.25 |
| 3 | 18.50 |
| 4 | 2.75 |
| 5 | 12.00 |
| 6 | 21.25 |
| 7 | 5.50 |
| 8 | 14.75 |
| 9 | 24.00 |
| 10 | 8.25 |
| 11 | 17.50 |
| 12 | 1.75 |
| 13 | 11.00 |
| 14 | 11.00 |
| 15 | 4.50 |
| 16 | 13.75 |
| 17 | 23.00 |
| 18 | 7.25 |
| 19 | 16.50 |
| 20 | 0.75 |
| 21 | 10.00 |
| 22 | 19.25 |
| 23 | 3.50 |
| 24 | 12.75 |
| 25 | 22.00 |
| 26 | 6.25 |
| 27 | 6.25 |
| 28 | 24.75 |
| 29 | 9.00 |
| 30 | 18.25 |
| 31 | 2.50 |
| 32 | 11.75 |
| 33 | 21.00 |
| 34 | 5.25 |
| 35 | 14.50 |
| 36 | 23.75 |
| 37 | 8.00 |
| 38 | 17.25 |
| 39 | 1.50 |
| 40 | 1.50 |

### window frames: id, last_value(amount IGNORE NULLS) OVER (ORDER BY id) AS l …
SELECT id, last_value(amount IGNORE NULLS) OVER (ORDER BY id) AS l FROM shop.sale ORDER BY id
----
Int(32, true)[], Decimal(10, 2, 128)[]
| 1 | 9.25 |
| 2 | 18.50 |
| 3 | 2.75 |
| 4 | 12.00 |
| 5 | 21.25 |
| 6 | 5.50 |
| 7 | 14.75 |
| 8 | 24.00 |
| 9 | 8.25 |
| 10 | 17.50 |
| 11 | 1.75 |
| 12 | 11.00 |
| 13 | 11.00 |
| 14 | 4.50 |
| 15 | 13.75 |
| 16 | 23.00 |
| 17 | 7.25 |
| 18 | 16.50 |
| 19 | 0.75 |
| 20 | 10.00 |
| 21 | 19.25 |
| 22 | 3.50 |
| 23 | 12.75 |
| 24 | 22.00 |
| 25 | 6.25 |
| 26 | 6.25 |
| 27 | 24.75 |
| 28 | 9.00 |
| 29 | 18.25 |
| 30 | 2.50 |
| 31 | 11.75 |
| 32 | 21.00 |
| 33 | 5.25 |
| 34 | 14.50 |
| 35 | 23.75 |
| 36 | 8.00 |
| 37 | 17.25 |
| 38 | 1.50 |
| 39 | 1.50 |
| 40 | 20.00 |

### window frames: id, ntile(3) OVER (ORDER BY id) AS t, percent_rank() OVER …
SELECT id, ntile(3) OVER (ORDER BY id) AS t, percent_rank() OVER (ORDER BY quantity) AS p, cume_dist() OVER (ORDER BY quantity) AS c FROM shop.sale WHERE id < 8 ORDER BY id
----
Int(32, true)[], Int(64, true)[], FloatingPoint(DOUBLE)[], FloatingPoint(DOUBLE)[]
| 1 | 1 | 0.166666667 | 0.428571429 |
| 2 | 1 | 0.5 | 0.714285714 |
| 3 | 1 | 0.833333333 | 0.857142857 |
| 4 | 2 | 1 | 1 |
| 5 | 2 | 0.0 | 0.142857143 |
| 6 | 3 | 0.166666667 | 0.428571429 |
| 7 | 3 | 0.5 | 0.714285714 |

### window frames: id, sum(quantity) OVER (ORDER BY id ROWS BETWEEN 1 FOLLOWING …
SELECT id, sum(quantity) OVER (ORDER BY id ROWS BETWEEN 1 FOLLOWING AND 2 FOLLOWING) AS s FROM shop.sale WHERE id < 6 ORDER BY id
----
Int(32, true)[], Decimal(38, 0, 128)[]
| 1 | 7 |
| 2 | 9 |
| 3 | 6 |
| 4 | 1 |
| 5 | NULL |

### window frames: channel, sum(sum(quantity)) OVER (ORDER BY channel) AS …
SELECT channel, sum(sum(quantity)) OVER (ORDER BY channel) AS running FROM shop.sale GROUP BY channel ORDER BY channel
----
Utf8[], Decimal(38, 0, 128)[]
| phone | 38 |
| shop | 79 |
| web | 102 |

### window frames: id, dense_rank() OVER (ORDER BY quantity DESC NULLS LAST) AS …
SELECT id, dense_rank() OVER (ORDER BY quantity DESC NULLS LAST) AS r, row_number() OVER () > 0 AS p FROM shop.sale WHERE id < 6 ORDER BY id
----
Int(32, true)[], Int(64, true)[], Bool[]
| 1 | 4 | true |
| 2 | 3 | true |
| 3 | 2 | true |
| 4 | 1 | true |
| 5 | 5 | true |

### window frames: id, quantity - avg(quantity) OVER (PARTITION BY channel) AS …
SELECT id, quantity - avg(quantity) OVER (PARTITION BY channel) AS d FROM shop.sale WHERE id < 9 ORDER BY id
----
Int(32, true)[], FloatingPoint(DOUBLE)[]
| 1 | -1.33333333 |
| 2 | 0.333333333 |
| 3 | 1 |
| 4 | 1.66666667 |
| 5 | -1.66666667 |
| 6 | -1 |
| 7 | -0.333333333 |
| 8 | 1.33333333 |

### window frames: id, count(DISTINCT channel) OVER (ORDER BY id) AS c FROM …
SELECT id, count(DISTINCT channel) OVER (ORDER BY id) AS c FROM shop.sale WHERE id < 5 ORDER BY id
----
Int(32, true)[], Int(64, true)[]
| 1 | 1 |
| 2 | 2 |
| 3 | 3 |
| 4 | 3 |

### window frames: id, string_agg(channel, ',') OVER (ORDER BY id ROWS 1 …
SELECT id, string_agg(channel, ',') OVER (ORDER BY id ROWS 1 PRECEDING) AS s FROM shop.sale WHERE id < 5 ORDER BY id
----
Int(32, true)[], Utf8[]
| 1 | shop |
| 2 | shop,phone |
| 3 | phone,web |
| 4 | web,shop |

### window frames: id, max(day) OVER (PARTITION BY employee_id) - day AS since …
SELECT id, max(day) OVER (PARTITION BY employee_id) - day AS since FROM shop.sale WHERE id < 9 ORDER BY id
----
Int(32, true)[], Int(64, true)[]
| 1 | 18 |
| 2 | 18 |
| 3 | 12 |
| 4 | 12 |
| 5 | 6 |
| 6 | 6 |
| 7 | 0 |
| 8 | 0 |

### window frames: e.name, rank() OVER (PARTITION BY d.name ORDER BY e.salary …
SELECT e.name, rank() OVER (PARTITION BY d.name ORDER BY e.salary DESC NULLS LAST) AS r FROM shop.employee e LEFT JOIN shop.department d ON d.id = e.department_id ORDER BY e.id
----
Utf8[], Int(64, true)[]
| Ada Lovelace | 1 |
| Björn Borg | 2 |
| Chloé Dupont | 1 |
| dmitri | 3 |
| Eve O'Neil | 2 |
| 李雷 | 4 |
| Fatima | 3 |
| Gustav | 1 |
| Hana | 1 |
| Ivan | 1 |

### recursive: r(origin, target, cost, path) AS (SELECT origin, target, …
WITH RECURSIVE r(origin, target, cost, path) AS (SELECT origin, target, weight, [origin, target] FROM shop.edge WHERE origin = 'A' UNION ALL SELECT r.origin, e.target, r.cost + e.weight, list_append(r.path, e.target) FROM r JOIN shop.edge e ON e.origin = r.target WHERE NOT list_contains(r.path, e.target)) SELECT target, min(cost) FROM r GROUP BY target ORDER BY 1
----
Utf8[], Int(32, true)[]
| B | 4 |
| C | 2 |
| D | 9 |
| E | 5 |
| F | 20 |

### recursive: boss(id, root) AS (SELECT id, id FROM employee WHERE …
WITH RECURSIVE boss(id, root) AS (SELECT id, id FROM shop.employee WHERE manager_id IS NULL UNION SELECT e.id, b.root FROM shop.employee e JOIN boss b ON e.manager_id = b.id) SELECT d.name, count(*) FROM boss b JOIN shop.employee e USING (id) JOIN shop.department d ON d.id = e.department_id GROUP BY 1 ORDER BY 1
----
Utf8[], Int(64, true)[]
| Engineering | 4 |
| Sales | 3 |
| Support | 2 |

### recursive: fib(a, b) AS (SELECT 0, 1 UNION ALL SELECT b, a + b FROM fib …
WITH RECURSIVE fib(a, b) AS (SELECT 0, 1 UNION ALL SELECT b, a + b FROM fib WHERE b < 50) SELECT list(a ORDER BY a) FROM fib
----
List[Int(32, true)[]]
| [0,1,1,2,3,5,8,13,21,34] |

### recursive: d(day) AS (SELECT min(day) FROM sale UNION ALL SELECT day + …
WITH RECURSIVE d(day) AS (SELECT min(day) FROM shop.sale UNION ALL SELECT day + 1 FROM d WHERE day < DATE '2023-12-01') SELECT d.day, count(s.id) FROM d LEFT JOIN shop.sale s ON s.day = d.day GROUP BY 1 ORDER BY 1
----
Date(DAY)[], Int(64, true)[]
| 19684 | 1 |
| 19685 | 0 |
| 19686 | 0 |
| 19687 | 1 |
| 19688 | 0 |
| 19689 | 0 |
| 19690 | 1 |
| 19691 | 0 |
| 19692 | 0 |

### USING and names: id, e.name, d.name FROM employee e JOIN department d USING …
SELECT id, e.name, d.name FROM shop.employee e JOIN shop.department d USING (id) WHERE id > 1 ORDER BY id
----
Int(32, true)[], Utf8[], Utf8[]
| 2 | Björn Borg | Sales |
| 3 | Chloé Dupont | Support |
| 4 | dmitri | Légal |

### USING and names: id FROM employee e FULL JOIN product p USING (id) WHERE id > …
SELECT id FROM shop.employee e FULL JOIN shop.product p USING (id) WHERE id > 5 ORDER BY id
----
Int(32, true)[]
| 6 |
| 7 |
| 8 |
| 9 |
| 10 |

### USING and names: id, count(*) AS n FROM sale s JOIN department d USING (id) …
SELECT id, count(*) AS n FROM shop.sale s JOIN shop.department d USING (id) GROUP BY id HAVING id > 1 ORDER BY id
----
Int(32, true)[], Int(64, true)[]
| 2 | 1 |
| 3 | 1 |
| 4 | 1 |

### USING and names: * FROM department JOIN (SELECT id, count(*) AS n FROM sale …
SELECT * FROM shop.department JOIN (SELECT id, count(*) AS n FROM shop.sale GROUP BY id) USING (id) WHERE id < 3 ORDER BY id
----
Int(32, true)[], Utf8[], Decimal(12, 2, 128)[], Utf8[], Int(64, true)[]
| 1 | Engineering | 500000.00 | Zürich | 1 |
| 2 | Sales | 250000.50 | Genève | 1 |

### USING and names: id FROM department RIGHT JOIN product USING (id) WHERE id IN …
SELECT id FROM shop.department RIGHT JOIN shop.product USING (id) WHERE id IN (1, 6) ORDER BY id
----
Int(32, true)[]
| 1 |
| 6 |

### USING and names: max(id) AS m FROM employee JOIN product USING (id) JOIN …
SELECT max(id) AS m FROM shop.employee JOIN shop.product USING (id) JOIN shop.department USING (id)
----
Int(32, true)[]
| 4 |

### USING and names: id, name FROM employee NATURAL JOIN (SELECT 1 AS id) t
SELECT id, name FROM shop.employee NATURAL JOIN (SELECT 1 AS id) t
----
Int(32, true)[], Utf8[]
| 1 | Ada Lovelace |

### USING and names: id + 1 AS next FROM employee e LEFT JOIN department d USING …
SELECT id + 1 AS next FROM shop.employee e LEFT JOIN shop.department d USING (id) WHERE next > 9 ORDER BY 1
----
Int(32, true)[]
| 10 |
| 11 |

### USING and names: quantity * 2 AS q, q + 1 AS r FROM sale WHERE q > 8 ORDER BY id
SELECT quantity * 2 AS q, q + 1 AS r FROM shop.sale WHERE q > 8 ORDER BY id
----
Int(32, true)[], Int(32, true)[]
| 10 | 11 |
| 10 | 11 |
| 10 | 11 |
| 10 | 11 |
| 10 | 11 |
| 10 | 11 |
| 10 | 11 |

### USING and names: channel AS c, count(*) AS n FROM sale WHERE c <> 'web' GROUP …
SELECT channel AS c, count(*) AS n FROM shop.sale WHERE c <> 'web' GROUP BY c HAVING n > 2 ORDER BY c
----
Utf8[], Int(64, true)[]
| phone | 13 |
| shop | 14 |

### QUALIFY: id, channel, quantity FROM sale QUALIFY row_number() OVER …
SELECT id, channel, quantity FROM shop.sale QUALIFY row_number() OVER (PARTITION BY channel ORDER BY quantity DESC, id) <= 2 ORDER BY channel, id
----
Int(32, true)[], Utf8[], Int(32, true)[]
| 14 | phone | 5 |
| 29 | phone | 5 |
| 4 | shop | 5 |
| 19 | shop | 5 |
| 24 | web | 5 |
| 39 | web | 5 |

### QUALIFY: id, rank() OVER w AS r FROM sale WINDOW w AS (PARTITION BY …
SELECT id, rank() OVER w AS r FROM shop.sale WINDOW w AS (PARTITION BY channel ORDER BY quantity) QUALIFY r = 1 ORDER BY id
----
Int(32, true)[], Int(64, true)[]
| 5 | 1 |
| 9 | 1 |
| 10 | 1 |
| 18 | 1 |
| 20 | 1 |
| 25 | 1 |
| 27 | 1 |
| 35 | 1 |
| 36 | 1 |
| 40 | 1 |

### QUALIFY: channel, sum(quantity) AS q FROM sale GROUP BY channel …
SELECT channel, sum(quantity) AS q FROM shop.sale GROUP BY channel QUALIFY rank() OVER (ORDER BY q DESC) = 1
----
Utf8[], Decimal(38, 0, 128)[]
| shop | 41 |

### QUALIFY: id, lag(quantity, 2, 0) OVER (ORDER BY id) AS l FROM sale …
SELECT id, lag(quantity, 2, 0) OVER (ORDER BY id) AS l FROM shop.sale QUALIFY l > 3 ORDER BY id
----
Int(32, true)[], Int(32, true)[]
| 5 | 4 |
| 6 | 5 |
| 10 | 4 |
| 15 | 4 |
| 16 | 5 |
| 21 | 5 |
| 25 | 4 |
| 26 | 5 |
| 30 | 4 |
| 31 | 5 |
| 35 | 4 |
| 36 | 5 |
| 40 | 4 |

### grouping sets: channel, product_id, sum(quantity) FROM sale GROUP BY …
SELECT channel, product_id, sum(quantity) FROM shop.sale GROUP BY GROUPING SETS ((channel, product_id), (channel), ()) ORDER BY ALL
----
Utf8[], Int(32, true)[], Decimal(38, 0, 128)[]
| phone | 3 | 22 |
| phone | 6 | 16 |
| phone | NULL | 38 |
| shop | 2 | 20 |
| shop | 5 | 21 |
| shop | NULL | 41 |
| web | 1 | 9 |
| web | 4 | 14 |
| web | NULL | 23 |
| NULL | NULL | 102 |

### grouping sets: channel, extract(year FROM day) AS y, count(*), …
SELECT channel, extract(year FROM day) AS y, count(*), grouping(channel, extract(year FROM day)) AS g FROM shop.sale GROUP BY ROLLUP (channel, extract(year FROM day)) ORDER BY ALL
----
Utf8[], Int(64, true)[], Int(64, true)[], Int(64, true)[]
| phone | 2023 | 4 | 0 |
| phone | 2024 | 9 | 0 |
| phone | NULL | 13 | 1 |
| shop | 2023 | 5 | 0 |
| shop | 2024 | 9 | 0 |
| shop | NULL | 14 | 1 |
| web | 2023 | 4 | 0 |
| web | 2024 | 9 | 0 |
| web | NULL | 13 | 1 |
| NULL | NULL | 40 | 3 |

### grouping sets: CASE WHEN grouping(channel) = 1 THEN 'all' ELSE channel END …
SELECT CASE WHEN grouping(channel) = 1 THEN 'all' ELSE channel END AS c, count(DISTINCT product_id) FROM shop.sale GROUP BY CUBE (channel) ORDER BY 1
----
Utf8[], Int(64, true)[]
| all | 6 |
| phone | 2 |
| shop | 2 |
| web | 2 |

### grouping sets: p.category, s.channel, sum(s.amount) FROM sale s JOIN …
SELECT p.category, s.channel, sum(s.amount) FROM shop.sale s JOIN shop.product p ON p.id = s.product_id GROUP BY ROLLUP (p.category, s.channel) HAVING sum(s.amount) > 10 ORDER BY ALL
----
Utf8[], Utf8[], Decimal(38, 2, 128)[]
| drink | shop | 60.00 |
| drink | web | 139.50 |
| drink | NULL | 199.50 |
| food | phone | 164.50 |
| food | NULL | 164.50 |
| misc | shop | 99.50 |
| misc | NULL | 99.50 |
| NULL | NULL | 463.50 |

### grouping sets: channel, sum(quantity) FROM sale GROUP BY channel, GROUPING …
SELECT channel, sum(quantity) FROM shop.sale GROUP BY channel, GROUPING SETS ((product_id), ()) ORDER BY ALL
----
Utf8[], Decimal(38, 0, 128)[]
| phone | 16 |
| phone | 22 |
| phone | 38 |
| shop | 20 |
| shop | 21 |
| shop | 41 |
| web | 9 |
| web | 14 |
| web | 23 |

### grouping sets: count(*) FROM sale WHERE false GROUP BY ROLLUP (channel)
SELECT count(*) FROM shop.sale WHERE false GROUP BY ROLLUP (channel)
----
Int(64, true)[]
| 0 |
