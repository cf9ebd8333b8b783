package extract

import (
	"strings"
	"testing"
)

// TestForetold: what the first paragraph tells of an item beyond its name.
func TestForetold(t *testing.T) {
	tests := []struct{ opening, want string }{
		{"It will discuss the Plan for Lamps, including bulbs and wires.", "Plan for Lamps, including bulbs and wires"},
		{"It will discuss the plans for each lamp, such as bulbs.", "plans for each lamp, such as bulbs"},
		{"It will discuss the Plan for Lamps and the accounts.", ""},
		{"It will discuss the Plan for Lamps, the accounts of three depots and a great many other matters, including rent.", ""},
		{"It will discuss several matters, including the Plan for Lamps.", ""},
		{"It will discuss the lamps, including bulbs.", ""}, // no more than one word of the item
		{"It will hear of proposed changes to the Plan for Lamps, along with the rent.", "proposed changes to the Plan for Lamps"},
		{"It will hear of the rent, along with proposed changes to the accounts and the Plan for Lamps.", ""},
		{"It will hear of Gateshead Council's intention to plan new lamps, along with the rent.", "intention to plan new lamps"},
	}
	for _, tt := range tests {
		text := strings.NewReplacer("%OPENING%", tt.opening).Replace(foretoldPage)
		got := digest(t, read(t, []byte(text)))
		has := strings.Contains(got, `"kind":"CONTENT"`)
		if has != (tt.want != "") || !strings.Contains(got, `"printed":["`+tt.want) && has {
			t.Errorf("%q: want %q\n%s", tt.opening, tt.want, got)
		}
	}
}

const foretoldPage = `address: https://opencouncil.network/meetings/900032

Subscribe to updates
You'll receive weekly summaries about Gateshead Council every week.
Summary
The Lighting and Lamps Panel of Gateshead Council is scheduled to meet on Monday 9 February 2026. %OPENING%
Lamp Plan Update
The panel was asked to note the plan.
Attendees
Topics
`
