package extract

import (
	"strings"
	"testing"
)

// lampNames are what the graph knows in the tests of this file.
var lampNames = []Name{
	{Type: "Project", ID: "project:lamp-column-renewal", Text: "Gateshead lamp column renewal on estates"},
	{Type: "Project", ID: "project:depot-charging", Text: "Gateshead depot charging improvement"},
	{Type: "Project", ID: "project:bollards", Text: "Bollard replacement programme"},
	{Type: "Project", ID: "project:dimmer", Text: "Glow Dimmer"},
	{Type: "Product", ID: "product:glow-dimmer", Text: "Glow Dimmer"},
	{Type: "Product", ID: "product:beam-5", Text: "Beam 5"},
	{Type: "Body", ID: "body:lamp-service", Text: "Lamp Service"},
	{Type: "Indicator", ID: "indicator:lanterns-given-to-carers", Text: "Lanterns given to carers"},
	{Type: "Indicator", ID: "indicator:class-2-repair-performance", Text: "Class 2 repair performance"},
	{Type: "Indicator", ID: "indicator:class-3-repair-performance", Text: "Class 3 repair performance"},
	{Type: "Indicator", ID: "indicator:lamp-column-coverage", Text: "Lamp column coverage"},
	{Type: "Risk", ID: "risk:cable-theft", Text: "Cable theft"},
	{Type: "Risk", ID: "risk:lamp-shortage", Text: "Lamp shortage"},
}

// TestDescribed: things of the graph are recognised by the words of their names, and not by some of them.
func TestDescribed(t *testing.T) {
	tests := []struct{ told, want, not string }{
		{"\n- Gateshead: Crews were working to renew lamp columns on three estates.", `"project:lamp-column-renewal","status":"UNDER_WAY"`, ""},
		{"\n- Gateshead: The renewal of lamp columns reached most estates.", `"note":"The renewal of lamp columns`, `"status":"UNDER_WAY"`},
		{"\n- Gateshead: Lamp columns were painted.", "", "project:lamp-column-renewal"},
		{"\n- Durham: Crews were working to renew lamp columns on estates.", "", `"project":"project:lamp-column-renewal"`},
		{"Gateshead renewed lamp columns on estates.", "", `"project":"project:lamp-column-renewal"`}, // under no label
		{"\n- Gateshead: No renewal of lamp columns on estates was reported.", "", `"project":"project:lamp-column-renewal"`},
		{"\n- Gateshead: There was an ongoing request to renew lamp columns on estates.", `"kind":"REQUESTED"`, "UNDER_WAY"},
		{"\n- Gateshead: Staff were working to improve depot charging with the Lamp Service.", `"project:depot-charging","status":"UNDER_WAY"`, `"kind":"ABOUT"`},
		{"\n- Gateshead: Lamp column coverage rose to 61% as the renewal of lamp columns on estates went on.", `"kind":"MEASURES"`, ""},
		{"\n- Gateshead: Over 40 lanterns had been provided to carers.", `"indicator":"indicator:lanterns-given-to-carers"`, ""},
		{"\n- Gateshead: Over 40 lanterns had been provided to schools.", "", `"indicator":"indicator:lanterns-given-to-carers"`},
		{"The report noted better performance for class 2 repair, and that class 3 repair had been maintained.", `class-3-repair-performance","measure":"DIRECTION","modality":"ACTUAL","trend":"STEADY"`, ""},
		{"Class 3 repair crews were reduced.", "", `"indicator":"indicator:class-3`},
		{"The report told of cable and lamp theft.", `"risk":"risk:cable-theft"`, `"risk":"risk:lamp-shortage"`},
		{"There was no cable theft.", "", `"type":"RiskAssessment"`},
		{"New cable was laid in the yard after a long and costly delay, and theft of tools fell.", "", `"type":"RiskAssessment"`},
	}
	for _, tt := range tests {
		got := lamps(t, tt.told, "Lamp posts.", "", lampNames...)
		if !strings.Contains(got, tt.want) || tt.not != "" && strings.Contains(got, tt.not) {
			t.Errorf("%q: want %s, not %s\n%s", tt.told, tt.want, tt.not, got)
		}
	}
}

