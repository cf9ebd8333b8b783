package history_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"councilgraph/graph/history"
	"councilgraph/graph/schema"
	"councilgraph/graph/value"
)

// compared makes a fact as said does; `said=10,20` are the days on which it was said, `says=` its wording.
func compared(t *testing.T, line string) *history.Said {
	t.Helper()
	s := said(t, line)
	for _, part := range s.Parts["said"] {
		var day value.Day
		if _, err := fmt.Sscan(part, &day); err != nil {
			t.Fatal(err)
		}
		s.Days = append(s.Days, day)
	}
	s.Wording = strings.Join(s.Parts["says"], " ")
	if s.Parts["authority"] != nil {
		s.Authority = int64(len(s.Parts["authority"]))
	}
	return s
}

func comparedAll(t *testing.T, lines []string) (out []*history.Said) {
	t.Helper()
	for _, l := range lines {
		out = append(out, compared(t, l))
	}
	return out
}

// outline is the pairs, each as kind, facts before > facts after, fields.
func outline(pairs []history.Pair) string {
	ids := func(all []*history.Said) string {
		var out []string
		for _, s := range all {
			out = append(out, s.ID)
		}
		return strings.Join(out, "+")
	}
	var out []string
	for _, p := range pairs {
		s := string(p.Kind) + " " + ids(p.Before) + ">" + ids(p.After)
		if len(p.Fields) > 0 {
			s += " " + strings.Join(p.Fields, "+")
		}
		out = append(out, s)
	}
	slices.Sort(out)
	return strings.Join(out, "; ")
}

// level is an observation: id, day, amount.
func level(id string, day int, amount string) string {
	return fmt.Sprintf("Observation %s %d ACTUAL indicator=i:a measure=LEVEL value=%s,ticket,,,", id, day, amount)
}

