// Command celcost says what admission policies cost by the API server's own evaluator: for each file that it is given, of
// one write in JSON, one line of name, cost, cost of the match conditions, questions to the authorizer, cost, questions and
// name of the dearest expression, and what became of the write, with tabs between.
package main

import (
	"encoding/json"
	"fmt"
	"os"
	"strings"

	v1 "k8s.io/api/admissionregistration/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
)

// Write is what the API server would be asked for, with the policy that judges or changes it.
type Write struct {
	Validating  *v1.ValidatingAdmissionPolicy `json:"validating"`
	Mutating    *v1.MutatingAdmissionPolicy   `json:"mutating"`
	Object      *unstructured.Unstructured    `json:"object"`
	OldObject   *unstructured.Unstructured    `json:"oldObject"`
	Operation   string                        `json:"operation"`
	Resource    string                        `json:"resource"`
	Subresource string                        `json:"subresource"`
	User        string                        `json:"user"`
	Groups      []string                      `json:"groups"`
	// Verbs that the authorizer allows on everything; nobody is given never-granted.
	Verbs []string `json:"verbs"`
}

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
	write := &Write{}
	if err := json.Unmarshal(text, write); err != nil {
		return err
	}
	found, err := evaluate(write)
	if err != nil {
		found.outcome = "failed: " + err.Error()
	}
	outcome, err := json.Marshal(found.outcome)
	if err != nil {
		return err
	}
	fmt.Println(strings.Join([]string{
		name, fmt.Sprint(found.cost), fmt.Sprint(found.conditions), fmt.Sprint(found.asked),
		fmt.Sprint(found.dearest.cost), fmt.Sprint(found.dearest.asked), found.dearest.name, string(outcome),
	}, "\t"))
	return nil
}
