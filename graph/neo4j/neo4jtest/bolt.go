package neo4jtest

import (
	"bufio"
	"encoding/binary"
	"io"
)

// This file reads the client's side of a Bolt connection, as far as it takes to
// see which statements it sends. The source of the numbers is the Bolt protocol's
// documentation: Handshake, Message exchange, and PackStream.

const (
	handshakeSize = 4 + 4*4    // the magic number and four proposed versions
	manifestV1    = 0x000001FF // the server's answer when the client is to choose from a list
	runSignature  = 0x10       // of the message RUN: statement, parameters, options
)

// copyChoice passes on the client's choice from a manifest: a version and, as a
// number of variable length, its capabilities.
func copyChoice(server io.Writer, client *bufio.Reader) error {
	if _, err := io.CopyN(server, client, 4); err != nil {
		return err
	}
	for {
		b, err := client.ReadByte()
		if err != nil {
			return err
		}
		if _, err := server.Write([]byte{b}); err != nil {
			return err
		}
		if b < 0x80 { // the last one has no continuation bit
			return nil
		}
	}
}

// copyMessages passes on the client's messages until either side fails, and
// calls ran with the text of each statement before the server gets all of it:
// whatever was answered has been told.
func copyMessages(server *bufio.Writer, client *bufio.Reader, ran func(statement []byte)) error {
	var head [2]byte
	var chunk, message []byte
	decided := false // nothing more to learn from this message
	for {
		// A message is a row of chunks with their lengths; an empty one ends it.
		if _, err := io.ReadFull(client, head[:]); err != nil {
			return err
		}
		size := int(binary.BigEndian.Uint16(head[:]))
		chunk = append(chunk[:0], make([]byte, size)...)
		if _, err := io.ReadFull(client, chunk); err != nil {
			return err
		}
		switch {
		case size == 0:
			message, decided = message[:0], false
		case !decided:
			message = append(message, chunk...)
			var statement []byte
			if statement, decided = runStatement(message); statement != nil {
				ran(statement)
			}
		}
		server.Write(head[:]) // a bufio.Writer keeps its error for Flush
		server.Write(chunk)
		if client.Buffered() == 0 {
			if err := server.Flush(); err != nil {
				return err
			}
		}
	}
}

// runStatement returns the statement of a RUN message of which at least the
// beginning is there. It is decided when more of the message would change
// nothing; the statement is nil for every other message.
func runStatement(message []byte) (statement []byte, decided bool) {
	if len(message) < 3 {
		return nil, false
	}
	if message[0]>>4 != 0xB || message[1] != runSignature {
		return nil, true
	}
	marker, rest := message[2], message[3:]
	lengthSize := 0
	switch {
	case marker>>4 == 0x8: // a short string has its length in the marker
	case marker == 0xD0:
		lengthSize = 1
	case marker == 0xD1:
		lengthSize = 2
	case marker == 0xD2:
		lengthSize = 4
	default:
		return nil, true
	}
	if len(rest) < lengthSize {
		return nil, false
	}
	length := int(marker & 0x0F)
	if lengthSize > 0 {
		length = 0
		for _, b := range rest[:lengthSize] {
			length = length<<8 | int(b)
		}
	}
	rest = rest[lengthSize:]
	if len(rest) < length {
		return nil, false
	}
	return rest[:length:length], true
}
