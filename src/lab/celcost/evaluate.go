package main

import (
	"context"
	"fmt"
	"slices"

	celgo "github.com/google/cel-go/cel"
	"github.com/google/cel-go/common/types"
	"github.com/google/cel-go/common/types/ref"
	"github.com/google/cel-go/common/types/traits"
	admissionv1 "k8s.io/api/admission/v1"
	v1 "k8s.io/api/admissionregistration/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/apiserver/pkg/admission"
	"k8s.io/apiserver/pkg/admission/plugin/cel"
	"k8s.io/apiserver/pkg/admission/plugin/policy/mutating/patch"
	"k8s.io/apiserver/pkg/admission/plugin/policy/validating"
	"k8s.io/apiserver/pkg/admission/plugin/webhook/matchconditions"
	celconfig "k8s.io/apiserver/pkg/apis/cel"
	"k8s.io/apiserver/pkg/authentication/user"
	"k8s.io/apiserver/pkg/authorization/authorizer"
	"k8s.io/apiserver/pkg/cel/environment"
)

const stored = environment.StoredExpressions

var ctx = context.Background()

// What came of a write: of a mutating policy the cost of its dearest mutation, since each has a budget of its own.
type found struct {
	cost, conditions, asked int64
	dearest                 expense
	outcome                 string
}

// What one question to the authorizer costs: see CallCost in k8s.io/apiserver/pkg/cel/library.
const question = 350_000

// Notes what each expression costs by itself, without the variables that it asks for, and keeps the one that takes most of
// what its questions leave of its limit.
type meter struct {
	cel.Compiler
	authorizer *verbs
	// Questions of variables within the expression that is evaluated.
	within  int64
	dearest expense
}

type expense struct {
	name        string
	cost, asked int64
}

func (e expense) share() float64 {
	return float64(e.cost-e.asked*question) / float64(celconfig.PerCallLimit-e.asked*question)
}

type metered struct {
	celgo.Program
	meter *meter
	name  string
}

func (p metered) ContextEval(ctx context.Context, input any) (ref.Val, *celgo.EvalDetails, error) {
	outside, before := p.meter.within, p.meter.authorizer.asked
	p.meter.within = 0
	value, details, err := p.Program.ContextEval(ctx, input)
	asked := p.meter.authorizer.asked - before
	if details != nil && details.ActualCost() != nil {
		one := expense{p.name, int64(*details.ActualCost()), asked - p.meter.within}
		if one.share() > p.meter.dearest.share() {
			p.meter.dearest = one
		}
	}
	p.meter.within = outside + asked
	return value, details, err
}

func (m *meter) CompileCELExpression(expression cel.ExpressionAccessor, options cel.OptionalVariableDeclarations, mode environment.Type) cel.CompilationResult {
	result := m.Compiler.CompileCELExpression(expression, options, mode)
	if result.Error != nil {
		panic(fmt.Sprintf("%s: %v", expression.GetExpression(), result.Error))
	}
	name := "a rule"
	if variable, ok := expression.(cel.NamedExpressionAccessor); ok {
		name = variable.GetName()
	}
	result.Program = metered{result.Program, m, name}
	return result
}

func (m *meter) CompileCondition(expressions []cel.ExpressionAccessor, options cel.OptionalVariableDeclarations, mode environment.Type) cel.ConditionEvaluator {
	results := make([]cel.CompilationResult, len(expressions))
	for i, expression := range expressions {
		if expression != nil {
			results[i] = m.CompileCELExpression(expression, options, mode)
		}
	}
	return cel.NewCondition(results)
}

func (m *meter) CompileMutatingEvaluator(expression cel.ExpressionAccessor, options cel.OptionalVariableDeclarations, mode environment.Type) cel.MutatingEvaluator {
	return cel.NewMutatingEvaluator(m.CompileCELExpression(expression, options, mode))
}

// As the API server does it: see compilePolicy and Validate there.
func evaluate(write *Write) (*found, error) {
	result := &found{}
	compiler, err := cel.NewCompositedCompiler(environment.MustBaseEnvSet(environment.DefaultCompatibilityVersion()))
	if err != nil {
		return result, err
	}
	authorizer := &verbs{held: write.Verbs}
	meter := &meter{Compiler: compiler.Compiler, authorizer: authorizer}
	compiler.Compiler, compiler.ConditionCompiler, compiler.MutatingCompiler = meter, meter, meter
	attributes, request := asked(write)
	on := &evaluation{compiler: compiler, attributes: attributes, request: request, authorizer: authorizer}
	if write.Validating != nil {
		err = on.validate(write.Validating.Spec, result)
	} else {
		err = on.mutate(write.Mutating.Spec, result)
	}
	result.dearest = meter.dearest
	return result, err
}

type evaluation struct {
	compiler   *cel.CompositedCompiler
	attributes *admission.VersionedAttributes
	request    *admissionv1.AdmissionRequest
	authorizer *verbs
}

var withAuthorizer = cel.OptionalVariableDeclarations{HasAuthorizer: true}

func (e *evaluation) condition(expressions []cel.ExpressionAccessor, authorized bool, budget int64) ([]cel.EvaluationResult, int64, error) {
	bindings := cel.OptionalVariableBindings{}
	if authorized {
		bindings.Authorizer = e.authorizer
	}
	evaluator := e.compiler.CompileCondition(expressions, cel.OptionalVariableDeclarations{HasAuthorizer: authorized}, stored)
	return evaluator.ForInput(ctx, e.attributes, e.request, bindings, nil, budget)
}

