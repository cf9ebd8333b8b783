package record_test

import (
	"strings"
	"testing"
)

// TestUnreadable: a text that is no data, or more than plain data, is refused as a whole, by name and line.
func TestUnreadable(t *testing.T) {
	deep := func(open, shut string, n int) string { return strings.Repeat(open, n) + "1" + strings.Repeat(shut, n) }
	for _, c := range []struct{ name, text, want string }{
		{"empty", "", "page.yaml: found an empty text, expected a record in YAML or JSON"},
		{"comment", "# nothing\n", "page.yaml: found an empty text, expected a record in YAML or JSON"},
		{"text", "just text", `line 1: page.yaml: found "just text", expected an object with the fields record, document, version, complete, reader, entities, mentions, facts`},
		{"list", "- 1\n- 2", "line 1: page.yaml: found a list of 2, expected an object with the fields record, document, version, complete, reader, entities, mentions, facts"},
		{"bytes", "record: 1\nname: \xff\n", "line 2: page.yaml: found a byte that is not UTF-8 (0xff, 16 bytes into the text), expected text in UTF-8"},
		{"half a character", "{\"record\": 1, \"a\": \"\\ud83d\\ude00\",\n \"b\": \"\\ud83d.\"}", `line 2: page.yaml: found half of a character, \ud83d, 42 bytes into the text, expected both halves, or the character itself in UTF-8`},
		{"no half", `{"record": "\\ud83d"}`, `line 1: record: found "\\ud83d", expected 1, the version of this form`},
		{"syntax", "record: 1\nfacts: [1,\n", "line 2: page.yaml: found text of another form (sequence end token ']' not found), expected YAML or JSON"},
		{"quote", "record: 1\nname: \"x\n", "line 2: page.yaml: found text of another form (could not find end character of double-quoted text), expected YAML or JSON"},
		{"tab", "record: 1\nfacts:\n\t- 1\n", "line 3: page.yaml: found text of another form (character '\t' that cannot start any token), expected YAML or JSON"},
		{"anchor", "record: &a 1", "line 1: page.yaml: found an anchor (&), expected plain YAML; text that begins with such a sign needs quotes"},
		{"alias", "record: 1\nfacts: *a", "line 2: page.yaml: found an alias (*), expected plain YAML; text that begins with such a sign needs quotes"},
		{"bomb", "a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]", "line 1: page.yaml: found an anchor (&), expected plain YAML; text that begins with such a sign needs quotes"},
		{"merge", "record: 1\n<<: {a: 1}", "line 2: page.yaml: found a merge key (<<), expected plain YAML; text that begins with such a sign needs quotes"},
		{"tag", "record: !!int 1", "line 1: page.yaml: found a tag (!), expected plain YAML; text that begins with such a sign needs quotes"},
		{"directive", "%YAML 1.2\n---\nrecord: 1", "line 1: page.yaml: found a directive (%), expected plain YAML; text that begins with such a sign needs quotes"},
		{"key", "? record\n: 1", "line 1: page.yaml: found a key after ?, expected plain YAML; text that begins with such a sign needs quotes"},
		{"documents", "---\nrecord: 1\n---\nrecord: 1\n", "line 3: page.yaml: found a second document, expected one record a text"},
		{"ended", "record: 1\n...\nrecord: 1\n", "line 3: page.yaml: found a second document, expected one record a text"},
		{"colon", "record: 1\na: {b: [18:00]}", "line 2: page.yaml: found a colon within [ ], expected quotes around a text that has one, or {key: value}"},
		{"comma", "record: 1\na: {b: 1\n  c: 2}", "line 3: page.yaml: found a key within { } that follows no comma, expected {key: value, key: value}"},
		{"no key", "record: 1\n: 2", "line 2: page.yaml: found a colon without a key on its line, expected key: value"},
		{"empty values", "a:\n" + strings.Repeat("- b:\n", 2_001), "line 2002: page.yaml: found more than 2000 fields and entries without a value, expected null, or no such field"},
		{"fields", strings.Repeat("a: 1\n", 201), "line 201: page.yaml: found more than 200 fields in one object, expected the few fields of a record"},
		{"deep flow", "record: " + deep("[", "]", 100_000), "line 1: page.yaml: found more than 64 levels of nesting, expected the few levels of a record"},
		{"deep map", "record: " + deep("{a: ", "}", 50_000), "line 1: page.yaml: found more than 64 levels of nesting, expected the few levels of a record"},
		{"deep list", deep("- ", "", 100_000), "line 1: page.yaml: found more than 64 levels of nesting, expected the few levels of a record"},
		{"deep JSON", `{"record": ` + deep("[", "]", 9_000) + "}", "line 1: page.yaml: found more than 64 levels of nesting, expected the few levels of a record"},
		{"long", strings.Repeat(" ", 6<<20) + "x", "page.yaml: found 6291457 bytes, expected at most 6291456; send it in parts, each with `complete: false`"},
		{"long YAML", "a: " + strings.Repeat("x", 4<<20), "page.yaml: found 4194307 bytes of YAML, expected at most 4194304 bytes and 250000 marks of structure in YAML; send it as JSON"},
		{"many marks", "record: [" + strings.Repeat("1,", 1_000_001) + "]", "page.yaml: found 2000012 bytes of YAML, expected at most 4194304 bytes and 250000 marks of structure in YAML; send it as JSON"},
		{"many values", `{"record": [` + strings.Repeat("1,", 400_001) + "1]}", "line 1: page.yaml: found more than 400000 values, expected a smaller record, or several"},
	} {
		t.Run(c.name, func(t *testing.T) {
			rec, problems := parse(t, c.text)
			if rec != nil || len(problems) == 0 {
				t.Fatalf("%v, %v", rec, problems)
			}
			if got := problems[0]; got.Error() != c.want || got.Item != "" {
				t.Errorf("got %s\nwant %s", got.Error(), c.want)
			}
		})
	}
}

// TestManyItems: the number of items is bounded before any is read.
func TestManyItems(t *testing.T) {
	text := instead(t, "mentions:\n", "mentions:\n"+strings.Repeat("- 1\n", 100_000))
	rec, problems := parse(t, text)
	want := "line 1: page.yaml: found 100013 entities, facts, mentions and passages, expected at most 16000; send it in parts, each with `complete: false`"
	if rec != nil || len(problems) != 1 || problems[0].Error() != want {
		t.Errorf("%v\nwant %s", problems, want)
	}
}

// TestManyProblems: a text that is wrong all over is told so within bounds, and no item that is refused goes unnamed.
func TestManyProblems(t *testing.T) {
	const items = 10_000
	bad := "- {at: x, printed: 1, open: 2, reason: 3, a: 1, b: 2}\n"
	rec, problems := parse(t, instead(t, "mentions:\n", "mentions:\n"+strings.Repeat(bad, items)))
	named := map[string]bool{}
	for _, p := range problems {
		named[p.Item] = true
	}
	if rec == nil || len(rec.Mentions) != 1 || len(named) != items || len(problems) > items+1_100 {
		t.Errorf("%d problems of %d items", len(problems), len(named))
	}
}
