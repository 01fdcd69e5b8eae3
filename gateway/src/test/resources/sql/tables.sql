-- The small tables of the SQL scripts: every type, NULLs, Unicode, negative numbers, days before 1970.
CREATE TABLE department AS
SELECT * FROM (VALUES
  (1, 'Engineering', CAST(500000.00 AS DECIMAL(12,2)), 'Zürich'),
  (2, 'Sales', 250000.50, 'Genève'),
  (3, 'Support', NULL, 'Zürich'),
  (4, 'Légal', 90000.00, NULL)) t(id, name, budget, city);

CREATE TABLE employee AS
SELECT * FROM (VALUES
  (1, 'Ada Lovelace', NULL, 1, CAST(9800.00 AS DECIMAL(9,2)), DATE '1965-12-10', 'ada@example.com'),
  (2, 'Björn Borg', 1, 1, 7200.50, DATE '1999-06-06', 'bjorn@example.com'),
  (3, 'Chloé Dupont', 1, 2, 6100.00, DATE '2010-02-28', NULL),
  (4, 'dmitri', 2, 1, 5400.25, DATE '2015-03-29', 'dmitri@example.org'),
  (5, 'Eve O''Neil', 3, 2, 5400.25, DATE '2016-02-29', 'eve@example.org'),
  (6, '李雷', 2, 1, 4800.00, DATE '2020-12-31', 'li@example.cn'),
  (7, 'Fatima', 3, 2, NULL, DATE '2021-01-01', NULL),
  (8, 'Gustav', 3, NULL, 3900.75, NULL, 'gustav@example.com'),
  (9, 'Hana', 5, 3, 4100.00, DATE '2022-07-15', ''),
  (10, 'Ivan', 9, 3, 4100.00, DATE '1969-12-31', 'ivan@example.com'))
  t(id, name, manager_id, department_id, salary, hired, email);

CREATE TABLE product AS
SELECT * FROM (VALUES
  (1, 'Café crème', 'drink', CAST(3.50 AS DECIMAL(8,2)), ['hot', 'milk'], {'kcal': 90, 'origin': {'country': 'BR', 'farm': 'Sol'}}, MAP {'size': 'M', 'cup': 'paper'}, '{"rating": 4.5, "labels": ["bio", "fair"], "maker": {"name": "Müller", "since": 1921}}'),
  (2, 'Tea', 'drink', 2.80, ['hot'], {'kcal': 2, 'origin': {'country': 'CN', 'farm': NULL}}, MAP {'size': 'L'}, '{"rating": 3, "labels": []}'),
  (3, 'Smörgås', 'food', 7.25, ['bread', 'fish', 'cold'], {'kcal': 420, 'origin': {'country': 'SE', 'farm': 'Norr'}}, MAP {'allergen': 'fish'}, '{"rating": null, "labels": ["fresh"], "maker": {"name": "Åsa"}}'),
  (4, '100% Juice', 'drink', 4.10, CAST([] AS VARCHAR[]), {'kcal': 110, 'origin': NULL}, NULL, NULL),
  (5, 'Under_score', 'misc', NULL, NULL, NULL, MAP {'size': 'S', 'colour': 'red'}, '{"rating": 1.25, "labels": ["odd", "rare", "odd"]}'),
  (6, 'naïve cake', 'food', 5.00, ['sweet', NULL, 'cold'], {'kcal': -1, 'origin': {'country': 'FR', 'farm': ''}}, MAP {'size': 'S', 'allergen': 'nuts'}, '[1, 2, {"x": "y"}]'))
  t(id, name, category, price, tags, specs, attributes, info);

CREATE TABLE sale AS
SELECT CAST(i AS INTEGER) AS id, CAST(i * 7 % 6 + 1 AS INTEGER) AS product_id,
       CAST(CASE WHEN i % 11 = 0 THEN NULL ELSE i * 5 % 10 + 1 END AS INTEGER) AS employee_id,
       DATE '2023-11-20' + CAST(i * 3 AS INTEGER) AS day,
       CAST(CASE WHEN i % 9 = 0 THEN -1 ELSE i % 5 + 1 END AS INTEGER) AS quantity,
       CAST(CASE WHEN i % 13 = 0 THEN NULL ELSE (i * 37 % 100) / 4 END AS DECIMAL(10,2)) AS amount,
       ['web', 'shop', 'phone'][i % 3 + 1] AS channel
FROM range(1, 41) t(i);

