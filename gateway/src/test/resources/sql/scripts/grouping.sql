### group by name
SELECT channel, count(*), sum(quantity), avg(amount), min(day), max(day) FROM shop.sale GROUP BY channel ORDER BY channel
----
Utf8[], Int(64, true)[], Decimal(38, 0, 128)[], FloatingPoint(DOUBLE)[], Date(DAY)[], Date(DAY)[]
| phone | 13 | 38 | 13.7083333 | 19687 | 19795 |
| shop | 14 | 41 | 12.2692308 | 19684 | 19801 |
| web | 13 | 23 | 11.625 | 19690 | 19798 |

### group by ordinal
SELECT channel, product_id, count(*) FROM shop.sale GROUP BY 1, 2 ORDER BY 1, 2
----
Utf8[], Int(32, true)[], Int(64, true)[]
| phone | 3 | 7 |
| phone | 6 | 6 |
| shop | 2 | 7 |
| shop | 5 | 7 |
| web | 1 | 6 |
| web | 4 | 7 |

### group by alias
SELECT upper(channel) AS ch, count(*) AS n FROM shop.sale GROUP BY ch ORDER BY ch
----
Utf8[], Int(64, true)[]
| PHONE | 13 |
| SHOP | 14 |
| WEB | 13 |

### group by expression
SELECT id % 3, count(*) FROM shop.sale GROUP BY id % 3 ORDER BY 1
----
Int(32, true)[], Int(64, true)[]
| 0 | 13 |
| 1 | 14 |
| 2 | 13 |

### GROUP BY ALL
SELECT channel, extract(month FROM day) AS m, sum(quantity) FROM shop.sale GROUP BY ALL ORDER BY 1, 2
----
Utf8[], Int(64, true)[], Decimal(38, 0, 128)[]
| phone | 1 | 13 |
| phone | 2 | 10 |
| phone | 3 | 5 |
| phone | 11 | 3 |
| phone | 12 | 7 |
| shop | 1 | 10 |
| shop | 2 | 7 |
| shop | 3 | 9 |
| shop | 11 | 2 |
| shop | 12 | 13 |
| web | 1 | 7 |
| web | 2 | 4 |
| web | 3 | 4 |
| web | 11 | 4 |
| web | 12 | 4 |

### GROUP BY ALL and ORDER BY ALL
SELECT channel, count(*) AS n FROM shop.sale GROUP BY ALL ORDER BY ALL
----
Utf8[], Int(64, true)[]
| phone | 13 |
| shop | 14 |
| web | 13 |

### HAVING by alias
SELECT product_id, sum(quantity) AS total FROM shop.sale GROUP BY product_id HAVING total > 15 ORDER BY total
----
Int(32, true)[], Decimal(38, 0, 128)[]
| 6 | 16 |
| 2 | 20 |
| 5 | 21 |
| 3 | 22 |

### HAVING without GROUP BY
SELECT count(*) FROM shop.sale HAVING count(*) > 10
----
Int(64, true)[]
| 40 |

### HAVING on an aggregate that is not selected
SELECT channel FROM shop.sale GROUP BY channel HAVING max(amount) > 24 ORDER BY 1
----
Utf8[]
| web |

### WHERE by alias
SELECT id, quantity * 2 AS twice FROM shop.sale WHERE twice > 9 ORDER BY id
----
Int(32, true)[], Int(32, true)[]
| 4 | 10 |
| 14 | 10 |
| 19 | 10 |
| 24 | 10 |
| 29 | 10 |
| 34 | 10 |
| 39 | 10 |

### alias used in the next column
SELECT salary * 12 AS yearly, yearly * 0.25 AS tax FROM shop.employee WHERE id < 4 ORDER BY 1
----
Decimal(18, 2, 128)[], Decimal(18, 4, 128)[]
| 73200.00 | 18300.0000 |
| 86406.00 | 21601.5000 |
| 117600.00 | 29400.0000 |

### rollup
SELECT category, name, sum(price) FROM shop.product GROUP BY ROLLUP (category, name) ORDER BY 1 NULLS LAST, 2 NULLS LAST
----
Utf8[], Utf8[], Decimal(38, 2, 128)[]
| drink | 100% Juice | 4.10 |
| drink | Café crème | 3.50 |
| drink | Tea | 2.80 |
| drink | NULL | 10.40 |
| food | Smörgås | 7.25 |
| food | naïve cake | 5.00 |
| food | NULL | 12.25 |
| misc | Under_score | NULL |
| misc | NULL | NULL |
| NULL | NULL | 22.65 |

