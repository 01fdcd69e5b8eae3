### every kind, as it is
SELECT * FROM shop.every_kind ORDER BY id
----
Int(32, true)[], Bool[], Int(16, true)[], Int(32, true)[], Int(64, true)[], FloatingPoint(SINGLE)[], FloatingPoint(DOUBLE)[], Decimal(18, 4, 128)[], Utf8[], Binary[], Date(DAY)[], Time(MICROSECOND, 64)[], Timestamp(MICROSECOND, null)[], Timestamp(MICROSECOND, UTC)[]
| 1 | true | 1 | 1 | 1 | 1.5 | 2.5 | 1.2345 | plain | 6162 | 19782 | 45296000000 | 2024-02-29T12:34:56.789 | 1709210096789000 |
| 2 | false | -1 | -7 | -3000000000 | -0.5 | -0.25 | -1.5000 | Straße | 00ff | -1 | 0 | 1969-12-31T23:59:59.999999 | -1 |
| 3 | NULL | 32767 | 2147483647 | 9223372036854775807 | Infinity | NaN | 99999999999999.9999 |  |  | 2932896 | 86399999999 | 2262-04-11T23:47:16 | 9223372036000000 |
| 4 | true | -32768 | -2147483648 | -9223372036854775807 | -Infinity | -Infinity | -99999999999999.9999 | été 🎉 | NULL | -719162 | NULL | 0001-01-01T00:00 | -62135596800000000 |
| 5 | NULL | NULL | NULL | NULL | NULL | NULL | NULL | NULL | NULL | NULL | NULL | NULL | NULL |
| 6 | false | 0 | 0 | 0 | 0.0 | -0.0 | 0.0000 |  padded  | 78 | 0 | 21600000000 | 1970-01-01T00:00 | 0 |
| 7 | true | 7 | 12 | 12 | 1.0E10 | 1E+300 | 12.5000 | per%cent_under\\back | 797a | 11016 | 66615500000 | 2000-02-29T18:30:15.500 | 951849015500000 |
| 8 | false | 7 | 12 | 13 | 0.1 | 0.1 | 12.5000 | PLAIN | 6162 | 19722 | 45296000000 | 2023-12-31T00:00 | 1703980800000000 |

### DECIMAL sums keep their scale
SELECT sum(exact), sum(exact) + 1, sum(exact) * 2, max(exact) - min(exact) FROM shop.every_kind
----
Decimal(38, 4, 128)[], Decimal(38, 4, 128)[], Decimal(38, 4, 128)[], Decimal(19, 4, 128)[]
| 24.7345 | 25.7345 | 49.4690 | 199999999999999.9998 |

### decimal arithmetic
SELECT price + 1, price * 2, price * 1.5, price - 0.25, -price, price / 3 FROM shop.product WHERE id < 4 ORDER BY id
----
Decimal(13, 2, 128)[], Decimal(18, 2, 128)[], Decimal(10, 3, 128)[], Decimal(9, 2, 128)[], Decimal(8, 2, 128)[], FloatingPoint(DOUBLE)[]
| 4.50 | 7.00 | 5.250 | 3.25 | -3.50 | 1.16666667 |
| 3.80 | 5.60 | 4.200 | 2.55 | -2.80 | 0.933333333 |
| 8.25 | 14.50 | 10.875 | 7.00 | -7.25 | 2.41666667 |

### decimals of two tables
SELECT p.id, p.price * s.amount, p.price + s.amount, s.amount - p.price FROM shop.product p JOIN shop.sale s ON s.product_id = p.id WHERE s.id < 6 ORDER BY s.id
----
Int(32, true)[], Decimal(18, 4, 128)[], Decimal(11, 2, 128)[], Decimal(11, 2, 128)[]
| 2 | 25.9000 | 12.05 | 6.45 |
| 3 | 134.1250 | 25.75 | 11.25 |
| 4 | 11.2750 | 6.85 | -1.35 |
| 5 | NULL | NULL | NULL |
| 6 | 106.2500 | 26.25 | 16.25 |

### division is exact, not of integers
SELECT id / 4, 7 / 2, quantity / 2 FROM shop.sale WHERE id < 5 ORDER BY id
----
FloatingPoint(DOUBLE)[], FloatingPoint(DOUBLE)[], FloatingPoint(DOUBLE)[]
| 0.25 | 3.5 | 1 |
| 0.5 | 3.5 | 1.5 |
| 0.75 | 3.5 | 2 |
| 1 | 3.5 | 2.5 |

