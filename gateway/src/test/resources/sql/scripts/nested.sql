### lists, structs and maps as they are
SELECT id, tags, specs, attributes FROM shop.product ORDER BY id
----
Int(32, true)[], List[Utf8[]], Struct[Int(32, true)[], Struct[Utf8[], Utf8[]]], Map(false)[Struct[Utf8[], Utf8[]]]
| 1 | ["hot","milk"] | {"kcal":90,"origin":{"country":"BR","farm":"Sol"}} | [{"key":"size","value":"M"},{"key":"cup","value":"paper"}] |
| 2 | ["hot"] | {"kcal":2,"origin":{"country":"CN"}} | [{"key":"size","value":"L"}] |
| 3 | ["bread","fish","cold"] | {"kcal":420,"origin":{"country":"SE","farm":"Norr"}} | [{"key":"allergen","value":"fish"}] |
| 4 | [] | {"kcal":110} | NULL |
| 5 | NULL | NULL | [{"key":"size","value":"S"},{"key":"colour","value":"red"}] |
| 6 | ["sweet",null,"cold"] | {"kcal":-1,"origin":{"country":"FR","farm":""}} | [{"key":"size","value":"S"},{"key":"allergen","value":"nuts"}] |

### list literals and their elements
SELECT [1, 2, 3] AS l, [1, 2, 3][2] AS second, [1, 2, 3][-1] AS last, ['a', NULL][2] AS none
----
List[Int(32, true)[]], Int(32, true)[], Int(32, true)[], Utf8[]
| [1,2,3] | 2 | 3 | NULL |

### array literals in standard words
SELECT ARRAY[1, 2, 3] AS a, ARRAY['x', 'y'][1] AS x
----
List[Int(32, true)[]], Utf8[]
| [1,2,3] | x |

### an element of a column
SELECT id, tags[1], tags[2], tags[9] FROM shop.product ORDER BY id
----
Int(32, true)[], Utf8[], Utf8[], Utf8[]
| 1 | hot | milk | NULL |
| 2 | hot | NULL | NULL |
| 3 | bread | fish | NULL |
| 4 | NULL | NULL | NULL |
| 5 | NULL | NULL | NULL |
| 6 | sweet | NULL | NULL |

### slices of lists
SELECT tags[1:2], tags[2:], tags[:-2] FROM shop.product ORDER BY id
----
List[Utf8[]], List[Utf8[]], List[Utf8[]]
| ["hot","milk"] | ["milk"] | ["hot"] |
| ["hot"] | [] | [] |
| ["bread","fish"] | ["fish","cold"] | ["bread","fish"] |
| [] | [] | [] |
| NULL | NULL | NULL |
| ["sweet",null] | [null,"cold"] | ["sweet",null] |

### length of lists
SELECT id, len(tags), array_length(tags), cardinality(attributes) FROM shop.product ORDER BY id
----
Int(32, true)[], Int(64, true)[], Int(64, true)[], Int(64, false)[]
| 1 | 2 | 2 | 2 |
| 2 | 1 | 1 | 1 |
| 3 | 3 | 3 | 1 |
| 4 | 0 | 0 | NULL |
| 5 | NULL | NULL | 2 |
| 6 | 3 | 3 | 2 |

### what a list contains
SELECT name FROM shop.product WHERE list_contains(tags, 'cold') OR array_has(tags, 'milk') ORDER BY id
----
Utf8[]
| Café crème |
| Smörgås |
| naïve cake |

### = ANY of a list
SELECT name FROM shop.product WHERE 'hot' = ANY (tags) ORDER BY id
----
Utf8[]
| Café crème |
| Tea |

### IN of a list
SELECT name FROM shop.product WHERE 'hot' IN tags ORDER BY id
----
Utf8[]
| Café crème |
| Tea |

### overlapping lists
SELECT name FROM shop.product WHERE list_has_any(tags, ['fish', 'milk']) ORDER BY id
----
Utf8[]
| Café crème |
| Smörgås |

### overlap operator of PostgreSQL
SELECT name FROM shop.product WHERE tags && ['fish', 'milk'] ORDER BY id
----
Utf8[]
| Café crème |
| Smörgås |