func TestMeetings(t *testing.T) {
	for name, c := range map[string]struct {
		before, after []string
		want          string
	}{
		"nothing":                       {nil, nil, ""},
		"another value, another period": {[]string{level("o:1", 10, "5") + " when=1/9"}, []string{level("o:2", 20, "7") + " when=11/19"}, "CHANGED o:1>o:2 value"},
		"the same value":                {[]string{level("o:1", 10, "5")}, []string{level("o:2", 20, "5")}, "SAME o:1>o:2"},
		"the same fact":                 {[]string{level("o:1", 10, "5")}, []string{level("o:1", 10, "5")}, "SAME o:1>o:1"},
		"absence is not removal":        {[]string{level("o:1", 10, "5")}, nil, "NOT_MENTIONED o:1>"},
		"only later":                    {nil, []string{level("o:1", 10, "5")}, "ADDED >o:1"},
		"the latest of each side counts": {[]string{level("o:1", 5, "3"), level("o:2", 10, "5")}, []string{level("o:3", 20, "5"), level("o:4", 15, "3")},
			"SAME o:2+o:1>o:3+o:4"},
		"two that weigh the same are both the latest": {[]string{level("o:1", 10, "3"), level("o:2", 10, "5")}, []string{level("o:3", 20, "5")}, "CHANGED o:1+o:2>o:3 value"},
		"the higher authority alone is the latest":    {[]string{level("o:1", 10, "3"), level("o:2", 10, "5") + " authority=x,x"}, []string{level("o:3", 20, "5")}, "SAME o:2+o:1>o:3"},
		"another unit is another matter": {[]string{level("o:1", 10, "5")}, []string{"Observation o:2 20 ACTUAL indicator=i:a measure=LEVEL value=5,%,,,"},
			"ADDED >o:2; NOT_MENTIONED o:1>"},
		"no figure beside one unit":  {[]string{"Observation o:1 10 ACTUAL indicator=i:a measure=CHANGE value=5,%,,, trend=UP"}, []string{"Observation o:2 20 ACTUAL indicator=i:a measure=CHANGE trend=UP"}, "SAME o:1>o:2"},
		"no figure beside two units": {[]string{level("o:1", 10, "5"), "Observation o:2 10 ACTUAL indicator=i:a measure=LEVEL value=5,%,,,"}, []string{"Observation o:3 20 ACTUAL indicator=i:a measure=LEVEL trend=UP"}, "ADDED >o:3; NOT_MENTIONED o:1>; NOT_MENTIONED o:2>"},
		"another measure too": {[]string{level("o:1", 10, "5")}, []string{"Observation o:2 20 ACTUAL indicator=i:a measure=PEAK value=5,ticket,,,"},
			"ADDED >o:2; NOT_MENTIONED o:1>"},
		"an expectation is not compared with what came of it": {[]string{"ProjectUpdate u:1 10 EXPECTED project=p:a status=LIVE"}, []string{"ProjectUpdate u:2 20 ACTUAL project=p:a status=LIVE"},
			"ADDED >u:2; NOT_MENTIONED u:1>"},
		"what the later leaves out has not changed": {[]string{"Term t:1 10 ACTUAL councillor=c:a party=Labour ward=Peckham"}, []string{"Term t:2 20 ACTUAL councillor=c:a party=labour"}, "SAME t:1>t:2"},
		"what it tells for the first time has":      {[]string{"Term t:1 10 ACTUAL councillor=c:a party=Labour"}, []string{"Term t:2 20 ACTUAL councillor=c:a party=Green ward=Peckham"}, "CHANGED t:1>t:2 party+ward"},
		"a note in other words is no change":        {[]string{level("o:1", 10, "5") + " note=few"}, []string{level("o:2", 20, "5") + " note=some"}, "SAME o:1>o:2"},
		"listed without a state, then live": {[]string{"ProjectUpdate u:1 10 ACTUAL project=p:a partner=c:a note=listed"}, []string{"ProjectUpdate u:2 20 ACTUAL project=p:a partner=c:a status=LIVE note=up"},
			"CHANGED u:1>u:2 status"},
		"stalled, then only words": {[]string{"ProjectUpdate u:1 10 ACTUAL project=p:a status=STALLED"}, []string{"ProjectUpdate u:2 20 ACTUAL project=p:a note=open"}, "CHANGED u:1>u:2 note"},
		"prose is compared with the same prose alone": {
			[]string{"Remark r:1 10 ACTUAL kind=RULE about=t:a says=one", "Remark r:2 10 ACTUAL kind=RULE about=t:a says=two"},
			[]string{"Remark r:3 20 ACTUAL kind=RULE about=t:a says=Two", "Remark r:4 20 ACTUAL kind=RULE about=t:a says=three"},
			"ADDED >r:4; NOT_MENTIONED r:1>; SAME r:2>r:3"},
		"revision by revision": {
			[]string{"AgreementRevision a:1 10 ACTUAL agreement=a:x ordinal=2 status=PROPOSED change=x", "AgreementRevision a:2 10 ACTUAL agreement=a:x ordinal=10 status=PROPOSED"},
			[]string{"AgreementRevision a:3 20 ACTUAL agreement=a:x ordinal=2 status=AGREED change=y", "AgreementRevision a:4 20 ACTUAL agreement=a:x ordinal=3 status=PROPOSED"},
			"ADDED >a:4; CHANGED a:1>a:3 status; NOT_MENTIONED a:2>"},
		"the meeting in a key is its occasion": {[]string{"Attendance x:1 10 ACTUAL councillor=c:a meeting=m:1 status=LISTED"}, []string{"Attendance x:2 20 ACTUAL councillor=c:a meeting=m:2 status=APOLOGIES"},
			"CHANGED x:1>x:2 status"},
		"a date that is a value":           {[]string{"ContractEvent e:1 10 EXPECTED contract=k:a kind=ENDS when=100"}, []string{"ContractEvent e:2 20 EXPECTED contract=k:a kind=ENDS when=200"}, "CHANGED e:1>e:2 when"},
		"a step put off":                   {[]string{"Step s:1 10 EXPECTED kind=PLANNED about=p:a action=go when=15"}, []string{"Step s:2 20 EXPECTED kind=PLANNED about=p:a action=go when=30"}, "CHANGED s:1>s:2 when"},
		"a target due later":               {[]string{"Target t:1 10 ACTUAL indicator=i:a value=5,ticket,,, when=15"}, []string{"Target t:2 20 ACTUAL indicator=i:a value=6,ticket,,, when=30"}, "CHANGED t:1>t:2 value+when"},
		"a term prolonged":                 {[]string{"Term t:1 10 ACTUAL councillor=c:a party=Labour when=1/50"}, []string{"Term t:2 20 ACTUAL councillor=c:a party=Labour when=1/90"}, "CHANGED t:1>t:2 when"},
		"a day told no more has not gone":  {[]string{"Step s:1 10 EXPECTED kind=PLANNED about=p:a action=go when=15"}, []string{"Step s:2 20 EXPECTED kind=PLANNED about=p:a action=go"}, "SAME s:1>s:2"},
		"the period of a figure is no day": {[]string{level("o:1", 10, "5") + " when=1/5"}, []string{level("o:2", 20, "7") + " when=6/10"}, "CHANGED o:1>o:2 value"},
		"an award of no amount, then of one": {[]string{"ContractEvent e:1 10 ACTUAL contract=k:a kind=AWARDED supplier=s:x"}, []string{"ContractEvent e:2 20 ACTUAL contract=k:a kind=AWARDED supplier=s:x amount=100,GBP"},
			"CHANGED e:1>e:2 amount"},
		"a last day that has passed":       {[]string{"Membership b:1 10 ACTUAL member=c:a of=m:x when=1/15"}, nil, "ENDED b:1>"},
		"a last day that is the meeting's": {[]string{"Membership b:1 10 ACTUAL member=c:a of=m:x when=1/20"}, nil, "NOT_MENTIONED b:1>"},
		"a period that is over is no end":  {[]string{level("o:1", 10, "5") + " when=1/9"}, nil, "NOT_MENTIONED o:1>"},
	} {
		day := value.Day(20)
		before, after := comparedAll(t, c.before), comparedAll(t, c.after)
		if got := outline(history.Meetings(before, after, &day)); got != c.want {
			t.Errorf("%s: got %q, want %q", name, got, c.want)
		}
		slices.Reverse(before)
		slices.Reverse(after)
		if got := outline(history.Meetings(before, after, &day)); got != c.want {
			t.Errorf("%s, turned round: got %q, want %q", name, got, c.want)
		}
	}
}

