package history_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"councilgraph/graph/history"
	"councilgraph/graph/schema"
	"councilgraph/graph/value"
)

// said makes a fact from words: `Type id day modality name=part,part ...`; when is a day or a range of days, 0 for none.
func said(t *testing.T, line string) *history.Said {
	t.Helper()
	words := strings.Fields(line)
	s := &history.Said{Type: schema.Domain().Type(words[0]), ID: words[1], Parts: map[string][]string{}, Actual: words[3] == "ACTUAL", Asked: words[3] == "REQUESTED"}
	var day value.Day
	if _, err := fmt.Sscan(words[2], &day); err != nil || s.Type == nil {
		t.Fatalf("%s: %v", line, err)
	}
	s.Since, s.First, s.Last, s.Dated = day, day, day, &day
	for _, w := range words[4:] {
		name, parts, _ := strings.Cut(w, "=")
		switch name {
		case "when":
			var from, to value.Day
			if n, _ := fmt.Sscanf(parts, "%d/%d", &from, &to); n < 2 {
				to = from
			}
			s.Start, s.End, s.When = &from, &to, parts
		case "closed":
			s.Closed = true
			if parts != "" {
				if _, err := fmt.Sscan(parts, &s.ClosedOn); err != nil {
					t.Fatal(err)
				}
			}
		case "in": // a passage; all stand in one document
			s.Passages, s.Documents = []string{parts}, []string{"document"}
		case "figure": // amount,unit,of
			p := append(strings.Split(parts, ","), "", "")
			n, err := value.ParseDecimal(p[0], 2)
			if err != nil {
				t.Fatal(err)
			}
			s.Figures = append(s.Figures, history.Figure{Field: "value", N: n, Places: 2, Unit: p[1], Of: p[2], Exact: true})
			s.Parts["value"] = p[:2]
		case "undated": // the day is one on which its page is known to have stood there
			s.Dated = nil
		case "last":
			if _, err := fmt.Sscan(parts, &s.Last); err != nil {
				t.Fatal(err)
			}
		default:
			s.Parts[name] = strings.Split(parts, ",")
			if s.Type.Rel(name) != nil {
				s.Cites = append(s.Cites, s.Parts[name]...)
			}
		}
	}
	s.Matter, s.Statement = s.Type.Name, s.When
	for _, name := range s.Type.Key {
		s.Matter += "|" + strings.Join(s.Parts[name], ",")
	}
	for _, name := range s.Type.Rule.Value {
		s.Statement += "|" + strings.Join(s.Parts[name], ",")
	}
	s.Statement += s.Matter
	return s
}

func facts(t *testing.T, lines ...string) []*history.Said {
	t.Helper()
	out := make([]*history.Said, len(lines))
	for i, l := range lines {
		out[i] = said(t, l)
	}
	return out
}

