package main

import (
	"bytes"
	"crypto/tls"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"net/url"
	"os"
	"strings"
)

// exchange is a request, ready to be sent, and what its answer must contain besides status 200.
type exchange struct {
	request []byte
	wanted  []byte
}

func (e exchange) answered(status int, body []byte) bool {
	return status == 200 && bytes.Contains(body, e.wanted)
}

// The size of what a Vault seals: its root key.
const plaintextLength = 32

// prepare makes the requests of the operation, and sees each of them answered once.
func prepare(target *url.URL, security *tls.Config, options loadOptions) ([]exchange, error) {
	token, err := readSecret(options.tokenFile)
	if err != nil {
		return nil, err
	}
	c, err := dial(target, security)
	if err != nil {
		return nil, err
	}
	defer c.close()
	content := base64.StdEncoding.EncodeToString(bytes.Repeat([]byte{0x5a}, plaintextLength))
	to := func(path string, body map[string]string, wanted string) exchange {
		return exchange{request: post(target, path, token, body), wanted: []byte(wanted)}
	}
	encrypt := to("encrypt/"+options.key, map[string]string{"plaintext": content}, `"vault:v`)
	var chosen []exchange
	switch options.operation {
	case "encrypt":
		chosen = []exchange{encrypt}
	case "decrypt", "both":
		ciphertext, err := c.ciphertextOf(encrypt)
		if err != nil {
			return nil, err
		}
		decrypt := to("decrypt/"+options.key, map[string]string{"ciphertext": ciphertext}, `"`+content+`"`)
		chosen = []exchange{decrypt}
		if options.operation == "both" {
			chosen = []exchange{encrypt, decrypt}
		}
	case "sign", "hmac":
		chosen = []exchange{to(options.operation+"/"+options.key, map[string]string{"input": content}, `"vault:v`)}
	case "login":
		jwt, err := readSecret(options.jwtFile)
		if err != nil {
			return nil, err
		}
		chosen = []exchange{to("login", map[string]string{"role": options.role, "jwt": jwt}, `"client_token"`)}
	default:
		return nil, fmt.Errorf("no operation %q; there are encrypt, decrypt, both, sign, hmac and login", options.operation)
	}
	for _, each := range chosen {
		if _, err := c.once(each); err != nil {
			return nil, err
		}
	}
	return chosen, nil
}

// once gives the body of the answer, which is valid until the next exchange, or says how it is not the one wanted.
func (c *connection) once(e exchange) ([]byte, error) {
	status, body, err := c.exchange(e.request)
	if err != nil {
		return nil, err
	}
	if !e.answered(status, body) {
		return nil, fmt.Errorf("the first request was answered %d: %s", status, body)
	}
	return body, nil
}

func (c *connection) ciphertextOf(encrypt exchange) (string, error) {
	body, err := c.once(encrypt)
	if err != nil {
		return "", err
	}
	var answer struct {
		Data struct {
			Ciphertext string `json:"ciphertext"`
		} `json:"data"`
	}
	err = json.Unmarshal(body, &answer)
	return answer.Data.Ciphertext, err
}

// readSecret gives the content of a file without the space around it; nothing if no file is named.
func readSecret(file string) (string, error) {
	if file == "" {
		return "", nil
	}
	text, err := os.ReadFile(file)
	return strings.TrimSpace(string(text)), err
}

func post(target *url.URL, path, token string, body any) []byte {
	payload, err := json.Marshal(body)
	if err != nil {
		panic(err) // maps of strings always have a JSON form
	}
	var request bytes.Buffer
	fmt.Fprintf(&request, "POST %s/%s HTTP/1.1\r\nHost: %s\r\n", target.Path, path, target.Host)
	if token != "" {
		fmt.Fprintf(&request, "X-Vault-Token: %s\r\n", token)
	}
	fmt.Fprintf(&request, "Content-Type: application/json\r\nContent-Length: %d\r\n\r\n", len(payload))
	request.Write(payload)
	return request.Bytes()
}
