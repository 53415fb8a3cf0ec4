package dev.leasehold.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.tools.SimpleJavaFileObject;
import org.junit.jupiter.api.Test;

/**
 * Files, methods and rows of parameters stay small; what was too large before is in a list that
 * only gets shorter. The api room is written as the schema is, and is left aside.
 */
class SizesTest {
  private static final Path MAIN = Path.of("src/main/java");
  private static final Path API = MAIN.resolve("dev/leasehold/api");
  private static final Path LIST = Path.of("src/test/resources/architecture/sizes.txt");

  /** Fewer would mean that the wrong place was looked at. */
  private static final int AT_LEAST = 400;

  @Test
  void nothingGrowsTooLarge() throws IOException {
    List<Path> files;
    try (Stream<Path> all = Files.walk(MAIN)) {
      files =
          all.filter(file -> file.toString().endsWith(".java") && !file.startsWith(API)).toList();
    }
    assertThat(files).hasSizeGreaterThan(AT_LEAST);
    List<Source> sources = new ArrayList<>();
    for (Path file : files) {
      sources.add(new Source(file.getFileName().toString(), Files.readString(file)));
    }
    List<Size> sizes = SourceSizes.of(sources);
    assertThat(new FrozenSizes(Files.readAllLines(LIST)).complaints(sizes)).isEmpty();
  }

  @Test
  void linesOfAFileCountWithoutItsImports() throws IOException {
    String imports = "import java.util.List;\n\nimport java.util.Set;\n";
    assertThat(measured("package p;\n\n" + imports + "\nclass A {}\n")).contains("file A.java 4");
    assertThat(measured("class A {}\n" + "// more\n".repeat(200))).contains("file A.java 201");
  }

  @Test
  void linesOfAMethodCountFromItsSignature() throws IOException {
    String body = "    int x = 1;\n".repeat(29);
    assertThat(measured("class A {\n  @Override\n  void a(\n  int b) {\n" + body + "  }\n}"))
        .contains("method A.a 32", "parameters A.a 1");
    assertThat(measured("class A {\n  record B(int c) {\n    B {\n" + body + "    }\n  }\n}"))
        .contains("method A.B.B 31", "components A.B 1")
        .doesNotContain("parameters A.B.B 1");
  }

  @Test
  void rowsOfParametersAndComponentsAreCounted() throws IOException {
    assertThat(measured("class A {\n  A(" + row(8) + ") {}\n  void b(" + row(9) + ") {}\n}"))
        .contains("parameters A.A 8", "parameters A.b 9");
    assertThat(measured("record A(" + row(10) + ") {\n  static final int ZERO = 0;\n}"))
        .contains("components A 10");
    assertThat(measured("interface A {\n  void b(" + row(8) + ");\n}"))
        .contains("parameters A.b 8", "method A.b 1");
  }

  @Test
  void whatIsTooLargeAndNotListedIsComplainedOf() {
    assertThat(complaints(List.of(), "file A.java 200", "method A.a 30", "parameters A.a 7"))
        .isEmpty();
    assertThat(
            complaints(
                List.of(),
                "file A.java 201",
                "method A.a 31",
                "parameters A.a 8",
                "components A 8"))
        .containsExactly(
            "components A 8 exceeds 7: split it",
            "file A.java 201 exceeds 200: split it",
            "method A.a 31 exceeds 30: split it",
            "parameters A.a 8 exceeds 7: split it");
  }

  @Test
  void whatIsListedOnlyShrinks() {
    List<String> list = List.of("# largest first", "", "method A.a 40");
    assertThat(complaints(list, "method A.a 40")).isEmpty();
    assertThat(complaints(list, "method A.a 41"))
        .containsExactly("method A.a 41 is larger than listed: \"method A.a 40\"; split it");
    assertThat(complaints(list, "method A.a 39"))
        .containsExactly("method A.a 39 is smaller now: lower \"method A.a 40\" in " + LIST);
    assertThat(complaints(list, "method A.a 30"))
        .containsExactly("method A.a is too large no more: delete \"method A.a 40\" in " + LIST);
  }

  @Test
  void oneLineAllowsOnlyOneOfSeveralOfItsName() {
    assertThat(complaints(List.of("method A.a 40"), "method A.a 35", "method A.a 40"))
        .containsExactly("method A.a 35 exceeds 30: split it");
    assertThat(
            complaints(List.of("method A.a 35", "method A.a 40"), "method A.a 35", "method A.a 40"))
        .isEmpty();
  }

  @Test
  void aLineThatSaysNothingIsRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> complaints(List.of("methods A.a 40")));
    assertThatIllegalArgumentException().isThrownBy(() -> complaints(List.of("method A.a")));
  }

  private static List<String> complaints(List<String> listed, String... measured) {
    return new FrozenSizes(listed).complaints(Stream.of(measured).map(Size::of).toList());
  }

  private static List<String> measured(String source) throws IOException {
    return SourceSizes.of(List.of(new Source("A.java", source))).stream().map(Size::line).toList();
  }

  private static String row(int length) {
    return IntStream.range(0, length).mapToObj(i -> "int p" + i).collect(Collectors.joining(", "));
  }

  /** A source in memory. */
  private static final class Source extends SimpleJavaFileObject {
    private final String text;

    Source(String name, String text) {
      super(URI.create("memory:///" + name), Kind.SOURCE);
      this.text = text;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return text;
    }
  }
}
