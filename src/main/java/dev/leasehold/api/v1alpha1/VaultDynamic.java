package dev.leasehold.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import java.util.Map;

/** Where in Vault credentials are made, and with what is asked for them. */
@Wire
public record VaultDynamic(
    @JsonPropertyDescription(
            "The path in Vault, with its mount, for example database/creds/orders-ro.")
        @Required
        @Pattern(Format.VAULT_PATH)
        @Size(min = 1, max = 512)
        String path,
    @JsonPropertyDescription(
            "What is sent with the request, for engines that want to be written to (pki/issue/…,"
                + " kubernetes/creds/…). The value {{ttl}} stands for how long the credential may live. Absent: the"
                + " path is read.")
        @Size(max = 16)
        Map<String, @Size(max = 1024) String> parameters) {
  public VaultDynamic {
    parameters = Absent.asEmpty(parameters);
  }
}
