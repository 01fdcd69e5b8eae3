### parts of a date
SELECT id, extract(year FROM day), extract(month FROM day), extract(day FROM day), extract(quarter FROM day), extract(week FROM day), extract(dow FROM day), extract(doy FROM day), extract(isodow FROM day) FROM shop.every_kind ORDER BY id
----
Int(32, true)[], Int(64, true)[], Int(64, true)[], Int(64, true)[], Int(64, true)[], Int(64, true)[], Int(64, true)[], Int(64, true)[], Int(64, true)[]
| 1 | 2024 | 2 | 29 | 1 | 9 | 4 | 60 | 4 |
| 2 | 1969 | 12 | 31 | 4 | 1 | 3 | 365 | 3 |
| 3 | 9999 | 12 | 31 | 4 | 52 | 5 | 365 | 5 |
| 4 | 1 | 1 | 1 | 1 | 1 | 1 | 1 | 1 |
| 5 | NULL | NULL | NULL | NULL | NULL | NULL | NULL | NULL |
| 6 | 1970 | 1 | 1 | 1 | 1 | 4 | 1 | 4 |
| 7 | 2000 | 2 | 29 | 1 | 9 | 2 | 60 | 2 |
| 8 | 2023 | 12 | 31 | 4 | 52 | 0 | 365 | 7 |

### parts of a timestamp
SELECT id, extract(hour FROM moment), extract(minute FROM moment), extract(second FROM moment), extract(milliseconds FROM moment), extract(epoch FROM moment) FROM shop.every_kind ORDER BY id
----
Int(32, true)[], Int(64, true)[], Int(64, true)[], Int(64, true)[], Int(64, true)[], FloatingPoint(DOUBLE)[]
| 1 | 12 | 34 | 56 | 56789 | 1.7092101E+9 |
| 2 | 23 | 59 | 59 | 59999 | -0.000001 |
| 3 | 23 | 47 | 16 | 16000 | 9.22337204E+9 |
| 4 | 0 | 0 | 0 | 0 | -6.21355968E+10 |
| 5 | NULL | NULL | NULL | NULL | NULL |
| 6 | 0 | 0 | 0 | 0 | 0.0 |
| 7 | 18 | 30 | 15 | 15500 | 951849016 |
| 8 | 0 | 0 | 0 | 0 | 1.7039808E+9 |

### functions for parts
SELECT year(hired), month(hired), day(hired), quarter(hired), week(hired), dayofweek(hired), dayofyear(hired), weekday(hired), yearweek(hired) FROM shop.employee ORDER BY id
----
Int(64, true)[], Int(64, true)[], Int(64, true)[], Int(64, true)[], Int(64, true)[], Int(64, true)[], Int(64, true)[], Int(64, true)[], Int(64, true)[]
| 1965 | 12 | 10 | 4 | 49 | 5 | 344 | 5 | 196549 |
| 1999 | 6 | 6 | 2 | 22 | 0 | 157 | 0 | 199922 |
| 2010 | 2 | 28 | 1 | 8 | 0 | 59 | 0 | 201008 |
| 2015 | 3 | 29 | 1 | 13 | 0 | 88 | 0 | 201513 |
| 2016 | 2 | 29 | 1 | 9 | 1 | 60 | 1 | 201609 |
| 2020 | 12 | 31 | 4 | 53 | 4 | 366 | 4 | 202053 |
| 2021 | 1 | 1 | 1 | 53 | 5 | 1 | 5 | 202053 |
| NULL | NULL | NULL | NULL | NULL | NULL | NULL | NULL | NULL |
| 2022 | 7 | 15 | 3 | 28 | 5 | 196 | 5 | 202228 |
| 1969 | 12 | 31 | 4 | 1 | 3 | 365 | 3 | 197001 |

### names of days and months
SELECT dayname(hired), monthname(hired) FROM shop.employee ORDER BY id
----
Utf8[], Utf8[]
| Friday | December |
| Sunday | June |
| Sunday | February |
| Sunday | March |
| Monday | February |
| Thursday | December |
| Friday | January |
| NULL | NULL |
| Friday | July |
| Wednesday | December |

