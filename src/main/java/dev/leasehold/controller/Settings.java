package dev.leasehold.controller;

import dev.leasehold.observe.Bindable;
import java.time.Duration;

/**
 * What the installation fixes.
 *
 * @param namespace where the operator itself lives
 * @param grantsNamespace where the service accounts and anchors of grants live
 * @param retention how long a record is kept after its access and its request are gone
 */
public record Settings(
    String namespace, String grantsNamespace, Duration retention, Bindable bindable) {}
