package ingest_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"councilgraph/graph"
	"councilgraph/graph/schema"
	"councilgraph/graph/sqlite"
	"councilgraph/ingest"
	"councilgraph/ingest/passage"
	"councilgraph/ingest/resolve"
	"councilgraph/seed"
)

// onStores runs a test on the in-memory store and on SQLite.
func onStores(t *testing.T, test func(fixture)) {
	t.Run("memory", func(t *testing.T) { test(newFixture(t)) })
	t.Run("sqlite", func(t *testing.T) {
		s, err := sqlite.Open(t.Context(), schema.Domain(), ":memory:", clock())
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { s.Close() })
		test(fixture{t, ingest.New(schema.Domain(), s, known()), graph.New(graph.Options{Store: s})})
	})
}

// TestCarriedOver (P8): a page sent by its passages alone, in which one figure was corrected. One observation changes and nothing
// else: what cites the same figure for another reason, and the names in its passage, go on.
func TestCarriedOver(t *testing.T) {
	onStores(t, func(f fixture) {
		p := march()
		p.lines[1] = "Open tickets were above 2,200 at first; now 1,465 open tickets remain, so open tickets fall."
		unit := "  - {type: Claim, about: 'indicator:open-tickets', field: unit, value: ticket, wording: The unit is ticket., evidence: [{at: 2, printed: ['1,465 open tickets']}]}\n"
		peak := strings.Replace(level("2200", "above 2,200"), "LEVEL", "PEAK", 1)
		named := strings.Replace(tickets, "printed: tickets", "printed: open tickets", 1)
		first := f.take(p.record(council+firm+deal+named, award("supplier: 'supplier:cablefix', ")+level("1465", "1,465 open tickets")+peak+unit))
		before := f.ask(`{facts {totalCount} entities {totalCount} mentions {totalCount} contradictions {totalCount}}`)

		p.complete, p.reader, p.retrieved = false, "MODEL", "2025-03-06T09:00:00Z"
		p.lines[1] = strings.Replace(p.lines[1], "1,465", "1,456", 1)
		res := f.want(p.record("", ""), "1 updated, 1 unchanged")
		f.because(res, "(carried)", resolve.Updated, "carried over")
		f.answers(`{facts {totalCount} entities {totalCount} mentions {totalCount} contradictions {totalCount}}`, before)
		const levels = `{observations(where: {measure: {eq: LEVEL}}%s) {nodes {wording value {amount} evidence {nodes {printed origin reader review passage {text}}}}}}`
		f.answers(fmt.Sprintf(levels, ""), `{"observations":{"nodes":[{"wording":"1,456 tickets are open.","value":{"amount":"1456"},"evidence":{"nodes":[{"printed":"1,456 open tickets",`+
			`"origin":"RULE","reader":"carried over","review":"UNREVIEWED","passage":{"text":"`+p.lines[1]+`"}}]}}]}}`)
		f.answers(fmt.Sprintf(levels, `, knownAt: "`+first.RecordedAt.String()+`"`), `{"observations":{"nodes":[{"wording":"1465 tickets are open.","value":{"amount":"1465"},"evidence":{"nodes":[{"printed":"1,465 open tickets",`+
			`"origin":"PERSON","reader":"test","review":"REVIEWED","passage":{"text":"`+strings.Replace(p.lines[1], "1,456", "1,465", 1)+`"}}]}}]}}`)
		f.answers(`{claims {nodes {value evidence {nodes {printed}}}} indicators {nodes {unit}}}`, `{"claims":{"nodes":[{"value":"ticket","evidence":{"nodes":[{"printed":"1,456 open tickets"}]}}]},"indicators":{"nodes":[{"unit":"ticket"}]}}`)
		f.want(p.record("", ""), "1 unchanged")

		// A reader who then reads the same says it again, and takes the place of the rule.
		p.reader = ""
		f.want(p.record(named, level("1456", "1,456 open tickets")), "1 updated, 2 unchanged")
		p.retrieved, p.lines[1] = "2025-03-07T09:00:00Z", strings.Replace(p.lines[1], "1,456", "1,465", 1)
		f.want(p.record("", ""), "1 updated, 1 unchanged")
		f.answers(`{observations(where: {measure: {eq: LEVEL}}) {nodes {value {amount}}}}`, `{"observations":{"nodes":[{"value":{"amount":"1465"}}]}}`)
	})
}

