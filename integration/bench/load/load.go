package main

import (
	"crypto/tls"
	"crypto/x509"
	"encoding/json"
	"flag"
	"fmt"
	"net/url"
	"os"
	"runtime"
	"sync"
	"time"
)

// loadResult is one line of a run: what was driven, how, and what it answered.
type loadResult struct {
	Kind        string  `json:"kind"`
	Server      string  `json:"server"`
	Transport   string  `json:"transport"`
	Operation   string  `json:"operation"`
	Connections int     `json:"connections"`
	Requests    int64   `json:"requests"`
	Errors      int64   `json:"errors"`
	Throughput  float64 `json:"throughput"`
	P50Micros   float64 `json:"p50_us"`
	P99Micros   float64 `json:"p99_us"`
}

type loadOptions struct {
	server, address, key, tokenFile string
	role, jwtFile                   string
	ca, certificate, certificateKey string
	operation                       string
	connections                     int
	duration, warmUp                time.Duration
}

func parseLoadOptions(arguments []string) (loadOptions, error) {
	var o loadOptions
	flags := flag.NewFlagSet("load", flag.ContinueOnError)
	flags.StringVar(&o.server, "server", "", "name of the server in the result")
	flags.StringVar(&o.address, "address", "", "address of the mount, such as http://127.0.0.1:8200/v1/transit")
	flags.StringVar(&o.key, "key", "bench", "name of the key")
	flags.StringVar(&o.tokenFile, "token-file", "", "file with the token to send; none: send none")
	flags.StringVar(&o.role, "role", "bench", "role to log in as")
	flags.StringVar(&o.jwtFile, "jwt-file", "", "file with the JWT to log in with; the address is then that of the auth mount")
	flags.StringVar(&o.ca, "ca", "", "PEM file that signs the server's certificate")
	flags.StringVar(&o.certificate, "certificate", "", "PEM file of the client's certificate")
	flags.StringVar(&o.certificateKey, "certificate-key", "", "PEM file of the client's key")
	flags.StringVar(&o.operation, "operation", "encrypt", "encrypt, decrypt, both in turn, sign, hmac or login")
	flags.IntVar(&o.connections, "connections", 8, "connections, each with one request under way")
	flags.DurationVar(&o.duration, "duration", time.Second, "how long to measure")
	flags.DurationVar(&o.warmUp, "warm-up", 0, "how long to load before measuring")
	return o, flags.Parse(arguments)
}

func loadCommand(arguments []string) error {
	// One thread for the client: what it does not burn, the server under test has.
	runtime.GOMAXPROCS(1)
	options, err := parseLoadOptions(arguments)
	if err != nil {
		return err
	}
	result, err := runLoad(options)
	if err != nil {
		return fmt.Errorf("%s: %w", options.server, err)
	}
	return json.NewEncoder(os.Stdout).Encode(result)
}

func runLoad(options loadOptions) (*loadResult, error) {
	target, err := url.Parse(options.address)
	if err != nil {
		return nil, err
	}
	security, err := tlsConfig(target, options)
	if err != nil {
		return nil, err
	}
	exchanges, err := prepare(target, security, options)
	if err != nil {
		return nil, err
	}
	if options.warmUp > 0 {
		if _, err := drive(target, security, exchanges, options.connections, options.warmUp); err != nil {
			return nil, err
		}
	}
	seen, err := drive(target, security, exchanges, options.connections, options.duration)
	if err != nil {
		return nil, err
	}
	if seen.errors > 0 {
		fmt.Fprintf(os.Stderr, "bench: %s: %d requests failed, the first by %s\n", options.server, seen.errors, seen.firstFail)
	}
	return &loadResult{
		Kind: "load", Server: options.server, Transport: transport(security), Operation: options.operation,
		Connections: options.connections, Requests: seen.latencies.total, Errors: seen.errors,
		Throughput: float64(seen.latencies.total) / seen.elapsed.Seconds(),
		P50Micros:  micros(seen.latencies.quantile(0.50)),
		P99Micros:  micros(seen.latencies.quantile(0.99)),
	}, nil
}

func transport(security *tls.Config) string {
	if security == nil {
		return "http"
	}
	return "mtls"
}

func micros(duration time.Duration) float64 {
	return float64(duration) / float64(time.Microsecond)
}

func tlsConfig(target *url.URL, options loadOptions) (*tls.Config, error) {
	if target.Scheme != "https" {
		return nil, nil
	}
	authority, err := os.ReadFile(options.ca)
	if err != nil {
		return nil, err
	}
	roots := x509.NewCertPool()
	if !roots.AppendCertsFromPEM(authority) {
		return nil, fmt.Errorf("no certificate in %s", options.ca)
	}
	client, err := tls.LoadX509KeyPair(options.certificate, options.certificateKey)
	if err != nil {
		return nil, err
	}
	return &tls.Config{RootCAs: roots, Certificates: []tls.Certificate{client}}, nil
}

// outcome is what all connections of one drive saw together.
type outcome struct {
	latencies histogram
	errors    int64
	firstFail string
	elapsed   time.Duration
}

func drive(target *url.URL, security *tls.Config, exchanges []exchange, connections int, duration time.Duration,
) (*outcome, error) {
	open := make([]*connection, connections)
	for i := range open {
		c, err := dial(target, security)
		if err != nil {
			return nil, err
		}
		defer c.close()
		open[i] = c
	}
	each := make([]outcome, connections)
	var running sync.WaitGroup
	start := time.Now()
	for i, c := range open {
		running.Go(func() { c.loop(exchanges, start.Add(duration), &each[i]) })
	}
	running.Wait()
	all := &outcome{elapsed: time.Since(start)}
	for i := range each {
		all.latencies.add(&each[i].latencies)
		all.errors += each[i].errors
		if all.firstFail == "" {
			all.firstFail = each[i].firstFail
		}
	}
	return all, nil
}

func (o *outcome) fail(seen string) {
	o.errors++
	if o.firstFail == "" {
		o.firstFail = seen
	}
}

// loop sends the exchanges in turn until the end, or until the connection breaks, which counts as one error.
func (c *connection) loop(exchanges []exchange, end time.Time, seen *outcome) {
	before := time.Now()
	for turn := 0; before.Before(end); turn++ {
		current := exchanges[turn%len(exchanges)]
		status, body, err := c.exchange(current.request)
		after := time.Now()
		switch {
		case err != nil:
			seen.fail(err.Error())
			return
		case current.answered(status, body):
			seen.latencies.record(after.Sub(before))
		default:
			seen.fail(fmt.Sprintf("status %d: %s", status, body))
		}
		before = after
	}
}
