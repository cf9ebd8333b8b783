package graph_test

import (
	"encoding/json"
	"os"
	"testing"

	"councilgraph/graph/schema"
	"councilgraph/graph/store"
	"councilgraph/graph/store/memory"
	"councilgraph/web"
)

func TestQAStarters(t *testing.T) {
	a := newAsker(t, func(_ testing.TB, clock store.Clock) store.Store { return memory.New(schema.Domain(), clock) })
	for _, st := range web.Starters() {
		vars := map[string]any{}
		if st.Variables != "" {
			json.Unmarshal([]byte(st.Variables), &vars)
		}
		os.WriteFile("/tmp/qa/out/s-"+st.Name+".json", a.ask(t, st.Query, "", vars), 0o644)
	}
}
