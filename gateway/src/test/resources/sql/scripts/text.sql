### LIKE with wildcards
SELECT name FROM shop.product WHERE name LIKE '%e%' ORDER BY id
----
Utf8[]
| Café crème |
| Tea |
| 100% Juice |
| Under_score |
| naïve cake |

### LIKE with one character
SELECT name FROM shop.product WHERE name LIKE 'T_a'
----
Utf8[]
| Tea |

### NOT LIKE
SELECT name FROM shop.product WHERE name NOT LIKE '%a%' ORDER BY id
----
Utf8[]
| Smörgås |
| 100% Juice |
| Under_score |

### LIKE with ESCAPE
SELECT name FROM shop.product WHERE name LIKE '%!%%' ESCAPE '!' OR name LIKE '%!_%' ESCAPE '!' ORDER BY id
----
Utf8[]
| 100% Juice |
| Under_score |

### ILIKE
SELECT name FROM shop.employee WHERE name ILIKE '%A%' ORDER BY id
----
Utf8[]
| Ada Lovelace |
| Fatima |
| Gustav |
| Hana |
| Ivan |

### NOT ILIKE
SELECT name FROM shop.employee WHERE name NOT ILIKE '%a%' ORDER BY id
----
Utf8[]
| Björn Borg |
| Chloé Dupont |
| dmitri |
| Eve O'Neil |
| 李雷 |

### LIKE against a column
SELECT e.name, d.name FROM shop.employee e JOIN shop.department d ON d.name LIKE left(e.name, 1) || '%' ORDER BY e.id, d.id
----
Utf8[], Utf8[]
| Eve O'Neil | Engineering |

### GLOB
SELECT name FROM shop.product WHERE name GLOB '*e*' ORDER BY id
----
Utf8[]
| Café crème |
| Tea |
| 100% Juice |
| Under_score |
| naïve cake |

### SIMILAR TO
SELECT name FROM shop.employee WHERE name SIMILAR TO '(Ada|Eve).*' ORDER BY id
----
Utf8[]
| Ada Lovelace |
| Eve O'Neil |

### regular expression operator of PostgreSQL
SELECT name FROM shop.employee WHERE name ~ '^[A-E].*' ORDER BY id
----
Utf8[]
| Ada Lovelace |
| Björn Borg |
| Chloé Dupont |
| Eve O'Neil |

### negated regular expression operator
SELECT name FROM shop.employee WHERE name !~ '^[A-E].*' ORDER BY id
----
Utf8[]
| dmitri |
| 李雷 |
| Fatima |
| Gustav |
| Hana |
| Ivan |

### regexp_matches with options
SELECT name FROM shop.employee WHERE regexp_matches(name, '^[a-d]', 'i') ORDER BY id
----
Utf8[]
| Ada Lovelace |
| Björn Borg |
| Chloé Dupont |
| dmitri |

### regexp_extract and regexp_replace
SELECT regexp_extract(email, '@(.*)$', 1) AS host, regexp_replace(name, '[aeiou]', '*', 'g') AS starred FROM shop.employee ORDER BY id
----
Utf8[], Utf8[]
| example.com | Ad* L*v*l*c* |
| example.com | Björn B*rg |
| NULL | Chl*é D*p*nt |
| example.org | dm*tr* |
| example.org | Ev* O'N**l |
| example.cn | 李雷 |
| NULL | F*t*m* |
| example.com | G*st*v |
|  | H*n* |
| example.com | Iv*n |

### regexp_extract_all and regexp_split
SELECT regexp_extract_all(name, '[A-Z]'), regexp_split_to_array(name, ' ') FROM shop.employee ORDER BY id
----
List[Utf8[]], List[Utf8[]]
| ["A","L"] | ["Ada","Lovelace"] |
| ["B","B"] | ["Björn","Borg"] |
| ["C","D"] | ["Chloé","Dupont"] |
| [] | ["dmitri"] |
| ["E","O","N"] | ["Eve","O'Neil"] |
| [] | ["李雷"] |
| ["F"] | ["Fatima"] |
| ["G"] | ["Gustav"] |
| ["H"] | ["Hana"] |
| ["I"] | ["Ivan"] |

