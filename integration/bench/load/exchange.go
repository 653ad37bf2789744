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
	token, err := readToken(options.tokenFile)
	if err != nil {
		return nil, err
	}
	c, err := dial(target, security)
	if err != nil {
		return nil, err
	}
	defer c.close()
	plaintext := base64.StdEncoding.EncodeToString(bytes.Repeat([]byte{0x5a}, plaintextLength))
	encrypt := exchange{
		request: post(target, "encrypt/"+options.key, token, map[string]string{"plaintext": plaintext}),
		wanted:  []byte(`"vault:v`),
	}
	ciphertext, err := c.encryptOnce(encrypt)
	if err != nil {
		return nil, err
	}
	decrypt := exchange{
		request: post(target, "decrypt/"+options.key, token, map[string]string{"ciphertext": ciphertext}),
		wanted:  []byte(`"` + plaintext + `"`),
	}
	status, body, err := c.exchange(decrypt.request)
	if err != nil {
		return nil, err
	}
	if !decrypt.answered(status, body) {
		return nil, fmt.Errorf("decrypt answered %d: %s", status, body)
	}
	return chosen(options.operation, encrypt, decrypt)
}

func chosen(operation string, encrypt, decrypt exchange) ([]exchange, error) {
	switch operation {
	case "encrypt":
		return []exchange{encrypt}, nil
	case "decrypt":
		return []exchange{decrypt}, nil
	case "both":
		return []exchange{encrypt, decrypt}, nil
	default:
		return nil, fmt.Errorf("operation must be encrypt, decrypt or both, was %q", operation)
	}
}

func (c *connection) encryptOnce(encrypt exchange) (string, error) {
	status, body, err := c.exchange(encrypt.request)
	if err != nil {
		return "", err
	}
	if !encrypt.answered(status, body) {
		return "", fmt.Errorf("encrypt answered %d: %s", status, body)
	}
	var answer struct {
		Data struct {
			Ciphertext string `json:"ciphertext"`
		} `json:"data"`
	}
	err = json.Unmarshal(body, &answer)
	return answer.Data.Ciphertext, err
}

func readToken(file string) (string, error) {
	if file == "" {
		return "", nil
	}
	text, err := os.ReadFile(file)
	return strings.TrimSpace(string(text)), err
}

func post(target *url.URL, path, token string, body map[string]string) []byte {
	payload, err := json.Marshal(body)
	if err != nil {
		panic(err) // a map of strings always has a JSON form
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
