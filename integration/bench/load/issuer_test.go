package main

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"math/big"
	"strings"
	"testing"
	"time"
)

func TestTheKeySetVerifiesTheJWT(t *testing.T) {
	key, _ := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	jwt, err := signedJWT(key, "bench", "seal-bridge", time.Now())
	if err != nil {
		t.Fatal(err)
	}
	text, err := keySet(&key.PublicKey)
	if err != nil {
		t.Fatal(err)
	}
	var set struct{ Keys []struct{ X, Y string } }
	if err := json.Unmarshal(text, &set); err != nil {
		t.Fatal(err)
	}
	published := ecdsa.PublicKey{Curve: elliptic.P256(), X: number64(t, set.Keys[0].X), Y: number64(t, set.Keys[0].Y)}
	parts := strings.Split(jwt, ".")
	digest := sha256.Sum256([]byte(parts[0] + "." + parts[1]))
	signature, err := base64.RawURLEncoding.DecodeString(parts[2])
	if err != nil {
		t.Fatal(err)
	}
	r, s := new(big.Int).SetBytes(signature[:32]), new(big.Int).SetBytes(signature[32:])
	if !ecdsa.Verify(&published, digest[:], r, s) {
		t.Error("the signature does not verify")
	}
}

func number64(t *testing.T, text string) *big.Int {
	content, err := base64.RawURLEncoding.DecodeString(text)
	if err != nil {
		t.Fatal(err)
	}
	return new(big.Int).SetBytes(content)
}
