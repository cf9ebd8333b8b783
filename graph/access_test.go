package graph

import (
	"bytes"
	"encoding/json"
	"net/http"
	"strings"
	"testing"
)

const ingestOne = `mutation Push{ingestRecords(input:{records:["x"]}){counts{created}}}`

func mutation() *bytes.Reader {
	body, _ := json.Marshal(map[string]string{"query": ingestOne})
	return bytes.NewReader(body)
}

func TestWhoMayWrite(t *testing.T) {
	const key = "a-long-key"
	for _, c := range []struct {
		name, key, remote, host string
		header                  []string
		may                     bool
	}{
		{"this machine", "", "127.0.0.1:5", "localhost:8080", nil, true},
		{"this machine, v6", "", "[::1]:5", "[::1]:8080", nil, true},
		{"this machine, v4 in v6", "", "[::ffff:127.0.0.1]:5", "127.0.0.1", nil, true},
		{"a page of this server", "", "127.0.0.1:5", "localhost:8080", []string{"Origin", "http://localhost:8080"}, true},
		{"another machine", "", "192.0.2.1:5", "localhost:8080", nil, false},
		{"another machine, v6", "", "[2001:db8::1]:5", "[::1]:8080", nil, false},
		{"no address", "", "@", "localhost", nil, false},
		{"a proxy", "", "127.0.0.1:5", "localhost:8080", []string{"X-Forwarded-For", "127.0.0.1"}, false},
		{"a proxy by the standard", "", "127.0.0.1:5", "localhost:8080", []string{"Forwarded", "for=127.0.0.1"}, false},
		{"a proxy that names the host", "", "127.0.0.1:5", "localhost:8080", []string{"X-Forwarded-Host", "example.org"}, false},
		{"another proxy", "", "127.0.0.1:5", "localhost:8080", []string{"X-Real-IP", "127.0.0.1"}, false},
		{"via", "", "127.0.0.1:5", "localhost:8080", []string{"Via", "1.1 x"}, false},
		{"an empty mark", "", "127.0.0.1:5", "localhost:8080", []string{"X-Forwarded-For", ""}, false},
		{"a name that was rebound", "", "127.0.0.1:5", "evil.example:8080", nil, false},
		{"a name that begins like ours", "", "127.0.0.1:5", "localhost.evil.example:8080", nil, false},
		{"no host", "", "127.0.0.1:5", "", nil, false},
		{"a page of another site", "", "127.0.0.1:5", "localhost:8080", []string{"Origin", "https://evil.example"}, false},
		{"a page of another local server", "", "127.0.0.1:5", "localhost:8080", []string{"Origin", "http://localhost:3000"}, false},
		{"a page of nowhere", "", "127.0.0.1:5", "localhost:8080", []string{"Origin", "null"}, false},
		{"the key, from afar", key, "192.0.2.1:5", "graph.example", []string{"Authorization", "Bearer " + key}, true},
		{"the key through a proxy", key, "127.0.0.1:5", "graph.example", []string{"Authorization", "bearer " + key, "X-Forwarded-For", "192.0.2.1"}, true},
		{"no key from here", key, "127.0.0.1:5", "localhost:8080", nil, false},
		{"a wrong key", key, "127.0.0.1:5", "localhost:8080", []string{"Authorization", "Bearer a-long-kez"}, false},
		{"half a key", key, "127.0.0.1:5", "localhost:8080", []string{"Authorization", "Bearer a-long"}, false},
		{"an empty key", key, "127.0.0.1:5", "localhost:8080", []string{"Authorization", "Bearer "}, false},
		{"another scheme", key, "127.0.0.1:5", "localhost:8080", []string{"Authorization", "Basic " + key}, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := newSite(t, func(o *Options) { o.WriteKey = c.key })
			s.in = s.Ingester.(*ingester)
			r := request("POST", "/graphql", mutation(), append([]string{"Content-Type", "application/json", "Accept", mediaGraphQL}, c.header...)...)
			r.RemoteAddr, r.Host = c.remote, c.host
			w := s.do(r)
			if c.may {
				if w.Code != 200 || w.Body.String() != `{"data":{"ingestRecords":{"counts":{"created":1}}}}` || len(s.in.records) != 1 {
					t.Errorf("%d %s", w.Code, w.Body)
				}
			} else {
				a := refused(t, w, http.StatusForbidden, CodeForbidden)
				if a.Errors[0].Extensions["hint"] == nil || len(s.in.records) != 0 {
					t.Errorf("%s %v", w.Body, s.in.records)
				}
			}
			if all := s.log.String() + w.Body.String(); strings.Contains(all, key) || strings.Contains(all, "a-long-kez") {
				t.Error("a key was told")
			}
		})
	}
}

