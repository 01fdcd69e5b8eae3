### fields by arrow
SELECT id, info->'rating', info->>'rating' FROM shop.product WHERE id < 4 ORDER BY id
----
Int(32, true)[], Utf8[], Utf8[]
| 1 | 4.5 | 4.5 |
| 2 | 3 | 3 |
| 3 | null | NULL |

### nested fields by arrows
SELECT id, info->'maker'->>'name' AS maker FROM shop.product ORDER BY id
----
Int(32, true)[], Utf8[]
| 1 | Müller |
| 2 | NULL |
| 3 | Åsa |
| 4 | NULL |
| 5 | NULL |
| 6 | NULL |

### fields by path
SELECT id, info->>'$.maker.name', json_extract(info, '$.labels[0]'), json_extract_string(info, '$.labels[0]') FROM shop.product ORDER BY id
----
Int(32, true)[], Utf8[], Utf8[], Utf8[]
| 1 | Müller | "bio" | bio |
| 2 | NULL | NULL | NULL |
| 3 | Åsa | "fresh" | fresh |
| 4 | NULL | NULL | NULL |
| 5 | NULL | "odd" | odd |
| 6 | NULL | NULL | NULL |

### filtering by a field
SELECT name FROM shop.product WHERE CAST(info->>'rating' AS DOUBLE) >= 3 ORDER BY id
----
Utf8[]
| Café crème |
| Tea |

### filtering events by a field
SELECT id FROM shop.event WHERE payload->>'page' = '/home' ORDER BY id
----
Int(32, true)[]
| 2 |
| 8 |

### grouping by a field
SELECT payload->>'page' AS page, count(*), sum(CAST(payload->>'ms' AS INTEGER)) FROM shop.event WHERE kind = 'view' GROUP BY 1 ORDER BY 1 NULLS LAST
----
Utf8[], Int(64, true)[], Decimal(38, 0, 128)[]
| /cart | 1 | 340 |
| /help | 1 | NULL |
| /home | 2 | 135 |
| NULL | 1 | NULL |

### json_extract with a list of paths
SELECT id, json_extract(payload, ['$.page', '$.ms']) FROM shop.event ORDER BY id
----
Int(32, true)[], List[Utf8[]]
| 1 | [null,null] |
| 2 | ["\\"/home\\"","120"] |
| 3 | ["\\"/cart\\"","340"] |
| 4 | [null,null] |
| 5 | NULL |
| 6 | ["null",null] |
| 7 | [null,null] |
| 8 | ["\\"/home\\"","15"] |
| 9 | [null,null] |
| 10 | ["\\"/help\\"",null] |

### types and lengths
SELECT id, json_type(info), json_type(info, '$.labels'), json_array_length(info, '$.labels'), json_valid(info) FROM shop.product ORDER BY id
----
Int(32, true)[], Utf8[], Utf8[], Int(64, false)[], Bool[]
| 1 | OBJECT | ARRAY | 2 | true |
| 2 | OBJECT | ARRAY | 0 | true |
| 3 | OBJECT | ARRAY | 1 | true |
| 4 | NULL | NULL | NULL | NULL |
| 5 | OBJECT | ARRAY | 3 | true |
| 6 | ARRAY | NULL | NULL | true |

### keys
SELECT id, json_keys(payload) FROM shop.event ORDER BY id
----
Int(32, true)[], List[Utf8[]]
| 1 | ["ip","ok"] |
| 2 | ["page","ms"] |
| 3 | ["page","ms"] |
| 4 | ["items","total"] |
| 5 | NULL |
| 6 | ["page"] |
| 7 | [] |
| 8 | ["page","ms"] |
| 9 | ["items","total"] |
| 10 | ["page"] |

### json_value and json_exists of standard SQL
SELECT id, json_value(info, '$.rating') AS rating, json_exists(info, '$.maker') AS made FROM shop.product ORDER BY id
----
Int(32, true)[], Utf8[], Bool[]
| 1 | 4.5 | true |
| 2 | 3 | false |
| 3 | NULL | true |
| 4 | NULL | NULL |
| 5 | 1.25 | false |
| 6 | NULL | false |

