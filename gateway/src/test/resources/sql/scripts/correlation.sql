### correlated sub-queries: d.id, (SELECT count(*) FROM employee e WHERE e.department_id …
SELECT d.id, (SELECT count(*) FROM shop.employee e WHERE e.department_id = d.id HAVING count(*) = 0) AS n FROM shop.department d ORDER BY 1
----
Int(32, true)[], Int(64, true)[]
| 1 | NULL |
| 2 | NULL |
| 3 | NULL |
| 4 | 0 |

### correlated sub-queries: d.id FROM department d WHERE EXISTS (SELECT count(*) FROM …
SELECT d.id FROM shop.department d WHERE EXISTS (SELECT count(*) FROM shop.employee e WHERE e.department_id = d.id HAVING count(*) = 0) ORDER BY 1
----
Int(32, true)[]
| 4 |

### correlated sub-queries: d.id FROM department d WHERE 0 IN (SELECT count(*) FROM …
SELECT d.id FROM shop.department d WHERE 0 IN (SELECT count(*) FROM shop.employee e WHERE e.department_id = d.id) ORDER BY 1
----
Int(32, true)[]
| 4 |

### correlated sub-queries: d.id, l.n FROM department d, LATERAL (SELECT count(*) AS n …
SELECT d.id, l.n FROM shop.department d, LATERAL (SELECT count(*) AS n FROM shop.employee e WHERE e.department_id = d.id HAVING count(*) = 0) l ORDER BY 1
----
Int(32, true)[], Int(64, true)[]
| 4 | 0 |

### correlated sub-queries: d.id, l.n FROM department d, LATERAL (SELECT count(*) AS n …
SELECT d.id, l.n FROM shop.department d, LATERAL (SELECT count(*) AS n FROM shop.employee e WHERE e.department_id = d.id) l WHERE l.n = 0 ORDER BY 1
----
Int(32, true)[], Int(64, true)[]
| 4 | 0 |

### correlated sub-queries: d.id, l.n FROM department d, LATERAL (SELECT count(*) + 1 AS …
SELECT d.id, l.n FROM shop.department d, LATERAL (SELECT count(*) + 1 AS n, sum(e.salary) AS s FROM shop.employee e WHERE e.department_id = d.id) l ORDER BY 1
----
Int(32, true)[], Int(64, true)[]
| 1 | 5 |
| 2 | 4 |
| 3 | 3 |
| 4 | 1 |

### correlated sub-queries: d.id, l.n FROM department d LEFT JOIN LATERAL (SELECT …
SELECT d.id, l.n FROM shop.department d LEFT JOIN LATERAL (SELECT count(*) AS n FROM shop.employee e WHERE e.department_id = d.id HAVING count(*) > 2) l ON true ORDER BY 1
----
Int(32, true)[], Int(64, true)[]
| 1 | 4 |
| 2 | 3 |
| 3 | NULL |
| 4 | NULL |

### correlated sub-queries: d.id, l.n, m.k FROM department d, LATERAL (SELECT count(*) …
SELECT d.id, l.n, m.k FROM shop.department d, LATERAL (SELECT count(*) AS n FROM shop.employee e WHERE e.department_id = d.id) l, LATERAL (SELECT l.n * 2 AS k) m ORDER BY 1
----
Int(32, true)[], Int(64, true)[], Int(64, true)[]
| 1 | 4 | 8 |
| 2 | 3 | 6 |
| 3 | 2 | 4 |
| 4 | 0 | 0 |

### correlated sub-queries: d.id, (SELECT count(*) FROM employee e WHERE e.department_id …
SELECT d.id, (SELECT count(*) FROM shop.employee e WHERE e.department_id = d.id AND EXISTS (SELECT 1 FROM shop.sale s WHERE s.employee_id = e.id)) AS n FROM shop.department d ORDER BY 1
----
Int(32, true)[], Int(64, true)[]
| 1 | 2 |
| 2 | 0 |
| 3 | 0 |
| 4 | 0 |

