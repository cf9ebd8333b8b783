package neo4jtest

import "syscall"

// dieWithParent has the system kill the server when this process ends, however
// it ends. The server gets a process group of its own so that Ctrl-C in a
// terminal reaches it through us, not behind our back.
func dieWithParent() *syscall.SysProcAttr {
	return &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL, Setpgid: true}
}
