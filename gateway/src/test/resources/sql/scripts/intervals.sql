### intervals: id, hired + INTERVAL 3 MONTH - INTERVAL '10 days' AS d FROM …
SELECT id, hired + INTERVAL 3 MONTH - INTERVAL '10 days' AS d FROM shop.employee ORDER BY id
----
Int(32, true)[], Timestamp(MICROSECOND, null)[]
| 1 | 1966-02-28T00:00 |
| 2 | 1999-08-27T00:00 |
| 3 | 2010-05-18T00:00 |
| 4 | 2015-06-19T00:00 |
| 5 | 2016-05-19T00:00 |
| 6 | 2021-03-21T00:00 |
| 7 | 2021-03-22T00:00 |
| 8 | NULL |
| 9 | 2022-10-05T00:00 |
| 10 | 1970-03-21T00:00 |

### intervals: id, date_trunc('quarter', hired) AS q, extract(isodow FROM …
SELECT id, date_trunc('quarter', hired) AS q, extract(isodow FROM hired) AS w FROM shop.employee ORDER BY id
----
Int(32, true)[], Timestamp(MICROSECOND, null)[], Int(64, true)[]
| 1 | 1965-10-01T00:00 | 5 |
| 2 | 1999-04-01T00:00 | 7 |
| 3 | 2010-01-01T00:00 | 7 |
| 4 | 2015-01-01T00:00 | 7 |
| 5 | 2016-01-01T00:00 | 1 |
| 6 | 2020-10-01T00:00 | 4 |
| 7 | 2021-01-01T00:00 | 5 |
| 8 | NULL | NULL |
| 9 | 2022-07-01T00:00 | 5 |
| 10 | 1969-10-01T00:00 | 3 |

### intervals: e.id, age(DATE '2024-01-01', e.hired) AS a FROM employee e …
SELECT e.id, age(DATE '2024-01-01', e.hired) AS a FROM shop.employee e WHERE hired > DATE '1970-01-01' ORDER BY id
----
Int(32, true)[], Interval(MONTH_DAY_NANO)[]
| 2 | P294M25D PT0S |
| 3 | P166M1D PT0S |
| 4 | P105M3D PT0S |
| 5 | P94M1D PT0S |
| 6 | P36M1D PT0S |
| 7 | P36M PT0S |
| 9 | P17M17D PT0S |

### intervals: id, moment - INTERVAL 1 HOUR * id AS m FROM every_kind WHERE …
SELECT id, moment - INTERVAL 1 HOUR * id AS m FROM shop.every_kind WHERE id IN (1, 2, 7) ORDER BY id
----
Int(32, true)[], Timestamp(MICROSECOND, null)[]
| 1 | 2024-02-29T11:34:56.789 |
| 2 | 1969-12-31T21:59:59.999999 |
| 7 | 2000-02-29T11:30:15.500 |

### intervals: id, to_days(id) AS a, to_hours(id) AS b, INTERVAL (id) DAY …
SELECT id, to_days(id) AS a, to_hours(id) AS b, INTERVAL (id) DAY AS c FROM shop.department ORDER BY id
----
Int(32, true)[], Interval(MONTH_DAY_NANO)[], Interval(MONTH_DAY_NANO)[], Interval(MONTH_DAY_NANO)[]
| 1 | P1D PT0S | P0D PT1H | P1D PT0S |
| 2 | P2D PT0S | P0D PT2H | P2D PT0S |
| 3 | P3D PT0S | P0D PT3H | P3D PT0S |
| 4 | P4D PT0S | P0D PT4H | P4D PT0S |

### intervals: max(seen) - min(seen) AS span FROM event WHERE person = 'ann'
SELECT max(seen) - min(seen) AS span FROM shop.event WHERE person = 'ann'
----
Interval(MONTH_DAY_NANO)[]
| P0D PT1H42M |

