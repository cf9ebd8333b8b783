//go:build linux || darwin || freebsd || netbsd || openbsd || dragonfly

package neo4jtest

import (
	"errors"
	"os"
	"syscall"
)

// lockFile waits for the exclusive lock of path, making the file if need be. The
// system lets go of the lock when the process dies, however it dies.
func lockFile(path string) (unlock func(), err error) {
	return flock(path, syscall.LOCK_EX)
}

// tryLockFile is lockFile for those who would rather not wait: ok is false when
// somebody else holds the lock.
func tryLockFile(path string) (unlock func(), ok bool) {
	unlock, err := flock(path, syscall.LOCK_EX|syscall.LOCK_NB)
	return unlock, err == nil
}

func flock(path string, how int) (unlock func(), err error) {
	f, err := os.OpenFile(path, os.O_CREATE|os.O_RDWR, 0o644)
	if err != nil {
		return nil, err
	}
	for {
		err = syscall.Flock(int(f.Fd()), how)
		if !errors.Is(err, syscall.EINTR) {
			break
		}
	}
	if err != nil {
		f.Close()
		return nil, &os.PathError{Op: "lock", Path: path, Err: err}
	}
	return func() { f.Close() }, nil
}
