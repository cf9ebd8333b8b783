package ingest_test

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"councilgraph/graph"
	"councilgraph/graph/schema"
	"councilgraph/graph/sqlite"
	"councilgraph/graph/store/memory"
	"councilgraph/ingest"
	"councilgraph/ingest/resolve"
)

// A history is what is told of one page over time: its text in some states, read by readers of all kinds, in whole or in part. TestHistories
// holds against a plain model what stands after each record, and later, under a clock, what stood then.

// queues are the lines that the page may have, in order; each prints one figure.
var queues = []string{"Northern", "Eastern", "Southern", "Western"}

// told is one record of a history.
type told struct {
	figures  [4]int // that each line prints, 1 to 9; 0 where the page has no such line
	values   [4]int // that the reader states of each line; 0 for none. One beyond 9 is a misreading
	reader   string
	complete bool
	broken   bool // one more fact is refused
	again    bool // exactly the record before
}

var histories = rapid.Custom(func(t *rapid.T) []told {
	out := make([]told, rapid.IntRange(2, 7).Draw(t, "records"))
	var text [4]int
	for i := range out {
		if i > 0 && rapid.IntRange(0, 4).Draw(t, "again") == 0 {
			out[i] = out[i-1]
			out[i].again = true
			continue
		}
		switch rapid.IntRange(0, 3).Draw(t, "text") * min(i, 1) {
		case 1: // as it was
		case 2: // as it once was
			text = out[rapid.IntRange(0, i-1).Draw(t, "back")].figures
		default:
			for line := range text {
				text[line] = rapid.SampledFrom([]int{0, 3, 3, 5, 7}).Draw(t, "figure")
			}
			text[0] = max(text[0], 1) // a page without a line is none
		}
		r := told{figures: text, reader: rapid.SampledFrom([]string{"PERSON", "RULE", "MODEL"}).Draw(t, "reader"),
			complete: rapid.Bool().Draw(t, "complete"), broken: rapid.IntRange(0, 7).Draw(t, "broken") == 0}
		for line, figure := range text {
			if figure > 0 {
				r.values[line] = figure * rapid.IntRange(0, 1).Draw(t, "stated")
				if r.values[line] > 0 && r.reader != "MODEL" && rapid.IntRange(0, 3).Draw(t, "misread") == 0 { // a model's would be held
					r.values[line] += 10
				}
			}
		}
		out[i] = r
	}
	return out
})

// record is the record as text, fetched in that hour.
func (r told) record(hour int) []byte {
	p := page{number: "1", date: "2025-03-04", retrieved: time.Date(2025, 3, 5, hour, 0, 0, 0, time.UTC).Format(time.RFC3339), reader: r.reader, complete: r.complete}
	entities, facts := "", ""
	for line, figure := range r.figures {
		if figure == 0 {
			continue
		}
		p.lines = append(p.lines, fmt.Sprintf("%s queue holds %d cases in March 2025.", queues[line], figure))
		id := "indicator:" + strings.ToLower(queues[line])
		fact := func(when string, value int) string {
			return fmt.Sprintf("  - {type: Observation, indicator: '%s', measure: LEVEL, when: %s, value: {amount: %d, unit: case}, wording: 'The queue holds %d.', evidence: [{at: %d, printed: ['%s queue holds %d cases in March 2025']}]}\n",
				id, when, value, value, len(p.lines), queues[line], figure)
		}
		entities += fmt.Sprintf("  - {id: '%s', type: Indicator, name: %s queue}\n", id, queues[line])
		if r.values[line] > 0 {
			facts += fact("2025-03", r.values[line])
		}
		if r.broken && len(p.lines) == 1 {
			facts += fact("2025-02-30", 4)
		}
	}
	p.lines = append(p.lines, "That is all.") // so that no text is the beginning of another
	return p.record(entities, facts)
}

// reading is one piece of evidence of the model: who stated which value of a line.
type reading struct {
	line, value int
	reader      string // carried: what a rule made of an older text
}

const carried = "carried"

// model is the page as it should stand.
type model struct {
	figures [4]int
	covered bool
	stands  map[reading]bool
}

var weighs = map[string]int{"PERSON": 3, "RULE": 2, carried: 2, "MODEL": 1}

// tell is the rule of versions and complete records, said plainly. It is false where the record is held.
func (m model) tell(r told) (model, bool) {
	next := model{figures: r.figures, stands: map[reading]bool{}}
	complete := r.complete && !r.broken
	if m.figures == r.figures {
		if m.covered && r.reader != "PERSON" {
			return m, false
		}
		next.covered = m.covered
	}
	next.covered = next.covered || complete && r.reader == "PERSON"
	for x := range m.stands {
		switch now, was := r.figures[x.line], m.figures[x.line]; {
		case now == was:
		case now > 0 && x.value == was: // what it states was printed: the new figure takes its place
			x = reading{x.line, now, carried}
		default:
			continue // its words are gone, or nobody can tell what the new figure is of
		}
		restated := x.reader == r.reader && r.values[x.line] == x.value
		ends := complete && weighs[x.reader] <= weighs[r.reader] || x.reader == carried && r.values[x.line] > 0
		if restated || !ends {
			next.stands[x] = true
		}
	}
	for line, value := range r.values {
		if value > 0 {
			next.stands[reading{line, value, r.reader}] = true
		}
	}
	return next, true
}

