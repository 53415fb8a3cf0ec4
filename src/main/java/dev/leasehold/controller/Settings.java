package dev.leasehold.controller;

import dev.leasehold.approval.ssh.Signer;
import dev.leasehold.lifecycle.Limits;
import dev.leasehold.lifecycle.Retention;
import dev.leasehold.model.Persons;
import dev.leasehold.model.Segregation;
import dev.leasehold.observe.Bindable;
import java.util.List;

/**
 * What the installation fixes.
 *
 * @param namespace where the operator itself lives
 * @param grantsNamespace where the service accounts and anchors of grants live
 * @param retention how long records are kept after their access and their request are gone
 * @param limits how many new requests are decided a minute
 * @param signers whose signatures are known
 * @param persons by what people are compared
 * @param segregation what nobody is to hold together, whatever catalogs say
 */
public record Settings(
    String namespace,
    String grantsNamespace,
    Retention retention,
    Limits limits,
    Bindable bindable,
    List<Signer> signers,
    Persons persons,
    Segregation segregation) {
  public Settings {
    signers = List.copyOf(signers);
  }
}
