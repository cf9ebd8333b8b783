package neo4j_test

import (
	"fmt"
	"strings"
	"testing"

	"councilgraph/graph/neo4j"
)

func TestParseURL(t *testing.T) {
	for _, c := range []struct {
		raw  string
		want neo4j.Config
	}{
		{"neo4j://neo4j:secret@db.example:7687", neo4j.Config{URI: "neo4j://db.example:7687", User: "neo4j", Password: "secret"}},
		{"bolt://u:p%40ss%2F%25@127.0.0.1", neo4j.Config{URI: "bolt://127.0.0.1", User: "u", Password: "p@ss/%"}},
		{"neo4j+s://u@h/graph", neo4j.Config{URI: "neo4j+s://h", User: "u", Database: "graph"}},
		{"bolt+ssc://[::1]:7687/", neo4j.Config{URI: "bolt+ssc://[::1]:7687"}},
		{"neo4j://h:7687?policy=eu", neo4j.Config{URI: "neo4j://h:7687?policy=eu"}},
	} {
		got, err := neo4j.ParseURL(c.raw)
		if err != nil || got != c.want {
			t.Errorf("%s: got %s (%v), want %s", c.raw, got, err, c.want)
		}
		if got.Password != c.want.Password {
			t.Errorf("%s: another password than it holds", c.raw)
		}
	}
}

func TestParseURLRefuses(t *testing.T) {
	for _, raw := range []string{"", "neo4j", "http://u:hush@h", "neo4j://u:hush@", "neo4j://u:hush%@h", "bolt://u:hush@h:port", "neo4j://u:hush@h/a/b", "bolt:u:hush@h"} {
		_, err := neo4j.ParseURL(raw)
		if err == nil || strings.Contains(err.Error(), "hush") {
			t.Errorf("%q: %v", raw, err)
		}
	}
}

// A configuration may end up in a log.
func TestConfigHidesPassword(t *testing.T) {
	cfg := neo4j.Config{URI: "neo4j://h", User: "u", Password: "hush", Database: "d"}
	for _, format := range []string{"%v", "%+v", "%s", "%#v", "%q", "%x"} {
		for _, v := range []any{cfg, &cfg, []neo4j.Config{cfg}, struct{ Config neo4j.Config }{cfg}} {
			if text := fmt.Sprintf(format, v); strings.Contains(text, "hush") || strings.Contains(text, "68757368") {
				t.Errorf("%s of %T prints %s", format, v, text)
			}
		}
	}
	if got, want := cfg.String(), "neo4j://h/d as u"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}