### contains operator of PostgreSQL
SELECT name FROM shop.product WHERE tags @> ['cold'] ORDER BY id
----
Utf8[]
| Smörgås |
| naïve cake |

### sorting, reversing, removing duplicates
SELECT list_sort(tags), list_reverse(tags), list_distinct([3, 1, 3]), list_sort([3, 1, 2], 'DESC') FROM shop.product ORDER BY id
----
List[Utf8[]], List[Utf8[]], List[Int(32, true)[]], List[Int(32, true)[]]
| ["hot","milk"] | ["milk","hot"] | [1,3] | [3,2,1] |
| ["hot"] | ["hot"] | [1,3] | [3,2,1] |
| ["bread","cold","fish"] | ["cold","fish","bread"] | [1,3] | [3,2,1] |
| [] | [] | [1,3] | [3,2,1] |
| NULL | NULL | [1,3] | [3,2,1] |
| ["cold","sweet",null] | ["cold",null,"sweet"] | [1,3] | [3,2,1] |

### aggregates of lists
SELECT list_sum([1, 2, 3]), list_avg([1, 2, 3]), list_max([1, 5, 3]), list_aggregate([1, 2, 4], 'product'), list_unique([1, 1, 2])
----
Decimal(38, 0, 128)[], FloatingPoint(DOUBLE)[], Int(32, true)[], FloatingPoint(DOUBLE)[], Int(64, false)[]
| 6 | 2 | 5 | 8 | 2 |

### appending and joining lists
SELECT list_append([1, 2], 3), list_prepend(0, [1]), [1] || [2, 3], list_concat([1], [2]), array_to_string(['a', 'b'], '-')
----
List[Int(32, true)[]], List[Int(32, true)[]], List[Int(32, true)[]], List[Int(32, true)[]], Utf8[]
| [1,2,3] | [0,1] | [1,2,3] | [1,2] | a-b |

### lambda: transform
SELECT list_transform([1, 2, 3], lambda x: x * 10) AS t
----
List[Int(32, true)[]]
| [10,20,30] |

### lambda over a column
SELECT id, list_transform(tags, lambda t: upper(t)) AS loud FROM shop.product ORDER BY id
----
Int(32, true)[], List[Utf8[]]
| 1 | ["HOT","MILK"] |
| 2 | ["HOT"] |
| 3 | ["BREAD","FISH","COLD"] |
| 4 | [] |
| 5 | NULL |
| 6 | ["SWEET",null,"COLD"] |

### lambda: filter
SELECT id, list_filter(tags, lambda t: length(t) > 3) AS long FROM shop.product ORDER BY id
----
Int(32, true)[], List[Utf8[]]
| 1 | ["milk"] |
| 2 | [] |
| 3 | ["bread","fish","cold"] |
| 4 | [] |
| 5 | NULL |
| 6 | ["sweet","cold"] |

### lambda that uses a column
SELECT id, list_filter([1, 2, 3, 4, 5, 6], lambda x: x > id) AS greater FROM shop.product ORDER BY id
----
Int(32, true)[], List[Int(32, true)[]]
| 1 | [2,3,4,5,6] |
| 2 | [3,4,5,6] |
| 3 | [4,5,6] |
| 4 | [5,6] |
| 5 | [6] |
| 6 | [] |

### lambda: reduce
SELECT list_reduce([1, 2, 3, 4], lambda a, b: a * b) AS product
----
Int(32, true)[]
| 24 |

### lambda with an index
SELECT list_transform(['a', 'b'], lambda x, i: x || i) AS numbered
----
List[Utf8[]]
| ["a1","b2"] |

### lambda within a lambda
SELECT list_transform([[1, 2], [3]], lambda l: list_transform(l, lambda x: x + 1)) AS nested
----
List[List[Int(32, true)[]]]
| [[2,3],[4]] |

### lambda over an aggregated list, across sources
SELECT d.name, list_transform(list(e.salary ORDER BY e.id), lambda s: round(s)) AS salaries FROM shop.department d JOIN shop.employee e ON e.department_id = d.id GROUP BY d.name ORDER BY 1
----
Utf8[], List[Decimal(9, 0, 128)[]]
| Engineering | [9800,7201,5400,4800] |
| Sales | [6100,5400,null] |
| Support | [4100,4100] |

