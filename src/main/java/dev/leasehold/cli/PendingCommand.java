package dev.leasehold.cli;

import dev.leasehold.api.v1alpha1.AccessRequest;
import dev.leasehold.cli.Caller.May;
import dev.leasehold.cli.Requests.Which;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Lists what waits for a decision of whoever runs it. */
@Command(
    name = "pending",
    mixinStandardHelpOptions = true,
    description =
        "Lists requests that wait for your approval or your review, the most urgent first: those"
            + " in whose roles you may act, that you have no part in and have not decided yet. It"
            + " looks at no more than 1000 open requests, and says so if there are more.",
    exitCodeListHeading = ClusterCommand.EXIT_CODES,
    exitCodeList = {
      "0:they were listed, if there are any",
      "1:you may not list requests there: name a namespace with -n",
      "2:wrong usage",
      "3:the cluster could not be read"
    })
final class PendingCommand extends Listing {
  @Option(names = "--all", description = "Also what waits for others.")
  private boolean all;

  @Mixin private Output output = new Output();

  private final List<Waiting> waiting = new ArrayList<>();

  @Override
  Which begin(Caller caller) {
    return Which.OPEN;
  }

  @Override
  void look(AccessRequest request) {
    Waiting.of(new RequestText(request)).ifPresent(waiting::add);
  }

  @Override
  void list(Caller caller) {
    waiting.sort(Comparator.comparing(Waiting::at));
    if (all) {
      print(waiting, 0);
      return;
    }
    String me = caller.name();
    List<Waiting> mine = new ArrayList<>();
    int unasked = 0;
    for (Waiting one : waiting) {
      May may = one.waitsFor(me, caller);
      if (may == May.YES) {
        mine.add(one);
      } else if (may == May.UNASKED) {
        unasked++;
      }
    }
    print(mine, waiting.size());
    if (unasked > 0) {
      err()
          .line(
              "leasehold: there are too many entitlements to ask for each whether you may decide;"
                  + " %d others were left out: --all lists them".formatted(unasked));
    }
  }

  private void print(List<Waiting> shown, int of) {
    if (!output.forPeople()) {
      print(
          output,
          Map.of("requests", shown.stream().map(Waiting::document).toList()),
          shown.stream().map(one -> one.wish().name()).toList());
    } else if (!shown.isEmpty()) {
      List<List<String>> rows = new ArrayList<>(List.of(Waiting.HEADER));
      shown.forEach(one -> rows.add(one.row()));
      new Table(rows).print(command().commandLine().getOut(), Columns.ofTerminal());
    } else if (of == 0) {
      err().line("Nothing waits for a decision.");
    } else {
      err().line("Nothing waits for you. %d for others: --all lists them.".formatted(of));
    }
  }
}