### length in characters, bytes and graphemes
SELECT text, length(text), strlen(text), octet_length(encode(text)), bit_length(text) FROM shop.every_kind ORDER BY id
----
Utf8[], Int(64, true)[], Int(64, true)[], Int(64, true)[], Int(64, true)[]
| plain | 5 | 5 | 5 | 40 |
| Straße | 6 | 7 | 7 | 56 |
|  | 0 | 0 | 0 | 0 |
| été 🎉 | 5 | 10 | 10 | 80 |
| NULL | NULL | NULL | NULL | NULL |
|  padded  | 8 | 8 | 8 | 64 |
| per%cent_under\\back | 19 | 19 | 19 | 152 |
| PLAIN | 5 | 5 | 5 | 40 |

### upper and lower of Unicode
SELECT upper(text), lower(text), upper('straße'), lower('ÉTÉ') FROM shop.every_kind ORDER BY id
----
Utf8[], Utf8[], Utf8[], Utf8[]
| PLAIN | plain | STRAẞE | été |
| STRAẞE | straße | STRAẞE | été |
|  |  | STRAẞE | été |
| ÉTÉ 🎉 | été 🎉 | STRAẞE | été |
| NULL | NULL | STRAẞE | été |
|  PADDED  |  padded  | STRAẞE | été |
| PER%CENT_UNDER\\BACK | per%cent_under\\back | STRAẞE | été |
| PLAIN | plain | STRAẞE | été |

### substring in standard words
SELECT substring(text FROM 2 FOR 3), substring(text, -3), substr(text, 3) FROM shop.every_kind ORDER BY id
----
Utf8[], Utf8[], Utf8[]
| lai | ain | ain |
| tra | aße | raße |
|  |  |  |
| té  | é 🎉 | é 🎉 |
| NULL | NULL | NULL |
| pad | ed  | added  |
| er% | ack | r%cent_under\\back |
| LAI | AIN | AIN |

### slices
SELECT text[1:3], text[-2:], name[1] FROM shop.every_kind JOIN shop.employee USING (id) ORDER BY id
----
Utf8[], Utf8[], Utf8[]
| pla | in | A |
| Str | ße | B |
|  |  | C |
| été |  🎉 | d |
| NULL | NULL | E |
|  pa | d  | 李 |
| per | ck | F |
| PLA | IN | G |

### left and right, with negative counts
SELECT left(text, 2), right(text, 2), left(text, -1), right(text, -1) FROM shop.every_kind ORDER BY id
----
Utf8[], Utf8[], Utf8[], Utf8[]
| pl | in | plai | lain |
| St | ße | Straß | traße |
|  |  |  |  |
| ét |  🎉 | été  | té 🎉 |
| NULL | NULL | NULL | NULL |
|  p | d  |  padded | padded  |
| pe | ck | per%cent_under\\bac | er%cent_under\\back |
| PL | IN | PLAI | LAIN |

### trim in all ways
SELECT trim(text), ltrim(text), rtrim(text), trim(BOTH 'p' FROM text), trim(LEADING ' ' FROM text), trim(text, ' p') FROM shop.every_kind ORDER BY id
----
Utf8[], Utf8[], Utf8[], Utf8[], Utf8[], Utf8[]
| plain | plain | plain | lain | plain | lain |
| Straße | Straße | Straße | Straße | Straße | Straße |
|  |  |  |  |  |  |
| été 🎉 | été 🎉 | été 🎉 | été 🎉 | été 🎉 | été 🎉 |
| NULL | NULL | NULL | NULL | NULL | NULL |
| padded | padded  |  padded |  padded  | padded  | added |
| per%cent_under\\back | per%cent_under\\back | per%cent_under\\back | er%cent_under\\back | per%cent_under\\back | er%cent_under\\back |
| PLAIN | PLAIN | PLAIN | PLAIN | PLAIN | PLAIN |

