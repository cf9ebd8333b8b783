package main

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"

	driver "github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"councilgraph/bench/data"
	"councilgraph/graph"
	"councilgraph/graph/neo4j"
	"councilgraph/graph/schema"
)

// statements are what one request sends: ours, and the one that is written by hand.
type statements struct{ ours, byHand statement }

type statement struct {
	text string
	args map[string]any
}

// planner profiles statements.
type planner struct {
	conn   driver.DriverWithContext
	store  *neo4j.Store
	server *graph.Server
	last   statement // that our server has sent
}

func newPlanner(ctx context.Context, cfg neo4j.Config) (*planner, error) {
	conn, err := driver.NewDriverWithContext(cfg.URI, driver.BasicAuth(cfg.User, cfg.Password, ""))
	if err != nil {
		return nil, err
	}
	p := &planner{conn: conn}
	var clock data.Clock
	if p.store, err = neo4j.Open(ctx, schema.Domain(), cfg, clock.Now); err != nil {
		_ = conn.Close(ctx) // the first error tells more
		return nil, err
	}
	p.store.Trace = func(text string, args map[string]any) { p.last = statement{text, args} }
	p.server = graph.New(graph.Options{Store: p.store})
	return p, nil
}

func (p *planner) close(ctx context.Context) {
	_ = p.store.Close() // only read
	_ = p.conn.Close(ctx)
}

// of gives the statements of a request with its first variables.
func (p *planner) of(ctx context.Context, r request) (s statements, err error) {
	if r.from != nil {
		if r.vars, err = r.from(p.ask(ctx)); err != nil {
			return s, err
		}
	}
	own := map[string]any{}
	for k, v := range r.vars[0] {
		if strings.Contains(r.query, "$"+k) {
			own[k] = v
		}
	}
	if _, err := p.ask(ctx)(r.query, own); err != nil {
		return s, fmt.Errorf("%s: %w", r.name, err)
	}
	s.ours = p.last
	if r.hand == nil {
		return s, nil
	}
	s.byHand = statement{r.hand.text, r.vars[0]}
	if r.hand.args != nil {
		s.byHand.args = r.hand.args(r.vars[0])
	}
	return s, nil
}

func (p *planner) ask(ctx context.Context) asker {
	return func(query string, vars map[string]any) (map[string]any, error) {
		out, err := p.server.Execute(ctx, graph.Request{Query: query, Variables: vars}, graph.JSON)
		if err != nil {
			return nil, err
		}
		var answer struct{ Data map[string]any }
		err = json.Unmarshal(out, &answer)
		return answer.Data, err
	}
}

// profile runs a statement and tells what each operator did.
func (p *planner) profile(ctx context.Context, s statement) (driver.ProfiledPlan, error) {
	session := p.conn.NewSession(ctx, driver.SessionConfig{AccessMode: driver.AccessModeRead})
	defer func() { _ = session.Close(ctx) }() // only read
	result, err := session.Run(ctx, "PROFILE "+s.text, s.args)
	if err != nil {
		return nil, err
	}
	summary, err := result.Consume(ctx)
	if err != nil {
		return nil, err
	}
	return summary.Profile(), nil
}

// plans shows, for each request, what our statement and the hand-written one do: the operators with their rows and db hits.
func plans(ctx context.Context, o options, d database) error {
	p, err := newPlanner(ctx, d.Neo4j)
	if err != nil {
		return err
	}
	defer p.close(ctx)
	for _, r := range requests(o.size) {
		if !o.only.MatchString(r.name) {
			continue
		}
		both, err := p.of(ctx, r)
		if err != nil {
			return err
		}
		for i, s := range []statement{both.ours, both.byHand} {
			if s.text == "" {
				continue
			}
			plan, err := p.profile(ctx, s)
			if err != nil {
				return err
			}
			fmt.Printf("\n%s, %s\n%s\n%v\ndb hits: %d\n", r.name, []string{ours, floor}[i], s.text, s.args, hits(plan))
			show(plan, 0)
		}
	}
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
