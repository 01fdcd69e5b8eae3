### row_number, rank and dense_rank
SELECT name, row_number() OVER (ORDER BY salary DESC NULLS LAST, id) AS n, rank() OVER (ORDER BY salary DESC NULLS LAST) AS r, dense_rank() OVER (ORDER BY salary DESC NULLS LAST) AS d FROM shop.employee ORDER BY n
----
Utf8[], Int(64, true)[], Int(64, true)[], Int(64, true)[]
| Ada Lovelace | 1 | 1 | 1 |
| Björn Borg | 2 | 2 | 2 |
| Chloé Dupont | 3 | 3 | 3 |
| dmitri | 4 | 4 | 4 |
| Eve O'Neil | 5 | 4 | 4 |
| 李雷 | 6 | 6 | 5 |
| Hana | 7 | 7 | 6 |
| Ivan | 8 | 7 | 6 |
| Gustav | 9 | 9 | 7 |
| Fatima | 10 | 10 | 8 |

### ranking within groups, over a join
SELECT d.name AS department, e.name, rank() OVER (PARTITION BY d.id ORDER BY e.salary DESC NULLS LAST) AS r FROM shop.employee e JOIN shop.department d ON d.id = e.department_id ORDER BY 1, r, e.id
----
Utf8[], Utf8[], Int(64, true)[]
| Engineering | Ada Lovelace | 1 |
| Engineering | Björn Borg | 2 |
| Engineering | dmitri | 3 |
| Engineering | 李雷 | 4 |
| Sales | Chloé Dupont | 1 |
| Sales | Eve O'Neil | 2 |
| Sales | Fatima | 3 |
| Support | Hana | 1 |
| Support | Ivan | 1 |

### percent_rank and cume_dist
SELECT id, percent_rank() OVER (ORDER BY salary) AS p, cume_dist() OVER (ORDER BY salary) AS c FROM shop.employee ORDER BY id
----
Int(32, true)[], FloatingPoint(DOUBLE)[], FloatingPoint(DOUBLE)[]
| 1 | 0.888888889 | 0.9 |
| 2 | 0.777777778 | 0.8 |
| 3 | 0.666666667 | 0.7 |
| 4 | 0.444444444 | 0.6 |
| 5 | 0.444444444 | 0.6 |
| 6 | 0.333333333 | 0.4 |
| 7 | 1 | 1 |
| 8 | 0.0 | 0.1 |
| 9 | 0.111111111 | 0.3 |
| 10 | 0.111111111 | 0.3 |

### ntile
SELECT id, ntile(3) OVER (ORDER BY id) AS third FROM shop.employee ORDER BY id
----
Int(32, true)[], Int(64, true)[]
| 1 | 1 |
| 2 | 1 |
| 3 | 1 |
| 4 | 1 |
| 5 | 2 |
| 6 | 2 |
| 7 | 2 |
| 8 | 3 |
| 9 | 3 |
| 10 | 3 |

### lag and lead
SELECT id, lag(amount) OVER (ORDER BY id) AS before, lead(amount) OVER (ORDER BY id) AS after FROM shop.sale WHERE id < 8 ORDER BY id
----
Int(32, true)[], Decimal(10, 2, 128)[], Decimal(10, 2, 128)[]
| 1 | NULL | 18.50 |
| 2 | 9.25 | 2.75 |
| 3 | 18.50 | 12.00 |
| 4 | 2.75 | 21.25 |
| 5 | 12.00 | 5.50 |
| 6 | 21.25 | 14.75 |
| 7 | 5.50 | NULL |

### lag with distance and default
SELECT id, lag(quantity, 2, 0) OVER (PARTITION BY channel ORDER BY id) AS two_before FROM shop.sale WHERE id < 12 ORDER BY id
----
Int(32, true)[], Int(32, true)[]
| 1 | 0 |
| 2 | 0 |
| 3 | 0 |
| 4 | 0 |
| 5 | 0 |
| 6 | 0 |
| 7 | 2 |
| 8 | 3 |
| 9 | 4 |
| 10 | 5 |
| 11 | 1 |

