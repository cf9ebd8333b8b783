package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"time"
)

// target is a running server.
type target struct {
	name   string
	url    string
	pid    int // 0: in this process
	client *http.Client
	stop   func()
}

func newTarget(name, url string, pid int, stop func()) *target {
	return &target{name: name, url: url, pid: pid, stop: stop, client: &http.Client{Timeout: time.Minute,
		Transport: &http.Transport{MaxIdleConnsPerHost: 2 * clients, DisableCompression: true}}}
}

// start runs a server as a child of this process.
func start(which string, d database, size string) (*target, error) {
	self, err := os.Executable()
	if err != nil {
		return nil, err
	}
	config, err := json.Marshal(d)
	if err != nil {
		return nil, err
	}
	cmd := exec.Command(self, "-serve", which, "-size", size)
	cmd.Env = append(os.Environ(), databaseVariable+"="+string(config)) // a password is not for the list of processes
	cmd.Stderr = os.Stderr
	in, err := cmd.StdinPipe()
	if err != nil {
		return nil, err
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		return nil, err
	}
	if err := cmd.Start(); err != nil {
		return nil, err
	}
	stop := func() {
		_ = in.Close() // it ends by this
		_ = cmd.Wait() // its errors are on standard error
	}
	line, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		stop()
		return nil, fmt.Errorf("%s did not start: %w", which, err)
	}
	return newTarget(which, "http://"+strings.TrimSpace(line), cmd.Process.Pid, stop), nil
}

// payload is what a request sends to a server, one for each set of variables.
func (t *target) payload(r *request) [][]byte {
	out := make([][]byte, len(r.vars))
	for i, vars := range r.vars {
		b := body{Query: r.query, Variables: map[string]any{}}
		if t.name == floor {
			b.Query = r.name
		}
		for k, v := range vars {
			if t.name == floor || strings.Contains(r.query, "$"+k) {
				b.Variables[k] = v
			}
		}
		out[i], _ = json.Marshal(b) // texts and numbers never fail
	}
	return out
}

// post sends a request and reads the whole answer.
func (t *target) post(path string, payload []byte) ([]byte, error) {
	resp, err := t.client.Post(t.url+path, "application/json", bytes.NewReader(payload))
	if err != nil {
		return nil, err
	}
	defer func() { _ = resp.Body.Close() }() // read to its end
	out, err := io.ReadAll(resp.Body)
	if err != nil {
		return nil, err
	}
	if resp.StatusCode != http.StatusOK {
		return nil, fmt.Errorf("%s: %s: %s", t.name, resp.Status, out)
	}
	return out, nil
}

// statements is how many the server sends for one request.
func (t *target) statements(payload []byte) (int, error) {
	out, err := t.post("/statements", payload)
	if err != nil {
		return 0, err
	}
	return strconv.Atoi(string(out))
}

// ask is an asker of our server.
func (t *target) ask(query string, vars map[string]any) (map[string]any, error) {
	payload, err := json.Marshal(body{query, vars})
	if err != nil {
		return nil, err
	}
	out, err := t.post("/graphql", payload)
	if err != nil {
		return nil, err
	}
	var answer struct {
		Data   map[string]any
		Errors json.RawMessage
	}
	if err := json.Unmarshal(out, &answer); err != nil {
		return nil, err
	}
	if len(answer.Errors) > 0 {
		return nil, fmt.Errorf("%s: %s", query, answer.Errors)
	}
	return answer.Data, nil
}
