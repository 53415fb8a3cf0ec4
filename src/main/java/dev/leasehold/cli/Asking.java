package dev.leasehold.cli;

import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What somebody wants to ask for, besides the entitlement. */
final class Asking {
  @Option(
      names = "--for",
      paramLabel = "SERVICEACCOUNT",
      description = "Who is to have access: a service account in the namespace.")
  @Nullable String account;

  @Option(
      names = "--name",
      paramLabel = "NAME",
      description = "The name of the request (default: that of the entitlement).")
  @Nullable String name;

  @Option(
      names = "--duration",
      paramLabel = "TIME",
      description = "How long, such as 30m (default: 1h, or less where less is allowed).")
  @Nullable String duration;

  @Option(names = "--reason", paramLabel = "TEXT", description = "Why; approvers read it.")
  String justification = "";

  @Option(names = "--ticket", paramLabel = "TEXT", description = "The change or incident.")
  String ticket = "";

  @Option(
      names = "--target",
      paramLabel = "NAME",
      description = "Only this target of the entitlement; may be repeated (default: all).")
  List<String> targets = List.of();

  @Option(
      names = "--start-at",
      paramLabel = "TIME",
      description = "When it is to begin, such as 2026-12-01T08:00:00Z (default: at once).")
  @Nullable String startAt;

  @Option(names = "--emergency", description = "By the entitlement's emergency rules.")
  boolean emergency;
}