### pad
SELECT lpad(text, 8, '-'), rpad(text, 8, '.') FROM shop.every_kind ORDER BY id
----
Utf8[], Utf8[]
| ---plain | plain... |
| --Straße | Straße.. |
| -------- | ........ |
| ---été 🎉 | été 🎉... |
| NULL | NULL |
|  padded  |  padded  |
| per%cent | per%cent |
| ---PLAIN | PLAIN... |

### concatenation with NULL
SELECT text || '!' AS a, concat(text, '!', NULL) AS b, concat_ws('-', text, NULL, 'x') AS c FROM shop.every_kind ORDER BY id
----
Utf8[], Utf8[], Utf8[]
| plain! | plain! | plain-x |
| Straße! | Straße! | Straße-x |
| ! | ! | -x |
| été 🎉! | été 🎉! | été 🎉-x |
| NULL | ! | x |
|  padded ! |  padded ! |  padded -x |
| per%cent_under\\back! | per%cent_under\\back! | per%cent_under\\back-x |
| PLAIN! | PLAIN! | PLAIN-x |

### concatenation with numbers
SELECT 'n' || id, concat(id, '-', name), id || '/' || department_id FROM shop.employee ORDER BY id
----
Utf8[], Utf8[], Utf8[]
| n1 | 1-Ada Lovelace | 1/1 |
| n2 | 2-Björn Borg | 2/1 |
| n3 | 3-Chloé Dupont | 3/2 |
| n4 | 4-dmitri | 4/1 |
| n5 | 5-Eve O'Neil | 5/2 |
| n6 | 6-李雷 | 6/1 |
| n7 | 7-Fatima | 7/2 |
| n8 | 8-Gustav | NULL |
| n9 | 9-Hana | 9/3 |
| n10 | 10-Ivan | 10/3 |

### position, strpos, instr
SELECT position('e' IN name), strpos(name, 'e'), instr(name, 'a'), contains(name, 'an') FROM shop.employee ORDER BY id
----
Int(64, true)[], Int(64, true)[], Int(64, true)[], Bool[]
| 8 | 8 | 3 | false |
| 0 | 0 | 0 | false |
| 0 | 0 | 0 | false |
| 0 | 0 | 0 | false |
| 3 | 3 | 0 | false |
| 0 | 0 | 0 | false |
| 0 | 0 | 2 | false |
| 0 | 0 | 5 | false |
| 0 | 0 | 2 | true |
| 0 | 0 | 3 | true |

### starts_with, ends_with, prefix
SELECT name FROM shop.employee WHERE starts_with(name, 'A') OR ends_with(name, 'a') OR prefix(name, '李') ORDER BY id
----
Utf8[]
| Ada Lovelace |
| 李雷 |
| Fatima |
| Hana |

### replace, translate, reverse, repeat
SELECT replace(name, 'a', '4'), translate(name, 'abc', 'xyz'), reverse(name), repeat('ab', 3) FROM shop.employee ORDER BY id
----
Utf8[], Utf8[], Utf8[], Utf8[]
| Ad4 Lovel4ce | Adx Lovelxze | ecalevoL adA | ababab |
| Björn Borg | Björn Borg | groB nröjB | ababab |
| Chloé Dupont | Chloé Dupont | tnopuD éolhC | ababab |
| dmitri | dmitri | irtimd | ababab |
| Eve O'Neil | Eve O'Neil | lieN'O evE | ababab |
| 李雷 | 李雷 | 雷李 | ababab |
| F4tim4 | Fxtimx | amitaF | ababab |
| Gust4v | Gustxv | vatsuG | ababab |
| H4n4 | Hxnx | anaH | ababab |
| Iv4n | Ivxn | navI | ababab |