### correlated sub-queries: d.id, (SELECT max(n) FROM (SELECT count(*) AS n FROM …
SELECT d.id, (SELECT max(n) FROM (SELECT count(*) AS n FROM shop.employee e WHERE e.department_id = d.id GROUP BY e.manager_id)) AS m FROM shop.department d ORDER BY 1
----
Int(32, true)[], Int(64, true)[]
| 1 | 2 |
| 2 | 2 |
| 3 | 1 |
| 4 | NULL |

### correlated sub-queries: d.id, COALESCE((SELECT sum(e.salary) FROM employee e WHERE …
SELECT d.id, COALESCE((SELECT sum(e.salary) FROM shop.employee e WHERE e.department_id = d.id), -1) AS s FROM shop.department d ORDER BY 1
----
Int(32, true)[], Decimal(38, 2, 128)[]
| 1 | 27200.75 |
| 2 | 11500.25 |
| 3 | 8200.00 |
| 4 | -1.00 |

### correlated sub-queries: d.id FROM department d WHERE (SELECT count(*) FROM employee …
SELECT d.id FROM shop.department d WHERE (SELECT count(*) FROM shop.employee e WHERE e.department_id = d.id) = 0 ORDER BY 1
----
Int(32, true)[]
| 4 |

### correlated sub-queries: d.id FROM department d WHERE d.id NOT IN (SELECT …
SELECT d.id FROM shop.department d WHERE d.id NOT IN (SELECT e.department_id FROM shop.employee e WHERE e.department_id IS NOT NULL AND e.salary > d.budget / 100) ORDER BY 1
----
Int(32, true)[]
| 3 |
| 4 |

### correlated sub-queries: d.id, (SELECT string_agg(e.name, ',' ORDER BY e.id) FROM …
SELECT d.id, (SELECT string_agg(e.name, ',' ORDER BY e.id) FROM shop.employee e WHERE e.department_id = d.id) AS n FROM shop.department d ORDER BY 1
----
Int(32, true)[], Utf8[]
| 1 | Ada Lovelace,Björn Borg,dmitri,李雷 |
| 2 | Chloé Dupont,Eve O'Neil,Fatima |
| 3 | Hana,Ivan |
| 4 | NULL |

### correlated sub-queries: e.id, e.salary > ALL (SELECT x.salary FROM employee x WHERE …
SELECT e.id, e.salary > ALL (SELECT x.salary FROM shop.employee x WHERE x.department_id = e.department_id AND x.id <> e.id AND x.salary IS NOT NULL) AS top FROM shop.employee e ORDER BY 1
----
Int(32, true)[], Bool[]
| 1 | true |
| 2 | false |
| 3 | true |
| 4 | false |
| 5 | false |
| 6 | false |
| 7 | NULL |
| 8 | true |
| 9 | false |
| 10 | false |

### correlated sub-queries: e.id FROM employee e WHERE e.salary >= ANY (SELECT …
SELECT e.id FROM shop.employee e WHERE e.salary >= ANY (SELECT avg(x.salary) FROM shop.employee x GROUP BY x.department_id) ORDER BY 1
----
Int(32, true)[]
| 1 |
| 2 |
| 3 |
| 4 |
| 5 |
| 6 |
| 8 |
| 9 |
| 10 |

### correlated sub-queries: e.name FROM employee e WHERE (e.department_id, e.salary) IN …
SELECT e.name FROM shop.employee e WHERE (e.department_id, e.salary) IN (SELECT x.department_id, max(x.salary) FROM shop.employee x GROUP BY x.department_id) ORDER BY 1
----
Utf8[]
| Ada Lovelace |
| Chloé Dupont |
| Hana |
| Ivan |

