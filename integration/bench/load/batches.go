package main

import (
	"encoding/base64"
	"encoding/json"
	"flag"
	"fmt"
	"net/url"
	"os"
)

// batchesCommand makes many uses of a key with few requests: rounds of one batch of encrypts and one batch that decrypts
// what the first gave. Each answer must hold a result for every item.
func batchesCommand(arguments []string) error {
	flags := flag.NewFlagSet("batches", flag.ContinueOnError)
	address := flags.String("address", "", "address of the mount")
	key := flags.String("key", "bench", "name of the key")
	tokenFile := flags.String("token-file", "", "file with the token to send")
	items := flags.Int("items", 1000, "items of a batch")
	rounds := flags.Int("rounds", 1, "batches of either kind")
	if err := flags.Parse(arguments); err != nil {
		return err
	}
	target, err := url.Parse(*address)
	if err != nil {
		return err
	}
	token, err := readSecret(*tokenFile)
	if err != nil {
		return err
	}
	c, err := dial(target, nil)
	if err != nil {
		return err
	}
	defer c.close()
	plaintext := base64.StdEncoding.EncodeToString(make([]byte, plaintextLength))
	encrypts := batchOf(*items, func(int) map[string]string { return map[string]string{"plaintext": plaintext} })
	for round := range *rounds {
		sealed, err := c.batch(post(target, "encrypt/"+*key, token, encrypts), *items)
		if err != nil {
			return fmt.Errorf("encrypts of round %d: %w", round, err)
		}
		decrypts := batchOf(*items, func(i int) map[string]string {
			return map[string]string{"ciphertext": sealed[i].Ciphertext}
		})
		opened, err := c.batch(post(target, "decrypt/"+*key, token, decrypts), *items)
		if err != nil {
			return fmt.Errorf("decrypts of round %d: %w", round, err)
		}
		for i, item := range opened {
			if item.Plaintext != plaintext {
				return fmt.Errorf("item %d of round %d was opened to something else: %s", i, round, item.Error)
			}
		}
		if round%50 == 0 {
			fmt.Fprintf(os.Stderr, "bench: %d of %d batches\n", round, *rounds)
		}
	}
	return nil
}

func batchOf(items int, item func(int) map[string]string) map[string][]map[string]string {
	all := make([]map[string]string, items)
	for i := range all {
		all[i] = item(i)
	}
	return map[string][]map[string]string{"batch_input": all}
}

type batchItem struct {
	Ciphertext string `json:"ciphertext"`
	Plaintext  string `json:"plaintext"`
	Error      string `json:"error"`
}

func (c *connection) batch(request []byte, items int) ([]batchItem, error) {
	body, err := c.once(exchange{request: request})
	if err != nil {
		return nil, err
	}
	var answer struct {
		Data struct {
			Results []batchItem `json:"batch_results"`
		} `json:"data"`
	}
	if err := json.Unmarshal(body, &answer); err != nil {
		return nil, err
	}
	if len(answer.Data.Results) != items {
		return nil, fmt.Errorf("%d results for %d items", len(answer.Data.Results), items)
	}
	return answer.Data.Results, nil
}
