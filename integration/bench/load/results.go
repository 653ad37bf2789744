package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
	"slices"
)

// line is any line of a run; its kind tells which of the other fields are set.
type line struct {
	loadResult
	Millis     float64 `json:"millis"`
	KiB        float64 `json:"kib"`
	Side       string  `json:"side"`
	Iterations int     `json:"iterations"`
	P50Nanos   float64 `json:"p50"`
	P90Nanos   float64 `json:"p90"`
	P99Nanos   float64 `json:"p99"`
}

// results are all lines of one run, in the order in which they were measured.
type results []line

func readResults(file string) (results, error) {
	input, err := os.Open(file)
	if err != nil {
		return nil, err
	}
	defer input.Close()
	var all results
	scanner := bufio.NewScanner(input)
	for number := 1; scanner.Scan(); number++ {
		var next line
		if err := json.Unmarshal(scanner.Bytes(), &next); err != nil {
			return nil, fmt.Errorf("%s:%d: %w", file, number, err)
		}
		all = append(all, next)
	}
	return all, scanner.Err()
}

// figure picks one number out of a line.
type figure func(line) float64

func throughput(l line) float64 { return l.Throughput }
func p50Micros(l line) float64  { return l.P50Micros }
func p99Micros(l line) float64  { return l.P99Micros }
func millis(l line) float64     { return l.Millis }
func mebibytes(l line) float64  { return l.KiB / 1024 }
func p50Nanos(l line) float64   { return l.P50Nanos }
func p99Nanos(l line) float64   { return l.P99Nanos }

// setting is what a row of the load table has in common for all servers.
type setting struct {
	transport   string
	operation   string
	connections int
}

func (r results) where(keep func(line) bool) results {
	var kept results
	for _, l := range r {
		if keep(l) {
			kept = append(kept, l)
		}
	}
	return kept
}

// ofBridge keeps the lines about servers under load and starts, which have no block of their own.
func ofBridge(l line) bool { return !ofAccess(l) && !ofImages(l) && !ofLog(l) }

func (r results) load(server string, s setting) results {
	return r.where(func(l line) bool {
		return l.Kind == "load" && l.Server == server && l.Transport == s.transport &&
			l.Operation == s.operation && l.Connections == s.connections
	})
}

func (r results) ofServer(kind, server string) results {
	return r.where(func(l line) bool { return l.Kind == kind && l.Server == server })
}

func (r results) binding(side, operation string) results {
	return r.where(func(l line) bool { return l.Kind == "binding" && l.Side == side && l.Operation == operation })
}

func (r results) errors() (sum int64) {
	for _, l := range r {
		sum += l.Errors
	}
	return sum
}

// settings gives every setting that the peer was measured in, once, in the order of the run.
func (r results) settings() []setting {
	var seen []setting
	for _, l := range r {
		s := setting{l.Transport, l.Operation, l.Connections}
		if l.Kind == "load" && l.Server == peerPlain && !slices.Contains(seen, s) {
			seen = append(seen, s)
		}
	}
	return seen
}

// median of one figure over the lines; ok is false if there are none.
func (r results) median(of figure) (value float64, ok bool) {
	if len(r) == 0 {
		return 0, false
	}
	values := make([]float64, len(r))
	for i, l := range r {
		values[i] = of(l)
	}
	slices.Sort(values)
	middle := len(values) / 2
	if len(values)%2 == 1 {
		return values[middle], true
	}
	return (values[middle-1] + values[middle]) / 2, true
}

// ratio divides the median of r by that of other; ok is false if one of them was not measured.
func (r results) ratio(other results, of figure) (value float64, ok bool) {
	above, measured := r.median(of)
	below, otherMeasured := other.median(of)
	if !measured || !otherMeasured || below == 0 {
		return 0, false
	}
	return above / below, true
}