### first_value and last_value
SELECT id, first_value(name) OVER (PARTITION BY department_id ORDER BY id) AS f, last_value(name) OVER (PARTITION BY department_id ORDER BY id ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) AS l FROM shop.employee ORDER BY id
----
Int(32, true)[], Utf8[], Utf8[]
| 1 | Ada Lovelace | 李雷 |
| 2 | Ada Lovelace | 李雷 |
| 3 | Chloé Dupont | Fatima |
| 4 | Ada Lovelace | 李雷 |
| 5 | Chloé Dupont | Fatima |
| 6 | Ada Lovelace | 李雷 |
| 7 | Chloé Dupont | Fatima |
| 8 | Gustav | Gustav |
| 9 | Hana | Ivan |
| 10 | Hana | Ivan |

### nth_value
SELECT id, nth_value(name, 2) OVER (ORDER BY id) AS second FROM shop.department ORDER BY id
----
Int(32, true)[], Utf8[]
| 1 | NULL |
| 2 | Sales |
| 3 | Sales |
| 4 | Sales |

### ignore nulls
SELECT id, last_value(amount IGNORE NULLS) OVER (ORDER BY id) AS latest FROM shop.sale WHERE id BETWEEN 10 AND 28 ORDER BY id
----
Int(32, true)[], Decimal(10, 2, 128)[]
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

### lag that ignores nulls
SELECT id, lag(amount IGNORE NULLS) OVER (ORDER BY id) AS latest FROM shop.sale WHERE id BETWEEN 10 AND 28 ORDER BY id
----
Int(32, true)[], Decimal(10, 2, 128)[]
| 10 | NULL |
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

### running sum
SELECT id, sum(quantity) OVER (ORDER BY id) AS running FROM shop.sale WHERE id < 10 ORDER BY id
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
| 9 | 23 |

### running sum by group
SELECT channel, id, sum(amount) OVER (PARTITION BY channel ORDER BY id) AS running FROM shop.sale WHERE id < 15 ORDER BY channel, id
----
Utf8[], Int(32, true)[], Decimal(38, 2, 128)[]
| phone | 2 | 18.50 |
| phone | 5 | 39.75 |
| phone | 8 | 63.75 |
| phone | 11 | 65.50 |
| phone | 14 | 70.00 |
| shop | 1 | 9.25 |
| shop | 4 | 21.25 |
| shop | 7 | 36.00 |
| shop | 10 | 53.50 |
| shop | 13 | 53.50 |
| web | 3 | 2.75 |
| web | 6 | 8.25 |
| web | 9 | 16.50 |
| web | 12 | 27.50 |

### moving average over rows
SELECT id, avg(amount) OVER (ORDER BY id ROWS BETWEEN 2 PRECEDING AND CURRENT ROW) AS moving FROM shop.sale WHERE id < 16 ORDER BY id
----
Int(32, true)[], FloatingPoint(DOUBLE)[]
| 1 | 9.25 |
| 2 | 13.875 |
| 3 | 10.1666667 |
| 4 | 11.0833333 |
| 5 | 12 |
| 6 | 12.9166667 |
| 7 | 13.8333333 |
| 8 | 14.75 |
| 9 | 15.6666667 |
| 10 | 16.5833333 |
| 11 | 9.16666667 |
| 12 | 10.0833333 |
| 13 | 6.375 |
| 14 | 7.75 |
| 15 | 9.125 |

### rows between preceding and following
SELECT id, sum(quantity) OVER (ORDER BY id ROWS BETWEEN 1 PRECEDING AND 1 FOLLOWING) AS s FROM shop.sale WHERE id < 8 ORDER BY id
----
Int(32, true)[], Decimal(38, 0, 128)[]
| 1 | 5 |
| 2 | 9 |
| 3 | 12 |
| 4 | 10 |
| 5 | 8 |
| 6 | 6 |
| 7 | 5 |

### rows following only
SELECT id, count(*) OVER (ORDER BY id ROWS BETWEEN 1 FOLLOWING AND 3 FOLLOWING) AS n FROM shop.sale WHERE id < 8 ORDER BY id
----
Int(32, true)[], Int(64, true)[]
| 1 | 3 |
| 2 | 3 |
| 3 | 3 |
| 4 | 3 |
| 5 | 2 |
| 6 | 1 |
| 7 | 0 |

