// Command bench measures servers that speak the Transit API, and writes the page with what was measured.
//
//	bench load   drives one server with a closed loop and prints one JSON line
//	bench start  starts a process and prints the time until its address answers as wanted
//	bench reads  reads many paths of a server once and prints the time
//	bench run    runs a command and prints the time and memory it took
//	bench report reads the lines of a whole run and writes docs/benchmarks.md
//	bench ports  prints free ports
//	bench batches uses a key many times with few requests
//	bench issuer makes a key set and a JWT to log in with
//
// Every server is driven by this same code. It depends on Go's standard library only.
package main

import (
	"fmt"
	"os"
)

func main() {
	if len(os.Args) < 2 {
		fail(fmt.Errorf("usage: bench load|start|reads|run|batches|report|ports|issuer [flags]"))
	}
	var err error
	switch command, arguments := os.Args[1], os.Args[2:]; command {
	case "load":
		err = loadCommand(arguments)
	case "start":
		err = startCommand(arguments)
	case "reads":
		err = readsCommand(arguments)
	case "run":
		err = runCommand(arguments)
	case "batches":
		err = batchesCommand(arguments)
	case "report":
		err = reportCommand(arguments)
	case "ports":
		err = portsCommand(arguments)
	case "issuer":
		err = issuerCommand(arguments)
	default:
		err = fmt.Errorf("no command %q; there are load, start, reads, run, batches, report, ports and issuer", command)
	}
	if err != nil {
		fail(err)
	}
}

func fail(err error) {
	fmt.Fprintln(os.Stderr, "bench:", err)
	os.Exit(1)
}
