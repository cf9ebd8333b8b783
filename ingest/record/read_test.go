package record_test

import (
	"encoding/json"
	"reflect"
	"strings"
	"testing"

	"councilgraph/ingest/record"
)

// TestForms: the ways in which the same record can be written.
func TestForms(t *testing.T) {
	want := placeless(clean(t, sound))
	data, err := record.Plain([]byte(sound))
	if err != nil {
		t.Fatal(err)
	}
	compact, _ := json.Marshal(data)
	indented, _ := json.MarshalIndent(data, "", "\t")
	for name, text := range map[string]string{
		"JSON":          string(compact),
		"indented JSON": string(indented),
		"JSON as YAML":  "# a comment\n" + string(compact),
		"CRLF":          strings.ReplaceAll(sound, "\n", "\r\n"),
		"mark":          "\ufeff" + sound,
		"start":         "---\n" + sound + "...\n",
	} {
		t.Run(name, func(t *testing.T) {
			if got := placeless(clean(t, text)); !reflect.DeepEqual(got, want) {
				t.Errorf("got %+v\nwant %+v", got, want)
			}
		})
	}
}

// TestPlaces: every item knows where it stands, in YAML and in JSON.
func TestPlaces(t *testing.T) {
	rec := clean(t, sound)
	if got, want := rec.Facts[0].At, (record.Place{Path: "facts[0]", Line: 40}); got != want {
		t.Errorf("%v, want %v", got, want)
	}
	if got, want := rec.Facts[0].Refs["buyers"][0].At, (record.Place{Path: "facts[0].buyers[0]", Line: 44}); got != want {
		t.Errorf("%v, want %v", got, want)
	}
	text := "{\n\"record\": 1,\n\"facts\":\n\n[{\"type\": \"Fact\"}]}"
	_, problems := parse(t, text)
	for _, p := range problems {
		if p.Path == "facts[0].type" && p.Line != 5 {
			t.Errorf("%v, want line 5", p)
		}
	}
}

// TestJSONText: what JSON can escape comes out as it is, and doubled fields are seen.
func TestJSONText(t *testing.T) {
	data, err := record.Plain([]byte(`{"a": "é😀\/\n", "b": 1.50, "b": [true, null, -0]}`))
	if err != nil {
		t.Fatal(err)
	}
	want := map[string]any{"a": "é😀/\n", "b": []any{true, nil, json.Number("-0")}}
	if !reflect.DeepEqual(data, want) {
		t.Errorf("%#v", data)
	}
	_, problems := parse(t, "{\"record\": 1,\n\"complete\": true,\n\"complete\": false}")
	if len(problems) == 0 || problems[len(problems)-1].Error() != `line 3: complete: found the field "complete" twice, expected it once; the other is on line 2` {
		t.Errorf("%v", problems)
	}
}

// TestPlainScalars: by YAML's core schema, so that a date, a version or a time of day stays text.
func TestPlainScalars(t *testing.T) {
	for source, want := range map[string]any{
		"2025-07-08": "2025-07-08", "18:00": "18:00", "1_000": "1_000", "0b1": "0b1", "8x8": "8x8", "yes": "yes", "6.0 pm": "6.0 pm",
		"NaN": "NaN", "Infinity": "Infinity", "+": "+", ".": ".", "'1'": "1", `"null"`: "null", "''": "",
		"1": json.Number("1"), "-1.50": json.Number("-1.50"), "1e3": json.Number("1e3"), "0x1F": json.Number("0x1F"), "012": json.Number("012"),
		".inf": json.Number(".inf"), "~": nil, "null": nil, "Null": nil, "": nil, "True": true, "false": false,
	} {
		data, err := record.Plain([]byte("a: " + source + "\n"))
		if err != nil {
			t.Errorf("%s: %v", source, err)
			continue
		}
		if got := data.(map[string]any)["a"]; got != want {
			t.Errorf("%s: %#v, want %#v", source, got, want)
		}
	}
}

// placeless is a record without the places of its text.
func placeless(r *record.Record) *record.Record {
	strip(reflect.ValueOf(r).Elem())
	return r
}

var place = reflect.TypeFor[record.Place]()

func strip(v reflect.Value) {
	switch v.Kind() {
	case reflect.Struct:
		if v.Type() == place {
			v.SetZero()
			return
		}
		for i := range v.NumField() {
			strip(v.Field(i))
		}
	case reflect.Slice:
		for i := range v.Len() {
			strip(v.Index(i))
		}
	case reflect.Map:
		for _, k := range v.MapKeys() {
			strip(v.MapIndex(k)) // slices share their elements
		}
	}
}
