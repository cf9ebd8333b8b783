package supplier

import (
	"fmt"
	"strings"
	"testing"

	"councilgraph/graph/value"
	"councilgraph/ingest/extract/figure"
)

func TestNormal(t *testing.T) {
	same := [][]string{
		{"Phoenix Software Ltd", "PHOENIX SOFTWARE LIMITED", "Phoenix  Software ltd.", "The Phoenix Software", "PhoenixSoftware"},
		{"Force Point", "Forcepoint", "FORCE POINT LTD"},
		{"Acorn & Oak LLP", "Acorn and Oak"},
		{"Bad Lamps Ltd t/a The Old Lamp", "Bad Lamps Limited"},
		{"Lámpa Kft", "Lampa KFT"},
		{"Limited", "LIMITED"},
	}
	seen := map[string]string{}
	for _, group := range same {
		first := Normal(group[0])
		for _, n := range group {
			if got := Normal(n); got != first {
				t.Errorf("%q is %q, %q is %q", group[0], first, n, got)
			}
		}
		if other, ok := seen[first]; ok || first == "" {
			t.Errorf("%q and %q are both %q", group[0], other, first)
		}
		seen[first] = group[0]
	}
	if Normal("Acorn Group") == Normal("Acorn") || Short("Acorn Group Ltd") != Short("Acorn") || Short("Software Ltd") != "software" || Normal("…") != "" {
		t.Error("words of trade part names, and only Short leaves them out")
	}
}

func foundLine(text string, o Options) string {
	var out []string
	for _, f := range Find(text, o) {
		s := f.Printed
		if f.Naming != Named {
			s += " " + strings.ToLower(string(f.Naming))
		}
		if f.Role != Supplier {
			s += " " + strings.ToLower(string(f.Role))
		}
		out = append(out, s+" "+strings.ToLower(string(f.Frame)))
	}
	return strings.Join(out, "; ")
}

