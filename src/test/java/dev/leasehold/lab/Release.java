package dev.leasehold.lab;

import java.nio.file.Path;
import java.util.Map;

/** A version of the operator as its users get it: a chart, and the packaged operator. */
public record Release(Path chart, Path jar) {
  private static final String CHART = "helm/leasehold";
  private static final String JAR = "target/quarkus-app/quarkus-run.jar";

  /** What this checkout holds. */
  public static Release present() {
    return new Release(Repository.path(CHART), Repository.path(JAR));
  }

  /** What another checkout holds that was packaged as well. */
  public static Release in(Path checkout) {
    return new Release(checkout.resolve(CHART), checkout.resolve(JAR));
  }

  /**
   * Installs this chart in the lab by helm, or moves an installed one to this version, with these
   * values ({@code --set}); returns when its policies act.
   */
  public void install(Lab lab, Map<String, String> values) {
    Chart.upgrade(lab, chart, values);
  }

  /**
   * Starts this operator as the pod of that name, on a lab with its chart installed, and returns
   * when it is ready.
   */
  public Operator start(Lab lab, String pod) {
    return Operator.start(lab, jar, Map.of("POD_NAME", pod));
  }
}
