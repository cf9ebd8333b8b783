package neo4jtest

import (
	"fmt"
	"os"
	"path/filepath"
	"time"
)

const homePrefix = "councilgraph-neo4j-"

// settings is the server's neo4j.conf. Everything listens on 127.0.0.1, HTTP is
// off, and nothing leaves the machine. Tests that mean to log in with a wrong
// password must not lock out the others, hence no limit on failed attempts. The
// transaction logs, two of 256 MB each otherwise, are made small. An orderly stop
// would wait five seconds for messages that nobody sends.
const settings = `server.default_listen_address=127.0.0.1
server.bolt.listen_address=%s
server.http.enabled=false
server.https.enabled=false
dbms.security.auth_enabled=true
dbms.security.auth_max_failed_attempts=0
server.memory.heap.max_size=%s
server.memory.pagecache.size=%s
dbms.usage_report.enabled=false
db.tx_log.preallocate=false
db.tx_log.rotation.size=16m
internal.dbms.bolt.netty_server_shutdown_quiet_period=0
`

// home is the folder of one server: its settings, data and logs.
type home struct {
	dir    string
	unlock func() // of the file that says this home is in use
}

// newHome makes an empty home in the system's temporary folder. It first removes
// the homes of test processes that died too fast to do it themselves.
func newHome() (*home, error) {
	removeAbandoned()
	dir, err := os.MkdirTemp("", homePrefix)
	if err != nil {
		return nil, err
	}
	h := &home{dir: dir, unlock: func() {}}
	if h.unlock, err = lockFile(filepath.Join(dir, "lock")); err != nil {
		os.RemoveAll(dir)
		return nil, err
	}
	for _, sub := range []string{h.conf(), h.logs()} {
		if err := os.Mkdir(sub, 0o755); err != nil {
			h.remove()
			return nil, err
		}
	}
	return h, nil
}

func (h *home) configure(address string, m Memory) error {
	return os.WriteFile(filepath.Join(h.conf(), "neo4j.conf"), fmt.Appendf(nil, settings, address, m.Heap, m.PageCache), 0o644)
}

func (h *home) conf() string    { return filepath.Join(h.dir, "conf") }
func (h *home) logs() string    { return filepath.Join(h.dir, "logs") }
func (h *home) console() string { return filepath.Join(h.logs(), "console.log") } // what Java prints
func (h *home) log() string     { return filepath.Join(h.logs(), "neo4j.log") }   // what Neo4j says

// remove may be called twice.
func (h *home) remove() error {
	h.unlock()
	return os.RemoveAll(h.dir)
}

// removeAbandoned removes homes whose lock nobody holds. A home younger than a
// minute is left alone, for its owner may be about to lock it.
func removeAbandoned() {
	dirs, _ := filepath.Glob(filepath.Join(os.TempDir(), homePrefix+"*"))
	for _, dir := range dirs {
		info, err := os.Stat(dir)
		if err != nil || time.Since(info.ModTime()) < time.Minute {
			continue
		}
		if unlock, ok := tryLockFile(filepath.Join(dir, "lock")); ok {
			os.RemoveAll(dir) // what cannot be removed now is tried again next time
			unlock()
		}
	}
}
