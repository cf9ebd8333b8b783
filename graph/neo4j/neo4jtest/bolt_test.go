package neo4jtest

import (
	"bufio"
	"bytes"
	"encoding/binary"
	"io"
	"slices"
	"strings"
	"testing"
)

func TestRunStatement(t *testing.T) {
	long := strings.Repeat("x", 300)
	for _, c := range []struct {
		name    string
		message string
		want    string
		decided bool
	}{
		{"short text", "\xB3\x10\x88RETURN 1\xA0\xA0", "RETURN 1", true},
		{"8-bit length", "\xB3\x10\xD0\x11RETURN 1234567890\xA0\xA0", "RETURN 1234567890", true},
		{"16-bit length", "\xB3\x10\xD1\x01\x2C" + long, long, true},
		{"32-bit length", "\xB3\x10\xD2\x00\x00\x01\x2C" + long, long, true},
		{"of an old protocol", "\xB2\x10\x81x\xA0", "x", true},
		{"text still to come", "\xB3\x10\x88RETU", "", false},
		{"length still to come", "\xB3\x10\xD1\x01", "", false},
		{"only begun", "\xB3\x10", "", false},
		{"PULL", "\xB1\x3F\xA1\x81n\xC9\x03\xE8", "", true},
		{"text is no text", "\xB3\x10\xC0\xA0\xA0", "", true},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, decided := runStatement([]byte(c.message))
			if string(got) != c.want || decided != c.decided {
				t.Errorf("got %q, %v, want %q, %v", got, decided, c.want, c.decided)
			}
		})
	}
}

// However a client cuts its messages into chunks, the same statements are seen
// and the same bytes arrive.
func TestCopyMessages(t *testing.T) {
	texts := []string{"RETURN 1", strings.Repeat("MATCH (n) ", 20000), "x"}
	for _, size := range []int{1, 2, 7, 1000, 0xFFFF} {
		var in bytes.Buffer
		for _, text := range texts {
			run := "\xB3\x10\xD2" + string(binary.BigEndian.AppendUint32(nil, uint32(len(text)))) + text + "\xA0\xA0"
			for _, message := range []string{"\xB1\x11\xA0", run, "\xB1\x3F\xA0", "\xB0\x12"} {
				writeChunks(&in, []byte(message), size)
			}
			in.WriteString("\x00\x00") // keep-alive
		}
		sent := in.String()

		var out bytes.Buffer
		var got []string
		err := copyMessages(bufio.NewWriter(&out), bufio.NewReader(&in), func(s []byte) { got = append(got, string(s)) })
		if err != io.EOF {
			t.Fatal(err)
		}
		if !slices.Equal(got, texts) {
			t.Errorf("chunks of %d: saw %d statements, want %d", size, len(got), len(texts))
		}
		if out.String() != sent {
			t.Errorf("chunks of %d: what arrived is not what was sent", size)
		}
	}
}

func writeChunks(w *bytes.Buffer, message []byte, size int) {
	for chunk := range slices.Chunk(message, size) {
		w.Write(binary.BigEndian.AppendUint16(nil, uint16(len(chunk))))
		w.Write(chunk)
	}
	w.WriteString("\x00\x00")
}

func FuzzCopyMessages(f *testing.F) {
	f.Add([]byte("\x00\x0D\xB3\x10\x88RETURN 1\xA0\xA0\x00\x00"))
	f.Add([]byte("\x00\x03\xB3\x10\xD2\x00\x04\xFF\xFF\xFF\xFF"))
	f.Fuzz(func(t *testing.T, sent []byte) {
		var out bytes.Buffer
		w := bufio.NewWriter(&out)
		copyMessages(w, bufio.NewReader(bytes.NewReader(sent)), func([]byte) {})
		w.Flush()
		if !bytes.HasPrefix(sent, out.Bytes()) {
			t.Errorf("changed what was sent")
		}
	})
}

func TestCopyChoice(t *testing.T) {
	const choice = "\x00\x00\x08\x05\x80\x81\x01"
	var out bytes.Buffer
	in := bufio.NewReader(strings.NewReader(choice + "next"))
	if err := copyChoice(&out, in); err != nil {
		t.Fatal(err)
	}
	if out.String() != choice {
		t.Errorf("passed on %q, want %q", out.String(), choice)
	}
}