### list comprehension
SELECT [x * 2 FOR x IN [1, 2, 3] IF x > 1] AS doubled
----
List[Int(32, true)[]]
| [4,6] |

### list comprehension over a column
SELECT id, [upper(t) FOR t IN tags IF t IS NOT NULL] AS loud FROM shop.product ORDER BY id
----
Int(32, true)[], List[Utf8[]]
| 1 | ["HOT","MILK"] |
| 2 | ["HOT"] |
| 3 | ["BREAD","FISH","COLD"] |
| 4 | [] |
| 5 | NULL |
| 6 | ["SWEET","COLD"] |

### unnest in SELECT
SELECT id, unnest(tags) AS tag FROM shop.product ORDER BY id, tag
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

### unnest in FROM, lateral
SELECT p.id, t.tag FROM shop.product p, unnest(p.tags) AS t(tag) ORDER BY p.id, t.tag
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

### CROSS JOIN UNNEST in the words of Trino
SELECT p.name, t.tag FROM shop.product p CROSS JOIN UNNEST(p.tags) AS t(tag) ORDER BY p.id, t.tag
----
Utf8[], Utf8[]
| Café crème | hot |
| Café crème | milk |
| Tea | hot |
| Smörgås | bread |
| Smörgås | cold |
| Smörgås | fish |
| naïve cake | cold |
| naïve cake | sweet |
| naïve cake | NULL |

### LEFT JOIN UNNEST keeps empty lists
SELECT p.id, t.tag FROM shop.product p LEFT JOIN UNNEST(p.tags) AS t(tag) ON true ORDER BY p.id, t.tag
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

### unnest WITH ORDINALITY
SELECT p.id, t.tag, t.n FROM shop.product p, UNNEST(p.tags) WITH ORDINALITY AS t(tag, n) ORDER BY p.id, t.n
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

### unnest of constants
SELECT x FROM unnest([3, 1, 2]) AS t(x) ORDER BY x
----
Int(32, true)[]
| 1 |
| 2 |
| 3 |

### counting tags
SELECT tag, count(*) AS n FROM (SELECT unnest(tags) AS tag FROM shop.product) GROUP BY tag ORDER BY n DESC, tag NULLS LAST
----
Utf8[], Int(64, true)[]
| cold | 2 |
| hot | 2 |
| bread | 1 |
| fish | 1 |
| milk | 1 |
| sweet | 1 |
| NULL | 1 |

### unnest joined to another source
SELECT t.n, d.name FROM unnest([1, 3, 5]) AS t(n) LEFT JOIN shop.department d ON d.id = t.n ORDER BY t.n
----
Int(32, true)[], Utf8[]
| 1 | Engineering |
| 3 | Support |
| 5 | NULL |

### generate_subscripts
SELECT id, generate_subscripts(tags, 1) AS i FROM shop.product WHERE id < 4 ORDER BY id, i
----
Int(32, true)[], Int(64, true)[]
| 1 | 1 |
| 1 | 2 |
| 2 | 1 |
| 3 | 1 |
| 3 | 2 |
| 3 | 3 |

### flatten
SELECT flatten([[1, 2], [3]]), flatten(list(tags ORDER BY id)) FROM shop.product WHERE tags IS NOT NULL
----
List[Int(32, true)[]], List[Utf8[]]
| [1,2,3] | ["hot","milk","hot","bread","fish","cold","sweet",null,"cold"] |

### zip and range
SELECT list_zip([1, 2], ['a', 'b']), range(3), range(2, 8, 3), generate_series(1, 3)
----
List[Struct[Int(32, true)[], Utf8[]]], List[Int(64, true)[]], List[Int(64, true)[]], List[Int(64, true)[]]
| [{"element1":1,"element2":"a"},{"element1":2,"element2":"b"}] | [0,1,2] | [2,5] | [1,2,3] |

