### PostgreSQL idioms: name ~ '^[A-E]' AS m, name ~* 'ada' AS i, name !~ 'x' AS n …
SELECT name ~ '^[A-E]' AS m, name ~* 'ada' AS i, name !~ 'x' AS n FROM shop.employee ORDER BY id
----
Bool[], Bool[], Bool[]
| true | true | true |
| true | false | true |
| true | false | true |
| false | false | true |
| true | false | true |
| false | false | true |
| false | false | true |
| false | false | true |
| false | false | true |
| false | false | true |

### PostgreSQL idioms: coalesce(email, 'none') AS mail, nullif(email, '') AS n FROM …
SELECT coalesce(email, 'none') AS mail, nullif(email, '') AS n FROM shop.employee ORDER BY id
----
Utf8[], Utf8[]
| ada@example.com | ada@example.com |
| bjorn@example.com | bjorn@example.com |
| none | NULL |
| dmitri@example.org | dmitri@example.org |
| eve@example.org | eve@example.org |
| li@example.cn | li@example.cn |
| none | NULL |
| gustav@example.com | gustav@example.com |
|  | NULL |
| ivan@example.com | ivan@example.com |

### PostgreSQL idioms: position('a' IN name) AS p, strpos(name, 'a') AS s, …
SELECT position('a' IN name) AS p, strpos(name, 'a') AS s, substring(name FROM 2 FOR 3) AS t FROM shop.employee ORDER BY id
----
Int(64, true)[], Int(64, true)[], Utf8[]
| 3 | 3 | da  |
| 0 | 0 | jör |
| 0 | 0 | hlo |
| 0 | 0 | mit |
| 0 | 0 | ve  |
| 0 | 0 | 雷 |
| 2 | 2 | ati |
| 5 | 5 | ust |
| 2 | 2 | ana |
| 3 | 3 | van |

### PostgreSQL idioms: split_part(email, '@', 2) AS host, count(*) FROM employee …
SELECT split_part(email, '@', 2) AS host, count(*) FROM shop.employee GROUP BY 1 ORDER BY 1 NULLS LAST
----
Utf8[], Int(64, true)[]
|  | 1 |
| example.cn | 1 |
| example.com | 4 |
| example.org | 2 |
| NULL | 2 |

### PostgreSQL idioms: to_char FROM (SELECT strftime(hired, '%d.%m.%Y') AS to_char …
SELECT to_char FROM (SELECT strftime(hired, '%d.%m.%Y') AS to_char FROM shop.employee WHERE hired IS NOT NULL) ORDER BY 1
----
Utf8[]
| 01.01.2021 |
| 06.06.1999 |
| 10.12.1965 |
| 15.07.2022 |
| 28.02.2010 |
| 29.02.2016 |
| 29.03.2015 |
| 31.12.1969 |
| 31.12.2020 |

### PostgreSQL idioms: DISTINCT ON (department_id) department_id, name FROM …
SELECT DISTINCT ON (department_id) department_id, name FROM shop.employee ORDER BY department_id, salary DESC NULLS LAST, id
----
Int(32, true)[], Utf8[]
| 1 | Ada Lovelace |
| 2 | Chloé Dupont |
| 3 | Hana |
| NULL | Gustav |

### PostgreSQL idioms: id::VARCHAR || '-' || name AS k FROM department ORDER BY id
SELECT id::VARCHAR || '-' || name AS k FROM shop.department ORDER BY id
----
Utf8[]
| 1-Engineering |
| 2-Sales |
| 3-Support |
| 4-Légal |

### PostgreSQL idioms: percentile_cont(0.5) WITHIN GROUP (ORDER BY salary) AS …
SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY salary) AS median, percentile_disc(0.25) WITHIN GROUP (ORDER BY salary) AS q FROM shop.employee
----
Decimal(9, 2, 128)[], Decimal(9, 2, 128)[]
| 5400.25 | 4100.00 |

### PostgreSQL idioms: string_agg(DISTINCT channel, ',' ORDER BY channel) AS c FROM …
SELECT string_agg(DISTINCT channel, ',' ORDER BY channel) AS c FROM shop.sale
----
Utf8[]
| phone,shop,web |