### date_part and datepart
SELECT date_part('year', hired), datepart('isoyear', hired), date_part(['year', 'month'], hired) FROM shop.employee ORDER BY id
----
Int(64, true)[], Int(64, true)[], Struct[Int(64, true)[], Int(64, true)[]]
| 1965 | 1965 | {"year":1965,"month":12} |
| 1999 | 1999 | {"year":1999,"month":6} |
| 2010 | 2010 | {"year":2010,"month":2} |
| 2015 | 2015 | {"year":2015,"month":3} |
| 2016 | 2016 | {"year":2016,"month":2} |
| 2020 | 2020 | {"year":2020,"month":12} |
| 2021 | 2020 | {"year":2021,"month":1} |
| NULL | NULL | NULL |
| 2022 | 2022 | {"year":2022,"month":7} |
| 1969 | 1970 | {"year":1969,"month":12} |

### date_trunc
SELECT date_trunc('month', hired), date_trunc('week', hired), date_trunc('year', hired), date_trunc('decade', hired) FROM shop.employee ORDER BY id
----
Timestamp(MICROSECOND, null)[], Timestamp(MICROSECOND, null)[], Timestamp(MICROSECOND, null)[], Timestamp(MICROSECOND, null)[]
| 1965-12-01T00:00 | 1965-12-06T00:00 | 1965-01-01T00:00 | 1960-01-01T00:00 |
| 1999-06-01T00:00 | 1999-05-31T00:00 | 1999-01-01T00:00 | 1990-01-01T00:00 |
| 2010-02-01T00:00 | 2010-02-22T00:00 | 2010-01-01T00:00 | 2010-01-01T00:00 |
| 2015-03-01T00:00 | 2015-03-23T00:00 | 2015-01-01T00:00 | 2010-01-01T00:00 |
| 2016-02-01T00:00 | 2016-02-29T00:00 | 2016-01-01T00:00 | 2010-01-01T00:00 |
| 2020-12-01T00:00 | 2020-12-28T00:00 | 2020-01-01T00:00 | 2020-01-01T00:00 |
| 2021-01-01T00:00 | 2020-12-28T00:00 | 2021-01-01T00:00 | 2020-01-01T00:00 |
| NULL | NULL | NULL | NULL |
| 2022-07-01T00:00 | 2022-07-11T00:00 | 2022-01-01T00:00 | 2020-01-01T00:00 |
| 1969-12-01T00:00 | 1969-12-29T00:00 | 1969-01-01T00:00 | 1960-01-01T00:00 |

### date_trunc of timestamps
SELECT date_trunc('hour', seen), date_trunc('minute', seen), date_trunc('day', seen) FROM shop.event ORDER BY id
----
Timestamp(MICROSECOND, null)[], Timestamp(MICROSECOND, null)[], Timestamp(MICROSECOND, null)[]
| 2024-03-31T00:00 | 2024-03-31T00:30 | 2024-03-31T00:00 |
| 2024-03-31T00:00 | 2024-03-31T00:45 | 2024-03-31T00:00 |
| 2024-03-31T02:00 | 2024-03-31T02:10 | 2024-03-31T00:00 |
| 2024-03-31T02:00 | 2024-03-31T02:12 | 2024-03-31T00:00 |
| 1969-07-20T20:00 | 1969-07-20T20:17 | 1969-07-20T00:00 |
| 1969-12-31T23:00 | 1969-12-31T23:59 | 1969-12-31T00:00 |
| 2000-02-29T12:00 | 2000-02-29T12:00 | 2000-02-29T00:00 |
| NULL | NULL | NULL |
| 2024-12-31T23:00 | 2024-12-31T23:59 | 2024-12-31T00:00 |
| 2025-01-01T00:00 | 2025-01-01T00:00 | 2025-01-01T00:00 |

