package record

import (
	"strings"

	"councilgraph/graph/schema"
)

// link finds what references within the record name.
func (r *reader) link() {
	for _, n := range r.named {
		if local, ok := strings.CutPrefix(n.id, localPrefix); ok {
			n.toEntity(local)
		} else {
			n.toFact()
		}
	}
	for _, c := range r.claims {
		c.check()
	}
}

func (n naming) toEntity(local string) {
	e := n.locals[local]
	switch {
	case e == nil:
		n.wrong("ref: and the `ref` of an entity of this record")
	case e.it.Type != nil && !allows(n.rel, e.it.Type):
		n.fault(n.node.describe()+", a "+e.it.Type.Name, refForm(n.rel))
	default:
		e.users = append(e.users, n.spot)
	}
}

func (n naming) toFact() {
	if f := n.labels[n.id]; f != nil {
		if f.it.Type != nil && !allows(n.rel, f.it.Type) {
			n.fault(n.node.describe()+", a "+f.it.Type.Name, refForm(n.rel))
			return
		}
		f.users = append(f.users, n.spot)
		return
	}
	t := n.m.TypeOf(n.id)
	if t == nil || t.Class != schema.Fact || !allows(n.rel, t) || !wellFormed(n.id) {
		n.wrong(refForm(n.rel))
	}
}

// spread refuses whatever names something that is refused, and so on.
func (r *reader) spread() {
	var queue []*item
	for _, e := range r.entities {
		queue = append(queue, &e.item)
	}
	for _, e := range r.facts {
		queue = append(queue, &e.item)
	}
	for len(queue) > 0 {
		i := queue[0]
		queue = queue[1:]
		if !i.refused {
			continue
		}
		for _, user := range i.users {
			if !user.item.refused {
				user.fault(user.node.describe()+", which names "+i.path+", refused itself", "something that stands")
				queue = append(queue, user.item)
			}
		}
	}
}
