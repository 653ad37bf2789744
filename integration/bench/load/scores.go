package main

import (
	"encoding/json"
	"os"
	"strings"
)

// score is one benchmark in JMH's result file.
type score struct {
	Benchmark string            `json:"benchmark"`
	Params    map[string]string `json:"params"`
	Primary   struct {
		Score float64    `json:"score"`
		Error jsonNumber `json:"scoreError"`
	} `json:"primaryMetric"`
	Secondary map[string]struct {
		Score float64 `json:"score"`
	} `json:"secondaryMetrics"`
}

// jsonNumber is a number that JMH writes as the text "NaN" when one iteration gives no error.
type jsonNumber float64

func (n *jsonNumber) UnmarshalJSON(text []byte) error {
	if string(text) == `"NaN"` {
		*n = 0
		return nil
	}
	return json.Unmarshal(text, (*float64)(n))
}

func readScores(file string) ([]score, error) {
	if file == "" {
		return nil, nil
	}
	text, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	var all []score
	return all, json.Unmarshal(text, &all)
}

// name is the benchmark's class and method, without its package.
func (s score) name() string {
	parts := strings.Split(s.Benchmark, ".")
	return strings.Join(parts[max(0, len(parts)-2):], ".")
}

func (s score) allocated() string {
	perOperation, ok := s.Secondary["gc.alloc.rate.norm"]
	return number("%.0f", perOperation.Score, ok)
}