// Whether the conditions are met.
func (e *evaluation) matched(variables []v1.Variable, conditions []v1.MatchCondition, result *found) (bool, error) {
	for _, variable := range variables {
		e.compiler.CompileAndStoreVariable(&validating.Variable{Name: variable.Name, Expression: variable.Expression}, withAuthorizer, stored)
	}
	expressions := make([]cel.ExpressionAccessor, len(conditions))
	for i := range conditions {
		expressions[i] = (*matchconditions.MatchCondition)(&conditions[i])
	}
	budget := int64(celconfig.RuntimeCELCostBudgetMatchConditions)
	results, left, err := e.condition(expressions, true, budget)
	if err != nil {
		return false, err
	}
	result.conditions = budget - left
	for i, evaluated := range results {
		if evaluated.Error != nil {
			return false, fmt.Errorf("%s: %w", conditions[i].Name, evaluated.Error)
		}
		if evaluated.EvalResult != types.True {
			result.outcome = "not matched by " + conditions[i].Name
			return false, nil
		}
	}
	return true, nil
}

// Messages are evaluated whatever came of the rules, within what the rules left of the budget.
func (e *evaluation) validate(policy v1.ValidatingAdmissionPolicySpec, result *found) error {
	if met, err := e.matched(policy.Variables, policy.MatchConditions, result); !met {
		return err
	}
	rules := make([]cel.ExpressionAccessor, len(policy.Validations))
	messages := make([]cel.ExpressionAccessor, len(policy.Validations))
	for i, validation := range policy.Validations {
		rules[i] = &validating.ValidationCondition{Expression: validation.Expression}
		if validation.MessageExpression != "" {
			messages[i] = &validating.MessageExpressionCondition{MessageExpression: validation.MessageExpression}
		}
	}
	budget := int64(celconfig.RuntimeCELCostBudget)
	evaluated, left, err := e.condition(rules, true, budget)
	if err != nil {
		return err
	}
	result.outcome = "allowed"
	for i, rule := range evaluated {
		if rule.Error != nil {
			return fmt.Errorf("rule %d: %w", i+1, rule.Error)
		}
		if rule.EvalResult != types.True && result.outcome == "allowed" {
			result.outcome = fmt.Sprintf("refused by rule %d: %s", i+1, policy.Validations[i].Message)
		}
	}
	_, left, err = e.condition(messages, false, left)
	result.cost, result.asked = budget-left, e.authorizer.asked
	return err
}

func (e *evaluation) mutate(policy v1.MutatingAdmissionPolicySpec, result *found) error {
	if met, err := e.matched(policy.Variables, policy.MatchConditions, result); !met {
		return err
	}
	changes := 0
	composed := e.compiler.CreateContext(ctx)
	for _, mutation := range policy.Mutations {
		options := cel.OptionalVariableDeclarations{HasAuthorizer: true, HasPatchTypes: true}
		evaluator := e.compiler.CompileMutatingEvaluator(&patch.JSONPatchCondition{Expression: mutation.JSONPatch.Expression}, options, stored)
		budget := int64(celconfig.RuntimeCELCostBudget)
		before := e.authorizer.asked
		evaluated, left, err := evaluator.ForInput(composed, e.attributes, e.request, cel.OptionalVariableBindings{Authorizer: e.authorizer}, nil, budget)
		if err != nil {
			return err
		}
		if evaluated.Error != nil {
			return evaluated.Error
		}
		if budget-left > result.cost {
			result.cost, result.asked = budget-left, e.authorizer.asked-before
		}
		changes += length(evaluated.EvalResult)
	}
	result.outcome = fmt.Sprintf("%d changes", changes)
	return nil
}

// A user who holds these verbs by name on everything that is asked about, and how often that was.
type verbs struct {
	held  []string
	asked int64
}

func (v *verbs) Authorize(_ context.Context, a authorizer.Attributes) (authorizer.Decision, string, error) {
	v.asked++
	nobodys := slices.Contains([]string{a.GetVerb(), a.GetResource(), a.GetSubresource()}, "never-granted")
	if !nobodys && slices.Contains(v.held, a.GetVerb()) {
		return authorizer.DecisionAllow, "", nil
	}
	return authorizer.DecisionNoOpinion, "", nil
}

func asked(write *Write) (*admission.VersionedAttributes, *admissionv1.AdmissionRequest) {
	one := write.Object
	if one == nil {
		one = write.OldObject
	}
	kind := one.GroupVersionKind()
	resource := schema.GroupVersionResource{Group: kind.Group, Version: kind.Version, Resource: write.Resource}
	who := &user.DefaultInfo{Name: write.User, Groups: write.Groups}
	attributes := admission.NewAttributesRecord(object(write.Object), object(write.OldObject), kind, one.GetNamespace(), one.GetName(),
		resource, write.Subresource, admission.Operation(write.Operation), nil, false, who)
	return &admission.VersionedAttributes{
		Attributes:         attributes,
		VersionedKind:      kind,
		VersionedObject:    admission.NewLazyObject(object(write.Object)),
		VersionedOldObject: admission.NewLazyObject(object(write.OldObject)),
	}, cel.CreateAdmissionRequest(attributes, metav1.GroupVersionResource(resource), metav1.GroupVersionKind(kind))
}

// Nothing, rather than a pointer to nothing.
func object(found *unstructured.Unstructured) runtime.Object {
	if found == nil {
		return nil
	}
	return found
}

func length(list ref.Val) int {
	return int(list.(traits.Lister).Size().(types.Int))
}
