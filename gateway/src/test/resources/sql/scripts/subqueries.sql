### scalar sub-query in SELECT
SELECT d.name, (SELECT count(*) FROM shop.employee e WHERE e.department_id = d.id) AS people FROM shop.department d ORDER BY d.id
----
Utf8[], Int(64, true)[]
| Engineering | 4 |
| Sales | 3 |
| Support | 2 |
| Légal | 0 |

### scalar sub-query that finds nothing is NULL
SELECT d.name, (SELECT max(e.salary) FROM shop.employee e WHERE e.department_id = d.id) AS most FROM shop.department d ORDER BY d.id
----
Utf8[], Decimal(9, 2, 128)[]
| Engineering | 9800.00 |
| Sales | 6100.00 |
| Support | 4100.00 |
| Légal | NULL |

### uncorrelated scalar sub-query in WHERE
SELECT name FROM shop.employee WHERE salary > (SELECT avg(salary) FROM shop.employee) ORDER BY name
----
Utf8[]
| Ada Lovelace |
| Björn Borg |
| Chloé Dupont |

### scalar sub-query of another source in WHERE
SELECT name FROM shop.employee WHERE department_id = (SELECT id FROM shop.department WHERE city = 'Genève') ORDER BY id
----
Utf8[]
| Chloé Dupont |
| Eve O'Neil |
| Fatima |

### correlated comparison with the group's average
SELECT e.name FROM shop.employee e WHERE e.salary > (SELECT avg(x.salary) FROM shop.employee x WHERE x.department_id = e.department_id) ORDER BY e.id
----
Utf8[]
| Ada Lovelace |
| Björn Borg |
| Chloé Dupont |

### EXISTS
SELECT d.name FROM shop.department d WHERE EXISTS (SELECT 1 FROM shop.employee e WHERE e.department_id = d.id AND e.salary > 6000) ORDER BY d.id
----
Utf8[]
| Engineering |
| Sales |

### NOT EXISTS
SELECT p.name FROM shop.product p WHERE NOT EXISTS (SELECT * FROM shop.sale s WHERE s.product_id = p.id AND s.channel = 'web') ORDER BY p.id
----
Utf8[]
| Tea |
| Smörgås |
| Under_score |
| naïve cake |

### IN with a sub-query
SELECT name FROM shop.employee WHERE id IN (SELECT employee_id FROM shop.sale WHERE quantity = -1) ORDER BY id
----
Utf8[]
| Ada Lovelace |
| 李雷 |

### NOT IN with a NULL in the sub-query finds nothing
SELECT name FROM shop.product WHERE id NOT IN (SELECT employee_id FROM shop.sale)
----
Utf8[]

### NOT IN over a left side with NULL
SELECT name FROM shop.employee WHERE department_id NOT IN (SELECT id FROM shop.department WHERE budget > 200000) ORDER BY id
----
Utf8[]
| Hana |
| Ivan |

### NOT IN of an empty set is true for everyone
SELECT count(*) FROM shop.employee WHERE department_id NOT IN (SELECT id FROM shop.department WHERE id > 100)
----
Int(64, true)[]
| 10 |

### IN with two columns
SELECT id FROM shop.sale WHERE (product_id, quantity) IN (SELECT id, id FROM shop.product) ORDER BY id
----
Int(32, true)[]
| 1 |
| 2 |
| 3 |
| 4 |
| 30 |
| 31 |
| 32 |
| 33 |
| 34 |

### correlated IN
SELECT e.name FROM shop.employee e WHERE 5 IN (SELECT s.product_id FROM shop.sale s WHERE s.employee_id = e.id) ORDER BY e.id
----
Utf8[]
| Ada Lovelace |

### = ANY
SELECT name FROM shop.product WHERE id = ANY (SELECT department_id FROM shop.employee WHERE salary > 6000) ORDER BY id
----
Utf8[]
| Café crème |
| Tea |

### > ALL
SELECT name FROM shop.employee WHERE salary >= ALL (SELECT salary FROM shop.employee WHERE salary IS NOT NULL)
----
Utf8[]
| Ada Lovelace |

