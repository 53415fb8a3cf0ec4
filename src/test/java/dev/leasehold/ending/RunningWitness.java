package dev.leasehold.ending;

import dev.leasehold.cli.Main;
import dev.leasehold.lab.Lab;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A witness as its command runs it, on this machine. */
record RunningWitness(Thread thread, String key, int port) implements AutoCloseable {
  private static final Pattern LISTENS =
      Pattern.compile("listening on 127\\.0\\.0\\.1:([0-9]+) as (\\S+)");

  /**
   * One whose key and state are in this directory.
   *
   * @param log the verifier key of the log that it knows
   */
  static RunningWitness start(Path directory, String pem, String log) throws IOException {
    Path state = Files.createDirectories(directory.resolve("state"));
    Path key = Files.writeString(directory.resolve("witness.pem"), pem);
    StringWriter said = new StringWriter();
    String[] words = {
      "evidence",
      "witness",
      "--name",
      "witness.example.org/w1",
      "--key",
      key.toString(),
      "--log",
      log,
      "--state",
      state.toString(),
      "--listen",
      "127.0.0.1:0"
    };
    Thread thread =
        Thread.ofPlatform()
            .daemon()
            .start(() -> Main.program().setErr(new PrintWriter(said, true)).execute(words));
    Lab.await().until(() -> LISTENS.matcher(said.toString()).find());
    Matcher listens = LISTENS.matcher(said.toString());
    boolean _ = listens.find();
    return new RunningWitness(thread, listens.group(2), Integer.parseInt(listens.group(1)));
  }

  /** As the chart has it in {@code evidence.witnesses}. */
  String configured() {
    return "[{\"key\": \"%s\", \"url\": \"http://127.0.0.1:%d\"}]".formatted(key, port);
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}
