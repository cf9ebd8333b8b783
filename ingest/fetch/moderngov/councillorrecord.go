package moderngov

import (
	"cmp"
	"strconv"

	"councilgraph/graph/value"
	"councilgraph/ingest/passage"
)

// CouncillorDrafts write the register of members out, a document a ward, so that a change in one ward leaves the others as they are.
// It is a register: who is no longer in it is no longer stated, and a term has the days that it gives. address is where it was read.
func (s Site) CouncillorDrafts(wards []Ward, address string) []*Draft {
	var out []*Draft
	seen := map[string]int{} // a ward that stands there twice is one, also where its title is written in two ways
	var merged []Ward
	for _, w := range wards {
		if i, ok := seen[value.Slug(w.Title)]; ok {
			merged[i].Members, merged[i].Vacant = append(merged[i].Members, w.Members...), merged[i].Vacant+w.Vacant
			continue
		}
		seen[value.Slug(w.Title)] = len(merged)
		merged = append(merged, w)
	}
	for _, w := range merged {
		out = append(out, s.wardDraft(w, address))
	}
	return out
}

// wardDraft is the register of one ward.
func (s Site) wardDraft(w Ward, address string) *Draft {
	ward := w.Title
	d := newDraft()
	source := d.line(passage.Paragraph, s.Host()+" GetCouncillorsByWard")
	title := "Councillors of " + cmp.Or(ward, "no ward") + ", " + s.Host()
	d.document = object{"service": s.Host(), "number": "councillors/" + value.Slug(cmp.Or(ward, "no ward")), "kind": "REGISTER", "authority": 4,
		"title": shorten(title), "url": address}
	r := register{draft: d, source: in(source, s.Host()), people: map[string]string{}}
	if c, ok := s.council(); ok {
		r.council = d.council(c, 0, "")
		r.councilName = c.Name
		d.document["publisher"] = r.council
		d.claim(r.council, "hosts", s.Host(), s.Host()+" is the site of "+c.Name+".", r.source)
	}
	at := 0
	if ward != "" {
		at = d.line(passage.Heading, "Ward: "+ward)
	}
	r.ward = in(at, ward)
	for _, c := range w.Members {
		r.member(c, ward)
	}
	if w.Vacant > 0 {
		d.label("Vacant seats", strconv.Itoa(w.Vacant))
	}
	return d.finish(true)
}

// register is what the members of a ward have in common.
type register struct {
	*draft
	source, ward         seen
	council, councilName string // empty where the site serves several councils
	people               map[string]string
}

func (r *register) member(c Councillor, ward string) {
	text := c.Name
	if c.Party != "" {
		text += " • " + c.Party
	}
	at := r.line(passage.Bullet, text)
	if at == 0 {
		return
	}
	bare, _ := Bare(c.Name) // who is in the register of councillors is one, with or without the title
	id, ok := r.councillor(r.people, c.ID, bare, at)
	if !ok {
		return
	}
	r.other(id, c.Name, "")
	current := object{"councillor": id, "council": r.council, "party": c.Party, "ward": ward}
	places := []seen{in(at, bare, c.Party), r.ward}
	if r.council != "" {
		places = append(places, r.source)
	}
	for i, t := range c.Terms {
		line := r.line(passage.Paragraph, bare+": term of office "+cmp.Or(t.Start.British(), "unspecified")+" to "+cmp.Or(t.End.British(), "unspecified"))
		when := string(t.Start) + "/" + string(t.End)
		switch {
		case t.Start != "" && t.End != "" && t.End < t.Start:
			continue // it cannot be: the text alone keeps it
		case t.Start == "":
			when = "../" + string(t.End)
		case t.End == "":
			when = string(t.Start) + "/.."
		case t.Start == t.End:
			when = string(t.Start)
		}
		term := in(line, t.Start.British(), t.End.British())
		if i == len(c.Terms)-1 { // the present one: party and ward are those of now
			current["when"] = when
			places = append(places, term)
			continue
		}
		before := object{"councillor": id, "council": r.council, "when": when}
		if r.council == "" {
			continue // a term of nothing that is known
		}
		r.fact("Term", before, bare+" was a councillor of "+r.councilName+" in an earlier term.", term, r.source)
	}
	if r.council != "" || c.Party != "" || ward != "" || current["when"] != nil {
		wording := bare + " is a councillor"
		if r.council != "" {
			wording += " of " + r.councilName
		}
		r.fact("Term", current, wording+".", places...)
	}
	for _, post := range c.Posts {
		if post = shorten(post); len(post) > 0 {
			held := r.line(passage.Paragraph, bare+": post "+post)
			r.fact("Post", object{"councillor": id, "council": r.council, "title": post}, bare+" is "+post+".", in(held, post))
		}
	}
}
