package dev.leasehold.cli;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The program's commands and options as fish completes them. */
record FishCompletion(CommandLine program) {
  /** Whether the words before the cursor begin with, or are, the given ones. */
  private static final String WORDS =
      """
      function __NAME_in
          set -l words (commandline -opc)[2..-1]
          set -l last (math min (count $argv), (count $words))
          test $last -eq (count $argv); and test "$argv" = "$words[1..$last]"
      end
      function __NAME_at
          set -l words (commandline -opc)[2..-1]
          test "$argv" = "$words"
      end
      complete -c NAME -f
      """;

  private static final String FILES = " -F";

  private static final Pattern CLAUSE_END = Pattern.compile("[.:;,]( |$)|%n| \\(");

  /** All of it, for {@code source}. */
  String script() {
    Map<List<String>, CommandSpec> all = new LinkedHashMap<>();
    collect(List.of(), program.getCommandSpec(), all);
    String lines =
        all.entrySet().stream()
            .flatMap(one -> lines(one.getKey(), one.getValue()))
            .map(line -> "complete -c " + name() + " " + line + "\n")
            .collect(Collectors.joining());
    return WORDS.replace("NAME", name()) + lines;
  }

  private String name() {
    return program.getCommandName();
  }

  private static void collect(
      List<String> words, CommandSpec spec, Map<List<String>, CommandSpec> all) {
    all.put(words, spec);
    spec.subcommands()
        .forEach(
            (word, sub) ->
                collect(
                    Stream.concat(words.stream(), Stream.of(word)).toList(),
                    sub.getCommandSpec(),
                    all));
  }

  private Stream<String> lines(List<String> words, CommandSpec spec) {
    Stream<String> commands =
        spec.subcommands().entrySet().stream()
            .map(
                sub ->
                    "%s -a %s%s"
                        .formatted(
                            when("at", words),
                            sub.getKey(),
                            described(
                                sub.getValue().getCommandSpec().usageMessage().description())));
    // The options of the program itself count only before a command.
    String here = when(words.isEmpty() ? "at" : "in", words);
    Stream<String> options =
        spec.options().stream()
            .filter(option -> !option.hidden())
            .map(option -> here + names(option) + described(option.description()));
    Stream<String> parameters =
        spec.positionalParameters().stream()
            .map(FishCompletion::values)
            .filter(values -> !values.isEmpty())
            .map(values -> here + values);
    return Stream.of(commands, options, parameters).flatMap(one -> one);
  }

  private String when(String how, List<String> words) {
    String condition = "__" + name() + "_" + how + " " + String.join(" ", words);
    return "-n " + quoted(condition.strip());
  }

  private static String names(OptionSpec option) {
    String names =
        Arrays.stream(option.names())
            .map(n -> n.startsWith("--") ? " -l " + n.substring(2) : " -s " + n.substring(1))
            .collect(Collectors.joining());
    return option.arity().max() == 0 ? names : names + valued(values(option));
  }

  /** Files are no values, unless files are meant. */
  private static String valued(String values) {
    return (values.equals(FILES) ? " -r" : " -x") + values;
  }

  private static String values(ArgSpec argument) {
    if (argument.auxiliaryTypes()[0].equals(Path.class)) {
      return FILES;
    }
    return argument.completionCandidates() == null
        ? ""
        : " -a "
            + quoted(
                StreamSupport.stream(argument.completionCandidates().spliterator(), false)
                    .collect(Collectors.joining(" ")));
  }

  /** The first clause is enough to choose by. */
  private static String described(String[] description) {
    String first = CLAUSE_END.split(String.join(" ", description), 2)[0].strip();
    return first.isEmpty() ? "" : " -d " + quoted(first);
  }

  private static String quoted(String text) {
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
  }
}