### intervals: id FROM event WHERE seen > now() - INTERVAL '400 years' …
SELECT id FROM shop.event WHERE seen > now() - INTERVAL '400 years' ORDER BY id
----
Int(32, true)[]
| 1 |
| 2 |
| 3 |
| 4 |
| 5 |
| 6 |
| 7 |
| 9 |
| 10 |

### intervals: s.id, s.day, e.hired FROM sale s JOIN employee e ON e.id = …
SELECT s.id, s.day, e.hired FROM shop.sale s JOIN shop.employee e ON e.id = s.employee_id AND s.day > e.hired + INTERVAL 8 YEAR ORDER BY s.id
----
Int(32, true)[], Date(DAY)[], Date(DAY)[]
| 2 | 19687 | -1483 |
| 4 | 19693 | -1483 |
| 6 | 19699 | -1483 |
| 8 | 19705 | -1483 |
| 10 | 19711 | -1483 |
| 12 | 19717 | -1483 |
| 14 | 19723 | -1483 |
| 16 | 19729 | -1483 |
| 18 | 19735 | -1483 |
| 20 | 19741 | -1483 |
| 24 | 19753 | -1483 |
| 26 | 19759 | -1483 |
| 28 | 19765 | -1483 |
| 30 | 19771 | -1483 |
| 32 | 19777 | -1483 |
| 34 | 19783 | -1483 |
| 36 | 19789 | -1483 |
| 38 | 19795 | -1483 |
| 40 | 19801 | -1483 |

### intervals: datediff('day', hired, DATE '2024-01-01') AS n, …
SELECT datediff('day', hired, DATE '2024-01-01') AS n, date_sub('month', hired, DATE '2024-01-01') AS m FROM shop.employee ORDER BY id
----
Int(64, true)[], Int(64, true)[]
| 21206 | 696 |
| 8975 | 294 |
| 5055 | 166 |
| 3200 | 105 |
| 2863 | 94 |
| 1096 | 36 |
| 1095 | 36 |
| NULL | NULL |
| 535 | 17 |
| 19724 | 648 |

### intervals: id, CAST(seen AS DATE) + CAST(seen AS TIME) AS again FROM …
SELECT id, CAST(seen AS DATE) + CAST(seen AS TIME) AS again FROM shop.event WHERE seen IS NOT NULL ORDER BY id
----
Int(32, true)[], Timestamp(MICROSECOND, null)[]
| 1 | 2024-03-31T00:30 |
| 2 | 2024-03-31T00:45:10.500 |
| 3 | 2024-03-31T02:10 |
| 4 | 2024-03-31T02:12 |
| 5 | 1969-07-20T20:17:40 |
| 6 | 1969-12-31T23:59:59.999999 |
| 7 | 2000-02-29T12:00 |
| 9 | 2024-12-31T23:59:59 |
| 10 | 2025-01-01T00:00 |

### intervals: INTERVAL '1 year 2 months 3 days' + INTERVAL '4 hours' AS i
SELECT INTERVAL '1 year 2 months 3 days' + INTERVAL '4 hours' AS i
----
Interval(MONTH_DAY_NANO)[]
| P14M3D PT4H |

### intervals: date_part('epoch', INTERVAL '1 day 2 hours') AS e, …
SELECT date_part('epoch', INTERVAL '1 day 2 hours') AS e, extract(day FROM INTERVAL '40 days') AS d
----
FloatingPoint(DOUBLE)[], Int(64, true)[]
| 9.36E+4 | 40 |

### intervals: extract(hour FROM seen - TIMESTAMP '2024-03-31 00:00:00') AS …
SELECT extract(hour FROM seen - TIMESTAMP '2024-03-31 00:00:00') AS h FROM shop.event WHERE person = 'ann' ORDER BY id
----
Int(64, true)[]
| 0 |
| 0 |
| 2 |
| 2 |

