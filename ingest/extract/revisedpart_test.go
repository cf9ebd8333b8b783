package extract

import (
	"strings"
	"testing"
)

// TestRevisedPart: which part of an agreement a change names.
func TestRevisedPart(t *testing.T) {
	board := Name{Type: "Body", ID: "body:lamp-board", Text: "Lamp Board"}
	tests := []struct{ change, want string }{
		{"Clarification on KPI LP-07 Lamps, whereby broken ones count.", "KPI LP-07"},
		{"Amendment of the Lamp Board Terms of Reference to include a yearly count.", "Lamp Board Terms of Reference"},
		{"Amendment of the Terms of Reference to include a yearly count.", ""},
		{"Rewording of the section on targets such as KPI LP-07.", ""},
		{"An update to the address of the Lamp Board.", ""},
	}
	for _, tt := range tests {
		told := "Some revisions were proposed to the Lamps Agreement. These included:\n- " + tt.change
		got := lamps(t, told, "Lamp posts.", "", board)
		part := strings.Contains(got, `"part":"ref:agreement-`) || strings.Contains(got, `"part":{`)
		if part != (tt.want != "") || tt.want != "" && !strings.Contains(got, `"name":"`+tt.want+`","ref":"agreement-`) {
			t.Errorf("%q: want the part %q\n%s", tt.change, tt.want, got)
		}
	}
}
