package figure

import "regexp"

var (
	relationBefore = regexp.MustCompile(`(?i)\b(from|since|as of|as from|effective from|with effect from|until|till|up to|extension to|extended to|extend to|extended until|by|no later than|` +
		`not later than|before|prior to|ahead of|in advance of|pre|after|post)(?:` + sp + `+(?:the|early)?` + sp + `*|-)$`)
	theBefore = regexp.MustCompile(`(?i)\bthe` + sp + `+$`)
	nounAfter = regexp.MustCompile(`^` + sp + `+[a-z]{4,}`)
	onwards   = regexp.MustCompile(`(?i)^` + sp + `+onwards?\b`)
	relations = map[string]Relation{
		"from": RelationFrom, "since": RelationFrom, "as of": RelationFrom, "as from": RelationFrom, "effective from": RelationFrom,
		"with effect from": RelationFrom,
		"until":            RelationUntil, "till": RelationUntil, "up to": RelationUntil, "extension to": RelationUntil,
		"extended to": RelationUntil, "extend to": RelationUntil, "extended until": RelationUntil,
		"by": RelationBy, "no later than": RelationBy, "not later than": RelationBy,
		"before": RelationBefore, "prior to": RelationBefore, "ahead of": RelationBefore, "in advance of": RelationBefore, "pre": RelationBefore,
		"after": RelationAfter, "post": RelationAfter,
	}
)

// roles are the words before a date that say whose it is: labels on its own line first, then the sentence.
var roles = []struct {
	role Role
	re   *regexp.Regexp
}{
	{RoleNextMeeting, regexp.MustCompile(`(?i)\b(?:next|future|following)(?:[ \t]+\w+){0,3}[ \t]+meetings?\b.*$`)},
	{RolePublication, regexp.MustCompile(`(?i)\b(?:publication date|date of publication|date published|decision published|decisions published|published)[ \t]*:[ \t]*$`)},
	{RoleEffective, regexp.MustCompile(`(?i)\beffective from[ \t]*:?[ \t]*$`)},
	{RoleDecision, regexp.MustCompile(`(?i)\b(?:date of decision|decision date|decision made|date decided)[ \t]*:[ \t]*$`)},
	{RoleMeeting, regexp.MustCompile(`(?i)\b(?:decided at meeting|made at meeting|meeting date|date of meeting|meeting)[ \t]*:[ \t]*$`)},
	{RoleMinutes, regexp.MustCompile(`(?i)\bminutes[ \t]*(?:(?:[-–:]|\bof\b|\bfrom\b|\bfor\b).*)?$`)},
	{RoleMinutes, regexp.MustCompile(`(?i)\b(?:previous|last|earlier)(?:[ \t]+\w+){0,2}[ \t]+meeting\b.*$`)},
	{RolePublication, regexp.MustCompile(`(?i)\b(?:agenda|minutes|decisions?|notice|papers|page)[ \t]+(?:(?:was|were|is|are)[ \t]+)?(?:published|despatched|dispatched|issued|printed|updated)(?:[ \t]+on)?(?:[ \t]+the)?[ \t]*:?[ \t]*$`)},
}

// role reads whose date stands at start.
func role(text string, start int) Role {
	from, _ := sentence(text, start, start)
	const reach = 200
	before := text[max(from, start-reach):start]
	for _, r := range roles {
		if r.re.MatchString(before) {
			return r.role
		}
	}
	return RoleUnstated
}