### date_diff and date_sub
SELECT date_diff('month', hired, DATE '2024-03-15'), date_sub('month', hired, DATE '2024-03-15'), datediff('day', hired, DATE '2024-01-01') FROM shop.employee ORDER BY id
----
Int(64, true)[], Int(64, true)[], Int(64, true)[]
| 699 | 699 | 21206 |
| 297 | 297 | 8975 |
| 169 | 168 | 5055 |
| 108 | 107 | 3200 |
| 97 | 96 | 2863 |
| 39 | 38 | 1096 |
| 38 | 38 | 1095 |
| NULL | NULL | NULL |
| 20 | 20 | 535 |
| 651 | 650 | 19724 |

### date_diff of timestamps
SELECT date_diff('hour', seen, TIMESTAMP '2024-04-01 00:00:00'), date_diff('second', seen, TIMESTAMP '2024-03-31 02:12:00') FROM shop.event WHERE person = 'ann' ORDER BY id
----
Int(64, true)[], Int(64, true)[]
| 24 | 6120 |
| 24 | 5210 |
| 22 | 120 |
| 22 | 0 |

### date plus days
SELECT day + 1, day - 30, day + quantity FROM shop.sale WHERE id < 5 ORDER BY id
----
Date(DAY)[], Date(DAY)[], Date(DAY)[]
| 19685 | 19654 | 19686 |
| 19688 | 19657 | 19690 |
| 19691 | 19660 | 19694 |
| 19694 | 19663 | 19698 |

### date plus interval
SELECT hired + INTERVAL '1' MONTH, hired - INTERVAL '1' YEAR, hired + INTERVAL '10' DAY FROM shop.employee ORDER BY id
----
Timestamp(MICROSECOND, null)[], Timestamp(MICROSECOND, null)[], Timestamp(MICROSECOND, null)[]
| 1966-01-10T00:00 | 1964-12-10T00:00 | 1965-12-20T00:00 |
| 1999-07-06T00:00 | 1998-06-06T00:00 | 1999-06-16T00:00 |
| 2010-03-28T00:00 | 2009-02-28T00:00 | 2010-03-10T00:00 |
| 2015-04-29T00:00 | 2014-03-29T00:00 | 2015-04-08T00:00 |
| 2016-03-29T00:00 | 2015-02-28T00:00 | 2016-03-10T00:00 |
| 2021-01-31T00:00 | 2019-12-31T00:00 | 2021-01-10T00:00 |
| 2021-02-01T00:00 | 2020-01-01T00:00 | 2021-01-11T00:00 |
| NULL | NULL | NULL |
| 2022-08-15T00:00 | 2021-07-15T00:00 | 2022-07-25T00:00 |
| 1970-01-31T00:00 | 1968-12-31T00:00 | 1970-01-10T00:00 |

### the end of a month
SELECT DATE '2024-01-31' + INTERVAL '1' MONTH, last_day(hired), DATE '2024-02-29' - INTERVAL '1' YEAR FROM shop.employee ORDER BY id
----
Timestamp(MICROSECOND, null)[], Date(DAY)[], Timestamp(MICROSECOND, null)[]
| 2024-02-29T00:00 | -1462 | 2023-02-28T00:00 |
| 2024-02-29T00:00 | 10772 | 2023-02-28T00:00 |
| 2024-02-29T00:00 | 14668 | 2023-02-28T00:00 |
| 2024-02-29T00:00 | 16525 | 2023-02-28T00:00 |
| 2024-02-29T00:00 | 16860 | 2023-02-28T00:00 |
| 2024-02-29T00:00 | 18627 | 2023-02-28T00:00 |
| 2024-02-29T00:00 | 18658 | 2023-02-28T00:00 |
| 2024-02-29T00:00 | NULL | 2023-02-28T00:00 |
| 2024-02-29T00:00 | 19204 | 2023-02-28T00:00 |
| 2024-02-29T00:00 | -1 | 2023-02-28T00:00 |

