package main

import (
	"bufio"
	"strings"
	"testing"
)

func reading(text string) *connection {
	return &connection{reader: bufio.NewReader(strings.NewReader(text))}
}

func TestReadsAnAnswerOfKnownLengthAndLeavesTheNext(t *testing.T) {
	c := reading("HTTP/1.1 200 OK\r\ncontent-length: 5\r\nX: y\r\n\r\nhelloHTTP/1.1 503 No\r\n\r\n")
	status, body, err := c.readAnswer()
	if status != 200 || string(body) != "hello" || err != nil {
		t.Errorf("got %d %q %v", status, body, err)
	}
	status, body, err = c.readAnswer()
	if status != 503 || len(body) != 0 || err != nil {
		t.Errorf("got %d %q %v", status, body, err)
	}
}

func TestReadsAChunkedAnswer(t *testing.T) {
	c := reading("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nhel\r\n2\r\nlo\r\n0\r\n\r\n")
	status, body, err := c.readAnswer()
	if status != 200 || string(body) != "hello" || err != nil {
		t.Errorf("got %d %q %v", status, body, err)
	}
}

func TestReportsATruncatedAnswer(t *testing.T) {
	for _, text := range []string{"", "HTTP/1.1 200", "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhel", "SSH-2.0\r\n"} {
		if _, _, err := reading(text).readAnswer(); err == nil {
			t.Errorf("%q was accepted", text)
		}
	}
}
