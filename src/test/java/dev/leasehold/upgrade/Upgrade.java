package dev.leasehold.upgrade;

import dev.leasehold.lab.Lab;
import dev.leasehold.lab.LabOptions;
import dev.leasehold.lab.Release;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Tries on a lab what happens to live grants when the version changes. */
@Command(
    name = "leasehold upgrade",
    mixinStandardHelpOptions = true,
    description = {
      "Upgrade a lab with grants of every kind from an earlier revision to this one, downgrade it, and"
          + " upgrade it again.",
      "Prints what was looked at, and ends with 1 if anything was ended early, late or not at all, or"
          + " a record was rewritten. Takes about 5 minutes, and some more the first time."
    })
public final class Upgrade implements Callable<Integer> {
  private static final int WIDTH = 100;

  @Parameters(
      arity = "0..1",
      paramLabel = "REVISION",
      description = "The earlier revision, as git knows it; dda7c9f if absent.")
  private @Nullable Path older;

  @Option(names = "--without-vault", description = "Without credentials from Vault.")
  private boolean withoutVault;

  @Option(
      names = "--rewrite",
      paramLabel = "FILE",
      description =
          "Also write there what the earlier revision left; src/test/resources/upgrade has it for"
              + " UpgradeIT.")
  private @Nullable Path rewrite;

  private Upgrade() {}

  /** Runs it; the launcher has packaged the earlier revision, and says where. */
  public static void main(String[] arguments) {
    System.exit(new CommandLine(new Upgrade()).setUsageHelpWidth(WIDTH).execute(arguments));
  }

  @Override
  public Integer call() throws Exception {
    if (older == null) {
      throw new IllegalArgumentException("run it by ./leasehold upgrade");
    }
    LabOptions options = LabOptions.ordinary();
    Verdicts verdicts = new Verdicts(System.out);
    try (Lab lab = Lab.start(withoutVault ? options : options.withVault());
        Campaign campaign = new Campaign(lab, Release.in(older), verdicts, rewrite)) {
      campaign.run();
    }
    verdicts.print();
    return verdicts.failures() == 0 ? 0 : 1;
  }
}