### intervals in the words of PostgreSQL
SELECT hired + INTERVAL '1 month 2 days', hired + INTERVAL '1 year', TIMESTAMP '2024-01-01 00:00:00' + INTERVAL '90 minutes' FROM shop.employee ORDER BY id
----
Timestamp(MICROSECOND, null)[], Timestamp(MICROSECOND, null)[], Timestamp(MICROSECOND, null)[]
| 1966-01-12T00:00 | 1966-12-10T00:00 | 2024-01-01T01:30 |
| 1999-07-08T00:00 | 2000-06-06T00:00 | 2024-01-01T01:30 |
| 2010-03-30T00:00 | 2011-02-28T00:00 | 2024-01-01T01:30 |
| 2015-05-01T00:00 | 2016-03-29T00:00 | 2024-01-01T01:30 |
| 2016-03-31T00:00 | 2017-02-28T00:00 | 2024-01-01T01:30 |
| 2021-02-02T00:00 | 2021-12-31T00:00 | 2024-01-01T01:30 |
| 2021-02-03T00:00 | 2022-01-01T00:00 | 2024-01-01T01:30 |
| NULL | NULL | 2024-01-01T01:30 |
| 2022-08-17T00:00 | 2023-07-15T00:00 | 2024-01-01T01:30 |
| 1970-02-02T00:00 | 1970-12-31T00:00 | 2024-01-01T01:30 |

### intervals in the words of DuckDB
SELECT hired + INTERVAL 3 MONTHS, hired + INTERVAL (id) DAY, to_days(id::INT) FROM shop.employee ORDER BY id
----
Timestamp(MICROSECOND, null)[], Timestamp(MICROSECOND, null)[], Interval(MONTH_DAY_NANO)[]
| 1966-03-10T00:00 | 1965-12-11T00:00 | P1D PT0S |
| 1999-09-06T00:00 | 1999-06-08T00:00 | P2D PT0S |
| 2010-05-28T00:00 | 2010-03-03T00:00 | P3D PT0S |
| 2015-06-29T00:00 | 2015-04-02T00:00 | P4D PT0S |
| 2016-05-29T00:00 | 2016-03-05T00:00 | P5D PT0S |
| 2021-03-31T00:00 | 2021-01-06T00:00 | P6D PT0S |
| 2021-04-01T00:00 | 2021-01-08T00:00 | P7D PT0S |
| NULL | NULL | P8D PT0S |
| 2022-10-15T00:00 | 2022-07-24T00:00 | P9D PT0S |
| 1970-03-31T00:00 | 1970-01-10T00:00 | P10D PT0S |

### intervals multiplied
SELECT TIMESTAMP '2024-01-01 00:00:00' + id * INTERVAL '1' HOUR FROM shop.department ORDER BY id
----
Timestamp(MICROSECOND, null)[]
| 2024-01-01T01:00 |
| 2024-01-01T02:00 |
| 2024-01-01T03:00 |
| 2024-01-01T04:00 |

### difference of dates
SELECT DATE '2024-03-01' - hired AS days FROM shop.employee ORDER BY id
----
Int(64, true)[]
| 21266 |
| 9035 |
| 5115 |
| 3260 |
| 2923 |
| 1156 |
| 1155 |
| NULL |
| 595 |
| 19784 |

### difference of timestamps
SELECT id, seen - TIMESTAMP '2024-03-31 00:00:00' AS apart FROM shop.event WHERE person = 'ann' ORDER BY id
----
Int(32, true)[], Interval(MONTH_DAY_NANO)[]
| 1 | P0D PT30M |
| 2 | P0D PT45M10.5S |
| 3 | P0D PT2H10M |
| 4 | P0D PT2H12M |

### age
SELECT age(TIMESTAMP '2024-03-01', hired::TIMESTAMP) FROM shop.employee WHERE id < 4 ORDER BY id
----
Interval(MONTH_DAY_NANO)[]
| P698M22D PT0S |
| P296M25D PT0S |
| P168M1D PT0S |

### comparisons around the year 1970
SELECT id FROM shop.every_kind WHERE day < DATE '1970-01-01' ORDER BY id
----
Int(32, true)[]
| 2 |
| 4 |

### comparison of a date with a timestamp
SELECT id FROM shop.every_kind WHERE day > TIMESTAMP '1969-12-31 12:00:00' ORDER BY id
----
Int(32, true)[]
| 1 |
| 3 |
| 6 |
| 7 |
| 8 |

