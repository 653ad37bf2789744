package main

import (
	"flag"
	"fmt"
	"net"
)

// portsCommand prints free ports of the loopback interface, one a line. All are held until the last one is found, so
// they differ.
func portsCommand(arguments []string) error {
	flags := flag.NewFlagSet("ports", flag.ContinueOnError)
	count := flags.Int("count", 1, "how many")
	if err := flags.Parse(arguments); err != nil {
		return err
	}
	for range *count {
		listener, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			return err
		}
		defer listener.Close()
		fmt.Println(listener.Addr().(*net.TCPAddr).Port)
	}
	return nil
}
