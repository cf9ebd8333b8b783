package extract

import (
	"fmt"
	"strings"
	"testing"

	"councilgraph/ingest/councils"
	"councilgraph/ingest/passage"
)

func lineOf(text string) *line {
	l := &line{Passage: passage.Passage{Text: text, Ordinal: 1, Kind: passage.Paragraph}}
	l.cleaned = (&notes{names: map[string]bool{}}).clean(text, false)
	return l
}

// TestIntroduced: which body a first paragraph tells of, its council and the day.
func TestIntroduced(t *testing.T) {
	tests := []struct{ text, want string }{
		{"The Cabinet of Derby City Council met on Tuesday 14 October 2025 to discuss the budget.", "Cabinet|Derby City Council|2025-10-14"},
		{"Derby City Council's Cabinet met on 14 October 2025.", "Cabinet|Derby City Council|2025-10-14"},
		{"The Gateshead Council Planning Applications Committee convened to consider two applications.", "Planning Applications Committee|Gateshead Council|"},
		{"On 12 May 2025, the Licensing Committee met to hear an application.", "Licensing Committee||"},
		{"The meeting of the Overview and Scrutiny Committee, held on 5 June 2025, noted the report.", "Overview and Scrutiny Committee||2025-06-05"},
		{"Gateshead Council's Licensing Panel C considered three applications.", "Licensing Panel C|Gateshead Council|"},
		{"The Social Care, Health and Wellbeing Policy Committee of Derby City Council met on Monday 3 November 2025.",
			"Social Care, Health and Wellbeing Policy Committee|Derby City Council|2025-11-03"},
		{"The Homes, Roads and Parks Sub-Committee was scheduled to meet on 3 March 2026.", "Homes, Roads and Parks Sub-Committee||2026-03-03"},
		{"The full Council of Gateshead met on 19 November 2025.", "Council|Gateshead|2025-11-19"},
		{"Members of the Pensions Committee met on 1 July 2025.", "Pensions Committee||2025-07-01"},
		{"The Derby Council cabinet met on 17 June 2025.", "Cabinet|Derby Council|2025-06-17"},
		{"The Chairman of the Audit Committee Councillor Ann Baker welcomed all.", "Audit Committee||"},
		{"The committee met on 1 July 2025 to talk of the lamps in its parks.", "||2025-07-01"},
		{"The Chair thanked the Cabinet Member for Homes. Council Tax was discussed.", "||"},
		{"At the last Joint Committee on 28th April, the Audit Committee agreed a plan.", "||"},
	}
	for _, tt := range tests {
		w := newWriter(nil, &page{known: Known{Councils: councils.Load()}, kind: Summary, lines: []*line{lineOf(tt.text)}})
		var s sitting
		w.introduced(&s)
		w.introducedDay(&s)
		if got := s.name + "|" + s.council + "|" + s.when.day; got != tt.want {
			t.Errorf("%q: got %s, want %s", tt.text, got, tt.want)
		}
	}
}

// TestPeople: whom a sentence titles as councillors.
func TestPeople(t *testing.T) {
	tests := []struct{ text, want string }{
		{"Apologies were received from Councillors Smith, Jones and Ann Baker.", "Smith, Jones, Ann Baker"},
		{"Present: Councillors Ann Baker (Chair), Tom O'Neill, J. R. Smith and Siân Rhys-Davies.", "Ann Baker (Chair), Tom O'Neill, J. R. Smith, Siân Rhys-Davies"},
		{"Councillor Dr. Anita McGee, Cabinet Member for Health and Social Care, said so.", "Anita McGee"},
		{"Cllr. J. Smith asked. Councillor Ann Baker's motion fell.", "J. Smith, Ann Baker"},
		{"Apologies from Councillor Ann Baker, Councillor Tom Hay and the Director of Finance, Jo Maple.", "Ann Baker, Tom Hay"},
		{"Councillor Call for Action and Councillor Development Programme were noted.", ""},
		{"Councillors, officers and residents asked Councillor Ann Baker (Labour) about it.", "Ann Baker (Labour)"},
		{"Councillors Ann Baker (Derby City Council) and Tom Hay-Ward (Nottingham City Council)", "Ann Baker (Derby City Council), Tom Hay-Ward (Nottingham City Council)"},
		{"Executive Councillors: L Rowan-Lees & B Thwaite.", "L Rowan-Lees, B Thwaite"},
		{"The Executive Councillor for Climate spoke to Mayor Hilda Stonebrook.", "Hilda Stonebrook"},
		{"CouncillorAnn Baker and Councillor Amanda De Ryk", "Ann Baker, Amanda De Ryk"},
		{"The Chief Executive, Jo Maple, answered.", ""},
	}
	for _, tt := range tests {
		var got []string
		for _, s := range lineOf(tt.text).sentences() {
			for _, p := range people(s) {
				if p.note != "" {
					got = append(got, fmt.Sprintf("%s (%s)", p, p.note))
				} else {
					got = append(got, p.String())
				}
			}
		}
		if strings.Join(got, ", ") != tt.want {
			t.Errorf("%q: got %q, want %q", tt.text, got, tt.want)
		}
	}
}

