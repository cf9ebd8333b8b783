package resolve

import (
	"maps"
	"testing"

	"councilgraph/graph/schema"
	"councilgraph/graph/value"
)

// say makes a statement from columns; a value that is a string list is a reference.
func say(t *testing.T, typ string, columns map[string]any) *Statement {
	t.Helper()
	fields := map[string]any{"modality": "ACTUAL", "wording": "said"}
	refs := map[string][]string{}
	for k, v := range columns {
		switch v := v.(type) {
		case []string:
			refs[k] = v
		case int:
			fields[k] = int64(v)
		default:
			fields[k] = v
		}
	}
	if text, ok := fields["when_text"].(string); ok {
		w, err := value.ParseWhen(text)
		if err != nil {
			t.Fatal(err)
		}
		if w.HasSpan() {
			fields["when_start"], fields["when_end"] = int64(w.Start), int64(w.End)
		}
		fields["when_precision"] = string(w.Precision)
		if fields["when_yearTaken"] == nil {
			fields["when_yearTaken"] = false
		}
	}
	return NewStatement(schema.Domain().Type(typ), fields, refs, "meeting:m:2025-07-08", nil)
}

func with(m map[string]any, kv ...any) map[string]any {
	out := map[string]any{}
	maps.Copy(out, m)
	for i := 0; i < len(kv); i += 2 {
		out[kv[i].(string)] = kv[i+1]
	}
	return out
}

func TestIdentity(t *testing.T) {
	tickets := map[string]any{"indicator": []string{"indicator:open-tickets"}, "measure": "LEVEL", "value_unit": "ticket", "value_amount": 1465000000}
	award := map[string]any{"contract": []string{"contract:laptops"}, "kind": "AWARDED", "buyers": []string{"council:southwark"}}
	extended := map[string]any{"contract": []string{"contract:netcall"}, "kind": "EXTENDED", "buyers": []string{"council:lewisham"}, "months": 12}
	for _, c := range []struct {
		name    string
		typ     string
		a, b    map[string]any
		sameKey bool
		sameID  bool
	}{
		{"printed words are no part", "Observation", tickets, with(tickets, "value_printed", "1,465"), true, true},
		{"wording is no part", "Observation", tickets, with(tickets, "wording", "otherwise"), true, true},
		{"the value is in the id", "Observation", tickets, with(tickets, "value_amount", 1456000000), true, false},
		{"the unit is in the key", "Observation", tickets, with(tickets, "value_unit", "%"), false, false},
		{"the modality is in the key", "Observation", tickets, with(tickets, "modality", "EXPECTED"), false, false},
		{"the period is in the key", "Observation", tickets, with(tickets, "when_text", "2025-07"), false, false},
		{"two ways of one period", "Observation", with(tickets, "when_text", "2025-Q1"), with(tickets, "when_text", "2025-01/2025-03"), true, true},
		{"a single date is a value", "ContractEvent", award, with(award, "when_text", "2025-05-29"), true, false},
		{"a value is told under its name", "ContractEvent", with(award, "months", 12), with(award, "options", 12), true, false},
		{"any other date is in the key", "ContractEvent", extended, with(extended, "when_text", "2025-05-29"), false, false},
		{"the order of a set does not count", "ContractEvent", with(award, "buyers", []string{"council:brent", "council:southwark"}),
			with(award, "buyers", []string{"council:southwark", "council:brent"}), true, true},
		{"prose keys what has no value", "ProjectUpdate", map[string]any{"project": []string{"project:p"}, "note": "one"},
			map[string]any{"project": []string{"project:p"}, "note": "two"}, false, false},
		{"prose does not key what has one", "ProjectUpdate", map[string]any{"project": []string{"project:p"}, "status": "LIVE", "note": "one"},
			map[string]any{"project": []string{"project:p"}, "status": "LIVE", "note": "two"}, true, false},
		{"a year that is not printed says less", "ContractEvent", with(award, "when_text", "2025-05-29"),
			with(award, "when_text", "2025-05-29", "when_yearTaken", true), true, false},
	} {
		a, b := say(t, c.typ, c.a), say(t, c.typ, c.b)
		if (a.Key == b.Key) != c.sameKey || (a.ID == b.ID) != c.sameID {
			t.Errorf("%s: key %s %s, id %s %s", c.name, a.Key, b.Key, a.ID, b.ID)
		}
		back, err := ParseReading(schema.Domain(), a.Reading(), nil)
		if err != nil || back.ID != a.ID || back.Key != a.Key || back.Reading() != a.Reading() {
			t.Errorf("%s: read back %+v, %v", c.name, back, err)
		}
	}
}

