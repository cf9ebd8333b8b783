package storetest

import (
	"errors"
	"math"
	"strings"

	"councilgraph/graph/query"
	"councilgraph/graph/store"
)

// A node counts once in each group that it belongs to, whatever leads there; groups are of the whole filter, at both clocks.
func groupCases(p *pair) {
	e := func(n string, opts ...opt) store.Node {
		return p.node("ContractEvent", "contractevent:"+n, append([]opt{to("EVENT_OF", "contract:c"), cites("contract:c")}, opts...)...)
	}
	money := func(minor int64, currency string) opt {
		return func(n *store.Node) { n.Fields["amount_amount"], n.Fields["amount_currency"] = minor, currency }
	}
	when := func(start string) opt {
		return func(n *store.Node) { n.Fields["when_start"], n.Fields["when_precision"] = int64(day(start)), "DAY" }
	}
	told := p.upsert(p.named("Contract", "contract:c", "C"), p.named("Contract", "contract:d", "D"), p.remark("remark:d", "contract:d"),
		p.named("Council", "council:a", "A", set("region", "North")), p.named("Council", "council:b", "B"), p.named("Council", "council:b2", "B"), p.named("Supplier", "supplier:s", "S"),
		p.remark("remark:o", "council:a", "council:b", "council:b2", "supplier:s"),
		e("1", set("months", int64(1)), money(100, "GBP"), when("2025-03-31"), to("EVENT_BUYER", "council:a", "council:b", "council:b2"), to("EVENT_SUPPLIER", "supplier:s")),
		e("2", set("months", int64(2)), money(1, "GBP"), when("2025-04-01"), to("EVENT_BUYER", "council:b", "council:b2"), span("2025-02-01", "2025-02-28", 2)),
		e("3", money(-3, "EUR"), when("1969-12-31"), set("kind", "EXTENDED")),
		e("4", money(7, "GBP"), set("when_precision", "YEARLESS"), set("months", int64(2)), to("EVENT_BUYER", "council:a")))
	ask := func(parts ...part) *query.Tree { return p.many("ContractEvent", parts...) }

	// Own keys: values, null, parts of value objects, buckets of days and of instants.
	p.json(`{"groupBy":[{"key":{"months":1},"count":1},{"key":{"months":2},"count":2},{"key":{"months":null},"count":1}]}`, ask(groups("months", []string{"count"})))
	p.json(`{"groupBy":[{"key":{"amount.currency":"EUR"},"count":1},{"key":{"amount.currency":"GBP"},"count":3}]}`, ask(groups("amount.currency", []string{"count"})))
	for by, want := range map[string][4]string{"": {"1969-12-31", "2025-03-31", "2025-04-01"}, ":YEAR": {"1969", "2025", "2025"}, ":QUARTER": {"1969-Q4", "2025-Q1", "2025-Q2"},
		":MONTH": {"1969-12", "2025-03", "2025-04"}, ":FINANCIAL_YEAR": {"FY1969/70", "FY2024/25", "FY2025/26"}} {
		k := "when.start" + by
		both := `{"key":{"` + k + `":"` + want[1] + `"},"count":1},{"key":{"` + k + `":"` + want[2] + `"},"count":1}`
		if want[1] == want[2] {
			both = `{"key":{"` + k + `":"` + want[1] + `"},"count":2}`
		}
		p.json(`{"groupBy":[{"key":{"`+k+`":"`+want[0]+`"},"count":1},`+both+`,{"key":{"`+k+`":null},"count":1}]}`, ask(groups(k, []string{"count"})))
	}
	p.json(`{"groupBy":[{"key":{"recordedAt:QUARTER":"2025-Q3","until:MONTH":"2025-02"},"count":1},{"key":{"recordedAt:QUARTER":"2025-Q3","until:MONTH":null},"count":3}]}`,
		ask(groups("recordedAt:QUARTER until:MONTH", []string{"count"})))

	// Keys of related nodes: once for each value, once however many lead there, null where there is none. Two keys combine.
	p.json(`{"groupBy":[{"key":{"buyers.name":"A"},"count":2,"months":{"sum":3}},{"key":{"buyers.name":"B"},"count":2,"months":{"sum":3}},{"key":{"buyers.name":null},"count":1,"months":{"sum":0}}]}`,
		ask(groups("buyers.name", []string{"count", "months:sum"})))
	p.json(`{"groupBy":[{"key":{"supplier.id":"supplier:s"},"count":1},{"key":{"supplier.id":null},"count":3}]}`, ask(groups("supplier.id", []string{"count"})))
	p.json(`{"groupBy":[{"key":{"months":1,"buyers.id":"council:a"},"count":1},{"key":{"months":1,"buyers.id":"council:b"},"count":1},{"key":{"months":1,"buyers.id":"council:b2"},"count":1},`+
		`{"key":{"months":2,"buyers.id":"council:a"},"count":1},{"key":{"months":2,"buyers.id":"council:b"},"count":1},{"key":{"months":2,"buyers.id":"council:b2"},"count":1},`+
		`{"key":{"months":null,"buyers.id":null},"count":1}]}`, ask(groups("months buyers.id", []string{"count"})))
	p.json(`{"groupBy":[{"key":{"contract.events.months":1},"count":4},{"key":{"contract.events.months":2},"count":4},{"key":{"contract.events.months":null},"count":4}]}`,
		ask(groups("contract.events.months", []string{"count"})))
	p.json(`{"groupBy":[{"key":{"contract.events.buyers.name":"A"},"count":4},{"key":{"contract.events.buyers.name":"B"},"count":4},{"key":{"contract.events.buyers.name":null},"count":4}]}`,
		ask(groups("contract.events.buyers.name", []string{"count"})))

	// Statistics and distinct nodes, of groups and of the whole.
	p.json(`{"groupBy":[{"key":{"months":1},"distinct":{"buyers":3,"supplier":1,"contract":1},"amount":[{"unit":"GBP","sum":"1","max":"1"}],"when":{"max":"2025-03-31"}},`+
		`{"key":{"months":2},"distinct":{"buyers":3,"supplier":0,"contract":1},"amount":[{"unit":"GBP","sum":"0.08","max":"0.07"}],"when":{"max":"2025-04-01"}},`+
		`{"key":{"months":null},"distinct":{"buyers":0,"supplier":0,"contract":1},"amount":[{"unit":"EUR","sum":"-0.03","max":"-0.03"}],"when":{"max":"1969-12-31"}}]}`,
		ask(groups("months", []string{"distinct:buyers supplier contract", "amount:unit sum max", "when:max"})))
	p.json(`{"aggregate":{"distinct":{"supplier":1,"buyers":3,"contract":1},"count":4}}`, ask(stats("distinct:supplier buyers contract", "count")))
	p.json(`{"aggregate":{"distinct":{}}}`, ask(stats("distinct:")))
	p.json(`{"groupBy":[{"key":{"amount.currency":"EUR"},"amount":[{}]},{"key":{"amount.currency":"GBP"},"amount":[{}]}]}`,
		ask(groups("amount.currency", []string{"amount:"})))

	// Which groups, in what order, how many: nulls last either way, then by the keys.
	count := []string{"count"}
	p.json(`{"groupBy":[{"key":{"months":2},"count":2}]}`, ask(groups("months", count, only("count", query.Gt, 1))))
	p.json(`{"groupBy":[{"key":{"months":2},"count":2},{"key":{"months":1},"count":1},{"key":{"months":null},"count":1}]}`, ask(groups("months", count, sorted("-key 0"))))
	p.json(`{"groupBy":[{"key":{"months":2},"count":2},{"key":{"months":1},"count":1}]}`, ask(groups("months", count, sorted("-count"), topGroups(2))))
	p.json(`{"groupBy":[]}`, ask(groups("months", count, topGroups(0))))
	p.json(`{"groupBy":[{"key":{"months":1},"count":1},{"key":{"months":2},"count":2}]}`, ask(groups("months", count, only("distinct buyers", query.Eq, 3))))
	p.json(`{"groupBy":[{"key":{"months":2},"count":2},{"key":{"months":1},"count":1},{"key":{"months":null},"count":1}]}`, ask(groups("months", count, sorted("min amount GBP"))))
	p.json(`{"groupBy":[{"key":{"months":1},"count":1},{"key":{"months":2},"count":2},{"key":{"months":null},"count":1}]}`, ask(groups("months", count, sorted("-min amount GBP"))))
	p.json(`{"groupBy":[{"key":{"months":null},"count":1},{"key":{"months":2},"count":2},{"key":{"months":1},"count":1}]}`, ask(groups("months", count, sorted("sum amount GBP"))))
	p.json(`{"groupBy":[{"key":{"months":null},"count":1}]}`, ask(groups("months", count, only("sum amount GBP", query.Eq, 0))))
	p.json(`{"groupBy":[{"key":{"months":1},"count":1}]}`, ask(groups("months", count, only("min amount GBP", query.In, []any{100, -3}))))
	p.json(`{"groupBy":[{"key":{"months":2},"count":2}]}`, ask(groups("months", count, only("min amount GBP", query.Lt, 5)))) // the least of nothing meets nothing
	// Sums are compared to the last digit: 100, 8 and 0 of GBP, 0, 0 and -3 of EUR.
	for _, c := range []struct {
		op   query.Op
		v    any
		want string
	}{
		{query.Lt, 8, "0"}, {query.Lte, 8, "8 0"}, {query.Gt, 8, "100"}, {query.Gte, 8, "100 8"}, {query.Gt, 7, "100 8"}, {query.Lt, 9, "8 0"}, {query.Eq, 8, "8"}, {query.Ne, 8, "100 0"},
		{query.In, []any{0, 100, 1 << 32}, "100 0"}, {query.Gt, -1, "100 8 0"}, {query.Lt, -1, ""}, {query.Gte, -1 << 32, "100 8 0"}, {query.Lt, 1 << 32, "100 8 0"}, {query.Gt, 1<<32 - 1, ""},
	} {
		var want []string
		for _, sum := range strings.Fields(c.want) {
			want = append(want, map[string]string{"100": `{"key":{"months":1},"count":1}`, "8": `{"key":{"months":2},"count":2}`, "0": `{"key":{"months":null},"count":1}`}[sum])
		}
		p.json(`{"groupBy":[`+strings.Join(want, ",")+`]}`, ask(groups("months", count, only("sum amount GBP", c.op, c.v))))
	}
	p.json(`{"groupBy":[{"key":{"months":null},"count":1}]}`, ask(groups("months", count, only("sum amount EUR", query.Eq, -3), only("sum amount EUR", query.Gt, -4), only("sum amount EUR", query.In, []any{-3}))))
	p.json(`{"groupBy":[{"key":{"months":null},"count":1}]}`, ask(groups("months", count, only("sum amount EUR", query.Lt, 0), only("count amount EUR", query.In, []any{1, 5}))))

	// A to-one relationship that leads to several leads to the one with the lowest id, in keys, in the middle of a way, and counted.
	p.upsert(p.named("Supplier", "supplier:r", "R"), p.remark("remark:r", "supplier:r"), p.named("Contract", "contract:b", "B"),
		p.node("ContractEvent", "contractevent:two", cites("contract:b", "supplier:r", "supplier:s"), to("EVENT_OF", "contract:d", "contract:b"), to("EVENT_SUPPLIER", "supplier:s", "supplier:r")))
	two := where(eq("id", "contractevent:two"))
	p.json(`{"groupBy":[{"key":{"supplier.name":"R","contract.id":"contract:b"},"count":1,"distinct":{"supplier":1,"contract":1}}],"aggregate":{"distinct":{"supplier":1}}}`,
		ask(two, groups("supplier.name contract.id", []string{"count", "distinct:supplier contract"}), stats("distinct:supplier")))
	p.json(`{"groupBy":[{"key":{"contract.events.id":"contractevent:two"},"count":1}]}`, ask(two, groups("contract.events.id", count)))
	p.upsert(p.node("ContractEvent", "contractevent:two", unknown))

	// Over the whole filter, whatever the page; below a node, also of a node without any; of an edge.
	p.json(`{"totalCount":2,"nodes":[{"id":"contractevent:1"}],"groupBy":[{"key":{"months":1},"count":1},{"key":{"months":2},"count":1}]}`,
		ask(where(some("buyers", eq("name", "B"))), total, first(1), nodes(f("id")), groups("months", count)))
	p.json(`{"nodes":[{"name":"C","events":{"groupBy":[{"key":{"kind":"EXTENDED"},"count":1}]}},{"name":"D","events":{"groupBy":[]}}]}`,
		p.many("Contract", by("name"), nodes(f("name"), rel("events", where(eq("kind", "EXTENDED")), groups("kind", count)))))
	p.upsert(e("5", owns("BUYS", "council:a", "contract:c", ""), owns("SUPPLIES", "supplier:s", "contract:c", "RESELLER"), set("supplierRole", "RESELLER"), span("2025-02-03", "..", 1), set("months", int64(9))))
	p.json(`{"suppliers":{"groupBy":[{"key":{"@role":"RESELLER","@since:MONTH":"2025-02"},"count":1,"distinct":{"contracts":1}}]}}`,
		p.get("Contract", "contract:c", rel("suppliers", groups("@role @since:MONTH", []string{"count", "distinct:contracts"}))))
	p.json(`{"groupBy":[{"key":{"suppliers.@role":"RESELLER"},"count":1},{"key":{"suppliers.@role":null},"count":1}]}`, p.many("Contract", groups("suppliers.@role", count)))

	// At both clocks.
	p.json(`{"groupBy":[{"key":{"since:MONTH":"2025-01"},"count":3},{"key":{"since:MONTH":"2025-02"},"count":1}]}`, at(ask(groups("since:MONTH", count)), "2025-02-02", 0))
	p.json(`{"groupBy":[{"key":{"months":1},"count":1},{"key":{"months":2},"count":2},{"key":{"months":null},"count":1}]}`, at(ask(groups("months", count)), "", told))
	p.json(`{"groupBy":[{"key":{"suppliers.@role":null},"count":2}]}`, at(p.many("Contract", groups("suppliers.@role", count)), "", told))
	p.json(`{"groupBy":[{"key":{"buyers.name":"A"},"count":2},{"key":{"buyers.name":"B"},"count":1},{"key":{"buyers.name":null},"count":1}]}`, at(ask(groups("buyers.name", count)), "2025-03-01", told))

	// Sums are exact, and what 64 bits do not hold is no answer; but it is compared, and nobody asks for it where it is left out.
	p.upsert(e("6", money(math.MaxInt64, "BIG"), set("kind", "RENEWED"), set("months", int64(math.MaxInt64))), e("7", money(1, "BIG"), set("kind", "RENEWED"), set("months", int64(1))),
		e("8", money(9007199254740993, "BIG"), set("kind", "ENDS"), set("months", int64(math.MinInt64))), e("9", money(-1, "BIG"), set("kind", "ENDS"), set("months", int64(-1))))
	p.json(`{"groupBy":[{"key":{"kind":"ENDS"},"amount":[{"unit":"BIG","sum":"90071992547409.92","avg":"45035996273704.96"}]}]}`,
		ask(groups("kind", []string{"amount:unit sum avg"}, only("sum amount BIG", query.Lt, math.MaxInt64), only("sum amount BIG", query.Gt, 0))))
	p.json(`{"groupBy":[{"key":{"kind":"RENEWED"},"count":2}]}`, ask(groups("kind", count, only("sum months", query.Gt, math.MaxInt64))))
	p.json(`{"groupBy":[{"key":{"kind":"ENDS"},"count":2}]}`, ask(groups("kind", count, sorted("sum months"), topGroups(1))))
	p.json(`{"groupBy":[{"key":{"kind":"RENEWED"},"count":2}]}`, ask(groups("kind", count, sorted("-sum amount BIG"), topGroups(1))))
	for _, t := range []*query.Tree{ask(groups("kind", []string{"amount:sum"})), ask(groups("kind", []string{"months:sum"})), ask(groups("kind", []string{"months:avg"}, only("sum months", query.Gt, math.MaxInt64)))} {
		for name, s := range map[string]store.Store{"the store": p.got, "the oracle": p.want} {
			if c, err := s.Read(p.ctx, t); !errors.Is(err, store.ErrTooLarge) {
				p.Errorf("%s answers %s (%v), want %v\n%s", name, Print(c), err, store.ErrTooLarge, t)
			}
		}
	}

	// Any text is a key of its own, by code point.
	var batch []store.Node
	for i, s := range Awkward {
		batch = append(batch, p.node("Remark", "remark:"+string(rune('A'+i)), set("wording", s)), p.node("Dispute", "dispute:"+string(rune('A'+i)), to("DISPUTE_OF", "remark:"+string(rune('A'+i)))))
	}
	p.upsert(batch...)
	p.same(p.many("Remark", groups("wording", count)))
	p.same(p.many("Remark", groups("wording", count, sorted("-key 0"))))
	p.same(p.many("Dispute", groups("facts.wording", []string{"count", "distinct:facts"})))
}
