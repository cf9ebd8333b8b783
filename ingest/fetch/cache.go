package fetch

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"time"
)

// cache keeps bodies by their hash, and for each address which body it had last. A file is there whole or not at all; one that
// cannot be read, or no longer has its hash, counts as missing. A nil cache keeps nothing.
type cache struct{ dir string }

// entry is what an address had last.
type entry struct {
	URL          string    `json:"url"`
	Type         string    `json:"type,omitempty"`
	ETag         string    `json:"etag,omitempty"`
	LastModified string    `json:"lastModified,omitempty"`
	Hash         string    `json:"hash"`
	Retrieved    time.Time `json:"retrieved"`
	body         []byte
}

func (e *entry) response(address string, unchanged bool) *Response {
	return &Response{URL: address, Type: e.Type, Body: e.body, Hash: e.Hash, Retrieved: e.Retrieved, Unchanged: unchanged}
}

func openCache(dir string) (*cache, error) {
	if dir == "" {
		return nil, nil
	}
	c := &cache{dir: dir}
	for _, d := range []string{"addresses", "bodies"} {
		if err := os.MkdirAll(filepath.Join(dir, d), 0o755); err != nil {
			return nil, fmt.Errorf("cache: %w", err)
		}
	}
	return c, nil
}

func (c *cache) address(address string) string {
	return filepath.Join(c.dir, "addresses", hashOf([]byte(address))+".json")
}

func (c *cache) content(hash string) string { return filepath.Join(c.dir, "bodies", hash) }

// find is what an address had last; nil where that is not known.
func (c *cache) find(address string) *entry {
	if c == nil {
		return nil
	}
	data, err := os.ReadFile(c.address(address))
	if err != nil {
		return nil
	}
	var e entry
	if json.Unmarshal(data, &e) != nil || e.URL != address || len(e.Hash) != hex.EncodedLen(sha256.Size) {
		return nil
	}
	if e.body, err = os.ReadFile(c.content(e.Hash)); err != nil || hashOf(e.body) != e.Hash {
		return nil
	}
	return &e
}

// keep writes the body first: an entry never names one that is not there.
func (c *cache) keep(e *entry) error {
	if c == nil {
		return nil
	}
	if err := writeFile(c.content(e.Hash), e.body); err != nil {
		return err
	}
	data, err := json.Marshal(e)
	if err != nil {
		return err
	}
	return writeFile(c.address(e.URL), data)
}

// writeFile writes a file whole, under another name first.
func writeFile(name string, data []byte) error {
	f, err := os.CreateTemp(filepath.Dir(name), ".new-*")
	if err != nil {
		return err
	}
	defer os.Remove(f.Name())
	_, err = f.Write(data)
	if closed := f.Close(); err == nil {
		err = closed
	}
	if err != nil {
		return err
	}
	return os.Rename(f.Name(), name)
}

func hashOf(data []byte) string {
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:])
}