### > ALL with NULLs in the set
SELECT count(*) FROM shop.employee WHERE salary >= ALL (SELECT salary FROM shop.employee)
----
Int(64, true)[]
| 0 |

### < ANY, correlated
SELECT e.name FROM shop.employee e WHERE e.salary < ANY (SELECT x.salary FROM shop.employee x WHERE x.department_id = e.department_id) ORDER BY e.id
----
Utf8[]
| Björn Borg |
| dmitri |
| Eve O'Neil |
| 李雷 |

### <> ALL is NOT IN
SELECT id FROM shop.department WHERE id <> ALL (SELECT department_id FROM shop.employee WHERE department_id IS NOT NULL) ORDER BY id
----
Int(32, true)[]
| 4 |

### EXISTS as a column
SELECT d.name, EXISTS (SELECT 1 FROM shop.employee e WHERE e.department_id = d.id) AS staffed FROM shop.department d ORDER BY d.id
----
Utf8[], Bool[]
| Engineering | true |
| Sales | true |
| Support | true |
| Légal | false |

### IN as a column, with NULLs
SELECT e.id, e.department_id IN (SELECT id FROM shop.department WHERE budget IS NOT NULL) AS funded FROM shop.employee e ORDER BY e.id
----
Int(32, true)[], Bool[]
| 1 | true |
| 2 | true |
| 3 | true |
| 4 | true |
| 5 | true |
| 6 | true |
| 7 | true |
| 8 | NULL |
| 9 | false |
| 10 | false |

### sub-query in CASE
SELECT e.name, CASE WHEN EXISTS (SELECT 1 FROM shop.sale s WHERE s.employee_id = e.id) THEN 'seller' ELSE 'other' END AS role FROM shop.employee e ORDER BY e.id
----
Utf8[], Utf8[]
| Ada Lovelace | seller |
| Björn Borg | other |
| Chloé Dupont | other |
| dmitri | other |
| Eve O'Neil | other |
| 李雷 | seller |
| Fatima | other |
| Gustav | other |
| Hana | other |
| Ivan | other |

### sub-query in HAVING
SELECT department_id, avg(salary) AS a FROM shop.employee GROUP BY department_id HAVING avg(salary) > (SELECT avg(salary) FROM shop.employee) ORDER BY 1
----
Int(32, true)[], FloatingPoint(DOUBLE)[]
| 1 | 6800.1875 |
| 2 | 5750.125 |

### correlated sub-query in HAVING
SELECT e.department_id, count(*) AS n FROM shop.employee e GROUP BY e.department_id HAVING count(*) > (SELECT count(*) FROM shop.sale s WHERE s.product_id = e.department_id AND s.quantity = -1) ORDER BY 1
----
Int(32, true)[], Int(64, true)[]
| 1 | 4 |
| 2 | 3 |
| 3 | 2 |
| NULL | 1 |

### sub-query in ORDER BY
SELECT d.name FROM shop.department d ORDER BY (SELECT count(*) FROM shop.employee e WHERE e.department_id = d.id) DESC, d.name
----
Utf8[]
| Engineering |
| Sales |
| Support |
| Légal |

### sub-query in ON
SELECT e.name, s.id FROM shop.employee e JOIN shop.sale s ON s.employee_id = e.id AND s.amount = (SELECT max(amount) FROM shop.sale) ORDER BY 2
----
Utf8[], Int(32, true)[]
| 李雷 | 27 |

### nested two deep, correlated to the outermost
SELECT d.name FROM shop.department d WHERE EXISTS (SELECT 1 FROM shop.employee e WHERE e.department_id = d.id AND EXISTS (SELECT 1 FROM shop.sale s WHERE s.employee_id = e.id AND s.product_id = d.id + 1)) ORDER BY d.id
----
Utf8[]
| Engineering |

### nested two deep, the inner one looks past its neighbour
SELECT p.name FROM shop.product p WHERE p.id IN (SELECT s.product_id FROM shop.sale s WHERE s.employee_id IN (SELECT e.id FROM shop.employee e WHERE e.department_id = p.id)) ORDER BY p.id
----
Utf8[]
| Café crème |

