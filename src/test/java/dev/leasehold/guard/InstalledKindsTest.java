package dev.leasehold.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class InstalledKindsTest {
  private static final String SOUND =
      """
      kind: CustomResourceDefinition
      metadata: {name: NAME}
      spec:
        conversion: {strategy: None}
        versions: [{name: v1alpha1, subresources: {status: {}}}]
      """;

  @Test
  void kindsThatKeepStatusApartAreSound() {
    assertThat(with(SOUND).fault()).isEmpty();
  }

  @Test
  void whateverLetsOthersWriteStatusIsAFault() {
    for (Map.Entry<String, String> fault :
        Map.of(
                SOUND.replace("strategy: None", "strategy: Webhook"), "has a conversion webhook",
                SOUND.replace("status: {}", "scale: {}"), "has version v1alpha1 without status",
                SOUND.replace(", subresources: {status: {}}", ""), "has version v1alpha1 without",
                SOUND.replace("name: NAME", "name: NAME, deletionTimestamp: x"), "is being deleted",
                SOUND.replace("NAME", "other"), "is missing")
            .entrySet()) {
      assertThat(with(fault.getKey()).fault())
          .hasValueSatisfying(
              found -> {
                assertThat(found.policy()).isEqualTo("leasehold-kinds");
                assertThat(found.reason())
                    .contains("accessrequests.leasehold.dev " + fault.getValue());
              });
    }
  }

  /** The first and the last of them are sound. */
  private static InstalledKinds with(String second) {
    return new InstalledKinds(
        List.of(definition(SOUND, 0), definition(second, 1), definition(SOUND, 2)));
  }

  private static GenericKubernetesResource definition(String yaml, int which) {
    return Serialization.unmarshal(
        yaml.replace("NAME", InstalledKinds.NAMES.get(which)), GenericKubernetesResource.class);
  }
}