### split
SELECT split_part(name, ' ', 1), string_split(name, ' '), split_part(email, '@', 2) FROM shop.employee ORDER BY id
----
Utf8[], List[Utf8[]], Utf8[]
| Ada | ["Ada","Lovelace"] | example.com |
| Björn | ["Björn","Borg"] | example.com |
| Chloé | ["Chloé","Dupont"] | NULL |
| dmitri | ["dmitri"] | example.org |
| Eve | ["Eve","O'Neil"] | example.org |
| 李雷 | ["李雷"] | example.cn |
| Fatima | ["Fatima"] | NULL |
| Gustav | ["Gustav"] | example.com |
| Hana | ["Hana"] |  |
| Ivan | ["Ivan"] | example.com |

### ascii, chr, unicode, ord
SELECT ascii('A'), chr(8364), unicode(name), ord('a') FROM shop.employee ORDER BY id
----
Int(32, true)[], Utf8[], Int(32, true)[], Int(32, true)[]
| 65 | € | 65 | 97 |
| 65 | € | 66 | 97 |
| 65 | € | 67 | 97 |
| 65 | € | 100 | 97 |
| 65 | € | 69 | 97 |
| 65 | € | 26446 | 97 |
| 65 | € | 70 | 97 |
| 65 | € | 71 | 97 |
| 65 | € | 72 | 97 |
| 65 | € | 73 | 97 |

### printf and format
SELECT printf('%s has %d', name, id), format('{} is {:.2f}', name, salary::DOUBLE) FROM shop.employee WHERE id < 3 ORDER BY id
----
Utf8[], Utf8[]
| Ada Lovelace has 1 | Ada Lovelace is 9800.00 |
| Björn Borg has 2 | Björn Borg is 7200.50 |

### comparison of text is by bytes
SELECT name FROM shop.employee WHERE name > 'a' ORDER BY id
----
Utf8[]
| dmitri |
| 李雷 |

### equality respects case
SELECT id FROM shop.every_kind WHERE text = 'plain'
----
Int(32, true)[]
| 1 |

### equality without case
SELECT id FROM shop.every_kind WHERE lower(text) = 'plain' ORDER BY id
----
Int(32, true)[]
| 1 |
| 8 |

### the empty string is not NULL
SELECT id, text IS NULL, text = '' FROM shop.every_kind ORDER BY id
----
Int(32, true)[], Bool[], Bool[]
| 1 | false | false |
| 2 | false | false |
| 3 | false | true |
| 4 | false | false |
| 5 | true | NULL |
| 6 | false | false |
| 7 | false | false |
| 8 | false | false |

### blanks at the end count
SELECT 'a' = 'a ', 'a' || ' ' = 'a ', id FROM shop.every_kind WHERE text = ' padded '
----
Bool[], Bool[], Int(32, true)[]
| false | true | 6 |

### Unicode in literals and names
SELECT name AS "prénom", 'ü' || name AS 名前 FROM shop.employee WHERE name = '李雷'
----
Utf8[], Utf8[]
| 李雷 | ü李雷 |

### quoted names with blanks and capitals
SELECT "Full Name" FROM (SELECT name AS "Full Name" FROM shop.employee WHERE id = 1) AS "The Table"
----
Utf8[]
| Ada Lovelace |

### accents
SELECT strip_accents(name), nfc_normalize(name) = name FROM shop.product ORDER BY id
----
Utf8[], Bool[]
| Cafe creme | true |
| Tea | true |
| Smorgas | true |
| 100% Juice | true |
| Under_score | true |
| naive cake | true |

### similarity
SELECT levenshtein(name, 'Tea'), round(jaro_winkler_similarity(name, 'Tea'), 4), hamming('abc', 'abd') FROM shop.product WHERE id < 4 ORDER BY id
----
Int(64, true)[], FloatingPoint(DOUBLE)[], Int(64, true)[]
| 12 | 0.4722 | 1 |
| 0 | 1 | 1 |
| 9 | 0.0 | 1 |

