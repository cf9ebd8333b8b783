package resolve

import (
	"os"
	"strings"
	"testing"
	"testing/fstest"

	"councilgraph/graph/schema"
)

// grown is the domain with fields that a later schema adds to ContractEvent, two of them in front of the others.
func grown(t *testing.T) *schema.Model {
	t.Helper()
	const dir = "../../graph/schema"
	files := fstest.MapFS{}
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if !strings.HasSuffix(e.Name(), ".graphqls") {
			continue
		}
		text, err := os.ReadFile(dir + "/" + e.Name())
		if err != nil {
			t.Fatal(err)
		}
		files[e.Name()] = &fstest.MapFile{Data: text}
	}
	contracts := files["contracts.graphqls"]
	for _, c := range [][2]string{
		{`key: ["contract", "kind", "buyers"]`, `key: ["lot", "contract", "kind", "buyers"]`},
		{`value: ["supplier", `, `value: ["paid", "lots", "auditors", "supplier", `},
		{"  \"How many such options there are.\"\n", `
  "Which lot it is."
  lot: String
  "How many lots there are."
  lots: Int
  "What was paid of it."
  paid: Money
  "Who audits it."
  auditors: [Body!]! @relationship(type: "EVENT_AUDITOR", direction: OUT, oneWay: true)
  "How many such options there are."
`},
	} {
		text := strings.Replace(string(contracts.Data), c[0], c[1], 1)
		if text == string(contracts.Data) {
			t.Fatalf("contracts.graphqls has no %s any more", c[0])
		}
		contracts.Data = []byte(text)
	}
	m, err := schema.Load(files)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// TestGrownSchema: a field that a later schema adds changes no identity of what does not tell it, else the same record would be new to a
// store of the older one.
func TestGrownSchema(t *testing.T) {
	later := grown(t)
	for name, columns := range map[string]map[string]any{
		"little": {"kind": "AWARDED"},
		"much": {"contract": []string{"contract:cables"}, "kind": "RENEWED", "buyers": []string{"council:a", "council:b"}, "months": 12,
			"amount_amount": 5000000, "amount_currency": "GBP", "note": "a note", "when_text": "2025-03"},
	} {
		s := say(t, "ContractEvent", columns)
		g := NewStatement(later.Type("ContractEvent"), s.Fields, s.Refs, s.Scope, nil)
		if g.ID != s.ID || g.Key != s.Key || g.Matter() != s.Matter() || g.said() != s.said() {
			t.Errorf("%s: %s of %s, was %s of %s", name, g.ID, g.Key, s.ID, s.Key)
		}
		back, err := ParseReading(later, s.Reading(), nil)
		if err != nil || back.ID != s.ID {
			t.Errorf("%s: read back as %v, %v", name, back, err)
		}
		for column, v := range map[string]any{"lot": "1", "lots": int64(12), "paid_amount": int64(1)} {
			if told := NewStatement(later.Type("ContractEvent"), with(s.Fields, column, v), s.Refs, s.Scope, nil); told.ID == s.ID {
				t.Errorf("%s: %s is no part of the identity", name, column)
			}
		}
	}
}
