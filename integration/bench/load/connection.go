package main

import (
	"bufio"
	"bytes"
	"crypto/tls"
	"fmt"
	"io"
	"net"
	"net/url"
	"strconv"
	"time"
)

// connection is one kept-alive HTTP/1.1 connection over which ready-made request bytes are sent. It reads just enough
// of HTTP to find the end of an answer: net/http would cost the servers a good part of a small machine.
type connection struct {
	socket net.Conn
	reader *bufio.Reader
	body   []byte
}

const callTimeout = 30 * time.Second

func dial(target *url.URL, security *tls.Config) (*connection, error) {
	dialer := &net.Dialer{Timeout: 5 * time.Second}
	var socket net.Conn
	var err error
	if security == nil {
		socket, err = dialer.Dial("tcp", target.Host)
	} else {
		socket, err = tls.DialWithDialer(dialer, "tcp", target.Host, security)
	}
	if err != nil {
		return nil, err
	}
	return &connection{socket: socket, reader: bufio.NewReaderSize(socket, 8192)}, nil
}

// exchange sends request and gives the status and the body of the answer. The body is valid until the next exchange.
func (c *connection) exchange(request []byte) (int, []byte, error) {
	if err := c.socket.SetDeadline(time.Now().Add(callTimeout)); err != nil {
		return 0, nil, err
	}
	if _, err := c.socket.Write(request); err != nil {
		return 0, nil, err
	}
	return c.readAnswer()
}

func (c *connection) readAnswer() (int, []byte, error) {
	line, err := c.readLine()
	if err != nil {
		return 0, nil, err
	}
	if len(line) < 12 || !bytes.HasPrefix(line, []byte("HTTP/1.1 ")) {
		return 0, nil, fmt.Errorf("not an HTTP/1.1 status line: %q", line)
	}
	status, err := strconv.Atoi(string(line[9:12]))
	if err != nil {
		return 0, nil, err
	}
	length, chunked, err := c.readHeaders()
	if err != nil {
		return 0, nil, err
	}
	c.body = c.body[:0]
	if chunked {
		err = c.readChunks()
	} else {
		err = c.readBody(length)
	}
	return status, c.body, err
}

func (c *connection) readLine() ([]byte, error) {
	line, err := c.reader.ReadSlice('\n')
	return bytes.TrimRight(line, "\r\n"), err
}

func (c *connection) readHeaders() (length int, chunked bool, err error) {
	for {
		line, err := c.readLine()
		if err != nil || len(line) == 0 {
			return length, chunked, err
		}
		name, value, _ := bytes.Cut(line, []byte(":"))
		value = bytes.TrimSpace(value)
		switch {
		case bytes.EqualFold(name, []byte("Content-Length")):
			if length, err = strconv.Atoi(string(value)); err != nil {
				return 0, false, err
			}
		case bytes.EqualFold(name, []byte("Transfer-Encoding")):
			chunked = bytes.EqualFold(value, []byte("chunked"))
		}
	}
}

// readBody appends the next length bytes to the body.
func (c *connection) readBody(length int) error {
	start := len(c.body)
	c.body = append(c.body, make([]byte, length)...)
	_, err := io.ReadFull(c.reader, c.body[start:])
	return err
}

func (c *connection) readChunks() error {
	for {
		line, err := c.readLine()
		if err != nil {
			return err
		}
		size, err := strconv.ParseUint(string(line), 16, 31)
		if err != nil {
			return err
		}
		if err := c.readBody(int(size)); err != nil {
			return err
		}
		if _, err := c.readLine(); err != nil {
			return err
		}
		if size == 0 {
			return nil
		}
	}
}

func (c *connection) close() {
	c.socket.Close()
}
