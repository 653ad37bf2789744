package main

import (
	"bufio"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"net/url"
	"os"
	"os/exec"
	"sync"
	"sync/atomic"
	"syscall"
	"time"
)

// onceResult is one line of a run: how long something took that is done once.
type onceResult struct {
	Kind     string  `json:"kind"`
	Server   string  `json:"server"`
	Requests int     `json:"requests"`
	Millis   float64 `json:"millis"`
	KiB      float64 `json:"kib"`
}

// readsCommand reads every path of a file once, over the given number of connections, and prints the time.
func readsCommand(arguments []string) error {
	flags := flag.NewFlagSet("reads", flag.ContinueOnError)
	server := flags.String("server", "", "name in the result")
	address := flags.String("address", "", "address of the server, plain HTTP")
	tokenFile := flags.String("token-file", "", "file with the token")
	file := flags.String("paths", "", "file with one path a line, below /v1/")
	connections := flags.Int("connections", 32, "requests at the same time")
	if err := flags.Parse(arguments); err != nil {
		return err
	}
	target, err := url.Parse(*address)
	if err != nil {
		return err
	}
	token, err := readSecret(*tokenFile)
	if err != nil {
		return err
	}
	requests, err := readRequests(*file, target.Host, token)
	if err != nil {
		return err
	}
	began := time.Now()
	if err := exchangeAll(target, requests, *connections); err != nil {
		return err
	}
	return json.NewEncoder(os.Stdout).Encode(
		onceResult{Kind: "once", Server: *server, Requests: len(requests), Millis: micros(time.Since(began)) / 1000})
}

func readRequests(file, host, token string) ([][]byte, error) {
	input, err := os.Open(file)
	if err != nil {
		return nil, err
	}
	defer input.Close()
	var requests [][]byte
	lines := bufio.NewScanner(input)
	for lines.Scan() {
		requests = append(requests, fmt.Appendf(nil,
			"GET /v1/%s HTTP/1.1\r\nHost: %s\r\nX-Vault-Request: true\r\nX-Vault-Token: %s\r\n\r\n", lines.Text(), host, token))
	}
	return requests, lines.Err()
}

// exchangeAll sends every request once and wants 200 for each.
func exchangeAll(target *url.URL, requests [][]byte, connections int) error {
	var next atomic.Int64
	var workers sync.WaitGroup
	failures := make(chan error, connections)
	for range connections {
		workers.Go(func() {
			c, err := dial(target, nil)
			if err != nil {
				failures <- err
				return
			}
			defer c.close()
			for i := next.Add(1) - 1; i < int64(len(requests)); i = next.Add(1) - 1 {
				status, body, err := c.exchange(requests[i])
				if err == nil && status != 200 {
					err = fmt.Errorf("status %d: %s", status, body)
				}
				if err != nil {
					failures <- err
					return
				}
			}
		})
	}
	workers.Wait()
	close(failures)
	return <-failures
}

// runCommand runs a command to its end and prints the time and the most memory that it had.
func runCommand(arguments []string) error {
	flags := flag.NewFlagSet("run", flag.ContinueOnError)
	server := flags.String("server", "", "name in the result")
	wanted := flags.Int("exit", 0, "exit code that the command has to end with")
	output := flags.String("output", os.DevNull, "file for what the command prints")
	if err := flags.Parse(arguments); err != nil {
		return err
	}
	if flags.NArg() == 0 {
		return errors.New("run: name the command behind the flags")
	}
	file, err := os.Create(*output)
	if err != nil {
		return err
	}
	defer file.Close()
	process := exec.Command(flags.Arg(0), flags.Args()[1:]...)
	process.Stdout, process.Stderr = file, file
	began := time.Now()
	if err := process.Run(); process.ProcessState == nil {
		return err
	}
	elapsed := time.Since(began)
	if code := process.ProcessState.ExitCode(); code != *wanted {
		return fmt.Errorf("%s ended with %d instead of %d; its output is in %s", *server, code, *wanted, *output)
	}
	usage := process.ProcessState.SysUsage().(*syscall.Rusage)
	return json.NewEncoder(os.Stdout).Encode(
		onceResult{Kind: "once", Server: *server, Millis: micros(elapsed) / 1000, KiB: float64(usage.Maxrss)})
}
