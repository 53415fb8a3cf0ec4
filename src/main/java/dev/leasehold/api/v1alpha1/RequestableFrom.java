package dev.leasehold.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;

/** From where an entitlement may be requested. */
@Wire
public record RequestableFrom(
    @JsonPropertyDescription(
            "Selects namespaces by their labels. An empty selector selects every namespace, as everywhere in"
                + " Kubernetes; leave requestableFrom out to select none.")
        @Required
        NamespaceSelector namespaceSelector) {}
