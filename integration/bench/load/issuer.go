package main

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"flag"
	"os"
	"time"
)

const (
	issuerName = "https://issuer.bench.example"
	keyID      = "bench-1"
)

// issuerCommand is an issuer of identities that lives for one run: it makes a key pair, and writes the key set that a
// server may trust and one JWT of an hour.
func issuerCommand(arguments []string) error {
	flags := flag.NewFlagSet("issuer", flag.ContinueOnError)
	keysFile := flags.String("jwks", "", "file to write the key set to")
	jwtFile := flags.String("jwt", "", "file to write the JWT to")
	audience := flags.String("audience", "seal-bridge", "aud of the JWT")
	subject := flags.String("subject", "bench", "sub of the JWT")
	if err := flags.Parse(arguments); err != nil {
		return err
	}
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return err
	}
	keys, err := keySet(&key.PublicKey)
	if err != nil {
		return err
	}
	jwt, err := signedJWT(key, *subject, *audience, time.Now())
	if err != nil {
		return err
	}
	if err := os.WriteFile(*keysFile, keys, 0o644); err != nil {
		return err
	}
	return os.WriteFile(*jwtFile, []byte(jwt), 0o600)
}

// keySet is the public key as a JSON Web Key Set.
func keySet(key *ecdsa.PublicKey) ([]byte, error) {
	point, err := key.Bytes() // 4, x, y
	if err != nil {
		return nil, err
	}
	half := (len(point) - 1) / 2
	return json.Marshal(map[string]any{"keys": []map[string]string{{
		"kty": "EC", "crv": "P-256", "use": "sig", "alg": "ES256", "kid": keyID,
		"x": segment(point[1 : 1+half]), "y": segment(point[1+half:]),
	}}})
}

func signedJWT(key *ecdsa.PrivateKey, subject, audience string, now time.Time) (string, error) {
	header, err := json.Marshal(map[string]string{"alg": "ES256", "typ": "JWT", "kid": keyID})
	if err != nil {
		return "", err
	}
	claims, err := json.Marshal(map[string]any{
		"iss": issuerName, "sub": subject, "aud": audience,
		"iat": now.Unix(), "nbf": now.Unix(), "exp": now.Add(time.Hour).Unix(),
	})
	if err != nil {
		return "", err
	}
	signed := segment(header) + "." + segment(claims)
	digest := sha256.Sum256([]byte(signed))
	r, s, err := ecdsa.Sign(rand.Reader, key, digest[:])
	if err != nil {
		return "", err
	}
	signature := make([]byte, 64)
	r.FillBytes(signature[:32])
	s.FillBytes(signature[32:])
	return signed + "." + segment(signature), nil
}

func segment(content []byte) string {
	return base64.RawURLEncoding.EncodeToString(content)
}
