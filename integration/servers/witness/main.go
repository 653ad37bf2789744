// A witness out of another implementation, for the tests: in memory, on the loopback address, for one log.
package main

import (
	"context"
	"crypto/rand"
	"flag"
	"fmt"
	"log"
	"net"
	"net/http"

	formats "github.com/transparency-dev/formats/note"
	"github.com/transparency-dev/witness/persistence/inmemory"
	"github.com/transparency-dev/witness/witness"
	"golang.org/x/mod/sumdb/note"
)

func main() {
	port := flag.Int("port", 0, "port of the loopback address")
	key := flag.String("log", "", "verifier key of the log")
	flag.Parse()
	verifier := must(formats.NewVerifier(*key))
	secret, public, err := note.GenerateKey(rand.Reader, "other.test")
	if err != nil {
		log.Fatal(err)
	}
	signer := must(formats.NewSignerForCosignatureV1(secret))
	answering := must(witness.New(context.Background(), witness.Opts{
		Persistence: inmemory.New(),
		Signers:     []note.Signer{signer},
		VerifierForLog: func(_ context.Context, origin string) (note.Verifier, bool, error) {
			return verifier, origin == verifier.Name(), nil
		},
	}))
	listener := must(net.Listen("tcp", fmt.Sprintf("127.0.0.1:%d", *port)))
	fmt.Println(must(formats.VKeyToCosignatureV1(public)))
	http.HandleFunc("POST /add-checkpoint", witness.NewHTTPHandler(answering).AddCheckpoint)
	log.Fatal(http.Serve(listener, nil))
}

func must[T any](value T, err error) T {
	if err != nil {
		log.Fatal(err)
	}
	return value
}
