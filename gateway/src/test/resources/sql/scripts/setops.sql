### union removes duplicates
SELECT city FROM shop.department UNION SELECT category FROM shop.product ORDER BY 1
----
Utf8[]
| Genève |
| Zürich |
| drink |
| food |
| misc |
| NULL |

### union all keeps them
SELECT department_id FROM shop.employee UNION ALL SELECT id FROM shop.department ORDER BY 1 NULLS FIRST
----
Int(32, true)[]
| NULL |
| 1 |
| 1 |
| 1 |
| 1 |
| 1 |
| 2 |
| 2 |
| 2 |
| 2 |
| 3 |
| 3 |
| 3 |
| 4 |

### intersect
SELECT id FROM shop.employee INTERSECT SELECT product_id FROM shop.sale ORDER BY 1
----
Int(32, true)[]
| 1 |
| 2 |
| 3 |
| 4 |
| 5 |
| 6 |

### except
SELECT id FROM shop.employee EXCEPT SELECT employee_id FROM shop.sale WHERE channel = 'web' ORDER BY 1
----
Int(32, true)[]
| 2 |
| 3 |
| 4 |
| 5 |
| 7 |
| 8 |
| 9 |
| 10 |

### intersect all
SELECT department_id FROM shop.employee INTERSECT ALL SELECT product_id FROM shop.sale ORDER BY 1
----
Int(32, true)[]
| 1 |
| 1 |
| 1 |
| 1 |
| 2 |
| 2 |
| 2 |
| 3 |
| 3 |

### except all
SELECT product_id FROM shop.sale EXCEPT ALL SELECT id FROM shop.product ORDER BY 1 LIMIT 12
----
Int(32, true)[]
| 1 |
| 1 |
| 1 |
| 1 |
| 1 |
| 2 |
| 2 |
| 2 |
| 2 |
| 2 |
| 2 |
| 3 |

### NULLs are equal to set operations
SELECT department_id FROM shop.employee INTERSECT SELECT employee_id FROM shop.sale ORDER BY 1 NULLS FIRST
----
Int(32, true)[]
| NULL |
| 1 |

### numbers are widened
SELECT small FROM shop.every_kind WHERE id < 4 UNION ALL SELECT big FROM shop.every_kind WHERE id < 4 ORDER BY 1
----
Int(64, true)[]
| -3000000000 |
| -1 |
| 1 |
| 1 |
| 32767 |
| 9223372036854775807 |

### integers and decimals
SELECT id FROM shop.employee WHERE id < 3 UNION ALL SELECT salary FROM shop.employee WHERE id < 3 ORDER BY 1
----
Decimal(12, 2, 128)[]
| 1.00 |
| 2.00 |
| 7200.50 |
| 9800.00 |

### decimals of different scale
SELECT budget FROM shop.department UNION ALL SELECT exact FROM shop.every_kind WHERE id = 1 ORDER BY 1
----
Decimal(18, 4, 128)[]
| 1.2345 |
| 90000.0000 |
| 250000.5000 |
| 500000.0000 |
| NULL |

### integers and doubles
SELECT id FROM shop.employee WHERE id = 2 UNION SELECT double FROM shop.every_kind WHERE id = 7 ORDER BY 1
----
FloatingPoint(DOUBLE)[]
| 2 |
| 1E+300 |

### dates and timestamps
SELECT hired FROM shop.employee WHERE id < 3 UNION ALL SELECT seen FROM shop.event WHERE id < 3 ORDER BY 1
----
Timestamp(MICROSECOND, null)[]
| 1965-12-10T00:00 |
| 1999-06-06T00:00 |
| 2024-03-31T00:30 |
| 2024-03-31T00:45:10.500 |

### NULL as a column of one side
SELECT id, name, NULL AS extra FROM shop.department UNION ALL SELECT id, name, category FROM shop.product ORDER BY 1, 2
----
Int(32, true)[], Utf8[], Utf8[]
| 1 | Café crème | drink |
| 1 | Engineering | NULL |
| 2 | Sales | NULL |
| 2 | Tea | drink |
| 3 | Smörgås | food |
| 3 | Support | NULL |
| 4 | 100% Juice | drink |
| 4 | Légal | NULL |
| 5 | Under_score | misc |
| 6 | naïve cake | food |

