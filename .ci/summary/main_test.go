package main

import (
	"regexp"
	"strings"
	"testing"
)

func TestSummarise(t *testing.T) {
	const begin = `{"Action":"start","Package":"councilgraph/a"}
{"Action":"run","Package":"councilgraph/a","Test":"TestOne"}
{"Action":"output","Package":"councilgraph/a","Test":"TestOne","Output":"    one_test.go:5: said of one\n"}
`
	const ok = `{"Action":"output","Package":"councilgraph/a","Output":"ok  \tcouncilgraph/a\t0.1s\n"}
{"Action":"pass","Package":"councilgraph/a"}
`
	tests := []struct {
		name, in string
		well     bool
		want     []string // somewhere in the output
		not      string
	}{
		{"all pass", begin + `{"Action":"pass","Package":"councilgraph/a","Test":"TestOne"}` + "\n" + ok, true,
			[]string{"ok  \tcouncilgraph/a\t0.1s\n", "tests: 1 passed, 0 failed, 0 skipped\n"}, "said of one"},
		{"one fails", begin + `{"Action":"fail","Package":"councilgraph/a","Test":"TestOne"}
{"Action":"output","Package":"councilgraph/a","Output":"FAIL\tcouncilgraph/a\t0.1s\n"}
{"Action":"fail","Package":"councilgraph/a"}
`, false, []string{"said of one", "FAIL\tcouncilgraph/a\t0.1s\n", "tests: 0 passed, 1 failed, 0 skipped\n"}, ""},
		{"one is skipped", begin + `{"Action":"skip","Package":"councilgraph/a","Test":"TestOne"}` + "\n" + ok, false,
			[]string{"said of one", "councilgraph/a TestOne was skipped"}, ""},
		{"one may be skipped", strings.ReplaceAll(begin, "said of one", "no such server") +
			`{"Action":"pass","Package":"councilgraph/a","Test":"TestTwo"}
{"Action":"skip","Package":"councilgraph/a","Test":"TestOne"}
` + ok, true, []string{"no such server", "tests: 1 passed, 0 failed, 1 skipped\n"}, "NOT WELL"},
		{"one panics", begin + `{"Action":"output","Package":"councilgraph/a","Output":"panic: lamp\n"}
{"Action":"fail","Package":"councilgraph/a"}
`, false, []string{"panic: lamp", "cut off: councilgraph/a TestOne", "said of one"}, ""},
		{"a package does not build", `{"ImportPath":"councilgraph/a","Action":"build-output","Output":"a.go:1:1: no lamp\n"}
{"ImportPath":"councilgraph/a","Action":"build-fail"}
{"Action":"output","Package":"councilgraph/a","Output":"FAIL\tcouncilgraph/a [build failed]\n"}
{"Action":"fail","Package":"councilgraph/a"}
`, false, []string{"no lamp", "[build failed]"}, ""},
		{"nothing ran", `{"Action":"skip","Package":"councilgraph/a"}`, false, []string{"no test ran"}, ""},
		{"not even JSON", "go: no such module\n", false, []string{"go: no such module", "no test ran"}, ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var out strings.Builder
			well, err := summarise(strings.NewReader(tt.in), &out, regexp.MustCompile("no such server"))
			if err != nil || well != tt.well {
				t.Errorf("well %v, %v; want %v", well, err, tt.well)
			}
			for _, w := range tt.want {
				if !strings.Contains(out.String(), w) {
					t.Errorf("no %q in\n%s", w, out.String())
				}
			}
			if tt.not != "" && strings.Contains(out.String(), tt.not) {
				t.Errorf("%q in\n%s", tt.not, out.String())
			}
		})
	}
}
