package record_test

import (
	"bytes"
	"encoding/json"
	"regexp"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"councilgraph/graph/schema"
	"councilgraph/graph/value"
	"councilgraph/ingest/record"
)

// compiled is the published JSON Schema, held to the rules of its own draft.
func compiled(t testing.TB) *jsonschema.Schema {
	t.Helper()
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(record.Schema(schema.Domain())))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	c.DefaultDraft(jsonschema.Draft2020)
	if err := c.AddResource("urn:councilgraph:record:1", doc); err != nil {
		t.Fatal(err)
	}
	out, err := c.Compile("urn:councilgraph:record:1")
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func TestSchemaIsStable(t *testing.T) {
	first := record.Schema(schema.Domain())
	for range 5 {
		if !bytes.Equal(first, record.Schema(schema.Domain())) {
			t.Fatal("two calls differ")
		}
	}
}

// TestSchemaFollowsModel: every type and enum has its definition, no object is open, and every field says what it is.
func TestSchemaFollowsModel(t *testing.T) {
	var doc struct {
		Defs map[string]struct {
			Type       string
			Properties map[string]map[string]any
			Additional *bool `json:"additionalProperties"`
			OneOf      []any
		} `json:"$defs"`
	}
	if err := json.Unmarshal(record.Schema(schema.Domain()), &doc); err != nil {
		t.Fatal(err)
	}
	m := schema.Domain()
	for _, e := range m.Enums {
		def, used := doc.Defs[e.Name]
		if used && len(def.OneOf) != len(e.EnumValues) {
			t.Errorf("%s: %d values, want %d", e.Name, len(def.OneOf), len(e.EnumValues))
		}
	}
	for _, name := range []string{"Modality", "Bound", "MeetingStatus", "OpenReason"} {
		if _, ok := doc.Defs[name]; !ok {
			t.Errorf("%s is missing", name)
		}
	}
	for _, typ := range m.Types {
		if typ.Interface || typ.Class == schema.Plain {
			continue
		}
		def := doc.Defs[typ.Name]
		if def.Type != "object" || def.Additional == nil || *def.Additional {
			t.Errorf("%s is open", typ.Name)
		}
		for name, p := range def.Properties {
			if p["description"] == nil && p["const"] == nil {
				t.Errorf("%s.%s has no description", typ.Name, name)
			}
		}
		for _, f := range typ.Fields {
			if _, given := def.Properties[f.Name]; given && (f.Stated || f.Span != "") {
				t.Errorf("%s.%s cannot be given", typ.Name, f.Name)
			}
		}
	}
}

// TestSchemaClaims: the JSON Schema knows which fields can be stated of which type, and their values, where the id names the type.
func TestSchemaClaims(t *testing.T) {
	published := compiled(t)
	for _, c := range []struct {
		about, field, value string
		ok                  bool
	}{
		{"meeting:x:2025", "status", "HELD", true},
		{"meeting:x:2025", "status", "MET", false},
		{"meeting:x:2025", "venue", "anywhere", true},
		{"meeting:x:2025", "virtual", "true", true},
		{"meeting:x:2025", "virtual", "yes", false},
		{"meeting:x:2025", "unit", "%", false},
		{"indicator:x", "unit", "%", true},
		{"contract:x", "unit", "%", false},
		{"person:x", "unit", "%", false},
	} {
		text := instead(t, "about: ref:the-meeting\n  field: status\n  value: HELD",
			"about: "+c.about+"\n  field: "+c.field+"\n  value: '"+c.value+"'")
		data, err := record.Plain([]byte(text))
		if err != nil {
			t.Fatal(err)
		}
		_, problems := parse(t, text)
		if refused := published.Validate(data) != nil; refused == c.ok || len(problems) == 0 == refused {
			t.Errorf("%+v: the schema refuses it: %v, Parse: %v", c, refused, problems)
		}
	}
}

// TestWhenPattern: the pattern takes whatever package value reads, and nothing of another form.
func TestWhenPattern(t *testing.T) {
	is := regexp.MustCompile(record.WhenPattern)
	for _, ok := range []string{"2025", "2025-07", "2025-07-08", "--03-31", "2025-Q3", "2025-q3", "2025-H1", "FY2025/26", "fy2025/26", "early 2025",
		"Mid  2025-07", "late 2025", "start 2025-01", "end 2025-01", "week 2025-07-28", "2025-03/2025-05", "2025-01/..", "../2025-07-08",
		"FY2025/26/FY2026/27", " 2025 ", "late 2025/..", "week 2025-07-28/2025-09"} {
		if _, err := value.ParseWhen(ok); err != nil {
			t.Fatal(err)
		}
		if !is.MatchString(ok) {
			t.Errorf("%q does not match", ok)
		}
	}
	for _, wrong := range []string{"", "next week", "25", "2025-7", "2025-13", "2025-Q5", "2025/", "../..", "8 July 2025", "2025-07-08T18:00", "--03", "early 2025-Q1", "--03-31/.."} {
		if is.MatchString(wrong) {
			t.Errorf("%q matches", wrong)
		}
	}
}
