package councils

import "testing"

func TestBare(t *testing.T) {
	for name, want := range map[string]string{
		"Joint IT Committee (Brent, Lewisham and Southwark)":                      "Joint IT Committee",
		"Joint Committee of the London Boroughs of Brent, Lewisham and Southwark": "Joint Committee",
		"Joint Committee (Windsor and Maidenhead and Bracknell Forest)":           "Joint Committee",
		"Joint ICT Board (Hammersmith & Fulham, Kensington & Chelsea)":            "Joint ICT Board",
		"Joint Committee (London Boroughs of Havering and Newham)":                "Joint Committee",
		"Scrutiny Board (Strategy and Resources)":                                 "Scrutiny Board (Strategy and Resources)",
		"Scrutiny Board (Children and Families)":                                  "Scrutiny Board (Children and Families)",
		"Local Committee (Guildford)":                                             "Local Committee (Guildford)",
		"Local Committee (Reigate & Banstead)":                                    "Local Committee (Reigate & Banstead)",
		"Planning Committee (A)":                                                  "Planning Committee (A)",
		"Cabinet (Special Meeting)":                                               "Cabinet",
		"Council (Extraordinary)":                                                 "Council",
		"Overview and Scrutiny Committee (OSC)":                                   "Overview and Scrutiny Committee",
		"Joint IT Committee (JITC)":                                               "Joint IT Committee",
		"Area Committee (NE)":                                                     "Area Committee (NE)",
		"Board (Brent and nobody knows)":                                          "Board (Brent and nobody knows)",
		"Audit Committee":                                                         "Audit Committee",
		"(Special)":                                                               "(Special)",
	} {
		if got := Load().Bare(name); got != want {
			t.Errorf("%q: %q, want %q", name, got, want)
		}
	}
}
