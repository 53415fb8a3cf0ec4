package dev.leasehold.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Whatever a lab started is gone after it: closed, or killed with its JVM. */
class LabRemainsIT {
  /** etcd, two of Kubernetes, Vault and PostgreSQL. */
  private static final int SERVERS = 5;

  @Test
  void nothingRemainsOfAClosedLab() {
    Lab lab = Lab.start(LabOptions.ordinary().withVault());
    List<Long> servers = lab.pids();
    assertThat(servers).hasSize(SERVERS).allMatch(LabRemainsIT::isRunning);
    lab.close();
    assertThat(servers).noneMatch(LabRemainsIT::isRunning);
    assertThat(lab.directory()).doesNotExist();
  }

  @Test
  void nothingRemainsOfALabWhoseJvmWasKilled() throws IOException, InterruptedException {
    Process jvm = jvmWithALab();
    try (BufferedReader output = jvm.inputReader(StandardCharsets.UTF_8)) {
      String line =
          Stream.generate(() -> read(output))
              .filter(said -> said.startsWith("LAB "))
              .findFirst()
              .orElseThrow();
      List<String> words = Arrays.asList(line.split(" "));
      Path directory = Path.of(words.get(1));
      List<Long> servers = words.stream().skip(2).map(Long::valueOf).toList();
      assertThat(servers).hasSize(SERVERS).allMatch(LabRemainsIT::isRunning);
      assertThat(directory).isDirectory();

      jvm.destroyForcibly().waitFor();

      Lab.await().until(() -> servers.stream().noneMatch(LabRemainsIT::isRunning));
      Lab.await().until(() -> Files.notExists(directory));
    } finally {
      jvm.destroyForcibly();
    }
  }

  private static Process jvmWithALab() throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "--sun-misc-unsafe-memory-access=allow",
            "-cp",
            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
            Holder.class.getName())
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  private static String read(BufferedReader output) {
    try {
      String line = output.readLine();
      if (line == null) {
        throw new AssertionError("the other JVM ended early");
      }
      return line;
    } catch (IOException e) {
      throw new AssertionError("the other JVM says nothing", e);
    }
  }

  private static boolean isRunning(long pid) {
    return ProcessHandle.of(pid).filter(Tether::isRunning).isPresent();
  }

  /** The other JVM: starts a lab, says where and which, and waits to be killed. */
  static final class Holder {
    private Holder() {}

    public static void main(String[] args) throws InterruptedException {
      Lab lab = Lab.start(LabOptions.ordinary().withVault());
      StringBuilder line = new StringBuilder("LAB " + lab.directory());
      lab.pids().forEach(pid -> line.append(' ').append(pid));
      System.out.println(line);
      Thread.currentThread().join();
    }
  }
}