// passagesOnly is the record of a page by its text alone, as a program sends one.
func passagesOnly(document, text, retrieved string) []byte {
	passages := passage.Split(text)
	var b strings.Builder
	fmt.Fprintf(&b, "record: 1\ndocument: %s\nversion:\n  hash: %s\n  retrieved: %s\n  passages:\n", document, passage.VersionHash(passages), retrieved)
	for _, p := range passages {
		fmt.Fprintf(&b, "    - {ordinal: %d, kind: %s, section: %q, hash: %s, repeat: %d, text: %q, start: %d, end: %d}\n", p.Ordinal, p.Kind, p.Section, p.Hash, p.Repeat, p.Text, p.Start, p.End)
	}
	b.WriteString("reader: {origin: RULE, name: pipeline}\n")
	return []byte(strings.ReplaceAll(b.String(), `section: ""`, "section: null"))
}

// TestPageCorrected (P8) corrects the page behind the seed, where that is.
func TestPageCorrected(t *testing.T) {
	dir := os.Getenv("COUNCILGRAPH_PAGES")
	if dir == "" {
		t.Skip("set COUNCILGRAPH_PAGES to a folder with 72500.txt")
	}
	text, err := os.ReadFile(filepath.Join(dir, "72500.txt"))
	if err != nil {
		t.Fatal(err)
	}
	const document = "{service: opencouncil.network, number: '72500', kind: AI_SUMMARY}"
	onStores(t, func(f fixture) {
		for _, r := range seed.Records() {
			f.take(r.Data)
		}
		const counts = `{facts {totalCount} entities {totalCount} mentions {totalCount} claims {totalCount} contradictions {totalCount} evidences {totalCount}}`
		before := f.ask(counts)
		f.want(passagesOnly(document, string(text), "2025-07-09T00:00:00Z"), "1 unchanged")
		f.answers(counts, before)
		f.want(passagesOnly(document, strings.Replace(string(text), "1,465", "1,456", 1), "2025-07-10T00:00:00Z"), "1 updated, 1 unchanged")
		f.answers(counts, before)
		f.answers(`{observations(where: {value: {amount: {in: ["1465", "1456"]}, unit: {eq: "ticket"}}}) {nodes {value {amount} evidence {nodes {printed origin}}}}}`,
			`{"observations":{"nodes":[{"value":{"amount":"1456"},"evidence":{"nodes":[{"printed":"current total | 1,456 open tickets","origin":"RULE"}]}}]}}`)
	})
}

// two is a page that prints one figure twice, and a period apart from it.
func two(first, second, period string) page {
	return page{number: "1", date: "2025-03-04", retrieved: "2025-03-05T09:00:00Z", lines: []string{"Over " + period + ":", first + " tickets are open.", "So " + second + " tickets are open."}}
}

