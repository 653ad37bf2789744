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
	other := accessBlock.begin() + "other\n" + accessBlock.end()
	old := "# Title\n" + bridgeBlock.begin() + "old\n" + bridgeBlock.end() + "why\n" + other
	got, err := bridgeBlock.replace(old, "new\n")
	if err != nil || got != "# Title\n"+bridgeBlock.begin()+"new\n"+bridgeBlock.end()+"why\n"+other {
		t.Errorf("got %q, %v", got, err)
	}
	if _, err := bridgeBlock.replace("# Title\n", "new\n"); err == nil {
		t.Error("a page without marks was overwritten")
	}
}

func TestWhatWasNotMeasuredIsSaid(t *testing.T) {
	text := render(results{loaded(peerPlain, 100, 100)}, nil, []string{"Commit: abc"})
	if !strings.Contains(text, "- Commit: abc\n") || !strings.Contains(text, "| – | not measured |") || !strings.Contains(text, "| OpenBao | – |") {
		t.Error(text)
	}
}

func once(server string, millis, kib float64, requests int) line {
	var l line
	l.Kind, l.Server, l.Millis, l.KiB, l.Requests = "once", server, millis, kib, int64(requests)
	return l
}

func TestAPlanIsComparedWithTheBareReads(t *testing.T) {
	all := results{loaded(peerPlain, 100, 100), once(accessReads, 1000, 0, 7), once(accessPlan, 1500, 204800, 0)}
	bridge, access := all.where(ofBridge), all.where(ofAccess)
	if len(bridge) != 1 || len(access) != 2 {
		t.Fatalf("%d and %d lines", len(bridge), len(access))
	}
	text := renderAccess(access, nil)
	for _, wanted := range []string{"| at most 1.3 | 1.50 | missed by 15 %", "| at most 300 | 200.00 | met", "| 7 reads", "| apply that makes all of it | – |"} {
		if !strings.Contains(text, wanted) {
			t.Errorf("no %q in %s", wanted, text)
		}
	}
}

func TestAnImageIsComparedWithThatOfOpenBao(t *testing.T) {
	started := func(server string, millis float64) line {
		l := once(server, millis, 0, 0)
		l.Kind = "start"
		return l
	}
	idle := once(imageBridge, 0, 102400, 0)
	idle.Kind = imageIdle
	all := results{started("bridge", 1), started(imageBridge, 1200), started(imageOpenBao, 600), idle}
	bridge, images := all.where(ofBridge), all.where(ofImages)
	if len(bridge) != 1 || len(images) != 3 {
		t.Fatalf("%d and %d lines", len(bridge), len(images))
	}
	text := renderImages(images, nil)
	for _, wanted := range []string{"| 1200.00 | missed by 20 %", "| 100.00 | met", "| 1200 | 600 | 2.00 |", "| 100 | – | – |"} {
		if !strings.Contains(text, wanted) {
			t.Errorf("no %q in %s", wanted, text)
		}
	}
}

func TestALongLogIsComparedWithFsckAndWithAShortOne(t *testing.T) {
	size := once(logLong, 0, 1000, 2048)
	size.Kind = logSize
	all := results{
		size, once(logVerify, 2000, 102400, 0), once(logFsck, 4000, 0, 0), once(logVerify+before, 300, 51200, 0),
		loaded(logOff, 200, 5000), loaded(logStrict, 50, 5000), once(accessPlan, 1, 1, 1),
	}
	measured := all.where(ofLog)
	if len(measured) != 6 {
		t.Fatalf("%d lines", len(measured))
	}
	text := renderLog(measured, nil)
	for _, wanted := range []string{
		"| at most 1 | 0.50 | met", "| at most 1.2 | 2.00 | missed by 67 %", "A log of 2048 entries, 500 bytes",
		"| 2.00 | 1024 | 100 | 50 | 1 |", "| encrypt, 8 connections | 200 | – | 50 | 5.00 | – | 5.00 | – | 0.25 |",
	} {
		if !strings.Contains(text, wanted) {
			t.Errorf("no %q in %s", wanted, text)
		}
	}
}
