package figure

import (
	"regexp"
	"strings"

	"councilgraph/graph/value"
)

var (
	unitWord   = regexp.MustCompile(`^(?:` + sp + `+|-)([A-Za-z0-9&/][A-Za-z0-9'’&/.-]*)`)
	aside      = regexp.MustCompile(`^` + sp + `*\([^()\n]{1,24}\)`)
	perWord    = regexp.MustCompile(`(?i)^` + sp + `+(?:per|each|every|a)` + sp + `+(year|annum|month|week|day|hour|quarter|meeting|person|head|household|resident|user|device)\b`)
	lengthWord = regexp.MustCompile(`^\d+-(?:` + timeUnits + `)$`) // a 12-month extension
	levelled   = map[string]bool{"priority": true, "level": true, "band": true, "grade": true, "tier": true, "phase": true, "stage": true,
		"type": true, "category": true, "severity": true, "class": true}
	// stops are words that end what a number counts.
	stops = set(`a an the this that these those of in on at to for from by with within without across over under between per and or but as
		than then is are was were be been being have has had do does did will would can could should may might must shall which who whom whose
		where when while if so not no nor also it its they their them we our he she his her i you your into out up down off about against
		during before after since until through because due each both all any some such there here now still yet already only just respectively
		since including include includes included noting held run raised used using made given taken`)
	// noPlurals end in s and name no things.
	noPlurals = set(`various previous numerous continuous serious anonymous religious famous enormous this its his is was has as us plus versus
		thus always perhaps besides towards afterwards sometimes less unless across series news thanks status focus bonus campus census virus
		business process access success address progress class business-as-usual ms teams windows needs gives says does goes makes takes shows
		means states notes allows provides remains requires includes continues seems helps lies sits mbps gbps kbps`)
	irregular = map[string]string{"people": "person", "persons": "person", "children": "child", "men": "man", "women": "woman", "staff": "staff",
		"premises": "premises", "criteria": "criterion", "addresses": "address", "businesses": "business", "processes": "process",
		"analyses": "analysis", "lives": "life", "halves": "half", "statuses": "status", "fte": "FTE", "ftes": "FTE"}
)

func set(words string) map[string]bool {
	out := map[string]bool{}
	for w := range strings.FieldsSeq(words) {
		out[w] = true
	}
	return out
}

// unit reads what the number counts from the words after it: the first plural, past names in the plural that a plural in small letters
// follows (`Lewisham Homes properties`), with what stands in brackets left out; then the period.
func (q *quantityReader) unit(f *QuantitySpan) {
	at, end := f.Whole.End, 0
	unit := ""
	level := false
	for range 7 {
		if m := aside.FindString(q.text[at:]); m != "" {
			at += len(m)
		}
		m := unitWord.FindStringSubmatchIndex(q.text[at:])
		if m == nil {
			break
		}
		word := strings.TrimRight(q.text[at+m[2]:at+m[3]], ".-")
		low := strings.ToLower(strings.ReplaceAll(word, "’", "'"))
		if stops[low] || isDigit(word[0]) && !level && !lengthWord.MatchString(low) {
			break
		}
		next := at + m[2] + len(word)
		level = levelled[low]
		if name, ok := singular(word, low); ok {
			unit, end = name, next
			if word[0] >= 'a' && word[0] <= 'z' || strings.ToUpper(word[:len(word)-1]) == word[:len(word)-1] {
				break
			}
		}
		if at = next; at < len(q.text) && strings.IndexByte(",.;:!?)|\n", q.text[at]) >= 0 {
			break
		}
	}
	if unit != "" && value.CheckUnit(unit) == nil {
		f.Value.Unit, f.Whole.End = unit, max(f.Whole.End, end)
	}
	q.period(f)
}

// period reads `per month` after what is counted.
func (q *quantityReader) period(f *QuantitySpan) {
	m := perWord.FindStringSubmatch(q.text[f.Whole.End:])
	if m == nil {
		return
	}
	f.Whole.End += len(m[0])
	if f.Value.Per = strings.ToLower(m[1]); f.Value.Per == "annum" {
		f.Value.Per = "year"
	}
}

// singular gives the unit for a plural: common nouns in small letters, shortened names (`RPAs`) as they are.
func singular(word, low string) (string, bool) {
	if s, ok := irregular[low]; ok {
		return s, true
	}
	if noPlurals[low] || len(low) < 4 && !(len(low) == 3 && word[:2] == strings.ToUpper(word[:2])) || !strings.HasSuffix(word, "s") || strings.Contains(low, "'") ||
		strings.HasSuffix(low, "ss") || strings.HasSuffix(low, "us") || strings.HasSuffix(low, "is") || strings.ContainsAny(low, "0123456789") {
		return "", false
	}
	stem := word[:len(word)-1]
	if len(stem) > 1 && strings.ToUpper(stem) == stem {
		return stem, true
	}
	switch {
	case strings.HasSuffix(low, "ies"):
		return low[:len(low)-3] + "y", true
	case strings.HasSuffix(low, "sses"), strings.HasSuffix(low, "shes"), strings.HasSuffix(low, "ches"), strings.HasSuffix(low, "xes"):
		return low[:len(low)-2], true
	}
	return low[:len(low)-1], true
}

var joined = regexp.MustCompile(`^` + sp + `+(?:\w+` + sp + `+)?(?:and|or)` + sp + `+$`)

// shareUnits gives a number before `and` the unit of the one after it: `2 high and 2 low complexity automations`.
func shareUnits(text string, found []QuantitySpan) {
	for i := range found[:max(0, len(found)-1)] {
		a, b := &found[i], found[i+1]
		if a.Value.Unit == "" && b.Value.Unit != "" && b.Value.Unit != "%" && joined.MatchString(text[a.End:b.Start]) {
			a.Value.Unit = b.Value.Unit
		}
	}
}
