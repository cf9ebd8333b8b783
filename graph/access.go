package graph

import (
	"context"
	"crypto/sha256"
	"crypto/subtle"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"strings"
)

// Who may write. With a key: who sends it. Without one: this machine alone, as long as nobody stands between. A proxy on this
// machine makes every request look local, so its headers count as a stranger's; a page of another site that its reader's browser
// was led to open here (DNS rebinding) shows in Host and Origin.

type accessKey struct{}

// access is nil where the request may write, else why not.
type access struct{ refused *Error }

func withAccess(ctx context.Context, refused *Error) context.Context {
	return context.WithValue(ctx, accessKey{}, access{refused})
}

// mayWrite says whether the request that the context belongs to may change the graph. Who was not looked at may not.
func mayWrite(ctx context.Context) error {
	a, ok := ctx.Value(accessKey{}).(access)
	switch {
	case !ok:
		return newError(CodeForbidden, nil, "", "this request may not write")
	case a.refused != nil:
		return a.refused
	}
	return nil
}

const (
	keyHint   = "send `Authorization: Bearer KEY` with the server's write key"
	localHint = "write from the machine that the server runs on, or start it with a write key and send `Authorization: Bearer KEY`"
)

// mayWrite looks at a request; nil is yes.
func (s *Server) mayWrite(r *http.Request) *Error {
	if s.WriteKey != "" {
		scheme, key, _ := strings.Cut(r.Header.Get("Authorization"), " ")
		if strings.EqualFold(scheme, "Bearer") && same(strings.TrimSpace(key), s.WriteKey) {
			return nil
		}
		return newError(CodeForbidden, nil, keyHint, "writing needs the write key")
	}
	switch {
	case !loopback(r.RemoteAddr):
		return newError(CodeForbidden, nil, localHint, "this server is written to from its own machine only")
	case forwarded(r.Header):
		return newError(CodeForbidden, nil, localHint, "requests that came through a proxy may not write here")
	case !loopback(r.Host):
		return newError(CodeForbidden, nil, localHint, "a request that writes must name this server as localhost")
	case !sameOrigin(r):
		return newError(CodeForbidden, nil, localHint, "a page of another site may not write here")
	}
	return nil
}

// same compares in a time that tells nothing, not even the length.
func same(a, b string) bool {
	x, y := sha256.Sum256([]byte(a)), sha256.Sum256([]byte(b))
	return subtle.ConstantTimeCompare(x[:], y[:]) == 1
}

// loopback says whether `host`, `host:port` or `[host]:port` is this machine to itself.
func loopback(hostport string) bool {
	host, _, err := net.SplitHostPort(hostport)
	if err != nil {
		host = strings.TrimSuffix(strings.TrimPrefix(hostport, "["), "]")
	}
	if strings.EqualFold(host, "localhost") {
		return true
	}
	ip, err := netip.ParseAddr(host)
	return err == nil && ip.Unmap().IsLoopback()
}

// forwarded says whether a proxy left its mark.
func forwarded(h http.Header) bool {
	for _, name := range []string{"Forwarded", "Via", "X-Real-Ip", "X-Client-Ip", "X-Cluster-Client-Ip", "X-Original-Forwarded-For",
		"True-Client-Ip", "Cf-Connecting-Ip", "Fastly-Client-Ip"} {
		if len(h.Values(name)) > 0 {
			return true
		}
	}
	for name := range h {
		if strings.HasPrefix(name, "X-Forwarded") { // -For, -Host, -Proto, -Port, -Server, ...
			return true
		}
	}
	return false
}

// sameOrigin says whether the request comes from a page of this very server, or from no page.
func sameOrigin(r *http.Request) bool {
	for _, origin := range r.Header.Values("Origin") {
		u, err := url.Parse(origin)
		if err != nil || !strings.EqualFold(u.Host, r.Host) { // Host is a loopback one by now; "null" has none
			return false
		}
	}
	return true
}
