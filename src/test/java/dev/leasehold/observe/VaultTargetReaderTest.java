package dev.leasehold.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.leasehold.api.v1alpha1.VaultDynamic;
import dev.leasehold.api.v1alpha1.VaultStatic;
import dev.leasehold.api.v1alpha1.VaultTarget;
import dev.leasehold.api.v1alpha1.VaultToken;
import dev.leasehold.model.Target;
import dev.leasehold.model.VaultSource;
import dev.leasehold.observe.TargetReader.Unready;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Paths are data: whatever the API server let through, only what is plainly a path is read. */
class VaultTargetReaderTest {
  private final VaultTargetReader reader =
      new VaultTargetReader(Map.of("default", List.of("sys/tools", "identity/oidc/token/shop")));

  private static VaultTarget dynamic(String path) {
    return target("default", "leasehold-payments", "orders-ro", new VaultDynamic(path, Map.of()));
  }

  private static VaultTarget target(
      String connection, String role, String policy, @Nullable VaultDynamic dynamic) {
    return new VaultTarget(
        connection,
        role,
        List.of(policy),
        dynamic == null ? new VaultToken() : null,
        dynamic,
        null,
        Map.of(),
        "1h");
  }

  private String refused(VaultTarget target) {
    Unready unready = catchThrowableOfType(Unready.class, () -> reader.read("db", target));
    assertThat(unready.reason().message()).contains("db");
    return unready.reason().code().text();
  }

  @Test
  void whatIsWrittenIsRead() throws Unready {
    assertThat(reader.read("db", dynamic("database/creds/orders-ro")))
        .isEqualTo(
            new Target.Vault(
                "db",
                "default",
                "leasehold-payments",
                List.of("orders-ro"),
                new VaultSource.Dynamic("database/creds/orders-ro", Map.of()),
                Map.of(),
                Duration.ofHours(1)));
    VaultTarget kv =
        new VaultTarget(
            "default",
            "r",
            List.of("p"),
            null,
            null,
            new VaultStatic("kv/data/a.b", "24h"),
            Map.of("a", "{{key}}"),
            "1h");
    assertThat(((Target.Vault) reader.read("kv", kv)).source())
        .isEqualTo(new VaultSource.Static("kv/data/a.b", Optional.of(Duration.ofDays(1))));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/",
        "/database/creds/x",
        "database/creds/x/",
        "database//x",
        "..",
        "database/../sys/seal",
        "database/creds/..",
        "./database",
        "database/.hidden",
        "database/creds/{{request.name}}",
        "database/creds/a b",
        "database/creds/a?list=true",
        "database/creds/a#x",
        "database/creds/%2e%2e",
        "database\\creds",
        "database/creds/\u202e",
        "database/creds/\n",
        "database/crèds",
      })
  void whatIsNoPlainPathIsRefused(String path) {
    assertThat(refused(dynamic(path))).isEqualTo("VaultPathUnfit");
    assertThat(refused(target("default", path, "p", null))).isEqualTo("VaultPathUnfit");
    assertThat(refused(target("default", "r", path, null))).isEqualTo("VaultPathUnfit");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sys",
        "sys/seal",
        "sys/toolsandmore",
        "auth/token/create",
        "cubbyhole/x",
        "identity/oidc/token/shop2"
      })
  void pathsOfVaultsOwnAreRefused(String path) {
    assertThat(refused(dynamic(path))).isEqualTo("VaultPathReserved");
  }

  @ParameterizedTest
  @ValueSource(strings = {"sys/tools/random", "sys/tools", "identity/oidc/token/shop", "system/a"})
  void unlessTheConnectionAllowsThem(String path) throws Unready {
    assertThat(reader.read("db", dynamic(path)).name()).isEqualTo("db");
  }

  @Test
  void aRoleIsOneSegmentAndRootIsNeverHandedOut() {
    assertThat(refused(target("default", "a/b", "p", null))).isEqualTo("VaultPathUnfit");
    assertThat(refused(target("default", "r", "ROOT", null))).isEqualTo("VaultPolicyTooWide");
  }

  @Test
  void aConnectionThatIsNotThereIsNamed() {
    assertThat(refused(target("elsewhere", "r", "p", null))).isEqualTo("VaultConnectionUnknown");
  }

  @Test
  void keysAreKeys() {
    VaultTarget keyed =
        new VaultTarget(
            "default",
            "r",
            List.of("p"),
            new VaultToken(),
            null,
            null,
            Map.of("../x", "{{token}}"),
            "1h");
    assertThat(refused(keyed)).isEqualTo("VaultKeyUnfit");
    VaultDynamic odd = new VaultDynamic("pki/issue/db", Map.of("a b", "x"));
    assertThat(refused(target("default", "r", "p", odd))).isEqualTo("VaultKeyUnfit");
  }
}
