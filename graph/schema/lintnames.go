package schema

import (
	"slices"
	"strings"

	"github.com/vektah/gqlparser/v2/ast"
)

// What is derived from each value object and each enum.
var (
	valueSuffixes = []string{"", "Filter", "Order", "Stats", "GroupBy", "GroupKey", "Having", "StatsOrder"}
	enumSuffixes  = []string{"", "Filter"}
)

// claims tell who has a name.
type claims map[string]string

// claim takes a name for the API that is made of the schema; no two may take one.
func (l *loader) claim(of claims, at *ast.Position, owner, name string) {
	if by := of[name]; by != "" && by != owner {
		l.fault(at, "%s: the derived name %s is already that of %s", owner, name, by)
	}
	of[name] = owner
}

// names: what is derived from a type must not clash with another type's, nor with what the API itself is made of.
func (l *loader) names() {
	types, roots := l.taken()
	prefixes := claims{}
	for _, t := range l.m.Types {
		if t.Name == "Node" {
			continue
		}
		if t.Plural == t.Singular() {
			l.fault(t.Pos, "%s: one node and many of them would both be %s; give `plural`", t.Name, t.Plural)
		}
		l.claim(roots, t.Pos, t.Name, t.Plural)
		l.claim(roots, t.Pos, t.Name, t.Singular())
		for _, suffix := range typeSuffixes {
			l.claim(types, t.Pos, t.Name, t.Name+suffix)
		}
		if !t.Interface {
			l.claim(prefixes, t.Pos, t.Name, t.Prefix)
		}
	}
	for _, v := range l.m.Values {
		for _, suffix := range valueSuffixes {
			l.claim(types, l.m.defs[v.Name].Position, v.Name, v.Name+suffix)
		}
	}
	for _, e := range l.m.Enums {
		if ofAPI(e) {
			continue
		}
		for _, suffix := range enumSuffixes {
			l.claim(types, e.Position, e.Name, e.Name+suffix)
		}
	}
}

// taken are the types and the root fields that no domain has to name: the API's own, those of api.graphqls and the scalars' filters.
func (l *loader) taken() (types, roots claims) {
	const api = "the API"
	types, roots = claims{}, claims{"node": api, "nodes": api, "search": api}
	for _, n := range apiNames {
		types[n] = api
	}
	for _, k := range scalarKinds {
		for _, suffix := range []string{"", "Filter", "Stats", "Having"} {
			types[string(k)+suffix] = api
		}
	}
	for _, d := range l.doc.Definitions {
		if ofAPI(d) {
			types[d.Name] = api
		}
	}
	for _, d := range l.doc.Extensions {
		for _, f := range d.Fields {
			if d.Name == "Query" {
				roots[f.Name] = api
			}
		}
	}
	return types, roots
}

// ofAPI: is it of a question of its own, with nothing derived from it?
func ofAPI(d *ast.Definition) bool { return strings.HasSuffix(d.Position.Src.Name, "api.graphqls") }

// ownNames: a field's name must not be that of what filters and groups have of their own.
func (l *loader) ownNames() {
	for _, t := range l.m.Types {
		if t.Name == "Node" {
			continue
		}
		for _, f := range t.Fields {
			for _, own := range []string{"AND", "OR", "NOT", "edge", "isNull", "anyName", TypeName} {
				if f.Name == own {
					l.fault(f.Pos, "%s.%s: the name is the filter's own", t.Name, f.Name)
				}
			}
			if slices.Contains([]string{"key", "count", "distinct"}, f.Name) && (f.Value != nil || f.Kind.Ordered()) {
				l.fault(f.Pos, "%s.%s: the name is that of what every group has beside its statistics", t.Name, f.Name)
			}
		}
		for _, r := range t.Rels {
			if slices.Contains([]string{"edge", "key", "count", TypeName}, r.Name) {
				l.fault(r.Pos, "%s.%s: the name is the API's own, in filters and groups", t.Name, r.Name)
			}
		}
	}
}

// redeclared: a field that a type takes from an interface and declares again stays what the interface says, or narrower.
func (l *loader) redeclared() {
	for _, t := range l.m.Types {
		for _, name := range t.Is[1:] {
			of := l.m.defs[name]
			if of == nil {
				continue
			}
			for _, wide := range of.Fields {
				if own := l.m.defs[t.Name].Fields.ForName(wide.Name); own != nil && !l.narrower(own, wide) {
					l.fault(own.Position, "%s.%s is not what its interface %s says of it: found %s, expected %s", t.Name, own.Name, name, own.Type, wide.Type)
				}
			}
		}
	}
}

// narrower: does a field say what the wide one says? Only one that leads to a single node may lead to a narrower type: many are a
// connection, which is none of the wide one's.
func (l *loader) narrower(own, wide *ast.FieldDefinition) bool {
	for _, directive := range []string{"relationship", "latest"} {
		if (own.Directives.ForName(directive) == nil) != (wide.Directives.ForName(directive) == nil) {
			return false
		}
	}
	a, b := own.Type, wide.Type
	if (a.Elem == nil) != (b.Elem == nil) || b.NonNull && !a.NonNull {
		return false
	}
	t := l.m.types[a.Name()]
	return a.Name() == b.Name() || a.Elem == nil && t != nil && slices.Contains(t.Is, b.Name())
}