// TestListedProjects: names of lists that differ from the graph's in words that tell nothing, products in them, and what the section
// tells of them for each partner.
func TestListedProjects(t *testing.T) {
	const opens = "\nThe report also highlighted several ongoing projects:\n"
	tests := []struct{ told, want, not string }{
		{opens + "- Bollard Replacements: New ones.", `"project":"project:bollards"`, ""},
		{opens + "- Bollard Paint: New coats.", "", `"project":"project:bollards"`},
		{opens + "- Glow Dimmer: Softer light.", `"kind":"USES","modality":"ACTUAL","object":"product:glow-dimmer","subject":"project:dimmer"`, ""},
		{opens + "- Beam 5 Upgrades: Upgrading lanterns to Beam 5 at last.", `"object":"product:beam-5"`, ""},
		{opens + "- Beam 5 Upgrades: Leaving old lanterns behind.", "", `"object":"product:beam-5"`},
		{opens + "- Beam 5 Replacement: Moving from Beam 5 to a newer one.", "", `"object":"product:beam-5"`},
		{"\nThe bollard projects were underway for Durham and Gateshead." + opens + "- Bollard Replacements: New ones.", `"partner":"council:gateshead","project":"project:bollards","status":"UNDER_WAY"`, ""},
		{"\nThe bollard projects were underway for Gateshead." + opens + "- Bollard Paint: New coats.\n- Bollard Lights: New bulbs.", "", `"partner":"council:gateshead"`},
		{"\nThe other projects were underway for Gateshead." + opens + "- Bollard Paint: New coats.", "", `"partner":"council:gateshead"`},
		{"\n- Gateshead: A new Tenants Portal for Repairs has been launched.", `"name":"Gateshead Tenants Portal for Repairs"`, ""},
		{"\n- Gateshead: A new portal has been launched.", "", `"type":"Project"`},
		{"\n- Gateshead: A new Tenants Portal will be launched.", "", `"type":"Project"`},
		{"A new Tenants Portal has been launched.", "", `"type":"Project"`},
	}
	for _, tt := range tests {
		got := lamps(t, tt.told, "Lamp posts.", "", lampNames...)
		if !strings.Contains(got, tt.want) || tt.not != "" && strings.Contains(got, tt.not) {
			t.Errorf("%q: want %s, not %s\n%s", tt.told, tt.want, tt.not, got)
		}
	}
}

// TestIntentions: what somebody means to do, why, what they face, and what comes next; and what only sounds like it.
func TestIntentions(t *testing.T) {
	tests := []struct{ told, want, not string }{
		{"The panel heard of Gateshead Council's intention to close the depot.", `"by":"council:gateshead"`, ""},
		{"Gateshead reportedly plans to merge lamps, signs, and signals into one team, and is also hiring.", `"printed":["merge lamps, signs, and signals into one team"`, "hiring"},
		{"The panel heard of Gateshead Council Homes' intention to close the depot.", "", "INTENTION"},
		{"Gateshead has no intention to close the depot.", "", "INTENTION"},
		{"Gateshead Council withdrew Gateshead's intention to close the depot.", "", "INTENTION"},
		{"A review of Gateshead aims to save money.", "", "INTENTION"},
		{"The Gateshead scheme aims to save money.", "", "INTENTION"},
		{"The closure was linked to a fall in demand and an ageing roof.", `"kind":"REASON"`, ""},
		{"The closure was not linked to demand.", "", "REASON"},
		{"The depot is linked to the ring road.", "", "REASON"},
		{"Gateshead is facing serious supply pressures.", `"level":"serious"`, ""},
		{"Gateshead's depot is facing serious supply pressures.", "", `"type":"Risk"`},
		{"Suppliers to Gateshead face serious supply pressures.", "", `"type":"Risk"`},
		{"Gateshead faces a new car park.", "", `"type":"Risk"`},
		{"Once the lease is signed, a lamp team will be set up to draw up a plan.", `"kind":"AWAITED"`, ""},
		{"A lamp team will be set up.", `"action":"A lamp team will be set up"`, ""},
		{"If funds allow, a lamp team will be set up.", "", `"type":"Step"`},
		{"A lamp team may be set up.", "", `"type":"Step"`},
		{"A lamp team was set up.", "", `"type":"Step"`},
		{"There was an outstanding request from Durham to share the depot, pending a reply.", `"action":"share the depot"`, ""},
		{"There was no outstanding request to share the depot.", "", `"type":"Step"`},
	}
	for _, tt := range tests {
		got := lamps(t, tt.told, "Lamp posts.", "")
		if !strings.Contains(got, tt.want) || tt.not != "" && strings.Contains(got, tt.not) {
			t.Errorf("%q: want %s, not %s\n%s", tt.told, tt.want, tt.not, got)
		}
	}
}