### position in a list
SELECT id, list_position(tags, 'cold'), array_position(tags, 'hot') FROM shop.product ORDER BY id
----
Int(32, true)[], Int(32, true)[], Int(32, true)[]
| 1 | NULL | 1 |
| 2 | NULL | 1 |
| 3 | 3 | NULL |
| 4 | NULL | NULL |
| 5 | NULL | NULL |
| 6 | 3 | NULL |

### comparison of lists
SELECT [1, 2] < [1, 3], [1] = [1], [1, NULL] IS NULL, tags = ['hot'] FROM shop.product ORDER BY id
----
Bool[], Bool[], Bool[], Bool[]
| true | true | false | false |
| true | true | false | true |
| true | true | false | false |
| true | true | false | false |
| true | true | false | NULL |
| true | true | false | false |

### grouping by a list
SELECT tags, count(*) FROM shop.product GROUP BY tags ORDER BY tags NULLS LAST
----
List[Utf8[]], Int(64, true)[]
| [] | 1 |
| ["bread","fish","cold"] | 1 |
| ["hot"] | 1 |
| ["hot","milk"] | 1 |
| ["sweet",null,"cold"] | 1 |
| NULL | 1 |

### struct literals and their fields
SELECT {'a': 1, 'b': 'x'} AS s, {'a': 1, 'b': 'x'}.b AS b, struct_pack(k := 1) AS p, row(1, 'x') AS r
----
Struct[Int(32, true)[], Utf8[]], Utf8[], Struct[Int(32, true)[]], Struct[Int(32, true)[], Utf8[]]
| {"a":1,"b":"x"} | x | {"k":1} | {"element1":1,"element2":"x"} |

### fields of a struct column
SELECT id, specs.kcal, specs.origin.country, p.specs.origin.farm FROM shop.product p ORDER BY id
----
Int(32, true)[], Int(32, true)[], Utf8[], Utf8[]
| 1 | 90 | BR | Sol |
| 2 | 2 | CN | NULL |
| 3 | 420 | SE | Norr |
| 4 | 110 | NULL | NULL |
| 5 | NULL | NULL | NULL |
| 6 | -1 | FR |  |

### fields in brackets
SELECT id, specs['kcal'], specs['origin']['country'] FROM shop.product ORDER BY id
----
Int(32, true)[], Int(32, true)[], Utf8[]
| 1 | 90 | BR |
| 2 | 2 | CN |
| 3 | 420 | SE |
| 4 | 110 | NULL |
| 5 | NULL | NULL |
| 6 | -1 | FR |

### filtering by a field
SELECT name FROM shop.product WHERE specs.kcal > 50 AND specs.origin.country = 'SE' ORDER BY id
----
Utf8[]
| Smörgås |

### grouping by a field
SELECT specs.origin.country AS country, sum(specs.kcal) FROM shop.product GROUP BY country ORDER BY country NULLS LAST
----
Utf8[], Decimal(38, 0, 128)[]
| BR | 90 |
| CN | 2 |
| FR | -1 |
| SE | 420 |
| NULL | 110 |

### joining by a field
SELECT p.name, v.country FROM shop.product p JOIN (VALUES ('BR', 'Brazil'), ('SE', 'Sweden')) v(code, country) ON v.code = p.specs.origin.country ORDER BY p.id
----
Utf8[], Utf8[]
| Café crème | Brazil |
| Smörgås | Sweden |

### star over a struct
SELECT id, specs.* FROM shop.product ORDER BY id
----
Int(32, true)[], Int(32, true)[], Struct[Utf8[], Utf8[]]
| 1 | 90 | {"country":"BR","farm":"Sol"} |
| 2 | 2 | {"country":"CN"} |
| 3 | 420 | {"country":"SE","farm":"Norr"} |
| 4 | 110 | NULL |
| 5 | NULL | NULL |
| 6 | -1 | {"country":"FR","farm":""} |