func TestUnanswered(t *testing.T) {
	for name, c := range map[string]struct {
		facts []string
		want  string
	}{
		"a step is open until a fact closes it": {[]string{"Step s:1 10 EXPECTED kind=PLANNED about=p:a action=go", "Step s:2 10 EXPECTED kind=PLANNED about=p:a action=stop closed=",
			"Step s:3 20 ACTUAL kind=PLANNED about=p:a action=go"}, "s:3 STEP 10-20"},
		"a step that is told again as closed": {[]string{"Step s:1 10 EXPECTED kind=PLANNED about=p:a action=go", "Step s:2 20 EXPECTED kind=PLANNED about=p:a action=go closed=20"}, ""},
		"a step that is told again after that": {[]string{"Step s:1 10 EXPECTED kind=PLANNED about=p:a action=go", "Step s:2 20 EXPECTED kind=PLANNED about=p:a action=go closed=20",
			"Step s:3 30 EXPECTED kind=PLANNED about=p:a action=go"}, "s:3 STEP 30-30"},
		"a step that is closed long after it was told": {[]string{"Step s:1 10 EXPECTED kind=PLANNED about=p:a action=go closed=40", "Step s:2 30 EXPECTED kind=PLANNED about=p:a action=go"}, ""},
		"two steps about one thing are two":            {[]string{"Step s:1 10 EXPECTED kind=PLANNED about=p:a action=go", "Step s:2 11 EXPECTED kind=PLANNED about=p:a action=stop"}, "s:1 STEP 10-10; s:2 STEP 11-11"},
		"a step past its day":                          {[]string{"Step s:1 10 EXPECTED kind=PLANNED about=p:a action=go when=40/50"}, "s:1 STEP 10-10 overdue"},
		"a step on its last day":                       {[]string{"Step s:1 10 EXPECTED kind=PLANNED about=p:a action=go when=40/100"}, "s:1 STEP 10-10"},
		"a request until it is told as so": {[]string{"ProjectUpdate u:1 10 REQUESTED project=p:a status=LIVE", "ProjectUpdate u:2 10 REQUESTED project=p:b status=LIVE",
			"ProjectUpdate u:3 20 ACTUAL project=p:b status=LIVE"}, "u:1 REQUEST 10-10"},
		"what was so before answers nothing":         {[]string{"ProjectUpdate u:1 10 REQUESTED project=p:a", "ProjectUpdate u:2 9 ACTUAL project=p:a status=LIVE", "ProjectUpdate u:3 10 ACTUAL project=p:a status=LIVE"}, "u:1 REQUEST 10-10"},
		"another partner's progress answers nothing": {[]string{"ProjectUpdate u:1 10 REQUESTED project=p:a partner=c:x", "ProjectUpdate u:2 20 ACTUAL project=p:a partner=c:y status=LIVE"}, "u:1 REQUEST 10-10"},
		"words alone answer no request":              {[]string{"ProjectUpdate u:1 10 REQUESTED project=p:a note=more", "ProjectUpdate u:2 20 ACTUAL project=p:a note=open"}, "u:1 REQUEST 10-10"},
		"a sign-off": {[]string{"ContractEvent e:1 10 ACTUAL contract=k:a kind=AWAITS_SIGN_OFF", "ContractEvent e:2 20 ACTUAL contract=k:a kind=AWAITS_SIGN_OFF",
			"ContractEvent e:3 10 ACTUAL contract=k:b kind=AWAITS_SIGN_OFF", "ContractEvent e:4 30 ACTUAL contract=k:b kind=AWARDED supplier=s:x"}, "e:2 AWAITED 10-20"},
		"a sign-off that was decided":                  {[]string{"ContractEvent e:1 10 ACTUAL contract=k:a kind=AWAITS_SIGN_OFF", "Decision d:1 20 ACTUAL about=k:a outcome=APPROVED"}, ""},
		"a sign-off that was deferred":                 {[]string{"ContractEvent e:1 10 ACTUAL contract=k:a kind=AWAITS_SIGN_OFF", "Decision d:1 20 ACTUAL about=k:a outcome=DEFERRED"}, "e:1 AWAITED 10-10"},
		"a sign-off to be decided":                     {[]string{"ContractEvent e:1 10 ACTUAL contract=k:a kind=AWAITS_SIGN_OFF", "Decision d:1 20 EXPECTED about=k:a outcome=APPROVED"}, "e:1 AWAITED 10-10"},
		"decided before that":                          {[]string{"ContractEvent e:1 10 ACTUAL contract=k:a kind=AWAITS_SIGN_OFF", "Decision d:1 10 ACTUAL about=k:a outcome=APPROVED"}, "e:1 AWAITED 10-10"},
		"decided by another buyer":                     {[]string{"ContractEvent e:1 10 ACTUAL contract=k:a kind=AWAITS_SIGN_OFF buyers=council:x", "Decision d:1 20 ACTUAL by=council:y about=k:a outcome=APPROVED"}, "e:1 AWAITED 10-10"},
		"decided by a committee":                       {[]string{"ContractEvent e:1 10 ACTUAL contract=k:a kind=AWAITS_SIGN_OFF buyers=council:x", "Decision d:1 20 ACTUAL by=committee:y about=k:a outcome=REJECTED"}, ""},
		"an expected award does not answer a sign-off": {[]string{"ContractEvent e:1 10 ACTUAL contract=k:a kind=AWAITS_SIGN_OFF", "ContractEvent e:2 20 EXPECTED contract=k:a kind=AWARDED"}, "e:1 AWAITED 10-10"},
		"a target":                                   {[]string{"Target t:1 10 ACTUAL indicator=i:a when=20/30", "Target t:2 10 ACTUAL indicator=i:b when=20/130", "Target t:3 10 ACTUAL indicator=i:c"}, "t:1 TARGET 10-10 overdue"},
		"a figure answers a target":                  {[]string{"Target t:1 10 ACTUAL indicator=i:a when=20/30", "Observation o:1 25 ACTUAL indicator=i:a measure=LEVEL"}, ""},
		"an older figure does not":                   {[]string{"Target t:1 10 ACTUAL indicator=i:a when=20/30", "Observation o:1 19 ACTUAL indicator=i:a measure=LEVEL"}, "t:1 TARGET 10-10 overdue"},
		"nor does another council's":                 {[]string{"Target t:1 10 ACTUAL indicator=i:a for=c:x when=20/30", "Observation o:1 25 ACTUAL indicator=i:a measured=c:y measure=LEVEL"}, "t:1 TARGET 10-10 overdue"},
		"a date that has passed":                     {[]string{"ContractEvent e:1 10 EXPECTED contract=k:a kind=ENDS when=50", "ContractEvent e:2 10 EXPECTED contract=k:b kind=ENDS when=150", "ContractEvent e:3 10 EXPECTED contract=k:c kind=ENDS"}, "e:1 EXPECTED 10-10 overdue"},
		"a date that was put off":                    {[]string{"ContractEvent e:1 10 EXPECTED contract=k:a kind=ENDS when=50", "ContractEvent e:2 20 EXPECTED contract=k:a kind=ENDS when=150"}, ""},
		"a date that was put off and passed again":   {[]string{"ContractEvent e:1 10 EXPECTED contract=k:a kind=ENDS when=50", "ContractEvent e:2 20 EXPECTED contract=k:a kind=ENDS when=90"}, "e:2 EXPECTED 20-20 overdue"},
		"dates of two steps of a project":            {[]string{"ProjectUpdate u:1 10 EXPECTED project=p:a status=PLANNED when=50", "ProjectUpdate u:2 20 EXPECTED project=p:a status=LIVE when=150"}, "u:1 EXPECTED 10-10 overdue"},
		"two dates told at one meeting":              {[]string{"ContractEvent e:1 10 EXPECTED contract=k:a kind=ENDS when=50", "ContractEvent e:2 10 EXPECTED contract=k:a kind=ENDS when=150"}, "e:1 EXPECTED 10-10 overdue"},
		"a date that came about":                     {[]string{"ContractEvent e:1 10 EXPECTED contract=k:a kind=ENDS when=50", "ContractEvent e:2 60 ACTUAL contract=k:a kind=ENDS when=50"}, ""},
		"what is told as so waits for nothing":       {[]string{"ProjectUpdate u:1 10 ACTUAL project=p:a status=LIVE when=20"}, ""},
		"said at two meetings, open since the first": {[]string{"ProjectUpdate u:2 30 REQUESTED project=p:a status=LIVE last=40", "ProjectUpdate u:1 10 REQUESTED project=p:a status=LIVE"}, "u:2 REQUEST 10-40"},
	} {
		t.Run(name, func(t *testing.T) {
			in := facts(t, c.facts...)
			rand.Shuffle(len(in), func(i, j int) { in[i], in[j] = in[j], in[i] })
			var got []string
			for _, o := range history.Unanswered(in, 100) {
				s := fmt.Sprintf("%s %s %d-%d", o.Fact.ID, o.Kind, int(o.Since), int(o.Last))
				if o.Overdue {
					s += " overdue"
				}
				got = append(got, s)
			}
			if strings.Join(got, "; ") != c.want {
				t.Errorf("got  %s\nwant %s", strings.Join(got, "; "), c.want)
			}
		})
	}
}

