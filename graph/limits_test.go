package graph

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/99designs/gqlgen/graphql/introspection"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/parser"
)

func TestBounds(t *testing.T) {
	s := newSite(t, func(o *Options) { o.Bounds.Text = 1 << 20 })
	nested := func(n int) string {
		return "{contracts(first:1){nodes" + strings.Repeat("{suppliers(first:1){nodes{contracts(first:1){nodes", n) + "{id}" + strings.Repeat("}}}}", n) + "}}"
	}
	doubling := func(n int) string {
		var b strings.Builder
		b.WriteString("{contracts{nodes{...f0}}}")
		for i := range n {
			fmt.Fprintf(&b, " fragment f%d on Contract{...f%d ...f%d}", i, i+1, i+1)
		}
		fmt.Fprintf(&b, " fragment f%d on Contract{id}", n)
		return b.String()
	}
	for _, c := range []struct{ name, query, says string }{
		{"tokens", "{contracts{nodes{id(" + strings.Repeat("a:[] ", 4000) + ")}}}", "more than 15000 tokens"},
		{"comments are no tokens", "{contracts{totalCount} #" + strings.Repeat("x ", 20000) + "\n}", ""},
		{"depth", nested(5), "more than 20 levels of fields"},
		{"depth allowed", nested(4), ""},
		{"fields", "{contracts{nodes{" + strings.Repeat("id ", 3000) + "}}}", "more than 3000 fields"},
		{"aliases", "{contracts{nodes{" + aliased(201, "id") + "}}}", "more than 200 aliases"},
		{"aliases allowed", "{contracts{nodes{" + aliased(200, "id") + "}}}", ""},
		{"root fields", "{" + aliased(31, "__typename") + "}", "more than 30 root fields"},
		{"root fields in a fragment", "{...f ...f} fragment f on Query{" + aliased(16, "__typename") + "}", "more than 30 root fields"},
		{"root fields allowed", "{" + aliased(30, "__typename") + "}", ""},
		{"fragments that double", doubling(40), "fields, counted wherever a fragment is spread"},
		{"fragments that double often", doubling(199), "fields, counted wherever a fragment is spread"},
		{"many fragments", doubling(200), "more than 200 fragments"},
		{"directives", "{contracts{nodes{" + strings.Repeat("id @include(if:true) ", 201) + "}}}", "more than 200 directives"},
		{"two schemas", "{a:__schema{types{name}} b:__schema{types{name}}}", "more than 1 __schema"},
		{"aliased introspection", "{__schema{a:types{name} b:types{name}}}", "within __schema and __type no aliases"},
		{"deep introspection", "{__schema{types{fields{type{fields{args{name}}}}}}}", "at most 3 lists"},
		{"one type", `{__type(name:"Contract"){fields{name args{name} type{name}}}}`, ""},
		{"usual introspection", introspection.Query, ""},
	} {
		w := s.post(c.query)
		a := read(t, w)
		switch {
		case c.says == "" && (w.Code != 200 || len(a.Errors) > 0):
			t.Errorf("%s: %d %.300s", c.name, w.Code, w.Body)
		case c.says != "":
			refused(t, w, 400, CodeTooComplex)
			if !strings.Contains(w.Body.String(), c.says) {
				t.Errorf("%s: %s", c.name, w.Body)
			}
		}
	}
}

func aliased(n int, field string) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, "a%d:%s ", i, field)
	}
	return b.String()
}

// A cycle of fragments is for validation to refuse, and ends here.
func TestBoundsOfCycles(t *testing.T) {
	s := newSite(t)
	for _, q := range []string{
		"{...a} fragment a on Query{...a}",
		"{contracts{nodes{...a}}} fragment a on Contract{suppliers{nodes{contracts{nodes{...b}}}}} fragment b on Contract{...a ...a}",
	} {
		refused(t, s.post(q), 400, CodeValidation)
	}
}

