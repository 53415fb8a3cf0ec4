package dev.leasehold.grant.vault;

/** A grant's own token, as long as it is at hand; never printed. */
final class Child {
  private final String token;
  private final String accessor;

  Child(String token, String accessor) {
    this.token = token;
    this.accessor = accessor;
  }

  String token() {
    return token;
  }

  String accessor() {
    return accessor;
  }

  @Override
  public String toString() {
    return "[token " + accessor + "]";
  }
}