### initials by list functions
SELECT array_to_string(list_transform(string_split(name, ' '), lambda x: x[1]), '.') FROM shop.employee ORDER BY id
----
Utf8[]
| A.L |
| B.B |
| C.D |
| d |
| E.O |
| 李 |
| F |
| G |
| H |
| I |

### bar and to_base
SELECT bar(id, 0, 10, 10), to_base(id, 2), bin(id), to_hex(255) FROM shop.department ORDER BY id
----
Utf8[], Utf8[], Utf8[], Utf8[]
| █          | 1 | 1 | FF |
| ██         | 10 | 10 | FF |
| ███        | 11 | 11 | FF |
| ████       | 100 | 100 | FF |

### url and html
SELECT url_encode('a b&c'), url_decode('a%20b'), parse_filename('/a/b.csv')
----
Utf8[], Utf8[], Utf8[]
| a%20b%26c | a b | b.csv |

### hash and checksums are stable
SELECT md5(name), sha1(name) FROM shop.department ORDER BY id
----
Utf8[], Utf8[]
| ab0268fb8036a892dc341945cb7ae3be | 4143d04801509c0f05f2b64b73d05b0eb3ac3d70 |
| 11ff9f68afb6b8b5b8eda218d7c83a65 | d0edfb6e8c55c8742a83f0f192886e0e15fa0347 |
| db5eb84117d06047c97c9a0191b5fffe | f32d5a3b17e614297417cc279a7ec1cd02274d65 |
| 2aaa1ab5fd2990b85f29c78cc7a15cc9 | 264bbb8c82a769d525b9d7cb58d5037091c3b33d |

### text that looks like numbers
SELECT '10' < '9', '10'::INT < '9'::INT, 'a' < 'B'
----
Bool[], Bool[], Bool[]
| true | false | false |

### string_agg across sources
SELECT d.name, string_agg(e.name, ';' ORDER BY e.id) FROM shop.department d LEFT JOIN shop.employee e ON e.department_id = d.id GROUP BY d.name ORDER BY 1
----
Utf8[], Utf8[]
| Engineering | Ada Lovelace;Björn Borg;dmitri;李雷 |
| Légal | NULL |
| Sales | Chloé Dupont;Eve O'Neil;Fatima |
| Support | Hana;Ivan |

### words counted
SELECT word, count(*) FROM (SELECT unnest(string_split(lower(name), ' ')) AS word FROM shop.product) GROUP BY word ORDER BY 2 DESC, 1
----
Utf8[], Int(64, true)[]
| 100% | 1 |
| café | 1 |
| cake | 1 |
| crème | 1 |
| juice | 1 |
| naïve | 1 |
| smörgås | 1 |
| tea | 1 |
| under_score | 1 |

### comments everywhere
SELECT /* one */ id -- two
FROM shop.department /* three /* nested */ */ ORDER BY id -- four
----
Int(32, true)[]
| 1 |
| 2 |
| 3 |
| 4 |

### groups of a pattern by name
SELECT regexp_extract(name, '(\w+) (\w+)', ['first', 'last']) AS r FROM shop.employee ORDER BY id
----
Struct[Utf8[], Utf8[]]
| {"first":"Ada","last":"Lovelace"} |
| {"first":"rn","last":"Borg"} |
| {"first":"","last":""} |
| {"first":"","last":""} |
| {"first":"Eve","last":"O"} |
| {"first":"","last":""} |
| {"first":"","last":""} |
| {"first":"","last":""} |
| {"first":"","last":""} |
| {"first":"","last":""} |

### escapes
SELECT E'a\tb\x41\101\q\'\u00e9' AS e
----
Utf8[]
| a	bAAq'u00e9 |

### names in quotes
SELECT id AS "a""b", name AS "Sélect ☃", city AS "group" FROM shop.department ORDER BY id LIMIT 2
----
Int(32, true)[], Utf8[], Utf8[]
| 1 | Engineering | Zürich |
| 2 | Sales | Genève |
