package dev.leasehold.ending;

import dev.leasehold.lab.AdminShell;
import dev.leasehold.lab.Lab;
import dev.leasehold.lab.Outcome;
import dev.leasehold.lab.Person;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The commands of a runbook's page, as it has them. */
record Runbook(Lab lab, String page) {
  private static final Path PAGES = Path.of("src/docs/runbooks");

  /** Runs the block of this name. */
  String run(String block, Map<String, String> variables) {
    return found(" " + block, variables);
  }

  /** The same as this person. */
  String runAs(Person who, String block, Map<String, String> variables) {
    return AdminShell.run(lab, who, variables, script(" " + block)).orThrow().stdout();
  }

  /** Runs the block of this name, which may fail. */
  Outcome tries(String block) {
    return outcome(" " + block, Map.of());
  }

  private String found(String block, Map<String, String> variables) {
    return outcome(block, variables).orThrow().stdout();
  }

  private Outcome outcome(String block, Map<String, String> variables) {
    return AdminShell.run(lab, variables, script(block));
  }

  private String script(String block) {
    Matcher found = Pattern.compile("(?s)```sh" + block + "\n(.*?)```").matcher(text());
    if (!found.find()) {
      throw new AssertionError(page + " has no block " + block);
    }
    return found.group(1);
  }

  /** Runs the first block, which looks for the cause. */
  String looks() {
    return found("", Map.of());
  }

  private String text() {
    try {
      return Files.readString(PAGES.resolve(page + ".md"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