func TestFind(t *testing.T) {
	buyers := Options{Buyers: []string{"Acorn", "Oak"}}
	tests := []struct {
		text string
		o    Options
		want string
	}{
		// Labels.
		{"Supplier: Lampworks Ltd\nValue: £5", Options{}, "Lampworks Ltd label"},
		{"- Name of supplier: Lampworks\n", Options{}, "Lampworks label"},
		{"Awarded to: Contractor B", Options{}, "Contractor B withheld label"},
		// Award frames.
		{"The tender was awarded to Lamp5.", Options{}, "Lamp5 award"},
		{"The board awarded a contract for 12 months for the provision of lamps to LampWorks.", Options{}, "LampWorks award"},
		{"Contract awarded for lamps for LB of Oak to Brightly", buyers, "Brightly award"},
		{"Lampworks Ltd won the contract for lamps.", Options{}, "Lampworks Ltd award"},
		{"Lampworks has been awarded the contract.", Options{}, "Lampworks award"},
		{"To award a three-year contract to the supplier Lampworks for the provision of all Acme lamps.", Options{}, "Lampworks award"},
		{"That Lampworks of Ayton (LA) be awarded a contract for a period of five years", Options{}, "Lampworks of Ayton award"},
		{"the contract awarded to 8x8 in May", Options{}, "8x8 award"},
		{"The contract was awarded to Lampworks plc.", Options{}, "Lampworks plc award"},
		// Contract frames.
		{"The council has a contract with Lampworks for lamps.", Options{}, "Lampworks contract"},
		{"To exit the current outsourcing agreement with Lampworks at the end of the contract.", Options{}, "Lampworks contract"},
		{"Quadrant 4 are the only available current system maintenance provider to ensure it.", Options{}, "Quadrant 4 contract"},
		{"Councillor Ann Lamp is the only Labour member; Lamp Street was the current site.", Options{}, ""},
		{"The system is only being maintained by Gantrell, the provider, until October.", Options{}, "Gantrell contract"},
		{"The service is run by Nora Pell, the contract manager.", Options{}, ""},
		{"the existing contract between the Council and Lampworks Ltd for lamps", Options{}, "Lampworks Ltd suffix"},
		{"award of a contract to Quadrant 4 for five years", Options{}, "Quadrant 4 award"},
		{"award of a contract to Quadrant 4 years ago", Options{}, "Quadrant award"},
		{"to extend the contract with the current supplier ‘Lampworks Ltd’ for the Lamp system", Options{}, "Lampworks Ltd contract"},
		{"We have extended Lampworks UK Limited: Lamp Services by 12 months", Options{}, "Lampworks UK Limited contract"},
		{"Lamps were purchased from Lampworks.", Options{}, "Lampworks contract"},
		{"Oak have decided not to renew for Lampcall", buyers, "Lampcall contract"},
		// What a council calls who works for it.
		{"Cabinet agreed to appoint Lampworks as its lamp contractor from April.", Options{}, "Lampworks contract"},
		{"The council's lamp contractor, Lampworks, had mended 400.", Options{}, "Lampworks contract"},
		{"It heard that Lampworks, the council's lamp operator, would close.", Options{}, "Lampworks contract"},
		{"Lampworks, which runs the council's lamps, asked for more.", Options{}, "Lampworks contract"},
		{"A lamp contractor, Ada Marsh, asked.", Options{}, ""},
		{"It agreed to extend Lampworks's lamp maintenance contract.", Options{}, "Lampworks contract"},
		{"Cabinet selected Lampworks Group as the preferred bidder.", Options{}, "Lampworks Group contract"},
		{"It heard that Lampworks had been procured to deliver the lamps.", Options{}, "Lampworks contract"},
		{"The lamp operator, Lamp Inns Ltd, had appointed Ada Marsh as its licence holder.", Options{}, ""},
		{"Ada Marsh, who runs the council's lamps; they extended Ada Marsh's contract, and Ada Marsh's interim contract.", Options{}, ""},
		{"Laptops were procured to help staff; Staff were contracted to deliver lamps.", Options{}, ""},
		{"Cabinet agreed to purchase the site from Lamp Estates.", Options{}, ""},
		{"Cabinet agreed to buy lamps from Lampworks at a cost of £1.1m.", Options{}, "Lampworks contract"},
		{"They buy lamps from April; the lamps are bought from London.", Options{}, ""},
		{"The council's new director, Ada Marsh, had left.", Options{}, ""},
		// A legal suffix in a sentence about buying.
		{"Type of supplier that was awarded the contract: Private Limited Company", Options{}, ""},
		{"Two quotes came, one of Lampworks Ltd.", Options{}, "Lampworks Ltd suffix"},
		{"Lampworks Ltd has a new chair.", Options{}, ""},
		// Reseller and publisher.
		{"The contract was awarded to an Acme reseller.", Options{}, ""},
		{"Award of the contract to Acme reseller for lamps.", Options{}, "Acme reseller unnamed reseller award"},
		{"a direct award to our Acme Gold Partner, Phoenix Lamps Ltd.", Options{}, "Phoenix Lamps Ltd reseller suffix"},
		// Withheld.
		{"That Contractor 3 be awarded the lamp contract.", Options{}, "Contractor 3 withheld award"},
		{"The contract was awarded to the supplier named in the exempt appendix.", Options{}, "the supplier named in the exempt appendix withheld award"},
		{"to award a contract to Bidder A for the lamp platform", Options{}, "Bidder A withheld award"},
		{"a contract for lamps be awarded to the Tenderer B at £5m", Options{}, "Tenderer B withheld award"},
		{"a contract for licences from Lampworks Software Limited, an Acme reseller", Options{}, "Lampworks Software Limited reseller suffix"},
		// A contract called by what it buys, and the way it was bought.
		{"originally awarded as a variation to the Clinical Waste Services contract", Options{}, ""},
		{"agreed to extend the Clinical Waste Services contract", Options{}, ""},
		{"procured through the Crown Commercial Service G-Cloud 14 framework", Options{}, ""},
		{"awarded the contract to Lampworks Limited, Version 1 Lamps Ltd", Options{}, "Lampworks Limited award; Version 1 Lamps Ltd suffix"},
		// No suppliers.
		{"The applicant, Bad Lamps Ltd t/a The Old Lamp, sought a licence to sell lamps.", Options{}, ""},
		{"SCR Lamps Ltd made an application for a premises licence under contract.", Options{}, ""},
		{"Councillor Long declared an interest as a trustee of Lamp Mencap, a supplier.", Options{}, ""},
		{"The developer, Lamp Homes Ltd, has a contract with the council.", Options{}, ""},
		{"The grant was awarded to Oak Council.", Options{}, ""},
		{"Contract with Lamp Operator", Options{}, ""},
		{"Not to award a contract to Lampworks Ltd; a tender of the unsuccessful bidder Brightly Ltd", Options{}, ""},
		{"Not to award the contract to Lampworks; it should not be awarded to Brightly.", Options{}, ""},
		{"It has a contract with GPs, and one with the Home Office; lamps were bought from Oak Market.", Options{}, ""},
		{"Mencap was awarded the prize; a contract with Windows 11", Options{}, ""},
		{"a discount negotiated with the Supplier", Options{}, ""},
		{"the contract was awarded to Acorn", buyers, ""},
		// What the caller knows.
		{"The Force Point licences were renewed.", Options{Known: []string{"Forcepoint"}}, "Force Point known"},
		{"Communications, Insight and Innovation", Options{Known: []string{"Insight"}}, ""},
		{"we contract for insight", Options{Known: []string{"Insight"}}, ""},
		{"Insight supplied no contract", Options{Known: []string{"Insight"}}, "Insight known"},
		{"The Acme Tower contract", Options{Known: []string{"Acme"}}, ""},
		// A transcript.
		{"the contract was awarded to Lampworks Ltd and Brightly", Options{Transcript: true, Known: []string{"Brightly"}}, "Brightly known"},
	}
	for _, tt := range tests {
		if got := foundLine(tt.text, tt.o); got != tt.want {
			t.Errorf("%q\n got %s\nwant %s", tt.text, got, tt.want)
		}
	}
}

