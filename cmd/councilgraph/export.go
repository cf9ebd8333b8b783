package main

import (
	"context"
	"encoding/json"
	"fmt"
	goio "io"
	"log/slog"
	"os"
	"strings"

	"councilgraph/graph"
)

type exportCommand struct {
	storeFlag
	Format    string `help:"What to write: json, the whole answer; csv, one root connection, one row a node." default:"csv" enum:"csv,json"`
	Query     string `help:"File with the query document; - reads standard input." default:"-" placeholder:"FILE"`
	Variables string `help:"Variables, as a JSON object." default:"{}" placeholder:"JSON"`
	Operation string `help:"Which operation of the document to run, where it has several." placeholder:"NAME"`
}

// Run answers the document once.
func (c *exportCommand) Run(ctx context.Context, log *slog.Logger, io streams) error {
	document, err := c.document(io.in)
	if err != nil {
		return err
	}
	variables := map[string]any{}
	dec := json.NewDecoder(strings.NewReader(c.Variables))
	dec.UseNumber()
	if err := dec.Decode(&variables); err != nil {
		return fmt.Errorf("--variables: found %q, expected a JSON object", c.Variables)
	}
	if err := c.exists(); err != nil {
		return err
	}
	s, err := c.open(ctx, log)
	if err != nil {
		return err
	}
	defer s.Close()
	server := graph.New(graph.Options{Store: s, Log: log})
	format := graph.JSON
	if c.Format == "csv" {
		format = graph.CSVTable
	}
	out, err := server.Execute(ctx, graph.Request{Query: document, Variables: variables, OperationName: c.Operation}, format)
	if err != nil {
		return err
	}
	_, err = io.out.Write(out)
	return err
}

func (c *exportCommand) document(stdin goio.Reader) (string, error) {
	if c.Query == "-" {
		b, err := goio.ReadAll(stdin)
		return string(b), err
	}
	b, err := os.ReadFile(c.Query)
	if err != nil {
		return "", fmt.Errorf("--query: %w; expected a file with a query document, or - for standard input", err)
	}
	return string(b), nil
}