### correlated sub-queries: e.id, (SELECT x.name FROM employee x WHERE x.department_id = …
SELECT e.id, (SELECT x.name FROM shop.employee x WHERE x.department_id = e.department_id ORDER BY x.salary DESC NULLS LAST, x.id LIMIT 1) AS best FROM shop.employee e ORDER BY 1
----
Int(32, true)[], Utf8[]
| 1 | Ada Lovelace |
| 2 | Ada Lovelace |
| 3 | Chloé Dupont |
| 4 | Ada Lovelace |
| 5 | Chloé Dupont |
| 6 | Ada Lovelace |
| 7 | Chloé Dupont |
| 8 | NULL |
| 9 | Hana |
| 10 | Hana |

### correlated sub-queries: e.id, (SELECT count(*) FROM sale s WHERE s.employee_id = …
SELECT e.id, (SELECT count(*) FROM shop.sale s WHERE s.employee_id = e.id AND s.quantity > (SELECT avg(quantity) FROM shop.sale t WHERE t.employee_id = e.id)) AS n FROM shop.employee e ORDER BY 1
----
Int(32, true)[], Int(64, true)[]
| 1 | 10 |
| 2 | 0 |
| 3 | 0 |
| 4 | 0 |
| 5 | 0 |
| 6 | 9 |
| 7 | 0 |
| 8 | 0 |
| 9 | 0 |
| 10 | 0 |

### correlated sub-queries: e.id, EXISTS (SELECT 1 FROM sale s WHERE s.employee_id = …
SELECT e.id, EXISTS (SELECT 1 FROM shop.sale s WHERE s.employee_id = e.id AND s.channel = 'web') AS w, e.id IN (SELECT employee_id FROM shop.sale WHERE quantity < 0) AS neg FROM shop.employee e ORDER BY 1
----
Int(32, true)[], Bool[], Bool[]
| 1 | true | true |
| 2 | false | false |
| 3 | false | false |
| 4 | false | false |
| 5 | false | false |
| 6 | true | true |
| 7 | false | false |
| 8 | false | false |
| 9 | false | false |
| 10 | false | false |

### correlated sub-queries: d.name, (SELECT count(DISTINCT s.channel) FROM sale s JOIN …
SELECT d.name, (SELECT count(DISTINCT s.channel) FROM shop.sale s JOIN shop.employee e ON e.id = s.employee_id WHERE e.department_id = d.id) AS c FROM shop.department d ORDER BY d.id
----
Utf8[], Int(64, true)[]
| Engineering | 3 |
| Sales | 0 |
| Support | 0 |
| Légal | 0 |

### correlated sub-queries: id FROM sale s WHERE quantity = (SELECT max(quantity) FROM …
SELECT id FROM shop.sale s WHERE quantity = (SELECT max(quantity) FROM shop.sale t WHERE t.channel = s.channel AND t.day < s.day) ORDER BY id
----
Int(32, true)[]
| 19 |
| 29 |
| 34 |
| 39 |

### LATERAL: d.name, l.name FROM department d, LATERAL (SELECT e.name …
SELECT d.name, l.name FROM shop.department d, LATERAL (SELECT e.name FROM shop.employee e WHERE e.department_id = d.id ORDER BY e.salary DESC NULLS LAST LIMIT 1) l ORDER BY 1
----
Utf8[], Utf8[]
| Engineering | Ada Lovelace |
| Sales | Chloé Dupont |
| Support | Hana |

### LATERAL: d.name, l.n FROM department d LEFT JOIN LATERAL (SELECT …
SELECT d.name, l.n FROM shop.department d LEFT JOIN LATERAL (SELECT count(*) AS n FROM shop.employee e WHERE e.department_id = d.id) l ON true ORDER BY d.id
----
Utf8[], Int(64, true)[]
| Engineering | 4 |
| Sales | 3 |
| Support | 2 |
| Légal | 0 |