func TestUndecided(t *testing.T) {
	for name, c := range map[string]struct {
		facts []string
		want  string
	}{
		"a target": {[]string{"Target t:1 10 ACTUAL indicator=i:a value=62,% when=50", "Target t:2 20 ACTUAL indicator=i:a value=70,% when=50"}, "t:1>t:2 value"},
		"a target for another day is another target": {[]string{"Target t:1 10 ACTUAL indicator=i:a value=62,% when=50", "Target t:2 20 ACTUAL indicator=i:a value=70,% when=60"}, ""},
		"the same value":   {[]string{"Target t:1 10 ACTUAL indicator=i:a value=62,%", "Target t:2 20 ACTUAL indicator=i:a value=62,%"}, ""},
		"on one day":       {[]string{"Target t:1 10 ACTUAL indicator=i:a value=62,%", "Target t:2 10 ACTUAL indicator=i:a value=70,%"}, ""},
		"what is left out": {[]string{"RiskAssessment r:1 10 ACTUAL risk=r:a state=IDENTIFIED level=high", "RiskAssessment r:2 20 ACTUAL risk=r:a state=IDENTIFIED"}, ""},
		"what is left out in between": {[]string{"RiskAssessment r:1 10 ACTUAL risk=r:a state=IDENTIFIED level=high", "RiskAssessment r:2 20 ACTUAL risk=r:a state=IDENTIFIED",
			"RiskAssessment r:3 30 ACTUAL risk=r:a state=IDENTIFIED level=low"}, "r:1>r:3 level"},
		"two fields, told last on two days": {[]string{"RiskAssessment r:1 10 ACTUAL risk=r:a state=IDENTIFIED level=high", "RiskAssessment r:2 20 ACTUAL risk=r:a state=MITIGATED",
			"RiskAssessment r:3 30 ACTUAL risk=r:a state=CLOSED level=low"}, "r:1>r:3 level; r:2>r:3 state; r:1>r:2 state"},
		"one of two told before":       {[]string{"Target t:1 10 ACTUAL indicator=i:a value=62", "Target t:2 10 ACTUAL indicator=i:a value=70", "Target t:3 20 ACTUAL indicator=i:a value=62"}, ""},
		"told twice on one day":        {[]string{"Target t:1 10 ACTUAL indicator=i:a value=62", "Target t:2 20 ACTUAL indicator=i:a value=70", "Target t:3 20 ACTUAL indicator=i:a value=70"}, "t:1>t:2 value"},
		"told the same, and changed":   {[]string{"Target t:1 10 ACTUAL indicator=i:a value=62", "Target t:2 20 ACTUAL indicator=i:a value=62", "Target t:3 20 ACTUAL indicator=i:a value=70"}, "t:1>t:3 value"},
		"a risk":                       {[]string{"RiskAssessment r:1 10 ACTUAL risk=r:a state=IDENTIFIED level=high", "RiskAssessment r:2 20 ACTUAL risk=r:a state=CLOSED level=low"}, "r:1>r:2 state level"},
		"a decision in between":        {[]string{"RiskAssessment r:1 10 ACTUAL risk=r:a state=IDENTIFIED", "Decision d:1 15 ACTUAL about=r:a outcome=AGREED", "RiskAssessment r:2 20 ACTUAL risk=r:a state=CLOSED"}, ""},
		"a decision that is to come":   {[]string{"RiskAssessment r:1 10 ACTUAL risk=r:a state=IDENTIFIED", "Decision d:1 15 EXPECTED about=r:a outcome=AGREED", "RiskAssessment r:2 20 ACTUAL risk=r:a state=CLOSED"}, "r:1>r:2 state"},
		"a decision on the last day":   {[]string{"RiskAssessment r:1 10 ACTUAL risk=r:a state=IDENTIFIED", "Decision d:1 20 ACTUAL about=r:a outcome=AGREED", "RiskAssessment r:2 20 ACTUAL risk=r:a state=CLOSED"}, ""},
		"a decision of something else": {[]string{"RiskAssessment r:1 10 ACTUAL risk=r:a state=IDENTIFIED", "Decision d:1 15 ACTUAL about=r:b outcome=AGREED", "RiskAssessment r:2 20 ACTUAL risk=r:a state=CLOSED"}, "r:1>r:2 state"},
		"a decision of one that is named": {[]string{"ContractEvent e:1 10 ACTUAL contract=k:a kind=ENDS buyers=council:x when=50", "Decision d:1 15 ACTUAL by=council:x about=k:b outcome=AGREED",
			"ContractEvent e:2 20 ACTUAL contract=k:a kind=ENDS buyers=council:x when=60"}, "e:1>e:2 when"},
		"a decision before":            {[]string{"RiskAssessment r:1 10 ACTUAL risk=r:a state=IDENTIFIED", "Decision d:1 10 ACTUAL about=r:a outcome=AGREED", "RiskAssessment r:2 20 ACTUAL risk=r:a state=CLOSED"}, "r:1>r:2 state"},
		"a revision":                   {[]string{"Target t:1 10 ACTUAL indicator=i:a value=62", "AgreementRevision v:1 15 ACTUAL agreement=i:a", "Target t:2 20 ACTUAL indicator=i:a value=63"}, ""},
		"the end of a contract":        {[]string{"ContractEvent e:1 10 ACTUAL contract=k:a kind=ENDS when=50", "ContractEvent e:2 20 ACTUAL contract=k:a kind=ENDS when=60"}, "e:1>e:2 when"},
		"two awards are two":           {[]string{"ContractEvent e:1 10 ACTUAL contract=k:a kind=AWARDED when=5", "ContractEvent e:2 20 ACTUAL contract=k:a kind=AWARDED when=15"}, ""},
		"a planned award":              {[]string{"ContractEvent e:1 10 EXPECTED contract=k:a kind=AWARDED when=50", "ContractEvent e:2 20 EXPECTED contract=k:a kind=AWARDED when=60"}, "e:1>e:2 when"},
		"planned, then done":           {[]string{"ContractEvent e:1 10 EXPECTED contract=k:a kind=ENDS when=50", "ContractEvent e:2 60 ACTUAL contract=k:a kind=ENDS when=55"}, ""},
		"three in a row, newest first": {[]string{"Target t:1 10 ACTUAL indicator=i:a value=1", "Target t:2 20 ACTUAL indicator=i:a value=2", "Target t:3 30 ACTUAL indicator=i:a value=1"}, "t:2>t:3 value; t:1>t:2 value"},
		"no facts":                     {nil, ""},
	} {
		t.Run(name, func(t *testing.T) {
			in := facts(t, c.facts...)
			rand.Shuffle(len(in), func(i, j int) { in[i], in[j] = in[j], in[i] })
			var got []string
			for _, c := range history.Undecided(in) {
				got = append(got, fmt.Sprintf("%s>%s %s", c.Before.ID, c.After.ID, strings.Join(c.Fields, " ")))
			}
			if strings.Join(got, "; ") != c.want {
				t.Errorf("got  %s\nwant %s", strings.Join(got, "; "), c.want)
			}
		})
	}
}

