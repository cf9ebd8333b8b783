package record_test

import (
	"slices"
	"strings"
	"testing"

	"councilgraph/ingest/record"
)

// faults are the wrong forms of one piece of the sound record: what Parse says of each, and whether the JSON Schema refuses it too.
var faults = []struct {
	old, new string
	schema   bool
	want     []string // the item (record: the whole), then the message
}{
	// The whole record.
	{"record: 1\n", "record: 2\n", true, []string{
		`record| line 1: record: found the number 2, expected 1, the version of this form`,
	}},
	{"record: 1\n", ``, true, []string{
		`record| line 1: record: found nothing, expected 1, the version of this form`,
	}},
	{`complete: true`, `complete: "yes"`, true, []string{
		`record| line 17: complete: found "yes", expected true or false, without quotes`,
	}},
	{`complete: true`, `complet: true`, true, []string{
		`record| line 17: complet: found the unknown field "complet", expected one of record, document, version, complete, reader, entities, mentions, facts; did you mean complete?`,
	}},
	{`complete: true`, "complete: true\ncomplete: false", false, []string{
		`record| line 18: complete: found the field "complete" twice, expected it once; the other is on line 17`,
	}},
	{`reader: {origin: PERSON, name: a reader, review: REVIEWED}`, `reader: {origin: HUMAN}`, true, []string{
		`record| line 18: reader.origin: found "HUMAN", expected one of PERSON, REGISTER, RULE, MODEL`,
	}},
	{`reader: {origin: PERSON, name: a reader, review: REVIEWED}`, `reader: {name: a reader, review: REJECTED}`, true, []string{
		`record| line 18: reader.origin: found nothing, expected one of PERSON, REGISTER, RULE, MODEL`,
		`record| line 18: reader.review: found "REJECTED", expected one of UNREVIEWED, REVIEWED`,
	}},
	{`reader: {origin: PERSON, name: a reader, review: REVIEWED}`, `reader: me`, true, []string{
		`record| line 18: reader: found "me", expected an object with the fields origin, name, review`,
	}},
	{"  service: pages\n", ``, true, []string{
		`record| line 2: document.service: found nothing, expected text`,
	}},
	{"  number: \"1\"\n", "  number: 1\n", true, []string{
		`record| line 5: document.number: found the number 1, expected text; put it in quotes`,
	}},
	{"  date: 2025-07-08\n  meeting", "  date: 2025-02-29\n  meeting", false, []string{
		`record| line 8: document.date: found "2025-02-29" (February 2025 has no day 29), expected a day of the form 2025-07-08`,
	}},
	{"  id: document:pages:1:ai-summary\n", ``, false, nil}, // it is made of service, number and kind
	{"  id: document:pages:1:ai-summary\n", "  id: page:1\n", true, []string{
		`record| line 3: document.id: found "page:1", expected an id that begins with document:`,
	}},
	{`  meeting: ref:the-meeting`, `  meeting: ref:a-meeting`, false, []string{
		"record| line 9: document.meeting: found \"ref:a-meeting\", expected ref: and the `ref` of an entity of this record",
	}},
	{`  meeting: ref:the-meeting`, `  meeting: council:brent`, true, []string{
		`record| line 9: document.meeting: found "council:brent", expected an id that begins with meeting:`,
	}},
	{`  title: A page`, `  titel: A page`, true, []string{
		`record| line 7: document.titel: found the unknown field "titel", expected one of type, id, name, names, mentions, rows, service, number, kind, title, url, generator, licence, date, undated, authority, meeting, publisher; did you mean title?`,
	}},
	{`  title: A page`, `  type: Meeting`, true, []string{
		`record| line 7: document.type: found "Meeting", expected Document`,
	}},
	{`retrieved: 2025-07-10T08:00:00Z`, `retrieved: 2025-07-10`, true, []string{
		`record| line 12: version.retrieved: found "2025-07-10" (not of the form YYYY-MM-DDThh:mm:ssZ, with a fraction of a second or an offset such as +01:00 if wanted), expected an instant of the form 2025-07-08T18:00:00Z`,
	}},
	{"facts:\n- type: ContractEvent", "facts: 3\nfact:\n- type: ContractEvent", true, []string{
		`record| line 39: facts: found the number 3, expected a list of facts`,
		`record| line 40: fact: found the unknown field "fact", expected one of record, document, version, complete, reader, entities, mentions, facts; did you mean facts?`,
	}},
	// Passages.
	{`- {ordinal: 2, kind`, `- {ordinal: 3, kind`, false, []string{
		`record| line 15: version.passages[1].ordinal: found the number 3, expected 2: ordinals count from 1 without a gap`,
	}},
	{`kind: BULLET, section: Brent and Node4, hash: $HASHED`, `kind: LIST, section: Brent and Node4, hash: $HASHED`, true, []string{
		`record| line 16: version.passages[2].kind: found "LIST", expected one of HEADING, PARAGRAPH, BULLET, FOOTNOTE`,
	}},
	{`hash: $BULLET`, `hash: abc`, true, []string{
		`record| line 15: version.passages[1].hash: found "abc", expected a SHA-256 of 64 digits 0-9a-f`,
	}},
	{`section: null`, `section: "  "`, true, []string{
		`record| line 14: version.passages[0].section: found blank text "  ", expected text, or no such field`,
	}},
	{`section: null, hash: $HEADING, repeat: 0`, `section: null, hash: $HEADING, repeat: 1`, false, []string{
		`record| line 14: version.passages[0].repeat: found the number 1, expected 0, the number of passages before it with this hash`,
	}},
	{`months; 3 of 3 done.`, `months.`, false, []string{
		`record| line 15: version.passages[1].hash: found "e624f562629c6fbe202a8c3e707cec74288bbf72380f1219ae6a0c79a546"..., expected 20e62d9d3e306838391544acbbb5389eddc5f3f54bde16bd27c39882c1039491, the hash of its text`,
	}},
	{`hash: $BULLET`, `hash: $HEADING`, false, []string{ // the version's own hash is right
		`record| line 15: version.passages[1].hash: found "4e629fef811ca3832ee2b6b0549af3e88f32ea2ef4e36d73f9007217ff7b"..., expected e624f562629c6fbe202a8c3e707cec74288bbf72380f1219ae6a0c79a5463839, the hash of its text`,
	}},
	{`start: 20, end: 66`, `start: 20, end: 20`, false, []string{
		`record| line 15: version.passages[1].end: found the number 20, expected more than start, 20`,
	}},
	{`start: 20, end: 66`, `start: 20`, true, []string{
		`record| line 15: version.passages[1].end: found nothing, expected a whole number from 0 to 2147483647`,
	}},
	// Entities.
	{`  type: Council`, `  type: Councl`, true, []string{
		`entities[0]| line 21: entities[0].type: found "Councl", expected one of Agreement, Contract, Indicator, Committee, Meeting, AgendaItem, Council, Supplier, Body, Place, Topic, Councillor, Project, Product, Document, Risk; did you mean Council?`,
	}},
	{"  type: Council\n", ``, true, []string{
		`entities[0]| line 20: entities[0].type: found nothing, expected one of Agreement, Contract, Indicator, Committee, Meeting, AgendaItem, Council, Supplier, Body, Place, Topic, Councillor, Project, Product, Document, Risk`,
	}},
	{"  name: Brent\n", ``, true, []string{
		`entities[0]| line 20: entities[0].name: found nothing, expected text`,
	}},
	{"  name: Brent\n", "  name: \"\"\n", true, []string{
		`entities[0]| line 22: entities[0].name: found blank text "", expected text, or no such field`,
	}},
	{"  name: Brent\n", "  name: \"a\\u0007b\"\n", true, []string{
		`entities[0]| line 22: entities[0].name: found text with the control character U+0007, expected text with no other than line breaks and tabs`,
	}},
	{"  name: Brent\n", "  name: Brent\n  kind: UNITARY\n", true, []string{
		`entities[0]| line 23: entities[0].kind: found the unknown field "kind", expected no such field of an entity: state it by a fact of type Claim`,
	}},
	{`name: Desk`, `name: Desk, buyers: ["council:brent"]`, true, []string{
		`entities[3]| line 35: entities[3].buyers: found the unknown field "buyers", expected no such field: it follows from ContractEvent.buyers`,
	}},
	{`- id: council:brent`, `- id: supplier:brent`, true, []string{
		`entities[0]| line 20: entities[0].id: found "supplier:brent", expected an id that begins with council:`,
	}},
	{`- id: council:brent`, `- id: council:brent lewisham`, true, []string{
		`entities[0]| line 20: entities[0].id: found "council:brent lewisham", expected an id that begins with council:`,
	}},
	{`- id: supplier:node4`, "- id: supplier:node4\n  id: supplier:node5", false, []string{
		`entities[1]| line 27: entities[1].id: found the field "id" twice, expected it once; the other is on line 26`,
	}},
	{`indicator:tickets, type: Indicator`, `contract:desk, type: Contract`, false, []string{
		`entities[4]| line 36: entities[4].id: found "contract:desk" twice, expected each entity once; the other is entities[3]`,
	}},
	{`  of: committee:brent:it`, `  of: council:brent`, true, []string{
		`record| line 9: document.meeting: found "ref:the-meeting", which names entities[2], refused itself, expected something that stands`,
		`entities[2]| line 33: entities[2].of: found "council:brent", expected an id that begins with committee: or body:`,
		`facts[2]| line 63: facts[2].about: found "ref:the-meeting", which names entities[2], refused itself, expected something that stands`,
	}},
	{`  of: committee:brent:it`, `  of: [committee:brent:it]`, true, []string{
		`record| line 9: document.meeting: found "ref:the-meeting", which names entities[2], refused itself, expected something that stands`,
		`entities[2]| line 33: entities[2].of: found a list of 1, expected an id that begins with committee: or body:`,
		`facts[2]| line 63: facts[2].about: found "ref:the-meeting", which names entities[2], refused itself, expected something that stands`,
	}},
	{"  of: committee:brent:it\n", ``, true, []string{
		`record| line 9: document.meeting: found "ref:the-meeting", which names entities[2], refused itself, expected something that stands`,
		`entities[2]| line 30: entities[2].of: found nothing, expected an id that begins with committee: or body:`,
		`facts[2]| line 62: facts[2].about: found "ref:the-meeting", which names entities[2], refused itself, expected something that stands`,
	}},
	{"  of: committee:brent:it\n  date: 2025-07-08", "  of: committee:brent:it\n  date: next week", true, []string{
		`record| line 9: document.meeting: found "ref:the-meeting", which names entities[2], refused itself, expected something that stands`,
		`entities[2]| line 34: entities[2].date: found "next week" (the word "next" is not known), expected a date or period in one of the forms 2025, 2025-07, 2025-07-08, --03-31, 2025-Q3, 2025-H1, FY2025/26, early|mid|late|start|end 2025 or 2025-07, week 2025-07-28, 2025-03/2025-05, 2025-01/.., ../2025-07-08`,
		`facts[2]| line 63: facts[2].about: found "ref:the-meeting", which names entities[2], refused itself, expected something that stands`,
	}},
	{"  of: committee:brent:it\n  date: 2025-07-08", `  of: committee:brent:it`, true, []string{
		`record| line 9: document.meeting: found "ref:the-meeting", which names entities[2], refused itself, expected something that stands`,
		`entities[2]| line 30: entities[2].date: found nothing, expected a date or period in one of the forms 2025, 2025-07, 2025-07-08, --03-31, 2025-Q3, 2025-H1, FY2025/26, early|mid|late|start|end 2025 or 2025-07, week 2025-07-28, 2025-03/2025-05, 2025-01/.., ../2025-07-08`,
		`facts[2]| line 62: facts[2].about: found "ref:the-meeting", which names entities[2], refused itself, expected something that stands`,
	}},
	{`- ref: the-meeting`, `- ref: the meeting`, true, []string{
		"record| line 9: document.meeting: found \"ref:the-meeting\", expected ref: and the `ref` of an entity of this record",
		`entities[2]| line 30: entities[2].ref: found "the meeting", expected a label without spaces and colons`,
		"facts[2]| line 63: facts[2].about: found \"ref:the-meeting\", expected ref: and the `ref` of an entity of this record",
	}},
	{`kind: OTHER, source`, `kind: MAIN, source`, true, []string{
		`entities[0]| line 23: entities[0].names[0].kind: found "MAIN", expected one of OTHER, SHORT, FORMER, FILE`,
	}},
	{`text: Brent Council`, `text: Brent`, false, []string{
		"entities[0]| line 23: entities[0].names[0].text: found \"Brent\" twice, expected each name once, the main one only as `name`",
	}},
	{`names: [{text: Brent Council, kind: OTHER, source: common usage}]`, `names: Brent Council`, true, []string{
		`entities[0]| line 23: entities[0].names: found "Brent Council", expected a list of names`,
	}},
	{`at: 1, printed: Brent}`, `at: 1, printed: Lewisham}`, false, []string{
		`entities[0]| line 24: entities[0].mentions[0].printed: found "Lewisham", expected text that stands in passage 1`,
	}},
	{`at: 1, printed: Brent}`, `at: 1, printed: Brent}, {at: 1, printed: Brent}`, false, []string{
		`entities[0]| line 24: entities[0].mentions[1].printed: found "Brent" of passage 1 twice, expected each mention once`,
	}},
	{`at: 1, printed: Brent}`, `at: 9, printed: Brent}`, false, []string{
		`entities[0]| line 24: entities[0].mentions[0].at: found the number 9, expected the ordinal of a listed passage, 1 to 3`,
	}},
	{`at: 1, printed: Brent}`, `at: one, printed: Brent}`, true, []string{
		`entities[0]| line 24: entities[0].mentions[0].at: found "one", expected a whole number from 1 to 2147483647`,
	}},
	{`open: true, reason: MISPRINT`, `open: true`, true, []string{
		`entities[1]| line 29: entities[1].mentions[0].reason: found nothing, expected one of UNNAMED, NO_COUNCIL, NEVER_SPELT_OUT, NOT_TIED, AMBIGUOUS, MISPRINT, OFFICER`,
	}},
	{`printed: Node4, open: true, reason: MISPRINT`, `printed: Node4, reason: MISPRINT`, true, []string{
		"entities[1]| line 29: entities[1].mentions[0].reason: found \"MISPRINT\", expected no reason, or `open: true`",
	}},
	{`rows: [E1]`, `rows: E1`, true, []string{
		`entities[0]| line 25: entities[0].rows: found "E1", expected a list of labels`,
	}},
	{`- {id: contract:desk`, "- 12\n- {id: contract:desk", true, []string{
		`entities[3]| line 35: entities[3]: found the number 12, expected an object with a type and its fields`,
	}},
	// Mentions.
	{`open: true, reason: UNNAMED`, `open: false`, true, []string{
		`mentions[0]| line 38: mentions[0].open: found false, expected true: a name that stands for no entity is open`,
	}},
	{`open: true, reason: UNNAMED`, `open: true, reason: UNKNOWN`, true, []string{
		`mentions[0]| line 38: mentions[0].reason: found "UNKNOWN", expected one of UNNAMED, NO_COUNCIL, NEVER_SPELT_OUT, NOT_TIED, AMBIGUOUS, MISPRINT, OFFICER`,
	}},
	// Facts.
	{`type: Observation`, `type: Observations`, true, []string{
		`facts[1]| line 52: facts[1].type: found "Observations", expected one of AgreementRevision, ContractEvent, Observation, Target, Decision, Term, Post, Membership, Attendance, ProjectUpdate, RiskAssessment, Step, Link, Remark, Claim, Dispute; did you mean Observation?`,
		`facts[3]| line 71: facts[3].facts[1]: found "level", which names facts[1], refused itself, expected something that stands`,
	}},
	{`measure: LEVEL`, `measure: Level`, true, []string{
		`facts[1]| line 55: facts[1].measure: found "Level", expected one of LEVEL, CHANGE, PEAK, RANK, DIRECTION; did you mean LEVEL?`,
		`facts[3]| line 71: facts[3].facts[1]: found "level", which names facts[1], refused itself, expected something that stands`,
	}},
	{"  indicator: indicator:tickets\n", ``, true, []string{
		`facts[1]| line 52: facts[1].indicator: found nothing, expected an id that begins with indicator:`,
		`facts[3]| line 70: facts[3].facts[1]: found "level", which names facts[1], refused itself, expected something that stands`,
	}},
	{"indicator: indicator:tickets\n", "indicator: contract:desk\n", true, []string{
		`facts[1]| line 54: facts[1].indicator: found "contract:desk", expected an id that begins with indicator:`,
		`facts[3]| line 71: facts[3].facts[1]: found "level", which names facts[1], refused itself, expected something that stands`,
	}},
	{"indicator: indicator:tickets\n", "indicator: tickets\n", true, []string{
		`facts[1]| line 54: facts[1].indicator: found "tickets", expected an id that begins with indicator:`,
		`facts[3]| line 71: facts[3].facts[1]: found "level", which names facts[1], refused itself, expected something that stands`,
	}},
	{`wording: Both.`, `wording: null`, true, []string{
		`facts[3]| line 72: facts[3].wording: found null, expected text`,
	}},
	{`wording: Both.`, "wording: Both.\n  since: 2025-01-01", true, []string{
		`facts[3]| line 73: facts[3].since: found the unknown field "since", expected one of type, label, rows, evidence, when, modality, wording, kind, facts`,
	}},
	{`buyers: [council:brent]`, `buyers: council:brent`, true, []string{
		`facts[0]| line 44: facts[0].buyers: found "council:brent", expected a list of references, each an id that begins with council: or supplier: or body:`,
		`facts[3]| line 71: facts[3].facts[0]: found "award", which names facts[0], refused itself, expected something that stands`,
	}},
	{`buyers: [council:brent]`, `buyers: [council:brent, council:brent]`, true, []string{
		`facts[0]| line 44: facts[0].buyers[1]: found "council:brent" twice, expected each reference once`,
		`facts[3]| line 71: facts[3].facts[0]: found "award", which names facts[0], refused itself, expected something that stands`,
	}},
	{"kind: AI_SUMMARY\n", "kind: AI_SUMMARY\n  authority: 3\n", true, []string{
		`document.authority| line 7: document.authority: found the number 3, expected at most 2, which is what AI_SUMMARY can weigh: 4 register or minutes, 3 reports pack, 2 AI summary, 1 transcript`,
	}},
	{"kind: AI_SUMMARY\n", "kind: MINUTES\n  authority: 5\n", true, []string{
		`document.authority| line 7: document.authority: found the number 5, expected a whole number from 1 to 4`,
	}},
	{"months: 12\n", "months: 12.5\n", true, []string{
		`facts[0]| line 46: facts[0].months: found the number 12.5, expected a whole number from 1 to 2147483647`,
		`facts[3]| line 71: facts[3].facts[0]: found "award", which names facts[0], refused itself, expected something that stands`,
	}},
	{"months: 12\n", "months: 0\n", true, []string{
		`facts[0]| line 46: facts[0].months: found the number 0, expected a whole number from 1 to 2147483647`,
		`facts[3]| line 71: facts[3].facts[0]: found "award", which names facts[0], refused itself, expected something that stands`,
	}},
	{"months: 12\n", "months: -3\n", true, []string{
		`facts[0]| line 46: facts[0].months: found the number -3, expected a whole number from 1 to 2147483647`,
		`facts[3]| line 71: facts[3].facts[0]: found "award", which names facts[0], refused itself, expected something that stands`,
	}},
	{"months: 12\n", "months: \"12\"\n", true, []string{
		`facts[0]| line 46: facts[0].months: found "12", expected a whole number from 1 to 2147483647`,
		`facts[3]| line 71: facts[3].facts[0]: found "award", which names facts[0], refused itself, expected something that stands`,
	}},
	{"months: 12\n", "months: 99999999999\n", true, []string{
		`facts[0]| line 46: facts[0].months: found the number 99999999999, expected a whole number from 1 to 2147483647`,
		`facts[3]| line 71: facts[3].facts[0]: found "award", which names facts[0], refused itself, expected something that stands`,
	}},
	{`modality: EXPECTED`, `modality: LIKELY`, true, []string{
		`facts[1]| line 57: facts[1].modality: found "LIKELY", expected one of ACTUAL, EXPECTED, REQUESTED`,
		`facts[3]| line 71: facts[3].facts[1]: found "level", which names facts[1], refused itself, expected something that stands`,
	}},
	{`when: late 2025`, `when: 2025-02-29`, false, []string{
		`facts[1]| line 58: facts[1].when: found "2025-02-29" (February 2025 has no day 29), expected a date or period in one of the forms 2025, 2025-07, 2025-07-08, --03-31, 2025-Q3, 2025-H1, FY2025/26, early|mid|late|start|end 2025 or 2025-07, week 2025-07-28, 2025-03/2025-05, 2025-01/.., ../2025-07-08`,
		`facts[3]| line 71: facts[3].facts[1]: found "level", which names facts[1], refused itself, expected something that stands`,
	}},
	{`when: late 2025`, `when: {start: 2025-01-01}`, true, []string{
		`facts[1]| line 58: facts[1].when.start: found the unknown field "start", expected one of text, yearTaken`,
		`facts[1]| line 58: facts[1].when.text: found nothing, expected a date or period in one of the forms 2025, 2025-07, 2025-07-08, --03-31, 2025-Q3, 2025-H1, FY2025/26, early|mid|late|start|end 2025 or 2025-07, week 2025-07-28, 2025-03/2025-05, 2025-01/.., ../2025-07-08`,
		`facts[3]| line 71: facts[3].facts[1]: found "level", which names facts[1], refused itself, expected something that stands`,
	}},
	{`when: late 2025`, `when: {text: --03-31, yearTaken: true}`, false, []string{
		`facts[1]| line 58: facts[1].when.text: found "--03-31", expected a date with a year, since yearTaken says that one was taken`,
		`facts[3]| line 71: facts[3].facts[1]: found "level", which names facts[1], refused itself, expected something that stands`,
	}},
	{`when: late 2025`, `when: [2025]`, true, []string{
		`facts[1]| line 58: facts[1].when: found a list of 1, expected a date or period in one of the forms 2025, 2025-07, 2025-07-08, --03-31, 2025-Q3, 2025-H1, FY2025/26, early|mid|late|start|end 2025 or 2025-07, week 2025-07-28, 2025-03/2025-05, 2025-01/.., ../2025-07-08`,
		`facts[3]| line 71: facts[3].facts[1]: found "level", which names facts[1], refused itself, expected something that stands`,
	}},
	{`{amount: 77.790, unit: ticket, bound: OVER, per: month}`, `77.79`, true, []string{
		`facts[1]| line 56: facts[1].value: found the number 77.79, expected an object with the fields amount, unit, bound, per, of, printed`,
		`facts[3]| line 71: facts[3].facts[1]: found "level", which names facts[1], refused itself, expected something that stands`,
	}},
	{`amount: 77.790`, `amount: 77.1234567`, false, []string{
		`facts[1]| line 56: facts[1].value.amount: found the number 77.1234567 (has more than 6 decimal places), expected a decimal number such as 17840000 or 77.79, with at most 6 decimals`,
		`facts[3]| line 71: facts[3].facts[1]: found "level", which names facts[1], refused itself, expected something that stands`,
	}},
	{`amount: 77.790`, `amount: 99999999999999`, false, []string{
		`facts[1]| line 56: facts[1].value.amount: found the number 99999999999999 (too large: at most 12 digits before the point can be held), expected a decimal number such as 17840000 or 77.79, with at most 6 decimals`,
		`facts[3]| line 71: facts[3].facts[1]: found "level", which names facts[1], refused itself, expected something that stands`,
	}},
	{`amount: 77.790`, `amount: 7e1`, false, []string{
		`facts[1]| line 56: facts[1].value.amount: found the number 7e1 (not a decimal number such as 1784, -0.5 or 77.79), expected a decimal number such as 17840000 or 77.79, with at most 6 decimals`,
		`facts[3]| line 71: facts[3].facts[1]: found "level", which names facts[1], refused itself, expected something that stands`,
	}},
	{`amount: 77.790, unit: ticket`, `amount: 77.790`, true, []string{
		`facts[1]| line 56: facts[1].value.unit: found nothing, expected text`,
		`facts[3]| line 71: facts[3].facts[1]: found "level", which names facts[1], refused itself, expected something that stands`,
	}},
	{`unit: ticket`, `unit: GBP`, false, []string{
		"facts[1]| line 56: facts[1].value.unit: found \"GBP\" (is of money: give an amount and a currency), expected a unit of at most 40 characters, in the singular: `ticket`, `%`, `month`",
		`facts[3]| line 71: facts[3].facts[1]: found "level", which names facts[1], refused itself, expected something that stands`,
	}},
	{`unit: ticket`, `units: ticket`, true, []string{
		`facts[1]| line 56: facts[1].value.units: found the unknown field "units", expected one of amount, unit, bound, per, of, printed; did you mean unit?`,
		`facts[1]| line 56: facts[1].value.unit: found nothing, expected text`,
		`facts[3]| line 71: facts[3].facts[1]: found "level", which names facts[1], refused itself, expected something that stands`,
	}},
	{`bound: OVER`, `bound: MORE`, true, []string{
		`facts[1]| line 56: facts[1].value.bound: found "MORE", expected one of EXACT, OVER, AT_LEAST, UNDER, AT_MOST, ABOUT`,
		`facts[3]| line 71: facts[3].facts[1]: found "level", which names facts[1], refused itself, expected something that stands`,
	}},
	{`currency: GBP`, `currency: pounds`, true, []string{
		`facts[0]| line 47: facts[0].amount.currency: found "pounds" (not an ISO 4217 code in capitals, such as GBP), expected an ISO 4217 code in capitals, such as GBP`,
		`facts[3]| line 71: facts[3].facts[0]: found "award", which names facts[0], refused itself, expected something that stands`,
	}},
	{`amount: 17840000,`, `amount: 17840000.005,`, false, []string{
		`facts[0]| line 47: facts[0].amount.amount: found the number 17840000.005 (has more than 2 decimal places), expected a decimal number such as 17840000 or 77.79, with at most two decimals`,
		`facts[3]| line 71: facts[3].facts[0]: found "award", which names facts[0], refused itself, expected something that stands`,
	}},
	{`amount: 17840000,`, ``, true, []string{
		`facts[0]| line 47: facts[0].amount.amount: found nothing, expected a decimal number such as 17840000 or 77.79`,
		`facts[3]| line 71: facts[3].facts[0]: found "award", which names facts[0], refused itself, expected something that stands`,
	}},
	{`label: level`, `label: award`, false, []string{
		`facts[1]| line 53: facts[1].label: found "award" twice, expected each label once; the other is that of facts[0]`,
		`facts[3]| line 71: facts[3].facts[1]: found "level", expected the label of a fact of this record, or the id of a fact`,
	}},
	{`label: level`, `label: "a level"`, true, []string{
		`facts[1]| line 53: facts[1].label: found "a level", expected a label without spaces and colons`,
		`facts[3]| line 71: facts[3].facts[1]: found "level", expected the label of a fact of this record, or the id of a fact`,
	}},
	{`facts: [award, level]`, `facts: [award, leval]`, false, []string{
		`facts[3]| line 71: facts[3].facts[1]: found "leval", expected the label of a fact of this record, or the id of a fact`,
	}},
	{`facts: [award, level]`, `facts: []`, true, []string{
		`facts[3]| line 71: facts[3].facts: found a list of 0, expected at least one reference, the label of a fact of this record, or the id of a fact`,
	}},
	{`facts: [award, level]`, `facts: [award, contractevent:]`, false, []string{
		`facts[3]| line 71: facts[3].facts[1]: found "contractevent:", expected the label of a fact of this record, or the id of a fact`,
	}},
	{"  evidence: [{at: 1, printed: [and]}]\n", ``, true, []string{
		`facts[2]| line 61: facts[2].evidence: found nothing, expected a list of at least one {at, printed}`,
	}},
	{`evidence: [{at: 1, printed: [and]}]`, `evidence: []`, true, []string{
		`facts[2]| line 67: facts[2].evidence: found a list of 0, expected a list of at least one {at, printed}`,
	}},
	{`evidence: [{at: 1, printed: [and]}]`, `evidence: [{at: 1, printed: []}]`, true, []string{
		`facts[2]| line 67: facts[2].evidence[0].printed: found a list of 0, expected a list of at least one text that stands in the passage`,
	}},
	{`evidence: [{at: 1, printed: [and]}]`, `evidence: [{at: 0, printed: [and]}]`, true, []string{
		`facts[2]| line 67: facts[2].evidence[0].at: found the number 0, expected a whole number from 1 to 2147483647`,
	}},
	{`evidence: [{at: 1, printed: [and]}]`, `evidence: [{at: 4, printed: [and]}]`, false, []string{
		`facts[2]| line 67: facts[2].evidence[0].at: found the number 4, expected the ordinal of a listed passage, 1 to 3`,
	}},
	{`evidence: [{at: 1, printed: [and]}]`, `evidence: [{at: 1, printed: [and]}, {at: 1, printed: [Brent]}]`, false, []string{
		`facts[2]| line 67: facts[2].evidence[1].at: found passage 1 twice, expected each passage once, with all that it prints`,
	}},
	{`evidence: [{at: 1, printed: [and]}]`, `evidence: [{at: 1, printed: and}]`, true, []string{
		`facts[2]| line 67: facts[2].evidence[0].printed: found "and", expected a list of texts that stand in the passage`,
	}},
	{`printed: [Node4, £17.84M]`, `printed: ["3"]`, false, []string{
		`facts[0]| line 51: facts[0].evidence[0].printed[0]: found "3", which stands 2 times in passage 2, expected text that stands there once`,
		`facts[3]| line 71: facts[3].facts[0]: found "award", which names facts[0], refused itself, expected something that stands`,
	}},
	{`printed: [Node4, £17.84M]`, `printed: [Node5]`, false, []string{
		`facts[0]| line 51: facts[0].evidence[0].printed[0]: found "Node5", which stands 0 times in passage 2, expected text that stands there once`,
		`facts[3]| line 71: facts[3].facts[0]: found "award", which names facts[0], refused itself, expected something that stands`,
	}},
	{`printed: [Node4, £17.84M]`, `printed: [12]`, true, []string{
		`facts[0]| line 51: facts[0].evidence[0].printed[0]: found the number 12, expected text; put it in quotes`,
		`facts[3]| line 71: facts[3].facts[0]: found "award", which names facts[0], refused itself, expected something that stands`,
	}},
	{`printed: [Node4, £17.84M]`, `printed: [Node4, Node4]`, true, []string{
		`facts[0]| line 51: facts[0].evidence[0].printed[1]: found "Node4" twice, expected each text once`,
		`facts[3]| line 71: facts[3].facts[0]: found "award", which names facts[0], refused itself, expected something that stands`,
	}},
	// Claims.
	{`field: status`, `field: stauts`, false, []string{
		`facts[2]| line 64: facts[2].field: found "stauts", expected a stated field of Meeting: one of start, venue, virtual, status; did you mean status?`,
	}},
	{`field: status`, `field: date`, false, []string{
		`facts[2]| line 64: facts[2].field: found "date", expected a stated field of Meeting: one of start, venue, virtual, status`,
	}},
	{`value: HELD`, `value: MET`, false, []string{
		`facts[2]| line 65: facts[2].value: found "MET", expected one of PLANNED, HELD, CANCELLED, MENTIONED`,
	}},
	{`value: HELD`, `value: true`, true, []string{
		`facts[2]| line 65: facts[2].value: found true, expected text; put it in quotes`,
	}},
	{`about: ref:the-meeting`, `about: agreement:x`, true, []string{
		`facts[2]| line 64: facts[2].field: found "status", expected a stated field of Agreement: kind`,
	}},
	{"field: status\n  value: HELD", "field: virtual\n  value: \"yes\"", false, []string{
		`facts[2]| line 65: facts[2].value: found "yes", expected "true" or "false"`,
	}},
	{`about: ref:the-meeting`, `about: contract:desk`, true, []string{
		`facts[2]| line 64: facts[2].field: found "status", expected a stated field of Contract: ocid`,
	}},
	{"  id: document:pages:1:ai-summary\n", "  id: \"document:pages:1\\u200b:ai-summary\"\n", false, []string{
		`record| line 3: document.id: found a name with the invisible character U+200B, expected a name of which every character is seen`,
	}},
	{`about: ref:the-meeting`, `about: product:lamp`, true, []string{
		`facts[2]| line 64: facts[2].field: found "status", expected nothing: a Product has no stated field`,
	}},
}