CREATE TABLE event AS
SELECT * FROM (VALUES
  (1, 'ann', 'login', TIMESTAMP '2024-03-31 00:30:00', TIMESTAMPTZ '2024-03-31 00:30:00+00', '{"ip": "10.0.0.1", "ok": true}'),
  (2, 'ann', 'view', TIMESTAMP '2024-03-31 00:45:10.5', TIMESTAMPTZ '2024-03-31 01:30:00+00', '{"page": "/home", "ms": 120}'),
  (3, 'ann', 'view', TIMESTAMP '2024-03-31 02:10:00', TIMESTAMPTZ '2024-03-31 02:30:00+02', '{"page": "/cart", "ms": 340}'),
  (4, 'ann', 'buy', TIMESTAMP '2024-03-31 02:12:00', TIMESTAMPTZ '2024-10-27 00:30:00+00', '{"items": [1, 3], "total": 10.75}'),
  (5, 'bob', 'login', TIMESTAMP '1969-07-20 20:17:40', TIMESTAMPTZ '1969-07-20 20:17:40+00', NULL),
  (6, 'bob', 'view', TIMESTAMP '1969-12-31 23:59:59.999999', TIMESTAMPTZ '1970-01-01 00:00:00+01', '{"page": null}'),
  (7, 'bob', 'login', TIMESTAMP '2000-02-29 12:00:00', TIMESTAMPTZ '2000-02-29 12:00:00-05', '{}'),
  (8, 'cat', 'view', NULL, NULL, '{"page": "/home", "ms": 15}'),
  (9, 'cat', 'buy', TIMESTAMP '2024-12-31 23:59:59', TIMESTAMPTZ '2024-12-31 23:59:59+00', '{"items": [6], "total": 5}'),
  (10, NULL, 'view', TIMESTAMP '2025-01-01 00:00:00', TIMESTAMPTZ '2025-01-01 00:00:00+09', '{"page": "/help"}'))
  t(id, person, kind, seen, seen_zone, payload);

CREATE TABLE edge AS
SELECT * FROM (VALUES
  ('A', 'B', 4), ('A', 'C', 2), ('B', 'C', 5), ('B', 'D', 10), ('C', 'E', 3), ('E', 'D', 4), ('D', 'F', 11),
  ('X', 'Y', 1), ('Y', 'X', 1)) t(origin, target, weight);

CREATE TABLE every_kind AS
SELECT CAST(col0 AS INTEGER) AS id, CAST(col1 AS BOOLEAN) AS flag, CAST(col2 AS SMALLINT) AS small,
       CAST(col3 AS INTEGER) AS whole, CAST(col4 AS BIGINT) AS big, CAST(col5 AS REAL) AS single,
       CAST(col6 AS DOUBLE) AS double, CAST(col7 AS DECIMAL(18,4)) AS exact, CAST(col8 AS VARCHAR) AS text,
       CAST(col9 AS BLOB) AS bytes, CAST(col10 AS DATE) AS day, CAST(col11 AS TIME) AS clock,
       CAST(col12 AS TIMESTAMP) AS moment, CAST(col12 || '+00' AS TIMESTAMPTZ) AS instant
FROM (VALUES
  (1, true, 1, 1, 1, 1.5, 2.5, 1.2345, 'plain', 'ab', '2024-02-29', '12:34:56', '2024-02-29 12:34:56.789'),
  (2, false, -1, -7, -3000000000, -0.5, -0.25, -1.5, 'Straße', '\x00\xFF', '1969-12-31', '00:00:00', '1969-12-31 23:59:59.999999'),
  (3, NULL, 32767, 2147483647, 9223372036854775807, 'inf', 'nan', 99999999999999.9999, '', '', '9999-12-31', '23:59:59.999999', '2262-04-11 23:47:16'),
  (4, true, -32768, -2147483648, -9223372036854775807, '-inf', '-inf', -99999999999999.9999, 'été 🎉', NULL, '0001-01-01', NULL, '0001-01-01 00:00:00'),
  (5, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL),
  (6, false, 0, 0, 0, 0, '-0', 0, ' padded ', 'x', '1970-01-01', '06:00:00', '1970-01-01 00:00:00'),
  (7, true, 7, 12, 12, 1e10, 1e300, 12.5, 'per%cent_under\back', 'yz', '2000-02-29', '18:30:15.5', '2000-02-29 18:30:15.5'),
  (8, false, 7, 12, 13, 0.1, 0.1, 12.5, 'PLAIN', 'ab', '2023-12-31', '12:34:56', '2023-12-31 00:00:00'));
