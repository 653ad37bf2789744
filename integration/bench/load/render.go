package main

import (
	"fmt"
	"strings"
)

// page is a Markdown text under construction.
type page struct{ strings.Builder }

func (p *page) line(format string, values ...any) {
	fmt.Fprintf(p, format+"\n", values...)
}

func (p *page) table(head ...string) {
	p.line("| %s |", strings.Join(head, " | "))
	p.line("| --- |%s", strings.Repeat(" ---: |", len(head)-1))
}

func (p *page) row(cells ...string) {
	p.line("| %s |", strings.Join(cells, " | "))
}

func render(measured results, scores []score, facts []string) string {
	p := &page{}
	p.line("")
	for _, fact := range facts {
		p.line("- %s", fact)
	}
	p.aims(measured)
	p.bindings(measured)
	p.loads(measured)
	p.identities(measured)
	p.memory(measured)
	p.starts(measured)
	p.scores(scores)
	p.line("")
	return p.String()
}

// limits begins a block of its own: facts about the run, and aims that are each at most so much.
func (p *page) limits(facts []string, aims []aim) {
	p.line("")
	for _, fact := range facts {
		p.line("- %s", fact)
	}
	p.line("")
	p.table("aim", "wanted", "measured", "verdict")
	for _, a := range aims {
		p.row(a.what, fmt.Sprintf("at most %g", a.limit), number("%.2f", a.value, a.measured), a.verdict())
	}
	p.line("")
}

func (p *page) aims(measured results) {
	p.line("\n## Aims\n")
	p.line("Ratios are bridge (log unsynced) to OpenBao without audit device, unless the row says otherwise.\n")
	p.table("aim", "wanted", "measured", "verdict", "the same, log synced")
	for _, a := range measured.aims() {
		relation := "at most"
		if a.atLeast {
			relation = "at least"
		}
		p.row(a.what, fmt.Sprintf("%s %g", relation, a.limit), number("%.2f", a.value, a.measured), a.verdict(), a.beside)
	}
}

func (p *page) bindings(measured results) {
	p.line("\n## Bindings: one call of the token, microseconds\n")
	p.table("side", "encrypt p50", "encrypt p99", "decrypt p50", "decrypt p99", "ratio to C (p50 of both)")
	for _, side := range []string{"c", "ffm", "sunpkcs11"} {
		encrypt, decrypt := measured.binding(side, "encrypt"), measured.binding(side, "decrypt")
		ratio, ok := measured.bindingRatio(side)
		p.row(bindingName(side),
			thousandths(encrypt, p50Nanos), thousandths(encrypt, p99Nanos),
			thousandths(decrypt, p50Nanos), thousandths(decrypt, p99Nanos), number("%.2f", ratio, ok))
	}
}

func (p *page) loads(measured results) {
	servers := []string{bridgeUnsynced, bridgeSynced, peerPlain, peerAudited}
	p.load(measured, servers, "Throughput, requests per second", throughput, 1, "%.0f")
	p.load(measured, servers, "p50, milliseconds", p50Micros, 1000, "%.2f")
	p.load(measured, servers, "p99, milliseconds", p99Micros, 1000, "%.2f")
	p.line("\nRequests that failed: %d.", measured.errors())
}

func (p *page) load(measured results, servers []string, title string, of figure, unit float64, format string) {
	p.line("\n## %s\n", title)
	p.table("request", "bridge, log unsynced", "bridge, log synced", "OpenBao", "OpenBao, file audit",
		"unsynced : OpenBao", "synced : OpenBao with audit")
	for _, s := range measured.settings() {
		cells := []string{fmt.Sprintf("%s, %s, %d", s.operation, transportName(s.transport), s.connections)}
		for _, server := range servers {
			value, ok := measured.load(server, s).median(of)
			cells = append(cells, number(format, value/unit, ok))
		}
		for _, pair := range [][2]string{{bridgeUnsynced, peerPlain}, {bridgeSynced, peerAudited}} {
			ratio, ok := measured.load(pair[0], s).ratio(measured.load(pair[1], s), of)
			cells = append(cells, number("%.2f", ratio, ok))
		}
		p.row(cells...)
	}
}

func (p *page) identities(measured results) {
	p.line("\n## Identities: one bridge, log unsynced, plain HTTP, %d connections\n", aimedConnections)
	p.table("request", "requests per second", "p50, milliseconds", "p99, milliseconds")
	login := setting{authenticated.transport, "login", aimedConnections}
	for _, way := range []struct {
		name, server string
		setting      setting
	}{
		{"encrypt by a static token", byStaticToken, authenticated},
		{"encrypt by a token that a login gave", byIssuedToken, authenticated},
		{"login by JWT, keys in memory", byLogin, login},
	} {
		lines := measured.load(way.server, way.setting)
		rate, ok := lines.median(throughput)
		p50, _ := lines.median(p50Micros)
		p99, _ := lines.median(p99Micros)
		p.row(way.name, number("%.0f", rate, ok), number("%.2f", p50/1000, ok), number("%.2f", p99/1000, ok))
	}
}

func (p *page) memory(measured results) {
	p.line("\n## Resident memory after the load, MiB\n")
	p.table("server", "VmRSS")
	for _, server := range []string{bridgeUnsynced, bridgeSynced, peerPlain, peerAudited} {
		value, ok := measured.ofServer("memory", server).median(mebibytes)
		p.row(serverName(server), number("%.0f", value, ok))
	}
}

func (p *page) starts(measured results) {
	p.line("\n## Start, milliseconds (median)\n")
	p.table("from process start to", "time", "runs")
	for _, server := range []string{"bridge", "openbao-dev", "openbao-by-bridge", "openbao-by-openbao", "vault-by-bridge"} {
		runs := measured.ofServer("start", server)
		value, ok := runs.median(millis)
		p.row(serverName(server), number("%.0f", value, ok), fmt.Sprint(len(runs)))
	}
}

func (p *page) scores(scores []score) {
	if len(scores) == 0 {
		return
	}
	p.line("\n## Inside the bridge, one thread, no HSM (JMH, average)\n")
	p.table("benchmark", "microseconds", "error (99.9 %)", "bytes allocated")
	for _, s := range scores {
		p.row(s.name(), fmt.Sprintf("%.2f", s.Primary.Score), fmt.Sprintf("± %.2f", s.Primary.Error), s.allocated())
	}
}

func thousandths(lines results, of figure) string {
	value, ok := lines.median(of)
	return number("%.1f", value/1000, ok)
}

func number(format string, value float64, measured bool) string {
	if !measured {
		return "–"
	}
	return fmt.Sprintf(format, value)
}

func transportName(transport string) string {
	if transport == "mtls" {
		return "mutual TLS"
	}
	return "plain HTTP"
}

func bindingName(side string) string {
	names := map[string]string{"c": "C", "ffm": "FFM (`cryptoki`)", "sunpkcs11": "SunPKCS11"}
	return names[side]
}

func serverName(server string) string {
	names := map[string]string{
		bridgeUnsynced:       "bridge, log unsynced",
		bridgeSynced:         "bridge, log synced",
		peerPlain:            "OpenBao",
		peerAudited:          "OpenBao, file audit",
		"bridge":             "bridge: `/readyz` answers 200",
		"openbao-dev":        "OpenBao in dev mode: `sys/health` answers 200",
		"openbao-by-bridge":  "OpenBao (raft) unsealed by the bridge",
		"openbao-by-openbao": "OpenBao (raft) unsealed by an OpenBao transit mount",
		"vault-by-bridge":    "HashiCorp Vault (raft) unsealed by the bridge",
	}
	return names[server]
}
