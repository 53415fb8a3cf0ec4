package dev.leasehold.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;

/** The three parties that must stand behind a catalog. */
@Wire
public record Owners(
    @JsonPropertyDescription(
            "The team that decides what this catalog offers, and is accountable for it.")
        @Required
        Owner catalog,
    @JsonPropertyDescription(
            "The team that decides who may have it: approval rules, policies and limits.")
        @Required
        Owner policy,
    @JsonPropertyDescription(
            "The team that runs what is granted, and is called when access cannot be taken back.")
        @Required
        Owner provisioning) {}
