// Command summary reads `go test -json` and prints what a person wants of it: a line a package, all output of what failed, every
// skip with its reason, and the counts at the end. It exits with 1 where a test failed, where none ran, or where one was skipped
// for a reason that -may-skip does not match: what is skipped in CI is tested nowhere.
package main

import (
	"bufio"
	"cmp"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"maps"
	"os"
	"regexp"
	"slices"
	"strings"
)

func main() {
	maySkip := flag.String("may-skip", "^$", "regular expression over the output of a skipped test")
	flag.Parse()
	allowed, err := regexp.Compile(*maySkip)
	if err != nil {
		fmt.Fprintln(os.Stderr, "-may-skip:", err)
		os.Exit(2)
	}
	ok, err := summarise(os.Stdin, os.Stdout, allowed)
	if err != nil {
		fmt.Fprintln(os.Stderr, "summary:", err)
	}
	if !ok || err != nil {
		os.Exit(1)
	}
}

// event is a line of `go test -json`; see `go doc test2json`.
type event struct {
	Action     string
	Package    string
	ImportPath string // of a build
	Test       string
	Output     string
}

// test names one: a test of a package or, with no name, the package itself.
type test struct{ pkg, name string }

// summarise reports whether all is well.
func summarise(in io.Reader, out io.Writer, maySkip *regexp.Regexp) (bool, error) {
	output := map[test]*strings.Builder{} // until a test has passed
	var passed, failed, skipped int
	var bad []string
	lines := bufio.NewScanner(in)
	lines.Buffer(nil, 16<<20)
	for lines.Scan() {
		var e event
		if err := json.Unmarshal(lines.Bytes(), &e); err != nil || e.Action == "" {
			fmt.Fprintln(out, lines.Text()) // the go command's own words, of a package that does not build
			continue
		}
		t := test{cmp.Or(e.Package, e.ImportPath), e.Test}
		switch e.Action {
		case "output", "build-output":
			if e.Test == "" && packageLine.MatchString(e.Output) {
				fmt.Fprint(out, e.Output)
				continue
			}
			if output[t] == nil {
				output[t] = &strings.Builder{}
			}
			output[t].WriteString(e.Output)
			continue
		case "pass":
			if e.Test != "" {
				passed++
			}
		case "skip":
			if e.Test == "" { // no test files
				break
			}
			skipped++
			said := ""
			if output[t] != nil {
				said = strings.TrimSpace(output[t].String())
			}
			fmt.Fprintf(out, "skipped: %s %s\n%s\n", e.Package, e.Test, said)
			if !maySkip.MatchString(said) {
				bad = append(bad, fmt.Sprintf("%s %s was skipped", e.Package, e.Test))
			}
		case "fail", "build-fail":
			if e.Test != "" {
				failed++
			}
			bad = append(bad, strings.TrimSpace(fmt.Sprintf("%s %s failed", t.pkg, e.Test)))
			if output[t] != nil {
				fmt.Fprint(out, output[t])
			}
		default:
			continue
		}
		delete(output, t)
	}
	if err := lines.Err(); err != nil {
		return false, err
	}
	// A test that a panic or a time-out cut off has no last event; what it said is then all there is.
	if len(bad) > 0 {
		for _, t := range slices.SortedFunc(maps.Keys(output), func(a, b test) int {
			return cmp.Or(cmp.Compare(a.pkg, b.pkg), cmp.Compare(a.name, b.name))
		}) {
			fmt.Fprintf(out, "cut off: %s %s\n%s", t.pkg, t.name, output[t])
		}
	}
	if passed+failed == 0 {
		bad = append(bad, "no test ran")
	}
	for _, b := range bad {
		fmt.Fprintln(out, "NOT WELL:", b)
	}
	fmt.Fprintf(out, "tests: %d passed, %d failed, %d skipped\n", passed, failed, skipped)
	return len(bad) == 0, nil
}

// packageLine is what go test says last of a package: "ok", "FAIL" or "?", a tab and its name.
var packageLine = regexp.MustCompile(`^(ok|FAIL|\?) *\t`)