### cube
SELECT channel, product_id, count(*) FROM shop.sale WHERE product_id < 3 GROUP BY CUBE (channel, product_id) ORDER BY 1 NULLS LAST, 2 NULLS LAST
----
Utf8[], Int(32, true)[], Int(64, true)[]
| shop | 2 | 7 |
| shop | NULL | 7 |
| web | 1 | 6 |
| web | NULL | 6 |
| NULL | 1 | 6 |
| NULL | 2 | 7 |
| NULL | NULL | 13 |

### grouping sets with the empty set
SELECT channel, product_id, sum(quantity) FROM shop.sale GROUP BY GROUPING SETS ((channel), (product_id), ()) ORDER BY 1 NULLS LAST, 2 NULLS LAST
----
Utf8[], Int(32, true)[], Decimal(38, 0, 128)[]
| phone | NULL | 38 |
| shop | NULL | 41 |
| web | NULL | 23 |
| NULL | 1 | 9 |
| NULL | 2 | 20 |
| NULL | 3 | 22 |
| NULL | 4 | 14 |
| NULL | 5 | 21 |
| NULL | 6 | 16 |
| NULL | NULL | 102 |

### GROUPING tells subtotals from NULLs
SELECT department_id, grouping(department_id) AS g, count(*) FROM shop.employee GROUP BY ROLLUP (department_id) ORDER BY g, 1 NULLS FIRST
----
Int(32, true)[], Int(64, true)[], Int(64, true)[]
| NULL | 0 | 1 |
| 1 | 0 | 4 |
| 2 | 0 | 3 |
| 3 | 0 | 2 |
| NULL | 1 | 10 |

### GROUPING of two columns, and GROUPING_ID
SELECT channel, product_id, grouping(channel, product_id) AS g, count(*) FROM shop.sale WHERE product_id < 3 GROUP BY CUBE (channel, product_id) ORDER BY g, 1, 2
----
Utf8[], Int(32, true)[], Int(64, true)[], Int(64, true)[]
| shop | 2 | 0 | 7 |
| web | 1 | 0 | 6 |
| shop | NULL | 1 | 7 |
| web | NULL | 1 | 6 |
| NULL | 1 | 2 | 6 |
| NULL | 2 | 2 | 7 |
| NULL | NULL | 3 | 13 |

### rollup beside a column
SELECT channel, product_id, count(*) FROM shop.sale WHERE product_id <= 2 GROUP BY channel, ROLLUP (product_id) ORDER BY 1, 2 NULLS LAST
----
Utf8[], Int(32, true)[], Int(64, true)[]
| shop | 2 | 7 |
| shop | NULL | 7 |
| web | 1 | 6 |
| web | NULL | 6 |

### rollup over a join
SELECT d.name, e.manager_id, sum(e.salary) FROM shop.employee e JOIN shop.department d ON d.id = e.department_id GROUP BY ROLLUP (d.name, e.manager_id) ORDER BY 1 NULLS LAST, 2 NULLS LAST, 3
----
Utf8[], Int(32, true)[], Decimal(38, 2, 128)[]
| Engineering | 1 | 7200.50 |
| Engineering | 2 | 10200.25 |
| Engineering | NULL | 9800.00 |
| Engineering | NULL | 27200.75 |
| Sales | 1 | 6100.00 |
| Sales | 3 | 5400.25 |
| Sales | NULL | 11500.25 |
| Support | 5 | 4100.00 |
| Support | 9 | 4100.00 |
| Support | NULL | 8200.00 |
| NULL | NULL | 46901.00 |

### HAVING with GROUPING
SELECT channel, product_id, count(*) FROM shop.sale GROUP BY CUBE (channel, product_id) HAVING grouping(channel) = 1 ORDER BY 2 NULLS LAST
----
Utf8[], Int(32, true)[], Int(64, true)[]
| NULL | 1 | 6 |
| NULL | 2 | 7 |
| NULL | 3 | 7 |
| NULL | 4 | 7 |
| NULL | 5 | 7 |
| NULL | 6 | 6 |
| NULL | NULL | 40 |

### count distinct
SELECT count(DISTINCT channel), count(DISTINCT product_id), count(DISTINCT amount) FROM shop.sale
----
Int(64, true)[], Int(64, true)[], Int(64, true)[]
| 3 | 6 | 37 |

### distinct aggregates of several kinds
SELECT channel, sum(DISTINCT quantity), avg(DISTINCT quantity), count(DISTINCT employee_id) FROM shop.sale GROUP BY channel ORDER BY 1
----
Utf8[], Decimal(38, 0, 128)[], FloatingPoint(DOUBLE)[], Int(64, true)[]
| phone | 15 | 3 | 2 |
| shop | 15 | 3 | 2 |
| web | 14 | 2.33333333 | 2 |

