package neo4jtest

import (
	"context"
	"errors"
	"fmt"
	"net"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"
)

func TestMain(m *testing.M) { os.Exit(Run(m)) }

// ownServer is a server that a test may stop. It is the shared one, unless that
// belongs to somebody else.
func ownServer(t *testing.T) *Server {
	t.Helper()
	s := Shared(t)
	if s.home == nil {
		t.Skip("the server of NEO4J_TEST_URI cannot be stopped")
	}
	return s
}

func open(t *testing.T, uri, user, password string) neo4j.DriverWithContext {
	t.Helper()
	d, err := newDriver(uri, user, password)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { d.Close(context.Background()) })
	return d
}

func ask(t *testing.T, d neo4j.DriverWithContext, query string, params map[string]any) any {
	t.Helper()
	records, err := runOn(t.Context(), d, "", query, params)
	if err != nil {
		t.Fatalf("%s: %v", query, err)
	}
	if len(records) == 0 {
		return nil
	}
	return records[0].Values[0]
}

func TestLogin(t *testing.T) {
	s := Shared(t)
	for _, password := range []string{"neo4j", "wrong", "wrong", "wrong", "wrong", ""} {
		var refused *neo4j.Neo4jError
		err := open(t, s.URI, s.User, password).VerifyConnectivity(t.Context())
		if !errors.As(err, &refused) || refused.Code != "Neo.ClientError.Security.Unauthorized" {
			t.Errorf("password %q: %v", password, err)
		}
	}
	if err := open(t, s.URI, s.User, s.Password).VerifyConnectivity(t.Context()); err != nil {
		t.Error(err)
	}
}

func TestWriteReadWipe(t *testing.T) { testWriteReadWipe(t, Shared(t)) }

func TestNewest(t *testing.T) {
	s := Newest(t)
	testWriteReadWipe(t, s)
	testStatements(t, s)
}

func testWriteReadWipe(t *testing.T, s *Server) {
	s.Wipe(t)
	d := open(t, s.URI, s.User, s.Password)
	version := ask(t, d, "CALL dbms.components() YIELD name, versions WHERE name = 'Neo4j Kernel' RETURN versions[0]", nil)
	if version != s.Version {
		t.Errorf("runs %v, says %s", version, s.Version)
	}
	for _, query := range []string{
		"CREATE CONSTRAINT `odd ``name` FOR (p:Person) REQUIRE p.id IS UNIQUE",
		"CREATE INDEX FOR (p:Person) ON (p.name)",
		"CREATE INDEX FOR ()-[k:KNOWS]-() ON (k.since)",
		"CREATE FULLTEXT INDEX FOR (p:Person) ON EACH [p.name]",
		"UNWIND range(1, 25000) AS i CREATE (:Person {id: i, name: 'n' + i})",
		"MATCH (a:Person {id: 1}), (b:Person) CREATE (a)-[:KNOWS {since: 2020}]->(b)",
	} {
		ask(t, d, query, nil)
	}
	if n := ask(t, d, "MATCH (:Person)-[:KNOWS]->(b:Person) RETURN count(b)", nil); n != int64(25000) {
		t.Errorf("read %v relationships", n)
	}

	s.Wipe(t)
	for query, want := range map[string]int64{
		"MATCH (n) RETURN count(n)":                                     0,
		"SHOW CONSTRAINTS YIELD name RETURN count(name)":                0,
		"SHOW INDEXES YIELD name, type RETURN count(name)":              2,
		"SHOW INDEXES YIELD type WHERE type = 'LOOKUP' RETURN count(*)": 2,
	} {
		if got := ask(t, d, query, nil); got != want {
			t.Errorf("after Wipe, %s: %v, want %d", query, got, want)
		}
	}
}

func TestStatements(t *testing.T) { testStatements(t, Shared(t)) }

