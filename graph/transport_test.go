package graph

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
)

func TestAccept(t *testing.T) {
	s := newSite(t)
	for _, c := range []struct{ accept, want string }{
		{"", "application/json; charset=utf-8"},
		{"*/*", "application/json; charset=utf-8"},
		{"application/*", "application/json; charset=utf-8"},
		{"application/json", "application/json; charset=utf-8"},
		{"application/graphql-response+json", "application/graphql-response+json; charset=utf-8"},
		{"application/graphql-response+json; charset=utf-8, application/json; charset=utf-8", "application/graphql-response+json; charset=utf-8"},
		{"application/json;q=0.9, application/graphql-response+json", "application/graphql-response+json; charset=utf-8"},
		{"text/html, */*;q=0.1", "application/json; charset=utf-8"},
		{"application/json; charset=utf-16, */*", "application/json; charset=utf-8"},
	} {
		w := s.do(request("POST", "/graphql", strings.NewReader(`{"query":"{__typename}"}`), "Content-Type", "application/json", "Accept", c.accept))
		if got := w.Header().Get("Content-Type"); got != c.want || w.Code != 200 || w.Body.String() != `{"data":{"__typename":"Query"}}` {
			t.Errorf("Accept %q: %d %s %s", c.accept, w.Code, got, w.Body)
		}
		if w.Header().Get("Vary") != "Accept" || w.Header().Get("X-Content-Type-Options") != "nosniff" || w.Header().Get("Cache-Control") != "no-store" {
			t.Errorf("headers %v", w.Header())
		}
	}
	for _, accept := range []string{"text/html", "application/json;q=0", "application/json;charset=latin1", "nonsense"} {
		refused(t, s.post("{__typename}", "Accept", accept), http.StatusNotAcceptable, CodeBadRequest)
	}
}

// Of GraphQL-over-HTTP: parameters that are not what they have to be, by POST.
func TestPost(t *testing.T) {
	s := newSite(t)
	post := func(body, contentType string) (int, answer) {
		w := s.do(request("POST", "/graphql", strings.NewReader(body), "Content-Type", contentType))
		if strings.Contains(w.Body.String(), "secret") {
			t.Errorf("%s echoes the body: %s", body, w.Body)
		}
		return w.Code, read(t, w)
	}
	for _, c := range []struct {
		body, contentType string
		status            int
		code              Code
	}{
		{`{"query":"{__typename}"}`, "application/json", 200, ""},
		{`{"query":"{__typename}"}`, "application/json; charset=UTF-8", 200, ""},
		{`{"query":"{__typename}","operationName":null,"variables":null,"extensions":null}`, "application/json", 200, ""},
		{`{"query":"query A{__typename} query B{x:__typename}","operationName":"B","variables":{},"extensions":{"any":1}}`, "application/json", 200, ""},
		{`{"query":"{__typename}","more":1}`, "application/json", 200, ""},
		{`{"query":"{__typename}"}`, "text/plain", 415, CodeBadRequest},
		{`{"query":"{__typename}"}`, "", 415, CodeBadRequest},
		{`{"query":"{__typename}"}`, "application/x-www-form-urlencoded", 415, CodeBadRequest},
		{`{"query":"{__typename}"}`, "application/json; charset=utf-16", 415, CodeBadRequest},
		{`{"query":"{secret`, "application/json", 400, CodeBadRequest},
		{`secret`, "application/json", 400, CodeBadRequest},
		{"{\"query\":\"{__typename}\xff\"}", "application/json", 400, CodeBadRequest},
		{`{"query":"{__typename}","variables":{"record":"\ud83d"}}`, "application/json", 400, CodeBadRequest},
		{``, "application/json", 400, CodeBadRequest},
		{`null`, "application/json", 400, CodeBadRequest},
		{`{}`, "application/json", 400, CodeBadRequest},
		{`{"query":null}`, "application/json", 400, CodeBadRequest},
		{`{"query":""}`, "application/json", 400, CodeBadRequest},
		{`{"query":{"secret":1}}`, "application/json", 400, CodeBadRequest},
		{`{"query":7}`, "application/json", 400, CodeBadRequest},
		{`[{"query":"{__typename}"}]`, "application/json", 400, CodeBadRequest},
		{`{"query":"{__typename}"} {"query":"secret"}`, "application/json", 400, CodeBadRequest},
		{`{"query":"{__typename}","operationName":["secret"]}`, "application/json", 400, CodeBadRequest},
		{`{"query":"{__typename}","variables":"secret"}`, "application/json", 400, CodeBadRequest},
		{`{"query":"{__typename}","variables":["secret"]}`, "application/json", 400, CodeBadRequest},
		{`{"query":"{__typename}","extensions":0}`, "application/json", 400, CodeBadRequest},
	} {
		if status, a := post(c.body, c.contentType); status != c.status || a.code() != string(c.code) {
			t.Errorf("%s as %q: %d %+v, want %d %s", c.body, c.contentType, status, a, c.status, c.code)
		}
	}
	_, a := post(`{"query":"{__typename}","variables":"x"}`, "application/json")
	if got := a.Errors[0].Message; got != "variables is a JSON string; it must be an object" {
		t.Error(got)
	}
	w := s.post("{__typename}", "Content-Encoding", "gzip")
	refused(t, w, 415, CodeBadRequest)
}

