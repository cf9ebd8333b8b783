package main

import (
	"os"
	"regexp"
	"strings"
	"testing"
)

// TestReadme: README.md names no command, flag or environment variable that the binary's help does not know.
func TestReadme(t *testing.T) {
	text, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	below := map[string][]string{"ingest": {"records", "moderngov"}} // their flags stand in their own help
	help := func(command string) (all string) {
		for _, sub := range append([]string{""}, below[command]...) {
			words := strings.Fields(command + " " + sub + " --help")
			code, out, errs := do(t, "", words...)
			if code != 0 {
				t.Errorf("README.md: councilgraph %s: %s", strings.Join(words, " "), errs)
			}
			all += strings.ReplaceAll(out, "--[no-]", "--")
		}
		return all
	}
	every := ""
	for _, name := range []string{"serve", "ingest", "extract", "export", "schema", "health"} {
		every += help(name)
	}
	command := regexp.MustCompile(`(?:^|/| )councilgraph ([a-z]+)\b`)
	word := regexp.MustCompile(`--[a-z][a-z-]*|COUNCILGRAPH_[A-Z_]+`)
	checked := 0
	for _, piece := range regexp.MustCompile("(?m)^    .*$|`[^`\n]+`").FindAllString(string(text), -1) { // indented code, and code in a line
		known := every
		if m := command.FindStringSubmatch(strings.Trim(piece, "`")); m != nil {
			known = help(m[1])
		} else if !strings.HasPrefix(piece, "`--") && !strings.HasPrefix(piece, "`COUNCILGRAPH_") {
			continue // another program's
		}
		for _, name := range word.FindAllString(piece, -1) {
			checked++
			if !regexp.MustCompile(regexp.QuoteMeta(name) + `[^a-zA-Z_-]`).MatchString(known) {
				t.Errorf("README.md: %s: the help knows no %s", piece, name)
			}
		}
	}
	if checked < 6 {
		t.Errorf("README.md: only %d flags and variables found", checked)
	}
}
