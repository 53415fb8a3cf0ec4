package dev.leasehold.lab;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/**
 * A class that breaks a lab of its own, and mostly waits until what it broke has been mended: it
 * runs beside those that share a lab, one such class at a time.
 */
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock("the one lab beside those that are shared")
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface InItsOwnLab {}