### PostgreSQL idioms: greatest(1, NULL, 3) AS g, least('b', 'a') AS l, 7 % 3 AS m, …
SELECT greatest(1, NULL, 3) AS g, least('b', 'a') AS l, 7 % 3 AS m, 2 ^ 3 AS p, @ -5 AS a
----
Int(32, true)[], Utf8[], Int(32, true)[], FloatingPoint(DOUBLE)[], Int(32, true)[]
| 3 | a | 1 | 8 | 5 |

### PostgreSQL idioms: generate_series AS n FROM generate_series(1, 3) ORDER BY n DESC
SELECT generate_series AS n FROM generate_series(1, 3) ORDER BY n DESC
----
Int(64, true)[]
| 3 |
| 2 |
| 1 |

### PostgreSQL idioms: e.* FROM employee AS e WHERE e.name ILIKE 'B%' OR e.name …
SELECT e.* FROM shop.employee AS e WHERE e.name ILIKE 'B%' OR e.name SIMILAR TO '%(na|va)%' ORDER BY e.id
----
Int(32, true)[], Utf8[], Int(32, true)[], Int(32, true)[], Decimal(9, 2, 128)[], Date(DAY)[], Utf8[]
| 2 | Björn Borg | 1 | 1 | 7200.50 | 10748 | bjorn@example.com |

### PostgreSQL idioms: count(*) FILTER (WHERE salary IS NULL) AS missing, count(*) …
SELECT count(*) FILTER (WHERE salary IS NULL) AS missing, count(*) AS n FROM shop.employee
----
Int(64, true)[], Int(64, true)[]
| 1 | 10 |

### PostgreSQL idioms: id, regexp_replace(name, '[aeiou]', '*', 'g') AS r, …
SELECT id, regexp_replace(name, '[aeiou]', '*', 'g') AS r, regexp_extract(email, '@(.*)$', 1) AS h FROM shop.employee ORDER BY id
----
Int(32, true)[], Utf8[], Utf8[]
| 1 | Ad* L*v*l*c* | example.com |
| 2 | Björn B*rg | example.com |
| 3 | Chl*é D*p*nt | NULL |
| 4 | dm*tr* | example.org |
| 5 | Ev* O'N**l | example.org |
| 6 | 李雷 | example.cn |
| 7 | F*t*m* | NULL |
| 8 | G*st*v | example.com |
| 9 | H*n* |  |
| 10 | Iv*n | example.com |

### PostgreSQL idioms: trim(BOTH 'x' FROM 'xxaxx') AS t, ltrim('  a') AS l, …
SELECT trim(BOTH 'x' FROM 'xxaxx') AS t, ltrim('  a') AS l, rpad('a', 3, '.') AS r, trim('  b ', ' ') AS s, btrim FROM (SELECT trim('yby', 'y') AS btrim)
----
Utf8[], Utf8[], Utf8[], Utf8[], Utf8[]
| a | a | a.. | b | b |

### PostgreSQL idioms: id FROM employee ORDER BY salary DESC NULLS LAST, id FETCH …
SELECT id FROM shop.employee ORDER BY salary DESC NULLS LAST, id FETCH FIRST 3 ROWS ONLY
----
Int(32, true)[]
| 1 |
| 2 |
| 3 |

### PostgreSQL idioms: id FROM employee ORDER BY id OFFSET 8
SELECT id FROM shop.employee ORDER BY id OFFSET 8
----
Int(32, true)[]
| 9 |
| 10 |

### PostgreSQL idioms: name, md5(name) = md5(name) AS same, length(md5(name)) AS l …
SELECT name, md5(name) = md5(name) AS same, length(md5(name)) AS l FROM shop.department ORDER BY id
----
Utf8[], Bool[], Int(64, true)[]
| Engineering | true | 32 |
| Sales | true | 32 |
| Support | true | 32 |
| Légal | true | 32 |

### PostgreSQL idioms: count(*) FROM employee a, employee b WHERE a.manager_id IS …
SELECT count(*) FROM shop.employee a, shop.employee b WHERE a.manager_id IS NOT DISTINCT FROM b.manager_id
----
Int(64, true)[]
| 20 |

