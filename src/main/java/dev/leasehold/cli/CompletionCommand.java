package dev.leasehold.cli;

import java.io.PrintWriter;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints what a shell needs to complete commands and options; it asks no cluster. */
@Command(
    name = "completion",
    mixinStandardHelpOptions = true,
    description =
        "Prints a script with which a shell completes commands, options and their fixed values."
            + " It reads nothing.",
    footer = {
      "In bash and zsh:  source <(leasehold completion bash)",
      "In fish:          leasehold completion fish | source"
    })
final class CompletionCommand implements Runnable {
  @Parameters(paramLabel = "SHELL", description = "One of ${COMPLETION-CANDIDATES}.")
  private @Nullable Shell shell;

  @Spec private @Nullable CommandSpec spec;

  /** Which shell is to complete. */
  enum Shell {
    bash,
    zsh,
    fish
  }

  @Override
  public void run() {
    CommandLine program = Main.program();
    PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
    out.print(
        switch (Objects.requireNonNull(shell)) {
          // zsh reads the same script, through its bashcompinit.
          case bash, zsh -> AutoComplete.bash(program.getCommandName(), program);
          case fish -> new FishCompletion(program).script();
        });
    out.flush();
  }
}
