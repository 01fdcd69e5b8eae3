### arrays: id, len(tags), tags[1], tags[-1], list_contains(tags, 'hot') …
SELECT id, len(tags), tags[1], tags[-1], list_contains(tags, 'hot') FROM shop.product ORDER BY id
----
Int(32, true)[], Int(64, true)[], Utf8[], Utf8[], Bool[]
| 1 | 2 | hot | milk | true |
| 2 | 1 | hot | hot | true |
| 3 | 3 | bread | cold | false |
| 4 | 0 | NULL | NULL | false |
| 5 | NULL | NULL | NULL | NULL |
| 6 | 3 | sweet | cold | false |

### arrays: id, list_sort(tags), list_reverse(tags), …
SELECT id, list_sort(tags), list_reverse(tags), array_to_string(tags, '/') FROM shop.product ORDER BY id
----
Int(32, true)[], List[Utf8[]], List[Utf8[]], Utf8[]
| 1 | ["hot","milk"] | ["milk","hot"] | hot/milk |
| 2 | ["hot"] | ["hot"] | hot |
| 3 | ["bread","cold","fish"] | ["cold","fish","bread"] | bread/fish/cold |
| 4 | [] | [] |  |
| 5 | NULL | NULL | NULL |
| 6 | ["cold","sweet",null] | ["cold",null,"sweet"] | sweet/cold |

### arrays: category, list(name ORDER BY name) AS names FROM product …
SELECT category, list(name ORDER BY name) AS names FROM shop.product GROUP BY category ORDER BY category
----
Utf8[], List[Utf8[]]
| drink | ["100% Juice","Café crème","Tea"] |
| food | ["Smörgås","naïve cake"] |
| misc | ["Under_score"] |

### arrays: id FROM product WHERE 'cold' = ANY(tags) ORDER BY id
SELECT id FROM shop.product WHERE 'cold' = ANY(tags) ORDER BY id
----
Int(32, true)[]
| 3 |
| 6 |

### arrays: p.id, t.tag FROM product p CROSS JOIN UNNEST(p.tags) AS …
SELECT p.id, t.tag FROM shop.product p CROSS JOIN UNNEST(p.tags) AS t(tag) ORDER BY 1, 2 NULLS LAST
----
Int(32, true)[], Utf8[]
| 1 | hot |
| 1 | milk |
| 2 | hot |
| 3 | bread |
| 3 | cold |
| 3 | fish |
| 6 | cold |
| 6 | sweet |
| 6 | NULL |

### arrays: p.id, t.tag, t.n FROM product p CROSS JOIN UNNEST(p.tags) …
SELECT p.id, t.tag, t.n FROM shop.product p CROSS JOIN UNNEST(p.tags) WITH ORDINALITY AS t(tag, n) ORDER BY 1, 3
----
Int(32, true)[], Utf8[], Int(64, true)[]
| 1 | hot | 1 |
| 1 | milk | 2 |
| 2 | hot | 1 |
| 3 | bread | 1 |
| 3 | fish | 2 |
| 3 | cold | 3 |
| 6 | sweet | 1 |
| 6 | NULL | 2 |
| 6 | cold | 3 |

### arrays: p.id, u.tag FROM product p LEFT JOIN UNNEST(p.tags) AS …
SELECT p.id, u.tag FROM shop.product p LEFT JOIN UNNEST(p.tags) AS u(tag) ON true ORDER BY 1, 2
----
Int(32, true)[], Utf8[]
| 1 | hot |
| 1 | milk |
| 2 | hot |
| 3 | bread |
| 3 | cold |
| 3 | fish |
| 4 | NULL |
| 5 | NULL |
| 6 | cold |
| 6 | sweet |
| 6 | NULL |

### arrays: flatten(list(tags)) AS all_tags FROM product WHERE id < 3
SELECT flatten(list(tags)) AS all_tags FROM shop.product WHERE id < 3
----
List[Utf8[]]
| ["hot","milk","hot"] |

### arrays: list_distinct(flatten(array_agg(tags ORDER BY id))) IS NOT …
SELECT list_distinct(flatten(array_agg(tags ORDER BY id))) IS NOT NULL AS d FROM shop.product
----
Bool[]
| true |