### Trino idioms: approx_distinct FROM (SELECT count(DISTINCT channel) AS …
SELECT approx_distinct FROM (SELECT count(DISTINCT channel) AS approx_distinct FROM shop.sale)
----
Int(64, true)[]
| 3 |

### Trino idioms: date_diff('day', DATE '2024-01-01', day) AS d FROM sale …
SELECT date_diff('day', DATE '2024-01-01', day) AS d FROM shop.sale ORDER BY id LIMIT 3
----
Int(64, true)[]
| -39 |
| -36 |
| -33 |

### Trino idioms: count_if(quantity > 2) AS n, arbitrary(channel) IS NOT NULL …
SELECT count_if(quantity > 2) AS n, arbitrary(channel) IS NOT NULL AS a FROM shop.sale
----
Decimal(38, 0, 128)[], Bool[]
| 21 | true |

### Trino idioms: max_by(name, salary) AS top, min_by(name, salary) AS low …
SELECT max_by(name, salary) AS top, min_by(name, salary) AS low FROM shop.employee
----
Utf8[], Utf8[]
| Ada Lovelace | Gustav |

### Trino idioms: TRY_CAST('x' AS INTEGER) AS t, TRY(1 / 0) AS z, typeof(1.5) AS y
SELECT TRY_CAST('x' AS INTEGER) AS t, TRY(1 / 0) AS z, typeof(1.5) AS y
----
Int(32, true)[], FloatingPoint(DOUBLE)[], Utf8[]
| NULL | Infinity | DECIMAL(2,1) |

### Trino idioms: split('a,b', ',') AS s, array_join FROM (SELECT …
SELECT split('a,b', ',') AS s, array_join FROM (SELECT array_to_string(['a', 'b'], '-') AS array_join)
----
List[Utf8[]], Utf8[]
| ["a","b"] | a-b |

### Trino idioms: if(id > 2, 'big', 'small') AS s FROM department ORDER BY id
SELECT if(id > 2, 'big', 'small') AS s FROM shop.department ORDER BY id
----
Utf8[]
| small |
| small |
| big |
| big |

### Trino idioms: chr(65) AS c, ascii('A') AS a, reverse('abc') AS r, …
SELECT chr(65) AS c, ascii('A') AS a, reverse('abc') AS r, repeat('ab', 2) AS p, starts_with('abc', 'ab') AS s
----
Utf8[], Int(32, true)[], Utf8[], Utf8[], Bool[]
| A | 65 | cba | abab | true |

### Trino idioms: zip[1] AS z FROM (SELECT list_zip([1, 2], ['a', 'b']) AS zip)
SELECT zip[1] AS z FROM (SELECT list_zip([1, 2], ['a', 'b']) AS zip)
----
Struct[Int(32, true)[], Utf8[]]
| {"element1":1,"element2":"a"} |

### Trino idioms: year(day) AS y, quarter(day) AS q, month(day) AS m, …
SELECT year(day) AS y, quarter(day) AS q, month(day) AS m, dayofweek(day) AS w FROM shop.sale ORDER BY id LIMIT 4
----
Int(64, true)[], Int(64, true)[], Int(64, true)[], Int(64, true)[]
| 2023 | 4 | 11 | 4 |
| 2023 | 4 | 11 | 0 |
| 2023 | 4 | 11 | 3 |
| 2023 | 4 | 12 | 6 |

### Trino idioms: format('{} is {}', name, id) AS f FROM department ORDER BY id
SELECT format('{} is {}', name, id) AS f FROM shop.department ORDER BY id
----
Utf8[]
| Engineering is 1 |
| Sales is 2 |
| Support is 3 |
| Légal is 4 |

### Trino idioms: bitwise FROM (SELECT 6 & 3 AS bitwise UNION ALL SELECT 6 | 3 …
SELECT bitwise FROM (SELECT 6 & 3 AS bitwise UNION ALL SELECT 6 | 3 UNION ALL SELECT xor(6, 3) UNION ALL SELECT 1 << 4) ORDER BY 1
----
Int(32, true)[]
| 2 |
| 5 |
| 7 |
| 16 |