// TestCarriedTogether: a statement goes over with all its evidence, unless a passage prints the old figure still.
func TestCarriedTogether(t *testing.T) {
	const fact = "  - {type: Observation, indicator: 'indicator:open-tickets', measure: LEVEL, when: 2025-03/2025-05, value: {amount: 20, unit: ticket}, wording: '20 tickets, March to May 2025.', " +
		"evidence: [{at: 1, printed: [March to May 2025]}, {at: 2, printed: [20 tickets]}, {at: 3, printed: [So 20 tickets]}]}\n"
	const query = `{observations(orderBy: [{value: {amount: ASC}}]) {nodes {value {amount} when {text} wording evidence(orderBy: [{passage: {ordinal: ASC}}]) {nodes {printed origin}}}} contradictions {totalCount}}`
	for _, c := range []struct {
		name  string
		next  page
		fates string
		want  string
	}{
		{"both figures", two("21", "21", "March to May 2025"), "1 updated, 1 unchanged",
			`{"observations":{"nodes":[{"value":{"amount":"21"},"when":{"text":"2025-03/2025-05"},"wording":"21 tickets, March to May 2025.","evidence":{"nodes":[{"printed":"March to May 2025","origin":"RULE"},{"printed":"21 tickets","origin":"RULE"},{"printed":"So 21 tickets","origin":"RULE"}]}}]},"contradictions":{"totalCount":0}}`},
		{"the period", two("20", "20", "April to June 2025"), "1 updated, 1 unchanged",
			`{"observations":{"nodes":[{"value":{"amount":"20"},"when":{"text":"2025-04/2025-06"},"wording":"20 tickets, April to June 2025.","evidence":{"nodes":[{"printed":"April to June 2025","origin":"RULE"},{"printed":"20 tickets","origin":"RULE"},{"printed":"So 20 tickets","origin":"RULE"}]}}]},"contradictions":{"totalCount":0}}`},
		{"one of two", two("20", "21", "March to May 2025"), "1 updated, 1 unchanged",
			`{"observations":{"nodes":[{"value":{"amount":"20"},"when":{"text":"2025-03/2025-05"},"wording":"20 tickets, March to May 2025.","evidence":{"nodes":[{"printed":"March to May 2025","origin":"PERSON"},{"printed":"20 tickets","origin":"PERSON"}]}},` +
				`{"value":{"amount":"21"},"when":{"text":"2025-03/2025-05"},"wording":"21 tickets, March to May 2025.","evidence":{"nodes":[{"printed":"So 21 tickets","origin":"RULE"}]}}]},"contradictions":{"totalCount":1}}`},
		{"all, each on its own way", two("21", "22", "March to May 2025"), "2 updated, 1 unchanged",
			`{"observations":{"nodes":[{"value":{"amount":"21"},"when":{"text":"2025-03/2025-05"},"wording":"21 tickets, March to May 2025.","evidence":{"nodes":[{"printed":"21 tickets","origin":"RULE"}]}},` +
				`{"value":{"amount":"22"},"when":{"text":"2025-03/2025-05"},"wording":"22 tickets, March to May 2025.","evidence":{"nodes":[{"printed":"So 22 tickets","origin":"RULE"}]}}]},"contradictions":{"totalCount":1}}`},
		{"a period that is none", two("20", "20", "May to March 2025"), "1 unchanged",
			`{"observations":{"nodes":[{"value":{"amount":"20"},"when":{"text":"2025-03/2025-05"},"wording":"20 tickets, March to May 2025.","evidence":{"nodes":[{"printed":"20 tickets","origin":"PERSON"},{"printed":"So 20 tickets","origin":"PERSON"}]}}]},"contradictions":{"totalCount":0}}`},
		{"the same again, fetched later", two("20", "20", "March to May 2025"), "1 unchanged",
			`{"observations":{"nodes":[{"value":{"amount":"20"},"when":{"text":"2025-03/2025-05"},"wording":"20 tickets, March to May 2025.","evidence":{"nodes":[{"printed":"March to May 2025","origin":"PERSON"},{"printed":"20 tickets","origin":"PERSON"},{"printed":"So 20 tickets","origin":"PERSON"}]}}]},"contradictions":{"totalCount":0}}`},
		{"other words", two("20", "20", "the spring of 2025"), "1 unchanged",
			`{"observations":{"nodes":[{"value":{"amount":"20"},"when":{"text":"2025-03/2025-05"},"wording":"20 tickets, March to May 2025.","evidence":{"nodes":[{"printed":"20 tickets","origin":"PERSON"},{"printed":"So 20 tickets","origin":"PERSON"}]}}]},"contradictions":{"totalCount":0}}`},
	} {
		t.Run(c.name, func(t *testing.T) {
			onStores(t, func(f fixture) {
				f.take(two("20", "20", "March to May 2025").record(tickets, fact))
				c.next.retrieved = "2025-03-06T09:00:00Z"
				f.want(c.next.record("", ""), c.fates)
				f.answers(query, c.want)
			})
		})
	}
}

// TestNotCarried: where it is not sure what took the place of a passage, or of its figure, evidence ends, and it is said why.
func TestNotCarried(t *testing.T) {
	for _, c := range []struct {
		name  string
		lines []string // was 1: the names, 2: the tickets
		facts string
		next  []string
		why   string
	}{
		{"a line that moved", []string{"Ayton", "5 tickets", "7 tickets"}, level("5", "5 tickets"), []string{"Ayton", "7 tickets", "9 tickets"}, "no longer stated"},
		{"two for one", []string{"Ayton", "5 tickets"}, level("5", "5 tickets"), []string{"Ayton", "6 tickets", "9 tickets"}, "no longer stated"},
		{"another name", []string{"Ayton", "Priority 3: 5 tickets"}, level("5", "Priority 3: 5 tickets"), []string{"Ayton", "Priority 4: 5 tickets"}, "its passage no longer stands in this text"},
		{"a figure that is not sure", []string{"Ayton", "5 tickets in 5 months"}, strings.Replace(level("5", "5 tickets"), "printed: ['5 tickets']", "printed: ['5 tickets', 'in 5 months']", 1),
			[]string{"Ayton", "5 tickets in 6 months"}, "printed more than once"},
		{"the words of another", []string{"Ayton has 5 tickets open", "Beeton has 4 tickets open"}, strings.Replace(level("5", "5 tickets"), "at: 2", "at: 1", 1),
			[]string{"Now Ayton has 6 tickets open", "Now Beeton has 5 tickets open"}, "no longer stated"},
		{"what is left of it", []string{"Ayton", "5 tickets, 6 tickets"}, strings.Replace(level("5", "5 tickets"), "evidence: [", "evidence: [{at: 1, printed: [Ayton]}, ", 1),
			[]string{"Ayton", "6 tickets, 6 tickets"}, "what took the place of"},
		{"the end of another figure", []string{"Ayton", "5 tickets"}, level("5", "5 tickets"), []string{"Ayton", "Now 15 tickets are open"}, "no longer stated"},
		{"a minus", []string{"Ayton", "5 tickets"}, level("5", "5 tickets"), []string{"Ayton", "Now -5 tickets are open"}, "no longer stated"},
		{"a scale", []string{"Ayton", "5k tickets"}, level("5000", "5k"), []string{"Ayton", "Now £5kg of tickets are open"}, "no longer stated"},
		{"another's name", []string{"Ayton", "Open tickets: 5 remain"}, level("5", "5 remain"), []string{"Ayton", "Closed ones: 5 remain"}, "no longer"},
		{"what stands twice now", []string{"Ayton", "5 tickets, 6 tickets"}, level("5", "5 tickets"), []string{"Ayton", "6 tickets, 6 tickets"}, "cannot be told"},
	} {
		t.Run(c.name, func(t *testing.T) {
			onStores(t, func(f fixture) {
				p := march()
				p.complete, p.lines = false, c.lines
				entities := tickets
				if strings.Contains(c.lines[1], "Open tickets") {
					entities = strings.Replace(tickets, "printed: tickets", "printed: Open tickets", 1)
				}
				if strings.Contains(c.lines[1], "Priority") {
					entities += "  - {id: 'topic:priority-3', type: Topic, name: Priority 3, mentions: [{at: 2, printed: Priority 3}]}\n"
				}
				f.take(p.record(entities, c.facts))
				p.lines, p.retrieved = c.next, "2025-03-06T09:00:00Z"
				f.because(f.take(p.record("", "")), "(ended)", resolve.Ended, c.why)
				f.answers(`{observations {totalCount}}`, `{"observations":{"totalCount":0}}`)
			})
		})
	}
}

