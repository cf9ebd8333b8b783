package passage

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "write the golden files anew")

func read(t *testing.T, name string) string {
	t.Helper()
	b, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// TestGolden shows how invented pages of each form are cut.
func TestGolden(t *testing.T) {
	pages, err := filepath.Glob("testdata/*.txt")
	if err != nil || len(pages) == 0 {
		t.Fatal("no pages in testdata", err)
	}
	for _, page := range pages {
		t.Run(filepath.Base(page), func(t *testing.T) {
			text := read(t, page)
			checkSplit(t, text)
			var b strings.Builder
			for _, p := range Split(text) {
				fmt.Fprintf(&b, "%d %s [%s] %d-%d %s.%d %s\n",
					p.Ordinal, p.Kind, p.Section, p.Start, p.End, p.Hash[:8], p.Repeat, p.Text)
			}
			golden := strings.TrimSuffix(page, ".txt") + ".golden"
			if *update {
				if err := os.WriteFile(golden, []byte(b.String()), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			if want := read(t, golden); b.String() != want {
				t.Errorf("%s differs; -update writes it anew\ngot:\n%s", golden, &b)
			}
		})
	}
}

// TestCopies checks that a page copied in two ways has the same passages, but
// for a label and footnote numbers that only one of the copies prints.
func TestCopies(t *testing.T) {
	hashes := func(name string) (all []string) {
		for _, p := range Split(read(t, name)) {
			if p.Text != "AI Generated" && p.Kind != Footnote {
				all = append(all, p.Section+" "+p.Hash)
			}
		}
		return all
	}
	blank, none := hashes("testdata/blank-lines.txt"), hashes("testdata/no-blank-lines.txt")
	if !slices.Equal(blank, none) {
		t.Errorf("the copies differ:\n%v\n%v", blank, none)
	}
}

func TestHash(t *testing.T) {
	same := []string{"5 of 8 MI's restored – “Zoë”", "\u00a0• 5 OF 8 MIs  restored, Zoe\u0308", "5OF8MISRESTOREDZOE"}
	for _, s := range same[1:] {
		if Hash(s) != Hash(same[0]) {
			t.Errorf("Hash(%q) differs from Hash(%q)", s, same[0])
		}
	}
	if Hash("1,465 tickets") == Hash("1,456 tickets") {
		t.Error("a changed figure keeps its hash")
	}
	if got, want := Hash("?!"), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"; got != want {
		t.Errorf("Hash of no letters is %s, want SHA-256 of nothing", got)
	}
}

func TestVersionHash(t *testing.T) {
	a := VersionHash(Split("One line.\n\nAnother line."))
	if b := VersionHash(Split("- One line\n- Another line")); a != b {
		t.Error("bullets and stops change the version")
	}
	if b := VersionHash(Split("Another line.\n\nOne line.")); a == b {
		t.Error("order does not change the version")
	}
	if b := VersionHash(Split("One line. Another line.")); a == b {
		t.Error("the cut does not change the version")
	}
}

func TestSplitEdges(t *testing.T) {
	tests := []struct {
		name, text string
		want       []string // kind, section and text
	}{
		{"empty", "", nil},
		{"nothing but marks", "\n - \n•\n × \n", nil},
		{"line ends and repeats", "Yes.\r\nYes!\rNo.", []string{"PARAGRAPH||Yes.", "PARAGRAPH||Yes!", "PARAGRAPH||No."}},
		{"a mark needs space after it", "-5 degrees.\n- 5 degrees.\n-\u00a05 degrees.",
			[]string{"PARAGRAPH||-5 degrees.", "BULLET||5 degrees.", "BULLET||5 degrees."}},
		{"a lone mark, a heading after it", "Text.\n-\nTopics\nLamps",
			[]string{"PARAGRAPH||Text.", "HEADING|Topics|Topics", "PARAGRAPH|Topics|Lamps"}},
		{"the last line is no heading", "Lamps\nA lamp is lit.\nMoths an",
			[]string{"HEADING|Lamps|Lamps", "PARAGRAPH|Lamps|A lamp is lit.", "PARAGRAPH|Lamps|Moths an"}},
		{"what a heading is not", "lamps\nVenue: Town Hall\nLamps:\nLamps?\nLamps.”\n" + strings.Repeat("Long ", 30) + "\nText.",
			[]string{"PARAGRAPH||lamps", "PARAGRAPH||Venue: Town Hall", "PARAGRAPH||Lamps:", "PARAGRAPH||Lamps?", "PARAGRAPH||Lamps.”",
				"PARAGRAPH||" + strings.TrimSpace(strings.Repeat("Long ", 30)), "PARAGRAPH||Text."}},
		{"Summary opens no other page", "Lamps\nSummary\nText.",
			[]string{"HEADING|Lamps|Lamps", "HEADING|Summary|Summary", "PARAGRAPH|Summary|Text."}},
		{"a header only at the start", "\naddress: here.\ntitle: Lamps.", []string{"PARAGRAPH||address: here.", "PARAGRAPH||title: Lamps."}},
		{"only a header", "address: https://x.example\r\ntitle: Lamps", nil},
		{"notes are numbered from 1", "Text.\n2. Two.\n1. One.\n2. Two.\nTopics\nLamps",
			[]string{"PARAGRAPH||Text.", "BULLET||2. Two.", "FOOTNOTE||1. One.", "FOOTNOTE||2. Two.", "HEADING|Topics|Topics", "PARAGRAPH|Topics|Lamps"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			checkSplit(t, tt.text)
			var got []string
			for _, p := range Split(tt.text) {
				got = append(got, string(p.Kind)+"|"+p.Section+"|"+p.Text)
			}
			if !slices.Equal(got, tt.want) {
				t.Errorf("got  %q\nwant %q", got, tt.want)
			}
		})
	}
}

// TestRealPages reads the two seed pages, which are not in the repository, from
// $COUNCILGRAPH_PAGES. Sections are given by their hash.
func TestRealPages(t *testing.T) {
	dir := os.Getenv("COUNCILGRAPH_PAGES")
	if dir == "" {
		t.Skip("COUNCILGRAPH_PAGES is not set")
	}
	pages, err := filepath.Glob(filepath.Join(dir, "*.txt"))
	if err != nil || len(pages) == 0 {
		t.Fatal("no pages", err)
	}
	for _, page := range pages {
		checkSplit(t, read(t, page))
	}
	seeds := []struct {
		page               string
		passages, headings int
		version            string
		headingsHash       string
	}{
		{"72500", 163, 18,
			"8f7b0dc5fb1072c86c24a9ab73dfe8118f2b7ebd04a84f0975f549c218336ed3",
			"cf62d543045490709887a45b968ec9daffdb60871d74c9a3931b1fb4e4e0bf3f"},
		{"87756", 46, 9,
			"ab0503cd390e4f1ae4f4fcbc5203043b53af041fbfbe56bb9fb8ca4262f8f314",
			"89ea593327ee07915bac6a48721d88bfa70f70d4c2c7aeb6f2731ded86910f04"},
	}
	for _, seed := range seeds {
		passages := Split(read(t, filepath.Join(dir, seed.page+".txt")))
		var headings []string
		for _, p := range passages {
			if p.Kind == Heading {
				headings = append(headings, p.Text)
			}
		}
		if len(passages) != seed.passages || len(headings) != seed.headings {
			t.Errorf("%s: %d passages with %d headings, want %d with %d",
				seed.page, len(passages), len(headings), seed.passages, seed.headings)
		}
		if got := VersionHash(passages); got != seed.version {
			t.Errorf("%s: version %s, want %s", seed.page, got, seed.version)
		}
		if got := Hash(strings.Join(headings, " ")); got != seed.headingsHash {
			t.Errorf("%s: hash of headings %s, want %s", seed.page, got, seed.headingsHash)
		}
	}
}