// TestVerdicts: which sentences decide, and what.
func TestVerdicts(t *testing.T) {
	tests := []struct{ text, want string }{
		{"The committee unanimously approved the application, subject to conditions.", "APPROVED"},
		{"The Panel resolved to grant the licence.", "APPROVED"},
		{"The committee voted to refuse permission.", "REJECTED"},
		{"It was agreed that the report be noted.", "NOTED"},
		{"RESOLVED: That the Cabinet approve the strategy.", "AGREED"},
		{"It was RESOLVED that the minutes be approved as a correct record.", "APPROVED"},
		{"The minutes were agreed as a correct record.", "AGREED"},
		{"The Committee considered the report and agreed to defer it.", "DEFERRED"},
		{"The committee agreed the plan and noted the risks.", "AGREED NOTED"},
		{"The Audit Committee of Derby Council met on 1 May 2025, approving the plan and noting the risks.", "APPROVED NOTED"},
		{"The Committee NOTED the report. They also deferred the review.", "NOTED DEFERRED"},
		{"Councillor Ann Baker was elected as Chair.", "-"},
		{"The motion was carried. The amendment was lost.", "AGREED REJECTED"},
		{"The committee was scheduled to approve the plan.", ""},
		{"The Committee is recommended to approve the plan.", ""},
		{"The committee was asked to note the plan and agreed to do so.", ""},
		{"The Cabinet noted that costs had risen.", ""},
		{"The board agreed with the officer.", ""},
		{"The report noted a rise. The officer approved it.", ""},
		{"At its meeting in May the committee approved the accounts.", ""},
		{"The committee discussed a report that was approved by Cabinet.", ""},
	}
	for _, tt := range tests {
		var got []string
		spoke := false
		for _, s := range lineOf(tt.text).sentences() {
			found, body := verdicts(s, spoke)
			spoke = body
			for _, v := range found {
				if v.outcome == "" {
					v.outcome = "-"
				}
				got = append(got, v.outcome)
			}
		}
		if strings.Join(got, " ") != tt.want {
			t.Errorf("%q: got %v, want %s", tt.text, got, tt.want)
		}
	}
}

// TestClean: what rules read, and the way back to the raw text.
func TestClean(t *testing.T) {
	tests := []struct {
		raw, want string
		last      bool
	}{
		{"held by the council1 in  July 20252.", "held by the council in July 2025.", false},
		{"CouncillorAnn Baker", "Councillor Ann Baker", false},
		{"Node4 and Windows 11 and SD-WAN3", "Node4 and Windows 11 and SD-WAN3", false},
		{"a\u00a0b\u200bc", "a bc", false},
		{"The cost is £2.5m. The fee is £1,10", "The cost is £2.5m. The fee is", true},
		{"met the Chief Exec", "met the Chief", true},
	}
	for _, tt := range tests {
		c := (&notes{names: map[string]bool{}}).clean(tt.raw, tt.last)
		if c.text != tt.want {
			t.Errorf("%q: got %q, want %q", tt.raw, c.text, tt.want)
		}
		for i := range len(c.text) {
			from, to := c.raw(i, len(c.text))
			if from > to || to > len(tt.raw) {
				t.Errorf("%q: byte %d leads to %d-%d", tt.raw, i, from, to)
			}
		}
	}
}