// What is wrong in the document is 400, but 200 for clients that ask for plain JSON.
func TestDocumentErrors(t *testing.T) {
	s := newSite(t)
	for _, c := range []struct {
		query string
		code  Code
	}{
		{"{", CodeParse},
		{"#", CodeValidation},
		{"{ nothing }", CodeValidation},
		{"query($n: Int!){contracts(first:$n){totalCount}}", CodeValidation},
		{"subscription{x}", CodeValidation},
		{"fragment a on Query{...a} {...a}", CodeValidation},
	} {
		a := refused(t, s.post(c.query), 400, c.code)
		refused(t, s.post(c.query, "Accept", "application/json"), 200, c.code)
		if len(a.Errors[0].Path) > 0 {
			t.Errorf("%s: path %v of an answer that is not there", c.query, a.Errors[0].Path)
		}
	}
	if a := read(t, s.post("query($n: Int!){contracts(first:$n){totalCount}}")); a.Errors[0].Message != "$n: is missing; it takes a whole number of at most 32 bits" {
		t.Error(a.Errors[0].Message)
	}
	if a := read(t, s.post("{contracts{nodes{"+strings.Repeat("no ", 1000)+"}}}")); len(a.Errors) != maxErrors+1 {
		t.Errorf("%d errors", len(a.Errors))
	}
}

func TestGet(t *testing.T) {
	s := newSite(t)
	get := func(params ...string) *http.Request {
		q := url.Values{}
		for i := 0; i < len(params); i += 2 {
			q.Set(params[i], params[i+1])
		}
		return request("GET", "/graphql?"+q.Encode(), nil, "Accept", mediaGraphQL)
	}
	w := s.do(get("query", "query A($n:Int){contracts(first:$n){totalCount}} query B{x:__typename}", "operationName", "A", "variables", `{"n":1}`, "extensions", "{}"))
	if w.Code != 200 || w.Body.String() != `{"data":{"contracts":{"totalCount":3}}}` {
		t.Errorf("%d %s", w.Code, w.Body)
	}
	refused(t, s.do(get()), 400, CodeBadRequest)
	refused(t, s.do(get("query", "{__typename}", "variables", "[1]")), 400, CodeBadRequest)
	refused(t, s.do(get("query", "{__typename}", "extensions", "{")), 400, CodeBadRequest)
	refused(t, s.do(request("GET", "/graphql?query=%zz", nil)), 400, CodeBadRequest)
	refused(t, s.do(request("GET", "/graphql?query=%7B__typename%7D%23%ff", nil)), 400, CodeBadRequest)
	refused(t, s.do(request("GET", "/graphql?query=%7B__typename%7D&variables=%7B%22a%22:%22%ff%22%7D", nil)), 400, CodeBadRequest)

	w = s.do(get("query", `mutation{ingestRecords(input:{records:["x"]}){counts{created}}}`))
	refused(t, w, 405, CodeBadRequest)
	if w.Header().Get("Allow") != "POST" || len(s.in.records) > 0 {
		t.Errorf("a GET wrote: %v %v", w.Header(), s.in.records)
	}
	for _, method := range []string{"PUT", "DELETE", "PATCH", "OPTIONS", "HEAD"} {
		if w := s.do(request(method, "/graphql", nil)); w.Code != 405 || w.Header().Get("Allow") != "GET, POST" {
			t.Errorf("%s: %d %v", method, w.Code, w.Header())
		}
	}
}

func TestBodyLimits(t *testing.T) {
	s := newSite(t, func(o *Options) { o.Bounds = Bounds{Body: 2 << 20, Text: 1000} })
	large := func(n int) string {
		return `{"query":"{__typename}","variables":{"x":"` + strings.Repeat("a", n) + `"}}`
	}
	send := func(body string, header ...string) int {
		w := s.do(request("POST", "/graphql", strings.NewReader(body), append([]string{"Content-Type", "application/json"}, header...)...))
		if w.Code != 200 {
			refused(t, w, 413, CodeBodyTooLarge)
		}
		return w.Code
	}
	stranger := []string{"X-Forwarded-For", "192.0.2.1"}
	for _, c := range []struct {
		size   int
		header []string
		want   int
	}{{1000, stranger, 200}, {1 << 20, stranger, 413}, {1 << 20, nil, 200}, {2 << 20, nil, 413}} {
		if got := send(large(c.size), c.header...); got != c.want {
			t.Errorf("%d bytes, %v: %d", c.size, c.header, got)
		}
	}
	refused(t, s.post("{__typename #"+strings.Repeat("x", 1000)+"\n}"), 413, CodeBodyTooLarge)
}

// The store's bytes reach the client as they are.
func TestDataAsItIs(t *testing.T) {
	s := newSite(t)
	w := s.post(`{b:contract(id:"contract:b"){name} a:contract(id:"contract:a"){id}}`)
	if got, want := w.Body.String(), `{"data":{"b":{"name":"=cmd|' /C calc'!A0"},"a":{"id":"contract:a"}}}`; got != want {
		t.Error(got)
	}
}

func TestRoutes(t *testing.T) {
	page := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { _, _ = w.Write([]byte(r.URL.Path)) })
	s := newSite(t, func(o *Options) { o.Playground = page })
	for path, want := range map[string]int{"/": 302, "/playground": 200, "/playground/app.js": 200, "/healthz": 200, "/readyz": 200, "/none": 404, "/graphql/x": 404} {
		if w := s.do(request("GET", path, nil)); w.Code != want {
			t.Errorf("%s: %d", path, w.Code)
		} else if want == 302 && w.Header().Get("Location") != "/playground" {
			t.Error(w.Header())
		}
	}
}