### rows, short form
SELECT id, sum(id) OVER (ORDER BY id ROWS 2 PRECEDING) AS s FROM shop.department ORDER BY id
----
Int(32, true)[], Decimal(38, 0, 128)[]
| 1 | 1 |
| 2 | 3 |
| 3 | 6 |
| 4 | 9 |

### range over numbers
SELECT id, quantity, count(*) OVER (ORDER BY quantity RANGE BETWEEN 1 PRECEDING AND 1 FOLLOWING) AS near FROM shop.sale WHERE id < 12 ORDER BY id
----
Int(32, true)[], Int(32, true)[], Int(64, true)[]
| 1 | 2 | 7 |
| 2 | 3 | 7 |
| 3 | 4 | 5 |
| 4 | 5 | 3 |
| 5 | 1 | 5 |
| 6 | 2 | 7 |
| 7 | 3 | 7 |
| 8 | 4 | 5 |
| 9 | -1 | 1 |
| 10 | 1 | 5 |
| 11 | 2 | 7 |

### range over days
SELECT id, sum(quantity) OVER (ORDER BY day RANGE BETWEEN INTERVAL '7' DAY PRECEDING AND CURRENT ROW) AS week FROM shop.sale WHERE id < 12 ORDER BY id
----
Int(32, true)[], Decimal(38, 0, 128)[]
| 1 | 2 |
| 2 | 5 |
| 3 | 9 |
| 4 | 12 |
| 5 | 10 |
| 6 | 8 |
| 7 | 6 |
| 8 | 9 |
| 9 | 6 |
| 10 | 4 |
| 11 | 2 |

### range over days, the short interval
SELECT id, sum(quantity) OVER (ORDER BY day RANGE BETWEEN INTERVAL 7 DAYS PRECEDING AND CURRENT ROW) AS week FROM shop.sale WHERE id < 12 ORDER BY id
----
Int(32, true)[], Decimal(38, 0, 128)[]
| 1 | 2 |
| 2 | 5 |
| 3 | 9 |
| 4 | 12 |
| 5 | 10 |
| 6 | 8 |
| 7 | 6 |
| 8 | 9 |
| 9 | 6 |
| 10 | 4 |
| 11 | 2 |

### groups
SELECT id, quantity, count(*) OVER (ORDER BY quantity GROUPS BETWEEN 1 PRECEDING AND CURRENT ROW) AS n FROM shop.sale WHERE id < 12 ORDER BY id
----
Int(32, true)[], Int(32, true)[], Int(64, true)[]
| 1 | 2 | 5 |
| 2 | 3 | 5 |
| 3 | 4 | 4 |
| 4 | 5 | 3 |
| 5 | 1 | 3 |
| 6 | 2 | 5 |
| 7 | 3 | 5 |
| 8 | 4 | 4 |
| 9 | -1 | 1 |
| 10 | 1 | 3 |
| 11 | 2 | 5 |

### exclude current row
SELECT id, sum(quantity) OVER (ORDER BY id ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING EXCLUDE CURRENT ROW) AS others FROM shop.sale WHERE id < 6 ORDER BY id
----
Int(32, true)[], Decimal(38, 0, 128)[]
| 1 | 13 |
| 2 | 12 |
| 3 | 11 |
| 4 | 10 |
| 5 | 14 |

### exclude ties
SELECT id, count(*) OVER (ORDER BY quantity RANGE BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW EXCLUDE TIES) AS n FROM shop.sale WHERE id < 9 ORDER BY id
----
Int(32, true)[], Int(64, true)[]
| 1 | 2 |
| 2 | 4 |
| 3 | 6 |
| 4 | 8 |
| 5 | 1 |
| 6 | 2 |
| 7 | 4 |
| 8 | 6 |

### exclude group
SELECT id, count(*) OVER (ORDER BY quantity RANGE BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING EXCLUDE GROUP) AS n FROM shop.sale WHERE id < 9 ORDER BY id
----
Int(32, true)[], Int(64, true)[]
| 1 | 6 |
| 2 | 6 |
| 3 | 6 |
| 4 | 7 |
| 5 | 7 |
| 6 | 6 |
| 7 | 6 |
| 8 | 6 |

