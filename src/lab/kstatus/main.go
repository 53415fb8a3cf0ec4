// Command kstatus says what kstatus, by which Flux and Helm 4 wait, thinks of objects: for each file that it is given, of
// one object in JSON, one line of name, status and message with tabs between.
package main

import (
	"encoding/json"
	"fmt"
	"os"
	"strings"

	"github.com/fluxcd/cli-utils/pkg/kstatus/status"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
)

func main() {
	for _, name := range os.Args[1:] {
		if err := judge(name); err != nil {
			fmt.Fprintf(os.Stderr, "%s: %v\n", name, err)
			os.Exit(1)
		}
	}
}

func judge(name string) error {
	text, err := os.ReadFile(name)
	if err != nil {
		return err
	}
	object := &unstructured.Unstructured{}
	if err := object.UnmarshalJSON(text); err != nil {
		return err
	}
	result, err := status.Compute(object)
	if err != nil {
		return err
	}
	message, err := json.Marshal(result.Message)
	if err != nil {
		return err
	}
	fmt.Println(strings.Join([]string{name, result.Status.String(), string(message)}, "\t"))
	return nil
}
