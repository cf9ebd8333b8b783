package moderngovtest

// New is a site of an invented council with three committees, six meetings and three wards.
func New() *Site {
	return &Site{
		All: "-1",
		Committees: []Committee{
			{ID: "11", Title: "Audit & Standards Committee"},
			{ID: "12", Title: "People's Scrutiny Panel"},
			{ID: "13", Title: "Old Works Committee", Deleted: true},
			{ID: "14", Title: "Cabinet"},
		},
		Meetings: []Meeting{
			{ID: "501", Committee: "11", Date: "2026-03-10", Time: "6.30 pm", Status: "Confirmed", Location: "Committee Room 2, Town Hall", Began: "6.34 pm",
				Agenda: true, Minutes: true, Items: audit, Attendees: present},
			{ID: "502", Committee: "11", Date: "2026-06-09", Time: "6.30 pm", Status: "Confirmed", Location: "Committee Room 2, Town Hall",
				Agenda: true, Items: []Item{{ID: "9101", Number: "1", Title: "Apologies for absence"}}, Attendees: expected},
			{ID: "503", Committee: "12", Date: "2026-03-12", Time: "10.00 am", Status: "Cancelled"}, // neither items nor attendees
			{ID: "504", Committee: "14", Date: "2026-03-10", Time: "6.00 pm", Status: "Confirmed", Location: "Virtual Meeting", Agenda: true,
				Items: []Item{{ID: "9201", Number: "1", Title: "Minutes", Text: "<p>To agree the minutes.</p>"}}},
			{ID: "505", Committee: "14", Date: "2026-03-10", Time: "8.00 pm", Status: "Confirmed", Agenda: true}, // a second one on the day
			{ID: "506", Committee: "14", Date: "2025-01-14", Time: "6.00 pm", Status: "Confirmed"},               // long before
			{ID: "507", Committee: "12", Date: "2026-03-20", Time: "", Status: "Confirmed", Hidden: true},
		},
		Wards: []Ward{
			{Title: "St Mary's & Quayside", Members: []Member{
				{ID: "701", Name: "Councillor Ada Penhaligon", Party: "Independent", Posts: "<p>Chair of the Audit &amp; Standards Committee</p>",
					Terms: [][2]string{{"03/05/2018", "04/05/2022"}, {"05/05/2022", "unspecified"}}},
				{ID: "702", Name: "Cllr Dr Owen O'Dowd", Party: "Residents' Group", Terms: [][2]string{{"05/05/2022", "unspecified"}}},
			}},
			{Title: "Hilltop", Members: []Member{{ID: "703", Name: "Councillor Beatrix Lowe", Party: "Green", Terms: [][2]string{{"02/11/2023", "unspecified"}}}}},
			{Title: "Marsh End", Members: []Member{{ID: "0", Name: "Vacancy", Party: ""}, {ID: "704", Name: "VACANT SEAT"}}},
		},
	}
}

var audit = []Item{
	{ID: "9001", Number: "1", Title: "Apologies for absence", Minutes: "<p>Apologies were received from Councillor Lowe.</p>"},
	{ID: "9002", Number: "2", Title: "Members' interests", Text: "<p>To receive any declarations.</p><p>&nbsp;</p>"},
	{ID: "9003", Number: "4", Sub: "a", Title: "Network & telephony contract", Text: "<div>To note the <strong>award</strong>&hellip;<br/>Value: &pound;1.2m\x0b</div>",
		Minutes: "<p>RESOLVED: That the report be noted.</p>", Documents: []Document{
			{ID: "33001", Title: "Network & telephony report", Published: "2026-03-02"},
			{ID: "33002", Title: "Public reports pack"},
			{ID: "33003", Title: "Appendix 1", Restricted: true, Ground: "Paragraph 3 of Schedule 12A"},
		}},
	{ID: "9004", Number: "5", Title: "Cyber security update", Restricted: true, Documents: []Document{
		{ID: "33004", Title: "Cyber security update", Restricted: true, Ground: "Exempt under paragraph 7"}}},
	{ID: "9005", Number: "6", Title: "A draft that nobody may see", Hidden: true},
	{ID: "9006", Title: ""},
	{ID: "9007", Number: "7", Title: "Any other business"},
	{ID: "9008", Number: "8", Title: "Any other business"},
}

var present = []Attendee{
	{"701", "Councillor Ada Penhaligon", "Chair", "Present, as expected", "Independent", "St Mary's & Quayside"},
	{"702", "Councillor Dr Owen O'Dowd", "Committee Member", "Absent", "Residents' Group", "St Mary's & Quayside"},
	{"703", "Councillor Beatrix Lowe", "Committee Member", "Apologies", "Green", "Hilltop"},
	{"801", "Pat Quill", "Co-opted Member", "Present", "", ""},
	{"802", "Sam Inkwell", "Officer", "In attendance", "", ""},
	{"0", "Vacancy", "Committee Member", "Expected", "", ""},
}

var expected = []Attendee{
	{"701", "Councillor Ada Penhaligon", "Chair", "Expected", "Independent", "St Mary's & Quayside"},
	{"702", "Councillor Dr Owen O'Dowd", "Committee Member", "Present", "Residents' Group", "St Mary's & Quayside"}, // said before the day
}
