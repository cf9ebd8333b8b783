package neo4jtest

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// The server must not outlive a test process that is killed.
func TestDieWithParent(t *testing.T) {
	if os.Getenv("NEO4JTEST_PARENT") != "" {
		p, err := startProcess("/bin/sleep", []string{"300"}, os.DevNull)
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(os.Getenv("NEO4JTEST_PARENT"), fmt.Append(nil, p.cmd.Process.Pid), 0o644); err != nil {
			t.Fatal(err)
		}
		time.Sleep(time.Minute)
	}

	pidFile := filepath.Join(t.TempDir(), "pid")
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	parent := exec.Command(self, "-test.run=^TestDieWithParent$")
	parent.Env = append(os.Environ(), "NEO4JTEST_PARENT="+pidFile)
	if err := parent.Start(); err != nil {
		t.Fatal(err)
	}
	var pid string
	eventually(t, "the child is started", func() bool {
		text, _ := os.ReadFile(pidFile)
		pid = string(text)
		return pid != ""
	})
	time.Sleep(300 * time.Millisecond) // the thread that started it has had time to go
	if !alive(pid) {
		t.Fatal("the child died before its parent")
	}
	parent.Process.Kill()
	parent.Wait()
	eventually(t, "the child is gone", func() bool { return !alive(pid) })
}

// alive is false for a zombie, which waits only to be counted by its new parent.
func alive(pid string) bool {
	stat, err := os.ReadFile(filepath.Join("/proc", pid, "stat"))
	if err != nil {
		return false
	}
	_, state, _ := bytes.Cut(stat, []byte(") "))
	return !strings.HasPrefix(string(state), "Z")
}

func eventually(t *testing.T, what string, ok func() bool) {
	t.Helper()
	for range 500 {
		if ok() {
			return
		}
		time.Sleep(10 * time.Millisecond)
	}
	t.Fatalf("still not: %s", what)
}