func eventsLine(text string, meeting value.Day, o Options) string {
	var out []string
	for _, e := range Events(text, meeting, o) {
		s := eventText(e)
		if e.Months > 0 {
			s += fmt.Sprintf(" months=%d", e.Months)
		}
		if e.Options > 0 {
			s += fmt.Sprintf(" options=%d", e.Options)
		}
		if e.Amount != nil {
			s += " " + e.Amount.Printed
		}
		for _, b := range e.Buyers {
			s += " buyer=" + b.Printed
		}
		if e.Subject != nil {
			s += " subject=" + e.Subject.Printed
		}
		if e.Ahead != nil {
			s += " ahead=" + e.Ahead.Printed
		}
		out = append(out, s)
	}
	return strings.Join(out, "; ")
}

func TestEvents(t *testing.T) {
	const july = value.Day(20277) // 8 July 2025
	o := Options{Buyers: []string{"Acorn", "Oak"}}
	tests := []struct{ text, want string }{
		{"Acorn awarded a contract for 12 months for the Provision of Lamps to Lampworks.", "AWARDED ACTUAL|Lampworks| months=12 buyer=Acorn subject=Lamps"},
		{"The contract was awarded to Lampworks on 29 May for £5m.", "AWARDED ACTUAL|Lampworks|2025-05-29 £5m"},
		{"To award a three-year contract to the supplier Lampworks.", "AWARDED EXPECTED|Lampworks| months=36"},
		{"The contract will be awarded to Lampworks in May 2026.", "AWARDED EXPECTED|Lampworks|2026-05"},
		{"The tender for provision of lamps for Oak was published on the 17 June 2025 and will close on 15 July 2025.",
			"TENDER_PUBLISHED ACTUAL||2025-06-17 buyer=Oak subject=lamps; TENDER_CLOSES EXPECTED||2025-07-15 buyer=Oak subject=lamps"},
		{"The tender for lamps has concluded.", "TENDER_CONCLUDED ACTUAL|| subject=lamps"},
		{"Acorn have extended Lampworks UK Limited: Lamps by 12 months, with two further 6-month extensions.",
			"EXTENDED ACTUAL|Lampworks UK Limited| months=12 buyer=Acorn; EXTENSION_OPTION ACTUAL|Lampworks UK Limited| months=6 options=2 buyer=Acorn"},
		{"Oak decided not to renew the contract with Lampcall.", "NOT_RENEWED ACTUAL|Lampcall| buyer=Oak"},
		{"Acorn have renewed the lamps with Lamp8.", "RENEWED ACTUAL|Lamp8| buyer=Acorn"},
		{"The contract ends 30th April 2026 and will require re-procurement.", "ENDS EXPECTED||2026-04-30; NEEDS_REPROCUREMENT EXPECTED||"},
		{"The current contract ended in June 2022.", "ENDS ACTUAL||2022-06"},
		{"Possible extension to 1 May 2030 of the contract", "EXTENSION_OPTION ACTUAL||2030-05-01"},
		{"Description of possible extension:", ""},
		{"Cabinet approved the award of the contract for lamps to Lampworks Ltd for a period of five years, with an option to extend for two years.",
			"AWARDED EXPECTED|Lampworks Ltd| months=60 subject=lamps; EXTENSION_OPTION ACTUAL|Lampworks Ltd| months=24 subject=lamps"},
		{"The committee extended the contract with Lampworks Ltd for two years.", "EXTENDED ACTUAL|Lampworks Ltd| months=24"},
		{"To award the contract for lamps to Lampworks Ltd for 3 years from 1 June 2026 with an option to extend for 2 years, at £5m.",
			"AWARDED EXPECTED|Lampworks Ltd| months=36 £5m subject=lamps; EXTENSION_OPTION ACTUAL|Lampworks Ltd| months=24 subject=lamps"},
		// The next sentence's date and amount are its own.
		{"The contract was awarded to Lampworks. It met on 3 May 2025 and spent £5m.", "AWARDED ACTUAL|Lampworks|"},
		// Two amounts: which is the contract's is not told.
		{"The contract was awarded to Lampworks, £5m less £1m.", "AWARDED ACTUAL|Lampworks|"},
		// What the contract is for, ahead of its word or behind the supplier.
		{"Cabinet approved the direct award of the lamp and post contract to Lampworks Ltd.", "AWARDED EXPECTED|Lampworks Ltd| ahead=lamp and post"},
		{"The new contract was awarded to Lampworks Ltd.", "AWARDED ACTUAL|Lampworks Ltd|"},
		{"The services contract was awarded to Lampworks Ltd.", "AWARDED ACTUAL|Lampworks Ltd|"},
		{"The large print services contract was awarded to Lampworks Ltd.", "AWARDED ACTUAL|Lampworks Ltd| ahead=print services"},
		{"The lamp contract and the post contract were awarded to Lampworks Ltd.", "AWARDED ACTUAL|Lampworks Ltd|"},
		{"approval to make a direct award to Lampworks Ltd for street lamps, for a period of 3 years", "AWARDED EXPECTED|Lampworks Ltd| months=36 subject=street lamps"},
		{"The contract was awarded to Lampworks Ltd for three years.", "AWARDED ACTUAL|Lampworks Ltd| months=36"},
		{"The contract with Lampworks for street lamps will end on 2 December 2026.", "ENDS EXPECTED|Lampworks|2026-12-02 subject=street lamps"},
		{"Cabinet approved a £4.5 million contract with Lampworks.", "AWARDED EXPECTED|Lampworks| £4.5 million"},
		{"To authorise the Director to enter into a contract with Lampworks Ltd for lamps for three years.", "AWARDED EXPECTED|Lampworks Ltd| months=36 subject=lamps"},
		{"It agreed to extend Lampworks’s street lamp contract by two years.", "EXTENDED EXPECTED|Lampworks| months=24 ahead=street lamp"},
		{"The contract for lamps was let to Lampworks in 2019 and expires in 2029.", "AWARDED ACTUAL|Lampworks|2019 subject=lamps; ENDS EXPECTED|Lampworks|2029 subject=lamps"},
		// Minutes report the future in the past.
		{"The lamp contract, with Lampworks Ltd, would expire on 2 December 2026.", "ENDS EXPECTED|Lampworks Ltd|2026-12-02 ahead=lamp"},
		{"The contract would be awarded to Lampworks Ltd, or expire.", ""},
		// An option of no length is no extension.
		{"To award a contract for lamps to Lampworks Ltd with an option to extend for 2 more.", "AWARDED EXPECTED|Lampworks Ltd| subject=lamps"},
		// No contracts.
		{"The mayor awarded a prize to Jo Bloggs.", ""},
		{"The hours were extended to 01:30.", ""},
		{"Not to award a contract to Lampworks Ltd at this time; the contract was not awarded.", ""},
		{"Oak had won the tender for the Lamp Games.", ""},
		{"It agreed to extend the lease, and to end the contract for lamps.", ""},
		{"Award the contract to another provider - this would cost more.", ""},
		{"The applicant was awarded a contract by Lampworks Ltd.", ""},
	}
	for _, tt := range tests {
		if got := eventsLine(tt.text, july, o); got != tt.want {
			t.Errorf("%q\n got %s\nwant %s", tt.text, got, tt.want)
		}
	}
	if Events("The contract was awarded to Lampworks.", july, Options{Transcript: true}) != nil {
		t.Error("a transcript gives events")
	}
}

