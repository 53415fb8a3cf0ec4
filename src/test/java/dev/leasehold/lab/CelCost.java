package dev.leasehold.lab;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What a policy costs, as {@code src/lab/celcost} has it from the API server's own evaluator.
 *
 * @param rules of the API server's 10,000,000, which a policy has for all rules and messages, and
 *     for each mutation
 * @param conditions of 2,500,000 for its match conditions
 * @param questions to the authorizer, each 350,000 of the former
 * @param dearest the expression that takes most of what its questions leave of its limit
 * @param outcome in words, what became of the write
 */
public record CelCost(
    long rules, long conditions, long questions, Expression dearest, String outcome) {
  /**
   * One of 1,000,000, without the variables in it.
   *
   * @param name of the variable, or {@code a rule}
   */
  public record Expression(String name, long cost, long questions) {}

  /** Of each of these files of one policy and one write in JSON, by file. */
  public static Map<Path, CelCost> of(List<Path> writes) {
    List<String> command = new ArrayList<>(List.of(Judge.program("celcost")));
    writes.forEach(write -> command.add(write.toString()));
    return Outcome.of(command, Map.of(), null)
        .orThrow()
        .stdout()
        .lines()
        .map(line -> line.split("\t", -1))
        .collect(Collectors.toUnmodifiableMap(said -> Path.of(said[0]), CelCost::read));
  }

  private static CelCost read(String[] said) {
    return new CelCost(
        Long.parseLong(said[1]),
        Long.parseLong(said[2]),
        Long.parseLong(said[3]),
        new Expression(said[6], Long.parseLong(said[4]), Long.parseLong(said[5])),
        said[7]);
  }
}
