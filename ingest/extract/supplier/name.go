package supplier

import (
	"regexp"
	"strings"
)

const (
	// word is one of a name: a capital or a digit first. A full stop stays inside (`Modern.Gov`), not at the end.
	word = `(?:\p{Lu}[\p{L}\d]*(?:[.'’+/-][\p{L}\d]+)*|\d+[\p{L}][\p{L}\d]*)`
	// name is what a company can be called: words with a capital, joined by spaces, `&`, or `of`, `and the` before a further one.
	name   = word + `(?:[ \x{a0}](?:(?:&|and|of|the|de|t/a)[ \x{a0}](?:the[ \x{a0}])?|\d{1,2}[ \x{a0}])?` + word + `){0,7}(?:[ \x{a0}]?\((?:UK|U\.K\.|Europe|GB|Holdings|International)\)(?:[ \x{a0}]` + word + `)?)?`
	suffix = `(?:Ltd|LTD|Limited|LIMITED|PLC|Plc|plc|LLP|llp|ltd|limited|inc|cic|LLC|Inc|CIC|Corp|Corporation|GmbH|B\.?V|S\.A|Cyf)\b\.?`
	// withheld is a name put in the place of one that is kept back.
	withheld = `(?:Contractor|Supplier|Bidder|Tenderer|Provider|Company|Organisation|Consultant|Firm|Operator)[ \x{a0}](?:\d{1,2}|[A-Z])\b`
	// exempt is a description that says that the name is kept back.
	exempt = `the[ ](?:(?:preferred|successful|recommended|winning|highest scoring|top[- ]ranked|named)[ ])?(?:supplier|contractor|bidder|tenderer|provider|company|consultant|organisation)s?,?[ ]` +
		`(?:as[ ])?(?:(?:named|identified|set[ ]out|listed|detailed|specified|recommended|shown|referred[ ]to|stated)[ ])?(?:in|at)[ ](?:the[ ])?(?:exempt|confidential|restricted|private|closed|part[ ](?:2|II|two|b))\b[^.,;\n]{0,40}`
	quoted = `["'‘“]?`
)

var (
	tradingAs   = regexp.MustCompile(`(?i)\s(?:t/a|trading as)\s`)
	withheldAll = regexp.MustCompile(`^(?:` + withheld + `)$`)
	untilSuffix = regexp.MustCompile(`^.*?[ \x{a0}](?:(?:Corp|Corporation|Inc)\b\.?[ \x{a0}](?:UK[ \x{a0}])?)?` + suffix)
	hasSuffix   = regexp.MustCompile(`[ \x{a0}]` + suffix + `$`)
	// tail are words with a capital that follow a name without being of it.
	tail = regexp.MustCompile(`[ \x{a0}](?:Contracts?|Licen[cs]es?|Agreement|Framework|Contact Centre\b.*|Customer Portal\b.*|Provision\b.*|Support|Award|Tender|System|Unified Support)$`)
	// notFirms are parts of names of councils, their parts, offices, laws, routes to market.
	notFirms = regexp.MustCompile(`(?i)\b(?:council(?:s|lors?)?|borough|committee|cabinet|board|authority|authorities|executive|directors?|officers?|mayor|leader|members?|chair(?:man)?|department|` +
		`directorate|ministry|government|whitehall|westminster|holyrood|stormont|parliament|home office|treasury|ofsted|hmrc|dwp|defra|police|nhs|gps?|ambulance|fire service|armed forces|market|hospital|school|academy|college|university|church|parish|ward|county|city|district|town hall|court|act|regulations?|` +
		`constitution|framework|lot|schedule|appendix|option|report|policy|strategy|programme|project|phase|tender|contract|award|decision|procurement|minutes|agenda|item|` +
		`gold partner|crown commercial|g-?cloud|ccs|espo|ypo|digital marketplace|trust|charity|foundation|foodbank|food bank|mencap|citizens advice|age uk|` +
		`january|february|march|april|may|june|july|august|september|october|november|december|monday|tuesday|wednesday|thursday|friday|saturday|sunday|` +
		`vat|eu|uk|england|wales|scotland|london|europe|britain)\b`)
	// products are no firms, though they stand where one could.
	products = regexp.MustCompile(`(?i)^(?:windows|office|microsoft 365|office 365|m365|sharepoint|teams|azure|outlook|excel|oracle|sql|sap|linux|android|ios|copilot|power ?bi|powerapps|dynamics|fabric|it|ict)(?:[ \d].*)?$`)
	// strangers are sentences whose firms supply nothing: applicants, developers, charities, declarations.
	strangers = regexp.MustCompile(`(?i)\b(?:costs?\b[^.;]{0,40}\bawarded|award of costs|applicants?|applications? (?:to|for|was|were|received)|(?:planning|licen[cs]ing) applications?|premises licen[cs]es?|licen[cs]e holders?|licensees?|licensed premises|licensable|alcohol|t/a|planning permission|developers?|landlord|objectors?|` +
		`declar(?:e|ed|es|ing|ation|ations)|pecuniary|personal interest|trustee|charit(?:y|ies)|donat(?:ed|ion)|grant to|consultants? appointed|commissioned to review|auditors?)\b`)
	// trade are words of buying that a prize does not come with.
	trade = regexp.MustCompile(`(?i)\b(?:contract\w*|tender\w*|supplier|supply|(?:investment|treasury|technical|legal) advis[eo]rs?|provision of|procure\w*|re-?procure\w*|purchase\w*|licen[cs]es?|reseller|framework|quotes?|bid|renewal|(?:implementation|delivery|technology|digital|data|integration|hosting|software|services?|support|migration|transformation|technical) (?:partner|provider|contractor|integrator)s?|systems? integrators?)\b`)
	// buying are words of a sentence about buying.
	buying = regexp.MustCompile(`(?i)\b(?:contract(?:s|or|ors|ed)?|supplier|suppliers|supplied|provider|procure\w*|reprocure\w*|re-procure\w*|tender\w*|award\w*|purchas\w*|licen[cs]es?|reseller|renew\w*|framework|direct award|call-off|quotes?|(?:delivered|provided|supplied|hosted|operated|run|managed|maintained|implemented|developed) (?:by|with))\b`)
)