### BETWEEN dates
SELECT count(*) FROM shop.sale WHERE day BETWEEN DATE '2023-12-01' AND DATE '2023-12-31'
----
Int(64, true)[]
| 10 |

### a month by date_trunc in WHERE
SELECT count(*) FROM shop.sale WHERE date_trunc('month', day) = DATE '2024-01-01'
----
Int(64, true)[]
| 11 |

### half-open range with interval
SELECT count(*) FROM shop.sale WHERE day >= DATE '2023-12-01' AND day < DATE '2023-12-01' + INTERVAL '1' MONTH
----
Int(64, true)[]
| 10 |

### sales by month
SELECT date_trunc('month', day) AS month, count(*), sum(amount) FROM shop.sale GROUP BY 1 ORDER BY 1
----
Timestamp(MICROSECOND, null)[], Int(64, true)[], Decimal(38, 2, 128)[]
| 2023-11-01T00:00 | 3 | 30.50 |
| 2023-12-01T00:00 | 10 | 116.00 |
| 2024-01-01T00:00 | 11 | 133.25 |
| 2024-02-01T00:00 | 9 | 98.75 |
| 2024-03-01T00:00 | 7 | 85.00 |

### sales by week day
SELECT dayname(day) AS d, count(*) FROM shop.sale GROUP BY dayname(day), extract(isodow FROM day) ORDER BY extract(isodow FROM day)
----
Utf8[], Int(64, true)[]
| Monday | 5 |
| Tuesday | 6 |
| Wednesday | 6 |
| Thursday | 6 |
| Friday | 5 |
| Saturday | 6 |
| Sunday | 6 |

### strftime and strptime
SELECT strftime(hired, '%d.%m.%Y'), strptime('31.12.2023 23:59', '%d.%m.%Y %H:%M'), strftime(hired, '%A, %-d %B') FROM shop.employee WHERE id < 4 ORDER BY id
----
Utf8[], Timestamp(MICROSECOND, null)[], Utf8[]
| 10.12.1965 | 2023-12-31T23:59 | Friday, 10 December |
| 06.06.1999 | 2023-12-31T23:59 | Sunday, 6 June |
| 28.02.2010 | 2023-12-31T23:59 | Sunday, 28 February |

### make_date, make_time, make_timestamp
SELECT make_date(2024, 2, 29), make_time(12, 30, 15.5), make_timestamp(2024, 2, 29, 12, 0, 0), make_date(2020 + id, 1, 1) FROM shop.department ORDER BY id
----
Date(DAY)[], Time(MICROSECOND, 64)[], Timestamp(MICROSECOND, null)[], Date(DAY)[]
| 19782 | 45015500000 | 2024-02-29T12:00 | 18628 |
| 19782 | 45015500000 | 2024-02-29T12:00 | 18993 |
| 19782 | 45015500000 | 2024-02-29T12:00 | 19358 |
| 19782 | 45015500000 | 2024-02-29T12:00 | 19723 |

### epoch and back
SELECT epoch(seen), epoch_ms(seen), to_timestamp(0), make_timestamp(0), epoch_ms(1000) FROM shop.event WHERE id IN (1, 5, 6) ORDER BY id
----
FloatingPoint(DOUBLE)[], Int(64, true)[], Timestamp(MICROSECOND, UTC)[], Timestamp(MICROSECOND, null)[], Timestamp(MICROSECOND, null)[]
| 1.711845E+9 | 1711845000000 | 0 | 1970-01-01T00:00 | 1970-01-01T00:00:01 |
| -1.418294E+7 | -14182940000 | 0 | 1970-01-01T00:00 | 1970-01-01T00:00:01 |
| -0.000001 | 0 | 0 | 1970-01-01T00:00 | 1970-01-01T00:00:01 |

