package neo4jtest

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
)

// findJava returns the java program of the oldest JDK that runs a release
// needing feature version min: of those that fit, the oldest is the nearest to
// what the release was tested with. It looks in JAVA_HOME, PATH and the folders
// where systems keep their JDKs, in that order.
func findJava(min int) (string, error) {
	best, bestVersion := "", 0
	for _, path := range javaCandidates() {
		v := javaVersion(path)
		if v >= min && (best == "" || v < bestVersion) {
			best, bestVersion = path, v
		}
	}
	if best == "" {
		return "", fmt.Errorf("%w: no JDK %d or newer in JAVA_HOME, PATH or the system's JDK folders", ErrMissing, min)
	}
	return best, nil
}

// javaCandidates lists each java program once, links resolved, so that a JDK
// with three names is asked for its version once.
func javaCandidates() []string {
	var paths []string
	if home := os.Getenv("JAVA_HOME"); home != "" {
		paths = append(paths, filepath.Join(home, "bin", "java"))
	}
	if path, err := exec.LookPath("java"); err == nil {
		paths = append(paths, path)
	}
	for _, pattern := range []string{
		"/usr/lib/jvm/*/bin/java",
		"/Library/Java/JavaVirtualMachines/*/Contents/Home/bin/java",
	} {
		found, _ := filepath.Glob(pattern) // fails only on a malformed pattern
		paths = append(paths, found...)
	}

	var unique []string
	seen := map[string]bool{}
	for _, path := range paths {
		real, err := filepath.EvalSymlinks(path)
		if err != nil || seen[real] {
			continue
		}
		seen[real] = true
		unique = append(unique, real)
	}
	return unique
}

// javaVersion runs a java program for its feature version: 17, 21, 25.
// Zero means that it does not run or says something unknown.
func javaVersion(path string) int {
	out, err := exec.Command(path, "-version").CombinedOutput()
	if err != nil {
		return 0
	}
	return parseJavaVersion(string(out))
}

// Before Java 9 the first number is 1, which rightly reads as too old.
var javaVersionLine = regexp.MustCompile(`version "(\d+)`)

func parseJavaVersion(out string) int {
	m := javaVersionLine.FindStringSubmatch(out)
	if m == nil {
		return 0
	}
	v, err := strconv.Atoi(m[1])
	if err != nil {
		return 0
	}
	return v
}