// facts are the values that stand, each with who says so.
func (m model) facts() string {
	says := map[string][]string{}
	for x := range m.stands {
		fact := fmt.Sprintf("%s queue %d", queues[x.line], x.value)
		says[fact] = append(says[fact], x.reader)
	}
	var out []string
	for _, fact := range slices.Sorted(maps.Keys(says)) {
		slices.Sort(says[fact])
		out = append(out, fact+": "+strings.Join(says[fact], " "))
	}
	return strings.Join(out, "; ")
}

func (m model) count() int {
	if m.stands == nil || m.facts() == "" {
		return 0
	}
	return strings.Count(m.facts(), ";") + 1
}

// testing.TB without what rapid's T has not.
type tester interface {
	Helper()
	Fatalf(format string, args ...any)
}

func holds(t tester, service *ingest.Service, server *graph.Server, history []told) {
	t.Helper()
	facts := func(clock string) string {
		out, err := server.Execute(context.Background(), graph.Request{Query: `{observations` + clock + ` {nodes {indicator {name} value {amount} evidence {nodes {origin reader}}}} indicators` + clock + ` {totalCount}}`}, graph.JSON)
		if err != nil {
			t.Fatalf("%v", err)
		}
		return standing(t, out)
	}
	now := model{stands: map[reading]bool{}}
	at, want := []string{}, []string{}
	hour := 0
	for i, r := range history {
		if !r.again {
			hour++
		}
		res, err := service.Record(context.Background(), "history", r.record(hour), false, "")
		if err != nil {
			t.Fatalf("%v", err)
		}
		before := now
		now, _ = before.tell(r)
		tells := fmt.Sprintf("record %d of %+v\nitems %+v", i, history, res.Items)
		if got := facts(""); got != now.facts() {
			t.Fatalf("%s\n got %s\nwant %s", tells, got, now.facts())
		}
		fates := map[resolve.Fate]int{}
		for _, item := range res.Items {
			if strings.HasPrefix(item.ID, "observation:") {
				fates[item.Fate]++
			}
		}
		if before.count()+fates[resolve.Created]-fates[resolve.Ended] != now.count() {
			t.Fatalf("%s\n%v, from %s to %s", tells, fates, before.facts(), now.facts())
		}
		if r.again && (res.RecordedAt != 0 || fates[resolve.Created]+fates[resolve.Updated]+fates[resolve.Ended] > 0) {
			t.Fatalf("%s: the same again changed something", tells)
		}
		if res.RecordedAt != 0 {
			at, want = append(at, res.RecordedAt.String()), append(want, now.facts())
		}
	}
	for i := range at {
		if got := facts(`(knownAt: "` + at[i] + `")`); got != want[i] {
			t.Fatalf("%+v\nknown at %s\n got %s\nwant %s", history, at[i], got, want[i])
		}
	}
	if got := facts(`(asOf: "2025-03-03")`); got != "" {
		t.Fatalf("%+v\nbefore it was said: %s", history, got)
	}
	if got := facts(`(asOf: "2025-03-04")`); got != now.facts() {
		t.Fatalf("%+v\non the day: %s\nwant %s", history, got, now.facts())
	}
}

// standing is an answer in the form of the model.
func standing(t tester, answer []byte) string {
	var out struct {
		Data struct {
			Observations struct {
				Nodes []struct {
					Indicator struct{ Name string }
					Value     struct{ Amount string }
					Evidence  struct {
						Nodes []struct{ Origin, Reader string }
					}
				}
			}
		}
	}
	decode(t, answer, &out)
	m := model{stands: map[reading]bool{}}
	for _, n := range out.Data.Observations.Nodes {
		value, err := strconv.Atoi(n.Value.Amount)
		if err != nil {
			t.Fatalf("%v", err)
		}
		line := slices.Index(queues, strings.TrimSuffix(n.Indicator.Name, " queue"))
		for _, e := range n.Evidence.Nodes {
			reader := e.Origin
			if e.Reader == "carried over" {
				reader = carried
			}
			m.stands[reading{line, value, reader}] = true
		}
	}
	return m.facts()
}

// TestHistories: what stands after each record of a random history, and what stood at each instant of it, is what the model says.
func TestHistories(t *testing.T) {
	t.Run("memory", rapid.MakeCheck(func(t *rapid.T) {
		s := memory.New(schema.Domain(), clock())
		holds(t, ingest.New(schema.Domain(), s, nil), graph.New(graph.Options{Store: s}), histories.Draw(t, "history"))
	}))
	t.Run("sqlite", func(t *testing.T) {
		for seed := range 12 {
			s, err := sqlite.Open(t.Context(), schema.Domain(), ":memory:", clock())
			if err != nil {
				t.Fatal(err)
			}
			holds(t, ingest.New(schema.Domain(), s, nil), graph.New(graph.Options{Store: s}), histories.Example(seed))
			s.Close()
		}
	})
}

func decode(t tester, data []byte, into any) {
	if err := json.Unmarshal(data, into); err != nil {
		t.Fatalf("%v: %s", err, data)
	}
}