### count distinct of a row
SELECT count(DISTINCT (channel, quantity)) FROM shop.sale
----
Int(64, true)[]
| 16 |

### FILTER
SELECT channel, count(*) FILTER (WHERE quantity > 2) AS many, sum(amount) FILTER (WHERE amount < 10) AS small FROM shop.sale GROUP BY channel ORDER BY 1
----
Utf8[], Int(64, true)[], Decimal(38, 2, 128)[]
| phone | 8 | 15.00 |
| shop | 8 | 28.75 |
| web | 5 | 32.25 |

### FILTER with DISTINCT
SELECT count(DISTINCT product_id) FILTER (WHERE channel = 'web') FROM shop.sale
----
Int(64, true)[]
| 2 |

### pivoting by CASE
SELECT product_id, sum(CASE WHEN channel = 'web' THEN quantity ELSE 0 END) AS web, sum(CASE WHEN channel = 'shop' THEN quantity ELSE 0 END) AS shop FROM shop.sale GROUP BY product_id ORDER BY 1
----
Int(32, true)[], Decimal(38, 0, 128)[], Decimal(38, 0, 128)[]
| 1 | 9 | 0 |
| 2 | 0 | 20 |
| 3 | 0 | 0 |
| 4 | 14 | 0 |
| 5 | 0 | 21 |
| 6 | 0 | 0 |

### aggregates of nothing
SELECT count(*), count(amount), sum(amount), avg(amount), min(channel), max(day), bool_or(true), string_agg(channel, ',') FROM shop.sale WHERE id < 0
----
Int(64, true)[], Int(64, true)[], Decimal(38, 2, 128)[], FloatingPoint(DOUBLE)[], Utf8[], Date(DAY)[], Bool[], Utf8[]
| 0 | 0 | NULL | NULL | NULL | NULL | NULL | NULL |

### aggregates of NULLs alone
SELECT count(*), count(amount), sum(amount), avg(amount), min(amount) FROM shop.sale WHERE amount IS NULL
----
Int(64, true)[], Int(64, true)[], Decimal(38, 2, 128)[], FloatingPoint(DOUBLE)[], Decimal(10, 2, 128)[]
| 3 | 0 | NULL | NULL | NULL |

### group of NULLs
SELECT employee_id, count(*) FROM shop.sale GROUP BY employee_id ORDER BY employee_id NULLS FIRST
----
Int(32, true)[], Int(64, true)[]
| NULL | 3 |
| 1 | 19 |
| 6 | 18 |

### ordered string aggregation
SELECT category, string_agg(name, ' / ' ORDER BY price DESC NULLS LAST) AS names FROM shop.product GROUP BY category ORDER BY 1
----
Utf8[], Utf8[]
| drink | 100% Juice / Café crème / Tea |
| food | Smörgås / naïve cake |
| misc | Under_score |

### listagg
SELECT category, listagg(name, ', ' ORDER BY name) AS names FROM shop.product GROUP BY category ORDER BY 1
----
Utf8[], Utf8[]
| drink | 100% Juice, Café crème, Tea |
| food | Smörgås, naïve cake |
| misc | Under_score |

### array_agg and list
SELECT category, array_agg(id ORDER BY id DESC) AS a, list(name ORDER BY id) AS l FROM shop.product GROUP BY category ORDER BY 1
----
Utf8[], List[Int(32, true)[]], List[Utf8[]]
| drink | [4,2,1] | ["Café crème","Tea","100% Juice"] |
| food | [6,3] | ["Smörgås","naïve cake"] |
| misc | [5] | ["Under_score"] |

### array_agg with FILTER
SELECT array_agg(id ORDER BY id) FILTER (WHERE price > 4) AS dear FROM shop.product
----
List[Int(32, true)[]]
| [3,4,6] |

### array_agg of distinct values
SELECT array_agg(DISTINCT channel ORDER BY channel) AS channels FROM shop.sale
----
List[Utf8[]]
| ["phone","shop","web"] |

### first and last by order
SELECT channel, first(id ORDER BY amount DESC NULLS LAST, id) AS best, last(id ORDER BY day) AS latest FROM shop.sale GROUP BY channel ORDER BY 1
----
Utf8[], Int(32, true)[], Int(32, true)[]
| phone | 8 | 38 |
| shop | 16 | 40 |
| web | 27 | 39 |

### any_value and arbitrary
SELECT category, any_value(category), arbitrary(category) FROM shop.product GROUP BY category ORDER BY 1
----
Utf8[], Utf8[], Utf8[]
| drink | drink | drink |
| food | food | food |
| misc | misc | misc |

