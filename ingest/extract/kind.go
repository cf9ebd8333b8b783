package extract

import (
	"regexp"
	"strings"

	"councilgraph/ingest/extract/notice"
	"councilgraph/ingest/passage"
)

// Kind is what a page is, as far as host, path and first lines tell.
type Kind string

// The kinds.
const (
	Summary      Kind = "summary"
	Transcript   Kind = "transcript"
	Webcast      Kind = "webcast"
	Weekly       Kind = "weekly"
	Person       Kind = "person"
	Meeting      Kind = "meeting" // the software's page of one, or its minutes as printed
	Item         Kind = "item"
	Issue        Kind = "issue"
	Decision     Kind = "decision"
	DecisionList Kind = "decisions"
	Notice       Kind = "notice"
	OCDS         Kind = "ocds"
	News         Kind = "news"
	Unknown      Kind = "unknown"
)

// network is the service of summaries; its pages stand under two hosts, with the same numbers.
const network = "opencouncil.network"

var networkHosts = map[string]bool{network: true, "opengovernment.network": true}

// Pages of the council software, by the last part of the path.
var moderngov = map[string]Kind{
	"ielistdocuments.aspx": Meeting, "celistdocuments.aspx": Meeting, "mgai.aspx": Item, "ieissuedetails.aspx": Issue,
	"mgissuehistoryhome.aspx": Issue, "iedecisiondetails.aspx": Decision, "mgdecisiondetails.aspx": DecisionList,
	"mgdelegateddecisions.aspx": DecisionList, "mglistofficerdecisions.aspx": DecisionList,
}

// siteLink stands on the date line of the network's pages of meetings.
const siteLink = "View on council website"

// kindLine is the line with which the software says what a meeting's page holds.
var kindLine = regexp.MustCompile(`^(?:Agenda|Decisions|Decision [Ll]ist|List of [Dd]ecisions|Minutes|Draft minutes)(?:,? (?:and )?(?:draft |printed )?(?:decisions|minutes))*$`)

// detect tells the kind of a page.
func detect(a address, lines []passage.Passage) Kind {
	if k := byAddress(a, lines); k != "" {
		return k
	}
	return byLines(lines)
}

func byAddress(a address, lines []passage.Passage) Kind {
	if k, ok := moderngov[a.page]; ok {
		return k
	}
	parts := a.parts()
	switch {
	case networkHosts[a.host] && len(parts) > 1 && parts[0] == "meetings":
		return spoken(lines)
	case networkHosts[a.host] && len(parts) > 1 && parts[0] == "councils":
		return Weekly
	case networkHosts[a.host] && len(parts) > 1 && parts[0] == "decisions":
		return Decision
	case networkHosts[a.host] && len(parts) > 1 && parts[0] == "people":
		return Person
	case strings.HasSuffix(a.host, ".public-i.tv"):
		return Webcast
	case strings.HasSuffix(a.host, "find-tender.service.gov.uk"), strings.HasSuffix(a.host, "contractsfinder.service.gov.uk"):
		return byNotice(lines, Notice)
	case len(parts) > 1 && stories[strings.ToLower(parts[0])]:
		return News
	}
	return ""
}

// stories are the folders in which sites keep news.
var stories = words("news stories story articles article")

// spoken tells a transcript from a summary.
func spoken(lines []passage.Passage) Kind {
	for _, p := range lines {
		if p.Kind == passage.Heading && p.Text == "Transcript" {
			return Transcript
		}
		if p.Text == "Summary" {
			break
		}
	}
	return Summary
}

// byNotice tells a release as data from a notice in prose.
func byNotice(lines []passage.Passage, otherwise Kind) Kind {
	for _, p := range lines {
		if strings.HasPrefix(p.Text, `"ocid"`) || strings.HasPrefix(p.Text, `"releases"`) || strings.HasPrefix(p.Text, `"records"`) || strings.Contains(p.Text, `"ocid":`) {
			return OCDS
		}
	}
	return otherwise
}

// first is how many lines are looked at to tell what a page is.
const first = 60

func byLines(lines []passage.Passage) Kind {
	if k := byNotice(lines, ""); k != "" {
		return k
	}
	has := map[string]int{}
	kinds, labels := 0, 0
	for _, p := range lines[:min(len(lines), first)] {
		if p.Text != banner || p.Kind != passage.Bullet { // the menu of the council software offers updates too
			has[p.Text]++
		}
		switch {
		case strings.HasPrefix(p.Text, "Decision Maker:"):
			labels++
		case kindLine.MatchString(p.Text):
			kinds++
		}
		if notice.StandardForm(p.Text) {
			has["CPV classifications"]++
		}
		if strings.HasPrefix(p.Text, "Venue:") || p.Text == "No. Item" || kinds > 0 && isHead(p.Text) {
			has["Items"]++
		}
		if strings.Contains(p.Text, siteLink) || p.Text == "AI Generated" {
			has[banner]++ // a copy that leaves the banner out
		}
	}
	banner := has[banner] > 0
	switch {
	case banner && has["Weekly updates"] > 0:
		return Weekly
	case has["Activity Timeline"] > 0:
		return Person
	case banner:
		return spoken(lines)
	case labels > 1 || labels == 1 && has["Decisions"] > 0:
		return DecisionList
	case labels == 1:
		return Decision
	case kinds > 0 && has["Items"] > 0:
		return Meeting
	case has["Agenda item"] > 0:
		return Item
	case has["Issue - meetings"] > 0 || has["Issue details"] > 0:
		return Issue
	case has["Issue - decisions"] > 0:
		return DecisionList
	case has["CPV classifications"] > 0 || has["Main procurement category"] > 0 || has["Total value (estimated)"] > 0:
		return Notice
	case printedAt(lines) >= 0:
		return Meeting
	}
	return Unknown
}
