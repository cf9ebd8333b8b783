package neo4jtest

import (
	"os"
	"os/exec"
	"runtime"
	"strings"
	"testing"
	"time"
)

// child runs one test of this package in a process of its own, with these
// variables over the environment.
func child(t *testing.T, test string, env ...string) (out string, ok bool) {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(self, "-test.v", "-test.run=^"+test+"$")
	cmd.Env = append(os.Environ(), env...)
	text, err := cmd.CombinedOutput()
	return string(text), err == nil
}

func TestWithoutServer(t *testing.T) {
	nothing := []string{"PATH=", "JAVA_HOME=", "NEO4J_TEST_URI=", "XDG_CACHE_HOME=" + t.TempDir(), "HOME=" + t.TempDir()}

	out, ok := child(t, "TestLogin", append(nothing, "CI=")...)
	if !ok || !strings.Contains(out, "--- SKIP: TestLogin") || !strings.Contains(out, "NEO4J_TEST_URI") {
		t.Errorf("without CI it should skip:\n%s", out)
	}
	if n := strings.Count(out, "_test.go") + strings.Count(out, "shared.go"); n != 1 {
		t.Errorf("%d lines of reasons, want 1:\n%s", n, out)
	}

	out, ok = child(t, "TestLogin", append(nothing, "CI=true")...)
	if ok || !strings.Contains(out, "--- FAIL: TestLogin") || !strings.Contains(out, "NEO4J_TEST_URI") {
		t.Errorf("with CI=true it should fail:\n%s", out)
	}

	out, ok = child(t, "TestNewest", append(nothing, "CI=true")...)
	if !ok || !strings.Contains(out, "--- SKIP: TestNewest") {
		t.Errorf("the newest release should be skipped in CI too:\n%s", out)
	}
}

func TestGivenServer(t *testing.T) {
	s := ownServer(t)
	given := []string{"NEO4J_TEST_USER=" + s.User, "NEO4J_TEST_PASSWORD=" + s.Password, "PATH=", "JAVA_HOME="}
	for _, test := range []string{"TestLogin", "TestWriteReadWipe", "TestStatements"} {
		out, ok := child(t, test, append(given, "NEO4J_TEST_URI="+s.Direct)...)
		if !ok || !strings.Contains(out, "--- PASS: "+test) {
			t.Errorf("it should use the server:\n%s", out)
		}
	}
	out, ok := child(t, "TestLogin", append(given, "NEO4J_TEST_URI=bolt://127.0.0.1:1")...)
	if ok || !strings.Contains(out, "NEO4J_TEST_URI") {
		t.Errorf("a given server that is not there is a failure:\n%s", out)
	}
}

// Two processes do not use a given server at the same time.
func TestGivenServerIsLocked(t *testing.T) {
	s := ownServer(t)
	t.Setenv("NEO4J_TEST_URI", s.Direct)
	t.Setenv("NEO4J_TEST_USER", s.User)
	t.Setenv("NEO4J_TEST_PASSWORD", s.Password)
	given, err := external()
	if err != nil {
		t.Fatal(err)
	}
	runtime.GC() // the lock must not go with its file
	runtime.GC()
	waited := make(chan bool)
	go func() {
		child(t, "TestLogin")
		close(waited)
	}()
	select {
	case <-waited:
		t.Error("a second process used the server too")
	case <-time.After(time.Second):
		given.unlock()
		<-waited
	}
	if err := given.end(nil); err != nil {
		t.Error(err)
	}
}
