package neo4jtest

import (
	"context"
	"time"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"
	"github.com/neo4j/neo4j-go-driver/v5/neo4j/config"
)

// run sends one auto-commit statement on a driver that this package keeps for
// its own use, past the relay. The caller holds s.mu.
func (s *Server) run(ctx context.Context, database, query string, params map[string]any) ([]*neo4j.Record, error) {
	if s.driver == nil {
		d, err := newDriver(s.Direct, s.User, s.Password)
		if err != nil {
			return nil, err
		}
		s.driver = d
	}
	return runOn(ctx, s.driver, database, query, params)
}

func (s *Server) closeDriver() error {
	if s.driver == nil {
		return nil
	}
	err := s.driver.Close(context.Background())
	s.driver = nil
	return err
}

func newDriver(uri, user, password string) (neo4j.DriverWithContext, error) {
	return neo4j.NewDriverWithContext(uri, neo4j.BasicAuth(user, password, ""), func(c *config.Config) {
		c.SocketConnectTimeout = 5 * time.Second
		c.ConnectionAcquisitionTimeout = 10 * time.Second
	})
}

// runOn does not use a managed transaction: CALL {} IN TRANSACTIONS is refused
// in one.
func runOn(ctx context.Context, d neo4j.DriverWithContext, database, query string, params map[string]any) ([]*neo4j.Record, error) {
	session := d.NewSession(ctx, neo4j.SessionConfig{DatabaseName: database})
	defer session.Close(ctx)
	result, err := session.Run(ctx, query, params)
	if err != nil {
		return nil, err
	}
	return result.Collect(ctx)
}
