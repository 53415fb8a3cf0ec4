package dev.leasehold.controller;

import dev.leasehold.approval.ssh.Signer;
import dev.leasehold.model.Persons;
import dev.leasehold.observe.Bindable;
import java.time.Duration;
import java.util.List;

/**
 * What the installation fixes.
 *
 * @param namespace where the operator itself lives
 * @param grantsNamespace where the service accounts and anchors of grants live
 * @param retention how long a record is kept after its access and its request are gone
 * @param signers whose signatures are known
 * @param persons by what people are compared
 */
public record Settings(
    String namespace,
    String grantsNamespace,
    Duration retention,
    Bindable bindable,
    List<Signer> signers,
    Persons persons) {
  public Settings {
    signers = List.copyOf(signers);
  }
}
