package dev.leasehold.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;

/** One demand on a label. */
@Wire
@ValidationRule(
    value =
        "self.operator in ['In', 'NotIn'] ? has(self.values) && self.values.size() > 0 : !has(self.values) ||"
            + " self.values.size() == 0",
    message = "In and NotIn need values; Exists and DoesNotExist take none",
    fieldPath = ".values")
public record LabelRequirement(
    @JsonPropertyDescription("The key of the label.")
        @Required
        @Pattern(Format.LABEL_KEY)
        @Size(min = 1, max = 317)
        String key,
    @JsonPropertyDescription("How the label is compared.") @Required Operator operator,
    @JsonPropertyDescription("The values for In and NotIn. Absent: for Exists and DoesNotExist.")
        @Size(max = 32)
        List<@Pattern(Format.LABEL_VALUE) @Size(max = 63) String> values) {
  public LabelRequirement {
    values = Absent.asEmpty(values);
  }

  /** How a label is compared; a way that only a later version knows is read as null. */
  @Word
  public enum Operator {
    @JsonPropertyDescription("the label has one of the values.")
    In,
    @JsonPropertyDescription("the label has none of the values, or is missing.")
    NotIn,
    @JsonPropertyDescription("the label is there.")
    Exists,
    @JsonPropertyDescription("the label is missing.")
    DoesNotExist
  }
}
