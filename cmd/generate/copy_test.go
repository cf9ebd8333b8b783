package main

import (
	"bytes"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"councilgraph/graph/neo4j/neo4jtest"
	"councilgraph/ingest/passage"
)

func TestMain(m *testing.M) { os.Exit(neo4jtest.Run(m)) }

// grants are what a developer adds: a type, a fact about it, and a root field of its own.
const grants = `
"Money given to a council for a purpose."
type Grant implements Entity & Node @entity(key: ["name"]) {
  "Who gives it, as printed."
  giver: String @stated
  "What was paid of it."
  payments: [Payment!]! @relationship(type: "PAYMENT_OF", direction: IN)
  "The newest payment to each council."
  latestPayments: [Payment!]! @latest(of: "payments", per: ["to"])
  "Councils that were paid."
  councils: [Council!]! @relationship(type: "GRANTED_TO", direction: OUT, from: "Payment.to", via: "grant", oneWay: true)
}

"A payment of a grant."
type Payment implements Fact & Node @fact(key: ["grant", "to"], value: ["amount"]) {
  "The grant that it is of."
  grant: Grant @relationship(type: "PAYMENT_OF", direction: OUT, required: true)
  "Who was paid."
  to: Council @relationship(type: "PAYMENT_TO", direction: OUT, oneWay: true)
  "Null where no amount is printed."
  amount: Money
}
`

const rootField = `
extend type Query {
  "How many letters a text has."
  letters(text: String!): Int!
}
`

const resolver = `package graph

import "context"

func (r *queryResolver) Letters(_ context.Context, text string) (int, error) { return len(text), nil }
`

const grantRecord = `
record: 1
document: {id: 'document:test:1:minutes', service: test, number: '1', kind: MINUTES, authority: 4, date: 2025-03-04}
version: {hash: 'VERSION', passages: [{ordinal: 1, kind: PARAGRAPH, section: null, hash: 'PASSAGE', repeat: 0}]}
reader: {origin: PERSON, name: test, review: REVIEWED}
entities:
  - {id: 'grant:broadband', type: Grant, name: Broadband grant, mentions: [{at: 1, printed: grant}]}
  - {id: 'council:ayton', type: Council, name: Ayton, mentions: [{at: 1, printed: Ayton}]}
facts:
  - {type: Claim, about: 'grant:broadband', field: giver, value: The ministry, wording: The ministry gives the grant., evidence: [{at: 1, printed: [ministry]}]}
  - {type: Payment, grant: 'grant:broadband', to: 'council:ayton', when: 2025-02, amount: {amount: 1250.50, currency: GBP}, wording: Ayton was paid., evidence: [{at: 1, printed: [paid]}]}
`

const grantQuery = `{ letters(text: "four")
  grants(where: {councils: {some: {name: {eq: "ayton"}}}, payments: {some: {amount: {amount: {gt: "1000"}, currency: {eq: "GBP"}}}}}) {
    totalCount nodes { id name giver councils { edges { since node { name } } } latestPayments { aggregate { amount { currency sum } } nodes { amount { amount } when { text } } } } } }`

const grantAnswer = `{"data":{"letters":4,"grants":{"totalCount":1,"nodes":[{"id":"grant:broadband","name":"Broadband grant","giver":"The ministry",` +
	`"councils":{"edges":[{"since":"2025-02-28","node":{"name":"Ayton"}}]},` +
	`"latestPayments":{"aggregate":{"amount":[{"currency":"GBP","sum":"1250.5"}]},"nodes":[{"amount":{"amount":"1250.5"},"when":{"text":"2025-02"}}]}}]}}}`

// TestNewType: in a copy of the module a new type, a new fact and the relationships that rest on it are an edit of one schema file
// and `go generate`; a new root field is one resolver besides. They are then written and read on every store.
func TestNewType(t *testing.T) {
	if testing.Short() {
		t.Skip("builds a copy of the module")
	}
	dir := copyModule(t)
	appendTo(t, filepath.Join(dir, "graph/schema/organisations.graphqls"), grants)
	appendTo(t, filepath.Join(dir, "graph/schema/api.graphqls"), rootField)
	appendTo(t, filepath.Join(dir, "graph/letters.go"), resolver)
	command(t, dir, "go", "generate", "./...")
	binary := filepath.Join(dir, "councilgraph.test")
	command(t, dir, "go", "build", "-o", binary, "./cmd/councilgraph")
	write := func(name, text string) string {
		file := filepath.Join(dir, name)
		if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		return file
	}
	hash := passage.Hash("The ministry paid Ayton of the grant.")
	record, query := write("grant.yaml", strings.NewReplacer("PASSAGE", hash, "VERSION", passage.VersionHash([]passage.Passage{{Hash: hash}})).Replace(grantRecord)), write("grant.graphql", grantQuery)
	check := func(t *testing.T, store string) {
		out := command(t, dir, binary, "ingest", "--store", store, record)
		if !strings.Contains(out, "5 created") {
			t.Errorf("ingest: %s", out)
		}
		if got := strings.TrimSpace(command(t, dir, binary, "export", "--store", store, "--format", "json", "--query", query)); got != grantAnswer {
			t.Errorf("got  %s\nwant %s", got, grantAnswer)
		}
	}
	t.Run("sqlite", func(t *testing.T) { check(t, "sqlite:"+filepath.Join(dir, "grant.db")) })
	t.Run("neo4j", func(t *testing.T) {
		server := neo4jtest.Shared(t)
		server.Wipe(t)
		at, err := url.Parse(server.URI)
		if err != nil {
			t.Fatal(err)
		}
		at.User = url.UserPassword(server.User, server.Password)
		check(t, at.String())
		server.Wipe(t)
	})
}

// copyModule copies what the module is made of, and neither its history nor what it builds with.
func copyModule(t *testing.T) string {
	t.Helper()
	root, err := moduleRoot()
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	err = filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(root, path)
		if err != nil {
			return err
		}
		switch {
		case d.IsDir() && (d.Name() == ".git" || d.Name() == "node_modules"):
			return filepath.SkipDir
		case d.IsDir():
			return os.MkdirAll(filepath.Join(dir, rel), 0o755)
		case !d.Type().IsRegular() || strings.Contains(d.Name(), ".db"):
			return nil
		}
		data, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		return os.WriteFile(filepath.Join(dir, rel), data, 0o600)
	})
	if err != nil {
		t.Fatal(err)
	}
	return dir
}

func appendTo(t *testing.T, file, text string) {
	t.Helper()
	old, err := os.ReadFile(file)
	if err != nil && !os.IsNotExist(err) {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, append(old, text...), 0o600); err != nil {
		t.Fatal(err)
	}
}

func command(t *testing.T, dir, name string, args ...string) string {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), name, args...)
	cmd.Dir = dir
	var out, errs bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &errs
	if err := cmd.Run(); err != nil {
		t.Fatalf("%s %s: %v\n%s%s", filepath.Base(name), fmt.Sprint(args), err, out.String(), errs.String())
	}
	return out.String()
}