### intervals: last_day(hired), monthname(hired), dayname(hired), …
SELECT last_day(hired), monthname(hired), dayname(hired), weekofyear(hired) FROM shop.employee ORDER BY id
----
Date(DAY)[], Utf8[], Utf8[], Int(64, true)[]
| -1462 | December | Friday | 49 |
| 10772 | June | Sunday | 22 |
| 14668 | February | Sunday | 8 |
| 16525 | March | Sunday | 13 |
| 16860 | February | Monday | 9 |
| 18627 | December | Thursday | 53 |
| 18658 | January | Friday | 53 |
| NULL | NULL | NULL | NULL |
| 19204 | July | Friday | 28 |
| -1 | December | Wednesday | 1 |

### intervals: generate_series AS day FROM generate_series(DATE …
SELECT generate_series AS day FROM generate_series(DATE '2024-01-01', DATE '2024-01-05', INTERVAL 2 DAY) ORDER BY 1
----
Timestamp(MICROSECOND, null)[]
| 2024-01-01T00:00 |
| 2024-01-03T00:00 |
| 2024-01-05T00:00 |

### intervals: time_bucket(INTERVAL '2 weeks', day) AS b, count(*) FROM …
SELECT time_bucket(INTERVAL '2 weeks', day) AS b, count(*) FROM shop.sale GROUP BY b ORDER BY b
----
Date(DAY)[], Int(64, true)[]
| 19681 | 4 |
| 19695 | 5 |
| 19709 | 4 |
| 19723 | 5 |
| 19737 | 5 |
| 19751 | 4 |
| 19765 | 5 |
| 19779 | 5 |
| 19793 | 3 |

### intervals: strftime(day, '%Y-W%W') AS w, sum(quantity) FROM sale GROUP …
SELECT strftime(day, '%Y-W%W') AS w, sum(quantity) FROM shop.sale GROUP BY 1 ORDER BY 1 LIMIT 5
----
Utf8[], Decimal(38, 0, 128)[]
| 2023-W47 | 5 |
| 2023-W48 | 9 |
| 2023-W49 | 3 |
| 2023-W50 | 6 |
| 2023-W51 | 3 |

### intervals: strptime('2024-03-31 10:11', '%Y-%m-%d %H:%M') AS t, …
SELECT strptime('2024-03-31 10:11', '%Y-%m-%d %H:%M') AS t, make_date(2024, 2, 29) AS d, make_timestamp(2024, 1, 2, 3, 4, 5.5) AS m
----
Timestamp(MICROSECOND, null)[], Date(DAY)[], Timestamp(MICROSECOND, null)[]
| 2024-03-31T10:11 | 19782 | 2024-01-02T03:04:05.500 |

### intervals: hired BETWEEN DATE '2010-01-01' AND DATE '2016-12-31' AS b …
SELECT hired BETWEEN DATE '2010-01-01' AND DATE '2016-12-31' AS b FROM shop.employee ORDER BY id
----
Bool[]
| false |
| false |
| true |
| true |
| true |
| false |
| false |
| NULL |
| false |
| false |

### time zones: id, seen_zone AT TIME ZONE 'Europe/Zurich' AS local FROM …
SELECT id, seen_zone AT TIME ZONE 'Europe/Zurich' AS local FROM shop.event ORDER BY id
----
Int(32, true)[], Timestamp(MICROSECOND, null)[]
| 1 | 2024-03-31T01:30 |
| 2 | 2024-03-31T03:30 |
| 3 | 2024-03-31T01:30 |
| 4 | 2024-10-27T02:30 |
| 5 | 1969-07-20T21:17:40 |
| 6 | 1970-01-01T00:00 |
| 7 | 2000-02-29T18:00 |
| 8 | NULL |
| 9 | 2025-01-01T00:59:59 |
| 10 | 2024-12-31T16:00 |

### time zones: id, seen AT TIME ZONE 'America/New_York' AS instant FROM …
SELECT id, seen AT TIME ZONE 'America/New_York' AS instant FROM shop.event ORDER BY id
----
Int(32, true)[], Timestamp(MICROSECOND, UTC)[]
| 1 | 1711859400000000 |
| 2 | 1711860310500000 |
| 3 | 1711865400000000 |
| 4 | 1711865520000000 |
| 5 | -14168540000000 |
| 6 | 17999999999 |
| 7 | 951843600000000 |
| 8 | NULL |
| 9 | 1735707599000000 |
| 10 | 1735707600000000 |

