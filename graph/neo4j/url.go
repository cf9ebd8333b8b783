package neo4j

import (
	"errors"
	"fmt"
	"log/slog"
	"net/url"
	"slices"
	"strings"
)

// Config is where a database is and how to get in. It prints without the password.
type Config struct {
	URI            string // scheme and address: neo4j://host:7687
	User, Password string
	Database       string // empty for the user's own
}

var schemes = []string{"neo4j", "neo4j+s", "neo4j+ssc", "bolt", "bolt+s", "bolt+ssc"}

var errURL = errors.New("not of the form neo4j://user:password@host:7687/database (or bolt://, and with +s or +ssc for TLS); " +
	"special characters of the password are percent-encoded")

// ParseURL reads scheme://user:password@host:port/database, with the scheme neo4j or bolt, +s or +ssc after it for TLS. User,
// password, port and database may be left out. Its errors hold nothing of the text, since a password may be in it.
func ParseURL(raw string) (Config, error) {
	u, err := url.Parse(raw)
	if err != nil || !slices.Contains(schemes, u.Scheme) || u.Hostname() == "" || u.Opaque != "" || u.Fragment != "" {
		return Config{}, errURL
	}
	cfg := Config{Database: strings.Trim(u.Path, "/")}
	if strings.Contains(cfg.Database, "/") {
		return Config{}, errURL
	}
	if u.User != nil {
		cfg.User = u.User.Username()
		cfg.Password, _ = u.User.Password()
	}
	cfg.URI = (&url.URL{Scheme: u.Scheme, Host: u.Host, RawQuery: u.RawQuery}).String()
	return cfg, nil
}

// String prints the configuration without the password.
func (c Config) String() string {
	s := c.URI
	if c.Database != "" {
		s += "/" + c.Database
	}
	if c.User != "" {
		s += " as " + c.User
	}
	return s
}

// GoString is String, for %#v.
func (c Config) GoString() string { return fmt.Sprintf("neo4j.Config(%s)", c.String()) }

// LogValue is String, for structured logs.
func (c Config) LogValue() slog.Value { return slog.StringValue(c.String()) }