### arrays: [id, id * 2] || [0] AS l, list_append([1], id) AS m FROM …
SELECT [id, id * 2] || [0] AS l, list_append([1], id) AS m FROM shop.department ORDER BY id
----
List[Int(32, true)[]], List[Int(32, true)[]]
| [1,2,0] | [1,1] |
| [2,4,0] | [1,2] |
| [3,6,0] | [1,3] |
| [4,8,0] | [1,4] |

### arrays: array_agg(id) FILTER (WHERE quantity > 3) FROM sale WHERE id …
SELECT array_agg(id) FILTER (WHERE quantity > 3) FROM shop.sale WHERE id < 10
----
List[Int(32, true)[]]
| [3,4,8] |

### arrays: id, tags[1:2] AS two, tags[2:] AS rest FROM product ORDER BY id
SELECT id, tags[1:2] AS two, tags[2:] AS rest FROM shop.product ORDER BY id
----
Int(32, true)[], List[Utf8[]], List[Utf8[]]
| 1 | ["hot","milk"] | ["milk"] |
| 2 | ["hot"] | [] |
| 3 | ["bread","fish"] | ["fish","cold"] |
| 4 | [] | [] |
| 5 | NULL | NULL |
| 6 | ["sweet",null] | [null,"cold"] |

### arrays: list_aggregate([1, 2, 3], 'sum') AS s, list_sum([1.5, 2.5]) …
SELECT list_aggregate([1, 2, 3], 'sum') AS s, list_sum([1.5, 2.5]) AS t, list_unique([1, 1, 2]) AS u
----
Decimal(38, 0, 128)[], Decimal(38, 1, 128)[], Int(64, false)[]
| 6 | 4.0 | 2 |

### arrays: range(1, 10, 3) AS r, generate_series(1, 3) AS g
SELECT range(1, 10, 3) AS r, generate_series(1, 3) AS g
----
List[Int(64, true)[]], List[Int(64, true)[]]
| [1,4,7] | [1,2,3] |

### arrays: [1, 2] = [1, 2] AS a, [1, 2] < [1, 3] AS b, [1, NULL] IS NOT …
SELECT [1, 2] = [1, 2] AS a, [1, 2] < [1, 3] AS b, [1, NULL] IS NOT DISTINCT FROM [1, NULL] AS c
----
Bool[], Bool[], Bool[]
| true | true | true |

### arrays: list_position(tags, 'milk') AS p, array_length(tags) AS n …
SELECT list_position(tags, 'milk') AS p, array_length(tags) AS n FROM shop.product ORDER BY id
----
Int(32, true)[], Int(64, true)[]
| 2 | 2 |
| NULL | 1 |
| NULL | 3 |
| NULL | 0 |
| NULL | NULL |
| NULL | 3 |

### arrays: string_split(name, ' ')[1] AS first FROM employee ORDER BY id
SELECT string_split(name, ' ')[1] AS first FROM shop.employee ORDER BY id
----
Utf8[]
| Ada |
| Björn |
| Chloé |
| dmitri |
| Eve |
| 李雷 |
| Fatima |
| Gustav |
| Hana |
| Ivan |

### arrays: tag, count(*) FROM (SELECT t.tag FROM product p, …
SELECT tag, count(*) FROM (SELECT t.tag FROM shop.product p, UNNEST(p.tags) t(tag)) GROUP BY tag ORDER BY 2 DESC, 1 NULLS LAST
----
Utf8[], Int(64, true)[]
| cold | 2 |
| hot | 2 |
| bread | 1 |
| fish | 1 |
| milk | 1 |
| sweet | 1 |
| NULL | 1 |

### arrays: id, tags IS NULL AS n, tags = [] AS e FROM product ORDER BY id
SELECT id, tags IS NULL AS n, tags = [] AS e FROM shop.product ORDER BY id
----
Int(32, true)[], Bool[], Bool[]
| 1 | false | false |
| 2 | false | false |
| 3 | false | false |
| 4 | false | true |
| 5 | true | NULL |
| 6 | false | false |

### structs and maps: id, specs.kcal + 1 AS k FROM product WHERE specs.kcal > 50 …
SELECT id, specs.kcal + 1 AS k FROM shop.product WHERE specs.kcal > 50 ORDER BY id
----
Int(32, true)[], Int(32, true)[]
| 1 | 91 |
| 3 | 421 |
| 4 | 111 |

