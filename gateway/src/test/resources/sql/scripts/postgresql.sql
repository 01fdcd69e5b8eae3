### casts with colons everywhere
SELECT id::text, salary::int, hired::timestamp, '1'::int + id FROM shop.employee WHERE id < 4 ORDER BY id
----
Utf8[], Int(32, true)[], Timestamp(MICROSECOND, null)[], Int(32, true)[]
| 1 | 9800 | 1965-12-10T00:00 | 2 |
| 2 | 7201 | 1999-06-06T00:00 | 3 |
| 3 | 6100 | 2010-02-28T00:00 | 4 |

### ILIKE ANY in other words
SELECT name FROM shop.employee WHERE name ILIKE 'a%' OR name ILIKE 'b%' ORDER BY id
----
Utf8[]
| Ada Lovelace |
| Björn Borg |

### DISTINCT ON the latest
SELECT DISTINCT ON (channel) channel, id, day FROM shop.sale ORDER BY channel, day DESC
----
Utf8[], Int(32, true)[], Date(DAY)[]
| phone | 38 | 19795 |
| shop | 40 | 19801 |
| web | 39 | 19798 |

### string_agg with order
SELECT department_id, string_agg(name, ', ' ORDER BY name DESC) FROM shop.employee GROUP BY department_id ORDER BY 1 NULLS LAST
----
Int(32, true)[], Utf8[]
| 1 | 李雷, dmitri, Björn Borg, Ada Lovelace |
| 2 | Fatima, Eve O'Neil, Chloé Dupont |
| 3 | Ivan, Hana |
| NULL | Gustav |

### generate_series in FROM
SELECT n, n * n AS square FROM generate_series(1, 5) AS g(n) ORDER BY n
----
Int(64, true)[], Int(64, true)[]
| 1 | 1 |
| 2 | 4 |
| 3 | 9 |
| 4 | 16 |
| 5 | 25 |

### array constructor and ANY
SELECT name FROM shop.employee WHERE id = ANY (ARRAY[1, 3, 5]) ORDER BY id
----
Utf8[]
| Ada Lovelace |
| Chloé Dupont |
| Eve O'Neil |

### array_agg and array_length
SELECT department_id, array_length(array_agg(id), 1) AS n FROM shop.employee GROUP BY 1 ORDER BY 1 NULLS LAST
----
Int(32, true)[], Int(64, true)[]
| 1 | 4 |
| 2 | 3 |
| 3 | 2 |
| NULL | 1 |

### FILTER and percentile_cont
SELECT count(*) FILTER (WHERE salary > 5000), percentile_cont(0.5) WITHIN GROUP (ORDER BY salary) FROM shop.employee
----
Int(64, true)[], Decimal(9, 2, 128)[]
| 5 | 5400.25 |

### interval arithmetic
SELECT hired + '1 year'::interval, hired + interval '6 months', now() - interval '1 day' < now() FROM shop.employee WHERE id < 3 ORDER BY id
----
Timestamp(MICROSECOND, null)[], Timestamp(MICROSECOND, null)[], Bool[]
| 1966-12-10T00:00 | 1966-06-10T00:00 | true |
| 2000-06-06T00:00 | 1999-12-06T00:00 | true |

### to_char in other words
SELECT strftime(hired, '%Y-%m') FROM shop.employee ORDER BY id
----
Utf8[]
| 1965-12 |
| 1999-06 |
| 2010-02 |
| 2015-03 |
| 2016-02 |
| 2020-12 |
| 2021-01 |
| NULL |
| 2022-07 |
| 1969-12 |

### extract epoch
SELECT extract(epoch FROM seen) FROM shop.event WHERE id < 5 ORDER BY id
----
FloatingPoint(DOUBLE)[]
| 1.711845E+9 |
| 1.71184591E+9 |
| 1.711851E+9 |
| 1.71185112E+9 |

### coalesce with a sub-query
SELECT coalesce((SELECT city FROM shop.department WHERE id = 4), 'nowhere') AS city
----
Utf8[]
| nowhere |

### lateral with LIMIT
SELECT d.name, l.name FROM shop.department d CROSS JOIN LATERAL (SELECT e.name FROM shop.employee e WHERE e.department_id = d.id ORDER BY e.hired DESC NULLS LAST LIMIT 1) l ORDER BY d.id
----
Utf8[], Utf8[]
| Engineering | 李雷 |
| Sales | Fatima |
| Support | Hana |