func TestDays(t *testing.T) {
	listed, live := "ProjectUpdate u:1 10 ACTUAL project=p:a note=listed said=10", "ProjectUpdate u:2 20 ACTUAL project=p:a status=LIVE said=20"
	for name, c := range map[string]struct {
		before, after []string
		want          string
	}{
		"another latest value":           {[]string{level("o:1", 10, "5")}, []string{level("o:1", 10, "5"), level("o:2", 20, "7") + " said=20"}, "CHANGED o:1>o:2 value"},
		"nothing said in between":        {[]string{level("o:1", 10, "5") + " said=10"}, []string{level("o:1", 10, "5") + " said=10"}, "NOT_MENTIONED o:1>o:1"},
		"said again":                     {[]string{level("o:1", 10, "5") + " said=10,30"}, []string{level("o:1", 10, "5") + " said=10,30"}, "SAME o:1>o:1"},
		"said again too late":            {[]string{level("o:1", 10, "5") + " said=10,31"}, []string{level("o:1", 10, "5") + " said=10,31"}, "NOT_MENTIONED o:1>o:1"},
		"over":                           {[]string{"Membership b:1 1 ACTUAL member=c:a of=m:x when=1/15 said=1"}, nil, "ENDED b:1>"},
		"words that a state overtakes":   {[]string{listed}, []string{listed, live}, "CHANGED u:1>u:2 status"},
		"a state that words do not undo": {[]string{strings.Replace(live, "20", "5", 1)}, []string{strings.Replace(live, "20", "5", 1), listed}, "ADDED >u:1; SAME u:2>u:2"},
	} {
		if got := outline(history.Days(comparedAll(t, c.before), comparedAll(t, c.after), 10, 30)); got != c.want {
			t.Errorf("%s: got %q, want %q", name, got, c.want)
		}
	}
}