### times
SELECT clock, extract(hour FROM clock), clock + INTERVAL '1' HOUR, clock > TIME '12:00:00' FROM shop.every_kind ORDER BY id
----
Time(MICROSECOND, 64)[], Int(64, true)[], Time(MICROSECOND, 64)[], Bool[]
| 45296000000 | 12 | 48896000000 | true |
| 0 | 0 | 3600000000 | false |
| 86399999999 | 23 | 3599999999 | true |
| NULL | NULL | NULL | NULL |
| NULL | NULL | NULL | NULL |
| 21600000000 | 6 | 25200000000 | false |
| 66615500000 | 18 | 70215500000 | true |
| 45296000000 | 12 | 48896000000 | true |

### date and time joined
SELECT day + clock FROM shop.every_kind WHERE id NOT IN (3, 4) ORDER BY id
----
Timestamp(MICROSECOND, null)[]
| 2024-02-29T12:34:56 |
| 1969-12-31T00:00 |
| NULL |
| 1970-01-01T06:00 |
| 2000-02-29T18:30:15.500 |
| 2023-12-31T12:34:56 |

### casts between dates and timestamps
SELECT CAST(seen AS DATE), CAST(CAST(seen AS DATE) AS TIMESTAMP), CAST(seen AS TIME) FROM shop.event ORDER BY id
----
Date(DAY)[], Timestamp(MICROSECOND, null)[], Time(MICROSECOND, 64)[]
| 19813 | 2024-03-31T00:00 | 1800000000 |
| 19813 | 2024-03-31T00:00 | 2710500000 |
| 19813 | 2024-03-31T00:00 | 7800000000 |
| 19813 | 2024-03-31T00:00 | 7920000000 |
| -165 | 1969-07-20T00:00 | 73060000000 |
| -1 | 1969-12-31T00:00 | 86399999999 |
| 11016 | 2000-02-29T00:00 | 43200000000 |
| NULL | NULL | NULL |
| 20088 | 2024-12-31T00:00 | 86399000000 |
| 20089 | 2025-01-01T00:00 | 0 |

### casts from text
SELECT CAST('2024-02-29' AS DATE), DATE '1969-07-20', CAST('2024-02-29T12:30:00' AS TIMESTAMP), '12:34'::TIME
----
Date(DAY)[], Date(DAY)[], Timestamp(MICROSECOND, null)[], Time(MICROSECOND, 64)[]
| 19782 | -165 | 2024-02-29T12:30 | 45240000000 |

### time zones: instants
SELECT id, seen_zone FROM shop.event ORDER BY id
----
Int(32, true)[], Timestamp(MICROSECOND, UTC)[]
| 1 | 1711845000000000 |
| 2 | 1711848600000000 |
| 3 | 1711845000000000 |
| 4 | 1729989000000000 |
| 5 | -14182940000000 |
| 6 | -3600000000 |
| 7 | 951843600000000 |
| 8 | NULL |
| 9 | 1735689599000000 |
| 10 | 1735657200000000 |

### AT TIME ZONE, from instants to wall clocks
SELECT id, seen_zone AT TIME ZONE 'Europe/Zurich' AS zurich, seen_zone AT TIME ZONE 'America/New_York' AS new_york FROM shop.event ORDER BY id
----
Int(32, true)[], Timestamp(MICROSECOND, null)[], Timestamp(MICROSECOND, null)[]
| 1 | 2024-03-31T01:30 | 2024-03-30T20:30 |
| 2 | 2024-03-31T03:30 | 2024-03-30T21:30 |
| 3 | 2024-03-31T01:30 | 2024-03-30T20:30 |
| 4 | 2024-10-27T02:30 | 2024-10-26T20:30 |
| 5 | 1969-07-20T21:17:40 | 1969-07-20T16:17:40 |
| 6 | 1970-01-01T00:00 | 1969-12-31T18:00 |
| 7 | 2000-02-29T18:00 | 2000-02-29T12:00 |
| 8 | NULL | NULL |
| 9 | 2025-01-01T00:59:59 | 2024-12-31T18:59:59 |
| 10 | 2024-12-31T16:00 | 2024-12-31T10:00 |

