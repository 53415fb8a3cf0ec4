package dev.leasehold.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What {@code ./leasehold up} leaves in {@code target/lab} for people and for {@code down}: the
 * process that holds the lab, and a kubeconfig for each person. The holder ends when the directory
 * does, so a {@code mvn clean} is a {@code down} too.
 */
final class Playground {
  private final Path directory;
  private final Path holder;

  Playground() {
    this(
        Path.of(
            System.getProperty("leasehold.playground", Repository.path("target/lab").toString())));
  }

  Playground(Path directory) {
    this.directory = directory;
    this.holder = directory.resolve("holder");
  }

  /** Where the kubeconfig of somebody is while a lab is up. */
  Path kubeconfig(String who) {
    return directory.resolve("kubeconfigs").resolve(who + ".yaml");
  }

  /** The living process that holds a lab here, if there is one. */
  Optional<ProcessHandle> holder() {
    return lines(holder).findFirst().flatMap(this::process);
  }

  /** Whether this very process is the one that holds the lab here. */
  boolean isMine() {
    return lines(holder).findFirst().equals(Optional.of(identity(ProcessHandle.current())));
  }

  Path log() {
    return made(directory).resolve("lab.log");
  }

  Path operatorLog() {
    return made(directory).resolve("operator.log");
  }

  /** Leaves everything there that people need, and last of all who holds it. */
  void open(Lab lab) {
    try {
      made(directory.resolve("kubeconfigs"));
      for (Person person : People.all()) {
        Path file = kubeconfig(person.name());
        Files.deleteIfExists(file);
        Files.createFile(
            file,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(file, lab.kubeconfig(person));
      }
      Files.write(holder, List.of(identity(ProcessHandle.current()), lab.server()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Takes away what would mislead people once the lab is gone; the logs stay. */
  void close() {
    try {
      Files.deleteIfExists(holder);
      if (Files.isDirectory(directory.resolve("kubeconfigs"))) {
        try (var kubeconfigs =
            Files.newDirectoryStream(directory.resolve("kubeconfigs"), "*.yaml")) {
          for (Path kubeconfig : kubeconfigs) {
            Files.deleteIfExists(kubeconfig);
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What somebody who wants to play needs to know. */
  String description() {
    String server = lines(holder).skip(1).findFirst().orElse("unknown");
    return """
    The lab is up: %s
      kubeconfigs   %s/kubeconfigs/<person>.yaml, for %s
      kubectl       %s
      operator log  %s
    Try:   what examples/README.md says
    Stop:  ./leasehold down\
    """
        .formatted(
            server,
            directory,
            String.join(", ", People.all().stream().map(Person::name).toList()),
            Programs.path("kubectl"),
            operatorLog());
  }

  /** A process number alone may by now be somebody else's. */
  private Optional<ProcessHandle> process(String identity) {
    return ProcessHandle.of(Long.parseLong(identity.split(" ", 2)[0]))
        .filter(found -> Tether.isRunning(found) && identity(found).equals(identity));
  }

  private static String identity(ProcessHandle process) {
    return process.pid() + " " + process.info().startInstant().map(Object::toString).orElse("");
  }

  private static Stream<String> lines(Path file) {
    try {
      return Files.exists(file) ? Files.readAllLines(file).stream() : Stream.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path made(Path path) {
    try {
      return Files.createDirectories(path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
