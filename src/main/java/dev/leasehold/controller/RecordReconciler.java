package dev.leasehold.controller;

import dev.leasehold.api.v1alpha1.AccessRecord;
import dev.leasehold.cluster.LeanRecords;
import io.javaoperatorsdk.operator.api.config.informer.Informer;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import java.util.List;

/** Hands every change of a record to the engine, until it is settled. */
@ControllerConfiguration(
    name = "accessrecord",
    generationAwareEventProcessing = false,
    informer = @Informer(comparableResourceVersions = false, itemStore = LeanRecords.class))
public final class RecordReconciler implements Reconciler<AccessRecord> {
  private final Engine engine;

  public RecordReconciler(Engine engine) {
    this.engine = engine;
  }

  @Override
  public List<EventSource<?, AccessRecord>> prepareEventSources(
      EventSourceContext<AccessRecord> context) {
    engine.serveRecords(context.getPrimaryCache());
    return List.of();
  }

  @Override
  public UpdateControl<AccessRecord> reconcile(AccessRecord record, Context<AccessRecord> context) {
    engine.recordChanged(record);
    return UpdateControl.noUpdate();
  }
}
