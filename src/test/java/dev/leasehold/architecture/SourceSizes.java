package dev.leasehold.architecture;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ImportTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import javax.lang.model.element.Modifier;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.ToolProvider;

/**
 * Measures one source. Of a file all lines count but those of its imports; of a method or
 * constructor those from its signature, after the annotations, to its closing brace. Packages are
 * not named, so that what moves keeps its line in the list.
 */
@SuppressWarnings("VoidUsed") // the compiler's own scanner hands nothing on
final class SourceSizes extends TreeScanner<Void, Void> {
  private static final JavaCompiler COMPILER = ToolProvider.getSystemJavaCompiler();

  private final List<Size> found = new ArrayList<>();
  private final Deque<String> types = new ArrayDeque<>();
  private final CompilationUnitTree unit;
  private final SourcePositions positions;
  private final String text;

  private SourceSizes(CompilationUnitTree unit, SourcePositions positions, String text) {
    this.unit = unit;
    this.positions = positions;
    this.text = text;
  }

  /** All sizes in these sources, the small ones too. */
  static List<Size> of(List<? extends JavaFileObject> sources) throws IOException {
    JavacTask task =
        (JavacTask)
            COMPILER.getTask(null, null, problem -> {}, List.of("-proc:none"), null, sources);
    SourcePositions positions = Trees.instance(task).getSourcePositions();
    List<Size> all = new ArrayList<>();
    for (CompilationUnitTree unit : task.parse()) {
      String text = unit.getSourceFile().getCharContent(true).toString();
      all.addAll(new SourceSizes(unit, positions, text).sizes());
    }
    return all;
  }

  private List<Size> sizes() {
    String path = unit.getSourceFile().getName();
    String file = path.substring(path.lastIndexOf('/') + 1);
    found.add(new Size(Size.Kind.FILE, file, (int) text.lines().count() - imports()));
    scan(unit, null);
    return found;
  }

  private int imports() {
    List<? extends ImportTree> imports = unit.getImports();
    return imports.isEmpty() ? 0 : lines(start(imports.getFirst()), end(imports.getLast()));
  }

  @Override
  public Void visitClass(ClassTree type, Void nothing) {
    String name = type.getSimpleName().toString();
    types.push(name.isEmpty() ? "anonymous" : name);
    if (type.getKind() == Tree.Kind.RECORD) {
      int components = (int) type.getMembers().stream().filter(SourceSizes::isComponent).count();
      found.add(new Size(Size.Kind.COMPONENTS, type(), components));
    }
    super.visitClass(type, nothing);
    types.pop();
    return nothing;
  }

  /** A record has no other fields that are not static. */
  private static boolean isComponent(Tree member) {
    return member instanceof VariableTree field
        && !field.getModifiers().getFlags().contains(Modifier.STATIC);
  }

  @Override
  public Void visitMethod(MethodTree method, Void nothing) {
    String own = method.getName().toString();
    String name = type() + "." + (own.equals("<init>") ? types.peek() : own);
    found.add(new Size(Size.Kind.METHOD, name, lines(signature(method), end(method))));
    if (!isCompact(method)) {
      found.add(new Size(Size.Kind.PARAMETERS, name, method.getParameters().size()));
    }
    return super.visitMethod(method, nothing);
  }

  /** A record's constructor without a row of its own: the components are its parameters. */
  private boolean isCompact(MethodTree method) {
    return method.getBody() != null
        && !text.substring(signature(method), (int) start(method.getBody())).contains("(");
  }

  private String type() {
    List<String> outermostFirst = new ArrayList<>(types);
    Collections.reverse(outermostFirst);
    return String.join(".", outermostFirst);
  }

  private int signature(MethodTree method) {
    long from =
        method.getModifiers().getAnnotations().stream()
            .mapToLong(this::end)
            .max()
            .orElse(start(method));
    int at = (int) from;
    while (Character.isWhitespace(text.charAt(at))) {
      at++;
    }
    return at;
  }

  private int lines(long from, long to) {
    return (int) (unit.getLineMap().getLineNumber(to) - unit.getLineMap().getLineNumber(from)) + 1;
  }

  private long start(Tree tree) {
    return positions.getStartPosition(unit, tree);
  }

  private long end(Tree tree) {
    return positions.getEndPosition(unit, tree);
  }
}
