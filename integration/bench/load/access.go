package main

import (
	"fmt"
	"strings"
)

// The lines of scripts/bench access.
const (
	accessPlan      = "access-plan"
	accessReads     = "access-reads"
	accessApply     = "access-apply"
	accessApplySame = "access-apply-same"
)

func ofAccess(l line) bool { return strings.HasPrefix(l.Server, "access-") }

func (r results) accessAims() []aim {
	plan := r.ofServer("once", accessPlan)
	ratio, compared := plan.ratio(r.ofServer("once", accessReads), millis)
	memory, measured := plan.median(mebibytes)
	return []aim{
		{what: "plan against the bare reads, time", limit: 1.3, value: ratio, measured: compared},
		{what: "plan, resident memory at its most, MiB", limit: 300, value: memory, measured: measured},
	}
}

func renderAccess(measured results, facts []string) string {
	p := &page{}
	p.limits(facts, measured.accessAims())
	p.table("what", "seconds (median)", "MiB at its most", "runs")
	reads := measured.ofServer("once", accessReads)
	var requests int64
	if len(reads) > 0 {
		requests = reads[0].Requests
	}
	for _, each := range []struct{ name, server string }{
		{fmt.Sprintf("%d reads, a client that does nothing else", requests), accessReads},
		{"plan without differences, from start to end of the process", accessPlan},
		{"apply without differences", accessApplySame},
		{"apply that makes all of it", accessApply},
	} {
		runs := measured.ofServer("once", each.server)
		seconds, ok := runs.median(millis)
		memory, _ := runs.median(mebibytes)
		p.row(each.name, number("%.2f", seconds/1000, ok), number("%.0f", memory, ok && memory > 0), fmt.Sprint(len(runs)))
	}
	p.line("")
	return p.String()
}