// Acts need the same right as records.
func TestActsNeedTheKey(t *testing.T) {
	for _, m := range []string{`mergeEntities(input:{from:"a",into:"b",author:"c",reason:"d"})`, `splitEntities(input:{id:"a",author:"c",reason:"d"})`,
		`notTheSame(input:{a:"a",b:"b",author:"c",reason:"d"})`, `accept(input:{id:"a",author:"c",reason:"d"})`, `reject(input:{id:"a",author:"c",reason:"d"})`} {
		s := newSite(t, func(o *Options) { o.WriteKey = "a-long-key" })
		body, err := json.Marshal(map[string]string{"query": "mutation{" + m + "{result}}"})
		if err != nil {
			t.Fatal(err)
		}
		r := request("POST", "/graphql", bytes.NewReader(body), "Content-Type", "application/json", "Accept", mediaGraphQL)
		r.RemoteAddr, r.Host = "127.0.0.1:5", "localhost:8080"
		refused(t, s.do(r), http.StatusForbidden, CodeForbidden)
	}
}

// Pages need it too; where the store is away the client is told that it may send again.
func TestIngestDocument(t *testing.T) {
	s := newSite(t)
	if w := s.post(`mutation{ingestDocument(input:{text:"x"}){kind counts{created}}}`); w.Body.String() != `{"data":{"ingestDocument":{"kind":null,"counts":{"created":3}}}}` {
		t.Errorf("%s", w.Body)
	}
	for input, code := range map[string]Code{`text:"away"`: CodeUnavailable, `text:"x",bytes:"eA=="`: CodeBadInput, `url:"https://example.org"`: CodeBadInput} {
		a := read(t, s.post(`mutation{ingestDocument(input:{`+input+`}){kind}}`))
		if a.code() != string(code) || (a.Errors[0].Extensions["retryable"] == true) != (code == CodeUnavailable) {
			t.Errorf("%s: %+v", input, a)
		}
	}
	s = newSite(t, func(o *Options) { o.WriteKey = "a-long-key" })
	refused(t, s.post(`mutation{ingestDocument(input:{text:"x"}){kind}}`), http.StatusForbidden, CodeForbidden)
	if len(s.in.records) > 0 {
		t.Error("written")
	}
}

// Everybody may read, wherever the request comes from.
func TestAllMayRead(t *testing.T) {
	s := newSite(t, func(o *Options) { o.WriteKey = "k" })
	r := request("POST", "/graphql", strings.NewReader(`{"query":"{contracts{totalCount}}"}`), "Content-Type", "application/json", "Origin", "https://elsewhere.example")
	r.RemoteAddr, r.Host = "192.0.2.1:5", "graph.example"
	if w := s.do(r); w.Code != 200 || w.Body.String() != `{"data":{"contracts":{"totalCount":3}}}` {
		t.Errorf("%d %s", w.Code, w.Body)
	}
}

// A form or a plain text, which a page of another site can make a browser send unasked, never writes.
func TestFormsDoNotWrite(t *testing.T) {
	s := newSite(t)
	for _, ct := range []string{"text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"} {
		refused(t, s.do(request("POST", "/graphql", mutation(), "Content-Type", ct)), http.StatusUnsupportedMediaType, CodeBadRequest)
	}
	if len(s.Ingester.(*ingester).records) > 0 {
		t.Error("written")
	}
}

func TestNoIngester(t *testing.T) {
	s := newSite(t, func(o *Options) { o.Ingester = nil })
	refused(t, s.post(ingestOne), http.StatusForbidden, CodeForbidden)
}

func TestWhoWasNotLookedAt(t *testing.T) {
	if mayWrite(t.Context()) == nil {
		t.Error("a context without a request may write")
	}
}