// TestCarriedFacts: a dispute ends with the figure that it is about; a step goes on being closed by the fact that was told anew.
func TestCarriedFacts(t *testing.T) {
	onStores(t, func(f fixture) {
		p := march()
		p.complete, p.lines = false, append(p.lines, "Ask for a count by 3 May.")
		facts := strings.Replace(level("1465", "1,465 open"), "{type", "{label: a, type", 1) + strings.Replace(strings.Replace(level("20", "There are"), "ticket}", "'%'}", 1), "{type", "{label: b, type", 1) +
			"  - {type: Dispute, kind: DOES_NOT_ADD_UP, facts: [a, b], wording: They do not add up., evidence: [{at: 1, printed: [cables]}]}\n" +
			"  - {type: Step, kind: REQUESTED, about: ['indicator:open-tickets'], action: count, closedBy: [a], wording: A count is asked for., evidence: [{at: 3, printed: [Ask for a count]}]}\n"
		f.take(p.record(tickets, facts))
		p.lines[1], p.retrieved = "There are 1,456 open tickets.", "2025-03-06T09:00:00Z"
		res := f.want(p.record("", ""), "2 updated, 1 ended, 1 unchanged")
		f.because(res, "(ended)", resolve.Ended, "a fact that it names is told anew")
		f.answers(`{disputes {totalCount} contradictions {totalCount} steps {nodes {closedBy {nodes {... on Observation {value {amount}}}}}}}`,
			`{"disputes":{"totalCount":0},"contradictions":{"totalCount":0},"steps":{"nodes":[{"closedBy":{"nodes":[{"value":{"amount":"1456"}}]}}]}}`)
	})
}

// TestCarriedMeets: a date that changes may lead to what another document says already; that is one fact, with the evidence of both.
func TestCarriedMeets(t *testing.T) {
	onStores(t, func(f fixture) {
		on := func(day, printed string) string {
			return "  - {type: ProjectUpdate, project: 'project:cables', status: LIVE, when: " + day + ", wording: 'It is live since " + printed + ".', evidence: [{at: 1, printed: ['" + printed + "']}]}\n"
		}
		const project = "  - {id: 'project:cables', type: Project, name: Cables}\n"
		other := page{number: "2", date: "2025-04-01", lines: []string{"Live on 2 March 2025."}}
		f.take(other.record(project, on("2025-03-02", "2 March 2025")))
		p := page{number: "1", date: "2025-04-01", lines: []string{"It went live on 1 March 2025."}}
		f.take(p.record(project, on("2025-03-01", "1 March 2025")))
		f.answers(`{projectUpdates {totalCount}}`, `{"projectUpdates":{"totalCount":2}}`)
		p.lines = []string{"It went live on 2 March 2025."}
		f.take(p.record("", ""))
		f.answers(`{projectUpdates {nodes {when {text} evidence(orderBy: [{document: {number: ASC}}]) {nodes {document {number} printed}}}}}`,
			`{"projectUpdates":{"nodes":[{"when":{"text":"2025-03-02"},"evidence":{"nodes":[{"document":{"number":"1"},"printed":"2 March 2025"},{"document":{"number":"2"},"printed":"2 March 2025"}]}}]}}`)
	})
}