### Trino idioms: from_base64('YWI=') AS b, to_base64(encode('ab')) AS t, …
SELECT from_base64('YWI=') AS b, to_base64(encode('ab')) AS t, hex('ab') AS h
----
Binary[], Utf8[], Utf8[]
| 6162 | YWI= | 6162 |

### DuckDB idioms: sale SELECT channel, count(*) AS n GROUP BY ALL ORDER BY ALL
FROM shop.sale SELECT channel, count(*) AS n GROUP BY ALL ORDER BY ALL
----
Utf8[], Int(64, true)[]
| phone | 13 |
| shop | 14 |
| web | 13 |

### DuckDB idioms: department
FROM shop.department
----
Int(32, true)[], Utf8[], Decimal(12, 2, 128)[], Utf8[]
| 1 | Engineering | 500000.00 | Zürich |
| 2 | Sales | 250000.50 | Genève |
| 3 | Support | NULL | Zürich |
| 4 | Légal | 90000.00 | NULL |

### DuckDB idioms: * EXCLUDE (email, hired) REPLACE (upper(name) AS name) FROM …
SELECT * EXCLUDE (email, hired) REPLACE (upper(name) AS name) FROM shop.employee ORDER BY id
----
Int(32, true)[], Utf8[], Int(32, true)[], Int(32, true)[], Decimal(9, 2, 128)[]
| 1 | ADA LOVELACE | NULL | 1 | 9800.00 |
| 2 | BJÖRN BORG | 1 | 1 | 7200.50 |
| 3 | CHLOÉ DUPONT | 1 | 2 | 6100.00 |
| 4 | DMITRI | 2 | 1 | 5400.25 |
| 5 | EVE O'NEIL | 3 | 2 | 5400.25 |
| 6 | 李雷 | 2 | 1 | 4800.00 |
| 7 | FATIMA | 3 | 2 | NULL |
| 8 | GUSTAV | 3 | NULL | 3900.75 |
| 9 | HANA | 5 | 3 | 4100.00 |
| 10 | IVAN | 9 | 3 | 4100.00 |

### DuckDB idioms: * RENAME (id AS key) FROM department ORDER BY key
SELECT * RENAME (id AS key) FROM shop.department ORDER BY key
----
Int(32, true)[], Utf8[], Decimal(12, 2, 128)[], Utf8[]
| 1 | Engineering | 500000.00 | Zürich |
| 2 | Sales | 250000.50 | Genève |
| 3 | Support | NULL | Zürich |
| 4 | Légal | 90000.00 | NULL |

### DuckDB idioms: arg_max(name, salary) AS a, arg_min(name, salary) AS i, …
SELECT arg_max(name, salary) AS a, arg_min(name, salary) AS i, any_value(department_id) IS NOT NULL AS v FROM shop.employee
----
Utf8[], Utf8[], Bool[]
| Ada Lovelace | Gustav | true |

### DuckDB idioms: e.name FROM employee e SEMI JOIN sale s ON s.employee_id = …
SELECT e.name FROM shop.employee e SEMI JOIN shop.sale s ON s.employee_id = e.id AND s.quantity < 0 ORDER BY 1
----
Utf8[]
| Ada Lovelace |
| 李雷 |

### DuckDB idioms: e.name FROM employee e ANTI JOIN sale s ON s.employee_id = …
SELECT e.name FROM shop.employee e ANTI JOIN shop.sale s ON s.employee_id = e.id ORDER BY 1
----
Utf8[]
| Björn Borg |
| Chloé Dupont |
| Eve O'Neil |
| Fatima |
| Gustav |
| Hana |
| Ivan |
| dmitri |

### DuckDB idioms: s.id, e.day FROM sale s ASOF JOIN (SELECT CAST(seen AS DATE) …
SELECT s.id, e.day FROM shop.sale s ASOF JOIN (SELECT CAST(seen AS DATE) AS day, id FROM shop.event WHERE seen IS NOT NULL) e ON s.day >= e.day ORDER BY s.id LIMIT 5
----
Int(32, true)[], Date(DAY)[]
| 1 | 11016 |
| 2 | 11016 |
| 3 | 11016 |
| 4 | 11016 |
| 5 | 11016 |