### time zones: id, timezone('Asia/Tokyo', seen_zone) AS tokyo, …
SELECT id, timezone('Asia/Tokyo', seen_zone) AS tokyo, extract(epoch FROM seen_zone) AS e FROM shop.event ORDER BY id
----
Int(32, true)[], Timestamp(MICROSECOND, null)[], FloatingPoint(DOUBLE)[]
| 1 | 2024-03-31T09:30 | 1.711845E+9 |
| 2 | 2024-03-31T10:30 | 1.7118486E+9 |
| 3 | 2024-03-31T09:30 | 1.711845E+9 |
| 4 | 2024-10-27T09:30 | 1.729989E+9 |
| 5 | 1969-07-21T05:17:40 | -1.418294E+7 |
| 6 | 1970-01-01T08:00 | -3.6E+3 |
| 7 | 2000-03-01T02:00 | 9.518436E+8 |
| 8 | NULL | NULL |
| 9 | 2025-01-01T08:59:59 | 1.7356896E+9 |
| 10 | 2025-01-01T00:00 | 1.7356572E+9 |

### time zones: id, date_trunc('day', seen_zone) AS d FROM event WHERE …
SELECT id, date_trunc('day', seen_zone) AS d FROM shop.event WHERE seen_zone >= TIMESTAMPTZ '2000-01-01 00:00:00+00' ORDER BY id
----
Int(32, true)[], Timestamp(MICROSECOND, UTC)[]
| 1 | 1711843200000000 |
| 2 | 1711843200000000 |
| 3 | 1711843200000000 |
| 4 | 1729987200000000 |
| 7 | 951782400000000 |
| 9 | 1735603200000000 |
| 10 | 1735603200000000 |

### time zones: CAST(seen_zone AS DATE) AS d, count(*) FROM event GROUP BY d …
SELECT CAST(seen_zone AS DATE) AS d, count(*) FROM shop.event GROUP BY d ORDER BY d NULLS LAST
----
Date(DAY)[], Int(64, true)[]
| -165 | 1 |
| -1 | 1 |
| 11016 | 1 |
| 19813 | 3 |
| 20023 | 1 |
| 20088 | 2 |
| NULL | 1 |

### time zones: seen_zone - seen AT TIME ZONE 'UTC' AS diff FROM event WHERE …
SELECT seen_zone - seen AT TIME ZONE 'UTC' AS diff FROM shop.event WHERE id < 4 ORDER BY id
----
Interval(MONTH_DAY_NANO)[]
| P0D PT0S |
| P0D PT44M49.5S |
| P0D PT-1H-40M |

### time zones: a.id, b.id FROM event a JOIN every_kind b ON …
SELECT a.id, b.id FROM shop.event a JOIN shop.every_kind b ON date_trunc('year', a.seen) = date_trunc('year', b.moment) ORDER BY 1, 2
----
Int(32, true)[], Int(32, true)[]
| 1 | 1 |
| 2 | 1 |
| 3 | 1 |
| 4 | 1 |
| 5 | 2 |
| 6 | 2 |
| 7 | 7 |
| 9 | 1 |

### time zones: to_timestamp(1700000000) AS t, epoch_ms(1700000000000) AS e
SELECT to_timestamp(1700000000) AS t, epoch_ms(1700000000000) AS e
----
Timestamp(MICROSECOND, UTC)[], Timestamp(MICROSECOND, null)[]
| 1700000000000000 | 2023-11-14T22:13:20 |

### time zones: TIMESTAMPTZ '2024-03-31 02:30:00 Europe/Berlin' AS t
SELECT TIMESTAMPTZ '2024-03-31 02:30:00 Europe/Berlin' AS t
----
Timestamp(MICROSECOND, UTC)[]
| 1711848600000000 |
