### NULLs last without being asked
SELECT id, salary FROM shop.employee ORDER BY salary, id
----
Int(32, true)[], Decimal(9, 2, 128)[]
| 8 | 3900.75 |
| 9 | 4100.00 |
| 10 | 4100.00 |
| 6 | 4800.00 |
| 4 | 5400.25 |
| 5 | 5400.25 |
| 3 | 6100.00 |
| 2 | 7200.50 |
| 1 | 9800.00 |
| 7 | NULL |

### NULLs last in descending order too
SELECT id, salary FROM shop.employee ORDER BY salary DESC, id
----
Int(32, true)[], Decimal(9, 2, 128)[]
| 1 | 9800.00 |
| 2 | 7200.50 |
| 3 | 6100.00 |
| 4 | 5400.25 |
| 5 | 5400.25 |
| 6 | 4800.00 |
| 9 | 4100.00 |
| 10 | 4100.00 |
| 8 | 3900.75 |
| 7 | NULL |

### NULLS FIRST
SELECT id, salary FROM shop.employee ORDER BY salary NULLS FIRST, id
----
Int(32, true)[], Decimal(9, 2, 128)[]
| 7 | NULL |
| 8 | 3900.75 |
| 9 | 4100.00 |
| 10 | 4100.00 |
| 6 | 4800.00 |
| 4 | 5400.25 |
| 5 | 5400.25 |
| 3 | 6100.00 |
| 2 | 7200.50 |
| 1 | 9800.00 |

### mixed directions
SELECT channel, quantity, id FROM shop.sale WHERE id < 12 ORDER BY channel DESC, quantity ASC, id DESC
----
Utf8[], Int(32, true)[], Int(32, true)[]
| web | -1 | 9 |
| web | 2 | 6 |
| web | 4 | 3 |
| shop | 1 | 10 |
| shop | 2 | 1 |
| shop | 3 | 7 |
| shop | 5 | 4 |
| phone | 1 | 5 |
| phone | 2 | 11 |
| phone | 3 | 2 |
| phone | 4 | 8 |

### by ordinal
SELECT name, salary FROM shop.employee ORDER BY 2 DESC NULLS LAST, 1
----
Utf8[], Decimal(9, 2, 128)[]
| Ada Lovelace | 9800.00 |
| Björn Borg | 7200.50 |
| Chloé Dupont | 6100.00 |
| Eve O'Neil | 5400.25 |
| dmitri | 5400.25 |
| 李雷 | 4800.00 |
| Hana | 4100.00 |
| Ivan | 4100.00 |
| Gustav | 3900.75 |
| Fatima | NULL |

### by alias
SELECT name, length(name) AS n FROM shop.employee ORDER BY n DESC, name
----
Utf8[], Int(64, true)[]
| Ada Lovelace | 12 |
| Chloé Dupont | 12 |
| Björn Borg | 10 |
| Eve O'Neil | 10 |
| Fatima | 6 |
| Gustav | 6 |
| dmitri | 6 |
| Hana | 4 |
| Ivan | 4 |
| 李雷 | 2 |

### by expression
SELECT name FROM shop.employee ORDER BY lower(name)
----
Utf8[]
| Ada Lovelace |
| Björn Borg |
| Chloé Dupont |
| dmitri |
| Eve O'Neil |
| Fatima |
| Gustav |
| Hana |
| Ivan |
| 李雷 |

### by expression of an alias
SELECT id, quantity AS q FROM shop.sale WHERE id < 8 ORDER BY -q, id
----
Int(32, true)[], Int(32, true)[]
| 4 | 5 |
| 3 | 4 |
| 2 | 3 |
| 7 | 3 |
| 1 | 2 |
| 6 | 2 |
| 5 | 1 |

### by what is not selected
SELECT name FROM shop.employee ORDER BY hired DESC NULLS LAST
----
Utf8[]
| Hana |
| Fatima |
| 李雷 |
| Eve O'Neil |
| dmitri |
| Chloé Dupont |
| Björn Borg |
| Ivan |
| Ada Lovelace |
| Gustav |

### by CASE
SELECT name FROM shop.product ORDER BY CASE category WHEN 'misc' THEN 0 WHEN 'food' THEN 1 ELSE 2 END, name
----
Utf8[]
| Under_score |
| Smörgås |
| naïve cake |
| 100% Juice |
| Café crème |
| Tea |

### text by bytes
SELECT text FROM shop.every_kind ORDER BY text NULLS FIRST
----
Utf8[]
| NULL |
|  |
|  padded  |
| PLAIN |
| Straße |
| per%cent_under\\back |
| plain |
| été 🎉 |

### names with accents and capitals
SELECT name FROM shop.employee ORDER BY name
----
Utf8[]
| Ada Lovelace |
| Björn Borg |
| Chloé Dupont |
| Eve O'Neil |
| Fatima |
| Gustav |
| Hana |
| Ivan |
| dmitri |
| 李雷 |

### with COLLATE NOCASE
SELECT name FROM shop.employee ORDER BY name COLLATE NOCASE
----
Utf8[]
| Ada Lovelace |
| Björn Borg |
| Chloé Dupont |
| dmitri |
| Eve O'Neil |
| Fatima |
| Gustav |
| Hana |
| Ivan |
| 李雷 |

