package dev.leasehold.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What the program did when it was run. */
public record Ran(int code, String out, String err) {
  /** Runs it with this kubeconfig; what it prints is in {@code out} while it prints it. */
  public static Ran of(Path kubeconfig, StringWriter out, String... words) {
    StringWriter err = new StringWriter();
    List<String> all = new ArrayList<>(List.of(words));
    all.addAll(List.of("--kubeconfig", kubeconfig.toString()));
    int code =
        Main.program()
            .setOut(new PrintWriter(out))
            .setErr(new PrintWriter(err))
            .execute(all.toArray(String[]::new));
    return new Ran(code, out.toString(), err.toString());
  }

  /** The last line for people. */
  String last() {
    return err.lines().reduce("", (_, line) -> line);
  }
}