// TestScope: an undated statement is one a meeting, unless its type is said once for all.
func TestScope(t *testing.T) {
	m := schema.Domain()
	at := func(typ, scope, when string, fields map[string]any, refs map[string][]string) string {
		f := with(fields, "modality", "ACTUAL")
		if when != "" {
			f["when_text"] = when
		}
		return NewStatement(m.Type(typ), f, refs, scope, nil).Key
	}
	update := map[string]any{"status": "LIVE"}
	of := map[string][]string{"project": {"project:p"}}
	if at("ProjectUpdate", "meeting:a", "", update, of) == at("ProjectUpdate", "meeting:b", "", update, of) {
		t.Error("an undated update of two meetings is one")
	}
	if at("ProjectUpdate", "meeting:a", "--03-31", update, of) != at("ProjectUpdate", "meeting:b", "--03-31", update, of) {
		t.Error("a dated update of two meetings is two")
	}
	member := map[string][]string{"member": {"council:brent"}, "of": {"committee:c"}}
	if at("Membership", "meeting:a", "", nil, member) != at("Membership", "meeting:b", "", nil, member) {
		t.Error("an undated membership of two meetings is two")
	}
}

func TestCompare(t *testing.T) {
	level := map[string]any{"indicator": []string{"indicator:fibre"}, "measure": "LEVEL", "value_unit": "%"}
	award := map[string]any{"contract": []string{"contract:laptops"}, "kind": "AWARDED"}
	term := map[string]any{"councillor": []string{"councillor:c"}}
	for _, c := range []struct {
		name     string
		typ      string
		a, b     map[string]any
		want     order
		conflict string
	}{
		{"rounded", "Observation", with(level, "value_amount", 7_700000), with(level, "value_amount", 7_720000), less, ""},
		{"rounded to whole", "Observation", with(level, "value_amount", 8_000000), with(level, "value_amount", 7_720000), less, ""},
		{"rounded in millions", "ContractEvent", with(award, "amount_amount", 7_700_000_00, "amount_currency", "GBP", "amount_printed", "£7.7m"),
			with(award, "amount_amount", 7_720_000_00, "amount_currency", "GBP", "amount_printed", "£7.72m"), less, ""},
		{"not printed in millions", "ContractEvent", with(award, "amount_amount", 7_700_000_00, "amount_currency", "GBP", "amount_printed", "£7,700,000"),
			with(award, "amount_amount", 7_720_000_00, "amount_currency", "GBP", "amount_printed", "£7.72m"), apart, "amount"},
		{"not rounded from", "Observation", with(level, "value_amount", 7_700000), with(level, "value_amount", 7_780000), apart, "value"},
		{"other whole numbers", "Observation", with(level, "value_amount", 1465_000000), with(level, "value_amount", 1456_000000), apart, "value"},
		{"about", "Observation", with(level, "value_amount", 5_000000, "value_bound", "ABOUT"), with(level, "value_amount", 5_000000, "value_bound", "EXACT"), less, ""},
		{"over and exact", "Observation", with(level, "value_amount", 5_000000, "value_bound", "OVER"), with(level, "value_amount", 5_000000, "value_bound", "EXACT"), apart, "value"},
		{"a trend beside the figure", "Observation", with(level, "value_amount", 5_000000), with(level, "value_amount", 5_000000, "trend", "UP"), less, ""},
		{"each says more of one thing", "Observation", with(level, "value_amount", 5_000000), with(level, "trend", "UP", "value_amount", nil), apart, ""},
		{"only levels are single", "Observation", with(level, "measure", "CHANGE", "value_amount", 5_000000), with(level, "measure", "CHANGE", "value_amount", 6_000000), apart, ""},
		{"an undated award says less", "ContractEvent", award, with(award, "when_text", "2025-05-29"), less, ""},
		{"a month says less than its day", "ContractEvent", with(award, "when_text", "2025-05"), with(award, "when_text", "2025-05-29"), less, ""},
		{"two dates", "ContractEvent", with(award, "when_text", "2025-05-28"), with(award, "when_text", "2025-05-29"), apart, "when"},
		{"two dates, two suppliers", "ContractEvent", with(award, "when_text", "2025-05-28", "supplier", []string{"supplier:a"}),
			with(award, "when_text", "2025-05-29", "supplier", []string{"supplier:b"}), apart, ""},
		{"an award says less than one to somebody", "ContractEvent", award, with(award, "supplier", []string{"supplier:a"}), less, ""},
		{"two parties", "Term", with(term, "party", "Labour"), with(term, "party", "Labour and Co-operative"), apart, "party"},
		{"case and accents do not count", "Term", with(term, "party", "Labour", "ward", "Peckham"), with(term, "party", "labour"), more, ""},
	} {
		a, b := say(t, c.typ, c.a), say(t, c.typ, c.b)
		if a.Key != b.Key {
			t.Errorf("%s: two keys", c.name)
		}
		back := map[order]order{same: same, apart: apart, less: more, more: less}
		if got := compare(a, b); got != c.want || compare(b, a) != back[got] {
			t.Errorf("%s: %d, and the other way %d", c.name, got, compare(b, a))
		}
		if got := contradict(a, b); got != c.conflict || contradict(b, a) != got {
			t.Errorf("%s: contradicts in %q", c.name, got)
		}
	}
}

