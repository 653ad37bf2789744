package main

import (
	"fmt"
	"slices"
)

// aim is a promise about the figures, and the verdict on it is computed from them.
type aim struct {
	what     string
	limit    float64
	atLeast  bool // else at most
	value    float64
	measured bool
	beside   string
}

func (a aim) met() bool {
	if a.atLeast {
		return a.value >= a.limit
	}
	return a.value <= a.limit
}

func (a aim) verdict() string {
	switch {
	case !a.measured:
		return "not measured"
	case a.met():
		return "met"
	case a.atLeast:
		return fmt.Sprintf("missed by %.0f %%", 100*(1-a.value/a.limit))
	default:
		return fmt.Sprintf("missed by %.0f %%", 100*(a.value/a.limit-1))
	}
}

const (
	bridgeUnsynced = "bridge-unsynced"
	bridgeSynced   = "bridge-synced"
	peerPlain      = "openbao"
	peerAudited    = "openbao-audit"
	byStaticToken  = "bridge-static-token"
	byIssuedToken  = "bridge-issued-token"
	byLogin        = "bridge-login"
)

const aimedConnections = 8

// What the throughput aims are about; the other operations are measured without a promise.
var aimedOperations = []string{"encrypt", "decrypt"}

// authenticated is the setting in which the ways to show an identity are compared.
var authenticated = setting{"http", "encrypt", aimedConnections}

func (r results) aims() []aim {
	all := []aim{r.bindingAim()}
	for _, s := range r.settings() {
		if s.connections != aimedConnections || !slices.Contains(aimedOperations, s.operation) {
			continue
		}
		name := fmt.Sprintf("%s, %s, %d connections", s.operation, transportName(s.transport), s.connections)
		all = append(all,
			r.loadAim("throughput of OpenBao, "+name, s, throughput, 2, true),
			r.loadAim("p99 of OpenBao, "+name, s, p99Micros, 0.5, false))
	}
	issued, compared := r.load(byIssuedToken, authenticated).ratio(r.load(byStaticToken, authenticated), p50Micros)
	all = append(all, aim{
		what: "encrypt by a token that a login gave, p50 against a static token", limit: 1.1, value: issued, measured: compared,
	})
	ready, measured := r.ofServer("start", "bridge").median(millis)
	return append(all, aim{
		what: "process start to ready, ms", limit: 1000, value: ready, measured: measured,
	})
}

func (r results) bindingAim() aim {
	value, measured := r.bindingRatio("ffm")
	return aim{what: "FFM binding, encrypt and decrypt, p50 against C", limit: 1.3, value: value, measured: measured}
}

// bindingRatio compares one encrypt and one decrypt of a side with those of C.
func (r results) bindingRatio(side string) (float64, bool) {
	encrypt, measured := r.binding(side, "encrypt").median(p50Nanos)
	decrypt, _ := r.binding(side, "decrypt").median(p50Nanos)
	encryptC, measuredC := r.binding("c", "encrypt").median(p50Nanos)
	decryptC, _ := r.binding("c", "decrypt").median(p50Nanos)
	if !measured || !measuredC {
		return 0, false
	}
	return (encrypt + decrypt) / (encryptC + decryptC), true
}

func (r results) loadAim(what string, s setting, of figure, limit float64, atLeast bool) aim {
	peer := r.load(peerPlain, s)
	value, measured := r.load(bridgeUnsynced, s).ratio(peer, of)
	beside := ""
	if synced, ok := r.load(bridgeSynced, s).ratio(peer, of); ok {
		beside = fmt.Sprintf("%.2f", synced)
	}
	return aim{what: what, limit: limit, atLeast: atLeast, value: value, measured: measured, beside: beside}
}