// A document that passed once is not measured again, and a refused one is never kept.
func TestDocumentsAreKept(t *testing.T) {
	s := newSite(t)
	for range 3 {
		refused(t, s.post("{"+aliased(31, "__typename")+"}"), 400, CodeTooComplex)
		if w := s.post("{contracts{totalCount}}"); w.Code != 200 {
			t.Error(w.Body)
		}
	}
	d := newDocuments(100)
	for i := range 50 {
		d.Add(t.Context(), fmt.Sprintf("text %05d", i), &ast.QueryDocument{})
	}
	if _, ok := d.Get(t.Context(), "text 00049"); !ok || d.size != 100 || len(d.byText) != 10 || d.recent.Len() != 10 {
		t.Errorf("%v %d %d", ok, d.size, len(d.byText))
	}
	d.Get(t.Context(), "text 00040")
	d.Add(t.Context(), "text 00050", &ast.QueryDocument{})
	if _, ok := d.Get(t.Context(), "text 00040"); !ok {
		t.Error("what was used last is gone")
	}
	if d.Add(t.Context(), "far too long for it", nil); d.size != 100 {
		t.Error(d.size)
	}
}

// The planner's own limits come out under the same code, with the path of the field.
func TestCost(t *testing.T) {
	s := newSite(t)
	w := s.post("{x:contracts(first:1000){nodes{suppliers(first:1000){nodes{name}}}}}")
	a := read(t, w)
	if w.Code != 200 || a.code() != string(CodeTooComplex) || fmt.Sprint(a.Errors[0].Path[0]) != "x" || a.Errors[0].Extensions["hint"] == nil {
		t.Errorf("%d %s", w.Code, w.Body)
	}
}

// What a client sends in place of a value of the argument's type is the client's fault.
func TestArguments(t *testing.T) {
	s := newSite(t)
	for _, c := range []struct{ query, vars string }{
		{"{contracts(first: 99999999999999999999){totalCount}}", ""},
		{"{contracts(where:{name:{eq: 99999999999999999999}}){totalCount}}", ""},
		{"query($n:Int){contracts(first:$n){totalCount}}", `{"n":1.5}`},
		{"query($n:Int){contracts(first:$n){totalCount}}", `{"n":99999999999999999999}`},
		{"query($n:Int){contracts(first:$n){totalCount}}", `{"n":"x"}`},
		{"query($n:ID!){contract(id:$n){id}}", `{"n":{"a":1}}`},
		{"query($n:Date){contracts(asOf:$n){totalCount}}", `{"n":{"a":1}}`},
		{"query($n:Date){contracts(asOf:$n){totalCount}}", `{"n":true}`},
		{"query($n:ContractWhere){contracts(where:$n){totalCount}}", `{"n":7}`},
		{"query($n:[ContractOrder!]){contracts(orderBy:$n){totalCount}}", `{"n":[7]}`},
	} {
		body, _ := json.Marshal(map[string]any{"query": c.query, "variables": json.RawMessage("{}")})
		if c.vars != "" {
			body, _ = json.Marshal(map[string]any{"query": c.query, "variables": json.RawMessage(c.vars)})
		}
		w := s.do(request("POST", "/graphql", strings.NewReader(string(body)), "Content-Type", "application/json"))
		if code := read(t, w).code(); code != string(CodeBadInput) && code != string(CodeValidation) {
			t.Errorf("%s %s: %s", c.query, c.vars, w.Body)
		}
	}
}

// Measuring never fails and never takes long, whatever is sent.
func FuzzBounds(f *testing.F) {
	for _, seed := range []string{"{a}", "{...a} fragment a on Query{...a}", "query A($a:Int=1)@x{a:b(c:[$a,{d:1}]){...on X@y{z}...}}", introspection.Query} {
		f.Add(seed)
	}
	b := bounded{Bounds{}.orDefault(), newDocuments(1)}
	f.Fuzz(func(_ *testing.T, text string) {
		if doc, err := parser.ParseQueryWithTokenLimit(&ast.Source{Input: text}, b.Tokens); err == nil {
			_ = b.check(doc)
		}
	})
}
