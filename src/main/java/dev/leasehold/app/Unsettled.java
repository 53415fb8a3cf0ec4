package dev.leasehold.app;

import dev.leasehold.api.v1alpha1.AccessRequest;
import dev.leasehold.cluster.PageSize;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.javaoperatorsdk.operator.Operator;
import io.javaoperatorsdk.operator.api.config.informer.FieldSelector;
import io.javaoperatorsdk.operator.api.config.informer.InformerConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.quarkiverse.operatorsdk.runtime.QuarkusConfigurationService;
import io.quarkiverse.operatorsdk.runtime.QuarkusControllerConfiguration;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Duration;

/**
 * Has the framework watch only what is not settled. Its Quarkus extension (7.7.3) takes a field
 * selector from the reconciler's annotation, but refuses every one of a custom resource: it keeps
 * the selectable fields of a definition under another name than it looks for them.
 */
@Singleton
public class Unsettled {
  private static final FieldSelector UNSETTLED =
      new FieldSelector(new FieldSelector.Field("status.settled", "true", true));

  /** The framework's own default. */
  private static final Duration LOOK = Duration.ofHours(10);

  /** In place of the extension's own, which registers every reconciler as it is annotated. */
  @Produces
  @ApplicationScoped
  public Operator operator(
      QuarkusConfigurationService configuration,
      Instance<Reconciler<? extends HasMetadata>> reconcilers) {
    Operator operator = new Operator(configuration);
    for (Reconciler<? extends HasMetadata> reconciler : reconcilers) {
      register(operator, configuration, reconciler);
    }
    return operator;
  }

  private static <P extends HasMetadata> void register(
      Operator operator, QuarkusConfigurationService configuration, Reconciler<P> reconciler) {
    QuarkusControllerConfiguration<P> own =
        selecting(configuration.getConfigurationFor(reconciler));
    own.setParent(configuration);
    operator.register(reconciler, own);
  }

  /** The same in everything but what is watched. */
  private static <P extends HasMetadata> QuarkusControllerConfiguration<P> selecting(
      QuarkusControllerConfiguration<P> same) {
    InformerConfiguration<P> informer =
        InformerConfiguration.<P>builder(same.getInformerConfig())
            .withFieldSelector(UNSETTLED)
            .withInformerListLimit(page(same.getResourceClass()))
            .buildForController();
    return new QuarkusControllerConfiguration<>(
        informer,
        same.getName(),
        same.isGenerationAware(),
        same.getAssociatedReconcilerClassName(),
        same.getRetry(),
        same.getRateLimiter(),
        same.maxReconciliationInterval().orElse(LOOK),
        same.getFinalizerName(),
        same.fieldManager(),
        same.getWorkflow(),
        same.getResourceTypeName(),
        same.getResourceClass());
  }

  private static long page(Class<?> kind) {
    return kind.equals(AccessRequest.class) ? PageSize.requests() : PageSize.records();
  }
}
