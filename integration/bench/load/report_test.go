package main

import (
	"strings"
	"testing"
)

var eightPlain = setting{"http", "encrypt", 8}

func loaded(server string, throughput, p99 float64) line {
	var l line
	l.Kind, l.Server, l.Transport, l.Operation, l.Connections = "load", server, "http", "encrypt", 8
	l.Throughput, l.P99Micros = throughput, p99
	return l
}

func TestMedianIgnoresOneWildRound(t *testing.T) {
	r := results{loaded("openbao", 100, 1), loaded("openbao", 9, 1), loaded("openbao", 102, 1)}
	if value, ok := r.load("openbao", eightPlain).median(throughput); value != 100 || !ok {
		t.Errorf("median was %v", value)
	}
	if _, ok := r.load("nobody", eightPlain).median(throughput); ok {
		t.Error("nobody was measured")
	}
}

func TestVerdictsFollowFromTheFigures(t *testing.T) {
	r := results{loaded(bridgeUnsynced, 150, 40), loaded(bridgeSynced, 50, 100), loaded(peerPlain, 100, 100)}
	verdicts := map[string]string{}
	for _, a := range r.aims() {
		verdicts[a.what] = a.verdict() + "/" + a.beside
	}
	for what, wanted := range map[string]string{
		"throughput of OpenBao, encrypt, plain HTTP, 8 connections": "missed by 25 %/0.50",
		"p99 of OpenBao, encrypt, plain HTTP, 8 connections":        "met/1.00",
		"process start to ready, ms":                                "not measured/",
	} {
		if verdicts[what] != wanted {
			t.Errorf("%s: got %q, wanted %q", what, verdicts[what], wanted)
		}
	}
}

func TestHandwrittenTextStaysAndTheOldFiguresGo(t *testing.T) {
	old := "# Title\n" + beginMark + "old\n" + endMark + "why\n"
	got, err := replaceMeasured(old, "new\n")
	if err != nil || got != "# Title\n"+beginMark+"new\n"+endMark+"why\n" {
		t.Errorf("got %q, %v", got, err)
	}
	if _, err := replaceMeasured("# Title\n", "new\n"); err == nil {
		t.Error("a page without marks was overwritten")
	}
}

func TestWhatWasNotMeasuredIsSaid(t *testing.T) {
	text := render(results{loaded(peerPlain, 100, 100)}, nil, []string{"Commit: abc"})
	if !strings.Contains(text, "- Commit: abc\n") || !strings.Contains(text, "| – | not measured |") || !strings.Contains(text, "| OpenBao | – |") {
		t.Error(text)
	}
}
