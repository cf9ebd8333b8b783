package main

import (
	"fmt"
	"os"
	"runtime"
	"strings"
	"time"
)

// report is the tables of a run, in Markdown.
type report struct {
	size     string
	file     string // that holds them between markers; empty where none
	written  []string
	requests []string
	asked    []string
	memory   string
	failed   []error // questions that could not be measured
}

// ms is in milliseconds; nothing where it was not measured.
func ms(d time.Duration) string {
	if d == 0 {
		return ""
	}
	return fmt.Sprintf("%.2f", float64(d)/float64(time.Millisecond))
}

// ratio is the first by the second, or nothing where either was not measured.
func ratio(a, b float64) string {
	if a == 0 || b == 0 {
		return ""
	}
	return fmt.Sprintf("%.2f", a/b)
}

func perSecond(n float64) string {
	if n == 0 {
		return ""
	}
	return fmt.Sprintf("%.0f", n)
}

func used(own, db time.Duration) string {
	if own == 0 && db == 0 {
		return ""
	}
	if db == 0 {
		return ms(own)
	}
	return ms(own) + " + " + ms(db)
}

const requestHead = `| request | median ours | by hand | SQLite | ours / by hand | p95 ours | by hand | SQLite | requests/s ours | by hand | SQLite | ours / by hand | CPU ours + Neo4j | by hand + Neo4j | SQLite | statements |
|---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|
`

// request adds a row; the figures are those of our server, by hand and SQLite. Times are in milliseconds.
func (r *report) request(name string, f []figures) {
	o, h, s := f[0], f[1], f[2]
	cells := []string{name, ms(o.median), ms(h.median), ms(s.median), ratio(float64(o.median), float64(h.median)), ms(o.p95), ms(h.p95), ms(s.p95),
		perSecond(o.perSecond), perSecond(h.perSecond), perSecond(s.perSecond), ratio(o.perSecond, h.perSecond),
		used(o.cpu, o.dbCPU), used(h.cpu, h.dbCPU), used(s.cpu, 0), fmt.Sprint(o.statements)}
	r.requests = append(r.requests, "| "+strings.Join(cells, " | ")+" |\n")
	if o.rss > 0 {
		r.memory = fmt.Sprintf("Memory of the server after all requests: ours %d MB, by hand %d MB, SQLite %d MB.\n", o.rss>>20, h.rss>>20, s.rss>>20)
	}
}

func (r *report) question(name string, f []figures) {
	r.asked = append(r.asked, fmt.Sprintf("| %s | %s | %s | %s | %s | %d |\n", name, ms(f[0].median), ms(f[0].p95), ms(f[1].median), ms(f[1].p95), f[0].statements))
}

func (r *report) fault(err error) {
	fmt.Fprintln(os.Stderr, "bench:", err)
	r.failed = append(r.failed, err)
	r.asked = append(r.asked, fmt.Sprintf("| %s | | | | | |\n", strings.ReplaceAll(firstLine(err.Error()), "|", "/")))
}

func firstLine(s string) string {
	line, _, _ := strings.Cut(s, "\n")
	return line
}

func (r *report) writes(ways []*writer, rows int) {
	base := ways[0].took
	for _, w := range ways {
		r.written = append(r.written, fmt.Sprintf("| %s | %.0f | %s |\n", w.name, float64(rows)/w.took.Seconds(), ratio(float64(base), float64(w.took))))
	}
}

// String is the tables.
func (r *report) String() string {
	var b strings.Builder
	fmt.Fprintf(&b, "Size %s, %s, %d processors, %s.\n", r.size, time.Now().UTC().Format(time.DateOnly), runtime.NumCPU(), runtime.Version())
	section := func(head string, rows []string) {
		if len(rows) > 0 {
			fmt.Fprintf(&b, "\n%s%s", head, strings.Join(rows, ""))
		}
	}
	section(requestHead, r.requests)
	if r.memory != "" {
		fmt.Fprintf(&b, "\n%s", r.memory)
	}
	section("| question | median Neo4j | p95 | median SQLite | p95 | statements |\n|---|---|---|---|---|---|\n", r.asked)
	section("| batches | rows/s | to raw |\n|---|---|---|\n", r.written)
	return b.String()
}

// flush prints the tables and puts them into the file.
func (r *report) flush() error {
	if len(r.requests)+len(r.asked)+len(r.written) == 0 {
		return nil
	}
	fmt.Print(r)
	if r.file == "" {
		return nil
	}
	text, err := os.ReadFile(r.file)
	if err != nil {
		return err
	}
	start, end := fmt.Sprintf("<!-- size %s -->\n", r.size), fmt.Sprintf("<!-- end of size %s -->", r.size)
	before, rest, ok := strings.Cut(string(text), start)
	_, after, closed := strings.Cut(rest, end)
	if !ok || !closed {
		return fmt.Errorf("%s: no place between %q and %q", r.file, strings.TrimSpace(start), end)
	}
	return os.WriteFile(r.file, []byte(before+start+r.String()+end+after), 0o644)
}
