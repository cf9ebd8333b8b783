package e2e

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"councilgraph/graph"
	"councilgraph/graph/store"
)

const (
	july     = "meeting:brent-lewisham-southwark:joint-it-committee:2025-07-08"
	november = "meeting:brent-lewisham-southwark:joint-it-committee:2025-11-25"
	joint    = "committee:brent-lewisham-southwark:joint-it-committee"
)

// historyRequests ask each question over history in full; %s is where clocks go.
var historyRequests = []string{
	`{unanswered(first: 100 %s) {totalCount pageInfo {hasNextPage endCursor} nodes {__typename kind overdue due openSince lastMentioned
		about {__typename id} who {id ... on Council {name}} fact {id wording ... on Step {action owner {name}} evidence {nodes {printed passage {section}}}}}}}`,
	`{unanswered(id: "council:southwark", kinds: [STEP, REQUEST], first: 7 %s) {totalCount nodes {kind fact {wording}}}}`,
	`{changedWithoutDecision(first: 100 %s) {totalCount nodes {fields about {id} before {wording} after {wording} saidBefore saidAfter}}}`,
	`{discrepancies(first: 100 %s) {totalCount nodes {kind told found facts {id wording contradictions {totalCount}}}}}`,
	`{discrepancies(kinds: [SHARE, PAST_AS_FUTURE], first: 1 %s) {totalCount pageInfo {hasNextPage hasPreviousPage} nodes {kind}}}`,
	`{context(of: {meeting: "` + november + `"}, first: 100, facts: 5 %s) {before meeting {id} committee {id name} totalCount open {kind fact {id}} openMentions(first: 5) {totalCount nodes {printed reason}}
		topics {new earlierCount entity {__typename name} earlier {wording evidence(first: 1) {nodes {passage {section}}}} now {id} firstSaidNow {id} earlierItems {name meeting {date {start}}}
			open {kind fact {wording}} figures {indicator {name} latest {value {amount unit}} targets {wording}} contradictions {wording}}}}`,
	`{context(of: {committee: "` + joint + `"}, first: 10 %s) {before meeting {id} totalCount topics {entity {id} earlierCount}}}`,
	`{context(of: {text: "Zero-trust network access, Node4 and the Inter Authority Agreement"} %s) {totalCount topics {entity {id} earlierCount now {id}} openMentions {totalCount}}}`,
}

var clocks = []string{"", `, asOf: "2025-07-08"`, `, asOf: "2025-03-01"`, `, knownAt: "2026-01-01T00:01:30Z"`, `, asOf: "2025-12-31", knownAt: "2027-01-01T00:00:00Z"`}

// TestHistory: the questions over history have the same bytes on every store, over the reviewed records and over awkward data, under
// both clocks.
func TestHistory(t *testing.T) {
	for w, fill := range []func(*testing.T, *world){nil, unmerged(3)} {
		worlds := side(t, fill)
		for _, form := range historyRequests {
			for _, clock := range clocks {
				request := fmt.Sprintf(form, clock)
				want := worlds[0].ask(t, request, nil)
				if strings.Contains(want, `"INTERNAL"`) || fill == nil && strings.Contains(want, `"errors"`) {
					t.Fatalf("world %d: %s\n%s", w, request, shorten(want, ""))
				}
				for _, other := range worlds[1:] {
					if got := other.ask(t, request, nil); got != want {
						t.Fatalf("world %d: %s\n%s: %s\n%s: %s", w, request, worlds[0].name, shorten(want, got), other.name, shorten(got, want))
					}
				}
			}
		}
	}
}

// TestHistoryPages: cursors walk through the same rows as one page holds.
func TestHistoryPages(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		for field, row := range map[string]string{"unanswered": "nodes {fact {id}}", "discrepancies": "nodes {kind facts {id}}",
			`context(of: {committee: "` + joint + `"}`: "topics {entity {id}}"} {
			name, args, ok := strings.Cut(field, "(")
			args = strings.TrimSuffix(args, ")")
			if ok {
				args += ","
			}
			list, _, _ := strings.Cut(row, " ")
			all := fmt.Sprint(at(w.data(t, fmt.Sprintf("{x: %s(%s first: 100) {%s}}", name, args, row), nil), "x", list))
			var walked []any
			for after := ""; ; {
				d := w.data(t, fmt.Sprintf("{x: %s(%s first: 7 %s) {totalCount %s pageInfo {hasNextPage endCursor}}}", name, args, after, row), nil)
				walked = append(walked, at(d, "x", list).([]any)...)
				if at(d, "x", "pageInfo", "hasNextPage") != true || len(walked) >= 98 {
					break
				}
				after = fmt.Sprintf("after: %q", at(d, "x", "pageInfo", "endCursor"))
			}
			if got := strings.TrimSuffix(fmt.Sprint(walked), "]"); len(walked) < 5 || !strings.HasPrefix(all, got) || len(walked) < 98 && got+"]" != all {
				t.Errorf("%s: walked %v\nwant %s", name, walked, all)
			}
		}
	})
}