### literal labels
SELECT 'employee' AS kind, count(*) AS n FROM shop.employee UNION ALL SELECT 'department', count(*) FROM shop.department UNION ALL SELECT 'sale', count(*) FROM shop.sale ORDER BY n
----
Utf8[], Int(64, true)[]
| department | 4 |
| employee | 10 |
| sale | 40 |

### set operations in parentheses
(SELECT id FROM shop.employee EXCEPT SELECT id FROM shop.department) UNION ALL (SELECT id FROM shop.product INTERSECT SELECT id FROM shop.department) ORDER BY 1
----
Int(32, true)[]
| 1 |
| 2 |
| 3 |
| 4 |
| 5 |
| 6 |
| 7 |
| 8 |
| 9 |
| 10 |

### intersect binds more tightly than union
SELECT 1 AS x UNION SELECT id FROM shop.department INTERSECT SELECT id FROM shop.product WHERE id > 2 ORDER BY 1
----
Int(32, true)[]
| 1 |
| 3 |
| 4 |

### each side with its own order and limit
(SELECT name FROM shop.employee ORDER BY salary DESC NULLS LAST LIMIT 2) UNION ALL (SELECT name FROM shop.product ORDER BY price DESC NULLS LAST LIMIT 2) ORDER BY 1
----
Utf8[]
| Ada Lovelace |
| Björn Borg |
| Smörgås |
| naïve cake |

### limit over a union
SELECT id FROM shop.employee UNION SELECT id FROM shop.sale ORDER BY id DESC LIMIT 3 OFFSET 2
----
Int(32, true)[]
| 38 |
| 37 |
| 36 |

### union within a derived table
SELECT kind, count(*) FROM (SELECT 'd' AS kind, name FROM shop.department UNION ALL SELECT 'p', name FROM shop.product) u GROUP BY kind ORDER BY kind
----
Utf8[], Int(64, true)[]
| d | 4 |
| p | 6 |

### union by name
SELECT id, name FROM shop.department WHERE id = 1 UNION ALL BY NAME SELECT name, id, price FROM shop.product WHERE id = 2 ORDER BY id
----
Int(32, true)[], Utf8[], Decimal(8, 2, 128)[]
| 1 | Engineering | NULL |
| 2 | Tea | 2.80 |

### union distinct, spelled out
SELECT channel FROM shop.sale UNION DISTINCT SELECT category FROM shop.product ORDER BY 1
----
Utf8[]
| drink |
| food |
| misc |
| phone |
| shop |
| web |

### union of three sources, then aggregated
SELECT count(DISTINCT n) FROM (SELECT name AS n FROM shop.employee UNION ALL SELECT name FROM shop.department UNION ALL SELECT name FROM shop.product)
----
Int(64, true)[]
| 20 |

### columns are named by the first side
SELECT id AS number, name AS label FROM shop.department WHERE id = 4 UNION SELECT 0, 'none' ORDER BY number
----
Int(32, true)[], Utf8[]
| 0 | none |
| 4 | Légal |

### ordered by an expression over a union
SELECT * FROM (SELECT name FROM shop.department UNION SELECT name FROM shop.employee) ORDER BY length(name) DESC, name LIMIT 4
----
Utf8[]
| Ada Lovelace |
| Chloé Dupont |
| Engineering |
| Björn Borg |

### except twice
SELECT id FROM shop.sale EXCEPT SELECT id FROM shop.employee EXCEPT SELECT employee_id * 4 FROM shop.sale ORDER BY id LIMIT 5
----
Int(32, true)[]
| 11 |
| 12 |
| 13 |
| 14 |
| 15 |

### lists in a union
SELECT tags FROM shop.product WHERE id = 1 UNION ALL SELECT ['x'] ORDER BY 1
----
List[Utf8[]]
| ["hot","milk"] |
| ["x"] |

### booleans and constants in a union
SELECT flag FROM shop.every_kind UNION SELECT true ORDER BY 1 NULLS LAST
----
Bool[]
| false |
| true |
| NULL |

### union of a join and a table
SELECT e.name, d.name AS place FROM shop.employee e JOIN shop.department d ON d.id = e.department_id WHERE e.id < 3 UNION SELECT name, category FROM shop.product WHERE id < 3 ORDER BY 1
----
Utf8[], Utf8[]
| Ada Lovelace | Engineering |
| Björn Borg | Engineering |
| Café crème | drink |
| Tea | drink |