func TestKnown(t *testing.T) {
	for name, c := range map[string]struct {
		before, after []string
		want          string
	}{
		"known at both":          {[]string{level("o:1", 10, "5")}, []string{level("o:1", 10, "5")}, "SAME o:1>o:1"},
		"corrected":              {[]string{level("o:1", 10, "5")}, []string{level("o:2", 10, "7")}, "CHANGED o:1>o:2 value"},
		"an older one corrected": {[]string{level("o:1", 10, "5"), level("o:3", 20, "9")}, []string{level("o:2", 10, "7"), level("o:3", 20, "9")}, "CHANGED o:1>o:2 value"},
		"another day":            {[]string{level("o:1", 10, "5")}, []string{level("o:2", 11, "5")}, "CHANGED o:1>o:2 when"},
		"the same by another id": {[]string{level("o:1", 10, "5")}, []string{level("o:2", 10, "5")}, "SAME o:1>o:2"},
		"two that change places": {[]string{level("o:1", 10, "5"), level("o:2", 20, "7")}, []string{level("o:3", 10, "7"), level("o:4", 20, "5")}, "CHANGED o:2+o:1>o:4+o:3 value"},
		"told without its amount": {[]string{"ContractEvent e:1 10 ACTUAL contract=k:a kind=AWARDED supplier=s:x amount=5"},
			[]string{"ContractEvent e:2 10 ACTUAL contract=k:a kind=AWARDED supplier=s:x"}, "CHANGED e:1>e:2 amount"},
		"stated no more":           {[]string{level("o:1", 10, "5"), level("o:2", 20, "7")}, []string{level("o:2", 20, "7")}, "ENDED o:1>"},
		"told":                     {nil, []string{level("o:1", 10, "5")}, "ADDED >o:1"},
		"a later value":            {[]string{level("o:1", 10, "5")}, []string{level("o:1", 10, "5"), level("o:2", 20, "7")}, "CHANGED o:1>o:2 value"},
		"an older value as well":   {[]string{level("o:2", 20, "7")}, []string{level("o:1", 10, "5"), level("o:2", 20, "7")}, "ADDED >o:1"},
		"the same value once more": {[]string{level("o:1", 10, "5")}, []string{level("o:1", 10, "5"), level("o:2", 20, "5")}, "ADDED >o:2"},
	} {
		if got := outline(history.Known(comparedAll(t, c.before), comparedAll(t, c.after))); got != c.want {
			t.Errorf("%s: got %q, want %q", name, got, c.want)
		}
	}
}

// TestPairsStandInOrder: revisions by their number, not by its digits, and no two pairs in one place.
func TestPairsStandInOrder(t *testing.T) {
	var lines []string
	for _, n := range []int{10, 2, 1, 9} {
		lines = append(lines, fmt.Sprintf("AgreementRevision a:%d 10 ACTUAL agreement=a:x ordinal=%d status=PROPOSED", n, n))
	}
	lines = append(lines, "Remark r:1 10 ACTUAL kind=RULE about=t:a says=one", "Remark r:2 10 ACTUAL kind=RULE about=t:a says=two")
	var got []string
	keys := map[string]bool{}
	for _, p := range history.Meetings(comparedAll(t, lines), nil, nil) {
		got = append(got, p.Before[0].ID)
		keys[p.Key] = true
	}
	if strings.Join(got[:4], " ") != "a:1 a:2 a:9 a:10" || len(keys) != 6 {
		t.Errorf("%v, %d places", got, len(keys))
	}
}

// TestEveryFactIsCompared: of every type of fact two that differ in a value alone are one matter.
func TestEveryFactIsCompared(t *testing.T) {
	for _, typ := range schema.Domain().Type("Fact").Impl {
		b := &history.Said{ID: "x:1", Type: typ, Actual: true, Parts: map[string][]string{}, Wording: "same"}
		a := &history.Said{ID: "x:2", Type: typ, Actual: true, Parts: map[string][]string{}, Wording: "same"}
		want := history.Same
		for _, name := range typ.Rule.Value {
			if f := typ.Field(name); f != nil && f.Value == nil && name != typ.Rule.Prose && !slices.Contains(typ.Rule.Words, name) {
				b.Parts[name], a.Parts[name], want = []string{"one"}, []string{"two"}, history.Changed
			}
		}
		pairs := history.Meetings([]*history.Said{b}, []*history.Said{a}, nil)
		if len(pairs) != 1 || pairs[0].Kind != want {
			t.Errorf("%s: %s, want %s", typ.Name, outline(pairs), want)
		}
	}
}
