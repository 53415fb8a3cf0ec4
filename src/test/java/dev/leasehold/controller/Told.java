package dev.leasehold.controller;

import dev.leasehold.api.v1alpha1.AccessRecord;
import dev.leasehold.api.v1alpha1.AccessRequest;
import dev.leasehold.api.v1alpha1.HistoryEntry;
import dev.leasehold.model.EndCause;
import dev.leasehold.model.Reason;
import dev.leasehold.model.Stamp;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** Hears what people should notice, and of every change that the request should show. */
public final class Told implements Notices, Consumer<AccessRecord> {
  public final List<String> heard = new CopyOnWriteArrayList<>();
  public Journal journal = new Journal.None();
  Runnable then = () -> {};

  @Override
  public void happened(AccessRequest request, HistoryEntry entry) {
    hear("happened " + entry.event());
  }

  @Override
  public void activationFailed(AccessRecord record, Reason reason) {
    hear("activationFailed " + reason.code());
  }

  @Override
  public void externallyModified(AccessRecord record, Reason reason) {
    hear("externallyModified " + reason.code());
  }

  @Override
  public void revocationFailed(AccessRecord record, Reason reason) {
    hear("revocationFailed " + reason.code());
  }

  @Override
  public void emergency(AccessRecord record) {
    hear("emergency");
  }

  @Override
  public void reviewOverdue(AccessRecord record) {
    hear("reviewOverdue");
  }

  @Override
  public void offboarded(AccessRecord record) {
    hear("offboarded");
  }

  @Override
  public void reinstated(AccessRecord record) {
    hear("reinstated");
  }

  @Override
  public void purged(AccessRecord record, List<Stamp> people) {
    hear("purged " + record.getMetadata().getName());
  }

  @Override
  public void ended(AccessRecord record, EndCause cause) {
    hear("ended " + cause.kind());
  }

  @Override
  public void accept(AccessRecord record) {
    hear("changed");
  }

  private void hear(String what) {
    heard.add(what);
    then.run();
  }
}