### arg_max, max_by, arg_min, min_by
SELECT arg_max(name, salary), max_by(name, hired), arg_min(name, salary), min_by(name, hired) FROM shop.employee
----
Utf8[], Utf8[], Utf8[], Utf8[]
| Ada Lovelace | Hana | Gustav | Ada Lovelace |

### the two largest
SELECT max(salary, 2) AS two, arg_max(name, salary, 2) AS names FROM shop.employee WHERE salary IS NOT NULL
----
List[Decimal(9, 2, 128)[]], List[Utf8[]]
| [9800.00,7200.50] | ["Ada Lovelace","Björn Borg"] |

### statistics
SELECT stddev_pop(quantity), stddev_samp(quantity), var_pop(quantity), var_samp(quantity), stddev(quantity), variance(quantity) FROM shop.sale
----
FloatingPoint(DOUBLE)[], FloatingPoint(DOUBLE)[], FloatingPoint(DOUBLE)[], FloatingPoint(DOUBLE)[], FloatingPoint(DOUBLE)[], FloatingPoint(DOUBLE)[]
| 1.80208213 | 1.82503951 | 3.2475 | 3.33076923 | 1.82503951 | 3.33076923 |

### correlation and regression
SELECT corr(quantity, amount), covar_pop(quantity, amount), covar_samp(quantity, amount), regr_slope(quantity, amount), regr_intercept(quantity, amount), regr_r2(quantity, amount), regr_count(quantity, amount) FROM shop.sale
----
FloatingPoint(DOUBLE)[], FloatingPoint(DOUBLE)[], FloatingPoint(DOUBLE)[], FloatingPoint(DOUBLE)[], FloatingPoint(DOUBLE)[], FloatingPoint(DOUBLE)[], Int(32, false)[]
| -0.165745482 | -2.18133674 | -2.24192943 | -0.0412498942 | 2.976198 | 0.0274715648 | 37 |

### median, quantiles and mode
SELECT median(amount), quantile_cont(amount, 0.9), quantile_disc(amount, 0.25), quantile_cont(amount, [0.25, 0.75]), mode(quantity) FROM shop.sale WHERE id < 30
----
Decimal(10, 2, 128)[], Decimal(10, 2, 128)[], Decimal(10, 2, 128)[], List[Decimal(10, 2, 128)[]], Int(32, true)[]
| 12.00 | 22.40 | 6.25 | [6.75,18.37] | 2 |

### percentile in standard words
SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY amount) AS c, percentile_disc(0.5) WITHIN GROUP (ORDER BY quantity) AS d FROM shop.sale
----
Decimal(10, 2, 128)[], Int(32, true)[]
| 12.00 | 3 |

### mode in standard words
SELECT mode() WITHIN GROUP (ORDER BY quantity) AS m FROM shop.sale WHERE id < 17
----
Int(32, true)[]
| 2 |

### boolean aggregates
SELECT bool_and(quantity > -2), bool_or(quantity > 4), bool_and(amount >= 0) FROM (SELECT quantity, amount FROM shop.sale WHERE amount IS NOT NULL)
----
Bool[], Bool[], Bool[]
| true | true | true |

### bit aggregates
SELECT bit_and(id), bit_or(id), bit_xor(id) FROM shop.employee
----
Int(32, true)[], Int(32, true)[], Int(32, true)[]
| 0 | 15 | 11 |

### sum over different types
SELECT sum(small), sum(whole), sum(big), sum(exact), sum(id) FROM shop.every_kind WHERE id <> 3
----
Decimal(38, 0, 128)[], Decimal(38, 0, 128)[], Decimal(38, 0, 128)[], Decimal(38, 4, 128)[], Decimal(38, 0, 128)[]
| -32754 | -2147483630 | -9223372039854775781 | -99999999999975.2654 | 33 |

### avg over different types
SELECT avg(small), avg(whole), avg(exact) FROM shop.every_kind
----
FloatingPoint(DOUBLE)[], FloatingPoint(DOUBLE)[], FloatingPoint(DOUBLE)[]
| 1.85714286 | 2.42857143 | 3.5335 |

### product, geometric mean, kurtosis, skewness, entropy
SELECT product(id), geometric_mean(id), kurtosis(id), skewness(id), entropy(id) FROM shop.employee
----
FloatingPoint(DOUBLE)[], FloatingPoint(DOUBLE)[], FloatingPoint(DOUBLE)[], FloatingPoint(DOUBLE)[], FloatingPoint(DOUBLE)[]
| 3.6288E+6 | 4.52872869 | -1.2 | 0.0 | 3.32192809 |

