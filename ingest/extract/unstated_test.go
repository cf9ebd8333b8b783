package extract

import (
	"strings"
	"testing"

	"councilgraph/graph/schema"
	"councilgraph/ingest/councils"
	"councilgraph/ingest/record"
)

const lampPage = `Subscribe to updates
You'll receive weekly summaries about Gateshead Council every week.
Summary
The Lighting and Lamps Panel of Gateshead Council is scheduled to meet on Monday 9 February 2026.
Plan for Lamps
The panel was asked to note the plan. %TOLD%
The agenda for the meeting also included:
- %POINT%
Attendees
%LISTED%Topics
`

func lamps(t *testing.T, told, point, listed string, known ...Name) string {
	t.Helper()
	text := strings.NewReplacer("%TOLD%", told, "%POINT%", point, "%LISTED%", listed).Replace(lampPage)
	got, err := Read(schema.Domain(), Page{Data: []byte(text), URL: "https://opencouncil.network/meetings/900015"},
		Known{Councils: councils.Load(), Names: known})
	if err != nil {
		t.Fatal(err)
	}
	return digest(t, got)
}

// TestUnstated: a bare point of the agenda tells that its answer is missing only where nothing else on the page may give it.
func TestUnstated(t *testing.T) {
	tests := []struct {
		told, point string
		want        bool
	}{
		{"", "Appointment of a chair.", true},
		{"", "Apologies for absence.", true},
		{"", "Apologies from Councillor Ann Baker.", false},
		{"Councillor Tom Hay is absent.", "Apologies for absence.", false},
		{"", "Declarations of interests.", true},
		{"Councillor Tom Hay declared that he sells lamps.", "Declarations of interests.", false},
		{"", "Date of the next meeting.", true},
		{"", "Date of the next meeting: 9 March 2026.", false},
		{"The panel will meet again on 9 March 2026.", "Date of the next meeting.", false},
		{"", "Lamp posts.", false},
	}
	for _, tt := range tests {
		// Somebody is listed, so the only such remark is that of the point.
		got := lamps(t, tt.told, tt.point, "Ann Baker\n")
		if is := strings.Contains(got, `"kind":"NOT_STATED"`); is != tt.want {
			t.Errorf("%q, %q: not stated is %v\n%s", tt.told, tt.point, is, got)
		}
	}
	if got := lamps(t, "", "Lamp posts.", ""); strings.Count(got, `"kind":"NOT_STATED"`) != 1 {
		t.Errorf("nobody is listed, and the page does not say so once\n%s", got)
	}
}

// TestProcurer: who runs a procurement for others is not told to be the buyer.
func TestProcurer(t *testing.T) {
	known := []Name{{Type: "Body", ID: "body:procurement-team", Text: "Procurement"}, {Type: "Body", ID: "body:lamp-service", Text: "Lamp Service"}}
	for told, want := range map[string]string{
		"The Lamp Service awarded a contract for 12 months for the Provision of Lamp Oil Supply to Glowwick.":                                   `"buyers":["body:lamp-service"]`,
		"Procurement has received sign off on renewal for the Provision of Lamp Oil Supply to Glowwick, and it has been awarded for 12 months.": `"contract":"ref:contract-lamp-oil-supply`,
	} {
		got := lamps(t, told, "Lamp posts.", "", known...)
		if !strings.Contains(got, want) || strings.Contains(got, `"buyers":["body:procurement-team"]`) || !strings.Contains(got, "Lamp Oil Supply") {
			t.Errorf("%q: want %s and no buyer that buys for others\n%s", told, want, got)
		}
	}
}

// TestEventWording: the wording of an event can be read by itself: it names the contract, and who supplies.
func TestEventWording(t *testing.T) {
	text := strings.Replace(lampPage, "%TOLD%", "Gateshead awarded a contract for 12 months for the Provision of Lamp Oil Supply to Glowwick.", 1)
	got, err := Read(schema.Domain(), Page{Data: []byte(text), URL: "https://opencouncil.network/meetings/900015"}, Known{Councils: councils.Load()})
	if err != nil {
		t.Fatal(err)
	}
	const want = "Lamp Oil Supply, Gateshead: awarded to Glowwick."
	if rec := string(record.Marshal(got.Records[0])); !strings.Contains(rec, want) {
		t.Errorf("want %q in\n%s", want, rec)
	}
}

// TestApproval: a point that asks for approval, and one that tells of another's.
func TestApproval(t *testing.T) {
	for point, want := range map[string]bool{"Approval of the minutes.": true, "Update on the approval of the lamp budget.": false} {
		if got := lamps(t, "", point, ""); strings.Contains(got, `"value":"APPROVE"`) != want {
			t.Errorf("%q: asked to approve is not %v\n%s", point, want, got)
		}
	}
}

// TestUnit: the figure itself gives its indicator's unit, a change of it does not.
func TestUnit(t *testing.T) {
	known := Name{Type: "Indicator", ID: "indicator:lamp-post-coverage", Text: "Lamp post coverage"}
	for told, want := range map[string]bool{
		"Lamp post coverage stands at 61%.":                      true,
		"Lamp post coverage increased by 4%.":                    false,
		"Lamp post coverage improved.":                           false,
		"The target for lamp post coverage was a target of 70%.": false,
	} {
		if got := lamps(t, told, "Lamp posts.", "", known); strings.Contains(got, `"field":"unit"`) != want {
			t.Errorf("%q: a unit is not %v\n%s", told, want, got)
		}
	}
}