// TestHistoryInput: what is wrong is said, with what is allowed.
func TestHistoryInput(t *testing.T) {
	cases := []struct{ request, code, want string }{
		{`{unanswered(id: "council:nobody") {totalCount}}`, "BAD_USER_INPUT", `"council:nobody" is the id of no entity`},
		{`{unanswered(id: "step:x") {totalCount}}`, "BAD_USER_INPUT", "no entity"},
		{`{unanswered(first: 1001) {totalCount}}`, "BAD_USER_INPUT", "from 0 to 1000"},
		{`{unanswered(after: "x") {totalCount}}`, "BAD_CURSOR", "no cursor of unanswered"},
		{`{discrepancies(after: "dW5hbnN3ZXJlZAow") {totalCount}}`, "BAD_CURSOR", "no cursor of discrepancies"},
		{`{unanswered(kinds: [NONE]) {totalCount}}`, "GRAPHQL_VALIDATION_FAILED", "NONE"},
		{`{unanswered(asOf: "July") {totalCount}}`, "BAD_USER_INPUT", "asOf"},
		{`{context(of: {}) {totalCount}}`, "GRAPHQL_VALIDATION_FAILED", ""},
		{`{context(of: {meeting: "` + joint + `"}) {totalCount}}`, "BAD_USER_INPUT", "no meeting"},
		{`{context(of: {committee: "council:brent"}) {totalCount}}`, "BAD_USER_INPUT", "no committee or body"},
		{`{context(of: {text: " ?! "}) {totalCount}}`, "BAD_USER_INPUT", "no letter or digit"},
		{`{context(of: {text: "` + strings.Repeat("word ", 5000) + `"}) {totalCount}}`, "BAD_USER_INPUT", "at most 20000"},
		{`{context(of: {text: "x"}, first: 101) {totalCount}}`, "BAD_USER_INPUT", "from 0 to 100"},
		{`{context(of: {text: "x"}, facts: 201) {totalCount}}`, "BAD_USER_INPUT", "from 0 to 200"},
		{`{unanswered(kinds: []) {totalCount nodes {kind}}}`, "", `{"unanswered":{"totalCount":0,"nodes":[]}}`},
		{`{context(of: {text: "nothing that anybody knows"}) {totalCount topics {new}}}`, "", `{"context":{"totalCount":0,"topics":[]}}`},
	}
	each(t, func(t *testing.T, w *world) {
		for _, c := range cases {
			got := w.ask(t, c.request, nil)
			var answer struct {
				Data   json.RawMessage
				Errors []struct {
					Message    string
					Extensions struct{ Code string }
				}
			}
			if err := json.Unmarshal([]byte(got), &answer); err != nil {
				t.Fatalf("%s: %s", c.request, got)
			}
			switch {
			case c.code == "":
				if string(answer.Data) != c.want {
					t.Errorf("%s: got %s, want %s", c.request, answer.Data, c.want)
				}
			case len(answer.Errors) == 0 || answer.Errors[0].Extensions.Code != c.code || !strings.Contains(answer.Errors[0].Message, c.want):
				t.Errorf("%s: got %s, want %s with %q", shorten(c.request, ""), shorten(got, ""), c.code, c.want)
			}
		}
		null := w.ask(t, `query($of: ContextOf!) {context(of: $of) {totalCount}}`, map[string]any{"of": map[string]any{"meeting": nil}})
		if !strings.Contains(null, `"errors"`) || strings.Contains(null, "INTERNAL") {
			t.Errorf("a null meeting: %s", null)
		}
	})
}

// TestHistoryStatements: a question over history sends a small fixed number of statements, however much it finds.
func TestHistoryStatements(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		if w.name == "memory" {
			return // the oracle sends none
		}
		for request, most := range map[string]int{
			`{unanswered(first: 100) {nodes {fact {wording} about {name} who {name}}}}`:                                             11,
			`{changedWithoutDecision {nodes {before {wording} after {wording}}}}`:                                                   8,
			`{discrepancies(first: 100) {nodes {facts {wording}}}}`:                                                                 8,
			`{context(of: {meeting: "` + july + `"}, first: 100) {topics {entity {name} earlier {wording} open {fact {wording}}}}}`: 27,
		} {
			n := 0
			ctx := store.WithTrace(context.Background(), func(string) { n++ })
			if out, err := w.server.Execute(ctx, graph.Request{Query: request}, graph.JSON); err != nil {
				t.Fatalf("%v\n%s", err, out)
			}
			if n == 0 || n > most {
				t.Errorf("%d statements, at most %d were to be sent by %s", n, most, request)
			}
		}
	})
}

