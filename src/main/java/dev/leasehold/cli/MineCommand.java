package dev.leasehold.cli;

import dev.leasehold.api.v1alpha1.AccessRequest;
import dev.leasehold.cli.Requests.Which;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Lists what whoever runs it has asked for. */
@Command(
    name = "mine",
    mixinStandardHelpOptions = true,
    description =
        "Lists the requests that you applied, or that name you as who asked: where each is, what"
            + " ends when, and the one thing to do next. It looks at no more than 1000 requests,"
            + " and says so if there are more.",
    exitCodeListHeading = ClusterCommand.EXIT_CODES,
    exitCodeList = {
      "0:they were listed, if there are any",
      "1:you may not list requests there: name a namespace with -n",
      "2:wrong usage",
      "3:the cluster could not be read"
    })
final class MineCommand extends Listing {
  @Option(names = "--all", description = "Also those for which nothing is left to be done.")
  private boolean all;

  @Mixin private Output output = new Output();

  private final List<Mine> mine = new ArrayList<>();

  private String me = "";

  @Override
  Which begin(Caller caller) {
    me = caller.name();
    return all ? Which.ALL : Which.OPEN;
  }

  @Override
  void look(AccessRequest request) {
    RequestText text = new RequestText(request);
    if (text.askedBy(me)) {
      mine.add(Mine.of(text));
    }
  }

  /** What ends first comes first; of what has no time yet nobody can say when. */
  @Override
  void list(Caller caller) {
    mine.sort(Comparator.comparing((Mine one) -> one.at().isEmpty()).thenComparing(Mine::at));
    if (!output.forPeople()) {
      print(
          output,
          Map.of("requests", mine.stream().map(Mine::document).toList()),
          mine.stream().map(one -> one.wish().name()).toList());
    } else if (mine.isEmpty()) {
      err()
          .line(
              "None of these requests is yours, %s.%s"
                  .formatted(me, all ? "" : " --all also looks at those that are over."));
    } else {
      mine.forEach(one -> one.lines().forEach(out()::line));
    }
  }
}
