package dev.leasehold.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;

/** Holds for what cannot be extended by others: a decision looks at every alternative there is. */
final class BeClosed extends ArchCondition<JavaClass> {
  BeClosed() {
    super("be closed");
  }

  @Override
  public void check(JavaClass type, ConditionEvents events) {
    boolean closed =
        type.isRecord()
            || type.isEnum()
            || type.reflect().isSealed()
            || type.getModifiers().contains(JavaModifier.FINAL)
            || type.getSimpleName().equals("package-info");
    if (!closed) {
      events.add(SimpleConditionEvent.violated(type, type.getName() + " is open"));
    }
  }
}