### structs and maps: id, p.specs.origin.country AS c, struct_extract(specs, …
SELECT id, p.specs.origin.country AS c, struct_extract(specs, 'kcal') AS k FROM shop.product p ORDER BY id
----
Int(32, true)[], Utf8[], Int(32, true)[]
| 1 | BR | 90 |
| 2 | CN | 2 |
| 3 | SE | 420 |
| 4 | NULL | 110 |
| 5 | NULL | NULL |
| 6 | FR | -1 |

### structs and maps: specs['kcal'] AS k FROM product ORDER BY id
SELECT specs['kcal'] AS k FROM shop.product ORDER BY id
----
Int(32, true)[]
| 90 |
| 2 |
| 420 |
| 110 |
| NULL |
| -1 |

### structs and maps: {'n': name, 'p': price}.p AS p FROM product ORDER BY id
SELECT {'n': name, 'p': price}.p AS p FROM shop.product ORDER BY id
----
Decimal(8, 2, 128)[]
| 3.50 |
| 2.80 |
| 7.25 |
| 4.10 |
| NULL |
| 5.00 |

### structs and maps: struct_pack(a := id, b := name) AS s FROM department ORDER BY id
SELECT struct_pack(a := id, b := name) AS s FROM shop.department ORDER BY id
----
Struct[Int(32, true)[], Utf8[]]
| {"a":1,"b":"Engineering"} |
| {"a":2,"b":"Sales"} |
| {"a":3,"b":"Support"} |
| {"a":4,"b":"Légal"} |

### structs and maps: row(id, name) AS r FROM department ORDER BY id
SELECT row(id, name) AS r FROM shop.department ORDER BY id
----
Struct[Int(32, true)[], Utf8[]]
| {"element1":1,"element2":"Engineering"} |
| {"element1":2,"element2":"Sales"} |
| {"element1":3,"element2":"Support"} |
| {"element1":4,"element2":"Légal"} |

### structs and maps: attributes['size'] AS s, cardinality(attributes) AS c, …
SELECT attributes['size'] AS s, cardinality(attributes) AS c, map_keys(attributes) AS k FROM shop.product ORDER BY id
----
Utf8[], Int(64, false)[], List[Utf8[]]
| M | 2 | ["size","cup"] |
| L | 1 | ["size"] |
| NULL | 1 | ["allergen"] |
| NULL | NULL | NULL |
| S | 2 | ["size","colour"] |
| S | 2 | ["size","allergen"] |

### structs and maps: MAP {'a': 1, 'b': 2} AS m, MAP(['x'], [1])['x'] AS v, …
SELECT MAP {'a': 1, 'b': 2} AS m, MAP(['x'], [1])['x'] AS v, map_values(MAP {'k': id}) AS w FROM shop.department ORDER BY id
----
Map(false)[Struct[Utf8[], Int(32, true)[]]], Int(32, true)[], List[Int(32, true)[]]
| [{"key":"a","value":1},{"key":"b","value":2}] | 1 | [1] |
| [{"key":"a","value":1},{"key":"b","value":2}] | 1 | [2] |
| [{"key":"a","value":1},{"key":"b","value":2}] | 1 | [3] |
| [{"key":"a","value":1},{"key":"b","value":2}] | 1 | [4] |

### structs and maps: element_at(attributes, 'size') AS e FROM product ORDER BY id
SELECT element_at(attributes, 'size') AS e FROM shop.product ORDER BY id
----
List[Utf8[]]
| ["M"] |
| ["L"] |
| [] |
| NULL |
| ["S"] |
| ["S"] |

### structs and maps: s.country, count(*) FROM (SELECT specs.origin.country AS …
SELECT s.country, count(*) FROM (SELECT specs.origin.country AS country FROM shop.product) s GROUP BY 1 ORDER BY 1 NULLS LAST
----
Utf8[], Int(64, true)[]
| BR | 1 |
| CN | 1 |
| FR | 1 |
| SE | 1 |
| NULL | 2 |

### structs and maps: specs.origin FROM product WHERE specs.origin.country = 'SE'
SELECT specs.origin FROM shop.product WHERE specs.origin.country = 'SE'
----
Struct[Utf8[], Utf8[]]
| {"country":"SE","farm":"Norr"} |

