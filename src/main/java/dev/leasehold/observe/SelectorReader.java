package dev.leasehold.observe;

import dev.leasehold.api.v1alpha1.LabelRequirement;
import dev.leasehold.api.v1alpha1.RequestableFrom;
import dev.leasehold.model.NamespaceSelector;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads which namespaces a catalog can be requested from; where it says nothing, from none. */
public final class SelectorReader {
  private SelectorReader() {}

  /** What it selects; empty where nothing is. */
  public static Optional<NamespaceSelector> read(@Nullable RequestableFrom from) {
    return Optional.ofNullable(from)
        .map(RequestableFrom::namespaceSelector)
        .map(
            selector ->
                new NamespaceSelector(
                    selector.matchLabels(),
                    selector.matchExpressions().stream().map(SelectorReader::expression).toList()));
  }

  private static NamespaceSelector.Expression expression(LabelRequirement requirement) {
    if (Objects.isNull(requirement.operator())) {
      // Of a later version: what nobody here understands selects nothing.
      return new NamespaceSelector.Expression(
          requirement.key(), NamespaceSelector.Operator.IN, List.of());
    }
    return new NamespaceSelector.Expression(
        requirement.key(),
        switch (requirement.operator()) {
          case In -> NamespaceSelector.Operator.IN;
          case NotIn -> NamespaceSelector.Operator.NOT_IN;
          case Exists -> NamespaceSelector.Operator.EXISTS;
          case DoesNotExist -> NamespaceSelector.Operator.DOES_NOT_EXIST;
        },
        requirement.values());
  }
}