### scalar sub-query within a scalar sub-query
SELECT d.id, (SELECT (SELECT count(*) FROM shop.sale s WHERE s.employee_id = min(e.id)) FROM shop.employee e WHERE e.department_id = d.id) AS n FROM shop.department d ORDER BY d.id
----
Int(32, true)[], Int(64, true)[]
| 1 | 19 |
| 2 | 0 |
| 3 | 0 |
| 4 | 0 |

### correlated count with an inequality
SELECT e.name, (SELECT count(*) + 1 FROM shop.employee x WHERE x.salary > e.salary) AS place FROM shop.employee e WHERE e.salary IS NOT NULL ORDER BY place, e.id
----
Utf8[], Int(64, true)[]
| Ada Lovelace | 1 |
| Björn Borg | 2 |
| Chloé Dupont | 3 |
| dmitri | 4 |
| Eve O'Neil | 4 |
| 李雷 | 6 |
| Hana | 7 |
| Ivan | 7 |
| Gustav | 9 |

### correlated sum, running total in the old way
SELECT s.id, (SELECT sum(t.quantity) FROM shop.sale t WHERE t.id <= s.id) AS running FROM shop.sale s WHERE s.id <= 8 ORDER BY s.id
----
Int(32, true)[], Decimal(38, 0, 128)[]
| 1 | 2 |
| 2 | 5 |
| 3 | 9 |
| 4 | 14 |
| 5 | 15 |
| 6 | 17 |
| 7 | 20 |
| 8 | 24 |

### correlated with LIMIT
SELECT p.name, (SELECT s.day FROM shop.sale s WHERE s.product_id = p.id ORDER BY s.day DESC LIMIT 1) AS last_day FROM shop.product p ORDER BY p.id
----
Utf8[], Date(DAY)[]
| Café crème | 19789 |
| Tea | 19792 |
| Smörgås | 19795 |
| 100% Juice | 19798 |
| Under_score | 19801 |
| naïve cake | 19786 |

### correlated with DISTINCT
SELECT p.id, (SELECT count(DISTINCT s.channel) FROM shop.sale s WHERE s.product_id = p.id) AS channels FROM shop.product p ORDER BY p.id
----
Int(32, true)[], Int(64, true)[]
| 1 | 1 |
| 2 | 1 |
| 3 | 1 |
| 4 | 1 |
| 5 | 1 |
| 6 | 1 |

### correlated with string aggregation
SELECT d.name, (SELECT string_agg(e.name, ', ' ORDER BY e.name) FROM shop.employee e WHERE e.department_id = d.id) AS people FROM shop.department d ORDER BY d.id
----
Utf8[], Utf8[]
| Engineering | Ada Lovelace, Björn Borg, dmitri, 李雷 |
| Sales | Chloé Dupont, Eve O'Neil, Fatima |
| Support | Hana, Ivan |
| Légal | NULL |

### derived table
SELECT t.channel, t.n FROM (SELECT channel, count(*) AS n FROM shop.sale GROUP BY channel) AS t WHERE t.n > 12 ORDER BY 1
----
Utf8[], Int(64, true)[]
| phone | 13 |
| shop | 14 |
| web | 13 |

### derived table within derived table
SELECT max(n) FROM (SELECT channel, sum(q) AS n FROM (SELECT channel, quantity * 2 AS q FROM shop.sale WHERE quantity > 0) a GROUP BY channel) b
----
Decimal(38, 0, 128)[]
| 82 |

### sub-query in the arguments of a function
SELECT coalesce((SELECT budget FROM shop.department WHERE id = 3), (SELECT max(budget) FROM shop.department)) AS budget
----
Decimal(12, 2, 128)[]
| 500000.00 |

### sub-query in arithmetic
SELECT p.name, p.price / (SELECT sum(price) FROM shop.product) AS share FROM shop.product p ORDER BY p.id
----
Utf8[], FloatingPoint(DOUBLE)[]
| Café crème | 0.154525386 |
| Tea | 0.123620309 |
| Smörgås | 0.3200883 |
| 100% Juice | 0.181015453 |
| Under_score | NULL |
| naïve cake | 0.220750552 |

