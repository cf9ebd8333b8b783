package neo4jtest

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"time"
)

// fetchTimeout bounds one download. A cold fetch takes about half a minute; a
// network that is not there should not use up the whole test run.
const fetchTimeout = 5 * time.Minute

// completeMarker stands in a jar folder once every jar is in it.
const completeMarker = "complete"

const pom = `<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>councilgraph</groupId>
  <artifactId>neo4jtest</artifactId>
  <version>1</version>
  <packaging>pom</packaging>
  <dependencies>
    <dependency>
      <groupId>org.neo4j.test</groupId>
      <artifactId>neo4j-harness</artifactId>
      <version>%s</version>
    </dependency>
  </dependencies>
</project>
`

// jarFolder returns the folder with a release's jars, fetching them through
// Maven when no earlier run has. The folder is in the user's cache and is shared
// by every checkout; it appears whole or not at all.
func jarFolder(ctx context.Context, r Release) (string, error) {
	cache, err := cacheFolder()
	if err != nil {
		return "", err
	}
	dir := filepath.Join(cache, "neo4j-"+r.Version)
	if complete(dir) {
		return dir, nil
	}

	mvn, err := exec.LookPath("mvn")
	if err != nil {
		return "", fmt.Errorf("%w: no mvn in PATH to fetch Neo4j %s with", ErrMissing, r.Version)
	}
	unlock, err := lockFile(dir + ".lock")
	if err != nil {
		return "", err
	}
	defer unlock()
	if complete(dir) { // another process fetched them while this one waited
		return dir, nil
	}
	return dir, fetchJars(ctx, mvn, r, dir)
}

// fetchJars fills dir. The caller holds the lock, so whatever an earlier
// process left half-done is nobody's.
func fetchJars(ctx context.Context, mvn string, r Release, dir string) error {
	stale, _ := filepath.Glob(dir + ".part-*")
	for _, s := range append(stale, dir) {
		if err := os.RemoveAll(s); err != nil {
			return err
		}
	}
	// Beside dir, because a rename is atomic only within one file system.
	part, err := os.MkdirTemp(filepath.Dir(dir), filepath.Base(dir)+".part-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(part)
	if err := runMaven(ctx, mvn, r, part); err != nil {
		return err
	}
	if err := os.WriteFile(filepath.Join(part, completeMarker), nil, 0o644); err != nil {
		return err
	}
	if err := os.Chmod(part, 0o755); err != nil {
		return err
	}
	return os.Rename(part, dir)
}

func runMaven(ctx context.Context, mvn string, r Release, out string) error {
	project, err := os.MkdirTemp("", "councilgraph-pom-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(project)
	if err := os.WriteFile(filepath.Join(project, "pom.xml"), fmt.Appendf(nil, pom, r.Version), 0o644); err != nil {
		return err
	}

	ctx, cancel := context.WithTimeout(ctx, fetchTimeout)
	defer cancel()
	cmd := exec.CommandContext(ctx, mvn, "-q", "-B", "dependency:copy-dependencies", "-DoutputDirectory="+out)
	cmd.Dir = project
	cmd.WaitDelay = time.Second // a killed mvn may leave a child that holds its output open
	if _, err := exec.LookPath("java"); err != nil && os.Getenv("JAVA_HOME") == "" {
		java, err := findJava(r.Java)
		if err != nil {
			return err
		}
		cmd.Env = append(cmd.Environ(), "JAVA_HOME="+filepath.Dir(filepath.Dir(java)))
	}
	if msg, err := cmd.CombinedOutput(); err != nil {
		return fmt.Errorf("fetch the jars of Neo4j %s with Maven: %w\n%s", r.Version, err, tail(string(msg), 20))
	}
	return nil
}

func complete(dir string) bool {
	_, err := os.Stat(filepath.Join(dir, completeMarker))
	return err == nil
}

// cacheFolder is where jars and locks live: outside any checkout, and the same
// for every process of the user.
func cacheFolder() (string, error) {
	base, err := os.UserCacheDir()
	if err != nil {
		return "", err
	}
	dir := filepath.Join(base, "councilgraph")
	return dir, os.MkdirAll(dir, 0o755)
}
