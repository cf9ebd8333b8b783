package fetch

import (
	"fmt"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"strings"
	"syscall"
	"time"
)

// client is one that follows no redirect by itself. A guarded one dials no private address, whatever its name resolves to.
func client(o Options, guarded bool) *http.Client {
	dial := &net.Dialer{Timeout: 30 * time.Second}
	if guarded {
		dial.Control = func(_, address string, _ syscall.RawConn) error {
			at, err := netip.ParseAddrPort(address)
			if err != nil || !public(at.Addr()) {
				return fmt.Errorf("%w: another host led to %s, which is private", ErrAddress, address)
			}
			return nil
		}
	}
	transport := &http.Transport{DialContext: dial.DialContext, TLSHandshakeTimeout: 15 * time.Second, ResponseHeaderTimeout: o.Timeout,
		MaxResponseHeaderBytes: 1 << 20, MaxIdleConnsPerHost: 1, IdleConnTimeout: 30 * time.Second, Proxy: http.ProxyFromEnvironment,
		ForceAttemptHTTP2: true}
	return &http.Client{Transport: transport, Timeout: o.Timeout,
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
}

// reserved are the ranges beside those that package netip tells that no public server has: shared address space, protocol
// assignments, documentation, benchmarks, future use, and IPv6 forms that hold an IPv4 address.
var reserved = []netip.Prefix{
	netip.MustParsePrefix("0.0.0.0/8"), netip.MustParsePrefix("100.64.0.0/10"), netip.MustParsePrefix("192.0.0.0/24"),
	netip.MustParsePrefix("192.0.2.0/24"), netip.MustParsePrefix("198.18.0.0/15"), netip.MustParsePrefix("198.51.100.0/24"),
	netip.MustParsePrefix("203.0.113.0/24"), netip.MustParsePrefix("240.0.0.0/4"), netip.MustParsePrefix("64:ff9b::/96"),
	netip.MustParsePrefix("2002::/16"), netip.MustParsePrefix("2001:db8::/32"),
}

func public(a netip.Addr) bool {
	a = a.Unmap().WithZone("")
	if !a.IsGlobalUnicast() || a.IsPrivate() || a.IsLoopback() {
		return false
	}
	for _, p := range reserved {
		if p.Contains(a) {
			return false
		}
	}
	return true
}

// publicName refuses a private address that an address names outright.
func publicName(u *url.URL) error {
	host := strings.TrimSuffix(strings.ToLower(u.Hostname()), ".")
	a, err := netip.ParseAddr(host)
	if host == "localhost" || strings.HasSuffix(host, ".localhost") || err == nil && !public(a) {
		return fmt.Errorf("%w: another host led to %s, which is private", ErrAddress, u)
	}
	return nil
}

func viaProxy(u *url.URL) bool {
	p, err := http.ProxyFromEnvironment(&http.Request{URL: u})
	return err == nil && p != nil
}
