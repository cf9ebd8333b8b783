package neo4jtest

import (
	"bufio"
	"encoding/binary"
	"io"
	"net"
	"sync"
)

// relay stands between clients and the server and notes the statements that
// pass. The Community edition has no query log, and a count taken in the driver
// would have to trust the code under test to use that driver.
type relay struct {
	target string // host:port of the server
	noted  *statements

	listener net.Listener
	mu       sync.Mutex
	open     map[net.Conn]bool // nil once closed
	wg       sync.WaitGroup
}

// newRelay listens on address, 127.0.0.1:0 for any free port.
func newRelay(address, target string, noted *statements) (*relay, error) {
	l, err := net.Listen("tcp", address)
	if err != nil {
		return nil, err
	}
	r := &relay{target: target, noted: noted, listener: l, open: map[net.Conn]bool{}}
	r.wg.Go(r.accept)
	return r, nil
}

func (r *relay) address() string { return r.listener.Addr().String() }

// close refuses new clients, cuts off the others, and waits for both.
func (r *relay) close() error {
	err := r.listener.Close()
	r.mu.Lock()
	for conn := range r.open {
		conn.Close()
	}
	r.open = nil
	r.mu.Unlock()
	r.wg.Wait()
	return err
}

func (r *relay) accept() {
	for {
		client, err := r.listener.Accept()
		if err != nil {
			return // closed
		}
		r.wg.Go(func() { r.serve(client) })
	}
}

// serve carries one connection. Its errors are those of a connection that ends,
// which both sides notice for themselves.
func (r *relay) serve(client net.Conn) {
	if !r.track(client) {
		return
	}
	defer r.untrack(client)
	server, err := net.Dial("tcp", r.target)
	if err != nil || !r.track(server) {
		return
	}
	defer r.untrack(server)

	if _, err := io.CopyN(server, client, handshakeSize); err != nil {
		return
	}
	var answer [4]byte
	if _, err := io.ReadFull(server, answer[:]); err != nil {
		return
	}
	if _, err := client.Write(answer[:]); err != nil {
		return
	}
	r.wg.Go(func() {
		io.Copy(client, server)
		client.Close() // the server hung up: so do we, which ends the other direction
	})
	in, out := bufio.NewReader(client), bufio.NewWriter(server)
	if binary.BigEndian.Uint32(answer[:]) == manifestV1 {
		if copyChoice(server, in) != nil {
			return
		}
	}
	copyMessages(out, in, r.noted.add)
}

// track makes sure that close finds the connection; it closes it when it comes
// too late for that.
func (r *relay) track(conn net.Conn) bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.open == nil {
		conn.Close()
		return false
	}
	r.open[conn] = true
	return true
}

func (r *relay) untrack(conn net.Conn) {
	conn.Close()
	r.mu.Lock()
	defer r.mu.Unlock()
	delete(r.open, conn)
}
