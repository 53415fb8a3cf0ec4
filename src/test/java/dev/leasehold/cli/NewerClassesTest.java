package dev.leasehold.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The copy of picocli that a call loads is the same program. */
final class NewerClassesTest {
  private static final int MAJOR = 7;
  private static final int JAVA_8 = 52;

  @TempDir Path directory;

  /** Each is loaded, verified and initialised, so that a wrong one is refused. */
  @Test
  void everyClassIsAccepted() throws Exception {
    Path library =
        Path.of(CommandLine.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    Path copy = directory.resolve("copy.jar");
    NewerClasses.copy(library, copy);
    List<String> classes = classes(copy);
    assertThat(classes).hasSizeGreaterThan(200).isEqualTo(classes(library));
    URL[] urls = {copy.toUri().toURL()};
    try (URLClassLoader loader = new URLClassLoader(urls, ClassLoader.getPlatformClassLoader())) {
      for (String name : classes) {
        assertThat(Class.forName(name, true, loader).getClassLoader()).isSameAs(loader);
        String file = name.replace('.', '/') + ".class";
        try (InputStream in = Objects.requireNonNull(loader.getResourceAsStream(file))) {
          assertThat(in.readNBytes(MAJOR + 1)[MAJOR]).as(name).isEqualTo((byte) JAVA_8);
        }
      }
    }
    assertThat(Files.size(copy)).isPositive();
  }

  private static List<String> classes(Path jar) throws Exception {
    try (JarFile file = new JarFile(jar.toFile())) {
      return file.stream()
          .map(entry -> entry.getName())
          .filter(name -> name.endsWith(".class") && !name.endsWith("module-info.class"))
          .map(name -> name.substring(0, name.length() - ".class".length()).replace('/', '.'))
          .sorted()
          .toList();
    }
  }
}
