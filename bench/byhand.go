package main

import "councilgraph/graph/value"

// What one would write by hand, knowing how the graph is kept: one row, positional, everything bound, the degree in place of a
// count, sorted and limited before anything more is read, and of two plans the better one for the case.

var page = obj("name", plain, "contracts", obj("totalCount", plain, "nodes",
	listOf(obj("id", plain, "name", plain, "buyers", obj("nodes", listOf(obj("name", plain)))))))

var lookUp = &hand{shape: obj("supplier", obj("id", plain, "name", plain)), args: clockArgs,
	text: `MATCH (s:Supplier {id: $id}) RETURN [[s.id, s.name]] AS v`}

var supplierContracts = &hand{shape: obj("supplier", page), text: `
MATCH (s:Supplier {id: $id})
CALL (s) {
  MATCH (s)-[:SUPPLIES]->(c) WITH c, c.id AS id ORDER BY id LIMIT 20
  CALL (c) { MATCH (c)<-[:BUYS]-(b) WITH b, b.id AS id ORDER BY id LIMIT 20 RETURN collect([b.name]) AS buyers }
  RETURN collect([id, c.name, [buyers]]) AS contracts }
RETURN [[s.name, [COUNT { (s)-[:SUPPLIES]->() }, contracts]]] AS v`}

var newestShape = obj("supplier", obj("name", plain, "supplyEvents", obj("nodes", listOf(obj("since", day, "wording", plain)))))

var newestByExpanding = &hand{shape: newestShape, text: `
MATCH (s:Supplier {id: $id})
CALL (s) { MATCH (s)<-[:EVENT_SUPPLIER]-(e:ContractEvent) WITH e, e._since AS since, e.id AS id ORDER BY since DESC, id LIMIT 20
  RETURN collect([since, e.wording]) AS events }
RETURN [[s.name, [events]]] AS v`}

var newestByIndex = &hand{shape: newestShape, text: `
MATCH (s:Supplier {id: $id})
CALL (s) { MATCH (e:ContractEvent) WHERE e._since IS NOT NULL AND EXISTS { (e)-[:EVENT_SUPPLIER]->(s) }
  WITH e, e._since AS since, e.id AS id ORDER BY since DESC, id LIMIT 20
  RETURN collect([since, e.wording]) AS events }
RETURN [[s.name, [events]]] AS v`}

var committee = &hand{
	shape: obj("committee", obj("name", plain, "meetings", obj("nodes", listOf(obj("date", obj("text", plain), "said", obj("nodes", listOf(either(
		obj("since", day, "status", plain, "project", obj("name", plain), "partner", obj("name", plain)),
		obj("since", day, "kind", plain, "contract", obj("name", plain), "supplier", obj("name", plain)),
		obj("since", day))))))))),
	text: `
MATCH (k:Committee {id: $id})
CALL (k) {
  MATCH (k)<-[:MEETING_OF]-(m:Meeting) WITH m, m.date_start AS start, m.id AS id ORDER BY start IS NULL, start DESC, id LIMIT 5
  CALL (m) {
    MATCH (m)<-[:SAID_AT]-(f) WITH f, f._since AS since, f.id AS id ORDER BY since DESC, id LIMIT 10
    RETURN collect(CASE f._type
      WHEN 'ProjectUpdate' THEN [0, [since, f.status, COLLECT { MATCH (f)-[:UPDATE_OF]->(p) RETURN [p.name] }[0], COLLECT { MATCH (f)-[:UPDATE_PARTNER]->(p) RETURN [p.name] }[0]]]
      WHEN 'ContractEvent' THEN [1, [since, f.kind, COLLECT { MATCH (f)-[:EVENT_OF]->(p) RETURN [p.name] }[0], COLLECT { MATCH (f)-[:EVENT_SUPPLIER]->(p) RETURN [p.name] }[0]]]
      ELSE [2, [since]] END) AS said }
  RETURN collect([[m.date_text], [said]]) AS meetings }
RETURN [[k.name, [meetings]]] AS v`}

var byContractAndBuyer = &hand{shape: obj("suppliers", obj("totalCount", plain, "nodes", listOf(obj("name", plain)))),
	args: func(vars map[string]any) map[string]any {
		return map[string]any{"council": value.Fold(vars["council"].(string)), "word": value.Fold(vars["word"].(string))}
	},
	text: `
MATCH (b:Organisation) WHERE b.name_fold = $council
MATCH (b)-[:BUYS]->(c) WHERE c.name_fold STARTS WITH $word
MATCH (c)<-[:SUPPLIES]-(s)
WITH DISTINCT s WITH s, s.name AS name, s.id AS id ORDER BY name, id
WITH collect([name]) AS found
RETURN [[size(found), found[..20]]] AS v`}