### sub-query in BETWEEN
SELECT id FROM shop.employee WHERE salary BETWEEN (SELECT min(salary) FROM shop.employee) AND (SELECT avg(salary) FROM shop.employee) ORDER BY id
----
Int(32, true)[]
| 4 |
| 5 |
| 6 |
| 8 |
| 9 |
| 10 |

### sub-query in LIMIT
SELECT id FROM shop.employee ORDER BY id LIMIT (SELECT count(*) FROM shop.department)
----
Int(32, true)[]
| 1 |
| 2 |
| 3 |
| 4 |

### IN of a union
SELECT name FROM shop.employee WHERE id IN (SELECT employee_id FROM shop.sale WHERE channel = 'web' UNION SELECT manager_id FROM shop.employee) ORDER BY id
----
Utf8[]
| Ada Lovelace |
| Björn Borg |
| Chloé Dupont |
| Eve O'Neil |
| 李雷 |
| Hana |

### correlation in a union
SELECT d.id, (SELECT sum(x) FROM (SELECT e.salary AS x FROM shop.employee e WHERE e.department_id = d.id UNION ALL SELECT d.budget) u) AS total FROM shop.department d ORDER BY d.id
----
Int(32, true)[], Decimal(38, 2, 128)[]
| 1 | 527200.75 |
| 2 | 261500.75 |
| 3 | 8200.00 |
| 4 | 90000.00 |

### EXISTS with aggregation inside
SELECT d.name FROM shop.department d WHERE EXISTS (SELECT e.department_id FROM shop.employee e WHERE e.department_id = d.id GROUP BY e.department_id HAVING count(*) >= 3) ORDER BY d.id
----
Utf8[]
| Engineering |
| Sales |

### OR of EXISTS
SELECT e.name FROM shop.employee e WHERE e.salary > 9000 OR EXISTS (SELECT 1 FROM shop.sale s WHERE s.employee_id = e.id AND s.amount < 1) ORDER BY e.id
----
Utf8[]
| Ada Lovelace |
| 李雷 |

### NOT of a conjunction with EXISTS
SELECT e.id FROM shop.employee e WHERE NOT (e.id > 3 AND EXISTS (SELECT 1 FROM shop.sale s WHERE s.employee_id = e.id)) ORDER BY e.id
----
Int(32, true)[]
| 1 |
| 2 |
| 3 |
| 4 |
| 5 |
| 7 |
| 8 |
| 9 |
| 10 |

### row comparison with a sub-query
SELECT id FROM shop.sale WHERE (day, id) = (SELECT (max(day), max(id)) FROM shop.sale)
----
Int(32, true)[]
| 40 |

### more than one row in a scalar sub-query is an error in the answer's place
SELECT (SELECT id FROM shop.department WHERE id = 1 LIMIT 1) AS one
----
Int(32, true)[]
| 1 |

### array of a sub-query
SELECT d.name, ARRAY(SELECT e.id FROM shop.employee e WHERE e.department_id = d.id ORDER BY e.id) AS ids FROM shop.department d ORDER BY d.id
----
Utf8[], List[Int(32, true)[]]
| Engineering | [1,2,4,6] |
| Sales | [3,5,7] |
| Support | [9,10] |
| Légal | [] |

### large correlated existence
SELECT count(*) FROM shop.orders o WHERE EXISTS (SELECT 1 FROM shop.item i WHERE i.order_id = o.id AND i.note IS NULL AND i.price > 10)
----
Int(64, true)[]
| 1231 |

### large NOT IN across sources
SELECT count(*) FROM shop.customer WHERE id NOT IN (SELECT customer_id FROM shop.orders WHERE total > 90)
----
Int(64, true)[]
| 382 |

### window function in a correlated sub-query
SELECT e.id, (SELECT max(r) FROM (SELECT row_number() OVER (ORDER BY s.id) AS r FROM shop.sale s WHERE s.employee_id = e.id) t) AS n FROM shop.employee e ORDER BY e.id
----
Int(32, true)[], Int(64, true)[]
| 1 | 19 |
| 2 | NULL |
| 3 | NULL |
| 4 | NULL |
| 5 | NULL |
| 6 | 18 |
| 7 | NULL |
| 8 | NULL |
| 9 | NULL |
| 10 | NULL |