### row number paging
SELECT * FROM (SELECT id, name, row_number() OVER (ORDER BY name) AS rn FROM shop.employee) t WHERE rn BETWEEN 3 AND 5 ORDER BY rn
----
Int(32, true)[], Utf8[], Int(64, true)[]
| 3 | Chloé Dupont | 3 |
| 5 | Eve O'Neil | 4 |
| 7 | Fatima | 5 |

### SELECT without FROM
SELECT 1 + 1 AS two, 'a' || 'b' AS ab, current_date IS NOT NULL AS today
----
Int(32, true)[], Utf8[], Bool[]
| 2 | ab | true |

### count over everything and a column
SELECT count(*), count(email), count(DISTINCT department_id) FROM shop.employee
----
Int(64, true)[], Int(64, true)[], Int(64, true)[]
| 10 | 8 | 3 |

### values joined
SELECT e.name, v.bonus FROM shop.employee e JOIN (VALUES (1, 100.0), (2, 50.5)) AS v(id, bonus) USING (id) ORDER BY id
----
Utf8[], Decimal(4, 1, 128)[]
| Ada Lovelace | 100.0 |
| Björn Borg | 50.5 |

### similar to and position
SELECT name, position('a' IN name) FROM shop.employee WHERE name SIMILAR TO '[A-F].*' ORDER BY id
----
Utf8[], Int(64, true)[]
| Ada Lovelace | 3 |
| Björn Borg | 0 |
| Chloé Dupont | 0 |
| Eve O'Neil | 0 |
| Fatima | 2 |

### greatest, least and case
SELECT greatest(1, id, 3), least(id, 2), CASE WHEN id BETWEEN 2 AND 3 THEN 'mid' END FROM shop.department ORDER BY id
----
Int(32, true)[], Int(32, true)[], Utf8[]
| 3 | 1 | NULL |
| 3 | 2 | mid |
| 3 | 2 | mid |
| 4 | 2 | NULL |

### JSON operators
SELECT info->>'rating' AS rating, info->'labels'->>0 AS label FROM shop.product WHERE info IS NOT NULL AND id < 4 ORDER BY id
----
Utf8[], Utf8[]
| 4.5 | bio |
| 3 | NULL |
| NULL | fresh |

### boolean tests
SELECT id, flag IS TRUE, flag IS UNKNOWN FROM shop.every_kind ORDER BY id
----
Int(32, true)[], Bool[], Bool[]
| 1 | true | false |
| 2 | false | false |
| 3 | false | true |
| 4 | true | false |
| 5 | false | true |
| 6 | false | false |
| 7 | true | false |
| 8 | false | false |

### except and intersect with parentheses
(SELECT id FROM shop.employee INTERSECT SELECT id FROM shop.sale) EXCEPT (SELECT id FROM shop.department) ORDER BY id
----
Int(32, true)[]
| 5 |
| 6 |
| 7 |
| 8 |
| 9 |
| 10 |

### escape strings
SELECT E'tab\there' AS t, 'O''Neil' AS n
----
Utf8[], Utf8[]
| tab	here | O'Neil |

### window frame with exclusion
SELECT id, avg(salary) OVER (ORDER BY id ROWS BETWEEN 1 PRECEDING AND 1 FOLLOWING EXCLUDE CURRENT ROW) FROM shop.employee ORDER BY id
----
Int(32, true)[], FloatingPoint(DOUBLE)[]
| 1 | 7200.5 |
| 2 | 7.95E+3 |
| 3 | 6300.375 |
| 4 | 5750.125 |
| 5 | 5100.125 |
| 6 | 5400.25 |
| 7 | 4350.375 |
| 8 | 4.1E+3 |
| 9 | 4000.375 |
| 10 | 4.1E+3 |

### NULLS FIRST in a window
SELECT id, rank() OVER (ORDER BY salary DESC NULLS FIRST) FROM shop.employee ORDER BY id
----
Int(32, true)[], Int(64, true)[]
| 1 | 2 |
| 2 | 3 |
| 3 | 4 |
| 4 | 5 |
| 5 | 5 |
| 6 | 7 |
| 7 | 1 |
| 8 | 10 |
| 9 | 8 |
| 10 | 8 |