### structs and maps: p.specs.kcal, d.name FROM product p JOIN department d ON …
SELECT p.specs.kcal, d.name FROM shop.product p JOIN shop.department d ON d.id = p.id WHERE p.specs.kcal IS NOT NULL ORDER BY d.id
----
Int(32, true)[], Utf8[]
| 90 | Engineering |
| 2 | Sales |
| 420 | Support |
| 110 | Légal |

### structs and maps: struct_insert(specs, extra := 1).extra AS x FROM product …
SELECT struct_insert(specs, extra := 1).extra AS x FROM shop.product WHERE specs IS NOT NULL ORDER BY id
----
Int(32, true)[]
| 1 |
| 1 |
| 1 |
| 1 |
| 1 |

### structs and maps: histogram(channel) AS h FROM sale
SELECT histogram(channel) AS h FROM shop.sale
----
Map(false)[Struct[Utf8[], Int(64, false)[]]]
| [{"key":"phone","value":13},{"key":"shop","value":14},{"key":"web","value":13}] |

### structs and maps: map_from_entries([('a', 1), ('b', 2)]) AS m
SELECT map_from_entries([('a', 1), ('b', 2)]) AS m
----
Map(false)[Struct[Utf8[], Int(32, true)[]]]
| [{"key":"a","value":1},{"key":"b","value":2}] |

### structs and maps: (SELECT {'a': max(id), 'b': min(id)} FROM sale) AS s
SELECT (SELECT {'a': max(id), 'b': min(id)} FROM shop.sale) AS s
----
Struct[Int(32, true)[], Int(32, true)[]]
| {"a":40,"b":1} |

### structs and maps: id FROM product ORDER BY specs.kcal DESC NULLS LAST, id
SELECT id FROM shop.product ORDER BY specs.kcal DESC NULLS LAST, id
----
Int(32, true)[]
| 3 |
| 4 |
| 1 |
| 2 |
| 6 |
| 5 |

### structs and maps: max(specs.kcal) AS m, sum(specs.kcal) FILTER (WHERE category …
SELECT max(specs.kcal) AS m, sum(specs.kcal) FILTER (WHERE category = 'drink') AS d FROM shop.product
----
Int(32, true)[], Decimal(38, 0, 128)[]
| 420 | 202 |

### JSON: id, info->>'$.rating' AS r, json_extract_string(info, …
SELECT id, info->>'$.rating' AS r, json_extract_string(info, '$.maker.name') AS n FROM shop.product ORDER BY id
----
Int(32, true)[], Utf8[], Utf8[]
| 1 | 4.5 | Müller |
| 2 | 3 | NULL |
| 3 | NULL | Åsa |
| 4 | NULL | NULL |
| 5 | 1.25 | NULL |
| 6 | NULL | NULL |

### JSON: id, CAST(info->>'rating' AS DOUBLE) AS r FROM product WHERE …
SELECT id, CAST(info->>'rating' AS DOUBLE) AS r FROM shop.product WHERE CAST(info->>'rating' AS DOUBLE) > 2 ORDER BY id
----
Int(32, true)[], FloatingPoint(DOUBLE)[]
| 1 | 4.5 |
| 2 | 3 |

### JSON: json_array_length(info->'labels') AS n FROM product WHERE id …
SELECT json_array_length(info->'labels') AS n FROM shop.product WHERE id < 4 ORDER BY id
----
Int(64, false)[]
| 2 |
| 0 |
| 1 |

### JSON: kind, count(*) FROM event WHERE payload->>'page' = '/home' …
SELECT kind, count(*) FROM shop.event WHERE payload->>'page' = '/home' GROUP BY kind ORDER BY kind
----
Utf8[], Int(64, true)[]
| view | 2 |

### JSON: json_group_array(name) AS a FROM (SELECT name FROM …
SELECT json_group_array(name) AS a FROM (SELECT name FROM shop.department ORDER BY id)
----
Utf8[]
| ["Engineering","Sales","Support","Légal"] |

### JSON: json_object('id', id, 'name', name) AS o FROM department …
SELECT json_object('id', id, 'name', name) AS o FROM shop.department ORDER BY id
----
Utf8[]
| {"id":1,"name":"Engineering"} |
| {"id":2,"name":"Sales"} |
| {"id":3,"name":"Support"} |
| {"id":4,"name":"Légal"} |

