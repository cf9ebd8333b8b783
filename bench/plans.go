package main

import (
	"context"
	"fmt"
	"strings"

	driver "github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"councilgraph/bench/data"
	"councilgraph/graph"
	"councilgraph/graph/neo4j"
	"councilgraph/graph/schema"
)

// plans shows, for each request, what our statement and the hand-written one do: the operators with their rows and db hits.
func plans(ctx context.Context, o options, d database) error {
	conn, err := driver.NewDriverWithContext(d.Neo4j.URI, driver.BasicAuth(d.Neo4j.User, d.Neo4j.Password, ""))
	if err != nil {
		return err
	}
	defer func() { _ = conn.Close(ctx) }() // only read
	var clock data.Clock
	st, err := neo4j.Open(ctx, schema.Domain(), d.Neo4j, clock.Now)
	if err != nil {
		return err
	}
	defer func() { _ = st.Close() }() // only read
	var text string
	var args map[string]any
	st.Trace = func(t string, a map[string]any) { text, args = t, a }
	server := graph.New(graph.Options{Store: st})
	for _, r := range requests(o.size) {
		if !o.only.MatchString(r.name) || r.from != nil {
			continue
		}
		if out, err := server.Execute(ctx, graph.Request{Query: r.query, Variables: declared(r)}, graph.JSON); err != nil {
			return fmt.Errorf("%s: %w: %s", r.name, err, out)
		}
		fmt.Printf("\n%s\nours: %s\n%v\n", r.name, text, args)
		if err := profile(ctx, conn, text, args); err != nil {
			return err
		}
		own := r.vars[0]
		if r.hand.args != nil {
			own = r.hand.args(own)
		}
		fmt.Printf("by hand: %s\n", r.hand.text)
		if err := profile(ctx, conn, r.hand.text, own); err != nil {
			return err
		}
	}
	return nil
}

// declared are a request's first variables without those that are for the hand-written statement.
func declared(r request) map[string]any {
	out := map[string]any{}
	for k, v := range r.vars[0] {
		if strings.Contains(r.query, "$"+k) {
			out[k] = v
		}
	}
	return out
}

func profile(ctx context.Context, d driver.DriverWithContext, text string, args map[string]any) error {
	session := d.NewSession(ctx, driver.SessionConfig{AccessMode: driver.AccessModeRead})
	defer func() { _ = session.Close(ctx) }() // only read
	result, err := session.Run(ctx, "PROFILE "+text, args)
	if err != nil {
		return err
	}
	summary, err := result.Consume(ctx)
	if err != nil {
		return err
	}
	fmt.Printf("db hits: %d\n", hits(summary.Profile()))
	show(summary.Profile(), 0)
	return nil
}

// hits are those of an operator and all below it.
func hits(p driver.ProfiledPlan) int64 {
	n := p.DbHits()
	for _, c := range p.Children() {
		n += hits(c)
	}
	return n
}

func show(p driver.ProfiledPlan, depth int) {
	fmt.Printf("%s%s rows %d hits %d %v\n", strings.Repeat("  ", depth), strings.TrimSuffix(p.Operator(), "@neo4j"), p.Records(), p.DbHits(), p.Arguments()["Details"])
	for _, c := range p.Children() {
		show(c, depth+1)
	}
}
