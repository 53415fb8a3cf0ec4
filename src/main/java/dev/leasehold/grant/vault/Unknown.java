package dev.leasehold.grant.vault;

import java.util.List;

/**
 * The words by which Vault says that it has no such token or lease. Its status alone proves
 * nothing: 403 and 400 also mean that it would not look.
 */
final class Unknown {
  private static final List<String> WORDS =
      List.of("invalid accessor", "bad token", "token not found", "invalid lease");

  private Unknown() {}

  static boolean isSaid(Answer answer) {
    return !answer.succeeded() && WORDS.stream().anyMatch(answer::says);
  }
}