### struct functions
SELECT struct_extract(specs, 'kcal'), struct_insert({'a': 1}, b := 2), struct_keys({'a': 1, 'b': 2}) FROM shop.product ORDER BY id
----
Int(32, true)[], Struct[Int(32, true)[], Int(32, true)[]], List[Utf8[]]
| 90 | {"a":1,"b":2} | ["a","b"] |
| 2 | {"a":1,"b":2} | ["a","b"] |
| 420 | {"a":1,"b":2} | ["a","b"] |
| 110 | {"a":1,"b":2} | ["a","b"] |
| NULL | {"a":1,"b":2} | ["a","b"] |
| -1 | {"a":1,"b":2} | ["a","b"] |

### unnest of a struct
SELECT id, unnest(specs) FROM shop.product ORDER BY id
----
Int(32, true)[], Int(32, true)[], Struct[Utf8[], Utf8[]]
| 1 | 90 | {"country":"BR","farm":"Sol"} |
| 2 | 2 | {"country":"CN"} |
| 3 | 420 | {"country":"SE","farm":"Norr"} |
| 4 | 110 | NULL |
| 5 | NULL | NULL |
| 6 | -1 | {"country":"FR","farm":""} |

### a list of structs by aggregation
SELECT category, list({'id': id, 'name': name} ORDER BY id) AS items FROM shop.product GROUP BY category ORDER BY category
----
Utf8[], List[Struct[Int(32, true)[], Utf8[]]]
| drink | [{"id":1,"name":"Café crème"},{"id":2,"name":"Tea"},{"id":4,"name":"100% Juice"}] |
| food | [{"id":3,"name":"Smörgås"},{"id":6,"name":"naïve cake"}] |
| misc | [{"id":5,"name":"Under_score"}] |

### unnest of a list of structs
SELECT u.item.id, u.item.name FROM (SELECT unnest(list({'id': id, 'name': name} ORDER BY id)) AS item FROM shop.department) u ORDER BY 1
----
Int(32, true)[], Utf8[]
| 1 | Engineering |
| 2 | Sales |
| 3 | Support |
| 4 | Légal |

### comparison of structs
SELECT {'a': 1, 'b': 2} = {'a': 1, 'b': 2}, {'a': 1} < {'a': 2}, row(1, 2) = row(1, 2)
----
Bool[], Bool[], Bool[]
| true | true | true |

### map literals and lookups
SELECT MAP {'a': 1, 'b': 2} AS m, MAP {'a': 1}['a'] AS a, MAP {'a': 1}['z'] AS z, MAP([1, 2], ['x', 'y'])[2] AS y
----
Map(false)[Struct[Utf8[], Int(32, true)[]]], Int(32, true)[], Int(32, true)[], Utf8[]
| [{"key":"a","value":1},{"key":"b","value":2}] | 1 | NULL | y |

### lookups in a map column
SELECT id, attributes['size'], element_at(attributes, 'allergen') FROM shop.product ORDER BY id
----
Int(32, true)[], Utf8[], List[Utf8[]]
| 1 | M | [] |
| 2 | L | [] |
| 3 | NULL | ["fish"] |
| 4 | NULL | NULL |
| 5 | S | [] |
| 6 | S | ["nuts"] |

### keys, values, entries
SELECT id, map_keys(attributes), map_values(attributes), map_entries(attributes), map_contains(attributes, 'size') FROM shop.product ORDER BY id
----
Int(32, true)[], List[Utf8[]], List[Utf8[]], List[Struct[Utf8[], Utf8[]]], Bool[]
| 1 | ["size","cup"] | ["M","paper"] | [{"key":"size","value":"M"},{"key":"cup","value":"paper"}] | true |
| 2 | ["size"] | ["L"] | [{"key":"size","value":"L"}] | true |
| 3 | ["allergen"] | ["fish"] | [{"key":"allergen","value":"fish"}] | false |
| 4 | NULL | NULL | NULL | NULL |
| 5 | ["size","colour"] | ["S","red"] | [{"key":"size","value":"S"},{"key":"colour","value":"red"}] | true |
| 6 | ["size","allergen"] | ["S","nuts"] | [{"key":"size","value":"S"},{"key":"allergen","value":"nuts"}] | true |

### filtering by a map
SELECT name FROM shop.product WHERE attributes['size'] = 'S' ORDER BY id
----
Utf8[]
| Under_score |
| naïve cake |

