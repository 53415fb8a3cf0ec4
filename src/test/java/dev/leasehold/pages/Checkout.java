package dev.leasehold.pages;

import dev.leasehold.lab.AdminShell;
import dev.leasehold.lab.Lab;
import dev.leasehold.lab.People;
import dev.leasehold.lab.Person;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * What a reader has who follows a page: the files of the repository, with a {@code target} of its
 * own, where each person's kubeconfig is as {@code ./leasehold up} leaves it.
 */
record Checkout(Lab lab, Path directory) {
  static Checkout in(Path directory, Lab lab) {
    Checkout checkout = new Checkout(lab, directory);
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(Path.of(""))) {
      for (Path entry : entries) {
        if (!entry.endsWith("target")) {
          Path _ = Files.createSymbolicLink(directory.resolve(entry), entry.toAbsolutePath());
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    People.all()
        .forEach(person -> checkout.write(kubeconfig(person).toString(), lab.kubeconfig(person)));
    return checkout;
  }

  private static Path kubeconfig(Person person) {
    return Path.of("target/lab/kubeconfigs", person.name() + ".yaml");
  }

  Checkout write(String file, String text) {
    try {
      Path _ = Files.createDirectories(directory.resolve(file).toAbsolutePath().getParent());
      Path _ = Files.writeString(directory.resolve(file), text);
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Runs it as this person, who answers yes to every question. */
  String run(Person person, String script) {
    return AdminShell.run(
            lab,
            Map.of("REGISTRY", "registry.example.com"),
            "cd '%s'; export KUBECONFIG='%s'; exec < <(yes yes)\n%s"
                .formatted(directory, kubeconfig(person), script))
        .orThrow()
        .stdout();
  }
}
