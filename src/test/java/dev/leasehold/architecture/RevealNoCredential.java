package dev.leasehold.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnitAccess;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;

/** Holds where credentials are at most handed on, unseen. */
final class RevealNoCredential extends ArchCondition<JavaClass> {
  private final String credential;

  RevealNoCredential(String credential) {
    super("reveal no credential");
    this.credential = credential;
  }

  @Override
  public void check(JavaClass type, ConditionEvents events) {
    for (JavaCodeUnitAccess<?> access : type.getCodeUnitAccessesFromSelf()) {
      if (access.getTargetOwner().getName().equals(credential)
          && access.getTarget().getName().equals("reveal")) {
        events.add(SimpleConditionEvent.violated(type, access.getDescription()));
      }
    }
  }
}
