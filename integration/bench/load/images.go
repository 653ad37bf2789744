package main

import "strings"

// The lines of scripts/bench images.
const (
	imageBridge  = "image-bridge"
	imageOpenBao = "image-openbao"
	imageSize    = "image-size"
	imagePacked  = "image-packed"
	imageIdle    = "image-idle"
)

func ofImages(l line) bool { return strings.HasPrefix(l.Server, "image-") }

func (r results) imageAims() []aim {
	ready, started := r.ofServer("start", imageBridge).median(millis)
	idle, measured := r.ofServer(imageIdle, imageBridge).median(mebibytes)
	return []aim{
		{what: "container's start to ready, ms", limit: 1000, value: ready, measured: started},
		{what: "container's memory when idle, MiB", limit: 150, value: idle, measured: measured},
	}
}

func renderImages(measured results, facts []string) string {
	p := &page{}
	p.limits(facts, measured.imageAims())
	p.table("what", "bridge", "OpenBao", "ratio")
	for _, each := range []struct {
		name, kind, format string
		of                 figure
	}{
		{"start to ready, ms (median)", "start", "%.0f", millis},
		{"memory when idle, MiB", imageIdle, "%.0f", mebibytes},
		{"image, unpacked, MiB", imageSize, "%.0f", mebibytes},
		{"image, compressed, MiB", imagePacked, "%.0f", mebibytes},
	} {
		bridge, peer := measured.ofServer(each.kind, imageBridge), measured.ofServer(each.kind, imageOpenBao)
		ours, ok := bridge.median(each.of)
		theirs, known := peer.median(each.of)
		ratio, compared := bridge.ratio(peer, each.of)
		p.row(each.name, number(each.format, ours, ok), number(each.format, theirs, known), number("%.2f", ratio, compared))
	}
	p.line("")
	return p.String()
}
