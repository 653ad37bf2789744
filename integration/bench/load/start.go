package main

import (
	"crypto/tls"
	"crypto/x509"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"strings"
	"syscall"
	"time"
)

// startResult is one line of a run: how long one process took from its start to being ready.
type startResult struct {
	Kind   string  `json:"kind"`
	Server string  `json:"server"`
	Millis float64 `json:"millis"`
}

const (
	startPollInterval = 2 * time.Millisecond
	startDeadline     = 60 * time.Second
	stopDeadline      = 20 * time.Second
)

// startCommand starts the command behind the flags, waits until the address answers 200 with the wanted text, prints
// the time this took, and stops the process again.
func startCommand(arguments []string) error {
	flags := flag.NewFlagSet("start", flag.ContinueOnError)
	server := flags.String("server", "", "name in the result")
	address := flags.String("address", "", "address to ask")
	wanted := flags.String("wanted", "", "text that the answer must contain")
	authority := flags.String("ca", "", "PEM file that signs the server's certificate")
	output := flags.String("output", os.DevNull, "file for what the process prints")
	if err := flags.Parse(arguments); err != nil {
		return err
	}
	if flags.NArg() == 0 {
		return errors.New("start: name the command to run behind the flags")
	}
	client, err := pollingClient(*authority)
	if err != nil {
		return err
	}
	elapsed, err := timeToReady(client, *address, *wanted, *output, flags.Args())
	if err != nil {
		return fmt.Errorf("%s: %w; its output is in %s", *server, err, *output)
	}
	return json.NewEncoder(os.Stdout).Encode(startResult{"start", *server, micros(elapsed) / 1000})
}

func pollingClient(authority string) (*http.Client, error) {
	security := &tls.Config{}
	if authority != "" {
		text, err := os.ReadFile(authority)
		if err != nil {
			return nil, err
		}
		security.RootCAs = x509.NewCertPool()
		security.RootCAs.AppendCertsFromPEM(text)
	}
	return &http.Client{Timeout: 5 * time.Second, Transport: &http.Transport{TLSClientConfig: security}}, nil
}

func timeToReady(client *http.Client, address, wanted, output string, command []string) (time.Duration, error) {
	file, err := os.Create(output)
	if err != nil {
		return 0, err
	}
	defer file.Close()
	process := exec.Command(command[0], command[1:]...)
	process.Stdout, process.Stderr = file, file
	start := time.Now()
	if err := process.Start(); err != nil {
		return 0, err
	}
	ended := make(chan struct{})
	go func() {
		process.Wait() // how it ended does not matter: either it was ready before, or it never will be
		close(ended)
	}()
	elapsed, err := pollUntilReady(client, address, wanted, start, ended)
	process.Process.Signal(syscall.SIGTERM)
	select {
	case <-ended:
	case <-time.After(stopDeadline):
		process.Process.Kill()
	}
	return elapsed, err
}

func pollUntilReady(client *http.Client, address, wanted string, start time.Time, ended <-chan struct{},
) (time.Duration, error) {
	last := "nothing"
	for time.Since(start) < startDeadline {
		answer, err := client.Get(address)
		if err == nil {
			body, _ := io.ReadAll(answer.Body)
			answer.Body.Close()
			if answer.StatusCode == http.StatusOK && strings.Contains(string(body), wanted) {
				return time.Since(start), nil
			}
			last = answer.Status
		} else {
			last = err.Error()
		}
		select {
		case <-ended:
			return 0, errors.New("the process ended before it was ready")
		case <-time.After(startPollInterval):
		}
	}
	return 0, fmt.Errorf("not ready after %v, last seen: %s", startDeadline, last)
}
