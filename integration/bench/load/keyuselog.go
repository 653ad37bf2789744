package main

import (
	"fmt"
	"strings"
)

// The lines of scripts/bench log.
const (
	logOff     = "log-off"
	logGrouped = "log-grouped"
	logStrict  = "log-strict"
	logVerify  = "log-verify"
	logFsck    = "log-fsck"
	logReport  = "log-report"
	logLong    = "log-long"
	logSize    = "log-size"
	// before stands behind the name of a command that ran when the log was a tenth as long.
	before = "-before"
)

func ofLog(l line) bool { return strings.HasPrefix(l.Server, "log-") }

func (r results) logAims() []aim {
	verify := r.ofServer("once", logVerify)
	speed, compared := verify.ratio(r.ofServer("once", logFsck), millis)
	memory, measured := verify.ratio(r.ofServer("once", logVerify+before), mebibytes)
	report, reported := r.ofServer("once", logReport).ratio(r.ofServer("once", logReport+before), mebibytes)
	return []aim{
		{what: "audit verify against Tessera's fsck, time", limit: 1, value: speed, measured: compared},
		{what: "audit verify, memory against that for a log a tenth as long", limit: 1.2, value: memory, measured: measured},
		{what: "audit report, memory against that for a log a tenth as long", limit: 1.2, value: report, measured: reported},
	}
}

func renderLog(measured results, facts []string) string {
	p := &page{}
	p.limits(facts, measured.logAims())
	p.degrees(measured)
	p.line("")
	entries, bytes := measured.longLog()
	p.line("A log of %.0f entries, %.0f bytes on disk for each:\n", entries, bytes)
	p.table("what", "seconds (median)", "entries per second", "MiB at its most", "MiB, log a tenth as long", "runs")
	for _, each := range []struct{ name, server string }{
		{"`audit verify`, from start to end of the process", logVerify},
		{"Tessera's `fsck`", logFsck},
		{"`audit report` over all of it", logReport},
	} {
		runs := measured.ofServer("once", each.server)
		time, ok := runs.median(millis)
		most, _ := runs.median(mebibytes)
		former, known := measured.ofServer("once", each.server+before).median(mebibytes)
		p.row(each.name, number("%.2f", time/1000, ok), number("%.0f", entries/time*1000, ok && entries > 0),
			number("%.0f", most, ok), number("%.0f", former, known), fmt.Sprint(len(runs)))
	}
	p.line("")
	return p.String()
}

func (r results) longLog() (entries, bytes float64) {
	for _, l := range r.ofServer(logSize, logLong) {
		entries, bytes = float64(l.Requests), l.KiB*1024/float64(l.Requests)
	}
	return entries, bytes
}

func (p *page) degrees(measured results) {
	p.table("request", "off, per second", "grouped", "strict", "off, p99 ms", "grouped", "strict", "grouped : off", "strict : off")
	for _, connections := range []int{1, 8, 64} {
		for _, operation := range []string{"encrypt", "decrypt"} {
			s := setting{"http", operation, connections}
			cells := []string{fmt.Sprintf("%s, %d connections", operation, connections)}
			for _, of := range []struct {
				figure figure
				unit   float64
				format string
			}{{throughput, 1, "%.0f"}, {p99Micros, 1000, "%.2f"}} {
				for _, server := range []string{logOff, logGrouped, logStrict} {
					value, ok := measured.load(server, s).median(of.figure)
					cells = append(cells, number(of.format, value/of.unit, ok))
				}
			}
			for _, server := range []string{logGrouped, logStrict} {
				ratio, ok := measured.load(server, s).ratio(measured.load(logOff, s), throughput)
				cells = append(cells, number("%.2f", ratio, ok))
			}
			p.row(cells...)
		}
	}
	p.line("\nRequests that failed: %d.", measured.errors())
}