### AT TIME ZONE, from wall clocks to instants
SELECT id, seen AT TIME ZONE 'Europe/Zurich' AS instant FROM shop.event ORDER BY id
----
Int(32, true)[], Timestamp(MICROSECOND, UTC)[]
| 1 | 1711841400000000 |
| 2 | 1711842310500000 |
| 3 | 1711847400000000 |
| 4 | 1711847520000000 |
| 5 | -14186540000000 |
| 6 | -3600000001 |
| 7 | 951822000000000 |
| 8 | NULL |
| 9 | 1735685999000000 |
| 10 | 1735686000000000 |

### hours in daylight saving time
SELECT id, extract(hour FROM seen_zone AT TIME ZONE 'Europe/Zurich') AS h FROM shop.event WHERE person = 'ann' ORDER BY id
----
Int(32, true)[], Int(64, true)[]
| 1 | 1 |
| 2 | 3 |
| 3 | 1 |
| 4 | 2 |

### days by local time
SELECT CAST(seen_zone AT TIME ZONE 'Asia/Tokyo' AS DATE) AS day, count(*) FROM shop.event GROUP BY 1 ORDER BY 1
----
Date(DAY)[], Int(64, true)[]
| -164 | 1 |
| 0 | 1 |
| 11017 | 1 |
| 19813 | 3 |
| 20023 | 1 |
| 20089 | 2 |
| NULL | 1 |

### instants with intervals over the change of clocks
SELECT seen_zone + INTERVAL '1' DAY, seen_zone + INTERVAL '24' HOUR FROM shop.event WHERE person = 'ann' ORDER BY id
----
Timestamp(MICROSECOND, UTC)[], Timestamp(MICROSECOND, UTC)[]
| 1711931400000000 | 1711931400000000 |
| 1711935000000000 | 1711935000000000 |
| 1711931400000000 | 1711931400000000 |
| 1730075400000000 | 1730075400000000 |

### comparison of an instant with a literal
SELECT id FROM shop.event WHERE seen_zone >= TIMESTAMPTZ '2024-03-31 01:00:00+00' ORDER BY id
----
Int(32, true)[]
| 2 |
| 4 |
| 9 |
| 10 |

### literals with zones
SELECT TIMESTAMPTZ '2024-01-01 00:00:00+02' AS a, TIMESTAMP WITH TIME ZONE '2024-07-01 00:00:00 Europe/Zurich' AS b
----
Timestamp(MICROSECOND, UTC)[], Timestamp(MICROSECOND, UTC)[]
| 1704060000000000 | 1719784800000000 |

### timezone function
SELECT timezone('Europe/Zurich', seen_zone) FROM shop.event WHERE id < 5 ORDER BY id
----
Timestamp(MICROSECOND, null)[]
| 2024-03-31T01:30 |
| 2024-03-31T03:30 |
| 2024-03-31T01:30 |
| 2024-10-27T02:30 |

### time buckets
SELECT time_bucket(INTERVAL '15 minutes', seen) AS bucket, count(*) FROM shop.event WHERE seen IS NOT NULL GROUP BY 1 ORDER BY 1
----
Timestamp(MICROSECOND, null)[], Int(64, true)[]
| 1969-07-20T20:15 | 1 |
| 1969-12-31T23:45 | 1 |
| 2000-02-29T12:00 | 1 |
| 2024-03-31T00:30 | 1 |
| 2024-03-31T00:45 | 1 |
| 2024-03-31T02:00 | 2 |
| 2024-12-31T23:45 | 1 |
| 2025-01-01T00:00 | 1 |

### now, today, current_date in comparisons
SELECT now() > TIMESTAMPTZ '2024-01-01', current_date >= DATE '2024-01-01', current_timestamp IS NOT NULL, today() >= DATE '2024-01-01'
----
Bool[], Bool[], Bool[], Bool[]
| true | true | true | true |

### a calendar by generate_series
SELECT CAST(d AS DATE) AS day, coalesce(sum(s.quantity), 0) AS n FROM generate_series(DATE '2023-12-01', DATE '2023-12-07', INTERVAL '1' DAY) AS g(d) LEFT JOIN shop.sale s ON s.day = d GROUP BY 1 ORDER BY 1
----
Date(DAY)[], Decimal(38, 0, 128)[]
| 19692 | 0 |
| 19693 | 5 |
| 19694 | 0 |
| 19695 | 0 |
| 19696 | 1 |
| 19697 | 0 |
| 19698 | 0 |

