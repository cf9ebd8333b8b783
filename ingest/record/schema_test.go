package record_test

import (
	"bytes"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"councilgraph/graph/schema"
	"councilgraph/ingest/record"
)

// compiled is the published JSON Schema, held to the rules of its own draft.
func compiled(t testing.TB) *jsonschema.Schema {
	t.Helper()
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(record.Schema(schema.Domain())))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	c.DefaultDraft(jsonschema.Draft2020)
	if err := c.AddResource("urn:councilgraph:record:1", doc); err != nil {
		t.Fatal(err)
	}
	out, err := c.Compile("urn:councilgraph:record:1")
	if err != nil {
		t.Fatal(err)
	}
	return out
}