// TestContextOrder: what was spoken of before comes first, what every agenda has last, whatever the context is of.
func TestContextOrder(t *testing.T) {
	worlds := side(t, nil)
	for _, c := range []overtime{
		{"a meeting", `{context(of: {meeting: "` + november + `"}, first: 5) {topics {entity {name} new}}}`,
			`{"topics":[{"entity":{"name":"Inter Authority Agreement"},"new":false},{"entity":{"name":"Shared Technology Service Cyber Security Update Report"},"new":false},` +
				`{"entity":{"name":"Shared Technology Services Update"},"new":false},{"entity":{"name":"Brent devices for digitally excluded residents"},"new":false},` +
				`{"entity":{"name":"Brent full fibre connectivity"},"new":false}]}`},
		{"a text", `{context(of: {text: "Apologies for absence, Node4"}) {topics {entity {name}}}}`,
			`{"topics":[{"entity":{"name":"Node4"}},{"entity":{"name":"Apologies for absence"}}]}`},
	} {
		c.hold(t, worlds, "context")
	}
	for _, w := range worlds {
		for _, of := range []string{`meeting: "` + november + `"`, `meeting: "` + july + `"`, `committee: "` + joint + `"`} {
			fresh := false
			topics := at(w.data(t, `{context(of: {`+of+`}, first: 100) {topics {entity {name ... on AgendaItem {procedural}} new}}}`, nil), "context", "topics").([]any)
			for _, topic := range topics {
				if at(topic, "entity", "procedural") == true {
					fresh = true
				} else if isNew := at(topic, "new").(bool); fresh && !isNew {
					t.Errorf("%s: %s: %v comes after what was never spoken of", w.name, of, topic)
				} else {
					fresh = isNew
				}
			}
		}
	}
}

// TestContextSaysWho: what another committee said is not what this one said earlier, and stands by itself; for a text all of it is
// earlier. What was said at one meeting again is open since the first.
func TestContextSaysWho(t *testing.T) {
	worlds := side(t, func(t *testing.T, w *world) {
		for _, r := range [][]byte{pageOf("board", "1", "2025-03-04", "1465"), pageOf("panel", "2", "2025-04-01", "1300"), pageOf("board", "3", "2025-06-03", "900"),
			pageOf("panel", "4", "2025-09-02", "800"), pageOf("jury", "5", "2025-10-07", "700")} {
			w.take(t, "page", r)
		}
	})
	ask := func(of string) string {
		return `{context(of: {` + of + `}) {topics {entity {id} new earlierCount elsewhereCount ` +
			`earlier {...Amount} elsewhere {...Amount} now {...Amount} firstSaidNow {...Amount}}}} fragment Amount on Observation {value {amount}}`
	}
	topic := func(new bool, earlier, elsewhere, now, first string) string {
		list := func(amounts string) (int, string) {
			var out []string
			for _, a := range strings.Fields(amounts) {
				out = append(out, `{"value":{"amount":"`+a+`"}}`)
			}
			return len(out), "[" + strings.Join(out, ",") + "]"
		}
		n, e := list(earlier)
		m, o := list(elsewhere)
		_, x := list(now)
		_, f := list(first)
		return fmt.Sprintf(`{"topics":[{"entity":{"id":"indicator:queue"},"new":%t,"earlierCount":%d,"elsewhereCount":%d,"earlier":%s,"elsewhere":%s,"now":%s,"firstSaidNow":%s}]}`, new, n, m, e, o, x, f)
	}
	for _, c := range []overtime{
		{"a committee's second meeting", ask(`meeting: "meeting:ayton:board:2025-06-03"`), topic(false, "1465", "1300", "900", "")},
		{"a committee's first meeting", ask(`meeting: "meeting:ayton:jury:2025-10-07"`), topic(true, "", "800 900 1300 1465", "700", "700")},
		{"a text", ask(`text: "the queue"`), topic(false, "700 800 900 1300 1465", "", "", "")},
	} {
		c.hold(t, worlds, "context")
	}
	for _, w := range worlds { // the committee's own meetings and facts about them are topics of their own
		for _, topic := range at(w.data(t, ask(`committee: "committee:ayton:panel"`), nil), "context", "topics").([]any) {
			if at(topic, "entity", "id") == "indicator:queue" && (fmt.Sprint(at(topic, "earlierCount")) != "2" || fmt.Sprint(at(topic, "elsewhereCount")) != "3") {
				t.Errorf("%s: %v", w.name, topic)
			}
		}
	}
}

// TestRequestStaysOpen: what only says in words that a request is open is no answer to it.
func TestRequestStaysOpen(t *testing.T) {
	worlds := side(t, nil)
	overtime{"a request of July, still open in November", `{unanswered(id: "council:southwark", kinds: [REQUEST]) {nodes {kind openSince about {name} fact {wording}}}}`,
		`{"nodes":[{"kind":"REQUEST","openSince":"2025-07-08","about":[{"name":"Southwark SD-WAN extension to estates and schools"}],` +
			`"fact":{"wording":"Southwark asks for SD-WAN and STS support in communal areas of housing estates and in school spaces."}}]}`}.hold(t, worlds, "unanswered")
}