func TestWho(t *testing.T) {
	s := said(t, "Step s:1 10 EXPECTED kind=AWAITED about=council:b,project:p owner=council:a awaits=body:c,council:b")
	if got := s.Who(schema.Domain()); !slices.Equal(got, []string{"council:a", "body:c"}) {
		t.Errorf("who: %v", got)
	}
}

func TestRuns(t *testing.T) {
	got := history.Runs("  Zero-Trust\n(ZTNA), Node4", 2)
	want := []string{"node4", "trust", "trust (ztna", "trust (ztna)", "zero", "zero-trust", "ztna", "ztna)", "ztna), node4"}
	if !slices.Equal(got, want) {
		t.Errorf("got %q", got)
	}
	if got := history.Runs("— … ·", 3); len(got) > 0 {
		t.Errorf("no words: %q", got)
	}
	if got := history.Runs("É", 3); !slices.Equal(got, []string{"e"}) {
		t.Errorf("folded: %q", got)
	}
}

func TestSameHeading(t *testing.T) {
	for _, c := range []struct {
		a, b string
		same bool
	}{
		{"Shared Technology Service Cyber Security Update Report", "Cyber Security Update Report", true},
		{"Cyber Security Update Report", "Shared Technology Service Cyber Security Update Report", true},
		{"Minutes", "Minutes of the previous meeting", false}, // one word says too little
		{"Shared Technology Services Update", "Shared Technology Service Cyber Security Update", false},
		{"", "", false},
	} {
		if got := history.SameHeading(value.Words(c.a), value.Words(c.b)); got != c.same {
			t.Errorf("%q and %q: %t", c.a, c.b, got)
		}
	}
}