func FuzzFind(f *testing.F) {
	for _, s := range []string{"Supplier: A Ltd", "awarded to the supplier named in the exempt appendix 1", "contract with ‘Ünïcode Ltd’", "8x8 won the bid",
		"To award a contract to A & B of the C (UK) Ltd t/a D", "Force Point licences", "tender closes on 1 May 2025|\n"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if len(text) > 2000 {
			return
		}
		o := Options{Known: []string{"Forcepoint", "8x8", "A B C"}, Buyers: []string{"A", ""}}
		end := 0
		for _, s := range Find(text, o) {
			if s.Start < end || s.End <= s.Start || s.End > len(text) || text[s.Start:s.End] != s.Printed {
				t.Fatalf("%q: %+v", text, s)
			}
			end = s.End
			if again := Normal(s.Printed); Normal(again) == "" && again != "" {
				t.Fatalf("%q: normal form %q", s.Printed, again)
			}
		}
		for _, e := range Events(text, 20277, o) {
			spans := []figure.Span{e.Span, e.Sentence}
			if e.Supplier != nil {
				spans = append(spans, e.Supplier.Span)
			}
			if e.When != nil {
				spans = append(spans, e.When.Span)
			}
			if e.Amount != nil {
				spans = append(spans, e.Amount.Span, e.Amount.Whole)
			}
			for _, s := range spans {
				if text[s.Start:s.End] != s.Printed || s.Start < e.Sentence.Start || s.End > e.Sentence.End {
					t.Fatalf("%q: %+v of %+v", text, s, e)
				}
			}
		}
	})
}

// TestInName: a word that is also the name of a supplier names none where it is a part of another name.
func TestInName(t *testing.T) {
	for _, tt := range []struct {
		text string
		want bool
	}{
		{"Decision Maker: Director - Communications, Insight and Innovation", true},
		{"The Business Insight Team spoke.", true},
		{"A report of Corporate Insight was noted.", true},
		{"Laptops came from Insight in May.", false},
		{"Laptops came from Insight Ltd in May.", false},
		{"The Insight contract ends in May.", false},
		{"Insight was paid.", false},
	} {
		at := strings.Index(tt.text, "Insight")
		if got := InName(tt.text, at, at+len("Insight")); got != tt.want {
			t.Errorf("%q: got %t", tt.text, got)
		}
	}
}
