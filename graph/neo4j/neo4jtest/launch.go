package neo4jtest

import (
	"context"
	"errors"
	"fmt"
	"net"
	"strings"
	"time"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"
)

const (
	// startTimeout is far above the six to ten seconds that a start takes, because
	// several packages may start servers on a small machine at once.
	startTimeout = 4 * time.Minute

	// initialPassword is what a new Neo4j accepts once, to set another.
	initialPassword = "neo4j"
)

var errPortTaken = errors.New("the port was taken meanwhile")

// launch starts the process, waits until it answers, and lets clients in at the
// given address. On an error nothing is left running.
func (s *Server) launch(ctx context.Context, address string) error {
	err := s.launchProcess(ctx)
	// Between finding a free port and Neo4j taking it, somebody else may.
	for range 2 {
		if errors.Is(err, errPortTaken) {
			err = s.launchProcess(ctx)
		}
	}
	if err != nil {
		return err
	}
	s.relay, err = newRelay(address, strings.TrimPrefix(s.Direct, "bolt://"), &s.noted)
	if err != nil {
		return errors.Join(err, s.end((*process).kill))
	}
	return nil
}

func (s *Server) launchProcess(ctx context.Context) error {
	address, err := freeAddress()
	if err != nil {
		return err
	}
	s.Direct = "bolt://" + address
	if err := s.home.configure(address, s.memory.orSufficient()); err != nil {
		return err
	}
	if s.proc, err = startProcess(s.java, s.arguments(), s.home.console()); err != nil {
		s.proc = nil
		return err
	}
	ctx, cancel := context.WithTimeout(ctx, startTimeout)
	defer cancel()
	if err := s.awaitReady(ctx); err != nil {
		return errors.Join(err, s.end((*process).kill))
	}
	return nil
}

func freeAddress() (string, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return "", err
	}
	return l.Addr().String(), l.Close()
}

// awaitReady returns when the server answers a statement under our password.
func (s *Server) awaitReady(ctx context.Context) error {
	for {
		err := s.tryReady(ctx)
		if err == nil {
			return nil
		}
		select {
		case <-s.proc.done:
			return s.failure("ended while starting", err)
		case <-ctx.Done():
			return s.failure("did not come up", errors.Join(ctx.Err(), err))
		case <-time.After(100 * time.Millisecond):
		}
	}
}

// tryReady asks for one answer. A new server refuses our password: then set it,
// in the way the manual gives for a first login, and ask again. This costs no
// second start of Java, as the admin command for it would.
func (s *Server) tryReady(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, 10*time.Second)
	defer cancel()
	_, err := s.run(ctx, "neo4j", "RETURN 1", nil)
	var refused *neo4j.Neo4jError
	if !errors.As(err, &refused) || refused.Code != "Neo.ClientError.Security.Unauthorized" {
		return err
	}
	if err := s.setPassword(ctx); err != nil {
		return err
	}
	_, err = s.run(ctx, "neo4j", "RETURN 1", nil)
	return err
}

func (s *Server) setPassword(ctx context.Context) error {
	d, err := newDriver(s.Direct, s.User, initialPassword)
	if err != nil {
		return err
	}
	defer d.Close(ctx)
	_, err = runOn(ctx, d, "system", "ALTER CURRENT USER SET PASSWORD FROM $old TO $new",
		map[string]any{"old": initialPassword, "new": s.Password})
	return err
}

// failure describes a server that did not come up, with what it said last.
func (s *Server) failure(why string, cause error) error {
	said := "--- Java\n" + tailFile(s.home.console(), 20) + "\n--- Neo4j\n" + tailFile(s.home.log(), 30)
	if strings.Contains(said, "Address already in use") {
		cause = errors.Join(errPortTaken, cause)
	}
	return fmt.Errorf("Neo4j %s %s: %w\n%s", s.Version, why, cause, said)
}
