package neo4j_test

import (
	"context"
	"os"
	"testing"
	"time"

	driver "github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"councilgraph/graph/neo4j"
	"councilgraph/graph/neo4j/neo4jtest"
	"councilgraph/graph/schema"
	"councilgraph/graph/store"
	"councilgraph/graph/store/storetest"
)

func TestMain(m *testing.M) { os.Exit(neo4jtest.Run(m)) }

func TestStore(t *testing.T) { suite(t, neo4jtest.Shared(t)) }

// TestStoreNewest asks hardly any random questions: what differs between releases is how a statement is understood, and the
// fixed cases have every form of it. It doubles the time that the package takes, so -short leaves it out.
func TestStoreNewest(t *testing.T) {
	if testing.Short() {
		t.Skip("the newest release is not tried with -short")
	}
	server := neo4jtest.Newest(t)
	t.Setenv("COUNCILGRAPH_RANDOM", "1")
	suite(t, server)
}

func suite(t *testing.T, s *neo4jtest.Server) {
	storetest.Run(t, func(t testing.TB, m *schema.Model, clock store.Clock) store.Store {
		empty(t, s)
		return open(t, s, m, clock)
	})
}

func configOf(s *neo4jtest.Server) neo4j.Config {
	return neo4j.Config{URI: s.URI, User: s.User, Password: s.Password}
}

func open(t testing.TB, s *neo4jtest.Server, m *schema.Model, clock store.Clock) *neo4j.Store {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	st, err := neo4j.Open(ctx, m, configOf(s), clock)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = st.Close() })
	return st
}

// empty removes every node but keeps indexes and constraints, which take long to make.
func empty(t testing.TB, s *neo4jtest.Server) {
	t.Helper()
	ctx := context.Background()
	d, err := driver.NewDriverWithContext(s.Direct, driver.BasicAuth(s.User, s.Password, ""))
	if err != nil {
		t.Fatal(err)
	}
	defer d.Close(ctx)
	session := d.NewSession(ctx, driver.SessionConfig{})
	defer session.Close(ctx)
	for _, text := range []string{
		"MATCH ()-[r]->() CALL (r) { DELETE r } IN TRANSACTIONS OF 10000 ROWS",
		"MATCH (n) CALL (n) { DELETE n } IN TRANSACTIONS OF 10000 ROWS",
	} {
		result, err := session.Run(ctx, text, nil)
		if err == nil {
			_, err = result.Consume(ctx)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
}