func TestSpan(t *testing.T) {
	day := func(s string) value.Day {
		d, err := value.ParseDay(s)
		if err != nil {
			t.Fatal(err)
		}
		return d
	}
	said := []*Evidence{{Said: day("2025-11-25"), Authority: 2}, {Said: day("2025-07-08"), Authority: 3}}
	event := map[string]any{"contract": []string{"contract:laptops"}, "kind": "EXTENDED"}
	member := map[string]any{"member": []string{"council:brent"}, "of": []string{"body:sts"}}
	for _, c := range []struct {
		name, typ    string
		columns      map[string]any
		since, until string
	}{
		{"undated: first said", "ContractEvent", event, "2025-07-08", ".."},
		{"past: its last day", "ContractEvent", with(event, "when_text", "2025-05"), "2025-05-31", ".."},
		{"to come: said", "ContractEvent", with(event, "when_text", "2025-12"), "2025-07-08", ".."},
		{"expected: said", "ContractEvent", with(event, "when_text", "2025-05", "modality", "EXPECTED"), "2025-07-08", ".."},
		{"without a year: said", "ContractEvent", with(event, "when_text", "--03-31"), "2025-07-08", ".."},
		{"lasting", "Membership", with(member, "when_text", "2024/2025"), "2024-01-01", "2025-12-31"},
		{"lasting, to come", "Membership", with(member, "when_text", "2026"), "2026-01-01", "2026-12-31"},
		{"lasting, undated", "Membership", member, "2025-07-08", ".."},
		{"a target is told", "Target", map[string]any{"indicator": []string{"indicator:i"}, "when_text": "2024"}, "2025-07-08", ".."},
	} {
		got := span(say(t, c.typ, c.columns), said)
		if got.Since.String() != c.since || got.Until.String() != c.until || got.Authority != 3 {
			t.Errorf("%s: %v to %v, authority %d", c.name, got.Since, got.Until, got.Authority)
		}
	}
}
