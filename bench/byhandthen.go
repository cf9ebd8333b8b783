package main

import "maps"

// The same under both clocks: what holds then is found through the edges and spells that say when they held, and met once however
// often it was told.

const known = `e.told <= $knownAt AND e.ended > $knownAt AND e.since <= $asOf AND e.until >= $asOf`

// sinceThen is the day from which a fact f holds, as was known then.
const sinceThen = `CALL (f) { MATCH (f)<-[:_SPELL_OF]-(e) WHERE ` + known + ` RETURN e.since AS since LIMIT 1 }`

var supplierContractsThen = &hand{shape: supplierContracts.shape, args: clockArgs, text: `
MATCH (s:Node {id: $id})
CALL (s) { MATCH (s)-[e:SUPPLIES_]->(c) WHERE ` + known + ` RETURN count(DISTINCT c) AS total }
CALL (s) {
  MATCH (s)-[e:SUPPLIES_]->(c) WHERE ` + known + ` WITH DISTINCT c WITH c, c.id AS id ORDER BY id LIMIT 20
  CALL (c) { MATCH (c)<-[e:BUYS_]-(b) WHERE ` + known + ` WITH DISTINCT b WITH b, b.id AS id ORDER BY id LIMIT 20 RETURN collect([b.name]) AS buyers }
  RETURN collect([id, c.name, [buyers]]) AS contracts }
RETURN [[s.name, [total, contracts]]] AS v`}

var newestThen = &hand{shape: newestShape, args: clockArgs, text: `
MATCH (s:Node {id: $id})
CALL (s) {
  MATCH (s)<-[e:EVENT_SUPPLIER_]-(f) WHERE ` + known + ` WITH DISTINCT f
  ` + sinceThen + `
  WITH f, since, f.id AS id ORDER BY since DESC, id LIMIT 20
  RETURN collect([since, f.wording]) AS events }
RETURN [[s.name, [events]]] AS v`}

var committeeThen = &hand{shape: committee.shape, args: clockArgs, text: `
MATCH (k:Node {id: $id})
CALL (k) {
  MATCH (k)<-[e:MEETING_OF_]-(m) WHERE ` + known + ` WITH DISTINCT m
  WITH m, m.date_start AS start, m.id AS id ORDER BY start IS NULL, start DESC, id LIMIT 5
  CALL (m) {
    MATCH (m)<-[e:SAID_AT_]-(f) WHERE ` + known + ` WITH DISTINCT f
    ` + sinceThen + `
    WITH f, since, f.id AS id ORDER BY since DESC, id LIMIT 10
    RETURN collect(CASE f._type
      WHEN 'ProjectUpdate' THEN [0, [since, f.status,
        COLLECT { MATCH (f)-[e:UPDATE_OF_]->(p) WHERE ` + known + ` RETURN [p.name] }[0],
        COLLECT { MATCH (f)-[e:UPDATE_PARTNER_]->(p) WHERE ` + known + ` RETURN [p.name] }[0]]]
      WHEN 'ContractEvent' THEN [1, [since, f.kind,
        COLLECT { MATCH (f)-[e:EVENT_OF_]->(p) WHERE ` + known + ` RETURN [p.name] }[0],
        COLLECT { MATCH (f)-[e:EVENT_SUPPLIER_]->(p) WHERE ` + known + ` RETURN [p.name] }[0]]]
      ELSE [2, [since]] END) AS said }
  RETURN collect([[m.date_text], [said]]) AS meetings }
RETURN [[k.name, [meetings]]] AS v`}

var byContractAndBuyerThen = &hand{shape: byContractAndBuyer.shape,
	args: func(vars map[string]any) map[string]any {
		out := clockArgs(vars)
		maps.Copy(out, byContractAndBuyer.args(vars))
		return out
	},
	text: `
MATCH (b:Organisation) WHERE b.name_fold = $council
MATCH (b)-[e:BUYS_]->(c) WHERE c.name_fold STARTS WITH $word AND ` + known + `
WITH DISTINCT c
MATCH (c)<-[e:SUPPLIES_]-(s) WHERE ` + known + `
WITH DISTINCT s WITH s, s.name AS name, s.id AS id ORDER BY name, id
WITH collect([name]) AS found
RETURN [[size(found), found[..20]]] AS v`}

