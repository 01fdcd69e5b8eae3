### date_trunc and date_add
SELECT date_trunc('month', day) AS m, date_add(day, INTERVAL '1' MONTH) AS next FROM shop.sale WHERE id < 4 ORDER BY id
----
Timestamp(MICROSECOND, null)[], Timestamp(MICROSECOND, null)[]
| 2023-11-01T00:00 | 2023-12-23T00:00 |
| 2023-11-01T00:00 | 2023-12-26T00:00 |
| 2023-11-01T00:00 | 2023-12-29T00:00 |

### date_diff with units in quotes
SELECT id, date_diff('day', hired, DATE '2024-01-01') AS d FROM shop.employee ORDER BY id
----
Int(32, true)[], Int(64, true)[]
| 1 | 21206 |
| 2 | 8975 |
| 3 | 5055 |
| 4 | 3200 |
| 5 | 2863 |
| 6 | 1096 |
| 7 | 1095 |
| 8 | NULL |
| 9 | 535 |
| 10 | 19724 |

### approximate aggregates
SELECT approx_count_distinct(channel) AS n FROM shop.sale
----
Int(64, true)[]
| 3 |

### max_by and min_by
SELECT channel, max_by(id, amount) AS m FROM shop.sale WHERE amount IS NOT NULL AND id < 13 GROUP BY channel ORDER BY channel
----
Utf8[], Int(32, true)[]
| phone | 8 |
| shop | 10 |
| web | 12 |

### array functions
SELECT array_agg(id ORDER BY id) AS ids, cardinality(MAP {'a': 1}) AS c, array_distinct(ARRAY[1, 1, 2]) AS d, array_sort(ARRAY[3, 1, 2]) AS s, contains(ARRAY[1, 2], 2) AS h FROM shop.department
----
List[Int(32, true)[]], Int(64, false)[], List[Int(32, true)[]], List[Int(32, true)[]], Bool[]
| [1,2,3,4] | 1 | [2,1] | [1,2,3] | true |

### if, nullif, coalesce, try_cast
SELECT if(id = 1, 'one', 'more') AS i, try_cast('x' AS INTEGER) AS t, nullif(id, 2) AS n FROM shop.department ORDER BY id
----
Utf8[], Int(32, true)[], Int(32, true)[]
| one | NULL | 1 |
| more | NULL | NULL |
| more | NULL | 3 |
| more | NULL | 4 |

### regexp_like in other words
SELECT name FROM shop.employee WHERE regexp_matches(name, '^[A-C]') ORDER BY id
----
Utf8[]
| Ada Lovelace |
| Björn Borg |
| Chloé Dupont |

### split_part, strpos, lower
SELECT split_part(email, '@', 1) AS local, strpos(email, '@') AS at_sign FROM shop.employee ORDER BY id
----
Utf8[], Int(64, true)[]
| ada | 4 |
| bjorn | 6 |
| NULL | NULL |
| dmitri | 7 |
| eve | 4 |
| li | 3 |
| NULL | NULL |
| gustav | 7 |
|  | 0 |
| ivan | 5 |

### count_if, arbitrary, bool_and
SELECT count_if(amount > 10) AS n, arbitrary(1) AS one, bool_and(quantity <> 0) AS b FROM shop.sale
----
Decimal(38, 0, 128)[], Int(32, true)[], Bool[]
| 21 | 1 | true |

### UNNEST with ordinality
SELECT t.x, t.n FROM UNNEST(ARRAY['a', 'b', 'c']) WITH ORDINALITY AS t(x, n) ORDER BY t.n
----
Utf8[], Int(64, true)[]
| a | 1 |
| b | 2 |
| c | 3 |

### multimap by list
SELECT channel, list(DISTINCT product_id ORDER BY product_id) AS products FROM shop.sale GROUP BY channel ORDER BY channel
----
Utf8[], List[Int(32, true)[]]
| phone | [3,6] |
| shop | [2,5] |
| web | [1,4] |

### OFFSET before FETCH
SELECT name FROM shop.product ORDER BY id OFFSET 1 ROW FETCH FIRST 2 ROWS ONLY
----
Utf8[]
| Tea |
| Smörgås |

### ROW values
SELECT ROW(1, 'a') AS r, CAST(ROW(1, 2.0) AS STRUCT(x INTEGER, y DOUBLE)) AS s
----
Struct[Int(32, true)[], Utf8[]], Struct[Int(32, true)[], FloatingPoint(DOUBLE)[]]
| {"element1":1,"element2":"a"} | {"x":1,"y":2.0} |

### VALUES as a table
SELECT a, b FROM (VALUES (1, 'x'), (2, 'y')) AS t (a, b) ORDER BY a
----
Int(32, true)[], Utf8[]
| 1 | x |
| 2 | y |

### lateral column reuse is refused there and works here
SELECT quantity * 2 AS q2, q2 + 1 AS q3 FROM shop.sale WHERE id = 1
----
Int(32, true)[], Int(32, true)[]
| 4 | 5 |

### exists and quantified comparison
SELECT name FROM shop.product p WHERE p.price > ALL (SELECT q.price FROM shop.product q WHERE q.category = 'drink') ORDER BY id
----
Utf8[]
| Smörgås |
| naïve cake |

### with session zone conversions
SELECT seen_zone AT TIME ZONE 'America/Los_Angeles' AS la FROM shop.event WHERE id < 3 ORDER BY id
----
Timestamp(MICROSECOND, null)[]
| 2024-03-30T17:30 |
| 2024-03-30T18:30 |

### current_date arithmetic
SELECT current_date - INTERVAL '1' DAY < current_date AS yes, current_timestamp > TIMESTAMPTZ '2020-01-01' AS also
----
Bool[], Bool[]
| true | true |

### typed literals
SELECT DECIMAL '1.50' AS d, DOUBLE '1.5' AS f, BIGINT '7' AS b, VARCHAR 'x' AS v
----
Decimal(18, 3, 128)[], FloatingPoint(DOUBLE)[], Int(64, true)[], Utf8[]
| 1.500 | 1.5 | 7 | x |

### grouping sets with complex keys
SELECT channel, quantity > 2 AS many, count(*) FROM shop.sale GROUP BY GROUPING SETS ((channel), (quantity > 2)) ORDER BY 1 NULLS LAST, 2 NULLS LAST
----
Utf8[], Bool[], Int(64, true)[]
| phone | NULL | 13 |
| shop | NULL | 14 |
| web | NULL | 13 |
| NULL | false | 19 |
| NULL | true | 21 |