func testStatements(t *testing.T, s *Server) {
	d := open(t, s.URI, s.User, s.Password)
	before := s.Mark()
	long := "RETURN $x AS x /* " + strings.Repeat("long ", 30000) + "*/"
	ask(t, d, "RETURN 1", nil)
	ask(t, d, long, map[string]any{"x": strings.Repeat("y", 1<<20)})
	if _, err := runOn(t.Context(), d, "", "RETRUN 1", nil); err == nil {
		t.Error("a wrong statement was accepted")
	}
	after := s.Mark()
	s.Wipe(t)
	session := d.NewSession(t.Context(), neo4j.SessionConfig{})
	defer session.Close(t.Context())
	_, err := session.ExecuteWrite(t.Context(), func(tx neo4j.ManagedTransaction) (any, error) {
		for i := range 3 {
			if _, err := tx.Run(t.Context(), fmt.Sprintf("CREATE (:Case {i: %d})", i), nil); err != nil {
				return nil, err
			}
		}
		return nil, nil
	})
	if err != nil {
		t.Fatal(err)
	}

	all, err := s.Since(before)
	if err != nil {
		t.Fatal(err)
	}
	want := []string{"RETURN 1", long, "RETRUN 1", "CREATE (:Case {i: 0})", "CREATE (:Case {i: 1})", "CREATE (:Case {i: 2})"}
	if !slices.Equal(all, want) {
		t.Errorf("got %.200q", all)
	}
	if n, err := s.Statements(after); n != 3 || err != nil {
		t.Errorf("counted %d, %v, want 3", n, err)
	}
}

func TestRestart(t *testing.T) {
	s := ownServer(t)
	s.Wipe(t)
	d := open(t, s.URI, s.User, s.Password)
	ask(t, d, "CREATE (:Kept {n: 1})", nil)
	uri := s.URI
	for _, c := range []struct {
		name string
		down func() error
	}{
		{"orderly", func() error { return nil }},
		{"after a crash", s.Kill},
	} {
		t.Run(c.name, func(t *testing.T) {
			if err := c.down(); err != nil {
				t.Fatal(err)
			}
			if s.proc == nil {
				if conn, err := net.Dial("tcp", strings.TrimPrefix(uri, "bolt://")); err == nil {
					conn.Close()
					t.Error("a dead server takes connections")
				}
				if err := d.VerifyConnectivity(t.Context()); !neo4j.IsConnectivityError(err) {
					t.Errorf("the driver says %v", err)
				}
			}
			if err := s.Restart(); err != nil {
				t.Fatal(err)
			}
			if s.URI != uri {
				t.Errorf("moved from %s to %s", uri, s.URI)
			}
			// The pool may hold connections of the old server: the driver is allowed
			// one failure to notice.
			d.VerifyConnectivity(t.Context())
			if n := ask(t, d, "MATCH (k:Kept) RETURN count(k)", nil); n != int64(1) {
				t.Errorf("kept %v nodes", n)
			}
		})
	}
}

func TestStop(t *testing.T) {
	ownServer(t) // skips where no server can be started
	s, err := Start(t.Context(), LTS)
	if err != nil {
		t.Fatal(err)
	}
	p := s.proc
	if err := s.Stop(); err != nil {
		t.Fatal(err)
	}
	if p.cmd.ProcessState == nil {
		t.Error("the process still runs")
	}
	if _, err := os.Stat(s.Home); !os.IsNotExist(err) {
		t.Errorf("the home is still there: %v", err)
	}
	if err := s.Stop(); err != nil {
		t.Errorf("second Stop: %v", err)
	}
}

// What a server says last is in the error when it does not come up.
func TestStartFails(t *testing.T) {
	java, err := findJava(LTS.Java)
	if err != nil {
		t.Skip(err)
	}
	h, err := newHome()
	if err != nil {
		t.Fatal(err)
	}
	defer h.remove()
	s := &Server{Version: "x", java: java, jars: t.TempDir(), main: "no.such.Main", home: h}
	err = s.launch(t.Context(), "127.0.0.1:0")
	if err == nil || !strings.Contains(err.Error(), "no.such.Main") {
		t.Errorf("got %v", err)
	}
}
