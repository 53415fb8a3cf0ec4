package dev.leasehold.controller;

import dev.leasehold.api.v1alpha1.AccessRequest;
import dev.leasehold.cluster.LeanRequests;
import io.javaoperatorsdk.operator.api.config.informer.Informer;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import java.util.List;

/**
 * Hands every change of a request to the engine, until it is settled; its deletion the framework
 * does not tell.
 */
@ControllerConfiguration(
    name = "accessrequest",
    generationAwareEventProcessing = false,
    informer = @Informer(comparableResourceVersions = false, itemStore = LeanRequests.class))
public final class RequestReconciler implements Reconciler<AccessRequest> {
  private final Engine engine;

  public RequestReconciler(Engine engine) {
    this.engine = engine;
  }

  @Override
  public List<EventSource<?, AccessRequest>> prepareEventSources(
      EventSourceContext<AccessRequest> context) {
    engine.serveRequests(context.getPrimaryCache());
    return List.of();
  }

  @Override
  public UpdateControl<AccessRequest> reconcile(
      AccessRequest request, Context<AccessRequest> context) {
    engine.requestChanged(request);
    return UpdateControl.noUpdate();
  }
}
