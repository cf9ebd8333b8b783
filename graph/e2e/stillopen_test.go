package e2e

import (
	"fmt"
	"strings"
	"testing"

	"councilgraph/ingest/passage"
)

// minutesOf is a record of the minutes of a day, with one passage. Each fact is YAML fields, and is worded by its number.
func minutesOf(day string, facts ...string) []byte {
	text := "Of the flood, the lamps, the portal and Ada Byron, councillor, the board heard on " + day + "."
	hash := passage.Hash(text)
	var b strings.Builder
	fmt.Fprintf(&b, `
record: 1
complete: true
document: {id: 'document:test:%[1]s:minutes', service: test, number: '%[1]s', kind: MINUTES, date: %[1]s}
version: {hash: '%[2]s', passages: [{ordinal: 1, kind: PARAGRAPH, section: null, hash: '%[3]s', repeat: 0}]}
reader: {origin: PERSON, name: test, review: REVIEWED}
entities:
  - {id: 'contract:lamps', type: Contract, name: Lamps, mentions: [{at: 1, printed: lamps}]}
  - {id: 'risk:flood', type: Risk, name: Flood, mentions: [{at: 1, printed: flood}]}
  - {id: 'project:portal', type: Project, name: Portal, mentions: [{at: 1, printed: portal}]}
  - {id: 'councillor:ada-byron', type: Councillor, name: Ada Byron, mentions: [{at: 1, printed: Ada Byron}]}
facts:
`, day, passage.VersionHash([]passage.Passage{{Hash: hash}}), hash)
	for i, f := range facts {
		fmt.Fprintf(&b, "  - {%s, wording: '%s, %d.', evidence: [{at: 1, printed: [heard]}]}\n", f, day, i+1)
	}
	return []byte(b.String())
}

// TestStillOpen: a step that is told again as closed is closed at the earlier meeting too, a decision is the word that is waited for, and
// what begins later makes no date pass.
func TestStillOpen(t *testing.T) {
	const report = "type: Step, kind: PLANNED, about: ['risk:flood'], action: Report on it"
	decided := []string{"type: Decision, label: done, about: ['risk:flood'], outcome: NOTED", report + ", closedBy: [done]"}
	due := "type: ContractEvent, contract: 'contract:lamps', kind: ENDS, modality: EXPECTED, when: 2026-03-31"
	term := "type: Term, councillor: 'councillor:ada-byron', party: Independent, when: 2026-05-01/.."
	link := "type: Link, subject: 'project:portal', kind: ABOUT, object: 'risk:flood', when: 2027-04/.."
	sign := "type: ContractEvent, contract: 'contract:lamps', kind: AWAITS_SIGN_OFF"
	decision := "type: Decision, about: ['contract:lamps'], outcome: "
	open := func(nodes string) string { return `{"nodes":[` + nodes + `]}` }
	step := func(since, last string) string {
		return `{"kind":"STEP","openSince":"` + since + `","lastMentioned":"` + last + `","overdue":false}`
	}
	for _, c := range []struct {
		name, want string
		records    [][]byte
	}{
		{"planned, and planned again", open(step("2025-01-10", "2025-02-10")), [][]byte{minutesOf("2025-01-10", report), minutesOf("2025-02-10", report)}},
		{"closed where it was told again", open(""), [][]byte{minutesOf("2025-01-10", report), minutesOf("2025-02-10", decided...)}},
		{"planned anew", open(step("2025-03-10", "2025-03-10")), [][]byte{minutesOf("2025-01-10", report), minutesOf("2025-02-10", decided...), minutesOf("2025-03-10", report)}},
		{"a sign-off", open(`{"kind":"AWAITED","openSince":"2025-01-10","lastMentioned":"2025-01-10","overdue":false}`), [][]byte{minutesOf("2025-01-10", sign), minutesOf("2025-02-10", decision+"DEFERRED")}},
		{"a sign-off that was approved", open(""), [][]byte{minutesOf("2025-01-10", sign), minutesOf("2025-02-10", decision+"APPROVED")}},
		{"an end that is still to come", open(""), [][]byte{minutesOf("2025-01-10", due, term, link)}},
		{"an end that has passed", open(`{"kind":"EXPECTED","openSince":"2025-01-10","lastMentioned":"2025-01-10","overdue":true}`),
			[][]byte{minutesOf("2025-01-10", due), minutesOf("2026-04-10", "type: Remark, kind: REASON, about: ['risk:flood']")}},
	} {
		worlds := side(t, awards(c.records...))
		overtime{c.name, `{unanswered {nodes {kind openSince lastMentioned overdue}}}`, c.want}.hold(t, worlds, "unanswered")
	}
}

// TestChangedAcross: a statement in between that leaves a value out hides no change of it.
func TestChangedAcross(t *testing.T) {
	ends := func(when string) string {
		return "type: ContractEvent, contract: 'contract:lamps', kind: ENDS, modality: EXPECTED" + when
	}
	risk := func(level string) string {
		return "type: RiskAssessment, risk: 'risk:flood', state: IDENTIFIED" + level
	}
	worlds := side(t, awards(minutesOf("2025-01-10", ends(", when: 2026-06-30"), risk(", level: high")), minutesOf("2025-02-10", ends(", note: Spoken of"), risk(", note: Spoken of")),
		minutesOf("2025-03-10", ends(", when: 2026-07-31"), risk(", level: low"))))
	overtime{"across", `{changedWithoutDecision {nodes {about {name} fields before {wording} after {wording}}}}`,
		`{"nodes":[{"about":[{"name":"Lamps"}],"fields":["when"],"before":{"wording":"2025-01-10, 1."},"after":{"wording":"2025-03-10, 1."}},` +
			`{"about":[{"name":"Flood"}],"fields":["level"],"before":{"wording":"2025-01-10, 2."},"after":{"wording":"2025-03-10, 2."}}]}`}.hold(t, worlds, "changedWithoutDecision")
}