var byCount = &hand{shape: obj("suppliers", obj("nodes", listOf(obj("name", plain, "contracts", obj("totalCount", plain))))), text: `
MATCH (s:Supplier) WITH s, COUNT { (s)-[:SUPPLIES]->() } AS n WHERE n >= $n
WITH s, n, s.name AS name, s.id AS id ORDER BY n DESC, name, id LIMIT 20
WITH collect([name, [n]]) AS found RETURN [[found]] AS v`}

var valueBySupplier = &hand{
	shape: obj("contractEvents", obj("groupBy", listOf(obj("key", obj("supplier", obj("name", plain)),
		"count", plain, "amount", listOf(obj("currency", plain, "sum", money)))))),
	text: `
MATCH (b:Organisation {id: $id})<-[:EVENT_BUYER]-(e:ContractEvent)-[:EVENT_SUPPLIER]->(s) WHERE e.kind = 'AWARDED'
WITH s.name AS name, e.amount_currency AS currency, count(*) AS n, sum(e.amount_amount) AS total ORDER BY currency
WITH name, sum(n) AS n, collect([currency, total]) AS sums ORDER BY name LIMIT 20
WITH collect([[[name]], n, sums]) AS found RETURN [[found]] AS v`}

var byDateShape = obj("contractEvents", obj("nodes", listOf(obj("since", day, "wording", plain, "contract", obj("name", plain)))))

const eventsFound = `
WITH e, e._since AS since, e.id AS id ORDER BY since DESC, id LIMIT 20
MATCH (e)-[:EVENT_OF]->(c)
WITH e, c, since, id ORDER BY since DESC, id
WITH collect([since, e.wording, [c.name]]) AS found RETURN [[found]] AS v`

var byDate = &hand{shape: byDateShape, args: func(map[string]any) map[string]any { return nil },
	text: `MATCH (e:ContractEvent) WHERE e._since IS NOT NULL` + eventsFound}

var byDateAfter = &hand{shape: byDateShape,
	args: func(vars map[string]any) map[string]any {
		d, _ := value.ParseDay(vars["since"].(string)) // an answer printed it
		return map[string]any{"since": int64(d), "id": vars["id"]}
	},
	text: `MATCH (e:ContractEvent) WHERE e._since <= $since AND (e._since < $since OR e.id > $id)` + eventsFound}

var search = &hand{args: searchArgs,
	shape: obj("search", obj("edges", listOf(obj("matched", obj("field", plain, "text", plain), "node", obj("id", plain, "name", plain))))),
	text: `
CALL db.index.fulltext.queryNodes('_texts', $terms) YIELD node AS x
MATCH (x)-[:_TEXT_OF]->(s:Supplier) WHERE all(w IN $padded WHERE (' ' + x.folded + ' ') CONTAINS w)
WITH s, x, CASE WHEN x.place > 2 THEN x.place + 2 WHEN x.folded = $asked THEN x.place WHEN x.folded STARTS WITH $asked THEN 3 ELSE 4 END AS class
ORDER BY class, x.count, x.place, x.text
WITH s, head(collect([class, x.count, x.field, x.text])) AS hit
WITH s, hit, hit[0] AS class, hit[1] AS count, s._name AS name, s.id AS id ORDER BY class, count, name, id LIMIT 10
WITH collect([[hit[2], hit[3]], [id, s.name]]) AS found RETURN [[found]] AS v`}

var aliases = &hand{
	shape: obj("supplier", obj("first", obj("nodes", listOf(obj("name", plain))), "last", obj("nodes", listOf(obj("name", plain))))),
	text: `
MATCH (s:Supplier {id: $id})
CALL (s) { MATCH (s)-[:SUPPLIES]->(c) WITH c.name AS name, c.id AS id ORDER BY name, id LIMIT 5 RETURN collect([name]) AS up }
CALL (s) { MATCH (s)-[:SUPPLIES]->(c) WITH c.name AS name, c.id AS id ORDER BY name DESC, id LIMIT 5 RETURN collect([name]) AS down }
RETURN [[[up], [down]]] AS v`}

var hundred = &hand{
	shape: obj("suppliers", obj("nodes", listOf(obj("name", plain, "contracts", obj("nodes", listOf(obj("name", plain, "buyers", obj("nodes", listOf(obj("name", plain)))))))))),
	args:  func(map[string]any) map[string]any { return nil },
	text: `
MATCH (s:Supplier) WHERE s.name IS NOT NULL WITH s, s.name AS name, s.id AS id ORDER BY name, id LIMIT 100
CALL (s) {
  MATCH (s)-[:SUPPLIES]->(c) WITH c, c.id AS id ORDER BY id LIMIT 10
  CALL (c) { MATCH (c)<-[:BUYS]-(b) WITH b, b.id AS id ORDER BY id LIMIT 3 RETURN collect([b.name]) AS buyers }
  RETURN collect([c.name, [buyers]]) AS contracts }
WITH collect([name, [contracts]]) AS found RETURN [[found]] AS v`}
