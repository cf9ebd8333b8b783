package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"strconv"
	"sync/atomic"
	"time"

	driver "github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"councilgraph/bench/data"
	"councilgraph/graph"
	"councilgraph/graph/neo4j"
	"councilgraph/graph/schema"
	"councilgraph/graph/sqlite"
	"councilgraph/graph/store"
)

// The servers that are put beside each other.
const (
	ours     = "ours"
	floor    = "by hand"
	embedded = "sqlite"
)

// database says where the two stores are.
type database struct {
	Neo4j  neo4j.Config
	SQLite string // a file
}

// handler makes one of the servers. Beside its answers it tells how many statements one request sends: /statements takes the
// same requests as /graphql and answers with the number.
func handler(ctx context.Context, which string, d database, s data.Size) (http.Handler, io.Closer, error) {
	var clock data.Clock
	var st store.Store
	var err error
	switch which {
	case floor:
		return byHand(d.Neo4j, s)
	case embedded:
		st, err = sqlite.Open(ctx, schema.Domain(), d.SQLite, clock.Now)
	case ours:
		st, err = neo4j.Open(ctx, schema.Domain(), d.Neo4j, clock.Now)
	default:
		err = fmt.Errorf("no server %q", which)
	}
	if err != nil {
		return nil, nil, err
	}
	server := graph.New(graph.Options{Store: st})
	mux := http.NewServeMux()
	mux.Handle("/graphql", server)
	mux.HandleFunc("/statements", func(w http.ResponseWriter, r *http.Request) {
		var sent atomic.Int64
		r = r.WithContext(store.WithTrace(r.Context(), func(string) { sent.Add(1) }))
		r.URL.Path = "/graphql"
		server.ServeHTTP(nowhere{http.Header{}}, r)
		_, _ = io.WriteString(w, strconv.FormatInt(sent.Load(), 10)) // a client that has gone reads nothing
	})
	return mux, st, nil
}

// nowhere takes an answer that nobody reads.
type nowhere struct{ header http.Header }

func (n nowhere) Header() http.Header         { return n.header }
func (n nowhere) Write(p []byte) (int, error) { return len(p), nil }
func (n nowhere) WriteHeader(int)             {}

// byHand serves the hand-written statements: `query` is the name of one.
func byHand(cfg neo4j.Config, s data.Size) (http.Handler, io.Closer, error) {
	d, err := driver.NewDriverWithContext(cfg.URI, driver.BasicAuth(cfg.User, cfg.Password, ""))
	if err != nil {
		return nil, nil, err
	}
	known := map[string]*hand{}
	for _, r := range requests(s) {
		if r.hand != nil {
			known[r.name] = r.hand
		}
	}
	mux := http.NewServeMux()
	mux.HandleFunc("/statements", func(w http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(w, "1") })
	mux.HandleFunc("/graphql", func(w http.ResponseWriter, r *http.Request) {
		var asked body
		dec := json.NewDecoder(r.Body)
		dec.UseNumber()
		if err := dec.Decode(&asked); err != nil || known[asked.Query] == nil {
			http.Error(w, fmt.Sprintf("%q: %v", asked.Query, err), http.StatusBadRequest)
			return
		}
		ctx, cancel := context.WithTimeout(r.Context(), 30*time.Second)
		defer cancel()
		out, err := known[asked.Query].answer(ctx, d, asked.args())
		if err != nil {
			http.Error(w, err.Error(), http.StatusInternalServerError)
			return
		}
		w.Header().Set("Content-Type", "application/json")
		w.Header().Set("Content-Length", strconv.Itoa(len(out)))
		_, _ = w.Write(out) // a client that has gone reads nothing
	})
	return mux, closing{d}, nil
}

type closing struct{ driver.DriverWithContext }

func (c closing) Close() error { return c.DriverWithContext.Close(context.Background()) }

// body is a request as it is sent.
type body struct {
	Query     string         `json:"query"`
	Variables map[string]any `json:"variables,omitempty"`
}

// args are the variables as the driver binds them.
func (b body) args() map[string]any {
	for k, v := range b.Variables {
		if n, ok := v.(json.Number); ok {
			b.Variables[k], _ = n.Int64() // all numbers of the requests are whole
		}
	}
	return b.Variables
}

// answer runs the statement outside any transaction of ours, which saves two round trips.
func (h *hand) answer(ctx context.Context, d driver.DriverWithContext, vars map[string]any) ([]byte, error) {
	if h.args != nil {
		vars = h.args(vars)
	}
	session := d.NewSession(ctx, driver.SessionConfig{AccessMode: driver.AccessModeRead})
	defer func() { _ = session.Close(ctx) }() // what it could say was said by the statement
	result, err := session.Run(ctx, h.text, vars)
	if err != nil {
		return nil, err
	}
	record, err := result.Single(ctx)
	if err != nil {
		return nil, err
	}
	out := h.shape.write([]byte(`{"data":`), record.Values[0])
	return append(out, '}'), nil
}

// serve is a server as a process of its own, so that what it uses can be told apart. It prints its address, and ends when its
// standard input does.
func serve(ctx context.Context, which string, d database, s data.Size) error {
	h, c, err := handler(ctx, which, d, s)
	if err != nil {
		return err
	}
	defer func() { _ = c.Close() }() // only read
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	fmt.Println(l.Addr())
	server := &http.Server{Handler: h, ReadHeaderTimeout: 10 * time.Second}
	go func() {
		_, _ = io.Copy(io.Discard, os.Stdin)
		_ = server.Close() // nobody is left to hear of an error
	}()
	if err := server.Serve(l); !errors.Is(err, http.ErrServerClosed) {
		return err
	}
	return nil
}