func TestNew(t *testing.T) {
	now := facts(t, "ProjectUpdate u:1 20 ACTUAL project=p:a partner=c:x status=LIVE", "ProjectUpdate u:2 20 ACTUAL project=p:a partner=c:y status=LIVE")
	before := facts(t, "ProjectUpdate u:3 10 EXPECTED project=p:a partner=c:x status=PLANNED")
	if got := history.New(now, before); len(got) != 1 || got[0].ID != "u:2" {
		t.Errorf("new: %v", got)
	}
	if len(history.New(now, nil)) != 2 || now[0].ID != "u:1" {
		t.Error("nothing before: all is new, and the list given stays as it is")
	}
}

func TestDiscrepancies(t *testing.T) {
	const o = "Observation %s 10 ACTUAL indicator=%s measure=LEVEL %s"
	obs := func(id, indicator, rest string) string { return fmt.Sprintf(o, id, indicator, rest) }
	member := func(id string) string { return fmt.Sprintf("Membership m:%[1]s 5 ACTUAL member=c:%[1]s of=b:s", id) }
	for name, c := range map[string]struct {
		facts []string
		want  string
	}{
		"a share that its counts do not give": {[]string{obs("o:1", "i:a", "figure=61,% in=p1"), obs("o:2", "i:a", "figure=5,incident,8 in=p1")}, "SHARE o:1 o:2 61 %/62.5 %"},
		"a share that they give, rounded":     {[]string{obs("o:1", "i:a", "figure=62.5,% in=p1"), obs("o:2", "i:a", "figure=5,incident,8 in=p1"), obs("o:3", "i:b", "figure=67,% in=p1"), obs("o:4", "i:b", "figure=2,call,3 in=p1")}, ""},
		"a share at the edge of its rounding": {[]string{obs("o:1", "i:a", "figure=63,% in=p1"), obs("o:2", "i:a", "figure=5,incident,8 in=p1")}, ""},
		"in another passage":                  {[]string{obs("o:1", "i:a", "figure=61,% in=p1"), obs("o:2", "i:a", "figure=5,incident,8 in=p2")}, ""},
		"of another period":                   {[]string{obs("o:1", "i:a", "figure=61,% in=p1 when=5"), obs("o:2", "i:a", "figure=5,incident,8 in=p1 when=6")}, ""},
		"out of nothing":                      {[]string{obs("o:1", "i:a", "figure=61,% in=p1"), obs("o:2", "i:a", "figure=5,incident,0 in=p1"), obs("o:3", "i:a", "figure=5,incident,many in=p1")}, ""},
		"parts that do not make their total":  {[]string{obs("o:1", "i:a", "figure=10,ticket in=p1"), obs("o:2", "i:a", "part=x figure=4,ticket in=p1"), obs("o:3", "i:a", "part=y figure=5.5,ticket in=p1")}, "TOTAL o:1 o:2 o:3 10 ticket/9.5 ticket"},
		"parts by organisation":               {[]string{obs("o:1", "i:a", "figure=10,ticket in=p1"), obs("o:2", "i:a", "measured=c:x figure=4,ticket in=p1"), obs("o:3", "i:a", "measured=c:y figure=7,ticket in=p1")}, "TOTAL o:1 o:2 o:3 10 ticket/11 ticket"},
		"of no shared service":                {[]string{obs("o:1", "i:a", "measured=b:s figure=10,ticket in=p1"), obs("o:2", "i:a", "measured=c:x figure=4,ticket in=p1"), obs("o:3", "i:a", "measured=c:y figure=7,ticket in=p1")}, ""},
		"members of a shared service":         {[]string{member("x"), member("y"), obs("o:1", "i:a", "measured=b:s figure=12,ticket in=p1"), obs("o:2", "i:a", "measured=c:x figure=4,ticket in=p1"), obs("o:3", "i:a", "measured=c:y figure=7,ticket in=p1")}, "TOTAL o:1 o:2 o:3 12 ticket/11 ticket"},
		"members that make it":                {[]string{member("x"), member("y"), obs("o:1", "i:a", "measured=b:s figure=11,ticket in=p1"), obs("o:2", "i:a", "measured=c:x figure=4,ticket in=p1"), obs("o:3", "i:a", "measured=c:y figure=7,ticket in=p1")}, ""},
		"not all members":                     {[]string{member("x"), member("y"), member("z"), obs("o:1", "i:a", "measured=b:s figure=12,ticket in=p1"), obs("o:2", "i:a", "measured=c:x figure=4,ticket in=p1"), obs("o:3", "i:a", "measured=c:y figure=7,ticket in=p1")}, ""},
		"not all members, and more than all":  {[]string{member("x"), member("y"), member("z"), obs("o:1", "i:a", "measured=b:s figure=10,ticket in=p1"), obs("o:2", "i:a", "measured=c:x figure=4,ticket in=p1"), obs("o:3", "i:a", "measured=c:y figure=7,ticket in=p1")}, "TOTAL o:1 o:2 o:3 10 ticket/11 ticket"},
		"an average is no total":              {[]string{obs("o:1", "i:a", "figure=10,day in=p1"), obs("o:2", "i:a", "part=x figure=8,day in=p1"), obs("o:3", "i:a", "part=y figure=12,day in=p1")}, ""},
		"one part told twice":                 {[]string{obs("o:1", "i:a", "figure=10,ticket in=p1"), obs("o:2", "i:a", "part=x figure=4,ticket in=p1"), obs("o:3", "i:a", "part=x figure=5,ticket in=p1"), obs("o:4", "i:a", "part=y figure=6,ticket in=p1")}, ""},
		"parts that do":                       {[]string{obs("o:1", "i:a", "figure=10,ticket in=p1"), obs("o:2", "i:a", "part=x figure=4,ticket in=p1"), obs("o:3", "i:a", "part=y figure=6,ticket in=p1")}, ""},
		"one part is no total":                {[]string{obs("o:1", "i:a", "figure=10,ticket in=p1"), obs("o:2", "i:a", "part=x figure=4,ticket in=p1")}, ""},
		"percentages make no total":           {[]string{obs("o:1", "i:a", "figure=10,% in=p1"), obs("o:2", "i:a", "part=x figure=4,% in=p1"), obs("o:3", "i:a", "part=y figure=5,% in=p1")}, ""},
		"one figure of two things":            {[]string{obs("o:1", "i:a", "figure=10126,incident in=p1"), obs("o:2", "i:b", "figure=10126,request in=p2")}, "SAME_FIGURE o:1 o:2 /"},
		"a round or short figure":             {[]string{obs("o:1", "i:a", "figure=12000,incident in=p1"), obs("o:2", "i:b", "figure=12000,request in=p2"), obs("o:3", "i:a", "figure=123,incident in=p1"), obs("o:4", "i:b", "figure=123,request in=p2")}, ""},
		"of two organisations":                {[]string{obs("o:1", "i:a", "measured=c:x figure=10126,incident in=p1"), obs("o:2", "i:b", "measured=c:y figure=10126,request in=p2")}, ""},
		"past, and told as to come":           {[]string{"Step s:1 10 EXPECTED kind=PLANNED about=p:a when=5/9", "Step s:2 10 EXPECTED kind=PLANNED about=p:b when=5/10", "Step s:3 10 ACTUAL kind=PLANNED about=p:c when=5"}, "PAST_AS_FUTURE s:1 5/9/1970-01-11"},
		"past when its page was taken in":     {[]string{"Step s:1 10 EXPECTED kind=PLANNED about=p:a when=5/9 undated"}, ""},
		"nothing":                             {nil, ""},
	} {
		t.Run(name, func(t *testing.T) {
			in := facts(t, c.facts...)
			rand.Shuffle(len(in), func(i, j int) { in[i], in[j] = in[j], in[i] })
			var got []string
			for _, d := range history.Discrepancies(in) {
				s := string(d.Kind)
				for _, f := range d.Facts {
					s += " " + f.ID
				}
				got = append(got, s+" "+d.Told+"/"+d.Found)
			}
			if strings.Join(got, "; ") != c.want {
				t.Errorf("got  %s\nwant %s", strings.Join(got, "; "), c.want)
			}
		})
	}
}

func TestLatest(t *testing.T) {
	in := facts(t, "Observation o:1 10 ACTUAL indicator=i:a measure=LEVEL value=1,ticket", "Observation o:2 20 ACTUAL indicator=i:a measure=LEVEL value=2,ticket",
		"Observation o:3 20 ACTUAL indicator=i:a measure=LEVEL value=3,ticket", "Observation o:4 10 ACTUAL indicator=i:a measure=LEVEL part=x value=4,ticket",
		"Observation o:5 30 EXPECTED indicator=i:a measure=LEVEL value=5,ticket", "Observation o:6 20 ACTUAL indicator=i:a measure=LEVEL value=6,ticket")
	in[5].Authority = -1
	var got []string
	for _, s := range history.Latest(in, []string{"measured", "measure", "part"}) {
		got = append(got, s.ID)
	}
	if want := "o:2 o:3 o:4"; strings.Join(got, " ") != want {
		t.Errorf("got %v, want %s: of each part the newest told as so, of one day those of the highest authority", got, want)
	}
}