func TestFaults(t *testing.T) {
	published := compiled(t)
	for _, c := range faults {
		t.Run(strings.TrimSpace(c.new), func(t *testing.T) {
			text := instead(t, marked(c.old), marked(c.new))
			rec, problems := parse(t, text)
			var got []string
			for _, p := range problems {
				item := p.Item
				if item == "" {
					item = "record"
				}
				got = append(got, item+"| "+p.Error())
			}
			if !slices.Equal(got, c.want) {
				t.Errorf("got\n\t%s\nwant\n\t%s", strings.Join(got, "\n\t"), strings.Join(c.want, "\n\t"))
			}
			whole := slices.ContainsFunc(problems, func(p record.Problem) bool { return p.Item == "" })
			if (rec == nil) != whole {
				t.Errorf("whole record refused: %v, record: %v", whole, rec)
			}
			if rec != nil {
				leftOut(t, rec, problems)
			}
			data, err := record.Plain([]byte(text))
			if err != nil {
				t.Fatal(err)
			}
			if refused := published.Validate(data) != nil; refused != c.schema {
				t.Errorf("the JSON Schema refuses it: %v, want %v", refused, c.schema)
			}
		})
	}
}

// leftOut: a record holds no item that has a problem, and every other.
func leftOut(t *testing.T, rec *record.Record, problems []record.Problem) {
	t.Helper()
	refused := map[string]bool{}
	for _, p := range problems {
		refused[p.Item] = true
	}
	var held []string
	for _, p := range rec.Version.Passages {
		held = append(held, p.At.Path)
	}
	for _, e := range rec.Entities {
		held = append(held, e.At.Path)
	}
	for _, m := range rec.Mentions {
		held = append(held, m.At.Path)
	}
	for _, f := range rec.Facts {
		held = append(held, f.At.Path)
	}
	for _, path := range held {
		if refused[path] {
			t.Errorf("%s is refused and held", path)
		}
	}
	delete(refused, "document.authority")                                                       // the document stands without it
	if all := 3 + 5 + 1 + 4; len(held)+len(refused) != all && len(held)+len(refused) != all+1 { // a case may add an item
		t.Errorf("%d held, %d refused", len(held), len(refused))
	}
}
