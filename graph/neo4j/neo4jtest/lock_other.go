//go:build !(linux || darwin || freebsd || netbsd || openbsd || dragonfly)

package neo4jtest

// lockFile locks nothing here. Two processes may then fetch the same jars at
// once; the rename at the end keeps the result whole all the same.
func lockFile(string) (unlock func(), err error) { return func() {}, nil }

// tryLockFile never gets the lock here, so nothing is taken for abandoned.
func tryLockFile(string) (unlock func(), ok bool) { return nil, false }