### numbers with NaN and infinities
SELECT id, double FROM shop.every_kind ORDER BY double, id
----
Int(32, true)[], FloatingPoint(DOUBLE)[]
| 4 | -Infinity |
| 2 | -0.25 |
| 6 | -0.0 |
| 8 | 0.1 |
| 1 | 2.5 |
| 7 | 1E+300 |
| 3 | NaN |
| 5 | NULL |

### booleans
SELECT id, flag FROM shop.every_kind ORDER BY flag, id
----
Int(32, true)[], Bool[]
| 2 | false |
| 6 | false |
| 8 | false |
| 1 | true |
| 4 | true |
| 7 | true |
| 3 | NULL |
| 5 | NULL |

### dates before 1970
SELECT id, day FROM shop.every_kind ORDER BY day DESC NULLS LAST, id
----
Int(32, true)[], Date(DAY)[]
| 3 | 2932896 |
| 1 | 19782 |
| 8 | 19722 |
| 7 | 11016 |
| 6 | 0 |
| 2 | -1 |
| 4 | -719162 |
| 5 | NULL |

### LIMIT
SELECT id FROM shop.sale ORDER BY id LIMIT 3
----
Int(32, true)[]
| 1 |
| 2 |
| 3 |

### LIMIT and OFFSET
SELECT id FROM shop.sale ORDER BY id LIMIT 3 OFFSET 5
----
Int(32, true)[]
| 6 |
| 7 |
| 8 |

### OFFSET alone
SELECT id FROM shop.sale ORDER BY id OFFSET 36
----
Int(32, true)[]
| 37 |
| 38 |
| 39 |
| 40 |

### FETCH FIRST
SELECT id FROM shop.sale ORDER BY id DESC FETCH FIRST 2 ROWS ONLY
----
Int(32, true)[]
| 40 |
| 39 |

### OFFSET and FETCH in standard words
SELECT id FROM shop.sale ORDER BY id OFFSET 2 ROWS FETCH NEXT 2 ROWS ONLY
----
Int(32, true)[]
| 3 |
| 4 |

### LIMIT 0
SELECT id, name FROM shop.employee ORDER BY id LIMIT 0
----
Int(32, true)[], Utf8[]

### LIMIT ALL
SELECT id FROM shop.department ORDER BY id LIMIT ALL
----
Int(32, true)[]
| 1 |
| 2 |
| 3 |
| 4 |

### LIMIT beyond the end
SELECT id FROM shop.department ORDER BY id LIMIT 100 OFFSET 3
----
Int(32, true)[]
| 4 |

### LIMIT in per cent
SELECT id FROM shop.sale ORDER BY id LIMIT 10%
----
Int(32, true)[]
| 1 |
| 2 |
| 3 |
| 4 |

### LIMIT by an expression
SELECT id FROM shop.sale ORDER BY id LIMIT 1 + 2
----
Int(32, true)[]
| 1 |
| 2 |
| 3 |

### order within a derived table, with LIMIT
SELECT max(id) FROM (SELECT id FROM shop.sale ORDER BY amount DESC NULLS LAST, id LIMIT 5)
----
Int(32, true)[]
| 35 |

### top of a join over a large table
SELECT o.id, c.name FROM shop.orders o JOIN shop.customer c ON c.id = o.customer_id ORDER BY o.total DESC, o.id LIMIT 5
----
Int(64, true)[], Utf8[]
| 96 | name 97 |
| 193 | name 194 |
| 290 | name 291 |
| 387 | name 388 |
| 484 | name 485 |

### order by two sources' columns
SELECT e.name, d.city FROM shop.employee e LEFT JOIN shop.department d ON d.id = e.department_id ORDER BY d.city NULLS FIRST, e.salary DESC NULLS LAST, e.id LIMIT 6
----
Utf8[], Utf8[]
| Gustav | NULL |
| Chloé Dupont | Genève |
| Eve O'Neil | Genève |
| Fatima | Genève |
| Ada Lovelace | Zürich |
| Björn Borg | Zürich |

### ORDER BY ALL
SELECT channel, product_id FROM shop.sale WHERE id < 8 ORDER BY ALL
----
Utf8[], Int(32, true)[]
| phone | 3 |
| phone | 6 |
| shop | 2 |
| shop | 2 |
| shop | 5 |
| web | 1 |
| web | 4 |

### ORDER BY ALL DESC
SELECT channel, product_id FROM shop.sale WHERE id < 8 ORDER BY ALL DESC
----
Utf8[], Int(32, true)[]
| web | 4 |
| web | 1 |
| shop | 5 |
| shop | 2 |
| shop | 2 |
| phone | 6 |
| phone | 3 |

### ORDER BY an aggregate that is selected under an alias
SELECT channel, count(*) AS n FROM shop.sale GROUP BY channel ORDER BY n DESC, channel
----
Utf8[], Int(64, true)[]
| shop | 14 |
| phone | 13 |
| web | 13 |

### an alias that hides a column
SELECT -id AS id FROM shop.department ORDER BY id
----
Int(32, true)[]
| -4 |
| -3 |
| -2 |
| -1 |

### a sample of none
SELECT count(*) FROM shop.sale USING SAMPLE 0 ROWS
----
Int(64, true)[]
| 0 |

### deep offset over a large table
SELECT id, total FROM shop.orders ORDER BY id LIMIT 2 OFFSET 9990
----
Int(64, true)[], Decimal(12, 2, 128)[]
| 9991 | 0.00 |
| 9992 | 1.00 |