### named window
SELECT id, sum(quantity) OVER w AS s, avg(quantity) OVER w AS a FROM shop.sale WHERE id < 8 WINDOW w AS (PARTITION BY channel ORDER BY id) ORDER BY id
----
Int(32, true)[], Decimal(38, 0, 128)[], FloatingPoint(DOUBLE)[]
| 1 | 2 | 2 |
| 2 | 3 | 3 |
| 3 | 4 | 4 |
| 4 | 7 | 3.5 |
| 5 | 4 | 2 |
| 6 | 6 | 3 |
| 7 | 10 | 3.33333333 |

### named window extended
SELECT id, sum(quantity) OVER (w ORDER BY id) AS s, count(*) OVER w AS n FROM shop.sale WHERE id < 8 WINDOW w AS (PARTITION BY channel) ORDER BY id
----
Int(32, true)[], Decimal(38, 0, 128)[], Int(64, true)[]
| 1 | 2 | 3 |
| 2 | 3 | 2 |
| 3 | 4 | 2 |
| 4 | 7 | 3 |
| 5 | 4 | 2 |
| 6 | 6 | 2 |
| 7 | 10 | 3 |

### filter in a window
SELECT id, count(*) FILTER (WHERE quantity > 2) OVER (ORDER BY id) AS n FROM shop.sale WHERE id < 9 ORDER BY id
----
Int(32, true)[], Int(64, true)[]
| 1 | 0 |
| 2 | 1 |
| 3 | 2 |
| 4 | 3 |
| 5 | 3 |
| 6 | 3 |
| 7 | 4 |
| 8 | 5 |

### window over an aggregate
SELECT channel, sum(amount) AS total, sum(sum(amount)) OVER () AS everything, rank() OVER (ORDER BY sum(amount) DESC) AS r FROM shop.sale GROUP BY channel ORDER BY r
----
Utf8[], Decimal(38, 2, 128)[], Decimal(38, 2, 128)[], Int(64, true)[]
| phone | 164.50 | 463.50 | 1 |
| shop | 159.50 | 463.50 | 2 |
| web | 139.50 | 463.50 | 3 |

### share of the total
SELECT channel, sum(quantity) * 100.0 / sum(sum(quantity)) OVER () AS percent FROM shop.sale GROUP BY channel ORDER BY channel
----
Utf8[], FloatingPoint(DOUBLE)[]
| phone | 37.254902 |
| shop | 40.1960784 |
| web | 22.5490196 |

### QUALIFY
SELECT name, department_id, salary FROM shop.employee QUALIFY row_number() OVER (PARTITION BY department_id ORDER BY salary DESC NULLS LAST, id) = 1 ORDER BY department_id NULLS LAST
----
Utf8[], Int(32, true)[], Decimal(9, 2, 128)[]
| Ada Lovelace | 1 | 9800.00 |
| Chloé Dupont | 2 | 6100.00 |
| Hana | 3 | 4100.00 |
| Gustav | NULL | 3900.75 |

### QUALIFY by alias
SELECT name, rank() OVER (ORDER BY hired) AS r FROM shop.employee QUALIFY r <= 3 ORDER BY r
----
Utf8[], Int(64, true)[]
| Ada Lovelace | 1 |
| Ivan | 2 |
| Björn Borg | 3 |

### QUALIFY with WHERE and named window
SELECT id, channel FROM shop.sale WHERE amount IS NOT NULL WINDOW w AS (PARTITION BY channel ORDER BY amount DESC, id) QUALIFY row_number() OVER w <= 2 ORDER BY channel, id
----
Int(32, true)[], Utf8[]
| 8 | phone |
| 35 | phone |
| 16 | shop |
| 40 | shop |
| 24 | web |
| 27 | web |

### top of a group by derived table
SELECT name, category FROM (SELECT name, category, row_number() OVER (PARTITION BY category ORDER BY price DESC NULLS LAST) AS rn FROM shop.product) t WHERE rn = 1 ORDER BY category
----
Utf8[], Utf8[]
| 100% Juice | drink |
| Smörgås | food |
| Under_score | misc |

