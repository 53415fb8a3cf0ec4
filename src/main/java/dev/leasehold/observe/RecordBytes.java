package dev.leasehold.observe;

import dev.leasehold.model.Binding;
import dev.leasehold.model.Rule;
import dev.leasehold.model.Target;
import dev.leasehold.model.VaultSource;
import java.util.Collection;
import java.util.Map;

/**
 * How many bytes a target takes in a stored record: never fewer than it does. It is counted and not
 * written out, since every look at a request asks.
 */
final class RecordBytes {
  /** Names of fields, brackets, and values of a bounded length. */
  private static final int TARGET = 512;

  private static final int BINDING = 256;
  private static final int RULE = 96;

  /** Quotes, and a comma or colon. */
  private static final int AROUND = 3;

  /** The API server stores what is special in HTML or JSON as an escape, such as \\u003c. */
  private static final int ESCAPED = 6;

  private static final String SPECIAL = "<>&\"\\";

  /** The most that one UTF-16 unit takes in UTF-8. */
  private static final int WIDE = 3;

  private static final char FIRST_PRINTABLE = ' ';
  private static final char LAST_PRINTABLE = '~';

  private RecordBytes() {}

  static long of(Target target) {
    long bindings = target.bindings().stream().mapToLong(RecordBytes::of).sum();
    return TARGET
        + text(target.name())
        + bindings
        + switch (target) {
          case Target.ServiceAccountToken token -> texts(token.audiences());
          case Target.RoleBinding binding -> 0;
          case Target.Vault vault -> of(vault);
        };
  }

  private static long of(Target.Vault vault) {
    return text(vault.connection())
        + text(vault.tokenRole())
        + texts(vault.policies())
        + texts(vault.template())
        + switch (vault.source()) {
          case VaultSource.Token _ -> 0;
          case VaultSource.Dynamic made -> text(made.secret()) + texts(made.parameters());
          case VaultSource.Static lying -> text(lying.secret());
        };
  }

  private static long of(Binding binding) {
    return BINDING
        + text(binding.role().name())
        + text(binding.roleUid().orElse(""))
        + text(binding.namespace())
        + text(binding.namespaceUid().orElse(""))
        + binding.rules().stream().mapToLong(RecordBytes::of).sum();
  }

  private static long of(Rule rule) {
    return RULE
        + texts(rule.verbs())
        + texts(rule.apiGroups())
        + texts(rule.resources())
        + texts(rule.resourceNames())
        + texts(rule.nonResourceUrls());
  }

  private static long texts(Map<String, String> map) {
    return texts(map.keySet()) + texts(map.values());
  }

  private static long texts(Collection<String> texts) {
    return texts.stream().mapToLong(RecordBytes::text).sum();
  }

  private static long text(String text) {
    long bytes = AROUND;
    for (int i = 0; i < text.length(); i++) {
      char unit = text.charAt(i);
      if (unit >= FIRST_PRINTABLE && unit <= LAST_PRINTABLE) {
        bytes += SPECIAL.indexOf(unit) < 0 ? 1 : ESCAPED;
      } else {
        // Line separators are escaped too; what is not ASCII is rare, so all of it counts as such.
        bytes +=
            unit > LAST_PRINTABLE && !Character.isISOControl(unit) && unit < '\u2000'
                ? WIDE
                : ESCAPED;
      }
    }
    return bytes;
  }
}