### division of integers
SELECT id // 4, -7 // 2, id % 4, -7 % 3 FROM shop.sale WHERE id < 6 ORDER BY id
----
Int(32, true)[], Int(32, true)[], Int(32, true)[], Int(32, true)[]
| 0 | -3 | 1 | -1 |
| 0 | -3 | 2 | -1 |
| 0 | -3 | 3 | -1 |
| 1 | -3 | 0 | -1 |
| 1 | -3 | 1 | -1 |

### division by zero is NULL where it is tried
SELECT id, TRY(10 / (id - 2)) AS d, TRY(10 % (id - 2)) AS m FROM shop.department ORDER BY id
----
Int(32, true)[], FloatingPoint(DOUBLE)[], Int(32, true)[]
| 1 | -1E+1 | 0 |
| 2 | Infinity | NULL |
| 3 | 1E+1 | 0 |
| 4 | 5 | 0 |

### doubles divide by zero
SELECT CAST(id AS DOUBLE) / 0 AS d, 0.0::DOUBLE / 0 AS n FROM shop.department WHERE id = 1
----
FloatingPoint(DOUBLE)[], FloatingPoint(DOUBLE)[]
| Infinity | NaN |

### NaN equals itself and is the greatest
SELECT id, double = 'nan'::DOUBLE AS is_nan, double > 1e308 AS big FROM shop.every_kind ORDER BY id
----
Int(32, true)[], Bool[], Bool[]
| 1 | false | false |
| 2 | false | false |
| 3 | true | true |
| 4 | false | false |
| 5 | NULL | NULL |
| 6 | false | false |
| 7 | false | false |
| 8 | false | false |

### isnan, isinf, isfinite
SELECT id, isnan(double), isinf(double), isfinite(single) FROM shop.every_kind ORDER BY id
----
Int(32, true)[], Bool[], Bool[], Bool[]
| 1 | false | false | true |
| 2 | false | false | true |
| 3 | true | false | false |
| 4 | false | true | false |
| 5 | NULL | NULL | NULL |
| 6 | false | false | true |
| 7 | false | false | true |
| 8 | false | false | true |

### minus zero
SELECT double = 0 AS zero, double FROM shop.every_kind WHERE id = 6
----
Bool[], FloatingPoint(DOUBLE)[]
| true | -0.0 |

### powers, roots and logarithms
SELECT power(id, 2), id ^ 2, id ** 2, sqrt(id), cbrt(id), ln(id), log10(id), log2(id), exp(1) FROM shop.department ORDER BY id
----
FloatingPoint(DOUBLE)[], FloatingPoint(DOUBLE)[], FloatingPoint(DOUBLE)[], FloatingPoint(DOUBLE)[], FloatingPoint(DOUBLE)[], FloatingPoint(DOUBLE)[], FloatingPoint(DOUBLE)[], FloatingPoint(DOUBLE)[], FloatingPoint(DOUBLE)[]
| 1 | 1 | 1 | 1 | 1 | 0.0 | 0.0 | 0.0 | 2.71828183 |
| 4 | 4 | 4 | 1.41421356 | 1.25992105 | 0.693147181 | 0.301029996 | 1 | 2.71828183 |
| 9 | 9 | 9 | 1.73205081 | 1.44224957 | 1.09861229 | 0.477121255 | 1.5849625 | 2.71828183 |
| 16 | 16 | 16 | 2 | 1.58740105 | 1.38629436 | 0.602059991 | 2 | 2.71828183 |

### rounding
SELECT round(2.5), round(-2.5), round(price, 1), floor(price), ceil(price), trunc(price), round_even(2.5, 0) FROM shop.product WHERE id < 4 ORDER BY id
----
Decimal(2, 0, 128)[], Decimal(2, 0, 128)[], Decimal(8, 1, 128)[], Decimal(8, 0, 128)[], Decimal(8, 0, 128)[], Decimal(8, 0, 128)[], Decimal(2, 0, 128)[]
| 3 | -3 | 3.5 | 3 | 4 | 3 | 2 |
| 3 | -3 | 2.8 | 2 | 3 | 2 | 2 |
| 3 | -3 | 7.3 | 7 | 8 | 7 | 2 |

