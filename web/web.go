// Package web holds the page at /playground: GraphiQL, built by Vite into dist and embedded, so that neither building
// nor running the binary needs Node, and the page needs no other host.
package web

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"io/fs"
	"net/http"
	"path"
	"strings"
	"sync"
	"time"
)

//go:embed all:dist
var built embed.FS

// prefix is where the page is served; Vite's `base` is the same, since its files name each other by it.
const prefix = "/playground"

// policy lets the page load from its own server only. Monaco and GraphiQL set styles from script, hence
// 'unsafe-inline' for styles; images and the editor's icons may be data; no script but the built files runs.
const policy = "default-src 'none'; " +
	"script-src 'self'; " +
	"worker-src 'self' blob:; " +
	"style-src 'self' 'unsafe-inline'; " +
	"img-src 'self' data:; " +
	"font-src 'self' data:; " +
	"connect-src 'self'; " +
	"base-uri 'none'; form-action 'none'; frame-ancestors 'self'"

// types are written out: the operating system's table differs from one machine to the next, and nosniff forbids a wrong one.
var types = map[string]string{
	".css":   "text/css; charset=utf-8",
	".html":  "text/html; charset=utf-8",
	".js":    "text/javascript; charset=utf-8",
	".md":    "text/markdown; charset=utf-8",
	".svg":   "image/svg+xml",
	".ttf":   "font/ttf",
	".woff2": "font/woff2",
}

// Playground serves the page at /playground and /playground/, and its files below /playground/. Mount it at both, with
// the path as requested. Files named by their content are cached for good; the page itself is asked for again each time.
// The page sends its queries to /graphql on the same origin.
func Playground() http.Handler {
	assets, err := load()
	if err != nil {
		panic("web: reading the embedded page: " + err.Error()) // the files are part of the binary
	}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		name, ours := strings.CutPrefix(r.URL.Path, prefix)
		if name == "" || name == "/" {
			name = "/index.html"
		}
		a := assets[name]
		header := w.Header()
		header.Set("X-Content-Type-Options", "nosniff")
		header.Set("Referrer-Policy", "no-referrer") // the address may hold a query
		header.Set("Content-Security-Policy", policy)
		switch {
		case !ours || a == nil:
			http.NotFound(w, r)
		case r.Method != http.MethodGet && r.Method != http.MethodHead:
			header.Set("Allow", "GET, HEAD")
			http.Error(w, "method not allowed", http.StatusMethodNotAllowed)
		default:
			a.serve(w, r)
		}
	})
}

// asset is one built file; a small one or one that is compressed already has no zipped form.
type asset struct {
	body   []byte
	kind   string
	tag    string
	cache  string
	zipped func() []byte
}

func load() (map[string]*asset, error) {
	files, err := fs.Sub(built, "dist")
	if err != nil {
		return nil, err
	}
	assets := map[string]*asset{}
	err = fs.WalkDir(files, ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		body, err := fs.ReadFile(files, name)
		if err != nil {
			return err
		}
		sum := sha256.Sum256(body)
		a := &asset{body: body, kind: types[path.Ext(name)], tag: hex.EncodeToString(sum[:12]), cache: "no-cache"}
		if strings.HasPrefix(name, "assets/") {
			a.cache = "public, max-age=31536000, immutable"
		}
		if len(body) > 1024 && a.kind != "font/woff2" {
			a.zipped = sync.OnceValue(func() []byte { return zip(body) })
		}
		assets["/"+name] = a
		return nil
	})
	return assets, err
}

func (a *asset) serve(w http.ResponseWriter, r *http.Request) {
	body, tag := a.body, a.tag
	header := w.Header()
	header.Set("Content-Type", a.kind)
	header.Set("Cache-Control", a.cache)
	if a.zipped != nil {
		header.Set("Vary", "Accept-Encoding")
		if strings.Contains(r.Header.Get("Accept-Encoding"), "gzip") {
			body, tag = a.zipped(), tag+"-gzip"
			header.Set("Content-Encoding", "gzip")
		}
	}
	header.Set("ETag", `"`+tag+`"`)
	http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(body))
}

// zip compresses once, on the first request that takes it: half a second's work for a third of the bytes.
func zip(body []byte) []byte {
	var buffer bytes.Buffer
	writer := gzip.NewWriter(&buffer)
	_, _ = writer.Write(body) // a buffer takes every write
	_ = writer.Close()
	return buffer.Bytes()
}
