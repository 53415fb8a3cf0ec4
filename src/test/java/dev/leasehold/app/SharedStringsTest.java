package dev.leasehold.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.leasehold.api.v1alpha1.AccessRecord;
import dev.leasehold.api.v1alpha1.AccessRequest;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SharedStringsTest {
  private final SharedStrings strings = new SharedStrings();

  /** As the client is given it: fabric8 adds what it needs to the same mapper. */
  private final KubernetesSerialization serialization = serialization();

  private KubernetesSerialization serialization() {
    ObjectMapper mapper = new ObjectMapper();
    strings.customize(mapper);
    return new KubernetesSerialization(mapper, false);
  }

  /** Fields, elements of lists, and values of maps. */
  @Test
  void equalStringsOfTwoObjectsAreOneObject() {
    RoleBinding one = binding("one");
    RoleBinding two = binding("two");
    assertThat(one.getMetadata().getNamespace()).isSameAs(two.getMetadata().getNamespace());
    assertThat(one.getMetadata().getFinalizers().getFirst())
        .isSameAs(two.getMetadata().getFinalizers().getFirst());
    assertThat(one.getMetadata().getLabels().get("grant"))
        .isSameAs(two.getMetadata().getLabels().get("grant"));
    assertThat(one.getMetadata().getName()).isEqualTo("one");
    assertThat(two.getMetadata().getName()).isEqualTo("two");
  }

  private RoleBinding binding(String name) {
    return serialization.unmarshal(
        """
        {"apiVersion": "rbac.authorization.k8s.io/v1", "kind": "RoleBinding",
         "metadata": {"name": "%s", "namespace": "shop-prod", "labels": {"grant": "of-orders"},
                      "finalizers": ["example.com/keep"]}}
        """
            .formatted(name),
        RoleBinding.class);
  }

  /** Records of ours are made through constructors, which is another way through Jackson. */
  @Test
  void whatRulesSayOfTwoRecordsIsSaidOnce() {
    AccessRecord one = record("a");
    AccessRecord two = record("b");
    assertThat(one.getSpec().requester().name()).isSameAs(two.getSpec().requester().name());
    assertThat(one.getSpec().decision().getFirst().rule())
        .isSameAs(two.getSpec().decision().getFirst().rule());
  }

  private AccessRecord record(String name) {
    return serialization.unmarshal(
        """
        {"apiVersion": "leasehold.dev/v1alpha1", "kind": "AccessRecord", "metadata": {"name": "%s"},
         "spec": {"requester": {"name": "alice of payments"},
                  "decision": [{"rule": "no-freeze", "result": "Pass", "message": "none"}]}}
        """
            .formatted(name),
        AccessRecord.class);
  }

  @Test
  void absentAndEmptyStringsStayWhatTheyAre() {
    AccessRequest request =
        serialization.unmarshal(
            """
            {"apiVersion": "leasehold.dev/v1alpha1", "kind": "AccessRequest",
             "metadata": {"name": null, "namespace": ""}}
            """,
            AccessRequest.class);
    assertThat(request.getMetadata().getName()).isNull();
    assertThat(request.getMetadata().getNamespace()).isEmpty();
  }

  @Test
  void noMoreAreKeptThanThereArePlaces() {
    int many = SharedStrings.PLACES * 4;
    for (int i = 0; i < many; i++) {
      assertThat(strings.shared("uid-" + i)).isEqualTo("uid-" + i);
    }
    Set<String> mine = Collections.newSetFromMap(new IdentityHashMap<>());
    int known = 0;
    for (int i = 0; i < many; i++) {
      String again = "uid-" + i;
      mine.add(again);
      known += mine.contains(strings.shared(again)) ? 0 : 1;
    }
    assertThat(known).isBetween(1, SharedStrings.PLACES);
  }

  @Test
  void whatIsLongIsNotKept() {
    String text = "x".repeat(SharedStrings.LONGEST + 1);
    String other = new String(text.toCharArray());
    assertThat(strings.shared(text)).isSameAs(text);
    assertThat(strings.shared(other)).isSameAs(other);
  }

  /** Grants that are alike bring a few strings of their own each. */
  @Test
  void whatAllSayIsFoundAmongWhatEachSays() {
    IdentityHashMap<String, Boolean> said = new IdentityHashMap<>();
    IntStream.range(0, 10_000)
        .forEach(
            grant -> {
              for (int own = 0; own < 30; own++) {
                String _ = strings.shared("own-" + grant + "-" + own);
              }
              for (int rule = 0; rule < 200; rule++) {
                said.put(strings.shared("rule " + rule + " passes"), true);
              }
            });
    // Of two million; some are displaced by what only one grant says.
    assertThat(said.size()).isLessThan(200_000);
  }
}