### grouping by a map's value
SELECT attributes['size'] AS size, count(*) FROM shop.product GROUP BY 1 ORDER BY 1 NULLS LAST
----
Utf8[], Int(64, true)[]
| L | 1 |
| M | 1 |
| S | 2 |
| NULL | 2 |

### maps from lists, concatenated
SELECT map_from_entries([('a', 1), ('b', 2)]), map_concat(MAP {'a': 1}, MAP {'b': 2}), cardinality(MAP {'a': 1})
----
Map(false)[Struct[Utf8[], Int(32, true)[]]], Map(false)[Struct[Utf8[], Int(32, true)[]]], Int(64, false)[]
| [{"key":"a","value":1},{"key":"b","value":2}] | [{"key":"a","value":1},{"key":"b","value":2}] | 1 |

### map aggregation
SELECT map(list(id ORDER BY id), list(name ORDER BY id)) FROM shop.department
----
Map(false)[Struct[Int(32, true)[], Utf8[]]]
| [{"key":1,"value":"Engineering"},{"key":2,"value":"Sales"},{"key":3,"value":"Support"},{"key":4,"value":"Légal"}] |

### unnest of a map
SELECT id, e.key, e.value FROM (SELECT id, unnest(map_entries(attributes)) AS e FROM shop.product) ORDER BY id, e.key
----
Int(32, true)[], Utf8[], Utf8[]
| 1 | cup | paper |
| 1 | size | M |
| 2 | size | L |
| 3 | allergen | fish |
| 5 | colour | red |
| 5 | size | S |
| 6 | allergen | nuts |
| 6 | size | S |

### fixed-size arrays
SELECT [1, 2, 3]::INTEGER[3] AS a, array_value(1.0, 2.0) AS v, array_distance([1.0, 2.0]::FLOAT[2], [4.0, 6.0]::FLOAT[2]) AS d
----
FixedSizeList(3)[Int(32, true)[]], FixedSizeList(2)[Decimal(2, 1, 128)[]], FloatingPoint(SINGLE)[]
| [1,2,3] | [1.0,2.0] | 5.0 |

### list of lists
SELECT [[1, 2], [], NULL] AS l, [[1, 2], [3]][1][2] AS two
----
List[List[Int(32, true)[]]], Int(32, true)[]
| [[1,2],[],null] | 2 |

### casts of lists and structs
SELECT CAST(['1', '2'] AS INTEGER[]), CAST({'a': '1'} AS STRUCT(a INTEGER)), CAST(tags AS VARCHAR) FROM shop.product ORDER BY id
----
List[Int(32, true)[]], Struct[Int(32, true)[]], Utf8[]
| [1,2] | {"a":1} | [hot, milk] |
| [1,2] | {"a":1} | [hot] |
| [1,2] | {"a":1} | [bread, fish, cold] |
| [1,2] | {"a":1} | [] |
| [1,2] | {"a":1} | NULL |
| [1,2] | {"a":1} | [sweet, NULL, cold] |

### a row of a table
SELECT t.id, t FROM shop.department t ORDER BY t.id
----
Int(32, true)[], Struct[Int(32, true)[], Utf8[], Decimal(12, 2, 128)[], Utf8[]]
| 1 | {"id":1,"name":"Engineering","budget":500000.00,"city":"Zürich"} |
| 2 | {"id":2,"name":"Sales","budget":250000.50,"city":"Genève"} |
| 3 | {"id":3,"name":"Support","city":"Zürich"} |
| 4 | {"id":4,"name":"Légal","budget":90000.00} |

### an empty map
SELECT id, map_concat(attributes, MAP {}) AS m FROM shop.product ORDER BY id
----
Int(32, true)[], Map(false)[Struct[Utf8[], Utf8[]]]
| 1 | [{"key":"size","value":"M"},{"key":"cup","value":"paper"}] |
| 2 | [{"key":"size","value":"L"}] |
| 3 | [{"key":"allergen","value":"fish"}] |
| 4 | [] |
| 5 | [{"key":"size","value":"S"},{"key":"colour","value":"red"}] |
| 6 | [{"key":"size","value":"S"},{"key":"allergen","value":"nuts"}] |
