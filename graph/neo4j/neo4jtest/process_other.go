//go:build !linux

package neo4jtest

import "syscall"

// dieWithParent can do nothing here: a test process that is killed leaves its
// server running. Ctrl-C still reaches both, as they share a process group.
func dieWithParent() *syscall.SysProcAttr { return nil }