### DuckDB idioms: sale ON channel IN ('web', 'shop') USING sum(quantity) AS q …
PIVOT shop.sale ON channel IN ('web', 'shop') USING sum(quantity) AS q GROUP BY product_id ORDER BY product_id
----
Int(32, true)[], Decimal(38, 0, 128)[], Decimal(38, 0, 128)[]
| 1 | 9 | NULL |
| 2 | NULL | 20 |
| 3 | NULL | NULL |
| 4 | 14 | NULL |
| 5 | NULL | 21 |
| 6 | NULL | NULL |

### DuckDB idioms: * FROM (SELECT channel, quantity FROM sale) PIVOT …
SELECT * FROM (SELECT channel, quantity FROM shop.sale) PIVOT (sum(quantity) FOR channel IN ('web', 'phone'))
----
Decimal(38, 0, 128)[], Decimal(38, 0, 128)[]
| 23 | 38 |

### DuckDB idioms: * FROM (SELECT 1 AS a, 2 AS b) UNPIVOT (v FOR n IN (a, b)) …
SELECT * FROM (SELECT 1 AS a, 2 AS b) UNPIVOT (v FOR n IN (a, b)) ORDER BY n
----
Utf8[], Int(32, true)[]
| a | 1 |
| b | 2 |

### DuckDB idioms: COLUMNS('.*a.*') FROM department ORDER BY ALL
SELECT COLUMNS('.*a.*') FROM shop.department ORDER BY ALL
----
Utf8[]
| Engineering |
| Légal |
| Sales |
| Support |

### DuckDB idioms: id, name[1:3] AS three, name[1] AS first FROM department …
SELECT id, name[1:3] AS three, name[1] AS first FROM shop.department ORDER BY id
----
Int(32, true)[], Utf8[], Utf8[]
| 1 | Eng | E |
| 2 | Sal | S |
| 3 | Sup | S |
| 4 | Lég | L |

### DuckDB idioms: 'a' || 1 || NULL AS n, concat('a', NULL, 'b') AS c, …
SELECT 'a' || 1 || NULL AS n, concat('a', NULL, 'b') AS c, concat_ws('-', 'a', NULL, 'b') AS w
----
Null[], Utf8[], Utf8[]
| NULL | ab | a-b |

### DuckDB idioms: 7 // 2 AS d, -7 // 2 AS e, 7 / 2 AS f, -7 % 3 AS m, mod(-7, …
SELECT 7 // 2 AS d, -7 // 2 AS e, 7 / 2 AS f, -7 % 3 AS m, mod(-7, 3) AS n
----
Int(32, true)[], Int(32, true)[], FloatingPoint(DOUBLE)[], Int(32, true)[], Int(32, true)[]
| 3 | -3 | 3.5 | -1 | -1 |

### DuckDB idioms: sum(quantity) AS total, channel FROM sale GROUP BY channel …
SELECT sum(quantity) AS total, channel FROM shop.sale GROUP BY channel ORDER BY sum(quantity) DESC, channel LIMIT 2
----
Decimal(38, 0, 128)[], Utf8[]
| 41 | shop |
| 38 | phone |

### DuckDB idioms: id FROM sale ORDER BY ALL DESC LIMIT 3
SELECT id FROM shop.sale ORDER BY ALL DESC LIMIT 3
----
Int(32, true)[]
| 40 |
| 39 |
| 38 |

### DuckDB idioms: mode(channel) AS m, median(quantity) AS md, …
SELECT mode(channel) AS m, median(quantity) AS md, quantile_cont(amount, 0.3) AS q, stddev_samp(quantity) AS s, skewness(quantity) AS k FROM shop.sale
----
Utf8[], FloatingPoint(DOUBLE)[], Decimal(10, 2, 128)[], FloatingPoint(DOUBLE)[], FloatingPoint(DOUBLE)[]
| shop | 3 | 7.84 | 1.82503951 | -0.377366028 |

