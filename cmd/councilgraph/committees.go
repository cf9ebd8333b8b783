package main

import (
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"strings"

	"councilgraph/graph"
	"councilgraph/graph/store"
	"councilgraph/graph/value"
)

const everyCommittee = `query($after: String) { committees(first: 500, after: $after, orderBy: [{id: ASC}]) {
	pageInfo { hasNextPage endCursor } nodes { id scope names(first: 100) { nodes { text } } } } }`

// committees reads all names of the graph's committees: by them a committee is found again, whatever a site calls it. A name that
// two committees of one scope share finds neither.
func committees(ctx context.Context, s store.Store, log *slog.Logger) (func(name, scope string) string, error) {
	server := graph.New(graph.Options{Store: s, Log: log})
	ids := map[string]string{}
	variables := map[string]any{}
	for {
		data, err := server.Execute(ctx, graph.Request{Query: everyCommittee, Variables: variables}, graph.JSON)
		if err != nil {
			return nil, fmt.Errorf("read the committees of the graph: %w", err)
		}
		var answer struct {
			Data struct {
				Committees struct {
					PageInfo struct {
						HasNextPage bool
						EndCursor   string
					}
					Nodes []struct {
						ID, Scope string
						Names     struct{ Nodes []struct{ Text string } }
					}
				}
			}
		}
		if err := json.Unmarshal(data, &answer); err != nil {
			return nil, fmt.Errorf("read the committees of the graph: %w", err)
		}
		found := answer.Data.Committees
		for _, c := range found.Nodes {
			for _, n := range c.Names.Nodes {
				key := committeeKey(n.Text, c.Scope)
				if id, ok := ids[key]; ok && id != c.ID {
					ids[key] = ""
				} else {
					ids[key] = c.ID
				}
			}
		}
		if !found.PageInfo.HasNextPage {
			return func(name, scope string) string { return ids[committeeKey(name, scope)] }, nil
		}
		variables["after"] = found.PageInfo.EndCursor
	}
}

// committeeKey is a name without case, accents and punctuation, in its scope.
func committeeKey(name, scope string) string {
	return scope + "\x00" + strings.Join(value.Words(strings.ReplaceAll(name, "&", " and ")), " ")
}
