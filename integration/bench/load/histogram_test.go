package main

import (
	"testing"
	"time"
)

func TestBucketsAreContiguousAndKeepTheirLowerEdge(t *testing.T) {
	for nanos := range uint64(1 << 16) {
		edge := uint64(lowest(bucket(nanos)))
		if edge > nanos || float64(nanos-edge) > float64(nanos)/subBuckets {
			t.Fatalf("%d ns fell into the bucket that begins at %d", nanos, edge)
		}
	}
}

func TestQuantilesOfAMergedHistogram(t *testing.T) {
	var low, high histogram
	for range 98 {
		low.record(100 * time.Microsecond)
	}
	high.record(50 * time.Millisecond)
	high.record(50 * time.Millisecond)
	low.add(&high)
	if p50 := low.quantile(0.50); p50 < 98*time.Microsecond || p50 > 100*time.Microsecond {
		t.Errorf("p50 was %v", p50)
	}
	if p99 := low.quantile(0.99); p99 < 49*time.Millisecond || p99 > 50*time.Millisecond {
		t.Errorf("p99 was %v", p99)
	}
}