### approximate distinct count
SELECT approx_count_distinct(product_id) FROM shop.sale
----
Int(64, true)[]
| 6 |

### histogram and map aggregates
SELECT histogram(channel) AS h, map_from_entries(list((id, name) ORDER BY id)) AS m FROM (SELECT s.channel, p.id, p.name FROM shop.sale s JOIN shop.product p ON p.id = s.id)
----
Map(false)[Struct[Utf8[], Int(64, false)[]]], Map(false)[Struct[Int(32, true)[], Utf8[]]]
| [{"key":"phone","value":2},{"key":"shop","value":2},{"key":"web","value":2}] | [{"key":1,"value":"Café crème"},{"key":2,"value":"Tea"},{"key":3,"value":"Smörgås"},{"key":4,"value":"100% Juice"},{"key":5,"value":"Under_score"},{"key":6,"value":"naïve cake"}] |

### count_if and sum of a boolean
SELECT count_if(quantity > 3), sum((quantity > 3)::INT), count(*) - count(amount) AS missing FROM shop.sale
----
Decimal(38, 0, 128)[], Decimal(38, 0, 128)[], Int(64, true)[]
| 14 | 14 | 3 |

### DISTINCT
SELECT DISTINCT channel, quantity > 2 AS many FROM shop.sale ORDER BY 1, 2
----
Utf8[], Bool[]
| phone | false |
| phone | true |
| shop | false |
| shop | true |
| web | false |
| web | true |

### DISTINCT ON
SELECT DISTINCT ON (department_id) department_id, name, salary FROM shop.employee ORDER BY department_id, salary DESC NULLS LAST
----
Int(32, true)[], Utf8[], Decimal(9, 2, 128)[]
| 1 | Ada Lovelace | 9800.00 |
| 2 | Chloé Dupont | 6100.00 |
| 3 | Hana | 4100.00 |
| NULL | Gustav | 3900.75 |

### DISTINCT with ORDER BY and LIMIT
SELECT DISTINCT product_id FROM shop.sale ORDER BY product_id DESC LIMIT 3
----
Int(32, true)[]
| 6 |
| 5 |
| 4 |

### aggregate of an aggregate by derived table
SELECT avg(n), max(n) FROM (SELECT count(*) AS n FROM shop.sale GROUP BY product_id)
----
FloatingPoint(DOUBLE)[], Int(64, true)[]
| 6.66666667 | 7 |

### group by two sources' columns
SELECT d.city, p.category, sum(s.quantity) FROM shop.sale s JOIN shop.employee e ON e.id = s.employee_id JOIN shop.department d ON d.id = e.department_id JOIN shop.product p ON p.id = s.product_id GROUP BY d.city, p.category ORDER BY 1 NULLS LAST, 2
----
Utf8[], Utf8[], Decimal(38, 0, 128)[]
| Zürich | drink | 39 |
| Zürich | food | 36 |
| Zürich | misc | 18 |

### group by a CASE
SELECT CASE WHEN salary >= 6000 THEN 'high' WHEN salary IS NULL THEN 'unknown' ELSE 'normal' END AS class, count(*), round(avg(salary), 2) FROM shop.employee GROUP BY 1 ORDER BY 1
----
Utf8[], Int(64, true)[], FloatingPoint(DOUBLE)[]
| high | 3 | 7700.17 |
| normal | 6 | 4616.88 |
| unknown | 1 | NULL |

### min and max of dates, text, booleans and times
SELECT min(day), max(day), min(text), max(text), min(flag), max(flag), min(clock), max(moment) FROM shop.every_kind
----
Date(DAY)[], Date(DAY)[], Utf8[], Utf8[], Bool[], Bool[], Time(MICROSECOND, 64)[], Timestamp(MICROSECOND, null)[]
| -719162 | 2932896 |  | été 🎉 | false | true | 0 | 2262-04-11T23:47:16 |

### constant in GROUP BY
SELECT 'all' AS what, count(*) FROM shop.sale GROUP BY 'all'
----
Utf8[], Int(64, true)[]
| all | 40 |

### aggregate in ORDER BY only
SELECT channel FROM shop.sale GROUP BY channel ORDER BY sum(quantity) DESC, channel
----
Utf8[]
| shop |
| phone |
| web |

### a sum of integers divided to a whole number
SELECT channel, sum(quantity) // 7 AS weeks FROM shop.sale GROUP BY channel ORDER BY channel
----
Utf8[], Decimal(38, 0, 128)[]
| phone | 5 |
| shop | 5 |
| web | 3 |