var byCountThen = &hand{shape: byCount.shape, args: clockArgs, text: `
MATCH (s:Supplier)
CALL (s) { MATCH (s)-[e:SUPPLIES_]->(c) WHERE ` + known + ` RETURN count(DISTINCT c) AS n }
WITH s, n WHERE n >= $n
WITH s, n, s.name AS name, s.id AS id ORDER BY n DESC, name, id LIMIT 20
WITH collect([name, [n]]) AS found RETURN [[found]] AS v`}

var valueBySupplierThen = &hand{shape: valueBySupplier.shape, args: clockArgs, text: `
MATCH (b:Node {id: $id})<-[e:EVENT_BUYER_]-(f) WHERE f.kind = 'AWARDED' AND ` + known + `
WITH DISTINCT f
MATCH (f)-[e:EVENT_SUPPLIER_]->(s) WHERE ` + known + `
WITH DISTINCT f, s
WITH s.name AS name, f.amount_currency AS currency, count(*) AS n, sum(f.amount_amount) AS total ORDER BY currency
WITH name, sum(n) AS n, collect([currency, total]) AS sums ORDER BY name LIMIT 20
WITH collect([[[name]], n, sums]) AS found RETURN [[found]] AS v`}

var byDateThen = &hand{shape: byDateShape, args: withoutAfter, text: `
MATCH (e:ContractEvent_) WHERE e.since <= $asOf AND e.told <= $knownAt AND e.ended > $knownAt AND e.until >= $asOf
WITH e, e.since AS since, e.id AS id ORDER BY since DESC, id LIMIT 20
MATCH (e)-[:_SPELL_OF]->(f)
CALL (f) { MATCH (f)-[e:EVENT_OF_]->(c) WHERE ` + known + ` RETURN c.name AS contract LIMIT 1 }
WITH f, since, id, contract ORDER BY since DESC, id
WITH collect([since, f.wording, [contract]]) AS found RETURN [[found]] AS v`}

var aliasesThen = &hand{shape: aliases.shape, args: clockArgs, text: `
MATCH (s:Node {id: $id})
CALL (s) { MATCH (s)-[e:SUPPLIES_]->(c) WHERE ` + known + ` WITH DISTINCT c
  WITH c.name AS name, c.id AS id ORDER BY name, id LIMIT 5 RETURN collect([name]) AS up }
CALL (s) { MATCH (s)-[e:SUPPLIES_]->(c) WHERE ` + known + ` WITH DISTINCT c
  WITH c.name AS name, c.id AS id ORDER BY name DESC, id LIMIT 5 RETURN collect([name]) AS down }
RETURN [[[up], [down]]] AS v`}

var hundredThen = &hand{shape: hundred.shape, args: withoutAfter, text: `
MATCH (s:Supplier) WHERE s.name IS NOT NULL WITH s, s.name AS name, s.id AS id ORDER BY name, id LIMIT 100
CALL (s) {
  MATCH (s)-[e:SUPPLIES_]->(c) WHERE ` + known + ` WITH DISTINCT c WITH c, c.id AS id ORDER BY id LIMIT 10
  CALL (c) { MATCH (c)<-[e:BUYS_]-(b) WHERE ` + known + ` WITH DISTINCT b WITH b, b.id AS id ORDER BY id LIMIT 3 RETURN collect([b.name]) AS buyers }
  RETURN collect([c.name, [buyers]]) AS contracts }
WITH collect([name, [contracts]]) AS found RETURN [[found]] AS v`}

// withoutAfter are the clocks of a first page.
func withoutAfter(vars map[string]any) map[string]any {
	out := clockArgs(vars)
	delete(out, "after")
	return out
}
