package main

import (
	"errors"
	"flag"
	"fmt"
	"os"
	"strings"
)

// What stands between these two lines is written by the script, what stands outside by hand.
const (
	beginMark = "<!-- measured: begin (written by scripts/bench) -->\n"
	endMark   = "<!-- measured: end -->\n"
)

type repeated []string

func (r *repeated) String() string         { return strings.Join(*r, ", ") }
func (r *repeated) Set(value string) error { *r = append(*r, value); return nil }

func reportCommand(arguments []string) error {
	flags := flag.NewFlagSet("report", flag.ContinueOnError)
	input := flags.String("results", "", "file with the lines of the run")
	micro := flags.String("jmh", "", "result file of JMH, JSON; none: leave the table out")
	page := flags.String("page", "", "page to write; it must hold the two marks")
	var facts repeated
	flags.Var(&facts, "fact", "a line about the run or the machine, such as 'Commit: 1234abc'; may be repeated")
	if err := flags.Parse(arguments); err != nil {
		return err
	}
	measured, err := readResults(*input)
	if err != nil {
		return err
	}
	scores, err := readScores(*micro)
	if err != nil {
		return err
	}
	text, err := os.ReadFile(*page)
	if err != nil {
		return err
	}
	written, err := replaceMeasured(string(text), render(measured, scores, facts))
	if err != nil {
		return fmt.Errorf("%s: %w", *page, err)
	}
	printAims(measured)
	return os.WriteFile(*page, []byte(written), 0o644)
}

func replaceMeasured(page, measured string) (string, error) {
	before, rest, begun := strings.Cut(page, beginMark)
	_, after, ended := strings.Cut(rest, endMark)
	if !begun || !ended {
		return "", errors.New("the lines that mark the measured part are missing; restore them from the repository")
	}
	return before + beginMark + measured + endMark + after, nil
}

func printAims(measured results) {
	for _, a := range measured.aims() {
		fmt.Printf("%-70s %8s  %s\n", a.what, number("%.2f", a.value, a.measured), a.verdict())
	}
}