### JSON: to_json({'a': 1, 'b': [1, 2]}) AS j, json_valid('{}') AS v
SELECT to_json({'a': 1, 'b': [1, 2]}) AS j, json_valid('{}') AS v
----
Utf8[], Bool[]
| {"a":1,"b":[1,2]} | true |

### JSON: id, json_keys(payload) AS k FROM event WHERE payload IS NOT …
SELECT id, json_keys(payload) AS k FROM shop.event WHERE payload IS NOT NULL ORDER BY id
----
Int(32, true)[], List[Utf8[]]
| 1 | ["ip","ok"] |
| 2 | ["page","ms"] |
| 3 | ["page","ms"] |
| 4 | ["items","total"] |
| 6 | ["page"] |
| 7 | [] |
| 8 | ["page","ms"] |
| 9 | ["items","total"] |
| 10 | ["page"] |

### JSON: e.id, j.key, j.value FROM event e, json_each(e.payload) j …
SELECT e.id, j.key, j.value FROM shop.event e, json_each(e.payload) j WHERE e.id < 4 ORDER BY 1, 2
----
Int(32, true)[], Utf8[], Utf8[]
| 1 | ip | "10.0.0.1" |
| 1 | ok | true |
| 2 | ms | 120 |
| 2 | page | "/home" |
| 3 | ms | 340 |
| 3 | page | "/cart" |

### JSON: json_extract(info, ['$.rating', '$.labels']) AS x FROM …
SELECT json_extract(info, ['$.rating', '$.labels']) AS x FROM shop.product WHERE id < 3 ORDER BY id
----
List[Utf8[]]
| ["4.5","[\\"bio\\",\\"fair\\"]"] |
| ["3","[]"] |

### JSON: sum(CAST(payload->>'ms' AS INTEGER)) AS ms FROM event
SELECT sum(CAST(payload->>'ms' AS INTEGER)) AS ms FROM shop.event
----
Decimal(38, 0, 128)[]
| 475 |

### JSON: json_merge_patch('{"a":1}', '{"b":2}') AS m, …
SELECT json_merge_patch('{"a":1}', '{"b":2}') AS m, json_type('[1]') AS t
----
Utf8[], Utf8[]
| {"a":1,"b":2} | ARRAY |

### lambdas: id, list_transform(tags, lambda t: upper(t)) AS u FROM …
SELECT id, list_transform(tags, lambda t: upper(t)) AS u FROM shop.product ORDER BY id
----
Int(32, true)[], List[Utf8[]]
| 1 | ["HOT","MILK"] |
| 2 | ["HOT"] |
| 3 | ["BREAD","FISH","COLD"] |
| 4 | [] |
| 5 | NULL |
| 6 | ["SWEET",null,"COLD"] |

### lambdas: id, list_filter(tags, lambda t: t LIKE '%o%') AS f FROM …
SELECT id, list_filter(tags, lambda t: t LIKE '%o%') AS f FROM shop.product ORDER BY id
----
Int(32, true)[], List[Utf8[]]
| 1 | ["hot"] |
| 2 | ["hot"] |
| 3 | ["cold"] |
| 4 | [] |
| 5 | NULL |
| 6 | ["cold"] |

### lambdas: list_reduce([1, 2, 3], lambda a, b: a + b) AS s
SELECT list_reduce([1, 2, 3], lambda a, b: a + b) AS s
----
Int(32, true)[]
| 6 |

### lambdas: p.id, [upper(x) FOR x IN p.tags IF x IS NOT NULL] AS up FROM …
SELECT p.id, [upper(x) FOR x IN p.tags IF x IS NOT NULL] AS up FROM shop.product p JOIN shop.department d ON d.id = p.id ORDER BY 1
----
Int(32, true)[], List[Utf8[]]
| 1 | ["HOT","MILK"] |
| 2 | ["HOT"] |
| 3 | ["BREAD","FISH","COLD"] |
| 4 | [] |

### lambdas: list_transform(list(quantity ORDER BY id), lambda q, i: q * …
SELECT list_transform(list(quantity ORDER BY id), lambda q, i: q * i) AS l FROM shop.sale WHERE id < 5
----
List[Int(64, true)[]]
| [2,6,12,20] |