### LATERAL: d.id, x.v FROM department d CROSS JOIN LATERAL (VALUES …
SELECT d.id, x.v FROM shop.department d CROSS JOIN LATERAL (VALUES (d.id), (d.id * 10)) x(v) ORDER BY 1, 2
----
Int(32, true)[], Int(32, true)[]
| 1 | 1 |
| 1 | 10 |
| 2 | 2 |
| 2 | 20 |
| 3 | 3 |
| 3 | 30 |
| 4 | 4 |
| 4 | 40 |

### LATERAL: s.id, l.twice FROM sale s, LATERAL (SELECT s.quantity * 2 AS …
SELECT s.id, l.twice FROM shop.sale s, LATERAL (SELECT s.quantity * 2 AS twice) l WHERE s.id < 4 ORDER BY 1
----
Int(32, true)[], Int(32, true)[]
| 1 | 4 |
| 2 | 6 |
| 3 | 8 |

### LATERAL: d.id, l.top FROM department d, LATERAL (SELECT max(e.salary) …
SELECT d.id, l.top FROM shop.department d, LATERAL (SELECT max(e.salary) AS top FROM shop.employee e WHERE e.department_id = d.id) l ORDER BY 1
----
Int(32, true)[], Decimal(9, 2, 128)[]
| 1 | 9800.00 |
| 2 | 6100.00 |
| 3 | 4100.00 |
| 4 | NULL |

### totals and lists of correlated rows: d.id, (SELECT list(e.name ORDER BY e.id) FROM employee e …
SELECT d.id, (SELECT list(e.name ORDER BY e.id) FROM shop.employee e WHERE e.department_id = d.id) AS n FROM shop.department d ORDER BY 1
----
Int(32, true)[], List[Utf8[]]
| 1 | ["Ada Lovelace","Björn Borg","dmitri","李雷"] |
| 2 | ["Chloé Dupont","Eve O'Neil","Fatima"] |
| 3 | ["Hana","Ivan"] |
| 4 | NULL |

### totals and lists of correlated rows: department_id, string_agg(name, ', ' ORDER BY id DESC) AS n …
SELECT department_id, string_agg(name, ', ' ORDER BY id DESC) AS n FROM shop.employee GROUP BY 1 ORDER BY 1
----
Int(32, true)[], Utf8[]
| 1 | 李雷, dmitri, Björn Borg, Ada Lovelace |
| 2 | Fatima, Eve O'Neil, Chloé Dupont |
| 3 | Ivan, Hana |
| NULL | Gustav |

### totals and lists of correlated rows: string_agg(name, ', ' ORDER BY id DESC) AS n FROM employee
SELECT string_agg(name, ', ' ORDER BY id DESC) AS n FROM shop.employee
----
Utf8[]
| Ivan, Hana, Gustav, Fatima, 李雷, Eve O'Neil, dmitri, Chloé Dupont, Björn Borg, Ada Lovelace |

### totals and lists of correlated rows: p.id FROM product p ORDER BY p.specs.origin.country NULLS …
SELECT p.id FROM shop.product p ORDER BY p.specs.origin.country NULLS FIRST, id
----
Int(32, true)[]
| 4 |
| 5 |
| 1 |
| 2 |
| 6 |
| 3 |

### totals and lists of correlated rows: d.id, l.top FROM department d, LATERAL (SELECT max(e.salary) …
SELECT d.id, l.top FROM shop.department d, LATERAL (SELECT max(e.salary) AS top, count(*) FROM shop.employee e WHERE e.department_id = d.id AND e.id > 1) l WHERE l.top IS NULL ORDER BY 1
----
Int(32, true)[], Decimal(9, 2, 128)[]
| 4 | NULL |

### totals and lists of correlated rows: d.id, l.s FROM department d, LATERAL (SELECT …
SELECT d.id, l.s FROM shop.department d, LATERAL (SELECT coalesce(sum(e.salary), 0) AS s FROM shop.employee e WHERE e.department_id > d.id) l ORDER BY 1
----
Int(32, true)[], Decimal(38, 2, 128)[]
| 1 | 19700.25 |
| 2 | 8200.00 |
| 3 | 0.00 |
| 4 | 0.00 |