### rounding to tens
SELECT round(salary, -2) FROM shop.employee ORDER BY id
----
Decimal(9, 0, 128)[]
| 9800 |
| 7200 |
| 6100 |
| 5400 |
| 5400 |
| 4800 |
| NULL |
| 3900 |
| 4100 |
| 4100 |

### sign, abs, mod
SELECT sign(whole), abs(whole // 2), mod(whole, 5), whole % 5 FROM shop.every_kind ORDER BY id
----
Int(8, true)[], Int(32, true)[], Int(32, true)[], Int(32, true)[]
| 1 | 0 | 1 | 1 |
| -1 | 3 | -2 | -2 |
| 1 | 1073741823 | 2 | 2 |
| -1 | 1073741824 | -3 | -3 |
| NULL | NULL | NULL | NULL |
| 0 | 0 | 0 | 0 |
| 1 | 6 | 2 | 2 |
| 1 | 6 | 2 | 2 |

### trigonometry
SELECT round(sin(id), 6), round(cos(id), 6), round(tan(id), 6), round(atan2(id, 2), 6), round(pi(), 6), degrees(pi()), round(radians(180), 6) FROM shop.department ORDER BY id
----
FloatingPoint(DOUBLE)[], FloatingPoint(DOUBLE)[], FloatingPoint(DOUBLE)[], FloatingPoint(DOUBLE)[], FloatingPoint(DOUBLE)[], FloatingPoint(DOUBLE)[], FloatingPoint(DOUBLE)[]
| 0.841471 | 0.540302 | 1.557408 | 0.463648 | 3.141593 | 1.8E+2 | 3.141593 |
| 0.909297 | -0.416147 | -2.18504 | 0.785398 | 3.141593 | 1.8E+2 | 3.141593 |
| 0.14112 | -0.989992 | -0.142547 | 0.982794 | 3.141593 | 1.8E+2 | 3.141593 |
| -0.756802 | -0.653644 | 1.157821 | 1.107149 | 3.141593 | 1.8E+2 | 3.141593 |

### greatest and least skip NULLs
SELECT greatest(salary, 5000), least(salary, 5000), greatest(NULL, id) FROM shop.employee ORDER BY id
----
Decimal(12, 2, 128)[], Decimal(12, 2, 128)[], Int(32, true)[]
| 9800.00 | 5000.00 | 1 |
| 7200.50 | 5000.00 | 2 |
| 6100.00 | 5000.00 | 3 |
| 5400.25 | 5000.00 | 4 |
| 5400.25 | 5000.00 | 5 |
| 5000.00 | 4800.00 | 6 |
| 5000.00 | 5000.00 | 7 |
| 5000.00 | 3900.75 | 8 |
| 5000.00 | 4100.00 | 9 |
| 5000.00 | 4100.00 | 10 |

### bit operations
SELECT id & 3, id | 8, id << 2, id >> 1, xor(id, 5), ~id FROM shop.employee ORDER BY id
----
Int(32, true)[], Int(32, true)[], Int(32, true)[], Int(32, true)[], Int(32, true)[], Int(32, true)[]
| 1 | 9 | 4 | 0 | 4 | -2 |
| 2 | 10 | 8 | 1 | 7 | -3 |
| 3 | 11 | 12 | 1 | 6 | -4 |
| 0 | 12 | 16 | 2 | 1 | -5 |
| 1 | 13 | 20 | 2 | 0 | -6 |
| 2 | 14 | 24 | 3 | 3 | -7 |
| 3 | 15 | 28 | 3 | 2 | -8 |
| 0 | 8 | 32 | 4 | 13 | -9 |
| 1 | 9 | 36 | 4 | 12 | -10 |
| 2 | 10 | 40 | 5 | 15 | -11 |

### factorial, gcd, lcm
SELECT factorial(id), gcd(id, 6), lcm(id, 6) FROM shop.department ORDER BY id
----
Decimal(38, 0, 128)[], Int(64, true)[], Int(64, true)[]
| 1 | 1 | 6 |
| 2 | 2 | 6 |
| 6 | 3 | 6 |
| 24 | 2 | 12 |

### casts to integers round
SELECT CAST(2.5 AS INTEGER), CAST(3.5 AS INTEGER), CAST(-2.5 AS INTEGER), CAST(2.5::DOUBLE AS INTEGER), CAST(price AS INTEGER) FROM shop.product ORDER BY id
----
Int(32, true)[], Int(32, true)[], Int(32, true)[], Int(32, true)[], Int(32, true)[]
| 3 | 4 | -3 | 2 | 4 |
| 3 | 4 | -3 | 2 | 3 |
| 3 | 4 | -3 | 2 | 7 |
| 3 | 4 | -3 | 2 | 4 |
| 3 | 4 | -3 | 2 | NULL |
| 3 | 4 | -3 | 2 | 5 |

### casts of text
SELECT CAST('12' AS INTEGER), CAST(' 7 ' AS INTEGER), CAST('1e3' AS DOUBLE), CAST('2024-02-30' AS VARCHAR), CAST('true' AS BOOLEAN), CAST('t' AS BOOLEAN)
----
Int(32, true)[], Int(32, true)[], FloatingPoint(DOUBLE)[], Utf8[], Bool[], Bool[]
| 12 | 7 | 1E+3 | 2024-02-30 | true | true |

### casts to text
SELECT CAST(id AS VARCHAR), CAST(flag AS VARCHAR), CAST(exact AS VARCHAR), CAST(double AS VARCHAR), CAST(day AS VARCHAR), CAST(clock AS VARCHAR), CAST(moment AS VARCHAR) FROM shop.every_kind ORDER BY id
----
Utf8[], Utf8[], Utf8[], Utf8[], Utf8[], Utf8[], Utf8[]
| 1 | true | 1.2345 | 2.5 | 2024-02-29 | 12:34:56 | 2024-02-29 12:34:56.789 |
| 2 | false | -1.5000 | -0.25 | 1969-12-31 | 00:00:00 | 1969-12-31 23:59:59.999999 |
| 3 | NULL | 99999999999999.9999 | nan | 9999-12-31 | 23:59:59.999999 | 2262-04-11 23:47:16 |
| 4 | true | -99999999999999.9999 | -inf | 0001-01-01 | NULL | 0001-01-01 00:00:00 |
| 5 | NULL | NULL | NULL | NULL | NULL | NULL |
| 6 | false | 0.0000 | -0.0 | 1970-01-01 | 06:00:00 | 1970-01-01 00:00:00 |
| 7 | true | 12.5000 | 1e+300 | 2000-02-29 | 18:30:15.5 | 2000-02-29 18:30:15.5 |
| 8 | false | 12.5000 | 0.1 | 2023-12-31 | 12:34:56 | 2023-12-31 00:00:00 |

### TRY_CAST
SELECT id, TRY_CAST(text AS INTEGER), TRY_CAST('2024-02-30' AS DATE), TRY_CAST('12x' AS INTEGER) FROM shop.every_kind ORDER BY id
----
Int(32, true)[], Int(32, true)[], Date(DAY)[], Int(32, true)[]
| 1 | NULL | NULL | NULL |
| 2 | NULL | NULL | NULL |
| 3 | NULL | NULL | NULL |
| 4 | NULL | NULL | NULL |
| 5 | NULL | NULL | NULL |
| 6 | NULL | NULL | NULL |
| 7 | NULL | NULL | NULL |
| 8 | NULL | NULL | NULL |

### casts with colons
SELECT '42'::INT + 1, 1.5::DECIMAL(5,2), id::VARCHAR || '!', '2024-05-01'::DATE + 1 FROM shop.department ORDER BY id
----
Int(32, true)[], Decimal(5, 2, 128)[], Utf8[], Date(DAY)[]
| 43 | 1.50 | 1! | 19845 |
| 43 | 1.50 | 2! | 19845 |
| 43 | 1.50 | 3! | 19845 |
| 43 | 1.50 | 4! | 19845 |

### cast after an operator
SELECT 1 + '2'::INT * 3, -id::DOUBLE FROM shop.department ORDER BY id
----
Int(32, true)[], FloatingPoint(DOUBLE)[]
| 7 | -1 |
| 7 | -2 |
| 7 | -3 |
| 7 | -4 |

### casts to small types
SELECT CAST(id AS TINYINT), CAST(id AS SMALLINT), CAST(id AS UTINYINT), CAST(id AS HUGEINT), CAST(id AS FLOAT) FROM shop.department ORDER BY id
----
Int(8, true)[], Int(16, true)[], Int(8, false)[], Decimal(38, 0, 128)[], FloatingPoint(SINGLE)[]
| 1 | 1 | 1 | 1 | 1.0 |
| 2 | 2 | 2 | 2 | 2.0 |
| 3 | 3 | 3 | 3 | 3.0 |
| 4 | 4 | 4 | 4 | 4.0 |

### a cast that a source has to make before comparing
SELECT id FROM shop.every_kind WHERE CAST(big AS VARCHAR) LIKE '-%' ORDER BY id
----
Int(32, true)[]
| 2 |
| 4 |

### integers beyond 32 bits
SELECT 2147483647 + 1::BIGINT, 9223372036854775807, 3000000000 * 2, big FROM shop.every_kind WHERE id = 3
----
Int(64, true)[], Int(64, true)[], Int(64, true)[], Int(64, true)[]
| 2147483648 | 9223372036854775807 | 6000000000 | 9223372036854775807 |

### sums beyond 64 bits
SELECT sum(big) + 9223372036854775807 FROM shop.every_kind WHERE id = 3
----
Decimal(38, 0, 128)[]
| 18446744073709551614 |

### huge integers
SELECT CAST(big AS HUGEINT) * 10 FROM shop.every_kind WHERE id = 3
----
Decimal(38, 0, 128)[]
| 92233720368547758070 |

### numbers written with underscores and exponents
SELECT 1_000_000, 1e3, 0.5, 1.5e-3
----
Int(32, true)[], FloatingPoint(DOUBLE)[], Decimal(2, 1, 128)[], FloatingPoint(DOUBLE)[]
| 1000000 | 1E+3 | 0.5 | 0.0015 |

### literals of all kinds
SELECT 1, 1.5, 1e0, 'text', true, false, NULL, DATE '2024-01-01', TIME '12:00:00', TIMESTAMP '2024-01-01 12:00:00', INTERVAL '1' DAY
----
Int(32, true)[], Decimal(2, 1, 128)[], FloatingPoint(DOUBLE)[], Utf8[], Bool[], Bool[], Null[], Date(DAY)[], Time(MICROSECOND, 64)[], Timestamp(MICROSECOND, null)[], Interval(MONTH_DAY_NANO)[]
| 1 | 1.5 | 1 | text | true | false | NULL | 19723 | 43200000000 | 2024-01-01T12:00 | P1D PT0S |

### text with quotes, backslashes and line ends
SELECT 'it''s', 'a\nb', E'a\nb', 'back\slash', $$dollar 'quoted'$$
----
Utf8[], Utf8[], Utf8[], Utf8[], Utf8[]
| it's | a\\nb | a\nb | back\\slash | dollar 'quoted' |

### blobs
SELECT id, octet_length(bytes), hex(bytes), bytes = 'ab'::BLOB FROM shop.every_kind ORDER BY id
----
Int(32, true)[], Int(64, true)[], Utf8[], Bool[]
| 1 | 2 | 6162 | true |
| 2 | 2 | 00FF | false |
| 3 | 0 |  | false |
| 4 | NULL | NULL | NULL |
| 5 | NULL | NULL | NULL |
| 6 | 1 | 78 | false |
| 7 | 2 | 797A | false |
| 8 | 2 | 6162 | true |

### base64 and hex
SELECT base64('abc'::BLOB), from_base64('YWJj'), hex('abc'), unhex('616263'), md5('a'), sha256('a')
----
Utf8[], Binary[], Utf8[], Binary[], Utf8[], Utf8[]
| YWJj | 616263 | 616263 | 616263 | 0cc175b9c0f1b6a831c399e269772661 | ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb |

### UUIDs
SELECT '550e8400-e29b-41d4-a716-446655440000'::UUID AS u, '550E8400-E29B-41D4-A716-446655440000'::UUID = '550e8400-e29b-41d4-a716-446655440000'::UUID AS same
----
Utf8[], Bool[]
| 550e8400-e29b-41d4-a716-446655440000 | true |

### booleans and their logic with NULL
SELECT id, flag AND NULL, flag OR NULL, NOT flag, flag IS TRUE, flag IS NOT FALSE, flag IS NULL FROM shop.every_kind ORDER BY id
----
Int(32, true)[], Bool[], Bool[], Bool[], Bool[], Bool[], Bool[]
| 1 | NULL | true | false | true | true | false |
| 2 | false | NULL | true | false | false | false |
| 3 | NULL | NULL | NULL | false | true | true |
| 4 | NULL | true | false | true | true | false |
| 5 | NULL | NULL | NULL | false | true | true |
| 6 | false | NULL | true | false | false | false |
| 7 | NULL | true | false | true | true | false |
| 8 | false | NULL | true | false | false | false |

### a boolean column as the condition
SELECT id FROM shop.every_kind WHERE flag ORDER BY id
----
Int(32, true)[]
| 1 |
| 4 |
| 7 |

### NOT of a boolean column
SELECT id FROM shop.every_kind WHERE NOT flag ORDER BY id
----
Int(32, true)[]
| 2 |
| 6 |
| 8 |

### CASE with and without operand
SELECT id, CASE id WHEN 1 THEN 'one' WHEN 2 THEN 'two' END, CASE WHEN whole > 0 THEN whole ELSE exact END FROM shop.every_kind ORDER BY id
----
Int(32, true)[], Utf8[], Decimal(18, 4, 128)[]
| 1 | one | 1.0000 |
| 2 | two | -1.5000 |
| 3 | NULL | 2147483647.0000 |
| 4 | NULL | -99999999999999.9999 |
| 5 | NULL | NULL |
| 6 | NULL | 0.0000 |
| 7 | NULL | 12.0000 |
| 8 | NULL | 12.0000 |

### COALESCE, NULLIF, IFNULL, IF
SELECT id, coalesce(whole, -1), nullif(small, 7), ifnull(text, '-'), if(flag, 'y', 'n'), coalesce(NULL, NULL, exact) FROM shop.every_kind ORDER BY id
----
Int(32, true)[], Int(32, true)[], Int(16, true)[], Utf8[], Utf8[], Decimal(18, 4, 128)[]
| 1 | 1 | 1 | plain | y | 1.2345 |
| 2 | -7 | -1 | Straße | n | -1.5000 |
| 3 | 2147483647 | 32767 |  | n | 99999999999999.9999 |
| 4 | -2147483648 | -32768 | été 🎉 | y | -99999999999999.9999 |
| 5 | -1 | NULL | - | n | NULL |
| 6 | 0 | 0 |  padded  | n | 0.0000 |
| 7 | 12 | NULL | per%cent_under\\back | y | 12.5000 |
| 8 | 12 | NULL | PLAIN | n | 12.5000 |

### nullif with types that differ
SELECT nullif(whole, 12.0), nullif(text, '') FROM shop.every_kind ORDER BY id
----
Int(32, true)[], Utf8[]
| 1 | plain |
| -7 | Straße |
| 2147483647 | NULL |
| -2147483648 | été 🎉 |
| NULL | NULL |
| 0 |  padded  |
| NULL | per%cent_under\\back |
| NULL | PLAIN |

### IS DISTINCT FROM
SELECT id FROM shop.every_kind WHERE small IS DISTINCT FROM 7 ORDER BY id
----
Int(32, true)[]
| 1 |
| 2 |
| 3 |
| 4 |
| 5 |
| 6 |

### comparison of different number types
SELECT id FROM shop.every_kind WHERE small = exact OR whole < single ORDER BY id
----
Int(32, true)[]
| 1 |
| 2 |
| 3 |
| 6 |
| 7 |

### BETWEEN, both ways round
SELECT id FROM shop.every_kind WHERE whole BETWEEN -10 AND 10 OR small BETWEEN 5 AND 10 ORDER BY id
----
Int(32, true)[]
| 1 |
| 2 |
| 6 |
| 7 |
| 8 |

### NOT BETWEEN
SELECT id FROM shop.every_kind WHERE whole NOT BETWEEN 0 AND 12 ORDER BY id
----
Int(32, true)[]
| 2 |
| 3 |
| 4 |

### IN with NULL in the list
SELECT id, small IN (1, 7, NULL), small NOT IN (1, 7) FROM shop.every_kind ORDER BY id
----
Int(32, true)[], Bool[], Bool[]
| 1 | true | false |
| 2 | NULL | true |
| 3 | NULL | true |
| 4 | NULL | true |
| 5 | NULL | NULL |
| 6 | NULL | true |
| 7 | true | false |
| 8 | true | false |

### IN with expressions and mixed numbers
SELECT id FROM shop.every_kind WHERE whole IN (3 * 4, 1.0, id) ORDER BY id
----
Int(32, true)[]
| 1 |
| 7 |
| 8 |

### row comparisons
SELECT id FROM shop.every_kind WHERE (small, whole) = (7, 12) ORDER BY id
----
Int(32, true)[]
| 7 |
| 8 |

### row order
SELECT id FROM shop.every_kind WHERE (small, id) > (7, 7) ORDER BY id
----
Int(32, true)[]
| 3 |
| 5 |
| 8 |

### implicit casts of text literals
SELECT id FROM shop.every_kind WHERE day = '1970-01-01' OR whole = '12' ORDER BY id
----
Int(32, true)[]
| 6 |
| 7 |
| 8 |

### typeof
SELECT typeof(small), typeof(exact), typeof(small + 1), typeof(exact * 2), typeof(sum(small)), typeof(7 / 2), typeof(now()) FROM shop.every_kind WHERE id = 1 GROUP BY ALL
----
Utf8[], Utf8[], Utf8[], Utf8[], Utf8[], Utf8[], Utf8[]
| SMALLINT | DECIMAL(18,4) | SMALLINT | DECIMAL(18,4) | HUGEINT | DOUBLE | TIMESTAMP WITH TIME ZONE |

### mixed CASE branches
SELECT CASE WHEN id = 1 THEN 1 WHEN id = 2 THEN 2.5 ELSE NULL END AS x FROM shop.department ORDER BY id
----
Decimal(11, 1, 128)[]
| 1.0 |
| 2.5 |
| NULL |
| NULL |

### overflow in a decimal is an error that TRY hides
SELECT TRY(CAST(exact * 100000 AS DECIMAL(10,2))) FROM shop.every_kind ORDER BY id
----
Decimal(10, 2, 128)[]
| 123450.00 |
| -150000.00 |
| NULL |
| NULL |
| NULL |
| 0.00 |
| 1250000.00 |
| 1250000.00 |

### enum-like checks
SELECT count(*) FROM shop.sale WHERE channel::VARCHAR IN ('web', 'phone') AND quantity::BOOLEAN
----
Int(64, true)[]
| 26 |

### an ENUM
SELECT id, 'happy'::ENUM('sad', 'happy') > 'sad' AS better FROM shop.department ORDER BY id
----
Int(32, true)[], Bool[]
| 1 | false |
| 2 | false |
| 3 | false |
| 4 | false |

### bits
SELECT id, bit_count('10101'::BIT) + id AS n FROM shop.department ORDER BY id
----
Int(32, true)[], Int(64, true)[]
| 1 | 4 |
| 2 | 5 |
| 3 | 6 |
| 4 | 7 |

### the largest HUGEINT
SELECT id, 170141183460469231731687303715884105727 AS n FROM shop.department ORDER BY id
----
Int(32, true)[], Decimal(38, 0, 128)[]
| 1 | 170141183460469231731687303715884105727 |
| 2 | 170141183460469231731687303715884105727 |
| 3 | 170141183460469231731687303715884105727 |
| 4 | 170141183460469231731687303715884105727 |

### a NULL without a type
SELECT NULL || NULL AS n, coalesce(NULL, NULL) AS c
----
Null[], Null[]
| NULL | NULL |

### NULLs without a type of a source
SELECT id, NULL AS n, nullif(1, 1) AS i, NULL = id AS b FROM shop.department ORDER BY id
----
Int(32, true)[], Null[], Int(32, true)[], Bool[]
| 1 | NULL | NULL | NULL |
| 2 | NULL | NULL | NULL |
| 3 | NULL | NULL | NULL |
| 4 | NULL | NULL | NULL |

### constants that are NULL
SELECT NULL = NULL AS b, NOT NULL AS n, nullif(1, 1) AS i, max(NULL) AS m
----
Bool[], Bool[], Int(32, true)[], Null[]
| NULL | NULL | NULL | NULL |
