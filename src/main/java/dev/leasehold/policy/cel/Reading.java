package dev.leasehold.policy.cel;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelIssue;
import dev.cel.common.CelValidationException;
import dev.cel.common.CelValidationResult;
import dev.cel.common.Operator;
import dev.cel.common.ast.CelExpr.ExprKind;
import dev.cel.common.navigation.CelNavigableAst;
import dev.cel.common.navigation.CelNavigableExpr;
import dev.cel.common.types.CelKind;
import dev.cel.compiler.CelCompiler;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.Program;
import java.util.Comparator;
import java.util.stream.Stream;

/** What a condition turned out to be when it was read. */
sealed interface Reading {
  /**
   * It can be asked.
   *
   * @param restless it speaks of what changes without notice
   */
  record Clear(Program program, boolean restless) implements Reading {}

  /** It cannot, and this is what is wrong. */
  record Flawed(String complaint) implements Reading {}

  /** Reads one text; never throws, whatever is written. */
  static Reading of(String text, CelCompiler compiler, CelRuntime runtime) {
    try {
      CelValidationResult result = compiler.compile(text);
      return result.hasError()
          ? new Flawed(
              result.getErrors().stream()
                  .min(Comparator.comparing(CelIssue::getSourceLocation))
                  .map(Complaint::of)
                  .orElseThrow())
          : checked(result.getAst(), runtime);
    } catch (CelValidationException | CelEvaluationException | RuntimeException e) {
      return new Flawed(Complaint.UNREADABLE);
    }
  }

  private static Reading checked(CelAbstractSyntaxTree ast, CelRuntime runtime)
      throws CelEvaluationException {
    if (ast.getTypeMap().values().stream().anyMatch(Bounds::tooDeep)) {
      return new Flawed(Complaint.TOO_DEEP);
    }
    if (ast.getTypeMap().values().stream().anyMatch(Bounds::open)) {
      return new Flawed(Complaint.MIXED);
    }
    if (nodes(ast).anyMatch(node -> node.getKind() == ExprKind.Kind.STRUCT)) {
      return new Flawed(Complaint.MAKES_THINGS);
    }
    if (nodes(ast).anyMatch(node -> joinsLists(node, ast))) {
      return new Flawed(Complaint.JOINS_LISTS);
    }
    boolean restless =
        nodes(ast)
            .filter(node -> node.getKind() == ExprKind.Kind.IDENT)
            .anyMatch(node -> Vocabulary.restless(node.expr().ident().name()));
    return new Clear(runtime.createProgram(ast), restless);
  }

  /** Only the macros filter and map may, whose names for what they gather nobody can write. */
  private static boolean joinsLists(CelNavigableExpr node, CelAbstractSyntaxTree ast) {
    return node.getKind() == ExprKind.Kind.CALL
        && node.expr().call().function().equals(Operator.ADD.getFunction())
        && ast.getType(node.id()).filter(type -> type.kind() == CelKind.LIST).isPresent()
        && !node.expr().call().args().getFirst().identOrDefault().name().startsWith("@");
  }

  private static Stream<CelNavigableExpr> nodes(CelAbstractSyntaxTree ast) {
    return CelNavigableAst.fromAst(ast).getRoot().allNodes();
  }
}