### anniversaries
SELECT name FROM shop.employee WHERE extract(month FROM hired) = 2 AND extract(day FROM hired) IN (28, 29) ORDER BY id
----
Utf8[]
| Chloé Dupont |
| Eve O'Neil |

### ISO weeks at the turn of a year
SELECT extract(isoyear FROM d), extract(week FROM d) FROM (VALUES (DATE '2020-12-31'), (DATE '2021-01-01'), (DATE '2024-12-30')) t(d) ORDER BY d
----
Int(64, true)[], Int(64, true)[]
| 2020 | 53 |
| 2020 | 53 |
| 2025 | 1 |

### centuries, decades, eras
SELECT id, century(day), decade(day), era(day), millennium(day) FROM shop.every_kind WHERE day IS NOT NULL ORDER BY id
----
Int(32, true)[], Int(64, true)[], Int(64, true)[], Int(64, true)[], Int(64, true)[]
| 1 | 21 | 202 | 1 | 3 |
| 2 | 20 | 196 | 1 | 2 |
| 3 | 100 | 999 | 1 | 10 |
| 4 | 1 | 0 | 1 | 1 |
| 6 | 20 | 197 | 1 | 2 |
| 7 | 20 | 200 | 1 | 2 |
| 8 | 21 | 202 | 1 | 3 |

### OVERLAPS in other words
SELECT a.id, b.id FROM shop.employee a JOIN shop.employee b ON a.id < b.id AND a.hired <= b.hired + 365 AND b.hired <= a.hired + 365 ORDER BY 1, 2
----
Int(32, true)[], Int(32, true)[]
| 4 | 5 |
| 6 | 7 |

### date arithmetic across sources
SELECT s.id, s.day - e.hired AS days FROM shop.sale s JOIN shop.employee e ON e.id = s.employee_id WHERE s.id < 8 ORDER BY s.id
----
Int(32, true)[], Int(64, true)[]
| 1 | 1057 |
| 2 | 21170 |
| 3 | 1063 |
| 4 | 21176 |
| 5 | 1069 |
| 6 | 21182 |
| 7 | 1075 |

### the current time as a constant of all sources
SELECT e.id FROM shop.event e JOIN shop.event l ON l.id = e.id WHERE e.seen < now() - INTERVAL '1 day' AND l.seen >= current_date - 100000 AND e.seen_zone < localtimestamp AND date_trunc('month', l.seen) <= date_trunc('month', current_date) ORDER BY e.id
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

### dates beside moments within a day
SELECT id, hired FROM shop.employee WHERE hired > TIMESTAMP '2019-03-01 12:00:00' AND TIMESTAMPTZ '2023-06-30 10:00:00+00' >= hired ORDER BY id
----
Int(32, true)[], Date(DAY)[]
| 6 | 18627 |
| 7 | 18628 |
| 9 | 19188 |

### timestamps beside instants
SELECT id FROM shop.event WHERE seen >= TIMESTAMPTZ '2024-03-31 02:10:00+00' OR seen = TIMESTAMPTZ '1969-07-20 20:17:40+00' ORDER BY id
----
Int(32, true)[]
| 3 |
| 4 |
| 5 |
| 9 |
| 10 |

### timestamps cut to seconds
SELECT id FROM shop.event WHERE CAST(seen AS TIMESTAMP(0)) = TIMESTAMP '2024-03-31 00:45:10' OR CAST(seen AS TIMESTAMP_S) >= TIMESTAMPTZ '2025-01-01 00:00:00+00' ORDER BY id
----
Int(32, true)[]
| 10 |

### constant dates moved by days
SELECT id FROM shop.employee WHERE hired > DATE '2019-01-01' + 30 AND hired < 45 + DATE '2023-01-01' AND hired <> DATE '2020-05-05' - 3 ORDER BY id
----
Int(32, true)[]
| 6 |
| 7 |
| 9 |