### totals and lists of correlated rows: d.id, l.n, l.m FROM department d, LATERAL (SELECT count(*) …
SELECT d.id, l.n, l.m FROM shop.department d, LATERAL (SELECT count(*) AS n, max(salary) AS m FROM shop.employee e WHERE e.department_id = d.id AND e.id > 3) l ORDER BY 1
----
Int(32, true)[], Int(64, true)[], Decimal(9, 2, 128)[]
| 1 | 2 | 5400.25 |
| 2 | 2 | 5400.25 |
| 3 | 2 | 4100.00 |
| 4 | 0 | NULL |

### totals and lists of correlated rows: d.id, l.n FROM department d, LATERAL (SELECT count(*) AS n …
SELECT d.id, l.n FROM shop.department d, LATERAL (SELECT count(*) AS n FROM shop.employee e WHERE e.department_id = d.id AND e.id > 5) l ORDER BY 1
----
Int(32, true)[], Int(64, true)[]
| 1 | 1 |
| 2 | 1 |
| 3 | 2 |
| 4 | 0 |

### totals and lists of correlated rows: d.id, l.n FROM department d, LATERAL (SELECT count(*) AS n …
SELECT d.id, l.n FROM shop.department d, LATERAL (SELECT count(*) AS n FROM shop.employee e WHERE e.department_id < d.id AND e.id > 5) l ORDER BY 1
----
Int(32, true)[], Int(64, true)[]
| 1 | 0 |
| 2 | 1 |
| 3 | 2 |
| 4 | 4 |

### totals and lists of correlated rows: d.id, l.m FROM department d, LATERAL (SELECT max(salary) AS …
SELECT d.id, l.m FROM shop.department d, LATERAL (SELECT max(salary) AS m FROM shop.employee e WHERE e.department_id = d.id AND e.id > 5 GROUP BY ROLLUP (manager_id)) l ORDER BY 1, 2
----
Int(32, true)[], Decimal(9, 2, 128)[]
| 1 | 4800.00 |
| 1 | 4800.00 |
| 2 | NULL |
| 2 | NULL |
| 3 | 4100.00 |
| 3 | 4100.00 |
| 3 | 4100.00 |
| 4 | NULL |

### totals and lists of correlated rows: d.id, l.m FROM department d, LATERAL (SELECT max(salary) + 1 …
SELECT d.id, l.m FROM shop.department d, LATERAL (SELECT max(salary) + 1 AS m FROM shop.employee e WHERE e.department_id = d.id AND e.id > 5) l ORDER BY 1, 2
----
Int(32, true)[], Decimal(13, 2, 128)[]
| 1 | 4801.00 |
| 2 | NULL |
| 3 | 4101.00 |
| 4 | NULL |

### totals and lists of correlated rows: d.id, l.c FROM department d JOIN LATERAL (SELECT 'x' || …
SELECT d.id, l.c FROM shop.department d JOIN LATERAL (SELECT 'x' || coalesce(max(name), '-') AS c FROM shop.employee e WHERE e.department_id = d.id AND e.id > 5) l ON d.id > 1 ORDER BY 1, 2
----
Int(32, true)[], Utf8[]
| 2 | xFatima |
| 3 | xIvan |
| 4 | x- |

### totals and lists of correlated rows: d.id, l.m FROM department d, LATERAL (SELECT m FROM (SELECT …
SELECT d.id, l.m FROM shop.department d, LATERAL (SELECT m FROM (SELECT max(salary) AS m, count(*) AS n FROM shop.employee e WHERE e.department_id = d.id) WHERE n < 3) l ORDER BY 1, 2
----
Int(32, true)[], Decimal(9, 2, 128)[]
| 3 | 4100.00 |
| 4 | NULL |