var (
	// withTitle is somebody's name, which a list of names has run into a company's.
	withTitle = regexp.MustCompile(`\b(?:Mr|Mrs|Ms|Miss|Dr|Cllr|Councillor|Professor)\b\.?[ \x{a0}]\p{Lu}`)
	// besideWithheld is a name that is kept back, in front of one that is given: `Bidder B and Quantock Ltd`.
	besideWithheld = regexp.MustCompile(`^(?:` + withheld + `)[ \x{a0}](?:and|&)[ \x{a0}]`)
)

// partyBefore is the buyer, of whom a text speaks first: `between the Council and Bramley Ltd`.
var partyBefore = regexp.MustCompile(`^(?:(?:City |Borough |County |District )?Council|Authority|Corporation) and `)

// firm cuts what a frame took for a name down to one, or says that it is none.
func firm(s string, buyers []string) (string, bool) {
	if withheldAll.MatchString(s) {
		return s, true
	}
	if m := tradingAs.FindStringIndex(s); len(m) > 0 && m[0] > 0 {
		s = s[:m[0]]
	}
	if withTitle.MatchString(s) {
		return "", false
	}
	s = s[len(besideWithheld.FindString(s)):]
	s = strings.TrimPrefix(s[len(partyBefore.FindString(s)):], "That ") // begins what is resolved
	if m := untilSuffix.FindString(s); m != "" {                        // what follows the form of company is no part of it
		s = m
	}
	for {
		cut := tail.ReplaceAllString(s, "")
		if cut == s {
			break
		}
		s = cut
	}
	s = strings.TrimRight(s, " \u00a0,")
	s = strings.TrimRight(s, ".") // a stop after `Ltd` may end the sentence
	for _, b := range buyers {
		if strings.EqualFold(s, b) {
			return "", false
		}
	}
	const form = "Private Limited" // says what a company is, and not which
	formal := hasSuffix.MatchString(s)
	if s == "" || !formal && calling.MatchString(s) || strings.EqualFold(s, form) || kindOf.MatchString(s) || products.MatchString(s) || !formal && (notFirms.MatchString(s) || notAlone[strings.ToLower(s)]) {
		return "", false
	}
	return s, true
}

// kindOf ends a word for what something is like: `supplied by Lampco-free vendors`.
var kindOf = regexp.MustCompile(`-(?:free|based|approved|compliant|certified|led|owned|run|style|backed|related)$`)

// calling ends what somebody is called who has no name there: `Contract with Leisure Operator`.
var calling = regexp.MustCompile(`(?i)(?:^|[ ])(?:operator|contractor|supplier|provider|bidder|tenderer|consultant|agent|vendor)s?$`)

// notAlone are words with a capital that open a sentence or stand for something else.
var notAlone = words(`the a an this that these those it we they he she our their its there and or but for to in on at by of with from as
	supplier suppliers contractor contractors provider providers bidder bidders partner partners reseller vendor vendors company companies
	one two three four five six seven eight nine ten several many further new
	following both all each no none subject lamp stage ltd limited plc llp inc resolved agreed approved noted note members officers
	digital data cloud security network networks internet web telephony services service support licences licenses software hardware`)
