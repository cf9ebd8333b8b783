package main

import (
	"context"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"time"

	"councilgraph/graph"
	"councilgraph/web"
)

type serveCommand struct {
	storeFlag
	Listen   string        `help:"Address to listen on." default:"127.0.0.1:8080"`
	NoSeed   bool          `help:"Leave an empty store empty."`
	WriteKey string        `help:"Key that mutations need, as Authorization: Bearer KEY. Without it they answer on loopback only." placeholder:"KEY"`
	Timeout  time.Duration `help:"How long one request may take." default:"30s"`
	MaxBody  int64         `help:"Largest request body, in bytes." default:"33554432"`
	Debug    bool          `help:"Put tree, statement and timings into the extensions of every answer. Not for the open internet."`
}

// Run serves until the context ends, then lets requests under way finish.
func (c *serveCommand) Run(ctx context.Context, log *slog.Logger, io streams) error {
	l, err := net.Listen("tcp", c.Listen)
	if err != nil {
		return fmt.Errorf("--listen: %w", err)
	}
	defer l.Close()
	s, err := c.open(ctx, log)
	if err != nil {
		return err
	}
	defer s.Close()
	service := newService(s)
	if !c.NoSeed {
		if err := fill(ctx, log, s, service); err != nil {
			return err
		}
	}
	server := &http.Server{
		Handler: graph.New(graph.Options{Store: s, Ingester: ingester{service}, Judge: ingester{service}, WriteKey: c.WriteKey, Debug: c.Debug,
			Log: log, Playground: web.Playground(), Timeout: c.Timeout, Bounds: graph.Bounds{Body: c.MaxBody}}),
		ReadHeaderTimeout: 10 * time.Second,
		ReadTimeout:       time.Minute,
		WriteTimeout:      c.Timeout + 30*time.Second,
		IdleTimeout:       2 * time.Minute,
		ErrorLog:          slog.NewLogLogger(log.Handler(), slog.LevelWarn),
	}
	fmt.Fprintf(io.out, "councilgraph serves %s at http://%s/playground\n", c.name(), browsable(l.Addr()))
	failed := make(chan error, 1)
	go func() { failed <- server.Serve(l) }()
	select {
	case err := <-failed:
		return err
	case <-ctx.Done():
	}
	log.Info("stopping: requests under way may finish")
	drain, cancel := context.WithTimeout(context.WithoutCancel(ctx), 15*time.Second)
	defer cancel()
	return server.Shutdown(drain)
}

// browsable is an address that a browser on this machine can open.
func browsable(a net.Addr) string {
	host, port, err := net.SplitHostPort(a.String())
	if err != nil {
		return a.String()
	}
	if ip := net.ParseIP(host); ip != nil && ip.IsUnspecified() {
		host = "127.0.0.1"
	}
	return net.JoinHostPort(host, port)
}
