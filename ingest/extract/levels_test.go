package extract

import (
	"strings"
	"testing"
)

// TestLevels: the figure of a known indicator, in words or figures, before its name or behind it; a change, a forecast and a target are
// none, and a percentage is none of a number of things.
func TestLevels(t *testing.T) {
	names := []Name{
		{Type: "Indicator", ID: "indicator:class-1-faults", Text: "Class 1 faults"},
		{Type: "Indicator", ID: "indicator:class-2-repair-performance", Text: "Class 2 repair performance"},
		{Type: "Indicator", ID: "indicator:lanterns-given-to-carers", Text: "Lanterns given to carers"},
		{Type: "Indicator", ID: "indicator:rcs-score", Text: "RCS score"},
		{Type: "Indicator", ID: "indicator:lamp-budget", Text: "Lamp budget"},
		{Type: "Indicator", ID: "indicator:lamp-spend", Text: "Lamp spend, year to date"},
	}
	tests := []struct{ told, want, not string }{
		{"Class 1 (C1) faults: five were logged, of which four were mended in four hours (80%).", `"amount":"5","printed":"five","unit":"fault"`, "80%"},
		{"There were sixteen class 1 faults.", `"amount":"16","printed":"sixteen","unit":"fault"`, ""},
		{"Class 1 faults averaged 24 per month against a target of 30.", `"amount":"24","per":"month","printed":"24","unit":"fault"`, `"amount":"30","printed":"24"`},
		{"Class 1 faults rose from five to nine.", `"amount":"9","printed":"nine"`, "DIRECTION"},
		{"The number of class 1 faults stood at 1,512 at the end of January 2026.", `"amount":"1512"`, ""},
		{"Class 1 faults were 9 hours old.", "", `"type":"Observation"`},
		{"Class 1 faults fell by 12%.", `"measure":"CHANGE","modality":"ACTUAL","trend":"DOWN"`, "LEVEL"},
		{"Class 1 faults saw a reduction of 12%.", `"measure":"CHANGE","modality":"ACTUAL","trend":"DOWN"`, "LEVEL"},
		{"Class 1 faults were 12% of all.", "", `"type":"Observation"`},
		{"Class 2 repair performance was 87%.", `"amount":"87","bound":"EXACT","printed":"87%","unit":"%"`, ""},
		{"Class 2 repair performance is expected to reach 90% by March 2027.", `"measure":"LEVEL","modality":"EXPECTED"`, "ACTUAL\",\"type\":\"Observation"},
		{"Class 2 repair performance would be 95% with more crews.", "", `"type":"Observation"`},
		{"The lanterns given to carers numbered 40.", `"unit":"lantern"`, `"unit":"carer"`},
		{"Residents (RCS) scored 4.6 out of 5.", `"of":"5","printed":"4.6 out of 5","unit":"score"`, ""},
		{"Survey results for RCS came in, with an average score of 4.4 out of 5.", `"printed":"4.4 out of 5","unit":"score"`, ""},
		{"Survey results came in, with an average score of 4.4 out of 5.", "", `"type":"Observation"`},
		{"The lamp budget for 2026/27 is £19.4 million, a rise of 3.1%.", `"amount":{"amount":"19400000","bound":"EXACT","currency":"GBP","printed":"£19.4 million"},"evidence"`, "3.1"},
		{"The lamp budget rose by £2 million.", "", `"measure":"LEVEL"`},
		{"Lamp spend, year to date, was £12.3m, against a budget of £13.1m.", `"indicator":"indicator:lamp-spend","measure":"LEVEL"`, `"printed":"£13.1m"},"evidence":[{"at":4,"printed":["£13.1m"]}],"indicator"`},
	}
	for _, tt := range tests {
		got := lamps(t, tt.told, "Lamp posts.", "", names...)
		if !strings.Contains(got, tt.want) || tt.not != "" && strings.Contains(got, tt.not) {
			t.Errorf("%q: want %s, not %s\n%s", tt.told, tt.want, tt.not, got)
		}
	}
}