### several windows
SELECT id, count(*) OVER (PARTITION BY channel) AS c, count(*) OVER (PARTITION BY product_id) AS p, count(*) OVER () AS a FROM shop.sale WHERE id < 7 ORDER BY id
----
Int(32, true)[], Int(64, true)[], Int(64, true)[], Int(64, true)[]
| 1 | 2 | 1 | 6 |
| 2 | 2 | 1 | 6 |
| 3 | 2 | 1 | 6 |
| 4 | 2 | 1 | 6 |
| 5 | 2 | 1 | 6 |
| 6 | 2 | 1 | 6 |

### distinct count in a window
SELECT id, count(DISTINCT product_id) OVER (PARTITION BY channel) AS n FROM shop.sale WHERE id < 10 ORDER BY id
----
Int(32, true)[], Int(64, true)[]
| 1 | 2 |
| 2 | 2 |
| 3 | 2 |
| 4 | 2 |
| 5 | 2 |
| 6 | 2 |
| 7 | 2 |
| 8 | 2 |
| 9 | 2 |

### min and max in a window over text
SELECT id, min(name) OVER (PARTITION BY category) AS a, max(name) OVER (PARTITION BY category ORDER BY id) AS b FROM shop.product ORDER BY id
----
Int(32, true)[], Utf8[], Utf8[]
| 1 | 100% Juice | Café crème |
| 2 | 100% Juice | Tea |
| 3 | Smörgås | Smörgås |
| 4 | 100% Juice | Tea |
| 5 | Under_score | Under_score |
| 6 | Smörgås | naïve cake |

### string_agg in a window
SELECT id, string_agg(name, ',') OVER (ORDER BY id) AS names FROM shop.department ORDER BY id
----
Int(32, true)[], Utf8[]
| 1 | Engineering |
| 2 | Engineering,Sales |
| 3 | Engineering,Sales,Support |
| 4 | Engineering,Sales,Support,Légal |

### list in a window
SELECT id, list(id) OVER (ORDER BY id ROWS BETWEEN 1 PRECEDING AND CURRENT ROW) AS ids FROM shop.department ORDER BY id
----
Int(32, true)[], List[Int(32, true)[]]
| 1 | [1] |
| 2 | [1,2] |
| 3 | [2,3] |
| 4 | [3,4] |

### window in an expression
SELECT id, amount - avg(amount) OVER (PARTITION BY channel) AS apart FROM shop.sale WHERE id < 10 ORDER BY id
----
Int(32, true)[], FloatingPoint(DOUBLE)[]
| 1 | -2.75 |
| 2 | -2.75 |
| 3 | -2.75 |
| 4 | 0.0 |
| 5 | 0.0 |
| 6 | 0.0 |
| 7 | 2.75 |
| 8 | 2.75 |
| 9 | 2.75 |

### window in CASE
SELECT id, CASE WHEN row_number() OVER (ORDER BY id) % 2 = 0 THEN 'even' ELSE 'odd' END AS parity FROM shop.department ORDER BY id
----
Int(32, true)[], Utf8[]
| 1 | odd |
| 2 | even |
| 3 | odd |
| 4 | even |

### window in ORDER BY
SELECT name FROM shop.employee ORDER BY count(*) OVER (PARTITION BY department_id) DESC, id
----
Utf8[]
| Ada Lovelace |
| Björn Borg |
| dmitri |
| 李雷 |
| Chloé Dupont |
| Eve O'Neil |
| Fatima |
| Hana |
| Ivan |
| Gustav |

### sessions: a gap starts a new one
SELECT person, id, sum(fresh) OVER (PARTITION BY person ORDER BY seen) AS session FROM (SELECT *, CASE WHEN seen - lag(seen) OVER (PARTITION BY person ORDER BY seen) < INTERVAL '1' HOUR THEN 0 ELSE 1 END AS fresh FROM shop.event WHERE seen IS NOT NULL) t ORDER BY id
----
Utf8[], Int(32, true)[], Decimal(38, 0, 128)[]
| ann | 1 | 1 |
| ann | 2 | 1 |
| ann | 3 | 2 |
| ann | 4 | 2 |
| bob | 5 | 1 |
| bob | 6 | 2 |
| bob | 7 | 3 |
| cat | 9 | 1 |
| NULL | 10 | 1 |

