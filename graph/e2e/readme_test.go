package e2e

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"councilgraph/graph/schema"
	"councilgraph/ingest/resolve"
	"councilgraph/seed"
)

// block is a fenced piece of README.md, with its line.
type block struct {
	language, text string
	line           int
}

var fence = regexp.MustCompile("(?ms)^( *)```([a-z]+)\n(.*?)^ *```$")

func readme(t *testing.T) (out []block) {
	t.Helper()
	text, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range fence.FindAllSubmatchIndex(text, -1) {
		body := strings.ReplaceAll(string(text[m[6]:m[7]]), "\n"+string(text[m[2]:m[3]]), "\n")
		out = append(out, block{language: string(text[m[4]:m[5]]), text: body, line: 1 + bytes.Count(text[:m[0]], []byte("\n"))})
	}
	return out
}

// TestReadme runs what README.md shows: each request finds something, the answer that it prints is one of those given, a type
// that it adds keeps the schema's rules. Another kind of block needs a test of its own here.
func TestReadme(t *testing.T) {
	variables := map[string]any{"record": string(seed.Records()[0].Data), "url": "https://opencouncil.network/meetings/900100",
		"text": "Subscribe to updates\nAudit Committee - Tuesday 13 January 2026 6.30 pm\nSummary\nThe Audit Committee of Gateshead Council met on 13 January 2026.\n"}
	each(t, func(t *testing.T, w *world) {
		var last map[string]any
		for _, b := range readme(t) {
			switch {
			case b.language == "graphql" && strings.Contains(b.text, "@entity("):
				addsType(t, b)
			case b.language == "graphql":
				last = w.finds(t, b.text, variables)
			case b.language == "json":
				showsNode(t, b, last)
			case b.language == "yaml":
				takesItems(t, w, b)
			default:
				t.Errorf("README.md:%d: a block of %s that nothing checks", b.line, b.language)
			}
			if t.Failed() {
				t.Fatalf("README.md:%d", b.line)
			}
		}
		if last == nil {
			t.Fatal("README.md: no request found")
		}
	})
}

// addsType: the schema takes what README.md adds to it.
func addsType(t *testing.T, b block) {
	t.Helper()
	dir := fstest.MapFS{"readme.graphqls": {Data: []byte(b.text)}}
	files, err := filepath.Glob("../schema/*.graphqls")
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		dir[filepath.Base(file)] = &fstest.MapFile{Data: text}
	}
	if _, err := schema.Load(dir); err != nil {
		t.Errorf("README.md:%d: %v", b.line, err)
	}
}

// takesItems: a record is whole as it stands, and its entities get the ids that stand behind them.
func takesItems(t *testing.T, w *world, b block) {
	t.Helper()
	res, err := w.ingest.Record(t.Context(), "README.md", []byte(b.text), true, "")
	if err != nil {
		t.Fatalf("README.md:%d: %v", b.line, err)
	}
	want := regexp.MustCompile(`(?m)# (\S+)$`).FindAllStringSubmatch(b.text, -1)
	var got []string
	for _, item := range res.Items {
		if item.Fate == resolve.Refused || item.Fate == resolve.OnHold {
			t.Errorf("README.md:%d: %+v", b.line, item)
		}
		got = append(got, item.ID)
	}
	for _, m := range want {
		if !slices.Contains(got, m[1]) {
			t.Errorf("README.md:%d: %s is not among %v", b.line, m[1], got)
		}
	}
	if len(want) == 0 {
		t.Errorf("README.md:%d: no id stands behind an entity", b.line)
	}
}

// showsNode: an answer in README.md is one of the nodes of the request above it.
func showsNode(t *testing.T, b block, answer map[string]any) {
	t.Helper()
	var shown any
	d := json.NewDecoder(strings.NewReader(b.text))
	d.UseNumber()
	if err := d.Decode(&shown); err != nil {
		t.Fatalf("README.md:%d: %v", b.line, err)
	}
	want, _ := json.Marshal(shown)
	for _, connection := range answer {
		nodes, _ := at(connection, "nodes").([]any)
		if slices.ContainsFunc(nodes, func(node any) bool {
			got, _ := json.Marshal(node)
			return bytes.Equal(got, want)
		}) {
			return
		}
	}
	t.Errorf("README.md:%d: no node of the answer is %s", b.line, want)
}
