package web_test

import (
	"compress/gzip"
	"io"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"councilgraph/web"
)

func get(t *testing.T, path string, headers ...string) *http.Response {
	t.Helper()
	request := httptest.NewRequest("GET", path, nil)
	for i := 0; i < len(headers); i += 2 {
		request.Header.Set(headers[i], headers[i+1])
	}
	recorder := httptest.NewRecorder()
	web.Playground().ServeHTTP(recorder, request)
	return recorder.Result()
}

func body(t *testing.T, r io.Reader) string {
	t.Helper()
	text, err := io.ReadAll(r)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// named finds the files that the page names.
var named = regexp.MustCompile(`(?:src|href)="([^"]*)"`)

func TestThePage(t *testing.T) {
	for _, path := range []string{"/playground", "/playground/", "/playground?query=%7Bx%7D", "/playground/index.html"} {
		r := get(t, path)
		if r.StatusCode != http.StatusOK || r.Header.Get("Content-Type") != "text/html; charset=utf-8" || r.Header.Get("Cache-Control") != "no-cache" {
			t.Errorf("%s: %d %v, want 200, HTML, no-cache", path, r.StatusCode, r.Header)
		}
		if !strings.Contains(body(t, r.Body), "<title>councilgraph</title>") {
			t.Errorf("%s: not the page", path)
		}
	}
}

func TestEveryAnswerIsGuarded(t *testing.T) {
	for _, path := range []string{"/playground", "/playground/assets/none.js", asset(t, ".js")} {
		header := get(t, path).Header
		if header.Get("X-Content-Type-Options") != "nosniff" {
			t.Errorf("%s: no nosniff", path)
		}
		policy := header.Get("Content-Security-Policy")
		if !strings.Contains(policy, "default-src 'none'") {
			t.Errorf("%s: the policy is %q", path, policy)
		}
		for _, never := range []string{"http", "*", "unsafe-eval", "script-src 'self' 'unsafe-inline'"} {
			if strings.Contains(policy, never) {
				t.Errorf("%s: the policy allows %s: %s", path, never, policy)
			}
		}
	}
}

func TestEveryFileThatThePageNamesExists(t *testing.T) {
	found := named.FindAllStringSubmatch(body(t, get(t, "/playground").Body), -1)
	if len(found) < 3 {
		t.Fatalf("the page names %v, want a script, styles and an icon", found)
	}
	for _, match := range found {
		if r := get(t, match[1]); r.StatusCode != http.StatusOK {
			t.Errorf("%s: %d", match[1], r.StatusCode)
		}
	}
}

func TestEveryBuiltFileIsServedWithItsType(t *testing.T) {
	for _, file := range dist(t) {
		r := get(t, "/playground/"+file)
		if r.StatusCode != http.StatusOK || r.Header.Get("Content-Type") == "" || r.Header.Get("ETag") == "" {
			t.Errorf("%s: %d %v, want 200 with type and tag", file, r.StatusCode, r.Header)
		}
		if strings.HasPrefix(file, "assets/") && r.Header.Get("Cache-Control") != "public, max-age=31536000, immutable" {
			t.Errorf("%s: cached as %q", file, r.Header.Get("Cache-Control"))
		}
	}
}

func TestWhatIsNotThere(t *testing.T) {
	for _, path := range []string{"/playground/none", "/playground/assets/", "/playground/assets", "/playground/assets/none.js", "/playgrounds", "/", "/playground/../web.go"} {
		if r := get(t, path); r.StatusCode != http.StatusNotFound {
			t.Errorf("%s: %d, want 404", path, r.StatusCode)
		}
	}
	recorder := httptest.NewRecorder()
	web.Playground().ServeHTTP(recorder, httptest.NewRequest("POST", "/playground", nil))
	if recorder.Code != http.StatusMethodNotAllowed || recorder.Header().Get("Allow") != "GET, HEAD" {
		t.Errorf("POST: %d %v, want 405 and what is allowed", recorder.Code, recorder.Header())
	}
}

func TestAnUnchangedFileIsNotSentAgain(t *testing.T) {
	path := asset(t, ".js")
	plain, zipped := get(t, path), get(t, path, "Accept-Encoding", "gzip, br")
	if plain.Header.Get("ETag") == zipped.Header.Get("ETag") || zipped.Header.Get("Vary") != "Accept-Encoding" {
		t.Errorf("the two forms share a tag or do not vary: %v %v", plain.Header, zipped.Header)
	}
	reader, err := gzip.NewReader(zipped.Body)
	if err != nil {
		t.Fatal(err)
	}
	if body(t, reader) != body(t, plain.Body) {
		t.Error("the zipped form is another file")
	}
	for _, encoding := range []string{"identity", "gzip"} {
		tag := get(t, path, "Accept-Encoding", encoding).Header.Get("ETag")
		if r := get(t, path, "Accept-Encoding", encoding, "If-None-Match", tag); r.StatusCode != http.StatusNotModified {
			t.Errorf("%s: %d, want 304", encoding, r.StatusCode)
		}
	}
}

// loads are the ways in which a file can make the browser ask another host: by a tag, a style, a module, a worker or a
// request. Addresses in texts, licences and XML namespaces load nothing.
var loads = map[string]*regexp.Regexp{
	".html": regexp.MustCompile(`(?i)(?:src|href|srcset|action|poster|data|content)\s*=\s*["']?\s*(?:https?:)?//[^"'\s>]*`),
	".css":  regexp.MustCompile(`(?i)(?:url\(|@import)\s*["']?\s*(?:https?:)?//[^"')\s]*`),
	".svg":  regexp.MustCompile(`(?i)(?:src|href)\s*=\s*["']?\s*(?:https?:)?//[^"'\s>]*`),
	".js": regexp.MustCompile("(?i)(?:\\bimport\\s*\\(?|\\bfrom|\\bfetch\\(|\\bimportScripts\\(|new\\s+(?:Shared)?Worker\\(|new\\s+WebSocket\\(|new\\s+EventSource\\(" +
		"|sendBeacon\\(|\\.open\\([^)]{0,12},|\\.(?:src|href)\\s*=)\\s*[\"'`]\\s*(?:(?:https?|wss?):)?//[^\"'`\\s]*"),
}

// hosts are where such pages usually load from, and the package registries: no built file has a reason to name them.
var hosts = regexp.MustCompile(`(?i)unpkg\.com|jsdelivr|cdnjs|esm\.sh|skypack|fonts\.(?:googleapis|gstatic)|//registry\.`)

func TestNoBuiltFileLoadsFromAnotherHost(t *testing.T) {
	for _, file := range dist(t) {
		text, err := os.ReadFile(filepath.Join("dist", file))
		if err != nil {
			t.Fatal(err)
		}
		if pattern := loads[filepath.Ext(file)]; pattern != nil {
			for _, found := range pattern.FindAllString(string(text), -1) {
				t.Errorf("%s loads %s", file, found)
			}
		}
		for _, found := range hosts.FindAllString(string(text), -1) {
			t.Errorf("%s names %s", file, found)
		}
		if strings.HasSuffix(file, ".map") || strings.Contains(string(text), "sourceMappingURL=") {
			t.Errorf("%s: a source map", file)
		}
	}
}

func TestThePatternsFindWhatTheyLookFor(t *testing.T) {
	for ending, texts := range map[string][]string{
		".html": {`<script src="https://x.test/a.js">`, `<link href='//x.test/a.css'>`, `<img src=http://x.test/a.png>`},
		".css":  {`@import "https://x.test/a.css"`, `src:url(https://x.test/a.woff2)`, `background:url("//x.test/a.png")`},
		".svg":  {`<image href="https://x.test/a.png">`},
		".js": {`import("https://x.test/a.js")`, "import(`//x.test/a.js`)", `import"https://x.test/a.js"`, `export*from"https://x.test/a.js"`, `fetch('https://x.test')`,
			`new Worker("https://x.test/w.js")`, `importScripts("https://x.test/w.js")`, `a.src="https://x.test/a.png"`, `r.open("GET","https://x.test")`, `new WebSocket("wss://x.test")`},
	} {
		for _, text := range texts {
			if !loads[ending].MatchString(text) {
				t.Errorf("%s would not be found", text)
			}
		}
	}
}

// dist lists the built files by their path below dist.
func dist(t *testing.T) []string {
	t.Helper()
	var files []string
	err := fs.WalkDir(os.DirFS("dist"), ".", func(name string, entry fs.DirEntry, err error) error {
		if err == nil && !entry.IsDir() {
			files = append(files, name)
		}
		return err
	})
	if err != nil || len(files) < 10 {
		t.Fatalf("dist holds %v (%v): run npm ci && npm run build", files, err)
	}
	return files
}

// asset is the address of some built file with the ending.
func asset(t *testing.T, ending string) string {
	t.Helper()
	for _, file := range dist(t) {
		if strings.HasPrefix(file, "assets/") && strings.HasSuffix(file, ending) {
			return "/playground/" + file
		}
	}
	t.Fatalf("no %s in dist", ending)
	return ""
}