### difference from the day before
SELECT day, total, total - lag(total) OVER (ORDER BY day) AS change FROM (SELECT day, sum(quantity) AS total FROM shop.sale GROUP BY day) t ORDER BY day LIMIT 6
----
Date(DAY)[], Decimal(38, 0, 128)[], Decimal(38, 0, 128)[]
| 19684 | 2 | NULL |
| 19687 | 3 | 1 |
| 19690 | 4 | 1 |
| 19693 | 5 | 1 |
| 19696 | 1 | -4 |
| 19699 | 2 | 1 |

### window over a large table across sources
SELECT region, name, total FROM (SELECT c.region, c.name, sum(o.total) AS total, rank() OVER (PARTITION BY c.region ORDER BY sum(o.total) DESC, c.name) AS r FROM shop.customer c JOIN shop.orders o ON o.customer_id = c.id GROUP BY c.region, c.name) t WHERE r <= 2 ORDER BY region, r
----
Utf8[], Utf8[], Decimal(38, 2, 128)[]
| north | name 194 | 564.00 |
| north | name 388 | 564.00 |
| south | name 291 | 564.00 |
| south | name 485 | 564.00 |

### median by window
SELECT id, median(salary) OVER (PARTITION BY department_id) AS m FROM shop.employee ORDER BY id
----
Int(32, true)[], Decimal(9, 2, 128)[]
| 1 | 6300.37 |
| 2 | 6300.37 |
| 3 | 5750.12 |
| 4 | 6300.37 |
| 5 | 5750.12 |
| 6 | 6300.37 |
| 7 | 5750.12 |
| 8 | 3900.75 |
| 9 | 4100.00 |
| 10 | 4100.00 |

### arg_max in a window
SELECT id, arg_max(name, salary) OVER (PARTITION BY department_id) AS best FROM shop.employee ORDER BY id
----
Int(32, true)[], Utf8[]
| 1 | Ada Lovelace |
| 2 | Ada Lovelace |
| 3 | Chloé Dupont |
| 4 | Ada Lovelace |
| 5 | Chloé Dupont |
| 6 | Ada Lovelace |
| 7 | Chloé Dupont |
| 8 | Gustav |
| 9 | Hana |
| 10 | Hana |

### islands of numbers that follow each other
SELECT min(id) AS first, max(id) AS last, count(*) FROM (SELECT id, id - row_number() OVER (ORDER BY id) AS island FROM shop.sale WHERE quantity > 2) GROUP BY island ORDER BY first
----
Int(32, true)[], Int(32, true)[], Int(64, true)[]
| 2 | 4 | 3 |
| 7 | 8 | 2 |
| 12 | 14 | 3 |
| 17 | 17 | 1 |
| 19 | 19 | 1 |
| 22 | 24 | 3 |
| 28 | 29 | 2 |
| 32 | 34 | 3 |
| 37 | 39 | 3 |

### aggregates of what windows number
SELECT n % 2 AS p, quantile_cont(id, 0.5) AS q, sum(n * 2 + 1) AS s, string_agg(channel, '-' ORDER BY id) FROM (SELECT id, channel, row_number() OVER (ORDER BY id) AS n FROM shop.sale) t GROUP BY ALL ORDER BY p
----
Int(64, true)[], FloatingPoint(DOUBLE)[], Decimal(38, 0, 128)[], Utf8[]
| 0 | 21 | 860 | phone-shop-web-phone-shop-web-phone-shop-web-phone-shop-web-phone-shop-web-phone-shop-web-phone-shop |
| 1 | 2E+1 | 820 | shop-web-phone-shop-web-phone-shop-web-phone-shop-web-phone-shop-web-phone-shop-web-phone-shop-web |

### ROLLUP of quarters
SELECT quarter, count(*) FROM (SELECT ntile(4) OVER (ORDER BY salary, id) AS quarter FROM shop.employee) GROUP BY ROLLUP (quarter) ORDER BY quarter
----
Int(64, true)[], Int(64, true)[]
| 1 | 3 |
| 2 | 3 |
| 3 | 2 |
| 4 | 2 |
| NULL | 10 |
