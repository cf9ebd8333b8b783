package neo4jtest

import (
	"errors"
	"os"
	"os/exec"
	"runtime"
	"syscall"
	"time"
)

// stopGrace is how long a server may take to stop by itself; it waits about five
// seconds for its own threads even when idle.
const stopGrace = 30 * time.Second

// process is a running server. done is closed when it has ended.
type process struct {
	cmd  *exec.Cmd
	done chan struct{}
}

// startProcess runs java with its output in the file console.
func startProcess(java string, args []string, console string) (*process, error) {
	out, err := os.OpenFile(console, os.O_CREATE|os.O_WRONLY|os.O_APPEND, 0o644)
	if err != nil {
		return nil, err
	}
	defer out.Close()

	p := &process{cmd: exec.Command(java, args...), done: make(chan struct{})}
	p.cmd.Stdout, p.cmd.Stderr = out, out
	p.cmd.SysProcAttr = dieWithParent()

	started := make(chan error)
	go func() {
		// Linux ties the child's life to the thread that started it, not to the
		// process: so keep that thread for as long as the child lives.
		runtime.LockOSThread()
		defer runtime.UnlockOSThread()
		err := p.cmd.Start()
		started <- err
		if err == nil {
			p.cmd.Wait() // its exit code says nothing that the log does not say better
			close(p.done)
		}
	}()
	return p, <-started
}

// stop asks the server to end, and makes it when it takes too long.
func (p *process) stop() error {
	if err := p.cmd.Process.Signal(syscall.SIGTERM); err != nil {
		return p.kill() // it ended already, or the system has no such signal
	}
	select {
	case <-p.done:
		return nil
	case <-time.After(stopGrace):
		return p.kill()
	}
}

// kill ends the server at once, as a crash would, and waits until it is gone.
func (p *process) kill() error {
	if err := p.cmd.Process.Kill(); err != nil && !errors.Is(err, os.ErrProcessDone) {
		return err
	}
	<-p.done
	return nil
}
