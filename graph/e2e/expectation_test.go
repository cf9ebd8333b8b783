package e2e

import (
	"bytes"
	"encoding/json"
	"fmt"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// expectation is what an answer must hold, by hand.
type expectation struct {
	Verdict string   `yaml:"verdict"` // RIGHT, PART: what can be had today; LATER: it cannot be asked
	Why     string   `yaml:"why"`     // where it is not RIGHT
	Checks  []check  `yaml:"checks"`
	Lacks   []string `yaml:"lacks"` // texts that stand nowhere in the answer
}

// check is one thing that an answer must hold at a path. A path is that of keys and list places, beginning below `data`, or
// below an operation's name; `*` is every element of a list.
type check struct {
	At string `yaml:"at"`
	// Is compares one scalar; `null` is none.
	Is *string `yaml:"is"`
	// Rows: each of these stands in one of the objects at the path, with all of its scalars; ~ before a scalar is part of one.
	Rows [][]string `yaml:"rows"`
	// Only: there are no more objects than rows.
	Only bool `yaml:"only"`
	// Count is how many there are.
	Count *int `yaml:"count"`
	// Same is another path, where the same stands.
	Same string `yaml:"same"`
}

func (e expectation) hold(t *testing.T, answer []byte) {
	var tree map[string]any
	d := json.NewDecoder(bytes.NewReader(answer))
	d.UseNumber()
	if err := d.Decode(&tree); err != nil {
		t.Fatal(err)
	}
	if !slices.Contains([]string{"RIGHT", "PART", "LATER"}, e.Verdict) || (e.Verdict == "RIGHT") != (e.Why == "") || len(e.Checks) == 0 {
		t.Errorf("expected.yaml: verdict %q, why %q, %d checks", e.Verdict, e.Why, len(e.Checks))
	}
	for _, c := range e.Checks {
		found := follow(tree, strings.Split(c.At, "."))
		if len(found) == 0 && c.Count == nil {
			t.Errorf("%s: nothing there", c.At)
			continue
		}
		if c.Is != nil && (len(found) != 1 || *c.Is != scalar(found[0])) {
			t.Errorf("%s: %v, want %s", c.At, found, *c.Is)
		}
		if c.Count != nil && len(found) != *c.Count {
			t.Errorf("%s: %d, want %d", c.At, len(found), *c.Count)
		}
		if c.Same != "" && !reflect.DeepEqual(found, follow(tree, strings.Split(c.Same, "."))) {
			t.Errorf("%s: %v, not what stands at %s", c.At, found, c.Same)
		}
		if c.Only && len(found) != len(c.Rows) {
			t.Errorf("%s: %d rows, want %d", c.At, len(found), len(c.Rows))
		}
		taken := map[int]bool{} // two equal rows are two objects
		for _, row := range c.Rows {
			i := slices.IndexFunc(found, func(x any) bool { return holds(x, row) })
			for i >= 0 && taken[i] {
				next := slices.IndexFunc(found[i+1:], func(x any) bool { return holds(x, row) })
				if next < 0 {
					i = -1
					break
				}
				i += 1 + next
			}
			if i < 0 {
				t.Errorf("%s: no object has %q", c.At, row)
			}
			taken[i] = c.Only
		}
	}
	for _, s := range e.Lacks {
		if bytes.Contains(answer, []byte(s)) {
			t.Errorf("%q is in the answer", s)
		}
	}
}

// follow gives what stands at a path.
func follow(x any, path []string) []any {
	if m, ok := x.(map[string]any); ok && path[0] != "data" {
		if data, ok := m["data"]; ok {
			x = data
		}
	}
	m, _ := x.(map[string]any)
	list, _ := x.([]any)
	var next []any
	if v, ok := m[path[0]]; ok {
		next = []any{v}
	} else if path[0] == "*" {
		next = list
	} else if i, err := strconv.Atoi(path[0]); err == nil && i < len(list) {
		next = list[i : i+1]
	}
	if len(path) == 1 {
		return next
	}
	var out []any
	for _, v := range next {
		out = append(out, follow(v, path[1:])...)
	}
	return out
}

func holds(x any, row []string) bool {
	all := scalars(x, nil)
	for _, want := range row {
		part, partly := strings.CutPrefix(want, "~")
		if !slices.ContainsFunc(all, func(s string) bool { return s == want || partly && strings.Contains(s, part) }) {
			return false
		}
	}
	return true
}

func scalars(x any, to []string) []string {
	switch x := x.(type) {
	case map[string]any:
		for _, v := range x {
			to = scalars(v, to)
		}
	case []any:
		for _, v := range x {
			to = scalars(v, to)
		}
	default:
		to = append(to, scalar(x))
	}
	return to
}

func scalar(x any) string {
	if x == nil {
		return "null"
	}
	return fmt.Sprint(x)
}
