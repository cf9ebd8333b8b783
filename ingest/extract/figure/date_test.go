package figure

import (
	"strings"
	"testing"

	"councilgraph/graph/value"
)

func dateLine(text string, meeting value.Day) string {
	var out []string
	for _, d := range Dates(text, meeting) {
		s := d.Printed + "|" + d.When.Text
		if d.When.YearTaken {
			s += "*"
		}
		for _, more := range []string{d.Time, string(d.Relation), strings.ToLower(string(d.Role)), tag("note", d.Footnote)} {
			if more != "" {
				s += " " + more
			}
		}
		if d.WrongWeekday {
			s += " wrong-weekday"
		}
		out = append(out, s)
	}
	return strings.Join(out, "; ")
}

// A meeting of Tuesday 8 July 2025.
const july = value.Day(20277)

func TestDates(t *testing.T) {
	tests := []struct {
		text    string
		meeting value.Day
		want    string
	}{
		// Headings of council sites.
		{"Lamp Board - Wednesday 7 May 2025 6.30 pm", 0, "Wednesday 7 May 2025 6.30 pm|2025-05-07 18:30"},
		{"Tuesday, 11th November, 2025 7.00 pm", 0, "Tuesday, 11th November, 2025 7.00 pm|2025-11-11 19:00"},
		{"Tuesday 17th June 2025 10.00 a.m.", 0, "Tuesday 17th June 2025 10.00 a.m.|2025-06-17 10:00"},
		{"Wednesday, 8th May, 2024 7.00 p.m.", 0, "Wednesday, 8th May, 2024 7.00 p.m.|2024-05-08 19:00"},
		{"Tuesday, 12 December 2023 6.00pm", 0, "Tuesday, 12 December 2023 6.00pm|2023-12-12 18:00"},
		{"Thursday, 19 July 2018 7:00 pm", 0, "Thursday, 19 July 2018 7:00 pm|2018-07-19 19:00"},
		{"Thursday, 9th October 2025 at 7:30pm", 0, "Thursday, 9th October 2025 at 7:30pm|2025-10-09 19:30"},
		{"Monday 8 July 2025", 0, "Monday 8 July 2025|2025-07-08 wrong-weekday"},
		{"July 8, 2025 View on", 0, "July 8, 2025|2025-07-08"},
		{"January 13, 2026 at 6:30 pm", 0, "January 13, 2026 at 6:30 pm|2026-01-13 18:30"},
		{"the 8th of July 2025", 0, "8th of July 2025|2025-07-08"},
		{"8 Sept 2025, 9 Jan. 2026", 0, "8 Sept 2025|2025-09-08; 9 Jan. 2026|2026-01-09"},
		// Numbers, day first.
		{"19/10/2015 and 03/04/2019", 0, "19/10/2015|2015-10-19; 03/04/2019|2019-04-03"},
		{"05.06.2024, 5-6-24", 0, "05.06.2024|2024-06-05; 5-6-24|2024-06-05"},
		{"2025-07-08 and 2026-02-11T11:44:28Z", 0, "2025-07-08|2025-07-08; 2026-02-11T11:44:28Z|2026-02-11 11:44"},
		{"10/13/2025, 31 February 2025, 32 May 2025", 0, ""},
		// Without a year.
		{"closes on 15 July", july, "15 July|2025-07-15*"},
		{"It was awarded on 29 May.", july, "29 May|2025-05-29*"},
		{"It was signed on 12 December.", 20468, "12 December|2025-12-12*"}, // 15 January 2026
		{"contracts end 31st March and", july, "31st March|--03-31"},
		{"on 28th April", 0, "28th April|--04-28"},
		{"a session in July.", july, "July|2025-07*"},
		{"It will end in March", july, "March|"},
		{"the 4th & 12th April", 0, "4th|--04-04; 12th April|--04-12"},
		{"4 and 12 April 2024", 0, "4|2024-04-04; 12 April 2024|2024-04-12"},
		{"spend (April 25) on 12 May", july, "April 25|2025-04; 12 May|2025-05-12*"},
		{"on April 25 we met", july, "April 25|2025-04-25*"},
		{"April 25", 0, ""},
		{"we may meet, you march", july, ""},
		// Months, years, financial years.
		{"in October 2024, since January 2025", 0, "October 2024|2024-10; January 2025|2025-01/.. FROM"},
		{"for 2025/26, FY 2026/27, 2021-22 and 23/24", 0, "2025/26|FY2025/26; FY 2026/27|FY2026/27; 2021-22|FY2021/22; 23/24|FY2023/24"},
		{"from 2026/27", 0, "2026/27|FY2026/27/.. FROM"},
		{"plans 2025-28 and 2025–2026", 0, "2025-28|2025/2028; 2025–2026|2025/2026"},
		{"the 2018/19 municipal year; 2018/19", 0, "2018/19|2018/2019; 2018/19|2018/2019"},
		{"Q3 2025/26, Q3 2025, Q3, third quarter of 2024, 2024/25 Q1", 0,
			"Q3 2025/26|2025-10/2025-12; Q3 2025|2025-Q3; Q3|; third quarter of 2024|2024-Q3; 2024/25 Q1|2024-04/2024-06"},
		{"Period 9, 2023/24 period 2, period 12 2024/25", 0, "Period 9|; 2023/24 period 2|2023-05; period 12 2024/25|2025-03"},
		{"first half of 2025, H2 2024", 0, "first half of 2025|2025-H1; H2 2024|2024-H2"},
		{"in 2025, by 2028, prior to 2024, pre-2025", 0, "2025|2025; 2028|2028 BY; 2024|2024 BEFORE; 2025|2025 BEFORE"},
		{"its 2026 savings target", 0, "2026|2026"},
		{"Windows 2012, the Lamps Act 2015, over 2000 lamps, Server/SQL 2012", 0, ""},
		{"24/2052, 12/11", 0, ""},
		// Parts of years and months, weeks, ranges.
		{"late 2025, mid-2025, early July 2025, end of January 2025", 0, "late 2025|late 2025; mid-2025|mid 2025; early July 2025|early 2025-07; end of January 2025|end 2025-01"},
		{"by the end of March", 20468, "end of March|end 2026-03* BY"},
		{"autumn 2025", 0, "autumn 2025|2025"},
		{"week commencing 28 July", july, "week commencing 28 July|week 2025-07-28*"},
		{"w/c 28 July 2025, the week of 13th March 2023, week ending 11 May 2025", 0,
			"w/c 28 July 2025|week 2025-07-28; week of 13th March 2023|week 2023-03-13; week ending 11 May 2025|week 2025-05-05"},
		{"March to May 2025, between October and December 2024", 0, "March to May 2025|2025-03/2025-05; October and December 2024|2024-10/2024-12"},
		{"Dec 24 – Feb 25, November to February 2025", 0, "Dec 24 – Feb 25|2024-12/2025-02; November to February 2025|2024-11/2025-02"},
		{"1 May 2026 to 1 May 2028", 0, "1 May 2026 to 1 May 2028|2026-05-01/2028-05-01"},
		{"3–7 April 2025, 29 May to 3 June", july, "3–7 April 2025|2025-04-03/2025-04-07; 29 May to 3 June|2025-05-29/2025-06-03*"},
		{"May 2025 to March 2025", 0, "May 2025|2025-05; March 2025|2025-03"},
		// Relations.
		{"up to 30 November 2025, until May 2025, from February 2025 onwards, by 1 May 2025", 0,
			"30 November 2025|../2025-11-30 UNTIL; May 2025|../2025-05 UNTIL; February 2025|2025-02/.. FROM; 1 May 2025|2025-05-01 BY"},
		{"spent from the 2024-25 reserves; from the 2024/25 onwards", 0, "2024-25|FY2024/25; 2024/25|FY2024/25/.. FROM"},
		{"Possible extension to 1 May 2030", 0, "1 May 2030|../2030-05-01 UNTIL"},
		// Whose date it is.
		{"minutes of the previous meeting held on 8 July 2025", 0, "8 July 2025|2025-07-08 minutes"},
		{"MINUTES - 29 JUNE 2023", 0, "29 JUNE 2023|2023-06-29 minutes"},
		{"Date of the next meeting: 4 May 2026", 0, "4 May 2026|2026-05-04 next_meeting"},
		{"Publication date: 21/03/2023\nDate of decision: 20/03/2023\nDecided at meeting: 19/03/2023\nEffective from: 29/03/2023", 0,
			"21/03/2023|2023-03-21 publication; 20/03/2023|2023-03-20 decision; 19/03/2023|2023-03-19 meeting; 29/03/2023|2023-03-29 effective"},
		{"Agenda and minutes\nLamp Board\nThursday, 19 July 2018 7:00 pm", 0, "Thursday, 19 July 2018 7:00 pm|2018-07-19 19:00"},
		{"The tender was published on 17 June 2025", 0, "17 June 2025|2025-06-17"},
		// Footnotes run onto a year.
		{"on Tuesday 8 July 20251.", 0, "Tuesday 8 July 2025|2025-07-08 note=1"},
		{"in May 202512", 0, "May 2025|2025-05 note=12"},
		{"in 2025/261 and 2024/252", 0, "2025/26|FY2025/26 note=1; 2024/25|FY2024/25 note=2"},
		{"20251 lamps, May 2025123", 0, ""},
		// None, or cut.
		{"https://example.org/8%20July%2025.pdf, Tel 020 8937 2469, NW4 4BG", 0, ""},
		{"places from 2024/2", 0, ""},
		{"", 0, ""},
	}
	for _, tt := range tests {
		if got := dateLine(tt.text, tt.meeting); got != tt.want {
			t.Errorf("%q\n got %s\nwant %s", tt.text, got, tt.want)
		}
	}
}

func TestElsewhere(t *testing.T) {
	for text, want := range map[string]bool{
		"We met on 8 July 2025":                              false,
		"Made at meeting: 08/07/2025":                        false,
		"The next meeting is on 8 July 2025":                 true,
		"Publication date: 08/07/2025":                       true,
		"The minutes of the meeting held on 8 July 2025 are": true,
	} {
		if d := Dates(text, 0); len(d) != 1 || d[0].Elsewhere() != want {
			t.Errorf("%s: %+v, want %v", text, d, want)
		}
	}
}
