package main

import (
	"councilgraph/graph/schema"
	"councilgraph/ingest/record"
)

type schemaCommand struct {
	Record bool `help:"Print the JSON Schema of a record instead."`
}

// Run prints a schema.
func (c *schemaCommand) Run(io streams) error {
	if c.Record {
		_, err := io.out.Write(record.Schema(schema.Domain()))
		return err
	}
	_, err := io.out.Write([]byte(schema.Derive(schema.Domain(), schema.API())))
	return err
}
