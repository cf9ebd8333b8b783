package graph

import (
	"strconv"

	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"
	"github.com/vektah/gqlparser/v2/parser"
)

// inRequest begins the path of an error that leads into the request: `where.contracts.count.gt`, and not into the answer.
const inRequest ast.PathName = "request"

// placeValues tells errors about values of a document which argument, and what in it, they are about: a line and a column say little of a
// request that a program wrote. Only those that an answer lists are looked for, in one walk.
func placeValues(errs gqlerror.List, text string) {
	at := places{}
	for _, e := range errs[:min(len(errs), maxErrors)] {
		if len(e.Locations) > 0 && len(e.Path) == 0 {
			at[e.Locations[0]] = nil
		}
	}
	if len(at) == 0 {
		return
	}
	doc, err := parser.ParseQuery(&ast.Source{Input: text})
	if err != nil {
		return // told as such
	}
	for _, op := range doc.Operations {
		for _, v := range op.VariableDefinitions {
			at.value(v.DefaultValue, "$"+v.Variable)
		}
		at.directives(op.Directives)
		at.selection(op.SelectionSet)
	}
	for _, f := range doc.Fragments {
		at.directives(f.Directives)
		at.selection(f.SelectionSet)
	}
	for _, e := range errs[:min(len(errs), maxErrors)] {
		if len(e.Locations) > 0 && at[e.Locations[0]] != nil {
			e.Path = ast.Path{inRequest, at[e.Locations[0]]}
		}
	}
}

// places are the arguments' paths at places that are looked for; nil where there is none.
type places map[gqlerror.Location]ast.PathElement

func (p places) selection(sel ast.SelectionSet) {
	for _, s := range sel {
		switch s := s.(type) {
		case *ast.Field:
			p.arguments(s.Arguments, "")
			p.directives(s.Directives)
			p.selection(s.SelectionSet)
		case *ast.InlineFragment:
			p.directives(s.Directives)
			p.selection(s.SelectionSet)
		case *ast.FragmentSpread:
			p.directives(s.Directives)
		}
	}
}

func (p places) directives(list ast.DirectiveList) {
	for _, d := range list {
		p.arguments(d.Arguments, "@"+d.Name+".")
	}
}

func (p places) arguments(list ast.ArgumentList, of string) {
	for _, a := range list {
		p.value(a.Value, of+a.Name)
	}
}

func (p places) value(v *ast.Value, path string) {
	if v == nil {
		return
	}
	p.put(v.Position, path)
	for i, kid := range v.Children {
		in := path + "[" + strconv.Itoa(i) + "]"
		if v.Kind == ast.ObjectValue {
			in = path + "." + kid.Name
		}
		p.put(kid.Position, in)
		p.value(kid.Value, in)
	}
}

func (p places) put(at *ast.Position, path string) {
	if at == nil {
		return
	}
	l := gqlerror.Location{Line: at.Line, Column: at.Column}
	if there, wanted := p[l]; wanted && there == nil {
		p[l] = ast.PathName(path)
	}
}