### DuckDB idioms: quantile_cont(quantity, [0.1, 0.5, 0.9]) AS q FROM sale
SELECT quantile_cont(quantity, [0.1, 0.5, 0.9]) AS q FROM shop.sale
----
List[FloatingPoint(DOUBLE)[]]
| [0.8000000000000007,3.0,5.0] |

### DuckDB idioms: corr(quantity, amount) AS c, regr_slope(amount, quantity) AS …
SELECT corr(quantity, amount) AS c, regr_slope(amount, quantity) AS r, covar_pop(quantity, amount) AS v FROM shop.sale
----
FloatingPoint(DOUBLE)[], FloatingPoint(DOUBLE)[], FloatingPoint(DOUBLE)[]
| -0.165745482 | -0.665979037 | -2.18133674 |

### DuckDB idioms: name.lower().replace('a', 'o') AS n FROM employee ORDER BY id
SELECT name.lower().replace('a', 'o') AS n FROM shop.employee ORDER BY id
----
Utf8[]
| odo loveloce |
| björn borg |
| chloé dupont |
| dmitri |
| eve o'neil |
| 李雷 |
| fotimo |
| gustov |
| hono |
| ivon |

### DuckDB idioms: list(id ORDER BY id DESC)[1:3] AS l FROM sale
SELECT list(id ORDER BY id DESC)[1:3] AS l FROM shop.sale
----
List[Int(32, true)[]]
| [40,39,38] |

### DuckDB idioms: bit_and(quantity) AS a, bit_or(quantity) AS o, …
SELECT bit_and(quantity) AS a, bit_or(quantity) AS o, bit_xor(quantity) AS x FROM shop.sale WHERE quantity > 0
----
Int(32, true)[], Int(32, true)[], Int(32, true)[]
| 0 | 7 | 0 |

### DuckDB idioms: approx_count_distinct(channel) AS a, product(id) AS p FROM …
SELECT approx_count_distinct(channel) AS a, product(id) AS p FROM shop.department d JOIN shop.sale s USING (id)
----
Int(64, true)[], FloatingPoint(DOUBLE)[]
| 3 | 24 |

### DuckDB idioms: CASE channel WHEN 'web' THEN 1 WHEN 'shop' THEN 2 END AS c, …
SELECT CASE channel WHEN 'web' THEN 1 WHEN 'shop' THEN 2 END AS c, count(*) FROM shop.sale GROUP BY c ORDER BY c NULLS LAST
----
Int(32, true)[], Int(64, true)[]
| 1 | 13 |
| 2 | 14 |
| NULL | 13 |

### DuckDB idioms: DISTINCT channel, quantity > 2 AS big FROM sale ORDER BY 1, 2
SELECT DISTINCT channel, quantity > 2 AS big FROM shop.sale ORDER BY 1, 2
----
Utf8[], Bool[]
| phone | false |
| phone | true |
| shop | false |
| shop | true |
| web | false |
| web | true |

### DuckDB idioms: alias.x FROM (SELECT id AS x FROM department) AS alias WHERE …
SELECT alias.x FROM (SELECT id AS x FROM shop.department) AS alias WHERE alias.x IN (1, 3) ORDER BY 1
----
Int(32, true)[]
| 1 |
| 3 |

### DuckDB idioms: (SELECT max(id) FROM sale) - (SELECT count(*) FROM product) AS d
SELECT (SELECT max(id) FROM shop.sale) - (SELECT count(*) FROM shop.product) AS d
----
Int(64, true)[]
| 34 |

### DuckDB idioms: a AS MATERIALIZED (SELECT id FROM sale WHERE id < 5), b AS …
WITH a AS MATERIALIZED (SELECT id FROM shop.sale WHERE id < 5), b AS (SELECT id * 2 AS id FROM a) SELECT a.id FROM a JOIN b USING (id) ORDER BY 1
----
Int(32, true)[]
| 2 |
| 4 |

### DuckDB idioms: id, CASE WHEN amount IS NULL THEN 'none' WHEN amount > 20 …
SELECT id, CASE WHEN amount IS NULL THEN 'none' WHEN amount > 20 THEN 'high' ELSE 'low' END AS c FROM shop.sale WHERE id BETWEEN 10 AND 15 ORDER BY id
----
Int(32, true)[], Utf8[]
| 10 | low |
| 11 | low |
| 12 | low |
| 13 | none |
| 14 | low |
| 15 | low |