### building objects and arrays
SELECT json_object('id', id, 'name', name), json_array(id, name, NULL) FROM shop.department ORDER BY id
----
Utf8[], Utf8[]
| {"id":1,"name":"Engineering"} | [1,"Engineering",null] |
| {"id":2,"name":"Sales"} | [2,"Sales",null] |
| {"id":3,"name":"Support"} | [3,"Support",null] |
| {"id":4,"name":"Légal"} | [4,"Légal",null] |

### rows to JSON
SELECT to_json({'id': id, 'name': name}), to_json(tags) FROM shop.product WHERE id < 4 ORDER BY id
----
Utf8[], Utf8[]
| {"id":1,"name":"Café crème"} | ["hot","milk"] |
| {"id":2,"name":"Tea"} | ["hot"] |
| {"id":3,"name":"Smörgås"} | ["bread","fish","cold"] |

### aggregating JSON
SELECT json_group_array(name) AS a, json_group_object(name, id) AS o FROM (SELECT * FROM shop.department WHERE id = 1)
----
Utf8[], Utf8[]
| ["Engineering"] | {"Engineering":1} |

### JSON to lists and structs
SELECT id, from_json(info, '{"rating": "DOUBLE", "labels": ["VARCHAR"]}') FROM shop.product WHERE id IN (1, 2) ORDER BY id
----
Int(32, true)[], Struct[FloatingPoint(DOUBLE)[], List[Utf8[]]]
| 1 | {"rating":4.5,"labels":["bio","fair"]} |
| 2 | {"rating":3.0,"labels":[]} |

### casts to JSON and from it
SELECT CAST('{"a": [1, 2]}' AS JSON)->'a'->1 AS two, CAST(CAST('[1, 2]' AS JSON) AS INTEGER[]) AS l
----
Utf8[], List[Int(32, true)[]]
| 2 | [1,2] |

### unnesting a JSON array
SELECT p.id, j.value FROM shop.product p, json_each(p.info, '$.labels') j ORDER BY p.id, j.id
----
Int(32, true)[], Utf8[]
| 1 | "bio" |
| 1 | "fair" |
| 3 | "fresh" |
| 5 | "odd" |
| 5 | "rare" |
| 5 | "odd" |

### unnesting by cast
SELECT id, unnest(CAST(payload->'items' AS INTEGER[])) AS product_id FROM shop.event WHERE kind = 'buy' ORDER BY id, product_id
----
Int(32, true)[], Int(32, true)[]
| 4 | 1 |
| 4 | 3 |
| 9 | 6 |

### JSON joined to a table of another source
SELECT e.id, p.name FROM (SELECT id, unnest(CAST(payload->'items' AS INTEGER[])) AS product_id FROM shop.event WHERE kind = 'buy') e JOIN shop.product p ON p.id = e.product_id ORDER BY e.id, p.id
----
Int(32, true)[], Utf8[]
| 4 | Café crème |
| 4 | Smörgås |
| 9 | naïve cake |

### what is contained
SELECT json_contains('{"a": [1, 2]}', '1'), json_contains('[1, 2]', '3')
----
Bool[], Bool[]
| true | false |

### merging and pretty printing
SELECT json_merge_patch('{"a": 1}', '{"b": 2}'), json_structure('{"a": [1.5]}')
----
Utf8[], Utf8[]
| {"a":1,"b":2} | {"a":["DOUBLE"]} |

### JSON null and SQL NULL
SELECT id, (info->'rating') IS NULL AS sql_null, json_type(info->'rating') AS t FROM shop.product WHERE id < 4 ORDER BY id
----
Int(32, true)[], Bool[], Utf8[]
| 1 | false | DOUBLE |
| 2 | false | UBIGINT |
| 3 | false | NULL |

### quotes and Unicode in JSON
SELECT '{"k": "a\"b", "ü": "\u00e9"}'::JSON->>'k' AS quoted, '{"ü": "\u00e9"}'::JSON->>'ü' AS e
----
Utf8[], Utf8[]
| a"b | é |

### a JSON array in a window
SELECT json_group_array(name) OVER (ORDER BY id) AS names FROM shop.department ORDER BY id
----
Utf8[]
| ["Engineering"] |
| ["Engineering","Sales"] |
| ["Engineering","Sales","Support"] |
| ["Engineering","Sales","Support","Légal"] |
