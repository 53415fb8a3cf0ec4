package dev.leasehold.api.v1alpha1;

import io.fabric8.kubernetes.api.model.apiextensions.v1.ValidationRule;
import io.fabric8.kubernetes.api.model.apiextensions.v1.ValidationRuleBuilder;
import java.util.Optional;

/**
 * For formats that people write: a rule that is broken whenever the format is, and says what to
 * write instead.
 */
final class Remedy {
  /**
   * Seven digits of hours and eight of anything overflow the API server's durations, so they are
   * turned away first.
   */
  private static final String BOUNDED_DURATION =
      "self.matches('"
          + Format.DURATION
          + "') && !self.matches('[0-9]{8}|[0-9]{7}h')"
          + " && duration(self) >= duration('1s') && duration(self) <= duration('17520h')";

  private Remedy() {}

  static Optional<ValidationRule> of(String pattern) {
    return switch (pattern) {
      case Format.DURATION ->
          rule(
              BOUNDED_DURATION,
              "must be between 1s and 17520h, in hours, minutes and seconds, for example 8h or 1h30m");
      case Format.TIME ->
          rule(
              "self.matches(r'"
                  + Format.TIME
                  + "') && timestamp(self) > timestamp('2000-01-01T00:00:00Z')",
              "must be a date and time in UTC that exists, for example 2026-12-31T08:00:00Z");
      case Format.LINE ->
          rule(
              "self.matches(r'" + Format.LINE + "')",
              "must be one line of plain text: remove line breaks, control characters and marks that change the"
                  + " direction of writing");
      case Format.NAME ->
          rule(
              "self.matches('" + Format.NAME + "')",
              "must be lower-case letters, digits and '-', beginning and ending with a letter or digit, for example"
                  + " orders-reader");
      case Format.OBJECT_NAME ->
          rule(
              "self.matches(r'" + Format.OBJECT_NAME + "')",
              "must be lower-case letters, digits, '-' and '.', for example nightly-report");
      case Format.QUALIFIED_NAME ->
          rule(
              "self.matches(r'" + Format.QUALIFIED_NAME + "')",
              "must be <catalog>.<entitlement>, for example payments.orders-admin");
      case Format.VAULT_PATH ->
          rule(
              "self.matches(r'" + Format.VAULT_PATH + "')",
              "must be a path in Vault without leading, trailing or doubled slashes, for example"
                  + " database/creds/orders-ro");
      default -> Optional.empty();
    };
  }

  private static Optional<ValidationRule> rule(String expression, String message) {
    return Optional.of(
        new ValidationRuleBuilder().withRule(expression).withMessage(message).build());
  }
}