### DuckDB idioms: char_length(name) AS c, octet_length(encode(name)) AS o, …
SELECT char_length(name) AS c, octet_length(encode(name)) AS o, bit_length(name) AS b FROM shop.department ORDER BY id
----
Int(64, true)[], Int(64, true)[], Int(64, true)[]
| 11 | 11 | 88 |
| 5 | 5 | 40 |
| 7 | 7 | 56 |
| 5 | 6 | 48 |

### DuckDB idioms: round(-2.5) AS a, round(1.2345, 2) AS b, ceil(-1.5) AS c, …
SELECT round(-2.5) AS a, round(1.2345, 2) AS b, ceil(-1.5) AS c, trunc(1.9) AS d, sign(-3) AS e, sqrt(16) AS f
----
Decimal(2, 0, 128)[], Decimal(5, 2, 128)[], Decimal(2, 0, 128)[], Decimal(2, 0, 128)[], Int(8, true)[], FloatingPoint(DOUBLE)[]
| -3 | 1.23 | -1 | 1 | -1 | 4 |

### DuckDB idioms: id FROM department ORDER BY name COLLATE NOCASE
SELECT id FROM shop.department ORDER BY name COLLATE NOCASE
----
Int(32, true)[]
| 1 |
| 4 |
| 2 |
| 3 |

### DuckDB idioms: channel, list(DISTINCT quantity ORDER BY quantity) AS q FROM …
SELECT channel, list(DISTINCT quantity ORDER BY quantity) AS q FROM shop.sale GROUP BY channel ORDER BY channel
----
Utf8[], List[Int(32, true)[]]
| phone | [1,2,3,4,5] |
| shop | [1,2,3,4,5] |
| web | [-1,1,2,3,4,5] |

### DuckDB idioms: date_part('year', hired) AS y, date_part(['year', 'month'], …
SELECT date_part('year', hired) AS y, date_part(['year', 'month'], hired) AS s FROM shop.employee WHERE id < 3 ORDER BY id
----
Int(64, true)[], Struct[Int(64, true)[], Int(64, true)[]]
| 1965 | {"year":1965,"month":12} |
| 1999 | {"year":1999,"month":6} |

### DuckDB idioms: id FROM event WHERE payload IS NULL OR payload->>'page' IS …
SELECT id FROM shop.event WHERE payload IS NULL OR payload->>'page' IS NULL ORDER BY id
----
Int(32, true)[]
| 1 |
| 4 |
| 5 |
| 6 |
| 7 |
| 9 |

### DuckDB idioms: 1 WHERE EXISTS (FROM sale WHERE quantity > 100) UNION ALL …
SELECT 1 WHERE EXISTS (FROM shop.sale WHERE quantity > 100) UNION ALL SELECT 2
----
Int(32, true)[]
| 2 |

### DuckDB idioms: isfinite(hired) AS f, hired = 'infinity' AS i FROM employee …
SELECT isfinite(hired) AS f, hired = 'infinity' AS i FROM shop.employee WHERE id < 3 ORDER BY id
----
Bool[], Bool[]
| true | false |
| true | false |

### DuckDB idioms: enum_range FROM (SELECT 1 AS enum_range)
SELECT enum_range FROM (SELECT 1 AS enum_range)
----
Int(32, true)[]
| 1 |

### DuckDB idioms: hash(1) = hash(1) AS h, uuid() IS NOT NULL AS u, random() < …
SELECT hash(1) = hash(1) AS h, uuid() IS NOT NULL AS u, random() < 1 AS r
----
Bool[], Bool[], Bool[]
| true | true | true |

### DuckDB idioms: s.id FROM sale s POSITIONAL JOIN department d WHERE d.id IS …
SELECT s.id FROM shop.sale s POSITIONAL JOIN shop.department d WHERE d.id IS NOT NULL ORDER BY 1
----
Int(32, true)[]
| 1 |
| 2 |
| 3 |
| 4 |
