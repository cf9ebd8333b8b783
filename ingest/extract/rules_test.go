package extract

import (
	"cmp"
	"fmt"
	"strings"
	"testing"

	"councilgraph/graph/schema"
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
		{"On 12 May 2025, the Licensing Committee met to hear an application.", "Licensing Committee||2025-05-12"},
		{"Derby City Council's Licensing Committee had two matters before it.", "Licensing Committee|Derby City Council|"},
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
		{"Apologies were received from Councillors Noel Marchant, Patrick Hall and John Sweeney.", "Noel Marchant, Patrick Hall, John Sweeney"},
		{"Councillor Professor Nisbet, Cllr Rev. Ann Oake and Councillors Lady Fern Hill and Mx Kit Vale", "Fern Hill, Kit Vale, Nisbet, Ann Oake"},
		{"Councillor Theresa May said that Cllr J Ward and Cllr Ann Lane, in May 2026, spoke.", "Theresa May, J Ward, Ann Lane"},
		{"Councillor Ann Baker May 2026. The Mayor Town Hall. Councillor Ward Funding. Mayor Ashby Park Road", "Ann Baker, Ashby"},
		{"Executive Councillors: L Rowan-Lees & B Thwaite.", "L Rowan-Lees, B Thwaite"},
		{"The Executive Councillor for Climate spoke to Mayor Hilda Stonebrook.", "Hilda Stonebrook"},
		{"CouncillorAnn Baker and Councillor Amanda De Ryk", "Ann Baker, Amanda De Ryk"},
		{"The Chief Executive, Jo Maple, answered.", ""},
		{"Councillor Dot Fenby MBE (London Borough of Barnet) and Cllr L.A. Nedd", "Dot Fenby (London Borough of Barnet), L.A. Nedd"},
		{"Councillor van der Berg and Cllr Mohammed al-Hassan", "van der Berg, Mohammed al-Hassan"},
		{"Provost Christine SIMPER welcomed Bailie Ann Lees.", "Christine SIMPER, Ann Lees"},
		{"Councillor Ann Baker (Derby City Council), Jo Maple and others", "Ann Baker (Derby City Council)"},
		{"Proposed by Mrs E Lintham (Deputy Leader and Cabinet Member for Parks) and seconded by Mr A Digby (Leader of the Council).",
			"E Lintham (Deputy Leader and Cabinet Member for Parks), A Digby (Leader of the Council)"},
		{"Signed D Aikwood (Cabinet Member for Parks)", "D Aikwood (Cabinet Member for Parks)"},
		{"I Pell Dunstan, City Mayor, do hereby approve it.", "Pell Dunstan"},
		{"Thanks went to Mary Lowe, Cabinet Member for Children, and to Finance Services, Cabinet Member for Money.", "Mary Lowe"},
		{"Attendance: Councillors Edith Marl (Leader) (Chairman), Tomas Birch (Deputy Leader), Priya Nandan", "Edith Marl (Chairman), Tomas Birch (Deputy Leader), Priya Nandan"},
		{"PRESENT: Councillors Alan Kerr (Convener), Morag Baird, Bailie Hugh Innes, Provost Dod Leckie and Jean Muir.", "Alan Kerr (Convener), Morag Baird, Hugh Innes, Dod Leckie, Jean Muir"},
		{"Jo Maple, Head of Parks, and Councillor Ann Baker, Cabinet Member for Parks", "Ann Baker"},
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

// TestContact: whom a line of contacts names, and that an address alone names nobody.
func TestContact(t *testing.T) {
	for text, want := range map[string]string{
		"Contact: Jo Maple, Governance Officer": "Jo Maple", "Contact: Email: clerk@example.org": "",
		"Contact: Tel: 01234 567890": "", "Lead officer: Emily Hart": "Emily Hart",
	} {
		w := newWriter(nil, &page{known: Known{Councils: councils.Load()}, kind: Meeting, lines: []*line{lineOf(text)}})
		w.readContact(lineOf(text))
		got := ""
		if len(w.open) > 0 {
			got, _ = w.open[0]["printed"].(string)
		}
		if got != want {
			t.Errorf("%q: got %q, want %q", text, got, want)
		}
	}
}

// TestAttendance: how a sentence or list says that people stand to a meeting.
func TestAttendance(t *testing.T) {
	tests := []struct{ text, want string }{
		{"Apologies for absence was received from Councillor Ann Baker who was substituted by Councillor Tom Hay.", "Ann Baker APOLOGIES, Tom Hay SUBSTITUTE"},
		{"Apologies were received from Councillors Ann Baker and Tom Hay; Councillor Joe Ferris attended as substitute for Councillor Ann Baker.",
			"Ann Baker APOLOGIES, Tom Hay APOLOGIES, Joe Ferris SUBSTITUTE, Ann Baker -"},
		{"Apologies were received from Councillor Ann Baker, with Councillor Tom Hay as substitute, and from the Chief Executive, Jo Maple.", "Ann Baker APOLOGIES, Tom Hay SUBSTITUTE"},
		{"Apologies for absence: Councillors A. Baker, T. Hay and the Rev. J. Smith", "A. Baker APOLOGIES, T. Hay APOLOGIES"},
		{"Councillors Ann Baker, Tom Hay and Joe Ferris apologised for their inability to attend.", "Ann Baker APOLOGIES, Tom Hay APOLOGIES, Joe Ferris APOLOGIES"},
		{"Cllr Ann Baker and Cllr Tom Hay apologised for their absence.", "Ann Baker APOLOGIES, Tom Hay APOLOGIES"},
		{"Councillor Joe Ferris said that Councillor Ann Baker sent her apologies.", "Joe Ferris -, Ann Baker APOLOGIES"},
		{"Present: Councillors Ann Baker (Chair), Tom Hay (for Councillor Joe Ferris) and Sue Lamb", "Ann Baker PRESENT, Tom Hay SUBSTITUTE, Sue Lamb PRESENT, Joe Ferris -"},
		{"PRESENT: Councillor Mrs A.B. Baker (Chairman), Councillor T.Hay", "A.B. Baker PRESENT, T.Hay PRESENT"},
		{"Apologies were received from Cllr Ann Baker. Cllr Tom Hay deputised for Cllr Ann Baker.", "Ann Baker APOLOGIES, Tom Hay SUBSTITUTE, Ann Baker -"},
		{"An apology for lateness was received from Councillor Ann Baker.", "Ann Baker -"},
		{"No apologies were received. Councillor Ann Baker spoke.", "Ann Baker -"},
		{"Apologies were received from Councillor Ann Baker (Derby City Council), Tom Hay and Sue Lamb (Nottingham City Council).", "Ann Baker APOLOGIES, Tom Hay APOLOGIES, Sue Lamb APOLOGIES"},
	}
	for _, tt := range tests {
		l := lineOf(tt.text)
		listed := ""
		if presentList.MatchString(l.text) {
			listed = "PRESENT"
		}
		var got []string
		for _, s := range l.sentences() {
			found := people(s)
			sorry := sorryOnes(s, found)
			for i, p := range found {
				got = append(got, p.String()+" "+cmp.Or(statusOf(s, p, sorry[i], listed), "-"))
			}
		}
		if strings.Join(got, ", ") != tt.want {
			t.Errorf("%q: got %q, want %q", tt.text, strings.Join(got, ", "), tt.want)
		}
	}
}

// TestHeadings: which lines name a meeting, its body, day and time.
func TestHeadings(t *testing.T) {
	tests := []struct{ text, want string }{
		{"Audit Committee - Tuesday 13 January 2026 6.30 pm", "Audit Committee|2026-01-13|18:30"},
		{"Council - Thursday 18th July 2024 10.00 am - Extraordinary", "Council|2024-07-18|10:00"},
		{"*CANCELLED* Audit Committee - Monday 4 May 2026 6.00 pm", "Audit Committee|2026-05-04|18:00"},
		{"From 14 September 2022, Cabinet - Wednesday, 21st September, 2022 6.30 pm, MOVED", "Cabinet|2022-09-21|18:30"},
		{"Minutes of a meeting of the Cabinet held on Monday 6 January 2025 at 7.00 pm", "Cabinet|2025-01-06|19:00"},
		{"Parks and Roads Committee - Thursday 4 December 2025 7:30 pm, CANCELLED", "Parks and Roads Committee|2025-12-04|19:30"},
		{"Cabinet - Tuesday, 5th March, 2024 6.00 pm (Rescheduled from 3 March 2024)", "Cabinet|2024-03-05|18:00"},
		{"Audit Panel - Monday 3 June 2024 6.00 pm - POSTPONED", "Audit Panel|2024-06-03|18:00"},
		{"Special, Planning Committee - Tuesday 3 June 2025 6.30 pm", "Planning Committee|2025-06-03|18:30"},
		{"Agenda for Planning Sub-Committee A on Thursday 5th June 2025, 7.00pm", "Planning Sub-Committee A|2025-06-05|19:00"},
		{"Executive, Tuesday 7 October 2025 18:30", "Executive|2025-10-07|18:30"},
		{"Cabinet 12/05/2025 10:00", "Cabinet|2025-05-12|10:00"},
		{"Cabinet - for meetings after 09/05/11, please see 'Mayor & Cabinet' - Monday, 19 March 2001 5:00 pm", "Cabinet|2001-03-19|17:00"},
		{"The next meeting will be held on Monday 3 June 2025.", ""},
		{"The Cabinet was scheduled to meet on Monday 3 June 2025", ""},
		{"Cabinet - 3 June", ""},
	}
	for _, tt := range tests {
		h, ok := sectionHead(tt.text)
		got := ""
		if ok {
			got = h.name + "|" + h.when.day + "|" + h.when.start
		}
		if got != tt.want {
			t.Errorf("%q: got %q, want %q", tt.text, got, tt.want)
		}
	}
}

// TestLists: which lines open a list of decisions, and what its entries come to unless they say otherwise.
func TestLists(t *testing.T) {
	for text, want := range map[string]string{
		"RESOLVED –": "AGREED", "RESOLVED THAT": "AGREED", "RESOLVED (unanimously):": "AGREED", "UNANIMOUSLY RESOLVED:": "AGREED", "RESOLVED/-": "AGREED",
		"It was RESOLVED:": "AGREED", "As additional actions, it was agreed:": "AGREED", "The Board resolved :-": "AGREED", "The Executive RESOLVEd": "AGREED",
		"The Committee noted:": "NOTED", "The Cabinet has:": "?", "Decision": "?", "Decision made:": "?",
		"RECOMMENDED:": "", "The Committee is asked to:": "", "Recommendations": "", "Members agreed": "", "The decision was noted by all": "",
	} {
		if got, _ := listOpened(text); got != want {
			t.Errorf("%q: got %q, want %q", text, got, want)
		}
	}
}

// TestJoint: the councils that a joint body's name lists.
func TestJoint(t *testing.T) {
	w := newWriter(nil, &page{known: Known{Councils: councils.Load()}})
	for name, want := range map[string]string{
		"Joint Committee of the London Boroughs of Brent, Lewisham and Southwark": "Brent Lewisham Southwark",
		"Joint IT Committee (Brent, Lewisham and Southwark)":                      "Brent Lewisham Southwark",
		"Brent, Lewisham and Southwark IT Committee":                              "Brent Lewisham Southwark",
		"Babergh and Mid Suffolk Joint Audit Committee":                           "Babergh Mid Suffolk",
		"Housing and Planning Committee":                                          "",
		"Reading and Learning Committee":                                          "",
		"Bath and North East Somerset Cabinet":                                    "",
	} {
		if got := strings.Join(w.partners(name), " "); got != want {
			t.Errorf("%s: got %q, want %q", name, got, want)
		}
	}
}

// TestVerdicts: which sentences decide, and what.
func TestVerdicts(t *testing.T) {
	tests := []struct{ text, want string }{
		{"The committee unanimously approved the application, subject to conditions.", "APPROVED"},
		{"The Panel resolved to grant the licence.", "APPROVED"},
		{"Additional documents: Decision: · NOTED the update and what is done. · AGREED the plan of work.", "NOTED AGREED"},
		{"NOTED that costs rose.", "NOTED"},
		{"As additional actions it was agreed: · To tell members of the plan.", "AGREED"},
		{"RESOLVED: That approval be given to the extension.", "APPROVED"},
		{"Councillor Ann Baker was elected in 1970 to serve the former Mill Ward.", ""},
		{"Councillor Ann Baker was elected Chair.", "-"},
		{"The committee voted to refuse permission.", "REJECTED"},
		{"It was agreed that the report be noted.", "NOTED"},
		{"RESOLVED: That the Cabinet approve the strategy.", "AGREED"},
		{"It was RESOLVED that the minutes be approved as a correct record.", "APPROVED"},
		{"The minutes were agreed as a correct record.", "AGREED"},
		{"The Committee considered the report and agreed to defer it.", "DEFERRED"},
		{"The committee agreed the plan and noted the risks.", "AGREED NOTED"},
		{"The Audit Committee of Derby Council met on 1 May 2025, approving the plan and noting the risks.", "APPROVED NOTED"},
		{"A motion on parking charges for large cars was rejected too.", "REJECTED"},
		{"A motion to end the committee system, put by Cllr Ann Baker, was debated.", ""},
		{"Newcastle upon Tyne City Council went through petitions. It adopted the strategy, and rejected a motion on cars.", "APPROVED REJECTED"},
		{"On Thursday 26 September 2024 the Corporate Committee approved the code.", "APPROVED"},
		{"The meeting approved the plan.", "APPROVED"},
		{"The Committee NOTED the report. They also deferred the review.", "NOTED DEFERRED"},
		{"Councillor Ann Baker was elected as Chair.", "-"},
		{"The motion was carried. The amendment was lost.", "AGREED REJECTED"},
		{"The motion proposed by Councillor Ann Baker (Labour) fell by 5 votes to 4. The budget fell by 5%.", "REJECTED"},
		{"The committee's recommendation that fees be frozen was carried.", "AGREED"},
		{"Members backed the proposal by eight votes to three.", "AGREED"},
		{"The committee signed off its work programme.", "APPROVED"},
		{"Councillors gave the green light to a new network. The director gave approval to nothing.", "APPROVED"},
		{"It was agreed that a report would come back in March 2027.", "AGREED"},
		{"The committee asked for a further report and deferred the matter.", "DEFERRED"},
		{"On a vote being taken it was RESOLVED that the motion be put.", "AGREED"},
		{"RESOLVED – That the report be noted.", "NOTED"},
		{"It was moved, seconded and (following a show of hands) RESOLVED that the rules be suspended.", "AGREED"},
		{"UNANIMOUSLY RESOLVED that the minutes be signed as a correct record.", "APPROVED"},
		{"It was RESOLVED to approve the minutes of the 2nd May 2019 as an accurate reflection.", "APPROVED"},
		{"The minutes of the meeting of the Policy Committee held on 23 September 2021 were APPROVED and signed.", "APPROVED"},
		{"The Committee resolved not to approve the plan.", "REJECTED"},
		{"The sub-committee decided to grant the licence.", "APPROVED"},
		{"Councillors voted 5 to 3 to refuse the application.", "REJECTED"},
		{"The Combined Authority approved the budget.", "APPROVED"},
		{"The Licensing Authority agreed conditions with the applicant.", ""},
		{"RECOMMENDED to Council that the budget be approved.", ""},
		{"The committee had previously approved the plan.", ""},
		{"It was proposed by Cllr Ann Baker and seconded by Cllr Tom Hay that the report be noted.", ""},
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

// TestWhoseProject: a page of which it is not known whose it is names no project of a council; a product is anybody's.
func TestWhoseProject(t *testing.T) {
	known := Known{Councils: councils.Load(), Names: []Name{
		{Type: "Project", ID: "project:telephony", Text: "Telephony", Councils: []string{"council:swindon"}},
		{Type: "Product", ID: "product:glow-dimmer", Text: "Glow Dimmer", Councils: []string{"council:swindon"}},
	}}
	for host, want := range map[string]bool{"https://example.org/mgDelegatedDecisions.aspx": false, "https://democracy.swindon.gov.uk/mgDelegatedDecisions.aspx": true} {
		got, err := Read(schema.Domain(), Page{Data: []byte("Decisions\n03/02/2026 - Telephony ref: 5511   Recommendations Approved\nDecision Maker: The Director\nGlow Dimmer was bought.\n"), URL: host,
			Retrieved: "2026-04-01T08:00:00Z"}, known)
		if err != nil {
			t.Fatal(err)
		}
		all := digest(t, got)
		if strings.Contains(all, `"id":"project:telephony"`) != want || !strings.Contains(all, `"id":"product:glow-dimmer"`) {
			t.Errorf("%s: the project is named: %t, and the product\n%s", host, want, all)
		}
	}
}

// TestCanonical: a page in HTML says its own address, unless that is one which every page of the site gives.
func TestCanonical(t *testing.T) {
	for link, want := range map[string]string{
		`<link rel="canonical" href="https://democracy.wigan.gov.uk/ieListDocuments.aspx?CId=5&amp;MId=77">`:       "https://democracy.wigan.gov.uk/ieListDocuments.aspx?CId=5&MId=77",
		`<meta content='https://opencouncil.network/meetings/99123' property='og:url'>`:                            "https://opencouncil.network/meetings/99123",
		`<link rel="canonical" href="https://democracy.wigan.gov.uk/"><link rel=canonical href=https://x.org/p/1>`: "",
		`<link rel="canonical" href="/ieListDocuments.aspx?MId=77">`:                                               "",
		`<link rel="stylesheet" href="https://opencouncil.network/meetings/99123">`:                                "",
	} {
		if got := canonical("<!doctype html><html><head>" + link + "</head><body><p>A page.</p></body></html>"); got != want {
			t.Errorf("%s: %q, want %q", link, got, want)
		}
	}
}
