package storetest

import (
	"errors"
	"math"

	"councilgraph/graph/query"
	"councilgraph/graph/store"
)

// Sums are exact, the sum of nothing is 0, an average is rounded half away from zero, and amounts never cross units.
func aggregateCases(p *pair) {
	e := func(n string, opts ...opt) store.Node {
		return p.node("ContractEvent", "contractevent:"+n, append([]opt{to("EVENT_OF", "contract:c"), cites("contract:c")}, opts...)...)
	}
	money := func(minor int64, currency string) opt {
		return func(n *store.Node) { n.Fields["amount_amount"], n.Fields["amount_currency"] = minor, currency }
	}
	p.upsert(p.named("Contract", "contract:c", "C"), p.named("Contract", "contract:d", "D"), p.remark("remark:d", "contract:d"),
		e("1", set("months", int64(1)), money(9007199254740993, "GBP"), span("2025-01-03", "2025-02-01", 3)),
		e("2", set("months", int64(2)), money(1, "GBP"), span("2025-01-02", "..", 1)),
		e("3", money(-3, "EUR"), set("when_start", int64(3)), set("when_precision", "DAY")),
		e("4", money(-4, "EUR"), set("when_precision", "YEARLESS")),
		e("5", set("when_start", int64(-3)), set("when_precision", "RANGE")),
		e("6", set("months", int64(-7)), money(5, "AAA")))
	numbers := stats("count", "months:sum avg min max count")
	p.json(`{"aggregate":{"count":6,"months":{"sum":-4,"avg":"-1.3333","min":-7,"max":2,"count":3}}}`, p.many("ContractEvent", numbers))
	p.json(`{"aggregate":{"amount":[{"unit":"AAA","sum":"0.05","avg":"0.05","min":"0.05","max":"0.05","count":1},`+
		`{"unit":"EUR","sum":"-0.07","avg":"-0.04","min":"-0.04","max":"-0.03","count":2},`+
		`{"unit":"GBP","sum":"90071992547409.94","avg":"45035996273704.97","min":"0.01","max":"90071992547409.93","count":2}]}}`,
		p.many("ContractEvent", stats("amount:unit sum avg min max count")))
	p.json(`{"aggregate":{"amount":[{},{},{}]}}`, p.many("ContractEvent", stats("amount:")))
	p.json(`{"aggregate":{"amount":[{"unit":"EUR"}],"when":{"min":"1970-01-04","max":"1970-01-04","count":1}}}`,
		p.many("ContractEvent", where(is("id", query.In, []any{"contractevent:3", "contractevent:4"})), stats("amount:unit", "when:min max count")))
	p.json(`{"aggregate":{"when":{"max":"1970-01-04","min":"1969-12-29","count":2}}}`, p.many("ContractEvent", stats("when:max min count")))
	p.json(`{"aggregate":{"since":{"min":"2025-01-01","max":"2025-01-03","count":6},"until":{"min":"2025-02-01","max":"2025-02-01","count":1},"authority":{"sum":8,"avg":"1.3333"},"retractedAt":{"count":0,"min":null}}}`,
		p.many("ContractEvent", stats("since:min max count", "until:min max count", "authority:sum avg", "retractedAt:count min")))
	// Over the whole filter, whatever the page; below a node, also of a node without any.
	p.json(`{"totalCount":6,"nodes":[{"id":"contractevent:1"}],"aggregate":{"count":6}}`, p.many("ContractEvent", total, first(1), nodes(f("id")), stats("count")))
	p.json(`{"totalCount":6,"nodes":[],"aggregate":{"count":6}}`, p.many("ContractEvent", total, after("contractevent:6"), nodes(f("id")), stats("count")))
	p.json(`{"nodes":[{"events":{"aggregate":{"count":6,"months":{"sum":-4,"avg":"-1.3333","min":-7,"max":2,"count":3}}}},`+
		`{"events":{"aggregate":{"count":0,"months":{"sum":0,"avg":null,"min":null,"max":null,"count":0}}}}]}`, p.many("Contract", nodes(rel("events", numbers))))
	p.json(`{"nodes":[{"events":{"aggregate":{"amount":[{"unit":"AAA","sum":"0.05"}]},"totalCount":2}},{"events":{"aggregate":{"amount":[]},"totalCount":0}}]}`,
		p.many("Contract", nodes(rel("events", where(or(eq("months", -7), eq("months", 2), eq("amount.currency", "x"))), where(or(eq("months", -7), is("when.start", query.Lt, 0))), stats("amount:unit sum"), total))))

	// Half away from zero, at four places.
	for _, c := range []struct {
		months []int64
		want   string
	}{
		{[]int64{1, 0}, "0.5"}, {[]int64{-1, 0}, "-0.5"}, {[]int64{1, 0, 0}, "0.3333"}, {[]int64{2, 0, 0}, "0.6667"}, {[]int64{-2, 0, 0}, "-0.6667"},
		{[]int64{1, 0, 0, 0, 0, 0, 0, 0}, "0.125"}, {[]int64{1, 1, 1, 0, 0, 0, 0}, "0.4286"}, {[]int64{0}, "0"}, {[]int64{9007199254, 9007199255}, "9007199254.5"},
	} {
		var batch []store.Node
		for i := range 8 {
			n := p.node("ContractEvent", "contractevent:avg"+string(rune('a'+i)), set("note", "avg"))
			if i < len(c.months) {
				n.Fields["months"] = c.months[i]
			}
			batch = append(batch, n)
		}
		p.upsert(batch...)
		p.json(`{"aggregate":{"months":{"avg":"`+c.want+`"}}}`, p.many("ContractEvent", where(eq("note", "avg")), stats("months:avg")))
	}
	// 1/32 of a thousandth has five places: 0.03125 is rounded up to 0.0313, and down below zero.
	for sign, want := range map[int64]string{1: "0.0313", -1: "-0.0313"} {
		var batch []store.Node
		for i := range 32 {
			n := p.node("ContractEvent", "contractevent:half"+string(rune('A'+i)), set("note", "half"), set("months", int64(0)))
			if i == 0 {
				n.Fields["months"] = sign
			}
			batch = append(batch, n)
		}
		p.upsert(batch...)
		p.json(`{"aggregate":{"months":{"avg":"`+want+`"}}}`, p.many("ContractEvent", where(eq("note", "half")), stats("months:avg")))
	}

	// What does not fit 64 bits is no answer.
	p.upsert(e("7", money(math.MaxInt64, "BIG"), set("months", int64(math.MaxInt64))))
	p.json(`{"aggregate":{"amount":[{"sum":"92233720368547758.07","avg":"92233720368547758.07"}],"months":{"sum":9223372036854775807,"min":9223372036854775807}}}`,
		p.many("ContractEvent", where(eq("id", "contractevent:7")), stats("amount:sum avg", "months:sum min")))
	p.upsert(e("8", money(1, "BIG"), set("months", int64(1))))
	for _, t := range []*query.Tree{
		p.many("ContractEvent", stats("amount:sum")), p.many("ContractEvent", stats("months:sum")), p.many("Contract", nodes(rel("events", stats("amount:unit sum")))),
		p.many("ContractEvent", where(is("id", query.In, []any{"contractevent:7", "contractevent:8"})), stats("months:sum")),
	} {
		for name, s := range map[string]store.Store{"the store": p.got, "the oracle": p.want} {
			if c, err := s.Read(p.ctx, t); !errors.Is(err, store.ErrTooLarge) {
				p.Errorf("%s answers %s (%v), want %v\n%s", name, Print(c), err, store.ErrTooLarge, t)
			}
		}
	}
	p.json(`{"aggregate":{"months":{"max":9223372036854775807,"count":2}}}`, p.many("ContractEvent", where(is("months", query.Gte, 1)), where(is("id", query.In, []any{"contractevent:7", "contractevent:8"})), stats("months:max count")))
}
