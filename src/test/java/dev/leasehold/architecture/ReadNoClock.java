package dev.leasehold.architecture;

import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnitAccess;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Set;

/** Holds where neither a call nor a method reference asks the machine what time it is. */
final class ReadNoClock extends ArchCondition<JavaClass> {
  private static final Set<String> SYSTEM = Set.of("currentTimeMillis", "nanoTime");

  ReadNoClock() {
    super("read no clock");
  }

  @Override
  public void check(JavaClass type, ConditionEvents events) {
    for (JavaCodeUnitAccess<?> access : type.getCodeUnitAccessesFromSelf()) {
      if (readsClock(access.getTarget())) {
        events.add(SimpleConditionEvent.violated(type, access.getDescription()));
      }
    }
  }

  private static boolean readsClock(CodeUnitAccessTarget target) {
    String owner = target.getOwner().getName();
    String name = target.getName();
    return (owner.equals("java.lang.System") && SYSTEM.contains(name))
        || ((owner.equals("java.time.Clock") || owner.equals("java.time.InstantSource"))
            && (name.startsWith("system") || name.startsWith("tick")))
        || (owner.startsWith("java.time.") && name.equals("now") && !handedIn(target))
        || (owner.equals("java.util.Date")
            && name.equals("<init>")
            && target.getRawParameterTypes().isEmpty())
        || (owner.equals("java.util.Calendar") && name.equals("getInstance"));
  }

  private static boolean handedIn(CodeUnitAccessTarget target) {
    return target.getRawParameterTypes().stream()
        .anyMatch(parameter -> parameter.getName().equals("java.time.Clock"));
  }
}
